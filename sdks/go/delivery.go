package autosendwebhooks

import (
	"crypto/sha256"
	"sync"
	"time"
)

// Delivery is an authentic, timely request with its event read.
type Delivery struct {
	// ID is the delivery's id, the same over all retries: visible ASCII characters. Where requests have none, it is the body's
	// digest in hex.
	ID string
	// Event is what happened. Its strings share the memory of the body.
	Event Event
	// SentAt is when the request says it was sent, to the millisecond; the zero time only where the tolerance is off.
	SentAt time.Time
	// SecretIndex tells which of the verifier's secrets matched, from 0.
	SecretIndex int

	// more are the events after the first.
	more []Event
	// body can't change: it is what tells repeats.
	body       string
	digestOnce sync.Once
	digest     [sha256.Size]byte
}

// Type is the event's type as the body names it.
func (d *Delivery) Type() string { return d.Event.Type() }

// CreatedAt is when the event was created, from the body; false if the body holds no such time.
func (d *Delivery) CreatedAt() (Timestamp, bool) { return d.Event.Created() }

// Events are all events of the delivery, Event being the first: some providers send several at once.
func (d *Delivery) Events() []Event { return append([]Event{d.Event}, d.more...) }

// Body is a copy of the raw body, exactly as received.
func (d *Delivery) Body() []byte { return []byte(d.body) }

// Digest is the SHA-256 of the body: what tells a repeat, since only the body is signed.
//
// It is a second pass over the body, so it is computed when first asked for.
func (d *Delivery) Digest() [sha256.Size]byte {
	d.digestOnce.Do(func() { d.digest = sha256.Sum256([]byte(d.body)) })
	return d.digest
}
