package autosendwebhooks

import (
	"crypto/ed25519"
	"crypto/sha1"
	"crypto/sha256"
	"crypto/sha512"
	"encoding/base64"
	"encoding/hex"
	"hash"
	"strings"
)

// signatureScheme says how requests are signed, as data: nothing here knows a provider.
type signatureScheme struct {
	proof proof
	hash  signatureHash
	// headers are the names of one header; the first that is there counts.
	headers []headerPlace
	form    signatureForm
	// separator stands between the entries of a list, or the pairs.
	separator string
	// prefix stands before a signature that is plain.
	prefix string
	// versions of a list's entries count, others are skipped. Where there are none, entries have no version.
	versions []string
	// signaturePair and timestampPair are the names of the pairs that count.
	signaturePair, timestampPair string
	encoding                     signatureEncoding
	key                          keyForm
	// secretPrefix is what secrets begin with. It is part of a key that is text, and not of one in base64 or hex.
	secretPrefix string
	// content is what is signed, in order.
	content []signedPart
}

// proof is what shows that the provider sent a request.
type proof uint8

const (
	// provenByHMAC is an HMAC under the secret.
	provenByHMAC proof = iota
	// provenByToken is the secret itself.
	provenByToken
	// provenByBasic is the secret, user:password, as HTTP's Basic authentication has it.
	provenByBasic
	// provenByEd25519 is an Ed25519 signature; the secret is the provider's public key.
	provenByEd25519
)

type signatureHash uint8

const (
	hashSHA256 signatureHash = iota
	hashSHA1
	hashSHA512
)

func (h signatureHash) new() hash.Hash {
	switch h {
	case hashSHA1:
		return sha1.New()
	case hashSHA512:
		return sha512.New()
	}
	return sha256.New()
}

type signatureForm uint8

const (
	formPlain signatureForm = iota
	formList
	formPairs
)

type signatureEncoding uint8

const (
	encodedInHex signatureEncoding = iota
	encodedInBase64
	encodedInBase64URL
)

type keyForm uint8

const (
	keyText keyForm = iota
	keyBase64
	keyHex
)

// maxSignatures is how many signatures of one header are compared at most: senders have two or three.
const maxSignatures = 16

// signedPart is text that is the same in every request, or a value of the request.
type signedPart struct {
	value signedValue
	text  string
	// header is which one, where the value is a header's.
	header headerPlace
}

type signedValue uint8

const (
	signedText signedValue = iota
	signedBody
	signedTimestamp
	signedDeliveryID
	signedHeader
	signedURL
	signedMethod
	signedSortedForm
	signedBodySHA256
)

func (s *signatureScheme) signs(value signedValue) bool {
	for _, part := range s.content {
		if part.value == value {
			return true
		}
	}
	return false
}

// anySigns tells whether a value is part of what any scheme signs.
func anySigns(value signedValue) bool {
	for index := range signing {
		if signing[index].signs(value) {
			return true
		}
	}
	return false
}

// keyOf returns the bytes that a secret stands for.
func (s *signatureScheme) keyOf(secret string) ([]byte, error) {
	text := strings.TrimPrefix(secret, s.secretPrefix)
	switch s.key {
	case keyBase64:
		if key, err := base64.StdEncoding.DecodeString(text); err == nil && len(key) > 0 {
			return key, nil
		}
		return nil, refuse(InvalidSecret, "it is not base64")
	case keyHex:
		if key, err := hex.DecodeString(text); err == nil && len(key) > 0 {
			return key, nil
		}
		return nil, refuse(InvalidSecret, "it is not hex")
	}
	return []byte(secret), nil
}

// size is how many bytes a signature has.
func (s *signatureScheme) size() int {
	if s.proof == provenByEd25519 {
		return ed25519.SignatureSize
	}
	switch s.hash {
	case hashSHA1:
		return sha1.Size
	case hashSHA512:
		return sha512.Size
	}
	return sha256.Size
}

func (s *signatureScheme) isToken() bool {
	return s.proof == provenByToken || s.proof == provenByBasic
}

// encode writes a signature without what stands around it.
func (s *signatureScheme) encode(signature []byte) string {
	switch {
	case s.isToken():
		return string(signature)
	case s.encoding == encodedInBase64:
		return base64.StdEncoding.EncodeToString(signature)
	case s.encoding == encodedInBase64URL:
		return base64.URLEncoding.EncodeToString(signature)
	}
	return hex.EncodeToString(signature)
}

