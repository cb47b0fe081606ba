// Generated from schema/ by `cargo xtask generate`; do not edit.

package autosend.webhooks

import autosend.webhooks.internal.Packed
import java.io.Serializable
import java.time.Instant
import java.util.Collections

/**
 * What kind of bounce it is.
 *
 * The enumeration is open: a value that AutoSend adds arrives as it is.
 *
 * @property value the value as AutoSend writes it
 */
public data class BounceSubType(val value: String) : Serializable {
    override fun toString(): String = value

    public companion object {
        /** `General` */
        @JvmField public val GENERAL: BounceSubType = BounceSubType("General")
        /** `NoEmail` */
        @JvmField public val NO_EMAIL: BounceSubType = BounceSubType("NoEmail")
        /** `Suppressed` */
        @JvmField public val SUPPRESSED: BounceSubType = BounceSubType("Suppressed")
    }
}

/**
 * Whether a bounce is for good.
 *
 * The enumeration is open: a value that AutoSend adds arrives as it is.
 *
 * @property value the value as AutoSend writes it
 */
public data class BounceType(val value: String) : Serializable {
    override fun toString(): String = value

    public companion object {
        /** `Permanent` */
        @JvmField public val PERMANENT: BounceType = BounceType("Permanent")
        /** `Transient` */
        @JvmField public val TRANSIENT: BounceType = BounceType("Transient")
    }
}

/**
 * What a recipient complained of.
 *
 * The enumeration is open: a value that AutoSend adds arrives as it is.
 *
 * @property value the value as AutoSend writes it
 */
public data class ComplaintType(val value: String) : Serializable {
    override fun toString(): String = value

    public companion object {
        /** `abuse` */
        @JvmField public val ABUSE: ComplaintType = ComplaintType("abuse")
        /** `fraud` */
        @JvmField public val FRAUD: ComplaintType = ComplaintType("fraud")
        /** `virus` */
        @JvmField public val VIRUS: ComplaintType = ComplaintType("virus")
        /** `other` */
        @JvmField public val OTHER: ComplaintType = ComplaintType("other")
    }
}

/**
 * Why a delivery is delayed.
 *
 * The enumeration is open: a value that AutoSend adds arrives as it is.
 *
 * @property value the value as AutoSend writes it
 */
public data class DelayType(val value: String) : Serializable {
    override fun toString(): String = value

    public companion object {
        /** `InternalFailure` */
        @JvmField public val INTERNAL_FAILURE: DelayType = DelayType("InternalFailure")
        /** `MailboxFull` */
        @JvmField public val MAILBOX_FULL: DelayType = DelayType("MailboxFull")
    }
}

/**
 * What a scan of an inbound message found.
 *
 * The enumeration is open: a value that AutoSend adds arrives as it is.
 *
 * @property value the value as AutoSend writes it
 */
public data class Verdict(val value: String) : Serializable {
    override fun toString(): String = value

    public companion object {
        /** `PASS` */
        @JvmField public val PASS: Verdict = Verdict("PASS")
        /** `FAIL` */
        @JvmField public val FAIL: Verdict = Verdict("FAIL")
    }
}

/**
 * An address with the name that goes with it.
 *
 * @property email The e-mail address.
 * @property name The display name, if there is one.
 * @property extra members that this version does not know, each as its JSON text
 */
public data class Address(
    val email: String,
    val name: String?,
    val extra: Map<String, String>,
) : Serializable {
    internal companion object {
        @JvmSynthetic
        internal fun read(packed: Packed): Address = Address(
            email = packed.text(),
            name = packed.optional { packed.text() },
            extra = packed.members(),
        )
    }
}

/**
 * A file attached to an inbound message.
 *
 * @property attachmentId Id of the attachment.
 * @property attachmentIndex Position among the message's attachments, from 0.
 * @property filename File name as the sender gave it: untrusted, never a path to write to.
 * @property contentType Media type as the sender gave it.
 * @property size Size in bytes.
 * @property extra members that this version does not know, each as its JSON text
 */
