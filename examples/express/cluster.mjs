// Four processes of inbox.mjs behind one port. One that ends is replaced: what it was at work on is rolled back, and comes again.
import cluster from "node:cluster";

if (cluster.isPrimary) {
  for (let count = 0; count < 4; count++) cluster.fork();
  cluster.on("exit", () => cluster.fork());
} else {
  await import("./inbox.mjs");
}
