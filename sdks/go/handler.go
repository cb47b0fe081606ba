package autosendwebhooks

import (
	"context"
	"errors"
	"fmt"
	"log"
	"net/http"
	"runtime/debug"
	"sync/atomic"
	"time"
)

// What a [Handler] logs besides refused requests and the errors of your own code; compare with errors.Is.
var (
	// ErrHandler is around an error or panic of your function: the delivery comes again.
	ErrHandler = errors.New("the handler failed")
	// ErrDeduplicator is around an error or panic of the deduplicator.
	ErrDeduplicator = errors.New("the deduplicator failed")
	// ErrIDReused tells of a delivery whose id came before with another body. It was processed.
	ErrIDReused = errors.New("the delivery's id came before with another body")
	// ErrExpired tells of an event that was created longer ago than the memory reaches. It was not processed.
	ErrExpired = errors.New("the event was created longer ago than the deduplicator remembers")
	// ErrAtWork tells that the response was due before your function returned, or that the delivery came again meanwhile.
	ErrAtWork = errors.New("the delivery is still being handled")
	// ErrNotSent tells that nobody was there to take the response: the delivery comes again.
	ErrNotSent = errors.New("the response could not be sent")
)

// Handler receives deliveries by POST: it verifies each and processes each once. Mount it where webhooks come in.
//
// It responds when your function has returned: {"received": true, "duplicate": false} and status 200, or 500 where it fails,
// panics or is cancelled: then AutoSend's retry is processed. Refused requests get the status of the [Error] and what its
// MarshalJSON writes. Your function runs on a goroutine of its own, with a context that ends when the sender is gone.
type Handler struct {
	verifier *Verifier
	handle   func(context.Context, *Delivery) error
	// Seen recognises repeats; replace it for another window or memory, or set it to nil to process them all.
	Seen Deduplicator
	// OnExpired is given events that are too old to tell whether they were seen, to be looked up in your own records; an
	// error makes the response 500. Without it they are logged.
	OnExpired func(context.Context, *Delivery) error
	// Log is told what was refused or failed. Without it the standard logger is, of all but requests that do not verify.
	Log func(*http.Request, error)
	// Timeout is how long a response waits. When it is due first, it is 503, so that the delivery comes again; it is a
	// duplicate then if your function has returned nil. Zero or less waits for ever.
	Timeout time.Duration
}

// NewHandler makes a handler.
//
// AutoSend does not wait for ever for the response, so put longer work into a queue. It panics if one of them is nil.
func NewHandler(verifier *Verifier, handle func(context.Context, *Delivery) error) *Handler {
	if verifier == nil || handle == nil {
		panic("a webhook handler needs a verifier and a function")
	}
	seen := newMemoryDeduplicator(DefaultWindow, DefaultCapacity)
	return &Handler{verifier: verifier, handle: handle, Seen: seen, Timeout: DefaultTimeout}
}

// ServeHTTP handles one request.
func (h *Handler) ServeHTTP(response http.ResponseWriter, request *http.Request) {
	if !isPost(response, request) {
		return
	}
	body, err := h.verifier.readInTime(response, request, h.Timeout)
	if err != nil {
		_ = respondError(response, err)
		h.log(request, []error{err})
		return
	}
	ctx, cancel := context.WithCancel(detached{request.Context()})
	work := &work{handler: h, request: request, body: body, cancel: cancel, results: make(chan result, 1)}
	go work.run(ctx)
	work.respond(response)
}

// log comes after the response, so that it can't keep it from being sent.
func (h *Handler) log(request *http.Request, notes []error) {
	for _, note := range notes {
		err := guarded(func() error {
			if h.Log != nil {
				h.Log(request, note)
				return nil
			}
			var refused *Error
			if !errors.As(note, &refused) || refused.Status() >= http.StatusInternalServerError {
				log.Printf("autosend webhook: %v", note)
			}
			return nil
		})
		if err != nil {
			log.Printf("autosend webhook: %v; Log failed: %v", note, err)
		}
	}
}

// detached has the values of a context, and no end.
type detached struct{ context.Context }

func (detached) Deadline() (deadline time.Time, ok bool) { return time.Time{}, false }
func (detached) Done() <-chan struct{}                   { return nil }
func (detached) Err() error                              { return nil }

