package autosendwebhooks

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"strings"
	"testing"
	"time"
)

// with signs by another scheme for the time of a test.
func with(t *testing.T, scheme signatureScheme) {
	t.Helper()
	own := signing
	signing = scheme
	t.Cleanup(func() { signing = own })
}

func TestEachPartOfTheContentIsSigned(t *testing.T) {
	headers := deliveryHeaders{timestamp: "1700000000", deliveryID: "msg_1"}
	body := strings.Repeat("a body longer than a block ", 100)
	for content, parts := range map[string][]signedPart{
		body: {{value: signedBody}},
		"msg_1.1700000000." + body: {
			{value: signedDeliveryID}, {text: "."}, {value: signedTimestamp}, {text: "."}, {value: signedBody},
		},
		"v1=" + body + "\x00": {{text: "v1="}, {value: signedBody}, {text: "\x00"}},
	} {
		with(t, signatureScheme{content: parts})
		sign, err := newSigner("a secret of some length")
		if err != nil {
			t.Fatal(err)
		}
		mac := hmac.New(sha256.New, []byte("a secret of some length"))
		mac.Write([]byte(content))
		for range [3]int{} {
			if got := sign(headers, body); !hmac.Equal(got[:], mac.Sum(nil)) {
				t.Errorf("%v: %x", parts, got)
			}
		}
	}
}

func TestKeysAreWhatTheSecretsStandFor(t *testing.T) {
	key := []byte("\x00key\xff")
	encoded := base64.StdEncoding.EncodeToString(key)
	for secret, scheme := range map[string]signatureScheme{
		string(key):      {},
		encoded:          {base64Key: true},
		"key_" + encoded: {base64Key: true, secretPrefix: "key_"},
	} {
		if got, err := scheme.keyOf(secret); err != nil || string(got) != string(key) {
			t.Errorf("%q is %q, %v", secret, got, err)
		}
	}
	scheme := signatureScheme{base64Key: true, secretPrefix: "key_"}
	for _, secret := range []string{"key_", "key_!", "key_" + encoded[1:], "other_" + encoded} {
		if _, err := scheme.keyOf(secret); err == nil {
			t.Error(secret)
		}
	}
}

func TestASignatureHasOneSpelling(t *testing.T) {
	signature := sha256.Sum256([]byte("anything"))
	inHex, inBase64 := hex.EncodeToString(signature[:]), base64.StdEncoding.EncodeToString(signature[:])
	for _, scheme := range []struct {
		signatureScheme
		encoded string
	}{
		{signatureScheme{}, inHex},
		{signatureScheme{prefix: "sha256="}, inHex},
		{signatureScheme{base64: true}, inBase64},
		{signatureScheme{base64: true, prefix: "v1,"}, inBase64},
	} {
		text := scheme.encode(signature[:])
		if decoded, ok := scheme.decode(text); text != scheme.prefix+scheme.encoded || !ok || string(decoded) != string(signature[:]) {
			t.Error(text, ok)
		}
		others := []string{
			"", scheme.prefix, text[1:], text + "0", text[:len(text)-1], text + "\n", " " + text, "x" + text, text + text,
			scheme.prefix + inHex[2:], scheme.prefix + base64.RawStdEncoding.EncodeToString(signature[:]),
		}
		if scheme.base64 {
			// The last digit has bits that are no part of the 32 bytes.
			last := len(text) - 2
			others = append(others, text[:last]+string(rune(text[last]+1))+"=")
		} else {
			others = append(others, strings.ToUpper(text))
		}
		for _, other := range others {
			if _, ok := scheme.decode(other); ok {
				t.Errorf("%q is not %q", other, text)
			}
		}
	}
}

func TestTimestampsHaveTheirUnit(t *testing.T) {
	second := time.Unix(1700000000, 0)
	for _, at := range []struct {
		scheme timeScheme
		text   string
		is     time.Time
	}{
		{timeScheme{unit: time.Second}, "1700000000", second},
		{timeScheme{unit: time.Second}, "170000000000", time.Unix(170000000000, 0)},
		{timeScheme{unit: time.Millisecond}, "1700000000", time.UnixMilli(1700000000)},
		{timeScheme{time.Millisecond, 1e11}, "1700000000", second},
		{timeScheme{time.Millisecond, 1e11}, "99999999999", time.Unix(99999999999, 0)},
		{timeScheme{time.Millisecond, 1e11}, "100000000000", time.UnixMilli(100000000000)},
	} {
		if got, ok := at.scheme.read(at.text); !ok || !got.Equal(at.is) {
			t.Error(at.scheme, at.text, got)
		}
	}
	for unit, text := range map[time.Duration]string{time.Second: "1700000000", time.Millisecond: "1700000000000"} {
		if got := (timeScheme{unit: unit}).write(second); got != text {
			t.Error(unit, got)
		}
	}
	for _, text := range []string{"", "-1", "+1", "1.0", " 1", "1e3", "\u0661", strings.Repeat("1", timestampDigits+1)} {
		if _, ok := times.read(text); ok {
			t.Error(text)
		}
	}
}
