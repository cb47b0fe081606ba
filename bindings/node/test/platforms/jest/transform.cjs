const { transformSync } = require("esbuild");

exports.process = (text) => ({ code: transformSync(text, { format: "cjs" }).code });
