-- The scripts by which processes share through Redis what they have seen, at least once: claim, run, then complete or release.
-- Before each stand its name, its keys and arguments, and what it returns. Times are milliseconds. All keys are in one slot of a
-- cluster: `{autosend-webhooks}:DIGEST` holds the token of a claim, or `done`; `{autosend-webhooks}:id:DELIVERY_ID` the digest of
-- the body that came under that id last.

-- claim(digest_key, id_key, token, lease, digest, window) -> outcome, id_reused
local state = redis.call('GET', KEYS[1])
if state == 'done' then return {'duplicate', 0} end
if state then return {'in_progress', 0} end
redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
local body = redis.call('GET', KEYS[2])
redis.call('SET', KEYS[2], ARGV[3], 'PX', ARGV[4])
return {'first', (body and body ~= ARGV[3]) and 1 or 0}

-- complete(digest_key, token, window) -> completed
-- Where the claim has run out and nobody else has made one it still counts: the handlers have run.
local state = redis.call('GET', KEYS[1])
if state and state ~= ARGV[1] then return 0 end
redis.call('SET', KEYS[1], 'done', 'PX', ARGV[2])
return 1

-- release(digest_key, token) -> released
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
return redis.call('DEL', KEYS[1])
