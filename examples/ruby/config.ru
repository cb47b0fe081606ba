# frozen_string_literal: true

# Receives webhooks: verifies every request and processes each event once.

# region: receive
require 'autosend_webhooks'

verifier = AutosendWebhooks::Verifier.new(-> { ENV.fetch('AUTOSEND_WEBHOOK_SECRET', nil) })

webhooks = AutosendWebhooks::Rack::App.new(verifier) do |delivery|
  case delivery.event
  in AutosendWebhooks::EmailBounced[data:] then warn "#{data.to.email} bounced: #{data.reason}"
  in AutosendWebhooks::Unknown[type:] then warn "new to us: #{type}"
  else warn "#{delivery.id} #{delivery.type}"
  end
  # Queue the event here and return: if that fails, AutoSend delivers it again.
end

map('/webhooks') { run webhooks }
# endregion
