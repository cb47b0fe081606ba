// @ts-check
/** The calls that this page makes, and the shapes of what comes back. */

import { ApiError, Client, parameters } from "../shared/http.js";

/**
 * @typedef {object} Webhook
 * @property {string} id
 * @property {string} url
 * @property {string | null} [name] not in every response
 * @property {string[]} events
 * @property {boolean} isActive
 * @property {string} status
 * @property {number} failureCount
 * @property {string | null} lastFailedAt
 * @property {string | null} lastSuccessAt
 * @property {Record<string, unknown> | null} metadata
 * @property {string} createdAt
 */

/** @typedef {"pending" | "delivering" | "delivered" | "retrying" | "failed"} Status */

/**
 * @typedef {object} Delivery
 * @property {string} id
 * @property {string} webhookId
 * @property {string} event
 * @property {string} url
 * @property {Status} status
 * @property {number} attempts how many were made
 * @property {number | null} statusCode of the latest attempt
 * @property {number | null} durationMs of the latest attempt
 * @property {string | null} error
 * @property {string} createdAt
 * @property {string | null} nextAttemptAt
 * @property {string | null} deliveredAt
 */

/** @typedef {[name: string, value: string][]} Headers */

/**
 * @typedef {object} Attempt
 * @property {number} number
 * @property {string} startedAt
 * @property {number | null} durationMs
 * @property {{ headers: Headers, body: string }} request
 * @property {{ status: number, headers: Headers, body: string, truncated: boolean } | null} response
 * @property {string | null} error
 */

/** @typedef {Delivery & { attempts: Attempt[] }} DeliveryDetails */

/**
 * @typedef {object} EmulatorState
 * @property {string} version
 * @property {1 | 2} generation
 * @property {number[]} retrySchedule delays in milliseconds
 * @property {number} timeScale
 * @property {boolean} allowUrlChange
 * @property {number} maxWebhooks
 * @property {{ name: string, events: { type: string, title: string, documented: boolean }[] }[]} groups
 */

/**
 * @typedef {object} Bucket
 * @property {string} start
 * @property {number} success
 * @property {number} failure
 * @property {number | null} p50Ms
 * @property {number | null} p95Ms
 */

/** @typedef {Record<string, number>} Faults by name: a share from 0 to 1, or milliseconds */
/** @typedef {Faults & { inherited: boolean, twinSecret: string }} WebhookFaults inherited: those of all webhooks */

/**
 * @typedef {object} Explanation
 * @property {{ code: string, status: number, message: string, hint?: string } | null} error
 * @property {{ cause: string, finding: string, fix: string }[]} causes
 * @property {{ code: string, meaning: string, hint: string } | null} receiver the error that it answered with, if it is
 *   one of this project's
 */

/**
 * @typedef {object} NewEvent
 * @property {string} type
 * @property {string} data JSON text, sent as it is
 * @property {string} [webhookId] all that are subscribed if it is not there
 * @property {number} [generation]
 * @property {number} [count]
 * @property {Faults} [faults]
 */

export class Api extends Client {
  /**
   * @param {string} key
   * @param {() => void} onUnauthorized called when the server does not take the key
   */
  constructor(key, onUnauthorized) {
    super(key, onUnauthorized, "The local AutoSend does not answer. Is `autosend-webhooks dev` running?");
  }

  /** @returns {Promise<EmulatorState>} */
  state() {
    return this.data("GET", "/emulator/state");
  }

  /** @returns {Promise<Webhook[]>} all of them, with the names that the management API does not show */
  async webhooks() {
    const { webhooks } = await this.data("GET", "/emulator/webhooks");
    return webhooks;
  }

  /**
   * @param {{ url: string, events: string[], name?: string }} fields
   * @returns {Promise<Webhook & { secret: string }>}
   */
  async createWebhook(fields) {
    const { webhook } = await this.data("POST", "/v1/webhooks", fields);
    return webhook;
  }

  /**
   * @param {string} id
   * @param {{ events?: string[], isActive?: boolean, name?: string, url?: string }} fields
   * @returns {Promise<Webhook>}
   */
  updateWebhook(id, fields) {
    return this.data("PUT", `/v1/webhooks/${encodeURIComponent(id)}`, fields);
  }

