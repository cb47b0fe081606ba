
/**
 * Receives the webhooks of AutoSend: {@link autosend.webhooks.pure.Verifier} verifies their signatures over the raw body, and
 * reads what they say as typed events. It needs nothing but Java.
 */
package autosend.webhooks.pure;
