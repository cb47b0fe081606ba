package autosendwebhooks

import (
	"errors"
	"net/http"
	"strings"
	"testing"
)

func TestHeadersAreFoundInAnyCase(t *testing.T) {
	wanted := deliveryHeaders{timestamp: "t", deliveryID: "d", event: "e"}
	for _, spell := range []func(string) string{strings.ToLower, strings.ToUpper, http.CanonicalHeaderKey} {
		headers := http.Header{"Other": {"o"}}
		for name, value := range map[string]string{
			SignatureHeader: "s", TimestampHeader: "\tt ", DeliveryIDHeader: "d", EventHeader: " e",
		} {
			headers[spell(name)] = []string{value}
		}
		got := readHeaders(headers)
		wanted.found = got.found
		if err := got.check(); err != nil || got != wanted || got.first(signing[0].headers) != "s" {
			t.Errorf("%v: %+v %v", headers, got, err)
		}
	}
}

func TestAHeaderHasOneValue(t *testing.T) {
	other := strings.ToLower(SignatureHeader)
	if other == SignatureHeader {
		other = strings.ToUpper(SignatureHeader)
	}
	for _, headers := range []http.Header{{SignatureHeader: {"a", " a"}}, {SignatureHeader: {"a"}, other: {"a\t"}}} {
		got := readHeaders(headers)
		if err := got.check(); err != nil || got.first(signing[0].headers) != "a" {
			t.Error(headers, got, err)
		}
	}
	for _, headers := range []http.Header{
		{SignatureHeader: {"a", "b"}}, {SignatureHeader: {"a"}, other: {"b"}}, {SignatureHeader: {"", "b"}},
		{SignatureHeader: {"b", ""}}, {SignatureHeader: {"a", "b", "a"}},
	} {
		got := readHeaders(headers)
		if err := got.check(); !errors.Is(err, DuplicateHeader) {
			t.Error(headers, err)
		}
	}
	// The Kelvin sign is no k, whatever Unicode says.
	if index := headerIndex(strings.Replace(SignatureHeader, "k", "\u212a", 1)); index >= 0 {
		t.Error(index)
	}
}
