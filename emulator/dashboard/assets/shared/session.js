// @ts-check
/** The key, which the program prints as the fragment of the page's address: kept for this tab, never left in the address. */

const NAME = "autosend-webhooks.key";

export class Session {
  #parameter;

  /** @param {string} parameter the key's name in the fragment */
  constructor(parameter) {
    this.#parameter = parameter;
  }

  /** Takes the key out of the address, if it is there. Returns whether it was. */
  adoptFromAddress() {
    const fragment = new URLSearchParams(location.hash.slice(1));
    const key = fragment.get(this.#parameter);
    if (key === null) return false;
    history.replaceState(null, "", `${location.pathname}${location.search}`);
    this.keep(key);
    return true;
  }

  /** @returns {string | null} */
  key() {
    return sessionStorage.getItem(NAME);
  }

  /** @param {string} value */
  keep(value) {
    sessionStorage.setItem(NAME, value.trim());
  }

  forget() {
    sessionStorage.removeItem(NAME);
  }
}
