// Generated from schema/ by `cargo xtask generate`; do not edit.

import Foundation

/// What kind of bounce it is.
///
/// The enumeration is open: a value that AutoSend adds arrives as it is.
public struct BounceSubType: RawRepresentable, Hashable, Codable, Sendable {
    /// The value as AutoSend writes it.
    public let rawValue: String

    /// A value, known or not.
    public init(rawValue: String) {
        self.rawValue = rawValue
    }

    /// `General`
    public static let general = BounceSubType(rawValue: "General")
    /// `NoEmail`
    public static let noEmail = BounceSubType(rawValue: "NoEmail")
    /// `Suppressed`
    public static let suppressed = BounceSubType(rawValue: "Suppressed")
}

/// Whether a bounce is for good.
///
/// The enumeration is open: a value that AutoSend adds arrives as it is.
public struct BounceType: RawRepresentable, Hashable, Codable, Sendable {
    /// The value as AutoSend writes it.
    public let rawValue: String

    /// A value, known or not.
    public init(rawValue: String) {
        self.rawValue = rawValue
    }

    /// `Permanent`
    public static let permanent = BounceType(rawValue: "Permanent")
    /// `Transient`
    public static let transient = BounceType(rawValue: "Transient")
}

/// What a recipient complained of.
///
/// The enumeration is open: a value that AutoSend adds arrives as it is.
public struct ComplaintType: RawRepresentable, Hashable, Codable, Sendable {
    /// The value as AutoSend writes it.
    public let rawValue: String

    /// A value, known or not.
    public init(rawValue: String) {
        self.rawValue = rawValue
    }

    /// `abuse`
    public static let abuse = ComplaintType(rawValue: "abuse")
    /// `fraud`
    public static let fraud = ComplaintType(rawValue: "fraud")
    /// `virus`
    public static let virus = ComplaintType(rawValue: "virus")
    /// `other`
    public static let other = ComplaintType(rawValue: "other")
}

/// Why a delivery is delayed.
///
/// The enumeration is open: a value that AutoSend adds arrives as it is.
public struct DelayType: RawRepresentable, Hashable, Codable, Sendable {
    /// The value as AutoSend writes it.
    public let rawValue: String

    /// A value, known or not.
    public init(rawValue: String) {
        self.rawValue = rawValue
    }

    /// `InternalFailure`
    public static let internalFailure = DelayType(rawValue: "InternalFailure")
    /// `MailboxFull`
    public static let mailboxFull = DelayType(rawValue: "MailboxFull")
}

/// What a scan of an inbound message found.
///
/// The enumeration is open: a value that AutoSend adds arrives as it is.
public struct Verdict: RawRepresentable, Hashable, Codable, Sendable {
    /// The value as AutoSend writes it.
    public let rawValue: String

    /// A value, known or not.
    public init(rawValue: String) {
        self.rawValue = rawValue
    }

    /// `PASS`
    public static let pass = Verdict(rawValue: "PASS")
    /// `FAIL`
    public static let fail = Verdict(rawValue: "FAIL")
}

/// An address with the name that goes with it.
public struct Address: Hashable, Codable, Sendable {
    /// The e-mail address.
    public let email: String
    /// The display name, if there is one.
    public let name: String?
    /// Members that this version does not know, each as its JSON text.
    public let extra: [String: String]

    init(_ packed: inout Packed) {
        email = packed.text()
        name = packed.optional { packed in packed.text() }
        extra = packed.members()
    }
}

/// A file attached to an inbound message.
public struct Attachment: Hashable, Codable, Sendable {
    /// Id of the attachment.
    public let attachmentId: String
    /// Position among the message's attachments, from 0.
    public let attachmentIndex: Int64
    /// File name as the sender gave it: untrusted, never a path to write to.
    public let filename: String
    /// Media type as the sender gave it.
    public let contentType: String
    /// Size in bytes.
    public let size: Int64
    /// Members that this version does not know, each as its JSON text.
    public let extra: [String: String]

