package main

import (
	"bufio"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"strconv"
	"strings"
	"time"

	sdk "example.com/sdk"
)

// decide reads requests, one a line, and prints a verdict for each, as tests/conformance/README.md describes both.
func decide(input io.Reader, output io.Writer) error {
	lines, verdicts := bufio.NewReader(input), bufio.NewWriter(output)
	for {
		line, err := lines.ReadString('\n')
		if line = strings.TrimSuffix(line, "\n"); line != "" {
			id, _, _ := strings.Cut(line, "\t")
			fmt.Fprintf(verdicts, "%s\t%s\n", id, verdict(strings.Split(line, "\t")))
		}
		if err == io.EOF {
			return verdicts.Flush()
		}
		if err != nil {
			return err
		}
	}
}

func verdict(columns []string) (verdict string) {
	defer func() {
		if value := recover(); value != nil {
			fmt.Fprintf(os.Stderr, "%s: %v\n", columns[0], value)
			verdict = fmt.Sprintf("crash\t%T", value)
		}
	}()
	delivery, err := request(columns).verify()
	var refused *sdk.Error
	switch {
	case errors.As(err, &refused):
		return "error\t" + string(refused.Code)
	case err != nil:
		return fmt.Sprintf("crash\t%T", err)
	}
	is := describe(delivery)
	sentAt, createdAt := "-", "-"
	if is.SentAtMS != nil {
		sentAt = strconv.FormatInt(*is.SentAtMS, 10)
	}
	if is.CreatedAt != nil {
		createdAt = text(*is.CreatedAt)
	}
	return strings.Join([]string{
		"accepted", text(is.Type), is.Outcome, strconv.Itoa(is.Generation), text(is.DeliveryID), sentAt, createdAt,
		strconv.Itoa(is.SecretIndex), is.Digest,
	}, "\t")
}

type signed struct {
	secrets []string
	options []sdk.Option
	body    []byte
	headers http.Header
	now     time.Time
}

func (s *signed) verify() (*sdk.Delivery, error) {
	verifier, err := sdk.NewVerifier(s.secrets, s.options...)
	if err != nil {
		return nil, err
	}
	return verifier.VerifyAt(s.body, s.headers, s.now)
}

func request(columns []string) *signed {
	now, err := strconv.ParseInt(columns[1], 10, 64)
	exitOn(err)
	request := &signed{body: bytesOf(columns[4]), headers: http.Header{}, now: time.UnixMilli(now)}
	if columns[2] == "1" {
		request.options = append(request.options, sdk.WithStrict())
	}
	if columns[3] != "" {
		for _, secret := range strings.Split(columns[3], ",") {
			request.secrets = append(request.secrets, string(bytesOf(secret)))
		}
	}
	if len(columns) > 5 && columns[5] != "" {
		for _, header := range strings.Split(columns[5], ",") {
			name, value, _ := strings.Cut(header, "=")
			key := string(bytesOf(name))
			request.headers[key] = append(request.headers[key], string(bytesOf(value)))
		}
	}
	return request
}

func bytesOf(text string) []byte {
	bytes, err := hex.DecodeString(text)
	exitOn(err)
	return bytes
}

func text(text string) string { return hex.EncodeToString([]byte(text)) }