// result is what comes out of handling a request.
type result struct {
	status int
	body   any
	// claimed is to be forgotten if the response can't be sent.
	claimed *Delivery
	// panicked is what the handler panicked with.
	panicked any
}

// How far the work on a request is.
const (
	verifying int32 = iota
	admitting
	handling
	handled
	// late is where the response was due before the handler was called. It won't be.
	late
)

// work handles one request on a goroutine of its own: its response may be due, or the sender gone, before it ends.
type work struct {
	handler *Handler
	request *http.Request
	body    []byte
	cancel  context.CancelFunc
	phase   atomic.Int32
	results chan result
	// notes are for the log. They belong to whoever has the result.
	notes []error
}

// run leaves a result however the handler ends: panics and runtime.Goexit included.
func (w *work) run(ctx context.Context) {
	defer w.cancel()
	ended := result{}
	returned := false
	defer func() {
		if value := recover(); value != nil {
			ended.panicked = value
			w.note(ErrHandler, fmt.Errorf("panic: %v\n%s", value, debug.Stack()))
		} else if !returned {
			ended = w.failed(http.StatusInternalServerError, "handler_failed", ErrHandler, errors.New("it ended its goroutine"))
		}
		w.results <- ended
	}()
	ended = w.process(ctx)
	returned = true
}

func (w *work) process(ctx context.Context) result {
	delivery, err := w.handler.verifier.verifyRead(w.request, w.body)
	if err != nil {
		return w.refused(err)
	}
	if !w.phase.CompareAndSwap(verifying, admitting) {
		return result{}
	}
	admission, err := admitted(ctx, w.handler.Seen, delivery)
	if err != nil {
		return w.failed(http.StatusServiceUnavailable, "deduplicator_failed", ErrDeduplicator, of(delivery, err))
	}
	if !w.phase.CompareAndSwap(admitting, handling) {
		if admission.Outcome == First {
			w.forget(delivery)
		}
		return result{}
	}
	switch admission.Outcome {
	case Duplicate:
		return result{status: http.StatusOK, body: received{Received: true, Duplicate: true}}
	case InProgress:
		return w.failed(http.StatusServiceUnavailable, "in_progress", ErrAtWork, of(delivery, nil))
	case Expired:
		return w.expired(ctx, delivery)
	}
	return w.handle(ctx, delivery, admission.IDReused)
}

// handle forgets the delivery unless all went well.
func (w *work) handle(ctx context.Context, delivery *Delivery, idReused bool) result {
	if idReused {
		w.note(ErrIDReused, of(delivery, nil))
	}
	defer func() {
		if w.phase.Load() != handled {
			w.forget(delivery)
		}
	}()
	if err := w.handler.handle(ctx, delivery); err != nil {
		return w.failed(http.StatusInternalServerError, "handler_failed", ErrHandler, of(delivery, err))
	}
	w.phase.Store(handled)
	if seen := w.handler.Seen; seen != nil {
		// The context of the request may have ended, which does not change what was done.
		if err := guarded(func() error { return seen.Done(detached{ctx}, delivery) }); err != nil {
			w.note(ErrDeduplicator, of(delivery, err))
		}
	}
	return result{status: http.StatusOK, body: received{Received: true, IDReused: idReused}, claimed: delivery}
}

func (w *work) expired(ctx context.Context, delivery *Delivery) result {
	w.note(ErrExpired, of(delivery, nil))
	if w.handler.OnExpired != nil {
		if err := w.handler.OnExpired(ctx, delivery); err != nil {
			return w.failed(http.StatusInternalServerError, "handler_failed", ErrHandler, of(delivery, err))
		}
	}
	return result{status: http.StatusOK, body: received{Received: true, Expired: true}}
}

func (w *work) forget(delivery *Delivery) {
	if err := w.forgotten(delivery); err != nil {
		w.note(ErrDeduplicator, of(delivery, err))
	}
}

func (w *work) forgotten(delivery *Delivery) error {
	if w.handler.Seen == nil {
		return nil
	}
	return guarded(func() error { return w.handler.Seen.Forget(detached{w.request.Context()}, delivery) })
}

