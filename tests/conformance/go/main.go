// Command conformance runs request files through an SDK, as tests/vectors/README.md describes it.
package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"reflect"
	"sort"
	"strings"
	"time"

	sdk "example.com/sdk"
)

type group struct {
	Group string     `json:"group"`
	Cases []testCase `json:"cases"`
}

type testCase struct {
	Name       string      `json:"name"`
	Secrets    []string    `json:"secrets"`
	Options    options     `json:"options"`
	NowMS      int64       `json:"now_ms"`
	Headers    [][2]string `json:"headers"`
	Body       string      `json:"body"`
	BodyBase64 []byte      `json:"body_base64"`
	BodyRepeat [][2]any    `json:"body_repeat"`
	Message    string      `json:"message_contains"`
	Expect     struct {
		Error    string    `json:"error"`
		Accepted *accepted `json:"accepted"`
	} `json:"expect"`
}

type options struct {
	ToleranceMS       json.RawMessage `json:"tolerance_ms"`
	FutureToleranceMS *int64          `json:"future_tolerance_ms"`
	MaxBody           *int            `json:"max_body"`
	Strict            bool            `json:"strict"`
	URL               string          `json:"url"`
}

type accepted struct {
	Type        string  `json:"type"`
	Outcome     string  `json:"outcome"`
	Generation  int     `json:"generation"`
	DeliveryID  string  `json:"delivery_id"`
	SentAtMS    *int64  `json:"sent_at_ms"`
	CreatedAt   *string `json:"created_at"`
	SecretIndex int     `json:"secret_index"`
	Digest      string  `json:"digest"`
	// Problems are paths; without the list the provider has none.
	Problems []string `json:"problems,omitempty"`
	// Events are the type and the outcome of each, where the body has a list of them.
	Events [][2]string `json:"events,omitempty"`
}

func main() {
	if os.Args[1] == "decide" {
		exitOn(decide(os.Stdin, os.Stdout))
		return
	}
	paths, err := filepath.Glob(filepath.Join(os.Args[1], "*.json"))
	exitOn(err)
	passed, failed := 0, 0
	for _, path := range paths {
		ran, wrong := runFile(path)
		passed, failed = passed+ran-wrong, failed+wrong
	}
	if failed > 0 || passed == 0 {
		os.Exit(1)
	}
}

func runFile(path string) (ran, failed int) {
	text, err := os.ReadFile(path)
	exitOn(err)
	var vectors group
	exitOn(json.Unmarshal(text, &vectors))
	for _, test := range vectors.Cases {
		if err := test.run(); err != nil {
			failed++
			fmt.Fprintf(os.Stderr, "%s: %v\n", test.Name, err)
		}
	}
	fmt.Println(vectors.Group, len(vectors.Cases)-failed, failed)
	return len(vectors.Cases), failed
}

func (c *testCase) run() error {
	body := c.body()
	delivery, err := c.verify(body)
	var refused *sdk.Error
	switch {
	case errors.As(err, &refused) && !strings.Contains(err.Error(), c.Message):
		return fmt.Errorf("the message is %q", err)
	case errors.As(err, &refused):
		return same("error", string(refused.Code), c.Expect.Error)
	case err != nil:
		return fmt.Errorf("an error without a code: %w", err)
	case c.Expect.Accepted == nil:
		return fmt.Errorf("accepted, expected %s", c.Expect.Error)
	}
	is, expected := describe(delivery), *c.Expect.Accepted
	if expected.Events != nil {
		is.Events = outcomes(delivery)
	}
	sameInstant(is.CreatedAt, &expected.CreatedAt)
	if len(expected.Problems) == 0 {
		expected.Problems = nil
	}
	sort.Strings(expected.Problems)
	if err := same("accepted", is, expected); err != nil {
		return err
	}
	if expected.Events != nil {
		return roundTrips(delivery, body)
	}
	return roundTrip(delivery.Event, body)
}

// outcomes are the type and the outcome of each event.
func outcomes(delivery *sdk.Delivery) (outcomes [][2]string) {
	for _, event := range delivery.Events() {
		outcome := "typed"
		switch event.(type) {
		case *sdk.Unknown:
			outcome = "unknown"
		case *sdk.Invalid:
			outcome = "invalid"
		}
		outcomes = append(outcomes, [2]string{event.Type(), outcome})
	}
	return outcomes
}

// roundTrips compares each event of a list with its item.
func roundTrips(delivery *sdk.Delivery, body []byte) error {
	var sent struct {
		Events []json.RawMessage `json:"events"`
	}
	if err := json.Unmarshal(body, &sent); err != nil {
		return err
	}
	for index, event := range delivery.Events() {
		if err := roundTrip(event, sent.Events[index]); err != nil {
			return err
		}
	}
	return nil
}

