package autosendwebhooks

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
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

// field is a member that a type has a field for.
type field struct {
	names    names
	required bool
	// nullable tells, where problems are listed, that null is none.
	nullable bool
}

// model is a type with fields that holds all other members too. Its methods are generated.
type model interface {
	// fields has no more than maxFields.
	fields() []field
	// exchange reads or writes the value of one field, with a call of required or optional.
	exchange(field int, p *port) (exact, ok bool)
	members() *Members
}

// port is where a model's values come from, or go to.
type port struct {
	reader
	form    generation
	writing bool
	// written is the value of a field; nil if there is nothing to write.
	written json.RawMessage
	// problems are those that were found, and steps lead to the value that is being read, where they are listed.
	problems []Problem
	steps    []step
	// attempts is how many variants of unions were tried.
	attempts int
}

// step leads to a member or an item of a value.
type step struct {
	name  string
	index int
}

// step is where reading goes on; back takes it back.
func (p *port) step(name string, index int) {
	if listsProblems {
		p.steps = append(p.steps, step{name, index})
	}
}

func (p *port) back() {
	if listsProblems {
		p.steps = p.steps[:len(p.steps)-1]
	}
}

// rewind goes back to where reading was.
func (p *port) rewind(before *port) {
	p.reader, p.problems, p.steps = before.reader, before.problems, before.steps
}

// problem lists one of a member of the object that is being read.
func (p *port) problem(name, message string) {
	p.problems = append(p.problems, Problem{p.path() + pointerPiece(name), message})
}

func (p *port) path() string {
	var path strings.Builder
	for _, step := range p.steps {
		if step.index >= 0 {
			path.WriteString("/" + strconv.Itoa(step.index))
		} else {
			path.WriteString(pointerPiece(step.name))
		}
	}
	return path.String()
}

var pointerEscapes = strings.NewReplacer("~", "~0", "/", "~1")

func pointerPiece(name string) string { return "/" + pointerEscapes.Replace(name) }

// required exchanges the value of a member that has to be there.
func required[T any, C codec[T]](p *port, at *T, as C) (exact, ok bool) {
	if p.writing {
		p.written = as.write(at, p.form)
		return true, true
	}
	return as.read(p, at)
}

// optional exchanges the value of a member that may be null, and absent if the field is not required.
func optional[T any, C codec[T]](p *port, at *Optional[T], as C) (exact, ok bool) {
	switch {
	case p.writing && at.state == present:
		p.written = as.write(&at.value, p.form)
	case p.writing && at.state == null:
		p.written = json.RawMessage("null")
	case p.writing:
		p.written = nil
	case p.isAt('n'):
		p.value()
		*at = Null[T]()
	default:
		at.state = present
		if exact, ok = as.read(p, &at.value); !ok {
			*at = Optional[T]{}
		}
		return exact, ok
	}
	return true, true
}

// How far a field came.
const (
	fieldAbsent uint8 = iota
	fieldRead
	// fieldInexact was read, and can't print back what it read.
	fieldInexact
	fieldUnfit
)

// decodeError says why a value is not the object that a model wants; the zero value that it is.
type decodeError struct {
	kind   uint8
	member string
}

const (
	noDecodeError uint8 = iota
	notAnObject
	memberAbsent
	memberUnfit
)

func (e decodeError) reason() string {
	switch e.kind {
	case notAnObject:
		return "expected an object"
	case memberAbsent:
		return fmt.Sprintf("there is no %q", e.member)
	}
	return fmt.Sprintf("%q does not fit", e.member)
}

// kept is a member that goes to Extra: nobody's, with the field -1, or the original of an inexact one.
type kept struct {
	member
	field int
}

// readModel fills a model from the next value; what no field names, or can print back, stays in its members.
func readModel(p *port, into model) decodeError {
	if !p.isAt('{') {
		p.value()
		return decodeError{kind: notAnObject}
	}
	reading := modelReading{fields: into.fields()}
	for more := p.enter(); more; more = p.more() {
		reading.member(p, into)
	}
	if listsProblems {
		reading.listProblems(p)
	} else if failed := reading.firstUnfit(p.form); failed.kind != noDecodeError {
		return failed
	}
	*into.members() = reading.members()
	return decodeError{}
}

