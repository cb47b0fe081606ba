package autosendwebhooks_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	sdk "github.com/autosend/autosend-webhooks"
)

func TestNoSecretIsPrinted(t *testing.T) {
	checked := verifier(t)
	handler := sdk.NewHandler(checked, func(context.Context, *sdk.Delivery) error { return nil })
	_, err := checked.Verify([]byte("{}"), nil)
	_, invalid := sdk.NewVerifier([]string{secret + " "})
	for _, format := range []string{"%v", "%+v", "%#v", "%s", "%x", "%q"} {
		for _, value := range []any{checked, *checked, handler, *handler, err, invalid, []any{checked}} {
			if text := fmt.Sprintf(format, value); leaks(text) {
				t.Errorf("%s of %T: %s", format, value, text)
			}
		}
	}
}

// leaks looks for the secret as text, in hex, and as a list of numbers.
func leaks(text string) bool {
	numbers := strings.Trim(fmt.Sprint([]byte(secret[:8])), "[]")
	bytes := strings.Trim(fmt.Sprintf("%#v", []byte(secret[:8])), "[]byte{}")
	for _, form := range []string{secret, fmt.Sprintf("%x", secret), numbers, bytes} {
		if strings.Contains(strings.ToLower(text), form) {
			return true
		}
	}
	return false
}
