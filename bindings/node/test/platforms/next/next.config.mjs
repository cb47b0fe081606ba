import { fileURLToPath } from "node:url";
import { withAutoSendWebhooks } from "autosend-webhooks/next";

const root = fileURLToPath(new URL("..", import.meta.url));
const bundler = process.env.NEXT_BUNDLER;

export default withAutoSendWebhooks({
  distDir: `.next-${bundler}`,
  pageExtensions: ["js", "jsx", `${bundler}.js`],
  turbopack: { root },
  outputFileTracingRoot: root,
});
