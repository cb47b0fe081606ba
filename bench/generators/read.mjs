// node read.mjs GENERATOR FOLDER: as read.py, for code in TypeScript that was compiled to FOLDER.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const [generator, folder] = process.argv.slice(2);
const load = (path) => import(pathToFileURL(join(folder, path)).href);

/** How each one reads a body. */
const READERS = {
  /** A package of this project's generator: what was signed is verified and read. */
  async autosend() {
    const { Verifier } = await load("dist/index.js");
    const verifier = new Verifier("secret");
    return async (text) => {
      const { event } = await verifier.verify(Buffer.from(text), verifier.sign(text));
      const data = { ...event.data };
      // What does not fit is beside the data.
      for (const { path, value } of event.problems ?? []) if (value !== undefined) data[path.slice(1)] = value;
      if (event.type === "unknown") return ["unknown", text];
      return [event.type, written({ type: event.type, id: event.id ?? JSON.parse(text).id, data })];
    };
  },
  async quicktype() {
    const { Convert } = await load("quicktype.js");
    return (text) => {
      const event = Convert.toEvent(text);
      return [event.type, Convert.eventToJson(event)];
    };
  },
  async "openapi-ts"() {
    const { zEvent } = await load("zod.gen.js");
    return (text) => {
      const event = zEvent.parse(JSON.parse(text));
      return [event.type, written(event)];
    };
  },
};

/** JSON with integers of any length. */
function written(value) {
  const marked = JSON.stringify(value, (_, it) => (typeof it === "bigint" ? `bigint ${it}` : it));
  return marked.replace(/"bigint (-?\d+)"/g, "$1");
}

const read = await READERS[generator]();
for (const text of readFileSync(0, "utf8").trimEnd().split("\n")) {
  let outcome;
  try {
    outcome = await read(text);
  } catch (error) {
    outcome = [null, String(error)];
  }
  console.log(JSON.stringify(outcome));
}
