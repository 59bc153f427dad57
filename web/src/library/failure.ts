import type { Diagnostic, DiagnosticCode, Position, RenderResult, Update } from "./contract.d.ts";

const start: Position = { offset: 0, line: 1, column: 1 };

/** An answer for a rendering that did not come about; it fits `render` and `update`. */
export function failure(code: DiagnosticCode, message: string): RenderResult & Update {
  return failureWith({ severity: "error", code, message, source: "template", from: start, to: start });
}

function failureWith(diagnostic: Diagnostic): RenderResult & Update {
  return { ok: false, text: "", html: "", splices: [], diagnostics: [diagnostic] };
}

export const rendererClosed = "This renderer is closed.";

/** The answer to a call of a renderer or a session that is closed. */
export const closedFailure = () => failure("closed", rendererClosed);

/** The code of an answer after which the module must not be used again. */
export const internalError = "internal-error";

export const crashFailure = (detail: string) =>
  failure(internalError, `Livebars failed on this input: ${detail}`);

/** An error that a call of the module, or the loading of helpers, ended with. */
export function failureOf(error: unknown): RenderResult & Update {
  if (error instanceof HelpersScriptError) return failureWith(error.diagnostic);
  if (error instanceof HelpersModuleError) return failure("helpers-module", error.message);
  if (error instanceof LoadingError) return failure("module", error.message);
  return crashFailure(String(error));
}

/** A part of Livebars that is loaded when it is needed is not there. */
export class LoadingError extends Error {}

/** A module of helpers could not be loaded. */
export class HelpersModuleError extends Error {}

/** A text of helpers could not be evaluated. */
export class HelpersScriptError extends Error {
  constructor(readonly diagnostic: Diagnostic) {
    super(diagnostic.message);
  }
}
