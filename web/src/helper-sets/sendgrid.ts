// The helpers of SendGrid's dynamic templates, as its documentation describes them.
import type { Helper } from "../library/contract.d.ts";
import { choice, lengthOf, pure, text } from "./arguments.ts";
import { formatMoment, momentOf, offsetOf } from "./dates.ts";

/** How `insert` is told what stands for nothing. */
const mark = "default=";

export const sendgrid: Record<string, Helper> = {
  equals: choice((a: unknown, b: unknown) => a === b || text(a) === text(b)),
  notEquals: choice((a: unknown, b: unknown) => a !== b && text(a) !== text(b)),
  greaterThan: choice((a: number, b: number) => Number(a) > Number(b)),
  lessThan: choice((a: number, b: number) => Number(a) < Number(b)),
  and: choice((...all: unknown[]) => all.every(Boolean)),
  or: choice((...all: unknown[]) => all.some(Boolean)),
  not: choice((value: unknown) => !value),
  length: pure(lengthOf),

  // {{insert name "default=Customer"}}
  insert: pure((...args: unknown[]) => {
    const fallback = args
      .map(text)
      .find((arg) => arg.startsWith(mark))
      ?.slice(mark.length);
    const value = args.find((arg) => !text(arg).startsWith(mark));
    return text(value) === "" ? (fallback ?? "") : value;
  }),

  // {{formatDate timeStamp "MMMM DD, YYYY h:mm:ss A" "-0800"}}
  formatDate: pure((value: unknown, pattern: unknown, zone: unknown) => {
    const moment = momentOf(value);
    return moment ? formatMoment(moment, text(pattern), offsetOf(zone)) : text(value);
  }),
};
