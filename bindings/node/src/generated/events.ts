// Generated from schema/ by `cargo xtask generate`; do not edit.

/** What kind of bounce it is. Open: values that AutoSend adds arrive as they are. */
export type BounceSubType = "General" | "NoEmail" | "Suppressed" | (string & {});

/** Whether a bounce is for good. Open: values that AutoSend adds arrive as they are. */
export type BounceType = "Permanent" | "Transient" | (string & {});

/** What a recipient complained of. Open: values that AutoSend adds arrive as they are. */
export type ComplaintType = "abuse" | "fraud" | "virus" | "other" | (string & {});

/** Why a delivery is delayed. Open: values that AutoSend adds arrive as they are. */
export type DelayType = "InternalFailure" | "MailboxFull" | (string & {});

/** What a scan of an inbound message found. Open: values that AutoSend adds arrive as they are. */
export type Verdict = "PASS" | "FAIL" | (string & {});

/** An address with the name that goes with it. */
export interface Address {
  /** The e-mail address. */
  readonly email: string;
  /** The display name, if there is one. */
  readonly name?: string | null;
}

/** A file attached to an inbound message. */
export interface Attachment {
  /** Id of the attachment. */
  readonly attachmentId: string;
  /** Position among the message's attachments, from 0. */
  readonly attachmentIndex: number;
  /** File name as the sender gave it: untrusted, never a path to write to. */
  readonly filename: string;
  /** Media type as the sender gave it. */
  readonly contentType: string;
  /** Size in bytes. */
  readonly size: number;
}

/** A contact was created. Custom properties are further members. */
export interface ContactCreatedData {
  /** Id of the contact. */
  readonly contactId?: string | null;
  /** The contact's e-mail address. */
  readonly email?: string | null;
  /** The contact's name. */
  readonly name?: string | null;
  /** The id that your own system gave the contact (first generation). */
  readonly userId?: string | null;
  /** The first name (first generation). */
  readonly firstName?: string | null;
  /** The last name (first generation). */
  readonly lastName?: string | null;
  /** When the contact was created (first generation). ISO 8601. */
  readonly createdAt?: string | null;
}

/** A contact was deleted. */
export interface ContactDeletedData {
  /** Id of the contact. */
  readonly contactId?: string | null;
  /** The contact's e-mail address. */
  readonly email?: string | null;
  /** When the contact was deleted (first generation). ISO 8601. */
  readonly deletedAt?: string | null;
  /** The id that your own system gave the contact (first generation). */
  readonly userId?: string | null;
  /** The first name (first generation). */
  readonly firstName?: string | null;
  /** The last name (first generation). */
  readonly lastName?: string | null;
  /** When the contact was created (first generation). ISO 8601. */
  readonly createdAt?: string | null;
}

/** A contact was changed. Custom properties are further members. */
export interface ContactUpdatedData {
  /** Id of the contact. */
  readonly contactId?: string | null;
  /** The contact's e-mail address. */
  readonly email?: string | null;
  /** The contact's name. */
  readonly name?: string | null;
  /** The names of the fields that changed. */
  readonly changedFields?: readonly string[] | null;
  /** When the contact was changed (first generation). ISO 8601. */
  readonly updatedAt?: string | null;
  /** The id that your own system gave the contact (first generation). */
  readonly userId?: string | null;
  /** The first name (first generation). */
  readonly firstName?: string | null;
  /** The last name (first generation). */
  readonly lastName?: string | null;
  /** When the contact was created (first generation). ISO 8601. */
  readonly createdAt?: string | null;
}

/** The recipient's mail server refused a message. */
export interface EmailBouncedData {
  /** Id of the message. */
  readonly emailId: string;
  /** The sender's address. */
  readonly from: string;
  /** The recipient. */
  readonly to: Address;
  /** The subject line. */
  readonly subject: string;
  /** Whether it was a test message. First-generation bodies don't say: false. */
  readonly test: boolean;
  /** Id of the campaign it belongs to. */
  readonly campaignId?: string | null;
  /** Id of the template it was made from. */
  readonly templateId?: string | null;
  /** Id of the workflow automation that sent it. */
  readonly workflowAutomationId?: string | null;
  /** Id of the batch it was sent in. */
  readonly batchId?: string | null;
  /** When the message was created (first generation). ISO 8601. */
  readonly createdAt?: string | null;
  /** When the event happened (first generation). ISO 8601. */
  readonly timestamp?: string | null;
  /** Permanent (hard) or transient (soft). */
  readonly bounceType?: BounceType | null;
  /** What kind of bounce it is. */
  readonly bounceSubType?: BounceSubType | null;
  /** The mail server's words. First-generation bodies call it `bounceReason`. */
  readonly reason?: string | null;
  /** When it bounced (first generation). ISO 8601. */
  readonly bouncedAt?: string | null;
}

