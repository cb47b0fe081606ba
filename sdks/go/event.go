package autosendwebhooks

import (
	"encoding/json"
	"fmt"
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
	// Extra has the members of the body that no field names.
	Extra Members
}

// Created is CreatedAt.
func (e *Envelope) Created() (Timestamp, bool) { return e.CreatedAt, true }

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
func ParseEvent(body []byte) (Event, error) {
	members, err := parseBody(body)
	if err != nil {
		return nil, err
	}
	raw, err := readEnvelope(members)
	if err != nil {
		return nil, err
	}
	event, data := newEvent(raw.EventType)
	if event == nil {
		return &Unknown{raw}, nil
	}
	if err := raw.fill(event, data); err != nil {
		return &Invalid{raw, err.Error()}, nil
	}
	return event, nil
}

// readEnvelope finds the generation by the member that names the type, today's first.
func readEnvelope(members Members) (RawEvent, error) {
	form := generation(len(generations) - 1)
	for index, envelope := range generations {
		if _, there := members[envelope.typeMember]; there {
			form = generation(index)
			break
		}
	}
	envelope := generations[form]
	eventType, _, _ := readText(members[envelope.typeMember])
	if eventType == "" {
		return RawEvent{}, refuse(MissingEventType, "")
	}
	raw := RawEvent{EventType: eventType, Generation: envelope.number, Members: members}
	text, _, _ := readText(members[envelope.timeMember])
	if created, ok := ParseTimestamp(text); ok {
		raw.CreatedAt = Some(created)
	}
	return raw, nil
}

// typed is an event of a known type, before its data is read.
type typed interface {
	Event
	envelope() *Envelope
}

func (e *Envelope) envelope() *Envelope { return e }

func (e *RawEvent) fill(event typed, data model) error {
	form := generationOf(e.Generation)
	names := generations[form]
	created, ok := e.CreatedAt.Get()
	if !ok {
		return fmt.Errorf("%q is not an ISO 8601 time", names.timeMember)
	}
	raw, there := e.Members[names.dataMember]
	if !there {
		return fmt.Errorf("there is no %q", names.dataMember)
	}
	if err := readModel(raw, form, data); err != nil {
		return fmt.Errorf("%q: %w", names.dataMember, err)
	}
	*event.envelope() = Envelope{CreatedAt: created, Generation: e.Generation, Extra: e.others(names)}
	return nil
}

// others are the members beside the known ones.
func (e *RawEvent) others(names envelope) Members {
	others := Members{}
	for name, value := range e.Members {
		if name != names.typeMember && name != names.timeMember && name != names.dataMember {
			others[name] = value
		}
	}
	return others
}

func (e *Envelope) marshal(eventType string, data model) json.RawMessage {
	form := generationOf(e.Generation)
	names := generations[form]
	var written object
	written.member(names.typeMember, quote(eventType))
	written.member(names.timeMember, quote(e.CreatedAt.text))
	written.member(names.dataMember, writeModel(data, form))
	written.members(e.Extra)
	return written.end()
}
