import starlight from "@astrojs/starlight";
import { defineConfig } from "astro/config";

export default defineConfig({
  integrations: [
    starlight({
      title: "Heron docs",
      pagefind: false,
      head: [{ tag: "script", attrs: { type: "module", src: `${process.env.LIVEBARS}embed.js` } }],
    }),
  ],
});
