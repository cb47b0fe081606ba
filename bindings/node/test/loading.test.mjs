// Copies of the package in one process: `import` and `require` load one each, and a project may have several installed.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { cp, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, before, describe, test } from "node:test";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";

const run = promisify(execFile);
const require = createRequire(import.meta.url);
const installed = dirname(require.resolve("autosend-webhooks/package.json"));
let folder;
let copies;

before(async () => {
  folder = await mkdtemp(join(tmpdir(), "autosend-webhooks-"));
  const other = join(folder, "node_modules/autosend-webhooks");
  await cp(installed, other, { recursive: true });
  const files = (root) => (name) => pathToFileURL(join(root, "dist", `${name ? `adapters${name}` : "index"}.js`)).href;
  const collect = async (load) => Object.assign({}, ...(await Promise.all(["", "/testing"].map(load))));
  copies = {
    imported: await collect((name) => import(`autosend-webhooks${name}`)),
    required: await collect((name) => require(`autosend-webhooks${name}`)),
    "installed twice": await collect((name) => import(files(other)(name))),
  };
});

after(() => rm(folder, { recursive: true }));

const PAIRS = [
  ["imported", "required"],
  ["required", "imported"],
  ["imported", "installed twice"],
  ["installed twice", "required"],
];

describe("instances of another copy", () => {
  for (const [from, to] of PAIRS) {
    test(`${from}, given to what is ${to}`, () => {
      const one = copies[from];
      const other = copies[to];
      assert.notEqual(one.Webhooks, other.Webhooks);
      const verifier = new one.Verifier(one.TEST_SECRET);
      const { body, headers } = one.signedRequest({ type: "contact.new" });
      const delivery = verifier.verify(body, headers);
      const error = new one.WebhookError("body_not_json");
      const instances = { Webhooks: new one.Webhooks(), Verifier: verifier, Delivery: delivery, WebhookError: error };
      for (const [name, instance] of Object.entries(instances)) {
        for (const [which, value] of Object.entries(instances)) {
          assert.equal(value instanceof other[name], which === name, `${which} instanceof ${name}`);
        }
        for (const no of [null, undefined, 1, "text", {}, [], () => 1, Object.create(null)]) {
          assert.ok(!(no instanceof other[name]), name);
        }
        assert.deepEqual(Object.getOwnPropertySymbols(instance), [], name);
      }
    });
  }

  test("a subclass has instances of its own only, whatever the copy", () => {
    for (const [from, to] of PAIRS) {
      for (const name of ["Webhooks", "Verifier", "WebhookError"]) {
        const Base = copies[from][name];
        class Own extends Base {}
        class Other extends Base {}
        const make = (Class) =>
          new Class(name === "Verifier" ? "whsec_x" : name === "WebhookError" ? "body_not_json" : {});
        const own = make(Own);
        assert.ok(own instanceof Own && own instanceof Base && own instanceof copies[to][name], name);
        assert.ok(!(own instanceof Other) && !(make(Base) instanceof Own), name);
      }
    }
  });
});

