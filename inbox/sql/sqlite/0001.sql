-- What was seen: the identity of a delivery is the digest of its body. The signed time is inside the body, so
-- (created, digest) is exactly as strict as the digest alone, and inserts touch the newest pages of the index.
CREATE TABLE inbox_seen (
    seq         INTEGER PRIMARY KEY,
    created     INTEGER NOT NULL,           -- signed, Unix ms; 0 where the body holds no time
    digest      BLOB    NOT NULL,           -- SHA-256 of the body
    delivery_id TEXT    NOT NULL,           -- a label: not signed
    repeats     INTEGER NOT NULL DEFAULT 0,
    UNIQUE (created, digest)
) STRICT;
CREATE INDEX inbox_seen_delivery_id ON inbox_seen (delivery_id);

-- The archive: the signed bytes, which can be verified again years later, and what came with them.
CREATE TABLE inbox_delivery (
    seq         INTEGER PRIMARY KEY,
    delivery_id TEXT    NOT NULL,
    type        TEXT    NOT NULL,
    address     TEXT,                       -- whom it is about, lower case
    created     INTEGER,                    -- signed, Unix ms
    sent        INTEGER,                    -- as the header says, Unix ms
    received    INTEGER NOT NULL,           -- Unix ms
    secret      INTEGER NOT NULL,           -- which of the secrets matched, from 0
    kept_from   TEXT,                       -- why it was not handed to a handler: expired, held
    id_reused   INTEGER NOT NULL,
    digest      BLOB    NOT NULL,
    headers     TEXT    NOT NULL,           -- JSON object of the headers that are kept
    body        BLOB    NOT NULL
) STRICT;
CREATE INDEX inbox_delivery_address ON inbox_delivery (address, seq) WHERE address IS NOT NULL;

-- Unfinished work only, small and hot.
CREATE TABLE inbox_job (
    seq     INTEGER PRIMARY KEY,
    run_at  INTEGER,                        -- Unix ms; the lease's end while it is leased; NULL behind another of its key
    attempt INTEGER NOT NULL DEFAULT 0,     -- counted when it is claimed, so that a handler which kills its process dies too
    lease   INTEGER NOT NULL DEFAULT 0,
    key     TEXT,
    created INTEGER NOT NULL
) STRICT;
CREATE INDEX inbox_job_due ON inbox_job (run_at) WHERE run_at IS NOT NULL;
CREATE INDEX inbox_job_key ON inbox_job (key, created, seq) WHERE key IS NOT NULL;

CREATE TABLE inbox_attempt (
    seq     INTEGER NOT NULL,
    attempt INTEGER NOT NULL,
    ended   INTEGER NOT NULL,               -- Unix ms
    error   TEXT,                           -- NULL where it went well
    PRIMARY KEY (seq, attempt)
) STRICT, WITHOUT ROWID;

CREATE TABLE inbox_dead (
    seq      INTEGER PRIMARY KEY,
    died     INTEGER NOT NULL,              -- Unix ms
    attempts INTEGER NOT NULL,
    error    TEXT    NOT NULL
) STRICT;

-- Repeats that came under another id or with another secret; a few of each delivery.
CREATE TABLE inbox_repeat (
    seq         INTEGER NOT NULL,
    at          INTEGER NOT NULL,           -- Unix ms
    delivery_id TEXT    NOT NULL,
    secret      INTEGER NOT NULL
) STRICT;
CREATE INDEX inbox_repeat_seq ON inbox_repeat (seq);

CREATE TABLE inbox_counter (
    name  TEXT PRIMARY KEY,
    value INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE inbox_meta (
    name  TEXT PRIMARY KEY,
    value INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
