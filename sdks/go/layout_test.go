package autosendwebhooks

import (
	"encoding/json"
	"errors"
	"net/http"
	"testing"
	"time"
)

// withLayout reads events from other places for the time of a test.
func withLayout(t *testing.T, other eventLayout) {
	t.Helper()
	own := layout
	layout = &other
	t.Cleanup(func() { layout = own })
}

func TestATypeIsJoinedFromItsSources(t *testing.T) {
	withLayout(t, eventLayout{
		sources: []eventSource{{header: headerIndex(EventHeader)}, {header: -1, path: []string{"what", "action"}, optional: true}}, join: ".", fallsBack: true,
	})
	for body, expected := range map[string]string{
		`{"what":{"action":"opened"}}`: "thing.opened", `{"what":{"action":5}}`: "thing", `{"what":"x"}`: "thing", `{}`: "thing",
	} {
		events, err := ParseRequest([]byte(body), http.Header{EventHeader: {"thing"}})
		if err != nil || len(events) != 1 || events[0].Type() != expected {
			t.Error(body, events, err)
		}
	}
	if _, err := ParseEvent([]byte(`{"what":{"action":"opened"}}`)); !errors.Is(err, MissingEventType) {
		t.Error(err)
	}
	known := EventTypes[0]
	event, data := layout.find(known + ".new.er")
	if event == nil || data == nil || event.Type() != known {
		t.Error(event, data)
	}
	event.envelope().said = known + ".new.er"
	if said := event.envelope().typeOr(known); said != known+".new.er" {
		t.Error(said)
	}
}

func TestDataIsWhereTheBodySays(t *testing.T) {
	withLayout(t, eventLayout{
		sources: []eventSource{{header: -1, path: []string{"kind"}}}, data: []string{"in", "{holder}"},
		time: []string{"at"}, timeFormat: timeIsUnix,
	})
	body := `{"kind":"contact.deleted","at":1700000000,"holder":"contact","in":{"x":1,"contact":{"email":"a@b.example"}},"y":[1.0]}`
	read, err := ParseEvent([]byte(body))
	event, ok := read.(*ContactDeleted)
	if err != nil || !ok || event.Data.Email.Or("") != "a@b.example" || !event.CreatedAt.Time().Equal(time.Unix(1700000000, 0)) {
		t.Fatalf("%+v %v", read, err)
	}
	if written, err := json.Marshal(event); err != nil || !isSame(t, written, body) {
		t.Errorf("%s %v", written, err)
	}
	for _, other := range []string{
		`{"kind":"contact.deleted","in":{"contact":{}}}`, `{"kind":"contact.deleted","holder":"c","in":{"contact":{}}}`,
		`{"kind":"contact.deleted","holder":"contact","in":[]}`, `{"kind":"contact.deleted","holder":"contact","in":{"contact":"x"}}`,
	} {
		if read, err := ParseEvent([]byte(other)); err != nil {
			t.Error(err)
		} else if invalid, ok := read.(*Invalid); !ok || invalid.Reason == "" {
			t.Errorf("%s: %+v", other, read)
		}
	}
}

func TestAnEventWithoutABodyIsWrittenWithTypeAndTime(t *testing.T) {
	withLayout(t, eventLayout{
		sources: []eventSource{{header: -1, path: []string{"kind"}}}, data: []string{"data"}, time: []string{"at"}, timeFormat: timeIsUnixMS,
	})
	event := &ContactDeleted{Data: ContactDeletedData{Email: Some("a@b.example")}}
	event.CreatedAt = NewTimestamp(time.UnixMilli(1_700_000_000_001))
	written, err := json.Marshal(event)
	if err != nil || !isSame(t, written, `{"at":1700000000001,"kind":"contact.deleted","data":{"email":"a@b.example"}}`) {
		t.Errorf("%s %v", written, err)
	}
}