describe("a registry of another copy", () => {
  /** What each adapter is called by, with a signed request. */
  const ADAPTERS = {
    fetch: async ({ webhook }, webhooks, request) =>
      (await webhook(webhooks)(new Request("http://localhost/", request))).status,
    hono: async ({ webhook }, webhooks, request) =>
      (await webhook(webhooks)({ req: { raw: new Request("http://localhost/", request) } })).status,
    next: async ({ webhook }, webhooks, request) =>
      (await webhook(webhooks)(new Request("http://localhost/", request))).status,
    lambda: async ({ webhook }, webhooks, { headers, body }) =>
      (await webhook(webhooks)({ httpMethod: "POST", headers, body: Buffer.from(body).toString() })).statusCode,
    node: overHttp,
    express: overHttp,
  };

  for (const [name, call] of Object.entries(ADAPTERS)) {
    for (const [from, load] of [
      ["required", (path) => import(path)],
      ["imported", (path) => Promise.resolve(require(path))],
    ]) {
      test(`${from}, given to ${name}: its handlers are called`, async () => {
        const { Webhooks, signedRequest, TEST_SECRET } = copies[from];
        const types = [];
        const webhooks = new Webhooks({
          secret: TEST_SECRET,
          answer: "after-handlers",
          onAny: (_event, delivery) => types.push(delivery.type),
        });
        const status = await call(
          await load(`autosend-webhooks/${name}`),
          webhooks,
          signedRequest({ type: "contact.new" }),
        );
        assert.deepEqual([status, types], [200, ["contact.new"]]);
      });
    }
  }

  async function overHttp({ webhook }, webhooks, request) {
    const { createServer } = await import("node:http");
    const server = createServer(webhook(webhooks));
    await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
    try {
      return (await fetch(`http://127.0.0.1:${server.address().port}/`, request)).status;
    } finally {
      server.close();
    }
  }

  test("of another version: refused, and not taken for options", async () => {
    const { webhook } = await import("autosend-webhooks/fetch");
    const future = { [Symbol.for("autosend-webhooks.Webhooks")]: 2 };
    assert.throws(() => webhook(future), /another version/);
  });
});

describe("without the addon", () => {
  const SCRIPT = `
    const { backend } = require("autosend-webhooks");
    import("autosend-webhooks").then((library) => console.log(backend, library.backend));
  `;

  /** Runs a script beside a copy of the package without addons, or with a broken one. */
  async function withoutAddon(broken, environment = {}, options = []) {
    const project = await mkdtemp(join(folder, "project-"));
    const copy = join(project, "node_modules/autosend-webhooks");
    await cp(installed, copy, { recursive: true, filter: (path) => !path.endsWith(".node") });
    if (broken) await writeFile(join(copy, `addon/${broken}`), "no library");
    await writeFile(join(project, "script.cjs"), SCRIPT);
    const arguments_ = [...options, join(project, "script.cjs")];
    return run(process.execPath, arguments_, { env: { ...process.env, ...environment } });
  }

  test("the pure verifier steps in, and one warning says so", async () => {
    const { stdout, stderr } = await withoutAddon();
    assert.equal(stdout, "pure pure\n");
    assert.equal(stderr.match(/AUTOSEND_WEBHOOKS_PURE\]/g)?.length, 1, stderr);
    assert.match(stderr, /AutoSendWebhooksWarning/);
  });

  test("an addon that does not load is named before one that is not there", async () => {
    const library = process.platform === "linux" ? "-gnu" : "";
    const { stdout, stderr } = await withoutAddon(`${process.platform}-${process.arch}${library}.node`);
    assert.equal(stdout, "pure pure\n");
    assert.match(stderr, /AUTOSEND_WEBHOOKS_PURE\]/);
    assert.doesNotMatch(stderr, /Cannot find module/);
  });

  test("whoever asked for it hears nothing", async () => {
    assert.deepEqual(await withoutAddon(undefined, { AUTOSEND_WEBHOOKS_PURE: "1" }), {
      stdout: "pure pure\n",
      stderr: "",
    });
  });

  // Node 18 has no such option.
  if (process.allowedNodeEnvironmentFlags.has("--disable-warning"))
    test("the warning's code silences it", async () => {
      const { stderr } = await withoutAddon(undefined, {}, ["--disable-warning=AUTOSEND_WEBHOOKS_PURE"]);
      assert.equal(stderr, "");
    });

  for (const condition of ["edge-light", "workerd", "browser"]) {
    test(`under the condition ${condition} nothing is said`, async () => {
      const { stdout, stderr } = await withoutAddon(undefined, {}, ["--conditions", condition]);
      assert.deepEqual([stdout, stderr], ["pure pure\n", ""]);
    });
  }

  test("the environment asks for it where the addon is there, too", async () => {
    const script = ["--input-type=module", "--eval", `console.log((await import("autosend-webhooks")).backend)`];
    const ask = (value) => run(process.execPath, script, { env: { ...process.env, AUTOSEND_WEBHOOKS_PURE: value } });
    assert.deepEqual(await ask("1"), { stdout: "pure\n", stderr: "" });
    assert.deepEqual(await ask("0"), { stdout: "native\n", stderr: "" });
  });
});