public data class Attachment(
    val attachmentId: String,
    val attachmentIndex: Long,
    val filename: String,
    val contentType: String,
    val size: Long,
    val extra: Map<String, String>,
) : Serializable {
    internal companion object {
        @JvmSynthetic
        internal fun read(packed: Packed): Attachment = Attachment(
            attachmentId = packed.text(),
            attachmentIndex = packed.long(),
            filename = packed.text(),
            contentType = packed.text(),
            size = packed.long(),
            extra = packed.members(),
        )
    }
}

/**
 * A contact was created. Custom properties are in `extra`.
 *
 * @property contactId Id of the contact.
 * @property email The contact's e-mail address.
 * @property name The contact's name.
 * @property userId The id that your own system gave the contact (first generation).
 * @property firstName The first name (first generation).
 * @property lastName The last name (first generation).
 * @property createdAt When the contact was created (first generation).
 * @property extra members that this version does not know, each as its JSON text
 */
public data class ContactCreated(
    val contactId: String?,
    val email: String?,
    val name: String?,
    val userId: String?,
    val firstName: String?,
    val lastName: String?,
    val createdAt: Instant?,
    val extra: Map<String, String>,
) : Serializable {
    internal companion object {
        @JvmSynthetic
        internal fun read(packed: Packed): ContactCreated = ContactCreated(
            contactId = packed.optional { packed.text() },
            email = packed.optional { packed.text() },
            name = packed.optional { packed.text() },
            userId = packed.optional { packed.text() },
            firstName = packed.optional { packed.text() },
            lastName = packed.optional { packed.text() },
            createdAt = packed.optional { packed.time() },
            extra = packed.members(),
        )
    }
}

/**
 * A contact was deleted.
 *
 * @property contactId Id of the contact.
 * @property email The contact's e-mail address.
 * @property deletedAt When the contact was deleted (first generation).
 * @property userId The id that your own system gave the contact (first generation).
 * @property firstName The first name (first generation).
 * @property lastName The last name (first generation).
 * @property createdAt When the contact was created (first generation).
 * @property extra members that this version does not know, each as its JSON text
 */
public data class ContactDeleted(
    val contactId: String?,
    val email: String?,
    val deletedAt: Instant?,
    val userId: String?,
    val firstName: String?,
    val lastName: String?,
    val createdAt: Instant?,
    val extra: Map<String, String>,
) : Serializable {
    internal companion object {
        @JvmSynthetic
        internal fun read(packed: Packed): ContactDeleted = ContactDeleted(
            contactId = packed.optional { packed.text() },
            email = packed.optional { packed.text() },
            deletedAt = packed.optional { packed.time() },
            userId = packed.optional { packed.text() },
            firstName = packed.optional { packed.text() },
            lastName = packed.optional { packed.text() },
            createdAt = packed.optional { packed.time() },
            extra = packed.members(),
        )
    }
}

/**
 * A contact was changed. Custom properties are in `extra`.
 *
 * @property contactId Id of the contact.
 * @property email The contact's e-mail address.
 * @property name The contact's name.
 * @property changedFields The names of the fields that changed.
 * @property updatedAt When the contact was changed (first generation).
 * @property userId The id that your own system gave the contact (first generation).
 * @property firstName The first name (first generation).
 * @property lastName The last name (first generation).
 * @property createdAt When the contact was created (first generation).
 * @property extra members that this version does not know, each as its JSON text
 */
public data class ContactUpdated(
    val contactId: String?,
    val email: String?,
    val name: String?,
    val changedFields: List<String>?,
    val updatedAt: Instant?,
    val userId: String?,
    val firstName: String?,
    val lastName: String?,
    val createdAt: Instant?,
    val extra: Map<String, String>,
) : Serializable {
    internal companion object {
        @JvmSynthetic
        internal fun read(packed: Packed): ContactUpdated = ContactUpdated(
            contactId = packed.optional { packed.text() },
            email = packed.optional { packed.text() },
            name = packed.optional { packed.text() },
            changedFields = packed.optional { packed.list { packed.text() } },
            updatedAt = packed.optional { packed.time() },
            userId = packed.optional { packed.text() },
            firstName = packed.optional { packed.text() },
            lastName = packed.optional { packed.text() },
            createdAt = packed.optional { packed.time() },
            extra = packed.members(),
        )
    }
}

