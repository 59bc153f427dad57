// JSON with a line for each value. Numbers and texts stay as they are written, and so does the order of names.

const token = /"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s{}[\],:"]+/g;

/** Short lists and objects of plain values stay on a line of so many characters. */
const shortLine = 60;

/** Nothing if the text is no JSON. */
export function formatJSON(text: string): string | undefined {
  try {
    JSON.parse(text);
  } catch {
    return undefined;
  }
  const tokens = text.match(token) ?? [];
  let out = "";
  let indent = "";
  for (let i = 0; i < tokens.length; i++) {
    const one = tokens[i] as string;
    if (one === "{" || one === "[") {
      const short = onOneLine(tokens, i);
      if (short) {
        out += short.text;
        i = short.last;
        continue;
      }
      indent += "  ";
      out += `${one}\n${indent}`;
    } else if (one === "}" || one === "]") {
      indent = indent.slice(2);
      out += `\n${indent}${one}`;
    } else if (one === ",") out += `,\n${indent}`;
    else if (one === ":") out += ": ";
    else out += one;
  }
  return `${out}\n`;
}

/** A list or object that holds plain values only and is short. */
function onOneLine(tokens: string[], first: number): { text: string; last: number } | undefined {
  const isObject = tokens[first] === "{";
  let text = "";
  for (let i = first + 1; i < tokens.length && text.length <= shortLine; i++) {
    const one = tokens[i] as string;
    if (one === "{" || one === "[") return undefined;
    if (one === "}" || one === "]") {
      const inside = isObject && text ? ` ${text} ` : text;
      return { text: `${tokens[first]}${inside}${one}`, last: i };
    }
    text += one === "," ? ", " : one === ":" ? ": " : one;
  }
  return undefined;
}
