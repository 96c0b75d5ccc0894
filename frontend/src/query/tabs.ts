// The row of tabs above the editor, and the list of queries that were run.
import { written } from "../atlas/data";
import { byId, element } from "../shared/dom";
import { nameOf, openDrafts, readRuns, readTabs, withRun, writeRuns, writeTabs, type Draft, type Drafts, type Run } from "./drafts";

const EMPTY: Draft = { query: "SELECT * WHERE {\n  \n}\n", day: "", infer: true };

/** The tabs of the page; `show` puts a draft into the editor, `current` reads it from there. */
export class Tabs {
  private drafts: Drafts;

  constructor(
    private readonly current: () => Draft,
    private readonly show: (draft: Draft) => void,
    wasOpened: boolean,
  ) {
    const kept = readTabs();
    const isFirst = !kept?.tabs.length;
    this.drafts = openDrafts(kept, wasOpened || isFirst ? current() : undefined);
    this.drafts.active = Math.min(this.drafts.active, this.drafts.tabs.length - 1);
    if (!wasOpened && !isFirst) this.show(this.drafts.tabs[this.drafts.active]!);
    addEventListener("pagehide", () => this.keep());
    this.draw();
    this.drawRuns();
  }

  /** Takes what the editor holds into the active tab, and keeps all. */
  keep(): void {
    this.drafts.tabs[this.drafts.active] = this.current();
    writeTabs(this.drafts);
  }

  /** Opens a draft in a tab of its own. */
  open(draft: Draft): void {
    this.keep();
    this.drafts = openDrafts(this.drafts, draft);
    this.change();
  }

  /** Notes that a query was run. */
  ran(draft: Draft, result: string): void {
    writeRuns(withRun(readRuns(), { ...draft, at: Date.now(), result }));
    this.keep();
    this.draw();
    this.drawRuns();
  }

  private change(): void {
    writeTabs(this.drafts);
    this.show(this.drafts.tabs[this.drafts.active]!);
    this.draw();
  }

  private close(place: number): void {
    this.keep();
    this.drafts.tabs.splice(place, 1);
    if (this.drafts.tabs.length === 0) this.drafts.tabs.push(EMPTY);
    const { active, tabs } = this.drafts;
    this.drafts.active = Math.min(place < active ? active - 1 : active, tabs.length - 1);
    this.change();
  }

  private choose(place: number): void {
    this.keep();
    this.drafts.active = place;
    this.change();
  }

  private draw(): void {
    const tabs = this.drafts.tabs.map((draft, place) => this.tab(draft, place));
    const add = element("button", { type: "button", class: "add", "aria-label": "New tab" }, "+");
    add.addEventListener("click", () => this.open({ ...EMPTY, query: this.unused() }));
    byId("tabs").replaceChildren(...tabs, element("li", {}, add));
  }

  /** An empty query that no tab holds yet, since equal queries share a tab. */
  private unused(): string {
    let query = EMPTY.query;
    while (this.drafts.tabs.some((tab) => tab.query === query)) query += "\n";
    return query;
  }

  private tab(draft: Draft, place: number): HTMLElement {
    const isActive = place === this.drafts.active;
    const name = nameOf(draft);
    const choose = element("button", { type: "button", ...(isActive ? { "aria-current": "true" } : {}) }, name);
    choose.addEventListener("click", () => this.choose(place));
    const close = element("button", { type: "button", class: "close", "aria-label": `Close ${name}` }, "×");
    close.addEventListener("click", () => this.close(place));
    return element("li", {}, choose, close);
  }

  private drawRuns(): void {
    const runs = readRuns();
    byId("history").hidden = runs.length === 0;
    byId("runs").replaceChildren(...runs.map((run) => this.run(run)));
    byId("forget").onclick = () => (writeRuns([]), this.drawRuns());
  }

  private run(run: Run): HTMLElement {
    const button = element("button", { type: "button", class: "plain" }, nameOf(run));
    button.addEventListener("click", () => this.open({ query: run.query, day: run.day, infer: run.infer }));
    const when = new Date(run.at).toISOString().slice(0, 16).replace("T", " ");
    return element("li", {}, button, element("small", {}, `${when}, ${run.result}${run.day ? `, as of ${written(run.day)}` : ""}`));
  }
}
