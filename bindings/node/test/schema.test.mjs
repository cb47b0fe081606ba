// Standard Schema objects accept what is typed and nothing else.
import assert from "node:assert/strict";
import { test } from "node:test";
import { EVENT_TYPES } from "autosend-webhooks";
import { eventSchema, eventSchemas } from "autosend-webhooks/schema";
import { payload } from "./support/vectors.mjs";

const validate = (schema, value) => schema["~standard"].validate(value);

test("every sample fits its schema, and no other", async () => {
  for (const type of EVENT_TYPES) {
    const event = JSON.parse(await payload("current", type));
    for (const [name, schema] of Object.entries(eventSchemas)) {
      const { value, issues } = validate(schema, event);
      if (name === type) assert.equal(value, event);
      else assert.deepEqual(issues[0].path, ["type"]);
    }
    assert.equal(validate(eventSchema, event).value, event);
    assert.deepEqual(
      validate(eventSchema, { ...event, data: 1, createdAt: "now" }).issues.map(({ path }) => path[0]),
      ["createdAt", "data"],
    );
  }
});

test("what is no event is none", () => {
  for (const value of [null, undefined, 1, "x", [], {}, { type: "constructor" }, { type: "unknown" }]) {
    assert.equal(validate(eventSchema, value).issues.length, 1);
  }
});
