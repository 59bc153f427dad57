// Completions on their way from a worker.
import type { Completions, RenderRequest } from "./contract.d.ts";

/** The text of a source of a request; nothing if it has none. */
export function textOfSource(request: RenderRequest, source: string): string | undefined {
  if (source === "template") return request.template ?? "";
  const name = /^partial:(.*)$/s.exec(source)?.[1];
  return name === undefined
    ? undefined
    : Object.getOwnPropertyDescriptor(request.partials ?? {}, name)?.value;
}

const kinds = ["field", "parameter", "variable", "helper", "partial", "block", "component", "mark"];

/** Completions of an answer, which may come from a realm that a document's helpers have changed; nothing if it is none. */
export function completionsOf(answer: unknown): Completions | undefined {
  if (typeof answer !== "string" || answer === "") return undefined;
  try {
    const found = JSON.parse(answer) as Completions;
    const isText = (value: unknown) => value === undefined || typeof value === "string";
    const sound =
      Number.isInteger(found.from) &&
      Number.isInteger(found.to) &&
      found.items.every(
        ({ label, insert, kind, detail, info }) =>
          typeof label === "string" &&
          kinds.includes(kind) &&
          isText(insert) &&
          isText(detail) &&
          isText(info),
      );
    return sound ? found : undefined;
  } catch {
    return undefined;
  }
}
