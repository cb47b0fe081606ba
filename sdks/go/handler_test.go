package autosendwebhooks_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"reflect"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	sdk "github.com/autosend/autosend-webhooks"
)

// budget is how long any request may take: nothing hangs.
const budget = 5 * time.Second

var client = &http.Client{Timeout: budget}

type reply struct {
	status  int
	headers http.Header
	json    map[string]any
}

// is compares the status and the members of the body.
func (a reply) is(t *testing.T, status int, body string) {
	t.Helper()
	var expected map[string]any
	if err := json.Unmarshal([]byte(body), &expected); err != nil {
		t.Fatal(err)
	}
	if got, _ := json.Marshal(a.json); a.status != status || !reflect.DeepEqual(a.json, expected) {
		t.Errorf("%d %s, expected %d %s", a.status, got, status, body)
	}
	if (status == 503) != (a.headers.Get("Retry-After") == "1") {
		t.Errorf("Retry-After: %q", a.headers.Get("Retry-After"))
	}
}

func (a reply) refuses(t *testing.T, status int, code string) {
	t.Helper()
	if a.status != status || a.json["code"] != code || a.json["hint"] == "" {
		t.Error(a.status, a.json)
	}
}

const (
	received   = `{"received":true,"duplicate":false}`
	duplicate  = `{"received":true,"duplicate":true}`
	inProgress = `{"received":false,"code":"in_progress"}`
	failed     = `{"received":false,"code":"handler_failed"}`
	unknown    = `{"received":false,"code":"deduplicator_failed"}`
)

// post signs a body and sends it to a real server.
func post(t *testing.T, url, body string, options ...sdk.SignOption) reply {
	t.Helper()
	request, err := sdk.NewSignedRequest(url, secret, []byte(body), options...)
	if err != nil {
		t.Fatal(err)
	}
	return send(t, request)
}

func send(t *testing.T, request *http.Request) reply {
	t.Helper()
	response, err := client.Do(request)
	if err != nil {
		t.Error(err)
		return reply{}
	}
	defer response.Body.Close()
	got := reply{status: response.StatusCode, headers: response.Header}
	if err := json.NewDecoder(response.Body).Decode(&got.json); err != nil {
		t.Error(err)
	}
	return got
}

// receiver is a handler under a real server, whose function can be changed.
type receiver struct {
	*sdk.Handler
	url   string
	lock  sync.Mutex
	does  func(context.Context) error
	calls atomic.Int32
	notes []error
}

func serve(t *testing.T, does func(context.Context) error) *receiver {
	t.Helper()
	to := &receiver{does: does}
	to.Handler = sdk.NewHandler(verifier(t, sdk.WithMaxBody(1000)), func(ctx context.Context, _ *sdk.Delivery) error {
		to.calls.Add(1)
		to.lock.Lock()
		does := to.does
		to.lock.Unlock()
		return does(ctx)
	})
	to.Log = func(_ *http.Request, err error) {
		to.lock.Lock()
		defer to.lock.Unlock()
		to.notes = append(to.notes, err)
	}
	server := httptest.NewUnstartedServer(to)
	server.Config.ErrorLog = log.New(io.Discard, "", 0)
	server.Start()
	t.Cleanup(server.CloseClientConnections)
	to.url = server.URL
	return to
}

func (r *receiver) now(does func(context.Context) error) {
	r.lock.Lock()
	defer r.lock.Unlock()
	r.does = does
}

func (r *receiver) noted(t *testing.T, kind error) {
	t.Helper()
	eventually(t, func() bool {
		r.lock.Lock()
		defer r.lock.Unlock()
		for _, note := range r.notes {
			if errors.Is(note, kind) {
				return true
			}
		}
		return false
	})
}

func eventually(t *testing.T, holds func() bool) {
	t.Helper()
	for end := time.Now().Add(budget); !holds(); time.Sleep(5 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatal("it never came to hold")
		}
	}
}

func well(context.Context) error { return nil }

// isProcessedAgain shows that a body is free: its retry is handled.
func (r *receiver) isProcessedAgain(t *testing.T, body string) {
	t.Helper()
	r.now(well)
	var got reply
	eventually(t, func() bool { got = post(t, r.url, body); return got.status != 503 })
	got.is(t, 200, received)
	post(t, r.url, body).is(t, 200, duplicate)
}

