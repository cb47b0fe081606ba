import type { DecodeError, Members } from "./fields.js";
import * as is from "./fields.js";
import { SHAPES, UNIONS } from "./generated/shapes.js";

/** Something in an event's data that is not as its provider describes it. */
export interface Problem {
  /** The member, as a JSON pointer within the data. */
  readonly path: string;
  /** What is wrong with it, for people to read. */
  readonly message: string;
  /** The value that came, which the data lacks then; absent where none came. */
  readonly value?: unknown;
}

/** The type of a field, as catalogs write it. */
type FieldType =
  | "string"
  | "boolean"
  | "integer"
  | "long"
  | "number"
  | "any"
  | "time"
  | { readonly enum: string }
  | { readonly object: string }
  | { readonly list: FieldType }
  | { readonly map: FieldType }
  | { readonly nullable: FieldType }
  | { readonly union: string };

/** A member of an object: its name, its type, whether it has to be there, and whether it may be null. */
type Field = readonly [name: string, type: FieldType, isRequired: 0 | 1, isNullable: 0 | 1];

/** A variant of a union, with the values of the discriminator that stand for it. */
type Variant = readonly [type: FieldType, values: readonly string[]];

/** A union of types. */
interface Union {
  readonly discriminator: string | null;
  readonly variants: readonly Variant[];
}

/** Where a value stands. */
interface Place {
  /** The object or list that holds it. */
  readonly holder: Members;
  /** Its name there. */
  readonly name: string;
  readonly path: string;
}

/** Reads the data of an event. */
export class ShapeReader {
  /** What does not fit. */
  readonly problems: Problem[] = [];
  /** Whether to leave the data as it is. Otherwise what does not fit goes from it. */
  readonly #isTrial: boolean;
  /** The variants that were found, by value and union: looking for each once keeps the time linear, however deep they are. */
  readonly #found: Map<unknown, Map<string, Variant | undefined>>;

  constructor(isTrial = false, found = new Map<unknown, Map<string, Variant | undefined>>()) {
    this.#isTrial = isTrial;
    this.#found = found;
  }

  /** Reads an object that is called so in the catalog. */
  object(shape: string, data: Members, path = ""): void {
    for (const [name, type, isRequired, isNullable] of fieldsOf(shape)) {
      const place = { holder: data, name, path: `${path}/${escaped(name)}` };
      const value = is.own(data, name);
      if (value === undefined || value === null) {
        const isAllowed = value === null && (isNullable || type === "any");
        if (isRequired && !isAllowed) this.#missing(place, value);
      } else {
        const error = this.#value(type, value, place);
        if (error !== undefined) this.#misfit(place, value, error);
      }
    }
  }

  #missing({ path }: Place, value: unknown): void {
    this.problems.push({ path, message: is.wrong(value, "").trim() });
  }

  #misfit({ holder, name, path }: Place, value: unknown, error: string): void {
    this.problems.push({ path, message: error.trim(), value });
    if (!this.#isTrial) delete holder[name];
  }

  #value(type: FieldType, value: unknown, place: Place): DecodeError {
    if (typeof type === "string") return type === "number" ? this.#number(value, place) : PLAIN[type](value);
    if ("enum" in type) return PLAIN.string(value);
    if ("object" in type) {
      if (!is.object(value)) return is.wrong(value, "an object");
      this.object(type.object, value, place.path);
      return undefined;
    }
    if ("list" in type)
      return Array.isArray(value) ? this.#all(type.list, value as never, place) : is.wrong(value, "a list");
    if ("map" in type) return is.object(value) ? this.#all(type.map, value, place) : is.wrong(value, "an object");
    if ("nullable" in type) return value === null ? undefined : this.#value(type.nullable, value, place);
    this.#union(type.union, value, place);
    return undefined;
  }

  /** The values of a list or a map: if one of them does not fit, none of them can be typed. */
  #all(type: FieldType, holder: Members, { path }: Place): DecodeError {
    for (const name of Object.keys(holder)) {
      const error = this.#value(type, holder[name], { holder, name, path: `${path}/${escaped(name)}` });
      if (error !== undefined) return `[${Array.isArray(holder) ? name : JSON.stringify(name)}]${error}`;
    }
    return undefined;
  }

  /** A value of no variant that is known stays as it came. */
  #union(name: string, value: unknown, place: Place): void {
    const { discriminator, variants } = unionOf(name);
    if (discriminator === null) {
      const variant = this.#variant(name, variants, value);
      // Of a trial it is enough to know that one fits.
      if (variant !== undefined && !this.#isTrial) this.#value(variant[0], value, place);
      return;
    }
    const tag = is.object(value) ? is.own(value, discriminator) : undefined;
    const variant = variants.find(([, values]) => values.includes(tag as string));
    if (variant !== undefined) this.#value(variant[0], value, place);
  }

  /** The first variant that a value fits without a problem. */
  #variant(name: string, variants: readonly Variant[], value: unknown): Variant | undefined {
    const known = this.#found.get(value) ?? new Map<string, Variant | undefined>();
    if (known.has(name)) return known.get(name);
    const variant = variants.find(([type]) => this.#fits(type, value));
    if (typeof value === "object") this.#found.set(value, known.set(name, variant));
    return variant;
  }

  #fits(type: FieldType, value: unknown): boolean {
    const trial = new ShapeReader(true, this.#found);
    const error = trial.#value(type, value, { holder: {}, name: "", path: "" });
    return error === undefined && trial.problems.length === 0;
  }

  /** A number that was read as a bigint is what the language has for it. */
  #number(value: unknown, { holder, name }: Place): DecodeError {
    if (typeof value !== "bigint") return typeof value === "number" ? undefined : is.wrong(value, "a number");
    if (!this.#isTrial) holder[name] = Number(value);
    return undefined;
  }
}

const PLAIN: Readonly<Record<Exclude<FieldType, object | "number">, (value: unknown) => DecodeError>> = {
  string: is.string,
  boolean: is.boolean,
  integer: is.integer,
  long: is.long,
  any: is.any,
  time: is.time,
};

const fieldsOf = parsedOnce<readonly Field[]>(SHAPES);
const unionOf = parsedOnce<Union>(UNIONS);

/** What texts of JSON say, each parsed when it is first asked for: a catalog may have thousands. */
function parsedOnce<T>(texts: Readonly<Record<string, string>>): (name: string) => T {
  const parsed = new Map<string, T>();
  return (name) => {
    let value = parsed.get(name);
    if (value === undefined) {
      value = JSON.parse(texts[name]!) as T;
      parsed.set(name, value);
    }
    return value;
  };
}

/** A name within a JSON pointer. */
function escaped(name: string): string {
  return name.replaceAll("~", "~0").replaceAll("/", "~1");
}
