package autosendwebhooks_test

import (
	_ "embed"
	"encoding/json"
	"errors"
	"net/http"
	"reflect"
	"testing"
	"time"

	sdk "github.com/autosend/autosend-webhooks"
)

//go:embed testdata/samples.json
var samplesJSON []byte

// suite is what the tests send.
type suite struct {
	Secret        string `json:"secret"`
	Verifies      string `json:"verifier_secret"`
	OtherSecret   string `json:"other_secret"`
	URL           string `json:"url"`
	SignsBody     bool   `json:"signs_body"`
	ExpiredAfter  *int64 `json:"expired_after_seconds"`
	Samples       []sent `json:"samples"`
	UnknownType   sent   `json:"unknown_type"`
	UnknownMember sent   `json:"unknown_member"`
}

// sent is a request of an event.
type sent struct {
	Type  string          `json:"type"`
	Event *string         `json:"event"`
	Body  string          `json:"body"`
	JSON  json.RawMessage `json:"json"`
}

func readSuite(t *testing.T) *suite {
	t.Helper()
	read := new(suite)
	if err := json.Unmarshal(samplesJSON, read); err != nil {
		t.Fatal(err)
	}
	return read
}

// signed makes the headers of a request, signed now unless an option says when.
func (s *suite) signed(t *testing.T, request sent, secret string, options ...sdk.SignOption) http.Header {
	t.Helper()
	options = append(options, sdk.SignURL(s.URL))
	if request.Event != nil {
		options = append(options, sdk.SignEvent(*request.Event))
	}
	header, err := sdk.Sign(secret, []byte(request.Body), options...)
	if err != nil {
		t.Fatal(err)
	}
	return header
}

func (s *suite) receive(t *testing.T, body string, header http.Header) (*sdk.Delivery, error) {
	t.Helper()
	verifier, err := sdk.NewVerifier([]string{s.Verifies}, sdk.WithURL(s.URL))
	if err != nil {
		t.Fatal(err)
	}
	return verifier.Verify([]byte(body), header)
}

func (s *suite) refuse(t *testing.T, body string, header http.Header, code sdk.ErrorCode) {
	t.Helper()
	if _, err := s.receive(t, body, header); !errors.Is(err, code) {
		t.Errorf("got %v, expected %s", err, code)
	}
}

// TestEveryEventArrivesAsItsType signs a sample of every event and receives it.
func TestEveryEventArrivesAsItsType(t *testing.T) {
	suite := readSuite(t)
	for _, request := range suite.Samples {
		t.Run(request.Type, func(t *testing.T) {
			delivery, err := suite.receive(t, request.Body, suite.signed(t, request, suite.Secret))
			if err != nil {
				t.Fatal(err)
			}
			if delivery.Type() != request.Type {
				t.Errorf("it is %q", delivery.Type())
			}
			typed(t, delivery.Event)
		})
	}
}

// typed fails where an event is not of a known type, or not as the provider describes it.
func typed(t *testing.T, event sdk.Event) {
	t.Helper()
	switch event := event.(type) {
	case *sdk.Unknown:
		t.Error("it is unknown")
	case *sdk.Invalid:
		t.Errorf("it is invalid: %s", event.Reason)
	}
	if problems := reflect.ValueOf(event).Elem().FieldByName("Problems"); problems.IsValid() && problems.Len() > 0 {
		t.Errorf("it has problems: %v", problems)
	}
}

func TestAForgedRequestIsRefused(t *testing.T) {
	suite := readSuite(t)
	for _, request := range suite.Samples {
		t.Run(request.Type, func(t *testing.T) {
			suite.refuse(t, request.Body, suite.signed(t, request, suite.OtherSecret), sdk.SignatureMismatch)
			if suite.SignsBody {
				suite.refuse(t, request.Body+" ", suite.signed(t, request, suite.Secret), sdk.SignatureMismatch)
			}
		})
	}
}

func TestAnExpiredRequestIsRefused(t *testing.T) {
	suite := readSuite(t)
	if suite.ExpiredAfter == nil {
		t.Skip("the provider does not say when a request was sent")
	}
	request, ago := suite.Samples[0], time.Duration(*suite.ExpiredAfter)*time.Second
	header := suite.signed(t, request, suite.Secret, sdk.SignSentAt(time.Now().Add(-ago)))
	suite.refuse(t, request.Body, header, sdk.TimestampTooOld)
}

func TestAnUnknownTypeArrivesWithoutLoss(t *testing.T) {
	suite := readSuite(t)
	request := suite.UnknownType
	delivery, err := suite.receive(t, request.Body, suite.signed(t, request, suite.Secret))
	if err != nil {
		t.Fatal(err)
	}
	event, isUnknown := delivery.Event.(*sdk.Unknown)
	if !isUnknown || event.Type() != request.Type {
		t.Fatalf("it is %T of the type %q", delivery.Event, delivery.Type())
	}
	lossless(t, event, request.JSON)
}

func TestAnUnknownMemberArrivesWithoutLoss(t *testing.T) {
	suite := readSuite(t)
	request := suite.UnknownMember
	delivery, err := suite.receive(t, request.Body, suite.signed(t, request, suite.Secret))
	if err != nil {
		t.Fatal(err)
	}
	typed(t, delivery.Event)
	lossless(t, delivery.Event, request.JSON)
}

// lossless fails where an event, written again, is not what came.
func lossless(t *testing.T, event sdk.Event, came []byte) {
	t.Helper()
	written, err := json.Marshal(event)
	if err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(decoded(t, written), decoded(t, came)) {
		t.Errorf("%s was written as %s", came, written)
	}
}

func decoded(t *testing.T, text []byte) (value any) {
	t.Helper()
	if err := json.Unmarshal(text, &value); err != nil {
		t.Fatal(err)
	}
	return value
}
