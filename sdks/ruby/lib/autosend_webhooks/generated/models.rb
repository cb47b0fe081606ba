# frozen_string_literal: true

# Generated from schema/ by `cargo xtask generate`; do not edit.

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
    MEMBERS = members_by_generation(
      email: { 2 => 'email', 1 => 'email' },
      name: { 2 => 'name', 1 => 'name' }
    )
    # @api private
    REQUIRED = %i[email].freeze

    # @api private
    def decode!(object, document)
      @email = Json::Read.text(object, 'email')
      @name = Json::Read.text(object, 'name') unless object['name'].nil?
      super
    end
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
    MEMBERS = members_by_generation(
      attachment_id: { 2 => 'attachmentId', 1 => 'attachmentId' },
      attachment_index: { 2 => 'attachmentIndex', 1 => 'attachmentIndex' },
      filename: { 2 => 'filename', 1 => 'filename' },
      content_type: { 2 => 'contentType', 1 => 'contentType' },
      size: { 2 => 'size', 1 => 'size' }
    )
    # @api private
    REQUIRED = %i[attachment_id attachment_index filename content_type size].freeze

    # @api private
    def decode!(object, document)
      @attachment_id = Json::Read.text(object, 'attachmentId')
      @attachment_index = Json::Read.integer(object, 'attachmentIndex')
      @filename = Json::Read.text(object, 'filename')
      @content_type = Json::Read.text(object, 'contentType')
      @size = Json::Read.integer(object, 'size')
      super
    end
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
    MEMBERS = members_by_generation(
      contact_id: { 2 => 'contactId', 1 => 'contactId' },
      email: { 2 => 'email', 1 => 'email' },
      name: { 2 => 'name' },
      user_id: { 1 => 'userId' },
      first_name: { 1 => 'firstName' },
      last_name: { 1 => 'lastName' },
      created_at: { 1 => 'createdAt' }
    )
    # @api private
    REQUIRED = %i[].freeze

    # @api private
    def decode!(object, document)
      names = MEMBERS.fetch(document.generation)
      @contact_id = Json::Read.text(object, 'contactId') unless object['contactId'].nil?
      @email = Json::Read.text(object, 'email') unless object['email'].nil?
      @name = Json::Read.text(object, names[:name]) unless object[names[:name]].nil?
      @user_id = Json::Read.text(object, names[:user_id]) unless object[names[:user_id]].nil?
      @first_name = Json::Read.text(object, names[:first_name]) unless object[names[:first_name]].nil?
      @last_name = Json::Read.text(object, names[:last_name]) unless object[names[:last_name]].nil?
      @created_at = Json::Read.time(object, names[:created_at]) unless object[names[:created_at]].nil?
      super
    end
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
    MEMBERS = members_by_generation(
      contact_id: { 2 => 'contactId', 1 => 'contactId' },
      email: { 2 => 'email', 1 => 'email' },
      deleted_at: { 1 => 'deletedAt' },
      user_id: { 1 => 'userId' },
      first_name: { 1 => 'firstName' },
      last_name: { 1 => 'lastName' },
      created_at: { 1 => 'createdAt' }
    )
    # @api private
    REQUIRED = %i[].freeze

    # @api private
    def decode!(object, document)
      names = MEMBERS.fetch(document.generation)
      @contact_id = Json::Read.text(object, 'contactId') unless object['contactId'].nil?
      @email = Json::Read.text(object, 'email') unless object['email'].nil?
      @deleted_at = Json::Read.time(object, names[:deleted_at]) unless object[names[:deleted_at]].nil?
      @user_id = Json::Read.text(object, names[:user_id]) unless object[names[:user_id]].nil?
      @first_name = Json::Read.text(object, names[:first_name]) unless object[names[:first_name]].nil?
      @last_name = Json::Read.text(object, names[:last_name]) unless object[names[:last_name]].nil?
      @created_at = Json::Read.time(object, names[:created_at]) unless object[names[:created_at]].nil?
      super
    end
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
    MEMBERS = members_by_generation(
      contact_id: { 2 => 'contactId', 1 => 'contactId' },
      email: { 2 => 'email', 1 => 'email' },
      name: { 2 => 'name' },
      changed_fields: { 2 => 'changedFields' },
      updated_at: { 1 => 'updatedAt' },
      user_id: { 1 => 'userId' },
      first_name: { 1 => 'firstName' },
      last_name: { 1 => 'lastName' },
      created_at: { 1 => 'createdAt' }
    )
    # @api private
    REQUIRED = %i[].freeze

    # @api private
    def decode!(object, document)
      names = MEMBERS.fetch(document.generation)
      @contact_id = Json::Read.text(object, 'contactId') unless object['contactId'].nil?
      @email = Json::Read.text(object, 'email') unless object['email'].nil?
      @name = Json::Read.text(object, names[:name]) unless object[names[:name]].nil?
      @changed_fields = Json::Read.list(object, names[:changed_fields]) { |items0, index0| Json::Read.text(items0, index0) } unless object[names[:changed_fields]].nil?
      @updated_at = Json::Read.time(object, names[:updated_at]) unless object[names[:updated_at]].nil?
      @user_id = Json::Read.text(object, names[:user_id]) unless object[names[:user_id]].nil?
      @first_name = Json::Read.text(object, names[:first_name]) unless object[names[:first_name]].nil?
      @last_name = Json::Read.text(object, names[:last_name]) unless object[names[:last_name]].nil?
      @created_at = Json::Read.time(object, names[:created_at]) unless object[names[:created_at]].nil?
      super
    end
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
    MEMBERS = members_by_generation(
      email_id: { 2 => 'emailId', 1 => 'emailId' },
      from: { 2 => 'from', 1 => 'from' },
      to: { 2 => 'to', 1 => 'to' },
      subject: { 2 => 'subject', 1 => 'subject' },
      test: { 2 => 'test' },
      campaign_id: { 2 => 'campaignId', 1 => 'campaignId' },
      template_id: { 2 => 'templateId', 1 => 'templateId' },
      workflow_automation_id: { 2 => 'workflowAutomationId' },
      batch_id: { 2 => 'batchId' },
      created_at: { 1 => 'createdAt' },
      timestamp: { 1 => 'timestamp' },
      bounce_type: { 2 => 'bounceType', 1 => 'bounceType' },
      bounce_sub_type: { 2 => 'bounceSubType', 1 => 'bounceSubType' },
      reason: { 2 => 'reason', 1 => 'bounceReason' },
      bounced_at: { 1 => 'bouncedAt' }
    )
    # @api private
    REQUIRED = %i[email_id from to subject].freeze
    # @api private
    DEFAULTS = { test: false }.freeze

    # @api private
    def decode!(object, document)
      names = MEMBERS.fetch(document.generation)
      @email_id = Json::Read.text(object, 'emailId')
      @from = Json::Read.text(object, 'from')
      @to = Json::Read.object(object, 'to', Address, document)
      @subject = Json::Read.text(object, 'subject')
      @test = names[:test] ? Json::Read.boolean(object, names[:test]) : false
      @campaign_id = Json::Read.text(object, 'campaignId') unless object['campaignId'].nil?
      @template_id = Json::Read.text(object, 'templateId') unless object['templateId'].nil?
      @workflow_automation_id = Json::Read.text(object, names[:workflow_automation_id]) unless object[names[:workflow_automation_id]].nil?
      @batch_id = Json::Read.text(object, names[:batch_id]) unless object[names[:batch_id]].nil?
      @created_at = Json::Read.time(object, names[:created_at]) unless object[names[:created_at]].nil?
      @timestamp = Json::Read.time(object, names[:timestamp]) unless object[names[:timestamp]].nil?
      @bounce_type = Json::Read.text(object, 'bounceType') unless object['bounceType'].nil?
      @bounce_sub_type = Json::Read.text(object, 'bounceSubType') unless object['bounceSubType'].nil?
      @reason = Json::Read.text(object, names[:reason]) unless object[names[:reason]].nil?
      @bounced_at = Json::Read.time(object, names[:bounced_at]) unless object[names[:bounced_at]].nil?
      super
    end
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
    MEMBERS = members_by_generation(
      email_id: { 2 => 'emailId', 1 => 'emailId' },
      from: { 2 => 'from', 1 => 'from' },
      to: { 2 => 'to', 1 => 'to' },
      subject: { 2 => 'subject', 1 => 'subject' },
      test: { 2 => 'test' },
      campaign_id: { 2 => 'campaignId', 1 => 'campaignId' },
      template_id: { 2 => 'templateId', 1 => 'templateId' },
      workflow_automation_id: { 2 => 'workflowAutomationId' },
      batch_id: { 2 => 'batchId' },
      created_at: { 1 => 'createdAt' },
      timestamp: { 1 => 'timestamp' },
      clicked_url: { 2 => 'clickedUrl', 1 => 'clickedUrl' }
    )
    # @api private
    REQUIRED = %i[email_id from to subject].freeze
    # @api private
    DEFAULTS = { test: false }.freeze

    # @api private
    def decode!(object, document)
      names = MEMBERS.fetch(document.generation)
      @email_id = Json::Read.text(object, 'emailId')
      @from = Json::Read.text(object, 'from')
      @to = Json::Read.object(object, 'to', Address, document)
      @subject = Json::Read.text(object, 'subject')
      @test = names[:test] ? Json::Read.boolean(object, names[:test]) : false
      @campaign_id = Json::Read.text(object, 'campaignId') unless object['campaignId'].nil?
      @template_id = Json::Read.text(object, 'templateId') unless object['templateId'].nil?
      @workflow_automation_id = Json::Read.text(object, names[:workflow_automation_id]) unless object[names[:workflow_automation_id]].nil?
      @batch_id = Json::Read.text(object, names[:batch_id]) unless object[names[:batch_id]].nil?
      @created_at = Json::Read.time(object, names[:created_at]) unless object[names[:created_at]].nil?
      @timestamp = Json::Read.time(object, names[:timestamp]) unless object[names[:timestamp]].nil?
      @clicked_url = Json::Read.text(object, 'clickedUrl') unless object['clickedUrl'].nil?
      super
    end
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
    MEMBERS = members_by_generation(
      email_id: { 2 => 'emailId', 1 => 'emailId' },
      from: { 2 => 'from', 1 => 'from' },
      to: { 2 => 'to', 1 => 'to' },
      subject: { 2 => 'subject', 1 => 'subject' },
      test: { 2 => 'test' },
      campaign_id: { 2 => 'campaignId', 1 => 'campaignId' },
      template_id: { 2 => 'templateId', 1 => 'templateId' },
      workflow_automation_id: { 2 => 'workflowAutomationId' },
      batch_id: { 2 => 'batchId' },
      created_at: { 1 => 'createdAt' },
      timestamp: { 1 => 'timestamp' },
      delay_type: { 2 => 'delayType', 1 => 'delayType' },
      delay_reason: { 2 => 'delayReason', 1 => 'delayReason' },
      expiration_time: { 2 => 'expirationTime', 1 => 'expirationTime' }
    )
    # @api private
    REQUIRED = %i[email_id from to subject].freeze
    # @api private
    DEFAULTS = { test: false }.freeze

    # @api private
    def decode!(object, document)
      names = MEMBERS.fetch(document.generation)
      @email_id = Json::Read.text(object, 'emailId')
      @from = Json::Read.text(object, 'from')
      @to = Json::Read.object(object, 'to', Address, document)
      @subject = Json::Read.text(object, 'subject')
      @test = names[:test] ? Json::Read.boolean(object, names[:test]) : false
      @campaign_id = Json::Read.text(object, 'campaignId') unless object['campaignId'].nil?
      @template_id = Json::Read.text(object, 'templateId') unless object['templateId'].nil?
      @workflow_automation_id = Json::Read.text(object, names[:workflow_automation_id]) unless object[names[:workflow_automation_id]].nil?
      @batch_id = Json::Read.text(object, names[:batch_id]) unless object[names[:batch_id]].nil?
      @created_at = Json::Read.time(object, names[:created_at]) unless object[names[:created_at]].nil?
      @timestamp = Json::Read.time(object, names[:timestamp]) unless object[names[:timestamp]].nil?
      @delay_type = Json::Read.text(object, 'delayType') unless object['delayType'].nil?
      @delay_reason = Json::Read.text(object, 'delayReason') unless object['delayReason'].nil?
      @expiration_time = Json::Read.time(object, 'expirationTime') unless object['expirationTime'].nil?
      super
    end
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
    MEMBERS = members_by_generation(
      email_id: { 2 => 'emailId', 1 => 'emailId' },
      from: { 2 => 'from', 1 => 'from' },
      to: { 2 => 'to', 1 => 'to' },
      subject: { 2 => 'subject', 1 => 'subject' },
      test: { 2 => 'test' },
      campaign_id: { 2 => 'campaignId', 1 => 'campaignId' },
      template_id: { 2 => 'templateId', 1 => 'templateId' },
      workflow_automation_id: { 2 => 'workflowAutomationId' },
      batch_id: { 2 => 'batchId' },
      created_at: { 1 => 'createdAt' },
      timestamp: { 1 => 'timestamp' },
      delivered_at: { 1 => 'deliveredAt' }
    )
    # @api private
    REQUIRED = %i[email_id from to subject].freeze
    # @api private
    DEFAULTS = { test: false }.freeze

    # @api private
    def decode!(object, document)
      names = MEMBERS.fetch(document.generation)
      @email_id = Json::Read.text(object, 'emailId')
      @from = Json::Read.text(object, 'from')
      @to = Json::Read.object(object, 'to', Address, document)
      @subject = Json::Read.text(object, 'subject')
      @test = names[:test] ? Json::Read.boolean(object, names[:test]) : false
      @campaign_id = Json::Read.text(object, 'campaignId') unless object['campaignId'].nil?
      @template_id = Json::Read.text(object, 'templateId') unless object['templateId'].nil?
      @workflow_automation_id = Json::Read.text(object, names[:workflow_automation_id]) unless object[names[:workflow_automation_id]].nil?
      @batch_id = Json::Read.text(object, names[:batch_id]) unless object[names[:batch_id]].nil?
      @created_at = Json::Read.time(object, names[:created_at]) unless object[names[:created_at]].nil?
      @timestamp = Json::Read.time(object, names[:timestamp]) unless object[names[:timestamp]].nil?
      @delivered_at = Json::Read.time(object, names[:delivered_at]) unless object[names[:delivered_at]].nil?
      super
    end
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
    MEMBERS = members_by_generation(
      test: { 2 => 'test' },
      email_id: { 2 => 'emailId', 1 => 'emailId' },
      unsubscribe_group_id: { 2 => 'unsubscribeGroupId', 1 => 'unsubscribeGroupId' },
      campaign_id: { 2 => 'campaignId', 1 => 'campaignId' }
    )
    # @api private
    REQUIRED = %i[].freeze
    # @api private
    DEFAULTS = { test: false }.freeze

    # @api private
    def decode!(object, document)
      names = MEMBERS.fetch(document.generation)
      @test = names[:test] ? Json::Read.boolean(object, names[:test]) : false
      @email_id = Json::Read.text(object, 'emailId') unless object['emailId'].nil?
      @unsubscribe_group_id = Json::Read.text(object, 'unsubscribeGroupId') unless object['unsubscribeGroupId'].nil?
      @campaign_id = Json::Read.text(object, 'campaignId') unless object['campaignId'].nil?
      super
    end
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
    MEMBERS = members_by_generation(
      test: { 2 => 'test' },
      email_id: { 2 => 'emailId', 1 => 'emailId' },
      campaign_id: { 2 => 'campaignId', 1 => 'campaignId' },
      template_id: { 2 => 'templateId', 1 => 'templateId' },
      workflow_automation_id: { 2 => 'workflowAutomationId', 1 => 'workflowAutomationId' },
      batch_id: { 2 => 'batchId', 1 => 'batchId' },
      unsubscribe_group_id: { 2 => 'unsubscribeGroupId', 1 => 'unsubscribeGroupId' }
    )
    # @api private
    REQUIRED = %i[].freeze
    # @api private
    DEFAULTS = { test: false }.freeze

    # @api private
    def decode!(object, document)
      names = MEMBERS.fetch(document.generation)
      @test = names[:test] ? Json::Read.boolean(object, names[:test]) : false
      @email_id = Json::Read.text(object, 'emailId') unless object['emailId'].nil?
      @campaign_id = Json::Read.text(object, 'campaignId') unless object['campaignId'].nil?
      @template_id = Json::Read.text(object, 'templateId') unless object['templateId'].nil?
      @workflow_automation_id = Json::Read.text(object, 'workflowAutomationId') unless object['workflowAutomationId'].nil?
      @batch_id = Json::Read.text(object, 'batchId') unless object['batchId'].nil?
      @unsubscribe_group_id = Json::Read.text(object, 'unsubscribeGroupId') unless object['unsubscribeGroupId'].nil?
      super
    end
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
    MEMBERS = members_by_generation(
      email_id: { 2 => 'emailId', 1 => 'emailId' },
      from: { 2 => 'from', 1 => 'from' },
      to: { 2 => 'to', 1 => 'to' },
      subject: { 2 => 'subject', 1 => 'subject' },
      test: { 2 => 'test' },
      campaign_id: { 2 => 'campaignId', 1 => 'campaignId' },
      template_id: { 2 => 'templateId', 1 => 'templateId' },
      workflow_automation_id: { 2 => 'workflowAutomationId' },
      batch_id: { 2 => 'batchId' },
      created_at: { 1 => 'createdAt' },
      timestamp: { 1 => 'timestamp' },
      opened_at: { 1 => 'openedAt' }
    )
    # @api private
    REQUIRED = %i[email_id from to subject].freeze
    # @api private
    DEFAULTS = { test: false }.freeze

    # @api private
    def decode!(object, document)
      names = MEMBERS.fetch(document.generation)
      @email_id = Json::Read.text(object, 'emailId')
      @from = Json::Read.text(object, 'from')
      @to = Json::Read.object(object, 'to', Address, document)
      @subject = Json::Read.text(object, 'subject')
      @test = names[:test] ? Json::Read.boolean(object, names[:test]) : false
      @campaign_id = Json::Read.text(object, 'campaignId') unless object['campaignId'].nil?
      @template_id = Json::Read.text(object, 'templateId') unless object['templateId'].nil?
      @workflow_automation_id = Json::Read.text(object, names[:workflow_automation_id]) unless object[names[:workflow_automation_id]].nil?
      @batch_id = Json::Read.text(object, names[:batch_id]) unless object[names[:batch_id]].nil?
      @created_at = Json::Read.time(object, names[:created_at]) unless object[names[:created_at]].nil?
      @timestamp = Json::Read.time(object, names[:timestamp]) unless object[names[:timestamp]].nil?
      @opened_at = Json::Read.time(object, names[:opened_at]) unless object[names[:opened_at]].nil?
      super
    end
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
    MEMBERS = members_by_generation(
      inbound_email_id: { 2 => 'inboundEmailId', 1 => 'inboundEmailId' },
      from: { 2 => 'from', 1 => 'from' },
      to: { 2 => 'to', 1 => 'to' },
      cc: { 2 => 'cc', 1 => 'cc' },
      subject: { 2 => 'subject', 1 => 'subject' },
      attachments: { 2 => 'attachments', 1 => 'attachments' },
      spam_verdict: { 2 => 'spamVerdict', 1 => 'spamVerdict' },
      virus_verdict: { 2 => 'virusVerdict', 1 => 'virusVerdict' },
      received_at: { 2 => 'receivedAt', 1 => 'receivedAt' },
      thread_id: { 2 => 'threadId', 1 => 'threadId' },
      in_reply_to_email_activity_id: { 2 => 'inReplyToEmailActivityId', 1 => 'inReplyToEmailActivityId' },
      in_reply_to_inbound_email_id: { 2 => 'inReplyToInboundEmailId', 1 => 'inReplyToInboundEmailId' }
    )
    # @api private
    REQUIRED = %i[inbound_email_id from to cc subject attachments spam_verdict virus_verdict received_at].freeze

    # @api private
    def decode!(object, document)
      @inbound_email_id = Json::Read.text(object, 'inboundEmailId')
      @from = Json::Read.object(object, 'from', Address, document)
      @to = Json::Read.list(object, 'to') { |items0, index0| Json::Read.object(items0, index0, Address, document) }
      @cc = Json::Read.list(object, 'cc') { |items0, index0| Json::Read.object(items0, index0, Address, document) }
      @subject = Json::Read.text(object, 'subject')
      @attachments = Json::Read.list(object, 'attachments') { |items0, index0| Json::Read.object(items0, index0, Attachment, document) }
      @spam_verdict = Json::Read.text(object, 'spamVerdict')
      @virus_verdict = Json::Read.text(object, 'virusVerdict')
      @received_at = Json::Read.time(object, 'receivedAt')
      @thread_id = Json::Read.text(object, 'threadId') unless object['threadId'].nil?
      @in_reply_to_email_activity_id = Json::Read.text(object, 'inReplyToEmailActivityId') unless object['inReplyToEmailActivityId'].nil?
      @in_reply_to_inbound_email_id = Json::Read.text(object, 'inReplyToInboundEmailId') unless object['inReplyToInboundEmailId'].nil?
      super
    end
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
    MEMBERS = members_by_generation(
      email_id: { 2 => 'emailId', 1 => 'emailId' },
      from: { 2 => 'from', 1 => 'from' },
      to: { 2 => 'to', 1 => 'to' },
      subject: { 2 => 'subject', 1 => 'subject' },
      test: { 2 => 'test' },
      campaign_id: { 2 => 'campaignId', 1 => 'campaignId' },
      template_id: { 2 => 'templateId', 1 => 'templateId' },
      workflow_automation_id: { 2 => 'workflowAutomationId' },
      batch_id: { 2 => 'batchId' },
      created_at: { 1 => 'createdAt' },
      timestamp: { 1 => 'timestamp' }
    )
    # @api private
    REQUIRED = %i[email_id from to subject].freeze
    # @api private
    DEFAULTS = { test: false }.freeze

    # @api private
    def decode!(object, document)
      names = MEMBERS.fetch(document.generation)
      @email_id = Json::Read.text(object, 'emailId')
      @from = Json::Read.text(object, 'from')
      @to = Json::Read.object(object, 'to', Address, document)
      @subject = Json::Read.text(object, 'subject')
      @test = names[:test] ? Json::Read.boolean(object, names[:test]) : false
      @campaign_id = Json::Read.text(object, 'campaignId') unless object['campaignId'].nil?
      @template_id = Json::Read.text(object, 'templateId') unless object['templateId'].nil?
      @workflow_automation_id = Json::Read.text(object, names[:workflow_automation_id]) unless object[names[:workflow_automation_id]].nil?
      @batch_id = Json::Read.text(object, names[:batch_id]) unless object[names[:batch_id]].nil?
      @created_at = Json::Read.time(object, names[:created_at]) unless object[names[:created_at]].nil?
      @timestamp = Json::Read.time(object, names[:timestamp]) unless object[names[:timestamp]].nil?
      super
    end
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
    MEMBERS = members_by_generation(
      email_id: { 2 => 'emailId', 1 => 'emailId' },
      from: { 2 => 'from', 1 => 'from' },
      to: { 2 => 'to', 1 => 'to' },
      subject: { 2 => 'subject', 1 => 'subject' },
      test: { 2 => 'test' },
      campaign_id: { 2 => 'campaignId', 1 => 'campaignId' },
      template_id: { 2 => 'templateId', 1 => 'templateId' },
      workflow_automation_id: { 2 => 'workflowAutomationId' },
      batch_id: { 2 => 'batchId' },
      created_at: { 1 => 'createdAt' },
      timestamp: { 1 => 'timestamp' },
      complaint_type: { 2 => 'complaintType', 1 => 'complaintType' }
    )
    # @api private
    REQUIRED = %i[email_id from to subject].freeze
    # @api private
    DEFAULTS = { test: false }.freeze

    # @api private
    def decode!(object, document)
      names = MEMBERS.fetch(document.generation)
      @email_id = Json::Read.text(object, 'emailId')
      @from = Json::Read.text(object, 'from')
      @to = Json::Read.object(object, 'to', Address, document)
      @subject = Json::Read.text(object, 'subject')
      @test = names[:test] ? Json::Read.boolean(object, names[:test]) : false
      @campaign_id = Json::Read.text(object, 'campaignId') unless object['campaignId'].nil?
      @template_id = Json::Read.text(object, 'templateId') unless object['templateId'].nil?
      @workflow_automation_id = Json::Read.text(object, names[:workflow_automation_id]) unless object[names[:workflow_automation_id]].nil?
      @batch_id = Json::Read.text(object, names[:batch_id]) unless object[names[:batch_id]].nil?
      @created_at = Json::Read.time(object, names[:created_at]) unless object[names[:created_at]].nil?
      @timestamp = Json::Read.time(object, names[:timestamp]) unless object[names[:timestamp]].nil?
      @complaint_type = Json::Read.text(object, 'complaintType') unless object['complaintType'].nil?
      super
    end
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
    MEMBERS = members_by_generation(
      test: { 2 => 'test' },
      email_id: { 2 => 'emailId', 1 => 'emailId' },
      campaign_id: { 2 => 'campaignId', 1 => 'campaignId' },
      template_id: { 2 => 'templateId', 1 => 'templateId' },
      workflow_automation_id: { 2 => 'workflowAutomationId' },
      batch_id: { 2 => 'batchId' },
      email: { 1 => 'email' },
      unsubscribe_group_id: { 1 => 'unsubscribeGroupId' },
      created_at: { 1 => 'createdAt' },
      suppressed_at: { 1 => 'suppressedAt' }
    )
    # @api private
    REQUIRED = %i[].freeze
    # @api private
    DEFAULTS = { test: false }.freeze

    # @api private
    def decode!(object, document)
      names = MEMBERS.fetch(document.generation)
      @test = names[:test] ? Json::Read.boolean(object, names[:test]) : false
      @email_id = Json::Read.text(object, 'emailId') unless object['emailId'].nil?
      @campaign_id = Json::Read.text(object, 'campaignId') unless object['campaignId'].nil?
      @template_id = Json::Read.text(object, 'templateId') unless object['templateId'].nil?
      @workflow_automation_id = Json::Read.text(object, names[:workflow_automation_id]) unless object[names[:workflow_automation_id]].nil?
      @batch_id = Json::Read.text(object, names[:batch_id]) unless object[names[:batch_id]].nil?
      @email = Json::Read.text(object, names[:email]) unless object[names[:email]].nil?
      @unsubscribe_group_id = Json::Read.text(object, names[:unsubscribe_group_id]) unless object[names[:unsubscribe_group_id]].nil?
      @created_at = Json::Read.time(object, names[:created_at]) unless object[names[:created_at]].nil?
      @suppressed_at = Json::Read.time(object, names[:suppressed_at]) unless object[names[:suppressed_at]].nil?
      super
    end
  end
end