/**
 * The recipient's mail server refused a message.
 *
 * @property emailId Id of the message.
 * @property from The sender's address.
 * @property to The recipient.
 * @property subject The subject line.
 * @property test Whether it was a test message. First-generation bodies don't say: false.
 * @property campaignId Id of the campaign it belongs to.
 * @property templateId Id of the template it was made from.
 * @property workflowAutomationId Id of the workflow automation that sent it.
 * @property batchId Id of the batch it was sent in.
 * @property createdAt When the message was created (first generation).
 * @property timestamp When the event happened (first generation).
 * @property bounceType Permanent (hard) or transient (soft).
 * @property bounceSubType What kind of bounce it is.
 * @property reason The mail server's words. First-generation bodies call it `bounceReason`.
 * @property bouncedAt When it bounced (first generation).
 * @property extra members that this version does not know, each as its JSON text
 */
public data class EmailBounced(
    val emailId: String,
    val from: String,
    val to: Address,
    val subject: String,
    val test: Boolean,
    val campaignId: String?,
    val templateId: String?,
    val workflowAutomationId: String?,
    val batchId: String?,
    val createdAt: Instant?,
    val timestamp: Instant?,
    val bounceType: BounceType?,
    val bounceSubType: BounceSubType?,
    val reason: String?,
    val bouncedAt: Instant?,
    val extra: Map<String, String>,
) : Serializable {
    internal companion object {
        @JvmSynthetic
        internal fun read(packed: Packed): EmailBounced = EmailBounced(
            emailId = packed.text(),
            from = packed.text(),
            to = Address.read(packed),
            subject = packed.text(),
            test = packed.boolean(),
            campaignId = packed.optional { packed.text() },
            templateId = packed.optional { packed.text() },
            workflowAutomationId = packed.optional { packed.text() },
            batchId = packed.optional { packed.text() },
            createdAt = packed.optional { packed.time() },
            timestamp = packed.optional { packed.time() },
            bounceType = packed.optional { BounceType(packed.text()) },
            bounceSubType = packed.optional { BounceSubType(packed.text()) },
            reason = packed.optional { packed.text() },
            bouncedAt = packed.optional { packed.time() },
            extra = packed.members(),
        )
    }
}

/**
 * A recipient clicked a link in a message.
 *
 * @property emailId Id of the message.
 * @property from The sender's address.
 * @property to The recipient.
 * @property subject The subject line.
 * @property test Whether it was a test message. First-generation bodies don't say: false.
 * @property campaignId Id of the campaign it belongs to.
 * @property templateId Id of the template it was made from.
 * @property workflowAutomationId Id of the workflow automation that sent it.
 * @property batchId Id of the batch it was sent in.
 * @property createdAt When the message was created (first generation).
 * @property timestamp When the event happened (first generation).
 * @property clickedUrl The link's target.
 * @property extra members that this version does not know, each as its JSON text
 */
public data class EmailClicked(
    val emailId: String,
    val from: String,
    val to: Address,
    val subject: String,
    val test: Boolean,
    val campaignId: String?,
    val templateId: String?,
    val workflowAutomationId: String?,
    val batchId: String?,
    val createdAt: Instant?,
    val timestamp: Instant?,
    val clickedUrl: String?,
    val extra: Map<String, String>,
) : Serializable {
    internal companion object {
        @JvmSynthetic
        internal fun read(packed: Packed): EmailClicked = EmailClicked(
            emailId = packed.text(),
            from = packed.text(),
            to = Address.read(packed),
            subject = packed.text(),
            test = packed.boolean(),
            campaignId = packed.optional { packed.text() },
            templateId = packed.optional { packed.text() },
            workflowAutomationId = packed.optional { packed.text() },
            batchId = packed.optional { packed.text() },
            createdAt = packed.optional { packed.time() },
            timestamp = packed.optional { packed.time() },
            clickedUrl = packed.optional { packed.text() },
            extra = packed.members(),
        )
    }
}

