package autosendwebhooks

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"strings"
)

// signatureScheme says how requests are signed: HMAC-SHA256 with a key that the secret stands for.
type signatureScheme struct {
	// secretPrefix is what secrets begin with. It is part of a key that is text, and not of one in base64.
	secretPrefix string
	base64Key    bool
	// content is what is signed, in order.
	content []signedPart
	// base64 tells how a signature is written after the prefix: in standard base64, or else in lower-case hex digits.
	base64 bool
	prefix string
}

// signedPart is text that is the same in every request, or a value of the request.
type signedPart struct {
	value signedValue
	text  string
}

type signedValue uint8

const (
	signedText signedValue = iota
	signedBody
	signedTimestamp
	signedDeliveryID
)

func (p signedPart) of(headers deliveryHeaders, body string) string {
	switch p.value {
	case signedBody:
		return body
	case signedTimestamp:
		return headers.timestamp
	case signedDeliveryID:
		return headers.deliveryID
	}
	return p.text
}

func (s *signatureScheme) signs(value signedValue) bool {
	for _, part := range s.content {
		if part.value == value {
			return true
		}
	}
	return false
}

// keyOf returns the bytes that a secret stands for.
func (s *signatureScheme) keyOf(secret string) ([]byte, error) {
	if !s.base64Key {
		return []byte(secret), nil
	}
	key, err := base64.StdEncoding.DecodeString(strings.TrimPrefix(secret, s.secretPrefix))
	if err != nil || len(key) == 0 {
		return nil, refuse(InvalidSecret, "it is not base64")
	}
	return key, nil
}

func (s *signatureScheme) encode(signature []byte) string {
	if s.base64 {
		return s.prefix + base64.StdEncoding.EncodeToString(signature)
	}
	return s.prefix + hex.EncodeToString(signature)
}

// decode takes what encode writes, and nothing else: no other case, length or padding.
func (s *signatureScheme) decode(text string) (signature []byte, ok bool) {
	if !strings.HasPrefix(text, s.prefix) {
		return nil, false
	}
	decode := hex.DecodeString
	if s.base64 {
		decode = base64.StdEncoding.DecodeString
	}
	signature, err := decode(text[len(s.prefix):])
	if err != nil || len(signature) != sha256.Size || s.encode(signature) != text {
		return nil, false
	}
	return signature, true
}
