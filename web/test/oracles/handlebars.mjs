// Handlebars.js beside us: reads requests, a JSON object a line, and answers
// each with what Handlebars.js makes of it: { text } or { error }.
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";
import Handlebars from "handlebars";

/** The helpers that the docs generator registers, beside the built-in ones. */
const generatorHelpers = {
  eq: (a, b) => a === b,
  ne: (a, b) => a !== b,
  lt: (a, b) => a < b,
  gt: (a, b) => a > b,
  lte: (a, b) => a <= b,
  gte: (a, b) => a >= b,
  and: (...args) => args.slice(0, -1).every(Boolean),
  or: (...args) => args.slice(0, -1).some(Boolean),
};

/** Renders a request (the contract's RenderRequest) with Handlebars.js. */
export function renderWithHandlebars({ template, data, partials, helpers, options, runtime }) {
  const env = Handlebars.create();
  env.logger.level = 9;
  env.log = () => {};
  env.registerHelper(generatorHelpers);
  if (helpers) env.registerHelper(helpers);
  try {
    const context = typeof data === "string" ? JSON.parse(data) : data;
    const run = env.compile(template, options);
    return { text: run(context, { ...runtime, partials: { ...partials } }) };
  } catch (error) {
    return { error: String(error?.message ?? error) };
  }
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  for await (const line of createInterface({ input: process.stdin })) {
    process.stdout.write(`${JSON.stringify(renderWithHandlebars(JSON.parse(line)))}\n`);
  }
}
