package autosendwebhooks

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"time"
)

// VerifyRequest reads the body of a request, up to the verifier's limit, and verifies it.
//
// A body that something else has read already is refused with [BodyAlreadyParsed].
func (v *Verifier) VerifyRequest(request *http.Request) (*Delivery, error) {
	body, err := v.readBody(request)
	if err != nil {
		return nil, err
	}
	return v.verifyRead(request, body)
}

// verifyRead verifies a body that was read just now.
func (v *Verifier) verifyRead(request *http.Request, body []byte) (*Delivery, error) {
	to := place{request.Method, v.url}
	if to.url == "" && anySigns(signedURL) {
		to.url = urlOf(request)
	}
	delivery, err := v.verify(body, request.Header, to, time.Now())
	// Nobody signs an empty body, and without a declared length nothing else tells that there was one.
	if len(body) == 0 && request.ContentLength < 0 && errors.Is(err, SignatureMismatch) {
		return nil, bodyIsGone()
	}
	return delivery, err
}

// urlOf is the URL as the server sees it.
func urlOf(request *http.Request) string {
	scheme := "http://"
	if request.TLS != nil {
		scheme = "https://"
	}
	return scheme + request.Host + request.URL.RequestURI()
}

func bodyIsGone() error {
	return refuse(BodyAlreadyParsed, "something read request.Body before: verify first, or give it back with io.NopCloser(bytes.NewReader(body))")
}

func (v *Verifier) readBody(request *http.Request) ([]byte, error) {
	if request.ContentLength > int64(v.maxBody) {
		return nil, refuse(BodyTooLarge, fmt.Sprintf("%d bytes, the limit is %d", request.ContentLength, v.maxBody))
	}
	if request.Body == nil {
		return nil, nil
	}
	// One byte more than allowed tells a body at the limit from a larger one.
	body, err := io.ReadAll(io.LimitReader(request.Body, int64(v.maxBody)+1))
	var limit *http.MaxBytesError
	switch {
	case errors.As(err, &limit):
		return nil, refuse(BodyTooLarge, fmt.Sprintf("http.MaxBytesReader allows %d", limit.Limit))
	case errors.Is(err, http.ErrBodyReadAfterClose), err == nil && int64(len(body)) < request.ContentLength:
		return nil, bodyIsGone()
	case err != nil:
		return nil, fmt.Errorf("cannot read the request's body: %w", err)
	}
	return body, nil
}

// readInTime is readBody with an end: a sender that stalls is cut off where the server lets us.
func (v *Verifier) readInTime(response http.ResponseWriter, request *http.Request, timeout time.Duration) ([]byte, error) {
	if timeout <= 0 {
		return v.readBody(request)
	}
	// The server sets its own before it reads the next request.
	if setter, ok := find[interface{ SetReadDeadline(time.Time) error }](response); ok {
		_ = setter.SetReadDeadline(time.Now().Add(timeout))
	}
	return v.readBody(request)
}

// Middleware verifies requests and passes authentic ones on, with the delivery in the context and the body to be read again.
// It responds to all others itself, whatever their path: wrap what receives webhooks, and nothing else. It does not recognise
// repeats; [Handler] does.
func Middleware(verifier *Verifier) func(http.Handler) http.Handler {
	return func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(response http.ResponseWriter, request *http.Request) {
			if !isPost(response, request) {
				return
			}
			body, err := verifier.readInTime(response, request, DefaultTimeout)
			if err != nil {
				_ = respondError(response, err)
				return
			}
			delivery, err := verifier.verifyRead(request, body)
			if err != nil {
				_ = respondError(response, err)
				return
			}
			verified := request.WithContext(context.WithValue(request.Context(), contextKey{}, delivery))
			verified.Body = io.NopCloser(bytes.NewReader(body))
			next.ServeHTTP(response, verified)
		})
	}
}

type contextKey struct{}

// FromContext returns the delivery that [Middleware] verified.
func FromContext(ctx context.Context) (*Delivery, bool) {
	delivery, ok := ctx.Value(contextKey{}).(*Delivery)
	return delivery, ok
}

func isPost(response http.ResponseWriter, request *http.Request) bool {
	if request.Method == http.MethodPost {
		return true
	}
	response.Header().Set("Allow", http.MethodPost)
	_ = respond(response, http.StatusMethodNotAllowed, map[string]string{"message": "Webhooks come by POST."})
	return false
}

func respondError(response http.ResponseWriter, err error) error {
	var refused *Error
	if errors.As(err, &refused) {
		return respond(response, refused.Status(), refused)
	}
	response.Header().Set("Connection", "close")
	return respond(response, http.StatusBadRequest, map[string]string{"message": "The body could not be read."})
}

// respond sends a whole response, and fails if that could not be done.
func respond(response http.ResponseWriter, status int, body any) error {
	text, err := json.Marshal(body)
	if err != nil {
		return err
	}
	response.Header().Set("Content-Type", "application/json")
	response.Header().Set("Content-Length", strconv.Itoa(len(text)))
	response.WriteHeader(status)
	if _, err := response.Write(text); err != nil {
		return err
	}
	return flush(response)
}

// flush does nothing where the writer can't.
func flush(response http.ResponseWriter) error {
	if flusher, ok := find[interface{ FlushError() error }](response); ok {
		return flusher.FlushError()
	}
	if flusher, ok := find[http.Flusher](response); ok {
		flusher.Flush()
	}
	return nil
}

// find looks through what middleware wraps around a writer, as http.ResponseController of newer versions does.
func find[T any](response http.ResponseWriter) (found T, ok bool) {
	for {
		if found, ok = response.(T); ok {
			return found, true
		}
		wrapper, ok := response.(interface{ Unwrap() http.ResponseWriter })
		if !ok {
			return found, false
		}
		response = wrapper.Unwrap()
	}
}
