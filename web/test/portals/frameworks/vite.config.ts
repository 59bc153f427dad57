import { svelte } from "@sveltejs/vite-plugin-svelte";
import vue from "@vitejs/plugin-vue";
import { defineConfig } from "vite";

export default defineConfig({
  plugins: [
    vue({ template: { compilerOptions: { isCustomElement: (tag) => tag.startsWith("livebars-") } } }),
    svelte(),
  ],
  optimizeDeps: { exclude: ["livebars"] }, // Vite would move its scripts away from what they load
  esbuild: { jsx: "automatic" },
  build: { target: "es2022", rollupOptions: { input: ["react.html", "vue.html", "svelte.html"] } },
});