/** A recipient clicked a link in a message. */
export interface EmailClickedData {
  /** Id of the message. */
  readonly emailId: string;
  /** The sender's address. */
  readonly from: string;
  /** The recipient. */
  readonly to: Address;
  /** The subject line. */
  readonly subject: string;
  /** Whether it was a test message. First-generation bodies don't say: false. */
  readonly test: boolean;
  /** Id of the campaign it belongs to. */
  readonly campaignId?: string | null;
  /** Id of the template it was made from. */
  readonly templateId?: string | null;
  /** Id of the workflow automation that sent it. */
  readonly workflowAutomationId?: string | null;
  /** Id of the batch it was sent in. */
  readonly batchId?: string | null;
  /** When the message was created (first generation). ISO 8601. */
  readonly createdAt?: string | null;
  /** When the event happened (first generation). ISO 8601. */
  readonly timestamp?: string | null;
  /** The link's target. */
  readonly clickedUrl?: string | null;
}

/** The recipient's mail server put a message off; it will be tried again. */
export interface EmailDeferredData {
  /** Id of the message. */
  readonly emailId: string;
  /** The sender's address. */
  readonly from: string;
  /** The recipient. */
  readonly to: Address;
  /** The subject line. */
  readonly subject: string;
  /** Whether it was a test message. First-generation bodies don't say: false. */
  readonly test: boolean;
  /** Id of the campaign it belongs to. */
  readonly campaignId?: string | null;
  /** Id of the template it was made from. */
  readonly templateId?: string | null;
  /** Id of the workflow automation that sent it. */
  readonly workflowAutomationId?: string | null;
  /** Id of the batch it was sent in. */
  readonly batchId?: string | null;
  /** When the message was created (first generation). ISO 8601. */
  readonly createdAt?: string | null;
  /** When the event happened (first generation). ISO 8601. */
  readonly timestamp?: string | null;
  /** Why it is delayed. */
  readonly delayType?: DelayType | null;
  /** The mail server's words. */
  readonly delayReason?: string | null;
  /** When trying ends. ISO 8601. */
  readonly expirationTime?: string | null;
}

/** The recipient's mail server accepted a message. */
export interface EmailDeliveredData {
  /** Id of the message. */
  readonly emailId: string;
  /** The sender's address. */
  readonly from: string;
  /** The recipient. */
  readonly to: Address;
  /** The subject line. */
  readonly subject: string;
  /** Whether it was a test message. First-generation bodies don't say: false. */
  readonly test: boolean;
  /** Id of the campaign it belongs to. */
  readonly campaignId?: string | null;
  /** Id of the template it was made from. */
  readonly templateId?: string | null;
  /** Id of the workflow automation that sent it. */
  readonly workflowAutomationId?: string | null;
  /** Id of the batch it was sent in. */
  readonly batchId?: string | null;
  /** When the message was created (first generation). ISO 8601. */
  readonly createdAt?: string | null;
  /** When the event happened (first generation). ISO 8601. */
  readonly timestamp?: string | null;
  /** When it was delivered (first generation). ISO 8601. */
  readonly deliveredAt?: string | null;
}

/** A recipient subscribed to a group of messages again. */
export interface EmailGroupResubscribedData {
  /** Whether it came from a test message. */
  readonly test: boolean;
  /** Id of the message it came from. */
  readonly emailId?: string | null;
  /** Id of the group. */
  readonly unsubscribeGroupId?: string | null;
  /** Id of the campaign it came from. */
  readonly campaignId?: string | null;
}

/** A recipient unsubscribed from one group of messages. */
export interface EmailGroupUnsubscribedData {
  /** Whether it came from a test message. */
  readonly test: boolean;
  /** Id of the message it came from. */
  readonly emailId?: string | null;
  /** Id of the campaign it came from. */
  readonly campaignId?: string | null;
  /** Id of the template of the message. */
  readonly templateId?: string | null;
  /** Id of the workflow automation that sent the message. */
  readonly workflowAutomationId?: string | null;
  /** Id of the batch of the message. */
  readonly batchId?: string | null;
  /** Id of the group. */
  readonly unsubscribeGroupId?: string | null;
}

