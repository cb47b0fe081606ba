package autosendwebhooks

import (
	"bytes"
	"encoding/json"
	"sort"
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

// parseBody reads the members of a body. It knows that one is none before it knows why: the depth comes before the syntax.
func parseBody(text string) ([]member, error) {
	// Most bodies have three members.
	scanner := scanner{text: text, members: make([]member, 0, 4)}
	if utf8.ValidString(text) && scanner.document() {
		if strings.TrimLeft(text, " \t\r\n")[0] != '{' {
			return nil, refuse(BodyNotObject, "")
		}
		return scanner.members, nil
	}
	switch {
	case !utf8.ValidString(text):
		return nil, refuse(BodyNotJSON, "it is not UTF-8")
	case tooDeep(text):
		return nil, refuse(BodyTooDeep, "")
	}
	return nil, refuse(BodyNotJSON, "")
}

// tooDeep looks at any text, JSON or not: how many brackets are open at once, outside of strings.
func tooDeep(text string) bool {
	depth, inString, escaped := 0, false, false
	for _, letter := range []byte(text) {
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

// lookup returns the raw value of a member, of equal names the last one.
func lookup(members []member, name string) (value string, there bool) {
	for index := len(members) - 1; index >= 0; index-- {
		if members[index].name == name {
			return members[index].value, true
		}
	}
	return "", false
}

// membersBut are all of them but some. What it returns is nobody else's; nil if there are none.
func membersBut(all []member, names ...string) (members Members) {
	for index := len(all) - 1; index >= 0; index-- {
		if !isOneOf(all[index].name, names) {
			members.addUnlessThere(all[index])
		}
	}
	return members
}

// addUnlessThere adds a copy of a member. Of equal names the one that is added first stays: begin with the last one.
func (m *Members) addUnlessThere(added member) {
	if _, there := (*m)[added.name]; there {
		return
	}
	if *m == nil {
		*m = Members{}
	}
	(*m)[added.name] = json.RawMessage(added.value)
}

func isOneOf(name string, names []string) bool {
	for _, other := range names {
		if name == other {
			return true
		}
	}
	return false
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
