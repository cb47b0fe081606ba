package autosendwebhooks_test

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"
	"time"

	sdk "github.com/autosend/autosend-webhooks"
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

// largeBodies are bodies of about n bytes, each unusual in its way. None of them is accepted in strict mode.
var largeBodies = func() map[string]func(n int) string {
	const data = `{"type":"email.received","createdAt":"2025-11-12T10:30:00Z","data":{"attachments":[{"size":`
	const members = `{"type":"email.received","createdAt":"2025-11-12T10:30:00Z","data":{"subject":""`
	return map[string]func(n int) string{
		"digits":            func(n int) string { return fill("9", n) },
		"a member's digit":  func(n int) string { return data + fill("9", n-len(data)-4) + `}]}}` },
		"fraction":          func(n int) string { return data + "0." + fill("0", n-len(data)-6) + `}]}}` },
		"exponent":          func(n int) string { return data + "1e" + fill("9", n-len(data)-6) + `}]}}` },
		"brackets":          func(n int) string { return fill("[", n) },
		"flat brackets":     func(n int) string { return "[" + fill("[],", n-5) + "[]]" },
		"objects":           func(n int) string { return fill(`{"a":`, n) },
		"nested as allowed": func(n int) string { return "[" + fill(fill("[", 63)+fill("]", 63)+",", n-5) + "[]]" },
		"duplicate names":   func(n int) string { return `{"type":"a"` + fill(`,"a":1`, n-20) + `}` },
		"duplicate fields":  func(n int) string { return members + fill(`,"subject":1.0`, n-len(members)-2) + `}}` },
		"unknown members":   func(n int) string { return members + fill(`,"":0`, n-len(members)-2) + `}}` },
		"unfit items":       func(n int) string { return members + `,"to":[0` + fill(`,{}`, n-len(members)-20) + `]}}` },
		"names":             func(n int) string { return `{"type":"a","` + fill(`a`, n-20) + `":1}` },
		"escaped names":     func(n int) string { return `{"type":"a"` + fill(`,"\u0061":1`, n-20) + `}` },
		"surrogates":        func(n int) string { return `{"type":"` + fill(`\ud800`, n-20) + `"}` },
		"pairs":             func(n int) string { return `{"type":"` + fill(`\ud83d\ude00`, n-20) + `"}` },
		"lone names":        func(n int) string { return `{"type":"a"` + fill(`,"\ud800":1`, n-20) + `}` },
		"quotes":            func(n int) string { return fill(`"`, n) },
		"escaped quotes":    func(n int) string { return `{"type":"` + fill(`\"`, n-20) + `"}` },
		"strings":           func(n int) string { return "[" + fill(`"",`, n-5) + `""]` },
		"backslashes":       func(n int) string { return fill(`\`, n) },
		"escapes":           func(n int) string { return `{"type":"` + fill(`\\`, n-20) + `"}` },
		"escapes in data":   func(n int) string { return members + `,"from":"` + fill(`\\`, n-len(members)-20) + `"}}` },
		"quotes in data":    func(n int) string { return members + `,"new":["` + fill(`\"`, n-len(members)-20) + `"]}}` },
		"blanks":            func(n int) string { return fill(" ", n) },
		"blanks inside":     func(n int) string { return `{"type":` + fill(" \t\r\n", n-20) + `"a"}` },
		"a long type":       func(n int) string { return `{"type":"` + fill(`x`, n-20) + `"}` },
		"a wide type":       func(n int) string { return `{"type":"` + fill("宛先", n-20) + `"}` },
		"a long time":       func(n int) string { return `{"type":"email.sent","createdAt":"` + fill(`2`, n-60) + `"}` },
	}
}()

func TestBudgetBodies(t *testing.T) {
	checked := verifier(t, sdk.WithStrict())
	for name, make := range largeBodies {
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

// A mebibyte of anything costs less than 20 times what encoding/json takes for an ordinary one.
func TestBudgetAgainstThePlatform(t *testing.T) {
	ordinary := []byte("[" + fill(`{"email":"jane@example.org","seats":12,"newsletter":true,"tags":["beta","eu"]},`, 1<<20-5) + "{}]")
	platform := quickest(0, func(int) {
		var read any
		if err := json.Unmarshal(ordinary, &read); err != nil {
			t.Fatal(err)
		}
	})
	checked := verifier(t)
	for name, make := range largeBodies {
		body := []byte(make(1 << 20))
		headers, _ := sdk.Sign(secret, body, sdk.SignEvent(""))
		took := quickest(0, func(int) { _, _ = checked.Verify(body, headers) })
		t.Logf("%s: %.2f times the platform's %v", name, float64(took)/float64(platform), platform)
		if took > 20*platform {
			t.Errorf("%s: %v, the platform %v", name, took, platform)
		}
	}
}
