// The provider's own npm client, pointed at `autosend-webhooks dev` by its baseUrl and otherwise unchanged.
// AUTOSEND_WEBHOOKS_CLI is the built command line.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { createHmac } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:http";
import { createInterface } from "node:readline";
import { after, before, test } from "node:test";
import { Autosend } from "autosendjs";

/** What the receiver got: `{ headers, body }`. */
const received = [];
let dev, receiver, address, secret, autosend;

before(async () => {
  dev = spawn(process.env.AUTOSEND_WEBHOOKS_CLI, ["dev", "--port", "0", "--json", "--time-scale", "20"], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [line] = await once(createInterface(dev.stdout), "line");
  address = JSON.parse(line);
  receiver = createServer((request, response) => {
    const chunks = [];
    request.on("data", (chunk) => chunks.push(chunk));
    request.on("end", () => {
      received.push({ headers: request.headers, body: Buffer.concat(chunks) });
      response.end();
    });
  }).listen(0, "127.0.0.1");
  await once(receiver, "listening");
  const url = `http://127.0.0.1:${receiver.address().port}/`;
  const events = ["email.sent", "email.delivered", "email.bounced", "email.opened", "email.clicked"];
  const response = await fetch(`${address.url}/v1/webhooks`, {
    method: "POST",
    headers: { authorization: `Bearer ${address.apiKey}`, "content-type": "application/json" },
    body: JSON.stringify({ url, events }),
  });
  secret = (await response.json()).data.webhook.secret;
  autosend = new Autosend(address.apiKey, { baseUrl: `${address.url}/v1` });
});

after(() => {
  dev.kill("SIGKILL");
  receiver.close();
  receiver.closeAllConnections();
});

/** The events of a mail, once there are so many. */
async function eventsOf(matches, count) {
  const found = () => received.filter(({ body }) => matches(JSON.parse(body).data));
  for (let waited = 0; found().length < count; waited += 20) {
    assert.ok(waited < 60_000, `${found().length} of ${count} events arrived`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  for (const { headers, body } of found()) {
    assert.equal(headers["x-webhook-signature"], createHmac("sha256", secret).update(body).digest("hex"));
  }
  return found().map(({ body }) => JSON.parse(body));
}

test("a mail is sent and its events arrive", async () => {
  const sent = await autosend.emails.send({
    from: { email: "shop@example.com", name: "Shop" },
    to: { email: "ada@example.org", name: "Ada" },
    subject: "Grüße",
    html: "<p>Hello</p>",
  });
  assert.equal(sent.success, true, sent.error);
  assert.match(sent.data.emailId, /^[0-9a-f]{24}$/);
  const events = await eventsOf((data) => data.emailId === sent.data.emailId, 4);
  assert.deepEqual(
    events.map(({ type }) => type),
    ["email.sent", "email.delivered", "email.opened", "email.clicked"],
  );
  assert.deepEqual(events[0].data.to, { email: "ada@example.org", name: "Ada" });
  assert.equal(events[0].data.subject, "Grüße");
});

test("a bulk mail is sent to each", async () => {
  const sent = await autosend.emails.bulk({
    from: { email: "shop@example.com" },
    subject: "News",
    text: "Hello",
    recipients: [{ email: "bounce@example.org" }, { email: "ignore@example.org" }],
  });
  assert.equal(sent.success, true, sent.error);
  assert.deepEqual({ ...sent.data, batchId: "" }, { batchId: "", totalRecipients: 2, successCount: 2, failedCount: 0 });
  const events = await eventsOf((data) => data.batchId === sent.data.batchId, 4);
  const of = (email) => events.filter(({ data }) => data.to.email === email).map(({ type }) => type);
  assert.deepEqual(of("bounce@example.org"), ["email.sent", "email.bounced"]);
  assert.deepEqual(of("ignore@example.org"), ["email.sent", "email.delivered"]);
});

test("a wrong mail and a wrong key are refused", async () => {
  const mail = { from: { email: "shop@example.com" }, to: { email: "nobody" }, subject: "x", text: "x" };
  assert.equal((await autosend.emails.send(mail)).statusCode, 400);
  const stranger = new Autosend("AS_0000000000000000", { baseUrl: `${address.url}/v1` });
  const refused = await stranger.emails.send({ ...mail, to: { email: "ada@example.org" } });
  assert.deepEqual([refused.success, refused.statusCode], [false, 401]);
});
