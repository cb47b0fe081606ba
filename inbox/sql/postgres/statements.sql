-- The statements of the inbox on PostgreSQL. Before each stand its name, its parameters and the columns that it returns; "!"
-- for columns means that only the number of changed rows counts. Times are Unix milliseconds of the server's clock.

-- version() -> version
SELECT value FROM inbox_meta WHERE name = 'version';

-- set_version(version) -> !
INSERT INTO inbox_meta (name, value) VALUES ('version', $1) ON CONFLICT (name) DO UPDATE SET value = excluded.value;

-- has_tables() -> yes
SELECT to_regclass('inbox_meta') IS NOT NULL;

-- lock_migration() -> void
SELECT pg_advisory_xact_lock(hashtext('inbox_migration'));

-- by_day() -> yes
SELECT inbox_by_day();

-- add_days() -> made
SELECT inbox_add_days();

-- default_rows() -> rows
SELECT inbox_default_rows();

-- settings() -> fsync, full_page_writes
SELECT current_setting('fsync'), current_setting('full_page_writes');

-- lock_keys(keys) -> void
SELECT pg_advisory_xact_lock(hashtext('inbox_key'), lock) FROM
    (SELECT DISTINCT hashtext(key) AS lock FROM unnest($1::text[]) AS key WHERE key IS NOT NULL ORDER BY 1) AS locks;

-- append(created, digest, delivery_id, type, address, signed, sent, secret, headers, body, key, expired_before, hold) -> ordinal, seq, kept_from, id_reused
WITH input AS (
    SELECT *, row_number() OVER (PARTITION BY delivery_id ORDER BY ordinal) > 1 AS id_again
    FROM unnest($1::bigint[], $2::bytea[], $3::text[], $4::text[], $5::text[], $6::bigint[], $7::bigint[], $8::bigint[],
                $9::text[], $10::bytea[], $11::text[]) WITH ORDINALITY
         AS t (created, digest, delivery_id, type, address, signed, sent, secret, headers, body, key, ordinal)
), clock AS (
    SELECT inbox_now() AS now
), fresh AS (
    INSERT INTO inbox_seen (created, digest, delivery_id)
    SELECT created, digest, delivery_id FROM input ORDER BY created, digest
    ON CONFLICT (created, digest) DO NOTHING RETURNING seq, created, digest
), labelled AS (
    SELECT fresh.seq, input.*, clock.now,
           id_again OR EXISTS (SELECT 1 FROM inbox_seen s WHERE s.delivery_id = input.delivery_id
                       AND (s.created >= inbox_ids_since($12::bigint) OR s.created = 0)) AS id_reused
    FROM fresh JOIN input USING (created, digest) CROSS JOIN clock
), judged AS (
    SELECT *, CASE WHEN signed <= $12::bigint THEN 'expired' WHEN id_reused AND $13::boolean THEN 'held' END AS kept_from
    FROM labelled
), archived AS (
    INSERT INTO inbox_delivery
        (seq, delivery_id, type, address, created, sent, received, secret, kept_from, id_reused, digest, headers, body)
    SELECT seq, delivery_id, type, address, signed, sent, now, secret, kept_from, id_reused, digest, headers, body FROM judged
), queued AS (
    INSERT INTO inbox_job (seq, received, run_at, key, created)
    SELECT seq, now,
           CASE WHEN key IS NULL THEN now
                WHEN row_number() OVER (PARTITION BY key ORDER BY signed, seq) > 1
                  OR (SELECT j.seq FROM inbox_job j WHERE j.key = judged.key ORDER BY j.created, j.seq LIMIT 1) IS NOT NULL THEN NULL
                ELSE now END,
           key, coalesce(signed, now)
    FROM judged WHERE kept_from IS NULL
), tally AS (
    SELECT coalesce(kept_from, 'new') AS name, count(*) AS value FROM judged GROUP BY 1
    UNION ALL SELECT 'type:' || type, count(*) FROM judged GROUP BY 1
    UNION ALL SELECT 'id_reused', count(*) FROM judged WHERE id_reused HAVING count(*) > 0
), counted AS (
    INSERT INTO inbox_counter (name, slot, value) SELECT name, inbox_slot(), value FROM tally ORDER BY name
    ON CONFLICT (name, slot) DO UPDATE SET value = inbox_counter.value + excluded.value
)
SELECT ordinal, seq, kept_from, id_reused FROM judged;

