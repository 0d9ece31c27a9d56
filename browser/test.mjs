/** Compiles the tests and runs them with node's own test runner. */

import { spawnSync } from "node:child_process";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const HERE = dirname(fileURLToPath(import.meta.url));
const tests = (await readdir(join(HERE, "test"))).filter((name) => name.endsWith(".test.ts"));
const folder = await mkdtemp(join(HERE, "node_modules", ".tests-"));
await build({
  entryPoints: tests.map((name) => join(HERE, "test", name)), bundle: true, platform: "node", format: "esm",
  outdir: folder, outExtension: { ".js": ".mjs" }, sourcemap: "inline",
});
const made = (await readdir(folder)).map((name) => join(folder, name));
const run = spawnSync(process.execPath, ["--test", "--enable-source-maps", ...made], { stdio: "inherit" });
await rm(folder, { recursive: true });
process.exit(run.status ?? 1);
