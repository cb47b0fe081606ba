// The package's own hashes and HMAC, which are at work where there is no node:crypto, against the platform's.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { createHash, createHmac } from "node:crypto";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";

const root = dirname(createRequire(import.meta.url).resolve("autosend-webhooks/package.json"));
const internal = (name) => pathToFileURL(join(root, `dist/${name}.js`)).href;
const { Sha1 } = await import(internal("sha1"));
const { Sha256 } = await import(internal("sha256"));
const { Sha512 } = await import(internal("sha512"));
const { hmac, isSame, sha256 } = await import(internal("crypto"));
const bytes = Uint8Array.from({ length: 300 }, (_, index) => index * 7);

for (const [name, Hash] of Object.entries({ sha1: Sha1, sha256: Sha256, sha512: Sha512 })) {
  test(`${name} of every length, in one piece and in two`, () => {
    for (let length = 0; length <= bytes.length; length++) {
      const part = bytes.subarray(0, length);
      const expected = new Uint8Array(createHash(name).update(part).digest());
      const half = length >> 1;
      assert.deepEqual(new Hash().update(part).digest(), expected);
      assert.deepEqual(new Hash().update(part.subarray(0, half)).update(part.subarray(half)).digest(), expected);
    }
  });
}

test("the digest of a body is SHA-256 in hex", () => {
  assert.equal(sha256(bytes), createHash("sha256").update(bytes).digest("hex"));
});

for (const hash of ["sha1", "sha256", "sha512"])
  test(`signatures by ${hash} are the same if all of them is`, () => {
    const one = hmac(bytes, hash)([bytes], "hex");
    assert.ok(isSame(one, `${one}`));
    for (let at = 0; at < one.length; at++) {
      const other = one.slice(0, at) + (one[at] === "0" ? "1" : "0") + one.slice(at + 1);
      assert.ok(!isSame(one, other) && !isSame(other, one));
    }
    assert.ok(!isSame(one, one.slice(1)) && !isSame("", one));
  });

test("HMAC with and without node:crypto", async () => {
  const script = `
    process.getBuiltinModule = undefined;
    const { hmac, isSame, sha256 } = await import(${JSON.stringify(internal("crypto"))});
    const bytes = Uint8Array.from({ length: 300 }, (_, index) => index * 7);
    const results = ["sha1", "sha256", "sha512"].flatMap((hash) => [0, 1, 63, 64, 65, 129, 200].flatMap((length) =>
      ["hex", "base64"].map((encoding) => hmac(bytes.subarray(0, length), hash)([bytes, bytes.subarray(9)], encoding))));
    console.log(JSON.stringify([...results, sha256(bytes), isSame(results[0], results[0]), isSame(results[0], results[4])]));
  `;
  const { stdout } = await promisify(execFile)(process.execPath, ["--input-type=module", "--eval", script]);
  const results = ["sha1", "sha256", "sha512"].flatMap((hash) =>
    [0, 1, 63, 64, 65, 129, 200].flatMap((length) =>
      ["hex", "base64"].map((encoding) =>
        createHmac(hash, bytes.subarray(0, length)).update(bytes).update(bytes.subarray(9)).digest(encoding),
      ),
    ),
  );
  assert.deepEqual(JSON.parse(stdout), [...results, createHash("sha256").update(bytes).digest("hex"), true, false]);
});
