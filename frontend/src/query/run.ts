// The first rows of an answer with the labels of what they name, for the views that draw them.
import { limited, SHOWN_ROWS } from "./limit";
import { endpointOf, type State } from "./state";

export interface Term {
  type: "uri" | "literal" | "bnode";
  value: string;
  datatype?: string;
  "xml:lang"?: string;
}

export type Row = Record<string, Term | undefined>;

export interface Rows {
  columns: string[];
  rows: Row[];
  labels: Map<string, string>;
  isPart: boolean;
}

const MOST_LABELS = 2000;

/** The first rows of a query's answer; throws an Error with the server's sentence. */
export async function readRows(state: State, signal: AbortSignal): Promise<Rows> {
  const query = limited(state.query);
  const body = new URLSearchParams({ query });
  if (!state.infer) body.set("infer", "false");
  const answer = await fetch(endpointOf(state), {
    method: "POST",
    body,
    headers: { Accept: "application/sparql-results+json" },
    signal,
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(text.trim());
  const found = JSON.parse(text) as { head: { vars: string[] }; results: { bindings: Row[] } };
  const isPart = found.results.bindings.length > SHOWN_ROWS;
  const rows = isPart ? found.results.bindings.slice(0, SHOWN_ROWS) : found.results.bindings;
  return { columns: found.head.vars, rows, labels: await labelsOf(rows, signal), isPart };
}

async function labelsOf(rows: Row[], signal: AbortSignal): Promise<Map<string, string>> {
  const iris = new Set<string>();
  for (const row of rows) {
    for (const term of Object.values(row)) if (term?.type === "uri" && iris.size < MOST_LABELS) iris.add(term.value);
  }
  if (iris.size === 0) return new Map();
  const answer = await fetch("/labels.json", { method: "POST", body: JSON.stringify([...iris]), signal });
  return answer.ok ? new Map(Object.entries((await answer.json()) as Record<string, string>)) : new Map();
}
