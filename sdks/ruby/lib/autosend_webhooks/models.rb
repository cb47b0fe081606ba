# frozen_string_literal: true

# Generated from schema/ by `cargo xtask generate`; do not edit.

require_relative 'model'

module AutosendWebhooks
  # What kind of bounce it is.
  #
  # It is open: attributes are strings, and values that AutoSend adds arrive as they are.
  module BounceSubType
    GENERAL = 'General'
    NO_EMAIL = 'NoEmail'
    SUPPRESSED = 'Suppressed'

    # The values that this version knows.
    VALUES = [GENERAL, NO_EMAIL, SUPPRESSED].freeze

    # Whether this version knows a value.
    def self.known?(value) = VALUES.include?(value)
  end

  # Whether a bounce is for good.
  #
  # It is open: attributes are strings, and values that AutoSend adds arrive as they are.
  module BounceType
    PERMANENT = 'Permanent'
    TRANSIENT = 'Transient'

    # The values that this version knows.
    VALUES = [PERMANENT, TRANSIENT].freeze

    # Whether this version knows a value.
    def self.known?(value) = VALUES.include?(value)
  end

  # What a recipient complained of.
  #
  # It is open: attributes are strings, and values that AutoSend adds arrive as they are.
  module ComplaintType
    ABUSE = 'abuse'
    FRAUD = 'fraud'
    VIRUS = 'virus'
    OTHER = 'other'

    # The values that this version knows.
    VALUES = [ABUSE, FRAUD, VIRUS, OTHER].freeze

    # Whether this version knows a value.
    def self.known?(value) = VALUES.include?(value)
  end

  # Why a delivery is delayed.
  #
  # It is open: attributes are strings, and values that AutoSend adds arrive as they are.
  module DelayType
    INTERNAL_FAILURE = 'InternalFailure'
    MAILBOX_FULL = 'MailboxFull'

    # The values that this version knows.
    VALUES = [INTERNAL_FAILURE, MAILBOX_FULL].freeze

    # Whether this version knows a value.
    def self.known?(value) = VALUES.include?(value)
  end

  # What a scan of an inbound message found.
  #
  # It is open: attributes are strings, and values that AutoSend adds arrive as they are.
  module Verdict
    PASS = 'PASS'
    FAIL = 'FAIL'

    # The values that this version knows.
    VALUES = [PASS, FAIL].freeze

    # Whether this version knows a value.
    def self.known?(value) = VALUES.include?(value)
  end

  # An address with the name that goes with it.
  class Address < Model
    # @return [String] The e-mail address.
    attr_reader :email

    # @return [String, nil] The display name, if there is one.
    attr_reader :name

    # @api private
    FIELDS = [
      Field.new(
        attribute: :email,
        names: { 2 => 'email', 1 => 'email' },
        type: Type::TEXT
      ).freeze,
      Field.new(
        attribute: :name,
        names: { 2 => 'name', 1 => 'name' },
        type: Type::TEXT,
        optional: true,
        nullable: true
      ).freeze
    ].freeze
  end

  # A file attached to an inbound message.
  class Attachment < Model
    # @return [String] Id of the attachment.
    attr_reader :attachment_id

    # @return [Integer] Position among the message's attachments, from 0.
    attr_reader :attachment_index

    # @return [String] File name as the sender gave it: untrusted, never a path to write to.
    attr_reader :filename

    # @return [String] Media type as the sender gave it.
    attr_reader :content_type

    # @return [Integer] Size in bytes.
    attr_reader :size

    # @api private
    FIELDS = [
      Field.new(
        attribute: :attachment_id,
        names: { 2 => 'attachmentId', 1 => 'attachmentId' },
        type: Type::TEXT
      ).freeze,
      Field.new(
        attribute: :attachment_index,
        names: { 2 => 'attachmentIndex', 1 => 'attachmentIndex' },
        type: Type::INTEGER
      ).freeze,
      Field.new(
        attribute: :filename,
        names: { 2 => 'filename', 1 => 'filename' },
        type: Type::TEXT
      ).freeze,
      Field.new(
        attribute: :content_type,
        names: { 2 => 'contentType', 1 => 'contentType' },
        type: Type::TEXT
      ).freeze,
      Field.new(
        attribute: :size,
        names: { 2 => 'size', 1 => 'size' },
        type: Type::INTEGER
      ).freeze
    ].freeze
  end

  # A contact was created. Custom properties are in `extra`.
  class ContactCreatedData < Model
    # @return [String, nil] Id of the contact.
    attr_reader :contact_id

    # @return [String, nil] The contact's e-mail address.
    attr_reader :email

    # @return [String, nil] The contact's name.
    attr_reader :name

    # @return [String, nil] The id that your own system gave the contact (first generation).
    attr_reader :user_id

    # @return [String, nil] The first name (first generation).
    attr_reader :first_name

    # @return [String, nil] The last name (first generation).
    attr_reader :last_name

    # @return [Timestamp, nil] When the contact was created (first generation).
    attr_reader :created_at

    # @api private
    FIELDS = [
      Field.new(
        attribute: :contact_id,
        names: { 2 => 'contactId', 1 => 'contactId' },
        type: Type::TEXT,
        optional: true
      ).freeze,
      Field.new(
        attribute: :email,
        names: { 2 => 'email', 1 => 'email' },
        type: Type::TEXT,
        optional: true
      ).freeze,
      Field.new(
        attribute: :name,
        names: { 2 => 'name' },
        type: Type::TEXT,
        optional: true
      ).freeze,
      Field.new(
        attribute: :user_id,
        names: { 1 => 'userId' },
        type: Type::TEXT,
        optional: true
      ).freeze,
      Field.new(
        attribute: :first_name,
        names: { 1 => 'firstName' },
        type: Type::TEXT,
        optional: true
      ).freeze,
      Field.new(
        attribute: :last_name,
        names: { 1 => 'lastName' },
        type: Type::TEXT,
        optional: true
      ).freeze,
      Field.new(
        attribute: :created_at,
        names: { 1 => 'createdAt' },
        type: Type::TIME,
        optional: true
      ).freeze
    ].freeze
  end

  # A contact was deleted.
  class ContactDeletedData < Model
    # @return [String, nil] Id of the contact.
    attr_reader :contact_id

    # @return [String, nil] The contact's e-mail address.
    attr_reader :email

    # @return [Timestamp, nil] When the contact was deleted (first generation).
    attr_reader :deleted_at

    # @return [String, nil] The id that your own system gave the contact (first generation).
    attr_reader :user_id

    # @return [String, nil] The first name (first generation).
    attr_reader :first_name

    # @return [String, nil] The last name (first generation).
    attr_reader :last_name

    # @return [Timestamp, nil] When the contact was created (first generation).
    attr_reader :created_at

    # @api private
    FIELDS = [
      Field.new(
        attribute: :contact_id,
        names: { 2 => 'contactId', 1 => 'contactId' },
        type: Type::TEXT,
        optional: true
      ).freeze,
      Field.new(
        attribute: :email,
        names: { 2 => 'email', 1 => 'email' },
        type: Type::TEXT,
        optional: true
      ).freeze,
      Field.new(
        attribute: :deleted_at,
        names: { 1 => 'deletedAt' },
        type: Type::TIME,
        optional: true
      ).freeze,
      Field.new(
        attribute: :user_id,
        names: { 1 => 'userId' },
        type: Type::TEXT,
        optional: true
      ).freeze,
      Field.new(
        attribute: :first_name,
        names: { 1 => 'firstName' },
        type: Type::TEXT,
        optional: true
      ).freeze,
      Field.new(
        attribute: :last_name,
        names: { 1 => 'lastName' },
        type: Type::TEXT,
        optional: true
      ).freeze,
      Field.new(
        attribute: :created_at,
        names: { 1 => 'createdAt' },
        type: Type::TIME,
        optional: true
      ).freeze
    ].freeze
  end

  # A contact was changed. Custom properties are in `extra`.
  class ContactUpdatedData < Model
    # @return [String, nil] Id of the contact.
    attr_reader :contact_id

    # @return [String, nil] The contact's e-mail address.
    attr_reader :email

    # @return [String, nil] The contact's name.
    attr_reader :name

    # @return [Array<String>, nil] The names of the fields that changed.
    attr_reader :changed_fields

    # @return [Timestamp, nil] When the contact was changed (first generation).
    attr_reader :updated_at

    # @return [String, nil] The id that your own system gave the contact (first generation).
    attr_reader :user_id

    # @return [String, nil] The first name (first generation).
    attr_reader :first_name

    # @return [String, nil] The last name (first generation).
    attr_reader :last_name

    # @return [Timestamp, nil] When the contact was created (first generation).
    attr_reader :created_at

    # @api private
    FIELDS = [
      Field.new(
        attribute: :contact_id,
        names: { 2 => 'contactId', 1 => 'contactId' },
        type: Type::TEXT,
        optional: true
      ).freeze,
      Field.new(
        attribute: :email,
        names: { 2 => 'email', 1 => 'email' },
        type: Type::TEXT,
        optional: true
      ).freeze,
      Field.new(
        attribute: :name,
        names: { 2 => 'name' },
        type: Type::TEXT,
        optional: true
      ).freeze,
      Field.new(
        attribute: :changed_fields,
        names: { 2 => 'changedFields' },
        type: Type.list(Type::TEXT),
        optional: true
      ).freeze,
      Field.new(
        attribute: :updated_at,
        names: { 1 => 'updatedAt' },
        type: Type::TIME,
        optional: true
      ).freeze,
      Field.new(
        attribute: :user_id,
        names: { 1 => 'userId' },
        type: Type::TEXT,
        optional: true
      ).freeze,
      Field.new(
        attribute: :first_name,
        names: { 1 => 'firstName' },
        type: Type::TEXT,
        optional: true
      ).freeze,
      Field.new(
        attribute: :last_name,
        names: { 1 => 'lastName' },
        type: Type::TEXT,
        optional: true
      ).freeze,
      Field.new(
        attribute: :created_at,
        names: { 1 => 'createdAt' },
        type: Type::TIME,
        optional: true
      ).freeze
    ].freeze
  end

  # The recipient's mail server refused a message.
  class EmailBouncedData < Model
    # @return [String] Id of the message.
    attr_reader :email_id

    # @return [String] The sender's address.
    attr_reader :from

    # @return [Address] The recipient.
    attr_reader :to

    # @return [String] The subject line.
    attr_reader :subject

    # @return [Boolean] Whether it was a test message. First-generation bodies don't say: false.
    attr_reader :test

    # @return [String, nil] Id of the campaign it belongs to.
    attr_reader :campaign_id

    # @return [String, nil] Id of the template it was made from.
    attr_reader :template_id

    # @return [String, nil] Id of the workflow automation that sent it.
    attr_reader :workflow_automation_id

    # @return [String, nil] Id of the batch it was sent in.
    attr_reader :batch_id

    # @return [Timestamp, nil] When the message was created (first generation).
    attr_reader :created_at

    # @return [Timestamp, nil] When the event happened (first generation).
    attr_reader :timestamp

    # @return [String, nil] Permanent (hard) or transient (soft). See BounceType.
    attr_reader :bounce_type

    # @return [String, nil] What kind of bounce it is. See BounceSubType.
    attr_reader :bounce_sub_type

    # @return [String, nil] The mail server's words. First-generation bodies call it `bounceReason`.
    attr_reader :reason

    # @return [Timestamp, nil] When it bounced (first generation).
    attr_reader :bounced_at

    # @api private
    FIELDS = [
      Field.new(
        attribute: :email_id,
        names: { 2 => 'emailId', 1 => 'emailId' },
        type: Type::TEXT
      ).freeze,
      Field.new(
        attribute: :from,
        names: { 2 => 'from', 1 => 'from' },
        type: Type::TEXT
      ).freeze,
      Field.new(
        attribute: :to,
        names: { 2 => 'to', 1 => 'to' },
        type: Type.object { Address }
      ).freeze,
      Field.new(
        attribute: :subject,
        names: { 2 => 'subject', 1 => 'subject' },
        type: Type::TEXT
      ).freeze,
      Field.new(
        attribute: :test,
        names: { 2 => 'test' },
        type: Type::BOOLEAN,
        default: false
      ).freeze,
      Field.new(
        attribute: :campaign_id,
        names: { 2 => 'campaignId', 1 => 'campaignId' },
        type: Type::TEXT,
        optional: true
      ).freeze,
      Field.new(
        attribute: :template_id,
        names: { 2 => 'templateId', 1 => 'templateId' },
        type: Type::TEXT,
        optional: true
      ).freeze,
      Field.new(
        attribute: :workflow_automation_id,
        names: { 2 => 'workflowAutomationId' },
        type: Type::TEXT,
        optional: true
      ).freeze,
      Field.new(
        attribute: :batch_id,
        names: { 2 => 'batchId' },
        type: Type::TEXT,
        optional: true
      ).freeze,
      Field.new(
        attribute: :created_at,
        names: { 1 => 'createdAt' },
        type: Type::TIME,
        optional: true
      ).freeze,
      Field.new(
        attribute: :timestamp,
        names: { 1 => 'timestamp' },
        type: Type::TIME,
        optional: true
      ).freeze,
      Field.new(
        attribute: :bounce_type,
        names: { 2 => 'bounceType', 1 => 'bounceType' },
        type: Type::TEXT,
        optional: true
      ).freeze,
      Field.new(
        attribute: :bounce_sub_type,
        names: { 2 => 'bounceSubType', 1 => 'bounceSubType' },
        type: Type::TEXT,
        optional: true
      ).freeze,
      Field.new(
        attribute: :reason,
        names: { 2 => 'reason', 1 => 'bounceReason' },
        type: Type::TEXT,
        optional: true
      ).freeze,
      Field.new(
        attribute: :bounced_at,
        names: { 1 => 'bouncedAt' },
        type: Type::TIME,
        optional: true
      ).freeze
    ].freeze
  end

  # A recipient clicked a link in a message.
  class EmailClickedData < Model
    # @return [String] Id of the message.
    attr_reader :email_id

    # @return [String] The sender's address.
    attr_reader :from

    # @return [Address] The recipient.
    attr_reader :to

    # @return [String] The subject line.
    attr_reader :subject

    # @return [Boolean] Whether it was a test message. First-generation bodies don't say: false.
    attr_reader :test

    # @return [String, nil] Id of the campaign it belongs to.
    attr_reader :campaign_id

    # @return [String, nil] Id of the template it was made from.
    attr_reader :template_id

    # @return [String, nil] Id of the workflow automation that sent it.
    attr_reader :workflow_automation_id

    # @return [String, nil] Id of the batch it was sent in.
    attr_reader :batch_id

    # @return [Timestamp, nil] When the message was created (first generation).
    attr_reader :created_at

    # @return [Timestamp, nil] When the event happened (first generation).
    attr_reader :timestamp

    # @return [String, nil] The link's target.
    attr_reader :clicked_url

    # @api private
    FIELDS = [
      Field.new(
        attribute: :email_id,
        names: { 2 => 'emailId', 1 => 'emailId' },
        type: Type::TEXT
      ).freeze,
      Field.new(
        attribute: :from,
        names: { 2 => 'from', 1 => 'from' },
        type: Type::TEXT
      ).freeze,
      Field.new(
        attribute: :to,
        names: { 2 => 'to', 1 => 'to' },
        type: Type.object { Address }
      ).freeze,
      Field.new(
        attribute: :subject,
        names: { 2 => 'subject', 1 => 'subject' },
        type: Type::TEXT
      ).freeze,
      Field.new(
        attribute: :test,
        names: { 2 => 'test' },
        type: Type::BOOLEAN,
        default: false
      ).freeze,
      Field.new(
        attribute: :campaign_id,
        names: { 2 => 'campaignId', 1 => 'campaignId' },
        type: Type::TEXT,
        optional: true
      ).freeze,
      Field.new(
        attribute: :template_id,
        names: { 2 => 'templateId', 1 => 'templateId' },
        type: Type::TEXT,
        optional: true
      ).freeze,
      Field.new(
        attribute: :workflow_automation_id,
        names: { 2 => 'workflowAutomationId' },
        type: Type::TEXT,
        optional: true
      ).freeze,
      Field.new(
        attribute: :batch_id,
        names: { 2 => 'batchId' },
        type: Type::TEXT,
        optional: true
      ).freeze,
      Field.new(
        attribute: :created_at,
        names: { 1 => 'createdAt' },
        type: Type::TIME,
        optional: true
      ).freeze,
      Field.new(
        attribute: :timestamp,
        names: { 1 => 'timestamp' },
        type: Type::TIME,
        optional: true
      ).freeze,
      Field.new(
        attribute: :clicked_url,
        names: { 2 => 'clickedUrl', 1 => 'clickedUrl' },
        type: Type::TEXT,
        optional: true
      ).freeze
    ].freeze
  end

  # The recipient's mail server put a message off; it will be tried again.
  class EmailDeferredData < Model
    # @return [String] Id of the message.
    attr_reader :email_id

    # @return [String] The sender's address.
    attr_reader :from

    # @return [Address] The recipient.
    attr_reader :to

    # @return [String] The subject line.
    attr_reader :subject

    # @return [Boolean] Whether it was a test message. First-generation bodies don't say: false.
    attr_reader :test

    # @return [String, nil] Id of the campaign it belongs to.
    attr_reader :campaign_id

    # @return [String, nil] Id of the template it was made from.
    attr_reader :template_id

    # @return [String, nil] Id of the workflow automation that sent it.
    attr_reader :workflow_automation_id

    # @return [String, nil] Id of the batch it was sent in.
    attr_reader :batch_id

    # @return [Timestamp, nil] When the message was created (first generation).
    attr_reader :created_at

    # @return [Timestamp, nil] When the event happened (first generation).
    attr_reader :timestamp

    # @return [String, nil] Why it is delayed. See DelayType.
    attr_reader :delay_type

    # @return [String, nil] The mail server's words.
    attr_reader :delay_reason

    # @return [Timestamp, nil] When trying ends.
    attr_reader :expiration_time

    # @api private
    FIELDS = [
      Field.new(
        attribute: :email_id,
        names: { 2 => 'emailId', 1 => 'emailId' },
        type: Type::TEXT
      ).freeze,
      Field.new(
        attribute: :from,
        names: { 2 => 'from', 1 => 'from' },
        type: Type::TEXT
      ).freeze,
      Field.new(
        attribute: :to,
        names: { 2 => 'to', 1 => 'to' },
        type: Type.object { Address }
      ).freeze,
      Field.new(
        attribute: :subject,
        names: { 2 => 'subject', 1 => 'subject' },
        type: Type::TEXT
      ).freeze,
      Field.new(
        attribute: :test,
        names: { 2 => 'test' },
        type: Type::BOOLEAN,
        default: false
      ).freeze,
      Field.new(
        attribute: :campaign_id,
        names: { 2 => 'campaignId', 1 => 'campaignId' },
        type: Type::TEXT,
        optional: true
      ).freeze,
      Field.new(
        attribute: :template_id,
        names: { 2 => 'templateId', 1 => 'templateId' },
        type: Type::TEXT,
        optional: true
      ).freeze,
      Field.new(
        attribute: :workflow_automation_id,
        names: { 2 => 'workflowAutomationId' },
        type: Type::TEXT,
        optional: true
      ).freeze,
      Field.new(
        attribute: :batch_id,
        names: { 2 => 'batchId' },
        type: Type::TEXT,
        optional: true
      ).freeze,
      Field.new(
        attribute: :created_at,
        names: { 1 => 'createdAt' },
        type: Type::TIME,
        optional: true
      ).freeze,
      Field.new(
        attribute: :timestamp,
        names: { 1 => 'timestamp' },
        type: Type::TIME,
        optional: true
      ).freeze,
      Field.new(
        attribute: :delay_type,
        names: { 2 => 'delayType', 1 => 'delayType' },
        type: Type::TEXT,
        optional: true
      ).freeze,
      Field.new(
        attribute: :delay_reason,
        names: { 2 => 'delayReason', 1 => 'delayReason' },
        type: Type::TEXT,
        optional: true
      ).freeze,
      Field.new(
        attribute: :expiration_time,
        names: { 2 => 'expirationTime', 1 => 'expirationTime' },
        type: Type::TIME,
        optional: true
      ).freeze
    ].freeze
  end

  # The recipient's mail server accepted a message.
  class EmailDeliveredData < Model
    # @return [String] Id of the message.
    attr_reader :email_id

    # @return [String] The sender's address.
    attr_reader :from

    # @return [Address] The recipient.
    attr_reader :to

    # @return [String] The subject line.
    attr_reader :subject

    # @return [Boolean] Whether it was a test message. First-generation bodies don't say: false.
    attr_reader :test

    # @return [String, nil] Id of the campaign it belongs to.
    attr_reader :campaign_id

    # @return [String, nil] Id of the template it was made from.
    attr_reader :template_id

    # @return [String, nil] Id of the workflow automation that sent it.
    attr_reader :workflow_automation_id

    # @return [String, nil] Id of the batch it was sent in.
    attr_reader :batch_id

    # @return [Timestamp, nil] When the message was created (first generation).
    attr_reader :created_at

    # @return [Timestamp, nil] When the event happened (first generation).
    attr_reader :timestamp

    # @return [Timestamp, nil] When it was delivered (first generation).
    attr_reader :delivered_at

    # @api private
    FIELDS = [
      Field.new(
        attribute: :email_id,
        names: { 2 => 'emailId', 1 => 'emailId' },
        type: Type::TEXT
      ).freeze,
      Field.new(
        attribute: :from,
        names: { 2 => 'from', 1 => 'from' },
        type: Type::TEXT
      ).freeze,
      Field.new(
        attribute: :to,
        names: { 2 => 'to', 1 => 'to' },
        type: Type.object { Address }
      ).freeze,
      Field.new(
        attribute: :subject,
        names: { 2 => 'subject', 1 => 'subject' },
        type: Type::TEXT
      ).freeze,
      Field.new(
        attribute: :test,
        names: { 2 => 'test' },
        type: Type::BOOLEAN,
        default: false
      ).freeze,
      Field.new(
        attribute: :campaign_id,
        names: { 2 => 'campaignId', 1 => 'campaignId' },
        type: Type::TEXT,
        optional: true
      ).freeze,
      Field.new(
        attribute: :template_id,
        names: { 2 => 'templateId', 1 => 'templateId' },
        type: Type::TEXT,
        optional: true
      ).freeze,
      Field.new(
        attribute: :workflow_automation_id,
        names: { 2 => 'workflowAutomationId' },
        type: Type::TEXT,
        optional: true
      ).freeze,
      Field.new(
        attribute: :batch_id,
        names: { 2 => 'batchId' },
        type: Type::TEXT,
        optional: true
      ).freeze,
      Field.new(
        attribute: :created_at,
        names: { 1 => 'createdAt' },
        type: Type::TIME,
        optional: true
      ).freeze,
      Field.new(
        attribute: :timestamp,
        names: { 1 => 'timestamp' },
        type: Type::TIME,
        optional: true
      ).freeze,
      Field.new(
        attribute: :delivered_at,
        names: { 1 => 'deliveredAt' },
        type: Type::TIME,
        optional: true
      ).freeze
    ].freeze
  end

  # A recipient subscribed to a group of messages again.
  class EmailGroupResubscribedData < Model
    # @return [Boolean] Whether it came from a test message.
    attr_reader :test

    # @return [String, nil] Id of the message it came from.
    attr_reader :email_id

    # @return [String, nil] Id of the group.
    attr_reader :unsubscribe_group_id

    # @return [String, nil] Id of the campaign it came from.
    attr_reader :campaign_id

    # @api private
    FIELDS = [
      Field.new(
        attribute: :test,
        names: { 2 => 'test' },
        type: Type::BOOLEAN,
        default: false
      ).freeze,
      Field.new(
        attribute: :email_id,
        names: { 2 => 'emailId', 1 => 'emailId' },
        type: Type::TEXT,
        optional: true
      ).freeze,
      Field.new(
        attribute: :unsubscribe_group_id,
        names: { 2 => 'unsubscribeGroupId', 1 => 'unsubscribeGroupId' },
        type: Type::TEXT,
        optional: true
      ).freeze,
      Field.new(
        attribute: :campaign_id,
        names: { 2 => 'campaignId', 1 => 'campaignId' },
        type: Type::TEXT,
        optional: true
      ).freeze
    ].freeze
  end

  # A recipient unsubscribed from one group of messages.
  class EmailGroupUnsubscribedData < Model
    # @return [Boolean] Whether it came from a test message.
    attr_reader :test

    # @return [String, nil] Id of the message it came from.
    attr_reader :email_id

    # @return [String, nil] Id of the campaign it came from.
    attr_reader :campaign_id

    # @return [String, nil] Id of the template of the message.
    attr_reader :template_id

    # @return [String, nil] Id of the workflow automation that sent the message.
    attr_reader :workflow_automation_id

    # @return [String, nil] Id of the batch of the message.
    attr_reader :batch_id

    # @return [String, nil] Id of the group.
    attr_reader :unsubscribe_group_id

    # @api private
    FIELDS = [
      Field.new(
        attribute: :test,
        names: { 2 => 'test' },
        type: Type::BOOLEAN,
        default: false
      ).freeze,
      Field.new(
        attribute: :email_id,
        names: { 2 => 'emailId', 1 => 'emailId' },
        type: Type::TEXT,
        optional: true
      ).freeze,
      Field.new(
        attribute: :campaign_id,
        names: { 2 => 'campaignId', 1 => 'campaignId' },
        type: Type::TEXT,
        optional: true
      ).freeze,
      Field.new(
        attribute: :template_id,
        names: { 2 => 'templateId', 1 => 'templateId' },
        type: Type::TEXT,
        optional: true
      ).freeze,
      Field.new(
        attribute: :workflow_automation_id,
        names: { 2 => 'workflowAutomationId', 1 => 'workflowAutomationId' },
        type: Type::TEXT,
        optional: true
      ).freeze,
      Field.new(
        attribute: :batch_id,
        names: { 2 => 'batchId', 1 => 'batchId' },
        type: Type::TEXT,
        optional: true
      ).freeze,
      Field.new(
        attribute: :unsubscribe_group_id,
        names: { 2 => 'unsubscribeGroupId', 1 => 'unsubscribeGroupId' },
        type: Type::TEXT,
        optional: true
      ).freeze
    ].freeze
  end

  # A recipient opened a message. There is no address, device or place in it, on purpose.
  class EmailOpenedData < Model
    # @return [String] Id of the message.
    attr_reader :email_id

    # @return [String] The sender's address.
    attr_reader :from

    # @return [Address] The recipient.
    attr_reader :to

    # @return [String] The subject line.
    attr_reader :subject

    # @return [Boolean] Whether it was a test message. First-generation bodies don't say: false.
    attr_reader :test

    # @return [String, nil] Id of the campaign it belongs to.
    attr_reader :campaign_id

    # @return [String, nil] Id of the template it was made from.
    attr_reader :template_id

    # @return [String, nil] Id of the workflow automation that sent it.
    attr_reader :workflow_automation_id

    # @return [String, nil] Id of the batch it was sent in.
    attr_reader :batch_id

    # @return [Timestamp, nil] When the message was created (first generation).
    attr_reader :created_at

    # @return [Timestamp, nil] When the event happened (first generation).
    attr_reader :timestamp

    # @return [Timestamp, nil] When it was opened (first generation).
    attr_reader :opened_at

    # @api private
    FIELDS = [
      Field.new(
        attribute: :email_id,
        names: { 2 => 'emailId', 1 => 'emailId' },
        type: Type::TEXT
      ).freeze,
      Field.new(
        attribute: :from,
        names: { 2 => 'from', 1 => 'from' },
        type: Type::TEXT
      ).freeze,
      Field.new(
        attribute: :to,
        names: { 2 => 'to', 1 => 'to' },
        type: Type.object { Address }
      ).freeze,
      Field.new(
        attribute: :subject,
        names: { 2 => 'subject', 1 => 'subject' },
        type: Type::TEXT
      ).freeze,
      Field.new(
        attribute: :test,
        names: { 2 => 'test' },
        type: Type::BOOLEAN,
        default: false
      ).freeze,
      Field.new(
        attribute: :campaign_id,
        names: { 2 => 'campaignId', 1 => 'campaignId' },
        type: Type::TEXT,
        optional: true
      ).freeze,
      Field.new(
        attribute: :template_id,
        names: { 2 => 'templateId', 1 => 'templateId' },
        type: Type::TEXT,
        optional: true
      ).freeze,
      Field.new(
        attribute: :workflow_automation_id,
        names: { 2 => 'workflowAutomationId' },
        type: Type::TEXT,
        optional: true
      ).freeze,
      Field.new(
        attribute: :batch_id,
        names: { 2 => 'batchId' },
        type: Type::TEXT,
        optional: true
      ).freeze,
      Field.new(
        attribute: :created_at,
        names: { 1 => 'createdAt' },
        type: Type::TIME,
        optional: true
      ).freeze,
      Field.new(
        attribute: :timestamp,
        names: { 1 => 'timestamp' },
        type: Type::TIME,
        optional: true
      ).freeze,
      Field.new(
        attribute: :opened_at,
        names: { 1 => 'openedAt' },
        type: Type::TIME,
        optional: true
      ).freeze
    ].freeze
  end

  # A message came in for one of your inbound addresses.
  class EmailReceivedData < Model
    # @return [String] Id of the inbound message.
    attr_reader :inbound_email_id

    # @return [Address] Who sent it: an object here, while outbound events carry a plain address.
    attr_reader :from

    # @return [Array<Address>] The recipients.
    attr_reader :to

    # @return [Array<Address>] The recipients in copy.
    attr_reader :cc

    # @return [String] The subject line.
    attr_reader :subject

    # @return [Array<Attachment>] The attached files.
    attr_reader :attachments

    # @return [String] What the spam scan found. See Verdict.
    attr_reader :spam_verdict

    # @return [String] What the virus scan found. See Verdict.
    attr_reader :virus_verdict

    # @return [Timestamp] When it came in.
    attr_reader :received_at

    # @return [String, nil] Id of the conversation it belongs to.
    attr_reader :thread_id

    # @return [String, nil] Id of the outbound message that it answers.
    attr_reader :in_reply_to_email_activity_id

    # @return [String, nil] Id of the inbound message that it answers.
    attr_reader :in_reply_to_inbound_email_id

    # @api private
    FIELDS = [
      Field.new(
        attribute: :inbound_email_id,
        names: { 2 => 'inboundEmailId', 1 => 'inboundEmailId' },
        type: Type::TEXT
      ).freeze,
      Field.new(
        attribute: :from,
        names: { 2 => 'from', 1 => 'from' },
        type: Type.object { Address }
      ).freeze,
      Field.new(
        attribute: :to,
        names: { 2 => 'to', 1 => 'to' },
        type: Type.list(Type.object { Address })
      ).freeze,
      Field.new(
        attribute: :cc,
        names: { 2 => 'cc', 1 => 'cc' },
        type: Type.list(Type.object { Address })
      ).freeze,
      Field.new(
        attribute: :subject,
        names: { 2 => 'subject', 1 => 'subject' },
        type: Type::TEXT
      ).freeze,
      Field.new(
        attribute: :attachments,
        names: { 2 => 'attachments', 1 => 'attachments' },
        type: Type.list(Type.object { Attachment })
      ).freeze,
      Field.new(
        attribute: :spam_verdict,
        names: { 2 => 'spamVerdict', 1 => 'spamVerdict' },
        type: Type::TEXT
      ).freeze,
      Field.new(
        attribute: :virus_verdict,
        names: { 2 => 'virusVerdict', 1 => 'virusVerdict' },
        type: Type::TEXT
      ).freeze,
      Field.new(
        attribute: :received_at,
        names: { 2 => 'receivedAt', 1 => 'receivedAt' },
        type: Type::TIME
      ).freeze,
      Field.new(
        attribute: :thread_id,
        names: { 2 => 'threadId', 1 => 'threadId' },
        type: Type::TEXT,
        optional: true
      ).freeze,
      Field.new(
        attribute: :in_reply_to_email_activity_id,
        names: { 2 => 'inReplyToEmailActivityId', 1 => 'inReplyToEmailActivityId' },
        type: Type::TEXT,
        optional: true,
        nullable: true
      ).freeze,
      Field.new(
        attribute: :in_reply_to_inbound_email_id,
        names: { 2 => 'inReplyToInboundEmailId', 1 => 'inReplyToInboundEmailId' },
        type: Type::TEXT,
        optional: true,
        nullable: true
      ).freeze
    ].freeze
  end

  # A message was handed over for sending.
  class EmailSentData < Model
    # @return [String] Id of the message.
    attr_reader :email_id

    # @return [String] The sender's address.
    attr_reader :from

    # @return [Address] The recipient.
    attr_reader :to

    # @return [String] The subject line.
    attr_reader :subject

    # @return [Boolean] Whether it was a test message. First-generation bodies don't say: false.
    attr_reader :test

    # @return [String, nil] Id of the campaign it belongs to.
    attr_reader :campaign_id

    # @return [String, nil] Id of the template it was made from.
    attr_reader :template_id

    # @return [String, nil] Id of the workflow automation that sent it.
    attr_reader :workflow_automation_id

    # @return [String, nil] Id of the batch it was sent in.
    attr_reader :batch_id

    # @return [Timestamp, nil] When the message was created (first generation).
    attr_reader :created_at

    # @return [Timestamp, nil] When the event happened (first generation).
    attr_reader :timestamp

    # @api private
    FIELDS = [
      Field.new(
        attribute: :email_id,
        names: { 2 => 'emailId', 1 => 'emailId' },
        type: Type::TEXT
      ).freeze,
      Field.new(
        attribute: :from,
        names: { 2 => 'from', 1 => 'from' },
        type: Type::TEXT
      ).freeze,
      Field.new(
        attribute: :to,
        names: { 2 => 'to', 1 => 'to' },
        type: Type.object { Address }
      ).freeze,
      Field.new(
        attribute: :subject,
        names: { 2 => 'subject', 1 => 'subject' },
        type: Type::TEXT
      ).freeze,
      Field.new(
        attribute: :test,
        names: { 2 => 'test' },
        type: Type::BOOLEAN,
        default: false
      ).freeze,
      Field.new(
        attribute: :campaign_id,
        names: { 2 => 'campaignId', 1 => 'campaignId' },
        type: Type::TEXT,
        optional: true
      ).freeze,
      Field.new(
        attribute: :template_id,
        names: { 2 => 'templateId', 1 => 'templateId' },
        type: Type::TEXT,
        optional: true
      ).freeze,
      Field.new(
        attribute: :workflow_automation_id,
        names: { 2 => 'workflowAutomationId' },
        type: Type::TEXT,
        optional: true
      ).freeze,
      Field.new(
        attribute: :batch_id,
        names: { 2 => 'batchId' },
        type: Type::TEXT,
        optional: true
      ).freeze,
      Field.new(
        attribute: :created_at,
        names: { 1 => 'createdAt' },
        type: Type::TIME,
        optional: true
      ).freeze,
      Field.new(
        attribute: :timestamp,
        names: { 1 => 'timestamp' },
        type: Type::TIME,
        optional: true
      ).freeze
    ].freeze
  end

  # A recipient reported a message as spam.
  class EmailSpamReportedData < Model
    # @return [String] Id of the message.
    attr_reader :email_id

    # @return [String] The sender's address.
    attr_reader :from

    # @return [Address] The recipient.
    attr_reader :to

    # @return [String] The subject line.
    attr_reader :subject

    # @return [Boolean] Whether it was a test message. First-generation bodies don't say: false.
    attr_reader :test

    # @return [String, nil] Id of the campaign it belongs to.
    attr_reader :campaign_id

    # @return [String, nil] Id of the template it was made from.
    attr_reader :template_id

    # @return [String, nil] Id of the workflow automation that sent it.
    attr_reader :workflow_automation_id

    # @return [String, nil] Id of the batch it was sent in.
    attr_reader :batch_id

    # @return [Timestamp, nil] When the message was created (first generation).
    attr_reader :created_at

    # @return [Timestamp, nil] When the event happened (first generation).
    attr_reader :timestamp

    # @return [String, nil] What the recipient complained of. See ComplaintType.
    attr_reader :complaint_type

    # @api private
    FIELDS = [
      Field.new(
        attribute: :email_id,
        names: { 2 => 'emailId', 1 => 'emailId' },
        type: Type::TEXT
      ).freeze,
      Field.new(
        attribute: :from,
        names: { 2 => 'from', 1 => 'from' },
        type: Type::TEXT
      ).freeze,
      Field.new(
        attribute: :to,
        names: { 2 => 'to', 1 => 'to' },
        type: Type.object { Address }
      ).freeze,
      Field.new(
        attribute: :subject,
        names: { 2 => 'subject', 1 => 'subject' },
        type: Type::TEXT
      ).freeze,
      Field.new(
        attribute: :test,
        names: { 2 => 'test' },
        type: Type::BOOLEAN,
        default: false
      ).freeze,
      Field.new(
        attribute: :campaign_id,
        names: { 2 => 'campaignId', 1 => 'campaignId' },
        type: Type::TEXT,
        optional: true
      ).freeze,
      Field.new(
        attribute: :template_id,
        names: { 2 => 'templateId', 1 => 'templateId' },
        type: Type::TEXT,
        optional: true
      ).freeze,
      Field.new(
        attribute: :workflow_automation_id,
        names: { 2 => 'workflowAutomationId' },
        type: Type::TEXT,
        optional: true
      ).freeze,
      Field.new(
        attribute: :batch_id,
        names: { 2 => 'batchId' },
        type: Type::TEXT,
        optional: true
      ).freeze,
      Field.new(
        attribute: :created_at,
        names: { 1 => 'createdAt' },
        type: Type::TIME,
        optional: true
      ).freeze,
      Field.new(
        attribute: :timestamp,
        names: { 1 => 'timestamp' },
        type: Type::TIME,
        optional: true
      ).freeze,
      Field.new(
        attribute: :complaint_type,
        names: { 2 => 'complaintType', 1 => 'complaintType' },
        type: Type::TEXT,
        optional: true
      ).freeze
    ].freeze
  end

  # A recipient unsubscribed from everything.
  class EmailUnsubscribedData < Model
    # @return [Boolean] Whether it came from a test message. First-generation bodies don't say: false.
    attr_reader :test

    # @return [String, nil] Id of the message it came from.
    attr_reader :email_id

    # @return [String, nil] Id of the campaign it came from.
    attr_reader :campaign_id

    # @return [String, nil] Id of the template of the message.
    attr_reader :template_id

    # @return [String, nil] Id of the workflow automation that sent the message.
    attr_reader :workflow_automation_id

    # @return [String, nil] Id of the batch of the message.
    attr_reader :batch_id

    # @return [String, nil] The address that unsubscribed (first generation).
    attr_reader :email

    # @return [String, nil] Id of the unsubscribe group (first generation).
    attr_reader :unsubscribe_group_id

    # @return [Timestamp, nil] When the record was created (first generation).
    attr_reader :created_at

    # @return [Timestamp, nil] When the address was suppressed (first generation).
    attr_reader :suppressed_at

    # @api private
    FIELDS = [
      Field.new(
        attribute: :test,
        names: { 2 => 'test' },
        type: Type::BOOLEAN,
        default: false
      ).freeze,
      Field.new(
        attribute: :email_id,
        names: { 2 => 'emailId', 1 => 'emailId' },
        type: Type::TEXT,
        optional: true
      ).freeze,
      Field.new(
        attribute: :campaign_id,
        names: { 2 => 'campaignId', 1 => 'campaignId' },
        type: Type::TEXT,
        optional: true
      ).freeze,
      Field.new(
        attribute: :template_id,
        names: { 2 => 'templateId', 1 => 'templateId' },
        type: Type::TEXT,
        optional: true
      ).freeze,
      Field.new(
        attribute: :workflow_automation_id,
        names: { 2 => 'workflowAutomationId' },
        type: Type::TEXT,
        optional: true
      ).freeze,
      Field.new(
        attribute: :batch_id,
        names: { 2 => 'batchId' },
        type: Type::TEXT,
        optional: true
      ).freeze,
      Field.new(
        attribute: :email,
        names: { 1 => 'email' },
        type: Type::TEXT,
        optional: true
      ).freeze,
      Field.new(
        attribute: :unsubscribe_group_id,
        names: { 1 => 'unsubscribeGroupId' },
        type: Type::TEXT,
        optional: true
      ).freeze,
      Field.new(
        attribute: :created_at,
        names: { 1 => 'createdAt' },
        type: Type::TIME,
        optional: true
      ).freeze,
      Field.new(
        attribute: :suppressed_at,
        names: { 1 => 'suppressedAt' },
        type: Type::TIME,
        optional: true
      ).freeze
    ].freeze
  end
end
