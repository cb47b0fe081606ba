import { defineConfig } from "vitest/config";

const inline = { server: { deps: { inline: ["autosend-webhooks"] } } };

const project = (name, environment, window, backend, more = {}) => ({
  test: { name, environment, include: ["vitest/*.test.mjs"], provide: { window, backend }, ...more },
});

export default defineConfig({
  test: {
    projects: [
      project("node", "node", "undefined", "native"),
      project("node, transformed", "node", "undefined", "native", inline),
      project("jsdom", "jsdom", "object", "native"),
      project("jsdom, transformed", "jsdom", "object", "native", inline),
    ],
  },
});
