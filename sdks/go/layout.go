package autosendwebhooks

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"net/url"
	"strings"
	"time"
)

// eventLayout is where a request says its type, its id, its time and its data, for providers whose bodies are no generations.
type eventLayout struct {
	// sources are joined to the type.
	sources []eventSource
	join    string
	// fallsBack takes an unknown type for the longest known one that its parts begin with.
	fallsBack bool
	// id is nil where the header of the delivery id says it, or nothing does.
	id         *eventSource
	time       []string
	timeFormat timeFormat
	// data leads to the data; empty where the whole body is. A piece {name} is the value of that member of the body.
	data []string
	// formField holds the JSON where the body is a form.
	formField string
	// isBatch tells that a body holds a list of events, which batch leads to.
	isBatch bool
	batch   []string
}

// eventSource is a header's value, or that of a member of the body where header is -1.
type eventSource struct {
	header   headerPlace
	path     []string
	optional bool
}

type timeFormat uint8

const (
	timeIsNone timeFormat = iota
	timeIsRFC3339
	timeIsUnix
	timeIsUnixMS
)

// surrounding is an object around the data: the member that leads to the data, and all others.
type surrounding struct {
	name   string
	others Members
}

// namesTypeInBody tells whether the body alone says the type, so that a header may not say another.
func (l *eventLayout) namesTypeInBody() bool {
	if l == nil {
		return true
	}
	if l.isBatch {
		return false
	}
	for index := range l.sources {
		if l.sources[index].header >= 0 {
			return false
		}
	}
	return true
}

// read reads the events of a body, and the id of the delivery.
func (l *eventLayout) read(body string, headers *deliveryHeaders) (read readEvents, err error) {
	text, err := l.textOf(body)
	if err != nil {
		return read, err
	}
	members, err := parseBody(text)
	if isList := l.isBatch && len(l.batch) == 0; err != nil && !(isList && errors.Is(err, BodyNotObject)) {
		return read, err
	}
	text = strings.Trim(text, " \t\r\n")
	read.id = headers.deliveryID
	if len(deliveryIDNames) == 0 {
		read.id = l.idOf(body, members, headers)
	}
	if l.isBatch {
		err = l.readList(text, members, headers, &read)
		return read, err
	}
	eventType := l.typeOf(members, headers)
	if eventType == "" {
		return read, refuse(MissingEventType, "")
	}
	read.event = l.event(eventType, text, members)
	return read, nil
}

// readList reads each event of a list: all of them, or none.
func (l *eventLayout) readList(text string, members []member, headers *deliveryHeaders, into *readEvents) error {
	if len(l.batch) > 0 {
		text, _ = lookupPath(members, l.batch)
	}
	list := reader{text: text}
	if text == "" || !list.isAt('[') {
		return refuse(BodyNotObject, "it holds no list of events")
	}
	var events []Event
	for more := list.enter(); more; more = list.more() {
		if !list.isAt('{') {
			return refuse(BodyNotObject, "not every event is an object")
		}
		item := list.value()
		members := membersOf(item)
		eventType := l.typeOf(members, headers)
		if eventType == "" {
			return refuse(MissingEventType, "not every event of the list says its type")
		}
		events = append(events, l.event(eventType, item, members))
	}
	if len(events) == 0 {
		return refuse(MissingEventType, "there is no event in it")
	}
	into.event, into.more = events[0], events[1:]
	return nil
}

// inForm makes a body of JSON where bodies are forms.
func (l *eventLayout) inForm(event json.RawMessage) []byte {
	if l.formField != "" {
		return []byte(url.Values{l.formField: {string(event)}}.Encode())
	}
	return event
}

// textOf is the JSON of a body.
func (l *eventLayout) textOf(body string) (string, error) {
	if l.formField == "" {
		return body, nil
	}
	fields, err := url.ParseQuery(body)
	if err != nil || !fields.Has(l.formField) {
		return "", refuse(BodyNotJSON, "the form has no field "+l.formField)
	}
	return fields.Get(l.formField), nil
}

// typeOf joins the sources; empty where one of them is missing that may not be.
func (l *eventLayout) typeOf(members []member, headers *deliveryHeaders) string {
	var parts []string
	for index := range l.sources {
		source := &l.sources[index]
		text, isText := source.of(members, headers)
		switch {
		case isText && text != "":
			parts = append(parts, text)
		case !source.optional:
			return ""
		}
	}
	return strings.Join(parts, l.join)
}

// of is the text of a source, and whether it is one in the body too.
func (s *eventSource) of(members []member, headers *deliveryHeaders) (text string, isText bool) {
	if s.header >= 0 {
		return headers.found[s.header].text, true
	}
	raw, _ := lookupPath(members, s.path)
	if raw == "" || raw[0] != '"' {
		return raw, false
	}
	text, _ = unquote(raw)
	return text, true
}

// idOf is what identifies an event by what is signed: a member of it, or the body's digest.
func (l *eventLayout) idOf(body string, members []member, headers *deliveryHeaders) string {
	if l.id != nil {
		text, isText := l.id.of(members, headers)
		isNumber := !isText && text != "" && (text[0] == '-' || isDigit(text[0]))
		if text != "" && (isText || isNumber) && isDeliveryID(text) {
			return text
		}
	}
	digest := sha256.Sum256([]byte(body))
	return hex.EncodeToString(digest[:])
}