-- repeat(created, digest, delivery_id, secret) -> ordinal, seq
WITH input AS (
    SELECT * FROM unnest($1::bigint[], $2::bytea[], $3::text[], $4::bigint[]) WITH ORDINALITY
        AS t (created, digest, delivery_id, secret, ordinal)
), known AS (
    -- An insertion finds its partition by the row: an update would look into all of them. Of a key that is gone by now the
    -- count is negative.
    INSERT INTO inbox_seen AS s (created, digest, delivery_id, repeats)
    SELECT created, digest, min(delivery_id), -count(*) FROM input GROUP BY created, digest ORDER BY created, digest
    ON CONFLICT (created, digest) DO UPDATE SET repeats = s.repeats - excluded.repeats
    RETURNING seq, created, digest, delivery_id, repeats
), found AS (
    SELECT known.seq, known.delivery_id AS first_id, input.*, CASE WHEN repeats < 0 THEN inbox_is_gone(known.seq) END AS checked
    FROM input JOIN known USING (created, digest)
), noted AS (
    INSERT INTO inbox_repeat (seq, at, delivery_id, secret)
    SELECT DISTINCT seq, inbox_now(), delivery_id, secret FROM found f WHERE delivery_id <> first_id
      AND (SELECT count(*) FROM inbox_repeat r WHERE r.seq = f.seq) < 16
      AND NOT EXISTS (SELECT 1 FROM inbox_repeat r WHERE r.seq = f.seq AND r.delivery_id = f.delivery_id AND r.secret = f.secret)
), tallied AS (
    SELECT inbox_count('duplicate', (SELECT count(*) FROM found))
)
SELECT ordinal, seq FROM found, tallied;

-- known(created, digest) -> ordinal, seq
SELECT ordinal, s.seq FROM unnest($1::bigint[], $2::bytea[]) WITH ORDINALITY AS t (created, digest, ordinal)
JOIN inbox_seen s USING (created, digest);

-- first(created, digest, delivery_id) -> seq
INSERT INTO inbox_seen (created, digest, delivery_id) VALUES ($1, $2, $3)
ON CONFLICT (created, digest) DO NOTHING RETURNING seq;

-- archive(seq, delivery_id, type, address, created, sent, secret, digest, headers, body) -> !
WITH tallied AS (SELECT inbox_count('new', 1), inbox_count('type:' || $3::text, 1))
INSERT INTO inbox_delivery (seq, delivery_id, type, address, created, sent, received, secret, id_reused, digest, headers, body)
SELECT $1, $2, $3::text, $4, $5, $6, inbox_now(), $7, false, $8, $9, $10 FROM tallied;

-- claim(limit, lease) -> seq, lease, attempt, is_suspect, delivery_id, type, created, sent, received, secret, digest, headers, body
WITH due AS (
    SELECT seq, run_at, lease > 0 AND attempt > 1 AS is_suspect
    FROM inbox_due($1)
), ranked AS (
    SELECT seq, is_suspect, first_value(is_suspect) OVER oldest AS is_alone, row_number() OVER oldest AS rank
    FROM due WINDOW oldest AS (ORDER BY run_at, seq)
), chosen AS (
    SELECT seq, is_suspect FROM ranked WHERE CASE WHEN is_alone THEN rank = 1 ELSE NOT is_suspect END
), claimed AS (
    UPDATE inbox_job j SET attempt = attempt + 1, lease = nextval('inbox_lease'), run_at = inbox_now() + $2
    FROM chosen WHERE j.seq = chosen.seq RETURNING j.seq, j.received, j.lease, j.attempt, chosen.is_suspect
)
SELECT c.seq, c.lease, c.attempt, c.is_suspect, d.delivery_id, d.type, d.created, d.sent, d.received, d.secret, d.digest, d.headers, d.body
FROM claimed c JOIN inbox_delivery d USING (seq, received);

