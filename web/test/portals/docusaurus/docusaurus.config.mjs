// Livebars is one script. Links between pages load no page anew.
export default {
  title: "Heron docs",
  url: "https://docs.example",
  baseUrl: "/",
  onBrokenLinks: "throw",
  scripts: [{ src: `${process.env.LIVEBARS}embed.js`, type: "module" }],
  presets: [
    ["classic", { docs: { routeBasePath: "/", sidebarPath: false }, blog: false, pages: false, theme: {} }],
  ],
};
