/** Milliseconds until a browser has surely taken the content. */
const takenAfterMs = 60_000;

/** Gives the person a file, named after a title. */
export const download = (text: string, title: string, ending: string, type: string): void =>
  downloadBlob(new Blob([text], { type }), title, ending);

export function downloadBlob(content: Blob, title: string, ending: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(content);
  const name = title.replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-|-$/g, "");
  link.download = `${name.slice(0, 60) || "page"}${ending}`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), takenAfterMs);
}
