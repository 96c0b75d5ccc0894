// Runs the unit tests of pure functions: bundles each file of tests/ and hands it to the test runner of Node.
import { build } from "esbuild";
import { spawnSync } from "node:child_process";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const tests = fileURLToPath(new URL("tests/", import.meta.url));
const names = (await readdir(tests)).filter((name) => name.endsWith(".test.ts"));
const folder = await mkdtemp(join(tmpdir(), "frontend-tests-"));
try {
  const entryPoints = names.map((name) => join(tests, name));
  await build({ entryPoints, outdir: folder, outExtension: { ".js": ".mjs" }, bundle: true, platform: "node", format: "esm" });
  const made = names.map((name) => join(folder, name.replace(/ts$/, "mjs")));
  process.exitCode = spawnSync(process.execPath, ["--test", ...made], { stdio: "inherit" }).status ?? 1;
} finally {
  await rm(folder, { recursive: true, force: true });
}
