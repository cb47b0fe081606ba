# frozen_string_literal: true

# Receives the webhooks of AutoSend: verifies their signatures over the raw body, and reads what they say as typed
# events. It needs nothing but the standard library.
#
#   verifier = AutosendWebhooks::Verifier.new(-> { ENV.fetch('AUTOSEND_WEBHOOK_SECRET', nil) })
#   delivery = verifier.verify(body, headers)
#   case delivery.event
#   in AutosendWebhooks::Unknown => event then warn("new to us: #{event.type}")
#   in AutosendWebhooks::Invalid => event then warn("not as it should be: #{event.reason}")
#   in AutosendWebhooks::TypedEvent => event then queue(event.type, event.data)
#   end
module AutosendWebhooks
end

require_relative 'autosend_webhooks/generated/provider'
require_relative 'autosend_webhooks/errors'
require_relative 'autosend_webhooks/generated/errors'
require_relative 'autosend_webhooks/options'
require_relative 'autosend_webhooks/headers'
require_relative 'autosend_webhooks/secret_form'
require_relative 'autosend_webhooks/signature'
require_relative 'autosend_webhooks/keys'
require_relative 'autosend_webhooks/secrets'
require_relative 'autosend_webhooks/timestamp'
require_relative 'autosend_webhooks/json'
require_relative 'autosend_webhooks/model'
require_relative 'autosend_webhooks/generated/models'
require_relative 'autosend_webhooks/event'
require_relative 'autosend_webhooks/reading'
require_relative 'autosend_webhooks/generated/events'
require_relative 'autosend_webhooks/delivery'
require_relative 'autosend_webhooks/verifier'
require_relative 'autosend_webhooks/deduplicator'
require_relative 'autosend_webhooks/testing'
require_relative 'autosend_webhooks/generated/samples'
require_relative 'autosend_webhooks/rack'
require_relative 'autosend_webhooks/rails'
