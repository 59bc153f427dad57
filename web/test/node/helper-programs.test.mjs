// Random programs of helpers give the text of Handlebars.js. PROGRAMS is how many (500 in `make test`), SEED repeats a run.
import assert from "node:assert/strict";
import { test } from "node:test";
import Handlebars from "handlebars";
import { createFrame, createRenderer, SafeString } from "../../../dist/livebars.js";
import { helperProgram } from "../helper-programs.mjs";
import { renderWithHandlebars } from "../oracles/handlebars.mjs";

const programs = Number(process.env.PROGRAMS ?? 500);
const firstSeed = Number(process.env.SEED ?? Date.now() % 1e9);

test(`${programs} programs of helpers, from seed ${firstSeed} on`, async () => {
  const renderer = await createRenderer({ worker: false });
  let errors = 0;
  for (let seed = firstSeed; seed < firstSeed + programs; seed++) {
    const program = helperProgram(seed);
    const { template, data, partials, kinds } = program;
    const expected = renderWithHandlebars({
      template,
      data: structuredClone(data),
      partials,
      helpers: program.helpersFor({ SafeString: Handlebars.SafeString, createFrame: Handlebars.createFrame }),
    });
    const own = structuredClone(data);
    const helpers = program.helpersFor({ SafeString, createFrame });
    const actual = await renderer.render({ template, data: own, partials, helpers, format: "text" });
    assert.deepEqual(own, data, `SEED=${seed}: the caller's data has changed`);
    const said = actual.ok ? { text: actual.text } : { error: true };
    const wanted = expected.error === undefined ? expected : { error: true };
    const why = `SEED=${seed} ${JSON.stringify({ template, kinds, error: expected.error, diagnostics: actual.diagnostics.map(({ message }) => message) })}`;
    assert.deepEqual(said, wanted, why);
    if (expected.error !== undefined) errors++;
  }
  assert.ok(errors < programs / 2, `${errors} of ${programs} are errors: too few say anything`);
  renderer.close();
});
