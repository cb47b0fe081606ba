// @ts-check
/** Counts over time, a step each, and shares of them. */

/** @typedef {{ start: number, isNew: number, kept: number, types: Map<string, number> }} Step */

/**
 * All steps of a timeline, those without deliveries too.
 *
 * @param {import("./api.js").Timeline} timeline
 * @returns {Step[]} oldest first
 */
export function stepsOf({ since, last, width, counts }) {
  /** @type {Map<number, Step>} */
  const steps = new Map();
  for (let start = since; start <= last; start += width)
    steps.set(start, { start, isNew: 0, kept: 0, types: new Map() });
  for (const { start, type, outcome, count } of counts) {
    // One that came since the question was asked may be in a step that had not begun.
    const step = steps.get(Math.min(start, last));
    if (step === undefined) continue;
    if (outcome === "new") step.isNew += count;
    else step.kept += count;
    step.types.set(type, (step.types.get(type) ?? 0) + count);
  }
  return [...steps.values()];
}

/**
 * @param {Map<string, number>} types
 * @param {{ of: string, among: string }} share
 * @returns {number | null} null where there is nothing to be a share of
 */
export function rate(types, { of, among }) {
  const whole = types.get(among) ?? 0;
  return whole === 0 ? null : (types.get(of) ?? 0) / whole;
}
