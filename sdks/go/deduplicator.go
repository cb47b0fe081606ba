package autosendwebhooks

import (
	queue "container/list"
	"context"
	"crypto/sha256"
	"fmt"
	"sync"
	"time"
)

// Outcome says what to do with a verified delivery.
type Outcome string

const (
	// First is not known: process it, then say Done or Forget.
	First Outcome = "first"
	// Duplicate was handled before: respond with 200 and do nothing.
	Duplicate Outcome = "duplicate"
	// InProgress is being handled right now, and may fail yet: respond with 503, so that it comes again.
	InProgress Outcome = "in_progress"
	// Expired is not known and was created longer ago than the memory reaches, so nobody can tell whether it was handled:
	// respond with 200, and look it up in your own records.
	Expired Outcome = "expired"
)

// known tells whether it is one of the four: a deduplicator of yours may return anything.
func (o Outcome) known() bool {
	return o == First || o == Duplicate || o == InProgress || o == Expired
}

// Admission is what a deduplicator says of a delivery.
type Admission struct {
	// Outcome says what to do.
	Outcome Outcome
	// IDReused tells that the id of a First is known with another body. The event is to be processed all the same: nobody
	// signs the id.
	IDReused bool
}

// Deduplicator recognises deliveries that come again, by the SHA-256 of their bodies: it is all that is signed. Bring your
// own to share a memory between processes; [MemoryDeduplicator] is the one that comes with this package.
//
// An Admit with [First] claims the delivery until Done or Forget. Its methods are called concurrently.
type Deduplicator interface {
	// Admit tells what to do with a delivery; after an error the response is 503, and nothing is handled.
	Admit(ctx context.Context, delivery *Delivery) (Admission, error)
	// Done makes a claimed delivery a [Duplicate] from now on.
	Done(ctx context.Context, delivery *Delivery) error
	// Forget frees a delivery that was not handled, or whose response could not be sent, so that its retry is processed.
	Forget(ctx context.Context, delivery *Delivery) error
}

// MemoryDeduplicator remembers deliveries in memory, to process each event once.
//
// It lives in one process and forgets on restart: with several processes, bring a [Deduplicator] with a unique index on
// the digest in a database of yours.
type MemoryDeduplicator struct {
	window   time.Duration
	capacity int

	lock     sync.Mutex
	byDigest map[[sha256.Size]byte]*memory
	byID     map[string]*queue.List
	// done has the memories of what was handled, the oldest first.
	done queue.List
}

type memory struct {
	digest [sha256.Size]byte
	id     string
	// since is from when on its age counts, Unix milliseconds: the later one of admission and creation, so that a replay
	// finds it for as long as its creation time alone does not tell.
	since int64
	// place is where it stands among what was handled; nil while it is at work.
	place *queue.Element
	// sameID is where it stands among those with its id.
	sameID *queue.Element
}

// NewMemoryDeduplicator remembers each delivery for a window after it was handled, and at most capacity of them. Beyond
// that the oldest go first, and a replay of those gets in: choose a capacity above what you receive within the window.
// What is being handled is not counted. It fails if one of them is not positive.
func NewMemoryDeduplicator(window time.Duration, capacity int) (*MemoryDeduplicator, error) {
	if window <= 0 {
		return nil, fmt.Errorf("the window must be a positive duration, got %v", window)
	}
	if capacity < 1 {
		return nil, fmt.Errorf("the capacity must be a positive number of deliveries, got %d", capacity)
	}
	return newMemoryDeduplicator(window, capacity), nil
}

func newMemoryDeduplicator(window time.Duration, capacity int) *MemoryDeduplicator {
	return &MemoryDeduplicator{
		window:   window,
		capacity: capacity,
		byDigest: map[[sha256.Size]byte]*memory{},
		byID:     map[string]*queue.List{},
	}
}

// Admit tells what to do with a delivery; one that is [First] is claimed. The error is always nil.
//
// Of any number of goroutines with the same delivery, one gets First.
func (d *MemoryDeduplicator) Admit(_ context.Context, delivery *Delivery) (Admission, error) {
	return d.AdmitAt(delivery, time.Now()), nil
}

