# frozen_string_literal: true

# Generated from schema/ by `cargo xtask generate`; do not edit.

module AutosendWebhooks
  # `email.sent`: a message was handed over for sending.
  class EmailSent < TypedEvent
    TYPE = 'email.sent'
    DATA = EmailSentData

    # @!attribute [r] data
    #   @return [EmailSentData] what the event says
  end

  # `email.delivered`: the recipient's mail server accepted a message.
  class EmailDelivered < TypedEvent
    TYPE = 'email.delivered'
    DATA = EmailDeliveredData

    # @!attribute [r] data
    #   @return [EmailDeliveredData] what the event says
  end

  # `email.deferred`: the recipient's mail server put a message off.
  class EmailDeferred < TypedEvent
    TYPE = 'email.deferred'
    DATA = EmailDeferredData

    # @!attribute [r] data
    #   @return [EmailDeferredData] what the event says
  end

  # `email.bounced`: the recipient's mail server refused a message.
  class EmailBounced < TypedEvent
    TYPE = 'email.bounced'
    DATA = EmailBouncedData

    # @!attribute [r] data
    #   @return [EmailBouncedData] what the event says
  end

  # `email.opened`: a recipient opened a message.
  class EmailOpened < TypedEvent
    TYPE = 'email.opened'
    DATA = EmailOpenedData

    # @!attribute [r] data
    #   @return [EmailOpenedData] what the event says
  end

  # `email.clicked`: a recipient clicked a link in a message.
  class EmailClicked < TypedEvent
    TYPE = 'email.clicked'
    DATA = EmailClickedData

    # @!attribute [r] data
    #   @return [EmailClickedData] what the event says
  end

  # `email.spam_reported`: a recipient reported a message as spam.
  class EmailSpamReported < TypedEvent
    TYPE = 'email.spam_reported'
    DATA = EmailSpamReportedData

    # @!attribute [r] data
    #   @return [EmailSpamReportedData] what the event says
  end

  # `email.unsubscribed`: a recipient unsubscribed from everything.
  class EmailUnsubscribed < TypedEvent
    TYPE = 'email.unsubscribed'
    DATA = EmailUnsubscribedData

    # @!attribute [r] data
    #   @return [EmailUnsubscribedData] what the event says
  end

  # `email.group_unsubscribed`: a recipient unsubscribed from a group.
  class EmailGroupUnsubscribed < TypedEvent
    TYPE = 'email.group_unsubscribed'
    DATA = EmailGroupUnsubscribedData

    # @!attribute [r] data
    #   @return [EmailGroupUnsubscribedData] what the event says
  end

  # `email.group_resubscribed`: a recipient subscribed to a group again.
  class EmailGroupResubscribed < TypedEvent
    TYPE = 'email.group_resubscribed'
    DATA = EmailGroupResubscribedData

    # @!attribute [r] data
    #   @return [EmailGroupResubscribedData] what the event says
  end

  # `contact.created`: a contact was created.
  class ContactCreated < TypedEvent
    TYPE = 'contact.created'
    DATA = ContactCreatedData

    # @!attribute [r] data
    #   @return [ContactCreatedData] what the event says
  end

  # `contact.updated`: a contact was changed.
  class ContactUpdated < TypedEvent
    TYPE = 'contact.updated'
    DATA = ContactUpdatedData

    # @!attribute [r] data
    #   @return [ContactUpdatedData] what the event says
  end

  # `contact.deleted`: a contact was deleted.
  class ContactDeleted < TypedEvent
    TYPE = 'contact.deleted'
    DATA = ContactDeletedData

    # @!attribute [r] data
    #   @return [ContactDeletedData] what the event says
  end

  # `email.received`: a message came in.
  class EmailReceived < TypedEvent
    TYPE = 'email.received'
    DATA = EmailReceivedData

    # @!attribute [r] data
    #   @return [EmailReceivedData] what the event says
  end

  # Every type that this version knows with its class, in the order of AutoSend's documentation.
  EVENTS = [
    EmailSent,
    EmailDelivered,
    EmailDeferred,
    EmailBounced,
    EmailOpened,
    EmailClicked,
    EmailSpamReported,
    EmailUnsubscribed,
    EmailGroupUnsubscribed,
    EmailGroupResubscribed,
    ContactCreated,
    ContactUpdated,
    ContactDeleted,
    EmailReceived
  ].to_h { |event| [event::TYPE, event] }.freeze
end
