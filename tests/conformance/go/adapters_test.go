package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	sdk "example.com/sdk"
)

// post signs a body and sends it to a real server.
func post(t *testing.T, url, body string, options ...sdk.SignOption) (int, map[string]any) {
	t.Helper()
	request, err := sdk.NewSignedRequest(url, secret, []byte(body), options...)
	if err != nil {
		t.Fatal(err)
	}
	return send(t, request)
}

func send(t *testing.T, request *http.Request) (int, map[string]any) {
	t.Helper()
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	var answer map[string]any
	if err := json.NewDecoder(response.Body).Decode(&answer); err != nil {
		t.Fatal(err)
	}
	return response.StatusCode, answer
}

func TestHandlerProcessesEachOnceAndFailuresAgain(t *testing.T) {
	calls, fail := 0, true
	handler := sdk.NewHandler(verifier(t), func(_ context.Context, delivery *sdk.Delivery) error {
		calls++
		if fail {
			return errors.New("the queue is down")
		}
		return nil
	})
	var told []error
	handler.Failed = func(_ *http.Request, err error) { told = append(told, err) }
	server := httptest.NewServer(handler)
	defer server.Close()

	body := opened("1", time.Now())
	if status, answer := post(t, server.URL, body); status != 500 || answer["received"] != false {
		t.Error(status, answer)
	}
	fail = false
	if status, answer := post(t, server.URL, body); status != 200 || answer["duplicate"] != false {
		t.Error(status, answer)
	}
	if status, answer := post(t, server.URL, body); status != 200 || answer["duplicate"] != true {
		t.Error(status, answer)
	}
	if calls != 2 || len(told) != 1 {
		t.Error(calls, told)
	}
}

func TestHandlerRefuses(t *testing.T) {
	server := httptest.NewServer(sdk.NewHandler(verifier(t, sdk.WithMaxBody(1000)), func(context.Context, *sdk.Delivery) error {
		t.Error("called")
		return nil
	}))
	defer server.Close()

	request, _ := sdk.NewSignedRequest(server.URL, secret+"0", []byte(opened("1", time.Now())))
	if status, answer := send(t, request); status != 401 || answer["code"] != "signature_mismatch" || answer["hint"] == "" {
		t.Error(status, answer)
	}
	if status, answer := post(t, server.URL, strings.Repeat(" ", 1001)); status != 413 || answer["code"] != "body_too_large" {
		t.Error(status, answer)
	}
	// The same without a declared length.
	request, _ = sdk.NewSignedRequest(server.URL, secret, []byte(strings.Repeat(" ", 1001)))
	request.Body, request.ContentLength = io.NopCloser(strings.NewReader(strings.Repeat(" ", 1001))), -1
	if status, answer := send(t, request); status != 413 || answer["code"] != "body_too_large" {
		t.Error(status, answer)
	}
	request, _ = http.NewRequest(http.MethodGet, server.URL, nil)
	if status, _ := send(t, request); status != 405 {
		t.Error(status)
	}
}

func TestMiddlewarePassesTheDeliveryOn(t *testing.T) {
	next := http.HandlerFunc(func(response http.ResponseWriter, request *http.Request) {
		delivery, ok := sdk.FromContext(request.Context())
		_ = json.NewEncoder(response).Encode(map[string]any{"ok": ok, "id": delivery.ID})
	})
	server := httptest.NewServer(sdk.Middleware(verifier(t))(next))
	defer server.Close()
	if status, answer := post(t, server.URL, opened("1", time.Now()), sdk.SignDeliveryID("a")); status != 200 || answer["id"] != "a" {
		t.Error(status, answer)
	}
	if status, answer := post(t, server.URL, "[]"); status != 400 || answer["code"] != "body_not_object" {
		t.Error(status, answer)
	}
	if _, ok := sdk.FromContext(context.Background()); ok {
		t.Error("a delivery from nowhere")
	}
}

func TestABodyThatWasReadBeforeIsRefused(t *testing.T) {
	body := []byte(opened("1", time.Now()))
	headers, _ := sdk.Sign(secret, body)
	request := httptest.NewRequest(http.MethodPost, "/webhooks", bytes.NewReader(body))
	request.Header = headers
	_, _ = io.ReadAll(request.Body)
	if _, err := verifier(t).VerifyRequest(request); !errors.Is(err, sdk.BodyAlreadyParsed) {
		t.Error(err)
	}
}

func TestRotation(t *testing.T) {
	both, err := sdk.NewVerifier([]string{"old", secret})
	if err != nil {
		t.Fatal(err)
	}
	body := []byte(opened("1", time.Now()))
	for index, key := range []string{"old", secret} {
		headers, _ := sdk.Sign(key, body)
		if delivery, err := both.Verify(body, headers); err != nil || delivery.SecretIndex != index {
			t.Error(delivery, err)
		}
	}
}