describe("nothing optional is called before it is needed", () => {
  for (const condition of ["edge-light", "node"])
    test(`a bundle for ${condition}, on a platform whose functions throw`, () => loads(condition));
});

/** Bundles the package, and loads it where what it could do without throws. */
async function loads(condition) {
  const throwing = `
    const no = (name) => () => { throw new Error("called at module level: " + name); };
    for (const name of ["getBuiltinModule", "emitWarning", "cwd", "hrtime", "nextTick"]) process[name] = no(name);
    for (const name of ["TextEncoder", "TextDecoder", "setTimeout", "fetch", "structuredClone"]) globalThis[name] = class {
      constructor() { no(name)(); }
    };
    delete globalThis.Buffer; delete globalThis.SharedArrayBuffer; delete globalThis.crypto; delete globalThis.performance;
  `;
  const project = await mkdtemp(join(folder, "edge-"));
  const { build } = await import("esbuild");
  const names = ["", "/fetch", "/hono", "/lambda", "/schema", "/testing"];
  const outfile = join(project, "edge.cjs");
  await build({
    stdin: {
      contents: names.map((name) => `require("autosend-webhooks${name}");`).join("\n"),
      resolveDir: process.cwd(),
    },
    banner: { js: throwing },
    outfile,
    bundle: true,
    format: "cjs",
    platform: "neutral",
    conditions: [condition],
  });
  assert.deepEqual(await run(process.execPath, [outfile]), { stdout: "", stderr: "" });
}

describe("TypeScript finds the subpaths", () => {
  const RESOLUTIONS = {
    node10: { module: "commonjs", moduleResolution: "node10" },
    node16: { module: "node16", moduleResolution: "node16" },
    nodenext: { module: "nodenext", moduleResolution: "nodenext" },
    bundler: { module: "esnext", moduleResolution: "bundler" },
  };

  async function subpaths() {
    const files = await readdir(join(installed, "dist/adapters"));
    const names = files.filter((file) => file.endsWith(".cjs")).map((file) => `/${file.slice(0, -".cjs".length)}`);
    return ["", ...names].map((name) => `autosend-webhooks${name}`);
  }

  for (const [name, options] of Object.entries(RESOLUTIONS)) {
    test(name, async () => {
      const project = await mkdtemp(join(process.cwd(), ".types-"));
      try {
        const paths = await subpaths();
        assert.ok(paths.length >= 11, paths.join());
        const imports = paths.map(
          (path, at) => `import * as m${at} from "${path}";\nexport const n${at}: string = m${at};`,
        );
        await writeFile(join(project, "all.ts"), imports.join("\n"));
        const compilerOptions = {
          ...options,
          strict: true,
          noEmit: true,
          skipLibCheck: true,
          types: ["node"],
          target: "es2022",
        };
        await writeFile(join(project, "tsconfig.json"), JSON.stringify({ compilerOptions, include: ["all.ts"] }));
        const compiler = join(dirname(require.resolve("typescript-api/package.json")), "bin/tsc");
        const { stdout } = await run(process.execPath, [compiler, "--project", project]).catch((error) => error);
        // Each module has a type, which is not a string's: what is not found, or has none, would say something else.
        const mistakes = stdout.match(/error TS\d+/g) ?? [];
        assert.deepEqual(
          mistakes,
          paths.map(() => "error TS2322"),
          stdout,
        );
      } finally {
        await rm(project, { recursive: true });
      }
    });
  }
});
