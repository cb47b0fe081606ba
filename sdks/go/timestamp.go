package autosendwebhooks

import (
	"encoding/json"
	"strconv"
	"time"
)

// Timestamp is a point in time as an event carries it: ISO 8601. It prints back exactly what came in.
type Timestamp struct {
	text    string
	instant time.Time
}

// ParseTimestamp reads a time such as 2025-11-12T10:30:00.000Z: up to nine fractional digits, Z or a numeric offset, a
// real calendar date.
func ParseTimestamp(text string) (Timestamp, bool) {
	if !hasTimeForm(text) {
		return Timestamp{}, false
	}
	// Which day a month has is its business.
	instant, err := time.Parse(time.RFC3339Nano, text)
	if err != nil {
		return Timestamp{}, false
	}
	return Timestamp{text, instant}, true
}

// hasTimeForm is stricter than time.Parse: capital letters, a full stop before the fraction, two digits each, a year that is
// not 0000, nothing out of range.
func hasTimeForm(text string) bool {
	const form = "0000-00-00T00:00:00"
	if len(text) <= len(form) || !hasForm(text[:len(form)], form) || text[:4] == "0000" || text[11:13] > "23" ||
		text[14:16] > "59" || text[17:19] > "59" {
		return false
	}
	rest := text[len(form):]
	if rest[0] == '.' {
		digits := 1
		for digits < len(rest) && isDigit(rest[digits]) {
			digits++
		}
		if digits == 1 || digits > 10 {
			return false
		}
		rest = rest[digits:]
	}
	if rest == "Z" {
		return true
	}
	return (hasForm(rest, "+00:00") || hasForm(rest, "-00:00")) && rest[1:3] <= "23" && rest[4:] <= "59"
}

// hasForm compares a text with one whose zeros stand for any digit.
func hasForm(text, form string) bool {
	if len(text) != len(form) {
		return false
	}
	for index := range []byte(form) {
		if form[index] == '0' && !isDigit(text[index]) || form[index] != '0' && form[index] != text[index] {
			return false
		}
	}
	return true
}

func isDigit(letter byte) bool { return '0' <= letter && letter <= '9' }

// NewTimestamp is the time in UTC with milliseconds.
func NewTimestamp(instant time.Time) Timestamp {
	instant = instant.UTC().Truncate(time.Millisecond)
	return Timestamp{instant.Format("2006-01-02T15:04:05.000Z"), instant}
}

// String is the text as it came in.
func (t Timestamp) String() string { return t.text }

// Time is the instant.
func (t Timestamp) Time() time.Time { return t.instant }

// MarshalJSON writes the text as it came in.
func (t Timestamp) MarshalJSON() ([]byte, error) { return json.Marshal(t.text) }

// timeScheme says how the timestamp header counts.
type timeScheme struct {
	unit time.Duration
	// secondsBelow tells the units apart: smaller numbers are seconds, others milliseconds. Where it is 0, all have the unit.
	secondsBelow int64
}

// read takes decimal digits alone.
func (s timeScheme) read(value string) (time.Time, bool) {
	if len(value) < 1 || len(value) > timestampDigits {
		return time.Time{}, false
	}
	var number int64
	for _, digit := range []byte(value) {
		if !isDigit(digit) {
			return time.Time{}, false
		}
		number = number*10 + int64(digit-'0')
	}
	if number < s.secondsBelow || s.secondsBelow == 0 && s.unit == time.Second {
		return time.Unix(number, 0), true
	}
	return time.UnixMilli(number), true
}

func (s timeScheme) write(at time.Time) string {
	if s.unit == time.Second {
		return strconv.FormatInt(at.Unix(), 10)
	}
	return strconv.FormatInt(at.UnixMilli(), 10)
}
