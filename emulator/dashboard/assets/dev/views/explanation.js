// @ts-check
/** Why a receiver refused a request. */

import { h } from "../../shared/dom.js";

/** @typedef {import("../api.js").Attempt} Attempt */

/**
 * What is wrong with the request itself, or, if nothing is, what the response says about the receiver.
 *
 * @param {import("../api.js").Explanation} found
 * @param {Attempt} attempt
 */
export function explanation({ error, causes, receiver }, attempt) {
  if (error === null) {
    return h(
      "div",
      { class: "notice" },
      h("h4", {}, "The request is fine"),
      h("p", {}, "It verifies with this webhook's secret, so the reason is in the receiver."),
      ...(receiver === null ? [h("p", {}, receiverHint(attempt))] : receiverError(receiver)),
    );
  }
  return h(
    "div",
    { class: "notice notice-bad" },
    h("h4", {}, h("code", {}, error.code)),
    h("p", {}, error.message),
    ...causes.map(({ cause, finding, fix }) =>
      h(
        "div",
        {},
        h("h5", {}, cause.replaceAll("_", " ")),
        h("p", {}, finding),
        h("p", {}, h("strong", {}, "Fix: "), fix),
      ),
    ),
    causes.length === 0 && error.hint !== undefined && h("p", {}, h("strong", {}, "Fix: "), error.hint),
  );
}

/** @param {NonNullable<import("../api.js").Explanation["receiver"]>} error */
function receiverError({ code, meaning, hint }) {
  return [
    h("p", {}, "The receiver says ", h("code", {}, code), `: ${meaning}`),
    h("p", {}, h("strong", {}, "Fix: "), hint),
  ];
}

/** @param {Attempt} attempt */
function receiverHint({ response, error }) {
  if (response === null)
    return `It gave no response (${error}). Is it running, at this address, and does it answer within 10 seconds?`;
  const { status } = response;
  if (status === 401 || status === 403)
    return "It refused the signature: does it have this webhook's secret, and does it verify the raw body, before any JSON parser?";
  if (status === 404 || status === 405)
    return "There is nothing at this path that takes POST: compare the URL with the receiver's route.";
  if (status >= 300 && status < 400) return "Redirects are not followed: use the final address as the webhook's URL.";
  if (status === 413) return "It found the body too large: raise its limit.";
  if (status >= 500) return "It failed while working on the event: look into its log. The delivery is retried.";
  return "It did not want this event: its response below may say why. Answer 2xx to what can never succeed, so that it is not retried.";
}
