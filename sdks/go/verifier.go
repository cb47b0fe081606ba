package autosendwebhooks

import (
	"crypto/hmac"
	"fmt"
	"math"
	"net/http"
	"time"
)

// Verifier verifies requests. It is immutable and safe for concurrent use.
type Verifier struct {
	keys            *keyring
	tolerance       time.Duration
	futureTolerance time.Duration
	checkTime       bool
	maxBody         int
	strict          bool
}

// Option changes what a verifier lets pass. Negative durations and sizes are refused when the verifier is made.
type Option func(*Verifier)

// WithTolerance sets how old a request may be.
func WithTolerance(tolerance time.Duration) Option {
	return func(v *Verifier) { v.tolerance = tolerance }
}

// WithFutureTolerance sets how far ahead of this machine's clock a request may be.
func WithFutureTolerance(tolerance time.Duration) Option {
	return func(v *Verifier) { v.futureTolerance = tolerance }
}

// WithoutTolerance switches the check of the timestamp off in both directions. Its header may then be absent, unless it is part of
// what is signed.
func WithoutTolerance() Option {
	return func(v *Verifier) { v.checkTime = false }
}

// WithMaxBody sets the largest body in bytes.
func WithMaxBody(bytes int) Option {
	return func(v *Verifier) { v.maxBody = bytes }
}

// WithStrict refuses event types that are not known, and known ones whose data does not fit. Without it both arrive:
// AutoSend may add types and members at any time.
func WithStrict() Option {
	return func(v *Verifier) { v.strict = true }
}

// NewVerifier makes a verifier for one or more secrets: several while one is being replaced, and
// [Delivery.SecretIndex] tells which one matched.
//
// It fails with [InvalidSecret] where there is no secret, or one that can't be any.
func NewVerifier(secrets []string, options ...Option) (*Verifier, error) {
	signers, err := newSigners(secrets)
	if err != nil {
		return nil, err
	}
	keys := &keyring{}
	keys.signers.Store(&signers)
	return newVerifier(keys, options)
}

// NewVerifierFunc makes a verifier that asks for its secrets: at the first request, and again whenever a signature matches
// none of those that it has, so that a secret can be replaced without a restart.
//
// What the function returns is checked then: where there is no secret, or the function fails, requests are refused with
// [InvalidSecret]. It is called concurrently, and anybody's request may cause a call: keep the secrets at
// hand if looking them up is expensive.
func NewVerifierFunc(secrets func() ([]string, error), options ...Option) (*Verifier, error) {
	if secrets == nil {
		return nil, refuse(InvalidSecret, "there is no function that gives the secrets")
	}
	return newVerifier(&keyring{read: secrets}, options)
}

func newVerifier(keys *keyring, options []Option) (*Verifier, error) {
	verifier := &Verifier{
		keys:            keys,
		tolerance:       DefaultTolerance,
		futureTolerance: DefaultFutureTolerance,
		checkTime:       TimestampHeader != "",
		maxBody:         DefaultMaxBody,
	}
	for _, option := range options {
		option(verifier)
	}
	switch {
	case verifier.tolerance < 0:
		return nil, fmt.Errorf("the tolerance must be a non-negative duration, got %v", verifier.tolerance)
	case verifier.futureTolerance < 0:
		return nil, fmt.Errorf("the future tolerance must be a non-negative duration, got %v", verifier.futureTolerance)
	case verifier.maxBody < 0:
		return nil, fmt.Errorf("the largest body must be a non-negative number of bytes, got %d", verifier.maxBody)
	}
	return verifier, nil
}

// MaxBody is the largest body in bytes, for whoever reads it from the network.
func (v *Verifier) MaxBody() int { return v.maxBody }

// Verify authenticates a request, checks its timestamp against this machine's clock, and reads the event.
//
// body is the raw request body, exactly as received. The error is an [*Error].
func (v *Verifier) Verify(body []byte, headers http.Header) (*Delivery, error) {
	return v.VerifyAt(body, headers, time.Now())
}

