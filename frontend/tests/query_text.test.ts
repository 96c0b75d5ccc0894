// What the query page makes of the text of a query: tokens, form, limit, context, formatting.
import assert from "node:assert/strict";
import { test } from "node:test";
import { read, termOf, written } from "../src/query/built";
import { classAt, expectsProperty, inDeclaration } from "../src/query/context";
import { nameOf, openDrafts, withRun } from "../src/query/drafts";
import { formatted } from "../src/query/format";
import { limited } from "../src/query/limit";
import { tokensOf } from "../src/query/tokens";

const QUERY = `prefix ex: <urn:ex#>
select distinct ?state (count(?ally) as ?n) where{?state a wph:State;wph:alliedWith/wph:memberOf* ?ally. # allies; all of them
optional{?ally rdfs:label ?label filter(lang(?label)="en"&&?n>1+2)} {?a ?b "x { y"@en} union {?a ?b '2'^^xsd:integer}} group by ?state order by desc(?n) limit 5`;

test("formatting gives each statement a line and keeps the tokens", () => {
  const made = formatted(QUERY);
  const plain = (text: string) => tokensOf(text).map((token) => token.text.toLowerCase());
  assert.deepEqual(plain(made), plain(QUERY));
  assert.match(made, /^PREFIX ex: <urn:ex#>\nSELECT DISTINCT \?state \(COUNT\(\?ally\) AS \?n\) WHERE \{\n {2}\?state a wph:State ;\n {4}wph:alliedWith\/wph:memberOf\* \?ally \. {2}# allies/);
  assert.match(made, /\n {2}OPTIONAL \{\n {4}\?ally rdfs:label \?label\n {4}FILTER \(LANG\(\?label\) = "en" && \?n > 1 \+ 2\)\n {2}\}\n/);
  assert.match(made, /\n\}\nGROUP BY \?state\nORDER BY DESC\(\?n\)\nLIMIT 5\n$/);
});

test("formatting twice changes nothing", () => {
  assert.equal(formatted(formatted(QUERY)), formatted(QUERY));
});

test("only rows without a limit of their own get one", () => {
  assert.match(limited("SELECT * WHERE { ?s ?p ?o }"), /\nLIMIT 1001$/);
  assert.match(limited("SELECT * { { SELECT ?s { ?s ?p ?o } LIMIT 3 } } # LIMIT 2"), /\nLIMIT 1001$/);
  for (const query of ["SELECT * { ?s ?p ?o } limit 5", "CONSTRUCT WHERE { ?s ?p ?o }", "ASK { ?s ?p 'SELECT' }"]) {
    assert.equal(limited(query), query);
  }
});

test("the class of the subject at the cursor is read from the query", () => {
  const query = "SELECT * { ?m a wph:FullMembership ; wph:member ?s . ?s a wph:State ; wph: }";
  const before = query.slice(0, query.lastIndexOf(" }"));
  assert.equal(classAt(before, query), "wph:State");
  assert.ok(expectsProperty(before));
  assert.ok(!expectsProperty("SELECT * { ?s wph:member ?"));
  assert.equal(classAt("SELECT * { ?x wph:", "SELECT * { ?x wph: }"), "");
  assert.ok(inDeclaration("PREFIX wp") && !inDeclaration("SELECT wp"));
});

test("what the builder writes is read back, and other queries are not", () => {
  const built = {
    kind: "wph:State",
    conditions: [
      { property: "wph:memberOf", value: "id:nato", optional: false },
      { property: "wph:capital", value: "", optional: true },
    ],
  };
  const query = written(built);
  assert.match(query, /^SELECT DISTINCT \?state \?capital WHERE \{\n {2}\?state a wph:State \.\n {2}\?state wph:memberOf id:nato \./);
  assert.deepEqual(read(query), built);
  assert.deepEqual(read(formatted(query)), built);
  assert.equal(read("SELECT * WHERE { ?s ?p ?o }"), undefined);
  assert.equal(read(query.replace("?capital WHERE", "?other WHERE")), undefined);
  assert.equal(termOf("1991-12-16"), '"1991-12-16T00:00:00Z"^^xsd:dateTime');
  assert.equal(termOf("NATO"), undefined);
});

test("an opened query gets a tab, an equal one is not opened twice, and the history lists a query once", () => {
  const draft = (query: string) => ({ query, day: "", infer: true });
  const kept = openDrafts(undefined, draft("a"));
  assert.deepEqual(openDrafts(kept, draft("b")), { tabs: [draft("a"), draft("b")], active: 1 });
  assert.equal(openDrafts(kept, draft("a")).tabs.length, 1);
  const run = (query: string, at: number) => ({ ...draft(query), at, result: "1 row" });
  assert.deepEqual(withRun([run("a", 1), run("b", 2)], run("b", 3)).map((one) => one.at), [3, 1]);
  assert.equal(nameOf(draft("PREFIX a: <urn:a>\n# Who is in NATO?\nSELECT * {}")), "Who is in NATO?");
});
