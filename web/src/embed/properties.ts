// The properties of an element. Frameworks set properties where an element has them, with values of any kind, and some
// before the element's class is there.
import { type Held, sourceAttributes } from "./source.ts";

/** Attributes that are properties of the same name, as with the elements of HTML. */
const reflected = [
  "template",
  "helpers",
  "format",
  "dialect",
  "theme",
  "height",
  "images",
  "problems",
  "site",
];

/** Attributes, too; as properties they also take objects, which no attribute can hold. */
const addressOrObject = ["data", "partials"] as const;

/** Held as they are given: texts may be long. Their attributes have the same names in small letters. */
const held = ["templateText", "dataText", "partialsText", "helpersText", "options", "helperSets"] as const;

const names = [...reflected, ...addressOrObject, ...held, "editable"];

export const observedAttributes = [...sourceAttributes, "theme", "height", "images", "problems", "editable"];

/** An element that holds what no attribute can. */
export interface Holder extends HTMLElement {
  hold<K extends keyof Held>(name: K, value: Held[K]): void;
  held(name: keyof Held): unknown;
}

const setAttribute = (element: HTMLElement, name: string, value: unknown) => {
  if (value === null || value === undefined) element.removeAttribute(name);
  else element.setAttribute(name, String(value));
};

/** Gives all elements of a class their properties. */
export function defineProperties(prototype: Holder): void {
  const define = (
    name: string,
    get: (this: Holder) => unknown,
    set: (this: Holder, value: unknown) => void,
  ) => Object.defineProperty(prototype, name, { get, set, configurable: true, enumerable: true });
  for (const name of reflected)
    define(
      name,
      function () {
        return this.getAttribute(name);
      },
      function (value) {
        setAttribute(this, name, value);
      },
    );
  for (const name of addressOrObject)
    define(
      name,
      function () {
        return this.held(name) ?? this.getAttribute(name);
      },
      function (value) {
        const isAddress = typeof value === "string" || value === null || value === undefined;
        this.hold(name, (isAddress ? undefined : value) as never);
        if (isAddress) setAttribute(this, name, value);
      },
    );
  for (const name of held)
    define(
      name,
      function () {
        return this.held(name) ?? this.getAttribute(name);
      },
      function (value) {
        this.hold(name, (value ?? undefined) as never);
        if (value === null || value === undefined) this.removeAttribute(name);
      },
    );
  define(
    "editable",
    function () {
      return this.hasAttribute("editable");
    },
    function (value) {
      this.toggleAttribute("editable", value !== false && value !== null && value !== undefined);
    },
  );
}

/** Properties that were set before the element had its class hide those of the class: they are set again. */
export function takeEarlyProperties(element: HTMLElement): void {
  const own = element as unknown as Record<string, unknown>;
  for (const name of names) {
    if (!Object.hasOwn(own, name)) continue;
    const value = own[name];
    delete own[name];
    own[name] = value;
  }
}
