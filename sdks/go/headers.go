package autosendwebhooks

import (
	"net/http"
	"strings"
)

// deliveryHeaders has the values of the four headers; empty ones count as absent.
type deliveryHeaders struct {
	signature, timestamp, deliveryID, event string
}

// readHeaders fails where a header is there twice with different values: which of them another component reads is
// anybody's guess.
func readHeaders(headers http.Header) (deliveryHeaders, error) {
	names := [...]string{SignatureHeader, TimestampHeader, DeliveryIDHeader, EventHeader}
	var values [len(names)]string
	for index, name := range names {
		if name == "" {
			continue
		}
		value, same := theOneValue(headers, name)
		if !same {
			return deliveryHeaders{}, refuse(DuplicateHeader, name)
		}
		values[index] = value
	}
	return deliveryHeaders{values[0], values[1], values[2], values[3]}, nil
}

// theOneValue looks at every name that differs in case only, since nothing says that the map is a canonical one.
func theOneValue(headers http.Header, wanted string) (value string, same bool) {
	found := false
	for name, values := range headers {
		if !equalFold(name, wanted) {
			continue
		}
		for _, candidate := range values {
			candidate = strings.Trim(candidate, " \t")
			if found && candidate != value {
				return "", false
			}
			value, found = candidate, true
		}
	}
	return value, true
}

// equalFold knows ASCII alone: Unicode's folding takes other letters for these.
func equalFold(a, b string) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range []byte(a) {
		if lower(a[i]) != lower(b[i]) {
			return false
		}
	}
	return true
}

func lower(letter byte) byte {
	if 'A' <= letter && letter <= 'Z' {
		return letter + ('a' - 'A')
	}
	return letter
}
