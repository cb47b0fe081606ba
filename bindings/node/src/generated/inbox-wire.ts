// Generated from schema/ by `cargo xtask generate`; do not edit.

/** What stands in engines beside the deliveries: in names `INBOX` stands for that of the inbox. */
export const WIRE = {
  /** The name of an inbox, unless another is given. */
  inbox: "autosend-inbox",
  /** The consumer group, or durable consumer, that all workers share. */
  group: "workers",
  /** What a dead letter says that somebody else put there. */
  stray: "this is no delivery",
  nats: {
    entries: "INBOX",
    deadSubject: "INBOX.dead",
    deadId: "dead-SEQ-DIGEST",
    errorHeader: "Autosend-Error",
    /** How many deliveries all workers together may hold. */
    maxHeld: 100000,
  },
  redis: {
    prefix: "{INBOX}:",
    entries: "entries",
    delayed: "delayed",
    dead: "dead",
    /** What each setting must be, and what would happen otherwise. */
    needed: [
      ["appendonly", "yes", "what is acknowledged would be in memory only"],
      ["appendfsync", "always", "what came in the last second would be lost with the power"],
      ["no-appendfsync-on-rewrite", "no", "nothing would be flushed while the log is rewritten"],
      ["maxmemory-policy", "noeviction", "deliveries would be removed to make room"],
    ],
  },
} as const;
