package autosendwebhooks_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	sdk "autosend-webhooks"
)

// within runs something of size n and of 2n: under a second, and about twice the time. Less than some milliseconds can't be told
// from noise.
func within(t *testing.T, what string, n int, run func(n int)) {
	t.Helper()
	var one, two time.Duration
	// What takes too long does so every time, other than what a busy machine delays.
	for try := 0; try < 3; try++ {
		one, two = quickest(n, run), quickest(2*n, run)
		if two <= time.Second && two <= 3*one+25*time.Millisecond {
			return
		}
	}
	t.Errorf("%s: %v for %d, %v for %d", what, one, n, two, 2*n)
}

func quickest(n int, run func(n int)) time.Duration {
	best := time.Hour
	for round := 0; round < 3 && best > time.Millisecond; round++ {
		start := time.Now()
		run(n)
		if took := time.Since(start); took < best {
			best = took
		}
	}
	return best
}

// fill repeats a text up to a length.
func fill(text string, length int) string { return strings.Repeat(text, length/len(text)) }

func TestBudgetHeaders(t *testing.T) {
	checked := verifier(t)
	body := []byte(opened("1", time.Now()))
	signed, _ := sdk.Sign(secret, body)
	names := []string{sdk.SignatureHeader, sdk.TimestampHeader, sdk.DeliveryIDHeader, sdk.EventHeader}
	for _, text := range []string{" ", "\t", " \t", "0", "9", ",", "=", "v1=", ", ", "\u00a0", "a"} {
		for _, name := range names {
			value := signed.Get(name)
			values := map[string]func(string) http.Header{
				"before": func(long string) http.Header { return with(signed, name, long+value) },
				"after":  func(long string) http.Header { return with(signed, name, value+long) },
				"inside": func(long string) http.Header { return with(signed, name, value[:1]+long+value[1:]) },
				"alone":  func(long string) http.Header { return with(signed, name, long) },
				"name":   func(long string) http.Header { return with(signed, name+long, value) },
			}
			for where, headers := range values {
				within(t, where+" "+name+" "+text, 1<<15, func(n int) {
					_, _ = checked.Verify(body, headers(fill(text, n)))
				})
			}
		}
		within(t, "many values", 1<<15, func(n int) {
			many := signed.Clone()
			for i := 0; i < n; i++ {
				many[sdk.SignatureHeader] = append(many[sdk.SignatureHeader], text)
			}
			_, _ = checked.Verify(body, many)
		})
	}
}

func with(headers http.Header, name, value string) http.Header {
	changed := headers.Clone()
	changed[name] = []string{value}
	return changed
}

func TestBudgetBodies(t *testing.T) {
	const data = `{"type":"email.received","createdAt":"2025-11-12T10:30:00Z","data":{"attachments":[{"size":`
	bodies := map[string]func(n int) string{
		"digits":           func(n int) string { return fill("9", n) },
		"a member's digit": func(n int) string { return data + fill("9", n-len(data)-4) + `}]}}` },
		"fraction":         func(n int) string { return data + "0." + fill("0", n-len(data)-6) + `}]}}` },
		"exponent":         func(n int) string { return data + "1e" + fill("9", n-len(data)-6) + `}]}}` },
		"brackets":         func(n int) string { return fill("[", n) },
		"flat brackets":    func(n int) string { return "[" + fill("[],", n-5) + "[]]" },
		"objects":          func(n int) string { return fill(`{"a":`, n) },
		"duplicate names":  func(n int) string { return `{"type":"a"` + fill(`,"a":1`, n-20) + `}` },
		"names":            func(n int) string { return `{"type":"a","` + fill(`a`, n-20) + `":1}` },
		"surrogates":       func(n int) string { return `{"type":"` + fill(`\ud800`, n-20) + `"}` },
		"lone names":       func(n int) string { return `{"type":"a"` + fill(`,"\ud800":1`, n-20) + `}` },
		"quotes":           func(n int) string { return fill(`"`, n) },
		"strings":          func(n int) string { return "[" + fill(`"",`, n-5) + `""]` },
		"backslashes":      func(n int) string { return fill(`\`, n) },
		"escapes":          func(n int) string { return `{"type":"` + fill(`\\`, n-20) + `"}` },
		"blanks":           func(n int) string { return fill(" ", n) },
		"a long type":      func(n int) string { return `{"type":"` + fill(`x`, n-20) + `"}` },
		"a long time":      func(n int) string { return `{"type":"email.sent","createdAt":"` + fill(`2`, n-60) + `"}` },
	}
	checked := verifier(t, sdk.WithStrict())
	for name, make := range bodies {
		for _, key := range []string{secret, "wrong"} {
			within(t, name+" "+key, 1<<19, func(n int) {
				body := []byte(make(n))
				headers, _ := sdk.Sign(key, body, sdk.SignEvent(""))
				if _, err := checked.Verify(body, headers); err == nil {
					t.Errorf("%s: accepted", name)
				}
			})
		}
	}
}
