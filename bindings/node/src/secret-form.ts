import { WebhookError } from "./errors.js";

/** Refuses the signs of a configuration gone wrong: `invalid_secret`, which never shows the secret. */
export function checkForm(text: string): void {
  const refuse = (detail: string) => {
    throw new WebhookError("invalid_secret", { detail });
  };
  if (text === "") refuse("it is empty");
  const letters = [...text];
  const found = letters.findIndex((letter, at) => {
    const isAtAnEnd = at === 0 || at === letters.length - 1;
    return isUnseen(letter) || (isAtAnEnd && ENCLOSING.test(letter));
  });
  if (found >= 0) {
    const code = letters[found]!.codePointAt(0)!.toString(16).toUpperCase().padStart(4, "0");
    refuse(`U+${code} at character ${found + 1} does not belong there`);
  }
  if (MISSING.test(text) || VARIABLE.test(text)) refuse("it is a placeholder, or what a missing value prints as");
}

/** White space but the plain space, controls, what shows nothing, and what stands for bytes that could not be read. */
const UNSEEN: readonly (readonly [first: number, last: number])[] = [
  [0x0, 0x1f],
  [0x7f, 0xa0],
  [0xad, 0xad],
  [0x34f, 0x34f],
  [0x61c, 0x61c],
  [0x115f, 0x1160],
  [0x1680, 0x1680],
  [0x17b4, 0x17b5],
  [0x180b, 0x180f],
  [0x2000, 0x200f],
  [0x2028, 0x202f],
  [0x205f, 0x206f],
  [0x2800, 0x2800],
  [0x3000, 0x3000],
  [0x3164, 0x3164],
  [0xd800, 0xdfff],
  [0xfe00, 0xfe0f],
  [0xfeff, 0xfeff],
  [0xffa0, 0xffa0],
  [0xfff0, 0xffff],
  [0x1bca0, 0x1bca3],
  [0x1d173, 0x1d17a],
  [0xe0000, 0xe0fff],
];

function isUnseen(letter: string): boolean {
  const code = letter.codePointAt(0)!;
  return UNSEEN.some(([first, last]) => first <= code && code <= last);
}

/** A space or a quotation mark, which are fine inside. */
const ENCLOSING = /[ "'`«»\u2018-\u201f‹›]/;

/** What a missing value prints as, in one language or another. */
const MISSING = /^(?:undefined|null|none|nil|nan|true|false|\(null\)|<nil>|<null>|\*\*\*hidden\*\*\*)$/i;

/** A variable that was never replaced by its value. */
const VARIABLE = /^(?:\$\{.*\}|\$\(.*\)|\{\{.*\}\}|\[object .*\])$/s;
