// The cases of the language, in the files that the Go tests read too (wasm/handlebars/testdata; the format is
// told in wasm/handlebars/cases_test.go).
import { readdirSync, readFileSync } from "node:fs";

const folder = new URL("../../../wasm/handlebars/testdata/", import.meta.url);

/** All cases: { file, name, request }. */
export function readCases() {
  return readdirSync(folder)
    .filter((file) => file.endsWith(".cases"))
    .flatMap((file) => read(file, readFileSync(new URL(file, folder), "utf8")));
}

function read(file, content) {
  return `\n${content}`
    .split("\n=== ")
    .slice(1)
    .map((block) => {
      const [name, rest] = cut(block, "\n");
      const [template, ...sections] = `\n${rest}`.split("\n--- ");
      const request = { template: template.replace(/^\n/, ""), data: "{}", partials: {} };
      for (const section of sections) {
        const [head, body] = cut(section, "\n");
        const [kind, partial] = cut(head, " ");
        if (kind === "data") request.data = body;
        else if (kind === "partial") request.partials[partial] = body;
        else if (kind === "options") request.options = JSON.parse(body);
        else if (kind === "runtime") request.runtime = JSON.parse(body);
        else throw new Error(`${file}: unknown section ${head}`);
      }
      return { file, name, request };
    });
}

function cut(text, mark) {
  const at = text.indexOf(mark);
  return at < 0 ? [text, ""] : [text.slice(0, at), text.slice(at + mark.length)];
}
