// Keeps half a package from being packed: without the addon it would run the plain path, and nobody would notice.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { addonOf, here, root } from "./platform.mjs";

const isPlain = !["", "0", undefined].includes(process.env.AUTOSEND_WEBHOOKS_PURE);
if (!existsSync(join(root, "dist/index.js"))) refuse("dist/ is missing");
if (!existsSync(addonOf(here()))) {
  if (!isPlain) refuse(`addon/${here()}.node, the native half, is missing`);
  console.error("packing without the native half, as AUTOSEND_WEBHOOKS_PURE says");
}

function refuse(what) {
  console.error(`${what}: npm run build makes it. To pack the plain half alone, set AUTOSEND_WEBHOOKS_PURE=1.`);
  process.exit(1);
}
