// Side by side, interleaved, in one process: this package, the provider's documented snippet, and general libraries.
// `node bench.mjs [--json] [--check]`; with --check a missed target is a failure.
import { createHmac, timingSafeEqual } from "node:crypto";
import { Verifier } from "autosend-webhooks";
import { Webhook as StandardWebhook } from "standardwebhooks";
import { Stripe } from "stripe";
import { Webhook as SvixWebhook } from "svix";

const SECRET = "whsec_4f6d1c2b9a8e7d6c5b4a39281706f5e4";
const ROUNDS = 15;
const SLICE_MS = 30;
const OURS = "autosend-webhooks";
const SNIPPET = "the provider's snippet";

/** An `email.bounced` of some size; what the members don't fill goes into the mail server's words. */
function body(size, filler) {
  const data = {
    emailId: "69145fcba1b2c3d4e5f60103",
    from: "hi@shop.example.com",
    to: { email: "no-one@example.org" },
    subject: "Hi",
    test: false,
    reason: "",
  };
  const details = {
    campaignId: "68f0c2b7a1b2c3d4e5f60c01",
    templateId: "68f0c2b7a1b2c3d4e5f60d02",
    batchId: "68f0c2b7a1b2c3d4e5f60e03",
    bounceType: "Permanent",
    bounceSubType: "NoEmail",
  };
  const print = (data) =>
    Buffer.from(JSON.stringify({ type: "email.bounced", createdAt: "2025-11-12T10:29:56.118Z", data }));
  const whole = print({ ...data, ...details }).length < size ? { ...data, ...details } : data;
  while (print(whole).length < size) whole.reason += filler;
  return print(whole);
}

const TRANSPORT = {
  host: "shop.example.com",
  "content-type": "application/json",
  "user-agent": "AutoSend-Webhooks/1.0",
  accept: "*/*",
  "accept-encoding": "gzip, deflate, br",
  "x-forwarded-for": "203.0.113.7",
  "x-forwarded-proto": "https",
  connection: "close",
};
const lower = (headers) =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));

function ours(body) {
  const verifier = new Verifier(SECRET);
  const headers = { ...TRANSPORT, ...lower(verifier.sign(body, { deliveryId: "deliver-webhook-123456" })) };
  return () => verifier.verify(body, headers).event;
}

/** As the documentation shows it, over the raw body, with the check of the timestamp that it recommends. */
function snippet(body) {
  const headers = { ...TRANSPORT, ...lower(new Verifier(SECRET).sign(body)) };
  return () => {
    const signature = headers["x-webhook-signature"];
    const age = (Date.now() - Number(headers["x-webhook-timestamp"])) / 1000;
    if (!(age < 300 && age > -60)) throw new Error("stale");
    const expected = createHmac("sha256", SECRET).update(body).digest("hex");
    const [one, other] = [Buffer.from(signature), Buffer.from(expected)];
    if (one.length !== other.length || !timingSafeEqual(one, other)) throw new Error("forged");
    return JSON.parse(body.toString());
  };
}

function standard(Webhook, prefix) {
  return (body) => {
    const webhook = new Webhook(SECRET);
    const now = new Date();
    const headers = {
      ...TRANSPORT,
      [`${prefix}-id`]: "msg_2KWPBgLlAfxdpx2AI54pPJ85f4W",
      [`${prefix}-timestamp`]: String(Math.floor(now / 1000)),
      [`${prefix}-signature`]: webhook.sign("msg_2KWPBgLlAfxdpx2AI54pPJ85f4W", now, body.toString()),
    };
    return () => webhook.verify(body, headers);
  };
}

function stripe(body) {
  const stripe = new Stripe("sk_test_x");
  const header = stripe.webhooks.generateTestHeaderString({ payload: body.toString(), secret: SECRET });
  return () => stripe.webhooks.constructEvent(body, header, SECRET);
}

