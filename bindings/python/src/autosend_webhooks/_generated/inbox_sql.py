# Generated from schema/ by `cargo xtask generate`; do not edit.
"""The SQL of the inbox: what makes its tables, and its statements by name, with `$1` or `?1` for parameters."""

from __future__ import annotations

MIGRATIONS: dict[str, tuple[str, ...]] = {
    "postgres": (
        "-- What was seen: the identity of a delivery is the digest of its body. The signed time is inside the body, so\n-- (created, digest) is exactly as strict as the digest alone, and inserts touch the newest pages of the index.\nCREATE TABLE inbox_seen (\n    seq         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,\n    created     bigint NOT NULL,            -- signed, Unix ms; 0 where the body holds no time\n    digest      bytea  NOT NULL,            -- SHA-256 of the body\n    delivery_id text   NOT NULL,            -- a label: not signed\n    repeats     bigint NOT NULL DEFAULT 0,\n    UNIQUE (created, digest)\n);\nCREATE INDEX inbox_seen_delivery_id ON inbox_seen (delivery_id);\n\n-- The archive: the signed bytes, which can be verified again years later, and what came with them.\nCREATE TABLE inbox_delivery (\n    seq         bigint  PRIMARY KEY,\n    delivery_id text    NOT NULL,\n    type        text    NOT NULL,\n    address     text,                       -- whom it is about, lower case\n    created     bigint,                     -- signed, Unix ms\n    sent        bigint,                     -- as the header says, Unix ms\n    received    bigint  NOT NULL,           -- Unix ms\n    secret      bigint  NOT NULL,           -- which of the secrets matched, from 0\n    kept_from   text,                       -- why it was not handed to a handler: expired, held\n    id_reused   boolean NOT NULL,\n    digest      bytea   NOT NULL,\n    headers     text    NOT NULL,           -- JSON object of the headers that are kept\n    body        bytea   NOT NULL\n);\nCREATE INDEX inbox_delivery_address ON inbox_delivery (address, seq) WHERE address IS NOT NULL;\n\n-- Unfinished work only, small and hot: room on its pages for updates in place, and vacuumed before it bloats.\nCREATE TABLE inbox_job (\n    seq     bigint  PRIMARY KEY,\n    run_at  bigint,                         -- Unix ms; the lease's end while it is leased; NULL behind another of its key\n    attempt bigint  NOT NULL DEFAULT 0,     -- counted when it is claimed, so that a handler which kills its process dies too\n    lease   bigint  NOT NULL DEFAULT 0,\n    key     text,\n    created bigint  NOT NULL\n) WITH (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 1000,\n        autovacuum_vacuum_cost_delay = 0);\nCREATE INDEX inbox_job_due ON inbox_job (run_at) WHERE run_at IS NOT NULL;\nCREATE INDEX inbox_job_key ON inbox_job (key, created, seq) WHERE key IS NOT NULL;\nCREATE SEQUENCE inbox_lease;\n\nCREATE TABLE inbox_attempt (\n    seq     bigint NOT NULL,\n    attempt bigint NOT NULL,\n    ended   bigint NOT NULL,                -- Unix ms\n    error   text,                           -- NULL where it went well\n    PRIMARY KEY (seq, attempt)\n);\n\nCREATE TABLE inbox_dead (\n    seq      bigint PRIMARY KEY,\n    died     bigint NOT NULL,               -- Unix ms\n    attempts bigint NOT NULL,\n    error    text   NOT NULL\n);\n\n-- Repeats that came under another id or with another secret; a few of each delivery.\nCREATE TABLE inbox_repeat (\n    seq         bigint NOT NULL,\n    at          bigint NOT NULL,            -- Unix ms\n    delivery_id text   NOT NULL,\n    secret      bigint NOT NULL\n);\nCREATE INDEX inbox_repeat_seq ON inbox_repeat (seq);\n\n-- In slots, so that two connections do not wait for each other to count.\nCREATE TABLE inbox_counter (\n    name  text   NOT NULL,\n    slot  int    NOT NULL,\n    value bigint NOT NULL,\n    PRIMARY KEY (name, slot)\n) WITH (fillfactor = 50);\n\nCREATE TABLE inbox_meta (\n    name  text PRIMARY KEY,\n    value bigint NOT NULL\n);\n\nCREATE FUNCTION inbox_now() RETURNS bigint LANGUAGE sql VOLATILE AS\n    $$ SELECT (extract(epoch FROM clock_timestamp()) * 1000)::bigint $$;\n\nCREATE FUNCTION inbox_count(counted text, by bigint) RETURNS void LANGUAGE sql AS\n    $$ INSERT INTO inbox_counter (name, slot, value) VALUES (counted, pg_backend_pid() % 64, by)\n       ON CONFLICT (name, slot) DO UPDATE SET value = inbox_counter.value + excluded.value $$;\n",
    ),
    "sqlite": (
        "-- What was seen: the identity of a delivery is the digest of its body. The signed time is inside the body, so\n-- (created, digest) is exactly as strict as the digest alone, and inserts touch the newest pages of the index.\nCREATE TABLE inbox_seen (\n    seq         INTEGER PRIMARY KEY,\n    created     INTEGER NOT NULL,           -- signed, Unix ms; 0 where the body holds no time\n    digest      BLOB    NOT NULL,           -- SHA-256 of the body\n    delivery_id TEXT    NOT NULL,           -- a label: not signed\n    repeats     INTEGER NOT NULL DEFAULT 0,\n    UNIQUE (created, digest)\n) STRICT;\nCREATE INDEX inbox_seen_delivery_id ON inbox_seen (delivery_id);\n\n-- The archive: the signed bytes, which can be verified again years later, and what came with them.\nCREATE TABLE inbox_delivery (\n    seq         INTEGER PRIMARY KEY,\n    delivery_id TEXT    NOT NULL,\n    type        TEXT    NOT NULL,\n    address     TEXT,                       -- whom it is about, lower case\n    created     INTEGER,                    -- signed, Unix ms\n    sent        INTEGER,                    -- as the header says, Unix ms\n    received    INTEGER NOT NULL,           -- Unix ms\n    secret      INTEGER NOT NULL,           -- which of the secrets matched, from 0\n    kept_from   TEXT,                       -- why it was not handed to a handler: expired, held\n    id_reused   INTEGER NOT NULL,\n    digest      BLOB    NOT NULL,\n    headers     TEXT    NOT NULL,           -- JSON object of the headers that are kept\n    body        BLOB    NOT NULL\n) STRICT;\nCREATE INDEX inbox_delivery_address ON inbox_delivery (address, seq) WHERE address IS NOT NULL;\n\n-- Unfinished work only, small and hot.\nCREATE TABLE inbox_job (\n    seq     INTEGER PRIMARY KEY,\n    run_at  INTEGER,                        -- Unix ms; the lease's end while it is leased; NULL behind another of its key\n    attempt INTEGER NOT NULL DEFAULT 0,     -- counted when it is claimed, so that a handler which kills its process dies too\n    lease   INTEGER NOT NULL DEFAULT 0,\n    key     TEXT,\n    created INTEGER NOT NULL\n) STRICT;\nCREATE INDEX inbox_job_due ON inbox_job (run_at) WHERE run_at IS NOT NULL;\nCREATE INDEX inbox_job_key ON inbox_job (key, created, seq) WHERE key IS NOT NULL;\n\nCREATE TABLE inbox_attempt (\n    seq     INTEGER NOT NULL,\n    attempt INTEGER NOT NULL,\n    ended   INTEGER NOT NULL,               -- Unix ms\n    error   TEXT,                           -- NULL where it went well\n    PRIMARY KEY (seq, attempt)\n) STRICT, WITHOUT ROWID;\n\nCREATE TABLE inbox_dead (\n    seq      INTEGER PRIMARY KEY,\n    died     INTEGER NOT NULL,              -- Unix ms\n    attempts INTEGER NOT NULL,\n    error    TEXT    NOT NULL\n) STRICT;\n\n-- Repeats that came under another id or with another secret; a few of each delivery.\nCREATE TABLE inbox_repeat (\n    seq         INTEGER NOT NULL,\n    at          INTEGER NOT NULL,           -- Unix ms\n    delivery_id TEXT    NOT NULL,\n    secret      INTEGER NOT NULL\n) STRICT;\nCREATE INDEX inbox_repeat_seq ON inbox_repeat (seq);\n\nCREATE TABLE inbox_counter (\n    name  TEXT PRIMARY KEY,\n    value INTEGER NOT NULL\n) STRICT, WITHOUT ROWID;\n\nCREATE TABLE inbox_meta (\n    name  TEXT PRIMARY KEY,\n    value INTEGER NOT NULL\n) STRICT, WITHOUT ROWID;\n",
    ),
}
"""By store, in the order of the tables' versions, from 1."""

