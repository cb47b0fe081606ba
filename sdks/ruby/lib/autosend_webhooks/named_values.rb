# frozen_string_literal: true

require_relative 'errors'
require_relative 'generated/provider'
require_relative 'headers'

module AutosendWebhooks
  # The values of all headers that a provider's schemes and envelope name.
  #
  # @api private
  class NamedValues
    signed = Provider::SIGNATURES.flat_map { |it| it.parts.filter_map { |kind, name| name if kind == :header } }
    sources = Provider::ENVELOPE ? [*Provider::ENVELOPE.type, Provider::ENVELOPE.id].compact : []
    # The names, by their spelling in lower case.
    NAMES = [*Provider::SIGNATURES.flat_map(&:headers), *Provider::TIMESTAMP_HEADERS, *Provider::DELIVERY_ID_HEADERS,
             Provider::EVENT_HEADER, *signed, *sources.filter_map(&:header)]
            .reject(&:empty?).to_h { |name| [name.downcase, name] }.freeze
    private_constant :NAMES

    # Fails where a header is there twice with different values.
    #
    # @param headers [Enumerable] pairs of a name, in any ASCII case, and a value or a list of values
    def self.read(headers)
      found = {}
      headers.each do |name, values|
        name = name.to_s.b.downcase
        next unless NAMES.key?(name)

        Array(values).each { |value| (found[name] ||= []) << Headers.trim(value) }
      end
      twice = found.find { |_, values| values.uniq.size > 1 }
      raise WebhookError.new('duplicate_header', NAMES.fetch(twice.first)) if twice

      new(found.transform_values(&:first).reject { |_, value| value.empty? })
    end

    def initialize(values)
      @values = values.freeze
      freeze
    end

    # Of several names the first that is there.
    def first(names) = names.lazy.filter_map { |name| @values[name.downcase] }.first

    # A header's value as text.
    def text(name) = first([name])&.dup&.force_encoding(Encoding::UTF_8)

    def timestamp = first(Provider::TIMESTAMP_HEADERS)

    def delivery_id = first(Provider::DELIVERY_ID_HEADERS)

    def event = first([Provider::EVENT_HEADER])

    # @raise [WebhookError] if something is missing that the provider always sends
    def require_present(tolerance)
      raise WebhookError, 'missing_signature' if Provider::SIGNATURES.none? { |it| first(it.headers) }
      raise WebhookError, 'missing_timestamp' if timestamp_needed?(tolerance) && !timestamp
      raise WebhookError, 'missing_delivery_id' unless Provider::DELIVERY_ID_HEADERS.empty? || delivery_id
    end

    private

    def timestamp_needed?(tolerance)
      is_signed = Provider::SIGNATURES.all? { |it| it.parts.any? { |kind, _| kind == :timestamp } }
      Provider::TIMESTAMP_FROM == :header && (is_signed || tolerance)
    end
  end
end
