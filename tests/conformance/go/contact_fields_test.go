//go:build contact_fields

package main

import (
	"encoding/json"
	"testing"

	sdk "example.com/sdk"
)

func TestContactFieldsHaveTheirTypes(t *testing.T) {
	body := sdk.Sample("contact.created")
	read, err := sdk.ParseEvent(body)
	if err != nil {
		t.Fatal(err)
	}
	event := read.(*sdk.ContactCreated)
	var plan sdk.Optional[string] = event.Data.Plan
	var seats sdk.Optional[int64] = event.Data.Seats
	var value sdk.Optional[json.Number] = event.Data.LifetimeValue
	var newsletter sdk.Optional[bool] = event.Data.Newsletter
	var tags sdk.Optional[[]string] = event.Data.Tags
	var renews sdk.Optional[sdk.Timestamp] = event.Data.RenewsAt
	if plan.Or("") != "pro" || seats.Or(0) != 12 || value.Or("") != "1249.5" || !newsletter.Or(false) {
		t.Errorf("%+v", event.Data)
	}
	if all, _ := tags.Get(); len(all) != 2 || all[0] != "beta" || !renews.IsAbsent() {
		t.Errorf("%+v", event.Data)
	}
	if _, there := event.Data.Extra["plan"]; there || len(event.Data.Extra) != 1 {
		t.Errorf("%+v", event.Data.Extra)
	}
	if err := roundTrip(event, body); err != nil {
		t.Error(err)
	}
}