/**
 * The recipient's mail server put a message off; it will be tried again.
 *
 * @property emailId Id of the message.
 * @property from The sender's address.
 * @property to The recipient.
 * @property subject The subject line.
 * @property test Whether it was a test message. First-generation bodies don't say: false.
 * @property campaignId Id of the campaign it belongs to.
 * @property templateId Id of the template it was made from.
 * @property workflowAutomationId Id of the workflow automation that sent it.
 * @property batchId Id of the batch it was sent in.
 * @property createdAt When the message was created (first generation).
 * @property timestamp When the event happened (first generation).
 * @property delayType Why it is delayed.
 * @property delayReason The mail server's words.
 * @property expirationTime When trying ends.
 * @property extra members that this version does not know, each as its JSON text
 */
public data class EmailDeferred(
    val emailId: String,
    val from: String,
    val to: Address,
    val subject: String,
    val test: Boolean,
    val campaignId: String?,
    val templateId: String?,
    val workflowAutomationId: String?,
    val batchId: String?,
    val createdAt: Instant?,
    val timestamp: Instant?,
    val delayType: DelayType?,
    val delayReason: String?,
    val expirationTime: Instant?,
    val extra: Map<String, String>,
) : Serializable {
    internal companion object {
        @JvmSynthetic
        internal fun read(packed: Packed): EmailDeferred = EmailDeferred(
            emailId = packed.text(),
            from = packed.text(),
            to = Address.read(packed),
            subject = packed.text(),
            test = packed.boolean(),
            campaignId = packed.optional { packed.text() },
            templateId = packed.optional { packed.text() },
            workflowAutomationId = packed.optional { packed.text() },
            batchId = packed.optional { packed.text() },
            createdAt = packed.optional { packed.time() },
            timestamp = packed.optional { packed.time() },
            delayType = packed.optional { DelayType(packed.text()) },
            delayReason = packed.optional { packed.text() },
            expirationTime = packed.optional { packed.time() },
            extra = packed.members(),
        )
    }
}

/**
 * The recipient's mail server accepted a message.
 *
 * @property emailId Id of the message.
 * @property from The sender's address.
 * @property to The recipient.
 * @property subject The subject line.
 * @property test Whether it was a test message. First-generation bodies don't say: false.
 * @property campaignId Id of the campaign it belongs to.
 * @property templateId Id of the template it was made from.
 * @property workflowAutomationId Id of the workflow automation that sent it.
 * @property batchId Id of the batch it was sent in.
 * @property createdAt When the message was created (first generation).
 * @property timestamp When the event happened (first generation).
 * @property deliveredAt When it was delivered (first generation).
 * @property extra members that this version does not know, each as its JSON text
 */
public data class EmailDelivered(
    val emailId: String,
    val from: String,
    val to: Address,
    val subject: String,
    val test: Boolean,
    val campaignId: String?,
    val templateId: String?,
    val workflowAutomationId: String?,
    val batchId: String?,
    val createdAt: Instant?,
    val timestamp: Instant?,
    val deliveredAt: Instant?,
    val extra: Map<String, String>,
) : Serializable {
    internal companion object {
        @JvmSynthetic
        internal fun read(packed: Packed): EmailDelivered = EmailDelivered(
            emailId = packed.text(),
            from = packed.text(),
            to = Address.read(packed),
            subject = packed.text(),
            test = packed.boolean(),
            campaignId = packed.optional { packed.text() },
            templateId = packed.optional { packed.text() },
            workflowAutomationId = packed.optional { packed.text() },
            batchId = packed.optional { packed.text() },
            createdAt = packed.optional { packed.time() },
            timestamp = packed.optional { packed.time() },
            deliveredAt = packed.optional { packed.time() },
            extra = packed.members(),
        )
    }
}

/**
 * A recipient subscribed to a group of messages again.
 *
 * @property test Whether it came from a test message.
 * @property emailId Id of the message it came from.
 * @property unsubscribeGroupId Id of the group.
 * @property campaignId Id of the campaign it came from.
 * @property extra members that this version does not know, each as its JSON text
 */
