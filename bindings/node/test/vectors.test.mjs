// Runs the shared vectors through the installed package, by `import` and by `require`.
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { test } from "node:test";
import * as esm from "autosend-webhooks";
import { groups, outcome } from "./support/vectors.mjs";

const cjs = createRequire(import.meta.url)("autosend-webhooks");

/** The forms in which frameworks hand over headers, where they can say what the vector says. */
const FORMS = {
  pairs: (headers) => headers,
  rawHeaders: (headers) => (headers.length > 0 ? headers.flat() : null),
  object(headers) {
    const object = {};
    for (const [name, value] of headers) object[name] = name in object ? [object[name], value].flat() : value;
    return object;
  },
  Headers(headers) {
    const names = headers.map(([name]) => name.toLowerCase());
    if (new Set(names).size < names.length) return null;
    // Headers takes line ends away from the ends of a value.
    if (headers.some(([, value]) => /[\r\n]/.test(value))) return null;
    try {
      return new Headers(headers);
    } catch {
      return null; // no client can send it
    }
  },
};

for (const [system, library] of Object.entries({ esm, cjs })) {
  const expected = process.env.EXPECTED_BACKEND ?? "native";
  test(`${system}: the ${expected} verifier is at work`, () => assert.equal(library.backend, expected));

  for (const [form, make] of Object.entries(FORMS)) {
    test(`${system}: every vector comes out as expected, headers as ${form}`, async () => {
      let count = 0;
      for await (const vector of groups()) {
        const headers = make(vector.headers);
        if (headers === null) continue;
        count++;
        assert.deepEqual(outcome(library, vector, headers), vector.expect, vector.name);
      }
      assert.ok(count > (form === "Headers" ? 800 : 900), `only ${count} vectors`);
    });
  }
}
