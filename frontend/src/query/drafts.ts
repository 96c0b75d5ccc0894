// Tabs and history, kept in the browser: nothing of them is sent anywhere.

export interface Draft {
  query: string;
  day: string;
  infer: boolean;
}

export interface Run extends Draft {
  /** When it was run, in milliseconds since 1970. */
  at: number;
  /** What came of it, such as `12 rows`. */
  result: string;
}

export interface Drafts {
  tabs: Draft[];
  active: number;
}

const TABS = "westphalia-query-tabs";
const HISTORY = "westphalia-query-history";
const MOST_RUNS = 50;

/** The name of a draft: its title, or what its first comment says, else the first line of its pattern. */
export function nameOf(draft: Draft): string {
  const comment = /^\s*#+\+?\s*(?:title:\s*)?(?!view:)(.+)$/im.exec(draft.query)?.[1];
  const line = comment ?? draft.query.split("\n").find((text) => text.trim() && !/^\s*(prefix|base)\b/i.test(text)) ?? "";
  const text = line.trim();
  return text.length > 28 ? `${text.slice(0, 27)}…` : text || "Empty";
}

/** The tabs of the last visit, with `opened` as the active one; without one they stay as they were. */
export function openDrafts(kept: Drafts | undefined, opened: Draft | undefined): Drafts {
  const tabs = kept?.tabs ?? [];
  if (!opened) return { tabs, active: kept?.active ?? 0 };
  const same = tabs.findIndex((tab) => tab.query === opened.query);
  if (same >= 0) return { tabs: tabs.map((tab, place) => (place === same ? opened : tab)), active: same };
  return { tabs: [...tabs, opened], active: tabs.length };
}

/** The history with one more run; the same query is listed once, where it was run last. */
export function withRun(runs: Run[], run: Run): Run[] {
  return [run, ...runs.filter((other) => other.query !== run.query || other.day !== run.day)].slice(0, MOST_RUNS);
}

export const readTabs = (): Drafts | undefined => read<Drafts>(TABS);
export const writeTabs = (drafts: Drafts): void => write(TABS, drafts);
export const readRuns = (): Run[] => read<Run[]>(HISTORY) ?? [];
export const writeRuns = (runs: Run[]): void => write(HISTORY, runs);

function read<T>(key: string): T | undefined {
  try {
    return JSON.parse(localStorage.getItem(key) ?? "") as T;
  } catch {
    return undefined; // nothing is kept, or the browser keeps nothing
  }
}

function write(key: string, value: unknown): void {
  try {
    localStorage.setItem(key, JSON.stringify(value));
  } catch {
    // The browser keeps nothing, or has no room: tabs last as long as the page.
  }
}
