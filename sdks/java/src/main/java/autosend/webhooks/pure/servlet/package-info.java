
/** Webhooks in servlet containers; needs jakarta.servlet-api. */
package autosend.webhooks.pure.servlet;
