package autosendwebhooks

// member is a member of an object: its name, and the raw text of its value.
type member struct{ name, value string }

// scanner goes over a body once and tells whether it is JSON, as RFC 8259 defines it and encoding/json takes it.
type scanner struct {
	text string
	at   int
	// members are those of the body itself, in their order.
	members []member
}

// document takes a value with nothing but blanks around it.
func (s *scanner) document() bool {
	s.blanks()
	if !s.value(0) {
		return false
	}
	s.blanks()
	return s.at == len(s.text)
}

// value takes a value within so many others. One that is nested too deep is none.
func (s *scanner) value(depth int) bool {
	switch s.peek() {
	case '"':
		return s.string()
	case '{':
		return depth < maxDepth && s.object(depth+1)
	case '[':
		return depth < maxDepth && s.list(depth+1)
	case 't':
		return s.word("true")
	case 'f':
		return s.word("false")
	case 'n':
		return s.word("null")
	}
	return s.number()
}

func (s *scanner) object(depth int) bool {
	s.at++
	if s.blanks(); s.take('}') {
		return true
	}
	for {
		name := s.at
		if !s.string() {
			return false
		}
		nameEnd := s.at
		if s.blanks(); !s.take(':') {
			return false
		}
		s.blanks()
		value := s.at
		if !s.value(depth) {
			return false
		}
		if depth == 1 {
			decoded, _ := unquote(s.text[name:nameEnd])
			s.members = append(s.members, member{decoded, s.text[value:s.at]})
		}
		if s.blanks(); !s.take(',') {
			return s.take('}')
		}
		s.blanks()
	}
}

func (s *scanner) list(depth int) bool {
	s.at++
	if s.blanks(); s.take(']') {
		return true
	}
	for {
		if !s.value(depth) {
			return false
		}
		if s.blanks(); !s.take(',') {
			return s.take(']')
		}
		s.blanks()
	}
}

func (s *scanner) string() bool {
	if !s.take('"') {
		return false
	}
	for {
		s.at += plain(s.text[s.at:])
		switch s.peek() {
		case '"':
			s.at++
			return true
		case '\\':
			if s.at++; !s.escape() {
				return false
			}
		default:
			return false
		}
	}
}

// plain is how many bytes of a string come before the next one that means something or may not be there.
func plain(text string) int {
	at := 0
	for ; at+8 <= len(text); at += 8 {
		if hasSpecial(eight(text[at : at+8])) {
			break
		}
	}
	for at < len(text) && text[at] >= ' ' && text[at] != '"' && text[at] != '\\' {
		at++
	}
	return at
}

func eight(text string) uint64 {
	_ = text[7]
	return uint64(text[0]) | uint64(text[1])<<8 | uint64(text[2])<<16 | uint64(text[3])<<24 |
		uint64(text[4])<<32 | uint64(text[5])<<40 | uint64(text[6])<<48 | uint64(text[7])<<56
}

// hasSpecial tells whether one of eight bytes is a control character, a quotation mark or a backslash. A byte with a bit of
// high set by the subtraction, and not by itself, was smaller than what was subtracted.
func hasSpecial(bytes uint64) bool {
	const each, high = 0x0101010101010101, 0x8080808080808080
	quotes, backslashes := bytes^each*'"', bytes^each*'\\'
	smaller := (bytes-each*' ')&^bytes | (quotes-each)&^quotes | (backslashes-each)&^backslashes
	return smaller&high != 0
}

// escape takes what follows a backslash.
func (s *scanner) escape() bool {
	letter := s.peek()
	s.at++
	switch letter {
	case '"', '\\', '/', 'b', 'f', 'n', 'r', 't':
		return true
	case 'u':
		for end := s.at + 4; s.at < end; s.at++ {
			if !isHex(s.peek()) {
				return false
			}
		}
		return true
	}
	return false
}

func isHex(letter byte) bool {
	return isDigit(letter) || 'a' <= letter && letter <= 'f' || 'A' <= letter && letter <= 'F'
}

func (s *scanner) number() bool {
	s.take('-')
	if !s.take('0') && !s.digits() {
		return false
	}
	if s.take('.') && !s.digits() {
		return false
	}
	if !s.take('e') && !s.take('E') {
		return true
	}
	if !s.take('+') {
		s.take('-')
	}
	return s.digits()
}

// digits takes at least one.
func (s *scanner) digits() bool {
	start := s.at
	for isDigit(s.peek()) {
		s.at++
	}
	return s.at > start
}

func (s *scanner) word(word string) bool {
	if len(s.text)-s.at < len(word) || s.text[s.at:s.at+len(word)] != word {
		return false
	}
	s.at += len(word)
	return true
}

func (s *scanner) blanks() {
	for s.at < len(s.text) && isBlank(s.text[s.at]) {
		s.at++
	}
}

func isBlank(letter byte) bool {
	return letter == ' ' || letter == '\n' || letter == '\r' || letter == '\t'
}

func (s *scanner) take(letter byte) bool {
	if s.peek() != letter {
		return false
	}
	s.at++
	return true
}

// peek is the next byte; 0, which no JSON has where it is asked for, at the end.
func (s *scanner) peek() byte {
	if s.at < len(s.text) {
		return s.text[s.at]
	}
	return 0
}
