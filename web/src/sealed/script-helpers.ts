// The helpers of a sealed realm: those of one text, which is evaluated once.

import { sets } from "../helper-sets/sets.ts";
import type { Changes, Diagnostic, DiagnosticCode, Position } from "../library/contract.d.ts";
import { HelpersScriptError } from "../library/failure.ts";
import { withFunctions } from "../library/request-helpers.ts";
import type { HelperSource } from "../library/worker-service.ts";
import { loadScript, type Script, type ScriptError } from "./script.ts";
import type { Place } from "./syntax.ts";

export class ScriptHelpers implements HelperSource {
  private text: string | undefined;
  private script: Promise<Script> | undefined;
  private loaded: Script | undefined;

  async prepare<T extends Changes>(request: T): Promise<T> {
    const { helpers: text } = request;
    if (typeof text === "string") {
      if (this.text !== undefined && this.text !== text)
        throw new Error("a realm is for one text of helpers");
      this.text = text;
      this.script ??= this.load(text);
    }
    if (!this.script) return request;
    const { helpers, partials } = await this.script;
    const { partials: given, template } = request;
    // A change that names no partials leaves those that there are; a whole request names its template.
    const isWhole = template !== undefined;
    const withPartials = given || isWhole ? { ...request, partials: { ...partials, ...given } } : request;
    return text === undefined ? withPartials : withFunctions(withPartials, sets, helpers);
  }

  placed(error: unknown): Diagnostic | undefined {
    const place = this.loaded?.placeOf(error);
    return place && this.diagnostic("helper-failed", error instanceof Error ? error.message : "", place);
  }

  private async load(text: string): Promise<Script> {
    try {
      this.loaded = await loadScript(text);
      return this.loaded;
    } catch (error) {
      const { message, place } = error as ScriptError;
      throw new HelpersScriptError(
        this.diagnostic("helpers-script", `${message}.`, place ?? { line: 1, column: 1 }),
      );
    }
  }

  /** A diagnostic that points from a place to the end of its line. */
  private diagnostic(code: DiagnosticCode, message: string, place: Place): Diagnostic {
    const lines = (this.text ?? "").split("\n");
    const line = Math.min(Math.max(1, place.line), lines.length);
    const content = lines[line - 1] ?? "";
    const column = Math.min(place.column, content.length + 1);
    const start = lines.slice(0, line - 1).reduce((sum, { length }) => sum + length + 1, 0);
    const at = (column: number): Position => ({ offset: start + column - 1, line, column });
    const end = Math.max(column, content.trimEnd().length + 1);
    return { severity: "error", code, message, source: "helpers", from: at(column), to: at(end) };
  }
}
