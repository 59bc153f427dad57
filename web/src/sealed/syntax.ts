// Where a text of helpers is no JavaScript: engines that run it say what is wrong, but not all say where.
import { type Options, parse } from "acorn";

/** From 1 both. */
export interface Place {
  line: number;
  column: number;
}

/** The name of another module in an import, with its quotes. */
export interface Import {
  name: string;
  from: number;
  to: number;
  place: Place;
}

const common = {
  ecmaVersion: "latest",
  allowReturnOutsideFunction: true,
  allowHashBang: true,
  locations: true,
} as const;

/** What is wrong with a text, as a script, a module or an expression: as what it comes farthest. */
export function syntaxFault(text: string): { message: string; place: Place } | undefined {
  const faults = [
    faultOf(text, 0, { ...common, sourceType: "script" }),
    faultOf(text, 0, { ...common, sourceType: "module" }),
    faultOf(`(\n${text}\n)`, 1, { ...common, sourceType: "script" }),
  ];
  if (faults.includes(undefined)) return undefined;
  const lineCount = text.split("\n").length;
  return faults
    .filter((fault) => fault !== undefined)
    .filter(({ place }) => place.line <= lineCount)
    .reduce((a, b) => (isBefore(a.place, b.place) ? b : a));
}

const isBefore = (a: Place, b: Place) => a.line < b.line || (a.line === b.line && a.column < b.column);

function faultOf(text: string, linesBefore: number, options: Options) {
  try {
    parse(text, options);
    return undefined;
  } catch (error) {
    const { message, loc } = error as SyntaxError & { loc: { line: number; column: number } };
    return {
      message: message.replace(/ \(\d+:\d+\)$/, ""),
      place: { line: loc.line - linesBefore, column: loc.column + 1 },
    };
  }
}

/** The imports of a module; none where it is no JavaScript. */
export function importsOf(text: string): Import[] {
  try {
    return parse(text, { ...common, sourceType: "module" }).body.flatMap((node) => {
      if (!("source" in node) || !node.source) return [];
      const { value, start, end, loc } = node.source;
      const place = { line: loc?.start.line ?? 1, column: (loc?.start.column ?? 0) + 1 };
      return [{ name: String(value), from: start, to: end, place }];
    });
  } catch {
    return [];
  }
}
