// The README's picture: latency against the size of the document.

const width = 640;
const height = 320;
const left = 62;
const right = 150;
const top = 34;
const bottom = 48;

export function drawLatency(sizes, caption) {
  const most = Math.max(...sizes.map(({ theirs }) => theirs));
  const decades = [0.1, 1, 10, 100, 1000].filter((n) => n <= most * 10);
  const low = Math.log10(decades[0]);
  const high = Math.log10(decades.at(-1));
  const largest = sizes.at(-1).kilobytes;
  const x = (kb) => left + ((width - left - right) * kb) / largest;
  const y = (time) => top + ((height - top - bottom) * (high - Math.log10(time))) / (high - low);
  const line = (key) =>
    sizes.map((size) => `${x(size.kilobytes).toFixed(1)},${y(size[key]).toFixed(1)}`).join(" ");
  const series = (key, colour, name) => {
    const last = sizes.at(-1);
    return `<polyline points="${line(key)}" fill="none" stroke="${colour}" stroke-width="2.5"/>
${sizes.map((size) => `<circle cx="${x(size.kilobytes).toFixed(1)}" cy="${y(size[key]).toFixed(1)}" r="3.5" fill="${colour}"/>`).join("")}
<text x="${width - right + 12}" y="${(y(last[key]) + 4).toFixed(1)}" fill="${colour}" font-weight="600">${name}</text>
<text x="${width - right + 12}" y="${(y(last[key]) + 20).toFixed(1)}" class="soft">${last[key].toFixed(1)} ms</text>`;
  };
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="system-ui, sans-serif" font-size="12" role="img" aria-label="Script time of a prose edit by size of the page: Livebars and Handlebars.js with marked">
<style>text{fill:#1f2624}.soft{fill:#5a6663}@media(prefers-color-scheme:dark){text{fill:#dfe5e2}.soft{fill:#9ba8a3}}</style>
<text x="${left}" y="18" font-weight="600">Script time of one typed letter, by size of the page (logarithmic)</text>
${decades.map((n) => `<line x1="${left}" x2="${width - right}" y1="${y(n).toFixed(1)}" y2="${y(n).toFixed(1)}" stroke="#8a9692" stroke-opacity="0.35"/><text x="${left - 8}" y="${(y(n) + 4).toFixed(1)}" text-anchor="end" class="soft">${n} ms</text>`).join("\n")}
${sizes.map(({ kilobytes }) => `<text x="${x(kilobytes).toFixed(1)}" y="${height - bottom + 18}" text-anchor="middle" class="soft">${kilobytes}${kilobytes === largest ? " KB" : ""}</text>`).join("")}
${series("theirs", "#b3541e", "Handlebars.js + marked")}
${series("ours", "#1f7a5c", "Livebars")}
<text x="${left}" y="${height - 8}" class="soft" font-size="10">${caption.replaceAll("&", "&amp;")}</text>
</svg>
`;
}
