// Deliveries as a provider under stress sends them: each to two processes at once, under two ids and with two secrets, again
// until it is answered with 200, and some once more when all is over.
import { fork } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { eventOf, signedRequest } from "autosend-webhooks/testing";

export const SECRETS = ["whsec_0123456789abcdef0123456789abcdef", "whsec_fedcba9876543210fedcba9876543210"];

/** A body signed with one of the secrets now, under an id of its own. */
const signed = (body, secret) => signedRequest(body, { secret: SECRETS[secret] });

/** A request about the contact with a number; its twin has the same body, another id and the other secret. */
export function numbered(number) {
  const first = signed(eventOf("contact.deleted", { contactId: String(number), email: `c${number}@example.com` }), 0);
  return [first, signed(first.body, 1)];
}

/** A process that is started again when it ends. */
class Process {
  #arguments;
  #port;
  #isOver = false;
  deaths = 0;

  constructor(...args) {
    this.#arguments = args;
    this.#start();
  }

  #start() {
    this.child = fork(fileURLToPath(new URL("receiver.mjs", import.meta.url)), this.#arguments);
    this.#port = once(this.child, "message").then(([port]) => port);
    this.#port.catch(() => undefined);
    this.child.once("exit", () => {
      if (this.#isOver) return;
      this.deaths++;
      this.#start();
    });
  }

  /** The status of the response; nothing where the process ended before. */
  async send(request) {
    try {
      const port = await this.#port;
      const signal = AbortSignal.timeout(10_000);
      return (await fetch(`http://127.0.0.1:${port}`, { ...request, signal })).status;
    } catch {
      return undefined;
    }
  }

  async end() {
    this.#isOver = true;
    const ended = once(this.child, "exit");
    this.child.kill("SIGKILL");
    await ended;
  }
}

async function untilTaken(process, request) {
  for (let attempt = 0; attempt < 200; attempt++) {
    const status = await process.send(request);
    if (status === 200) return;
    if (status !== undefined && status !== 500 && status !== 503) throw new Error(`answered with ${status}`);
    await new Promise((resolve) => setTimeout(resolve, 20 + Math.random() * 60));
  }
  throw new Error("never answered with 200");
}

/** Sends so many deliveries, calls `check` when they are over, and returns how often a process died. */
export async function storm(client, url, { count, mode = "together", settled = async () => undefined, atOnce = 8 }) {
  const folder = mkdtempSync(join(tmpdir(), "inbox-storm-"));
  const processes = [0, 1].map(() => new Process(client, url, folder, mode));
  try {
    const bodies = [];
    let next = 0;
    const sender = async () => {
      for (let at = next++; at < count; at = next++) {
        const [first, twin] = numbered(at);
        bodies.push(first.body);
        await Promise.all([untilTaken(processes[at % 2], first), untilTaken(processes[1 - (at % 2)], twin)]);
      }
    };
    await Promise.all(Array.from({ length: atOnce }, sender));
    await settled();
    for (const body of bodies.slice(0, count / 5)) await untilTaken(processes[0], signed(body, 0));
    return processes[0].deaths + processes[1].deaths;
  } finally {
    await Promise.all(processes.map((process) => process.end()));
    rmSync(folder, { recursive: true });
  }
}
