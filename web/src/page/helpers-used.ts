// Which helpers the templates of a document call, and where each comes from.
import type { HelperSet } from "../library/contract.d.ts";
import type { Draft } from "../share/state.ts";

/** The names of the helpers of each set. */
export type HelperNames = Record<HelperSet, string[]>;

/** A name where a helper may be called: at the start of a tag, of a subexpression, behind `else`. */
const calls =
  /\{\{\{?\{?[~&]?(?:[#^]\*?|else\s+)?\s*([^\s~{}()"'|=!>/.@#^&*]+)(?=[\s~})])|\(\s*([^\s~{}()"'|=/.@]+)(?=[\s)])/g;

/** The names that templates call as helpers, if there are helpers of these names. */
function calledIn(texts: string[]): Set<string> {
  const found = new Set<string>();
  for (const text of texts) {
    const code = text.replace(/\{\{!--[\s\S]*?--\}\}|\{\{![^}]*\}\}|\\\{\{/g, "");
    for (const [, tag, inner] of code.matchAll(calls))
      found.add((tag ?? inner ?? "").replace(/^\[|\]$/g, ""));
  }
  return found;
}

/**
 * The helpers in use by origin. Helpers of the document come before those of a set, and a later set before an earlier one.
 */
export function helpersUsed(
  { template, partials, helpers, helperSets }: Draft,
  names: HelperNames,
): { sets: Record<HelperSet, string[]>; own: string[] } {
  const used = {
    sets: { comparisons: [], common: [], sendgrid: [] } as Record<HelperSet, string[]>,
    own: [] as string[],
  };
  for (const name of calledIn([template, ...Object.values(partials)])) {
    const set = helperSets.toReversed().find((set) => names[set].includes(name));
    if (registers(helpers, name)) used.own.push(name);
    else if (set) used.sets[set].push(name);
  }
  return used;
}

/** Whether a text of helpers registers or exports a helper of a name, in one of the forms that sealed/script.ts takes. */
function registers(helpers: string, name: string): boolean {
  const own = name.replace(/[^\p{L}\p{N}_]/gu, "\\$&");
  const quoted = `["'\`]${own}["'\`]`;
  const forms = [
    `registerHelper\\(\\s*${quoted}`,
    `exports(?:\\.${own}|\\[${quoted}\\])\\s*=`,
    `export\\s+(?:function|const|let|var)\\s+${own}\\b`,
    `(?:(?<!\\$)[{,]\\s*|^\\s*)(?:${quoted}|${own})\\s*(?:[,}]|:|\\([^)]*\\)\\s*\\{)`, // of an object
  ];
  return forms.some((form) => new RegExp(form, "m").test(helpers));
}