    init(_ packed: inout Packed) {
        attachmentId = packed.text()
        attachmentIndex = packed.integer()
        filename = packed.text()
        contentType = packed.text()
        size = packed.integer()
        extra = packed.members()
    }
}

/// A contact was created. Custom properties are in `extra`.
public struct ContactCreated: Hashable, Codable, Sendable {
    /// Id of the contact.
    public let contactId: String?
    /// The contact's e-mail address.
    public let email: String?
    /// The contact's name.
    public let name: String?
    /// The id that your own system gave the contact (first generation).
    public let userId: String?
    /// The first name (first generation).
    public let firstName: String?
    /// The last name (first generation).
    public let lastName: String?
    /// When the contact was created (first generation).
    public let createdAt: Date?
    /// Members that this version does not know, each as its JSON text.
    public let extra: [String: String]

    init(_ packed: inout Packed) {
        contactId = packed.optional { packed in packed.text() }
        email = packed.optional { packed in packed.text() }
        name = packed.optional { packed in packed.text() }
        userId = packed.optional { packed in packed.text() }
        firstName = packed.optional { packed in packed.text() }
        lastName = packed.optional { packed in packed.text() }
        createdAt = packed.optional { packed in packed.time() }
        extra = packed.members()
    }
}

/// A contact was deleted.
public struct ContactDeleted: Hashable, Codable, Sendable {
    /// Id of the contact.
    public let contactId: String?
    /// The contact's e-mail address.
    public let email: String?
    /// When the contact was deleted (first generation).
    public let deletedAt: Date?
    /// The id that your own system gave the contact (first generation).
    public let userId: String?
    /// The first name (first generation).
    public let firstName: String?
    /// The last name (first generation).
    public let lastName: String?
    /// When the contact was created (first generation).
    public let createdAt: Date?
    /// Members that this version does not know, each as its JSON text.
    public let extra: [String: String]

    init(_ packed: inout Packed) {
        contactId = packed.optional { packed in packed.text() }
        email = packed.optional { packed in packed.text() }
        deletedAt = packed.optional { packed in packed.time() }
        userId = packed.optional { packed in packed.text() }
        firstName = packed.optional { packed in packed.text() }
        lastName = packed.optional { packed in packed.text() }
        createdAt = packed.optional { packed in packed.time() }
        extra = packed.members()
    }
}

/// A contact was changed. Custom properties are in `extra`.
public struct ContactUpdated: Hashable, Codable, Sendable {
    /// Id of the contact.
    public let contactId: String?
    /// The contact's e-mail address.
    public let email: String?
    /// The contact's name.
    public let name: String?
    /// The names of the fields that changed.
    public let changedFields: [String]?
    /// When the contact was changed (first generation).
    public let updatedAt: Date?
    /// The id that your own system gave the contact (first generation).
    public let userId: String?
    /// The first name (first generation).
    public let firstName: String?
    /// The last name (first generation).
    public let lastName: String?
    /// When the contact was created (first generation).
    public let createdAt: Date?
    /// Members that this version does not know, each as its JSON text.
    public let extra: [String: String]

    init(_ packed: inout Packed) {
        contactId = packed.optional { packed in packed.text() }
        email = packed.optional { packed in packed.text() }
        name = packed.optional { packed in packed.text() }
        changedFields = packed.optional { packed in packed.list { packed in packed.text() } }
        updatedAt = packed.optional { packed in packed.time() }
        userId = packed.optional { packed in packed.text() }
        firstName = packed.optional { packed in packed.text() }
        lastName = packed.optional { packed in packed.text() }
        createdAt = packed.optional { packed in packed.time() }
        extra = packed.members()
    }
}

