// Changes that are about an older state of a text: they are made where their place is by now, or not at all.
import assert from "node:assert/strict";
import { test } from "node:test";
import { load } from "./typescript.mjs";

const { placeIn, changeTexts, answerWithTexts } = await load("page/text-changes.ts");

const before = "# {{titel}}\n\n{{#if a}}b{{/if}}\n";
const place = { from: before.indexOf("titel"), to: before.indexOf("titel") + 5 };

const now = (text) => {
  const found = placeIn(text, before, place);
  return found && [found.from, text.slice(found.from, found.to)];
};

test("a place follows what is typed before it and behind it", () => {
  assert.deepEqual(now(before), [4, "titel"]);
  assert.deepEqual(now(`x${before}`), [5, "titel"]);
  assert.deepEqual(now(before.slice(2)), [2, "titel"]);
  assert.deepEqual(now(`${before}x`), [4, "titel"]);
  assert.deepEqual(now(before.replace("b", "bcd")), [4, "titel"]);
});

test("a place that is typed in is none", () => {
  assert.equal(now(before.replace("titel", "title")), undefined);
  assert.equal(now(before.replace("titel", "titels")), undefined);
  assert.equal(now(before.replace("titel", "")), undefined);
  assert.equal(now(""), undefined);
});

test("a place between two changes is the same where all around it is", () => {
  const long = `a${"-".repeat(200)}{{titel}}${"-".repeat(200)}b`;
  const at = { from: 203, to: 208 };
  assert.deepEqual(placeIn(`x${long.slice(1, -1)}y`, long, at), at);
  assert.equal(placeIn(`xy${long.slice(1, -1)}yz`, long, at), undefined);
});

test("random places: what is found is what was there", () => {
  const seed = 7;
  let state = seed;
  const random = (n) => {
    state = (state * 48271) % 2147483647;
    return state % n;
  };
  const letters = (n) => Array.from({ length: n }, () => "ab{}\n"[random(5)]).join("");
  for (let i = 0; i < 20_000; i++) {
    const text = letters(random(40));
    const from = random(text.length + 1);
    const place = { from, to: from + random(text.length - from + 1) };
    const at = random(text.length + 1);
    const edited = text.slice(0, at) + letters(random(4)) + text.slice(at + random(3));
    const found = placeIn(edited, text, place);
    if (found)
      assert.equal(
        edited.slice(found.from, found.to),
        text.slice(place.from, place.to),
        JSON.stringify({ seed, i, text, edited, place, found }),
      );
  }
});

/** As much of a model as changes need. */
function model(texts) {
  return {
    document: { id: "one" },
    draft: { template: "", data: "", partials: {}, ...texts },
    get request() {
      return this.draft;
    },
    change(changes) {
      this.draft = { ...this.draft, ...changes };
    },
    changeData(changes) {
      this.change(changes);
    },
  };
}
const change = (source, from, to, insert) => ({ source, from, to, insert });

test("changes of several texts are made where they belong, and the other texts stay", () => {
  const of = new Map([
    ["template", "{{a}} {{b}}"],
    ["data", "{}"],
    ["partial:p", "{{a}}\r\n"],
  ]);
  const one = model({ template: "x{{a}} {{b}}", data: "{ }", partials: { p: "{{a}}\r\ny", q: "{{a}}" } });
  assert.ok(
    changeTexts(
      one,
      [
        change("template", 2, 3, "first"),
        change("template", 8, 9, "second"),
        change("partial:p", 5, 5, "\n"),
        change("data", 0, 0, "\n"),
      ],
      of,
    ),
  );
  assert.deepEqual(one.draft, {
    template: "x{{first}} {{second}}",
    data: "\n{ }",
    partials: { p: "{{a}}\r\n\r\ny", q: "{{a}}" },
  });
});

test("if one change has no place any more, none is made", () => {
  const of = new Map([["template", "{{a}} {{b}}"]]);
  const one = model({ template: "{{a}} {{c}}" });
  assert.equal(changeTexts(one, [change("template", 2, 3, "x"), change("template", 8, 9, "y")], of), false);
  assert.equal(one.draft.template, "{{a}} {{c}}");
});

test("a question is asked again when something is typed before its answer", async () => {
  const one = model({ template: "a" });
  let asked = 0;
  const found = await answerWithTexts(one, async () => {
    if (++asked < 3) one.change({ template: `${one.draft.template}b` });
    return asked;
  });
  assert.deepEqual([found.answer, found.texts.get("template")], [3, "abb"]);
  const left = await answerWithTexts(one, async () => {
    one.document = { id: "another" };
  });
  assert.equal(left, undefined);
  const never = await answerWithTexts(one, async () => one.change({ template: `${one.draft.template}c` }));
  assert.equal(never, undefined);
});