public data class EmailGroupResubscribed(
    val test: Boolean,
    val emailId: String?,
    val unsubscribeGroupId: String?,
    val campaignId: String?,
    val extra: Map<String, String>,
) : Serializable {
    internal companion object {
        @JvmSynthetic
        internal fun read(packed: Packed): EmailGroupResubscribed = EmailGroupResubscribed(
            test = packed.boolean(),
            emailId = packed.optional { packed.text() },
            unsubscribeGroupId = packed.optional { packed.text() },
            campaignId = packed.optional { packed.text() },
            extra = packed.members(),
        )
    }
}

/**
 * A recipient unsubscribed from one group of messages.
 *
 * @property test Whether it came from a test message.
 * @property emailId Id of the message it came from.
 * @property campaignId Id of the campaign it came from.
 * @property templateId Id of the template of the message.
 * @property workflowAutomationId Id of the workflow automation that sent the message.
 * @property batchId Id of the batch of the message.
 * @property unsubscribeGroupId Id of the group.
 * @property extra members that this version does not know, each as its JSON text
 */
public data class EmailGroupUnsubscribed(
    val test: Boolean,
    val emailId: String?,
    val campaignId: String?,
    val templateId: String?,
    val workflowAutomationId: String?,
    val batchId: String?,
    val unsubscribeGroupId: String?,
    val extra: Map<String, String>,
) : Serializable {
    internal companion object {
        @JvmSynthetic
        internal fun read(packed: Packed): EmailGroupUnsubscribed = EmailGroupUnsubscribed(
            test = packed.boolean(),
            emailId = packed.optional { packed.text() },
            campaignId = packed.optional { packed.text() },
            templateId = packed.optional { packed.text() },
            workflowAutomationId = packed.optional { packed.text() },
            batchId = packed.optional { packed.text() },
            unsubscribeGroupId = packed.optional { packed.text() },
            extra = packed.members(),
        )
    }
}

/**
 * A recipient opened a message. There is no address, device or place in it, on purpose.
 *
 * @property emailId Id of the message.
 * @property from The sender's address.
 * @property to The recipient.
 * @property subject The subject line.
 * @property test Whether it was a test message. First-generation bodies don't say: false.
 * @property campaignId Id of the campaign it belongs to.
 * @property templateId Id of the template it was made from.
 * @property workflowAutomationId Id of the workflow automation that sent it.
 * @property batchId Id of the batch it was sent in.
 * @property createdAt When the message was created (first generation).
 * @property timestamp When the event happened (first generation).
 * @property openedAt When it was opened (first generation).
 * @property extra members that this version does not know, each as its JSON text
 */
public data class EmailOpened(
    val emailId: String,
    val from: String,
    val to: Address,
    val subject: String,
    val test: Boolean,
    val campaignId: String?,
    val templateId: String?,
    val workflowAutomationId: String?,
    val batchId: String?,
    val createdAt: Instant?,
    val timestamp: Instant?,
    val openedAt: Instant?,
    val extra: Map<String, String>,
) : Serializable {
    internal companion object {
        @JvmSynthetic
        internal fun read(packed: Packed): EmailOpened = EmailOpened(
            emailId = packed.text(),
            from = packed.text(),
            to = Address.read(packed),
            subject = packed.text(),
            test = packed.boolean(),
            campaignId = packed.optional { packed.text() },
            templateId = packed.optional { packed.text() },
            workflowAutomationId = packed.optional { packed.text() },
            batchId = packed.optional { packed.text() },
            createdAt = packed.optional { packed.time() },
            timestamp = packed.optional { packed.time() },
            openedAt = packed.optional { packed.time() },
            extra = packed.members(),
        )
    }
}

/**
 * A message came in for one of your inbound addresses.
 *
 * @property inboundEmailId Id of the inbound message.
 * @property from Who sent it: an object here, while outbound events carry a plain address.
 * @property to The recipients.
 * @property cc The recipients in copy.
 * @property subject The subject line.
 * @property attachments The attached files.
 * @property spamVerdict What the spam scan found.
 * @property virusVerdict What the virus scan found.
 * @property receivedAt When it came in.
 * @property threadId Id of the conversation it belongs to.
 * @property inReplyToEmailActivityId Id of the outbound message that it answers.
 * @property inReplyToInboundEmailId Id of the inbound message that it answers.
 * @property extra members that this version does not know, each as its JSON text
 */
