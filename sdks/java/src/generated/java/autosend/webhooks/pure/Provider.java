// Generated from schema/ by `cargo xtask generate`; do not edit.
package autosend.webhooks.pure;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is AutoSend's own: header names, the signature scheme, limits, and which class each event is read into. */
final class Provider {
    static final String SIGNATURE_HEADER = "X-Webhook-Signature";
    static final String TIMESTAMP_HEADER = "X-Webhook-Timestamp";
    static final String DELIVERY_ID_HEADER = "X-Webhook-Delivery-Id";
    static final String EVENT_HEADER = "X-Webhook-Event";

    /** All names of those two; none if there is none. */
    static final List<String> TIMESTAMP_HEADERS = List.of("X-Webhook-Timestamp");

    static final List<String> DELIVERY_ID_HEADERS = List.of("X-Webhook-Delivery-Id");

    /** The ways in which requests are signed: any is enough. */
    static final List<SignatureScheme> SIGNATURES = List.of(
            new SignatureScheme(
                    SignatureScheme.Kind.HMAC,
                    SignatureScheme.Hash.SHA256,
                    List.of("X-Webhook-Signature"),
                    SignatureScheme.Form.PLAIN,
                    "",
                    "",
                    List.of(),
                    "",
                    "",
                    SignatureScheme.Encoding.HEX,
                    SignatureScheme.KeyForm.UTF8,
                    "whsec_",
                    List.of(SignedPart.BODY)));

    /** Whether requests say when they were sent. */
    static final boolean HAS_TIMESTAMP = true;
    /** Smaller timestamps are seconds, others milliseconds. */
    static final long SECONDS_BELOW = 100000000000L;
    /** Whether it sends seconds. */
    static final boolean SENDS_SECONDS = false;
    static final int MAX_TIMESTAMP_DIGITS = 15;
    static final long TOLERANCE_MS = 300000L;
    static final long FUTURE_TOLERANCE_MS = 60000L;

    static final int MAX_BODY = 1048576;
    static final int MAX_DEPTH = 64;
    static final int MAX_DELIVERY_ID = 255;
    static final long MAX_INTEGER = 9007199254740991L;

    static final long DEDUPLICATION_WINDOW_MS = 86400000L;
    static final int DEDUPLICATION_CAPACITY = 100000;

    /** How long it waits for a response. */
    static final long RESPONSE_WITHIN_MS = 10000L;
    static final String DELIVERY_ID_PREFIX = "deliver-webhook-";

    /** The forms of the body, today's first. */
    static final List<Generation> GENERATIONS = List.of(
            new Generation(0, 2, "type", "createdAt", "data"),
            new Generation(1, 1, "event", "timestamp", "data"));

    /** Null where the forms of the body say it. */
    static final Envelope ENVELOPE = null;

    /** Whether an event stays typed when its data does not fit, and lists what does not. */
    static final boolean LISTS_PROBLEMS = false;

    private Provider() {}

    /**
     * The event of a known type.
     *
     * @throws DecodeException if its data does not fit
     */
    static Event read(
            String known,
            String type,
            Optional<Timestamp> created,
            int generation,
            Reading reading,
            int data,
            Map<String, Json> extra)
            throws DecodeException {
        return switch (known) {
            case EmailSent.TYPE -> new EmailSent(created.orElseThrow(), generation, EmailSentData.read(reading, data), extra);
            case EmailDelivered.TYPE -> new EmailDelivered(created.orElseThrow(), generation, EmailDeliveredData.read(reading, data), extra);
            case EmailDeferred.TYPE -> new EmailDeferred(created.orElseThrow(), generation, EmailDeferredData.read(reading, data), extra);
            case EmailBounced.TYPE -> new EmailBounced(created.orElseThrow(), generation, EmailBouncedData.read(reading, data), extra);
            case EmailOpened.TYPE -> new EmailOpened(created.orElseThrow(), generation, EmailOpenedData.read(reading, data), extra);
            case EmailClicked.TYPE -> new EmailClicked(created.orElseThrow(), generation, EmailClickedData.read(reading, data), extra);
            case EmailSpamReported.TYPE -> new EmailSpamReported(created.orElseThrow(), generation, EmailSpamReportedData.read(reading, data), extra);
            case EmailUnsubscribed.TYPE -> new EmailUnsubscribed(created.orElseThrow(), generation, EmailUnsubscribedData.read(reading, data), extra);
            case EmailGroupUnsubscribed.TYPE -> new EmailGroupUnsubscribed(created.orElseThrow(), generation, EmailGroupUnsubscribedData.read(reading, data), extra);
            case EmailGroupResubscribed.TYPE -> new EmailGroupResubscribed(created.orElseThrow(), generation, EmailGroupResubscribedData.read(reading, data), extra);
            case ContactCreated.TYPE -> new ContactCreated(created.orElseThrow(), generation, ContactCreatedData.read(reading, data), extra);
            case ContactUpdated.TYPE -> new ContactUpdated(created.orElseThrow(), generation, ContactUpdatedData.read(reading, data), extra);
            case ContactDeleted.TYPE -> new ContactDeleted(created.orElseThrow(), generation, ContactDeletedData.read(reading, data), extra);
            case EmailReceived.TYPE -> new EmailReceived(created.orElseThrow(), generation, EmailReceivedData.read(reading, data), extra);
            default -> throw new IllegalArgumentException(type);
        };
    }

