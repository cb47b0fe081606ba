package autosendwebhooks

import (
	"encoding/json"
	"testing"
)

// A model of what this provider's data does not have, and another provider's may.
type measured struct {
	amount Optional[json.Number]
	unit   Optional[string]
	count  int64
	extra  Members
}

var measuredFields = []field{
	{names: names{"amount", "amount"}},
	{names: names{"unit", ""}, required: true},
	{names: names{"", "count"}, required: true},
}

func (m *measured) members() *Members { return &m.extra }

func (m *measured) fields() []field { return measuredFields }

func (m *measured) exchange(field int, p *port) (exact, ok bool) {
	switch field {
	case 0:
		return optional(p, &m.amount, asNumber{})
	case 1:
		return optional(p, &m.unit, asText{})
	}
	return required(p, &m.count, asInteger{})
}

func (m *measured) read(text string, form generation) decodeError {
	return readModel(&port{reader: reader{text: text}, form: form}, m)
}

func TestNumbersKeepTheirSpelling(t *testing.T) {
	for _, spelling := range []string{"1249.5", "1e999", "-0", "1.0", "9007199254740993"} {
		var read measured
		if failed := read.read(`{"unit":"g","amount": `+spelling+` }`, 0); failed.kind != noDecodeError {
			t.Fatal(failed.reason())
		}
		if got := read.amount.Or(""); got.String() != spelling || len(read.extra) != 0 {
			t.Errorf("%s became %s, %v", spelling, got, read.extra)
		}
		if written := string(writeModel(&read, 0)); written != `{"amount":`+spelling+`,"unit":"g"}` {
			t.Error(written)
		}
	}
	for _, other := range []string{`"1"`, "true", "[1]", `{"-":0}`} {
		var read measured
		if failed := read.read(`{"unit":"g","amount":`+other+`}`, 0); failed != (decodeError{memberUnfit, "amount"}) {
			t.Error(other, failed)
		}
	}
}

func TestANullableMemberHasToBeThere(t *testing.T) {
	var read measured
	failed := read.read(`{"unit":null}`, 0)
	if failed != (decodeError{}) || !read.unit.IsNull() || !read.amount.IsAbsent() {
		t.Errorf("%+v %v", read, failed)
	}
	if failed := read.read(`{}`, 0); failed != (decodeError{memberAbsent, "unit"}) {
		t.Error(failed)
	}
	if failed := read.read(`[]`, 0); failed != (decodeError{kind: notAnObject}) {
		t.Error(failed)
	}
	// The other generation has no such member.
	if failed := read.read(`{"count":1}`, 1); failed != (decodeError{}) {
		t.Error(failed)
	}
}

func TestOfEqualNamesTheLastOneCounts(t *testing.T) {
	for text, expected := range map[string]string{
		`{"count":"no","count":[{}],"count":2}`:                                `{"count":2}`,
		`{"count":1,"count":2.0}`:                                              `{"count":2.0}`,
		`{"count":1.0,"count":2}`:                                              `{"count":2}`,
		`{"count":1.0,"x":1,"count":2e0,"x":"\""}`:                             `{"count":2e0,"x":"\""}`,
		`{"\u0063ount":1.0,"c\u006funt":2}`:                                    `{"count":2}`,
		`{"unit":1,"amount":1,"amount":null, "count":0,"\ud800":1,"\udfff":2}`: `{"amount":null,"count":0,"unit":1,"` + "\ufffd" + `":2}`,
	} {
		var read measured
		if failed := read.read(text, 1); failed != (decodeError{}) {
			t.Error(text, failed.reason())
		}
		if written := writeModel(&read, 1); !isSame(t, written, expected) {
			t.Errorf("%s became %s", text, written)
		}
	}
	var read measured
	if failed := read.read(`{"count":1,"count":null}`, 1); failed != (decodeError{memberUnfit, "count"}) {
		t.Error(failed)
	}
}

func isSame(t *testing.T, one json.RawMessage, other string) bool {
	t.Helper()
	var left, right map[string]json.RawMessage
	if json.Unmarshal(one, &left) != nil || json.Unmarshal([]byte(other), &right) != nil {
		t.Fatalf("%s, %s", one, other)
	}
	for name, value := range left {
		if string(right[name]) != string(value) {
			return false
		}
	}
	return len(left) == len(right)
}
