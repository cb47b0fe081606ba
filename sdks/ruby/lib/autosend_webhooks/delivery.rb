# frozen_string_literal: true

require 'openssl'

module AutosendWebhooks
  # An authentic, timely request with its event read.
  class Delivery
    # @return [String] the same over all retries: visible ASCII characters
    attr_reader :id

    # @return [Event] what happened
    attr_reader :event

    # @return [Integer, nil] when the request says it was sent, Unix milliseconds; nil only where the tolerance is off
    attr_reader :sent_at_millis

    # @return [Integer] which of the verifier's secrets matched, from 0
    attr_reader :secret_index

    # @return [String] the raw body, exactly as received
    attr_reader :body

    def initialize(id:, event:, sent_at_millis:, secret_index:, body:)
      @id = id
      @event = event
      @sent_at_millis = sent_at_millis
      @secret_index = secret_index
      @body = body
    end

    # @return [Array<Event>] all events: providers may send several in one body, of which `event` is the first
    def events = event.all

    # @return [String] the event's type as the request names it
    def type = event.sent_type

    # @return [Timestamp, nil] when the event was created; nil if the body holds no such time
    def created_at = event.created_at

    # @return [Time, nil] when the request says it was sent; nil only where the tolerance is off
    def sent_at = sent_at_millis && Time.at(0, sent_at_millis, :millisecond, in: 'UTC')

    # SHA-256 of the body in hex: what identifies the event, whatever delivery id it comes with.
    #
    # It is a second pass over the body, so it is computed when first asked for.
    #
    # @return [String]
    def digest
      return @digest if @digest

      digest = OpenSSL::Digest::SHA256.hexdigest(body).freeze
      frozen? ? digest : @digest = digest
    end

    def ==(other) = other.class == self.class && other.parts == parts
    alias eql? ==

    def hash = parts.hash

    protected

    # What tells deliveries apart; the event is what the body says.
    def parts = [id, sent_at_millis, secret_index, body]
  end
end
