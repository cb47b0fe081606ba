package autosendwebhooks

import (
	"encoding/json"
	"os"
	"regexp"
	"strings"
	"testing"
	"time"
)

// schemaPattern is the regular expression of a time, but for the year 0000: Go's have no way to say that.
func schemaPattern(t *testing.T) *regexp.Regexp {
	t.Helper()
	text, err := os.ReadFile("../../schema/catalog.json")
	var catalog struct {
		TimePattern string `json:"time_pattern"`
	}
	if err != nil || json.Unmarshal(text, &catalog) != nil {
		t.Fatal(err)
	}
	return regexp.MustCompile(strings.Replace(catalog.TimePattern, "(?!0000)", "", 1))
}

// The form is compared with the schema, the calendar and the instant with the platform.
func TestTimesAreWhatTheSchemaSays(t *testing.T) {
	pattern := schemaPattern(t)
	check := func(text string) {
		platform, err := time.Parse(time.RFC3339Nano, text)
		wanted := pattern.MatchString(text) && err == nil && text[:4] != "0000"
		got, ok := ParseTimestamp(text)
		if ok != wanted || ok && (!got.Time().Equal(platform) || got.String() != text) {
			t.Fatalf("%q: %v, platform: %v %v", text, ok, platform, err)
		}
	}
	for _, text := range []string{
		"", "2025-11-12T10:30:00Z", "2024-02-29T23:59:59.123456789+23:59", "2023-02-29T00:00:00Z", "0000-01-01T00:00:00Z",
		"0001-01-01T00:00:00-00:00", "2025-11-12T10:30:00", "2025-11-12T10:30:00.Z", "2025-11-12T10:30:00.1234567890Z",
		"2025-11-12T10:30:60Z", "2025-04-31T10:30:00+01:00", "2025-11-12T24:00:00Z", "2025-11-12T10:30:00,5Z",
		"2025-11-12t10:30:00Z", "2025-11-12T10:30:00+24:00", "2025-11-12T1:30:00Z",
	} {
		check(text)
		for at := range text {
			for _, letter := range "0123459:T-+.Zz t\u00e4" {
				check(text[:at] + string(letter) + text[at:])
				check(text[:at] + string(letter) + text[at+1:])
			}
		}
	}
}