/// The recipient's mail server refused a message.
public struct EmailBounced: Hashable, Codable, Sendable {
    /// Id of the message.
    public let emailId: String
    /// The sender's address.
    public let from: String
    /// The recipient.
    public let to: Address
    /// The subject line.
    public let subject: String
    /// Whether it was a test message. First-generation bodies don't say: false.
    public let test: Bool
    /// Id of the campaign it belongs to.
    public let campaignId: String?
    /// Id of the template it was made from.
    public let templateId: String?
    /// Id of the workflow automation that sent it.
    public let workflowAutomationId: String?
    /// Id of the batch it was sent in.
    public let batchId: String?
    /// When the message was created (first generation).
    public let createdAt: Date?
    /// When the event happened (first generation).
    public let timestamp: Date?
    /// Permanent (hard) or transient (soft).
    public let bounceType: BounceType?
    /// What kind of bounce it is.
    public let bounceSubType: BounceSubType?
    /// The mail server's words. First-generation bodies call it `bounceReason`.
    public let reason: String?
    /// When it bounced (first generation).
    public let bouncedAt: Date?
    /// Members that this version does not know, each as its JSON text.
    public let extra: [String: String]

    init(_ packed: inout Packed) {
        emailId = packed.text()
        from = packed.text()
        to = Address(&packed)
        subject = packed.text()
        test = packed.bool()
        campaignId = packed.optional { packed in packed.text() }
        templateId = packed.optional { packed in packed.text() }
        workflowAutomationId = packed.optional { packed in packed.text() }
        batchId = packed.optional { packed in packed.text() }
        createdAt = packed.optional { packed in packed.time() }
        timestamp = packed.optional { packed in packed.time() }
        bounceType = packed.optional { packed in BounceType(rawValue: packed.text()) }
        bounceSubType = packed.optional { packed in BounceSubType(rawValue: packed.text()) }
        reason = packed.optional { packed in packed.text() }
        bouncedAt = packed.optional { packed in packed.time() }
        extra = packed.members()
    }
}

/// A recipient clicked a link in a message.
public struct EmailClicked: Hashable, Codable, Sendable {
    /// Id of the message.
    public let emailId: String
    /// The sender's address.
    public let from: String
    /// The recipient.
    public let to: Address
    /// The subject line.
    public let subject: String
    /// Whether it was a test message. First-generation bodies don't say: false.
    public let test: Bool
    /// Id of the campaign it belongs to.
    public let campaignId: String?
    /// Id of the template it was made from.
    public let templateId: String?
    /// Id of the workflow automation that sent it.
    public let workflowAutomationId: String?
    /// Id of the batch it was sent in.
    public let batchId: String?
    /// When the message was created (first generation).
    public let createdAt: Date?
    /// When the event happened (first generation).
    public let timestamp: Date?
    /// The link's target.
    public let clickedUrl: String?
    /// Members that this version does not know, each as its JSON text.
    public let extra: [String: String]

    init(_ packed: inout Packed) {
        emailId = packed.text()
        from = packed.text()
        to = Address(&packed)
        subject = packed.text()
        test = packed.bool()
        campaignId = packed.optional { packed in packed.text() }
        templateId = packed.optional { packed in packed.text() }
        workflowAutomationId = packed.optional { packed in packed.text() }
        batchId = packed.optional { packed in packed.text() }
        createdAt = packed.optional { packed in packed.time() }
        timestamp = packed.optional { packed in packed.time() }
        clickedUrl = packed.optional { packed in packed.text() }
        extra = packed.members()
    }
}

/// The recipient's mail server put a message off; it will be tried again.
public struct EmailDeferred: Hashable, Codable, Sendable {
    /// Id of the message.
    public let emailId: String
    /// The sender's address.
    public let from: String
    /// The recipient.
    public let to: Address
    /// The subject line.
    public let subject: String
    /// Whether it was a test message. First-generation bodies don't say: false.
    public let test: Bool
    /// Id of the campaign it belongs to.
    public let campaignId: String?
    /// Id of the template it was made from.
    public let templateId: String?
    /// Id of the workflow automation that sent it.
    public let workflowAutomationId: String?
    /// Id of the batch it was sent in.
    public let batchId: String?
    /// When the message was created (first generation).
    public let createdAt: Date?
    /// When the event happened (first generation).
    public let timestamp: Date?
    /// Why it is delayed.
    public let delayType: DelayType?
    /// The mail server's words.
    public let delayReason: String?
    /// When trying ends.
    public let expirationTime: Date?
    /// Members that this version does not know, each as its JSON text.
    public let extra: [String: String]