func TestHandlerFails(t *testing.T) {
	to := serve(t, func(context.Context) error { return errors.New("the queue at 10.0.0.1 is down") })
	body := opened("1", time.Now())
	post(t, to.url, body).is(t, 500, failed)
	to.noted(t, sdk.ErrHandler)
	to.isProcessedAgain(t, body)
}

func TestHandlerIsCancelled(t *testing.T) {
	aborts := map[string]func(context.Context) error{
		"panic":           func(context.Context) error { panic("no queue") },
		"ErrAbortHandler": func(context.Context) error { panic(http.ErrAbortHandler) },
	}
	for name, abort := range aborts {
		to := serve(t, abort)
		body := opened(name, time.Now())
		request, _ := sdk.NewSignedRequest(to.url, secret, []byte(body))
		request.GetBody = nil
		if response, err := client.Do(request); err == nil {
			t.Errorf("%s: the panic does not reach the server: %d", name, response.StatusCode)
		}
		to.isProcessedAgain(t, body)
	}
	to := serve(t, func(context.Context) error { runtime.Goexit(); return nil })
	body := opened("Goexit", time.Now())
	post(t, to.url, body).is(t, 500, failed)
	to.isProcessedAgain(t, body)

	// The sender goes away: the handler's context ends.
	ended := make(chan error, 1)
	to = serve(t, func(ctx context.Context) error {
		select {
		case <-ctx.Done():
		case <-time.After(budget):
		}
		ended <- ctx.Err()
		return ctx.Err()
	})
	body = opened("gone", time.Now())
	leave(t, to, body, reset)
	if err := <-ended; !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
	to.isProcessedAgain(t, body)
}

func reset(connection net.Conn) { _ = connection.(*net.TCPConn).SetLinger(0) }

// leave sends a request and goes away while it is handled.
func leave(t *testing.T, to *receiver, body string, how func(net.Conn)) {
	t.Helper()
	before := to.calls.Load()
	connection := dial(t, to.url)
	write(t, connection, body, len(body))
	eventually(t, func() bool { return to.calls.Load() > before })
	how(connection)
	_ = connection.Close()
}

func dial(t *testing.T, url string) net.Conn {
	t.Helper()
	connection, err := net.Dial("tcp", strings.TrimPrefix(url, "http://"))
	if err != nil {
		t.Fatal(err)
	}
	_ = connection.SetDeadline(time.Now().Add(budget))
	return connection
}

// write writes a signed request that declares some length.
func write(t *testing.T, connection net.Conn, body string, length int) {
	t.Helper()
	headers, _ := sdk.Sign(secret, []byte(body))
	var text bytes.Buffer
	fmt.Fprintf(&text, "POST /webhooks HTTP/1.1\r\nHost: a.example\r\nContent-Length: %d\r\n", length)
	_ = headers.Write(&text)
	fmt.Fprintf(&text, "\r\n%s", body)
	if _, err := connection.Write(text.Bytes()); err != nil {
		t.Fatal(err)
	}
}

func TestHandlerTimesOut(t *testing.T) {
	for _, ends := range []error{nil, errors.New("too slow")} {
		release := make(chan struct{})
		to := serve(t, func(ctx context.Context) error {
			<-release
			if ctx.Err() != nil {
				return ctx.Err()
			}
			return ends
		})
		to.Timeout = 50 * time.Millisecond
		body := opened("1", time.Now())
		post(t, to.url, body).is(t, 503, inProgress)
		to.noted(t, sdk.ErrAtWork)
		post(t, to.url, body).is(t, 503, inProgress)
		close(release)
		if ends != nil {
			to.isProcessedAgain(t, body)
			continue
		}
		// It was handled all the same.
		to.now(func(context.Context) error { t.Error("handled twice"); return nil })
		var got reply
		eventually(t, func() bool { got = post(t, to.url, body); return got.status != 503 })
		got.is(t, 200, duplicate)
	}
}

func TestResponseCannotBeSent(t *testing.T) {
	to := serve(t, well)
	body := ""
	for name, how := range map[string]func(net.Conn){"reset": reset, "closed": func(net.Conn) {}} {
		to = serve(t, func(context.Context) error { time.Sleep(50 * time.Millisecond); return nil })
		body = opened(name, time.Now())
		leave(t, to, body, how)
		to.noted(t, sdk.ErrNotSent)
		to.isProcessedAgain(t, body)
	}

	// A server whose writer fails, and does not end the context.
	broken := &brokenWriter{httptest.NewRecorder()}
	body = opened("2", time.Now())
	request, _ := sdk.NewSignedRequest("/webhooks", secret, []byte(body))
	to.ServeHTTP(broken, request)
	to.isProcessedAgain(t, body)
}

