// The query page: tabs, editor, running and stopping, views of the answer, sharing. The page's state is its address.
import { Builder } from "./query/builder";
import { downloads, snippets } from "./query/downloads";
import { nameOf } from "./query/drafts";
import { Editor } from "./query/editor";
import { formatted } from "./query/format";
import { SHOWN_ROWS } from "./query/limit";
import { ask, type Answer } from "./query/run";
import { readState, addressOf, type State } from "./query/state";
import { Tabs } from "./query/tabs";
import { showViews } from "./query/views";
import { byId, element } from "./shared/dom";

const editor = new Editor(byId<HTMLTextAreaElement>("query"), () => void run());
let running: AbortController | undefined;

function state(view?: string): State {
  return {
    query: editor.text,
    day: byId<HTMLInputElement>("day").value,
    infer: byId<HTMLInputElement>("infer").checked,
    view: view ?? readState().view,
  };
}

function showStatus(text: string, isFault = false): void {
  const status = byId("status");
  status.textContent = text;
  status.classList.toggle("fault", isFault);
}

async function run(all = false): Promise<void> {
  running?.abort();
  const mine = (running = new AbortController());
  const wanted = state();
  byId("answer").hidden = true;
  byId("stop").hidden = false;
  editor.clearFault();
  showStatus("Running …");
  history.replaceState(null, "", addressOf(wanted, true));
  const begun = performance.now();
  try {
    const answer = await ask(wanted, mine.signal, all);
    showStatus(`${summary(answer)} in ${((performance.now() - begun) / 1000).toFixed(2)} s`);
    byId("status").append(...answer.notices.map((text) => element("span", { class: "notice" }, text)));
    if (answer.kind === "table" && answer.isPart) byId("status").append(" ", button("Load all rows", () => void run(true)));
    show(wanted, answer);
    tabs.ran(wanted, summary(answer).replace(/,$/, "").toLowerCase());
  } catch (error) {
    fail(error, mine.signal.aborted);
  } finally {
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

function summary(answer: Answer): string {
  if (answer.kind === "boolean") return answer.value ? "Yes," : "No,";
  if (answer.kind === "graph") return "A graph";
  if (answer.isPart) return `The first ${SHOWN_ROWS.toLocaleString("en")} rows`;
  return `${answer.rows.length.toLocaleString("en")} ${answer.rows.length === 1 ? "row" : "rows"}`;
}

function show(wanted: State, answer: Answer): void {
  byId("answer").hidden = false;
  void showViews(answer, wanted, (view) => history.replaceState(null, "", addressOf({ ...wanted, view }, true)));
  byId("takes").replaceChildren(...downloads(wanted, answer.kind));
  byId("snippets").replaceChildren(...snippets(wanted, answer.kind));
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
if (readState().run) void run();
