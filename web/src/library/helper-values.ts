// What helpers make and hand on.

/** Text that a helper marks as HTML: it is not escaped. Those of Handlebars.js serve as well. */
export class SafeString {
  static {
    Object.defineProperty(SafeString, "name", { value: "SafeString" }); // whatever the build makes of it
  }

  constructor(readonly string: string) {}

  toString(): string {
    return `${this.string}`;
  }

  toHTML(): string {
    return `${this.string}`;
  }
}

/** A set of @-variables that adds to another (Handlebars.js `utils.js` createFrame). */
export function createFrame(data: object | undefined): Record<string, unknown> {
  return { ...data, _parent: data };
}
