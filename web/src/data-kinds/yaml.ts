// YAML 1.2, with merge keys.
import {
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  type Pair,
  parseDocument,
  type Scalar,
} from "yaml";
import { DataFault, JSONWriter, numberAsJSON } from "./json-writer.ts";

/** Levels of nesting, as of JSON. */
const deepest = 256;

/** UTF-16 units of a fault that are marked at most. */
const longestFault = 40;

/** Aliases may make much of little: more nodes than this are refused. */
const mostNodes = 1_000_000;

export function readYAML(text: string): JSONWriter {
  const lines = new LineCounter();
  const document = parseDocument(text, {
    lineCounter: lines,
    prettyErrors: false,
    merge: true,
    uniqueKeys: false,
  });
  const [error] = document.errors;
  if (error) {
    const from = Math.min(error.pos[0], text.length);
    const to = Math.max(from, Math.min(error.pos[1], from + longestFault, text.length));
    throw new DataFault(`${error.message.replace(/\.$/, "")}.`, from, to);
  }
  const out = new JSONWriter();
  let nodes = 0;

  const write = (node: Node | null | undefined, depth: number, at: number): void => {
    const [from, to] = node?.range ?? [at, at];
    if (++nodes > mostNodes) throw new DataFault("Its aliases make too much of it.", from, to);
    if (depth > deepest) throw new DataFault(`It is nested more than ${deepest} levels deep.`, from, to);
    if (isAlias(node)) {
      const target = node.resolve(document);
      if (!target) throw new DataFault(`There is no anchor “${node.source}”.`, from, to);
      write(target, depth + 1, from);
    } else if (isMap(node)) {
      out.token("{", from, from);
      let isFirst = true;
      for (const pair of entries(node.items as Pair<Node, Node | null>[])) {
        if (!isFirst) out.sign(",");
        isFirst = false;
        const [start, end] = pair.key.range ?? [from, from];
        out.token(JSON.stringify(keyOf(pair.key)), start, end);
        out.sign(":");
        write(pair.value, depth + 1, end);
      }
      out.token("}", to, to);
    } else if (isSeq(node)) {
      out.token("[", from, from);
      node.items.forEach((item, i) => {
        if (i > 0) out.sign(",");
        write(item as Node, depth + 1, from);
      });
      out.token("]", to, to);
    } else out.token(scalar((node as Scalar | null)?.value), from, to);
  };

  /** The entries of a mapping; those of a merge key come first, where the mapping has no such key of its own. */
  const entries = (items: Pair<Node, Node | null>[]): Pair<Node, Node | null>[] => {
    const isMerge = ({ key }: Pair<Node, Node | null>) =>
      isScalar(key) && (key.value === "<<" || typeof key.value === "symbol") && key.type === "PLAIN";
    if (!items.some(isMerge)) return items;
    const own = items.filter((pair) => !isMerge(pair));
    const names = new Set(own.map(({ key }) => keyOf(key)));
    const merged: Pair<Node, Node | null>[] = [];
    const take = (node: Node | null | undefined): void => {
      const source = isAlias(node) ? node.resolve(document) : node;
      if (isSeq(source)) for (const item of source.items) take(item as Node);
      else if (isMap(source))
        for (const pair of entries(source.items as Pair<Node, Node | null>[])) {
          const name = keyOf(pair.key);
          if (names.has(name)) continue;
          names.add(name);
          merged.push(pair);
        }
    };
    for (const pair of items) if (isMerge(pair)) take(pair.value);
    return [...merged, ...own];
  };

  const keyOf = (key: Node): string => {
    if (isScalar(key)) return String(key.value ?? "");
    const [from, to] = key.range ?? [0, 0];
    throw new DataFault("A name must be a text, not a list or a mapping.", from, to);
  };

  write(document.contents as Node | null, 0, 0);
  return out;
}

function scalar(value: unknown): string {
  if (typeof value === "number") return numberAsJSON(value);
  if (typeof value === "bigint") return String(value);
  if (value === null || value === undefined) return "null";
  if (typeof value === "boolean") return String(value);
  return JSON.stringify(String(value));
}