    init(_ packed: inout Packed) {
        emailId = packed.text()
        from = packed.text()
        to = Address(&packed)
        subject = packed.text()
        test = packed.bool()
        campaignId = packed.optional { packed in packed.text() }
        templateId = packed.optional { packed in packed.text() }
        workflowAutomationId = packed.optional { packed in packed.text() }
        batchId = packed.optional { packed in packed.text() }
        createdAt = packed.optional { packed in packed.time() }
        timestamp = packed.optional { packed in packed.time() }
        delayType = packed.optional { packed in DelayType(rawValue: packed.text()) }
        delayReason = packed.optional { packed in packed.text() }
        expirationTime = packed.optional { packed in packed.time() }
        extra = packed.members()
    }
}

/// The recipient's mail server accepted a message.
public struct EmailDelivered: Hashable, Codable, Sendable {
    /// Id of the message.
    public let emailId: String
    /// The sender's address.
    public let from: String
    /// The recipient.
    public let to: Address
    /// The subject line.
    public let subject: String
    /// Whether it was a test message. First-generation bodies don't say: false.
    public let test: Bool
    /// Id of the campaign it belongs to.
    public let campaignId: String?
    /// Id of the template it was made from.
    public let templateId: String?
    /// Id of the workflow automation that sent it.
    public let workflowAutomationId: String?
    /// Id of the batch it was sent in.
    public let batchId: String?
    /// When the message was created (first generation).
    public let createdAt: Date?
    /// When the event happened (first generation).
    public let timestamp: Date?
    /// When it was delivered (first generation).
    public let deliveredAt: Date?
    /// Members that this version does not know, each as its JSON text.
    public let extra: [String: String]

    init(_ packed: inout Packed) {
        emailId = packed.text()
        from = packed.text()
        to = Address(&packed)
        subject = packed.text()
        test = packed.bool()
        campaignId = packed.optional { packed in packed.text() }
        templateId = packed.optional { packed in packed.text() }
        workflowAutomationId = packed.optional { packed in packed.text() }
        batchId = packed.optional { packed in packed.text() }
        createdAt = packed.optional { packed in packed.time() }
        timestamp = packed.optional { packed in packed.time() }
        deliveredAt = packed.optional { packed in packed.time() }
        extra = packed.members()
    }
}

/// A recipient subscribed to a group of messages again.
public struct EmailGroupResubscribed: Hashable, Codable, Sendable {
    /// Whether it came from a test message.
    public let test: Bool
    /// Id of the message it came from.
    public let emailId: String?
    /// Id of the group.
    public let unsubscribeGroupId: String?
    /// Id of the campaign it came from.
    public let campaignId: String?
    /// Members that this version does not know, each as its JSON text.
    public let extra: [String: String]

    init(_ packed: inout Packed) {
        test = packed.bool()
        emailId = packed.optional { packed in packed.text() }
        unsubscribeGroupId = packed.optional { packed in packed.text() }
        campaignId = packed.optional { packed in packed.text() }
        extra = packed.members()
    }
}

/// A recipient unsubscribed from one group of messages.
public struct EmailGroupUnsubscribed: Hashable, Codable, Sendable {
    /// Whether it came from a test message.
    public let test: Bool
    /// Id of the message it came from.
    public let emailId: String?
    /// Id of the campaign it came from.
    public let campaignId: String?
    /// Id of the template of the message.
    public let templateId: String?
    /// Id of the workflow automation that sent the message.
    public let workflowAutomationId: String?
    /// Id of the batch of the message.
    public let batchId: String?
    /// Id of the group.
    public let unsubscribeGroupId: String?
    /// Members that this version does not know, each as its JSON text.
    public let extra: [String: String]

    init(_ packed: inout Packed) {
        test = packed.bool()
        emailId = packed.optional { packed in packed.text() }
        campaignId = packed.optional { packed in packed.text() }
        templateId = packed.optional { packed in packed.text() }
        workflowAutomationId = packed.optional { packed in packed.text() }
        batchId = packed.optional { packed in packed.text() }
        unsubscribeGroupId = packed.optional { packed in packed.text() }
        extra = packed.members()
    }
}

