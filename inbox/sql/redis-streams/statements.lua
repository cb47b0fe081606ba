-- The scripts of the inbox on Redis Streams: each is atomic, and all its keys are in one slot of a cluster. Before each stand its
-- name, its keys and arguments, and what it returns. Times are milliseconds. Numbered deliveries are entries NUMBER-0 of a stream;
-- an entry is removed when it is done, and never trimmed.

-- append(entries, sequence, dead, digest_keys, id_keys, window, digests, fates, payloads) -> outcome, seq, id_reused
-- Keys come in pairs, arguments in threes. The entry is written before its digest: should the script fail between them, a copy
-- is stored twice rather than not at all.
local results = {}
for n = 1, (#KEYS - 3) / 2 do
  local digest_key, id_key = KEYS[2 * n + 2], KEYS[2 * n + 3]
  local digest, fate, payload = ARGV[3 * n - 1], ARGV[3 * n], ARGV[3 * n + 1]
  local seen = redis.call('GET', digest_key)
  if seen then
    results[n] = {'duplicate', tonumber(seen), 0}
  else
    local other = redis.call('GET', id_key)
    local reused = other and other ~= digest
    local outcome = 'new'
    if fate == 'expired' then outcome = 'expired' elseif fate == 'hold' and reused then outcome = 'held' end
    local seq = redis.call('INCR', KEYS[2])
    if outcome == 'new' then
      redis.call('XADD', KEYS[1], string.format('%.0f-0', seq), 'delivery', payload)
    else
      redis.call('XADD', KEYS[3], '*', 'seq', seq, 'delivery', payload, 'error', outcome)
    end
    redis.call('SET', digest_key, seq, 'PX', ARGV[1])
    redis.call('SET', id_key, digest, 'PX', ARGV[1])
    results[n] = {outcome, seq, reused and 1 or 0}
  end
end
return results

-- claim(entries, delayed, group, consumer, limit, lease) -> entry, attempt, is_suspect, payload
-- First what its worker did not come back for: alone, if that happened before. Then what is due after a failure, then what is new.
local group, consumer, limit, lease = ARGV[1], ARGV[2], tonumber(ARGV[3]), ARGV[4]
local claimed = {}
local function take(entry, attempt, is_suspect)
  local fields = entry and entry[2]
  if fields then claimed[#claimed + 1] = {entry[1], attempt, is_suspect, fields[2]} end
end
for _, lost in ipairs(redis.call('XPENDING', KEYS[1], group, 'IDLE', lease, '-', '+', limit)) do
  local is_suspect = lost[4] > 1
  if not is_suspect or #claimed == 0 then
    take(redis.call('XCLAIM', KEYS[1], group, consumer, 0, lost[1])[1], lost[4] + 1, is_suspect and 1 or 0)
  end
  if is_suspect and #claimed == 1 then return claimed end
end
local time = redis.call('TIME')
local now = string.format('%.0f', time[1] * 1000 + math.floor(time[2] / 1000))
for _, member in ipairs(redis.call('ZRANGEBYSCORE', KEYS[2], '-inf', now, 'LIMIT', 0, limit - #claimed)) do
  local entry, failed = string.match(member, '^(.+):(%d+)$')
  local attempt = tonumber(failed) + 1
  take(redis.call('XCLAIM', KEYS[1], group, consumer, 0, entry, 'RETRYCOUNT', attempt, 'FORCE')[1], attempt, 0)
  redis.call('ZREM', KEYS[2], member)
end
if #claimed < limit then
  local fresh = redis.call('XREADGROUP', 'GROUP', group, consumer, 'COUNT', limit - #claimed, 'STREAMS', KEYS[1], '>')
  for _, entry in ipairs(fresh and fresh[1][2] or {}) do take(entry, 1, 0) end
end
return claimed

-- finish(entries, delayed, dead, group, consumer, entry, attempt, ending, after, error) -> was_held
-- The lease is the consumer and the attempt: whoever lost it changes nothing.
local group, consumer, entry, attempt, ending = ARGV[1], ARGV[2], ARGV[3], tonumber(ARGV[4]), ARGV[5]
local held = redis.call('XPENDING', KEYS[1], group, entry, entry, 1)[1]
if not held or held[2] ~= consumer or held[4] ~= attempt then return 0 end
if ending == 'retry' or ending == 'release' then
  local time = redis.call('TIME')
  local due = string.format('%.0f', time[1] * 1000 + math.floor(time[2] / 1000) + tonumber(ARGV[6]))
  redis.call('ZADD', KEYS[2], due, entry .. ':' .. (ending == 'retry' and attempt or attempt - 1))
  redis.call('XACK', KEYS[1], group, entry)
  return 1
end
if ending == 'dead' then
  local stored = redis.call('XRANGE', KEYS[1], entry, entry)[1]
  local seq = string.match(entry, '^%d+')
  if stored then redis.call('XADD', KEYS[3], '*', 'seq', seq, 'delivery', stored[2][2], 'error', ARGV[7]) end
end
redis.call('XACK', KEYS[1], group, entry)
redis.call('XDEL', KEYS[1], entry)
return 1

-- renew(entries, group, consumer, entries_and_attempts) -> is_held
local held = {}
for n = 3, #ARGV, 2 do
  local one = redis.call('XPENDING', KEYS[1], ARGV[1], ARGV[n], ARGV[n], 1)[1]
  local is_held = one and one[2] == ARGV[2] and one[4] == tonumber(ARGV[n + 1])
  if is_held then redis.call('XCLAIM', KEYS[1], ARGV[1], ARGV[2], 0, ARGV[n], 'JUSTID') end
  held[#held + 1] = is_held and 1 or 0
end
return held

-- depth(entries, delayed, dead) -> waiting, dead, now, due, oldest
local time = redis.call('TIME')
local oldest = redis.call('XRANGE', KEYS[1], '-', '+', 'COUNT', 1)[1]
local due = redis.call('ZRANGE', KEYS[2], 0, 0, 'WITHSCORES')[2]
return {
  redis.call('XLEN', KEYS[1]), redis.call('XLEN', KEYS[3]), time[1] * 1000 + math.floor(time[2] / 1000),
  due and tonumber(due) or -1, oldest and oldest[2][2] or '',
}
