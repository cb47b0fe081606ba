// Lays out what a release publishes: `node scripts/release.mjs ADDONS OUT`.
//
// ADDONS holds one addon for each platform of platforms.json, named `PLATFORM.node`, each built on or for its platform.
// OUT gets a package for each, which npm installs on that platform only, and the package itself, which lists them.
// Platforms whose addon is missing are named and left out: there the pure verifier steps in.
import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "./platform.mjs";

const [addons, out] = process.argv.slice(2);
if (!addons || !out) throw new Error("usage: node scripts/release.mjs ADDONS OUT");

const legal = ["LICENSE", "THIRD-PARTY-LICENSES"];
const manifest = read(join(root, "package.json"));
const platforms = Object.entries(read(join(root, "scripts/platforms.json")));
const built = platforms.filter(([platform]) => existsSync(join(addons, `${platform}.node`)));

for (const [platform, { os, cpu, libc }] of built) {
  const folder = join(out, nameOf(platform));
  const file = `${platform}.node`;
  const { version, license, engines } = manifest;
  write(folder, {
    name: nameOf(platform),
    version,
    description: `The native addon of ${manifest.name} for ${platform}`,
    license,
    engines,
    main: file,
    files: [file, ...legal],
    os: [os],
    cpu: [cpu],
    ...(libc && { libc: [libc] }),
  });
  cpSync(join(addons, file), join(folder, file));
  for (const name of legal) cpSync(join(root, name), join(folder, name));
}

const main = join(out, manifest.name);
const optionalDependencies = Object.fromEntries(built.map(([platform]) => [nameOf(platform), manifest.version]));
const { devDependencies: _, scripts: __, ...published } = manifest;
write(main, { ...published, optionalDependencies });
for (const name of manifest.files) {
  cpSync(join(root, name), join(main, name), { recursive: true, filter: (path) => !path.endsWith(".node") });
}

for (const [platform, { target }] of platforms) {
  const isBuilt = built.some(([name]) => name === platform);
  console.log(`${isBuilt ? "ok     " : "missing"} ${platform} (${target})`);
}

function nameOf(platform) {
  return `${manifest.name}-${platform}`;
}

function read(path) {
  return JSON.parse(readFileSync(path, "utf8"));
}

function write(folder, manifest) {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "package.json"), `${JSON.stringify(manifest, null, 2)}\n`);
}
