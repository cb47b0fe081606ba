// node --test node.test.mjs: providers' own libraries for JavaScript, the generated packages and the command line: each one verifies
// what the others sign. PACKAGES is the folder of the compiled packages, by profile; CLI is the command line's program.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import * as octokit from "@octokit/webhooks-methods";
import "@shopify/shopify-api/adapters/node";
import { ApiVersion, shopifyApi } from "@shopify/shopify-api";
import * as standard from "standardwebhooks";
import Stripe from "stripe";
import * as svix from "svix";

const BODY = '{"type":"ping","id":"evt_1","data":{"text":"a ü"}}';
const SECRETS = {
  "standard-webhooks": "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD",
  github: "It's a Secret to Everybody",
  stripe: "whsec_c2VjcmV0",
  shopify: "hush-hush",
};

/** How a library of Standard Webhooks signs and verifies. */
const sentBy = ({ Webhook }, prefix) => ({
  profile: "standard-webhooks",
  sign(secret) {
    const now = new Date();
    const seconds = String(Math.floor(now / 1000));
    const signature = new Webhook(secret).sign("msg_1", now, BODY);
    return { [`${prefix}-id`]: "msg_1", [`${prefix}-timestamp`]: seconds, [`${prefix}-signature`]: signature };
  },
  verify: (secret, body, headers) => new Webhook(secret).verify(body, headers),
});

const stripe = new Stripe("sk_test_none");
const refuse = (isRefused) => assert.ok(!isRefused, "refused");

/** By name. Shopify's does not sign. */
const LIBRARIES = {
  svix: sentBy(svix, "svix"),
  standardwebhooks: sentBy(standard, "webhook"),
  "@octokit/webhooks-methods": {
    profile: "github",
    sign: async (secret) => ({
      "x-github-event": "ping",
      "x-github-delivery": "1",
      "x-hub-signature-256": await octokit.sign(secret, BODY),
    }),
    verify: async (secret, body, headers) => refuse(!(await octokit.verify(secret, body, headers["x-hub-signature-256"]))),
  },
  stripe: {
    profile: "stripe",
    sign: (secret) => ({ "stripe-signature": stripe.webhooks.generateTestHeaderString({ payload: BODY, secret }) }),
    verify: (secret, body, headers) => stripe.webhooks.constructEvent(body, headers["stripe-signature"], secret),
  },
  "@shopify/shopify-api": {
    profile: "shopify",
    async verify(secret, body, headers) {
      const { webhooks } = shopifyApi({
        apiKey: "key",
        apiSecretKey: secret,
        apiVersion: Object.values(ApiVersion).at(-2),
        hostName: "localhost",
        isEmbeddedApp: false,
        logger: { log: () => {} },
      });
      const others = { "x-shopify-api-version": "2026-01", "x-shopify-shop-domain": "a.myshopify.com" };
      const rawRequest = { method: "POST", url: "/", headers: { ...others, ...headers } };
      const { valid } = await webhooks.validate({ rawBody: body, rawRequest, rawResponse: {} });
      refuse(!valid);
    },
  },
};

/** The command line, with a body on standard input. */
function command(argumentList, input) {
  const { status, stdout, stderr } = spawnSync(process.env.CLI, argumentList, { input, encoding: "utf8" });
  assert.equal(status, 0, stderr);
  return stdout;
}

/** How the command line signs and verifies. */
const commandOf = (profile) => ({
  sign(secret) {
    const given = ["--profile", profile, "--secret", secret, "--delivery-id", "msg_1", "--event", "ping"];
    const headers = Object.entries(JSON.parse(command(["sign", "--json", ...given], BODY)));
    return Object.fromEntries(headers.map(([name, value]) => [name.toLowerCase(), value]));
  },
  verify(secret, body, headers) {
    const given = Object.entries(headers).flatMap(([name, value]) => ["--header", `${name}: ${value}`]);
    command(["verify", "--profile", profile, "--secret", secret, ...given], body);
  },
});

/** How a generated package signs and verifies. */
async function packageOf(profile) {
  const { Verifier } = await import(pathToFileURL(join(process.env.PACKAGES, `profile-${profile}`, "dist/index.js")).href);
  return {
    sign(secret) {
      const headers = new Verifier(secret).sign(BODY, { deliveryId: "msg_1", event: "ping" });
      return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
    },
    async verify(secret, body, headers) {
      const { event } = await new Verifier(secret).verify(Buffer.from(body), headers);
      assert.deepEqual([event.type, event.problems ?? []], ["ping", []]);
      assert.ok(JSON.stringify(event).includes('{"text":"a ü"}'));
    },
  };
}

for (const [name, library] of Object.entries(LIBRARIES)) {
  test(`${name}, the package and the command line verify what the others sign`, async () => {
    const secret = SECRETS[library.profile];
    const other = `${secret.slice(0, -2)}aa`;
    const parties = [library, await packageOf(library.profile), commandOf(library.profile)];
    for (const { sign } of parties.filter((party) => party.sign)) {
      const headers = await sign(secret);
      for (const { verify } of parties) {
        await verify(secret, BODY, headers);
        await assert.rejects(async () => verify(secret, BODY.replace("evt_1", "evt_2"), headers));
        await assert.rejects(async () => verify(other, BODY, headers));
      }
    }
  });
}
