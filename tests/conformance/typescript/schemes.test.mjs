// node --test schemes.test.mjs, with a folder of compiled packages in SCHEMES: `scheme-standard` and others, one for each way in
// which providers sign and send. What the requests with their outcomes can't say.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { pathToFileURL } from "node:url";

const folderOf = (name) => join(process.env.SCHEMES, `scheme-${name}`);
const load = (name, file = "index") => import(pathToFileURL(join(folderOf(name), "dist", `${file}.js`)).href);

/** A request of the shared cases, by its name. */
function shared(scheme, name) {
  const file = new URL(`../../../sdkgen/tests/schemes/${scheme}/requests/${scheme}.json`, import.meta.url);
  return JSON.parse(readFileSync(file, "utf8")).cases.find((it) => it.name === `${scheme}-${name}`);
}

async function deliveryOf(scheme, name) {
  const { Verifier } = await load(scheme);
  const { secrets, body, headers, now_ms: now, options = {} } = shared(scheme, name);
  const verifier = new Verifier(secrets, options.url === undefined ? {} : { url: options.url });
  return verifier.verifyAt(new TextEncoder().encode(body), headers, now);
}

test("an integer that a number would round is a bigint, wherever it stands, and others are numbers", async () => {
  const { data } = (await deliveryOf("types", "full")).event;
  assert.equal(data.long, -(2n ** 63n));
  assert.equal(data.gapped.b, 2n ** 63n - 1n);
  assert.equal(data.parent.long, 1);
  assert.equal((await deliveryOf("types", "beyond-doubles")).event.data.long, 2n ** 53n + 1n);
  assert.equal(data.number, 1e300);
});

test("what does not fit goes from the data, and its value is in the problem", async () => {
  const { event } = await deliveryOf("types", "in-a-map");
  assert.deepEqual(event.data.objects, { "a/b": { name: "n" } });
  assert.equal(event.problems.length, 1);
  assert.deepEqual(
    { ...event.problems[0] },
    { path: "/objects/a~1b/size", message: "is not an integer of 64 bits", value: "big" },
  );
  assert.deepEqual((await deliveryOf("types", "empty")).event.problems, [
    { path: "/any", message: "is missing" },
    { path: "/long", message: "is missing" },
  ]);
});

test("a delivery with a bigint can be printed", async () => {
  const printed = JSON.parse(JSON.stringify(await deliveryOf("types", "full")));
  assert.equal(printed.event.data.long, "-9223372036854775808");
});

test("a type that is known up to a part keeps its name in the delivery", async () => {
  const delivery = await deliveryOf("github", "new-action");
  assert.equal(delivery.type, "issues.zapped");
  assert.equal(delivery.event.type, "issues");
});

test("of a list the first 64 entries count, however many come", async () => {
  const { Verifier } = await load("standard");
  const { secrets, body, headers, now_ms: now } = shared("standard", "plain");
  const [, , [name, signature]] = headers;
  const other = `v1,${"A".repeat(43)}=`;
  const verify = (entries) => {
    const sent = [...headers.slice(0, 2), [name, entries.join(" ")]];
    return new Verifier(secrets).verifyAt(new TextEncoder().encode(body), sent, now).type;
  };
  assert.equal(verify([...Array(63).fill(other), signature]), "order.paid");
  assert.throws(() => verify([...Array(64).fill(other), signature]), { code: "signature_mismatch" });
  const start = performance.now();
  assert.throws(() => verify([...Array(100_000).fill(other), signature]), { code: "signature_mismatch" });
  assert.ok(performance.now() - start < 1000);
});

test("a form of more than a thousand fields is not sorted before it is authentic", async () => {
  const { Verifier } = await load("form");
  const { signedRequest, TEST_SECRET } = await load("form", "adapters/testing");
  const url = "https://example.com/";
  const verifier = new Verifier(TEST_SECRET, { url });
  const body = (fields) =>
    `payload=${encodeURIComponent('{"type":"order.paid","data":{}}')}${"&a=1".repeat(fields - 1)}`;
  const request = signedRequest(body(1000), { url });
  assert.equal(verifier.verify(request.body, request.headers).type, "order.paid");
  assert.throws(() => verifier.verify(new TextEncoder().encode(body(1001)), request.headers), {
    code: "signature_mismatch",
  });
});

test("a token is kept nowhere", async () => {
  const delivery = await deliveryOf("token", "bearer");
  assert.ok(!JSON.stringify([delivery.keptHeaders, delivery]).includes("hush"));
  assert.deepEqual(delivery.keptHeaders, {});
});

test("a URL that is signed has to be told, and one that is not has no effect", async () => {
  const { secrets, body, headers, options, now_ms: now } = shared("parts", "plain");
  const { Verifier } = await load("parts");
  const bytes = new TextEncoder().encode(body);
  assert.throws(() => new Verifier(secrets).verifyAt(bytes, headers, now), /Parts signs the URL/);
  assert.equal(new Verifier(secrets).verifyAt(bytes, headers, now, { url: options.url }).type, "order.paid");
  const { Verifier: Other } = await load("standard");
  assert.throws(() => new Other("whsec_AAAA", { url: options.url }), /url has no effect/);
});