func TestTimesHaveTheirFormat(t *testing.T) {
	for _, at := range []struct {
		format timeFormat
		raw    string
		ms     int64
	}{
		{timeIsRFC3339, `"2023-11-14T22:13:20Z"`, 1_700_000_000_000},
		{timeIsUnix, "1700000000", 1_700_000_000_000},
		{timeIsUnix, `"1700000000"`, 1_700_000_000_000},
		{timeIsUnixMS, "1700000000001", 1_700_000_000_001},
	} {
		layout := eventLayout{time: []string{"at"}, timeFormat: at.format}
		got, ok := layout.createdAt([]member{{"at", at.raw}})
		if !ok || got.Time().UnixMilli() != at.ms {
			t.Error(at, got, ok)
		}
		for _, other := range []string{"null", `"soon"`, `""`, "[]", "99999999999999999", "1.5"} {
			if got, ok := layout.createdAt([]member{{"at", other}}); ok {
				t.Error(at.format, other, got)
			}
		}
	}
}

func TestAFormHoldsTheBody(t *testing.T) {
	withLayout(t, eventLayout{sources: []eventSource{{header: -1, path: []string{"type"}}}, formField: "payload"})
	event, err := ParseEvent([]byte("a=1&payload=%7B%22type%22%3A%22x%22%7D"))
	if err != nil || event.Type() != "x" {
		t.Error(event, err)
	}
	for _, body := range []string{"a=1", `{"type":"x"}`, "payload=%zz"} {
		if _, err := ParseEvent([]byte(body)); !errors.Is(err, BodyNotJSON) {
			t.Error(body, err)
		}
	}
}

// listed is a body with a list of these events.
func listed(events []byte) []byte {
	body := append(append([]byte{'['}, events...), ']')
	for index := len(layout.batch) - 1; index >= 0; index-- {
		var around object
		around.member(layout.batch[index], body)
		body = around.end()
	}
	return body
}

func TestABodyMayHoldSeveralEvents(t *testing.T) {
	for _, batch := range [][]string{{}, {"events"}, {"in", "events"}} {
		withLayout(t, eventLayout{
			sources: []eventSource{{header: -1, path: []string{"kind"}}}, data: []string{"data"}, isBatch: true, batch: batch,
		})
		one := `{"kind":"contact.deleted","data":{"email":"a@b.example"}}`
		body := listed([]byte(one + `,{"kind":"x"},{"kind":"y"}`))
		headers, err := Sign("a secret of some length", body)
		if err != nil {
			t.Fatal(err)
		}
		verifier, _ := NewVerifier([]string{"a secret of some length"})
		delivery, err := verifier.Verify(body, headers)
		if err != nil || len(delivery.Events()) != 3 || delivery.Event != delivery.Events()[0] {
			t.Fatalf("%s: %+v %v", body, delivery, err)
		}
		if written, err := json.Marshal(delivery.Event); err != nil || !isSame(t, written, one) {
			t.Errorf("%s %v", written, err)
		}
		if others := delivery.Events()[1:]; others[0].Type() != "x" || others[1].Type() != "y" {
			t.Errorf("%+v", others)
		}
		for body, code := range map[string]ErrorCode{
			string(listed(nil)): MissingEventType, string(listed([]byte(one + ",{}"))): MissingEventType, string(listed([]byte("1"))): BodyNotObject, "{": BodyNotJSON, `"x"`: BodyNotObject,
		} {
			if _, err := ParseEvent([]byte(body)); !errors.Is(err, code) {
				t.Error(body, err)
			}
		}
	}
	strict, _ := NewVerifier([]string{"a secret of some length"}, WithStrict())
	body := listed([]byte(`{"kind":"contact.deleted","data":{}},{"kind":"x"}`))
	headers, _ := Sign("a secret of some length", body)
	if _, err := strict.Verify(body, headers); !errors.Is(err, UnknownEvent) {
		t.Error(err)
	}
}
