package autosendwebhooks

import (
	"encoding/json"
	"fmt"
	"net/http"
)

// Event is what happened: one type of pointer for each event type, [*Unknown], or [*Invalid].
//
//	switch event := event.(type) {
//	case *Unknown:
//		fmt.Println("new to us:", event.Type())
//	case *Invalid:
//		fmt.Println(event.Type(), "does not fit:", event.Reason)
//	}
//
// Reading is lossless: what no field names is in Extra, and json.Marshal gives back an equivalent body.
type Event interface {
	json.Marshaler
	// Type is the event's type, known or not, as the body names it.
	Type() string
	// Created is when the event was created; false if the body holds no such time.
	Created() (Timestamp, bool)
	sealed()
}

// Envelope is what every event of a known type has beside its data.
type Envelope struct {
	// CreatedAt is when the event was created.
	CreatedAt Timestamp
	// Generation is the form of the body that it came in; 0 stands for today's.
	Generation int
	// Extra has the members of the body that no field names; nil if there are none.
	Extra Members
	// Problems are the members of the data that do not fit their types, and the ones that are missing. Where a provider's
	// events are refused as a whole for that, as [Invalid], there are none.
	Problems []Problem
	// said is the type as the request says it, where that is not the known one.
	said string
	// within are the objects around the data, from the body on.
	within []surrounding
}

// Problem is a member that is not as the schema wants it. Its value, if it has one, is in Extra, and its field is absent.
type Problem struct {
	// Path is where the member is within the data, as a JSON pointer.
	Path string
	// Message says what does not fit, for people to read.
	Message string
}

// String is the path and the message.
func (p Problem) String() string { return fmt.Sprintf("%q %s", p.Path, p.Message) }

// Created is CreatedAt; false if the body holds no such time.
func (e *Envelope) Created() (Timestamp, bool) { return e.CreatedAt, e.CreatedAt.text != "" }

func (e *Envelope) sealed() {}

// RawEvent is an event that has no typed data.
type RawEvent struct {
	// EventType is the type as the body names it.
	EventType string
	// CreatedAt is when the event was created, if the body holds such a time.
	CreatedAt Optional[Timestamp]
	// Generation is the number of the form of the body.
	Generation int
	// Members are all members of the body, each as its raw text.
	Members Members
	// data is the raw data, where the generation does not say where it is.
	data json.RawMessage
}

// Unknown is an event of a type that this version does not know.
type Unknown struct{ RawEvent }

// Invalid is an event of a known type whose time or data does not fit it.
type Invalid struct {
	RawEvent
	// Reason says what does not fit, for people to read.
	Reason string
}

// Type is the type as the body names it.
func (e *RawEvent) Type() string { return e.EventType }

// Created is when the event was created; false if the body holds no such time.
func (e *RawEvent) Created() (Timestamp, bool) { return e.CreatedAt.Get() }

// Data is the raw JSON of the event's data; nil if there is none.
func (e *RawEvent) Data() json.RawMessage {
	if layout != nil {
		return e.data
	}
	return e.Members[generations[generationOf(e.Generation)].dataMember]
}

// MarshalJSON writes the body as it came.
func (e *RawEvent) MarshalJSON() ([]byte, error) {
	var written object
	written.members(e.Members)
	return written.end(), nil
}

func (e *RawEvent) sealed() {}

// ParseEvent reads a body that is trusted already, e.g. one that was verified and stored. It checks no signature: to
// receive a request use [Verifier.Verify].
//
// The strings of an event are parts of one copy of its body, which stays in memory for as long as one of them does: use
// strings.Clone for what you keep for long.
func ParseEvent(body []byte) (Event, error) {
	read, err := eventsIn(string(body), &deliveryHeaders{})
	return read.event, err
}

