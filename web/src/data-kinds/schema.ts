// JSON Schema: what of data does not fit it, and what it says of a place in them.
import { type Schema as Draft, type SchemaDraft, Validator } from "@cfworker/json-schema";
import { type AnyNode, parse } from "@humanwhocodes/momoa";

/** What does not fit, with a part of the JSON text. */
interface Violation {
  message: string;
  from: number;
  to: number;
}

/** What a schema says of a value. */
interface Described {
  /** Lines about the value. */
  lines: string[];
  /** The names that an object may have. */
  names: { name: string; detail: string; info: string }[];
  /** The values that are allowed, as JSON, if they are few. */
  values: string[];
}

type Schema = Draft | boolean;

/** More are not reported. */
const mostViolations = 50;

const drafts: Record<string, SchemaDraft> = {
  "04": "4",
  "06": "7",
  "07": "7",
  "2019-09": "2019-09",
  "2020-12": "2020-12",
};

function draftOf(schema: Schema): SchemaDraft {
  const { $schema = "" } = typeof schema === "object" ? schema : {};
  const found = /draft-(\d\d)|draft\/(\d{4}-\d\d)/.exec($schema);
  return drafts[found?.[1] ?? found?.[2] ?? ""] ?? "2020-12";
}

/** What is said of a value that the schema `false` does not allow; another finding says where it stands. */
const never = "False boolean schema.";

/** Keywords whose findings say only that there are others. */
const around = new Set([
  "properties",
  "items",
  "prefixItems",
  "additionalProperties",
  "$ref",
  "allOf",
  "then",
  "else",
  "contains",
]);

/** What of JSON does not fit a schema. An Error says why the schema cannot be used. */
export function violations(json: string, schemaText: string): Violation[] {
  const schema = JSON.parse(schemaText) as Schema;
  if (typeof schema !== "object" || schema === null) return [];
  const { errors } = new Validator(schema, draftOf(schema), false).validate(JSON.parse(json));
  if (errors.length === 0) return [];
  const { body } = parse(json, { mode: "json", ranges: true });
  const leaves = errors.filter(({ keyword, error }) => !around.has(keyword) && error !== never);
  // A property that has a fault of its own counts as one that the schema does not know as well.
  const unknown = errors.flatMap((one) => {
    const name =
      one.keyword === "additionalProperties" ? /^Property "(.*)" /s.exec(one.error)?.[1] : undefined;
    if (name === undefined) return [];
    const instanceLocation = `${one.instanceLocation}/${encodeURI(name.replaceAll("~", "~0").replaceAll("/", "~1"))}`;
    const hasOwn = leaves.some((leaf) => `${leaf.instanceLocation}/`.startsWith(`${instanceLocation}/`));
    return hasOwn ? [] : [{ ...one, instanceLocation }];
  });
  const reported = [...leaves, ...unknown];
  const seen = new Set<string>();
  return (reported.length > 0 ? reported : errors.slice(0, 1)).flatMap(
    ({ instanceLocation, keyword, error }) => {
      const [from, to] = placeOf(body, partsOf(instanceLocation));
      const key = `${from} ${error}`;
      if (seen.has(key) || seen.size >= mostViolations) return [];
      seen.add(key);
      // Of a list or object as a whole its first sign is marked.
      const isLarge = keyword === "required" || to - from > 200;
      return [{ message: sentence(error), from, to: isLarge ? from + 1 : to }];
    },
  );
}

const sentence = (error: string): string =>
  `${error
    .replace(
      /^Instance type "(\w+)" is invalid\. Expected "([^"]*)"\.?$/,
      "This is of the type $1; the schema wants $2",
    )
    .replace(
      /^Instance does not have required property "([^"]*)"\.?$/,
      "`$1` is missing here: the schema requires it",
    )
    .replace(/^Instance does not match any of (\[.*\])\.?$/s, "The schema allows $1 here")
    .replace(
      /^Property "([^"]*)" does not match additional properties schema\.?$/,
      "The schema knows no `$1` here",
    )
    .replace(/^(?:Instance|String|Number|Array)\b/, "This")
    .replace(/\.$/, "")}.`;