/// A recipient opened a message. There is no address, device or place in it, on purpose.
public struct EmailOpened: Hashable, Codable, Sendable {
    /// Id of the message.
    public let emailId: String
    /// The sender's address.
    public let from: String
    /// The recipient.
    public let to: Address
    /// The subject line.
    public let subject: String
    /// Whether it was a test message. First-generation bodies don't say: false.
    public let test: Bool
    /// Id of the campaign it belongs to.
    public let campaignId: String?
    /// Id of the template it was made from.
    public let templateId: String?
    /// Id of the workflow automation that sent it.
    public let workflowAutomationId: String?
    /// Id of the batch it was sent in.
    public let batchId: String?
    /// When the message was created (first generation).
    public let createdAt: Date?
    /// When the event happened (first generation).
    public let timestamp: Date?
    /// When it was opened (first generation).
    public let openedAt: Date?
    /// Members that this version does not know, each as its JSON text.
    public let extra: [String: String]

    init(_ packed: inout Packed) {
        emailId = packed.text()
        from = packed.text()
        to = Address(&packed)
        subject = packed.text()
        test = packed.bool()
        campaignId = packed.optional { packed in packed.text() }
        templateId = packed.optional { packed in packed.text() }
        workflowAutomationId = packed.optional { packed in packed.text() }
        batchId = packed.optional { packed in packed.text() }
        createdAt = packed.optional { packed in packed.time() }
        timestamp = packed.optional { packed in packed.time() }
        openedAt = packed.optional { packed in packed.time() }
        extra = packed.members()
    }
}

/// A message came in for one of your inbound addresses.
public struct EmailReceived: Hashable, Codable, Sendable {
    /// Id of the inbound message.
    public let inboundEmailId: String
    /// Who sent it: an object here, while outbound events carry a plain address.
    public let from: Address
    /// The recipients.
    public let to: [Address]
    /// The recipients in copy.
    public let cc: [Address]
    /// The subject line.
    public let subject: String
    /// The attached files.
    public let attachments: [Attachment]
    /// What the spam scan found.
    public let spamVerdict: Verdict
    /// What the virus scan found.
    public let virusVerdict: Verdict
    /// When it came in.
    public let receivedAt: Date
    /// Id of the conversation it belongs to.
    public let threadId: String?
    /// Id of the outbound message that it answers.
    public let inReplyToEmailActivityId: String?
    /// Id of the inbound message that it answers.
    public let inReplyToInboundEmailId: String?
    /// Members that this version does not know, each as its JSON text.
    public let extra: [String: String]

    init(_ packed: inout Packed) {
        inboundEmailId = packed.text()
        from = Address(&packed)
        to = packed.list { packed in Address(&packed) }
        cc = packed.list { packed in Address(&packed) }
        subject = packed.text()
        attachments = packed.list { packed in Attachment(&packed) }
        spamVerdict = Verdict(rawValue: packed.text())
        virusVerdict = Verdict(rawValue: packed.text())
        receivedAt = packed.time()
        threadId = packed.optional { packed in packed.text() }
        inReplyToEmailActivityId = packed.optional { packed in packed.text() }
        inReplyToInboundEmailId = packed.optional { packed in packed.text() }
        extra = packed.members()
    }
}

/// A message was handed over for sending.
public struct EmailSent: Hashable, Codable, Sendable {
    /// Id of the message.
    public let emailId: String
    /// The sender's address.
    public let from: String
    /// The recipient.
    public let to: Address
    /// The subject line.
    public let subject: String
    /// Whether it was a test message. First-generation bodies don't say: false.
    public let test: Bool
    /// Id of the campaign it belongs to.
    public let campaignId: String?
    /// Id of the template it was made from.
    public let templateId: String?
    /// Id of the workflow automation that sent it.
    public let workflowAutomationId: String?
    /// Id of the batch it was sent in.
    public let batchId: String?
    /// When the message was created (first generation).
    public let createdAt: Date?
    /// When the event happened (first generation).
    public let timestamp: Date?
    /// Members that this version does not know, each as its JSON text.
    public let extra: [String: String]

