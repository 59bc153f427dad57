// The sets of helpers that a document can choose beside those of Handlebars.js. The set "comparisons" is the module's own.
import type { Helper, HelperSet } from "../library/contract.d.ts";
import { common } from "./common.ts";
import { sendgrid } from "./sendgrid.ts";

export const sets: Record<Exclude<HelperSet, "comparisons">, Record<string, Helper>> = { common, sendgrid };
