// Every page: suggestions under a search box, tables that sort and filter in place, and lists that an address opens.
import { loadable } from "./shared/rest";
import { filterable, sortable } from "./shared/sortable";
import { suggest, suggestNames } from "./shared/suggest";

for (const form of document.querySelectorAll<HTMLFormElement>("form.search")) suggest(form);
for (const input of document.querySelectorAll<HTMLInputElement>("input[data-names]")) suggestNames(input);
for (const table of document.querySelectorAll<HTMLTableElement>("table.sortable, table.list.whole")) sortable(table);
for (const form of document.querySelectorAll<HTMLFormElement>("form.list-filter")) filterable(form);
for (const paragraph of document.querySelectorAll<HTMLElement>("p.rest")) loadable(paragraph);
openNamed();
addEventListener("hashchange", openNamed);

/** Opens the list that the fragment of the address names, and those around it. */
function openNamed(): void {
  const named = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  for (let part = named?.closest("details"); part; part = part.parentElement?.closest("details")) part.open = true;
}
