# Generated from schema/ by `cargo xtask generate`; do not edit.
"""The SQL of the inbox: what makes its tables, and its statements by name, with `$1` or `?1` for parameters."""

from __future__ import annotations

MIGRATIONS: dict[str, tuple[str, ...]] = {
    "postgres": (
        "-- Keys of tables that can have a partition for each day hold the day's column, and keep their partitions' rows apart by it.\nCREATE SEQUENCE inbox_seq;\n\n-- What was seen: the identity of a delivery is the digest of its body. The signed time is inside the body, so\n-- (created, digest) is exactly as strict as the digest alone, and inserts touch the newest pages of the index.\nCREATE TABLE inbox_seen (\n    seq         bigint NOT NULL DEFAULT nextval('inbox_seq'),\n    created     bigint NOT NULL,            -- signed, Unix ms; 0 where the body holds no time\n    digest      bytea  NOT NULL,            -- SHA-256 of the body\n    delivery_id text   NOT NULL,            -- a label: not signed\n    repeats     bigint NOT NULL DEFAULT 0,\n    PRIMARY KEY (seq, created),\n    UNIQUE (created, digest)\n);\nCREATE INDEX inbox_seen_delivery_id ON inbox_seen (delivery_id);\n\n-- The archive: the signed bytes, which can be verified again years later, and what came with them.\nCREATE TABLE inbox_delivery (\n    seq         bigint  NOT NULL,\n    delivery_id text    NOT NULL,\n    type        text    NOT NULL,\n    address     text,                       -- whom it is about, lower case\n    created     bigint,                     -- signed, Unix ms\n    sent        bigint,                     -- as the header says, Unix ms\n    received    bigint  NOT NULL,           -- Unix ms\n    secret      bigint  NOT NULL,           -- which of the secrets matched, from 0\n    kept_from   text,                       -- why it was not handed to a handler: expired, held\n    id_reused   boolean NOT NULL,\n    digest      bytea   NOT NULL,\n    headers     text    NOT NULL,           -- JSON object of the headers that are kept\n    body        bytea   NOT NULL,\n    PRIMARY KEY (seq, received)\n);\nCREATE INDEX inbox_delivery_address ON inbox_delivery (address, seq) WHERE address IS NOT NULL;\n\n-- Unfinished work only, small and hot: room on its pages for updates in place, and vacuumed before it bloats.\nCREATE TABLE inbox_job (\n    seq      bigint PRIMARY KEY,\n    received bigint NOT NULL,               -- as its delivery, which is found by it where there is a partition for each day\n    run_at   bigint,                        -- Unix ms; the lease's end while it is leased; NULL behind another of its key\n    attempt  bigint NOT NULL DEFAULT 0,     -- counted when it is claimed, so that a handler which kills its process dies too\n    lease    bigint NOT NULL DEFAULT 0,\n    key      text,\n    created  bigint NOT NULL\n) WITH (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 1000,\n        autovacuum_vacuum_cost_delay = 0);\nCREATE INDEX inbox_job_due ON inbox_job (run_at) WHERE run_at IS NOT NULL;\nCREATE INDEX inbox_job_key ON inbox_job (key, created, seq) WHERE key IS NOT NULL;\nCREATE SEQUENCE inbox_lease;\n-- Unix ms, as sequences since those leave no dead rows: where claims begin to look, and when one last looked at everything.\nCREATE SEQUENCE inbox_due_from MINVALUE 0;\nCREATE SEQUENCE inbox_looked_at_all MINVALUE 0;\n\nCREATE TABLE inbox_attempt (\n    seq      bigint NOT NULL,\n    received bigint NOT NULL,               -- as its delivery: both are dropped together\n    attempt  bigint NOT NULL,\n    ended    bigint NOT NULL,               -- Unix ms\n    error    text,                          -- NULL where it went well\n    PRIMARY KEY (seq, attempt, received)\n);\n\nCREATE TABLE inbox_dead (\n    seq      bigint PRIMARY KEY,\n    received bigint NOT NULL,               -- as its delivery\n    died     bigint NOT NULL,               -- Unix ms\n    attempts bigint NOT NULL,\n    error    text   NOT NULL\n);\n\n-- Repeats that came under another id or with another secret; a few of each delivery.\nCREATE TABLE inbox_repeat (\n    seq         bigint NOT NULL,\n    at          bigint NOT NULL,            -- Unix ms\n    delivery_id text   NOT NULL,\n    secret      bigint NOT NULL\n);\nCREATE INDEX inbox_repeat_seq ON inbox_repeat (seq);\n\n-- In slots, so that two connections do not wait for each other to count.\nCREATE TABLE inbox_counter (\n    name  text   NOT NULL,\n    slot  int    NOT NULL,\n    value bigint NOT NULL,\n    PRIMARY KEY (name, slot)\n) WITH (fillfactor = 50);\n\nCREATE TABLE inbox_meta (\n    name  text PRIMARY KEY,\n    value bigint NOT NULL\n);\n\nCREATE FUNCTION inbox_now() RETURNS bigint LANGUAGE sql VOLATILE AS\n    $$ SELECT (extract(epoch FROM clock_timestamp()) * 1000)::bigint $$;\n\n-- What is due, locked. While somebody keeps a snapshot open, index entries of what was done since can't be cleaned away: a look from\n-- the beginning would pass by all of them. So it begins a little before the oldest that was due at the last one; what came to be\n-- due further back (a claim that was rolled back, a commit that took long, a clock put back) is found every few seconds.\n-- Few rows, or a claim would read the whole table to find them again.\nCREATE FUNCTION inbox_due(most bigint) RETURNS SETOF inbox_job LANGUAGE plpgsql ROWS 10 AS $$\nDECLARE\n    slack CONSTANT bigint := 2000;\n    all_every CONSTANT bigint := 5000;\n    now_ms bigint := inbox_now();\n    from_ms bigint := (SELECT last_value FROM inbox_due_from);\n    all_ms bigint := (SELECT last_value FROM inbox_looked_at_all);\n    oldest bigint;\n    job inbox_job;\nBEGIN\n    IF from_ms > now_ms OR now_ms NOT BETWEEN all_ms AND all_ms + all_every THEN\n        from_ms := 0;\n        PERFORM setval('inbox_looked_at_all', now_ms);\n    END IF;\n    FOR job IN SELECT * FROM inbox_job WHERE run_at BETWEEN from_ms AND now_ms ORDER BY run_at LIMIT most FOR UPDATE SKIP LOCKED LOOP\n        oldest := coalesce(oldest, job.run_at);\n        RETURN NEXT job;\n    END LOOP;\n    oldest := coalesce(oldest, now_ms) - slack;\n    IF abs(oldest - from_ms) > slack / 4 THEN\n        PERFORM setval('inbox_due_from', greatest(oldest, 0));\n    END IF;\nEND $$;\n\n-- The slot of this transaction, which no other one has at the same time: its counts are locked until it ends, and with handlers\n-- in it that may take long. Of two connections whose numbers fall on the same slot one takes the next that is free.\nCREATE FUNCTION inbox_slot() RETURNS int LANGUAGE sql VOLATILE AS\n    $$ SELECT coalesce((SELECT slot % 64 FROM generate_series(pg_backend_pid() % 64, pg_backend_pid() % 64 + 63) AS slot\n                        WHERE pg_try_advisory_xact_lock(hashtext('inbox_slot'), slot % 64) LIMIT 1), pg_backend_pid() % 64) $$;\n\nCREATE FUNCTION inbox_count(counted text, by bigint) RETURNS void LANGUAGE sql AS\n    $$ INSERT INTO inbox_counter (name, slot, value) VALUES (counted, inbox_slot(), by)\n       ON CONFLICT (name, slot) DO UPDATE SET value = inbox_counter.value + excluded.value $$;\n\n-- Pruned between two statements: nothing of the transaction may stay, and the same again finds that it is new.\nCREATE FUNCTION inbox_is_gone(seq bigint) RETURNS void LANGUAGE plpgsql AS $$\nBEGIN\n    RAISE EXCEPTION 'the key of a repeat is gone' USING ERRCODE = 'serialization_failure';\nEND $$;\n\n-- Days: partitions of what was seen by the signed time, of the archive by the time of receipt. Where an inbox is made\n-- without them, all of this does nothing.\n\nCREATE FUNCTION inbox_is_by_day() RETURNS boolean LANGUAGE sql STABLE AS\n    $$ SELECT EXISTS (SELECT FROM inbox_meta WHERE name = 'by_day') $$;\n\n-- Ids are compared with those signed since: here with all of them.\nCREATE FUNCTION inbox_ids_since(expired_before bigint) RETURNS bigint LANGUAGE sql IMMUTABLE AS\n    $$ SELECT (-9223372036854775808)::bigint $$;\n\n-- What was received or signed before is old. By days it is whole days, so that all of it can be dropped.\nCREATE FUNCTION inbox_old(older bigint) RETURNS bigint LANGUAGE sql VOLATILE AS\n    $$ SELECT CASE WHEN older >= 86400000 AND inbox_is_by_day() THEN at - mod(at, 86400000) ELSE at END\n       FROM (SELECT inbox_now() - older AS at) AS t $$;\n\nCREATE FUNCTION inbox_partition(parent text, day bigint) RETURNS text LANGUAGE sql IMMUTABLE AS\n    $$ SELECT parent || to_char(date '1970-01-01' + day::int, '_YYYYMMDD') $$;\n\n-- Makes the partition of a day, and moves there what lies in the default one. It is made apart and then attached: that\n-- stops only who uses the default partition, for as long as there is something to move.\nCREATE FUNCTION inbox_add_day(parent text, sorted_by text, day bigint) RETURNS boolean LANGUAGE plpgsql AS $$\nDECLARE\n    made text := inbox_partition(parent, day);\n    since bigint := day * 86400000;\nBEGIN\n    IF to_regclass(made) IS NOT NULL THEN RETURN false; END IF;\n    EXECUTE format('CREATE TABLE %I (LIKE %I INCLUDING ALL)', made, parent);\n    EXECUTE format('LOCK TABLE %I IN ACCESS EXCLUSIVE MODE', parent || '_default');\n    EXECUTE format('WITH moved AS (DELETE FROM %1$I WHERE %2$I >= %3$s AND %2$I < %4$s RETURNING *) INSERT INTO %5$I SELECT * FROM moved',\n                   parent || '_default', sorted_by, since, since + 86400000, made);\n    EXECUTE format('ALTER TABLE %I ATTACH PARTITION %I FOR VALUES FROM (%s) TO (%s)', parent, made, since, since + 86400000);\n    RETURN true;\nEND $$;\n\n-- Makes the partitions that are missing: keys from the window's first day, all a week ahead. Returns how many; one process\n-- at a time. Who holds the default partition is waited for briefly: it is tried again.\nCREATE FUNCTION inbox_add_days() RETURNS bigint LANGUAGE plpgsql SET lock_timeout = '1s' AS $$\nDECLARE\n    today bigint := inbox_now() / 86400000;\n    made bigint := 0;\nBEGIN\n    IF NOT inbox_is_by_day() THEN RETURN 0; END IF;\n    PERFORM pg_advisory_xact_lock(hashtext('inbox_days'));\n    FOR day IN today - 8 .. today + 7 LOOP\n        made := made + inbox_add_day('inbox_seen', 'created', day)::int;\n    END LOOP;\n    FOR day IN today .. today + 7 LOOP\n        made := made + inbox_add_day('inbox_delivery', 'received', day)::int + inbox_add_day('inbox_attempt', 'received', day)::int;\n    END LOOP;\n    RETURN made;\nEND $$;\n\nCREATE FUNCTION inbox_split(parent text, sorted_by text) RETURNS void LANGUAGE plpgsql AS $$\nBEGIN\n    EXECUTE format('ALTER TABLE %I RENAME TO %I', parent, parent || '_whole');\n    EXECUTE format('CREATE TABLE %I (LIKE %I INCLUDING ALL) PARTITION BY RANGE (%I)', parent, parent || '_whole', sorted_by);\n    EXECUTE format('DROP TABLE %I', parent || '_whole');\n    EXECUTE format('CREATE TABLE %I PARTITION OF %I DEFAULT', parent || '_default', parent);\nEND $$;\n\n-- Gives an inbox that holds nothing yet partitions by day. False where it holds something, and has none.\nCREATE FUNCTION inbox_by_day() RETURNS boolean LANGUAGE plpgsql AS $$\nBEGIN\n    IF inbox_is_by_day() THEN RETURN true; END IF;\n    IF EXISTS (SELECT FROM inbox_seen) OR EXISTS (SELECT FROM inbox_delivery) THEN RETURN false; END IF;\n    PERFORM inbox_split('inbox_seen', 'created'), inbox_split('inbox_delivery', 'received'), inbox_split('inbox_attempt', 'received');\n    CREATE TABLE inbox_seen_undated PARTITION OF inbox_seen FOR VALUES FROM (0) TO (1);\n    CREATE OR REPLACE FUNCTION inbox_ids_since(expired_before bigint) RETURNS bigint LANGUAGE sql IMMUTABLE AS\n        'SELECT expired_before';\n    INSERT INTO inbox_meta (name, value) VALUES ('by_day', 1);\n    PERFORM inbox_add_days();\n    RETURN true;\nEND $$;\n\n-- The first partition of a table that holds only what is older, and whose day is none of those that are kept.\nCREATE FUNCTION inbox_old_day(parent text, before bigint, kept bigint[]) RETURNS bigint LANGUAGE sql STABLE AS $$\n    SELECT min(day) FROM (\n        SELECT (to_date(right(c.relname, 8), 'YYYYMMDD') - date '1970-01-01')::bigint AS day\n        FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid\n        WHERE i.inhparent = to_regclass(parent) AND c.relname ~ '_[0-9]{8}$') AS days\n    WHERE (day + 1) * 86400000 <= before AND day <> ALL (kept)\n$$;\n\n-- The days with deliveries that are not finished, or dead letters: their archive stays.\nCREATE FUNCTION inbox_kept_days() RETURNS bigint[] LANGUAGE sql VOLATILE AS $$\n    SELECT coalesce(array_agg(DISTINCT received / 86400000), '{}') FROM\n        (SELECT received FROM inbox_job UNION ALL SELECT received FROM inbox_dead) AS kept\n$$;\n\n-- Drops the oldest day of the archive that is entirely old and finished. Returns how many deliveries it held.\nCREATE FUNCTION inbox_drop_archived(before bigint) RETURNS bigint LANGUAGE plpgsql SET lock_timeout = '1s' AS $$\nDECLARE\n    day bigint := inbox_old_day('inbox_delivery', before, inbox_kept_days());\n    held bigint;\nBEGIN\n    IF day IS NULL THEN RETURN NULL; END IF;\n    EXECUTE format('SELECT count(*) FROM %I', inbox_partition('inbox_delivery', day)) INTO held;\n    EXECUTE format('LOCK TABLE %I IN ACCESS EXCLUSIVE MODE', inbox_partition('inbox_delivery', day));\n    -- Something of it may have been replayed until the lock was had.\n    IF day = ANY (inbox_kept_days()) THEN RETURN 0; END IF;\n    EXECUTE format('DELETE FROM inbox_repeat r WHERE EXISTS (SELECT FROM %I d WHERE d.seq = r.seq)', inbox_partition('inbox_delivery', day));\n    EXECUTE format('DROP TABLE %I, %I', inbox_partition('inbox_delivery', day), inbox_partition('inbox_attempt', day));\n    RETURN held;\nEND $$;\n\n-- Drops the oldest day of keys that is entirely old. Returns how many it held.\nCREATE FUNCTION inbox_drop_seen(before bigint) RETURNS bigint LANGUAGE plpgsql SET lock_timeout = '1s' AS $$\nDECLARE\n    day bigint := inbox_old_day('inbox_seen', before, '{}');\n    held bigint;\nBEGIN\n    IF day IS NULL THEN RETURN NULL; END IF;\n    EXECUTE format('SELECT count(*) FROM %I', inbox_partition('inbox_seen', day)) INTO held;\n    EXECUTE format('DROP TABLE %I', inbox_partition('inbox_seen', day));\n    RETURN held;\nEND $$;\n\n-- How many rows lie in default partitions: received when maintenance had not run, or signed far from today. NULL without days.\nCREATE FUNCTION inbox_default_rows() RETURNS bigint LANGUAGE plpgsql STABLE AS $$\nDECLARE\n    stray bigint;\nBEGIN\n    IF inbox_is_by_day() THEN\n        EXECUTE 'SELECT (SELECT count(*) FROM inbox_seen_default) + (SELECT count(*) FROM inbox_delivery_default)' INTO stray;\n    END IF;\n    RETURN stray;\nEND $$;\n",
    ),
    "sqlite": (
        "-- What was seen: the identity of a delivery is the digest of its body. The signed time is inside the body, so\n-- (created, digest) is exactly as strict as the digest alone, and inserts touch the newest pages of the index.\nCREATE TABLE inbox_seen (\n    seq         INTEGER PRIMARY KEY,\n    created     INTEGER NOT NULL,           -- signed, Unix ms; 0 where the body holds no time\n    digest      BLOB    NOT NULL,           -- SHA-256 of the body\n    delivery_id TEXT    NOT NULL,           -- a label: not signed\n    repeats     INTEGER NOT NULL DEFAULT 0,\n    UNIQUE (created, digest)\n) STRICT;\nCREATE INDEX inbox_seen_delivery_id ON inbox_seen (delivery_id);\n\n-- The archive: the signed bytes, which can be verified again years later, and what came with them.\nCREATE TABLE inbox_delivery (\n    seq         INTEGER PRIMARY KEY,\n    delivery_id TEXT    NOT NULL,\n    type        TEXT    NOT NULL,\n    address     TEXT,                       -- whom it is about, lower case\n    created     INTEGER,                    -- signed, Unix ms\n    sent        INTEGER,                    -- as the header says, Unix ms\n    received    INTEGER NOT NULL,           -- Unix ms\n    secret      INTEGER NOT NULL,           -- which of the secrets matched, from 0\n    kept_from   TEXT,                       -- why it was not handed to a handler: expired, held\n    id_reused   INTEGER NOT NULL,\n    digest      BLOB    NOT NULL,\n    headers     TEXT    NOT NULL,           -- JSON object of the headers that are kept\n    body        BLOB    NOT NULL\n) STRICT;\nCREATE INDEX inbox_delivery_address ON inbox_delivery (address, seq) WHERE address IS NOT NULL;\n\n-- Unfinished work only, small and hot.\nCREATE TABLE inbox_job (\n    seq     INTEGER PRIMARY KEY,\n    run_at  INTEGER,                        -- Unix ms; the lease's end while it is leased; NULL behind another of its key\n    attempt INTEGER NOT NULL DEFAULT 0,     -- counted when it is claimed, so that a handler which kills its process dies too\n    lease   INTEGER NOT NULL DEFAULT 0,\n    key     TEXT,\n    created INTEGER NOT NULL\n) STRICT;\nCREATE INDEX inbox_job_due ON inbox_job (run_at) WHERE run_at IS NOT NULL;\nCREATE INDEX inbox_job_key ON inbox_job (key, created, seq) WHERE key IS NOT NULL;\n\nCREATE TABLE inbox_attempt (\n    seq     INTEGER NOT NULL,\n    attempt INTEGER NOT NULL,\n    ended   INTEGER NOT NULL,               -- Unix ms\n    error   TEXT,                           -- NULL where it went well\n    PRIMARY KEY (seq, attempt)\n) STRICT, WITHOUT ROWID;\n\nCREATE TABLE inbox_dead (\n    seq      INTEGER PRIMARY KEY,\n    died     INTEGER NOT NULL,              -- Unix ms\n    attempts INTEGER NOT NULL,\n    error    TEXT    NOT NULL\n) STRICT;\n\n-- Repeats that came under another id or with another secret; a few of each delivery.\nCREATE TABLE inbox_repeat (\n    seq         INTEGER NOT NULL,\n    at          INTEGER NOT NULL,           -- Unix ms\n    delivery_id TEXT    NOT NULL,\n    secret      INTEGER NOT NULL\n) STRICT;\nCREATE INDEX inbox_repeat_seq ON inbox_repeat (seq);\n\nCREATE TABLE inbox_counter (\n    name  TEXT PRIMARY KEY,\n    value INTEGER NOT NULL\n) STRICT, WITHOUT ROWID;\n\nCREATE TABLE inbox_meta (\n    name  TEXT PRIMARY KEY,\n    value INTEGER NOT NULL\n) STRICT, WITHOUT ROWID;\n",
    ),
    "redis": (
    ),
    "redis-streams": (
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
        #  -> yes
        "by_day": "SELECT inbox_by_day()",
        #  -> made
        "add_days": "SELECT inbox_add_days()",
        #  -> rows
        "default_rows": "SELECT inbox_default_rows()",
        #  -> fsync, full_page_writes
        "settings": "SELECT current_setting('fsync'), current_setting('full_page_writes')",
        # keys -> void
        "lock_keys": "SELECT pg_advisory_xact_lock(hashtext('inbox_key'), lock) FROM\n    (SELECT DISTINCT hashtext(key) AS lock FROM unnest($1::text[]) AS key WHERE key IS NOT NULL ORDER BY 1) AS locks",
        # created, digest, delivery_id, type, address, signed, sent, secret, headers, body, key, expired_before, hold -> ordinal, seq, kept_from, id_reused
        "append": "WITH input AS (\n    SELECT *, row_number() OVER (PARTITION BY delivery_id ORDER BY ordinal) > 1 AS id_again\n    FROM unnest($1::bigint[], $2::bytea[], $3::text[], $4::text[], $5::text[], $6::bigint[], $7::bigint[], $8::bigint[],\n                $9::text[], $10::bytea[], $11::text[]) WITH ORDINALITY\n         AS t (created, digest, delivery_id, type, address, signed, sent, secret, headers, body, key, ordinal)\n), clock AS (\n    SELECT inbox_now() AS now\n), fresh AS (\n    INSERT INTO inbox_seen (created, digest, delivery_id)\n    SELECT created, digest, delivery_id FROM input ORDER BY created, digest\n    ON CONFLICT (created, digest) DO NOTHING RETURNING seq, created, digest\n), labelled AS (\n    SELECT fresh.seq, input.*, clock.now,\n           id_again OR EXISTS (SELECT 1 FROM inbox_seen s WHERE s.delivery_id = input.delivery_id\n                       AND (s.created >= inbox_ids_since($12::bigint) OR s.created = 0)) AS id_reused\n    FROM fresh JOIN input USING (created, digest) CROSS JOIN clock\n), judged AS (\n    SELECT *, CASE WHEN signed <= $12::bigint THEN 'expired' WHEN id_reused AND $13::boolean THEN 'held' END AS kept_from\n    FROM labelled\n), archived AS (\n    INSERT INTO inbox_delivery\n        (seq, delivery_id, type, address, created, sent, received, secret, kept_from, id_reused, digest, headers, body)\n    SELECT seq, delivery_id, type, address, signed, sent, now, secret, kept_from, id_reused, digest, headers, body FROM judged\n), queued AS (\n    INSERT INTO inbox_job (seq, received, run_at, key, created)\n    SELECT seq, now,\n           CASE WHEN key IS NULL THEN now\n                WHEN row_number() OVER (PARTITION BY key ORDER BY signed, seq) > 1\n                  OR (SELECT j.seq FROM inbox_job j WHERE j.key = judged.key ORDER BY j.created, j.seq LIMIT 1) IS NOT NULL THEN NULL\n                ELSE now END,\n           key, coalesce(signed, now)\n    FROM judged WHERE kept_from IS NULL\n), tally AS (\n    SELECT coalesce(kept_from, 'new') AS name, count(*) AS value FROM judged GROUP BY 1\n    UNION ALL SELECT 'type:' || type, count(*) FROM judged GROUP BY 1\n    UNION ALL SELECT 'id_reused', count(*) FROM judged WHERE id_reused HAVING count(*) > 0\n), counted AS (\n    INSERT INTO inbox_counter (name, slot, value) SELECT name, inbox_slot(), value FROM tally ORDER BY name\n    ON CONFLICT (name, slot) DO UPDATE SET value = inbox_counter.value + excluded.value\n)\nSELECT ordinal, seq, kept_from, id_reused FROM judged",
        # created, digest, delivery_id, secret -> ordinal, seq
        "repeat": "WITH input AS (\n    SELECT * FROM unnest($1::bigint[], $2::bytea[], $3::text[], $4::bigint[]) WITH ORDINALITY\n        AS t (created, digest, delivery_id, secret, ordinal)\n), known AS (\n    -- An insertion finds its partition by the row: an update would look into all of them. Of a key that is gone by now the\n    -- count is negative.\n    INSERT INTO inbox_seen AS s (created, digest, delivery_id, repeats)\n    SELECT created, digest, min(delivery_id), -count(*) FROM input GROUP BY created, digest ORDER BY created, digest\n    ON CONFLICT (created, digest) DO UPDATE SET repeats = s.repeats - excluded.repeats\n    RETURNING seq, created, digest, delivery_id, repeats\n), found AS (\n    SELECT known.seq, known.delivery_id AS first_id, input.*, CASE WHEN repeats < 0 THEN inbox_is_gone(known.seq) END AS checked\n    FROM input JOIN known USING (created, digest)\n), noted AS (\n    INSERT INTO inbox_repeat (seq, at, delivery_id, secret)\n    SELECT DISTINCT seq, inbox_now(), delivery_id, secret FROM found f WHERE delivery_id <> first_id\n      AND (SELECT count(*) FROM inbox_repeat r WHERE r.seq = f.seq) < 16\n      AND NOT EXISTS (SELECT 1 FROM inbox_repeat r WHERE r.seq = f.seq AND r.delivery_id = f.delivery_id AND r.secret = f.secret)\n), tallied AS (\n    SELECT inbox_count('duplicate', (SELECT count(*) FROM found))\n)\nSELECT ordinal, seq FROM found, tallied",
        # created, digest -> ordinal, seq
        "known": "SELECT ordinal, s.seq FROM unnest($1::bigint[], $2::bytea[]) WITH ORDINALITY AS t (created, digest, ordinal)\nJOIN inbox_seen s USING (created, digest)",
        # created, digest, delivery_id -> seq
        "first": "INSERT INTO inbox_seen (created, digest, delivery_id) VALUES ($1, $2, $3)\nON CONFLICT (created, digest) DO NOTHING RETURNING seq",
        # seq, delivery_id, type, address, created, sent, secret, digest, headers, body -> 
        "archive": "WITH tallied AS (SELECT inbox_count('new', 1), inbox_count('type:' || $3::text, 1))\nINSERT INTO inbox_delivery (seq, delivery_id, type, address, created, sent, received, secret, id_reused, digest, headers, body)\nSELECT $1, $2, $3::text, $4, $5, $6, inbox_now(), $7, false, $8, $9, $10 FROM tallied",
        # limit, lease -> seq, lease, attempt, is_suspect, delivery_id, type, created, sent, received, secret, digest, headers, body
        "claim": "WITH due AS (\n    SELECT seq, run_at, lease > 0 AND attempt > 1 AS is_suspect\n    FROM inbox_due($1)\n), ranked AS (\n    SELECT seq, is_suspect, first_value(is_suspect) OVER oldest AS is_alone, row_number() OVER oldest AS rank\n    FROM due WINDOW oldest AS (ORDER BY run_at, seq)\n), chosen AS (\n    SELECT seq, is_suspect FROM ranked WHERE CASE WHEN is_alone THEN rank = 1 ELSE NOT is_suspect END\n), claimed AS (\n    UPDATE inbox_job j SET attempt = attempt + 1, lease = nextval('inbox_lease'), run_at = inbox_now() + $2\n    FROM chosen WHERE j.seq = chosen.seq RETURNING j.seq, j.received, j.lease, j.attempt, chosen.is_suspect\n)\nSELECT c.seq, c.lease, c.attempt, c.is_suspect, d.delivery_id, d.type, d.created, d.sent, d.received, d.secret, d.digest, d.headers, d.body\nFROM claimed c JOIN inbox_delivery d USING (seq, received)",
        # seq, lease, until_in -> seq, lease
        "renew": "UPDATE inbox_job j SET run_at = inbox_now() + $3\nFROM (SELECT * FROM unnest($1::bigint[], $2::bigint[]) AS t (seq, lease)) AS mine\nWHERE j.seq = mine.seq AND j.lease = mine.lease RETURNING j.seq, j.lease",
        # seq, lease -> seq, key
        "done": "WITH ended AS (\n    DELETE FROM inbox_job j USING (SELECT * FROM unnest($1::bigint[], $2::bigint[]) AS t (seq, lease)) AS mine\n    WHERE j.seq = mine.seq AND j.lease = mine.lease RETURNING j.seq, j.received, j.attempt, j.key\n), logged AS (\n    INSERT INTO inbox_attempt (seq, received, attempt, ended) SELECT seq, received, attempt, inbox_now() FROM ended\n    ON CONFLICT (seq, attempt, received) DO UPDATE SET ended = excluded.ended, error = NULL\n), tallied AS (\n    SELECT inbox_count('done', (SELECT count(*) FROM ended))\n)\nSELECT seq, key FROM ended, tallied",
        # seq, lease, delay, error -> seq
        "retry": "WITH freed AS (\n    UPDATE inbox_job j SET lease = 0, run_at = inbox_now() + mine.delay\n    FROM (SELECT * FROM unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::text[]) AS t (seq, lease, delay, error)) AS mine\n    WHERE j.seq = mine.seq AND j.lease = mine.lease RETURNING j.seq, j.received, j.attempt, mine.error\n), logged AS (\n    INSERT INTO inbox_attempt (seq, received, attempt, ended, error) SELECT seq, received, attempt, inbox_now(), error FROM freed WHERE error IS NOT NULL\n    ON CONFLICT (seq, attempt, received) DO UPDATE SET ended = excluded.ended, error = excluded.error\n), tallied AS (\n    SELECT inbox_count('failed', (SELECT count(*) FROM freed WHERE error IS NOT NULL))\n)\nSELECT seq FROM freed, tallied",
        # seq, lease, error -> seq, key
        "bury": "WITH ended AS (\n    DELETE FROM inbox_job j USING (SELECT * FROM unnest($1::bigint[], $2::bigint[], $3::text[]) AS t (seq, lease, error)) AS mine\n    WHERE j.seq = mine.seq AND j.lease = mine.lease RETURNING j.seq, j.received, j.attempt, j.key, mine.error\n), logged AS (\n    INSERT INTO inbox_attempt (seq, received, attempt, ended, error) SELECT seq, received, attempt, inbox_now(), error FROM ended\n    ON CONFLICT (seq, attempt, received) DO UPDATE SET ended = excluded.ended, error = excluded.error\n), buried AS (\n    INSERT INTO inbox_dead (seq, received, died, attempts, error) SELECT seq, received, inbox_now(), attempt, error FROM ended\n    ON CONFLICT (seq) DO UPDATE SET died = excluded.died, attempts = excluded.attempts, error = excluded.error\n), tallied AS (\n    SELECT inbox_count('dead', (SELECT count(*) FROM ended))\n)\nSELECT seq, key FROM ended, tallied",
        # keys -> 
        "wake_next": "UPDATE inbox_job SET run_at = inbox_now() WHERE run_at IS NULL AND seq IN\n    (SELECT (SELECT seq FROM inbox_job j WHERE j.key = k ORDER BY created, seq LIMIT 1) FROM unnest($1::text[]) AS k)",
        #  -> due_in
        "next_due": "SELECT min(run_at) - inbox_now() FROM inbox_job WHERE run_at >= (SELECT last_value FROM inbox_due_from)",
        #  -> name, value
        "counters": "SELECT name, sum(value)::bigint FROM inbox_counter GROUP BY name ORDER BY name",
        # secret, matched -> void
        "note_secret": "WITH noted AS (\n    INSERT INTO inbox_meta (name, value)\n    SELECT 'secret_' || note || ':' || $1::text, inbox_now()\n    FROM unnest(ARRAY['since', 'loaded', 'matched']) AS note WHERE note <> 'matched' OR $2::bigint > 0\n    ON CONFLICT (name) DO UPDATE\n        SET value = CASE WHEN left(inbox_meta.name, 13) = 'secret_since:' THEN inbox_meta.value ELSE excluded.value END\n)\nSELECT inbox_count('secret:' || $1::text, $2::bigint)",
        #  -> name, value
        "secrets": "SELECT name, value FROM inbox_meta WHERE left(name, 7) = 'secret_' ORDER BY name",
        #  -> waiting, oldest, now
        "depth": "SELECT (SELECT count(*) FROM inbox_job), (SELECT received FROM inbox_job ORDER BY seq LIMIT 1),\n       inbox_now()",
        # type, address, delivery_id, status, since, before_seq, limit -> seq, delivery_id, type, address, created, sent, received, secret, id_reused, status, repeats, attempts, error
        "list": "SELECT d.seq, d.delivery_id, d.type, d.address, d.created, d.sent, d.received, d.secret, d.id_reused,\n       CASE WHEN j.seq IS NOT NULL AND j.lease > 0 THEN 'working' WHEN j.seq IS NOT NULL THEN 'waiting'\n            WHEN x.seq IS NOT NULL THEN 'dead' WHEN d.kept_from IS NOT NULL THEN d.kept_from ELSE 'done' END AS status,\n       coalesce(s.repeats, 0),\n       coalesce(j.attempt, x.attempts, (SELECT max(attempt) FROM inbox_attempt a WHERE a.seq = d.seq AND a.received = d.received), 0),\n       coalesce(x.error, (SELECT error FROM inbox_attempt a WHERE a.seq = d.seq AND a.received = d.received ORDER BY attempt DESC LIMIT 1))\nFROM inbox_delivery d\nLEFT JOIN inbox_job j USING (seq) LEFT JOIN inbox_dead x USING (seq) LEFT JOIN inbox_seen s ON s.seq = d.seq AND s.created = coalesce(d.created, 0)\nWHERE ($1::text IS NULL OR d.type = $1) AND ($2::text IS NULL OR d.address = $2)\n  AND ($3::text IS NULL OR d.seq = ANY (ARRAY(SELECT seq FROM inbox_seen WHERE delivery_id = $3)))\n  AND ($5::bigint IS NULL OR d.received >= $5) AND ($6::bigint IS NULL OR d.seq < $6)\n  AND ($4::text IS NULL OR CASE $4\n       WHEN 'waiting' THEN j.seq IS NOT NULL AND j.lease = 0\n       WHEN 'working' THEN j.seq IS NOT NULL AND j.lease > 0\n       WHEN 'dead' THEN x.seq IS NOT NULL\n       WHEN 'done' THEN j.seq IS NULL AND x.seq IS NULL AND d.kept_from IS NULL\n       ELSE d.kept_from = $4 AND j.seq IS NULL END)\nORDER BY d.seq DESC LIMIT $7",
        # since, before_seq, limit -> seq, received, type, body
        "recent": "SELECT seq, received, type, body FROM inbox_delivery WHERE received >= $1 AND seq < $2 ORDER BY seq DESC LIMIT $3",
        # seq -> delivery_id, type, created, sent, received, secret, digest, headers, body
        "find": "SELECT delivery_id, type, created, sent, received, secret, digest, headers, body FROM inbox_delivery WHERE seq = $1",
        # seq -> attempt, ended, error
        "attempts": "SELECT attempt, ended, error FROM inbox_attempt WHERE seq = $1 ORDER BY attempt",
        # seq -> at, delivery_id, secret
        "repeats": "SELECT at, delivery_id, secret FROM inbox_repeat WHERE seq = $1 ORDER BY at",
        # seq -> seq
        "requeue": "WITH wanted AS (\n    SELECT d.seq, d.received, coalesce(d.created, 0) AS created FROM inbox_delivery d WHERE d.seq = ANY ($1::bigint[]) ORDER BY d.seq\n), exhumed AS (\n    DELETE FROM inbox_dead WHERE seq = ANY ($1::bigint[])\n), released AS (\n    UPDATE inbox_delivery SET kept_from = NULL WHERE seq = ANY ($1::bigint[]) AND kept_from IS NOT NULL\n), queued AS (\n    INSERT INTO inbox_job (seq, received, run_at, created) SELECT seq, received, inbox_now(), created FROM wanted\n    ON CONFLICT (seq) DO NOTHING RETURNING seq\n), tallied AS (\n    SELECT inbox_count('replayed', (SELECT count(*) FROM queued))\n)\nSELECT seq FROM queued, tallied",
        # older, limit -> seq
        "prune_bodies": "WITH removed AS (\n    DELETE FROM inbox_delivery WHERE (seq, received) IN\n        (SELECT d.seq, d.received FROM inbox_delivery d WHERE d.received < (SELECT inbox_old($1))\n         AND NOT EXISTS (SELECT 1 FROM inbox_job j WHERE j.seq = d.seq) AND NOT EXISTS (SELECT 1 FROM inbox_dead x WHERE x.seq = d.seq)\n         ORDER BY d.seq LIMIT $2)\n    RETURNING seq, received\n), attempts AS (\n    DELETE FROM inbox_attempt WHERE (seq, received) IN (SELECT seq, received FROM removed)\n), repeats AS (\n    DELETE FROM inbox_repeat WHERE seq IN (SELECT seq FROM removed)\n)\nSELECT seq FROM removed",
        # older, limit -> 
        "prune_keys": "DELETE FROM inbox_seen WHERE (created, digest) IN\n    (SELECT s.created, s.digest FROM inbox_seen s WHERE s.created < (SELECT inbox_old($1)) AND s.created <> 0\n     AND NOT EXISTS (SELECT 1 FROM inbox_delivery d WHERE d.seq = s.seq) ORDER BY s.created LIMIT $2)",
        # bodies_older, keys_older -> deliveries, keys
        "drop_day": "SELECT inbox_drop_archived(inbox_old($1)), inbox_drop_seen(inbox_old($2)) WHERE inbox_is_by_day()",
        # address -> 
        "erase": "UPDATE inbox_delivery d SET body = '', headers = '{}', address = NULL WHERE address = $1\n  AND NOT EXISTS (SELECT 1 FROM inbox_job j WHERE j.seq = d.seq)",
        #  -> 
        "probe": "INSERT INTO inbox_meta (name, value) VALUES ('probe', inbox_now()) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        #  -> 
        "listen": "LISTEN inbox_stored",
        #  -> 
        "notify": "NOTIFY inbox_stored",
        # created, digest, delivery_id, type, address, signed, sent, secret, headers, body -> seq
        "receive_first": "WITH waiting AS MATERIALIZED (\n    -- For another transaction with the same delivery it waits 5 s, or as long as the caller has set; afterwards that holds again.\n    SELECT current_setting('lock_timeout') AS set_before,\n           set_config('lock_timeout', coalesce(nullif(current_setting('lock_timeout'), '0'), '5s'), true)\n), marked AS (\n    INSERT INTO inbox_seen (created, digest, delivery_id) SELECT $1::bigint, $2::bytea, $3::text FROM waiting\n    ON CONFLICT (created, digest) DO NOTHING RETURNING seq\n), archived AS (\n    INSERT INTO inbox_delivery (seq, delivery_id, type, address, created, sent, received, secret, id_reused, digest, headers, body)\n    SELECT seq, $3::text, $4::text, $5::text, $6::bigint, $7::bigint, inbox_now(), $8::bigint, false, $2::bytea, $9::text, $10::bytea\n    FROM marked\n), tallied AS (\n    SELECT inbox_count('new', 1), inbox_count('type:' || $4::text, 1) FROM marked\n)\nSELECT CASE WHEN set_config('lock_timeout', set_before, true) IS NOT NULL THEN seq END\nFROM waiting LEFT JOIN (SELECT seq FROM marked, tallied) AS stored ON true",
        # since, width, scanned -> start, type, outcome, count
        "counts": "SELECT received - received % $2::bigint AS start, type, coalesce(kept_from, 'new') AS outcome, count(*)\nFROM (SELECT received, type, kept_from FROM inbox_delivery ORDER BY seq DESC LIMIT $3::bigint) AS newest\nWHERE received >= $1::bigint GROUP BY 1, 2, 3 ORDER BY 1, 2, 3",
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
        # created, digest -> seq
        "known": "SELECT seq FROM inbox_seen WHERE created = ?1 AND digest = ?2",
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
        # now -> is_suspect
        "suspect": "SELECT lease > 0 AND attempt > 1 FROM inbox_job WHERE run_at <= ?1 ORDER BY run_at LIMIT 1",
        # now, until, lease, limit, is_suspect -> seq, attempt
        "claim": "UPDATE inbox_job SET attempt = attempt + 1, lease = ?3, run_at = ?2\nWHERE seq IN (SELECT seq FROM inbox_job WHERE run_at <= ?1 AND (?5 OR lease = 0 OR attempt < 2) ORDER BY run_at LIMIT ?4)\nRETURNING seq, attempt",
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
        # secret, matched, now -> 
        "note_secret": "INSERT INTO inbox_meta (name, value)\nSELECT 'secret_' || note || ':' || ?1, ?3\nFROM (SELECT 'since' AS note UNION ALL SELECT 'loaded' UNION ALL SELECT 'matched' WHERE ?2 > 0) WHERE true\nON CONFLICT (name) DO UPDATE SET value = CASE WHEN substr(name, 1, 13) = 'secret_since:' THEN value ELSE excluded.value END",
        #  -> name, value
        "secrets": "SELECT name, value FROM inbox_meta WHERE substr(name, 1, 7) = 'secret_' ORDER BY name",
        #  -> waiting, oldest
        "depth": "SELECT (SELECT count(*) FROM inbox_job), (SELECT received FROM inbox_delivery WHERE seq = (SELECT min(seq) FROM inbox_job))",
        # type, address, delivery_id, status, since, before_seq, limit -> seq, delivery_id, type, address, created, sent, received, secret, id_reused, status, repeats, attempts, error
        "list": "SELECT d.seq, d.delivery_id, d.type, d.address, d.created, d.sent, d.received, d.secret, d.id_reused,\n       CASE WHEN j.seq IS NOT NULL AND j.lease > 0 THEN 'working' WHEN j.seq IS NOT NULL THEN 'waiting'\n            WHEN x.seq IS NOT NULL THEN 'dead' WHEN d.kept_from IS NOT NULL THEN d.kept_from ELSE 'done' END AS status,\n       coalesce(s.repeats, 0),\n       coalesce(j.attempt, x.attempts, (SELECT max(attempt) FROM inbox_attempt WHERE seq = d.seq), 0),\n       coalesce(x.error, (SELECT error FROM inbox_attempt WHERE seq = d.seq ORDER BY attempt DESC LIMIT 1))\nFROM inbox_delivery d\nLEFT JOIN inbox_job j USING (seq) LEFT JOIN inbox_dead x USING (seq) LEFT JOIN inbox_seen s USING (seq)\nWHERE (?1 IS NULL OR d.type = ?1) AND (?2 IS NULL OR d.address = ?2)\n  AND (?3 IS NULL OR d.seq IN (SELECT seq FROM inbox_seen WHERE delivery_id = ?3))\n  AND (?5 IS NULL OR d.received >= ?5) AND (?6 IS NULL OR d.seq < ?6)\n  AND (?4 IS NULL OR CASE ?4\n       WHEN 'waiting' THEN j.seq IS NOT NULL AND j.lease = 0\n       WHEN 'working' THEN j.seq IS NOT NULL AND j.lease > 0\n       WHEN 'dead' THEN x.seq IS NOT NULL\n       WHEN 'done' THEN j.seq IS NULL AND x.seq IS NULL AND d.kept_from IS NULL\n       ELSE d.kept_from = ?4 AND j.seq IS NULL END)\nORDER BY d.seq DESC LIMIT ?7",
        # since, before_seq, limit -> seq, received, type, body
        "recent": "SELECT seq, received, type, body FROM inbox_delivery WHERE received >= ?1 AND seq < ?2 ORDER BY seq DESC LIMIT ?3",
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
        # since, width, scanned -> start, type, outcome, count
        "counts": "SELECT received - received % ?2 AS start, type, coalesce(kept_from, 'new') AS outcome, count(*)\nFROM (SELECT received, type, kept_from FROM inbox_delivery ORDER BY seq DESC LIMIT ?3)\nWHERE received >= ?1 GROUP BY 1, 2, 3 ORDER BY 1, 2, 3",
    },
    "redis": {
        # digest_key, id_key, token, lease, digest, window -> outcome, id_reused
        "claim": "local state = redis.call('GET', KEYS[1])\nif state == 'done' then return {'duplicate', 0} end\nif state then return {'in_progress', 0} end\nredis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])\nlocal body = redis.call('GET', KEYS[2])\nredis.call('SET', KEYS[2], ARGV[3], 'PX', ARGV[4])\nreturn {'first', (body and body ~= ARGV[3]) and 1 or 0}",
        # digest_key, token, window -> completed
        "complete": "-- Where the claim has run out and nobody else has made one it still counts: the handlers have run.\nlocal state = redis.call('GET', KEYS[1])\nif state and state ~= ARGV[1] then return 0 end\nredis.call('SET', KEYS[1], 'done', 'PX', ARGV[2])\nreturn 1",
        # digest_key, token -> released
        "release": "if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end\nreturn redis.call('DEL', KEYS[1])",
    },
    "redis-streams": {
        # entries, sequence, dead, digest_keys, id_keys, window, digests, fates, payloads -> outcome, seq, id_reused
        "append": "-- Keys come in pairs, arguments in threes. The entry is written before its digest: should the script fail between them, a copy\n-- is stored twice rather than not at all.\nlocal results = {}\nfor n = 1, (#KEYS - 3) / 2 do\n  local digest_key, id_key = KEYS[2 * n + 2], KEYS[2 * n + 3]\n  local digest, fate, payload = ARGV[3 * n - 1], ARGV[3 * n], ARGV[3 * n + 1]\n  local seen = redis.call('GET', digest_key)\n  if seen then\n    results[n] = {'duplicate', tonumber(seen), 0}\n  else\n    local other = redis.call('GET', id_key)\n    local reused = other and other ~= digest\n    local outcome = 'new'\n    if fate == 'expired' then outcome = 'expired' elseif fate == 'hold' and reused then outcome = 'held' end\n    local seq = redis.call('INCR', KEYS[2])\n    if outcome == 'new' then\n      redis.call('XADD', KEYS[1], string.format('%.0f-0', seq), 'delivery', payload)\n    else\n      redis.call('XADD', KEYS[3], '*', 'seq', seq, 'delivery', payload, 'error', outcome)\n    end\n    redis.call('SET', digest_key, seq, 'PX', ARGV[1])\n    redis.call('SET', id_key, digest, 'PX', ARGV[1])\n    results[n] = {outcome, seq, reused and 1 or 0}\n  end\nend\nreturn results",
        # entries, delayed, group, consumer, limit, lease -> entry, attempt, is_suspect, payload
        "claim": "-- First what its worker did not come back for: alone, if that happened before. Then what is due after a failure, then what is new.\nlocal group, consumer, limit, lease = ARGV[1], ARGV[2], tonumber(ARGV[3]), ARGV[4]\nlocal claimed = {}\nlocal function take(entry, attempt, is_suspect)\n  local fields = entry and entry[2]\n  if fields then claimed[#claimed + 1] = {entry[1], attempt, is_suspect, fields[2]} end\nend\nfor _, lost in ipairs(redis.call('XPENDING', KEYS[1], group, 'IDLE', lease, '-', '+', limit)) do\n  local is_suspect = lost[4] > 1\n  if not is_suspect or #claimed == 0 then\n    take(redis.call('XCLAIM', KEYS[1], group, consumer, 0, lost[1])[1], lost[4] + 1, is_suspect and 1 or 0)\n  end\n  if is_suspect and #claimed == 1 then return claimed end\nend\nlocal time = redis.call('TIME')\nlocal now = string.format('%.0f', time[1] * 1000 + math.floor(time[2] / 1000))\nfor _, member in ipairs(redis.call('ZRANGEBYSCORE', KEYS[2], '-inf', now, 'LIMIT', 0, limit - #claimed)) do\n  local entry, failed = string.match(member, '^(.+):(%d+)$')\n  local attempt = tonumber(failed) + 1\n  take(redis.call('XCLAIM', KEYS[1], group, consumer, 0, entry, 'RETRYCOUNT', attempt, 'FORCE')[1], attempt, 0)\n  redis.call('ZREM', KEYS[2], member)\nend\nif #claimed < limit then\n  local fresh = redis.call('XREADGROUP', 'GROUP', group, consumer, 'COUNT', limit - #claimed, 'STREAMS', KEYS[1], '>')\n  for _, entry in ipairs(fresh and fresh[1][2] or {}) do take(entry, 1, 0) end\nend\nreturn claimed",
        # entries, delayed, dead, group, consumer, entry, attempt, ending, after, error -> was_held
        "finish": "-- The lease is the consumer and the attempt: whoever lost it changes nothing.\nlocal group, consumer, entry, attempt, ending = ARGV[1], ARGV[2], ARGV[3], tonumber(ARGV[4]), ARGV[5]\nlocal held = redis.call('XPENDING', KEYS[1], group, entry, entry, 1)[1]\nif not held or held[2] ~= consumer or held[4] ~= attempt then return 0 end\nif ending == 'retry' or ending == 'release' then\n  local time = redis.call('TIME')\n  local due = string.format('%.0f', time[1] * 1000 + math.floor(time[2] / 1000) + tonumber(ARGV[6]))\n  redis.call('ZADD', KEYS[2], due, entry .. ':' .. (ending == 'retry' and attempt or attempt - 1))\n  redis.call('XACK', KEYS[1], group, entry)\n  return 1\nend\nif ending == 'dead' then\n  local stored = redis.call('XRANGE', KEYS[1], entry, entry)[1]\n  local seq = string.match(entry, '^%d+')\n  if stored then redis.call('XADD', KEYS[3], '*', 'seq', seq, 'delivery', stored[2][2], 'error', ARGV[7]) end\nend\nredis.call('XACK', KEYS[1], group, entry)\nredis.call('XDEL', KEYS[1], entry)\nreturn 1",
        # entries, group, consumer, entries_and_attempts -> is_held
        "renew": "local held = {}\nfor n = 3, #ARGV, 2 do\n  local one = redis.call('XPENDING', KEYS[1], ARGV[1], ARGV[n], ARGV[n], 1)[1]\n  local is_held = one and one[2] == ARGV[2] and one[4] == tonumber(ARGV[n + 1])\n  if is_held then redis.call('XCLAIM', KEYS[1], ARGV[1], ARGV[2], 0, ARGV[n], 'JUSTID') end\n  held[#held + 1] = is_held and 1 or 0\nend\nreturn held",
        # entries, delayed, dead -> waiting, dead, now, due, oldest
        "depth": "local time = redis.call('TIME')\nlocal oldest = redis.call('XRANGE', KEYS[1], '-', '+', 'COUNT', 1)[1]\nlocal due = redis.call('ZRANGE', KEYS[2], 0, 0, 'WITHSCORES')[2]\nreturn {\n  redis.call('XLEN', KEYS[1]), redis.call('XLEN', KEYS[3]), time[1] * 1000 + math.floor(time[2] / 1000),\n  due and tonumber(due) or -1, oldest and oldest[2][2] or '',\n}",
    },
}
"""By store and name."""

