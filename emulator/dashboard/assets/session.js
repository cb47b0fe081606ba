// @ts-check
/** The API key, which `dev` prints as the fragment of the page's address: kept for this tab, never left in the address. */

const NAME = "autosend-webhooks.key";

/** Takes the key out of `#key=…`, if it is there. Returns whether it was. */
export function adoptKeyFromAddress() {
  const fragment = new URLSearchParams(location.hash.slice(1));
  const key = fragment.get("key");
  if (key === null) return false;
  history.replaceState(null, "", `${location.pathname}${location.search}`);
  keepKey(key);
  return true;
}

/** @returns {string | null} */
export function key() {
  return sessionStorage.getItem(NAME);
}

/** @param {string} value */
export function keepKey(value) {
  sessionStorage.setItem(NAME, value.trim());
}

export function forgetKey() {
  sessionStorage.removeItem(NAME);
}
