// An image named `body` takes the place of a property of its document, an input named `remove` that of its form. So what the
// frame's code calls on documents and nodes of a page comes from the prototypes (frame/dom.ts): no call stands elsewhere.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";

const folder = new URL("../../src/frame/", import.meta.url);

/** Properties of documents, and methods that an input could shadow where a node may be a form. */
const patterns = [
  /\bdocument\.(?!prototype)(?!createElement\("iframe"\)|URL ===)\w+/,
  /\b(?:node|target|link)\.(?:remove|replaceWith|before|after|querySelector|getAttribute|setAttribute|closest|matches|scrollIntoView|focus)\(/,
];

for (const file of readdirSync(folder).filter((name) => name.endsWith(".ts") && name !== "dom.ts"))
  test(`${file} calls nothing that a page can shadow`, () => {
    const lines = readFileSync(new URL(file, folder), "utf8").split("\n");
    const code = lines.filter((line) => !/^\s*(?:\/\/|\/?\*|import |} from )/.test(line));
    for (const line of code) for (const pattern of patterns) assert.doesNotMatch(line, pattern);
  });
