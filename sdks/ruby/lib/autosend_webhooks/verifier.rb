# frozen_string_literal: true

require 'openssl'
require_relative 'authenticity'
require_relative 'delivery'
require_relative 'errors'
require_relative 'event'
require_relative 'generated/provider'
require_relative 'headers'
require_relative 'named_values'
require_relative 'options'
require_relative 'reading'
require_relative 'secrets'
require_relative 'signature'
require_relative 'timestamp'

module AutosendWebhooks
  # Verifies requests. Immutable, safe to share between threads.
  #
  # What it checks, in this order: the body's size; that each header is there once; the signature, in constant time
  # and with every secret; the timestamp; the delivery id; and only then the JSON.
  class Verifier
    # How old a request may be by default, in seconds.
    TOLERANCE = Provider::TOLERANCE
    # How far ahead of this machine's clock a request may be by default, in seconds.
    FUTURE_TOLERANCE = Provider::FUTURE_TOLERANCE
    # The largest body by default, in bytes.
    MAX_BODY = Provider::MAX_BODY

    DELIVERY_ID = /\A[\x21-\x7E]{1,#{Provider::MAX_DELIVERY_ID}}\z/n
    private_constant :DELIVERY_ID

    # @return [Integer] the largest body in bytes, for whoever reads it from the network
    attr_reader :max_body

    # Where there is no secret, it is the first verification that fails.
    #
    # @param secrets [String, Array<String>, #call, nil] one, or several while one is being replaced; or a function
    #   that returns them, which is called again when a signature is not right: they can change while the process runs
    # @param tolerance [Numeric, nil] how old a request may be, in seconds; nil switches the check of the timestamp off
    #   in both directions
    # @param future_tolerance [Numeric] how far ahead of this machine's clock it may be, in seconds
    # @param max_body [Integer] the largest body, in bytes
    # @param strict [Boolean] refuses event types that are not known, and known ones whose data does not fit; without
    #   it both arrive
    # @param url [String, nil] the URL that the provider was given, where it signs that
    # @raise [WebhookError] `invalid_secret`
    # @raise [ArgumentError] for a number that makes no sense
    def initialize(secrets, tolerance: TOLERANCE, future_tolerance: FUTURE_TOLERANCE, max_body: MAX_BODY, strict: false,
                   url: nil)
      @secrets = Secrets.new(secrets)
      @tolerance = tolerance && Options.millis(:tolerance, tolerance)
      @future_tolerance = Options.millis(:future_tolerance, future_tolerance)
      @max_body = Options.count(:max_body, max_body, 0)
      @strict = Options.flag(:strict, strict)
      @url = url
      freeze
    end

    # Authenticates a request, checks its timestamp against this machine's clock, and reads the event.
    #
    # @param body [String] the raw body, exactly as received; what is parsed already is refused
    # @param headers [Enumerable] pairs of a name, in any case, and a value or a list of values
    # @return [Delivery]
    # @raise [WebhookError]
    def verify(body, headers) = verify_at(body, headers, Time.now)

    # `verify` with the clock as an argument.
    #
    # @param now [Time]
    def verify_at(body, headers, now)
      @secrets.require_any
      body = raw(body)
      return verify_any(body, NamedValues.read(headers), Timestamp.millis(now)) unless Headers::IS_PLAIN

      headers = present(headers)
      secret_index = authenticate(body, headers)
      sent_at = timely(headers.timestamp, Timestamp.millis(now))
      id = delivery_id(headers.delivery_id)
      # Nothing is parsed before it is authentic.
      event = Event.parse(body)
      expect(event, headers.event)
      Delivery.new(id:, event:, sent_at_millis: sent_at, secret_index:, body:)
    end

    # Shows no secret.
    def inspect = "#<#{self.class} of #{@secrets.size} secrets>"

    private

    def raw(body)
      raise WebhookError.new('body_already_parsed', body.class.name) unless body.is_a?(String)
      if body.bytesize > max_body
        raise WebhookError.new('body_too_large', "#{body.bytesize} bytes, the limit is #{max_body}")
      end

      body.b.freeze
    end

    def present(headers)
      headers = Headers.read(headers)
      raise WebhookError, 'missing_signature' if headers.signature.empty?
      raise WebhookError, 'missing_timestamp' if headers.timestamp.empty? && (@tolerance || Signature::SIGNS_TIMESTAMP)
      raise WebhookError, 'missing_delivery_id' if headers.delivery_id.empty?

      headers
    end

    # The same for providers that do not sign in the plainest way.
    def verify_any(body, values, now)
      values.require_present(@tolerance)
      match = Authenticity.new(body, values, @url).match(@secrets)
      raise WebhookError, 'missing_timestamp' if !match.timestamp && Provider::TIMESTAMP_FROM != :none && @tolerance

      sent_at = timely(match.timestamp.to_s, now)
      id = values.delivery_id && delivery_id(values.delivery_id)
      event = Provider::IS_TABLED ? Reading.event(body, values) : Event.parse(body)
      expect_any(event, values)
      id ||= event.sent_id || OpenSSL::Digest::SHA256.hexdigest(body)
      Delivery.new(id:, event:, sent_at_millis: sent_at, secret_index: match.secret_index, body:)
    end

    def expect_any(event, values)
      header = (values.event if Reading::IS_TYPE_IN_BODY).to_s
      event.all.each do |one|
        unless header.empty? || header == one.sent_type.b
          raise WebhookError.new('event_mismatch', "the body says #{one.sent_type.inspect}")
        end

        expect(one, '')
        problem = one.problems.first if @strict
        raise WebhookError.new('invalid_event_data', "#{problem.path} #{problem.message}") if problem
      end
    end

    # Which secret made the signature.
    def authenticate(body, headers)
      signature = headers.signature
      raise WebhookError, 'malformed_signature' unless Signature.form?(signature)

      found = @secrets.matching do |secret|
        OpenSSL.fixed_length_secure_compare(secret.of(body, headers), signature) || nil
      end
      found ? found.first : raise(WebhookError, 'signature_mismatch')
    end

    # When the request was sent, in Unix milliseconds.
    def timely(header, now)
      return if header.empty?

      sent_at = Timestamp.of_header(header) || raise(WebhookError, 'malformed_timestamp')
      check_age(now - sent_at) if @tolerance
      sent_at
    end

    def check_age(age)
      if age >= @tolerance
        raise WebhookError.new('timestamp_too_old', "#{age / 1000.0} s ago, the tolerance is #{@tolerance / 1000.0} s")
      end
      return if -age < @future_tolerance

      ahead = "#{-age / 1000.0} s ahead, the tolerance is #{@future_tolerance / 1000.0} s"
      raise WebhookError.new('timestamp_in_future', ahead)
    end

    def delivery_id(text)
      raise WebhookError, 'malformed_delivery_id' unless DELIVERY_ID.match?(text)

      text.dup.force_encoding(Encoding::UTF_8).freeze
    end

    # Compares the body's event with the header's, and in strict mode with what is known.
    def expect(event, header)
      unless header.empty? || header == event.type.b
        raise WebhookError.new('event_mismatch', "the body says #{event.type.inspect}")
      end
      return unless @strict

      raise WebhookError.new('unknown_event', event.type.inspect) if event.is_a?(Unknown)
      raise WebhookError.new('invalid_event_data', event.reason) if event.is_a?(Invalid)
    end
  end
end
