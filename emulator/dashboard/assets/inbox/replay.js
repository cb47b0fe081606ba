// @ts-check
/** Having deliveries processed again: asks before, shows how far it is, tells what came of it. */

import { confirm, openDialog } from "../shared/components/dialog.js";
import { toast, toastError } from "../shared/components/toast.js";
import { h, setText } from "../shared/dom.js";
import { plural } from "../shared/format.js";

/** @typedef {import("./app.js").Context} Context */

/** How many one call takes. */
const AT_ONCE = 500;

/**
 * @param {Context} context
 * @param {number[]} seqs
 */
export async function replaySome({ api, store }, seqs) {
  try {
    let replayed = 0;
    for (let from = 0; from < seqs.length; from += AT_ONCE)
      replayed += (await api.replay({ seqs: seqs.slice(from, from + AT_ONCE) })).replayed;
    tell(replayed);
    await store.refresh();
  } catch (error) {
    toastError(error);
  }
}

/**
 * All that a filter finds, with a dialog that shows how many so far and can stop it.
 *
 * @param {Context} context
 * @param {import("./api.js").Filter} filter
 * @param {string} described what it finds, in words
 */
export async function replayAll({ api, store }, filter, described) {
  const agreed = await confirm({
    title: "Replay all of them?",
    text: `Every ${described} is processed again, also what this list does not show yet. What was done is done once more.`,
    action: "Replay all",
  });
  if (!agreed) return;
  const dialog = openDialog("Replaying");
  const said = h("p", { role: "status" }, "Begins…");
  let stopped = false;
  dialog.element.addEventListener("close", () => {
    stopped = true;
  });
  dialog.show(
    said,
    h("progress", { "aria-label": "Replaying" }),
    h("footer", {}, h("button", { type: "button", class: "button", onclick: dialog.close }, "Stop")),
  );
  let replayed = 0;
  /** @type {number | null} */
  let before = null;
  try {
    do {
      const page = await api.replay({ filter, before });
      replayed += page.replayed;
      before = page.before;
      setText(said, `${plural(replayed, "delivery", "deliveries")} so far`);
    } while (before !== null && !stopped);
    tell(replayed);
  } catch (error) {
    toastError(error);
  }
  dialog.close();
  await store.refresh();
}

/** @param {number} replayed */
function tell(replayed) {
  if (replayed > 0) toast(`${plural(replayed, "delivery is", "deliveries are")} processed again.`);
  else toast("Nothing to replay: they wait or are at work already.", "bad");
}
