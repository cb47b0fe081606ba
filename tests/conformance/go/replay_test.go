package main

import (
	"sync"
	"testing"
	"time"

	sdk "example.com/sdk"
)

func expect(t *testing.T, got, expected sdk.Admission) {
	t.Helper()
	if got != expected {
		t.Errorf("%v, expected %v", got, expected)
	}
}

func TestRepeatsAreRecognised(t *testing.T) {
	seen := sdk.NewDeduplicator(time.Hour, 10)
	now := time.Now()
	one, two := opened("1", now), opened("2", now)
	expect(t, seen.AdmitAt(deliver(t, one, sdk.SignDeliveryID("a")), now), sdk.First)
	expect(t, seen.AdmitAt(deliver(t, one, sdk.SignDeliveryID("a")), now), sdk.Duplicate)
	// A replay under an id that is still to come does not enter that id.
	expect(t, seen.AdmitAt(deliver(t, one, sdk.SignDeliveryID("b")), now), sdk.Duplicate)
	expect(t, seen.AdmitAt(deliver(t, two, sdk.SignDeliveryID("b")), now), sdk.First)
	expect(t, seen.AdmitAt(deliver(t, opened("3", now), sdk.SignDeliveryID("b")), now), sdk.Duplicate)
}

func TestWhatIsForgottenGetsInAgain(t *testing.T) {
	seen := sdk.NewDeduplicator(time.Hour, 10)
	now := time.Now()
	one := deliver(t, opened("1", now), sdk.SignDeliveryID("a"))
	expect(t, seen.AdmitAt(one, now), sdk.First)
	seen.Forget(deliver(t, opened("1", now), sdk.SignDeliveryID("b")))
	seen.Forget(deliver(t, opened("2", now), sdk.SignDeliveryID("a")))
	expect(t, seen.AdmitAt(one, now), sdk.Duplicate)
	seen.Forget(one)
	expect(t, seen.AdmitAt(one, now), sdk.First)
}

func TestTheMemoryEnds(t *testing.T) {
	seen := sdk.NewDeduplicator(time.Hour, 2)
	now := time.Now()
	first := deliver(t, opened("1", now), sdk.SignDeliveryID("1"))
	expect(t, seen.AdmitAt(first, now), sdk.First)
	expect(t, seen.AdmitAt(first, now.Add(59*time.Minute)), sdk.Duplicate)
	expect(t, seen.AdmitAt(first, now.Add(61*time.Minute)), sdk.Expired)
	expect(t, seen.AdmitAt(deliver(t, opened("0", now.Add(-2*time.Hour))), now), sdk.Expired)

	full := sdk.NewDeduplicator(time.Hour, 2)
	for _, name := range []string{"1", "2", "3"} {
		expect(t, full.AdmitAt(deliver(t, opened(name, now), sdk.SignDeliveryID(name)), now), sdk.First)
	}
	expect(t, full.AdmitAt(deliver(t, opened("3", now), sdk.SignDeliveryID("3")), now), sdk.Duplicate)
	expect(t, full.AdmitAt(first, now), sdk.First)
}

func TestOneOfManyIsTheFirst(t *testing.T) {
	seen := sdk.NewDeduplicator(time.Hour, 10)
	delivery := deliver(t, opened("1", time.Now()))
	var lock sync.Mutex
	var wait sync.WaitGroup
	firsts := 0
	for i := 0; i < 50; i++ {
		wait.Add(1)
		go func() {
			defer wait.Done()
			if seen.Admit(delivery) == sdk.First {
				lock.Lock()
				firsts++
				lock.Unlock()
			}
		}()
	}
	wait.Wait()
	if firsts != 1 {
		t.Error(firsts)
	}
}
