/** While the site is served by `build serve`, loads the page again when it was made anew. */
export function reloadOnChanges(): void {
  const address = document.querySelector<HTMLMetaElement>('meta[name="livebars-live"]')?.content;
  if (!address) return;
  const changes = new EventSource(address);
  changes.onmessage = () => location.reload();
}