// VerifyAt is [Verifier.Verify] with the clock as an argument.
func (v *Verifier) VerifyAt(body []byte, headers http.Header, now time.Time) (*Delivery, error) {
	values, err := v.present(len(body), headers)
	if err != nil {
		return nil, err
	}
	// From here on nobody can change it.
	text := string(body)
	secretIndex, err := v.authenticate(text, values)
	if err != nil {
		return nil, err
	}
	sentAt, err := v.timely(values.timestamp, now)
	if err != nil {
		return nil, err
	}
	if !isDeliveryID(values.deliveryID) {
		return nil, refuse(MalformedDeliveryID, "")
	}
	// Nothing is parsed before it is authentic.
	event, err := parseEvent(text)
	if err != nil {
		return nil, err
	}
	if err := v.expected(event, values.event); err != nil {
		return nil, err
	}
	return &Delivery{ID: values.deliveryID, Event: event, SentAt: sentAt, SecretIndex: secretIndex, body: text}, nil
}

// present checks the size of the body, and that each header is there once.
func (v *Verifier) present(size int, headers http.Header) (deliveryHeaders, error) {
	if size > v.maxBody {
		return deliveryHeaders{}, refuse(BodyTooLarge, fmt.Sprintf("%d bytes, the limit is %d", size, v.maxBody))
	}
	values, err := readHeaders(headers)
	switch {
	case err != nil:
		return values, err
	case values.signature == "":
		return values, refuse(MissingSignature, "")
	case values.timestamp == "" && (v.checkTime || signing.signs(signedTimestamp)):
		return values, refuse(MissingTimestamp, "")
	case values.deliveryID == "":
		return values, refuse(MissingDeliveryID, "")
	}
	return values, nil
}

// authenticate finds the first secret that made the signature. It tries them all, so that the time tells nothing about which
// one it was.
func (v *Verifier) authenticate(body string, headers deliveryHeaders) (int, error) {
	signature, ok := signing.decode(headers.signature)
	if !ok {
		return 0, refuse(MalformedSignature, "")
	}
	signers, stale, err := v.keys.current()
	if err != nil {
		return 0, err
	}
	matching := match(signers, headers, body, signature)
	if matching < 0 && stale {
		if signers, err = v.keys.reread(); err != nil {
			return 0, err
		}
		matching = match(signers, headers, body, signature)
	}
	if matching < 0 {
		return 0, refuse(SignatureMismatch, "")
	}
	return matching, nil
}

// match finds the first secret that made the signature; -1 if none did.
func match(signers []signer, headers deliveryHeaders, body string, signature []byte) int {
	matching := -1
	for index, sign := range signers {
		expected := sign(headers, body)
		if hmac.Equal(expected[:], signature) && matching < 0 {
			matching = index
		}
	}
	return matching
}

func (v *Verifier) timely(header string, now time.Time) (time.Time, error) {
	if header == "" {
		return time.Time{}, nil
	}
	sent, ok := times.read(header)
	if !ok {
		return sent, refuse(MalformedTimestamp, "")
	}
	age := milliseconds(now.UnixMilli() - sent.UnixMilli())
	switch {
	case !v.checkTime:
		return sent, nil
	case age >= v.tolerance:
		return sent, refuse(TimestampTooOld, fmt.Sprintf("%v ago, the tolerance is %v", age, v.tolerance))
	case -age >= v.futureTolerance:
		return sent, refuse(TimestampInFuture, fmt.Sprintf("%v ahead, the tolerance is %v", -age, v.futureTolerance))
	}
	return sent, nil
}

// milliseconds is the duration, or the longest one: more of them fit into the header than a Duration holds.
func milliseconds(number int64) time.Duration {
	const most = int64(math.MaxInt64 / time.Millisecond)
	switch {
	case number > most:
		return math.MaxInt64
	case number < -most:
		return -math.MaxInt64
	}
	return time.Duration(number) * time.Millisecond
}

// isDeliveryID keeps what is invisible or endless out of logs and database keys.
func isDeliveryID(text string) bool {
	for _, letter := range []byte(text) {
		if letter < 0x21 || letter > 0x7e {
			return false
		}
	}
	return len(text) <= maxDeliveryID
}

// expected compares the body's event with the header's, and in strict mode with what is known.
func (v *Verifier) expected(event Event, header string) error {
	if header != "" && header != event.Type() {
		return refuse(EventMismatch, fmt.Sprintf("the body says %q", event.Type()))
	}
	if !v.strict {
		return nil
	}
	switch event := event.(type) {
	case *Unknown:
		return refuse(UnknownEvent, fmt.Sprintf("%q", event.Type()))
	case *Invalid:
		return refuse(InvalidEventData, event.Reason)
	}
	return nil
}