STATEMENTS: dict[str, dict[str, str]] = {
    "postgres": {
        #  -> version
        "version": "SELECT value FROM inbox_meta WHERE name = 'version'",
        # version -> 
        "set_version": "INSERT INTO inbox_meta (name, value) VALUES ('version', $1) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        #  -> yes
        "has_tables": "SELECT to_regclass('inbox_meta') IS NOT NULL",
        #  -> void
        "lock_migration": "SELECT pg_advisory_xact_lock(hashtext('inbox_migration'))",
        #  -> fsync, full_page_writes
        "settings": "SELECT current_setting('fsync'), current_setting('full_page_writes')",
        # keys -> void
        "lock_keys": "SELECT pg_advisory_xact_lock(hashtext('inbox_key'), lock) FROM\n    (SELECT DISTINCT hashtext(key) AS lock FROM unnest($1::text[]) AS key WHERE key IS NOT NULL ORDER BY 1) AS locks",
        # created, digest, delivery_id, type, address, signed, sent, secret, headers, body, key, expired_before, hold -> ordinal, seq, kept_from, id_reused
        "append": "WITH input AS (\n    SELECT *, row_number() OVER (PARTITION BY delivery_id ORDER BY ordinal) > 1 AS id_again\n    FROM unnest($1::bigint[], $2::bytea[], $3::text[], $4::text[], $5::text[], $6::bigint[], $7::bigint[], $8::bigint[],\n                $9::text[], $10::bytea[], $11::text[]) WITH ORDINALITY\n         AS t (created, digest, delivery_id, type, address, signed, sent, secret, headers, body, key, ordinal)\n), clock AS (\n    SELECT inbox_now() AS now\n), fresh AS (\n    INSERT INTO inbox_seen (created, digest, delivery_id)\n    SELECT created, digest, delivery_id FROM input ORDER BY created, digest\n    ON CONFLICT (created, digest) DO NOTHING RETURNING seq, created, digest\n), labelled AS (\n    SELECT fresh.seq, input.*, clock.now,\n           id_again OR EXISTS (SELECT 1 FROM inbox_seen s WHERE s.delivery_id = input.delivery_id) AS id_reused\n    FROM fresh JOIN input USING (created, digest) CROSS JOIN clock\n), judged AS (\n    SELECT *, CASE WHEN signed <= $12::bigint THEN 'expired' WHEN id_reused AND $13::boolean THEN 'held' END AS kept_from\n    FROM labelled\n), archived AS (\n    INSERT INTO inbox_delivery\n        (seq, delivery_id, type, address, created, sent, received, secret, kept_from, id_reused, digest, headers, body)\n    SELECT seq, delivery_id, type, address, signed, sent, now, secret, kept_from, id_reused, digest, headers, body FROM judged\n), queued AS (\n    INSERT INTO inbox_job (seq, run_at, key, created)\n    SELECT seq,\n           CASE WHEN key IS NULL THEN now\n                WHEN row_number() OVER (PARTITION BY key ORDER BY signed, seq) > 1\n                  OR EXISTS (SELECT 1 FROM inbox_job j WHERE j.key = judged.key) THEN NULL\n                ELSE now END,\n           key, coalesce(signed, now)\n    FROM judged WHERE kept_from IS NULL\n), tally AS (\n    SELECT coalesce(kept_from, 'new') AS name, count(*) AS value FROM judged GROUP BY 1\n    UNION ALL SELECT 'type:' || type, count(*) FROM judged GROUP BY 1\n    UNION ALL SELECT 'id_reused', count(*) FROM judged WHERE id_reused HAVING count(*) > 0\n), counted AS (\n    INSERT INTO inbox_counter (name, slot, value) SELECT name, pg_backend_pid() % 64, value FROM tally ORDER BY name\n    ON CONFLICT (name, slot) DO UPDATE SET value = inbox_counter.value + excluded.value\n)\nSELECT ordinal, seq, kept_from, id_reused FROM judged",
        # created, digest, delivery_id, secret -> ordinal, seq
        "repeat": "WITH input AS (\n    SELECT * FROM unnest($1::bigint[], $2::bytea[], $3::text[], $4::bigint[]) WITH ORDINALITY\n        AS t (created, digest, delivery_id, secret, ordinal)\n), known AS (\n    SELECT s.seq, s.created, s.digest, s.delivery_id FROM inbox_seen s\n    WHERE (s.created, s.digest) IN (SELECT created, digest FROM input) ORDER BY s.created, s.digest FOR UPDATE\n), found AS (\n    SELECT known.seq, known.delivery_id AS first_id, input.* FROM input JOIN known USING (created, digest)\n), counted AS (\n    UPDATE inbox_seen s SET repeats = s.repeats + more.n FROM (SELECT seq, count(*) AS n FROM found GROUP BY seq) AS more\n    WHERE s.seq = more.seq\n), noted AS (\n    INSERT INTO inbox_repeat (seq, at, delivery_id, secret)\n    SELECT DISTINCT seq, inbox_now(), delivery_id, secret FROM found f WHERE delivery_id <> first_id\n      AND (SELECT count(*) FROM inbox_repeat r WHERE r.seq = f.seq) < 16\n      AND NOT EXISTS (SELECT 1 FROM inbox_repeat r WHERE r.seq = f.seq AND r.delivery_id = f.delivery_id AND r.secret = f.secret)\n), tallied AS (\n    SELECT inbox_count('duplicate', (SELECT count(*) FROM found))\n)\nSELECT ordinal, seq FROM found, tallied",
        # created, digest, delivery_id -> seq
        "first": "INSERT INTO inbox_seen (created, digest, delivery_id) VALUES ($1, $2, $3)\nON CONFLICT (created, digest) DO NOTHING RETURNING seq",
        # seq, delivery_id, type, address, created, sent, secret, digest, headers, body -> 
        "archive": "WITH tallied AS (SELECT inbox_count('new', 1), inbox_count('type:' || $3::text, 1))\nINSERT INTO inbox_delivery (seq, delivery_id, type, address, created, sent, received, secret, id_reused, digest, headers, body)\nSELECT $1, $2, $3::text, $4, $5, $6, inbox_now(), $7, false, $8, $9, $10 FROM tallied",
        # limit, lease -> seq, lease, attempt, delivery_id, type, created, sent, received, secret, digest, headers, body
        "claim": "WITH due AS (\n    SELECT seq FROM inbox_job WHERE run_at <= (SELECT inbox_now()) ORDER BY run_at LIMIT $1 FOR UPDATE SKIP LOCKED\n), claimed AS (\n    UPDATE inbox_job j SET attempt = attempt + 1, lease = nextval('inbox_lease'), run_at = inbox_now() + $2\n    FROM due WHERE j.seq = due.seq RETURNING j.seq, j.lease, j.attempt\n)\nSELECT c.seq, c.lease, c.attempt, d.delivery_id, d.type, d.created, d.sent, d.received, d.secret, d.digest, d.headers, d.body\nFROM claimed c JOIN inbox_delivery d USING (seq)",
        # seq, lease, until_in -> seq, lease
        "renew": "UPDATE inbox_job j SET run_at = inbox_now() + $3\nFROM (SELECT * FROM unnest($1::bigint[], $2::bigint[]) AS t (seq, lease)) AS mine\nWHERE j.seq = mine.seq AND j.lease = mine.lease RETURNING j.seq, j.lease",
        # seq, lease -> seq, key
        "done": "WITH ended AS (\n    DELETE FROM inbox_job j USING (SELECT * FROM unnest($1::bigint[], $2::bigint[]) AS t (seq, lease)) AS mine\n    WHERE j.seq = mine.seq AND j.lease = mine.lease RETURNING j.seq, j.attempt, j.key\n), logged AS (\n    INSERT INTO inbox_attempt (seq, attempt, ended) SELECT seq, attempt, inbox_now() FROM ended\n    ON CONFLICT (seq, attempt) DO UPDATE SET ended = excluded.ended, error = NULL\n), tallied AS (\n    SELECT inbox_count('done', (SELECT count(*) FROM ended))\n)\nSELECT seq, key FROM ended, tallied",
        # seq, lease, delay, error -> seq
        "retry": "WITH freed AS (\n    UPDATE inbox_job j SET lease = 0, run_at = inbox_now() + mine.delay\n    FROM (SELECT * FROM unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::text[]) AS t (seq, lease, delay, error)) AS mine\n    WHERE j.seq = mine.seq AND j.lease = mine.lease RETURNING j.seq, j.attempt, mine.error\n), logged AS (\n    INSERT INTO inbox_attempt (seq, attempt, ended, error) SELECT seq, attempt, inbox_now(), error FROM freed WHERE error IS NOT NULL\n    ON CONFLICT (seq, attempt) DO UPDATE SET ended = excluded.ended, error = excluded.error\n), tallied AS (\n    SELECT inbox_count('failed', (SELECT count(*) FROM freed WHERE error IS NOT NULL))\n)\nSELECT seq FROM freed, tallied",
        # seq, lease, error -> seq, key
        "bury": "WITH ended AS (\n    DELETE FROM inbox_job j USING (SELECT * FROM unnest($1::bigint[], $2::bigint[], $3::text[]) AS t (seq, lease, error)) AS mine\n    WHERE j.seq = mine.seq AND j.lease = mine.lease RETURNING j.seq, j.attempt, j.key, mine.error\n), logged AS (\n    INSERT INTO inbox_attempt (seq, attempt, ended, error) SELECT seq, attempt, inbox_now(), error FROM ended\n    ON CONFLICT (seq, attempt) DO UPDATE SET ended = excluded.ended, error = excluded.error\n), buried AS (\n    INSERT INTO inbox_dead (seq, died, attempts, error) SELECT seq, inbox_now(), attempt, error FROM ended\n    ON CONFLICT (seq) DO UPDATE SET died = excluded.died, attempts = excluded.attempts, error = excluded.error\n), tallied AS (\n    SELECT inbox_count('dead', (SELECT count(*) FROM ended))\n)\nSELECT seq, key FROM ended, tallied",
        # keys -> 
        "wake_next": "UPDATE inbox_job SET run_at = inbox_now() WHERE run_at IS NULL AND seq IN\n    (SELECT (SELECT seq FROM inbox_job j WHERE j.key = k ORDER BY created, seq LIMIT 1) FROM unnest($1::text[]) AS k)",
        #  -> due_in
        "next_due": "SELECT min(run_at) - inbox_now() FROM inbox_job WHERE run_at IS NOT NULL",
        #  -> name, value
        "counters": "SELECT name, sum(value)::bigint FROM inbox_counter GROUP BY name ORDER BY name",
        #  -> waiting, oldest, now
        "depth": "SELECT (SELECT count(*) FROM inbox_job), (SELECT received FROM inbox_delivery WHERE seq = (SELECT min(seq) FROM inbox_job)),\n       inbox_now()",
        # type, address, delivery_id, status, since, before_seq, limit -> seq, delivery_id, type, address, created, sent, received, secret, id_reused, status, repeats, attempts, error
        "list": "SELECT d.seq, d.delivery_id, d.type, d.address, d.created, d.sent, d.received, d.secret, d.id_reused,\n       CASE WHEN j.seq IS NOT NULL AND j.lease > 0 THEN 'working' WHEN j.seq IS NOT NULL THEN 'waiting'\n            WHEN x.seq IS NOT NULL THEN 'dead' WHEN d.kept_from IS NOT NULL THEN d.kept_from ELSE 'done' END AS status,\n       coalesce(s.repeats, 0),\n       coalesce(j.attempt, x.attempts, (SELECT max(attempt) FROM inbox_attempt a WHERE a.seq = d.seq), 0),\n       coalesce(x.error, (SELECT error FROM inbox_attempt a WHERE a.seq = d.seq ORDER BY attempt DESC LIMIT 1))\nFROM inbox_delivery d\nLEFT JOIN inbox_job j USING (seq) LEFT JOIN inbox_dead x USING (seq) LEFT JOIN inbox_seen s USING (seq)\nWHERE ($1::text IS NULL OR d.type = $1) AND ($2::text IS NULL OR d.address = $2)\n  AND ($3::text IS NULL OR d.seq IN (SELECT seq FROM inbox_seen WHERE delivery_id = $3))\n  AND ($5::bigint IS NULL OR d.received >= $5) AND ($6::bigint IS NULL OR d.seq < $6)\n  AND ($4::text IS NULL OR CASE $4\n       WHEN 'waiting' THEN j.seq IS NOT NULL AND j.lease = 0\n       WHEN 'working' THEN j.seq IS NOT NULL AND j.lease > 0\n       WHEN 'dead' THEN x.seq IS NOT NULL\n       WHEN 'done' THEN j.seq IS NULL AND x.seq IS NULL AND d.kept_from IS NULL\n       ELSE d.kept_from = $4 AND j.seq IS NULL END)\nORDER BY d.seq DESC LIMIT $7",
        # seq -> delivery_id, type, created, sent, received, secret, digest, headers, body
        "find": "SELECT delivery_id, type, created, sent, received, secret, digest, headers, body FROM inbox_delivery WHERE seq = $1",
        # seq -> attempt, ended, error
        "attempts": "SELECT attempt, ended, error FROM inbox_attempt WHERE seq = $1 ORDER BY attempt",
        # seq -> at, delivery_id, secret
        "repeats": "SELECT at, delivery_id, secret FROM inbox_repeat WHERE seq = $1 ORDER BY at",
        # seq -> seq
        "requeue": "WITH wanted AS (\n    SELECT d.seq, coalesce(d.created, 0) AS created FROM inbox_delivery d WHERE d.seq = ANY ($1::bigint[]) ORDER BY d.seq\n), exhumed AS (\n    DELETE FROM inbox_dead WHERE seq = ANY ($1::bigint[])\n), released AS (\n    UPDATE inbox_delivery SET kept_from = NULL WHERE seq = ANY ($1::bigint[]) AND kept_from IS NOT NULL\n), queued AS (\n    INSERT INTO inbox_job (seq, run_at, created) SELECT seq, inbox_now(), created FROM wanted\n    ON CONFLICT (seq) DO NOTHING RETURNING seq\n), tallied AS (\n    SELECT inbox_count('replayed', (SELECT count(*) FROM queued))\n)\nSELECT seq FROM queued, tallied",
        # older, limit -> seq
        "prune_bodies": "WITH removed AS (\n    DELETE FROM inbox_delivery WHERE seq IN\n        (SELECT d.seq FROM inbox_delivery d WHERE d.received < (SELECT inbox_now()) - $1\n         AND NOT EXISTS (SELECT 1 FROM inbox_job j WHERE j.seq = d.seq) AND NOT EXISTS (SELECT 1 FROM inbox_dead x WHERE x.seq = d.seq)\n         ORDER BY d.seq LIMIT $2)\n    RETURNING seq\n), attempts AS (\n    DELETE FROM inbox_attempt WHERE seq IN (SELECT seq FROM removed)\n), repeats AS (\n    DELETE FROM inbox_repeat WHERE seq IN (SELECT seq FROM removed)\n)\nSELECT seq FROM removed",
        # older, limit -> 
        "prune_keys": "DELETE FROM inbox_seen WHERE seq IN\n    (SELECT s.seq FROM inbox_seen s WHERE s.created < (SELECT inbox_now()) - $1 AND s.created <> 0\n     AND NOT EXISTS (SELECT 1 FROM inbox_delivery d WHERE d.seq = s.seq) ORDER BY s.created LIMIT $2)",
        # address -> 
        "erase": "UPDATE inbox_delivery d SET body = '', headers = '{}', address = NULL WHERE address = $1\n  AND NOT EXISTS (SELECT 1 FROM inbox_job j WHERE j.seq = d.seq)",
        #  -> 
        "probe": "INSERT INTO inbox_meta (name, value) VALUES ('probe', inbox_now()) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        # created, digest, delivery_id, type, address, signed, sent, secret, headers, body -> seq
        "receive_first": "WITH waiting AS MATERIALIZED (\n    -- For another transaction with the same delivery it waits 5 s, or as long as the caller has set; afterwards that holds again.\n    SELECT current_setting('lock_timeout') AS set_before,\n           set_config('lock_timeout', coalesce(nullif(current_setting('lock_timeout'), '0'), '5s'), true)\n), marked AS (\n    INSERT INTO inbox_seen (created, digest, delivery_id) SELECT $1::bigint, $2::bytea, $3::text FROM waiting\n    ON CONFLICT (created, digest) DO NOTHING RETURNING seq\n), archived AS (\n    INSERT INTO inbox_delivery (seq, delivery_id, type, address, created, sent, received, secret, id_reused, digest, headers, body)\n    SELECT seq, $3::text, $4::text, $5::text, $6::bigint, $7::bigint, inbox_now(), $8::bigint, false, $2::bytea, $9::text, $10::bytea\n    FROM marked\n), tallied AS (\n    SELECT inbox_count('new', 1), inbox_count('type:' || $4::text, 1) FROM marked\n)\nSELECT CASE WHEN set_config('lock_timeout', set_before, true) IS NOT NULL THEN seq END\nFROM waiting LEFT JOIN (SELECT seq FROM marked, tallied) AS stored ON true",
    },
    "sqlite": {
        #  -> now
        "now": "SELECT CAST(unixepoch('now', 'subsec') * 1000 AS INTEGER)",
        #  -> version
        "version": "SELECT value FROM inbox_meta WHERE name = 'version'",
        # version -> 
        "set_version": "INSERT INTO inbox_meta (name, value) VALUES ('version', ?1) ON CONFLICT (name) DO UPDATE SET value = ?1",
        #  -> count
        "has_tables": "SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name = 'inbox_meta'",
        # created, digest, delivery_id -> seq
        "first": "INSERT INTO inbox_seen (created, digest, delivery_id) VALUES (?1, ?2, ?3)\nON CONFLICT (created, digest) DO NOTHING RETURNING seq",
        # created, digest, repeats -> seq, delivery_id
        "repeat": "UPDATE inbox_seen SET repeats = repeats + ?3 WHERE created = ?1 AND digest = ?2 RETURNING seq, delivery_id",
        # seq, at, delivery_id, secret -> 
        "note_repeat": "INSERT INTO inbox_repeat (seq, at, delivery_id, secret)\nSELECT ?1, ?2, ?3, ?4 WHERE (SELECT count(*) FROM inbox_repeat WHERE seq = ?1) < 16\n  AND NOT EXISTS (SELECT 1 FROM inbox_repeat WHERE seq = ?1 AND delivery_id = ?3 AND secret = ?4)",
        # delivery_id, seq -> yes
        "id_reused": "SELECT EXISTS (SELECT 1 FROM inbox_seen WHERE delivery_id = ?1 AND seq <> ?2)",
        # seq, delivery_id, type, address, created, sent, received, secret, kept_from, id_reused, digest, headers, body -> 
        "archive": "INSERT INTO inbox_delivery\n    (seq, delivery_id, type, address, created, sent, received, secret, kept_from, id_reused, digest, headers, body)\nVALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)",
        # seq, now, key, created -> 
        "enqueue": "INSERT INTO inbox_job (seq, run_at, key, created)\nVALUES (?1, CASE WHEN ?3 IS NOT NULL AND EXISTS (SELECT 1 FROM inbox_job WHERE key = ?3) THEN NULL ELSE ?2 END, ?3, ?4)",
        # name, value -> 
        "count": "INSERT INTO inbox_counter (name, value) VALUES (?1, ?2) ON CONFLICT (name) DO UPDATE SET value = value + ?2",
        #  -> lease
        "next_lease": "INSERT INTO inbox_counter (name, value) VALUES ('lease', 1)\nON CONFLICT (name) DO UPDATE SET value = value + 1 RETURNING value",
        # now, until, lease, limit -> seq, attempt
        "claim": "UPDATE inbox_job SET attempt = attempt + 1, lease = ?3, run_at = ?2\nWHERE seq IN (SELECT seq FROM inbox_job WHERE run_at <= ?1 ORDER BY run_at LIMIT ?4)\nRETURNING seq, attempt",
        # seq, lease, until -> 
        "renew": "UPDATE inbox_job SET run_at = ?3 WHERE seq = ?1 AND lease = ?2",
        # seq, lease -> attempt, key
        "finish": "DELETE FROM inbox_job WHERE seq = ?1 AND lease = ?2 RETURNING attempt, key",
        # key, now -> 
        "wake_next": "UPDATE inbox_job SET run_at = ?2 WHERE run_at IS NULL AND seq =\n    (SELECT seq FROM inbox_job WHERE key = ?1 ORDER BY created, seq LIMIT 1)",
        # seq, attempt, ended, error -> 
        "log_attempt": "INSERT INTO inbox_attempt (seq, attempt, ended, error) VALUES (?1, ?2, ?3, ?4)\nON CONFLICT (seq, attempt) DO UPDATE SET ended = ?3, error = ?4",
        # seq, lease, run_at -> attempt
        "retry": "UPDATE inbox_job SET run_at = ?3, lease = 0 WHERE seq = ?1 AND lease = ?2 RETURNING attempt",
        # seq, died, attempts, error -> 
        "bury": "INSERT INTO inbox_dead (seq, died, attempts, error) VALUES (?1, ?2, ?3, ?4)\nON CONFLICT (seq) DO UPDATE SET died = ?2, attempts = ?3, error = ?4",
        # seq -> 
        "exhume": "DELETE FROM inbox_dead WHERE seq = ?1",
        # seq, now -> 
        "requeue": "INSERT INTO inbox_job (seq, run_at, created) SELECT seq, ?2, coalesce(created, 0) FROM inbox_delivery WHERE seq = ?1\nON CONFLICT (seq) DO NOTHING",
        # seq -> 
        "release_kept": "UPDATE inbox_delivery SET kept_from = NULL WHERE seq = ?1 AND kept_from IS NOT NULL",
        #  -> run_at
        "next_due": "SELECT min(run_at) FROM inbox_job WHERE run_at IS NOT NULL",
        #  -> name, value
        "counters": "SELECT name, value FROM inbox_counter WHERE name <> 'lease' ORDER BY name",
        #  -> waiting, oldest
        "depth": "SELECT (SELECT count(*) FROM inbox_job), (SELECT received FROM inbox_delivery WHERE seq = (SELECT min(seq) FROM inbox_job))",
        # type, address, delivery_id, status, since, before_seq, limit -> seq, delivery_id, type, address, created, sent, received, secret, id_reused, status, repeats, attempts, error
        "list": "SELECT d.seq, d.delivery_id, d.type, d.address, d.created, d.sent, d.received, d.secret, d.id_reused,\n       CASE WHEN j.seq IS NOT NULL AND j.lease > 0 THEN 'working' WHEN j.seq IS NOT NULL THEN 'waiting'\n            WHEN x.seq IS NOT NULL THEN 'dead' WHEN d.kept_from IS NOT NULL THEN d.kept_from ELSE 'done' END AS status,\n       coalesce(s.repeats, 0),\n       coalesce(j.attempt, x.attempts, (SELECT max(attempt) FROM inbox_attempt WHERE seq = d.seq), 0),\n       coalesce(x.error, (SELECT error FROM inbox_attempt WHERE seq = d.seq ORDER BY attempt DESC LIMIT 1))\nFROM inbox_delivery d\nLEFT JOIN inbox_job j USING (seq) LEFT JOIN inbox_dead x USING (seq) LEFT JOIN inbox_seen s USING (seq)\nWHERE (?1 IS NULL OR d.type = ?1) AND (?2 IS NULL OR d.address = ?2)\n  AND (?3 IS NULL OR d.seq IN (SELECT seq FROM inbox_seen WHERE delivery_id = ?3))\n  AND (?5 IS NULL OR d.received >= ?5) AND (?6 IS NULL OR d.seq < ?6)\n  AND (?4 IS NULL OR CASE ?4\n       WHEN 'waiting' THEN j.seq IS NOT NULL AND j.lease = 0\n       WHEN 'working' THEN j.seq IS NOT NULL AND j.lease > 0\n       WHEN 'dead' THEN x.seq IS NOT NULL\n       WHEN 'done' THEN j.seq IS NULL AND x.seq IS NULL AND d.kept_from IS NULL\n       ELSE d.kept_from = ?4 AND j.seq IS NULL END)\nORDER BY d.seq DESC LIMIT ?7",
        # seq -> delivery_id, type, created, sent, received, secret, digest, headers, body
        "find": "SELECT delivery_id, type, created, sent, received, secret, digest, headers, body FROM inbox_delivery WHERE seq = ?1",
        # seq -> attempt, ended, error
        "attempts": "SELECT attempt, ended, error FROM inbox_attempt WHERE seq = ?1 ORDER BY attempt",
        # seq -> at, delivery_id, secret
        "repeats": "SELECT at, delivery_id, secret FROM inbox_repeat WHERE seq = ?1 ORDER BY at",
        # before, limit -> seq
        "prune_bodies": "DELETE FROM inbox_delivery WHERE seq IN\n    (SELECT d.seq FROM inbox_delivery d WHERE d.received < ?1\n     AND NOT EXISTS (SELECT 1 FROM inbox_job WHERE seq = d.seq) AND NOT EXISTS (SELECT 1 FROM inbox_dead WHERE seq = d.seq)\n     ORDER BY d.seq LIMIT ?2)\nRETURNING seq",
        # seq -> 
        "prune_attempts": "DELETE FROM inbox_attempt WHERE seq = ?1",
        # seq -> 
        "prune_repeats": "DELETE FROM inbox_repeat WHERE seq = ?1",
        # before, limit -> 
        "prune_keys": "DELETE FROM inbox_seen WHERE seq IN\n    (SELECT s.seq FROM inbox_seen s WHERE s.created < ?1 AND s.created <> 0\n     AND NOT EXISTS (SELECT 1 FROM inbox_delivery WHERE seq = s.seq) ORDER BY s.created LIMIT ?2)",
        # address -> seq
        "erase": "UPDATE inbox_delivery SET body = x'', headers = '{}', address = NULL WHERE address = ?1\n  AND NOT EXISTS (SELECT 1 FROM inbox_job WHERE seq = inbox_delivery.seq) RETURNING seq",
        # now -> 
        "probe": "INSERT INTO inbox_meta (name, value) VALUES ('probe', ?1) ON CONFLICT (name) DO UPDATE SET value = ?1",
    },
}
"""By store and name; without those that wake workers of other processes, which look for themselves here."""
