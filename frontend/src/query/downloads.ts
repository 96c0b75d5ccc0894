// Downloads of an answer, a link to it, and code for other programs.
import { element } from "../shared/dom";
import type { Page } from "./list";
import { addressOf, endpointOf, type State } from "./state";

type Kind = Page["kind"];

// Each with the name that the endpoint knows it by, and the ending of a file.
const OF_BOOLEANS = [["json", "JSON", "srj"], ["xml", "XML", "srx"], ["csv", "CSV", "csv"]] as const;
const OF_GRAPHS = [
  ["turtle", "Turtle", "ttl"],
  ["ntriples", "N-Triples", "nt"],
  ["jsonld", "JSON-LD", "jsonld"],
  ["rdfxml", "RDF/XML", "rdf"],
] as const;

/** Links to the answer in each format that it can have, and to this page; a list has its own. */
export function downloads(state: State, kind: Kind): HTMLElement[] {
  if (kind === "bindings") return [];
  const items = (kind === "graph" ? OF_GRAPHS : OF_BOOLEANS).map(([format, name, ending]) => {
    const link = { href: answerAddress(state, format), download: `answer.${ending}` };
    return element("li", {}, element("a", link, name));
  });
  const share = element("a", { href: addressOf(state, true) }, "Link to this answer");
  return [...items, element("li", {}, share)];
}

function answerAddress(state: State, format: string): string {
  const values = new URLSearchParams({ query: state.query, format });
  if (!state.infer) values.set("infer", "false");
  return `${endpointOf(state)}?${values}`;
}

/** The query as code that runs as it stands: a heading and a text for each program. */
export function snippets(state: State, kind: Kind): HTMLElement[] {
  const endpoint = new URL(endpointOf(state), location.href).href;
  return Object.entries(programs(endpoint, state, kind)).flatMap(([name, text]) => [
    element("h3", {}, name),
    element("pre", { tabindex: "0", "data-program": name.toLowerCase() }, text),
  ]);
}

/** The program in each language that prints the answer: CSV, or Turtle if it is a graph. */
export function programs(endpoint: string, state: Pick<State, "query" | "infer">, kind: Kind): Record<string, string> {
  const type = kind === "graph" ? "text/turtle" : "text/csv";
  const fields = { query: state.query, ...(state.infer ? {} : { infer: "false" }) };
  return {
    curl: curl(endpoint, fields, type),
    Python: python(endpoint, fields, type),
    R: r(endpoint, fields, type),
    JavaScript: javascript(endpoint, fields, type),
  };
}

type Fields = Record<string, string>;

function curl(endpoint: string, fields: Fields, type: string): string {
  const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;
  const data = Object.entries(fields).map(([name, value]) => ` \\\n  --data-urlencode ${quoted(`${name}=${value}`)}`);
  return `curl -sS ${quoted(endpoint)} -H 'Accept: ${type}'${data.join("")}`;
}

// A text in JSON is one in Python, R and JavaScript too.
const literals = (fields: Fields, pair: (name: string, value: string) => string): string =>
  Object.entries(fields).map(([name, value]) => pair(name, JSON.stringify(value))).join(", ");

function python(endpoint: string, fields: Fields, type: string): string {
  const rows = type === "text/csv";
  return `${rows ? "import csv\nimport io\n" : ""}import urllib.parse
import urllib.request

fields = {${literals(fields, (name, value) => `"${name}": ${value}`)}}
request = urllib.request.Request(
    ${JSON.stringify(endpoint)}, urllib.parse.urlencode(fields).encode(), {"Accept": "${type}"}
)
with urllib.request.urlopen(request) as answer:
    text = answer.read().decode()
${rows ? "for row in csv.DictReader(io.StringIO(text)):\n    print(row)" : "print(text)"}`;
}

function r(endpoint: string, fields: Fields, type: string): string {
  const format = type === "text/csv" ? "csv" : "turtle";
  const values = literals({ ...fields, format }, (name, value) => `${name} = ${value}`);
  const read = type === "text/csv" ? "print(read.csv(address, encoding = \"UTF-8\"))" : "writeLines(readLines(address, encoding = \"UTF-8\"))";
  return `fields <- c(${values})
pairs <- paste0(names(fields), "=", vapply(fields, URLencode, "", reserved = TRUE), collapse = "&")
address <- paste0(${JSON.stringify(endpoint)}, "?", pairs)
${read}`;
}

function javascript(endpoint: string, fields: Fields, type: string): string {
  return `const body = new URLSearchParams({ ${literals(fields, (name, value) => `${name}: ${value}`)} });
fetch(${JSON.stringify(endpoint)}, { method: "POST", body, headers: { Accept: "${type}" } })
  .then((answer) => answer.text())
  .then((text) => console.log(text));`;
}
