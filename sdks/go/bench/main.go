// Command bench compares this package with what one would write by hand: an HMAC, a look at the clock, and encoding/json.
//
//	bench INPUTS
//
// INPUTS is a folder with the requests to measure: LABEL.body and LABEL.headers for each, and the secret they are signed with.
// It prints a line for each label and variant: the median of the rounds in nanoseconds, the 10th and the 90th percentile.
package main

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"sort"
	"strconv"
	"strings"
	"time"

	webhooks "github.com/autosend/autosend-webhooks"
)

const (
	rounds   = 40
	perRound = 20 * time.Millisecond
)

var labels = []string{"250B", "700B", "64KiB", "64KiB-non-ascii"}

func main() {
	if len(os.Args) != 2 {
		exitOn(errors.New("usage: bench INPUTS"))
	}
	secret, err := os.ReadFile(filepath.Join(os.Args[1], "secret"))
	exitOn(err)
	for _, label := range labels {
		request, err := readRequest(os.Args[1], label, string(secret))
		exitOn(err)
		for _, result := range measure(request.variants()) {
			fmt.Printf("%s\t%s\t%d\t%d\t%d\n", label, result.name, result.at(50), result.at(10), result.at(90))
		}
	}
}

// request is what is measured, with the clock at which it was sent.
type request struct {
	secret   []byte
	verifier *webhooks.Verifier
	body     []byte
	headers  http.Header
	now      time.Time
}

func readRequest(folder, label, secret string) (*request, error) {
	verifier, err := webhooks.NewVerifier([]string{secret})
	if err != nil {
		return nil, err
	}
	read := &request{secret: []byte(secret), verifier: verifier, headers: http.Header{}}
	if read.body, err = os.ReadFile(filepath.Join(folder, label+".body")); err != nil {
		return nil, err
	}
	lines, err := os.ReadFile(filepath.Join(folder, label+".headers"))
	if err != nil {
		return nil, err
	}
	for _, line := range strings.Split(strings.TrimSpace(string(lines)), "\n") {
		name, value, _ := strings.Cut(line, ": ")
		read.headers.Add(name, value)
	}
	sent, err := strconv.ParseInt(read.headers.Get(webhooks.TimestampHeader), 10, 64)
	read.now = time.UnixMilli(sent)
	return read, err
}

type variant struct {
	name string
	run  func() error
}

func (r *request) variants() []variant {
	return []variant{{"snippet", r.snippet}, {"event", r.event}, {"read", r.read}}
}

// snippet is the code that one finds on the web: no limits, no types.
func (r *request) snippet() error {
	mac := hmac.New(sha256.New, r.secret)
	mac.Write(r.body)
	signature, err := hex.DecodeString(r.headers.Get(webhooks.SignatureHeader))
	if err != nil || !hmac.Equal(mac.Sum(nil), signature) {
		return errors.New("the signature does not match")
	}
	sent, err := strconv.ParseInt(r.headers.Get(webhooks.TimestampHeader), 10, 64)
	if age := r.now.Sub(time.UnixMilli(sent)); err != nil || age > 5*time.Minute || age < -time.Minute {
		return errors.New("the request is too old")
	}
	var event map[string]any
	return json.Unmarshal(r.body, &event)
}

func (r *request) event() error {
	_, err := r.verifier.VerifyAt(r.body, r.headers, r.now)
	return err
}

// read uses all that it reads, so that no compiler leaves it out.
func (r *request) read() error {
	delivery, err := r.verifier.VerifyAt(r.body, r.headers, r.now)
	if err != nil {
		return err
	}
	event, ok := delivery.Event.(*webhooks.EmailBounced)
	if !ok {
		return fmt.Errorf("%s was not expected", delivery.Type())
	}
	data := &event.Data
	sum := len(data.EmailID) + len(data.From) + len(data.To.Email) + len(data.To.Name.Or("")) + len(data.Subject)
	sum += len(data.CampaignID.Or("")) + len(data.TemplateID.Or("")) + len(data.WorkflowAutomationID.Or(""))
	sum += len(data.BatchID.Or("")) + len(data.BounceType.Or("")) + len(data.BounceSubType.Or("")) + len(data.Reason.Or(""))
	if sum == 0 || data.Test {
		return errors.New("the data is not what was sent")
	}
	return nil
}

// result has the times of the rounds, in nanoseconds for each call, the shortest first.
type result struct {
	name  string
	times []int64
}

func (r result) at(percentile int) int64 { return r.times[len(r.times)*percentile/100] }

// measure runs the variants by turns, so that what else the machine does hits them all.
func measure(variants []variant) []result {
	results := make([]result, len(variants))
	calls := make([]int, len(variants))
	for index, variant := range variants {
		results[index].name = variant.name
		calls[index] = callsPerRound(variant)
	}
	for round := 0; round < rounds; round++ {
		for index, variant := range variants {
			took := repeat(variant, calls[index]) / time.Duration(calls[index])
			results[index].times = append(results[index].times, took.Nanoseconds())
		}
	}
	for _, result := range results {
		sort.Slice(result.times, func(i, j int) bool { return result.times[i] < result.times[j] })
	}
	return results
}

// callsPerRound warms up, too.
func callsPerRound(variant variant) int {
	calls := 1
	for repeat(variant, calls) < perRound {
		calls *= 2
	}
	return calls
}

func repeat(variant variant, calls int) time.Duration {
	start := time.Now()
	for call := 0; call < calls; call++ {
		exitOn(variant.run())
	}
	return time.Since(start)
}

func exitOn(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}
