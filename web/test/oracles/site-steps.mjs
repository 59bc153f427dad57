// What Hugging Face's site does to a Markdown text before and after mdsvex, as its sources describe it (doc-builder,
// `kit/preprocessors` and `convert_md_to_mdx.py`), written anew for the tests: mdsvex with these steps is the oracle
// of the dialect doc-builder.
import htmlTags from "html-tags";
import { parse, serialize } from "parse5";

/** The components of the site that an author may write. */
const components =
  `Added Changed CodeBlock CodeBlockFw ColabDropdown CopyButton CopyLLMTxtMenu CourseFloatingBanner
  Deprecated DocNotebookDropdown Docstring Dropdown DropdownEntry DropdownMenu EditOnGithub ExampleCodeBlock
  FrameworkContent FrameworkContentBlock FrameworkSwitch FrameworkSwitchCourse Heading HfOption HfOptions InferenceApi
  InferenceSnippet Markdown MermaidChart PipelineIcon PipelineTag Question Tip TokenizersLanguageContent Youtube`.split(
    /\s+/,
  );
const known = new Set([...htmlTags, ...components]);

const relativeLink = /\[([^\]]*)\]\(([^)]+)\)/g;

/** Relative links to pages lose `.md`, before anything is read as Markdown. */
function withoutExtension(link, text, address) {
  if (/^(https?:\/\/|\/|#)/.test(address)) return link;
  const short = address.replaceAll(".md#", "#").replaceAll(".md?", "?").replace(/\.md$/, "");
  return `[${text}](${short})`;
}

const colab = `<DocNotebookDropdown
  classNames="absolute z-10 right-0 top-0"
  options={[
    {label: "Mixed", value: "a"},
]} />`;

/** A tag of an option or of a framework stands apart from the Markdown in it. */
function apart(text) {
  let out = text.replace(
    /<hfoptions\s+id=["'](.+?)["']\s*>(.*?)<\/hfoptions>/gs,
    (_, id, inside) =>
      `<HfOptions id="${id}">\n${inside.replace(
        /<hfoption\s+id=["'](.+?)["']\s*>(.*?)<\/hfoption>/gs,
        (_, option, content) => `<HfOption id="${id}" option="${option}">\n\n${content}\n\n</HfOption>`,
      )}\n</HfOptions>`,
  );
  for (const [tag, component, parts] of [
    ["frameworkcontent", "FrameworkContent", ["pt", "tf", "jax"]],
    ["tokenizerslangcontent", "TokenizersLanguageContent", ["python", "rust", "node"]],
    ["inferencesnippet", "InferenceApi", ["python", "js", "curl"]],
  ]) {
    const all = new RegExp(`<${tag}>((?:(?!<${tag}>).)*)</${tag}>`, "gs");
    out = out.replace(all, (_, inside) => {
      const slots = parts.flatMap((part) => {
        const found = new RegExp(`<${part}>((?:(?!<${part}>).)*)</${part}>`, "s").exec(inside);
        return found ? [`<Markdown>\n\n\n${found[1]}\n\n\n</Markdown>`] : [];
      });
      return `\n\n<${component}>\n${slots.join("\n")}\n</${component}>\n\n`;
    });
  }
  return out;
}

/** Puts a word in the place of each formula, so that nothing of it is read as Markdown. */
function withoutFormulas(text, formulas) {
  const word = (source, tex, display) => {
    formulas.push({ source, tex, display });
    return `KATEXPARSE${formulas.length - 1}MARKER`;
  };
  return ` \n${text} \n`
    .replace(/(?<=\n)\$\$([\s\S]+?)\$\$/g, (source, tex) => word(source, tex, true))
    .replace(/(?<=\s)\\\\\(([\s\S]+?)\\\\\)/g, (source, tex) => word(source, tex, false))
    .replace(/(?<=\s)\$([^$\n]+)\$(?=\s)/g, (source, tex) => word(source, tex, false))
    .slice(2, -2);
}

const escaped = (text) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

function visit(node, type, step) {
  for (const [i, child] of node.children.entries()) {
    if (child.type === type) step(child, node, i);
    if (node.children[i].children) visit(node.children[i], type, step);
  }
}

/** The words of a title, joined by blanks. */
function titleOf({ children, value }) {
  if (!children?.length) return (value ?? "").trim();
  return children.map(titleOf).join(" ").trim();
}

function onHeading(formulas) {
  return ({ depth, children }, parent, index) => {
    let title = titleOf({ children });
    const own = /\[\s(.+?)\s\]$/.exec(title);
    let id = own?.[1];
    if (own) title = title.replace(own[0], "").trim();
    else
      id = title
        .toLowerCase()
        .replace(/\s+/g, "-")
        .replace(/[^\p{L}\p{N}-]+/gu, "");
    const shown = title.replace(/KATEXPARSE(\d+)MARKER/g, (_, i) => formulas[i].source);
    const html = shown.replaceAll("<", "&lt;").replaceAll(">", "&gt;");
    const name = `h${depth}`;
    const quoted = id.replaceAll('"', "&quot;");
    parent.children[index] = {
      type: "html",
      title: true,
      value: `<${name} id="${quoted}">${html}</${name}>`,
    };
  };
}

function onText(node) {
  node.value = node.value.replaceAll("{", "&#123;").replaceAll("<", "&#60;");
}

function onHtml(node) {
  const [, name] = /<\/?(\w+)/.exec(node.value) ?? [];
  if (name === undefined || node.title) return;
  if (!known.has(name)) node.value = node.value.replaceAll("<", "&#60;");
  else if (htmlTags.includes(name) && /^<(\w+)[^>]*>.*<\/\1>$/s.test(node.value.trim()))
    node.value = bodyOf(node.value);
}

/** What stands in the body of a document of this HTML. */
function bodyOf(html) {
  const root = parse(html).childNodes.find(({ nodeName }) => nodeName === "html");
  return serialize(root.childNodes.find(({ nodeName }) => nodeName === "body"));
}

const alerts = ["note", "tip", "important", "warning", "caution"];

function onQuote(node) {
  const [first] = node.children;
  if (first?.type !== "paragraph" || first.children[0]?.type !== "linkReference") return;
  const kind = first.children[0].identifier.replace(/^!/, "");
  if (!alerts.includes(kind)) return;
  first.children.shift();
  if (!first.children.length) node.children.shift();
  node.data = { hProperties: { className: [kind] } };
}

const steps = (formulas) => () => (tree) => {
  visit(tree, "heading", onHeading(formulas));
  visit(tree, "text", onText);
  visit(tree, "html", onHtml);
  visit(tree, "blockquote", onQuote);
};

/** Renders with `compile` of mdsvex as the site does. */
export async function renderWith(compile, markdown) {
  const formulas = [];
  const images = markdown.replace(/!\[[^\]]+\]/g, (alternative) => alternative.replaceAll("`", "'"));
  let text = images.replace(relativeLink, withoutExtension).replaceAll("[[open-in-colab]]", colab);
  text = withoutFormulas(apart(text), formulas)
    .replace(/\{#if[^}]+\}/g, "\n\n$&\n\n")
    .replaceAll("{:else}", "\n\n{:else}\n\n")
    .replaceAll("{/if}", "\n\n{/if}\n\n");
  const { code } = await compile(text, { highlight: false, remarkPlugins: [steps(formulas)] });
  return code
    .replace(
      /(?<!<pre>)<code>((?:(?!<code>).)*?)<\/code>/gs,
      (_, inside) => `<code>${inside.replaceAll("&amp;", "&")}</code>`,
    )
    .replace(/KATEXPARSE(\d+)MARKER/g, (_, i) => `<doc-math>${escaped(formulas[i].tex.trim())}</doc-math>`);
}