/** A recipient opened a message. There is no address, device or place in it, on purpose. */
export interface EmailOpenedData {
  /** Id of the message. */
  readonly emailId: string;
  /** The sender's address. */
  readonly from: string;
  /** The recipient. */
  readonly to: Address;
  /** The subject line. */
  readonly subject: string;
  /** Whether it was a test message. First-generation bodies don't say: false. */
  readonly test: boolean;
  /** Id of the campaign it belongs to. */
  readonly campaignId?: string | null;
  /** Id of the template it was made from. */
  readonly templateId?: string | null;
  /** Id of the workflow automation that sent it. */
  readonly workflowAutomationId?: string | null;
  /** Id of the batch it was sent in. */
  readonly batchId?: string | null;
  /** When the message was created (first generation). ISO 8601. */
  readonly createdAt?: string | null;
  /** When the event happened (first generation). ISO 8601. */
  readonly timestamp?: string | null;
  /** When it was opened (first generation). ISO 8601. */
  readonly openedAt?: string | null;
}

/** A message came in for one of your inbound addresses. */
export interface EmailReceivedData {
  /** Id of the inbound message. */
  readonly inboundEmailId: string;
  /** Who sent it: an object here, while outbound events carry a plain address. */
  readonly from: Address;
  /** The recipients. */
  readonly to: readonly Address[];
  /** The recipients in copy. */
  readonly cc: readonly Address[];
  /** The subject line. */
  readonly subject: string;
  /** The attached files. */
  readonly attachments: readonly Attachment[];
  /** What the spam scan found. */
  readonly spamVerdict: Verdict;
  /** What the virus scan found. */
  readonly virusVerdict: Verdict;
  /** When it came in. ISO 8601. */
  readonly receivedAt: string;
  /** Id of the conversation it belongs to. */
  readonly threadId?: string | null;
  /** Id of the outbound message that it answers. */
  readonly inReplyToEmailActivityId?: string | null;
  /** Id of the inbound message that it answers. */
  readonly inReplyToInboundEmailId?: string | null;
}

/** A message was handed over for sending. */
export interface EmailSentData {
  /** Id of the message. */
  readonly emailId: string;
  /** The sender's address. */
  readonly from: string;
  /** The recipient. */
  readonly to: Address;
  /** The subject line. */
  readonly subject: string;
  /** Whether it was a test message. First-generation bodies don't say: false. */
  readonly test: boolean;
  /** Id of the campaign it belongs to. */
  readonly campaignId?: string | null;
  /** Id of the template it was made from. */
  readonly templateId?: string | null;
  /** Id of the workflow automation that sent it. */
  readonly workflowAutomationId?: string | null;
  /** Id of the batch it was sent in. */
  readonly batchId?: string | null;
  /** When the message was created (first generation). ISO 8601. */
  readonly createdAt?: string | null;
  /** When the event happened (first generation). ISO 8601. */
  readonly timestamp?: string | null;
}

/** A recipient reported a message as spam. */
export interface EmailSpamReportedData {
  /** Id of the message. */
  readonly emailId: string;
  /** The sender's address. */
  readonly from: string;
  /** The recipient. */
  readonly to: Address;
  /** The subject line. */
  readonly subject: string;
  /** Whether it was a test message. First-generation bodies don't say: false. */
  readonly test: boolean;
  /** Id of the campaign it belongs to. */
  readonly campaignId?: string | null;
  /** Id of the template it was made from. */
  readonly templateId?: string | null;
  /** Id of the workflow automation that sent it. */
  readonly workflowAutomationId?: string | null;
  /** Id of the batch it was sent in. */
  readonly batchId?: string | null;
  /** When the message was created (first generation). ISO 8601. */
  readonly createdAt?: string | null;
  /** When the event happened (first generation). ISO 8601. */
  readonly timestamp?: string | null;
  /** What the recipient complained of. */
  readonly complaintType?: ComplaintType | null;
}

