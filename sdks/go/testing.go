package autosendwebhooks

import (
	"bytes"
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
}

// signed counts requests, whose ids are to differ whatever the clock says.
var signed atomic.Int64

// SignDeliveryID sets the delivery's id.
func SignDeliveryID(id string) SignOption { return func(r *request) { r.deliveryID = id } }

// SignEvent sets the event header, whatever the body says.
func SignEvent(event string) SignOption { return func(r *request) { r.event = event } }

// SignSentAt sets when the request is sent, instead of now.
func SignSentAt(at time.Time) SignOption { return func(r *request) { r.sentAt = at } }

// Sign makes the headers that AutoSend would send with a body, for your own tests.
func Sign(secret string, body []byte, options ...SignOption) (http.Header, error) {
	sign, err := newSigner(secret)
	if err != nil {
		return nil, err
	}
	now := time.Now()
	made := request{deliveryID: fmt.Sprintf("%s%d-%d", deliveryPrefix, now.UnixNano(), signed.Add(1)), event: eventHeader(body), sentAt: now}
	for _, option := range options {
		option(&made)
	}
	values := deliveryHeaders{
		timestamp:  times.write(made.sentAt),
		deliveryID: made.deliveryID,
		event:      made.event,
	}
	signature := sign(values, string(body))
	values.signature = signing.encode(signature[:])
	return values.header(), nil
}

// NewSignedRequest makes a request that AutoSend would send, for your own tests of an http.Handler.
func NewSignedRequest(url, secret string, body []byte, options ...SignOption) (*http.Request, error) {
	headers, err := Sign(secret, body, options...)
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

func (h deliveryHeaders) header() http.Header {
	header := http.Header{}
	header.Set("Content-Type", "application/json")
	header.Set(SignatureHeader, h.signature)
	if TimestampHeader != "" {
		header.Set(TimestampHeader, h.timestamp)
	}
	header.Set(DeliveryIDHeader, h.deliveryID)
	if EventHeader != "" && h.event != "" {
		header.Set(EventHeader, h.event)
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
// it was created now, and no two of them in the same millisecond.
func Sample(eventType string) []byte {
	body, err := parseBody(sample(eventType))
	if err != nil {
		return nil
	}
	members := membersBut(body)
	members[generations[0].timeMember] = quote(created().text)
	var written object
	written.members(members)
	return written.end()
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
