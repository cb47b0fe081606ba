// With the addon and without it: one clock, memory that others write to, budgets before authentication, odd names.
import assert from "node:assert/strict";
import { once } from "node:events";
import { cp, mkdtemp, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, test } from "node:test";
import { createContext, runInContext } from "node:vm";
import { Worker } from "node:worker_threads";
import FakeTimers from "@sinonjs/fake-timers";
import { webhook } from "autosend-webhooks/express";
import * as testing from "autosend-webhooks/testing";
import axios from "axios";
import express from "express";
import Fastify from "fastify";
import httpMocks from "node-mocks-http";
import supertest from "supertest";

const require = createRequire(import.meta.url);
const { eventOf, signedRequest, TEST_SECRET } = testing;
const folder = await mkdtemp(join(tmpdir(), "autosend-webhooks-"));
after(() => rm(folder, { recursive: true }));
const copy = join(folder, "node_modules/autosend-webhooks");
const withoutAddon = (path) => !path.endsWith(".node");
await cp(dirname(require.resolve("autosend-webhooks/package.json")), copy, { recursive: true, filter: withoutAddon });

const BACKENDS = {
  native: require("autosend-webhooks"),
  pure: createRequire(join(folder, "x.js"))("autosend-webhooks"),
};
const deleted = () => eventOf("contact.deleted", { email: "ada@example.org" });