// modelReading is how far the reading of an object is.
type modelReading struct {
	fields []field
	states [maxFields]uint8
	extra  []kept
	// next is the field after the last one that was read.
	next int
}

// member reads the next one. Of equal names the last one counts, so each value is read over the one before.
func (r *modelReading) member(p *port, into model) {
	name := p.name()
	index := findField(r.fields, name, p.form, r.next)
	if index < 0 {
		r.extra = append(r.extra, kept{member{name, p.value()}, -1})
		return
	}
	start := p.at
	r.next = index + 1
	if listsProblems {
		r.states[index] = r.listing(p, into, index, name)
	} else {
		r.states[index] = stateOf(into.exchange(index, p))
	}
	if r.states[index] == fieldInexact || listsProblems && r.states[index] == fieldUnfit {
		r.extra = append(r.extra, kept{member{name, p.text[start:p.at]}, index})
	}
}

// listing reads a field whose problems, and those of what is in it, are listed.
func (r *modelReading) listing(p *port, into model, index int, name string) uint8 {
	isNull := p.isAt('n')
	p.step(name, -1)
	if r.states[index] != fieldAbsent {
		p.forget()
	}
	before := len(p.problems)
	state := stateOf(into.exchange(index, p))
	if state == fieldUnfit {
		p.problems = p.problems[:before]
	}
	p.back()
	if field := &r.fields[index]; isNull && field.required && !field.nullable {
		return fieldUnfit
	}
	return state
}

// forget drops the problems of a member that comes once more: of equal names the last one counts.
func (p *port) forget() {
	path, kept := p.path()+"/", []Problem(nil)
	for _, problem := range p.problems {
		if !strings.HasPrefix(problem.Path, path) {
			kept = append(kept, problem)
		}
	}
	p.problems = kept
}

// listProblems lists the fields that are not as they have to be.
func (r *modelReading) listProblems(p *port) {
	for index := range r.fields {
		switch name := r.fields[index].names[p.form]; {
		case r.states[index] == fieldUnfit:
			p.problem(name, "does not fit")
		case r.states[index] == fieldAbsent && r.fields[index].required && name != "":
			p.problem(name, "is missing")
		}
	}
}

// findField looks from a position on, since members mostly come in the order of the fields; -1 if none has the name.
func findField(fields []field, name string, form generation, from int) int {
	for index := from; index < len(fields); index++ {
		if fields[index].names[form] == name && name != "" {
			return index
		}
	}
	for index := 0; index < from && index < len(fields); index++ {
		if fields[index].names[form] == name && name != "" {
			return index
		}
	}
	return -1
}

func stateOf(exact, ok bool) uint8 {
	switch {
	case !ok:
		return fieldUnfit
	case !exact:
		return fieldInexact
	}
	return fieldRead
}

// firstUnfit names the first field that is not as it has to be.
func (r *modelReading) firstUnfit(form generation) decodeError {
	for index := range r.fields {
		switch name := r.fields[index].names[form]; {
		case r.states[index] == fieldUnfit:
			return decodeError{memberUnfit, name}
		case r.states[index] == fieldAbsent && r.fields[index].required && name != "":
			return decodeError{memberAbsent, name}
		}
	}
	return decodeError{}
}

// members are what no field has, and the originals of what is inexact in the end.
func (r *modelReading) members() (members Members) {
	for index := len(r.extra) - 1; index >= 0; index-- {
		if kept := r.extra[index]; kept.field < 0 || r.states[kept.field] == fieldInexact ||
			listsProblems && r.states[kept.field] == fieldUnfit {
			members.addUnlessThere(kept.member)
		}
	}
	return members
}

func writeModel(from model, form generation) json.RawMessage {
	var written object
	extra := *from.members()
	p := port{form: form, writing: true}
	for index, field := range from.fields() {
		name := field.names[form]
		if _, kept := extra[name]; name == "" || kept {
			continue
		}
		if from.exchange(index, &p); p.written != nil {
			written.member(name, p.written)
		}
	}
	written.members(extra)
	return written.end()
}