public data class EmailReceived(
    val inboundEmailId: String,
    val from: Address,
    val to: List<Address>,
    val cc: List<Address>,
    val subject: String,
    val attachments: List<Attachment>,
    val spamVerdict: Verdict,
    val virusVerdict: Verdict,
    val receivedAt: Instant,
    val threadId: String?,
    val inReplyToEmailActivityId: String?,
    val inReplyToInboundEmailId: String?,
    val extra: Map<String, String>,
) : Serializable {
    internal companion object {
        @JvmSynthetic
        internal fun read(packed: Packed): EmailReceived = EmailReceived(
            inboundEmailId = packed.text(),
            from = Address.read(packed),
            to = packed.list { Address.read(packed) },
            cc = packed.list { Address.read(packed) },
            subject = packed.text(),
            attachments = packed.list { Attachment.read(packed) },
            spamVerdict = Verdict(packed.text()),
            virusVerdict = Verdict(packed.text()),
            receivedAt = packed.time(),
            threadId = packed.optional { packed.text() },
            inReplyToEmailActivityId = packed.optional { packed.text() },
            inReplyToInboundEmailId = packed.optional { packed.text() },
            extra = packed.members(),
        )
    }
}

/**
 * A message was handed over for sending.
 *
 * @property emailId Id of the message.
 * @property from The sender's address.
 * @property to The recipient.
 * @property subject The subject line.
 * @property test Whether it was a test message. First-generation bodies don't say: false.
 * @property campaignId Id of the campaign it belongs to.
 * @property templateId Id of the template it was made from.
 * @property workflowAutomationId Id of the workflow automation that sent it.
 * @property batchId Id of the batch it was sent in.
 * @property createdAt When the message was created (first generation).
 * @property timestamp When the event happened (first generation).
 * @property extra members that this version does not know, each as its JSON text
 */
public data class EmailSent(
    val emailId: String,
    val from: String,
    val to: Address,
    val subject: String,
    val test: Boolean,
    val campaignId: String?,
    val templateId: String?,
    val workflowAutomationId: String?,
    val batchId: String?,
    val createdAt: Instant?,
    val timestamp: Instant?,
    val extra: Map<String, String>,
) : Serializable {
    internal companion object {
        @JvmSynthetic
        internal fun read(packed: Packed): EmailSent = EmailSent(
            emailId = packed.text(),
            from = packed.text(),
            to = Address.read(packed),
            subject = packed.text(),
            test = packed.boolean(),
            campaignId = packed.optional { packed.text() },
            templateId = packed.optional { packed.text() },
            workflowAutomationId = packed.optional { packed.text() },
            batchId = packed.optional { packed.text() },
            createdAt = packed.optional { packed.time() },
            timestamp = packed.optional { packed.time() },
            extra = packed.members(),
        )
    }
}

/**
 * A recipient reported a message as spam.
 *
 * @property emailId Id of the message.
 * @property from The sender's address.
 * @property to The recipient.
 * @property subject The subject line.
 * @property test Whether it was a test message. First-generation bodies don't say: false.
 * @property campaignId Id of the campaign it belongs to.
 * @property templateId Id of the template it was made from.
 * @property workflowAutomationId Id of the workflow automation that sent it.
 * @property batchId Id of the batch it was sent in.
 * @property createdAt When the message was created (first generation).
 * @property timestamp When the event happened (first generation).
 * @property complaintType What the recipient complained of.
 * @property extra members that this version does not know, each as its JSON text
 */
public data class EmailSpamReported(
    val emailId: String,
    val from: String,
    val to: Address,
    val subject: String,
    val test: Boolean,
    val campaignId: String?,
    val templateId: String?,
    val workflowAutomationId: String?,
    val batchId: String?,
    val createdAt: Instant?,
    val timestamp: Instant?,
    val complaintType: ComplaintType?,
    val extra: Map<String, String>,
) : Serializable {
    internal companion object {
        @JvmSynthetic
        internal fun read(packed: Packed): EmailSpamReported = EmailSpamReported(
            emailId = packed.text(),
            from = packed.text(),
            to = Address.read(packed),
            subject = packed.text(),
            test = packed.boolean(),
            campaignId = packed.optional { packed.text() },
            templateId = packed.optional { packed.text() },
            workflowAutomationId = packed.optional { packed.text() },
            batchId = packed.optional { packed.text() },
            createdAt = packed.optional { packed.time() },
            timestamp = packed.optional { packed.time() },
            complaintType = packed.optional { ComplaintType(packed.text()) },
            extra = packed.members(),
        )
    }
}

