-- The statements of the inbox on SQLite. Before each stand its name, its parameters and the columns that it returns; "!" for
-- columns means that only the number of changed rows counts. Times are Unix milliseconds of the database's clock.

-- now() -> now
SELECT CAST(unixepoch('now', 'subsec') * 1000 AS INTEGER);

-- version() -> version
SELECT value FROM inbox_meta WHERE name = 'version';

-- set_version(version) -> !
INSERT INTO inbox_meta (name, value) VALUES ('version', ?1) ON CONFLICT (name) DO UPDATE SET value = ?1;

-- has_tables() -> count
SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name = 'inbox_meta';

-- first(created, digest, delivery_id) -> seq
INSERT INTO inbox_seen (created, digest, delivery_id) VALUES (?1, ?2, ?3)
ON CONFLICT (created, digest) DO NOTHING RETURNING seq;

-- repeat(created, digest, repeats) -> seq, delivery_id
UPDATE inbox_seen SET repeats = repeats + ?3 WHERE created = ?1 AND digest = ?2 RETURNING seq, delivery_id;

-- known(created, digest) -> seq
SELECT seq FROM inbox_seen WHERE created = ?1 AND digest = ?2;

-- note_repeat(seq, at, delivery_id, secret) -> !
INSERT INTO inbox_repeat (seq, at, delivery_id, secret)
SELECT ?1, ?2, ?3, ?4 WHERE (SELECT count(*) FROM inbox_repeat WHERE seq = ?1) < 16
  AND NOT EXISTS (SELECT 1 FROM inbox_repeat WHERE seq = ?1 AND delivery_id = ?3 AND secret = ?4);

-- id_reused(delivery_id, seq) -> yes
SELECT EXISTS (SELECT 1 FROM inbox_seen WHERE delivery_id = ?1 AND seq <> ?2);

-- archive(seq, delivery_id, type, address, created, sent, received, secret, kept_from, id_reused, digest, headers, body) -> !
INSERT INTO inbox_delivery
    (seq, delivery_id, type, address, created, sent, received, secret, kept_from, id_reused, digest, headers, body)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13);

-- enqueue(seq, now, key, created) -> !
INSERT INTO inbox_job (seq, run_at, key, created)
VALUES (?1, CASE WHEN ?3 IS NOT NULL AND EXISTS (SELECT 1 FROM inbox_job WHERE key = ?3) THEN NULL ELSE ?2 END, ?3, ?4);

-- count(name, value) -> !
INSERT INTO inbox_counter (name, value) VALUES (?1, ?2) ON CONFLICT (name) DO UPDATE SET value = value + ?2;

-- next_lease() -> lease
INSERT INTO inbox_counter (name, value) VALUES ('lease', 1)
ON CONFLICT (name) DO UPDATE SET value = value + 1 RETURNING value;

-- suspect(now) -> is_suspect
SELECT lease > 0 AND attempt > 1 FROM inbox_job WHERE run_at <= ?1 ORDER BY run_at LIMIT 1;

-- claim(now, until, lease, limit, is_suspect) -> seq, attempt
UPDATE inbox_job SET attempt = attempt + 1, lease = ?3, run_at = ?2
WHERE seq IN (SELECT seq FROM inbox_job WHERE run_at <= ?1 AND (?5 OR lease = 0 OR attempt < 2) ORDER BY run_at LIMIT ?4)
RETURNING seq, attempt;

-- renew(seq, lease, until) -> !
UPDATE inbox_job SET run_at = ?3 WHERE seq = ?1 AND lease = ?2;

-- finish(seq, lease) -> attempt, key
DELETE FROM inbox_job WHERE seq = ?1 AND lease = ?2 RETURNING attempt, key;

-- wake_next(key, now) -> !
UPDATE inbox_job SET run_at = ?2 WHERE run_at IS NULL AND seq =
    (SELECT seq FROM inbox_job WHERE key = ?1 ORDER BY created, seq LIMIT 1);

-- log_attempt(seq, attempt, ended, error) -> !
INSERT INTO inbox_attempt (seq, attempt, ended, error) VALUES (?1, ?2, ?3, ?4)
ON CONFLICT (seq, attempt) DO UPDATE SET ended = ?3, error = ?4;

-- retry(seq, lease, run_at) -> attempt
UPDATE inbox_job SET run_at = ?3, lease = 0 WHERE seq = ?1 AND lease = ?2 RETURNING attempt;

-- bury(seq, died, attempts, error) -> !
INSERT INTO inbox_dead (seq, died, attempts, error) VALUES (?1, ?2, ?3, ?4)
ON CONFLICT (seq) DO UPDATE SET died = ?2, attempts = ?3, error = ?4;

-- exhume(seq) -> !
DELETE FROM inbox_dead WHERE seq = ?1;

-- requeue(seq, now) -> !
INSERT INTO inbox_job (seq, run_at, created) SELECT seq, ?2, coalesce(created, 0) FROM inbox_delivery WHERE seq = ?1
ON CONFLICT (seq) DO NOTHING;

-- release_kept(seq) -> !
UPDATE inbox_delivery SET kept_from = NULL WHERE seq = ?1 AND kept_from IS NOT NULL;

-- next_due() -> run_at
SELECT min(run_at) FROM inbox_job WHERE run_at IS NOT NULL;

-- counters() -> name, value
SELECT name, value FROM inbox_counter WHERE name <> 'lease' ORDER BY name;