-- renew(seq, lease, until_in) -> seq, lease
UPDATE inbox_job j SET run_at = inbox_now() + $3
FROM (SELECT * FROM unnest($1::bigint[], $2::bigint[]) AS t (seq, lease)) AS mine
WHERE j.seq = mine.seq AND j.lease = mine.lease RETURNING j.seq, j.lease;

-- done(seq, lease) -> seq, key
WITH ended AS (
    DELETE FROM inbox_job j USING (SELECT * FROM unnest($1::bigint[], $2::bigint[]) AS t (seq, lease)) AS mine
    WHERE j.seq = mine.seq AND j.lease = mine.lease RETURNING j.seq, j.received, j.attempt, j.key
), logged AS (
    INSERT INTO inbox_attempt (seq, received, attempt, ended) SELECT seq, received, attempt, inbox_now() FROM ended
    ON CONFLICT (seq, attempt, received) DO UPDATE SET ended = excluded.ended, error = NULL
), tallied AS (
    SELECT inbox_count('done', (SELECT count(*) FROM ended))
)
SELECT seq, key FROM ended, tallied;

-- retry(seq, lease, delay, error) -> seq
WITH freed AS (
    UPDATE inbox_job j SET lease = 0, run_at = inbox_now() + mine.delay
    FROM (SELECT * FROM unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::text[]) AS t (seq, lease, delay, error)) AS mine
    WHERE j.seq = mine.seq AND j.lease = mine.lease RETURNING j.seq, j.received, j.attempt, mine.error
), logged AS (
    INSERT INTO inbox_attempt (seq, received, attempt, ended, error) SELECT seq, received, attempt, inbox_now(), error FROM freed WHERE error IS NOT NULL
    ON CONFLICT (seq, attempt, received) DO UPDATE SET ended = excluded.ended, error = excluded.error
), tallied AS (
    SELECT inbox_count('failed', (SELECT count(*) FROM freed WHERE error IS NOT NULL))
)
SELECT seq FROM freed, tallied;

-- bury(seq, lease, error) -> seq, key
WITH ended AS (
    DELETE FROM inbox_job j USING (SELECT * FROM unnest($1::bigint[], $2::bigint[], $3::text[]) AS t (seq, lease, error)) AS mine
    WHERE j.seq = mine.seq AND j.lease = mine.lease RETURNING j.seq, j.received, j.attempt, j.key, mine.error
), logged AS (
    INSERT INTO inbox_attempt (seq, received, attempt, ended, error) SELECT seq, received, attempt, inbox_now(), error FROM ended
    ON CONFLICT (seq, attempt, received) DO UPDATE SET ended = excluded.ended, error = excluded.error
), buried AS (
    INSERT INTO inbox_dead (seq, received, died, attempts, error) SELECT seq, received, inbox_now(), attempt, error FROM ended
    ON CONFLICT (seq) DO UPDATE SET died = excluded.died, attempts = excluded.attempts, error = excluded.error
), tallied AS (
    SELECT inbox_count('dead', (SELECT count(*) FROM ended))
)
SELECT seq, key FROM ended, tallied;

-- wake_next(keys) -> !
UPDATE inbox_job SET run_at = inbox_now() WHERE run_at IS NULL AND seq IN
    (SELECT (SELECT seq FROM inbox_job j WHERE j.key = k ORDER BY created, seq LIMIT 1) FROM unnest($1::text[]) AS k);

-- next_due() -> due_in
SELECT min(run_at) - inbox_now() FROM inbox_job WHERE run_at >= (SELECT last_value FROM inbox_due_from);

-- counters() -> name, value
SELECT name, sum(value)::bigint FROM inbox_counter GROUP BY name ORDER BY name;

-- note_secret(secret, matched) -> void
WITH noted AS (
    INSERT INTO inbox_meta (name, value)
    SELECT 'secret_' || note || ':' || $1::text, inbox_now()
    FROM unnest(ARRAY['since', 'loaded', 'matched']) AS note WHERE note <> 'matched' OR $2::bigint > 0
    ON CONFLICT (name) DO UPDATE
        SET value = CASE WHEN left(inbox_meta.name, 13) = 'secret_since:' THEN inbox_meta.value ELSE excluded.value END
)
SELECT inbox_count('secret:' || $1::text, $2::bigint);

