package autosendwebhooks

import (
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
	url             string
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

// WithStrict refuses event types that are not known, and known ones whose data does not fit or has problems. Without it they arrive:
// AutoSend may add types and members at any time.
func WithStrict() Option {
	return func(v *Verifier) { v.strict = true }
}

// WithURL says the URL that the provider was given, where it is part of what is signed: behind a proxy the request does not
// know it. Without it the URL is that of the request which a [Handler], [Middleware] or [Verifier.VerifyRequest] gets.
func WithURL(url string) Option {
	return func(v *Verifier) { v.url = url }
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
		checkTime:       hasTimestamp(),
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
	return v.verify(body, headers, place{http.MethodPost, v.url}, now)
}

// place is where a request went: its method and URL, empty where that is not known.
type place struct{ method, url string }

func (v *Verifier) verify(body []byte, headers http.Header, to place, now time.Time) (*Delivery, error) {
	if len(body) > v.maxBody {
		return nil, refuse(BodyTooLarge, fmt.Sprintf("%d bytes, the limit is %d", len(body), v.maxBody))
	}
	content := signedContent{headers: readHeaders(headers), method: to.method, url: to.url}
	values := &content.headers
	if err := v.present(&content); err != nil {
		return nil, err
	}
	// From here on nobody can change it.
	content.body = string(body)
	secretIndex, err := v.authenticate(&content)
	if err != nil {
		return nil, err
	}
	sentAt, err := v.timely(content.timestamp, now)
	if err != nil {
		return nil, err
	}
	if !isDeliveryID(values.deliveryID) {
		return nil, refuse(MalformedDeliveryID, "")
	}
	// Nothing is parsed before it is authentic.
	read, err := eventsIn(content.body, values)
	if err != nil {
		return nil, err
	}
	if err := v.expected(read.event, values.event); err != nil {
		return nil, err
	}
	for _, event := range read.more {
		if err := v.expected(event, ""); err != nil {
			return nil, err
		}
	}
	return &Delivery{
		ID: read.id, Event: read.event, SentAt: sentAt, SecretIndex: secretIndex, more: read.more, body: content.body,
	}, nil
}

// hasTimestamp tells whether requests say when they were sent.
func hasTimestamp() bool {
	for index := range signing {
		if signing[index].timestampPair != "" {
			return true
		}
	}
	return len(timestampNames) > 0
}

// present checks that each header is there once, and reads what it says by each scheme.
func (v *Verifier) present(content *signedContent) error {
	values := &content.headers
	if err := values.check(); err != nil {
		return err
	}
	content.claims = content.one[:]
	if len(signing) > 1 {
		content.claims = make([]claim, len(signing))
	}
	isThere, untimed := false, false
	for index := range signing {
		said := &content.claims[index]
		if place := values.firstPlace(signing[index].headers); place >= 0 {
			signing[index].read(values.found[place].text, said)
			isThere = true
		}
		if signing[index].timestampPair == "" {
			said.timestamp = values.timestamp
		}
		untimed = untimed || said.there && said.timestamp == "" && len(said.signatures) > 0 && v.needsTime(&signing[index])
	}
	switch {
	case !isThere:
		return refuse(MissingSignature, "")
	case untimed || values.timestamp == "" && len(timestampNames) > 0 && v.needsAnyTime():
		return refuse(MissingTimestamp, "")
	case values.deliveryID == "" && len(deliveryIDNames) > 0:
		return refuse(MissingDeliveryID, "")
	}
	return nil
}

// needsTime tells whether a request that is signed by a scheme has to say when it was sent.
func (v *Verifier) needsTime(scheme *signatureScheme) bool {
	return v.checkTime && hasTimestamp() || scheme.signs(signedTimestamp)
}

func (v *Verifier) needsAnyTime() bool { return v.checkTime || anySigns(signedTimestamp) }

// authenticate finds the first secret that made the signature. It tries them all, so that the time tells nothing about which
// one it was. The timestamp is then that of the scheme which fits.
func (v *Verifier) authenticate(content *signedContent) (int, error) {
	if !hasSignature(content.claims) {
		return 0, refuse(MalformedSignature, "")
	}
	if err := content.check(); err != nil {
		return 0, err
	}
	signers, stale, err := v.keys.current()
	if err != nil {
		return 0, err
	}
	matching := match(signers, content)
	if matching < 0 && stale {
		if signers, err = v.keys.reread(); err != nil {
			return 0, err
		}
		matching = match(signers, content)
	}
	if matching < 0 {
		return 0, refuse(SignatureMismatch, "")
	}
	return matching, nil
}

func hasSignature(claims []claim) bool {
	for index := range claims {
		if len(claims[index].signatures) > 0 {
			return true
		}
	}
	return false
}

// match finds the first secret that made a signature; -1 if none did. It leaves the timestamp that was signed in the content.
func match(signers []signer, content *signedContent) int {
	matching, timestamp, claims := -1, "", content.claims
	for index, signer := range signers {
		for scheme := range claims {
			content.timestamp = claims[scheme].timestamp
			fits := signer[scheme] != nil && signer[scheme](content, claims[scheme].signatures)
			if fits && matching < 0 {
				matching, timestamp = index, content.timestamp
			}
		}
	}
	content.timestamp = timestamp
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
	if header != "" && layout.namesTypeInBody() && header != event.Type() {
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
	case typed:
		if problems := event.envelope().Problems; len(problems) > 0 {
			return refuse(InvalidEventData, problems[0].String())
		}
	}
	return nil
}
