package autosendwebhooks

import "fmt"

// Optional is a member that may be absent or null. The zero value is absent.
type Optional[T any] struct {
	value T
	state state
}

type state uint8

const (
	absent state = iota
	null
	present
)

// Some is a member with a value.
func Some[T any](value T) Optional[T] { return Optional[T]{value, present} }

// Null is a member that is there and null.
func Null[T any]() Optional[T] { return Optional[T]{state: null} }

// Get returns the value, and whether there is one.
func (o Optional[T]) Get() (T, bool) { return o.value, o.state == present }

// Or returns the value, or another one where there is none.
func (o Optional[T]) Or(other T) T {
	if o.state == present {
		return o.value
	}
	return other
}

// IsNull tells a member that is null from one that is absent.
func (o Optional[T]) IsNull() bool { return o.state == null }

// IsAbsent tells whether the member is not there at all.
func (o Optional[T]) IsAbsent() bool { return o.state == absent }

// String is the value as fmt.Sprint has it; "null" or "absent" where there is none.
func (o Optional[T]) String() string {
	switch o.state {
	case present:
		return fmt.Sprint(o.value)
	case null:
		return "null"
	}
	return "absent"
}
