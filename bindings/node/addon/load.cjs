"use strict";

// The native addon for this platform, or null and the reason.

const { join } = require("node:path");

exports.addon = null;
exports.error = undefined;

// On Linux there is one for each C library, and the wrong one does not load.
for (const library of process.platform === "linux" ? ["-gnu", "-musl"] : [""]) {
  // A path in a variable: bundlers would put an addon that they can see into the bundle, or fail.
  const path = join(__dirname, `${process.platform}-${process.arch}${library}.node`);
  try {
    exports.addon = require(path);
    break;
  } catch (error) {
    exports.error ??= error;
  }
}