const ASCII = "550 5.1.1 <no-one@example.org>: Recipient address rejected: User unknown. ";
const OTHER = "Empfängeradresse zurückgewiesen: 宛先が見つかりません。 ";
const RIVALS = {
  [OURS]: ours,
  [SNIPPET]: snippet,
  stripe,
  svix: standard(SvixWebhook, "svix"),
  standardwebhooks: standard(StandardWebhook, "webhook"),
};
const TWO = { [OURS]: ours, [SNIPPET]: snippet };
const GROUPS = {
  "verify + event, 700 bytes": [body(700, "x"), RIVALS],
  "verify + event, 250 bytes": [body(250, "x"), TWO],
  "verify + event, 64 KiB of ASCII": [body(65_536, ASCII), TWO],
  "verify + event, 64 KiB, not ASCII": [body(65_536, OTHER), TWO],
};
const [BY_SIZE] = Object.keys(GROUPS);
const TARGETS = [
  [BY_SIZE, SNIPPET, 2],
  [BY_SIZE, "stripe", 3],
  [BY_SIZE, "svix", 6],
  [BY_SIZE, "standardwebhooks", 6],
  ...Object.keys(GROUPS)
    .slice(1)
    .map((group) => [group, SNIPPET, 1]),
];

let _sink;

function run(work, times) {
  const start = process.hrtime.bigint();
  for (let round = 0; round < times; round++) _sink = work();
  return Number(process.hrtime.bigint() - start) / times;
}

function quantile(values, percent) {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.floor(((sorted.length - 1) * percent) / 100)];
}

/** The middle, and where the lowest and the highest tenth end. */
function spread(values) {
  return { median: quantile(values, 50), p10: quantile(values, 10), p90: quantile(values, 90) };
}

const rows = Object.entries(GROUPS).flatMap(([group, [body, rivals]]) =>
  Object.entries(rivals).map(([name, make]) => ({ group, name, work: make(body), nanos: [] })),
);
for (const row of rows) {
  // Until the compiler has done what it does.
  for (const end = Date.now() + 150; Date.now() < end; ) run(row.work, 50);
  row.times = Math.max(1, Math.round((SLICE_MS * 1e6) / run(row.work, 200)));
}
for (let round = 0; round < ROUNDS; round++) {
  const turned = [...rows.slice((round * 5) % rows.length), ...rows.slice(0, (round * 5) % rows.length)];
  for (const row of round % 2 ? turned.reverse() : turned) row.nanos.push(run(row.work, row.times));
}

const measures = rows.map(({ group, name, nanos }) => {
  const base = rows.find((row) => row.group === group).nanos;
  const ratios = nanos.map((value, round) => value / base[round]);
  return { group, name, nanos: spread(nanos), ratio: spread(ratios) };
});
const targets = TARGETS.map(([group, name, wanted]) => {
  const measured = measures.find((row) => row.group === group && row.name === name).ratio;
  return { what: `${group}: times as fast as ${name}`, wanted, measured, met: measured.median >= wanted };
});

if (process.argv.includes("--json")) {
  console.log(JSON.stringify({ node: process.version, measures, targets }, null, 2));
} else {
  for (const group of Object.keys(GROUPS)) {
    console.log(
      `${`${group} (Node ${process.versions.node})`.padEnd(54)} ${"median ns".padStart(10)} ${"p10 - p90".padStart(19)} ${"ratio".padStart(8)}`,
    );
    for (const { name, nanos, ratio } of measures.filter((row) => row.group === group)) {
      const range = `${nanos.p10.toFixed(0)} - ${nanos.p90.toFixed(0)}`;
      console.log(
        `  ${name.padEnd(52)} ${nanos.median.toFixed(0).padStart(10)} ${range.padStart(19)} ${ratio.median.toFixed(2).padStart(8)}`,
      );
    }
    console.log();
  }
  for (const { what, wanted, measured, met } of targets) {
    const [median, p10, p90] = [measured.median, measured.p10, measured.p90].map((ratio) => ratio.toFixed(2));
    console.log(`${met ? "PASS" : "MISS"} ${what}, at least ${wanted}: ${median} (${p10} - ${p90})`);
  }
}
if (process.argv.includes("--check") && targets.some(({ met }) => !met)) process.exit(1);
