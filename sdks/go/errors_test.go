package autosendwebhooks_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"testing"

	sdk "github.com/autosend/autosend-webhooks"
)

func TestErrorsAreTheTable(t *testing.T) {
	text, err := os.ReadFile("../../schema/errors.json")
	if err != nil {
		t.Fatal(err)
	}
	var table struct {
		Errors []struct {
			Code    string
			Status  int
			Meaning string
			Hint    string
		}
	}
	if err := json.Unmarshal(text, &table); err != nil {
		t.Fatal(err)
	}
	if len(table.Errors) == 0 || len(table.Errors) != len(sdk.ErrorCodes) {
		t.Fatalf("%d rows, %d codes", len(table.Errors), len(sdk.ErrorCodes))
	}
	for index, row := range table.Errors {
		code := sdk.ErrorCodes[index]
		if string(code) != row.Code || code.Status() != row.Status || code.Meaning() != row.Meaning || code.Hint() != row.Hint {
			t.Errorf("%s is not %+v", code, row)
		}
	}
}

func TestErrorsAreFoundByCode(t *testing.T) {
	_, err := sdk.NewVerifier([]string{" padded "})
	wrapped := fmt.Errorf("at start: %w", err)
	var refused *sdk.Error
	if !errors.Is(wrapped, sdk.InvalidSecret) || errors.Is(wrapped, sdk.BodyNotJSON) || !errors.As(wrapped, &refused) {
		t.Fatal(wrapped)
	}
	if refused.Status() != 500 {
		t.Error(refused.Status())
	}
	written, _ := json.Marshal(refused)
	var members map[string]any
	if err := json.Unmarshal(written, &members); err != nil || members["code"] != "invalid_secret" || len(members) != 4 {
		t.Errorf("%s", written)
	}
}
