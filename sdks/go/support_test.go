package autosendwebhooks_test

import (
	"bytes"
	"encoding/json"
	"reflect"
	"testing"
	"time"

	sdk "github.com/autosend/autosend-webhooks"
)

const secret = "whsec_0123456789abcdef0123456789abcdef"

func verifier(t *testing.T, options ...sdk.Option) *sdk.Verifier {
	t.Helper()
	verifier, err := sdk.NewVerifier([]string{secret}, options...)
	if err != nil {
		t.Fatal(err)
	}
	return verifier
}

// deliver signs and verifies a body.
func deliver(t *testing.T, body string, options ...sdk.SignOption) *sdk.Delivery {
	t.Helper()
	headers, err := sdk.Sign(secret, []byte(body), options...)
	if err != nil {
		t.Fatal(err)
	}
	delivery, err := verifier(t).Verify([]byte(body), headers)
	if err != nil {
		t.Fatal(err)
	}
	return delivery
}

// opened is a body like no other, created at a time.
func opened(name string, created time.Time) string {
	return `{"type":"email.opened","createdAt":"` + sdk.NewTimestamp(created).String() + `","data":{"emailId":"` + name +
		`","from":"a@b.example","to":{"email":"c@d.example"},"subject":"","test":false}}`
}

// isSameJSON compares two texts by what they say, numbers by their spelling.
func isSameJSON(t *testing.T, one, other []byte) bool {
	t.Helper()
	return reflect.DeepEqual(decoded(t, one), decoded(t, other))
}

func decoded(t *testing.T, text []byte) (value any) {
	t.Helper()
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.UseNumber()
	if err := decoder.Decode(&value); err != nil {
		t.Fatal(err)
	}
	return value
}
