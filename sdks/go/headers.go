package autosendwebhooks

import (
	"net/http"
	"strings"
)

// headerPlace is a position in headerNames.
type headerPlace int

// deliveryHeaders has the values of the headers that count; empty ones count as absent.
type deliveryHeaders struct {
	found                        [len(headerNames)]headerValue
	timestamp, deliveryID, event string
	// differs tells that one of them is there twice with different values.
	differs bool
}

// readHeaders looks at every name that differs in case only, since nothing says that the map is a canonical one.
func readHeaders(headers http.Header) (read deliveryHeaders) {
	for name, values := range headers {
		if index := headerIndex(name); index >= 0 {
			read.found[index].add(values)
			read.differs = read.differs || read.found[index].differs
		}
	}
	read.timestamp = read.first(timestampNames)
	read.deliveryID = read.first(deliveryIDNames)
	read.event = read.first(eventNames)
	return read
}

// first is the value of the first name that is there.
func (h *deliveryHeaders) first(names []headerPlace) string {
	if place := h.firstPlace(names); place >= 0 {
		return h.found[place].text
	}
	return ""
}

// firstPlace is -1 where none of the names is there.
func (h *deliveryHeaders) firstPlace(names []headerPlace) headerPlace {
	for _, place := range names {
		if found := &h.found[place]; found.text != "" || found.differs {
			return place
		}
	}
	return -1
}

// check fails where a header that counts is there twice with different values: which of them another component reads is
// anybody's guess.
func (h *deliveryHeaders) check() error {
	if !h.differs {
		return nil
	}
	for _, names := range headerRoles {
		if place := h.firstPlace(names); place >= 0 && h.found[place].differs {
			return refuse(DuplicateHeader, headerNames[place])
		}
	}
	return nil
}

// headerRoles are the names of each header, by what it carries.
var headerRoles = rolesOfHeaders()

func rolesOfHeaders() (roles [][]headerPlace) {
	for index := range signing {
		roles = append(roles, signing[index].headers)
	}
	roles = append(roles, timestampNames, deliveryIDNames, eventNames)
	// Whatever else is looked at has a role of its own.
	for place := range headerNames {
		roles = appendUnlessThere(roles, headerPlace(place))
	}
	return roles
}

func appendUnlessThere(roles [][]headerPlace, place headerPlace) [][]headerPlace {
	for _, role := range roles {
		for _, there := range role {
			if there == place {
				return roles
			}
		}
	}
	return append(roles, []headerPlace{place})
}

// headersNamed are the places of the names that there are.
func headersNamed(names ...string) (places []headerPlace) {
	for _, name := range names {
		if index := headerIndex(name); index >= 0 {
			places = append(places, index)
		}
	}
	return places
}

// headerIndex is the position among headerNames; -1 for any other header.
func headerIndex(name string) headerPlace {
	for index := range headerNames {
		if wanted := headerNames[index]; len(name) == len(wanted) && name != "" && equalFold(name, wanted) {
			return headerPlace(index)
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
