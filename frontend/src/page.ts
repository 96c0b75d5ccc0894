// Every page: suggestions under a search box, and tables that sort.
import { sortable } from "./shared/sortable";
import { suggest } from "./shared/suggest";

for (const form of document.querySelectorAll<HTMLFormElement>("form.search")) suggest(form);
for (const table of document.querySelectorAll<HTMLTableElement>("table.sortable")) sortable(table);
