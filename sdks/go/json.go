package autosendwebhooks

import (
	"bytes"
	"encoding/json"
	"sort"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Members are the members of a JSON object that its type does not name, each value as its raw text. Raw text keeps what
// parsers lose: integers beyond 2^53, 1.0, 1e999. Here is also the original of a named member that its typed field
// can't print back, such as 1.0 for an integer.
type Members map[string]json.RawMessage

// Decode reads a member into any type of yours; false if there is no such member.
func (m Members) Decode(name string, into any) (bool, error) {
	raw, ok := m[name]
	if !ok {
		return false, nil
	}
	return true, json.Unmarshal(raw, into)
}

// parseBody reads the members of a body. The depth comes before the syntax: no parser ever sees a nesting bomb.
func parseBody(body []byte) (Members, error) {
	switch {
	case !utf8.Valid(body):
		return nil, refuse(BodyNotJSON, "it is not UTF-8")
	case tooDeep(body):
		return nil, refuse(BodyTooDeep, "")
	case !json.Valid(body):
		return nil, refuse(BodyNotJSON, "")
	}
	members, ok := readMembers(body)
	if !ok {
		return nil, refuse(BodyNotObject, "")
	}
	return members, nil
}

// tooDeep looks at any bytes, valid JSON or not: how many brackets are open at once, outside of strings.
func tooDeep(text []byte) bool {
	depth, inString, escaped := 0, false, false
	for _, letter := range text {
		switch {
		case escaped:
			escaped = false
		case inString:
			escaped = letter == '\\'
			inString = letter != '"'
		case letter == '"':
			inString = true
		case letter == '{' || letter == '[':
			depth++
		case (letter == '}' || letter == ']') && depth > 0:
			depth--
		}
		if depth > maxDepth {
			return true
		}
	}
	return false
}

// readMembers returns an object's members, of duplicate names the last one; false if the JSON is no object.
func readMembers(raw json.RawMessage) (Members, bool) {
	var members Members
	if !startsWith(raw, '{') || json.Unmarshal(raw, &members) != nil {
		return nil, false
	}
	return members, true
}

// readText returns a string, with U+FFFD for each lone surrogate. It is exact where there was none.
func readText(raw json.RawMessage) (text string, exact, ok bool) {
	if !startsWith(raw, '"') || json.Unmarshal(raw, &text) != nil {
		return "", false, false
	}
	lone := strings.ContainsRune(text, utf8.RuneError) && bytes.Contains(bytes.ToLower(raw), []byte(`\ud`))
	return text, !lone, true
}

// readInteger takes 3.0 and 3e0 for 3, as JSON Schema and JavaScript do; those are not exact.
func readInteger(raw json.RawMessage) (number int64, exact, ok bool) {
	text := string(bytes.TrimSpace(raw))
	if number, err := strconv.ParseUint(text, 10, 64); err == nil {
		return int64(number), true, number <= maxInteger
	}
	float, err := strconv.ParseFloat(text, 64)
	if err != nil || float < 0 || float > maxInteger || float != float64(int64(float)) {
		return 0, false, false
	}
	return int64(float), false, true
}

func readNumber(raw json.RawMessage) (number json.Number, exact, ok bool) {
	ok = startsWith(raw, '-') || len(raw) > 0 && raw[0] >= '0' && raw[0] <= '9'
	return json.Number(bytes.TrimSpace(raw)), true, ok
}

func isNull(raw json.RawMessage) bool { return startsWith(raw, 'n') }

func startsWith(raw json.RawMessage, letter byte) bool {
	trimmed := bytes.TrimLeft(raw, " \t\r\n")
	return len(trimmed) > 0 && trimmed[0] == letter
}

// object writes a JSON object member by member.
type object struct{ bytes.Buffer }

func (o *object) member(name string, value json.RawMessage) {
	if o.Len() == 0 {
		o.WriteByte('{')
	} else {
		o.WriteByte(',')
	}
	o.Write(quote(name))
	o.WriteByte(':')
	o.Write(value)
}

func (o *object) members(members Members) {
	names := make([]string, 0, len(members))
	for name := range members {
		names = append(names, name)
	}
	sort.Strings(names)
	for _, name := range names {
		o.member(name, members[name])
	}
}

func (o *object) end() json.RawMessage {
	if o.Len() == 0 {
		o.WriteByte('{')
	}
	o.WriteByte('}')
	return o.Bytes()
}

func quote(text string) json.RawMessage {
	var buffer bytes.Buffer
	encoder := json.NewEncoder(&buffer)
	encoder.SetEscapeHTML(false)
	// A string can always be written.
	_ = encoder.Encode(text)
	return bytes.TrimRight(buffer.Bytes(), "\n")
}