    init(_ packed: inout Packed) {
        emailId = packed.text()
        from = packed.text()
        to = Address(&packed)
        subject = packed.text()
        test = packed.bool()
        campaignId = packed.optional { packed in packed.text() }
        templateId = packed.optional { packed in packed.text() }
        workflowAutomationId = packed.optional { packed in packed.text() }
        batchId = packed.optional { packed in packed.text() }
        createdAt = packed.optional { packed in packed.time() }
        timestamp = packed.optional { packed in packed.time() }
        extra = packed.members()
    }
}

/// A recipient reported a message as spam.
public struct EmailSpamReported: Hashable, Codable, Sendable {
    /// Id of the message.
    public let emailId: String
    /// The sender's address.
    public let from: String
    /// The recipient.
    public let to: Address
    /// The subject line.
    public let subject: String
    /// Whether it was a test message. First-generation bodies don't say: false.
    public let test: Bool
    /// Id of the campaign it belongs to.
    public let campaignId: String?
    /// Id of the template it was made from.
    public let templateId: String?
    /// Id of the workflow automation that sent it.
    public let workflowAutomationId: String?
    /// Id of the batch it was sent in.
    public let batchId: String?
    /// When the message was created (first generation).
    public let createdAt: Date?
    /// When the event happened (first generation).
    public let timestamp: Date?
    /// What the recipient complained of.
    public let complaintType: ComplaintType?
    /// Members that this version does not know, each as its JSON text.
    public let extra: [String: String]

    init(_ packed: inout Packed) {
        emailId = packed.text()
        from = packed.text()
        to = Address(&packed)
        subject = packed.text()
        test = packed.bool()
        campaignId = packed.optional { packed in packed.text() }
        templateId = packed.optional { packed in packed.text() }
        workflowAutomationId = packed.optional { packed in packed.text() }
        batchId = packed.optional { packed in packed.text() }
        createdAt = packed.optional { packed in packed.time() }
        timestamp = packed.optional { packed in packed.time() }
        complaintType = packed.optional { packed in ComplaintType(rawValue: packed.text()) }
        extra = packed.members()
    }
}

/// A recipient unsubscribed from everything.
public struct EmailUnsubscribed: Hashable, Codable, Sendable {
    /// Whether it came from a test message. First-generation bodies don't say: false.
    public let test: Bool
    /// Id of the message it came from.
    public let emailId: String?
    /// Id of the campaign it came from.
    public let campaignId: String?
    /// Id of the template of the message.
    public let templateId: String?
    /// Id of the workflow automation that sent the message.
    public let workflowAutomationId: String?
    /// Id of the batch of the message.
    public let batchId: String?
    /// The address that unsubscribed (first generation).
    public let email: String?
    /// Id of the unsubscribe group (first generation).
    public let unsubscribeGroupId: String?
    /// When the record was created (first generation).
    public let createdAt: Date?
    /// When the address was suppressed (first generation).
    public let suppressedAt: Date?
    /// Members that this version does not know, each as its JSON text.
    public let extra: [String: String]

    init(_ packed: inout Packed) {
        test = packed.bool()
        emailId = packed.optional { packed in packed.text() }
        campaignId = packed.optional { packed in packed.text() }
        templateId = packed.optional { packed in packed.text() }
        workflowAutomationId = packed.optional { packed in packed.text() }
        batchId = packed.optional { packed in packed.text() }
        email = packed.optional { packed in packed.text() }
        unsubscribeGroupId = packed.optional { packed in packed.text() }
        createdAt = packed.optional { packed in packed.time() }
        suppressedAt = packed.optional { packed in packed.time() }
        extra = packed.members()
    }
}

