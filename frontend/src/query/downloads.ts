// Downloads of an answer, a link to it, and code for other programs.
import { element } from "../shared/dom";
import { addressOf, endpointOf, type State } from "./state";

const FORMATS = [
  ["csv", "CSV"],
  ["tsv", "TSV"],
  ["json", "JSON"],
  ["xml", "XML"],
] as const;

/** Links to the answer in each format, and to this page. */
export function downloads(state: State): HTMLElement[] {
  const items = FORMATS.map(([format, name]) => element("li", {}, element("a", { href: answerAddress(state, format) }, name)));
  const share = element("a", { href: addressOf(state, true) }, "Link to this answer");
  return [...items, element("li", {}, share)];
}

function answerAddress(state: State, format: string): string {
  const values = new URLSearchParams({ query: state.query, format });
  if (!state.infer) values.set("infer", "false");
  return `${endpointOf(state)}?${values}`;
}

/** The query as code: a heading and a text for each program. */
export function snippets(state: State): HTMLElement[] {
  const endpoint = new URL(endpointOf(state), location.href).href;
  return Object.entries({ curl, Python: python, R: r }).flatMap(([name, write]) => [
    element("h3", {}, name),
    element("pre", { tabindex: "0" }, write(endpoint, state)),
  ]);
}

function curl(endpoint: string, state: State): string {
  const infer = state.infer ? "" : " \\\n  --data-urlencode 'infer=false'";
  return `curl '${endpoint}' -H 'Accept: text/csv'${infer} \\\n  --data-urlencode 'query=${state.query.replaceAll("'", "'\\''")}'`;
}

function python(endpoint: string, state: State): string {
  const infer = state.infer ? "" : ', "infer": "false"';
  return `import csv, io, urllib.parse, urllib.request

query = ${JSON.stringify(state.query)}
data = urllib.parse.urlencode({"query": query${infer}}).encode()
request = urllib.request.Request("${endpoint}", data, {"Accept": "text/csv"})
with urllib.request.urlopen(request) as answer:
    rows = list(csv.DictReader(io.TextIOWrapper(answer, "utf-8")))`;
}

function r(endpoint: string, state: State): string {
  const infer = state.infer ? "" : ', infer = "false"';
  return `library(httr)
query <- ${JSON.stringify(state.query)}
answer <- POST("${endpoint}", body = list(query = query${infer}), encode = "form", accept("text/csv"))
rows <- read.csv(text = content(answer, "text", encoding = "UTF-8"))`;
}
