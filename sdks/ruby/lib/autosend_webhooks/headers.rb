# frozen_string_literal: true

# Generated from schema/ by `cargo xtask generate`; do not edit.

require_relative 'errors'

module AutosendWebhooks
  # The values of the webhook headers of a request; empty ones count as absent.
  class Headers
    # Carries the signature.
    SIGNATURE = 'X-Webhook-Signature'
    # Carries when the request was sent.
    TIMESTAMP = 'X-Webhook-Timestamp'
    # Carries the delivery's id, the same over all retries.
    DELIVERY_ID = 'X-Webhook-Delivery-Id'
    # Carries the event type. The body decides.
    EVENT = 'X-Webhook-Event'

    attr_reader :signature, :timestamp, :delivery_id, :event

    def initialize(signature: '', timestamp: '', delivery_id: '', event: '')
      @signature = signature
      @timestamp = timestamp
      @delivery_id = delivery_id
      @event = event
      freeze
    end

    # Fails where a header is there twice with different values: which of them another component reads is anybody's
    # guess.
    #
    # @param headers [Enumerable] pairs of a name, in any case, and a value or a list of values
    def self.read(headers)
      found = Hash.new { |hash, name| hash[name] = [] }
      headers.each { |name, values| found[name.to_s.b.downcase].concat(Array(values).map { |value| trim(value) }) }
      names = { signature: SIGNATURE, timestamp: TIMESTAMP, delivery_id: DELIVERY_ID, event: EVENT }
      only = names.transform_values do |name|
        values = found.fetch(name.b.downcase, []).uniq
        raise WebhookError.new('duplicate_header', name) if values.size > 1

        values.first || ''
      end
      new(**only)
    end

    # Finds both ends by a walk of its own: a pattern for blanks before the end would begin again at each blank.
    def self.trim(value)
      value = value.to_s.b
      first = value.index(/[^ \t]/n)
      first ? value[first..value.rindex(/[^ \t]/n)] : ''.b
    end
    private_class_method :trim

    # The headers of a Rack environment.
    #
    # @param env [Hash]
    # @return [Hash{String => String}]
    def self.from_rack(env)
      env.filter_map { |name, value| [name[5..].tr('_', '-'), value] if name.start_with?('HTTP_') }.to_h
    end
  end
end
