# frozen_string_literal: true

require 'json'
require 'uri'
require_relative 'authenticity'
require_relative 'claims'
require_relative 'generated/provider'
require_relative 'keys'
require_relative 'named_values'
require_relative 'reading'
require_relative 'timestamp'

module AutosendWebhooks
  # Requests that are signed by a provider's schemes, for tests.
  #
  # @api private
  module SchemeSigning
    FORM = Reading::FORM
    private_constant :FORM

    class << self
      # The headers beside the signature.
      def headers(body, delivery_id, event, sent_at)
        named = Provider::DELIVERY_ID_HEADERS.first(1).to_h { |name| [name, delivery_id] }
        if Provider::TIMESTAMP_FROM == :header
          named[Provider::TIMESTAMP_HEADERS.first] = Timestamp.header(Timestamp.millis(sent_at))
        end
        { 'Content-Type' => FORM.form_field ? 'application/x-www-form-urlencoded' : 'application/json',
          **named, **event_headers(body, event) }
      end

      # The same with the signature of the first scheme that the secret fits.
      def signed(secret, body, headers, sent_at, url)
        place, key = Keys.new(secret).first
        scheme = Provider::SIGNATURES.fetch(place)
        timestamp = Timestamp.header(Timestamp.millis(sent_at))
        content = -> { Authenticity.new(body.b, NamedValues.read(headers), url).content(scheme, timestamp) }
        text = key.is_a?(Keys::Token) ? key.text : Claims.encode(scheme, key.sign(content.call))
        { scheme.headers.first => Claims.write(scheme, text, timestamp), **headers }
      end

      # A sample as a body that is created at another time, where it says when.
      def renewed(text, created_at)
        json = FORM.time ? created(text, created_at) : text
        FORM.form_field ? URI.encode_www_form(FORM.form_field => json) : json
      end

      private

      def created(text, created_at)
        body = JSON.parse(text)
        Array(FORM.batch ? Reading.at(body, FORM.batch) : [body]).each do |item|
          *holders, last = FORM.time
          Reading.at(item, holders)[last] = time(created_at)
        end
        JSON.generate(body)
      end

      def time(created_at)
        case FORM.time_format
        when :rfc3339 then Timestamp.of(created_at).to_s
        when :unix then created_at.to_i
        else Timestamp.millis(created_at)
        end
      end

      # The header of a type of which the body may say the end: what it says is left out.
      def event_headers(body, event)
        name = FORM.type.filter_map(&:header).first
        return {} unless name && event

        said = FORM.type.reject(&:header).filter_map { |source| Reading.at(root(body), source.path) }
        { name => said.reverse.reduce(event) { |rest, text| rest.delete_suffix("#{FORM.join}#{text}") } }
      end

      def root(body)
        JSON.parse(body)
      rescue JSON::ParserError
        nil
      end
    end
  end
end
