// The rows that a page shows: a query without a limit of its own is fetched up to one more row than that.
import { outerWords } from "./tokens";

export const SHOWN_ROWS = 1000;

/** The query with a limit, if it selects rows and has none; else as it is. */
export function limited(query: string): string {
  const words = outerWords(query);
  const isLimited = words.includes("LIMIT") || words.includes("VALUES");
  return words.includes("SELECT") && !isLimited ? `${query.trimEnd()}\nLIMIT ${SHOWN_ROWS + 1}` : query;
}
