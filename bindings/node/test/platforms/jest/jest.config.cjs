const { join } = require("node:path");

const project = (displayName, backend, testEnvironment, customExportConditions) => ({
  displayName,
  rootDir: join(__dirname, ".."),
  testMatch: ["<rootDir>/jest/*.test.cjs"],
  testEnvironment,
  testEnvironmentOptions: { ...(customExportConditions && { customExportConditions }) },
  globals: { EXPECTED_BACKEND: backend, EXPECTED_WINDOW: testEnvironment === "jsdom" ? "object" : "undefined" },
  transform: { "receives\\.mjs$": join(__dirname, "transform.cjs") },
  moduleFileExtensions: ["js", "mjs", "cjs", "json", "node"],
});

module.exports = {
  projects: [
    project("node", "native", "node"),
    project("jsdom", "pure", "jsdom"),
    // What people set when a package for browsers fails in their tests.
    project("jsdom as node", "native", "jsdom", ["node", "node-addons"]),
  ],
};
