// The library: dist/livebars.js. Its types are contract.d.ts beside this file.

import { compileModule } from "./compile.ts";
import type { Renderer, RendererOptions } from "./contract.d.ts";
import { withDataKinds } from "./data-kinds.ts";
import { askOfData } from "./data-reader.ts";
import { filesOfPage } from "./files.ts";
import { moduleLimits } from "./limits.ts";
import { createLocalRenderer } from "./local-renderer.ts";
import { startModule } from "./module.ts";
import { createWorkerRenderer } from "./worker-renderer.ts";

export { createFrame, SafeString } from "./helper-values.ts";

export async function createRenderer(options: RendererOptions = {}): Promise<Renderer> {
  const inPage = typeof window === "object" && typeof document === "object";
  if (options.worker ?? inPage) return createWorkerRenderer(options);
  const module = await startModule(await compileModule(options.wasm, options.onProgress));
  const { dataKinds } = filesOfPage();
  return withDataKinds(createLocalRenderer(module, moduleLimits(options)), (question) =>
    askOfData(question, dataKinds),
  );
}
