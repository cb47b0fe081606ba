// What a megabyte of anything may cost: less than 20 times what the platform's parser takes for an ordinary one, and no
// more than in proportion to its length. AUTOSEND_WEBHOOKS_PURE=1 asks it of the package without its addon.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Verifier, WebhookError } from "autosend-webhooks";
import { signedRequest, TEST_SECRET } from "autosend-webhooks/testing";

const SIZE = 1_000_000;
const verifier = new Verifier(TEST_SECRET);

/** Milliseconds of processor time at best: the machine has other things to do. */
function best(call) {
  let best = Infinity;
  for (let round = 0; round < 5; round++) {
    const start = process.cpuUsage();
    call();
    const { user, system } = process.cpuUsage(start);
    best = Math.min(best, (user + system) / 1000);
  }
  return best;
}

/** What a request takes, whatever becomes of it. */
function cost(text) {
  const { body, headers } = signedRequest(text);
  return best(() => {
    try {
      verifier.verify(body, headers);
    } catch (error) {
      if (!(error instanceof WebhookError)) throw error;
    }
  });
}

const item = { id: "69145fcba1b2c3d4e5f60103", email: "no-one@example.org", words: "User unknown", count: 7, is: true };
const ordinary = JSON.stringify(Array.from({ length: SIZE / JSON.stringify(item).length }, () => item));
const parsing = best(() => JSON.parse(ordinary));

const FILLINGS = {
  digits: "1",
  brackets: "[",
  objects: '{"a":',
  "equal names": '"a":1,',
  "surrogates alone": "\\ud800",
  "surrogates in pairs": "\\ud83d\\ude00",
  quotes: '"',
  backslashes: "\\",
  blanks: " ",
  "control characters": "\u0001",
  "letters outside of ASCII": "ö",
  "empty lists": "[],",
};
const PLACES = [
  ["", ""],
  ['{"type":"a","data":"', '"}'],
  ['{"type":"', '"}'],
  ['{"type":"a","data":{', '"a":1}}'],
  ['{"type":"a","data":[', "1]}"],
];

for (const [name, filling] of Object.entries(FILLINGS)) {
  test(`a megabyte of ${name}`, { timeout: 120_000 }, () => {
    for (const place of PLACES) {
      const fill = (size) => place.join(filling.repeat(size / Buffer.byteLength(filling)));
      const whole = cost(fill(SIZE));
      assert.ok(whole < 20 * parsing, `${place}: ${whole} ms, an ordinary one ${parsing} ms`);
      const quarter = cost(fill(SIZE / 4));
      assert.ok(whole < 20 || whole <= 9 * quarter, `${place}: ${quarter} ms, and ${whole} ms for four times as much`);
    }
  });
}