/** A recipient unsubscribed from everything. */
export interface EmailUnsubscribedData {
  /** Whether it came from a test message. First-generation bodies don't say: false. */
  readonly test: boolean;
  /** Id of the message it came from. */
  readonly emailId?: string | null;
  /** Id of the campaign it came from. */
  readonly campaignId?: string | null;
  /** Id of the template of the message. */
  readonly templateId?: string | null;
  /** Id of the workflow automation that sent the message. */
  readonly workflowAutomationId?: string | null;
  /** Id of the batch of the message. */
  readonly batchId?: string | null;
  /** The address that unsubscribed (first generation). */
  readonly email?: string | null;
  /** Id of the unsubscribe group (first generation). */
  readonly unsubscribeGroupId?: string | null;
  /** When the record was created (first generation). ISO 8601. */
  readonly createdAt?: string | null;
  /** When the address was suppressed (first generation). ISO 8601. */
  readonly suppressedAt?: string | null;
}

/** `email.sent`: a message was handed over for sending. */
export interface EmailSent {
  readonly type: "email.sent";
  /** When the event was created, ISO 8601. Signed, unlike the time of sending. */
  readonly createdAt: string;
  /** What the event says. */
  readonly data: EmailSentData;
}

/** `email.delivered`: the recipient's mail server accepted a message. */
export interface EmailDelivered {
  readonly type: "email.delivered";
  /** When the event was created, ISO 8601. Signed, unlike the time of sending. */
  readonly createdAt: string;
  /** What the event says. */
  readonly data: EmailDeliveredData;
}

/** `email.deferred`: the recipient's mail server put a message off. */
export interface EmailDeferred {
  readonly type: "email.deferred";
  /** When the event was created, ISO 8601. Signed, unlike the time of sending. */
  readonly createdAt: string;
  /** What the event says. */
  readonly data: EmailDeferredData;
}

/** `email.bounced`: the recipient's mail server refused a message. */
export interface EmailBounced {
  readonly type: "email.bounced";
  /** When the event was created, ISO 8601. Signed, unlike the time of sending. */
  readonly createdAt: string;
  /** What the event says. */
  readonly data: EmailBouncedData;
}

/** `email.opened`: a recipient opened a message. */
export interface EmailOpened {
  readonly type: "email.opened";
  /** When the event was created, ISO 8601. Signed, unlike the time of sending. */
  readonly createdAt: string;
  /** What the event says. */
  readonly data: EmailOpenedData;
}

/** `email.clicked`: a recipient clicked a link in a message. */
export interface EmailClicked {
  readonly type: "email.clicked";
  /** When the event was created, ISO 8601. Signed, unlike the time of sending. */
  readonly createdAt: string;
  /** What the event says. */
  readonly data: EmailClickedData;
}

/** `email.spam_reported`: a recipient reported a message as spam. */
export interface EmailSpamReported {
  readonly type: "email.spam_reported";
  /** When the event was created, ISO 8601. Signed, unlike the time of sending. */
  readonly createdAt: string;
  /** What the event says. */
  readonly data: EmailSpamReportedData;
}

/** `email.unsubscribed`: a recipient unsubscribed from everything. */
export interface EmailUnsubscribed {
  readonly type: "email.unsubscribed";
  /** When the event was created, ISO 8601. Signed, unlike the time of sending. */
  readonly createdAt: string;
  /** What the event says. */
  readonly data: EmailUnsubscribedData;
}

/** `email.group_unsubscribed`: a recipient unsubscribed from a group. */
export interface EmailGroupUnsubscribed {
  readonly type: "email.group_unsubscribed";
  /** When the event was created, ISO 8601. Signed, unlike the time of sending. */
  readonly createdAt: string;
  /** What the event says. */
  readonly data: EmailGroupUnsubscribedData;
}

/** `email.group_resubscribed`: a recipient subscribed to a group again. */
export interface EmailGroupResubscribed {
  readonly type: "email.group_resubscribed";
  /** When the event was created, ISO 8601. Signed, unlike the time of sending. */
  readonly createdAt: string;
  /** What the event says. */
  readonly data: EmailGroupResubscribedData;
}

/** `contact.created`: a contact was created. */
export interface ContactCreated {
  readonly type: "contact.created";
  /** When the event was created, ISO 8601. Signed, unlike the time of sending. */
  readonly createdAt: string;
  /** What the event says. */
  readonly data: ContactCreatedData;
}

/** `contact.updated`: a contact was changed. */
export interface ContactUpdated {
  readonly type: "contact.updated";
  /** When the event was created, ISO 8601. Signed, unlike the time of sending. */
  readonly createdAt: string;
  /** What the event says. */
  readonly data: ContactUpdatedData;
}