// respond waits for the result, for as long as the response may.
func (w *work) respond(response http.ResponseWriter) {
	due := context.Background()
	if w.handler.Timeout > 0 {
		limited, cancel := context.WithTimeout(due, w.handler.Timeout)
		defer cancel()
		due = limited
	}
	gone := w.request.Context().Done()
	for {
		select {
		case result := <-w.results:
			w.send(due, response, result)
			return
		case <-gone:
			w.cancel()
			gone = nil
		case <-due.Done():
			w.sendLate(response)
			return
		}
	}
}

// send sends the response. A delivery whose sender is gone without one will come again.
func (w *work) send(due context.Context, response http.ResponseWriter, result result) {
	defer func() { w.handler.log(w.request, w.notes) }()
	if result.panicked != nil {
		panic(result.panicked)
	}
	isGone := w.request.Context().Err() != nil
	if isGone && result.claimed != nil {
		_ = reply(response, http.StatusInternalServerError, refusal{Code: "handler_failed"})
	} else if err := reply(response, result.status, result.body); err == nil {
		return
	}
	if result.claimed != nil {
		w.note(ErrNotSent, of(result.claimed, nil))
		w.forgetInTime(due, result.claimed)
	}
}

// forgetInTime waits for a deduplicator no longer than the response did.
func (w *work) forgetInTime(due context.Context, delivery *Delivery) {
	forgotten := make(chan error, 1)
	go func() { forgotten <- w.forgotten(delivery) }()
	select {
	case err := <-forgotten:
		if err != nil {
			w.note(ErrDeduplicator, of(delivery, err))
		}
	case <-due.Done():
		w.note(ErrDeduplicator, of(delivery, errors.New("Forget takes too long")))
	}
}

// sendLate responds while something is still at work. What it ends with decides on the retry.
func (w *work) sendLate(response http.ResponseWriter) {
	responding := &work{handler: w.handler, request: w.request}
	ended := responding.late(&w.phase)
	_ = reply(response, ended.status, ended.body)
	w.handler.log(w.request, responding.notes)
	go func() {
		<-w.results
		w.handler.log(w.request, w.notes)
	}()
}

func (w *work) late(phase *atomic.Int32) result {
	switch {
	case phase.CompareAndSwap(verifying, late):
		return w.refused(refuse(InvalidSecret, "the function that gives the secrets takes too long"))
	case phase.CompareAndSwap(admitting, late):
		return w.failed(http.StatusServiceUnavailable, "deduplicator_failed", ErrDeduplicator, errors.New("Admit takes too long"))
	case phase.Load() == handled:
		w.note(ErrDeduplicator, errors.New("Done takes too long"))
		return result{status: http.StatusOK, body: received{Received: true}}
	}
	return w.failed(http.StatusServiceUnavailable, "in_progress", ErrAtWork, errors.New("the response was due"))
}

// received is the response to an authentic delivery that needs no retry.
type received struct {
	Received  bool `json:"received"`
	Duplicate bool `json:"duplicate"`
	IDReused  bool `json:"id_reused,omitempty"`
	Expired   bool `json:"expired,omitempty"`
}

// refusal is the response to one that is to come again: a code, and no text of anybody's error.
type refusal struct {
	Received bool   `json:"received"`
	Code     string `json:"code"`
}

func (w *work) failed(status int, code string, kind, cause error) result {
	w.note(kind, cause)
	return result{status: status, body: refusal{Code: code}}
}

func (w *work) refused(err error) result {
	w.notes = append(w.notes, err)
	refused := refuse(InvalidSecret, "")
	errors.As(err, &refused)
	return result{status: refused.Status(), body: refused}
}

func (w *work) note(kind, cause error) {
	w.notes = append(w.notes, &note{kind, cause})
}

// note is an error of a kind that errors.Is finds, beside what caused it.
type note struct{ kind, cause error }

func (n *note) Error() string        { return n.kind.Error() + ": " + n.cause.Error() }
func (n *note) Is(target error) bool { return target == n.kind }
func (n *note) Unwrap() error        { return n.cause }

// of says which delivery an error is about.
func of(delivery *Delivery, err error) error {
	if err == nil {
		return fmt.Errorf("%s of %q", delivery.ID, delivery.Type())
	}
	return fmt.Errorf("%s of %q: %w", delivery.ID, delivery.Type(), err)
}

func reply(response http.ResponseWriter, status int, body any) error {
	if status == http.StatusServiceUnavailable {
		response.Header().Set("Retry-After", "1")
	}
	return respond(response, status, body)
}
