package autosendwebhooks

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
)

// A model with what this provider's data does not have: a union, a map, null among items, itself, and anything.
type tree struct {
	any    Optional[json.RawMessage]
	sizes  Optional[map[string]int64]
	gaps   Optional[[]Optional[string]]
	next   Optional[*tree]
	parent Optional[*tree]
	leaf   Optional[unionValue]
	tagged Optional[unionValue]
	extra  Members
}

var treeFields = []field{
	{names: names{"any", "any"}},
	{names: names{"sizes", "sizes"}},
	{names: names{"gaps", "gaps"}},
	{names: names{"next", "next"}},
	{names: names{"parent", "parent"}},
	{names: names{"leaf", "leaf"}},
	{names: names{"tagged", "tagged"}},
}

func (t *tree) members() *Members { return &t.extra }

func (t *tree) fields() []field { return treeFields }

func (*tree) blank() model { return &tree{} }

func (t *tree) exchange(field int, p *port) (exact, ok bool) {
	switch field {
	case 0:
		return optional(p, &t.any, asAny{})
	case 1:
		return optional(p, &t.sizes, asMap[int64, asLong]{})
	case 2:
		return optional(p, &t.gaps, asList[Optional[string], asNullable[string, asText]]{})
	case 3:
		return optional(p, &t.next, asReference[*tree]{})
	case 4:
		return optional(p, &t.parent, asPointer[tree, asObject[tree, *tree]]{})
	case 5:
		return optional(p, &t.leaf, asUnion{&leaves})
	}
	return optional(p, &t.tagged, asUnion{&tags})
}

type (
	textLeaf  struct{ value string }
	treeLeaf  struct{ value *tree }
	otherLeaf struct{ value json.RawMessage }
)

func (l *textLeaf) readValue(p *port) (exact, ok bool)         { return asText{}.read(p, &l.value) }
func (l *textLeaf) writeValue(form generation) json.RawMessage { return asText{}.write(&l.value, form) }
func (l *treeLeaf) readValue(p *port) (exact, ok bool)         { return asReference[*tree]{}.read(p, &l.value) }
func (l *treeLeaf) writeValue(form generation) json.RawMessage {
	return asReference[*tree]{}.write(&l.value, form)
}
func (l *otherLeaf) readValue(p *port) (exact, ok bool)      { return asAny{}.read(p, &l.value) }
func (l *otherLeaf) writeValue(_ generation) json.RawMessage { return l.value }

var (
	leaves = unionSpec{variants: []variantSpec{{blank: newTextLeaf}, {blank: newTreeLeaf}}, unknown: newOtherLeaf}
	tags   = unionSpec{discriminator: "any", variants: []variantSpec{{[]string{"a", "b"}, newTreeLeaf}}, unknown: newOtherLeaf}
)

func newTextLeaf() unionValue                     { return &textLeaf{} }
func newTreeLeaf() unionValue                     { return &treeLeaf{} }
func newOtherLeaf(raw json.RawMessage) unionValue { return &otherLeaf{raw} }

type asUnion struct{ spec *unionSpec }

func (u asUnion) read(p *port, into *unionValue) (exact, ok bool) {
	*into, exact, ok = u.spec.read(p)
	return exact, ok
}

func (asUnion) write(from *unionValue, form generation) json.RawMessage {
	return writeUnion(*from, form)
}

func readTree(text string) (read tree, failed decodeError) {
	failed = readModel(&port{reader: reader{text: text}}, &read)
	return read, failed
}

