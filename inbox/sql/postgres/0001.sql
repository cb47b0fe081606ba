-- What was seen: the identity of a delivery is the digest of its body. The signed time is inside the body, so
-- (created, digest) is exactly as strict as the digest alone, and inserts touch the newest pages of the index.
CREATE TABLE inbox_seen (
    seq         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    created     bigint NOT NULL,            -- signed, Unix ms; 0 where the body holds no time
    digest      bytea  NOT NULL,            -- SHA-256 of the body
    delivery_id text   NOT NULL,            -- a label: not signed
    repeats     bigint NOT NULL DEFAULT 0,
    UNIQUE (created, digest)
);
CREATE INDEX inbox_seen_delivery_id ON inbox_seen (delivery_id);

-- The archive: the signed bytes, which can be verified again years later, and what came with them.
CREATE TABLE inbox_delivery (
    seq         bigint  PRIMARY KEY,
    delivery_id text    NOT NULL,
    type        text    NOT NULL,
    address     text,                       -- whom it is about, lower case
    created     bigint,                     -- signed, Unix ms
    sent        bigint,                     -- as the header says, Unix ms
    received    bigint  NOT NULL,           -- Unix ms
    secret      bigint  NOT NULL,           -- which of the secrets matched, from 0
    kept_from   text,                       -- why it was not handed to a handler: expired, held
    id_reused   boolean NOT NULL,
    digest      bytea   NOT NULL,
    headers     text    NOT NULL,           -- JSON object of the headers that are kept
    body        bytea   NOT NULL
);
CREATE INDEX inbox_delivery_address ON inbox_delivery (address, seq) WHERE address IS NOT NULL;

-- Unfinished work only, small and hot: room on its pages for updates in place, and vacuumed before it bloats.
CREATE TABLE inbox_job (
    seq     bigint  PRIMARY KEY,
    run_at  bigint,                         -- Unix ms; the lease's end while it is leased; NULL behind another of its key
    attempt bigint  NOT NULL DEFAULT 0,     -- counted when it is claimed, so that a handler which kills its process dies too
    lease   bigint  NOT NULL DEFAULT 0,
    key     text,
    created bigint  NOT NULL
) WITH (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 1000,
        autovacuum_vacuum_cost_delay = 0);
CREATE INDEX inbox_job_due ON inbox_job (run_at) WHERE run_at IS NOT NULL;
CREATE INDEX inbox_job_key ON inbox_job (key, created, seq) WHERE key IS NOT NULL;
CREATE SEQUENCE inbox_lease;

CREATE TABLE inbox_attempt (
    seq     bigint NOT NULL,
    attempt bigint NOT NULL,
    ended   bigint NOT NULL,                -- Unix ms
    error   text,                           -- NULL where it went well
    PRIMARY KEY (seq, attempt)
);

CREATE TABLE inbox_dead (
    seq      bigint PRIMARY KEY,
    died     bigint NOT NULL,               -- Unix ms
    attempts bigint NOT NULL,
    error    text   NOT NULL
);

-- Repeats that came under another id or with another secret; a few of each delivery.
CREATE TABLE inbox_repeat (
    seq         bigint NOT NULL,
    at          bigint NOT NULL,            -- Unix ms
    delivery_id text   NOT NULL,
    secret      bigint NOT NULL
);
CREATE INDEX inbox_repeat_seq ON inbox_repeat (seq);

-- In slots, so that two connections do not wait for each other to count.
CREATE TABLE inbox_counter (
    name  text   NOT NULL,
    slot  int    NOT NULL,
    value bigint NOT NULL,
    PRIMARY KEY (name, slot)
) WITH (fillfactor = 50);

CREATE TABLE inbox_meta (
    name  text PRIMARY KEY,
    value bigint NOT NULL
);

CREATE FUNCTION inbox_now() RETURNS bigint LANGUAGE sql VOLATILE AS
    $$ SELECT (extract(epoch FROM clock_timestamp()) * 1000)::bigint $$;

CREATE FUNCTION inbox_count(counted text, by bigint) RETURNS void LANGUAGE sql AS
    $$ INSERT INTO inbox_counter (name, slot, value) VALUES (counted, pg_backend_pid() % 64, by)
       ON CONFLICT (name, slot) DO UPDATE SET value = inbox_counter.value + excluded.value $$;
