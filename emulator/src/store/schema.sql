CREATE TABLE settings (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

-- A deleted webhook stays, without its secret, as long as deliveries name it.
CREATE TABLE webhooks (
    key INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    project TEXT NOT NULL,
    name TEXT,
    url TEXT NOT NULL,
    secret TEXT NOT NULL,
    twin_secret TEXT NOT NULL,
    events TEXT NOT NULL,
    active INTEGER NOT NULL DEFAULT 1,
    failure_count INTEGER NOT NULL DEFAULT 0,
    last_failed_at INTEGER,
    last_success_at INTEGER,
    last_delivered_at INTEGER,
    metadata TEXT,
    faults TEXT,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    deleted_at INTEGER
) STRICT;

-- `number` is the one in the delivery's id, and grows with time; `due_at` is null once nothing more is to be sent.
CREATE TABLE deliveries (
    number INTEGER PRIMARY KEY,
    webhook INTEGER NOT NULL,
    event TEXT NOT NULL,
    generation INTEGER NOT NULL,
    status INTEGER NOT NULL DEFAULT 0,
    attempts INTEGER NOT NULL DEFAULT 0,
    due_at INTEGER,
    status_code INTEGER,
    duration INTEGER,
    error TEXT,
    delivered_at INTEGER,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    twin INTEGER NOT NULL,
    faults TEXT,
    run TEXT
) STRICT;

CREATE INDEX deliveries_due ON deliveries (webhook, due_at, number) WHERE due_at IS NOT NULL;
CREATE INDEX deliveries_of_webhook ON deliveries (webhook, number);
-- What is not delivered is found among millions that are; the terms are spelled as queries spell them.
CREATE INDEX deliveries_undelivered ON deliveries (status, number) WHERE status = 0 OR status = 2 OR status = 3;
CREATE INDEX deliveries_tried ON deliveries (webhook, number, attempts) WHERE attempts > 0;
CREATE INDEX deliveries_of_run ON deliveries (run, status) WHERE run IS NOT NULL;

-- Bodies are apart, because the rows of deliveries are rewritten with each attempt.
CREATE TABLE payloads (number INTEGER PRIMARY KEY, url TEXT NOT NULL, body TEXT NOT NULL) STRICT;

CREATE TABLE attempts (
    delivery INTEGER NOT NULL,
    number INTEGER NOT NULL,
    started_at INTEGER NOT NULL,
    duration INTEGER NOT NULL,
    request_headers TEXT NOT NULL,
    status INTEGER,
    response_headers TEXT,
    response_body BLOB,
    truncated INTEGER NOT NULL DEFAULT 0,
    error TEXT
) STRICT;

CREATE INDEX attempts_of_delivery ON attempts (delivery, number);

-- How many attempts of a ten-second slot ended well or badly, by class of duration.
CREATE TABLE stats (
    slot INTEGER NOT NULL,
    webhook INTEGER NOT NULL,
    success INTEGER NOT NULL,
    class INTEGER NOT NULL,
    count INTEGER NOT NULL,
    PRIMARY KEY (slot, webhook, success, class)
) STRICT, WITHOUT ROWID;

-- Events that will happen: the life cycles of mails and campaigns.
CREATE TABLE planned (
    key INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,
    project TEXT NOT NULL,
    event TEXT NOT NULL,
    data TEXT NOT NULL,
    run TEXT
) STRICT;

CREATE INDEX planned_at ON planned (at, key);
CREATE INDEX planned_of_run ON planned (run) WHERE run IS NOT NULL;

CREATE TABLE runs (id TEXT PRIMARY KEY, emails INTEGER NOT NULL, events TEXT NOT NULL, created_at INTEGER NOT NULL)
STRICT, WITHOUT ROWID;
