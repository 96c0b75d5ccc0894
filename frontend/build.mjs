// Bundles each entry of src/ into graph/web/static/bundle/, where the pages look for it.
import { build } from "esbuild";
import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { asOutlines, pointsOf } from "./outlines.mjs";

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
// Shapes of countries: the coarse scale at once, the fine one when the reader zooms in.
for (const scale of ["110m", "50m"]) {
  const world = asOutlines(JSON.parse(await readFile(path(`node_modules/world-atlas/countries-${scale}.json`), "utf8")));
  await writeFile(`${target}/countries-${scale}.json`, JSON.stringify(world));
  if (scale === "50m") await writeFile(`${target}/points.json`, JSON.stringify(pointsOf(world)));
}
