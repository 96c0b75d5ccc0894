// SPARQL as tokens, for formatting and for looking at what a query is: strings, comments, IRIs and names stay whole.

export interface Token {
  kind: "comment" | "iri" | "string" | "name" | "variable" | "word" | "number" | "mark";
  text: string;
  /** How many line breaks stand before it. */
  breaks: number;
}

const TOKEN = new RegExp(
  [
    "(?<comment>#[^\\r\\n]*)",
    "(?<iri><[^<>\"{}|^`\\\\\\s]*>)",
    "(?<string>\"\"\"[^]*?\"\"\"|'''[^]*?'''|\"(?:[^\"\\\\\\r\\n]|\\\\.)*\"|'(?:[^'\\\\\\r\\n]|\\\\.)*')",
    "(?<name>[\\p{L}_][\\p{L}\\p{N}_.-]*:(?:[\\p{L}\\p{N}_:%\\\\-](?:[\\p{L}\\p{N}\\p{M}_:.%\\\\-]*[\\p{L}\\p{N}\\p{M}_:%\\\\-])?)?|:[\\p{L}\\p{N}_-]*)",
    "(?<variable>[?$][\\p{L}\\p{N}_]+)",
    "(?<word>@?[\\p{L}_][\\p{L}\\p{N}\\p{M}_-]*)",
    "(?<number>[0-9]+(?:\\.[0-9]+)?(?:[eE][+-]?[0-9]+)?)",
    "(?<mark>\\^\\^|&&|\\|\\||!=|<=|>=|\\S)",
  ].join("|"),
  "gu",
);

/** The tokens of a query, from the first to the last. */
export function tokensOf(query: string): Token[] {
  const tokens: Token[] = [];
  let end = 0;
  for (const match of query.matchAll(TOKEN)) {
    const [kind, text] = Object.entries(match.groups ?? {}).find(([, value]) => value !== undefined) as [Token["kind"], string];
    tokens.push({ kind, text, breaks: query.slice(end, match.index).split("\n").length - 1 });
    end = match.index + text.length;
  }
  return tokens;
}

/** The words of a query outside of braces, in capitals: its form and its modifiers. */
export function outerWords(query: string): string[] {
  let depth = 0;
  const words: string[] = [];
  for (const { kind, text } of tokensOf(query)) {
    if (text === "{") depth += 1;
    else if (text === "}") depth -= 1;
    else if (kind === "word" && depth === 0) words.push(text.toUpperCase());
  }
  return words;
}
