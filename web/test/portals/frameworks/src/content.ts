export const template = "# {{title}}\n\n{{> note}}\n\n{{#each kinds}}- {{this}}\n{{/each}}";
export const partials = { note: "A note on {{title}}." };
export const dataOf = (title: string) => ({ title, kinds: ["grey", "harbour"] });
