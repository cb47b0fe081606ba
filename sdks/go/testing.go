package autosendwebhooks

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"sync/atomic"
	"time"
)

// SignOption changes a request that [Sign] makes.
type SignOption func(*request)

type request struct {
	deliveryID string
	event      string
	sentAt     time.Time
	url        string
	headers    map[string]string
}

// signed counts requests, whose ids are to differ whatever the clock says.
var signed atomic.Int64

// SignDeliveryID sets the delivery's id.
func SignDeliveryID(id string) SignOption { return func(r *request) { r.deliveryID = id } }

// SignEvent sets the event header, whatever the body says.
func SignEvent(event string) SignOption { return func(r *request) { r.event = event } }

// SignSentAt sets when the request is sent, instead of now.
func SignSentAt(at time.Time) SignOption { return func(r *request) { r.sentAt = at } }

// SignURL says the URL that the request is sent to, where that is signed.
func SignURL(url string) SignOption { return func(r *request) { r.url = url } }

// SignHeader adds a header, e.g. one that is signed, or that says the event type.
func SignHeader(name, value string) SignOption {
	return func(r *request) {
		if r.headers == nil {
			r.headers = map[string]string{}
		}
		r.headers[name] = value
	}
}

// Sign makes the headers that AutoSend would send with a body, for your own tests.
//
// It signs by the first scheme that the secret is a key for. Where that is Ed25519, the secret is the private key.
func Sign(secret string, body []byte, options ...SignOption) (http.Header, error) {
	if err := checkSecret(secret); err != nil {
		return nil, err
	}
	now := time.Now()
	made := request{deliveryID: fmt.Sprintf("%s%d-%d", deliveryPrefix, now.UnixNano(), signed.Add(1)), event: eventHeader(body), sentAt: now}
	for _, option := range options {
		option(&made)
	}
	header := made.header()
	values := readHeaders(header)
	content := signedContent{
		body: string(body), headers: values, timestamp: times.write(made.sentAt), method: http.MethodPost, url: made.url,
	}
	if err := content.check(); err != nil {
		return nil, err
	}
	return header, signHeader(header, secret, &content)
}

// signHeader adds the signature by the first scheme that the secret is a key for.
func signHeader(header http.Header, secret string, content *signedContent) (failed error) {
	for index := range signing {
		scheme := &signing[index]
		signature, err := scheme.makeSignature(secret, content)
		if err == nil {
			header.Set(headerNames[scheme.headers[0]], scheme.write(signature, content.timestamp))
			return nil
		}
		if failed == nil {
			failed = err
		}
	}
	return failed
}

// NewSignedRequest makes a request that AutoSend would send, for your own tests of an http.Handler.
func NewSignedRequest(url, secret string, body []byte, options ...SignOption) (*http.Request, error) {
	headers, err := Sign(secret, body, append([]SignOption{SignURL(url)}, options...)...)
	if err != nil {
		return nil, err
	}
	request, err := http.NewRequest(http.MethodPost, url, bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	request.Header = headers
	return request, nil
}

// header has all that is sent but the signature.
func (r *request) header() http.Header {
	header := http.Header{}
	header.Set("Content-Type", "application/json")
	if layout != nil && layout.formField != "" {
		header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	for _, sent := range [][2]string{{TimestampHeader, times.write(r.sentAt)}, {DeliveryIDHeader, r.deliveryID}, {EventHeader, r.event}} {
		if sent[0] != "" && sent[1] != "" {
			header.Set(sent[0], sent[1])
		}
	}
	for name, value := range r.headers {
		header.Set(name, value)
	}
	return header
}

// eventHeader is the type that the body names, if it is one that a header can carry.
func eventHeader(body []byte) string {
	event, err := ParseEvent(body)
	if err != nil {
		return ""
	}
	for _, letter := range []byte(event.Type()) {
		if letter < 0x21 || letter > 0x7e {
			return ""
		}
	}
	return event.Type()
}

// Sample is a realistic body of an event type, in today's form; nil if the type is not known. Each is an event of its own:
// it was created now, and no two of them in the same millisecond. A list of events is what the catalog has.
func Sample(eventType string) []byte {
	if layout != nil && layout.isBatch {
		return listOf(sample(eventType))
	}
	body, err := parseBody(sample(eventType))
	if err != nil {
		return nil
	}
	members := membersBut(body)
	if layout == nil {
		members[generations[0].timeMember] = quote(created().text)
	} else if len(layout.time) == 1 {
		members[layout.time[0]] = layout.writeTime(created())
	}
	var written object
	written.members(members)
	if layout != nil {
		return layout.inForm(written.end())
	}
	return written.end()
}

// listOf is a sample that is a list of events, as it stands.
func listOf(sample string) []byte {
	if sample == "" {
		return nil
	}
	return layout.inForm(json.RawMessage(sample))
}

var lastCreated atomic.Int64

// created is now, or a millisecond after the last one.
func created() Timestamp {
	for {
		last, at := lastCreated.Load(), time.Now().UnixMilli()
		if at <= last {
			at = last + 1
		}
		if lastCreated.CompareAndSwap(last, at) {
			return NewTimestamp(time.UnixMilli(at))
		}
	}
}
