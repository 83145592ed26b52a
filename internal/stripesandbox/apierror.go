package stripesandbox

import (
	"errors"
	"fmt"
	"net/http"
	"strings"
)

// apiError is a refusal in Stripe's own shape.
type apiError struct {
	status      int
	kind        string // "type" on the wire
	code        string
	declineCode string
	message     string
	param       string
	charge      string

	// early marks a refusal made before execution began: Stripe does not store
	// it under the idempotency key, so the corrected request may reuse the key.
	early bool
}

func (e *apiError) Error() string {
	return fmt.Sprintf("%d %s %s: %s", e.status, e.kind, e.code, e.message)
}

type errorBody struct {
	Error errorDetail `json:"error"`
}

type errorDetail struct {
	Charge      string `json:"charge,omitempty"`
	Code        string `json:"code,omitempty"`
	DeclineCode string `json:"decline_code,omitempty"`
	DocURL      string `json:"doc_url,omitempty"`
	Message     string `json:"message"`
	Param       string `json:"param,omitempty"`
	Type        string `json:"type"`
}

func (e *apiError) body() errorBody {
	return errorBody{Error: errorDetail{
		Charge: e.charge, Code: e.code, DeclineCode: e.declineCode, DocURL: docURL(e.code),
		Message: e.message, Param: e.param, Type: e.kind,
	}}
}

func docURL(code string) string {
	if code == "" {
		return ""
	}
	return "https://stripe.com/docs/error-codes/" + strings.ReplaceAll(code, "_", "-")
}

// malformed refuses a parameter before execution.
func malformed(code, param, format string, args ...any) *apiError {
	return &apiError{
		status: http.StatusBadRequest, kind: "invalid_request_error", code: code, param: param,
		message: fmt.Sprintf(format, args...), early: true,
	}
}

// refused refuses an understood request because of a rule or a state.
func refused(code, param, format string, args ...any) *apiError {
	e := malformed(code, param, format, args...)
	e.early = false
	return e
}

func noSuch(noun, id, param string) *apiError {
	e := refused("resource_missing", param, "No such %s: '%s'", noun, id)
	e.status = http.StatusNotFound
	return e
}

// noSuchParam is the same for an object named by a parameter rather than by
// the URL; Stripe answers 400 to it.
func noSuchParam(noun, id, param string) *apiError {
	return refused("resource_missing", param, "No such %s: '%s'", noun, id)
}

func asAPIError(err error) *apiError {
	var e *apiError
	if errors.As(err, &e) {
		return e
	}
	return &apiError{
		status: http.StatusInternalServerError, kind: "api_error",
		message: "An unknown error occurred in the sandbox: " + err.Error(),
	}
}
