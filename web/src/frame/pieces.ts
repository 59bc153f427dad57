// The islands of a page as text, with how they lie in each other.
import type { Splice } from "../library/contract.d.ts";

/** So many islands are looked at for the start of a document. */
const firstIslands = 8;

interface Piece {
  html: string;
  nesting: number;
}

export class Pieces {
  private list: Piece[] = [];

  get length(): number {
    return this.list.length;
  }

  /** The HTML of islands, from one to before another one. */
  html(from = 0, to = this.list.length): string {
    let text = "";
    for (const { html } of this.list.slice(from, to)) text += html;
    return text;
  }

  change({ at, remove, insert, nesting }: Splice): void {
    const added = insert.map((html, i) => ({ html, nesting: nesting?.[i] ?? 0 }));
    if (remove === added.length) {
      for (const [i, piece] of added.entries()) this.list[at + i] = piece;
      return;
    }
    // `splice` takes so many arguments only.
    this.list = [...this.list.slice(0, at), ...added, ...this.list.slice(at + remove)];
  }

  /** What shows islands where there are none yet. */
  splice(from = 0, to = this.list.length): Splice {
    const shown = this.list.slice(from, to);
    return {
      at: from,
      remove: 0,
      insert: shown.map(({ html }) => html),
      nesting: shown.map(({ nesting }) => nesting),
    };
  }

  /** What the page begins with. */
  start(): string {
    return this.html(0, firstIslands);
  }

  /** The islands of the content of a document's body, if it has some. */
  bodyContent(): { from: number; to: number } | undefined {
    const opener = this.list.slice(0, firstIslands).findIndex(({ nesting }) => nesting > 0);
    if (opener < 0 || !/<body(?:\s[^<]*)?>\s*$/i.test((this.list[opener] as Piece).html)) return undefined;
    let depth = 1;
    for (let i = opener + 1; i < this.list.length; i++) {
      depth += (this.list[i] as Piece).nesting;
      if (depth === 0) return { from: opener + 1, to: i };
    }
    return undefined;
  }
}