type brokenWriter struct{ *httptest.ResponseRecorder }

func (*brokenWriter) Write([]byte) (int, error) { return 0, errors.New("broken pipe") }

func TestBodyReadBefore(t *testing.T) {
	reads := map[string]func(http.ResponseWriter, *http.Request){
		"all":     func(_ http.ResponseWriter, r *http.Request) { _, _ = io.ReadAll(r.Body) },
		"a part":  func(_ http.ResponseWriter, r *http.Request) { _, _ = r.Body.Read(make([]byte, 10)) },
		"closed":  func(_ http.ResponseWriter, r *http.Request) { _ = r.Body.Close() },
		"decoded": func(_ http.ResponseWriter, r *http.Request) { _ = json.NewDecoder(r.Body).Decode(new(any)) },
		"the form": func(_ http.ResponseWriter, r *http.Request) {
			r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
			_ = r.ParseForm()
		},
	}
	for name, read := range reads {
		for _, chunked := range []bool{false, true} {
			if chunked && name == "a part" {
				// Nothing tells: it is a wrong signature.
				continue
			}
			to := serve(t, well)
			server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { read(w, r); to.ServeHTTP(w, r) }))
			body := []byte(opened("1", time.Now()))
			request, _ := sdk.NewSignedRequest(server.URL, secret, body)
			if chunked {
				request.Body, request.ContentLength = io.NopCloser(bytes.NewReader(body)), -1
			}
			got := send(t, request)
			if got.json["code"] != "body_already_parsed" || got.status != 500 {
				t.Errorf("%s, chunked %v: %d %v", name, chunked, got.status, got.json)
			}
			server.Close()
		}
	}
	// What gives the body back is fine.
	to := serve(t, well)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		r.Body = io.NopCloser(bytes.NewReader(body))
		to.ServeHTTP(w, r)
	}))
	defer server.Close()
	post(t, server.URL, opened("1", time.Now())).is(t, 200, received)
}

// anybody is a deduplicator of somebody's.
type anybody struct {
	admit        func() (sdk.Admission, error)
	done, forget func() error
	forgotten    atomic.Int32
}

func (a *anybody) Admit(context.Context, *sdk.Delivery) (sdk.Admission, error) { return a.admit() }
func (a *anybody) Done(context.Context, *sdk.Delivery) error                   { return a.done() }
func (a *anybody) Forget(context.Context, *sdk.Delivery) error {
	a.forgotten.Add(1)
	return a.forget()
}

func first() (sdk.Admission, error) { return sdk.Admission{Outcome: sdk.First}, nil }
func none() error                   { return nil }

func TestCallbackThrows(t *testing.T) {
	fails := map[string]func() error{
		"error": func() error { return errors.New("password=hunter2") },
		"panic": func() error { panic("password=hunter2") },
	}
	for name, fail := range fails {
		body := opened(name, time.Now())
		to := serve(t, well)
		to.Seen = &anybody{admit: func() (sdk.Admission, error) { return sdk.Admission{Outcome: sdk.First}, fail() }, done: none, forget: none}
		post(t, to.url, body).is(t, 503, unknown)
		to.noted(t, sdk.ErrDeduplicator)
		if to.calls.Load() != 0 {
			t.Error("handled without admission")
		}
		to = serve(t, well)
		to.Seen = &anybody{admit: first, done: fail, forget: none}
		post(t, to.url, body).is(t, 200, received)
		to.noted(t, sdk.ErrDeduplicator)

		to = serve(t, func(context.Context) error { return errors.New("no queue") })
		to.Seen = &anybody{admit: first, done: none, forget: fail}
		post(t, to.url, body).is(t, 500, failed)
		to.noted(t, sdk.ErrDeduplicator)

		to = serve(t, well)
		to.Log = func(*http.Request, error) { _ = fail(); panic("log") }
		log.SetOutput(io.Discard)
		post(t, to.url, "{").refuses(t, 400, "body_not_json")
		post(t, to.url, body).is(t, 200, received)

		old := opened(name, time.Now().Add(-48*time.Hour))
		to = serve(t, well)
		post(t, to.url, old).is(t, 200, `{"received":true,"duplicate":false,"expired":true}`)
		to.noted(t, sdk.ErrExpired)
		to.OnExpired = func(context.Context, *sdk.Delivery) error { return errors.New("no records") }
		post(t, to.url, old).is(t, 500, failed)
		if to.calls.Load() != 0 {
			t.Error("an expired event was handled")
		}
	}
}