/// What happened: one case for each type, each with its data, and two for what has no data of a type.
public enum Event: Hashable, Codable, Sendable {
    /// `email.sent`: a message was handed over for sending.
    case emailSent(EmailSent)
    /// `email.delivered`: the recipient's mail server accepted a message.
    case emailDelivered(EmailDelivered)
    /// `email.deferred`: the recipient's mail server put a message off.
    case emailDeferred(EmailDeferred)
    /// `email.bounced`: the recipient's mail server refused a message.
    case emailBounced(EmailBounced)
    /// `email.opened`: a recipient opened a message.
    case emailOpened(EmailOpened)
    /// `email.clicked`: a recipient clicked a link in a message.
    case emailClicked(EmailClicked)
    /// `email.spam_reported`: a recipient reported a message as spam.
    case emailSpamReported(EmailSpamReported)
    /// `email.unsubscribed`: a recipient unsubscribed from everything.
    case emailUnsubscribed(EmailUnsubscribed)
    /// `email.group_unsubscribed`: a recipient unsubscribed from a group.
    case emailGroupUnsubscribed(EmailGroupUnsubscribed)
    /// `email.group_resubscribed`: a recipient subscribed to a group again.
    case emailGroupResubscribed(EmailGroupResubscribed)
    /// `contact.created`: a contact was created.
    case contactCreated(ContactCreated)
    /// `contact.updated`: a contact was changed.
    case contactUpdated(ContactUpdated)
    /// `contact.deleted`: a contact was deleted.
    case contactDeleted(ContactDeleted)
    /// `email.received`: a message came in.
    case emailReceived(EmailReceived)
    /// A type that this version does not know.
    case unknown(UntypedEvent)
    /// A known type whose time or data does not fit it, and why.
    case invalid(UntypedEvent, reason: String)

    /// The types that this version knows, in the order of AutoSend's documentation.
    public static let types = [
        "email.sent",
        "email.delivered",
        "email.deferred",
        "email.bounced",
        "email.opened",
        "email.clicked",
        "email.spam_reported",
        "email.unsubscribed",
        "email.group_unsubscribed",
        "email.group_resubscribed",
        "contact.created",
        "contact.updated",
        "contact.deleted",
        "email.received",
    ]

    /// The type as the signed body names it, e.g. `email.sent`.
    public var type: String {
        switch self {
        case .emailSent: "email.sent"
        case .emailDelivered: "email.delivered"
        case .emailDeferred: "email.deferred"
        case .emailBounced: "email.bounced"
        case .emailOpened: "email.opened"
        case .emailClicked: "email.clicked"
        case .emailSpamReported: "email.spam_reported"
        case .emailUnsubscribed: "email.unsubscribed"
        case .emailGroupUnsubscribed: "email.group_unsubscribed"
        case .emailGroupResubscribed: "email.group_resubscribed"
        case .contactCreated: "contact.created"
        case .contactUpdated: "contact.updated"
        case .contactDeleted: "contact.deleted"
        case .emailReceived: "email.received"
        case .unknown(let event), .invalid(let event, _): event.type
        }
    }

    /// Reads the data of the typed event whose type is at that place of ``types``.
    init(number: Int, _ packed: inout Packed) {
        switch number {
        case 0: self = .emailSent(EmailSent(&packed))
        case 1: self = .emailDelivered(EmailDelivered(&packed))
        case 2: self = .emailDeferred(EmailDeferred(&packed))
        case 3: self = .emailBounced(EmailBounced(&packed))
        case 4: self = .emailOpened(EmailOpened(&packed))
        case 5: self = .emailClicked(EmailClicked(&packed))
        case 6: self = .emailSpamReported(EmailSpamReported(&packed))
        case 7: self = .emailUnsubscribed(EmailUnsubscribed(&packed))
        case 8: self = .emailGroupUnsubscribed(EmailGroupUnsubscribed(&packed))
        case 9: self = .emailGroupResubscribed(EmailGroupResubscribed(&packed))
        case 10: self = .contactCreated(ContactCreated(&packed))
        case 11: self = .contactUpdated(ContactUpdated(&packed))
        case 12: self = .contactDeleted(ContactDeleted(&packed))
        case 13: self = .emailReceived(EmailReceived(&packed))
        default: preconditionFailure("no event has the number \(number)")
        }
    }
}
