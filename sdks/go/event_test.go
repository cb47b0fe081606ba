package autosendwebhooks_test

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	sdk "github.com/autosend/autosend-webhooks"
)

func TestSamplesAreTypedAndSigned(t *testing.T) {
	for _, eventType := range sdk.EventTypes {
		body := sdk.Sample(eventType)
		delivery := deliver(t, string(body))
		switch event := delivery.Event.(type) {
		case *sdk.Unknown, *sdk.Invalid:
			t.Errorf("%s: %T %+v", eventType, event, event)
		}
		if delivery.Type() != eventType {
			t.Error(delivery.Type())
		}
		if written, err := json.Marshal(delivery.Event); err != nil || !isSameJSON(t, written, body) {
			t.Errorf("%s became %s: %v", body, written, err)
		}
	}
	if sdk.Sample("email.unheard_of") != nil {
		t.Error("a sample of an unknown type")
	}
}

func TestAbsentAndNullAreToldApart(t *testing.T) {
	read := func(to string) sdk.Optional[string] {
		body := `{"type":"email.opened","createdAt":"2025-11-12T10:30:00Z","data":{"emailId":"","from":"","to":` + to +
			`,"subject":"","test":true}}`
		return deliver(t, body).Event.(*sdk.EmailOpened).Data.To.Name
	}
	if name := read(`{"email":""}`); !name.IsAbsent() || name.IsNull() {
		t.Error(name)
	}
	if name := read(`{"email":"","name":null}`); name.IsAbsent() || !name.IsNull() {
		t.Error(name)
	}
	if name, ok := read(`{"email":"","name":"Ada"}`).Get(); name != "Ada" || !ok {
		t.Error(name)
	}
	if name := read(`{"email":"","name":null}`).Or("nobody"); name != "nobody" {
		t.Error(name)
	}
}

func TestFirstGenerationIsReadIntoTheSameType(t *testing.T) {
	event := deliver(t, `{"event":"email.bounced","timestamp":"2025-11-12T10:30:00.000Z","data":{"emailId":"e","from":"f",
		"to":{"email":"t"},"subject":"s","bounceType":"Sideways","bounceReason":"full"}}`).Event.(*sdk.EmailBounced)
	if event.Generation != 1 || event.Data.Reason.Or("") != "full" || event.Data.Test {
		t.Errorf("%+v", event)
	}
	if kind, _ := event.Data.BounceType.Get(); kind != "Sideways" || kind.Known() || !sdk.BounceTypePermanent.Known() {
		t.Error(kind)
	}
}

func TestWhatNoFieldNamesIsKept(t *testing.T) {
	event := deliver(t, `{"type":"contact.created","createdAt":"2025-11-12T10:30:00.000Z","new":[1.0],
		"data":{"email":"a@b.example","seats":9007199254740993,"plan":"pro"}}`).Event.(*sdk.ContactCreated)
	if string(event.Extra["new"]) != "[1.0]" || string(event.Data.Extra["seats"]) != "9007199254740993" {
		t.Errorf("%+v", event)
	}
	var plan string
	if found, err := event.Data.Extra.Decode("plan", &plan); !found || err != nil || plan != "pro" {
		t.Error(plan, found, err)
	}
	if found, _ := event.Data.Extra.Decode("none", &plan); found {
		t.Error("found what is not there")
	}
}

func TestAnEventCanBeMadeAndWritten(t *testing.T) {
	event := &sdk.ContactDeleted{
		Envelope: sdk.Envelope{CreatedAt: sdk.NewTimestamp(time.UnixMilli(1_762_943_400_000))},
		Data:     sdk.ContactDeletedData{Email: sdk.Some("jane@example.org")},
	}
	written, err := json.Marshal(event)
	expected := `{"type":"contact.deleted","createdAt":"2025-11-12T10:30:00.000Z","data":{"email":"jane@example.org"}}`
	if err != nil || string(written) != expected {
		t.Errorf("%s %v", written, err)
	}
}

func TestUnknownAndInvalidKeepTheirData(t *testing.T) {
	unknown := deliver(t, `{"type":"email.dropped","data":{"n":1e999}}`).Event.(*sdk.Unknown)
	if string(unknown.Data()) != `{"n":1e999}` {
		t.Errorf("%s", unknown.Data())
	}
	invalid := deliver(t, `{"type":"email.opened","createdAt":"2025-11-12T10:30:00Z","data":[]}`).Event.(*sdk.Invalid)
	if string(invalid.Data()) != `[]` || invalid.Reason == "" {
		t.Errorf("%+v", invalid)
	}
}

func TestTheOriginalOfALoneSurrogateIsKept(t *testing.T) {
	read := func(subject string) *sdk.EmailOpened {
		body := `{"type":"email.opened","createdAt":"2025-11-12T10:30:00Z","data":{"emailId":"","from":"","to":{"email":""},` +
			`"subject":"` + subject + `","test":true}}`
		return deliver(t, body).Event.(*sdk.EmailOpened)
	}
	event := read(`a\ud83db`)
	if event.Data.Subject != "a\ufffdb" || string(event.Data.Extra["subject"]) != `"a\ud83db"` {
		t.Errorf("%+v", event.Data)
	}
	if written, err := json.Marshal(event); err != nil || !strings.Contains(string(written), `"subject":"a\ud83db"`) {
		t.Errorf("%s %v", written, err)
	}
	event = read(`a\uD83D\uDE00\ufffd\u0062`)
	if event.Data.Subject != "a\U0001f600\ufffdb" || event.Data.Extra != nil {
		t.Errorf("%+v", event.Data)
	}
}