/** `contact.deleted`: a contact was deleted. */
export interface ContactDeleted {
  readonly type: "contact.deleted";
  /** When the event was created, ISO 8601. Signed, unlike the time of sending. */
  readonly createdAt: string;
  /** What the event says. */
  readonly data: ContactDeletedData;
}

/** `email.received`: a message came in. */
export interface EmailReceived {
  readonly type: "email.received";
  /** When the event was created, ISO 8601. Signed, unlike the time of sending. */
  readonly createdAt: string;
  /** What the event says. */
  readonly data: EmailReceivedData;
}

/** An event of a type that this version knows, with data that fits it. */
export type TypedEvent =
  | EmailSent
  | EmailDelivered
  | EmailDeferred
  | EmailBounced
  | EmailOpened
  | EmailClicked
  | EmailSpamReported
  | EmailUnsubscribed
  | EmailGroupUnsubscribed
  | EmailGroupResubscribed
  | ContactCreated
  | ContactUpdated
  | ContactDeleted
  | EmailReceived;

/** The types that this version knows. */
export type EventType = TypedEvent["type"];

/** What an event is about. */
export type EventGroup = "lifecycle" | "engagement" | "subscription" | "contact" | "inbound";

/** What is known of each event type, in the order of AutoSend's documentation. */
export const EVENTS = {
  "email.sent": { name: "EmailSent", group: "lifecycle", title: "a message was handed over for sending" },
  "email.delivered": { name: "EmailDelivered", group: "lifecycle", title: "the recipient's mail server accepted a message" },
  "email.deferred": { name: "EmailDeferred", group: "lifecycle", title: "the recipient's mail server put a message off" },
  "email.bounced": { name: "EmailBounced", group: "lifecycle", title: "the recipient's mail server refused a message" },
  "email.opened": { name: "EmailOpened", group: "engagement", title: "a recipient opened a message" },
  "email.clicked": { name: "EmailClicked", group: "engagement", title: "a recipient clicked a link in a message" },
  "email.spam_reported": { name: "EmailSpamReported", group: "engagement", title: "a recipient reported a message as spam" },
  "email.unsubscribed": { name: "EmailUnsubscribed", group: "subscription", title: "a recipient unsubscribed from everything" },
  "email.group_unsubscribed": { name: "EmailGroupUnsubscribed", group: "subscription", title: "a recipient unsubscribed from a group" },
  "email.group_resubscribed": { name: "EmailGroupResubscribed", group: "subscription", title: "a recipient subscribed to a group again" },
  "contact.created": { name: "ContactCreated", group: "contact", title: "a contact was created" },
  "contact.updated": { name: "ContactUpdated", group: "contact", title: "a contact was changed" },
  "contact.deleted": { name: "ContactDeleted", group: "contact", title: "a contact was deleted" },
  "email.received": { name: "EmailReceived", group: "inbound", title: "a message came in" },
} as const satisfies Record<EventType, { name: string; group: EventGroup; title: string }>;

/** All event types that this version knows. */
export const EVENT_TYPES = Object.keys(EVENTS) as readonly EventType[];

/** The event of a type, e.g. `EventOf<"email.sent">`. */
export type EventOf<T extends EventType> = EventsByType[T];

/** Looked up, since going through all events for each of them takes compilers long. */
interface EventsByType {
  readonly "email.sent": EmailSent;
  readonly "email.delivered": EmailDelivered;
  readonly "email.deferred": EmailDeferred;
  readonly "email.bounced": EmailBounced;
  readonly "email.opened": EmailOpened;
  readonly "email.clicked": EmailClicked;
  readonly "email.spam_reported": EmailSpamReported;
  readonly "email.unsubscribed": EmailUnsubscribed;
  readonly "email.group_unsubscribed": EmailGroupUnsubscribed;
  readonly "email.group_resubscribed": EmailGroupResubscribed;
  readonly "contact.created": ContactCreated;
  readonly "contact.updated": ContactUpdated;
  readonly "contact.deleted": ContactDeleted;
  readonly "email.received": EmailReceived;
}

/** The events of a group. */
export type EventOfGroup<G extends EventGroup> = EventOf<
  { [T in EventType]: (typeof EVENTS)[T]["group"] extends G ? T : never }[EventType]
>;
