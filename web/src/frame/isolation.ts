// What a page may do in its frame: nothing that a script could ask for.

/** Links open in windows of their own, which are none of the sandbox. */
export const pageSandbox = "allow-same-origin allow-popups allow-popups-to-escape-sandbox";

/** The Content-Security-Policy inside. */
export function policy(remoteImages: boolean): string {
  const media = remoteImages
    ? "img-src * data: blob:; media-src *"
    : "img-src data: blob:; media-src data: blob:";
  return `default-src 'none'; ${media}; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'`;
}
