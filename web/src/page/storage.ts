// Settings that this site keeps in the browser: values as JSON, under one prefix. Storage may be full, switched off, or
// written by others.

const prefix = "livebars:";

/** A value that was stored; anything else is null. */
export function stored(key: string): unknown {
  try {
    return JSON.parse(localStorage.getItem(prefix + key) ?? "null");
  } catch {
    return null; // storage is switched off, or the value is no JSON
  }
}

/** Stores a value, or removes it if it is undefined. Tells whether there was room for it. */
export function store(key: string, value: unknown): boolean {
  try {
    if (value === undefined) localStorage.removeItem(prefix + key);
    else localStorage.setItem(prefix + key, JSON.stringify(value));
    return true;
  } catch {
    return false;
  }
}

/** The keys that begin with a text. */
export function storedKeys(start: string): string[] {
  try {
    return Object.keys(localStorage).flatMap((key) =>
      key.startsWith(prefix + start) ? [key.slice(prefix.length)] : [],
    );
  } catch {
    return [];
  }
}

/** A setting of the page, as a text. */
export function setting(key: string): string | undefined {
  const value = stored(`setting:${key}`);
  return typeof value === "string" ? value : undefined;
}

export const storeSetting = (key: string, value: string): boolean => store(`setting:${key}`, value);
