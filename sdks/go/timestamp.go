package autosendwebhooks

import (
	"encoding/json"
	"regexp"
	"strconv"
	"time"
)

// Timestamp is a point in time as an event carries it: ISO 8601. It prints back exactly what came in.
type Timestamp struct {
	text    string
	instant time.Time
}

// The calendar is time.Date's business.
var timestampPattern = regexp.MustCompile(`^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\.[0-9]{1,9})?(Z|[+-]([01][0-9]|2[0-3]):[0-5][0-9])$`)

// ParseTimestamp reads a time such as 2025-11-12T10:30:00.000Z: up to nine fractional digits, Z or a numeric offset, a
// real calendar date.
func ParseTimestamp(text string) (Timestamp, bool) {
	if !timestampPattern.MatchString(text) {
		return Timestamp{}, false
	}
	instant, err := time.Parse(time.RFC3339Nano, text)
	if err != nil || text[:4] == "0000" {
		return Timestamp{}, false
	}
	return Timestamp{text, instant}, true
}

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
		if digit < '0' || digit > '9' {
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
