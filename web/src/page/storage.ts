// What this site stores in the browser: values as JSON, under one prefix. Storage may be full, switched off, or written by
// others.

const prefix = "livebars:";

/** A value that was stored; anything else is null. */
export function stored(key: string): unknown {
  try {
    return parsedJSON(localStorage.getItem(prefix + key));
  } catch {
    return null; // storage is switched off
  }
}

/** The value of a JSON text; null if it is none. */
export function parsedJSON(text: string | null): unknown {
  try {
    return JSON.parse(text ?? "null");
  } catch {
    return null;
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

/** Calls back when another tab has stored something; the value is its JSON text, null if it was removed. */
export function followStorage(changed: (key: string, value: string | null) => void): void {
  addEventListener("storage", ({ key, newValue }) => {
    if (key?.startsWith(prefix)) changed(key.slice(prefix.length), newValue);
  });
}

/** A setting of the page, as a text. */
export function setting(key: string): string | undefined {
  const value = stored(`setting:${key}`);
  return typeof value === "string" ? value : undefined;
}

export const storeSetting = (key: string, value: string): boolean => store(`setting:${key}`, value);
