// What `first` costs: the application's own transaction (BEGIN, INSERT, COMMIT) without and with it, over one connection of `pg`.
// The variants take turns; each figure is the median of the rounds. `node bench.mjs [ROUNDS]`
import { cpus } from "node:os";
import { Verifier } from "autosend-webhooks";
import { fromPg, Inbox } from "autosend-webhooks/inbox";
import pg from "pg";
import { query, startPostgres } from "./support/postgres.mjs";
import { numbered, SECRETS } from "./support/storm.mjs";

const ROUNDS = Number(process.argv[2] ?? 60);
const EACH = 20;
const server = await startPostgres({ fsync: "on" });
const url = await server.database();
await query(url, "CREATE TABLE effect (number integer NOT NULL)");
const client = new pg.Client({ connectionString: url });
await client.connect();
const inbox = new Inbox(fromPg(client));
await inbox.migrate();

let roundTrips = 0;
const send = client.query.bind(client);
client.query = (...values) => {
  roundTrips++;
  return send(...values);
};

const verifier = new Verifier(SECRETS);
let number = 0;
const delivery = () => {
  const [{ body, headers }] = numbered(number++);
  return verifier.verify(body, headers);
};
const seen = delivery();

async function transaction(first) {
  await client.query("BEGIN");
  if (await first()) await client.query("INSERT INTO effect (number) VALUES ($1)", [number]);
  await client.query("COMMIT");
}

const VARIANTS = [
  ["the transaction alone", () => true, delivery],
  ["with first, a new delivery", (it) => inbox.first(it, fromPg(client)), delivery],
  ["the same, prepared", (it) => inbox.first(it, fromPg(client, { prepare: true })), delivery],
  ["with first, a duplicate (no effect)", (it) => inbox.first(it, fromPg(client)), () => seen],
].map(([title, first, make]) => ({ title, first, make, times: [], trips: 0 }));

async function round(variant) {
  const deliveries = Array.from({ length: EACH }, variant.make);
  roundTrips = 0;
  const start = process.hrtime.bigint();
  for (const it of deliveries) await transaction(() => variant.first(it));
  variant.times.push(Number(process.hrtime.bigint() - start) / EACH / 1e6);
  variant.trips = roundTrips / EACH;
}

await transaction(() => inbox.first(seen, fromPg(client)));
for (let at = 0; at < ROUNDS; at++) for (const variant of VARIANTS) await round(variant);
for (const variant of VARIANTS) {
  variant.times.sort((a, b) => a - b);
  variant.median = variant.times[Math.floor(ROUNDS / 2)];
}

console.log(`Node ${process.version}, ${cpus()[0].model}, ${cpus().length} processors, ${ROUNDS} rounds of ${EACH}\n`);
console.log("| pg | round trips | ms | to the transaction alone |\n| --- | --- | --- | --- |");
for (const { title, trips, median } of VARIANTS) {
  console.log(`| ${title} | ${trips} | ${median.toFixed(2)} | ${(median / VARIANTS[0].median).toFixed(2)} |`);
}
await client.end();
await server.stop();
