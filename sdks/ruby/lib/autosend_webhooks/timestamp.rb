# frozen_string_literal: true

# Generated from schema/ by `cargo xtask generate`; do not edit.

require 'date'

module AutosendWebhooks
  # A point in time as an event carries it: ISO 8601. It prints back exactly what came in.
  class Timestamp
    include Comparable

    # In one line, as the catalog has it.
    PATTERN = /\A(?!0000)[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\.[0-9]{1,9})?(Z|[+-]([01][0-9]|2[0-3]):[0-5][0-9])\z/

    # Reads a time such as `2025-11-12T10:30:00.000Z`.
    #
    # @return [Timestamp, nil] nil if the text is not one
    def self.parse(text)
      return unless PATTERN.match?(text)

      year, month, day = text[0, 10].split('-').map(&:to_i)
      # In today's calendar, also before there was one.
      new(text) if Date.valid_civil?(year, month, day, Date::GREGORIAN)
    end

    # A time in UTC with milliseconds.
    def self.of(time) = new(time.getutc.strftime('%Y-%m-%dT%H:%M:%S.%LZ'))

    # When the timestamp header says that a request was sent: decimal digits alone.
    #
    # @api private
    # @return [Integer, nil] Unix milliseconds
    def self.of_header(value)
      return unless /\A[0-9]{1,15}\z/.match?(value)

      number = value.to_i
      # The units are told apart by magnitude.
      number < 100000000000 ? number * 1000 : number
    end

    # @api private
    # @return [Integer] Unix milliseconds, rounded down
    def self.millis(time) = (time.to_r * 1000).floor

    def initialize(text)
      @text = text.dup.freeze
      freeze
    end

    private_class_method :new

    # @return [Time] the instant
    def to_time
      zone = @text.end_with?('Z') ? 'UTC' : @text[-6..]
      year, month, day, hour, minute = @text.scan(/\d+/).first(5).map(&:to_i)
      Time.new(year, month, day, hour, minute, @text[17..][/[\d.]+/].to_r, zone)
    end

    # @return [Integer] milliseconds since 1970-01-01T00:00:00Z, rounded down
    def unix_millis = self.class.millis(to_time)

    # @return [String] the text as it came in
    def to_s = @text

    def inspect = "#<#{self.class} #{@text}>"

    def <=>(other) = other.is_a?(Timestamp) ? to_time <=> other.to_time : nil

    def eql?(other) = other.is_a?(Timestamp) && to_s == other.to_s

    def hash = @text.hash

    def to_json(*) = Json.quote(@text)
  end
end