/**
 * A recipient unsubscribed from everything.
 *
 * @property test Whether it came from a test message. First-generation bodies don't say: false.
 * @property emailId Id of the message it came from.
 * @property campaignId Id of the campaign it came from.
 * @property templateId Id of the template of the message.
 * @property workflowAutomationId Id of the workflow automation that sent the message.
 * @property batchId Id of the batch of the message.
 * @property email The address that unsubscribed (first generation).
 * @property unsubscribeGroupId Id of the unsubscribe group (first generation).
 * @property createdAt When the record was created (first generation).
 * @property suppressedAt When the address was suppressed (first generation).
 * @property extra members that this version does not know, each as its JSON text
 */
public data class EmailUnsubscribed(
    val test: Boolean,
    val emailId: String?,
    val campaignId: String?,
    val templateId: String?,
    val workflowAutomationId: String?,
    val batchId: String?,
    val email: String?,
    val unsubscribeGroupId: String?,
    val createdAt: Instant?,
    val suppressedAt: Instant?,
    val extra: Map<String, String>,
) : Serializable {
    internal companion object {
        @JvmSynthetic
        internal fun read(packed: Packed): EmailUnsubscribed = EmailUnsubscribed(
            test = packed.boolean(),
            emailId = packed.optional { packed.text() },
            campaignId = packed.optional { packed.text() },
            templateId = packed.optional { packed.text() },
            workflowAutomationId = packed.optional { packed.text() },
            batchId = packed.optional { packed.text() },
            email = packed.optional { packed.text() },
            unsubscribeGroupId = packed.optional { packed.text() },
            createdAt = packed.optional { packed.time() },
            suppressedAt = packed.optional { packed.time() },
            extra = packed.members(),
        )
    }
}

/** What happened: one class for each type, each with its data, and two for what has no data of a type. */
public sealed interface Event : Serializable {
    /** The type as the signed body names it, e.g. `email.sent`. */
    public val type: String

    /** When the event was created, from the signed body; null if the body holds no such time. */
    public val createdAt: Instant?

    /** `email.sent`: a message was handed over for sending. */
    public data class EmailSent(override val createdAt: Instant, val data: autosend.webhooks.EmailSent) : Event {
        override val type: String get() = "email.sent"
    }

    /** `email.delivered`: the recipient's mail server accepted a message. */
    public data class EmailDelivered(override val createdAt: Instant, val data: autosend.webhooks.EmailDelivered) : Event {
        override val type: String get() = "email.delivered"
    }

    /** `email.deferred`: the recipient's mail server put a message off. */
    public data class EmailDeferred(override val createdAt: Instant, val data: autosend.webhooks.EmailDeferred) : Event {
        override val type: String get() = "email.deferred"
    }

    /** `email.bounced`: the recipient's mail server refused a message. */
    public data class EmailBounced(override val createdAt: Instant, val data: autosend.webhooks.EmailBounced) : Event {
        override val type: String get() = "email.bounced"
    }

    /** `email.opened`: a recipient opened a message. */
    public data class EmailOpened(override val createdAt: Instant, val data: autosend.webhooks.EmailOpened) : Event {
        override val type: String get() = "email.opened"
    }

    /** `email.clicked`: a recipient clicked a link in a message. */
    public data class EmailClicked(override val createdAt: Instant, val data: autosend.webhooks.EmailClicked) : Event {
        override val type: String get() = "email.clicked"
    }

    /** `email.spam_reported`: a recipient reported a message as spam. */
    public data class EmailSpamReported(override val createdAt: Instant, val data: autosend.webhooks.EmailSpamReported) : Event {
        override val type: String get() = "email.spam_reported"
    }

