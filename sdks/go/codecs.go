package autosendwebhooks

import (
	"encoding/json"
	"strconv"
)

// codec turns a kind of value into a Go type and back. All codecs are empty types: which one it is, the compiler knows.
type codec[T any] interface {
	// read passes the next value whatever it is. It is exact if writing gives back the same value.
	read(p *port, into *T) (exact, ok bool)
	write(from *T, form generation) json.RawMessage
}

type asText struct{}

func (asText) read(p *port, into *string) (exact, ok bool) {
	if !p.isAt('"') {
		p.value()
		return false, false
	}
	*into, exact = p.string()
	return exact, true
}

func (asText) write(from *string, _ generation) json.RawMessage { return quote(*from) }

// asEnum is an enumeration: any text fits.
type asEnum[T ~string] struct{}

func (asEnum[T]) read(p *port, into *T) (exact, ok bool) {
	var text string
	exact, ok = asText{}.read(p, &text)
	*into = T(text)
	return exact, ok
}

func (asEnum[T]) write(from *T, _ generation) json.RawMessage { return quote(string(*from)) }

type asTime struct{}

func (asTime) read(p *port, into *Timestamp) (exact, ok bool) {
	var text string
	if exact, ok = (asText{}).read(p, &text); !ok {
		return false, false
	}
	*into, ok = ParseTimestamp(text)
	return exact, ok
}

func (asTime) write(from *Timestamp, _ generation) json.RawMessage { return quote(from.text) }

type asBoolean struct{}

func (asBoolean) read(p *port, into *bool) (exact, ok bool) {
	*into = p.isAt('t')
	ok = *into || p.isAt('f')
	p.value()
	return true, ok
}

func (asBoolean) write(from *bool, _ generation) json.RawMessage {
	return json.RawMessage(strconv.FormatBool(*from))
}

// asInteger takes 3.0 and 3e0 for 3, as JSON Schema and JavaScript do; those are not exact.
type asInteger struct{}

func (asInteger) read(p *port, into *int64) (exact, ok bool) {
	*into, exact, ok = parseInteger(p.value())
	return exact, ok
}

func (asInteger) write(from *int64, _ generation) json.RawMessage {
	return json.RawMessage(strconv.FormatInt(*from, 10))
}

func parseInteger(text string) (number int64, exact, ok bool) {
	if number, err := strconv.ParseUint(text, 10, 64); err == nil {
		return int64(number), true, number <= maxInteger
	}
	float, err := strconv.ParseFloat(text, 64)
	if err != nil || float < 0 || float > maxInteger || float != float64(int64(float)) {
		return 0, false, false
	}
	return int64(float), false, true
}

// asNumber is any number, as it is spelled.
type asNumber struct{}

func (asNumber) read(p *port, into *json.Number) (exact, ok bool) {
	ok = p.isAt('-') || isDigit(p.text[p.at])
	*into = json.Number(p.value())
	return true, ok
}

func (asNumber) write(from *json.Number, _ generation) json.RawMessage {
	return json.RawMessage(*from)
}

// asObject is an object; M is the pointer to T.
type asObject[T any, M interface {
	*T
	model
}] struct{}

func (asObject[T, M]) read(p *port, into *T) (exact, ok bool) {
	var empty T
	*into = empty
	return true, readModel(p, M(into)).kind == noDecodeError
}

func (asObject[T, M]) write(from *T, form generation) json.RawMessage {
	return writeModel(M(from), form)
}

// asList is a list of what another codec reads.
type asList[T any, C codec[T]] struct{}

func (asList[T, C]) read(p *port, into *[]T) (exact, ok bool) {
	if !p.isAt('[') {
		p.value()
		return false, false
	}
	var item C
	values := []T{}
	exact, ok = true, true
	for more := p.enter(); more; more = p.more() {
		var empty T
		values = append(values, empty)
		same, fits := item.read(p, &values[len(values)-1])
		exact, ok = exact && same, ok && fits
	}
	*into = values
	return exact, ok
}

func (asList[T, C]) write(from *[]T, form generation) json.RawMessage {
	var item C
	written := []byte{'['}
	for index := range *from {
		if index > 0 {
			written = append(written, ',')
		}
		written = append(written, item.write(&(*from)[index], form)...)
	}
	return append(written, ']')
}
