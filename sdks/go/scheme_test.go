package autosendwebhooks

import (
	"crypto/ed25519"
	"crypto/hmac"
	"crypto/sha1"
	"crypto/sha256"
	"crypto/sha512"
	"crypto/tls"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"hash"
	"strings"
	"testing"
	"time"
)

// with signs by other schemes for the time of a test.
func with(t *testing.T, schemes ...signatureScheme) {
	t.Helper()
	own := signing
	signing = schemes
	t.Cleanup(func() { signing = own })
}

func TestEachPartOfTheContentIsSigned(t *testing.T) {
	headers := deliveryHeaders{deliveryID: "msg_1"}
	headers.found[0].text = "of a header"
	body := strings.Repeat("a=body&longer=than a block", 100)
	digest := sha256.Sum256([]byte(body))
	for content, parts := range map[string][]signedPart{
		body: {{value: signedBody}},
		"msg_1.1700000000." + body: {
			{value: signedDeliveryID}, {text: "."}, {value: signedTimestamp}, {text: "."}, {value: signedBody},
		},
		"v1=" + body + "\x00": {{text: "v1="}, {value: signedBody}, {text: "\x00"}},
		"POST https://x.example/?a=1 of a header" + hex.EncodeToString(digest[:]): {
			{value: signedMethod}, {text: " "}, {value: signedURL}, {text: " "}, {value: signedHeader, header: 0}, {value: signedBodySHA256},
		},
	} {
		signed := signedContent{body: body, headers: headers, timestamp: "1700000000", method: "POST", url: "https://x.example/?a=1"}
		for hash, new := range map[signatureHash]func() hash.Hash{hashSHA1: sha1.New, hashSHA256: sha256.New, hashSHA512: sha512.New} {
			with(t, signatureScheme{content: parts, hash: hash})
			signer, err := newSigner("a secret of some length")
			if err != nil {
				t.Fatal(err)
			}
			mac := hmac.New(new, []byte("a secret of some length"))
			mac.Write([]byte(content))
			right, other := mac.Sum(nil), make([]byte, mac.Size())
			for range [3]int{} {
				if !signer[0](&signed, [][]byte{right}) || !signer[0](&signed, [][]byte{other, right}) || signer[0](&signed, [][]byte{other}) {
					t.Errorf("%v", parts)
				}
			}
		}
	}
}

func TestAFormIsSignedInTheOrderOfItsNames(t *testing.T) {
	content := signedContent{body: "b=2&a=%C3%A4&b=1+1"}
	if sorted := content.sorted(); sorted != "a\u00e4b2b1 1" {
		t.Errorf("%q", sorted)
	}
	with(t, signatureScheme{content: []signedPart{{value: signedSortedForm}}})
	broken := signedContent{body: "a=%zz"}
	if content.check() != nil || broken.check() == nil {
		t.Error(content.check(), broken.check())
	}
}

func TestASignedURLHasToBeKnown(t *testing.T) {
	with(t, signatureScheme{content: []signedPart{{value: signedURL}, {value: signedBody}}, headers: []headerPlace{0}})
	verifier, err := NewVerifier([]string{"a secret of some length"}, WithoutTolerance())
	if err != nil {
		t.Fatal(err)
	}
	const address = "https://hooks.example/in?a=1"
	request, err := NewSignedRequest(address, "a secret of some length", []byte(`{"type":"x"}`))
	if err != nil {
		t.Fatal(err)
	}
	_, err = verifier.Verify([]byte(`{"type":"x"}`), request.Header)
	if !errors.Is(err, SignatureMismatch) || !strings.Contains(err.Error(), "WithURL") {
		t.Error(err)
	}
	request.TLS = &tls.ConnectionState{}
	if _, err := verifier.VerifyRequest(request); err != nil {
		t.Error(err)
	}
	request, _ = NewSignedRequest(address, "a secret of some length", []byte(`{"type":"x"}`))
	request.URL.RawQuery = "a=2"
	if _, err := verifier.VerifyRequest(request); !errors.Is(err, SignatureMismatch) {
		t.Error(err)
	}
}

func TestKeysAreWhatTheSecretsStandFor(t *testing.T) {
	key := []byte("\x00key\xff")
	encoded, inHex := base64.StdEncoding.EncodeToString(key), hex.EncodeToString(key)
	for secret, scheme := range map[string]signatureScheme{
		string(key):      {},
		encoded:          {key: keyBase64},
		"key_" + encoded: {key: keyBase64, secretPrefix: "key_"},
		"key_" + inHex:   {key: keyHex, secretPrefix: "key_"},
	} {
		if got, err := scheme.keyOf(secret); err != nil || string(got) != string(key) {
			t.Errorf("%q is %q, %v", secret, got, err)
		}
	}
	scheme := signatureScheme{key: keyBase64, secretPrefix: "key_"}
	for _, secret := range []string{"key_", "key_!", "key_" + encoded[1:], "other_" + encoded} {
		if _, err := scheme.keyOf(secret); err == nil {
			t.Error(secret)
		}
	}
	scheme.key = keyHex
	for _, secret := range []string{"key_", "key_0", "key_0g"} {
		if _, err := scheme.keyOf(secret); err == nil {
			t.Error(secret)
		}
	}
}

