package autosendwebhooks_test

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"sync"
	"testing"
	"time"

	sdk "github.com/autosend/autosend-webhooks"
)

type deduplication struct {
	Secret string
	Cases  []struct {
		Name       string
		WindowMS   int64 `json:"window_ms"`
		Capacity   int
		Deliveries map[string]struct{ ID, Body string }
		Steps      []struct {
			AtMS     int64 `json:"at_ms"`
			Do       string
			Delivery string
			Expect   struct {
				Outcome  sdk.Outcome
				IDReused bool `json:"id_reused"`
			}
		}
	}
}

func TestDeduplicationIsAsInEveryLanguage(t *testing.T) {
	text, err := os.ReadFile("../../tests/vectors/deduplication.json")
	if err != nil {
		t.Fatal(err)
	}
	var vectors deduplication
	if err := json.Unmarshal(text, &vectors); err != nil || len(vectors.Cases) == 0 {
		t.Fatal(err)
	}
	verifier, err := sdk.NewVerifier([]string{vectors.Secret}, sdk.WithoutTolerance())
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range vectors.Cases {
		seen := memory(t, time.Duration(test.WindowMS)*time.Millisecond, test.Capacity)
		for index, step := range test.Steps {
			of := test.Deliveries[step.Delivery]
			headers, _ := sdk.Sign(vectors.Secret, []byte(of.Body), sdk.SignDeliveryID(of.ID))
			delivery, err := verifier.Verify([]byte(of.Body), headers)
			if err != nil {
				t.Fatal(err)
			}
			switch step.Do {
			case "done":
				_ = seen.Done(context.Background(), delivery)
			case "forget":
				_ = seen.Forget(context.Background(), delivery)
			default:
				got, expected := seen.AdmitAt(delivery, time.UnixMilli(step.AtMS)), sdk.Admission(step.Expect)
				if got != expected {
					t.Errorf("%s, step %d: %+v, expected %+v", test.Name, index, got, expected)
				}
			}
		}
	}
}

func memory(t *testing.T, window time.Duration, capacity int) *sdk.MemoryDeduplicator {
	t.Helper()
	seen, err := sdk.NewMemoryDeduplicator(window, capacity)
	if err != nil {
		t.Fatal(err)
	}
	return seen
}

func TestAMemoryWithoutRoomIsRefused(t *testing.T) {
	for _, window := range []time.Duration{0, -1} {
		if _, err := sdk.NewMemoryDeduplicator(window, 1); err == nil {
			t.Error(window)
		}
	}
	for _, capacity := range []int{0, -1} {
		if _, err := sdk.NewMemoryDeduplicator(time.Hour, capacity); err == nil {
			t.Error(capacity)
		}
	}
}

func TestOneOfManyIsTheFirst(t *testing.T) {
	seen := memory(t, time.Hour, 10)
	delivery := deliver(t, opened("1", time.Now()))
	outcomes := make(chan sdk.Outcome, 50)
	var wait sync.WaitGroup
	for i := 0; i < cap(outcomes); i++ {
		wait.Add(1)
		go func() {
			defer wait.Done()
			admission, _ := seen.Admit(context.Background(), delivery)
			outcomes <- admission.Outcome
		}()
	}
	wait.Wait()
	close(outcomes)
	counts := map[sdk.Outcome]int{}
	for outcome := range outcomes {
		counts[outcome]++
	}
	if counts[sdk.First] != 1 || counts[sdk.InProgress] != 49 {
		t.Error(counts)
	}
}

// A full memory takes as long as an empty one, and so does one that forgets.
func TestTheMemoryIsConstantAtCapacity(t *testing.T) {
	now := time.Now()
	var deliveries []*sdk.Delivery
	for i := 0; i < 8000; i++ {
		deliveries = append(deliveries, deliver(t, opened(fmt.Sprint(i), now), sdk.SignDeliveryID(fmt.Sprint(i%10))))
	}
	took := func(capacity int) time.Duration {
		seen := memory(t, time.Hour, capacity)
		best := time.Hour
		for round := 0; round < 3; round++ {
			start := time.Now()
			for _, delivery := range deliveries {
				seen.AdmitAt(delivery, now)
				_ = seen.Done(context.Background(), delivery)
			}
			for _, delivery := range deliveries {
				_ = seen.Forget(context.Background(), delivery)
			}
			if took := time.Since(start); took < best {
				best = took
			}
		}
		return best
	}
	if small, large := took(10), took(8000); large > 10*small+50*time.Millisecond {
		t.Errorf("%v with room for 10, %v for 8000", small, large)
	}
}
