// What the page shows, and its form as an address.

export interface State {
  query: string;
  day: string;
  infer: boolean;
  view: string;
  /** How the list of the answer is sorted, filtered and paged, as parameters. */
  list: string;
}

/** What the address says. */
export function readState(): { view: string; run: boolean; list: string } {
  const values = new URLSearchParams(location.search);
  return { view: values.get("view") ?? "", run: values.has("run"), list: listState(values) };
}

/** The address of a state; `run` makes it run when opened. */
export function addressOf(state: State, run: boolean): string {
  const values = new URLSearchParams({ query: state.query });
  if (state.day) values.set("at", state.day);
  if (!state.infer) values.set("infer", "false");
  if (state.view) values.set("view", state.view);
  for (const [name, value] of new URLSearchParams(state.list)) values.append(name, value);
  if (run) values.set("run", "1");
  return `/query?${values}`;
}

/** The path of the endpoint that answers for a state's day. */
export function endpointOf(state: State): string {
  return state.day ? `/at/${encodeURIComponent(state.day)}/sparql` : "/sparql";
}

/** What an address or a form says of the state of a list, as parameters; nothing of the query itself. */
export function listState(values: Iterable<[string, FormDataEntryValue]>): string {
  const kept = new URLSearchParams();
  for (const [name, value] of values) {
    if (typeof value === "string" && value && /^(sort|q|columns|page|is\..+)$/.test(name)) kept.append(name, value);
  }
  return kept.toString();
}
