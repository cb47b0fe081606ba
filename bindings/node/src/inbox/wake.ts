// Wake-ups across processes: who stored something says so, and idle workers look at once instead of at their next look. Only a
// hint: what is missed costs the time until then.
import { POSTGRES } from "../generated/inbox-sql.js";
import type { Database } from "./database.js";

/** What is listened on. */
const CHANNEL = POSTGRES.statements.listen.text.replace("LISTEN ", "");
/** A notification takes a lock that all commits share: one for each would cap the rate at some hundred a second. */
const APART_MS = 50;
/** Before a connection that broke is made again. */
const PAUSE_MS = 1000;

/** Says that something was stored: soon, and once for all that is stored until then. */
export class Bell {
  readonly #notify: () => Promise<unknown>;
  #isRinging = false;

  constructor(notify: () => Promise<unknown>) {
    this.#notify = notify;
  }

  ring(): void {
    if (this.#isRinging) return;
    this.#isRinging = true;
    setTimeout(() => {
      this.#isRinging = false;
      this.#notify().catch(() => undefined);
    }, APART_MS);
  }
}

/** Listens until the signal is given, again and again where the connection breaks. */
export async function follow(
  { listen }: Pick<Database<unknown>, "listen">,
  notified: () => void,
  signal: AbortSignal,
): Promise<void> {
  while (listen !== undefined && !signal.aborted) {
    await listen(CHANNEL, notified, signal).catch(() => undefined);
    await pause(signal);
  }
}

function pause(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const timer = setTimeout(resolve, PAUSE_MS);
    signal.addEventListener("abort", () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