-- note_secret(secret, matched, now) -> !
INSERT INTO inbox_meta (name, value)
SELECT 'secret_' || note || ':' || ?1, ?3
FROM (SELECT 'since' AS note UNION ALL SELECT 'loaded' UNION ALL SELECT 'matched' WHERE ?2 > 0) WHERE true
ON CONFLICT (name) DO UPDATE SET value = CASE WHEN substr(name, 1, 13) = 'secret_since:' THEN value ELSE excluded.value END;

-- secrets() -> name, value
SELECT name, value FROM inbox_meta WHERE substr(name, 1, 7) = 'secret_' ORDER BY name;

-- depth() -> waiting, oldest
SELECT (SELECT count(*) FROM inbox_job), (SELECT received FROM inbox_delivery WHERE seq = (SELECT min(seq) FROM inbox_job));

-- list(type, address, delivery_id, status, since, before_seq, limit) -> seq, delivery_id, type, address, created, sent, received, secret, id_reused, status, repeats, attempts, error
SELECT d.seq, d.delivery_id, d.type, d.address, d.created, d.sent, d.received, d.secret, d.id_reused,
       CASE WHEN j.seq IS NOT NULL AND j.lease > 0 THEN 'working' WHEN j.seq IS NOT NULL THEN 'waiting'
            WHEN x.seq IS NOT NULL THEN 'dead' WHEN d.kept_from IS NOT NULL THEN d.kept_from ELSE 'done' END AS status,
       coalesce(s.repeats, 0),
       coalesce(j.attempt, x.attempts, (SELECT max(attempt) FROM inbox_attempt WHERE seq = d.seq), 0),
       coalesce(x.error, (SELECT error FROM inbox_attempt WHERE seq = d.seq ORDER BY attempt DESC LIMIT 1))
FROM inbox_delivery d
LEFT JOIN inbox_job j USING (seq) LEFT JOIN inbox_dead x USING (seq) LEFT JOIN inbox_seen s USING (seq)
WHERE (?1 IS NULL OR d.type = ?1) AND (?2 IS NULL OR d.address = ?2)
  AND (?3 IS NULL OR d.seq IN (SELECT seq FROM inbox_seen WHERE delivery_id = ?3))
  AND (?5 IS NULL OR d.received >= ?5) AND (?6 IS NULL OR d.seq < ?6)
  AND (?4 IS NULL OR CASE ?4
       WHEN 'waiting' THEN j.seq IS NOT NULL AND j.lease = 0
       WHEN 'working' THEN j.seq IS NOT NULL AND j.lease > 0
       WHEN 'dead' THEN x.seq IS NOT NULL
       WHEN 'done' THEN j.seq IS NULL AND x.seq IS NULL AND d.kept_from IS NULL
       ELSE d.kept_from = ?4 AND j.seq IS NULL END)
ORDER BY d.seq DESC LIMIT ?7;

-- recent(since, before_seq, limit) -> seq, received, type, body
SELECT seq, received, type, body FROM inbox_delivery WHERE received >= ?1 AND seq < ?2 ORDER BY seq DESC LIMIT ?3;

-- find(seq) -> delivery_id, type, created, sent, received, secret, digest, headers, body
SELECT delivery_id, type, created, sent, received, secret, digest, headers, body FROM inbox_delivery WHERE seq = ?1;

-- attempts(seq) -> attempt, ended, error
SELECT attempt, ended, error FROM inbox_attempt WHERE seq = ?1 ORDER BY attempt;

-- repeats(seq) -> at, delivery_id, secret
SELECT at, delivery_id, secret FROM inbox_repeat WHERE seq = ?1 ORDER BY at;

-- prune_bodies(before, limit) -> seq
DELETE FROM inbox_delivery WHERE seq IN
    (SELECT d.seq FROM inbox_delivery d WHERE d.received < ?1
     AND NOT EXISTS (SELECT 1 FROM inbox_job WHERE seq = d.seq) AND NOT EXISTS (SELECT 1 FROM inbox_dead WHERE seq = d.seq)
     ORDER BY d.seq LIMIT ?2)
RETURNING seq;

-- prune_attempts(seq) -> !
DELETE FROM inbox_attempt WHERE seq = ?1;

-- prune_repeats(seq) -> !
DELETE FROM inbox_repeat WHERE seq = ?1;

-- prune_keys(before, limit) -> !
DELETE FROM inbox_seen WHERE seq IN
    (SELECT s.seq FROM inbox_seen s WHERE s.created < ?1 AND s.created <> 0
     AND NOT EXISTS (SELECT 1 FROM inbox_delivery WHERE seq = s.seq) ORDER BY s.created LIMIT ?2);

-- erase(address) -> seq
UPDATE inbox_delivery SET body = x'', headers = '{}', address = NULL WHERE address = ?1
  AND NOT EXISTS (SELECT 1 FROM inbox_job WHERE seq = inbox_delivery.seq) RETURNING seq;

-- probe(now) -> !
INSERT INTO inbox_meta (name, value) VALUES ('probe', ?1) ON CONFLICT (name) DO UPDATE SET value = ?1;

-- counts(since, width, scanned) -> start, type, outcome, count
SELECT received - received % ?2 AS start, type, coalesce(kept_from, 'new') AS outcome, count(*)
FROM (SELECT received, type, kept_from FROM inbox_delivery ORDER BY seq DESC LIMIT ?3)
WHERE received >= ?1 GROUP BY 1, 2, 3 ORDER BY 1, 2, 3;
