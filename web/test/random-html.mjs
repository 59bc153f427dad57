// Random HTML: well-formed trees of every kind of element, and what is left of them when tags are lost, doubled or moved.
import { random } from "./random.mjs";

const words = ["one", "two &amp; three", "four", "five&nbsp;six", "seven < eight", "nine", "ü€𝄞"];

/** A generator of HTML. `seed` is a whole number. */
export function htmlGenerator(seed) {
  const below = random(seed);
  const of = (list) => list[below(list.length)];
  const text = () => Array.from({ length: 1 + below(6) }, () => of(words)).join(" ");
  const space = () => of(["", "", "\n", "\n  ", " "]);
  const many = (least, most, make) =>
    Array.from({ length: least + below(most - least + 1) }, () => space() + make()).join("") + space();
  const attributes = () =>
    of(["", "", "", ' class="a b"', ' id=x style="color: red"', " title='a > b'", ' data-x="1"\n  lang=en']);
  const element = (name, content) => `<${name}${attributes()}>${content}</${name}>`;

  function phrase(depth) {
    if (depth <= 0) return text();
    return of([
      text,
      text,
      () => element(of(["b", "i", "em", "code", "span", "font", "u", "small"]), phrase(depth - 1)),
      () => `<a href="https://a.example/">${text()}</a>`,
      () => of(["<br>", "<br/>", '<img src="data:," alt="">', "<input>", "<wbr>", "<!-- a <p> -->"]),
      () => `${phrase(depth - 1)} ${phrase(depth - 1)}`,
      () => `<svg viewBox="0 0 9 9"><title>${of(["a", "b"])}</title><g><path d="M0 0"/></g></svg>`,
      () => `<select><option>a</option><option selected>b</option></select>`,
      () => element("button", text()),
    ])();
  }

  function row(depth) {
    return element(
      "tr",
      many(1, 3, () => element(of(["td", "td", "th"]), flow(depth - 1))),
    );
  }

  function table(depth) {
    const rows = () => many(1, 4, () => row(depth - 1));
    return element(
      "table",
      of(["", "", `<caption>${text()}</caption>`, "<colgroup><col><col></colgroup>"]) +
        of([
          rows,
          rows,
          () => element("tbody", rows()),
          () => element("thead", rows()) + space() + element("tbody", rows()),
          () => element("thead", rows()) + rows(),
        ])(),
    );
  }

  function flow(depth) {
    if (depth <= 0) return phrase(1);
    return of([
      () => element("p", phrase(2)),
      () => element(of(["h1", "h2", "h3"]), phrase(1)),
      () => element(of(["div", "section", "blockquote", "center", "article"]), flows(depth - 1)),
      () =>
        element(
          of(["ul", "ol"]),
          many(1, 4, () => element("li", of([phrase, flow])(depth - 1))),
        ),
      () =>
        element(
          "dl",
          many(1, 3, () => element("dt", text()) + element("dd", flow(depth - 1))),
        ),
      () => table(depth),
      () => table(depth),
      () => element("pre", `${of(["", "\n", "\n\n"])}${text()}\n  ${text()}`),
      () => element("details", `<summary>${text()}</summary>${flow(depth - 1)}`),
      () => element("form", `<input name=firstChild>${flow(depth - 1)}`),
      () => of(["<hr>", "<!-- c -->", "<style>p > a { color: red }</style>", "<script>1 < 2</script>"]),
      () => phrase(2),
    ])();
  }

  const flows = (depth) => many(1, 5, () => flow(depth));

  /** An element around much, or several things. */
  function page(size) {
    let content = "";
    while (content.length < size) content += flow(3) + of(["\n", "\n\n", "", " "]);
    return of([
      () => element("div", content),
      () => element("div", `\n${element("section", content)}\n`),
      () => `<p>before</p>\n${element("div", content)}\n<p>behind</p>\n${element("blockquote", flows(2))}`,
      () => {
        let rows = "";
        while (rows.length < size) rows += row(3) + space();
        return element("table", rows);
      },
      () =>
        element(
          "ul",
          many(30, 60, () => element("li", flow(2))),
        ),
    ])();
  }

  function document(size) {
    return (
      of(["<!doctype html>\n", "<!DOCTYPE html>", "", "<!-- a --><!doctype html>\n"]) +
      of(["<html>", '<html lang="en" class=x>\n', "<html>"]) +
      `<head>\n<title>${text()}</title><style>p { margin: 1px }</style></head>${space()}` +
      `<body${attributes()}>${space()}${page(size)}${space()}</body>${space()}</html>${space()}`
    );
  }

  const tag = () =>
    `<${of(["", "", "/"])}${of("div p b a td tr table tbody li ul form button h1 pre svg select body head span i option".split(" "))}>`;

  /** An edit of HTML: mostly one of text, now and then one that damages it. */
  function edited(html) {
    const at = below(html.length + 1);
    const size = of([0, 0, 1, 3, 20, 200]);
    const insert = of([text, text, tag, () => "", () => "<", () => "<!--", () => flow(1), () => "\n"])();
    if (below(3) === 0) return (html.slice(0, at) + insert + html.slice(at + size)).toWellFormed();
    // In a text, so that the page stays well-formed.
    const start = html.indexOf(">", at) + 1;
    return html.slice(0, start) + of([text, () => phrase(1)])() + html.slice(start);
  }

  return { page, document, edited, below };
}
