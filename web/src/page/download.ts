/** Milliseconds until a browser has surely taken the content. */
const takenAfterMs = 60_000;

/** Gives the person a file, named after a title. */
export function download(text: string, title: string, ending: string, type: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type }));
  const name = title.replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-|-$/g, "");
  link.download = `${name.slice(0, 60) || "page"}${ending}`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), takenAfterMs);
}
