package autosendwebhooks

import (
	"encoding/json"
	"fmt"
	"strconv"
)

// generation is a form of the body, as its position in generations: the first one is today's.
type generation int

type envelope struct {
	number                             int
	typeMember, timeMember, dataMember string
}

// generationOf finds the envelope of a generation by its number; that of today for a number that there is not.
func generationOf(number int) generation {
	for index, form := range generations {
		if form.number == number {
			return generation(index)
		}
	}
	return 0
}

// names are a member's names by generation; empty where it has no such member.
type names [len(generations)]string

// model is a type with named fields that holds all other members too.
type model interface {
	fields() []field
	members() *Members
}

// field knows how to read and write one member.
type field struct {
	names    names
	required bool
	// read tells whether the field can print back what it read.
	read func(json.RawMessage, generation) (exact, ok bool)
	// write tells whether there is anything to write.
	write func(generation) (json.RawMessage, bool)
}

// codec turns a kind of value into a Go type and back.
type codec[T any] struct {
	read  func(json.RawMessage, generation) (value T, exact, ok bool)
	write func(T, generation) json.RawMessage
}

func required[T any](at *T, kind codec[T], names names) field {
	return field{
		names:    names,
		required: true,
		read: func(raw json.RawMessage, form generation) (exact, ok bool) {
			*at, exact, ok = kind.read(raw, form)
			return exact, ok
		},
		write: func(form generation) (json.RawMessage, bool) { return kind.write(*at, form), true },
	}
}

func optional[T any](at *Optional[T], kind codec[T], names names) field {
	return field{
		names: names,
		read: func(raw json.RawMessage, form generation) (exact, ok bool) {
			if isNull(raw) {
				*at = Null[T]()
				return true, true
			}
			value, exact, ok := kind.read(raw, form)
			*at = Some(value)
			return exact, ok
		},
		write: func(form generation) (json.RawMessage, bool) {
			if value, ok := at.Get(); ok {
				return kind.write(value, form), true
			}
			return json.RawMessage("null"), at.IsNull()
		},
	}
}

// nullable is a member that has to be there, and may be null.
func nullable[T any](at *Optional[T], kind codec[T], names names) field {
	field := optional(at, kind, names)
	field.required = true
	return field
}

var text = codec[string]{
	read:  func(raw json.RawMessage, _ generation) (string, bool, bool) { return readText(raw) },
	write: func(value string, _ generation) json.RawMessage { return quote(value) },
}

var integer = codec[int64]{
	read: func(raw json.RawMessage, _ generation) (int64, bool, bool) { return readInteger(raw) },
	write: func(value int64, _ generation) json.RawMessage {
		return json.RawMessage(strconv.FormatInt(value, 10))
	},
}

var number = codec[json.Number]{
	read:  func(raw json.RawMessage, _ generation) (json.Number, bool, bool) { return readNumber(raw) },
	write: func(value json.Number, _ generation) json.RawMessage { return json.RawMessage(value) },
}

var boolean = codec[bool]{
	read: func(raw json.RawMessage, _ generation) (value, exact, ok bool) {
		value = startsWith(raw, 't')
		return value, true, value || startsWith(raw, 'f')
	},
	write: func(value bool, _ generation) json.RawMessage {
		return json.RawMessage(strconv.FormatBool(value))
	},
}

var timestamp = codec[Timestamp]{
	read: func(raw json.RawMessage, _ generation) (Timestamp, bool, bool) {
		text, exact, ok := readText(raw)
		value, isTime := ParseTimestamp(text)
		return value, exact, ok && isTime
	},
	write: func(value Timestamp, _ generation) json.RawMessage { return quote(value.text) },
}

// open is an enumeration: any text fits.
func open[T ~string]() codec[T] {
	return codec[T]{
		read: func(raw json.RawMessage, _ generation) (T, bool, bool) {
			text, exact, ok := readText(raw)
			return T(text), exact, ok
		},
		write: func(value T, _ generation) json.RawMessage { return quote(string(value)) },
	}
}

// nested is an object; M is the pointer to T.
func nested[T any, M interface {
	*T
	model
}]() codec[T] {
	return codec[T]{
		read: func(raw json.RawMessage, form generation) (value T, exact, ok bool) {
			return value, true, readModel(raw, form, M(&value)) == nil
		},
		write: func(value T, form generation) json.RawMessage { return writeModel(M(&value), form) },
	}
}

func list[T any](item codec[T]) codec[[]T] {
	return codec[[]T]{
		read: func(raw json.RawMessage, form generation) (values []T, exact, ok bool) {
			var items []json.RawMessage
			if !startsWith(raw, '[') || json.Unmarshal(raw, &items) != nil {
				return nil, false, false
			}
			values, exact = make([]T, len(items)), true
			for index, raw := range items {
				value, same, ok := item.read(raw, form)
				if !ok {
					return nil, false, false
				}
				values[index], exact = value, exact && same
			}
			return values, exact, true
		},
		write: func(values []T, form generation) json.RawMessage {
			written := []byte{'['}
			for index, value := range values {
				if index > 0 {
					written = append(written, ',')
				}
				written = append(written, item.write(value, form)...)
			}
			return append(written, ']')
		},
	}
}

// readModel fills a model from an object; what no field names, or can print back, stays in its members.
func readModel(raw json.RawMessage, form generation, into model) error {
	members, ok := readMembers(raw)
	if !ok {
		return fmt.Errorf("expected an object")
	}
	for _, field := range into.fields() {
		name := field.names[form]
		if name == "" {
			continue
		}
		raw, there := members[name]
		if !there {
			if field.required {
				return fmt.Errorf("there is no %q", name)
			}
			continue
		}
		exact, ok := field.read(raw, form)
		if !ok {
			return fmt.Errorf("%q does not fit", name)
		}
		if exact {
			delete(members, name)
		}
	}
	if len(members) > 0 {
		*into.members() = members
	}
	return nil
}

func writeModel(from model, form generation) json.RawMessage {
	var written object
	extra := *from.members()
	for _, field := range from.fields() {
		name := field.names[form]
		if _, kept := extra[name]; name == "" || kept {
			continue
		}
		if value, ok := field.write(form); ok {
			written.member(name, value)
		}
	}
	written.members(extra)
	return written.end()
}