// AdmitAt is [MemoryDeduplicator.Admit] with the clock as an argument.
func (d *MemoryDeduplicator) AdmitAt(delivery *Delivery, now time.Time) Admission {
	since := now.UnixMilli()
	horizon := since - d.window.Milliseconds()
	expired := false
	if created, ok := delivery.CreatedAt(); ok {
		at := created.Time().UnixMilli()
		expired = at <= horizon
		if at > since {
			since = at
		}
	}

	d.lock.Lock()
	defer d.lock.Unlock()
	for oldest := d.done.Front(); oldest != nil && oldest.Value.(*memory).since < horizon; oldest = d.done.Front() {
		d.drop(oldest.Value.(*memory))
	}
	found := d.byDigest[delivery.Digest()]
	switch {
	case found != nil && d.remembers(found, horizon) && found.place != nil:
		return Admission{Outcome: Duplicate}
	case found != nil && found.place == nil:
		return Admission{Outcome: InProgress}
	case expired:
		return Admission{Outcome: Expired}
	}
	admission := Admission{Outcome: First, IDReused: d.knowsID(delivery.ID, horizon)}
	d.claim(&memory{digest: delivery.Digest(), id: delivery.ID, since: since})
	return admission
}

// Done makes a claimed delivery a [Duplicate] from now on. The error is always nil.
func (d *MemoryDeduplicator) Done(_ context.Context, delivery *Delivery) error {
	d.lock.Lock()
	defer d.lock.Unlock()
	if found := d.byDigest[delivery.Digest()]; found != nil && found.place == nil {
		found.place = d.done.PushBack(found)
	}
	for d.done.Len() > d.capacity {
		d.drop(d.done.Front().Value.(*memory))
	}
	return nil
}

// Forget frees a delivery, handled or not, so that its retry is processed. The error is always nil.
func (d *MemoryDeduplicator) Forget(_ context.Context, delivery *Delivery) error {
	d.lock.Lock()
	defer d.lock.Unlock()
	if found := d.byDigest[delivery.Digest()]; found != nil {
		d.drop(found)
	}
	return nil
}

// remembers drops what was handled before the horizon. What is at work has no end.
func (d *MemoryDeduplicator) remembers(memory *memory, horizon int64) bool {
	if memory.place == nil || memory.since >= horizon {
		return true
	}
	d.drop(memory)
	return false
}

func (d *MemoryDeduplicator) knowsID(id string, horizon int64) bool {
	for d.byID[id] != nil {
		if d.remembers(d.byID[id].Front().Value.(*memory), horizon) {
			return true
		}
	}
	return false
}

func (d *MemoryDeduplicator) claim(claimed *memory) {
	d.byDigest[claimed.digest] = claimed
	if d.byID[claimed.id] == nil {
		d.byID[claimed.id] = queue.New()
	}
	claimed.sameID = d.byID[claimed.id].PushBack(claimed)
}

func (d *MemoryDeduplicator) drop(memory *memory) {
	delete(d.byDigest, memory.digest)
	sameID := d.byID[memory.id]
	sameID.Remove(memory.sameID)
	if sameID.Len() == 0 {
		delete(d.byID, memory.id)
	}
	if memory.place != nil {
		d.done.Remove(memory.place)
	}
}

// admitted asks a deduplicator, which may be anybody's code: what it does not say clearly is an error.
func admitted(ctx context.Context, seen Deduplicator, delivery *Delivery) (admission Admission, err error) {
	if seen == nil {
		return Admission{Outcome: First}, nil
	}
	err = guarded(func() (err error) {
		admission, err = seen.Admit(ctx, delivery)
		return err
	})
	if err == nil && !admission.Outcome.known() {
		err = fmt.Errorf("it returned the outcome %q", admission.Outcome)
	}
	return admission, err
}

// guarded turns a panic into an error.
func guarded(call func() error) (err error) {
	defer func() {
		if value := recover(); value != nil {
			err = fmt.Errorf("panic: %v", value)
		}
	}()
	return call()
}