func TestCallbackRejects(t *testing.T) {
	for _, outcome := range []sdk.Outcome{"", "true", "duplicated", "First"} {
		to := serve(t, well)
		to.Seen = &anybody{admit: func() (sdk.Admission, error) { return sdk.Admission{Outcome: outcome}, nil }, done: none, forget: none}
		post(t, to.url, opened("1", time.Now())).is(t, 503, unknown)
		to.noted(t, sdk.ErrDeduplicator)
		if to.calls.Load() != 0 {
			t.Error("handled without admission")
		}
	}
}

func TestCallbackNeverSettles(t *testing.T) {
	release := make(chan struct{})
	hangs := func() error { <-release; return nil }
	body := opened("1", time.Now())

	seen := &anybody{admit: func() (sdk.Admission, error) { return sdk.Admission{Outcome: sdk.First}, hangs() }, done: none, forget: none}
	admits := serve(t, well)
	admits.Seen, admits.Timeout = seen, 50*time.Millisecond
	post(t, admits.url, body).is(t, 503, unknown)

	to := serve(t, well)
	to.Seen, to.Timeout = &anybody{admit: first, done: hangs, forget: none}, 50*time.Millisecond
	post(t, to.url, body).is(t, 200, received)
	to.noted(t, sdk.ErrDeduplicator)

	to = serve(t, func(context.Context) error { return errors.New("no queue") })
	to.Seen, to.Timeout = &anybody{admit: first, done: none, forget: hangs}, 50*time.Millisecond
	post(t, to.url, body).is(t, 503, inProgress)

	to = serve(t, well)
	to.Log = func(*http.Request, error) { <-release }
	post(t, to.url, "{").refuses(t, 400, "body_not_json")

	slow, err := sdk.NewVerifierFunc(func() ([]string, error) { <-release; return []string{secret}, nil })
	if err != nil {
		t.Fatal(err)
	}
	handler := sdk.NewHandler(slow, func(context.Context, *sdk.Delivery) error { return nil })
	handler.Timeout, handler.Log = 50*time.Millisecond, func(*http.Request, error) {}
	server := httptest.NewServer(handler)
	post(t, server.URL, body).refuses(t, 500, "invalid_secret")

	close(release)
	// An admission that comes too late is given back.
	eventually(t, func() bool { return seen.forgotten.Load() == 1 })
	if admits.calls.Load() != 0 {
		t.Error("handled after the response")
	}
}

func TestRepeatWhileAtWork(t *testing.T) {
	for _, ends := range []error{nil, errors.New("no queue")} {
		release := make(chan struct{})
		to := serve(t, func(context.Context) error { <-release; return ends })
		body := opened("1", time.Now())
		one := make(chan reply)
		go func() { one <- post(t, to.url, body) }()
		eventually(t, func() bool { return to.calls.Load() == 1 })
		post(t, to.url, body).is(t, 503, inProgress)
		close(release)
		if ends == nil {
			(<-one).is(t, 200, received)
			post(t, to.url, body).is(t, 200, duplicate)
		} else {
			(<-one).is(t, 500, failed)
			to.isProcessedAgain(t, body)
		}
	}
}

func TestTooLargeThenKeepAlive(t *testing.T) {
	to := serve(t, well)
	for _, chunked := range []bool{false, true} {
		large := []byte(strings.Repeat(" ", 1001))
		request, _ := sdk.NewSignedRequest(to.url, secret, large)
		if chunked {
			request.Body, request.ContentLength = io.NopCloser(bytes.NewReader(large)), -1
		}
		send(t, request).refuses(t, 413, "body_too_large")
		post(t, to.url, opened(fmt.Sprint(chunked), time.Now())).is(t, 200, received)
	}
	// The sender of a body without end is not listened to for ever.
	connection := dial(t, to.url)
	write(t, connection, "", 1<<40)
	chunk, sent := make([]byte, 1<<16), 0
	for {
		written, err := connection.Write(chunk)
		if sent += written; err != nil {
			break
		}
		if sent > 64<<20 {
			t.Fatal("it reads on and on")
		}
	}
	// A limit that stands before this one.
	limited := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		r.Body = http.MaxBytesReader(w, r.Body, 100)
		to.ServeHTTP(w, r)
	}))
	defer limited.Close()
	post(t, limited.URL, opened("3", time.Now())).refuses(t, 413, "body_too_large")
}

