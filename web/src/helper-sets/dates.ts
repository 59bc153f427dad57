// Dates as text, by patterns of the usual letters ("YYYY-MM-DD", "D MMMM YYYY, h:mm A"). A date without an offset is of
// UTC, and so is what is shown: a page is the same wherever it is made.

const months = "January February March April May June July August September October November December".split(
  " ",
);
const days = "Sunday Monday Tuesday Wednesday Thursday Friday Saturday".split(" ");

/** The moment that a value names: a date, milliseconds, ISO 8601 text, or seconds as a text of ten digits. */
export function momentOf(value: unknown): Date | undefined {
  const found = new Date(
    value instanceof Date
      ? value.getTime()
      : typeof value === "number"
        ? value
        : /^\d{10}$/.test(String(value))
          ? Number(value) * 1000
          : withZone(String(value ?? "")),
  );
  return Number.isNaN(found.getTime()) ? undefined : found;
}

/** Engines take a date with a time and no offset for one of their own zone. */
function withZone(text: string): string {
  const isISO = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?$/.test(text);
  return isISO
    ? `${text.replace(" ", "T")}Z`
    : /GMT|UTC|Z$|[+-]\d\d:?\d\d$|^\d{4}-\d\d-\d\d$/.test(text)
      ? text
      : `${text} UTC`;
}

const two = (value: number) => String(value).padStart(2, "0");

function ordinal(value: number): string {
  const end = ["th", "st", "nd", "rd"][value % 10];
  return `${value}${end && Math.floor((value % 100) / 10) !== 1 ? end : "th"}`;
}

/** Minutes east of UTC of "+0200", "-08:00" or "Z". */
export function offsetOf(zone: unknown): number {
  const [, sign, hours, minutes] = /^([+-])(\d\d):?(\d\d)$/.exec(String(zone ?? "")) ?? [];
  return sign ? (sign === "-" ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) : 0;
}

/** A moment by a pattern; what stands in square brackets stays as it is. */
export function formatMoment(moment: Date, pattern: string, offset = 0): string {
  const date = new Date(moment.getTime() + offset * 60_000);
  const [year, month, day] = [date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate()];
  const [hour, minute, second] = [date.getUTCHours(), date.getUTCMinutes(), date.getUTCSeconds()];
  const hour12 = hour % 12 || 12;
  const zone = (separator: string) => {
    const minutes = Math.abs(offset);
    return `${offset < 0 ? "-" : "+"}${two(Math.floor(minutes / 60))}${separator}${two(minutes % 60)}`;
  };
  const parts: Record<string, string> = {
    YYYY: String(year).padStart(4, "0"),
    YY: two(year % 100),
    MMMM: months[month] ?? "",
    MMM: (months[month] ?? "").slice(0, 3),
    MM: two(month + 1),
    M: String(month + 1),
    DD: two(day),
    Do: ordinal(day),
    D: String(day),
    dddd: days[date.getUTCDay()] ?? "",
    ddd: (days[date.getUTCDay()] ?? "").slice(0, 3),
    HH: two(hour),
    H: String(hour),
    hh: two(hour12),
    h: String(hour12),
    mm: two(minute),
    m: String(minute),
    ss: two(second),
    s: String(second),
    SSS: String(date.getUTCMilliseconds()).padStart(3, "0"),
    A: hour < 12 ? "AM" : "PM",
    a: hour < 12 ? "am" : "pm",
    ZZ: zone(""),
    Z: zone(":"),
    X: String(Math.floor(moment.getTime() / 1000)),
    x: String(moment.getTime()),
  };
  return pattern.replace(
    /\[([^\]]*)\]|YYYY|YY|MMMM|MMM|MM|M|DD|Do|D|dddd|ddd|HH|H|hh|h|mm|m|SSS|ss|s|A|a|ZZ|Z|X|x/g,
    (found, literal?: string) => literal ?? parts[found] ?? found,
  );
}