  /** @param {string} id */
  deleteWebhook(id) {
    return this.data("DELETE", `/v1/webhooks/${encodeURIComponent(id)}`);
  }

  /**
   * @param {string} id
   * @returns {Promise<string>}
   */
  async revealSecret(id) {
    const { secret } = await this.data("GET", `/v1/webhooks/${encodeURIComponent(id)}/reveal`);
    return secret;
  }

  /**
   * @param {{ webhookId?: string, status?: string, limit: number, before?: string }} query `before`: the id of one
   * @returns {Promise<{ deliveries: Delivery[], next: string | null }>} newest first; `next` if there are older ones
   */
  deliveries(query) {
    return this.data("GET", `/emulator/deliveries?${parameters(query)}`);
  }

  /**
   * @param {string} id
   * @returns {Promise<DeliveryDetails>}
   */
  delivery(id) {
    return this.data("GET", `/emulator/deliveries/${encodeURIComponent(id)}`);
  }

  /**
   * @param {string} id
   * @returns {Promise<string>} the id of the new delivery
   */
  async resend(id) {
    const answer = await this.data("POST", `/emulator/deliveries/${encodeURIComponent(id)}/resend`);
    return answer.id;
  }

  /**
   * @param {string} id
   * @param {number} attempt
   * @returns {Promise<Explanation>}
   */
  explain(id, attempt) {
    return this.data("GET", `/emulator/deliveries/${encodeURIComponent(id)}/explain?attempt=${attempt}`);
  }

  /**
   * @param {NewEvent} event
   * @returns {Promise<string[]>} the ids of the deliveries
   */
  async sendEvent({ data, ...fields }) {
    // The data goes out as it was typed: printing parsed JSON would change numbers and escapes.
    const body = `${JSON.stringify(fields).slice(0, -1)},"data":${data}}`;
    const { deliveries } = await this.data("POST", "/emulator/events", body);
    return deliveries;
  }

  /**
   * @param {string} type
   * @param {number} generation
   * @returns {Promise<string>} the response as text, so that its numbers keep their spelling
   */
  sample(type, generation) {
    return this.text("GET", `/emulator/events/${encodeURIComponent(type)}/sample?generation=${generation}`);
  }

  /**
   * @param {{ webhookId?: string, minutes: number, buckets: number }} query
   * @returns {Promise<Bucket[]>} oldest first
   */
  async stats(query) {
    const { buckets } = await this.data("GET", `/emulator/stats?${parameters(query)}`);
    return buckets;
  }

  /** @returns {Promise<Faults>} those of all webhooks that have none of their own */
  faults() {
    return this.data("GET", "/emulator/faults");
  }

  /** @param {Faults} faults */
  setFaults(faults) {
    return this.data("PUT", "/emulator/faults", faults);
  }

  /**
   * @param {string} id
   * @returns {Promise<WebhookFaults>}
   */
  webhookFaults(id) {
    return this.data("GET", `/emulator/webhooks/${encodeURIComponent(id)}/faults`);
  }

  /**
   * @param {string} id
   * @param {Faults | null} faults null: from now on those of all webhooks
   */
  setWebhookFaults(id, faults) {
    const path = `/emulator/webhooks/${encodeURIComponent(id)}/faults`;
    return faults === null ? this.data("DELETE", path) : this.data("PUT", path, faults);
  }

  /**
   * @param {Record<string, unknown>} campaign
   * @returns {Promise<{ id: string, total: number }>} how many events it has
   */
  simulate(campaign) {
    return this.data("POST", "/emulator/simulate", campaign);
  }

  /**
   * How far a campaign is.
   *
   * @param {string} id
   * @returns {Promise<{ total: number, remaining: number, deliveries: Record<Status, number> }>} `remaining` events have
   *   not happened yet
   */
  simulation(id) {
    return this.data("GET", `/emulator/simulate/${encodeURIComponent(id)}`);
  }

  /**
   * The server's events, for as long as it sends.
   *
   * @param {AbortSignal} signal
   * @returns {Promise<ReadableStream<Uint8Array>>}
   */
  async stream(signal) {
    const response = await this.request("GET", "/emulator/stream", undefined, signal);
    if (response.body === null) throw new ApiError(0, "NO_BODY", "The server sent no stream.");
    return response.body;
  }
}
