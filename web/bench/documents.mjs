// What is measured: the task sample, alone (27 KB of Markdown) and as many times in one template.
import { readFileSync } from "node:fs";

const samples = JSON.parse(readFileSync(new URL("../../dist/samples.json", import.meta.url), "utf8"));
export const page = samples.find(({ id }) => id === "task/chat-completion");

export const smallCopies = 1;
export const largeCopies = 37;

export const templateOf = (copies) => page.template.repeat(copies);

/** The sample with as many copies, as the site keeps what was changed in it. */
export const draftOf = (copies) => ({
  template: templateOf(copies),
  data: page.data,
  partials: {},
  format: page.format,
  dialect: page.dialect,
});

export const median = (times) => times.toSorted((a, b) => a - b)[times.length >> 1];
