/** Builds what a browser loads into the package: scripts, styles and the map's geometry, named by their content. */

import { createHash } from "node:crypto";
import { mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const HERE = dirname(fileURLToPath(import.meta.url));
const BUILT = join(HERE, "..", "src", "comity", "web", "built");
const ATLAS = join(HERE, "node_modules", "us-atlas");

/** Returns the bundled scripts and styles by their plain names. */
async function bundle() {
  const entries = ["src/site.ts", "src/site/theme-now.ts", "src/map.ts", "src/map.css"].map((entry) => join(HERE, entry));
  const made = await build({
    entryPoints: entries, bundle: true, minify: true, write: false, format: "esm", target: ["es2022"], outdir: BUILT, entryNames: "[name]",
    legalComments: "none", logLevel: "warning",
  });
  return made.outputFiles.map((file) => [file.path.slice(BUILT.length + 1), Buffer.from(file.contents)]);
}

/** Returns the geometry as JSON, made by the same TypeScript that the tests check. */
async function geometry() {
  const made = await build({
    entryPoints: [join(HERE, "geometry", "geometry.ts")], bundle: true, write: false, format: "esm", platform: "node",
  });
  const module = await import(`data:text/javascript;base64,${Buffer.from(made.outputFiles[0].contents).toString("base64")}`);
  const read = async (path) => JSON.parse(await readFile(path, "utf8"));
  const [topology, atlas, standing] = await Promise.all([
    read(join(ATLAS, "counties-albers-10m.json")), read(join(ATLAS, "package.json")),
    read(join(HERE, "geometry", "standing.json")),
  ]);
  const edition = `us-atlas ${atlas.version} (Census Bureau, 2017)`;
  return Buffer.from(JSON.stringify(module.makeGeometry(topology, edition, standing.standing_on)));
}

/** Writes a file and returns the name that tells its content. */
async function write(name, content) {
  const hash = createHash("sha256").update(content).digest("hex").slice(0, 10);
  const hashed = name.replace(/(\.\w+)$/, `-${hash}$1`);
  await writeFile(join(BUILT, hashed), content);
  return hashed;
}

await mkdir(BUILT, { recursive: true });
const files = [...(await bundle()), ["geometry.json", await geometry()]].sort(([a], [b]) => (a < b ? -1 : 1));
const manifest = {};
for (const [name, content] of files) manifest[name] = await write(name, content);
await writeFile(join(BUILT, ".manifest.json"), `${JSON.stringify(manifest, null, 2)}\n`);
await rename(join(BUILT, ".manifest.json"), join(BUILT, "manifest.json"));
const current = new Set(["manifest.json", ...Object.values(manifest)]);
for (const name of await readdir(BUILT)) if (!current.has(name)) await rm(join(BUILT, name));
