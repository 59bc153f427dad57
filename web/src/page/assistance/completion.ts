// What may be written at the caret: listed while one types in a tag, and on Ctrl+Space.
import {
  acceptCompletion,
  autocompletion,
  type Completion as Choice,
  type CompletionContext,
  type CompletionResult,
  completionStatus,
  insertCompletionText,
  selectedCompletionIndex,
  setSelectedCompletion,
  startCompletion,
} from "@codemirror/autocomplete";
import { type EditorState, type Extension, Prec } from "@codemirror/state";
import { EditorView, keymap } from "@codemirror/view";
import type { Completion } from "../../library/contract.d.ts";
import { editingSetting } from "../editing-settings.ts";
import type { Assistant } from "./assistance.ts";
import { editorPosition, textOffset } from "./places.ts";

/** What CodeMirror draws a sign for. */
const types: Record<Completion["kind"], string> = {
  field: "property",
  parameter: "variable",
  variable: "variable",
  helper: "function",
  partial: "namespace",
  block: "keyword",
  component: "class",
  mark: "constant",
  argument: "property",
  key: "property",
  value: "text",
};

/** Writes a completion; a tag that closes or turns a block is written to its end. */
function apply({ insert, label, kind }: Completion) {
  return (view: EditorView, _choice: Choice, from: number, to: number): void => {
    const behind = view.state.sliceDoc(to, to + 10);
    const end = kind === "block" && !/^\s*~?\}/.test(behind) ? "}}" : "";
    view.dispatch(insertCompletionText(view.state, `${insert ?? label}${end}`, from, to));
  };
}

/** How far before the caret a tag is looked for that has not ended. */
const tagReach = 500;

/** Whether something may be listed at a place without being asked for: in a tag, behind a mark, in a name of JSON. */
function isListed(state: EditorState, position: number, isTemplate: boolean): boolean {
  const before = state.sliceDoc(Math.max(0, position - tagReach), position);
  const line = before.slice(before.lastIndexOf("\n") + 1);
  if (!isTemplate) return /^(?:[^"]|"(?:[^"\\]|\\.)*")*"[^"\\]*$/.test(line);
  const open = before.lastIndexOf("{{");
  if (open >= 0 && before.indexOf("}}", open) < 0) return !before.startsWith("!", open + 2);
  return /<\/?[A-Za-z]*$|^[\s>]*>\s*\[!\w*$/.test(line);
}

async function choices(context: CompletionContext, assistant: Assistant): Promise<CompletionResult | null> {
  const { state, pos, explicit } = context;
  const source = assistant.source();
  if (!explicit && !(editingSetting("suggest") && isListed(state, pos, source !== "data"))) return null;
  const found = await assistant.questions()?.complete(source, textOffset(state, pos));
  if (!found || context.aborted) return null;
  const { length } = found.items;
  return {
    from: Math.max(state.doc.lineAt(pos).from, editorPosition(state, found.from)),
    to: pos,
    // A sign that begins another kind of tag or word asks again.
    validFor: source === "data" ? /^"?[^"]*$/ : /^[^\s{}()|="'./#>^&!@~[\]<]*$/,
    options: found.items.map((item, i) => ({
      label: item.label,
      type: types[item.kind],
      apply: apply(item),
      boost: Math.max(-99, 99 - Math.round((198 * i) / length)), // in the order of the session
      ...(item.detail === undefined ? {} : { detail: item.detail }),
      ...(item.info === undefined ? {} : { info: item.info }),
    })),
  };
}

/** Takes the choice that is marked, or the first one, if a list is open. */
function takeChoice(view: EditorView): boolean {
  if (completionStatus(view.state) !== "active") return false;
  if (selectedCompletionIndex(view.state) === null) view.dispatch({ effects: setSelectedCompletion(0) });
  acceptCompletion(view);
  return true; // Tab must not leave the editor
}

/**
 * Completion. In a list that opened by itself nothing is marked, so that Enter is a line end: Tab takes the first choice,
 * the arrows mark one. In a list that was asked for the first one is marked.
 */
export function completion(assistant: Assistant): Extension {
  let wasAskedFor = false;
  const ask = (view: EditorView) => {
    wasAskedFor = true;
    return startCompletion(view);
  };
  return [
    Prec.highest(
      keymap.of([
        { key: "Tab", run: takeChoice },
        { key: "Ctrl-Space", mac: "Alt-i", run: ask },
      ]),
    ),
    autocompletion({
      selectOnOpen: false,
      override: [(context) => choices(context, assistant)],
      icons: false,
      maxRenderedOptions: 100,
      interactionDelay: 0,
      activateOnTypingDelay: 30,
    }),
    EditorView.updateListener.of(({ view, state }) => {
      if (!wasAskedFor || completionStatus(state) !== "active") return;
      wasAskedFor = false;
      if (selectedCompletionIndex(state) === null)
        queueMicrotask(() => view.dispatch({ effects: setSelectedCompletion(0) }));
    }),
  ];
}
