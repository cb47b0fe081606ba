package autosendwebhooks

import (
	"crypto/sha256"
	"encoding/hex"
	"net/url"
	"sort"
	"strings"
)

// signedContent is a request, as far as any of it may be signed.
type signedContent struct {
	body    string
	headers deliveryHeaders
	// timestamp is that of the scheme that is tried.
	timestamp string
	// method and url are empty where nobody said them.
	method, url string
	// sortedForm and bodySHA256 are made when they are first asked for.
	sortedForm, bodySHA256 *string
	// claims are what the request says by each scheme; one has room here rather than allocated.
	claims []claim
	one    [1]claim
}

func (c *signedContent) of(part *signedPart) string {
	switch part.value {
	case signedBody:
		return c.body
	case signedTimestamp:
		return c.timestamp
	case signedDeliveryID:
		return c.headers.deliveryID
	case signedHeader:
		return c.headers.found[part.header].text
	case signedURL:
		return c.url
	case signedMethod:
		return c.method
	case signedSortedForm:
		return once(&c.sortedForm, c.sorted)
	case signedBodySHA256:
		return once(&c.bodySHA256, c.digest)
	}
	return part.text
}

func once(known **string, make func() string) string {
	if *known == nil {
		made := make()
		*known = &made
	}
	return **known
}

// all is what a scheme signs, in one piece.
func (c *signedContent) all(scheme *signatureScheme) []byte {
	var content []byte
	for index := range scheme.content {
		content = append(content, c.of(&scheme.content[index])...)
	}
	return content
}

func (c *signedContent) digest() string {
	digest := sha256.Sum256([]byte(c.body))
	return hex.EncodeToString(digest[:])
}

// sorted is the names and values of a form, decoded and joined, in the order of the names.
func (c *signedContent) sorted() string {
	fields, _ := url.ParseQuery(c.body)
	names := make([]string, 0, len(fields))
	for name := range fields {
		names = append(names, name)
	}
	sort.Strings(names)
	var joined strings.Builder
	for _, name := range names {
		for _, value := range fields[name] {
			joined.WriteString(name)
			joined.WriteString(value)
		}
	}
	return joined.String()
}

// check refuses a request of which something is signed that is not known.
func (c *signedContent) check() error {
	if c.url == "" && anySigns(signedURL) {
		return refuse(SignatureMismatch, "the URL is signed: say it by WithURL, or verify the request by VerifyRequest or a Handler")
	}
	if anySigns(signedSortedForm) {
		if _, err := url.ParseQuery(c.body); err != nil {
			return refuse(SignatureMismatch, "the body is no form, which is what is signed")
		}
	}
	return nil
}
