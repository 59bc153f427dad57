// JSON5, and JSON with comments, which is a part of it.
import { type AnyNode, parse } from "@humanwhocodes/momoa";
import { DataFault, JSONWriter, numberAsJSON } from "./json-writer.ts";

export function readJSON5(text: string): JSONWriter {
  const out = new JSONWriter();
  let body: AnyNode;
  try {
    ({ body } = parse(text, { mode: "json5", ranges: true, allowTrailingCommas: true }));
  } catch (error) {
    const { message, offset = text.length } = error as Error & { offset?: number };
    throw new DataFault(sentence(message), Math.min(offset, text.length), Math.min(offset + 1, text.length));
  }
  write(body, out);
  return out;
}

/** What the parser says, without the place, which is told apart. */
const sentence = (message: string): string =>
  `${message.replace(/\s*\(\d+:\d+\)\.?$/, "").replace(/\.$/, "")}.`;

function write(node: AnyNode, out: JSONWriter): void {
  const [from, to] = node.range ?? [0, 0];
  switch (node.type) {
    case "Object":
      out.token("{", from, from + 1);
      node.members.forEach(({ name, value }, i) => {
        if (i > 0) out.sign(",");
        const [start, end] = name.range ?? [0, 0];
        out.token(JSON.stringify(name.type === "String" ? name.value : name.name), start, end);
        out.sign(":");
        write(value, out);
      });
      out.token("}", to - 1, to);
      return;
    case "Array":
      out.token("[", from, from + 1);
      node.elements.forEach(({ value }, i) => {
        if (i > 0) out.sign(",");
        write(value, out);
      });
      out.token("]", to - 1, to);
      return;
    case "String":
      out.token(JSON.stringify(node.value), from, to);
      return;
    case "Number":
      out.token(numberAsJSON(node.value), from, to);
      return;
    case "NaN":
      out.token("null", from, to);
      return;
    case "Infinity":
      out.token(
        numberAsJSON(node.sign === "-" ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY),
        from,
        to,
      );
      return;
    case "Boolean":
      out.token(String(node.value), from, to);
      return;
    default:
      out.token("null", from, to);
  }
}
