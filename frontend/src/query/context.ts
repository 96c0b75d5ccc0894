// Where the cursor stands in a query: after PREFIX, or in a statement about a subject of some class.
import { tokensOf } from "./tokens";

/** Whether the text before the cursor declares a prefix; its beginning is what follows. */
export function inDeclaration(before: string): boolean {
  return /\bPREFIX\s+[\w.-]*$/i.test(before);
}

/** The class of the subject whose statement the cursor is in, as the query names it; empty if it names none. */
export function classAt(before: string, query: string): string {
  const subject = subjectAt(before);
  if (!subject) return "";
  const tokens = tokensOf(query).filter((token) => token.kind !== "comment");
  let current = "";
  let begins = true;
  let found = "";
  tokens.forEach((token, place) => {
    if (begins && (token.kind === "variable" || token.kind === "name" || token.kind === "iri")) current = token.text;
    const isType = token.text === "a" || token.text === "rdf:type";
    const type = tokens[place + 1];
    if (current === subject && isType && (type?.kind === "name" || type?.kind === "iri")) found ||= type.text;
    begins = token.text === "." || token.text === "{" || token.text === "}";
  });
  return found;
}

/** Whether the next term in the statement is a property: it stands after the subject, or after a semicolon. */
export function expectsProperty(before: string): boolean {
  const statement = statementOf(before);
  const last = statement.at(-1);
  return statement.length === 1 || last === ";";
}

function subjectAt(before: string): string {
  return statementOf(before)[0] ?? "";
}

/** The tokens of the statement that the cursor is in, without the word that is being written. */
function statementOf(before: string): string[] {
  const tokens = tokensOf(before.replace(/[\w:.-]*$/, "")).filter((token) => token.kind !== "comment");
  const ends = tokens.map((token) => token.text === "." || token.text === "{" || token.text === "}").lastIndexOf(true);
  return tokens.slice(ends + 1).map((token) => token.text);
}
