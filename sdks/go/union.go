package autosendwebhooks

import "encoding/json"

// unionValue is a value of one variant of a union.
type unionValue interface {
	readValue(p *port) (exact, ok bool)
	writeValue(form generation) json.RawMessage
}

// unionSpec says which variant a value is.
type unionSpec struct {
	// discriminator is the member whose value tells it; without one the first variant is it that fits without a problem.
	discriminator string
	variants      []variantSpec
	// unknown keeps what is no variant.
	unknown func(raw json.RawMessage) unionValue
}

type variantSpec struct {
	values []string
	blank  func() unionValue
}

// maxAttempts is how many variants of a body are tried at most: unions within objects of unions may multiply.
const maxAttempts = 10_000

// read passes the next value, and never fails where nothing tells the variant.
func (u *unionSpec) read(p *port) (value unionValue, exact, ok bool) {
	if u.discriminator != "" {
		return u.readTagged(p)
	}
	before := *p
	for index := range u.variants {
		if p.attempts++; p.attempts > maxAttempts {
			break
		}
		value := u.variants[index].blank()
		exact, ok := value.readValue(p)
		if ok && len(p.problems) == len(before.problems) {
			return value, exact, true
		}
		p.rewind(&before)
	}
	return u.unknown(json.RawMessage(p.value())), true, true
}

func (u *unionSpec) readTagged(p *port) (value unionValue, exact, ok bool) {
	if variant := u.variantOf(p); variant != nil {
		value = variant.blank()
		exact, ok = value.readValue(p)
		return value, exact, ok
	}
	return u.unknown(json.RawMessage(p.value())), true, true
}

// variantOf looks at the discriminator of the next value; nil where that says none.
func (u *unionSpec) variantOf(p *port) *variantSpec {
	ahead := p.reader
	tag := textOf(membersOf(ahead.value()), u.discriminator)
	for index := range u.variants {
		if isOneOf(tag, u.variants[index].values) {
			return &u.variants[index]
		}
	}
	return nil
}

func writeUnion(value unionValue, form generation) json.RawMessage {
	if value == nil {
		return json.RawMessage("null")
	}
	return value.writeValue(form)
}