func (l *eventLayout) event(eventType, text string, members []member) Event {
	created, hasTime := l.createdAt(members)
	data, within, reason := l.locate(text, members)
	raw := func() RawEvent {
		event := RawEvent{EventType: eventType, Generation: generations[0].number, Members: membersBut(members), data: json.RawMessage(data)}
		if hasTime {
			event.CreatedAt = Some(created)
		}
		return event
	}
	event, into := l.find(eventType)
	if event == nil {
		return &Unknown{raw()}
	}
	if reason != "" {
		return &Invalid{raw(), reason}
	}
	port := port{reader: reader{text: data}}
	if failed := readModel(&port, into); failed.kind != noDecodeError {
		return &Invalid{raw(), "the data: " + failed.reason()}
	}
	envelope := event.envelope()
	*envelope = Envelope{CreatedAt: created, Generation: generations[0].number, Problems: port.problems, within: within}
	if len(within) > 0 {
		envelope.Extra = within[0].others
	}
	if event.Type() != eventType {
		envelope.said = eventType
	}
	return event
}

// find makes an empty event of a type, or of the one that it falls back to.
func (l *eventLayout) find(eventType string) (typed, model) {
	event, data := newEvent(eventType)
	for known := eventType; event == nil && l.fallsBack && l.join != ""; {
		end := strings.LastIndex(known, l.join)
		if end < 0 {
			break
		}
		known = known[:end]
		event, data = newEvent(known)
	}
	return event, data
}

func (l *eventLayout) createdAt(members []member) (Timestamp, bool) {
	raw, there := lookupPath(members, l.time)
	if !there || l.timeFormat == timeIsNone {
		return Timestamp{}, false
	}
	if raw[0] == '"' {
		raw, _ = unquote(raw)
	}
	switch number, _, isInteger := parseLong(raw); {
	case l.timeFormat == timeIsRFC3339:
		return ParseTimestamp(raw)
	case !isInteger:
		return Timestamp{}, false
	case l.timeFormat == timeIsUnix && number < maxUnix && number > -maxUnix:
		return NewTimestamp(time.Unix(number, 0)), true
	case l.timeFormat == timeIsUnixMS && number < maxUnix*1000 && number > -maxUnix*1000:
		return NewTimestamp(time.UnixMilli(number)), true
	}
	return Timestamp{}, false
}

// maxUnix is in the year 9999.
const maxUnix = 253_402_000_000

// locate finds the data, or says why it does not.
func (l *eventLayout) locate(text string, members []member) (data string, within []surrounding, reason string) {
	data = text
	for index := range l.data {
		name, ok := l.pieceOf(index, members)
		if !ok {
			return "", nil, "no member says where the data is"
		}
		if index > 0 {
			members = membersOf(data)
		}
		value, there := lookup(members, name)
		if !there {
			return "", nil, `there is no "` + name + `"`
		}
		within = append(within, surrounding{name, membersBut(members, name)})
		data = value
	}
	return data, within, ""
}

// pieceOf is the name of a member on the way to the data.
func (l *eventLayout) pieceOf(index int, body []member) (name string, ok bool) {
	piece := l.data[index]
	if !strings.HasPrefix(piece, "{") || !strings.HasSuffix(piece, "}") {
		return piece, true
	}
	name = textOf(body, piece[1:len(piece)-1])
	return name, name != ""
}

// lookupPath is the raw value of a member of members; of equal names the last one.
func lookupPath(members []member, path []string) (value string, there bool) {
	for index, name := range path {
		if index > 0 {
			members = membersOf(value)
		}
		if value, there = lookup(members, name); !there {
			return "", false
		}
	}
	return value, there
}

// membersOf are those of an object; none of another value.
func membersOf(value string) (members []member) {
	reader := reader{text: value}
	if !reader.isAt('{') {
		return nil
	}
	for more := reader.enter(); more; more = reader.more() {
		name := reader.name()
		members = append(members, member{name, reader.value()})
	}
	return members
}

// write makes a body of an event again.
func (l *eventLayout) write(event *Envelope, eventType string, data model) json.RawMessage {
	within := event.within
	if len(within) == 0 {
		within = l.surroundingsOf(event, eventType)
	}
	written := writeModel(data, 0)
	for index := len(within) - 1; index >= 0; index-- {
		others := within[index].others
		if index == 0 && event.Extra != nil {
			others = event.Extra
		}
		var around object
		around.members(others)
		around.member(within[index].name, written)
		written = around.end()
	}
	return written
}

// surroundingsOf are the objects around the data of an event that was not read from a body: with its type and its time, where
// members of the body alone are that.
func (l *eventLayout) surroundingsOf(event *Envelope, eventType string) []surrounding {
	within := make([]surrounding, len(l.data))
	for index, name := range l.data {
		within[index].name = strings.Trim(name, "{}")
	}
	if len(within) == 0 {
		return nil
	}
	within[0].others = Members{}
	if len(l.sources) == 1 && len(l.sources[0].path) == 1 {
		within[0].others[l.sources[0].path[0]] = quote(eventType)
	}
	if len(l.time) == 1 && event.CreatedAt.text != "" {
		within[0].others[l.time[0]] = l.writeTime(event.CreatedAt)
	}
	return within
}

func (l *eventLayout) writeTime(at Timestamp) json.RawMessage {
	switch instant := at.instant.UnixMilli(); l.timeFormat {
	case timeIsUnix:
		instant /= 1000
		return asLong{}.write(&instant, 0)
	case timeIsUnixMS:
		return asLong{}.write(&instant, 0)
	}
	return quote(at.text)
}
