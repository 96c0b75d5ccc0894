// Requests to the endpoint. A stopped request closes its connection, which ends the query on the server.
import { limited, SHOWN_ROWS } from "./limit";
import { endpointOf, type State } from "./state";

export interface Term {
  type: "uri" | "literal" | "bnode";
  value: string;
  datatype?: string;
  "xml:lang"?: string;
}

export type Row = Record<string, Term | undefined>;

export type Answer = { notices: string[] } & (
  | { kind: "table"; columns: string[]; rows: Row[]; labels: Map<string, string>; isPart: boolean }
  | { kind: "boolean"; value: boolean }
  | { kind: "graph"; text: string }
);

const MOST_LABELS = 2000;

/** The answer to a query, of rows the first ones unless `all` are wanted; throws an Error with the server's sentence. */
export async function ask(state: State, signal: AbortSignal, all: boolean): Promise<Answer> {
  const query = all ? state.query : limited(state.query);
  const body = new URLSearchParams({ query });
  if (!state.infer) body.set("infer", "false");
  const answer = await fetch(endpointOf(state), {
    method: "POST",
    body,
    headers: { Accept: "application/sparql-results+json, text/turtle;q=0.9" },
    signal,
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(text.trim());
  const notices = noticesOf(answer.headers.get("Westphalia-Notice") ?? "");
  if (!answer.headers.get("Content-Type")?.includes("json")) return { kind: "graph", text, notices };
  const found = JSON.parse(text) as { boolean?: boolean; head: { vars: string[] }; results: { bindings: Row[] } };
  if (found.boolean !== undefined) return { kind: "boolean", value: found.boolean, notices };
  const isPart = query !== state.query && found.results.bindings.length > SHOWN_ROWS;
  const rows = isPart ? found.results.bindings.slice(0, SHOWN_ROWS) : found.results.bindings;
  return { kind: "table", columns: found.head.vars, rows, labels: await labelsOf(rows, signal), isPart, notices };
}

/** The notices of a header, which is ASCII: other characters are written as in JSON. Browsers join repeated headers. */
export function noticesOf(header: string): string[] {
  const decoded = header.replace(/\\u([0-9a-f]{4})/gi, (_, code: string) => String.fromCharCode(parseInt(code, 16)));
  return decoded.split(/(?<=[.?]), /).filter(Boolean);
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
