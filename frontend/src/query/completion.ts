// Completion: the terms of our ontology with label, definition and count; entities by their names; prefixes; keywords.
import type { Completion, CompletionContext, CompletionResult } from "@codemirror/autocomplete";
import { baseIri } from "../shared/dom";

interface Listed {
  terms: { name: string; kind: string; label: string; definition: string; count: number }[];
  prefixes: Record<string, string>;
}

const KEYWORDS = "SELECT DISTINCT WHERE FILTER OPTIONAL UNION GRAPH BIND VALUES MINUS EXISTS COUNT SUM AVG MIN MAX SAMPLE GROUP_CONCAT ORDER GROUP BY HAVING LIMIT OFFSET ASK CONSTRUCT DESCRIBE PREFIX STRSTARTS CONTAINS LANG STR YEAR DESC ASC BOUND COALESCE".split(" ");
const CLOSE = 99;
let listed: Promise<Listed> | undefined;

function load(): Promise<Listed> {
  listed ??= fetch("/terms.json").then((answer) => answer.json() as Promise<Listed>);
  return listed;
}

/** Completions for the text before the cursor. */
export async function completions(context: CompletionContext): Promise<CompletionResult | null> {
  const thing = context.matchBefore(/\bid:[\w/-]*/);
  if (thing) return entities(thing.from, thing.text);
  const word = context.matchBefore(/[?$]?[\w:.-]+/);
  if (!word && !context.explicit) return null;
  if (word && /^[?$]/.test(word.text)) return variables(context, word.from);
  const { terms, prefixes } = await load();
  const options: Completion[] = [
    ...terms.map(termOption),
    ...Object.keys(prefixes).map((prefix) => ({ label: `${prefix}:`, type: "namespace", detail: prefixes[prefix]! })),
    ...KEYWORDS.map((keyword) => ({ label: keyword, type: "keyword", boost: -1 })),
  ];
  return { from: word?.from ?? context.pos, options, validFor: /^[\w:.-]*$/ };
}

function termOption(term: Listed["terms"][number]): Completion {
  return {
    label: term.name,
    type: term.kind === "Class" ? "class" : "property",
    detail: `${term.label}, used ${term.count.toLocaleString("en")}×`,
    info: term.definition,
    boost: Math.min(Math.log10(term.count + 1) * 4, CLOSE),
  };
}

/** Entities by their names, as the search gives them. */
async function entities(from: number, text: string): Promise<CompletionResult | null> {
  const name = text.slice("id:".length).replaceAll("-", " ");
  if (!name) return null;
  const answer = await fetch(`/search.json?q=${encodeURIComponent(name)}`);
  const hits = (await answer.json()) as { iri: string; label: string; kind: string }[];
  const base = `${baseIri()}id/`;
  const options = hits
    .filter((hit) => hit.iri.startsWith(base) && !hit.iri.slice(base.length).includes("/"))
    .map((hit) => ({ label: `id:${hit.iri.slice(base.length)}`, type: "constant", detail: `${hit.label}, ${hit.kind}` }));
  return { from, options, filter: false };
}

function variables(context: CompletionContext, from: number): CompletionResult {
  const names = new Set(context.state.doc.toString().match(/[?$]\w+/g));
  return { from, options: [...names].map((label) => ({ label, type: "variable" })), validFor: /^[?$]\w*$/ };
}
