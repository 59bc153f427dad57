import type { Draft } from "../share/state.ts";

/** A sample: what a draft starts from (samples.json, made by the build). */
export interface Sample extends Draft {
  id: string;
  title: string;
}

export async function loadSamples(): Promise<Sample[]> {
  const response = await fetch("samples.json");
  if (!response.ok) throw new Error(`The samples cannot be loaded: the server answers ${response.status}.`);
  return (await response.json()) as Sample[];
}

export function draftOf(sample: Sample): Draft {
  const { template, data, partials, format, dialect, options, unknownHelpers } = sample;
  return {
    template,
    data,
    partials: { ...partials },
    format,
    dialect,
    options: { ...options },
    ...(unknownHelpers ? { unknownHelpers } : {}),
  };
}
