// The lines of docs/exactly-once.md do what it says, for each client: the effect once, and nothing where it fails.
import assert from "node:assert/strict";
import { after, test } from "node:test";
import { Verifier } from "autosend-webhooks";
import { Inbox } from "autosend-webhooks/inbox";
import { GUIDE } from "./guide.mjs";
import { CLIENTS } from "./support/clients.mjs";
import { emptyDatabase, endDatabases } from "./support/databases.mjs";
import { numbered, SECRETS } from "./support/storm.mjs";

after(endDatabases);

const verifier = new Verifier(SECRETS);

for (const [name, receive] of Object.entries(GUIDE)) {
  test(`${name}: as the guide says`, async (t) => {
    const database = await emptyDatabase(name);
    const { client, database: its, close } = await CLIENTS[name](database.url);
    t.after(close);
    await new Inbox(its).migrate();
    const [first, twin] = numbered(1).map(({ body, headers }) => verifier.verify(body, headers));
    await assert.rejects(receive(client, first, null), "the column takes no NULL");
    await receive(client, first, 1);
    await receive(client, twin, 1);
    assert.deepEqual(
      (await database.query("SELECT number FROM effect")).map(({ number }) => number),
      [1],
    );
    assert.ok(await database.isFree());
  });
}