for (const [name, { backend, Verifier, WebhookError }] of Object.entries(BACKENDS)) {
  test(`${name}: it is at work`, () => assert.equal(backend, name));

  test(`${name}: a mocked clock is the clock`, () => {
    const verifier = new Verifier(TEST_SECRET);
    const request = signedRequest(deleted());
    const clock = FakeTimers.install({ now: new Date("2001-02-03T04:05:06Z") });
    try {
      assert.throws(() => verifier.verify(request.body, request.headers), { code: "timestamp_in_future" });
      const then = signedRequest(deleted());
      assert.equal(verifier.verify(then.body, then.headers).sentAt.getUTCFullYear(), 2001);
      const headers = verifier.sign("{}");
      assert.equal(Number(headers["X-Webhook-Timestamp"]), Date.now());
      clock.tick(400_000);
      assert.throws(() => verifier.verify(then.body, then.headers), { code: "timestamp_too_old" });
    } finally {
      clock.uninstall();
    }
  });

  test(`${name}: shared memory of any realm is copied before it is read`, () => {
    const { body, headers } = signedRequest(deleted());
    const foreign = runInContext(`new SharedArrayBuffer(${body.length})`, createContext());
    for (const buffer of [new SharedArrayBuffer(body.length), foreign]) {
      const view = new Uint8Array(buffer);
      view.set(body);
      for (const shared of [view, Buffer.from(buffer), new DataView(buffer), buffer]) {
        const delivery = new Verifier(TEST_SECRET).verify(shared, headers);
        view.fill(0);
        assert.equal(delivery.text, body.toString());
        view.set(body);
      }
    }
  });

  test(`${name}: what another thread writes meanwhile is not accepted`, async () => {
    const { body, headers } = signedRequest(eventOf("contact.deleted", { email: `a${"b".repeat(2000)}@example.org` }));
    const buffer = new SharedArrayBuffer(body.length);
    const view = new Uint8Array(buffer);
    view.set(body);
    const at = body.indexOf("ab");
    const writer = new Worker(
      `const { view, at } = require("node:worker_threads").workerData; for (;;) view[at] = view[at] === 97 ? 98 : 97;`,
      { eval: true, workerData: { view, at } },
    );
    const verifier = new Verifier(TEST_SECRET);
    try {
      for (let round = 0; round < 3000; round++) {
        try {
          const { text } = verifier.verify(view, headers);
          assert.equal(text, body.toString());
        } catch (error) {
          if (error.code !== "signature_mismatch") throw error;
        }
      }
    } finally {
      await writer.terminate();
    }
  });

  test(`${name}: bytes of another realm are bytes`, () => {
    const { body, headers } = signedRequest(deleted());
    const context = createContext({ bytes: [...body] });
    for (const code of [
      "new Uint8Array(bytes)",
      "new Uint8Array(bytes).buffer",
      "new DataView(new Uint8Array(bytes).buffer)",
    ]) {
      assert.equal(new Verifier(TEST_SECRET).verify(runInContext(code, context), headers).type, "contact.deleted");
    }
  });

  test(`${name}: no letter but that of ASCII is in a header's name`, () => {
    const { body, headers } = signedRequest(deleted());
    const disguised = Object.entries(headers).map(([name, value]) => [name.replace("k", "\u212a"), value]);
    for (const form of [disguised, Object.fromEntries(disguised), new Map(disguised), disguised.flat()]) {
      assert.throws(() => new Verifier(TEST_SECRET).verify(body, form), { code: "missing_signature" });
    }
  });

  test(`${name}: names that JavaScript's objects have are names like any other`, () => {
    const data = '{"constructor":"a","__proto__":{"b":1},"toString":2,"email":"x@example.org"}';
    for (const text of [
      `{"event":"contact.created","timestamp":"2025-11-12T10:30:00.000Z","data":${data}}`,
      `{"type":"contact.created","createdAt":"2025-11-12T10:30:00.000Z","data":${data}}`,
    ]) {
      const { body, headers } = signedRequest(text);
      const { event } = new Verifier(TEST_SECRET).verify(body, headers);
      assert.deepEqual(Object.keys(event.data).sort(), ["__proto__", "constructor", "email", "toString"]);
      assert.equal(Object.getPrototypeOf(event.data), Object.prototype);
    }
  });

  test(`${name}: half a character in a name is U+FFFD, and the last of equal names wins`, () => {
    const { body, headers } = signedRequest(
      '{"type":"contact.created","createdAt":"2025-11-12T10:30:00.000Z","data":{"\\ud800":1,"\\ufffd":2,"\\udfff":3,"\\\\ud800":4,"\\ud83d\\ude00":5}}',
    );
    const { event } = new Verifier(TEST_SECRET).verify(body, headers);
    assert.deepEqual(event.data, { "\ufffd": 3, "\\ud800": 4, "😀": 5 });
  });

  test(`${name}: budget`, { timeout: 120_000 }, () => {
    const verifier = new Verifier(TEST_SECRET);
    const good = signedRequest(deleted());
    // Processor time, in milliseconds: the machine has other things to do.
    const time = (call) => {
      const start = process.cpuUsage();
      try {
        call();
      } catch (error) {
        if (!(error instanceof WebhookError)) throw error;
      }
      const { user, system } = process.cpuUsage(start);
      return (user + system) / 1000;
    };
    /** Under a second, and not quadratic: twice as much takes at most three times as long. */
    const check = (what, size, make) => {
      const [one, two] = [make(size), make(2 * size)];
      // The best of some: caches are shared.
      let [short, long] = [Infinity, Infinity];
      const isLinear = () => {
        [short, long] = [Math.min(short, time(one)), Math.min(long, time(two))];
        return long < 1000 && (long < 20 || long <= 3 * short);
      };
      const rounds = Array.from({ length: 8 });
      assert.ok(rounds.some(isLinear), `${what}: ${short} ms, and ${long} ms for twice as much`);
    };
    const fillings = { spaces: " ", tabs: "\t", mixed: " \t", digits: "1", commas: ",", equals: "=", versions: "v1=" };
    for (const [filling, text] of Object.entries(fillings)) {
      const long = (size) => text.repeat(size / text.length);
      for (const [header, value] of Object.entries(good.headers)) {
        for (const make of [(fill) => fill + value, (fill) => value + fill, (fill) => `a${fill}a`, (fill) => fill]) {
          check(`${filling} in ${header}`, 32_768, (size) => {
            const headers = { ...good.headers, [header]: make(long(size)) };
            return () => verifier.verify(good.body, headers);
          });
        }
      }
      check(`${filling} in a name`, 32_768, (size) => {
        const headers = { ...good.headers, [`x-webhook-${long(size)}`]: "a" };
        return () => verifier.verify(good.body, headers);
      });
    }
    const bodies = {
      digits: "1",
      brackets: "[",
      objects: '{"a":',
      twice: '"a":1,',
      surrogates: "\\ud800",
      quotes: '"',
      backslashes: "\\",
    };
    for (const [filling, text] of Object.entries(bodies)) {
      for (const around of [
        ["", ""],
        ['{"type":"a","data":"', '"}'],
        ['{"type":"', '"}'],
        ['{"type":"a","data":{', '"a":1}}'],
      ]) {
        check(`a body of ${filling}`, 500_000, (size) => {
          const request = signedRequest(around.join(text.repeat(size / text.length)));
          return () => verifier.verify(request.body, request.headers);
        });
      }
    }
    check(
      "a body that is not authentic",
      500_000,
      (size) => () => verifier.verify(Buffer.alloc(size, "1"), good.headers),
    );
  });

  test(`${name}: errors of a class made of WebhookError, and deliveries in JSON and clones`, () => {
    class Mine extends WebhookError {}
    assert.ok(new Mine("body_too_large") instanceof WebhookError);
    assert.ok(new Mine("body_too_large") instanceof Mine);
    assert.ok(!(new WebhookError("body_too_large") instanceof Mine));
    assert.equal(JSON.parse(JSON.stringify(new Mine("body_too_large"))).code, "body_too_large");
    const { body, headers } = signedRequest(deleted());
    const delivery = new Verifier(TEST_SECRET).verify(body, headers);
    const { id, type, createdAt, sentAt, event } = delivery;
    const clone = structuredClone(delivery);
    assert.deepEqual(
      [clone.id, clone.type, clone.createdAt, clone.sentAt, clone.event],
      [id, type, createdAt, sentAt, event],
    );
    assert.deepEqual(JSON.parse(JSON.stringify(delivery)).event, event);
  });
}

