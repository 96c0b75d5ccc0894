// Faults at their place: what the server says of a query, as a mark in the editor, with a way out where there is one.
import type { Diagnostic } from "@codemirror/lint";
import type { EditorView } from "@codemirror/view";

// Prefixes that people mean without declaring them; those of the project need no declaration.
const WELL_KNOWN: Record<string, string> = {
  bd: "http://www.bigdata.com/rdf#",
  dbo: "http://dbpedia.org/ontology/",
  dc: "http://purl.org/dc/elements/1.1/",
  dcat: "http://www.w3.org/ns/dcat#",
  foaf: "http://xmlns.com/foaf/0.1/",
  geo: "http://www.opengis.net/ont/geosparql#",
  geof: "http://www.opengis.net/def/function/geosparql/",
  org: "http://www.w3.org/ns/org#",
  schema: "https://schema.org/",
  time: "http://www.w3.org/2006/time#",
  wd: "http://www.wikidata.org/entity/",
  wdt: "http://www.wikidata.org/prop/direct/",
};

/** The marks for a sentence such as "… syntax error in line 2, column 24, …" or "… uses the prefix foaf: …". */
export function faultAt(message: string, view: EditorView): Diagnostic[] {
  const prefix = /prefix (\w+):/.exec(message)?.[1];
  if (prefix) return prefixFault(message, prefix, view);
  const place = /line (\d+), column (\d+)/.exec(message);
  if (!place) return [];
  const line = view.state.doc.line(Math.min(Number(place[1]), view.state.doc.lines));
  const from = Math.min(line.from + Number(place[2]) - 1, line.to);
  const [, misspelt, keyword] = /: (\S+) is not a keyword; did you mean (\S+)\?$/.exec(message) ?? [];
  if (misspelt && keyword) return [keywordFault(message, from, misspelt, keyword)];
  const to = Math.max(from, Math.min(from + 1, line.to));
  return [{ from: to > from ? from : Math.max(line.from, from - 1), to, severity: "error", message }];
}

function keywordFault(message: string, from: number, misspelt: string, keyword: string): Diagnostic {
  const to = from + misspelt.length;
  const mend = (target: EditorView) => target.dispatch({ changes: { from, to, insert: keyword } });
  return { from, to, severity: "error", message, actions: [{ name: `Write ${keyword}`, apply: mend }] };
}

function prefixFault(message: string, prefix: string, view: EditorView): Diagnostic[] {
  const from = view.state.doc.toString().indexOf(`${prefix}:`);
  if (from < 0) return [];
  const namespace = WELL_KNOWN[prefix];
  const declare = (target: EditorView) =>
    target.dispatch({ changes: { from: 0, insert: `PREFIX ${prefix}: <${namespace}>\n` } });
  const actions = namespace ? [{ name: `Declare ${prefix}:`, apply: declare }] : [];
  return [{ from, to: from + prefix.length + 1, severity: "error", message, actions }];
}
