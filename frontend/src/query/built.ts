// Queries of the builder: one class, and conditions on its individuals. What is written here can be read back.

export interface Condition {
  /** A property, such as `wph:memberOf`. */
  property: string;
  /** The value as a term of SPARQL; empty where any value will do, which then is a column. */
  value: string;
  /** Whether individuals without the property are listed too. */
  optional: boolean;
}

export interface Built {
  /** A class, such as `wph:State`. */
  kind: string;
  conditions: Condition[];
}

/** The query for a choice of the builder. */
export function written({ kind, conditions }: Built): string {
  const subject = `?${variableOf(kind)}`;
  const columns = [subject];
  const lines = conditions.map(({ property, value, optional }) => {
    const term = value || free(`?${variableOf(property)}`, columns);
    if (!value) columns.push(term);
    const statement = `${subject} ${property} ${term} .`;
    return optional ? `  OPTIONAL { ${statement} }` : `  ${statement}`;
  });
  return [`SELECT DISTINCT ${columns.join(" ")} WHERE {`, `  ${subject} a ${kind} .`, ...lines, "}", ""].join("\n");
}

const STATEMENT = /(OPTIONAL \{ )?(\?\w+) (\S+) ((?:[^\s"]|"[^"]*")+) \.(?: \})?/g;

/** The choice that a query stands for, however its lines are broken; undefined where the builder cannot show it whole. */
export function read(query: string): Built | undefined {
  const text = onOneLine(query);
  const [type, ...others] = [...text.slice(text.indexOf("{") + 1).matchAll(STATEMENT)];
  if (!type) return undefined;
  const conditions = others.map(([, optional, , property, value]) => ({
    property: property!,
    value: value!.startsWith("?") ? "" : value!,
    optional: optional !== undefined,
  }));
  const built = { kind: type[4]!, conditions };
  return onOneLine(written(built)) === text ? built : undefined;
}

function onOneLine(query: string): string {
  return query.replace(/^\s*#.*$/gm, "").trim().replace(/\s+/g, " ");
}

function variableOf(name: string): string {
  const local = name.split(/[:#/]/).at(-1)!.replace(/\W/g, "") || "value";
  return local[0]!.toLowerCase() + local.slice(1);
}

function free(variable: string, taken: string[]): string {
  let name = variable;
  for (let number = 2; taken.includes(name); number += 1) name = `${variable}${number}`;
  return name;
}

/** What a reader typed as a term of SPARQL: a name with its prefix, an IRI, a number, a date; else undefined. */
export function termOf(text: string): string | undefined {
  const trimmed = text.trim();
  if (/^(<[^<>\s]+>|[\w-]+:[\w-]+|-?\d+(\.\d+)?|"[^"\\]*"(@\w+)?)$/.test(trimmed)) return trimmed;
  const [day] = /^\d{4}-\d\d-\d\d$/.exec(trimmed) ?? [];
  return day && `"${day}T00:00:00Z"^^xsd:dateTime`;
}
