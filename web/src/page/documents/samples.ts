import { checked, type Draft, draftFrom, isRecord } from "../../share/state.ts";
import { documents as words } from "../../words/en.ts";

/** A sample: what a draft starts from (samples.json, made by the build). */
export interface Sample extends Draft {
  id: string;
  title: string;
}

export async function loadSamples(): Promise<Sample[]> {
  const response = await fetch("samples.json");
  if (!response.ok) throw new Error(words.samplesRefused(response.status));
  const samples: unknown = await response.json();
  if (!Array.isArray(samples)) throw new Error(words.samplesNoList);
  return samples.map(sampleOf);
}

/** A sample as the build has made it. */
export function sampleOf(value: unknown): Sample {
  if (!isRecord(value)) throw new Error(words.samplesDamaged);
  return { id: String(value.id), title: String(value.title), ...draftFrom(checked(value)) };
}

export const draftOf = (sample: Sample): Draft => draftFrom(sample);
