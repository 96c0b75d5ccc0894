// Bundles each entry of src/ into graph/web/static/bundle/, where the pages look for it.
import { build } from "esbuild";
import { mkdir, readdir, rm, cp } from "node:fs/promises";
import { fileURLToPath } from "node:url";

const here = new URL(".", import.meta.url);
const path = (relative) => fileURLToPath(new URL(relative, here));
const target = path("../graph/web/static/bundle/");

const names = (await readdir(path("src/"))).filter((name) => name.endsWith(".ts"));

await rm(target, { recursive: true, force: true });
await mkdir(target, { recursive: true });
await build({
  entryPoints: names.map((name) => path(`src/${name}`)),
  outdir: target,
  bundle: true,
  splitting: true,
  format: "esm",
  target: "es2022",
  minify: true,
  legalComments: "linked",
  logLevel: "warning",
});
// Shapes of countries, at the coarsest scale that still shows small states as areas.
await cp(path("node_modules/world-atlas/countries-110m.json"), `${target}/countries-110m.json`);
await cp(path("node_modules/world-atlas/countries-50m.json"), `${target}/countries-50m.json`);
