package autosendwebhooks

import (
	"encoding/json"
	"reflect"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"
)

// Texts on both sides of what JSON is.
var jsonTexts = []string{
	``, ` `, `null`, `nul`, `nulll`, `true`, `tru`, `false`, `falsE`, `0`, `-0`, `01`, `-`, `+1`, `1.`, `.5`, `1.5`, `1e`, `1e+`, `1E-05`,
	`1e5.`, `0x1`, `NaN`, `1_0`, `--1`, `""`, `"`, `"\`, `"\"`, `"\u`, `"\u12`, `"\u12G4"`, `"\u00e9"`, `"\x41"`, `"\a"`, `"\/\b\f\n\r\t\\\""`,
	"\"\x00\"", "\"\x1f\"", "\"\x7f\"", "\"tab\t\"", "\"1234567\x01\"", "\"12345678\x1f9\"", `"12345678\"90"`, "\"ä宛😀\"", "\"\xff\"", "\"\xed\xa0\x80\"",
	"\ufeff{}", `"\ud83d\ude00"`, `"\uD83D\uDE00x"`, `"\ud83dx"`, `"\ud83d\ud83d\ude00"`, `"\ude00\ud83d"`, `"\ud83d\n"`, `"\ud83d\u0041"`,
	`[]`, `[`, `]`, `[,]`, `[1,]`, `[1 2]`, `[1,2 ]`, ` [ ] `, `[[]`, `[]]`, `[1}`, `{}`, `{`, `}`, `{,}`, `{"a"}`, `{"a":}`, `{"a":1,}`, `{a:1}`,
	`{"a":1 "b":2}`, `{"a" : 1 , "b" : [ ] }`, `{"a":1}x`, `{"a":1}{}`, `{"a":1,"a":2}`, `{"\u0061":1,"a":[{}]}`, `{"":{"":{"":""}}}`, `/**/{}`, `{}//`,
	"{\"a\"\v:1}", "{\u00a0}", `{"a":"}","b":"{"}`, `{"a":"\\","b":"\\\""}`, `{"\ud800":1,"\udc00":2}`,
}

// agrees compares the scanner and the reader with the platform's parser.
func agrees(t *testing.T, text string) {
	t.Helper()
	members, err := parseBody(text)
	var wanted map[string]json.RawMessage
	// The platform replaces what is not UTF-8.
	isObject := utf8.ValidString(text) && json.Unmarshal([]byte(text), &wanted) == nil && wanted != nil
	if isObject != (err == nil) {
		t.Fatalf("%q: %v, platform: %v", text, err, isObject)
	}
	if err != nil {
		return
	}
	got := membersBut(members)
	if len(got) != len(wanted) || len(got) > 0 && !reflect.DeepEqual(map[string]json.RawMessage(got), wanted) {
		t.Fatalf("%q: %s, platform: %s", text, got, wanted)
	}
	for name, raw := range wanted {
		var platform string
		if json.Unmarshal(raw, &platform) == nil && raw[0] == '"' && textOf(members, name) != platform {
			t.Errorf("%q: %q is not %q", raw, textOf(members, name), platform)
		}
		if reader := (reader{text: string(raw)}); reader.value() != string(raw) || reader.at != len(raw) {
			t.Errorf("%q: read up to %d", raw, reader.at)
		}
	}
}

func TestJSONIsWhatThePlatformTakes(t *testing.T) {
	for _, text := range jsonTexts {
		agrees(t, text)
		agrees(t, `{"a":`+text+`}`)
		agrees(t, ` { "b" : [ `+text+` , 1 ] , "c" : "`+text+`" } `)
	}
}

func FuzzJSON(f *testing.F) {
	for _, text := range jsonTexts {
		f.Add(text)
		f.Add(`{"a":` + text + `}`)
	}
	f.Fuzz(func(t *testing.T, text string) {
		// The platform goes deeper.
		if !tooDeep(text) {
			agrees(t, text)
		}
	})
}

func TestDepthComesBeforeSyntax(t *testing.T) {
	deepest := `{"a":` + strings.Repeat("[", maxDepth-1) + strings.Repeat("]", maxDepth-1) + "}"
	if _, err := parseBody(deepest); err != nil {
		t.Error(err)
	}
	for text, code := range map[string]ErrorCode{
		strings.Replace(deepest, "[]", "[[]]", 1):          BodyTooDeep,
		"}" + strings.Repeat("[", maxDepth+1):              BodyTooDeep,
		strings.Repeat("[", maxDepth) + `"[[[["`:           BodyNotJSON,
		strings.Repeat("[", maxDepth+1) + "\xff":           BodyNotJSON,
		strings.Repeat("[", 3) + strings.Repeat("]", 3):    BodyNotObject,
		`"` + strings.Repeat("[", maxDepth*2) + `"`:        BodyNotObject,
		`{"a":"\"` + strings.Repeat("[", maxDepth+1) + `"`: BodyNotJSON,
	} {
		if _, err := parseBody(text); err == nil || err.(*Error).Code != code {
			t.Errorf("%s: %v", text, err)
		}
	}
}

func TestIntegers(t *testing.T) {
	most := strconv.Itoa(maxInteger)
	for text, wanted := range map[string]struct {
		number    int64
		exact, ok bool
	}{
		"0": {0, true, true}, "7": {7, true, true}, most: {maxInteger, true, true}, "3.0": {3, false, true}, "30e-1": {3, false, true}, "-0": {0, false, true},
		"-1": {}, "0.5": {}, "1e999": {}, most + "0": {maxInteger * 10, true, false}, strings.Repeat("9", 400): {},
	} {
		number, exact, ok := parseInteger(text)
		if ok != wanted.ok || ok && (number != wanted.number || exact != wanted.exact) {
			t.Error(text, number, exact, ok)
		}
	}
}