func TestASignatureHasOneSpelling(t *testing.T) {
	signature := sha256.Sum256([]byte("anything"))
	inHex, inBase64 := hex.EncodeToString(signature[:]), base64.StdEncoding.EncodeToString(signature[:])
	inURL := base64.URLEncoding.EncodeToString(signature[:])
	for encoding, text := range map[signatureEncoding]string{encodedInHex: inHex, encodedInBase64: inBase64, encodedInBase64URL: inURL} {
		scheme := signatureScheme{encoding: encoding}
		if decoded, ok := scheme.decode(text, nil); scheme.encode(signature[:]) != text || !ok || string(decoded) != string(signature[:]) {
			t.Error(text, ok)
		}
		others := []string{
			"", text[1:], text + "0", text[:len(text)-2], text + "\n", " " + text, "x" + text, text + text, text[:10] + "\n" + text[10:],
			inHex[2:], text[:len(text)-1] + "\n",
		}
		if encoding == encodedInHex {
			others = append(others, strings.ToUpper(text))
		} else {
			// The last digit has bits that are no part of the 32 bytes.
			last := len(text) - 2
			others = append(others, text[:last]+string(rune(text[last]+1))+"=")
		}
		for _, other := range others {
			if _, ok := scheme.decode(other, nil); ok {
				t.Errorf("%q is not %q", other, text)
			}
		}
	}
	bare := signatureScheme{encoding: encodedInBase64URL}
	if decoded, ok := bare.decode(strings.TrimRight(inURL, "="), nil); !ok || string(decoded) != string(signature[:]) {
		t.Error("base64url without padding")
	}
	if _, ok := (&signatureScheme{encoding: encodedInBase64}).decode(strings.TrimRight(inBase64, "="), nil); ok {
		t.Error("base64 without padding")
	}
}

func TestAHeaderIsReadByItsForm(t *testing.T) {
	one, two := strings.Repeat("0", 64), strings.Repeat("1", 64)
	list := signatureScheme{form: formList, separator: " ", versions: []string{"v1"}}
	pairs := signatureScheme{form: formPairs, separator: ",", signaturePair: "v1", timestampPair: "t"}
	for _, header := range []struct {
		scheme     signatureScheme
		value      string
		signatures int
		timestamp  string
	}{
		{signatureScheme{prefix: "v0="}, "v0=" + one, 1, ""},
		{signatureScheme{prefix: "v0="}, one, 0, ""},
		{list, "v1," + one, 1, ""},
		{list, "v1a," + one + " v1," + one + " ,, v1," + two + " v1,short", 2, ""},
		{list, one, 0, ""},
		{signatureScheme{form: formList, separator: " "}, one + " " + two, 2, ""},
		{pairs, "t=1,v1=" + one + ", v1=" + two + ",v0=" + one, 2, "1"},
		{pairs, "v1=" + one + ",t=1,t=2", 1, "1"},
		{pairs, "t=1", 0, "1"},
		{list, strings.Repeat("v1,"+one+" ", 1000), maxSignatures, ""},
	} {
		var said claim
		header.scheme.read(header.value, &said)
		if len(said.signatures) != header.signatures || said.timestamp != header.timestamp || !said.there {
			t.Errorf("%.80s: %d %q", header.value, len(said.signatures), said.timestamp)
		}
	}
}

func TestWhatIsSignedVerifies(t *testing.T) {
	public, private, err := ed25519.GenerateKey(nil)
	if err != nil {
		t.Fatal(err)
	}
	body := []byte(`{"type":"email.unheard_of"}`)
	content := []signedPart{{value: signedTimestamp}, {text: "."}, {value: signedBody}}
	for _, scheme := range []signatureScheme{
		{hash: hashSHA512, form: formList, separator: " ", versions: []string{"v1"}, encoding: encodedInBase64URL, content: content},
		{hash: hashSHA1, form: formPairs, separator: ",", signaturePair: "v1", timestampPair: "t", content: content},
		{form: formPairs, separator: ",", signaturePair: "v1", content: content},
		{proof: provenByToken, prefix: "Bearer "},
		{proof: provenByBasic, prefix: "Basic "},
		{proof: provenByEd25519, key: keyHex, encoding: encodedInBase64, content: content},
	} {
		scheme.headers = []headerPlace{0}
		with(t, scheme)
		secret, signedWith := "user:password", "user:password"
		if scheme.proof == provenByEd25519 {
			secret, signedWith = hex.EncodeToString(public), hex.EncodeToString(private.Seed())
		}
		verifier, err := NewVerifier([]string{secret})
		if err != nil {
			t.Fatal(err)
		}
		headers, err := Sign(signedWith, body)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := verifier.Verify(body, headers); err != nil {
			t.Errorf("%+v: %v", scheme, err)
		}
		if !scheme.isToken() {
			if _, err := verifier.Verify(append(body, ' '), headers); !errors.Is(err, SignatureMismatch) {
				t.Errorf("%+v: %v", scheme, err)
			}
		}
	}
}

func TestASecretIsTriedWithTheSchemesThatItIsAKeyFor(t *testing.T) {
	with(t, signatureScheme{key: keyHex, headers: []headerPlace{0}}, signatureScheme{proof: provenByToken, headers: []headerPlace{1}})
	if signer, err := newSigner("no hex"); err != nil || signer[0] != nil || signer[1] == nil {
		t.Error(signer, err)
	}
	with(t, signatureScheme{key: keyHex}, signatureScheme{proof: provenByEd25519, key: keyHex})
	if _, err := newSigner("no hex"); !errors.Is(err, InvalidSecret) {
		t.Error(err)
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
