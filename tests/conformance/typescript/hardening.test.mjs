// node --test hardening.test.mjs, with the folder of a compiled package in SDK, and EDGE=1 to hide node:crypto from it:
// budgets before authentication, memory that other threads write to, one clock.
import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import { createContext, runInContext } from "node:vm";
import { Worker } from "node:worker_threads";

if (process.env.EDGE === "1") process.getBuiltinModule = undefined;
const load = (name) => import(pathToFileURL(join(process.env.SDK, "dist", `${name}.js`)).href);
const { Deduplicator, EVENT_TYPES, Verifier, WebhookError } = await load("index");
const { sample, sign, signedRequest, TEST_SECRET } = await load("testing");

const [TYPE] = EVENT_TYPES;
const verifier = new Verifier(TEST_SECRET);

/** Milliseconds; a refusal is as good as anything. */
function time(call) {
  const start = performance.now();
  try {
    call();
  } catch (error) {
    if (!(error instanceof WebhookError)) throw error;
  }
  return performance.now() - start;
}

/** Under a second, and not quadratic: twice as much takes at most three times as long. */
function checkBudget(what, size, make) {
  const [one, two] = [make(size), make(2 * size)];
  // The best of some: the machine has other things to do.
  let [short, long] = [Infinity, Infinity];
  const isLinear = () => {
    [short, long] = [Math.min(short, time(one)), Math.min(long, time(two))];
    return long < 1000 && (long < 20 || long <= 3 * short);
  };
  const rounds = Array.from({ length: 8 });
  assert.ok(rounds.some(isLinear), `${what}: ${short} ms, and ${long} ms for twice as much`);
}

test("budget of headers", { timeout: 60_000 }, () => {
  const { body, headers: good } = signedRequest(sample(TYPE));
  const fillings = { spaces: " ", tabs: "\t", mixed: " \t", digits: "1", commas: ",", equals: "=", versions: "v1=" };
  for (const [filling, text] of Object.entries(fillings)) {
    const fill = (size) => text.repeat(size / text.length);
    const check = (what, change) =>
      checkBudget(`${filling} ${what}`, 32_768, (size) => {
        const headers = { ...good, ...change(fill(size)) };
        return () => verifier.verify(body, headers);
      });
    for (const [name, value] of Object.entries(good)) {
      check(`before ${name}`, (long) => ({ [name]: long + value }));
      check(`after ${name}`, (long) => ({ [name]: value + long }));
      check(`within ${name}`, (long) => ({ [name]: `a${long}a` }));
      check(`alone in ${name}`, (long) => ({ [name]: long }));
      check(`in a name like ${name}`, (long) => ({ [name + long]: value }));
    }
  }
});

test("budget of bodies", { timeout: 60_000 }, () => {
  const fillings = {
    digits: "1",
    brackets: "[",
    objects: '{"a":',
    repeated: '"a":1,',
    surrogates: "\\ud800",
    quotes: '"',
    backslashes: "\\",
  };
  const places = [
    ["", ""],
    ['{"type":"a","data":"', '"}'],
    ['{"type":"', '"}'],
    ['{"type":"a","data":{', '"a":1}}'],
  ];
  for (const [filling, text] of Object.entries(fillings)) {
    const fill = (size) => text.repeat(size / text.length);
    for (const place of places) {
      checkBudget(`a body of ${filling}`, 500_000, (size) => {
        const { body, headers } = signedRequest(place.join(fill(size)));
        return () => verifier.verify(body, headers);
      });
    }
    const { headers } = signedRequest(sample(TYPE));
    checkBudget(`an unsigned body of ${filling}`, 500_000, (size) => {
      const body = new TextEncoder().encode(fill(size));
      return () => verifier.verify(body, headers);
    });
  }
});

test("shared memory of any realm is copied before it is read", () => {
  const { body, headers } = signedRequest(sample(TYPE));
  const text = new TextDecoder().decode(body);
  const foreign = runInContext(`new SharedArrayBuffer(${body.length})`, createContext());
  for (const buffer of [new SharedArrayBuffer(body.length), foreign]) {
    const view = new Uint8Array(buffer);
    for (const shared of [view, Buffer.from(buffer), new DataView(buffer), buffer]) {
      view.set(body);
      const delivery = verifier.verify(shared, headers);
      view.fill(0);
      assert.equal(delivery.text, text);
    }
  }
});

test("what another thread writes meanwhile is not accepted", { timeout: 60_000 }, async () => {
  const body = new TextEncoder().encode(sample(TYPE).replace("{", `{"flipped":"a${"b".repeat(2000)}",`));
  const headers = sign(body);
  const text = new TextDecoder().decode(body);
  const view = new Uint8Array(new SharedArrayBuffer(body.length));
  view.set(body);
  const writer = new Worker(
    `const { view, at } = require("node:worker_threads").workerData; for (;;) view[at] = view[at] === 97 ? 98 : 97;`,
    { eval: true, workerData: { view, at: text.indexOf("ab") } },
  );
  try {
    const outcomes = { accepted: 0, refused: 0 };
    const end = Date.now() + 30_000;
    while ((outcomes.accepted < 200 || outcomes.refused < 200) && Date.now() < end) {
      // The writer must get a turn even where there is one processor.
      if (outcomes.accepted % 100 === 0) await new Promise(setImmediate);
      try {
        assert.equal(verifier.verify(view, headers).text, text);
        outcomes.accepted++;
      } catch (error) {
        if (error.code !== "signature_mismatch") throw error;
        outcomes.refused++;
      }
    }
    assert.ok(outcomes.accepted > 0 && outcomes.refused > 0, JSON.stringify(outcomes));
  } finally {
    await writer.terminate();
  }
});

test("bytes of another realm are bytes", () => {
  const { body, headers } = signedRequest(sample(TYPE));
  const context = createContext({ bytes: [...body] });
  for (const code of [
    "new Uint8Array(bytes)",
    "new Uint8Array(bytes).buffer",
    "new DataView(new Uint8Array(bytes).buffer)",
  ]) {
    assert.equal(verifier.verify(runInContext(code, context), headers).type, TYPE);
  }
});

test("a mocked clock is the clock", (t) => {
  const request = signedRequest(sample(TYPE));
  t.mock.timers.enable({ apis: ["Date"], now: Date.parse("2001-02-03T04:05:06Z") });
  assert.throws(() => verifier.verify(request.body, request.headers), { code: "timestamp_in_future" });
  const then = signedRequest(sample(TYPE));
  assert.equal(verifier.verify(then.body, then.headers).sentAt.getUTCFullYear(), 2001);
  t.mock.timers.tick(400_000);
  assert.throws(() => verifier.verify(then.body, then.headers), { code: "timestamp_too_old" });

  const seen = new Deduplicator({ windowMs: 1000 });
  const now = new Date().toISOString();
  const fresh = signedRequest(sample(TYPE).replace(/"createdAt":\s*"[^"]*"/, `"createdAt":"${now}"`));
  const today = verifier.verify(fresh.body, fresh.headers);
  assert.equal(today.createdAt, now);
  assert.equal(seen.admit(today).outcome, "first");
  seen.done(today);
  assert.equal(seen.admit(today).outcome, "duplicate");
  t.mock.timers.tick(2000);
  assert.equal(seen.admit(today).outcome, "expired");
});
