//go:build !race

package autosendwebhooks_test

import (
	"strings"
	"testing"
	"time"

	sdk "github.com/autosend/autosend-webhooks"
)

// A body that somebody writes into while it is verified: what is accepted is what was signed. That it is a race is its point.
func TestABodyThatChangesMeanwhile(t *testing.T) {
	text := opened("1", time.Now())
	other := strings.Replace(text, `"1"`, `"2"`, 1)
	headers, _ := sdk.Sign(secret, []byte(text))
	checked := verifier(t)
	for i := 0; i < 300; i++ {
		body := []byte(text)
		stop := make(chan struct{})
		go func() {
			defer close(stop)
			for j := 0; j < 20; j++ {
				copy(body, other)
				copy(body, text)
			}
		}()
		if delivery, err := checked.Verify(body, headers); err == nil && delivery.Event.(*sdk.EmailOpened).Data.EmailID != "1" {
			t.Fatal("accepted what was not signed")
		}
		<-stop
	}
}
