// Each bundler, as a function that bundles an entry into one file of a format: `esm` or `cjs`.
import { writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { basename, dirname } from "node:path";
import { build as esbuild } from "esbuild";
import { rolldown } from "rolldown";
import { build as vite } from "vite";
import webpack from "webpack";

const require = createRequire(import.meta.url);

export const BUNDLERS = {
  async esbuild(entry, outfile, format) {
    await esbuild({ entryPoints: [entry], outfile, format, bundle: true, platform: "node", logLevel: "error" });
  },
  async external(entry, outfile, format) {
    await esbuild({ entryPoints: [entry], outfile, format, bundle: true, platform: "node", packages: "external" });
  },
  async vite(entry, outfile, format) {
    const output = { format, entryFileNames: basename(outfile), codeSplitting: false };
    await vite({
      configFile: false,
      logLevel: "error",
      ssr: { noExternal: true },
      build: { ssr: entry, outDir: dirname(outfile), emptyOutDir: false, rolldownOptions: { output } },
    });
  },
  async rolldown(entry, outfile, format) {
    const bundle = await rolldown({ input: entry, platform: "node", logLevel: "silent" });
    await bundle.write({ file: outfile, format, codeSplitting: false });
  },
  async webpack(entry, outfile, format) {
    const isModule = format === "esm";
    const stats = await webpackRun({
      mode: "production",
      target: "node18",
      entry,
      experiments: { outputModule: isModule },
      output: {
        path: dirname(outfile),
        filename: basename(outfile),
        module: isModule,
        ...(isModule && { chunkFormat: "module", library: { type: "module" } }),
      },
    });
    if (stats.hasErrors()) throw new Error(stats.toString("errors-only"));
  },
  async ncc(entry, outfile, format) {
    const { code, assets } = await require("@vercel/ncc")(entry, { esm: format === "esm", quiet: true, cache: false });
    await writeFile(outfile, code);
    for (const [name, { source }] of Object.entries(assets)) {
      if (name !== "package.json") await writeFile(`${dirname(outfile)}/${name}`, source);
    }
  },
};

function webpackRun(configuration) {
  return new Promise((resolve, reject) => {
    const compiler = webpack(configuration);
    compiler.run((error, stats) => compiler.close(() => (error ? reject(error) : resolve(stats))));
  });
}
