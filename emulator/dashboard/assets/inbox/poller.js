// @ts-check
/** What the inbox holds, asked for again and again as long as the page can be seen. */

import { ApiError } from "../shared/http.js";

const SHORTEST_PAUSE_MS = 3_000;
/** A large inbox takes long to answer: this many times as long it is left alone. */
const REST = 10;

/** @typedef {() => void | Promise<void>} Listener */

/** Tells of "connection" when `connected` has changed. */
export class Poller extends EventTarget {
  connected = true;
  /** @type {import("./api.js").Stats} */
  stats;

  #api;
  /** @type {Set<Listener>} */
  #listeners = new Set();

  /**
   * @param {import("./api.js").Api} api
   * @param {import("./api.js").Stats} stats
   */
  constructor(api, stats) {
    super();
    this.#api = api;
    this.stats = stats;
  }

  /**
   * Calls back each time there may be news, until the signal is aborted.
   *
   * @param {Listener} listener
   * @param {AbortSignal} signal
   */
  onNews(listener, signal) {
    this.#listeners.add(listener);
    signal.addEventListener("abort", () => this.#listeners.delete(listener));
  }

  /** Looks now. */
  async refresh() {
    try {
      this.stats = await this.#api.stats();
      this.#setConnected(true);
    } catch (error) {
      this.#setConnected(error instanceof ApiError && error.status !== 0);
      return;
    }
    await Promise.all([...this.#listeners].map((listener) => listener()));
  }

  /** @param {AbortSignal} signal */
  async follow(signal) {
    while (!signal.aborted) {
      const start = performance.now();
      if (document.visibilityState === "visible") await this.refresh();
      await pause(Math.max(SHORTEST_PAUSE_MS, REST * (performance.now() - start)), signal);
    }
  }

  /** @param {boolean} connected */
  #setConnected(connected) {
    if (this.connected === connected) return;
    this.connected = connected;
    this.dispatchEvent(new Event("connection"));
  }
}

/**
 * @param {number} milliseconds
 * @param {AbortSignal} signal
 * @returns {Promise<void>} also when the page is seen again
 */
function pause(milliseconds, signal) {
  return new Promise((resolve) => {
    const done = new AbortController();
    const end = () => {
      clearTimeout(timer);
      done.abort();
      resolve();
    };
    const timer = setTimeout(end, milliseconds);
    signal.addEventListener("abort", end, { signal: done.signal });
    document.addEventListener("visibilitychange", end, { signal: done.signal });
  });
}
