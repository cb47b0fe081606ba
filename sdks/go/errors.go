package autosendwebhooks

import "encoding/json"

// ErrorCode says why a request was refused: one code a cause, the same strings in every language. It is an error itself,
// to be compared with: errors.Is(err, autosendwebhooks.SignatureMismatch).
type ErrorCode string

type errorFacts struct {
	status  int
	meaning string
	hint    string
}

// Status is the HTTP status of the response.
func (c ErrorCode) Status() int { return c.facts().status }

// Meaning says what happened, in one sentence.
func (c ErrorCode) Meaning() string { return c.facts().meaning }

// Hint says what to do about it, in one line.
func (c ErrorCode) Hint() string { return c.facts().hint }

// Error is the code and its meaning.
func (c ErrorCode) Error() string { return string(c) + ": " + c.Meaning() }

// Error is why a request was refused. It never contains a secret or a signature. Get at it with errors.As.
type Error struct {
	// Code is the cause.
	Code ErrorCode
	// Detail has the particulars of this request, where there are any.
	Detail string
}

// Message says what happened, with the particulars of this request.
func (e *Error) Message() string {
	if e.Detail == "" {
		return e.Code.Meaning()
	}
	return e.Code.Meaning() + " (" + e.Detail + ")"
}

// Error is the code and the message.
func (e *Error) Error() string { return string(e.Code) + ": " + e.Message() }

// Status is the HTTP status of the response.
func (e *Error) Status() int { return e.Code.Status() }

// Hint says what to do about it, in one line.
func (e *Error) Hint() string { return e.Code.Hint() }

// Unwrap returns the code, so that errors.Is finds it.
func (e *Error) Unwrap() error { return e.Code }

// MarshalJSON writes the code, message, hint and status.
func (e *Error) MarshalJSON() ([]byte, error) {
	return json.Marshal(map[string]any{
		"code": string(e.Code), "message": e.Message(), "hint": e.Hint(), "status": e.Status(),
	})
}

func refuse(code ErrorCode, detail string) *Error { return &Error{Code: code, Detail: detail} }
