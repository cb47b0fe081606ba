package autosendwebhooks

import (
	"encoding/json"
	"sort"
	"strconv"
	"strings"
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

// asLong is a signed integer of 64 bits. It takes 3.0 and 3e0 for 3 too; those are not exact.
type asLong struct{}

func (asLong) read(p *port, into *int64) (exact, ok bool) {
	*into, exact, ok = parseLong(p.value())
	return exact, ok
}

func (asLong) write(from *int64, _ generation) json.RawMessage {
	return json.RawMessage(strconv.FormatInt(*from, 10))
}

func parseLong(text string) (number int64, exact, ok bool) {
	if number, err := strconv.ParseInt(text, 10, 64); err == nil {
		return number, text != "-0", true
	}
	digits, exponent, ok := decimal(text)
	if !ok {
		return 0, false, false
	}
	whole := strings.TrimRight(digits, "0")
	exponent += len(digits) - len(whole)
	switch {
	case whole == "" || whole == "-":
		return 0, false, true
	case exponent < 0 || exponent > 18:
		return 0, false, false
	}
	number, err := strconv.ParseInt(whole+strings.Repeat("0", exponent), 10, 64)
	return number, false, err == nil
}

// decimal is a number as an integer, without leading zeros, and a power of ten.
func decimal(text string) (digits string, exponent int, ok bool) {
	if end := strings.IndexAny(text, "eE"); end >= 0 {
		power, err := strconv.Atoi(text[end+1:])
		if err != nil {
			return "", 0, false
		}
		text, exponent = text[:end], power
	}
	sign := ""
	if strings.HasPrefix(text, "-") {
		sign, text = "-", text[1:]
	}
	whole, fraction, _ := strings.Cut(text, ".")
	all := strings.TrimLeft(whole+fraction, "0")
	for _, digit := range []byte(all) {
		if !isDigit(digit) {
			return "", 0, false
		}
	}
	return sign + all, exponent - len(fraction), text != ""
}

// asAny is any value, as it was sent.
type asAny struct{}

func (asAny) read(p *port, into *json.RawMessage) (exact, ok bool) {
	*into = json.RawMessage(p.value())
	return true, true
}

func (asAny) write(from *json.RawMessage, _ generation) json.RawMessage { return *from }

// asNullable is what another codec reads, or null.
type asNullable[T any, C codec[T]] struct{}

func (asNullable[T, C]) read(p *port, into *Optional[T]) (exact, ok bool) {
	var value C
	return optional(p, into, value)
}

func (asNullable[T, C]) write(from *Optional[T], form generation) json.RawMessage {
	if from.state != present {
		return json.RawMessage("null")
	}
	var value C
	return value.write(&from.value, form)
}

// asMap is an object whose members have any name. Of equal names the last one counts.
type asMap[T any, C codec[T]] struct{}

func (asMap[T, C]) read(p *port, into *map[string]T) (exact, ok bool) {
	if !p.isAt('{') {
		p.value()
		return false, false
	}
	var as C
	values := map[string]T{}
	exact, ok = true, true
	for more := p.enter(); more; more = p.more() {
		name, isExact := p.exactName()
		var value T
		p.step(name, -1)
		if _, twice := values[name]; twice && listsProblems {
			p.forget()
		}
		same, fits := as.read(p, &value)
		p.back()
		values[name] = value
		exact, ok = exact && isExact && same, ok && fits
	}
	*into = values
	return exact, ok
}

func (asMap[T, C]) write(from *map[string]T, form generation) json.RawMessage {
	names := make([]string, 0, len(*from))
	for name := range *from {
		names = append(names, name)
	}
	sort.Strings(names)
	var as C
	var written object
	for _, name := range names {
		value := (*from)[name]
		written.member(name, as.write(&value, form))
	}
	return written.end()
}

// asPointer is what another codec reads, behind a pointer: for a type that holds itself.
type asPointer[T any, C codec[T]] struct{}

func (asPointer[T, C]) read(p *port, into **T) (exact, ok bool) {
	var value C
	*into = new(T)
	return value.read(p, *into)
}

func (asPointer[T, C]) write(from **T, form generation) json.RawMessage {
	var value C
	return value.write(*from, form)
}

// blankModel is a model that makes another one of its type, also where it is nil.
type blankModel interface {
	model
	blank() model
}

// asReference is an object behind a pointer: for what holds itself, and so that a compiler needs this once for all types.
type asReference[M blankModel] struct{}

func (asReference[M]) read(p *port, into *M) (exact, ok bool) {
	*into = (*into).blank().(M)
	return true, readModel(p, *into).kind == noDecodeError
}

func (asReference[M]) write(from *M, form generation) json.RawMessage {
	var none M
	if any(*from) == any(none) {
		return json.RawMessage("null")
	}
	return writeModel(*from, form)
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
		p.step("", len(values)-1)
		same, fits := item.read(p, &values[len(values)-1])
		p.back()
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