func TestNothingHangs(t *testing.T) {
	to := serve(t, well)
	to.Timeout = 100 * time.Millisecond
	connection := dial(t, to.url)
	// Half a body, and then nothing.
	write(t, connection, opened("1", time.Now()), 900)
	text, err := io.ReadAll(connection)
	if err != nil || !bytes.HasPrefix(text, []byte("HTTP/1.1 400 ")) {
		t.Errorf("%s %v", text, err)
	}
	// A slow handler is not cut off by what keeps the body from stalling.
	to.Timeout = 2 * time.Second
	to.now(func(ctx context.Context) error { time.Sleep(50 * time.Millisecond); return ctx.Err() })
	post(t, to.url, opened("2", time.Now())).is(t, 200, received)
}

func TestAReusedIDIsToldAndProcessed(t *testing.T) {
	to := serve(t, well)
	post(t, to.url, opened("1", time.Now()), sdk.SignDeliveryID("a")).is(t, 200, received)
	post(t, to.url, opened("2", time.Now()), sdk.SignDeliveryID("a")).is(t, 200, `{"received":true,"duplicate":false,"id_reused":true}`)
	to.noted(t, sdk.ErrIDReused)
}

func TestHandlerRefuses(t *testing.T) {
	to := serve(t, well)
	request, _ := sdk.NewSignedRequest(to.url, secret+"0", []byte(opened("1", time.Now())))
	send(t, request).refuses(t, 401, "signature_mismatch")
	request, _ = http.NewRequest(http.MethodGet, to.url, nil)
	if got := send(t, request); got.status != 405 || got.headers.Get("Allow") != "POST" {
		t.Error(got)
	}
	if to.calls.Load() != 0 {
		t.Error("called")
	}
}

func TestMiddlewarePassesTheDeliveryAndTheBodyOn(t *testing.T) {
	next := http.HandlerFunc(func(response http.ResponseWriter, request *http.Request) {
		delivery, ok := sdk.FromContext(request.Context())
		body, _ := io.ReadAll(request.Body)
		_ = json.NewEncoder(response).Encode(map[string]any{"ok": ok, "id": delivery.ID, "same": bytes.Equal(body, delivery.Body())})
	})
	server := httptest.NewServer(sdk.Middleware(verifier(t))(next))
	defer server.Close()
	post(t, server.URL, opened("1", time.Now()), sdk.SignDeliveryID("a")).is(t, 200, `{"ok":true,"id":"a","same":true}`)
	post(t, server.URL, "[]").refuses(t, 400, "body_not_object")
	if _, ok := sdk.FromContext(context.Background()); ok {
		t.Error("a delivery from nowhere")
	}
}

func TestMiddlewareGuardsWhateverTheRouterMakesOfThePath(t *testing.T) {
	routes := http.NewServeMux()
	routes.HandleFunc("/", func(http.ResponseWriter, *http.Request) { t.Error("an unverified request got through") })
	mux := http.NewServeMux()
	for _, pattern := range []string{"/webhooks", "/webhooks/"} {
		mux.Handle(pattern, sdk.Middleware(verifier(t))(routes))
	}
	server := httptest.NewServer(mux)
	defer server.Close()
	for _, path := range []string{"/webhooks", "/webhooks/", "/webhooks/x", "//webhooks", "/%77ebhooks", "/webhooks%2fx", "/a/../webhooks", "/webhooks?x"} {
		for _, method := range []string{"POST", "GET", "PUT", "post"} {
			request, err := http.NewRequest(method, server.URL, strings.NewReader("{}"))
			if err != nil {
				t.Fatal(err)
			}
			request.URL.Opaque = path
			response, err := client.Do(request)
			if err != nil {
				t.Fatal(err)
			}
			response.Body.Close()
			if response.StatusCode == 200 {
				t.Error(method, path)
			}
		}
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
