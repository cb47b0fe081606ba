// @ts-check
/**
 * Server-sent events, read by `fetch`: an `EventSource` can't send the key in a header. Comes back by itself after the
 * server was away.
 */

import { ApiError } from "../shared/http.js";

const FIRST_WAIT_MS = 250;
const LONGEST_WAIT_MS = 5_000;

/** @typedef {{ event: string, data: string }} Message */

/**
 * Follows the stream until the signal is aborted or the key is refused.
 *
 * @param {import("./api.js").Api} api
 * @param {object} handlers
 * @param {() => void | Promise<void>} handlers.opened each time a connection stands: what happened before is not sent again
 * @param {(message: Message) => void} handlers.message
 * @param {() => void} handlers.lost
 * @param {AbortSignal} signal
 */
export async function follow(api, handlers, signal) {
  let wait = FIRST_WAIT_MS;
  while (!signal.aborted) {
    const connection = new AbortController();
    try {
      const body = await api.stream(AbortSignal.any([signal, connection.signal]));
      wait = FIRST_WAIT_MS;
      await Promise.all([handlers.opened(), read(body, handlers.message)]);
    } catch (error) {
      if (signal.aborted || (error instanceof ApiError && error.status === 401)) return;
    }
    // One half may have failed while the other still runs.
    connection.abort();
    handlers.lost();
    await sleep(wait, signal);
    wait = Math.min(wait * 2, LONGEST_WAIT_MS);
  }
}

/**
 * @param {ReadableStream<Uint8Array>} body
 * @param {(message: Message) => void} deliver
 */
async function read(body, deliver) {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  const parser = new Parser(deliver);
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    parser.push(decoder.decode(value, { stream: true }));
  }
}

/** Puts messages together from pieces of text. */
export class Parser {
  #rest = "";
  #event = "";
  /** @type {string[]} */
  #data = [];
  #deliver;

  /** @param {(message: Message) => void} deliver */
  constructor(deliver) {
    this.#deliver = deliver;
  }

  /** @param {string} text */
  push(text) {
    const lines = (this.#rest + text).split("\n");
    this.#rest = lines.pop() ?? "";
    for (const line of lines) this.#line(line.endsWith("\r") ? line.slice(0, -1) : line);
  }

  /** @param {string} line */
  #line(line) {
    if (line === "") {
      if (this.#data.length > 0) this.#deliver({ event: this.#event || "message", data: this.#data.join("\n") });
      this.#event = "";
      this.#data = [];
      return;
    }
    const colon = line.indexOf(":");
    const name = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? "" : line.slice(colon + 1).replace(/^ /, "");
    if (name === "event") this.#event = value;
    if (name === "data") this.#data.push(value);
  }
}

/**
 * @param {number} milliseconds
 * @param {AbortSignal} signal
 * @returns {Promise<void>}
 */
function sleep(milliseconds, signal) {
  return new Promise((resolve) => {
    const wake = () => {
      clearTimeout(timer);
      signal.removeEventListener("abort", wake);
      resolve();
    };
    const timer = setTimeout(wake, milliseconds);
    signal.addEventListener("abort", wake);
  });
}
