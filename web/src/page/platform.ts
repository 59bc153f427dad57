// What a browser may lack, and where it comes from then: scripts that are loaded where they are needed alone.

/** Adds what is missing. The editor and the preview start after it. */
export async function completePlatform(): Promise<void> {
  // Firefox has popovers since 125, Safari since 17.
  if (!("popover" in HTMLElement.prototype)) {
    const { apply } = await import("@oddbird/popover-polyfill/fn");
    apply();
  }
  // Firefox has these since 113, Safari since 16.4.
  if (!("CompressionStream" in globalThis && "DecompressionStream" in globalThis)) {
    const { addCompressionStreams } = await import("./compression-streams.ts");
    addCompressionStreams();
  }
}
