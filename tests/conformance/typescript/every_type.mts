// Compiles only if every type of field has its type, and unions can be told apart.
import type { Choice, EverythingData, Shape } from "./dist/index.js";
import { Verifier } from "./dist/index.js";

type IsSame<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
const isSame = <A, B>(same: IsSame<A, B>): boolean => same;

isSame<EverythingData["any"], unknown>(true);
isSame<EverythingData["long"], number | bigint | null | undefined>(true);
isSame<EverythingData["gaps"], readonly (string | null)[] | null | undefined>(true);
isSame<EverythingData["gapped"], { readonly [name: string]: number | bigint | null } | null | undefined>(true);
isSame<EverythingData["deep"], readonly (readonly { readonly [name: string]: boolean }[])[] | null | undefined>(true);
isSame<EverythingData["choices"], readonly Choice[] | null | undefined>(true);

/** By the discriminator; what is new arrives too. */
export function radius(shape: Shape): number | bigint | null | undefined | string {
  switch (shape.kind) {
    case "circle":
    case "disc":
      return shape.radius;
    case "square":
      return shape.side;
    default:
      return String(shape["points"]);
  }
}

export function problems(verifier: Verifier, body: Uint8Array, headers: Headers): string[] {
  const { event } = verifier.verify(body, headers);
  if (event.type !== "thing.made") return [];
  const createdAt: string | null = event.createdAt;
  return [...event.problems.map(({ path, message }) => `${path} ${message}`), createdAt ?? ""];
}

// @ts-expect-error: it is no text
export const wrong: EverythingData = { long: "1" };
