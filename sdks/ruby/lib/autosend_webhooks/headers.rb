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

    NAMES = [SIGNATURE, TIMESTAMP, DELIVERY_ID, EVENT].freeze
    private_constant :NAMES
    # The index in NAMES by a header's name, in lower case and in the provider's spelling.
    INDEX = NAMES.each_with_index.reject { |name, _| name.empty? }
                 .flat_map { |name, index| [[name, index], [name.downcase, index]] }.to_h.freeze
    private_constant :INDEX
    LENGTHS = NAMES.map(&:bytesize).freeze
    private_constant :LENGTHS
    BLANKS = [0x20, 0x09].freeze
    private_constant :BLANKS

    attr_reader :signature, :timestamp, :delivery_id, :event

    def initialize(signature: '', timestamp: '', delivery_id: '', event: '')
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
      # @param headers [Enumerable] pairs of a name, in any case, and a value or a list of values
      def read(headers)
        found = [nil, nil, nil, nil]
        twice = []
        headers.each do |name, values|
          index = INDEX[name] || index(name.to_s) || next
          Array(values).each do |value|
            value = trim(value)
            twice << index unless (found[index] ||= value) == value
          end
        end
        raise WebhookError.new('duplicate_header', NAMES[twice.min]) unless twice.empty?

        signature, timestamp, delivery_id, event = found.map { |value| value || '' }
        new(signature:, timestamp:, delivery_id:, event:)
      end

      # The headers of a Rack environment.
      #
      # @param env [Hash]
      # @return [Hash{String => String}]
      def from_rack(env)
        env.filter_map { |name, value| [name[5..].tr('_', '-'), value] if name.start_with?('HTTP_') }.to_h
      end

      private

      # Of a name only ASCII letters have cases.
      def index(name)
        INDEX[name.b.downcase] if LENGTHS.include?(name.bytesize)
      end

      # Finds both ends by a walk of its own: a pattern for blanks before the end would begin again at each blank.
      def trim(value)
        value = value.to_s.b
        return value unless BLANKS.include?(value.getbyte(0)) || BLANKS.include?(value.getbyte(-1))

        first = value.index(/[^ \t]/n)
        first ? value[first..value.rindex(/[^ \t]/n)] : ''.b
      end
    end
  end
end
