// Formatting: one statement a line, two spaces a level, keywords in capitals. What a query means stays the same.
import { tokensOf, type Token } from "./tokens";

const CLAUSES = new Set(["WHERE", "ORDER", "GROUP", "HAVING", "LIMIT", "OFFSET", "PREFIX", "BASE", "SELECT", "CONSTRUCT", "ASK", "DESCRIBE", "FROM", "VALUES"]);
const IN_GROUPS = new Set(["OPTIONAL", "FILTER", "BIND", "MINUS", "GRAPH", "VALUES", "SERVICE", "UNION"]);
const LOWER = new Set(["a", "true", "false"]);

/** The query, formatted. */
export function formatted(query: string): string {
  const writer = new Writer();
  tokensOf(query).forEach((token, place, all) => writer.take(token, all[place - 1], all[place + 1]));
  return writer.text();
}

class Writer {
  private readonly lines: string[] = [];
  private line = "";
  private level = 0;
  private parentheses = 0;
  private continued = false; // within the predicates of one subject

  take(token: Token, before: Token | undefined, after: Token | undefined): void {
    const text = written(token, before);
    if (token.kind === "comment") return this.comment(token);
    if (text === "}") return this.close();
    if (this.begins(token, text, before)) this.newLine();
    this.add(text, before);
    if (text === "(" || text === "[") this.parentheses += 1;
    if (text === ")" || text === "]") this.parentheses -= 1;
    if (text === "{") this.open();
    else if (this.parentheses === 0) this.end(text, after);
  }

  text(): string {
    this.newLine();
    return `${this.lines.join("\n")}\n`;
  }

  private begins(token: Token, text: string, before: Token | undefined): boolean {
    if (token.kind !== "word" || this.parentheses > 0) return false;
    if (this.level > 0) return IN_GROUPS.has(text) && !(text === "UNION" && before?.text === "}");
    return CLAUSES.has(text) && !(text === "WHERE" && before?.text !== "}") && !(text === "ORDER" && before === undefined);
  }

  private add(text: string, before: Token | undefined): void {
    this.line += this.isTight(text, before) ? text : ` ${text}`;
  }

  /** Whether a token follows the one before it without a space. */
  private isTight(text: string, before: Token | undefined): boolean {
    if (!this.line || !before) return true;
    if (/^[,)\]]$/.test(text) || /[([!]$/.test(this.line)) return true;
    if (text === "^^" || before.text === "^^" || text.startsWith("@")) return true;
    if (text === "(") return before.kind === "word" && !SPACED.has(before.text.toUpperCase());
    return this.isInPath(text, before);
  }

  /** Whether a token goes on with a property path: its marks stand beside names and IRIs, those of arithmetic do not. */
  private isInPath(text: string, before: Token): boolean {
    const isStep = before.kind === "name" || before.kind === "iri" || before.text === ")" || before.text === "a";
    if (/^[/|*+?]$/.test(text)) return isStep;
    return /^[/|^]$/.test(before.text) && this.line.length > 1 && !this.line.endsWith(` ${before.text}`);
  }

  private end(text: string, after: Token | undefined): void {
    if (text === ";") this.newLine(true);
    else if (text === "." && after?.text !== "}") this.newLine();
  }

  private open(): void {
    this.newLine();
    this.level += 1;
  }

  private close(): void {
    this.newLine();
    this.level = Math.max(0, this.level - 1);
    this.line = "}";
    if (this.level > 0) this.newLine(); // UNION and the like go on in the next line
  }

  private comment(token: Token): void {
    const last = this.lines.length - 1;
    if (token.breaks === 0 && !this.line && last >= 0) {
      this.lines[last] += `  ${token.text}`;
      return;
    }
    const continues = this.continued;
    if (token.breaks > 0) this.newLine(continues);
    this.line += this.line ? `  ${token.text}` : token.text;
    this.newLine(continues);
  }

  private newLine(continues = false): void {
    if (this.line.trim()) this.lines.push("  ".repeat(this.level + (this.continued && this.line !== "}" ? 1 : 0)) + this.line.trim());
    this.line = "";
    this.continued = continues;
  }
}

/** Words before a parenthesis that are no functions. */
const SPACED = new Set(["FILTER", "IN", "AS", "BY", "DISTINCT", "HAVING", "VALUES", "SELECT", "BIND", "WHERE"]);

function written(token: Token, before: Token | undefined): string {
  if (token.kind !== "word" || token.text.startsWith("@") || LOWER.has(token.text)) return token.text;
  return before?.kind === "string" ? token.text : token.text.toUpperCase();
}
