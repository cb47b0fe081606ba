"use strict";

// The native addon for this platform, or null and the reason.

const { join } = require("node:path");

exports.addon = null;
exports.error = undefined;

// On Linux there is one for each C library, and the wrong one does not load.
const libraries = process.platform === "linux" ? ["-gnu", "-musl"] : [""];
const platforms = libraries.map((library) => `${process.platform}-${process.arch}${library}`);
// A build of one's own lies beside this file; a release has a package for each platform.
const places = platforms.flatMap((platform) => [join(__dirname, `${platform}.node`), `autosend-webhooks-${platform}`]);

for (const place of places) {
  try {
    // A path in a variable: bundlers would put an addon that they can see into the bundle, or fail.
    exports.addon = require(place);
    break;
  } catch (error) {
    exports.error ??= error;
  }
}
