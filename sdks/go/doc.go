// Package autosendwebhooks receives the webhooks of AutoSend: it verifies their signatures over the raw body, and
// reads what they say as typed events. It needs nothing but the standard library.
//
//	verifier, err := autosendwebhooks.NewVerifier([]string{os.Getenv("AUTOSEND_WEBHOOK_SECRET")})
//	...
//	http.Handle("/webhooks", autosendwebhooks.NewHandler(verifier, func(ctx context.Context, delivery *autosendwebhooks.Delivery) error {
//		switch event := delivery.Event.(type) {
//		case *autosendwebhooks.Unknown:
//			log.Printf("new to us: %s", event.Type())
//		case *autosendwebhooks.Invalid:
//			log.Printf("%s does not fit: %s", event.Type(), event.Reason)
//		}
//		return queue(delivery.ID, delivery.Event)
//	}))
package autosendwebhooks
