// The editor: CodeMirror in a shadow root, so that its styles need no style element, in place of the text area.
import { autocompletion, closeBrackets, completionKeymap, type CompletionContext, type CompletionResult } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { bracketMatching, defaultHighlightStyle, HighlightStyle, StreamLanguage, syntaxHighlighting } from "@codemirror/language";
import { sparql } from "@codemirror/legacy-modes/mode/sparql";
import { setDiagnostics, type Diagnostic } from "@codemirror/lint";
import { EditorState } from "@codemirror/state";
import { drawSelection, EditorView, keymap, lineNumbers } from "@codemirror/view";
import { tags } from "@lezer/highlight";
import { completions } from "./completion";
import { faultAt } from "./faults";

const theme = EditorView.theme({
  "&": { color: "var(--ink)", backgroundColor: "transparent", fontSize: "0.92rem" },
  "&.cm-focused": { outline: "none" },
  ".cm-content": { fontFamily: "var(--mono)", caretColor: "var(--ink)", minHeight: "10rem", padding: "0.6rem 0" },
  ".cm-scroller": { overflow: "auto", maxHeight: "32rem" },
  ".cm-gutters": { backgroundColor: "transparent", color: "var(--quiet)", border: "none" },
  ".cm-cursor": { borderLeftColor: "var(--ink)" },
  ".cm-tooltip": { backgroundColor: "var(--paper)", color: "var(--ink)", border: "1px solid var(--line)" },
  ".cm-tooltip-autocomplete ul li[aria-selected]": { backgroundColor: "var(--wash)", color: "var(--ink)" },
  ".cm-completionInfo": { maxWidth: "22rem", padding: "0.4rem 0.6rem", fontFamily: "var(--sans)" },
  "&.cm-focused .cm-selectionBackground, .cm-selectionBackground": { backgroundColor: "var(--wash) !important" },
  ".cm-lintRange-error": { backgroundImage: "none", textDecoration: "underline wavy var(--second)" },
  ".cm-diagnosticAction": { backgroundColor: "var(--accent)", color: "var(--paper)" },
});
const colours = HighlightStyle.define([
  { tag: tags.keyword, color: "var(--accent)", fontWeight: "600" },
  { tag: tags.comment, color: "var(--quiet)", fontStyle: "italic" },
  { tag: [tags.string, tags.number], color: "var(--second)" },
]);

/** An editor in place of a text area; `run` is called for Ctrl-Enter. */
export class Editor {
  private readonly view: EditorView;

  constructor(area: HTMLTextAreaElement, run: () => void) {
    const host = document.createElement("div");
    host.className = "editor";
    const root = host.attachShadow({ mode: "open" });
    const inner = document.createElement("div");
    root.append(inner);
    area.before(host);
    area.hidden = true;
    area.required = false;
    this.view = new EditorView({ parent: inner, root, state: EditorState.create({ doc: area.value, extensions: extensions(run) }) });
    document.querySelector("label[for=query]")?.addEventListener("click", () => this.view.focus());
  }

  /** The text of the query. */
  get text(): string {
    return this.view.state.doc.toString();
  }

  set text(text: string) {
    this.view.dispatch({ changes: { from: 0, to: this.view.state.doc.length, insert: text } });
  }

  focus(): void {
    this.view.focus();
  }

  /** Marks the place that the server's message names; returns a correction with its name, if there is one. */
  showFault(sentence: string): { name: string; mend: () => void } | undefined {
    const found = faultAt(sentence, this.view);
    this.mark(found);
    const action = found[0]?.actions?.[0];
    return action && { name: action.name, mend: () => action.apply(this.view, 0, 0) };
  }

  clearFault(): void {
    this.mark([]);
  }

  private mark(found: Diagnostic[]): void {
    this.view.dispatch(setDiagnostics(this.view.state, found));
  }
}

function extensions(run: () => void) {
  const runs = { key: "Mod-Enter", run: () => (run(), true) };
  return [
    lineNumbers(),
    history(),
    drawSelection(),
    bracketMatching(),
    closeBrackets(),
    StreamLanguage.define(sparql),
    syntaxHighlighting(colours),
    syntaxHighlighting(defaultHighlightStyle, { fallback: true }),
    autocompletion({ override: [(context: CompletionContext): Promise<CompletionResult | null> => completions(context)] }),
    EditorView.lineWrapping,
    // Editable text takes the focus anyway; `tabindex` says so to programs that look for a way to scroll by keyboard.
    EditorView.contentAttributes.of({ "aria-label": "Query", tabindex: "0" }),
    keymap.of([runs, ...completionKeymap, ...defaultKeymap, ...historyKeymap]),
    theme,
  ];
}
