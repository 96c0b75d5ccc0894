// Completion: the terms of our ontology with label, definition and count; entities by their names; prefixes; keywords.
import type { Completion, CompletionContext, CompletionResult } from "@codemirror/autocomplete";
import { baseIri, byId } from "../shared/dom";
import { classAt, expectsProperty, inDeclaration } from "./context";

export interface Listed {
  terms: { name: string; kind: string; label: string; definition: string; count: number }[];
  prefixes: Record<string, string>;
}

const KEYWORDS = "SELECT DISTINCT WHERE FILTER OPTIONAL UNION GRAPH BIND VALUES MINUS EXISTS COUNT SUM AVG MIN MAX SAMPLE GROUP_CONCAT ORDER GROUP BY HAVING LIMIT OFFSET ASK CONSTRUCT DESCRIBE PREFIX STRSTARTS CONTAINS LANG STR YEAR DESC ASC BOUND COALESCE".split(" ");
/** The highest boost that CodeMirror takes. */
const CLOSE = 99;
let listed: Promise<Listed> | undefined;

const ofClasses = new Map<string, Promise<Used[]>>();

export interface Used {
  name: string;
  label: string;
  count: number;
}

/** The terms of the ontology and the prefixes, fetched once. */
export function loadTerms(): Promise<Listed> {
  listed ??= shown("Loading the terms of the ontology …", fetch("/terms.json").then((answer) => answer.json() as Promise<Listed>));
  return listed;
}

/** The properties that the individuals of a class have, with how often. */
export function propertiesOf(name: string): Promise<Used[]> {
  const known = ofClasses.get(name);
  if (known) return known;
  const request = fetch(`/properties.json?class=${encodeURIComponent(name.replace(/^<|>$/g, ""))}`);
  const made = shown(`Loading the properties of ${name} …`, request.then((answer) => (answer.ok ? (answer.json() as Promise<Used[]>) : [])));
  ofClasses.set(name, made);
  return made;
}

/** Says what is loaded for as long as it takes. */
function shown<T>(text: string, work: Promise<T>): Promise<T> {
  const sign = byId("loading");
  sign.textContent = text;
  return work.finally(() => (sign.textContent = ""));
}

/** Completions for the text before the cursor. */
export async function completions(context: CompletionContext): Promise<CompletionResult | null> {
  const thing = context.matchBefore(/\bid:[\w/-]*/);
  if (thing) return entities(thing.from, thing.text);
  const word = context.matchBefore(/[?$]?[\w:.-]+/);
  if (!word && !context.explicit) return null;
  if (word && /^[?$]/.test(word.text)) return variables(context, word.from);
  const { terms, prefixes } = await loadTerms();
  const text = context.state.doc.toString();
  const before = text.slice(0, context.pos);
  if (inDeclaration(before)) return declarations(word?.from ?? context.pos, prefixes);
  const name = expectsProperty(before) ? classAt(before, text) : "";
  const used = new Map((name ? await propertiesOf(name) : []).map((property) => [property.name, property]));
  const options: Completion[] = [
    ...[...used.values()].map((property) => usedOption(property, name, terms)),
    ...terms.filter((term) => !used.has(term.name)).map(termOption),
    ...Object.keys(prefixes).map((prefix) => ({ label: `${prefix}:`, type: "namespace", detail: prefixes[prefix]! })),
    ...KEYWORDS.map((keyword) => ({ label: keyword, type: "keyword", boost: -1 })),
  ];
  return { from: word?.from ?? context.pos, options, validFor: /^[\w:.-]*$/ };
}

/** Prefixes with their namespaces, after PREFIX. */
function declarations(from: number, prefixes: Record<string, string>): CompletionResult {
  const options = Object.entries(prefixes).map(([prefix, namespace]) => ({
    label: `${prefix}: <${namespace}>`,
    type: "namespace",
  }));
  return { from, options, validFor: /^[\w:.-]*$/ };
}

/** A property that individuals of the class have; these come first. */
function usedOption(used: Used, name: string, terms: Listed["terms"]): Completion {
  const term = terms.find((other) => other.name === used.name);
  const detail = `${used.label}, ${used.count.toLocaleString("en")}× on ${name}`;
  return { label: used.name, type: "property", detail, info: term?.definition ?? "", boost: CLOSE };
}

function termOption(term: Listed["terms"][number]): Completion {
  return {
    label: term.name,
    type: term.kind === "Class" ? "class" : "property",
    detail: `${term.label}, used ${term.count.toLocaleString("en")}×`,
    info: term.definition,
    boost: Math.min(Math.log10(term.count + 1) * 4, CLOSE - 1),
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
