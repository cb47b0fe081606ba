-- Keys of tables that can have a partition for each day hold the day's column, and keep their partitions' rows apart by it.
CREATE SEQUENCE inbox_seq;

-- What was seen: the identity of a delivery is the digest of its body. The signed time is inside the body, so
-- (created, digest) is exactly as strict as the digest alone, and inserts touch the newest pages of the index.
CREATE TABLE inbox_seen (
    seq         bigint NOT NULL DEFAULT nextval('inbox_seq'),
    created     bigint NOT NULL,            -- signed, Unix ms; 0 where the body holds no time
    digest      bytea  NOT NULL,            -- SHA-256 of the body
    delivery_id text   NOT NULL,            -- a label: not signed
    repeats     bigint NOT NULL DEFAULT 0,
    PRIMARY KEY (seq, created),
    UNIQUE (created, digest)
);
CREATE INDEX inbox_seen_delivery_id ON inbox_seen (delivery_id);

-- The archive: the signed bytes, which can be verified again years later, and what came with them.
CREATE TABLE inbox_delivery (
    seq         bigint  NOT NULL,
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
    body        bytea   NOT NULL,
    PRIMARY KEY (seq, received)
);
CREATE INDEX inbox_delivery_address ON inbox_delivery (address, seq) WHERE address IS NOT NULL;

-- Unfinished work only, small and hot: room on its pages for updates in place, and vacuumed before it bloats.
CREATE TABLE inbox_job (
    seq      bigint PRIMARY KEY,
    received bigint NOT NULL,               -- as its delivery, which is found by it where there is a partition for each day
    run_at   bigint,                        -- Unix ms; the lease's end while it is leased; NULL behind another of its key
    attempt  bigint NOT NULL DEFAULT 0,     -- counted when it is claimed, so that a handler which kills its process dies too
    lease    bigint NOT NULL DEFAULT 0,
    key      text,
    created  bigint NOT NULL
) WITH (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 1000,
        autovacuum_vacuum_cost_delay = 0);
CREATE INDEX inbox_job_due ON inbox_job (run_at) WHERE run_at IS NOT NULL;
CREATE INDEX inbox_job_key ON inbox_job (key, created, seq) WHERE key IS NOT NULL;
CREATE SEQUENCE inbox_lease;
-- Unix ms, as sequences since those leave no dead rows: where claims begin to look, and when one last looked at everything.
CREATE SEQUENCE inbox_due_from MINVALUE 0;
CREATE SEQUENCE inbox_looked_at_all MINVALUE 0;

CREATE TABLE inbox_attempt (
    seq      bigint NOT NULL,
    received bigint NOT NULL,               -- as its delivery: both are dropped together
    attempt  bigint NOT NULL,
    ended    bigint NOT NULL,               -- Unix ms
    error    text,                          -- NULL where it went well
    PRIMARY KEY (seq, attempt, received)
);