COLUMNS: dict[str, dict[str, tuple[str, ...]]] = {
    "postgres": {
        "version": ("version", ),
        "has_tables": ("yes", ),
        "lock_migration": ("void", ),
        "by_day": ("yes", ),
        "add_days": ("made", ),
        "default_rows": ("rows", ),
        "settings": ("fsync", "full_page_writes", ),
        "lock_keys": ("void", ),
        "append": ("ordinal", "seq", "kept_from", "id_reused", ),
        "repeat": ("ordinal", "seq", ),
        "known": ("ordinal", "seq", ),
        "first": ("seq", ),
        "claim": ("seq", "lease", "attempt", "is_suspect", "delivery_id", "type", "created", "sent", "received", "secret", "digest", "headers", "body", ),
        "renew": ("seq", "lease", ),
        "done": ("seq", "key", ),
        "retry": ("seq", ),
        "bury": ("seq", "key", ),
        "next_due": ("due_in", ),
        "counters": ("name", "value", ),
        "note_secret": ("void", ),
        "secrets": ("name", "value", ),
        "depth": ("waiting", "oldest", "now", ),
        "list": ("seq", "delivery_id", "type", "address", "created", "sent", "received", "secret", "id_reused", "status", "repeats", "attempts", "error", ),
        "recent": ("seq", "received", "type", "body", ),
        "find": ("delivery_id", "type", "created", "sent", "received", "secret", "digest", "headers", "body", ),
        "attempts": ("attempt", "ended", "error", ),
        "repeats": ("at", "delivery_id", "secret", ),
        "requeue": ("seq", ),
        "prune_bodies": ("seq", ),
        "drop_day": ("deliveries", "keys", ),
        "receive_first": ("seq", ),
        "counts": ("start", "type", "outcome", "count", ),
    },
    "sqlite": {
        "now": ("now", ),
        "version": ("version", ),
        "has_tables": ("count", ),
        "first": ("seq", ),
        "repeat": ("seq", "delivery_id", ),
        "known": ("seq", ),
        "id_reused": ("yes", ),
        "next_lease": ("lease", ),
        "suspect": ("is_suspect", ),
        "claim": ("seq", "attempt", ),
        "finish": ("attempt", "key", ),
        "retry": ("attempt", ),
        "next_due": ("run_at", ),
        "counters": ("name", "value", ),
        "secrets": ("name", "value", ),
        "depth": ("waiting", "oldest", ),
        "list": ("seq", "delivery_id", "type", "address", "created", "sent", "received", "secret", "id_reused", "status", "repeats", "attempts", "error", ),
        "recent": ("seq", "received", "type", "body", ),
        "find": ("delivery_id", "type", "created", "sent", "received", "secret", "digest", "headers", "body", ),
        "attempts": ("attempt", "ended", "error", ),
        "repeats": ("at", "delivery_id", "secret", ),
        "prune_bodies": ("seq", ),
        "erase": ("seq", ),
        "counts": ("start", "type", "outcome", "count", ),
    },
    "redis": {
        "claim": ("outcome", "id_reused", ),
        "complete": ("completed", ),
        "release": ("released", ),
    },
    "redis-streams": {
        "append": ("outcome", "seq", "id_reused", ),
        "claim": ("entry", "attempt", "is_suspect", "payload", ),
        "finish": ("was_held", ),
        "renew": ("is_held", ),
        "depth": ("waiting", "dead", "now", "due", "oldest", ),
    },
}
"""The columns that a statement returns."""
