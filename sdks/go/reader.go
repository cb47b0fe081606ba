package autosendwebhooks

import (
	"strings"
	"unicode/utf16"
)

// reader goes over text that a scanner found to be JSON, and does not look at its form again.
type reader struct {
	text string
	at   int
}

// enter passes the bracket that opens an object or list, and tells whether anything is in it.
func (r *reader) enter() bool {
	r.at++
	r.blanks()
	if r.text[r.at] != '}' && r.text[r.at] != ']' {
		return true
	}
	r.at++
	return false
}

// more passes what follows a value in an object or list, and tells whether another one comes.
func (r *reader) more() bool {
	r.blanks()
	letter := r.text[r.at]
	r.at++
	r.blanks()
	return letter == ','
}

// name passes a member's name and the colon.
func (r *reader) name() string {
	name, _ := r.exactName()
	return name
}

// exactName is name, and whether it says all of it.
func (r *reader) exactName() (name string, exact bool) {
	name, exact = r.string()
	r.blanks()
	r.at++
	r.blanks()
	return name, exact
}

func (r *reader) blanks() {
	for r.at < len(r.text) && isBlank(r.text[r.at]) {
		r.at++
	}
}

// isAt tells what the next value begins with.
func (r *reader) isAt(letter byte) bool { return r.text[r.at] == letter }

// value passes a value, and returns its raw text.
func (r *reader) value() string {
	start := r.at
	switch r.text[r.at] {
	case '"':
		r.at = endOfString(r.text, r.at)
	case '{', '[':
		r.passNested()
	default:
		for r.at < len(r.text) && !isEnd(r.text[r.at]) {
			r.at++
		}
	}
	return r.text[start:r.at]
}

// isEnd tells what comes after a number or word.
func isEnd(letter byte) bool {
	return letter == ',' || letter == '}' || letter == ']' || isBlank(letter)
}

func (r *reader) passNested() {
	for depth := 0; ; {
		switch r.text[r.at] {
		case '"':
			r.at = endOfString(r.text, r.at)
			continue
		case '{', '[':
			depth++
		case '}', ']':
			depth--
		}
		r.at++
		if depth == 0 {
			return
		}
	}
}

// string passes a string, with U+FFFD for each lone surrogate. It is exact where there was none.
func (r *reader) string() (text string, exact bool) {
	start := r.at
	r.at = endOfString(r.text, start)
	return unquote(r.text[start:r.at])
}

// endOfString finds where a string ends that starts at a quotation mark.
func endOfString(text string, start int) int {
	at := start + 1
	quote := at + strings.IndexByte(text[at:], '"')
	for {
		backslash := strings.IndexByte(text[at:quote], '\\')
		if backslash < 0 {
			return quote + 1
		}
		// What is escaped may be this quotation mark.
		if at += backslash + 2; at > quote {
			quote = at + strings.IndexByte(text[at:], '"')
		}
	}
}

// unquote returns what a string in quotation marks says. It is exact unless there is a lone surrogate.
func unquote(quoted string) (text string, exact bool) {
	quoted = quoted[1 : len(quoted)-1]
	backslash := strings.IndexByte(quoted, '\\')
	if backslash < 0 {
		return quoted, true
	}
	var written strings.Builder
	written.Grow(len(quoted))
	exact = true
	for ; backslash >= 0; backslash = strings.IndexByte(quoted, '\\') {
		written.WriteString(quoted[:backslash])
		letter, length, isLone := unescape(quoted[backslash:])
		// A lone surrogate is written as U+FFFD.
		written.WriteRune(letter)
		exact = exact && !isLone
		quoted = quoted[backslash+length:]
	}
	written.WriteString(quoted)
	return written.String(), exact
}

// unescape reads the escape at the beginning of a text: one \uXXXX, two for a pair of surrogates, or a backslash and a letter.
func unescape(text string) (letter rune, length int, isLone bool) {
	if text[1] != 'u' {
		return unescapeLetter(text[1]), 2, false
	}
	letter = unit(text)
	if !utf16.IsSurrogate(letter) {
		return letter, 6, false
	}
	if rest := text[6:]; strings.HasPrefix(rest, `\u`) && utf16.IsSurrogate(unit(rest)) {
		if pair := utf16.DecodeRune(letter, unit(rest)); pair != '\uFFFD' {
			return pair, 12, false
		}
	}
	return letter, 6, true
}

func unescapeLetter(letter byte) rune {
	switch letter {
	case 'b':
		return '\b'
	case 'f':
		return '\f'
	case 'n':
		return '\n'
	case 'r':
		return '\r'
	case 't':
		return '\t'
	}
	return rune(letter)
}

// unit is the number of a \uXXXX at the beginning of a text.
func unit(text string) rune {
	number := rune(0)
	for _, digit := range []byte(text[2:6]) {
		number <<= 4
		switch {
		case digit <= '9':
			number += rune(digit - '0')
		default:
			number += rune(lower(digit)-'a') + 10
		}
	}
	return number
}