// ParseRequest reads all events of a body that is trusted already, with the headers that it came with: for providers that say
// the type there, or send several events at once. It checks no signature.
func ParseRequest(body []byte, headers http.Header) ([]Event, error) {
	values := readHeaders(headers)
	read, err := eventsIn(string(body), &values)
	if err != nil {
		return nil, err
	}
	return append([]Event{read.event}, read.more...), nil
}

// readEvents are what a body says.
type readEvents struct {
	event Event
	// more are the events after the first, where a body has several.
	more []Event
	// id is that of the delivery.
	id string
}

// eventsIn reads what a body says.
func eventsIn(text string, headers *deliveryHeaders) (readEvents, error) {
	if layout != nil {
		return layout.read(text, headers)
	}
	event, err := parseEvent(text)
	return readEvents{event: event, id: headers.deliveryID}, err
}

func parseEvent(text string) (Event, error) {
	members, err := parseBody(text)
	if err != nil {
		return nil, err
	}
	form := formOf(members)
	names := generations[form]
	eventType := textOf(members, names.typeMember)
	if eventType == "" {
		return nil, refuse(MissingEventType, "")
	}
	event, data := newEvent(eventType)
	if event == nil {
		return &Unknown{newRawEvent(eventType, members, form)}, nil
	}
	created, ok := ParseTimestamp(textOf(members, names.timeMember))
	if !ok {
		reason := fmt.Sprintf("%q is not an ISO 8601 time", names.timeMember)
		return &Invalid{newRawEvent(eventType, members, form), reason}, nil
	}
	if reason := readData(members, form, data); reason != "" {
		return &Invalid{newRawEvent(eventType, members, form), reason}, nil
	}
	extra := membersBut(members, names.typeMember, names.timeMember, names.dataMember)
	*event.envelope() = Envelope{CreatedAt: created, Generation: names.number, Extra: extra}
	return event, nil
}

func newRawEvent(eventType string, members []member, form generation) RawEvent {
	raw := RawEvent{EventType: eventType, Generation: generations[form].number, Members: membersBut(members)}
	if created, ok := ParseTimestamp(textOf(members, generations[form].timeMember)); ok {
		raw.CreatedAt = Some(created)
	}
	return raw
}

// formOf finds the generation by the member that names the type, today's first.
func formOf(members []member) generation {
	for index, envelope := range generations {
		if _, there := lookup(members, envelope.typeMember); there {
			return generation(index)
		}
	}
	return generation(len(generations) - 1)
}

// textOf is the value of a member that is a string; empty if it is none.
func textOf(members []member, name string) string {
	value, _ := lookup(members, name)
	if value == "" || value[0] != '"' {
		return ""
	}
	text, _ := unquote(value)
	return text
}

// readData fills the data of an event, and says why where that does not go.
func readData(members []member, form generation, into model) (reason string) {
	names := generations[form]
	raw, there := lookup(members, names.dataMember)
	if !there {
		return fmt.Sprintf("there is no %q", names.dataMember)
	}
	failed := readModel(&port{reader: reader{text: raw}, form: form}, into)
	if failed.kind != noDecodeError {
		return fmt.Sprintf("%q: %s", names.dataMember, failed.reason())
	}
	return ""
}

// typed is an event of a known type.
type typed interface {
	Event
	envelope() *Envelope
}

func (e *Envelope) envelope() *Envelope { return e }

// typeOr is the type as the request says it; the known one where it does not matter.
func (e *Envelope) typeOr(known string) string {
	if e.said != "" {
		return e.said
	}
	return known
}

func (e *Envelope) marshal(eventType string, data model) json.RawMessage {
	if layout != nil {
		return layout.write(e, eventType, data)
	}
	form := generationOf(e.Generation)
	names := generations[form]
	var written object
	written.member(names.typeMember, quote(eventType))
	written.member(names.timeMember, quote(e.CreatedAt.text))
	written.member(names.dataMember, writeModel(data, form))
	written.members(e.Extra)
	return written.end()
}
