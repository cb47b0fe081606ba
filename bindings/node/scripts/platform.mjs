// The platforms that have an addon, and this machine among them.
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = join(dirname(fileURLToPath(import.meta.url)), "..");

/** What is published, by the name of the platform. */
export const platforms = JSON.parse(readFileSync(join(root, "scripts/platforms.json"), "utf8"));

/** This machine's platform, as `addon/load.cjs` calls it. */
export function here() {
  const { platform, arch } = process;
  if (platform !== "linux") return `${platform}-${arch}`;
  const isGnu = process.report.getReport().header.glibcVersionRuntime !== undefined;
  return `${platform}-${arch}-${isGnu ? "gnu" : "musl"}`;
}

export function addonOf(platform) {
  return join(root, "addon", `${platform}.node`);
}
