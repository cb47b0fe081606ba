// What goes wrong, in each adapter alike: nothing is lost, nothing hangs, nothing is told to strangers.
import assert from "node:assert/strict";
import { Agent, request as httpRequest } from "node:http";
import { connect } from "node:net";
import { mock, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { Deduplicator } from "autosend-webhooks";
import { eventOf, signedRequest, TEST_SECRET } from "autosend-webhooks/testing";
import { ADAPTERS } from "./support/servers.mjs";

const SECRET_OF_A_STORE = "postgres://user:password@db";
const broken = () => new Error(SECRET_OF_A_STORE);
const never = () => new Promise(() => {});
const deleted = (name = Math.random()) => eventOf("contact.deleted", { email: `${name}@example.org` });

/** What a request is answered with, in good time. */
async function post(url, request) {
  const response = await fetch(url, { ...request, signal: AbortSignal.timeout(4000) });
  const text = await response.text();
  assert.ok(!text.includes("password"), text);
  return { status: response.status, body: JSON.parse(text), retry: response.headers.get("retry-after") };
}

const code = ({ status, body, retry }) => [status, body.code ?? (body.duplicate ? "duplicate" : "received"), retry];
const RECEIVED = [200, "received", null];
const DUPLICATE = [200, "duplicate", null];
const FAILED = [500, "handler_failed", null];
const IN_PROGRESS = [503, "in_progress", "1"];
/** Not the handlers: what is needed to verify did not come. */
const TIMED_OUT = [503, "timed_out", "1"];
const DEDUPLICATOR_FAILED = [503, "deduplicator_failed", "1"];

/** A fault of each adapter, by name; with what it needs. */
function forEach(name, run, { leaveOut = [] } = {}) {
  for (const [adapter, start] of Object.entries(ADAPTERS)) {
    if (leaveOut.some((one) => adapter.startsWith(one))) continue;
    test(`${adapter}: ${name}`, { timeout: 15_000 }, async (t) => {
      t.mock.method(console, "error", () => {});
      t.mock.method(console, "warn", () => {});
      const servers = [];
      const receiver = async (options) => {
        const server = await start({ secret: TEST_SECRET, log: () => {}, ...options });
        servers.push(server);
        return server;
      };
      try {
        await run(receiver);
      } finally {
        // At once: those whose work never ends wait for it as long as they may.
        await Promise.all(servers.map((server) => server.close()));
      }
    });
  }
}

/** Fails so many times. */
function failing(times, fail) {
  return mock.fn(() => (times-- > 0 ? fail() : undefined));
}

const FAILURES = {
  handler_fails: () => {
    throw broken();
  },
  handler_is_cancelled: async () => {
    await sleep(10_000, undefined, { signal: AbortSignal.timeout(10) });
  },
};

for (const [name, fail] of Object.entries(FAILURES)) {
  forEach(name, async (receiver) => {
    const { url } = await receiver({ onAny: failing(1, fail) });
    const request = signedRequest(deleted());
    assert.deepEqual(code(await post(url, request)), FAILED);
    assert.deepEqual(code(await post(url, request)), RECEIVED);
    assert.deepEqual(code(await post(url, request)), DUPLICATE);
  });
}

forEach("handler_times_out", async (receiver) => {
  const { url } = await receiver({ answerWithinMs: 60, onAny: () => sleep(250) });
  const request = signedRequest(deleted());
  assert.deepEqual(code(await post(url, request)), IN_PROGRESS);
  assert.deepEqual(code(await post(url, request)), IN_PROGRESS);
  await sleep(350);
  assert.deepEqual(code(await post(url, request)), DUPLICATE);
});

forEach("repeat_while_at_work", async (receiver) => {
  let end;
  const begun = new Promise((resolve) => {
    end = resolve;
  });
  let finish;
  const work = new Promise((resolve) => {
    finish = resolve;
  });
  const { url } = await receiver({
    onAny: () => {
      end();
      return work;
    },
  });
  const request = signedRequest(deleted());
  const first = post(url, request);
  await begun;
  assert.deepEqual(code(await post(url, request)), IN_PROGRESS);
  finish();
  assert.deepEqual(code(await first), RECEIVED);
  assert.deepEqual(code(await post(url, request)), DUPLICATE);
});

forEach(
  "response_cannot_be_sent",
  async (receiver) => {
    const gone = new AbortController();
    const handler = mock.fn(async () => {
      gone.abort();
      await sleep(100);
    });
    const { url } = await receiver({ onAny: handler });
    const request = signedRequest(deleted());
    await assert.rejects(fetch(url, { ...request, signal: gone.signal }));
    await sleep(250);
    assert.deepEqual(code(await post(url, request)), RECEIVED);
    assert.equal(handler.mock.callCount(), 2);
  },
  // Lambda's function hears nothing of it.
  { leaveOut: ["lambda"] },
);

/** A deduplicator of a user's, one method of which fails. */
function deduplicator(method, fail) {
  const seen = new Deduplicator();
  return {
    admit: async (delivery) => seen.admit(delivery),
    done: async (delivery) => seen.done(delivery),
    forget: async (delivery) => seen.forget(delivery),
    [method]: fail,
  };
}

const CALLBACKS = {
  callback_throws: () => {
    throw broken();
  },
  callback_rejects: async () => {
    await sleep(1);
    throw broken();
  },
  callback_never_settles: never,
};

for (const [name, fail] of Object.entries(CALLBACKS)) {
  forEach(name, async (receiver) => {
    const answer = async (options, event = deleted()) => {
      const { url } = await receiver({ answerWithinMs: 150, ...options });
      return code(await post(url, signedRequest(event)));
    };
    const fails = () => {
      throw broken();
    };
    assert.deepEqual(await answer({ deduplicator: deduplicator("admit", fail) }), DEDUPLICATOR_FAILED);
    assert.deepEqual(await answer({ deduplicator: deduplicator("done", fail) }), RECEIVED);
    assert.deepEqual(await answer({ deduplicator: deduplicator("forget", fail), onAny: fails }), FAILED);
    assert.deepEqual(await answer({ log: fail }), RECEIVED);
    assert.deepEqual(await answer({ onError: fail, onAny: fails }), FAILED);
    assert.deepEqual(await answer({ waitUntil: fail, answer: "at-once" }), RECEIVED);
    const old = eventOf("contact.deleted", {}, new Date(Date.now() - 2 * 86_400_000));
    const expired = await answer({ onExpired: fail }, old);
    assert.deepEqual(expired, name === "callback_never_settles" ? IN_PROGRESS : FAILED);
    const secret = await answer({ secret: fail });
    assert.deepEqual(secret, name === "callback_never_settles" ? TIMED_OUT : [500, "invalid_secret", null]);
  });
}

forEach("callback_returns_nonsense", async (receiver) => {
  for (const nonsense of [undefined, null, true, false, "First", "", {}, { outcome: "new" }]) {
    const handler = mock.fn();
    const { url } = await receiver({ deduplicator: deduplicator("admit", async () => nonsense), onAny: handler });
    assert.deepEqual(code(await post(url, signedRequest(deleted()))), DEDUPLICATOR_FAILED, String(nonsense));
    assert.equal(handler.mock.callCount(), 0);
  }
});

forEach("callback_claims_too_late", async (receiver) => {
  const seen = new Deduplicator();
  let ms = 150;
  const admit = async (delivery) => {
    const admission = seen.admit(delivery);
    await sleep(ms);
    return admission;
  };
  const { url } = await receiver({
    answerWithinMs: 60,
    deduplicator: { admit, done: (delivery) => seen.done(delivery), forget: (delivery) => seen.forget(delivery) },
  });
  const request = signedRequest(deleted());
  assert.deepEqual(code(await post(url, request)), DEDUPLICATOR_FAILED);
  await sleep(200);
  ms = 0;
  assert.deepEqual(code(await post(url, request)), RECEIVED);
});

/** Sends bytes as they come, over a connection of an agent's. */
function send(url, { headers, body, agent }) {
  return new Promise((resolve, reject) => {
    const request = httpRequest(url, { method: "POST", headers, agent, timeout: 4000 }, (response) => {
      let text = "";
      response.on("data", (chunk) => (text += chunk));
      response.on("end", () =>
        resolve({ status: response.statusCode, body: JSON.parse(text), port: request.localPort }),
      );
      response.on("error", reject);
    });
    request.on("error", reject);
    request.on("timeout", () => reject(new Error("no response")));
    if (typeof body === "function") body(request);
    else request.end(body);
  });
}

forEach("too_large_then_keep_alive", async (receiver) => {
  const { url } = await receiver({ maxBody: 10_000 });
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  try {
    for (const length of [11_000, 300_000]) {
      const large = signedRequest(eventOf("contact.deleted", { name: "a".repeat(length) }));
      const refused = await send(url, { ...large, agent });
      assert.deepEqual([refused.status, refused.body.code], [413, "body_too_large"]);
      const chunked = { ...large.headers, "transfer-encoding": "chunked" };
      assert.equal((await send(url, { ...large, headers: chunked, agent })).status, 413);
      assert.equal((await send(url, { ...signedRequest(deleted()), agent })).status, 200);
    }
  } finally {
    agent.destroy();
  }
});

forEach(
  "too_large_without_end",
  async (receiver) => {
    for (const method of ["POST", "PUT"]) {
      const { url } = await receiver({ maxBody: 10_000 });
      const { port, pathname } = new URL(url);
      // A client that goes on whatever it is answered.
      const socket = connect(Number(port), "127.0.0.1").resume();
      const names = Object.entries(signedRequest(deleted()).headers).map(([name, value]) => `${name}: ${value}\r\n`);
      const start = `${method} ${pathname} HTTP/1.1\r\nHost: localhost\r\n${names.join("")}Transfer-Encoding: chunked\r\n\r\n`;
      const chunk = Buffer.concat([Buffer.from("10000\r\n"), Buffer.alloc(0x10000), Buffer.from("\r\n")]);
      let sent = 0;
      await new Promise((resolve) => {
        socket.on("error", resolve).on("close", resolve).write(start);
        const pump = () => {
          while (sent < 200 * 1024 * 1024 && !socket.destroyed) {
            sent += chunk.length;
            if (!socket.write(chunk)) return socket.once("drain", pump);
          }
          socket.destroy();
        };
        pump();
      });
      assert.ok(sent < 64 * 1024 * 1024, `${method}: ${sent} bytes were taken`);
    }
  },
  // Of Nest on Express, the body parser reads first.
  { leaveOut: ["lambda", "nest on express"] },
);

forEach(
  "nothing_hangs",
  async (receiver) => {
    const { url } = await receiver({ answerWithinMs: 300 });
    const { headers } = signedRequest(deleted());
    const stalls = (request) => request.write("{");
    const slow = await send(url, { headers: { ...headers, "content-length": "100" }, body: stalls });
    assert.deepEqual([slow.status, slow.body.code], [503, "timed_out"]);
    assert.deepEqual(code(await post(url, signedRequest(""))), [400, "body_not_json", null]);
    assert.equal((await fetch(url, { signal: AbortSignal.timeout(4000) })).status, 405);
    assert.equal((await fetch(url, { method: "HEAD", signal: AbortSignal.timeout(4000) })).status, 405);
    const unsigned = await fetch(url, { method: "POST", signal: AbortSignal.timeout(4000) });
    assert.equal((await unsigned.json()).code, "missing_signature");
  },
  { leaveOut: ["lambda", "nest on express"] },
);

/** Those whose framework tells that it stops. */
const STOPPING = ["fastify", "nest on express", "nest on fastify"];
forEach(
  "close_waits_for_handlers",
  async (receiver) => {
    for (const [options, status] of [
      [{ answer: "at-once" }, 200],
      [{ answerWithinMs: 50 }, 503],
    ]) {
      let isOver = false;
      const onAny = async () => {
        await sleep(400);
        isOver = true;
      };
      const server = await receiver({ ...options, onAny });
      assert.equal((await post(server.url, signedRequest(deleted()))).status, status);
      assert.equal(isOver, false);
      await server.close();
      assert.equal(isOver, true);
    }
  },
  { leaveOut: Object.keys(ADAPTERS).filter((adapter) => !STOPPING.includes(adapter)) },
);

forEach(
  "platform_is_told_of_work",
  async (receiver) => {
    for (const [options, status] of [
      [{ answer: "at-once" }, 200],
      [{ answerWithinMs: 50 }, 503],
    ]) {
      const told = [];
      let isOver = false;
      const onAny = async () => {
        await sleep(200);
        isOver = true;
      };
      const { url } = await receiver({ ...options, onAny, waitUntil: (work) => void told.push(work) });
      assert.equal((await post(url, signedRequest(deleted()))).status, status);
      assert.deepEqual([told.length, isOver], [1, false]);
      await told[0];
      assert.equal(isOver, true);
    }
  },
  // Lambda's process stands still after its response.
  { leaveOut: ["lambda"] },
);
