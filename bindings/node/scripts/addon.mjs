// Builds the native addon, for this machine or for a platform of platforms.json: `node scripts/addon.mjs [PLATFORM]`.
import { execFileSync } from "node:child_process";
import { copyFileSync, renameSync } from "node:fs";
import { join } from "node:path";
import { addonOf, here, platforms, root } from "./platform.mjs";

const platform = process.argv[2] ?? here();
if (!(platform in platforms)) {
  throw new Error(`there is no platform ${platform}: ${Object.keys(platforms).join(", ")}`);
}
const { target } = platforms[platform];
const build = ["build", "--release", "--package", "autosend-webhooks-node"];
// A target that is named has a folder of its own, and shares nothing with what was compiled before.
if (platform !== here()) build.push("--target", target);
const env = { ...process.env };
// Musl links statically otherwise, which a library can't.
if (target.endsWith("-musl")) env.RUSTFLAGS = `${env.RUSTFLAGS ?? ""} -C target-feature=-crt-static`;
const printed = execFileSync("cargo", [...build, "--message-format", "json-render-diagnostics"], {
  cwd: root,
  env,
  stdio: ["ignore", "pipe", "inherit"],
  maxBuffer: 1 << 30,
});
const library = printed
  .toString()
  .split("\n")
  .filter((line) => line.startsWith("{"))
  .map((line) => JSON.parse(line))
  .filter((message) => message.reason === "compiler-artifact" && message.target.name === "autosend_webhooks_node")
  .flatMap((message) => message.filenames)
  .find((file) => /\.(so|dylib|dll)$/.test(file));
const addon = addonOf(platform);
// Never written over: a running Node has it mapped.
copyFileSync(library, `${addon}.new`);
renameSync(`${addon}.new`, addon);
console.log(`${join("addon", `${platform}.node`)} (${target})`);
