package autosendwebhooks

import (
	"encoding/json"
	"testing"
)

// A model of what this provider's data does not have, and another provider's may.
type measured struct {
	amount Optional[json.Number]
	unit   Optional[string]
	extra  Members
}

func (m *measured) members() *Members { return &m.extra }

func (m *measured) fields() []field {
	return []field{
		optional(&m.amount, number, names{"amount", "amount"}),
		nullable(&m.unit, text, names{"unit", ""}),
	}
}

func TestNumbersKeepTheirSpelling(t *testing.T) {
	for _, spelling := range []string{"1249.5", "1e999", "-0", "1.0", "9007199254740993"} {
		var read measured
		if err := readModel([]byte(`{"unit":"g","amount": `+spelling+` }`), 0, &read); err != nil {
			t.Fatal(err)
		}
		if got := read.amount.Or(""); got.String() != spelling || len(read.extra) != 0 {
			t.Errorf("%s became %s, %v", spelling, got, read.extra)
		}
		if written := string(writeModel(&read, 0)); written != `{"amount":`+spelling+`,"unit":"g"}` {
			t.Error(written)
		}
	}
	for _, other := range []string{`"1"`, "true", "[1]"} {
		var read measured
		if err := readModel([]byte(`{"unit":"g","amount":`+other+`}`), 0, &read); err == nil {
			t.Error(other)
		}
	}
}

func TestANullableMemberHasToBeThere(t *testing.T) {
	var read measured
	if err := readModel([]byte(`{"unit":null}`), 0, &read); err != nil || !read.unit.IsNull() || !read.amount.IsAbsent() {
		t.Errorf("%+v %v", read, err)
	}
	if err := readModel([]byte(`{}`), 0, &read); err == nil {
		t.Error("it was not there")
	}
	// The second generation has no such member.
	if err := readModel([]byte(`{}`), 1, &read); err != nil {
		t.Error(err)
	}
}
