// The text of helpers may be several files of a folder: each begins with a line that names it.

/** A file of helpers, and how many lines of the text come before it. */
export interface HelperFile {
  name: string;
  text: string;
  linesBefore: number;
}

/** How the files of a text begin; build/samples.go writes the same. */
const headline = (name: string) => `// ---- ${name} ----\n`;

const headlinePattern = /^\/\/ ---- (\S+\.[cm]?js) ----$/;

/** One file is its text; more are put one after another. */
export function joinHelperFiles(files: { name: string; text: string }[]): string {
  const [first, ...more] = files;
  if (!first) return "";
  if (more.length === 0) return first.text;
  return files.map(({ name, text }) => `${headline(name)}${text.replace(/\n*$/, "\n")}`).join("\n");
}

export function helperFilesOf(text: string): HelperFile[] {
  const lines = text.split("\n");
  const starts = lines.flatMap((line, i) => {
    const name = headlinePattern.exec(line.trimEnd())?.[1];
    return name === undefined ? [] : [{ name, at: i + 1 }];
  });
  const first = starts[0];
  if (!first) return [{ name: "helpers.js", text, linesBefore: 0 }];
  const before = lines.slice(0, first.at - 1).join("\n");
  const files = starts.map(({ name, at }, i) => ({
    name,
    text: lines.slice(at, (starts[i + 1]?.at ?? lines.length + 1) - 1).join("\n"),
    linesBefore: at,
  }));
  return before.trim() === "" ? files : [{ name: "helpers.js", text: before, linesBefore: 0 }, ...files];
}