// decode appends what encode writes, and nothing else: no other case, length or padding. The padding of base64url may be absent.
func (s *signatureScheme) decode(text string, into []byte) (signature []byte, ok bool) {
	if s.isToken() {
		return []byte(text), text != ""
	}
	decoder := base64.StdEncoding.Strict()
	switch size := s.size(); {
	case s.encoding == encodedInHex:
		return decodeHex(text, size, into)
	case s.encoding == encodedInBase64URL && len(text) == base64.RawURLEncoding.EncodedLen(size):
		decoder = base64.RawURLEncoding.Strict()
	case s.encoding == encodedInBase64URL:
		decoder = base64.URLEncoding.Strict()
	}
	// A decoder passes over line breaks, with which it gets fewer bytes out of this length.
	if len(text) != decoder.EncodedLen(s.size()) {
		return nil, false
	}
	signature, err := decoder.DecodeString(text)
	return signature, err == nil && len(signature) == s.size()
}

func decodeHex(text string, size int, into []byte) (signature []byte, ok bool) {
	if len(text) != hex.EncodedLen(size) {
		return nil, false
	}
	for at := 0; at < len(text); at += 2 {
		high, low := hexDigits[text[at]], hexDigits[text[at+1]]
		if high == 0 || low == 0 {
			return nil, false
		}
		into = append(into, (high-1)<<4|(low-1))
	}
	return into, true
}

// hexDigits are the values of lower-case digits, and one more; 0 for every other byte.
var hexDigits = func() (values [256]byte) {
	for index, digit := range []byte("0123456789abcdef") {
		values[digit] = byte(index + 1)
	}
	return values
}()

// claim is what a request's header says by one scheme.
type claim struct {
	// there tells whether the request has the header.
	there bool
	// signatures are those that have the form of one, any of which may fit.
	signatures [][]byte
	// timestamp stands among the pairs, where it does.
	timestamp string
	// one and bytes are here rather than allocated for the first signature, which mostly is the only one.
	one   [1][]byte
	bytes [64]byte
}

// read takes the signatures out of a header's value.
func (s *signatureScheme) read(value string, said *claim) {
	said.there = true
	switch s.form {
	case formList:
		for rest, more := value, true; more; {
			var entry string
			if entry, rest, more = strings.Cut(rest, s.separator); s.counts(&entry) {
				said.add(s, entry)
			}
		}
	case formPairs:
		for rest, more := value, true; more; {
			var pair string
			pair, rest, more = strings.Cut(rest, s.separator)
			said.addPair(s, pair)
		}
	default:
		if strings.HasPrefix(value, s.prefix) {
			said.add(s, value[len(s.prefix):])
		}
	}
}

// counts tells whether an entry of a list has a version that counts, and takes that off.
func (s *signatureScheme) counts(entry *string) bool {
	if len(s.versions) == 0 {
		return true
	}
	version, signature, ok := strings.Cut(*entry, ",")
	*entry = signature
	return ok && isOneOf(version, s.versions)
}

func (c *claim) add(scheme *signatureScheme, text string) {
	into := c.bytes[:0]
	switch len(c.signatures) {
	case 0:
		c.signatures = c.one[:0]
	case maxSignatures:
		return
	default:
		into = nil
	}
	if signature, ok := scheme.decode(text, into); ok {
		c.signatures = append(c.signatures, signature)
	}
}

func (c *claim) addPair(scheme *signatureScheme, pair string) {
	name, value, ok := strings.Cut(strings.Trim(pair, " \t"), "=")
	switch {
	case !ok:
	case name == scheme.signaturePair:
		c.add(scheme, value)
	case name == scheme.timestampPair && c.timestamp == "":
		c.timestamp = value
	}
}

// write makes the header's value of a signature.
func (s *signatureScheme) write(signature []byte, timestamp string) string {
	text := s.encode(signature)
	switch {
	case s.form == formList && len(s.versions) > 0:
		return s.versions[0] + "," + text
	case s.form == formPairs && s.timestampPair != "":
		return s.timestampPair + "=" + timestamp + s.separator + s.signaturePair + "=" + text
	case s.form == formPairs:
		return s.signaturePair + "=" + text
	}
	return s.prefix + text
}
