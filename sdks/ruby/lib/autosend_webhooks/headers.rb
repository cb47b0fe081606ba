# frozen_string_literal: true

require_relative 'errors'
require_relative 'generated/provider'

module AutosendWebhooks
  # The values of the webhook headers of a request; empty ones count as absent.
  class Headers
    # Carries the signature.
    SIGNATURE = Provider::SIGNATURE_HEADER
    # Carries when the request was sent.
    TIMESTAMP = Provider::TIMESTAMP_HEADER
    # Carries the delivery's id, the same over all retries.
    DELIVERY_ID = Provider::DELIVERY_ID_HEADER
    # Carries the event type. The body decides.
    EVENT = Provider::EVENT_HEADER

    # Whether requests are signed and described in the plainest way, which a fast path exists for.
    IS_PLAIN = Provider::SIGNATURES.map { |it| [it.scheme, it.digest, it.form] } == [['hmac', 'sha256', :plain]] &&
               !Provider::IS_TABLED && Provider::TIMESTAMP_FROM == :header &&
               %i[utf8 base64].include?(Provider::KEY) && %i[hex base64].include?(Provider::ENCODING) &&
               [Provider::SIGNATURES.first.headers, Provider::TIMESTAMP_HEADERS,
                Provider::DELIVERY_ID_HEADERS].all? { |it| it.size == 1 } &&
               Provider::SIGNED_CONTENT.all? { |it| it.is_a?(String) || %i[body timestamp delivery_id].include?(it) }

    NAMES = [SIGNATURE, TIMESTAMP, DELIVERY_ID, EVENT].freeze
    private_constant :NAMES
    # The index in NAMES by a header's name, in lower case and in the provider's spelling.
    INDEX = NAMES.each_with_index.reject { |name, _| name.empty? }
                 .flat_map { |name, index| [[name, index], [name.downcase, index]] }.to_h.freeze
    private_constant :INDEX
    # Whether a header's name may have that many bytes.
    SIZES = NAMES.each_with_object([]) { |name, sizes| sizes[name.bytesize] = true }.freeze
    private_constant :SIZES

    attr_reader :signature, :timestamp, :delivery_id, :event

    def initialize(signature, timestamp, delivery_id, event)
      @signature = signature
      @timestamp = timestamp
      @delivery_id = delivery_id
      @event = event
      freeze
    end

    class << self
      # Fails where a header is there twice with different values: which of them another component reads is anybody's
      # guess.
      #
      # @param headers [Enumerable] pairs of a name, in any ASCII case, and a value or a list of values
      def read(headers)
        found = [nil, nil, nil, nil]
        headers.each do |name, values|
          index = index(name)
          next unless index

          values.is_a?(String) ? add(found, index, values) : Array(values).each { |value| add(found, index, value) }
        end
        twice = found.index(:twice)
        raise WebhookError.new('duplicate_header', NAMES[twice]) if twice

        new(*found.map { |value| value || '' })
      end

      # The headers of a Rack environment.
      #
      # @param env [Hash]
      # @return [Hash{String => String}]
      def from_rack(env)
        env.filter_map { |name, value| [name[5..].tr('_', '-'), value] if name.start_with?('HTTP_') }.to_h
      end

      # @api private
      # Finds both ends by a walk of its own: a pattern for blanks before the end would begin again at each blank.
      def trim(value)
        value = value.to_s.b
        return value if value.empty? || (value.getbyte(0) > 0x20 && value.getbyte(-1) > 0x20)

        first = value.index(/[^ \t]/n)
        first ? value[first..value.rindex(/[^ \t]/n)] : ''.b
      end

      private

      def index(name)
        name = name.to_s
        INDEX[name] || INDEX[name.b.downcase] if SIZES[name.bytesize]
      end

      def add(found, index, value)
        value = trim(value)
        found[index] = :twice unless (found[index] ||= value) == value
      end
    end
  end
end
