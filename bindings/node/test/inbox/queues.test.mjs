// The recipes of docs/exactly-once.md for job queues: the digest is the job's id, and the job asks `first`. A queue that fails,
// hands over twice or has forgotten an id changes nothing: one effect.
import assert from "node:assert/strict";
import { after, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { Verifier, Webhooks } from "autosend-webhooks";
import { fromPostgres, Inbox } from "autosend-webhooks/inbox";
import { sample, signedRequest } from "autosend-webhooks/testing";
import { Queue, Worker } from "bullmq";
import { PgBoss } from "pg-boss";
import postgres from "postgres";
import { emptyDatabase, endDatabases } from "./support/databases.mjs";
import { startRedis } from "./support/redis.mjs";
import { SECRETS } from "./support/storm.mjs";
import { until } from "./support/until.mjs";

after(endDatabases);

const [secret] = SECRETS;
const table = "CREATE TABLE suppressed (address text NOT NULL)";

/** A database without the table of the effects, so that what is done first fails. */
async function opened(t) {
  const database = await emptyDatabase("postgres", "CREATE TABLE other (id %)");
  const sql = postgres(database.url, { onnotice() {} });
  t.after(() => sql.end());
  const inbox = new Inbox(fromPostgres(sql));
  await inbox.migrate();

  // region: job
  async function process({ body, headers }) {
    // Verified once more: what is in a queue may have been put there by others.
    const delivery = new Verifier(secret, { toleranceMs: null }).verify(Buffer.from(body), headers);
    await sql.begin(async (tx) => {
      if (await inbox.first(delivery, fromPostgres(tx)))
        await tx`INSERT INTO suppressed (address) VALUES (${delivery.event.data.to.email})`;
    });
  }
  // endregion

  const work = { begun: 0, ended: 0 };
  const counted = async (data) => {
    work.begun++;
    await process(data);
    work.ended++;
  };
  const effects = async () => Number((await database.query("SELECT count(*) AS n FROM suppressed"))[0].n);
  return { database, process: counted, work, effects };
}

/** Delivers one body: twice before it is done, its first attempt fails, and once more when the queue has forgotten it. */
async function deliverAll(webhooks, { database, work, effects }, forget) {
  const { body, headers } = signedRequest(sample("email.bounced"), { secret });
  const deliver = async () => assert.equal((await webhooks().receive(body, headers)).status, 200);
  await deliver();
  await deliver();
  await until(() => work.begun > 0, "no attempt was made");
  await database.query(table);
  await until(() => work.ended > 0, "no attempt went well");
  await deliver();
  await sleep(700);
  assert.equal(work.ended, 1, "the queue knows the id");
  assert.equal(await effects(), 1);
  await forget();
  await deliver();
  await until(() => work.ended > 1, "the queue has forgotten the id");
  assert.equal(await effects(), 1, "the inbox has not");
}

test("bullmq: a job for each body, an effect for each body", async (t) => {
  const server = await startRedis();
  const it = await opened(t);
  const { process } = it;
  const connection = { host: "127.0.0.1", port: Number(new URL(server.url).port) };

  // region: bullmq
  const queue = new Queue("bounces", { connection });
  const enqueue = (_event, { digest, text, keptHeaders }) => {
    const retries = { attempts: 20, backoff: { type: "exponential", delay: 1000 } };
    return queue.add("bounced", { body: text, headers: keptHeaders }, { jobId: digest, ...retries });
  };
  const worker = new Worker("bounces", ({ data }) => process(data), { connection });
  // endregion

  t.after(async () => {
    await worker.close();
    await queue.close();
    await server.stop();
  });
  // Each a process that knows nothing of the others.
  const webhooks = () => new Webhooks({ secret }).on("email.bounced", enqueue);
  await deliverAll(webhooks, it, () => queue.clean(0, 10, "completed"));
});

test("pg-boss: a job for each body, an effect for each body", async (t) => {
  const it = await opened(t);
  const { process } = it;
  const boss = new PgBoss({ connectionString: it.database.url, schedule: false, supervise: false });
  t.after(() => boss.stop({ graceful: false }));

  // region: pg-boss
  await boss.start();
  await boss.createQueue("bounces", { retryLimit: 20, retryDelay: 1, retryBackoff: true });
  const enqueue = (_event, { digest, text, keptHeaders }) => {
    // Its ids are UUIDs: half of a digest is one.
    const id = digest.slice(0, 32);
    return boss.send("bounces", { body: text, headers: keptHeaders }, { id });
  };
  await boss.work("bounces", ([job]) => process(job.data));
  // endregion

  const webhooks = () => new Webhooks({ secret }).on("email.bounced", enqueue);
  await deliverAll(webhooks, it, () => it.database.query("DELETE FROM pgboss.job"));
});
