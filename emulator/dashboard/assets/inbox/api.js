// @ts-check
/** The calls that this page makes, and the shapes of what comes back. Times are Unix milliseconds. */

import { Client } from "../shared/http.js";

/** @typedef {"waiting" | "working" | "done" | "dead" | "expired" | "held"} Status */

/**
 * @typedef {object} Delivery
 * @property {number} seq
 * @property {string} delivery_id
 * @property {string} type
 * @property {string | null} address
 * @property {number | null} created
 * @property {number | null} sent
 * @property {number} received
 * @property {number} secret
 * @property {boolean} id_reused
 * @property {Status} status
 * @property {number} repeats
 * @property {number} attempts
 * @property {string | null} error
 */

/**
 * @typedef {object} Stored
 * @property {string} digest
 * @property {Record<string, string>} headers
 * @property {string} body empty once it was erased
 * @property {{ attempt: number, ended: number, error: string | null }[]} attempts
 * @property {{ at: number, delivery_id: string, secret: number }[]} repeats
 */

/** @typedef {{ summary: Delivery, stored: Stored }} Details */

/**
 * @typedef {object} Stats
 * @property {string} store
 * @property {{ counters: Record<string, number>, waiting: number, oldest: number | null, now: number }} stats
 * @property {{ ms: number | null, error: string | null }} commit
 */

/** @typedef {{ type?: string, address?: string, id?: string, status?: string, since?: number }} Filter */

/**
 * @typedef {object} Timeline
 * @property {number} since
 * @property {number} last when the last step begins
 * @property {number} width of a step
 * @property {boolean} complete
 * @property {{ start: number, type: string, outcome: string, count: number }[]} counts
 */

/**
 * @typedef {object} Finding
 * @property {"event_type" | "field" | "value" | "form"} kind
 * @property {string} type
 * @property {string} member empty for a type
 * @property {string} sample
 * @property {number} count
 * @property {number} seq
 * @property {number} received
 */

/** @typedef {{ compared: number, findings: Finding[], left_out: number }} Drift */

export class Api extends Client {
  /**
   * @param {string} key
   * @param {() => void} onUnauthorized called when the server does not take the token
   */
  constructor(key, onUnauthorized) {
    super(key, onUnauthorized, "The inbox does not answer. Is its program running?");
  }

  /** @returns {Promise<Stats>} */
  stats() {
    return this.data("GET", "/api/stats");
  }

  /**
   * @param {string} range
   * @returns {Promise<Timeline>}
   */
  timeline(range) {
    return this.data("GET", `/api/timeline?range=${encodeURIComponent(range)}`);
  }

  /** @returns {Promise<Drift>} */
  drift() {
    return this.data("GET", "/api/drift");
  }

  /**
   * @param {{ filter: Filter, limit: number, before?: number }} query `before`: the number of one
   * @returns {Promise<{ deliveries: Delivery[], more: boolean }>} newest first
   */
  list(query) {
    return this.data("POST", "/api/list", query);
  }

  /**
   * @param {string} seq
   * @returns {Promise<Details>}
   */
  delivery(seq) {
    return this.data("GET", `/api/deliveries/${encodeURIComponent(seq)}`);
  }

  /**
   * @param {{ seqs: number[] } | { filter: Filter, before: number | null }} which
   * @returns {Promise<{ replayed: number, before: number | null }>} `before`: where to go on, if there is more
   */
  replay(which) {
    return this.data("POST", "/api/replay", which);
  }
}
