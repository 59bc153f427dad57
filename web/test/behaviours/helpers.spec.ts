// Helpers that came as a text, in their sealed realm.
import { expect, test } from "../engines/test.ts";

test("helpers run, fail with their place, are stopped, and reach nothing", async ({ person }) => {
  test.setTimeout(180_000);
  const show = (helpers: string) =>
    person.begin({ template: "# {{loud name}}", data: '{ "name": "ada" }', helpers });
  const shown = async () => `${await person.page()}|${await person.problems()}`;
  await show("exports.loud = (text) => text.toUpperCase();");
  await expect.poll(shown).toBe("ADA|No problems");
  await show("export const loud = (text) => text + '!';");
  await expect.poll(shown).toBe("ada!|No problems");
  await show("exports.loud = (text) => {\n  return (text;\n};");
  await expect.poll(shown).toContain("Helpers 2:15 Unexpected token.");
  await show("export const loud = () => {\n  throw new Error('thrown');\n};");
  await expect.poll(shown).toMatch(/Helpers 2:\d+ thrown/);
  await show("Handlebars.registerHelper('loud', () => {\n\n  throw new Error('thrown');\n});");
  await expect.poll(shown).toMatch(/Helpers 3:\d+ thrown/);
  await show("exports.loud = () => { for (;;); };");
  await expect.poll(shown).toContain("Rendering took longer than 2 s");
  await show(`exports.loud = () => {
    const left = [];
    for (let scope = globalThis; scope !== Object.prototype; scope = Object.getPrototypeOf(scope))
      left.push(...Object.getOwnPropertyNames(scope).filter((name) => /^[a-z]|^on|[wW]orker|Channel|Event/.test(name)));
    return left.sort().join(" ");
  };`);
  await expect
    .poll(shown)
    .toMatch(
      /^(atob btoa )?console (constructor )*(crypto )?decodeURI decodeURIComponent encodeURI encodeURIComponent escape eval globalThis isFinite isNaN parseFloat parseInt (performance )?(self )?(structuredClone )?undefined unescape\|/,
    );
});

test("helpers are written in the page, and a set is chosen", async ({ person }) => {
  await person.begin({ template: "{{upper name}} {{uppercase name}}", data: '{"name": "ada"}' });
  await expect.poll(() => person.problems()).toContain("upper");
  await person.write("Helpers", "exports.upper = (text) => text + '.'");
  await person.click("Options");
  await person.click("Common");
  await person.engine.press("Escape");
  await expect.poll(() => person.page()).toBe("ada. ADA");
});