-- secrets() -> name, value
SELECT name, value FROM inbox_meta WHERE left(name, 7) = 'secret_' ORDER BY name;

-- depth() -> waiting, oldest, now
SELECT (SELECT count(*) FROM inbox_job), (SELECT received FROM inbox_job ORDER BY seq LIMIT 1),
       inbox_now();

-- list(type, address, delivery_id, status, since, before_seq, limit) -> seq, delivery_id, type, address, created, sent, received, secret, id_reused, status, repeats, attempts, error
SELECT d.seq, d.delivery_id, d.type, d.address, d.created, d.sent, d.received, d.secret, d.id_reused,
       CASE WHEN j.seq IS NOT NULL AND j.lease > 0 THEN 'working' WHEN j.seq IS NOT NULL THEN 'waiting'
            WHEN x.seq IS NOT NULL THEN 'dead' WHEN d.kept_from IS NOT NULL THEN d.kept_from ELSE 'done' END AS status,
       coalesce(s.repeats, 0),
       coalesce(j.attempt, x.attempts, (SELECT max(attempt) FROM inbox_attempt a WHERE a.seq = d.seq AND a.received = d.received), 0),
       coalesce(x.error, (SELECT error FROM inbox_attempt a WHERE a.seq = d.seq AND a.received = d.received ORDER BY attempt DESC LIMIT 1))
FROM inbox_delivery d
LEFT JOIN inbox_job j USING (seq) LEFT JOIN inbox_dead x USING (seq) LEFT JOIN inbox_seen s ON s.seq = d.seq AND s.created = coalesce(d.created, 0)
WHERE ($1::text IS NULL OR d.type = $1) AND ($2::text IS NULL OR d.address = $2)
  AND ($3::text IS NULL OR d.seq = ANY (ARRAY(SELECT seq FROM inbox_seen WHERE delivery_id = $3)))
  AND ($5::bigint IS NULL OR d.received >= $5) AND ($6::bigint IS NULL OR d.seq < $6)
  AND ($4::text IS NULL OR CASE $4
       WHEN 'waiting' THEN j.seq IS NOT NULL AND j.lease = 0
       WHEN 'working' THEN j.seq IS NOT NULL AND j.lease > 0
       WHEN 'dead' THEN x.seq IS NOT NULL
       WHEN 'done' THEN j.seq IS NULL AND x.seq IS NULL AND d.kept_from IS NULL
       ELSE d.kept_from = $4 AND j.seq IS NULL END)
ORDER BY d.seq DESC LIMIT $7;

-- recent(since, before_seq, limit) -> seq, received, type, body
SELECT seq, received, type, body FROM inbox_delivery WHERE received >= $1 AND seq < $2 ORDER BY seq DESC LIMIT $3;

-- find(seq) -> delivery_id, type, created, sent, received, secret, digest, headers, body
SELECT delivery_id, type, created, sent, received, secret, digest, headers, body FROM inbox_delivery WHERE seq = $1;

-- attempts(seq) -> attempt, ended, error
SELECT attempt, ended, error FROM inbox_attempt WHERE seq = $1 ORDER BY attempt;

-- repeats(seq) -> at, delivery_id, secret
SELECT at, delivery_id, secret FROM inbox_repeat WHERE seq = $1 ORDER BY at;

-- requeue(seq) -> seq
WITH wanted AS (
    SELECT d.seq, d.received, coalesce(d.created, 0) AS created FROM inbox_delivery d WHERE d.seq = ANY ($1::bigint[]) ORDER BY d.seq
), exhumed AS (
    DELETE FROM inbox_dead WHERE seq = ANY ($1::bigint[])
), released AS (
    UPDATE inbox_delivery SET kept_from = NULL WHERE seq = ANY ($1::bigint[]) AND kept_from IS NOT NULL
), queued AS (
    INSERT INTO inbox_job (seq, received, run_at, created) SELECT seq, received, inbox_now(), created FROM wanted
    ON CONFLICT (seq) DO NOTHING RETURNING seq
), tallied AS (
    SELECT inbox_count('replayed', (SELECT count(*) FROM queued))
)
SELECT seq FROM queued, tallied;

