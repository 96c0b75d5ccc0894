// Asks the endpoint in the first argument with clients from npm, and fails when one gets another answer than expected.
import assert from "node:assert/strict";
import { QueryEngine } from "@comunica/query-sparql";
import { SparqlEndpointFetcher } from "fetch-sparql-endpoint";

const endpoint = process.argv[2];
const rows = "SELECT ?s { ?s <https://example.org/p/0> ?label } LIMIT 5";
const fetcher = new SparqlEndpointFetcher();

async function count(stream) {
  let found = 0;
  for await (const _ of stream) found += 1;
  return found;
}

assert.equal(await count(await fetcher.fetchBindings(endpoint, rows)), 5);
assert.equal(await fetcher.fetchAsk(endpoint, "ASK { ?s ?p ?o }"), true);
const graph = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o } LIMIT 7";
assert.equal(await count(await fetcher.fetchTriples(endpoint, graph)), 7);
console.log("fetch-sparql-endpoint: bindings, ask, triples");

// By its type, and by its description alone.
for (const source of [{ type: "sparql", value: endpoint }, endpoint]) {
  const bindings = await new QueryEngine().queryBindings(rows, { sources: [source] });
  assert.equal((await bindings.toArray()).length, 5);
}
console.log("Comunica: as an endpoint, and found out by the service description");
process.exit(0);