test("the URL comes from the request where the platform tells it", async () => {
  const { webhook } = await load("parts", "adapters/fetch");
  const { sample, signedRequest, TEST_SECRET } = await load("parts", "adapters/testing");
  const url = "https://shop.example/hooks?x=1";
  const receive = webhook({ secret: TEST_SECRET, onAny: () => undefined });
  const send = async (to) => (await receive(new Request(to, signedRequest(sample("order.paid"), { url })))).status;
  assert.equal(await send(url), 200);
  assert.equal(await send(`${url}2`), 401);
});

test("without node:crypto Ed25519 is refused with what to do, and everything else works", async () => {
  const script = `
    process.getBuiltinModule = undefined;
    const { Verifier } = await import(${JSON.stringify(pathToFileURL(join(folderOf("public"), "dist/index.js")).href)});
    try { new Verifier("00".repeat(32)); } catch (error) { console.log(error.code, error.message); }
  `;
  const node = ["--conditions=edge-light", "--input-type=module", "--eval", script];
  assert.match(execFileSync(process.execPath, node, { encoding: "utf8" }), /^invalid_secret .*needs node:crypto/);
});

test("a public key verifies and signs nothing", async () => {
  const { Verifier } = await load("public");
  const { TEST_SECRET } = await load("public", "adapters/testing");
  assert.throws(() => new Verifier(TEST_SECRET.slice(64)).sign("{}"), /a public key signs nothing/);
  assert.ok(new Verifier(TEST_SECRET).sign("{}")["X-Signature-Ed25519"]);
});

/** A package with other data in one of its files, as another catalog would have it. */
async function changed(scheme, file, changes, use) {
  const folder = mkdtempSync(join(tmpdir(), "package-"));
  try {
    cpSync(join(folderOf(scheme), "dist"), join(folder, "dist"), { recursive: true });
    cpSync(join(folderOf(scheme), "package.json"), join(folder, "package.json"));
    symlinkSync(join(folderOf(scheme), "node_modules"), join(folder, "node_modules"));
    const path = join(folder, "dist/generated", `${file}.js`);
    let text = readFileSync(path, "utf8");
    for (const [from, to] of changes) {
      assert.ok(text.includes(from), from);
      text = text.replace(from, to);
    }
    writeFileSync(path, text);
    await use((name) => import(pathToFileURL(join(folder, "dist", `${name}.js`)).href));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

test("every event of a batch gets to its handlers, and one that is none refuses the request", () =>
  changed("token", "provider", [["batch: null", 'batch: ["events"]']], async (load) => {
    const { Webhooks } = await load("index");
    const seen = [];
    const webhooks = new Webhooks({
      secret: "hush",
      handlers: { "order.paid": (event, delivery) => void seen.push(event.data.id, delivery.events.length) },
      onUnknown: (event) => void seen.push(event.eventType),
      logger: { warn: () => undefined, error: () => undefined },
    });
    const receive = async (body) => {
      const bytes = new TextEncoder().encode(JSON.stringify(body));
      return (await webhooks.receive(bytes, { "x-gitlab-token": "hush" })).body.code;
    };
    const event = (type, id) => ({ type, timestamp: "2031-01-24T05:46:35Z", data: { id, amount: 1 } });
    const events = [event("order.paid", "a"), event("order.new", "b"), event("order.paid", "c")];
    assert.equal(await receive({ events }), undefined);
    assert.deepEqual(seen, ["a", 3, "order.new", "c", 3]);
    assert.equal(await receive({ events: [event("order.paid", "a"), 5] }), "body_not_object");
    assert.equal(await receive({ events: [] }), "missing_event_type");
    assert.equal(await receive({}), "body_not_object");
  }));

test("unions in unions are read in linear time", () =>
  // Parts that hold parts, with two variants that fit but for what the innermost one has.
  changed(
    "types",
    "shapes",
    [
      ['["size","long",0,0]]', '["size","long",0,0],["next",{"union":"Choice"},0,0]]'],
      ['[{"object":"Part"},[]]', '[{"object":"Part"},[]],[{"object":"Part"},[]],[{"list":{"union":"Choice"}},[]]'],
    ],
    async (load) => {
      const { ShapeReader } = await load("problems");
      let part = { name: 5 };
      for (let depth = 0; depth < 24; depth++) part = { name: "n", next: depth % 2 ? part : [part] };
      const start = performance.now();
      const reader = new ShapeReader();
      reader.object("Everything", { any: 1, long: 1, choice: part });
      assert.deepEqual(reader.problems, []);
      assert.ok(performance.now() - start < 500);
    },
  ));