func (c *testCase) verify(body []byte) (*sdk.Delivery, error) {
	verifier, err := sdk.NewVerifier(c.Secrets, c.Options.options()...)
	if err != nil {
		return nil, err
	}
	return verifier.VerifyAt(body, c.headers(), time.UnixMilli(c.NowMS))
}

func (o *options) options() (options []sdk.Option) {
	if string(o.ToleranceMS) == "null" {
		options = append(options, sdk.WithoutTolerance())
	} else if o.ToleranceMS != nil {
		var milliseconds int64
		exitOn(json.Unmarshal(o.ToleranceMS, &milliseconds))
		options = append(options, sdk.WithTolerance(time.Duration(milliseconds)*time.Millisecond))
	}
	if o.FutureToleranceMS != nil {
		options = append(options, sdk.WithFutureTolerance(time.Duration(*o.FutureToleranceMS)*time.Millisecond))
	}
	if o.MaxBody != nil {
		options = append(options, sdk.WithMaxBody(*o.MaxBody))
	}
	if o.URL != "" {
		options = append(options, sdk.WithURL(o.URL))
	}
	if o.Strict {
		options = append(options, sdk.WithStrict())
	}
	return options
}

func (c *testCase) body() []byte {
	if c.BodyBase64 != nil {
		return c.BodyBase64
	}
	if c.BodyRepeat == nil {
		return []byte(c.Body)
	}
	var body bytes.Buffer
	for _, part := range c.BodyRepeat {
		body.WriteString(strings.Repeat(part[0].(string), int(part[1].(float64))))
	}
	return body.Bytes()
}

// headers gives the values as bytes: the files spell them in Latin-1.
func (c *testCase) headers() http.Header {
	headers := http.Header{}
	for _, header := range c.Headers {
		value := make([]byte, 0, len(header[1]))
		for _, letter := range header[1] {
			value = append(value, byte(letter))
		}
		headers[header[0]] = append(headers[header[0]], string(value))
	}
	return headers
}

func describe(delivery *sdk.Delivery) accepted {
	described := accepted{
		Type:        delivery.Type(),
		Outcome:     "typed",
		DeliveryID:  delivery.ID,
		SecretIndex: delivery.SecretIndex,
		Digest:      fmt.Sprintf("%x", delivery.Digest()),
	}
	switch event := delivery.Event.(type) {
	case *sdk.Unknown:
		described.Outcome, described.Generation = "unknown", event.Generation
	case *sdk.Invalid:
		described.Outcome, described.Generation = "invalid", event.Generation
	default:
		envelope := reflect.ValueOf(event).Elem().FieldByName("Envelope").Interface().(sdk.Envelope)
		described.Generation = envelope.Generation
		for _, problem := range envelope.Problems {
			described.Problems = append(described.Problems, problem.Path)
		}
		sort.Strings(described.Problems)
	}
	if !delivery.SentAt.IsZero() {
		milliseconds := delivery.SentAt.UnixMilli()
		described.SentAtMS = &milliseconds
	}
	if created, ok := delivery.CreatedAt(); ok {
		text := created.String()
		described.CreatedAt = &text
	}
	return described
}

// roundTrip compares the event, written again, with what the body held, numbers by their spelling.
func roundTrip(event sdk.Event, body []byte) error {
	written, err := json.Marshal(event)
	if err != nil {
		return err
	}
	if fields, err := url.ParseQuery(string(body)); err == nil && fields.Has("payload") {
		body = []byte(fields.Get("payload"))
	}
	return same("round trip", decode(written), decode(body))
}

// sameInstant takes another spelling of a time for the one that is expected: a number has none of its own.
func sameInstant(is *string, expected **string) {
	if is == nil || *expected == nil {
		return
	}
	one, oneErr := time.Parse(time.RFC3339Nano, *is)
	other, otherErr := time.Parse(time.RFC3339Nano, **expected)
	if oneErr == nil && otherErr == nil && one.Equal(other) {
		*expected = is
	}
}

func decode(text []byte) (value any) {
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.UseNumber()
	exitOn(decoder.Decode(&value))
	return value
}

func same(what string, got, expected any) error {
	if reflect.DeepEqual(got, expected) {
		return nil
	}
	gotText, _ := json.Marshal(got)
	expectedText, _ := json.Marshal(expected)
	return fmt.Errorf("%s: got %s, expected %s", what, gotText, expectedText)
}

func exitOn(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(2)
	}
}
