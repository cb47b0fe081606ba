// Command example receives webhooks: it verifies every request and processes each event once.
package main

import (
	"context"
	"fmt"
	"log"
	"net"
	"net/http"
	"os"

	webhooks "github.com/autosend/autosend-webhooks"
)

// region: receive
func receive(_ context.Context, delivery *webhooks.Delivery) error {
	switch event := delivery.Event.(type) {
	case *webhooks.EmailBounced:
		log.Printf("%s bounced: %s", event.Data.To.Email, event.Data.Reason.Or("nobody knows why"))
	case *webhooks.Unknown:
		log.Printf("new to us: %s", event.Type())
	}
	// Queue the event here and return: if that fails, AutoSend delivers it again.
	return nil
}

func handler() (http.Handler, error) {
	verifier, err := webhooks.NewVerifier([]string{os.Getenv("AUTOSEND_WEBHOOK_SECRET")})
	if err != nil {
		return nil, err
	}
	mux := http.NewServeMux()
	mux.Handle("/webhooks", webhooks.NewHandler(verifier, receive))
	return mux, nil
}

// endregion

func main() {
	handler, err := handler()
	if err != nil {
		log.Fatal(err)
	}
	port := os.Getenv("PORT")
	if port == "" {
		port = "3000"
	}
	listener, err := net.Listen("tcp", "127.0.0.1:"+port)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Printf("listening on http://%s\n", listener.Addr())
	log.Fatal(http.Serve(listener, handler))
}
