// @ts-check
/** Calls of the server that served the page, with the key. */

/** What the server refused, or that it could not be reached (`status` 0). */
export class ApiError extends Error {
  /**
   * @param {number} status
   * @param {string} code
   * @param {string} message
   * @param {{ field: string, message: string }[]} [details]
   */
  constructor(status, code, message, details = []) {
    super(message);
    this.status = status;
    this.code = code;
    this.details = details;
  }
}

const TIMEOUT_MS = 20_000;

export class Client {
  #key;
  #onUnauthorized;
  #unreachable;

  /**
   * @param {string} key
   * @param {() => void} onUnauthorized called when the server does not take the key
   * @param {string} unreachable what to say when nothing answers
   */
  constructor(key, onUnauthorized, unreachable) {
    this.#key = key;
    this.#onUnauthorized = onUnauthorized;
    this.#unreachable = unreachable;
  }

  get key() {
    return this.#key;
  }

  /**
   * What a call answers: the `data` of its JSON.
   *
   * @param {string} method
   * @param {string} path
   * @param {unknown} [body] an object, or JSON text
   * @returns {Promise<any>}
   */
  async data(method, path, body) {
    return JSON.parse(await this.text(method, path, body)).data;
  }

  /**
   * @param {string} method
   * @param {string} path
   * @param {unknown} [body]
   */
  async text(method, path, body) {
    const response = await this.request(method, path, body, AbortSignal.timeout(TIMEOUT_MS));
    return response.text();
  }

  /**
   * @param {string} method
   * @param {string} path
   * @param {unknown} body
   * @param {AbortSignal} signal
   * @returns {Promise<Response>} one with a status of success; others are thrown
   */
  async request(method, path, body, signal) {
    const response = await this.#fetch(method, path, body, signal);
    if (!response.ok) await this.#refuse(response);
    return response;
  }

  /**
   * @param {string} method
   * @param {string} path
   * @param {unknown} body
   * @param {AbortSignal} signal
   */
  async #fetch(method, path, body, signal) {
    /** @type {Record<string, string>} */
    const headers = { authorization: `Bearer ${this.#key}` };
    /** @type {RequestInit} */
    const init = { method, headers, signal, cache: "no-store", credentials: "omit", redirect: "error" };
    if (body !== undefined) {
      headers["content-type"] = "application/json";
      init.body = typeof body === "string" ? body : JSON.stringify(body);
    }
    try {
      return await fetch(path, init);
    } catch (cause) {
      if (signal.aborted && signal.reason?.name === "AbortError") throw cause;
      throw new ApiError(0, "UNREACHABLE", this.#unreachable);
    }
  }

  /**
   * @param {Response} response
   * @returns {Promise<never>}
   */
  async #refuse(response) {
    if (response.status === 401) this.#onUnauthorized();
    const text = await response.text();
    throw errorOf(response.status, text);
  }
}

/**
 * @param {number} status
 * @param {string} text
 */
function errorOf(status, text) {
  try {
    const { code, message, details } = JSON.parse(text).error;
    return new ApiError(status, String(code), String(message), Array.isArray(details) ? details : []);
  } catch {
    return new ApiError(status, "HTTP", text || `The server answered ${status}.`);
  }
}

/** @param {Record<string, string | number | undefined>} query */
export function parameters(query) {
  const set = new URLSearchParams();
  for (const [name, value] of Object.entries(query))
    if (value !== undefined && value !== "") set.set(name, String(value));
  return set;
}
