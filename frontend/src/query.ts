// The query page: editor, running and stopping, views of the answer, sharing. The page's state is its address.
import { Editor } from "./query/editor";
import { ask, type Answer } from "./query/run";
import { readState, addressOf, type State } from "./query/state";
import { downloads, snippets } from "./query/downloads";
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

function tell(text: string, isFault = false): void {
  const status = byId("status");
  status.textContent = text;
  status.classList.toggle("fault", isFault);
}

async function run(): Promise<void> {
  running?.abort();
  const mine = (running = new AbortController());
  const asked = state();
  byId("answer").hidden = true;
  byId("stop").hidden = false;
  editor.clearFault();
  tell("Running …");
  history.replaceState(null, "", addressOf(asked, true));
  const begun = performance.now();
  try {
    const answer = await ask(asked, mine.signal);
    tell(`${summary(answer)} in ${((performance.now() - begun) / 1000).toFixed(2)} s`);
    byId("status").append(...answer.notices.map((text) => element("span", { class: "notice" }, text)));
    show(asked, answer);
  } catch (error) {
    fail(error, mine.signal.aborted);
  } finally {
    if (running === mine) byId("stop").hidden = true;
  }
}

function fail(error: unknown, wasStopped: boolean): void {
  if (wasStopped) return tell("Stopped.");
  const text = error instanceof Error ? error.message : String(error);
  tell(text, true);
  const way = editor.showFault(text);
  if (!way) return;
  const button = element("button", { type: "button" }, way.name);
  button.addEventListener("click", () => (way.mend(), void run()));
  byId("status").append(" ", button);
}

function summary(answer: Answer): string {
  if (answer.kind === "boolean") return answer.value ? "Yes," : "No,";
  if (answer.kind === "graph") return "A graph";
  return `${answer.rows.length.toLocaleString("en")} ${answer.rows.length === 1 ? "row" : "rows"}`;
}

function show(asked: State, answer: Answer): void {
  byId("answer").hidden = false;
  void showViews(answer, asked, (view) => history.replaceState(null, "", addressOf({ ...asked, view }, true)));
  byId("takes").replaceChildren(...downloads(asked));
  byId("snippets").replaceChildren(...snippets(asked));
}

function filterLibrary(): void {
  const words = byId<HTMLInputElement>("filter").value.toLowerCase().split(/\s+/);
  for (const item of document.querySelectorAll<HTMLElement>(".questions li")) {
    const text = item.textContent?.toLowerCase() ?? "";
    item.hidden = !words.every((word) => text.includes(word));
  }
}

for (const part of document.querySelectorAll<HTMLElement>(".with-script")) part.hidden = false;
byId("ask").addEventListener("submit", (event) => {
  event.preventDefault();
  void run();
});
byId("stop").addEventListener("click", () => running?.abort());
byId("filter").addEventListener("input", filterLibrary);
if (readState().run) void run();