CREATE TABLE inbox_dead (
    seq      bigint PRIMARY KEY,
    received bigint NOT NULL,               -- as its delivery
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

-- What is due, locked. While somebody keeps a snapshot open, index entries of what was done since can't be cleaned away: a look from
-- the beginning would pass by all of them. So it begins a little before the oldest that was due at the last one; what came to be
-- due further back (a claim that was rolled back, a commit that took long, a clock put back) is found every few seconds.
-- Few rows, or a claim would read the whole table to find them again.
CREATE FUNCTION inbox_due(most bigint) RETURNS SETOF inbox_job LANGUAGE plpgsql ROWS 10 AS $$
DECLARE
    slack CONSTANT bigint := 2000;
    all_every CONSTANT bigint := 5000;
    now_ms bigint := inbox_now();
    from_ms bigint := (SELECT last_value FROM inbox_due_from);
    all_ms bigint := (SELECT last_value FROM inbox_looked_at_all);
    oldest bigint;
    job inbox_job;
BEGIN
    IF from_ms > now_ms OR now_ms NOT BETWEEN all_ms AND all_ms + all_every THEN
        from_ms := 0;
        PERFORM setval('inbox_looked_at_all', now_ms);
    END IF;
    FOR job IN SELECT * FROM inbox_job WHERE run_at BETWEEN from_ms AND now_ms ORDER BY run_at LIMIT most FOR UPDATE SKIP LOCKED LOOP
        oldest := coalesce(oldest, job.run_at);
        RETURN NEXT job;
    END LOOP;
    oldest := coalesce(oldest, now_ms) - slack;
    IF abs(oldest - from_ms) > slack / 4 THEN
        PERFORM setval('inbox_due_from', greatest(oldest, 0));
    END IF;
END $$;

-- The slot of this transaction, which no other one has at the same time: its counts are locked until it ends, and with handlers
-- in it that may take long. Of two connections whose numbers fall on the same slot one takes the next that is free.
CREATE FUNCTION inbox_slot() RETURNS int LANGUAGE sql VOLATILE AS
    $$ SELECT coalesce((SELECT slot % 64 FROM generate_series(pg_backend_pid() % 64, pg_backend_pid() % 64 + 63) AS slot
                        WHERE pg_try_advisory_xact_lock(hashtext('inbox_slot'), slot % 64) LIMIT 1), pg_backend_pid() % 64) $$;

CREATE FUNCTION inbox_count(counted text, by bigint) RETURNS void LANGUAGE sql AS
    $$ INSERT INTO inbox_counter (name, slot, value) VALUES (counted, inbox_slot(), by)
       ON CONFLICT (name, slot) DO UPDATE SET value = inbox_counter.value + excluded.value $$;

-- Pruned between two statements: nothing of the transaction may stay, and the same again finds that it is new.
CREATE FUNCTION inbox_is_gone(seq bigint) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the key of a repeat is gone' USING ERRCODE = 'serialization_failure';
END $$;

-- Days: partitions of what was seen by the signed time, of the archive by the time of receipt. Where an inbox is made
-- without them, all of this does nothing.

CREATE FUNCTION inbox_is_by_day() RETURNS boolean LANGUAGE sql STABLE AS
    $$ SELECT EXISTS (SELECT FROM inbox_meta WHERE name = 'by_day') $$;

-- Ids are compared with those signed since: here with all of them.
CREATE FUNCTION inbox_ids_since(expired_before bigint) RETURNS bigint LANGUAGE sql IMMUTABLE AS
    $$ SELECT (-9223372036854775808)::bigint $$;

-- What was received or signed before is old. By days it is whole days, so that all of it can be dropped.
CREATE FUNCTION inbox_old(older bigint) RETURNS bigint LANGUAGE sql VOLATILE AS
    $$ SELECT CASE WHEN older >= 86400000 AND inbox_is_by_day() THEN at - mod(at, 86400000) ELSE at END
       FROM (SELECT inbox_now() - older AS at) AS t $$;

CREATE FUNCTION inbox_partition(parent text, day bigint) RETURNS text LANGUAGE sql IMMUTABLE AS
    $$ SELECT parent || to_char(date '1970-01-01' + day::int, '_YYYYMMDD') $$;

-- Makes the partition of a day, and moves there what lies in the default one. It is made apart and then attached: that
-- stops only who uses the default partition, for as long as there is something to move.
CREATE FUNCTION inbox_add_day(parent text, sorted_by text, day bigint) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
    made text := inbox_partition(parent, day);
    since bigint := day * 86400000;
BEGIN
    IF to_regclass(made) IS NOT NULL THEN RETURN false; END IF;
    EXECUTE format('CREATE TABLE %I (LIKE %I INCLUDING ALL)', made, parent);
    EXECUTE format('LOCK TABLE %I IN ACCESS EXCLUSIVE MODE', parent || '_default');
    EXECUTE format('WITH moved AS (DELETE FROM %1$I WHERE %2$I >= %3$s AND %2$I < %4$s RETURNING *) INSERT INTO %5$I SELECT * FROM moved',
                   parent || '_default', sorted_by, since, since + 86400000, made);
    EXECUTE format('ALTER TABLE %I ATTACH PARTITION %I FOR VALUES FROM (%s) TO (%s)', parent, made, since, since + 86400000);
    RETURN true;
END $$;

-- Makes the partitions that are missing: keys from the window's first day, all a week ahead. Returns how many; one process
-- at a time. Who holds the default partition is waited for briefly: it is tried again.
CREATE FUNCTION inbox_add_days() RETURNS bigint LANGUAGE plpgsql SET lock_timeout = '1s' AS $$
DECLARE
    today bigint := inbox_now() / 86400000;
    made bigint := 0;
BEGIN
    IF NOT inbox_is_by_day() THEN RETURN 0; END IF;
    PERFORM pg_advisory_xact_lock(hashtext('inbox_days'));
    FOR day IN today - 8 .. today + 7 LOOP
        made := made + inbox_add_day('inbox_seen', 'created', day)::int;
    END LOOP;
    FOR day IN today .. today + 7 LOOP
        made := made + inbox_add_day('inbox_delivery', 'received', day)::int + inbox_add_day('inbox_attempt', 'received', day)::int;
    END LOOP;
    RETURN made;
END $$;

CREATE FUNCTION inbox_split(parent text, sorted_by text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format('ALTER TABLE %I RENAME TO %I', parent, parent || '_whole');
    EXECUTE format('CREATE TABLE %I (LIKE %I INCLUDING ALL) PARTITION BY RANGE (%I)', parent, parent || '_whole', sorted_by);
    EXECUTE format('DROP TABLE %I', parent || '_whole');
    EXECUTE format('CREATE TABLE %I PARTITION OF %I DEFAULT', parent || '_default', parent);
END $$;

-- Gives an inbox that holds nothing yet partitions by day. False where it holds something, and has none.
CREATE FUNCTION inbox_by_day() RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
    IF inbox_is_by_day() THEN RETURN true; END IF;
    IF EXISTS (SELECT FROM inbox_seen) OR EXISTS (SELECT FROM inbox_delivery) THEN RETURN false; END IF;
    PERFORM inbox_split('inbox_seen', 'created'), inbox_split('inbox_delivery', 'received'), inbox_split('inbox_attempt', 'received');
    CREATE TABLE inbox_seen_undated PARTITION OF inbox_seen FOR VALUES FROM (0) TO (1);
    CREATE OR REPLACE FUNCTION inbox_ids_since(expired_before bigint) RETURNS bigint LANGUAGE sql IMMUTABLE AS
        'SELECT expired_before';
    INSERT INTO inbox_meta (name, value) VALUES ('by_day', 1);
    PERFORM inbox_add_days();
    RETURN true;
END $$;

-- The first partition of a table that holds only what is older, and whose day is none of those that are kept.
CREATE FUNCTION inbox_old_day(parent text, before bigint, kept bigint[]) RETURNS bigint LANGUAGE sql STABLE AS $$
    SELECT min(day) FROM (
        SELECT (to_date(right(c.relname, 8), 'YYYYMMDD') - date '1970-01-01')::bigint AS day
        FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
        WHERE i.inhparent = to_regclass(parent) AND c.relname ~ '_[0-9]{8}$') AS days
    WHERE (day + 1) * 86400000 <= before AND day <> ALL (kept)
$$;

-- The days with deliveries that are not finished, or dead letters: their archive stays.
CREATE FUNCTION inbox_kept_days() RETURNS bigint[] LANGUAGE sql VOLATILE AS $$
    SELECT coalesce(array_agg(DISTINCT received / 86400000), '{}') FROM
        (SELECT received FROM inbox_job UNION ALL SELECT received FROM inbox_dead) AS kept
$$;

-- Drops the oldest day of the archive that is entirely old and finished. Returns how many deliveries it held.
CREATE FUNCTION inbox_drop_archived(before bigint) RETURNS bigint LANGUAGE plpgsql SET lock_timeout = '1s' AS $$
DECLARE
    day bigint := inbox_old_day('inbox_delivery', before, inbox_kept_days());
    held bigint;
BEGIN
    IF day IS NULL THEN RETURN NULL; END IF;
    EXECUTE format('SELECT count(*) FROM %I', inbox_partition('inbox_delivery', day)) INTO held;
    EXECUTE format('LOCK TABLE %I IN ACCESS EXCLUSIVE MODE', inbox_partition('inbox_delivery', day));
    -- Something of it may have been replayed until the lock was had.
    IF day = ANY (inbox_kept_days()) THEN RETURN 0; END IF;
    EXECUTE format('DELETE FROM inbox_repeat r WHERE EXISTS (SELECT FROM %I d WHERE d.seq = r.seq)', inbox_partition('inbox_delivery', day));
    EXECUTE format('DROP TABLE %I, %I', inbox_partition('inbox_delivery', day), inbox_partition('inbox_attempt', day));
    RETURN held;
END $$;

-- Drops the oldest day of keys that is entirely old. Returns how many it held.
CREATE FUNCTION inbox_drop_seen(before bigint) RETURNS bigint LANGUAGE plpgsql SET lock_timeout = '1s' AS $$
DECLARE
    day bigint := inbox_old_day('inbox_seen', before, '{}');
    held bigint;
BEGIN
    IF day IS NULL THEN RETURN NULL; END IF;
    EXECUTE format('SELECT count(*) FROM %I', inbox_partition('inbox_seen', day)) INTO held;
    EXECUTE format('DROP TABLE %I', inbox_partition('inbox_seen', day));
    RETURN held;
END $$;

-- How many rows lie in default partitions: received when maintenance had not run, or signed far from today. NULL without days.
CREATE FUNCTION inbox_default_rows() RETURNS bigint LANGUAGE plpgsql STABLE AS $$
DECLARE
    stray bigint;
BEGIN
    IF inbox_is_by_day() THEN
        EXECUTE 'SELECT (SELECT count(*) FROM inbox_seen_default) + (SELECT count(*) FROM inbox_delivery_default)' INTO stray;
    END IF;
    RETURN stray;
END $$;
