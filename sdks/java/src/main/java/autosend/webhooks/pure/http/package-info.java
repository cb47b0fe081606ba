
/** Webhooks in the HTTP server that comes with Java. */
package autosend.webhooks.pure.http;