-- prune_bodies(older, limit) -> seq
WITH removed AS (
    DELETE FROM inbox_delivery WHERE (seq, received) IN
        (SELECT d.seq, d.received FROM inbox_delivery d WHERE d.received < (SELECT inbox_old($1))
         AND NOT EXISTS (SELECT 1 FROM inbox_job j WHERE j.seq = d.seq) AND NOT EXISTS (SELECT 1 FROM inbox_dead x WHERE x.seq = d.seq)
         ORDER BY d.seq LIMIT $2)
    RETURNING seq, received
), attempts AS (
    DELETE FROM inbox_attempt WHERE (seq, received) IN (SELECT seq, received FROM removed)
), repeats AS (
    DELETE FROM inbox_repeat WHERE seq IN (SELECT seq FROM removed)
)
SELECT seq FROM removed;

-- prune_keys(older, limit) -> !
DELETE FROM inbox_seen WHERE (created, digest) IN
    (SELECT s.created, s.digest FROM inbox_seen s WHERE s.created < (SELECT inbox_old($1)) AND s.created <> 0
     AND NOT EXISTS (SELECT 1 FROM inbox_delivery d WHERE d.seq = s.seq) ORDER BY s.created LIMIT $2);

-- drop_day(bodies_older, keys_older) -> deliveries, keys
SELECT inbox_drop_archived(inbox_old($1)), inbox_drop_seen(inbox_old($2)) WHERE inbox_is_by_day();

-- erase(address) -> !
UPDATE inbox_delivery d SET body = '', headers = '{}', address = NULL WHERE address = $1
  AND NOT EXISTS (SELECT 1 FROM inbox_job j WHERE j.seq = d.seq);

-- probe() -> !
INSERT INTO inbox_meta (name, value) VALUES ('probe', inbox_now()) ON CONFLICT (name) DO UPDATE SET value = excluded.value;

-- listen() -> !
LISTEN inbox_stored;

-- notify() -> !
NOTIFY inbox_stored;

-- receive_first(created, digest, delivery_id, type, address, signed, sent, secret, headers, body) -> seq
WITH waiting AS MATERIALIZED (
    -- For another transaction with the same delivery it waits 5 s, or as long as the caller has set; afterwards that holds again.
    SELECT current_setting('lock_timeout') AS set_before,
           set_config('lock_timeout', coalesce(nullif(current_setting('lock_timeout'), '0'), '5s'), true)
), marked AS (
    INSERT INTO inbox_seen (created, digest, delivery_id) SELECT $1::bigint, $2::bytea, $3::text FROM waiting
    ON CONFLICT (created, digest) DO NOTHING RETURNING seq
), archived AS (
    INSERT INTO inbox_delivery (seq, delivery_id, type, address, created, sent, received, secret, id_reused, digest, headers, body)
    SELECT seq, $3::text, $4::text, $5::text, $6::bigint, $7::bigint, inbox_now(), $8::bigint, false, $2::bytea, $9::text, $10::bytea
    FROM marked
), tallied AS (
    SELECT inbox_count('new', 1), inbox_count('type:' || $4::text, 1) FROM marked
)
SELECT CASE WHEN set_config('lock_timeout', set_before, true) IS NOT NULL THEN seq END
FROM waiting LEFT JOIN (SELECT seq FROM marked, tallied) AS stored ON true;

-- counts(since, width, scanned) -> start, type, outcome, count
SELECT received - received % $2::bigint AS start, type, coalesce(kept_from, 'new') AS outcome, count(*)
FROM (SELECT received, type, kept_from FROM inbox_delivery ORDER BY seq DESC LIMIT $3::bigint) AS newest
WHERE received >= $1::bigint GROUP BY 1, 2, 3 ORDER BY 1, 2, 3;
