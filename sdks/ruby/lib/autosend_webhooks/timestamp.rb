# frozen_string_literal: true

require 'date'
require_relative 'generated/provider'

module AutosendWebhooks
  # A point in time as an event carries it: ISO 8601. It prints back exactly what came in.
  class Timestamp
    include Comparable

    PATTERN = Provider::TIME_PATTERN
    private_constant :PATTERN
    SECONDS_BELOW = Provider::SECONDS_BELOW
    private_constant :SECONDS_BELOW
    HEADER = /\A[0-9]{1,#{Provider::MAX_TIMESTAMP_DIGITS}}\z/
    private_constant :HEADER

    # Reads a time such as `2025-11-12T10:30:00.000Z`.
    #
    # @return [Timestamp, nil] nil if the text is not one
    def self.parse(text)
      return unless PATTERN.match?(text)

      # Every month has 28 days. In today's calendar, also before there was one.
      day = text[8, 2].to_i
      new(text) if day <= 28 || Date.valid_civil?(text[0, 4].to_i, text[5, 2].to_i, day, Date::GREGORIAN)
    end

    # A time in UTC with milliseconds.
    def self.of(time) = new(time.getutc.strftime('%Y-%m-%dT%H:%M:%S.%LZ'))

    # When the timestamp header says that a request was sent: decimal digits alone.
    #
    # @api private
    # @return [Integer, nil] Unix milliseconds
    def self.of_header(value)
      return unless HEADER.match?(value)

      number = value.to_i
      is_seconds = SECONDS_BELOW ? number < SECONDS_BELOW : Provider::TIMESTAMP_UNIT == :seconds
      is_seconds ? number * 1000 : number
    end

    # Unix milliseconds as the timestamp header has them.
    #
    # @api private
    def self.header(millis) = (Provider::TIMESTAMP_UNIT == :seconds ? millis / 1000 : millis).to_s

    # @api private
    # @return [Integer] Unix milliseconds, rounded down
    def self.millis(time)
      time.is_a?(Time) ? (time.to_i * 1000) + (time.nsec / 1_000_000) : (time.to_r * 1000).floor
    end

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
