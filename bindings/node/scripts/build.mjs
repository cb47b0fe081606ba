// Compiles src/ to dist/: .js and .d.ts for `import`, .cjs and .d.cts for `require`.
import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { root } from "./platform.mjs";

const require = createRequire(import.meta.url);
const compiler = join(dirname(require.resolve("typescript/package.json")), "bin/tsc");

rmSync(join(root, "dist"), { recursive: true, force: true });
compile("tsconfig.cjs.json");
for (const file of readdirSync(join(root, "dist"), { recursive: true })) toCommonJs(join(root, "dist", file));
compile("tsconfig.json");

function compile(project) {
  execFileSync(process.execPath, [compiler, "--project", project], { cwd: root, stdio: "inherit" });
}

/** Gives a file and what it refers to the names that make them CommonJS whatever package.json says. */
function toCommonJs(path) {
  const renamed = path.replace(/\.(d\.)?(j|t)s$/, ".$1c$2s");
  if (renamed === path) return;
  const text = readFileSync(path, "utf8");
  writeFileSync(path, text.replace(/((?:from|require\(|import\() ?")(\.{1,2}\/[^"]+)\.js"/g, '$1$2.cjs"'));
  renameSync(path, renamed);
}