test("two events of one moment are two", () => {
  const clock = FakeTimers.install({ now: 1_762_943_400_000 });
  try {
    const bodies = Array.from({ length: 100 }, () => signedRequest(deleted()).body.toString());
    assert.equal(new Set(bodies).size, 100);
    assert.equal(JSON.parse(bodies[0]).createdAt, new Date().toISOString());
    for (const body of bodies) assert.equal(Date.parse(JSON.parse(body).createdAt), Date.now());
  } finally {
    clock.uninstall();
  }
});

test("what the helpers make is sent as it is by common test tools", async () => {
  const app = express().all("/webhooks", webhook({ secret: TEST_SECRET }));
  const sent = () => signedRequest(deleted());
  const request = sent();
  assert.equal((await supertest(app).post("/webhooks").set(request.headers).send(request.body)).status, 200);
  const server = app.listen(0, "127.0.0.1");
  await once(server, "listening");
  try {
    const url = `http://127.0.0.1:${server.address().port}/webhooks`;
    const { headers, body } = sent();
    assert.equal((await axios.post(url, body, { headers })).status, 200);
    assert.equal((await fetch(url, sent())).status, 200);
  } finally {
    server.close();
  }
  const fastify = Fastify();
  fastify.register((await import("autosend-webhooks/fastify")).webhook, { secret: TEST_SECRET });
  const { method, headers, body } = sent();
  assert.equal((await fastify.inject({ method, url: "/webhooks", headers, payload: body })).statusCode, 200);
  await fastify.close();
});

for (const [what, body, status] of [
  ["bytes", (bytes) => bytes, 200],
  ["a parsed body", (bytes) => JSON.parse(bytes.toString()), 500],
]) {
  test(`a mocked request with ${what} is answered`, { timeout: 8000 }, async () => {
    const signed = signedRequest(deleted());
    const request = httpMocks.createRequest({ method: "POST", headers: signed.headers, body: body(signed.body) });
    const response = httpMocks.createResponse();
    await webhook({ secret: TEST_SECRET, log: () => {} })(request, response);
    assert.equal(response.statusCode, status);
  });
}