    /** `email.unsubscribed`: a recipient unsubscribed from everything. */
    public data class EmailUnsubscribed(override val createdAt: Instant, val data: autosend.webhooks.EmailUnsubscribed) : Event {
        override val type: String get() = "email.unsubscribed"
    }

    /** `email.group_unsubscribed`: a recipient unsubscribed from a group. */
    public data class EmailGroupUnsubscribed(override val createdAt: Instant, val data: autosend.webhooks.EmailGroupUnsubscribed) : Event {
        override val type: String get() = "email.group_unsubscribed"
    }

    /** `email.group_resubscribed`: a recipient subscribed to a group again. */
    public data class EmailGroupResubscribed(override val createdAt: Instant, val data: autosend.webhooks.EmailGroupResubscribed) : Event {
        override val type: String get() = "email.group_resubscribed"
    }

    /** `contact.created`: a contact was created. */
    public data class ContactCreated(override val createdAt: Instant, val data: autosend.webhooks.ContactCreated) : Event {
        override val type: String get() = "contact.created"
    }

    /** `contact.updated`: a contact was changed. */
    public data class ContactUpdated(override val createdAt: Instant, val data: autosend.webhooks.ContactUpdated) : Event {
        override val type: String get() = "contact.updated"
    }

    /** `contact.deleted`: a contact was deleted. */
    public data class ContactDeleted(override val createdAt: Instant, val data: autosend.webhooks.ContactDeleted) : Event {
        override val type: String get() = "contact.deleted"
    }

    /** `email.received`: a message came in. */
    public data class EmailReceived(override val createdAt: Instant, val data: autosend.webhooks.EmailReceived) : Event {
        override val type: String get() = "email.received"
    }

    /**
     * A type that this version does not know.
     *
     * @property data the data as JSON text; null if there is none
     */
    public data class Unknown(
        override val type: String,
        override val createdAt: Instant?,
        val data: String?,
    ) : Event

    /**
     * A known type whose time or data does not fit it.
     *
     * @property data the data as JSON text; null if there is none
     * @property reason what does not fit, for people to read
     */
    public data class Invalid(
        override val type: String,
        override val createdAt: Instant?,
        val data: String?,
        val reason: String,
    ) : Event

    public companion object {
        /** The types that this version knows, in the order of AutoSend's documentation. */
        @JvmField
        public val TYPES: List<String> = Collections.unmodifiableList(
            listOf(
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
            ),
        )

        /** Reads the data of the typed event whose type is at that place of [TYPES]. */
        @JvmSynthetic
        internal fun read(number: Int, createdAt: Instant, packed: Packed): Event = when (number) {
            0 -> EmailSent(createdAt, autosend.webhooks.EmailSent.read(packed))
            1 -> EmailDelivered(createdAt, autosend.webhooks.EmailDelivered.read(packed))
            2 -> EmailDeferred(createdAt, autosend.webhooks.EmailDeferred.read(packed))
            3 -> EmailBounced(createdAt, autosend.webhooks.EmailBounced.read(packed))
            4 -> EmailOpened(createdAt, autosend.webhooks.EmailOpened.read(packed))
            5 -> EmailClicked(createdAt, autosend.webhooks.EmailClicked.read(packed))
            6 -> EmailSpamReported(createdAt, autosend.webhooks.EmailSpamReported.read(packed))
            7 -> EmailUnsubscribed(createdAt, autosend.webhooks.EmailUnsubscribed.read(packed))
            8 -> EmailGroupUnsubscribed(createdAt, autosend.webhooks.EmailGroupUnsubscribed.read(packed))
            9 -> EmailGroupResubscribed(createdAt, autosend.webhooks.EmailGroupResubscribed.read(packed))
            10 -> ContactCreated(createdAt, autosend.webhooks.ContactCreated.read(packed))
            11 -> ContactUpdated(createdAt, autosend.webhooks.ContactUpdated.read(packed))
            12 -> ContactDeleted(createdAt, autosend.webhooks.ContactDeleted.read(packed))
            13 -> EmailReceived(createdAt, autosend.webhooks.EmailReceived.read(packed))
            else -> error("no event has the number $number")
        }
    }
}
