// A delivery that the command line's inbox has stored becomes a test of the application's handler, which vitest runs.
// AUTOSEND_WEBHOOKS_CLI is the built command line.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { sample } from "autosend-webhooks/testing";

const here = dirname(fileURLToPath(import.meta.url));
const CLI = process.env.AUTOSEND_WEBHOOKS_CLI;
const SECRET = "whsec_0123456789abcdef0123456789abcdef";
/** What would end a literal, a line or a comment, if it were not escaped. */
// biome-ignore lint/suspicious/noTemplateCurlyInString: it is data.
const HOSTILE = "\"\"\" ''' ` \\ \n \r \u2028 ${x} */ // </script> é";

const app = (reason) => `
import { webhook } from "autosend-webhooks/fetch";

export const POST = webhook({
  handlers: {
    "email.bounced": ({ data }) => {
      if (data.reason !== ${JSON.stringify(reason)}) throw new Error("another reason");
      if (data.to.email !== "person2@example.com" || data.again !== data.to.email) throw new Error(data.to.email);
    },
  },
});
`;

async function run(program, ...options) {
  const child = spawn(program, options, { cwd: here });
  let said = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (data) => (said += data));
  const [code] = await once(child, "close");
  return { code, said };
}

async function stored(folder, store) {
  const body = JSON.parse(sample("email.bounced"));
  body.createdAt = "2020-02-03T04:05:06.789Z";
  Object.assign(body.data, { reason: HOSTILE, again: body.data.to.email });
  await writeFile(join(folder, "body.json"), JSON.stringify(body));
  const options = ["inbox", "serve", "--listen", "127.0.0.1:0", "--json", "--store", store];
  const env = { ...process.env, AUTOSEND_WEBHOOK_SECRET: SECRET };
  const inbox = spawn(CLI, options, { stdio: ["ignore", "pipe", "inherit"], env });
  const [line] = await once(createInterface(inbox.stdout), "line");
  const sent = await run(
    CLI,
    "send",
    join(folder, "body.json"),
    "--to",
    JSON.parse(line).listening,
    "--secret",
    SECRET,
  );
  inbox.kill();
  await once(inbox, "exit");
  assert.equal(sent.code, 0, sent.said);
}

test("a captured delivery is a test that vitest runs", {
  skip: CLI === undefined && "AUTOSEND_WEBHOOKS_CLI is not set",
}, async () => {
  // Within the project, whose packages it uses.
  const folder = await mkdtemp(join(here, "captured-"));
  try {
    const store = `sqlite://${join(folder, "inbox.db")}`;
    await stored(folder, store);
    const file = join(folder, "captured.test.mjs");
    const made = await run(CLI, "inbox", "capture", "1", "--as", "vitest", "--out", file, "--store", store);
    assert.equal(made.code, 0, made.said);
    const addresses = new Set((await readFile(file, "utf8")).match(/[\w.+-]+@[\w.-]+/g));
    assert.deepEqual(addresses, new Set(["person1@example.com", "person2@example.com"]));
    const vitest = () => run(process.execPath, join(here, "node_modules/vitest/vitest.mjs"), "run", "--root", folder);
    await writeFile(join(folder, "app.js"), app(HOSTILE));
    const passes = await vitest();
    assert.equal(passes.code, 0, passes.said);
    await writeFile(join(folder, "app.js"), app("another"));
    const fails = await vitest();
    assert.equal(fails.code, 1, fails.said);
    assert.match(fails.said, /handler_failed/);
  } finally {
    await rm(folder, { recursive: true });
  }
});
