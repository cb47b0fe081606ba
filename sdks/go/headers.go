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
// anybody's guess. It looks at every name that differs in case only, since nothing says that the map is a canonical one.
func readHeaders(headers http.Header) (deliveryHeaders, error) {
	var found [len(headerNames)]headerValue
	for name, values := range headers {
		if index := headerIndex(name); index >= 0 {
			found[index].add(values)
		}
	}
	for index := range found {
		if found[index].differs {
			return deliveryHeaders{}, refuse(DuplicateHeader, headerNames[index])
		}
	}
	return deliveryHeaders{found[0].text, found[1].text, found[2].text, found[3].text}, nil
}

// headerNames are empty where the provider has no such header.
var headerNames = [...]string{SignatureHeader, TimestampHeader, DeliveryIDHeader, EventHeader}

// headerIndex is the position among headerNames; -1 for any other header.
func headerIndex(name string) int {
	for index, wanted := range headerNames {
		if len(name) == len(wanted) && name != "" && equalFold(name, wanted) {
			return index
		}
	}
	return -1
}

// headerValue is the value of a header, without the blanks around it.
type headerValue struct {
	text           string
	there, differs bool
}

func (v *headerValue) add(values []string) {
	for _, value := range values {
		value = strings.Trim(value, " \t")
		v.differs = v.differs || v.there && value != v.text
		v.text, v.there = value, true
	}
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
