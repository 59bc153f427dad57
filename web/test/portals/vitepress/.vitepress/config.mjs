// A docs portal as its owners would set it up: one script of Livebars, and Vue told that the elements are not its own.
export default {
  title: "Heron docs",
  head: [["script", { type: "module", src: `${process.env.LIVEBARS}embed.js` }]],
  vue: { template: { compilerOptions: { isCustomElement: (tag) => tag.startsWith("livebars-") } } },
};
