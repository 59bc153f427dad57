// The same cases as the Go tests, through the library and Handlebars.js side by side.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { createRenderer } from "../../../dist/livebars.js";
import { renderWithHandlebars } from "../oracles/handlebars.mjs";
import { readCases } from "./cases.mjs";

let renderer;
before(async () => {
  renderer = await createRenderer();
});
after(() => renderer.close());

for (const { file, name, request } of readCases()) {
  test(`${file.replace(".cases", "")}: ${name}`, async () => {
    const theirs = renderWithHandlebars(request);
    const ours = await renderer.render({ ...request, format: "text" });
    if (theirs.error !== undefined) assert.equal(ours.ok, false, `Handlebars.js: ${theirs.error}`);
    else
      assert.deepEqual(
        { ok: ours.ok, text: ours.text },
        { ok: true, text: theirs.text },
        ours.diagnostics[0]?.message,
      );
  });
}
