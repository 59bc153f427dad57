// Why something could not be loaded, as what the portal's author can write into which header.
import { elements as words } from "../words/en.ts";
import { ownSite } from "./site.ts";
import { AddressError } from "./source.ts";

/** What the page's policy has refused: a directive, and an address or a word such as "blob". */
interface Refusal {
  directive: string;
  blocked: string;
  at: number;
}

const refusals: Refusal[] = [];

/** Older ones are forgotten: a page may refuse much that is not of Livebars. */
const mostRefusals = 50;

/** Milliseconds in which a browser reports what it has refused. */
const reportDelayMs = 50;

let isWatching = false;

/** From now on what the page's policy refuses is known. */
export function watchPolicy(): void {
  if (isWatching) return;
  isWatching = true;
  document.addEventListener("securitypolicyviolation", ({ effectiveDirective, blockedURI, disposition }) => {
    if (disposition === "report") return;
    if (refusals.length >= mostRefusals) refusals.shift();
    refusals.push({ directive: effectiveDirective, blocked: blockedURI, at: performance.now() });
  });
}

/** Whether the page's policy has refused something of Livebars by a directive, after the browser has had time to report it. */
export async function isRefused(directive: string, since: number): Promise<boolean> {
  await reported();
  return refusals.some((one) => one.directive === directive && one.at >= since && isOurs(one.blocked));
}

const reported = () => new Promise((resolve) => setTimeout(resolve, reportDelayMs));

/** What an error says, and what would help, after the browser has had time to report what it has refused. */
export async function explained(error: unknown, since: number): Promise<string> {
  await reported();
  const message = error instanceof Error ? error.message : String(error);
  const address = error instanceof AddressError ? error.address : undefined;
  const needed = refusals
    .filter(
      ({ at, blocked }) => at >= since && (isOurs(blocked) || blocked.startsWith(address?.origin ?? " ")),
    )
    .map(({ directive, blocked }) => allowance(directive, blocked, address));
  if (needed.length > 0)
    return words.policy(message, [...new Set(needed)].map((rule) => `\`${rule}\``).join(", "));
  if (message.includes("/.vite/deps/")) return words.vite(message);
  const foreign = address ?? ownSite;
  const isUnreachable = error instanceof AddressError ? error.isUnreachable : error instanceof TypeError;
  if (isUnreachable && foreign.origin !== location.origin) return words.otherOrigin(message, location.origin);
  return message;
}

const isOurs = (blocked: string): boolean =>
  blocked === "blob" || blocked === "wasm-eval" || blocked.startsWith(ownSite.origin);

function allowance(directive: string, blocked: string, address: URL | undefined): string {
  if (blocked === "wasm-eval") return "script-src 'wasm-unsafe-eval'";
  if (directive.startsWith("script-src")) return `script-src ${ownSite.href}`;
  if (directive === "worker-src") return `worker-src blob: ${ownSite.href}`;
  if (directive === "connect-src" && address && blocked.startsWith(address.origin))
    return `connect-src ${address.origin}`;
  return `${directive} ${ownSite.href}`;
}