const partsOf = (pointer: string): string[] =>
  pointer
    .replace(/^#\/?/, "")
    .split("/")
    .filter((part, i, all) => part !== "" || all.length > 1 || i > 0)
    .map((part) => decodeURIComponent(part).replaceAll("~1", "/").replaceAll("~0", "~"));

function placeOf(root: AnyNode, path: string[]): [number, number] {
  let node: AnyNode | undefined = root;
  let range: [number, number] = root.range ?? [0, 0];
  for (const name of path) {
    if (node?.type === "Object")
      node = node.members.findLast(
        ({ name: key }) => (key.type === "String" ? key.value : key.name) === name,
      )?.value;
    else if (node?.type === "Array") node = node.elements[Number(name)]?.value;
    else node = undefined;
    if (!node) break;
    range = node.range ?? range;
  }
  return range;
}

/** Schemas that hold for the value of some: those that they refer to and that they are made of, each once. */
function all(schemas: (Schema | undefined)[], root: Schema): Draft[] {
  const found = new Set<Draft>();
  const waiting = [...schemas];
  for (let schema = waiting.shift(); waiting.length > 0 || schema !== undefined; schema = waiting.shift()) {
    if (typeof schema !== "object" || schema === null || found.has(schema)) continue;
    found.add(schema);
    const { $ref, allOf = [], anyOf = [], oneOf = [] } = schema;
    waiting.push(...allOf, ...anyOf, ...oneOf, schema.then, schema.else);
    if (typeof $ref !== "string" || !$ref.startsWith("#")) continue;
    let target: unknown = root;
    for (const part of partsOf($ref)) target = (target as Record<string, unknown> | undefined)?.[part];
    waiting.push(target as Schema | undefined);
  }
  return [...found];
}

const own = <T>(record: Record<string, T> | undefined, name: string): T | undefined =>
  record && Object.hasOwn(record, name) ? record[name] : undefined;

/** What a schema says of the value at a path. */
export function described(schemaText: string, path: string[]): Described {
  const root = JSON.parse(schemaText) as Schema;
  let here = all([root], root);
  for (const name of path)
    here = all(
      here.map((schema) => {
        const isIndex = /^\d+$/.test(name);
        const item = Array.isArray(schema.items) ? schema.items[Number(name)] : schema.items;
        return (own(schema.properties as Record<string, Schema>, name) ??
          (isIndex ? (schema.prefixItems?.[Number(name)] ?? item) : undefined) ??
          schema.additionalProperties) as Schema | undefined;
      }),
      root,
    );
  const lines = here.flatMap(({ title, description }) =>
    [title, description].filter((line) => typeof line === "string"),
  );
  const types = [...new Set(here.flatMap(({ type }) => type ?? []))];
  const values = here.flatMap((schema) => [
    ...(schema.enum ?? []),
    ...("const" in schema ? [schema.const] : []),
  ]);
  const required = new Set(here.flatMap((schema) => schema.required ?? []));
  const names = here.flatMap(({ properties = {} }) =>
    Object.entries(properties as Record<string, Schema>).map(([name, schema]) => {
      const about = all([schema], root);
      return {
        name,
        detail: about.flatMap(({ type }) => type ?? []).join(" or "),
        info: [
          ...(required.has(name) ? ["Required."] : []),
          ...about.flatMap(({ description }) => (typeof description === "string" ? [description] : [])),
        ].join(" "),
      };
    }),
  );
  return {
    lines: [...(types.length > 0 ? [`The schema wants ${types.join(" or ")}.`] : []), ...lines].slice(0, 6),
    names: [...new Map(names.map((one) => [one.name, one])).values()].slice(0, 200),
    values: [
      ...new Set(
        [...values, ...(types.includes("boolean") ? [true, false] : [])].map((v) => JSON.stringify(v)),
      ),
    ].slice(0, 50),
  };
}
