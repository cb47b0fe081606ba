/** A statement of the inbox. */
export interface Statement {
  /** Its text, with `$1` (PostgreSQL) or `?1` (SQLite) for parameters. */
  readonly text: string;
  /** The columns that it returns; none where only the number of changed rows counts. */
  readonly columns: readonly string[];
}

/** The SQL of one store. */
export interface StoreSql {
  /** What makes the tables, in the order of the versions, from 1. */
  readonly migrations: readonly string[];
  /** The statements, by name. */
  readonly statements: Readonly<Record<string, Statement>>;
}

/** A value that every client passes on: bytes as a `Buffer`, times and numbers as integers. */
export type SqlValue = string | number | Uint8Array | null;

/** The statement with a plain `?` for each parameter, and the values in that order: what all clients understand. */
export function positional(text: string, values: readonly SqlValue[]): [string, SqlValue[]] {
  const ordered: SqlValue[] = [];
  const plain = text.replace(/[?$](\d+)/g, (_, number: string) => {
    ordered.push(values[Number(number) - 1] ?? null);
    return "?";
  });
  return [plain, ordered];
}

/**
 * PostgreSQL's text for a list of values. Clients differ in what they make of JavaScript's arrays, above all of bytes; text
 * they all pass on, and the server reads it as what the statement says it is.
 */
export function arrayOf(...values: readonly SqlValue[]): string {
  return `{${values.map(element).join(",")}}`;
}

function element(value: SqlValue): string {
  if (value === null) return "NULL";
  const text = value instanceof Uint8Array ? `\\x${hexOf(value)}` : String(value);
  return `"${text.replace(/["\\]/g, "\\$&")}"`;
}

function hexOf(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("hex");
}

/** The statements of a script, for clients that take one at a time. */
export function statementsOf(script: string): string[] {
  const statements = [""];
  // A comment, a text, a function's body, an end; or anything else.
  for (const [part] of script.matchAll(/--[^\n]*|'(?:[^']|'')*'|\$(\w*)\$[\s\S]*?\$\1\$|;|[^-'$;]+|[-$]/g)) {
    if (part === ";") statements.push("");
    else if (!part.startsWith("--")) statements[statements.length - 1] += part;
  }
  return statements.map((text) => text.trim()).filter((text) => text !== "");
}
