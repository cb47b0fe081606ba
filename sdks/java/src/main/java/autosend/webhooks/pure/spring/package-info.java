
/** Webhooks in Spring's controllers; needs spring-web and jakarta.servlet-api. */
package autosend.webhooks.pure.spring;
