// The query page: tabs, editor, running and stopping, views of the answer, sharing. The page's state is its address.
import { Builder } from "./query/builder";
import { downloads, snippets } from "./query/downloads";
import { nameOf } from "./query/drafts";
import { Editor } from "./query/editor";
import { formatted } from "./query/format";
import { readPage, type Page } from "./query/list";
import { readRows, type Rows } from "./query/run";
import { readState, addressOf, type State } from "./query/state";
import { Tabs } from "./query/tabs";
import { showViews } from "./query/views";
import { byId, element } from "./shared/dom";

const editor = new Editor(byId<HTMLTextAreaElement>("query"), () => void run());
let running: AbortController | undefined;

function state(list = "", view?: string): State {
  return {
    query: editor.text,
    day: byId<HTMLInputElement>("day").value.trim(),
    infer: byId<HTMLInputElement>("infer").checked,
    view: view ?? readState().view,
    list,
  };
}

function showStatus(text: string, isFault = false): void {
  const status = byId("status");
  status.textContent = text;
  status.classList.toggle("fault", isFault);
}

const QUICK_MS = 2000;

/** Runs the query in the editor and shows its answer, of a list in the state that `list` says. */
async function run(list = ""): Promise<void> {
  running?.abort();
  const mine = (running = new AbortController());
  const wanted = state(list);
  byId("answer").hidden = true;
  byId("stop").hidden = false;
  editor.clearFault();
  showStatus("Running …");
  history.replaceState(null, "", addressOf(wanted, true));
  const begun = performance.now();
  try {
    const page = await readPage(wanted, mine.signal);
    const took = performance.now() - begun;
    showStatus(`${page.summary} in ${(took / 1000).toFixed(2)} s`);
    byId("status").append(...page.notices.map((text) => element("span", { class: "notice" }, text)));
    show(wanted, page, mine.signal, took < QUICK_MS);
    tabs.ran(wanted, page.summary.replace(/,$/, "").toLowerCase());
  } catch (error) {
    fail(error, mine.signal.aborted);
  } finally {
    if (running === mine) byId("stop").hidden = true;
  }
}

/** Loads another state of the list of the answer in place of the one shown, which stays until then. */
async function list(wanted: State): Promise<void> {
  running?.abort();
  const mine = (running = new AbortController());
  byId("stop").hidden = false;
  byId("view").setAttribute("aria-busy", "true");
  try {
    const page = await readPage(wanted, mine.signal);
    history.replaceState(null, "", addressOf(wanted, true));
    show(wanted, page, mine.signal, false);
    byId("view").querySelector<HTMLElement>(".scroll")?.focus();
  } catch (error) {
    fail(error, mine.signal.aborted);
  } finally {
    byId("view").removeAttribute("aria-busy");
    if (running === mine) byId("stop").hidden = true;
  }
}

function fail(error: unknown, wasStopped: boolean): void {
  if (wasStopped) return showStatus("Stopped.");
  const text = error instanceof Error ? error.message : String(error);
  showStatus(text, true);
  const correction = editor.showFault(text);
  if (correction) byId("status").append(" ", button(correction.name, () => (correction.mend(), void run())));
}

function button(name: string, press: () => void): HTMLElement {
  const made = element("button", { type: "button" }, name);
  made.addEventListener("click", press);
  return made;
}

function show(wanted: State, page: Page, signal: AbortSignal, isQuick: boolean): void {
  let rows: Promise<Rows> | undefined;
  byId("answer").hidden = false;
  const shown = {
    page,
    address: addressOf(wanted, true),
    rows: () => (rows ??= readRows(wanted, signal)),
    isQuick,
    viewed: (view: string) => history.replaceState(null, "", addressOf({ ...wanted, view }, true)),
    listed: (changed: string) => void list({ ...wanted, view: "", list: changed }),
    failed: (error: unknown) => fail(error, signal.aborted),
  };
  void showViews(shown, wanted);
  byId("takes").replaceChildren(...downloads(wanted, page.kind));
  byId("snippets").replaceChildren(...snippets(wanted, page.kind));
}

function filterLibrary(): void {
  const words = byId<HTMLInputElement>("filter").value.toLowerCase().split(/\s+/);
  for (const item of document.querySelectorAll<HTMLElement>(".questions li")) {
    const text = item.textContent?.toLowerCase() ?? "";
    item.hidden = !words.every((word) => text.includes(word));
  }
}

for (const part of document.querySelectorAll<HTMLElement>(".with-script")) part.hidden = false;
const isOpened = /[?&](query|library)=/.test(location.search);
const tabs = new Tabs(
  () => state(),
  (draft) => {
    editor.text = draft.query;
    byId<HTMLInputElement>("day").value = draft.day;
    byId<HTMLInputElement>("infer").checked = draft.infer;
    byId("answer").hidden = true;
    showStatus("");
    editor.clearFault();
    document.title = `${nameOf(draft)} · Query · Westphalia`;
  },
  isOpened,
);
new Builder(byId("builder"), () => editor.text, (query) => tabs.open({ ...state(), query }));
byId("ask").addEventListener("submit", (event) => {
  event.preventDefault();
  void run();
});
byId("tidy").addEventListener("click", () => (editor.text = formatted(editor.text)));
byId("stop").addEventListener("click", () => running?.abort());
byId("filter").addEventListener("input", filterLibrary);
if (readState().run) void run(readState().list);
