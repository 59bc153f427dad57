/** `lib/wasm/wasm_exec.js` of the Go distribution; the build says where it is. */
declare module "wasm-exec";
