export { pagesWebhook, webhook } from "../next.js";

/** The part of Next's configuration that matters here. */
interface NextConfig {
  serverExternalPackages?: string[];
}

const PACKAGE = "autosend-webhooks";

/**
 * Keeps Next from bundling the package, whose native addon is no JavaScript.
 *
 * @example
 * // next.config.ts
 * import { withAutoSendWebhooks } from "autosend-webhooks/next";
 *
 * export default withAutoSendWebhooks({ reactStrictMode: true });
 */
export function withAutoSendWebhooks<C extends object>(config: C = {} as C): C & NextConfig {
  const { serverExternalPackages = [] } = config as NextConfig;
  return { ...config, serverExternalPackages: [...new Set([...serverExternalPackages, PACKAGE])] };
}
