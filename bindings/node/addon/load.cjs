"use strict";

// The native addon for this platform, or null and the reason; no reason if it was not wanted. Nothing here may throw, nor
// be looked up outside of the attempt: bundles have no `require` and no `__dirname`, or others.

exports.addon = null;
exports.error = undefined;
exports.crypto = null;

try {
  // Older versions of Node hand it out in no other way.
  exports.crypto = require("node:crypto");
} catch {
  // A bundle for something else: the package has its own.
}

try {
  if (isWanted()) exports.addon = load();
} catch (error) {
  exports.error = error;
}

function isWanted() {
  return ["", "0", undefined].includes(process.env.AUTOSEND_WEBHOOKS_PURE);
}

function load() {
  // On Linux there is one for each C library, and the wrong one does not load.
  const libraries = process.platform === "linux" ? ["-gnu", "-musl"] : [""];
  const platforms = libraries.map((library) => `${process.platform}-${process.arch}${library}`);
  // A build of one's own lies beside this file; a release has a package for each platform.
  const places = platforms.flatMap((platform) => [`${__dirname}/${platform}.node`, `autosend-webhooks-${platform}`]);
  const errors = [];
  for (const place of places) {
    try {
      // A path in a variable: bundlers would put an addon that they can see into the bundle, or fail.
      return require(place);
    } catch (error) {
      errors.push(error);
    }
  }
  // One that is there and does not load tells more than those that are not there.
  throw errors.find((error) => error.code !== "MODULE_NOT_FOUND") ?? errors[0];
}