func TestEveryTypeIsWrittenAsItCame(t *testing.T) {
	for _, text := range []string{
		`{"any":[1.0,null,{"x":9007199254740993}]}`,
		`{"any":null,"sizes":{"":-9223372036854775808,"a":9223372036854775807},"gaps":["a",null]}`,
		`{"next":{"next":{"x":1}},"parent":{"parent":{"gaps":[]}},"sizes":{}}`,
		`{"leaf":"text"}`, `{"leaf":{"any":1}}`, `{"leaf":[1]}`, `{"leaf":{"sizes":{"a":"no number"}}}`,
		`{"tagged":{"any":"b","sizes":{"a":1.0}}}`, `{"tagged":{"any":"c"}}`, `{"tagged":{}}`, `{"tagged":"text"}`,
	} {
		read, failed := readTree(text)
		if failed.kind != noDecodeError {
			t.Errorf("%s: %s", text, failed.reason())
		}
		if written := writeModel(&read, 0); !isSame(t, written, text) {
			t.Errorf("%s became %s", text, written)
		}
	}
	for _, text := range []string{
		`{"sizes":{"a":1.5}}`, `{"sizes":[]}`, `{"gaps":[1]}`, `{"next":1}`, `{"parent":[]}`, `{"tagged":{"any":"a","gaps":1}}`,
	} {
		if _, failed := readTree(text); failed.kind != memberUnfit {
			t.Error(text, failed)
		}
	}
}

func TestAUnionIsItsVariant(t *testing.T) {
	for text, expected := range map[string]string{
		`"text"`: "*autosendwebhooks.textLeaf", `{"any":1}`: "*autosendwebhooks.treeLeaf", `[1]`: "*autosendwebhooks.otherLeaf",
	} {
		read, _ := readTree(`{"leaf":` + text + `}`)
		if leaf, ok := read.leaf.Get(); !ok || fmt.Sprintf("%T", leaf) != expected {
			t.Errorf("%s is a %T", text, leaf)
		}
	}
	read, _ := readTree(`{"tagged":{"any":"x","any":"a"}}`)
	if _, ok := read.tagged.Or(nil).(*treeLeaf); !ok {
		t.Errorf("%+v", read.tagged)
	}
	if written := writeUnion(nil, 0); string(written) != "null" {
		t.Error(string(written))
	}
}

func TestVariantsAreTriedSoManyTimes(t *testing.T) {
	p := port{reader: reader{text: strings.Repeat(`{"leaf":`, 30) + `{"gaps":1}` + strings.Repeat("}", 30)}}
	double := unionSpec{variants: []variantSpec{{blank: newFussyLeaf}, {blank: newFussyLeaf}}, unknown: newOtherLeaf}
	fussy = &double
	if value, exact, ok := double.read(&p); !exact || !ok || p.at != len(p.text) || p.attempts > 4*maxAttempts {
		t.Errorf("%T %v", value, p.attempts)
	}
}

// fussyLeaf reads what it holds, and then is not content.
type fussyLeaf struct{ otherLeaf }

var fussy *unionSpec

func newFussyLeaf() unionValue { return &fussyLeaf{} }

func (l *fussyLeaf) readValue(p *port) (exact, ok bool) {
	if p.isAt('{') && p.enter() {
		p.name()
		fussy.read(p)
		p.more()
	}
	return true, false
}

func TestIntegersOf64Bits(t *testing.T) {
	for text, expected := range map[string]int64{
		"0": 0, "-0": 0, "1.0": 1, "1e3": 1000, "-1.50e1": -15, "9007199254740993.0": 9007199254740993, "0.001e3": 1,
		"-9223372036854775808": -9223372036854775808, "9223372036854775807": 9223372036854775807, "0e99999": 0, "0.0": 0,
	} {
		if number, _, ok := parseLong(text); !ok || number != expected {
			t.Error(text, number, ok)
		}
	}
	for _, text := range []string{"1.5", "9223372036854775808", "1e19", "1e99999999999", "1e-1", `"1"`, "true", "null", "[]", "{}", ""} {
		if number, _, ok := parseLong(text); ok {
			t.Error(text, number)
		}
	}
	for text, expected := range map[string]bool{"1": true, "-1": true, "-0": false, "1.0": false, "1e0": false} {
		if _, exact, ok := parseLong(text); exact != expected || !ok {
			t.Error(text, exact, ok)
		}
	}
}
