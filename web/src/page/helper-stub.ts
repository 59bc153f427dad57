// The beginning of a helper that a template calls and that is not there: what is added to the helpers when the person asks
// for it. It gives back its first argument, or runs its block, so that the page can be seen at once.

/** A call of a helper: what stands in a tag or a subexpression. */
export interface HelperCall {
  name: string;
  isBlock: boolean;
  /** Names for its arguments, made of what stands there. */
  parameters: string[];
  /** The names of its hash. */
  hash: string[];
}

const token = /\s*(?:"[^"]*"|'[^']*'|\([^()]*(?:\([^()]*\)[^()]*)*\)|\[[^\]]*\]|[^\s()}~|"'=[\]]+|=)/y;

/** Reads the call whose name stands at a place of a template. */
export function callAt(template: string, from: number, to: number): HelperCall {
  const name = template.slice(from, to).replace(/^\[|\]$/g, "");
  const call: HelperCall = {
    name,
    isBlock: /\{\{~?#\*?\s*$|\{\{~?\s*else\s+$/.test(template.slice(0, from)),
    parameters: [],
    hash: [],
  };
  token.lastIndex = to;
  const pieces: string[] = [];
  for (let found = token.exec(template); found; found = token.exec(template)) {
    const piece = found[0].trim();
    if (piece === "as" && /^\s*\|/.test(template.slice(token.lastIndex))) break;
    const previous = pieces.at(-1);
    // `a.[b c].d` is one path.
    if (previous && !/^\s/.test(found[0]) && /[.[\]/]$/.test(previous + piece[0]))
      pieces[pieces.length - 1] += piece;
    else pieces.push(piece);
  }
  pieces.forEach((piece, i) => {
    if (piece === "=") call.hash.push(pieces[i - 1] ?? "");
    else if (pieces[i + 1] !== "=" && pieces[i - 1] !== "=")
      call.parameters.push(unused(parameterOf(piece), call.parameters));
  });
  return call;
}

const reserved = new Set(
  "arguments await break case catch class const continue debugger default delete do else enum eval export extends false finally for function if import in instanceof let new null options package private protected public return static super switch this throw true try typeof var void while with yield".split(
    " ",
  ),
);

/** A name for an argument: the last word of a path, or what kind of value it is. */
function parameterOf(piece: string): string {
  if (/^["']/.test(piece)) return "text";
  if (/^-?\d/.test(piece)) return "number";
  if (/^(true|false)$/.test(piece)) return "flag";
  const word = /([\p{L}_$][\p{L}\p{N}_$]*)\]?$/u.exec(piece)?.[1];
  return word === undefined || piece.startsWith("(") || reserved.has(word) ? "value" : word;
}

function unused(name: string, taken: string[]): string {
  let number = 1;
  while (taken.includes(number === 1 ? name : `${name}${number}`)) number++;
  return number === 1 ? name : `${name}${number}`;
}

/** The text of helpers with a stub for a call at its end, in the form that the text has; and the line to go on at. */
export function withStub(helpers: string, call: HelperCall): { text: string; line: number } {
  const { name, isBlock, parameters, hash } = call;
  const list = [...parameters, "options"].join(", ");
  const quoted = JSON.stringify(name);
  const isIdentifier = /^[\p{L}_$][\p{L}\p{N}_$]*$/u.test(name) && !reserved.has(name);
  let [start, end] = [`Handlebars.registerHelper(${quoted}, function (${list}) {`, "});"];
  if (isIdentifier && /^\s*export\b/m.test(helpers))
    [start, end] = [`export function ${name}(${list}) {`, "}"];
  else if (/\bmodule\.exports\b/.test(helpers))
    [start, end] = [`module.exports[${quoted}] = function (${list}) {`, "};"];
  const value = isBlock ? "options.fn(this)" : (parameters[0] ?? '""');
  const note = hash.length > 0 ? [`  // options.hash has ${hash.join(", ")}`] : [];
  const before = helpers.trim() === "" ? "" : `${helpers.replace(/\n*$/, "")}\n\n`;
  const text = `${before}${[start, ...note, `  return ${value};`, end].join("\n")}\n`;
  return { text, line: text.split("\n").length - 2 };
}