    /** A realistic body of an event type, in today's form; null if there is none. */
    static String sample(String type) {
        return switch (type) {
            case EmailSent.TYPE -> "{\n  \"type\": \"email.sent\",\n  \"createdAt\": \"2025-11-12T10:29:58.412Z\",\n  \"data\": {\n    \"emailId\": \"69145fe6a1b2c3d4e5f60101\",\n    \"from\": \"hello@shop.example.com\",\n    \"to\": {\n      \"email\": \"ada@example.org\",\n      \"name\": \"Ada Lovelace\"\n    },\n    \"subject\": \"Your order #48213 is on its way\",\n    \"test\": false,\n    \"templateId\": \"68f0c2b7a1b2c3d4e5f60a01\",\n    \"campaignId\": \"68f0c2b7a1b2c3d4e5f60c01\",\n    \"batchId\": \"69145fe5a1b2c3d4e5f60b01\",\n    \"workflowAutomationId\": \"68f0c2b7a1b2c3d4e5f60d01\"\n  }\n}\n";
            case EmailDelivered.TYPE -> "{\n  \"type\": \"email.delivered\",\n  \"createdAt\": \"2025-11-12T10:29:59.003Z\",\n  \"data\": {\n    \"emailId\": \"69145fe6a1b2c3d4e5f60101\",\n    \"from\": \"hello@shop.example.com\",\n    \"to\": {\n      \"email\": \"ada@example.org\",\n      \"name\": \"Ada Lovelace\"\n    },\n    \"subject\": \"Your order #48213 is on its way\",\n    \"test\": false,\n    \"templateId\": \"68f0c2b7a1b2c3d4e5f60a01\",\n    \"campaignId\": \"68f0c2b7a1b2c3d4e5f60c01\",\n    \"workflowAutomationId\": \"68f0c2b7a1b2c3d4e5f60d01\",\n    \"batchId\": \"69145fe5a1b2c3d4e5f60b01\"\n  }\n}\n";
            case EmailDeferred.TYPE -> "{\n  \"type\": \"email.deferred\",\n  \"createdAt\": \"2025-11-12T10:29:57.250Z\",\n  \"data\": {\n    \"emailId\": \"69145fd0a1b2c3d4e5f60102\",\n    \"from\": \"hello@shop.example.com\",\n    \"to\": {\n      \"email\": \"grace@example.net\",\n      \"name\": null\n    },\n    \"subject\": \"Your weekly digest\",\n    \"test\": false,\n    \"workflowAutomationId\": \"68e1aa10a1b2c3d4e5f60d01\",\n    \"delayType\": \"MailboxFull\",\n    \"delayReason\": \"452 4.2.2 The recipient's mailbox is over quota\",\n    \"expirationTime\": \"2025-11-13T10:29:57.000Z\",\n    \"campaignId\": \"68f0c2b7a1b2c3d4e5f60c01\",\n    \"templateId\": \"68f0c2b7a1b2c3d4e5f60a01\",\n    \"batchId\": \"69145fe5a1b2c3d4e5f60b01\"\n  }\n}\n";
            case EmailBounced.TYPE -> "{\n  \"type\": \"email.bounced\",\n  \"createdAt\": \"2025-11-12T10:29:56.118Z\",\n  \"data\": {\n    \"emailId\": \"69145fcba1b2c3d4e5f60103\",\n    \"from\": \"hello@shop.example.com\",\n    \"to\": {\n      \"email\": \"no-such-person@example.org\",\n      \"name\": \"Nobody\"\n    },\n    \"subject\": \"Welcome to Example Shop\",\n    \"test\": false,\n    \"campaignId\": \"68f0c2b7a1b2c3d4e5f60c01\",\n    \"bounceType\": \"Permanent\",\n    \"bounceSubType\": \"NoEmail\",\n    \"reason\": \"550 5.1.1 <no-such-person@example.org>: Recipient address rejected: User unknown\",\n    \"templateId\": \"68f0c2b7a1b2c3d4e5f60a01\",\n    \"workflowAutomationId\": \"68f0c2b7a1b2c3d4e5f60d01\",\n    \"batchId\": \"69145fe5a1b2c3d4e5f60b01\"\n  }\n}\n";
            case EmailOpened.TYPE -> "{\n  \"type\": \"email.opened\",\n  \"createdAt\": \"2025-11-12T10:29:59.700Z\",\n  \"data\": {\n    \"emailId\": \"69145fe6a1b2c3d4e5f60101\",\n    \"from\": \"hello@shop.example.com\",\n    \"to\": {\n      \"email\": \"zoe@example.org\",\n      \"name\": \"Zoë Müller\"\n    },\n    \"subject\": \"Grüße aus Köln 🎉\",\n    \"test\": false,\n    \"campaignId\": \"68f0c2b7a1b2c3d4e5f60c02\",\n    \"batchId\": \"69145fe5a1b2c3d4e5f60b02\",\n    \"templateId\": \"68f0c2b7a1b2c3d4e5f60a01\",\n    \"workflowAutomationId\": \"68f0c2b7a1b2c3d4e5f60d01\"\n  }\n}\n";
            case EmailClicked.TYPE -> "{\n  \"type\": \"email.clicked\",\n  \"createdAt\": \"2025-11-12T10:29:59.880Z\",\n  \"data\": {\n    \"emailId\": \"69145fe6a1b2c3d4e5f60101\",\n    \"from\": \"hello@shop.example.com\",\n    \"to\": {\n      \"email\": \"zoe@example.org\",\n      \"name\": \"Zoë Müller\"\n    },\n    \"subject\": \"Grüße aus Köln 🎉\",\n    \"test\": false,\n    \"campaignId\": \"68f0c2b7a1b2c3d4e5f60c02\",\n    \"clickedUrl\": \"https://shop.example.com/sale?utm_source=mail&utm_campaign=nov%2025#top\",\n    \"templateId\": \"68f0c2b7a1b2c3d4e5f60a01\",\n    \"workflowAutomationId\": \"68f0c2b7a1b2c3d4e5f60d01\",\n    \"batchId\": \"69145fe5a1b2c3d4e5f60b01\"\n  }\n}\n";
            case EmailSpamReported.TYPE -> "{\n  \"type\": \"email.spam_reported\",\n  \"createdAt\": \"2025-11-12T10:29:30.000Z\",\n  \"data\": {\n    \"emailId\": \"69145f10a1b2c3d4e5f60104\",\n    \"from\": \"hello@shop.example.com\",\n    \"to\": {\n      \"email\": \"angry@example.net\",\n      \"name\": null\n    },\n    \"subject\": \"You won't believe \\\"this\\\"\",\n    \"test\": false,\n    \"templateId\": \"68f0c2b7a1b2c3d4e5f60a02\",\n    \"complaintType\": \"abuse\",\n    \"campaignId\": \"68f0c2b7a1b2c3d4e5f60c01\",\n    \"workflowAutomationId\": \"68f0c2b7a1b2c3d4e5f60d01\",\n    \"batchId\": \"69145fe5a1b2c3d4e5f60b01\"\n  }\n}\n";
            case EmailUnsubscribed.TYPE -> "{\n  \"type\": \"email.unsubscribed\",\n  \"createdAt\": \"2025-11-12T10:28:41.009Z\",\n  \"data\": {\n    \"emailId\": \"69145f10a1b2c3d4e5f60105\",\n    \"campaignId\": \"68f0c2b7a1b2c3d4e5f60c02\",\n    \"templateId\": \"68f0c2b7a1b2c3d4e5f60a02\",\n    \"workflowAutomationId\": \"68e1aa10a1b2c3d4e5f60d01\",\n    \"batchId\": \"69145fe5a1b2c3d4e5f60b02\",\n    \"test\": false\n  }\n}\n";
            case EmailGroupUnsubscribed.TYPE -> "{\n  \"type\": \"email.group_unsubscribed\",\n  \"createdAt\": \"2025-11-12T10:28:42.010Z\",\n  \"data\": {\n    \"emailId\": \"69145f10a1b2c3d4e5f60106\",\n    \"campaignId\": \"68f0c2b7a1b2c3d4e5f60c02\",\n    \"unsubscribeGroupId\": \"68a00000a1b2c3d4e5f60e01\",\n    \"test\": false,\n    \"templateId\": \"68f0c2b7a1b2c3d4e5f60a01\",\n    \"workflowAutomationId\": \"68f0c2b7a1b2c3d4e5f60d01\",\n    \"batchId\": \"69145fe5a1b2c3d4e5f60b01\"\n  }\n}\n";
            case EmailGroupResubscribed.TYPE -> "{\n  \"type\": \"email.group_resubscribed\",\n  \"createdAt\": \"2025-11-12T10:28:43.011Z\",\n  \"data\": {\n    \"emailId\": \"69145f10a1b2c3d4e5f60106\",\n    \"unsubscribeGroupId\": \"68a00000a1b2c3d4e5f60e01\",\n    \"campaignId\": \"68f0c2b7a1b2c3d4e5f60c02\",\n    \"test\": true\n  }\n}\n";
            case ContactCreated.TYPE -> "{\n  \"type\": \"contact.created\",\n  \"createdAt\": \"2025-11-12T10:27:00.500Z\",\n  \"data\": {\n    \"contactId\": \"69145e84a1b2c3d4e5f60201\",\n    \"email\": \"ada@example.org\",\n    \"name\": \"Ada Lovelace\",\n    \"plan\": \"pro\",\n    \"seats\": 12,\n    \"lifetimeValue\": 1249.5,\n    \"newsletter\": true,\n    \"tags\": [\n      \"beta\",\n      \"eu\"\n    ],\n    \"address\": {\n      \"city\": \"London\",\n      \"zip\": null\n    }\n  }\n}\n";
            case ContactUpdated.TYPE -> "{\n  \"type\": \"contact.updated\",\n  \"createdAt\": \"2025-11-12T10:27:30.501Z\",\n  \"data\": {\n    \"contactId\": \"69145e84a1b2c3d4e5f60201\",\n    \"email\": \"ada@example.org\",\n    \"name\": \"Ada King\",\n    \"changedFields\": [\n      \"name\",\n      \"plan\"\n    ],\n    \"plan\": \"enterprise\",\n    \"seats\": 40\n  }\n}\n";
            case ContactDeleted.TYPE -> "{\n  \"type\": \"contact.deleted\",\n  \"createdAt\": \"2025-11-12T10:27:59.502Z\",\n  \"data\": {\n    \"contactId\": \"69145e84a1b2c3d4e5f60201\",\n    \"email\": \"ada@example.org\",\n    \"reason\": \"asked by mail\"\n  }\n}\n";
            case EmailReceived.TYPE -> "{\n  \"type\": \"email.received\",\n  \"createdAt\": \"2025-11-12T10:29:50.640Z\",\n  \"data\": {\n    \"inboundEmailId\": \"69145fdea1b2c3d4e5f60301\",\n    \"from\": {\n      \"email\": \"grace@example.net\",\n      \"name\": \"Grace Hopper\"\n    },\n    \"to\": [\n      {\n        \"email\": \"support@in.example.com\",\n        \"name\": \"Example Support\"\n      },\n      {\n        \"email\": \"billing@in.example.com\",\n        \"name\": null\n      }\n    ],\n    \"cc\": [\n      {\n        \"email\": \"ada@example.org\",\n        \"name\": null\n      }\n    ],\n    \"subject\": \"Re: Invoice 2025-118 – Ünïcödé\",\n    \"attachments\": [\n      {\n        \"attachmentId\": \"69145fdea1b2c3d4e5f60401\",\n        \"attachmentIndex\": 0,\n        \"filename\": \"invoice 2025-118.pdf\",\n        \"contentType\": \"application/pdf\",\n        \"size\": 182734\n      },\n      {\n        \"attachmentId\": \"69145fdea1b2c3d4e5f60402\",\n        \"attachmentIndex\": 1,\n        \"filename\": \"photo.png\",\n        \"contentType\": \"image/png\",\n        \"size\": 0\n      }\n    ],\n    \"spamVerdict\": \"PASS\",\n    \"virusVerdict\": \"PASS\",\n    \"receivedAt\": \"2025-11-12T10:29:49.000Z\",\n    \"threadId\": \"69145a00a1b2c3d4e5f60501\",\n    \"inReplyToEmailActivityId\": \"69145a00a1b2c3d4e5f60502\",\n    \"inReplyToInboundEmailId\": null\n  }\n}\n";
            default -> null;
        };
    }
}
