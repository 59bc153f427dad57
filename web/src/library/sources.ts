// The texts of a document, as diagnostics and editors name them.

/** Which text an editor holds, and where a diagnostic points: "template", "data", "helpers" or "partial:NAME". */
export type Source = string;

export const partialSource = (name: string): `partial:${string}` => `partial:${name}`;

export const isPartial = (source: Source): source is `partial:${string}` => source.startsWith("partial:");

export const partialName = (source: Source): string => source.slice("partial:".length);
