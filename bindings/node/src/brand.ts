/** What instances of a class offer to other copies of the package; counted up when they stop to understand each other. */
const INTERFACE = 1;

/**
 * Lets `instanceof` hold for instances of another copy of the class: `import` and `require` load one each, test runners
 * load the package anew for each file, and a project may have it installed twice. Subclasses stay what they are.
 */
export function brand(base: Function, name: string): void {
  const mark = markOf(name);
  Object.defineProperty(base.prototype, mark, { value: INTERFACE });
  Object.defineProperty(base, Symbol.hasInstance, {
    value(this: Function, value: unknown): boolean {
      if (this !== base) return Function.prototype[Symbol.hasInstance].call(this, value);
      return interfaceOf(value, mark) === INTERFACE;
    },
  });
}

/** Throws if a value is an instance of the class of a version that this one does not understand: it is no options. */
export function refuseForeign(value: unknown, name: string): void {
  const found = interfaceOf(value, markOf(name));
  if (found === undefined || found === INTERFACE) return;
  throw new TypeError(`this ${name} is of another version of autosend-webhooks than what it is given to: install one`);
}

function markOf(name: string): symbol {
  return Symbol.for(`autosend-webhooks.${name}`);
}

function interfaceOf(value: unknown, mark: symbol): unknown {
  return typeof value === "object" && value !== null ? (value as Record<symbol, unknown>)[mark] : undefined;
}
