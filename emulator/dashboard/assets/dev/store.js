// @ts-check
/**
 * What the page knows, kept current by the stream. Changes are told once a frame at most, however many arrive, and no
 * more deliveries are kept than a list shows.
 */

import { follow } from "./stream.js";

/** @typedef {import("./api.js").Webhook} Webhook */
/** @typedef {import("./api.js").Delivery} Delivery */
/** @typedef {import("./api.js").EmulatorState} EmulatorState */
/** @typedef {"webhooks" | "delivery" | "connection" | "reload"} Topic */

/** Under load, a list that moves faster than this can't be read anyway. */
const SHORTEST_PAUSE_MS = 120;
/** How long what the server skipped may be missing. */
const RELOAD_AFTER_MS = 1_500;
/** Deliveries that may wait for the next frame: a browser that has no time for frames keeps the newest. */
const MOST_WAITING = 1_000;

export class Store extends EventTarget {
  /** @type {Map<string, Webhook>} */
  webhooks = new Map();
  /** @type {EmulatorState} */
  state;
  connected = false;
  /**
   * What changed since the last frame, by id; listeners of "delivery" read it.
   *
   * @type {Map<string, Delivery>}
   */
  changed = new Map();

  #api;
  /** @type {Map<string, Delivery>} */
  #waiting = new Map();
  /** @type {Set<Topic>} */
  #topics = new Set();
  #scheduled = false;
  #reloading = false;
  #lastFlush = 0;

  /**
   * @param {import("./api.js").Api} api
   * @param {EmulatorState} state
   */
  constructor(api, state) {
    super();
    this.#api = api;
    this.state = state;
  }

  /**
   * Follows the stream until the signal is aborted, as long as the page can be seen: browsers allow a server few
   * connections, and hidden tabs would use them up.
   *
   * @param {AbortSignal} signal
   */
  follow(signal) {
    const opened = async () => {
      this.#setConnected(true);
      await this.reload();
    };
    const handlers = {
      opened,
      lost: () => this.#setConnected(false),
      message: (/** @type {import("./stream.js").Message} */ message) => this.#receive(message),
    };
    let shown = new AbortController();
    const change = () => {
      shown.abort();
      this.#setConnected(false);
      if (document.visibilityState === "hidden") return;
      shown = new AbortController();
      follow(this.#api, handlers, AbortSignal.any([signal, shown.signal]));
    };
    document.addEventListener("visibilitychange", change, { signal });
    change();
  }

  /** @param {boolean} connected */
  #setConnected(connected) {
    this.connected = connected;
    this.#tell("connection");
  }

  /** Fetches everything anew: something may have happened while nobody listened. */
  async reload() {
    const [state, webhooks] = await Promise.all([this.#api.state(), this.#api.webhooks()]);
    this.state = state;
    this.webhooks = new Map(webhooks.map((webhook) => [webhook.id, webhook]));
    this.#tell("webhooks");
    this.#tell("reload");
  }

  /** @param {Webhook} webhook as it is now; its secret is not kept, nor is its name lost where it is not told */
  putWebhook({ ...webhook }) {
    if ("secret" in webhook) delete webhook.secret;
    this.webhooks.set(webhook.id, { ...this.webhooks.get(webhook.id), ...webhook });
    this.#tell("webhooks");
  }

  /** @param {string} id */
  removeWebhook(id) {
    if (this.webhooks.delete(id)) this.#tell("webhooks");
  }

  /**
   * Calls back when a topic has news, until the signal is aborted.
   *
   * @param {Topic} topic
   * @param {() => void} listener
   * @param {AbortSignal} signal
   */
  on(topic, listener, signal) {
    this.addEventListener(topic, listener, { signal });
  }

  /** @param {import("./stream.js").Message} message */
  #receive({ event, data }) {
    const value = JSON.parse(data);
    if (event === "delivery") {
      this.#waiting.delete(value.id);
      this.#waiting.set(value.id, value);
      if (this.#waiting.size > MOST_WAITING) {
        const [oldest] = this.#waiting.keys();
        if (oldest !== undefined) this.#waiting.delete(oldest);
      }
      this.#tell("delivery");
    } else if (event === "webhook") {
      if (value.deleted) this.removeWebhook(value.id);
      else this.putWebhook(value);
    } else if (event === "skipped") {
      this.#reloadSoon();
    }
  }

  /** Under load the server does not tell everything: the lists are fetched anew, now and then. */
  #reloadSoon() {
    if (this.#reloading) return;
    this.#reloading = true;
    setTimeout(() => {
      this.#reloading = false;
      this.#tell("reload");
    }, RELOAD_AFTER_MS);
  }

  /** @param {Topic} topic */
  #tell(topic) {
    this.#topics.add(topic);
    if (this.#scheduled) return;
    this.#scheduled = true;
    const pause = Math.max(0, this.#lastFlush + SHORTEST_PAUSE_MS - performance.now());
    setTimeout(() => requestAnimationFrame(() => this.#flush()), pause);
  }

  #flush() {
    this.#scheduled = false;
    this.#lastFlush = performance.now();
    const topics = this.#topics;
    this.#topics = new Set();
    this.changed = this.#waiting;
    this.#waiting = new Map();
    for (const topic of topics) this.dispatchEvent(new Event(topic));
    this.changed = new Map();
  }
}

/** @param {Webhook} webhook */
export function webhookName(webhook) {
  if (webhook.name) return webhook.name;
  try {
    return new URL(webhook.url).host;
  } catch {
    return webhook.url;
  }
}
