// Run by vitest, in the environments that vitest.config.mjs names.

import * as library from "autosend-webhooks";
import { backend, Webhooks } from "autosend-webhooks";
import * as testing from "autosend-webhooks/testing";
import { expect, inject, test, vi } from "vitest";
import { EXPECTED, receives } from "../receives.mjs";

test("a signed request verifies, a forged one is refused", () => {
  expect(receives(library, testing)).toEqual(EXPECTED);
  expect(typeof window).toBe(inject("window"));
  expect(backend).toBe(inject("backend"));
});

test("a registry from before the modules were reset is one", async () => {
  vi.resetModules();
  const again = await import("autosend-webhooks");
  expect(new Webhooks()).toBeInstanceOf(again.Webhooks);
});
