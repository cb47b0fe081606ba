package autosendwebhooks_test

import (
	"errors"
	"math"
	"strings"
	"testing"
	"time"

	sdk "github.com/autosend/autosend-webhooks"
)

func TestOptionsThatMakeNoSenseAreRefused(t *testing.T) {
	options := map[string]sdk.Option{
		"tolerance":  sdk.WithTolerance(-1),
		"future":     sdk.WithFutureTolerance(-time.Second),
		"largest":    sdk.WithMaxBody(-1),
		"tolerance ": sdk.WithTolerance(math.MinInt64),
	}
	for word, option := range options {
		if _, err := sdk.NewVerifier([]string{secret}, option); err == nil || !strings.Contains(err.Error(), strings.TrimSpace(word)) {
			t.Error(word, err)
		}
	}
	for _, make := range []func(){
		func() { sdk.NewHandler(nil, nil) },
		func() { sdk.NewHandler(verifier(t), nil) },
	} {
		func() {
			defer func() {
				if recover() == nil {
					t.Error("made a handler of nothing")
				}
			}()
			make()
		}()
	}
}

// Ages beyond what a Duration holds, in both directions, at any tolerance.
func TestNoTimestampWrapsAround(t *testing.T) {
	body := []byte(opened("1", time.Now()))
	now := time.UnixMilli(1762943400000)
	for _, tolerance := range []time.Duration{0, time.Minute, math.MaxInt64 - 1} {
		checked := verifier(t, sdk.WithTolerance(tolerance), sdk.WithFutureTolerance(tolerance))
		for year := int64(600); year < 31000; year += 7 {
			sent := now.Add(time.Hour).UnixMilli() + year*365*86400000
			headers, _ := sdk.Sign(secret, body, sdk.SignSentAt(time.UnixMilli(sent)))
			if _, err := checked.VerifyAt(body, headers, now); !errors.Is(err, sdk.TimestampInFuture) {
				t.Fatal(year, tolerance, err)
			}
			headers, _ = sdk.Sign(secret, body, sdk.SignSentAt(now))
			if _, err := checked.VerifyAt(body, headers, time.UnixMilli(sent)); !errors.Is(err, sdk.TimestampTooOld) {
				t.Fatal(year, tolerance, err)
			}
		}
	}
}

func TestSecretsAreReadAtTheFirstRequestAndWhenASignatureFails(t *testing.T) {
	var secrets []string
	var fails error
	calls := 0
	checked, err := sdk.NewVerifierFunc(func() ([]string, error) { calls++; return secrets, fails })
	if err != nil || calls != 0 {
		t.Fatal(err, calls)
	}
	body := []byte(opened("1", time.Now()))
	verify := func(key string) error {
		headers, _ := sdk.Sign(key, body)
		_, err := checked.Verify(body, headers)
		return err
	}
	if err := verify(secret); !errors.Is(err, sdk.InvalidSecret) {
		t.Error(err)
	}
	fails = errors.New("vault says " + secret)
	if err := verify(secret); !errors.Is(err, sdk.InvalidSecret) || strings.Contains(err.Error(), secret) {
		t.Error(err)
	}
	fails, secrets, calls = nil, []string{secret}, 0
	for i := 0; i < 3; i++ {
		if err := verify(secret); err != nil {
			t.Error(err)
		}
	}
	if calls != 1 {
		t.Error(calls)
	}
	if err := verify("whsec_next"); !errors.Is(err, sdk.SignatureMismatch) || calls != 2 {
		t.Error(err, calls)
	}
	secrets = []string{secret, "whsec_next"}
	if err := verify("whsec_next"); err != nil {
		t.Error(err)
	}
	secrets = []string{" padded "}
	if err := verify("whsec_none"); !errors.Is(err, sdk.InvalidSecret) {
		t.Error(err)
	}
	if _, err := sdk.NewVerifierFunc(nil); err == nil {
		t.Error("no function")
	}
}

// What was accepted stays what was signed, whoever writes into the bytes.
func TestTheBodyThatWasVerifiedStaysAsItWas(t *testing.T) {
	text := opened("1", time.Now())
	body := []byte(text)
	headers, _ := sdk.Sign(secret, body)
	delivery, err := verifier(t).Verify(body, headers)
	if err != nil {
		t.Fatal(err)
	}
	digest := deliver(t, text).Digest()
	body[0] = 0
	delivery.Body()[1] = 0
	if string(delivery.Body()) != text || delivery.Digest() != digest {
		t.Errorf("%s", delivery.Body())
	}
}

func TestHelpersMakeDistinctEvents(t *testing.T) {
	bodies, ids := map[string]bool{}, map[string]bool{}
	for i := 0; i < 100; i++ {
		body := sdk.Sample(sdk.EventTypes[0])
		headers, _ := sdk.Sign(secret, body)
		bodies[string(body)], ids[headers.Get(sdk.DeliveryIDHeader)] = true, true
	}
	if len(bodies) != 100 || len(ids) != 100 {
		t.Error(len(bodies), len(ids))
	}
}

// The copy of the body, the event, its data, and little else.
func TestVerifyingAllocatesLittle(t *testing.T) {
	body := []byte(opened("1", time.Now()))
	headers, _ := sdk.Sign(secret, body)
	checked := verifier(t)
	allocations := testing.AllocsPerRun(100, func() {
		if _, err := checked.Verify(body, headers); err != nil {
			t.Fatal(err)
		}
	})
	if allocations > 10 {
		t.Error(allocations)
	}
	t.Log(allocations)
}
