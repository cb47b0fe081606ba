# frozen_string_literal: true

require 'json'
require_relative 'errors'
require_relative 'generated/provider'
require_relative 'json/document'
require_relative 'json/read'
require_relative 'json/strict_path'

module AutosendWebhooks
  # Reading and writing JSON without losing anything. Ruby's own parser reads it; {StrictPath} takes care of texts that
  # it reads otherwise than RFC 8259 says.
  #
  # @api private
  module Json
    # A value is not what was expected.
    class DecodeError < StandardError; end

    # A value that is none of a union's variants, as it was sent.
    UnknownValue = Struct.new(:value)

    # A number with a fraction or an exponent, as it is spelled: which number it is depends on what it is read for.
    class Decimal
      # What the parser calls.
      def self.try_convert(text) = new(text)

      # @return [String]
      attr_reader :text

      def initialize(text)
        @text = text
      end

      def to_f = Json.float(text)
    end

    # Of duplicate names the last one counts; newer versions of the parser would warn of them.
    OPTIONS = { max_nesting: Provider::MAX_DEPTH, decimal_class: Decimal, allow_duplicate_key: true }.freeze
    private_constant :OPTIONS

    class << self
      # Reads a body, which has to be an object.
      #
      # @param body [String] bytes, whatever its encoding says
      # @return [Document]
      # @raise [WebhookError]
      def document(body)
        text, root = value(body)
        raise WebhookError, 'body_not_object' unless root.is_a?(Hash)

        Document.new(text, root)
      end

      # The text of a body, and what it says.
      #
      # @return [Array]
      # @raise [WebhookError]
      def value(body)
        text = body.dup.force_encoding(Encoding::UTF_8)
        raise WebhookError.new('body_not_json', 'it is not UTF-8') unless utf8?(text)

        [text, parse(text, body.b)]
      rescue DecodeError, JSON::ParserError
        # The errors of the parser quote the body.
        raise WebhookError.new('body_too_deep'), cause: nil if StrictPath.too_deep?(body.b)

        raise WebhookError.new('body_not_json', 'syntax error'), cause: nil
      end

      # The value of a text: objects, arrays, strings, integers, {Decimal}s, true, false and nil. A lone surrogate is
      # U+FFFD.
      #
      # @param text [String] valid UTF-8
      # @param bytes [String] the same as bytes
      def parse(text, bytes = text.b)
        text = StrictPath.rewrite(bytes) if StrictPath.needed?(bytes)
        JSON.parse(text, OPTIONS)
      end

      # Ruby itself warns of what is out of a float's range.
      def float(raw)
        mantissa, exponent = raw.split(/[eE]/)
        whole = mantissa[/\A-?([1-9][0-9]*)/, 1]
        order = (whole ? whole.size : -mantissa[/\.(0*)/, 1].to_s.size) + exponent.to_i
        return raw.to_f if order.between?(-300, 308)
        return mantissa.match?(/[1-9]/) ? Float::INFINITY : 0.0 if order > 309
        return 0.0 if order < -400

        # Near the ends of the range; further digits change nothing.
        "#{mantissa[0, 1200]}e#{exponent.to_i}".to_r.to_f
      end

      def quote(text) = JSON.generate(text)

      # @param members [Hash{String => String}] raw text by name
      def object(members) = ['{', members.map { |name, raw| "#{quote(name)}:#{raw}" }.join(','), '}'].join

      # The raw text of a field's value.
      def write(value, generation)
        case value
        when String then quote(value)
        when Timestamp then quote(value.to_s)
        when Model then value.write(generation)
        when Array then "[#{value.map { |item| write(item, generation) }.join(',')}]"
        else value.to_s
        end
      end

      # Whether `write` gives back what a value was read from: not so for `1.0` as an integer, nor for lone surrogates.
      def exact?(value, raw)
        case value
        when String, Timestamp then !StrictPath.lone_surrogate?(raw)
        when Numeric then value.to_s == raw
        when Array then exact_items?(value.flatten.first, value, raw)
        when Hash, UnknownValue then false
        else !value.nil?
        end
      end

      private

      # To count the characters finds out, too, and takes less time than to ask at once.
      def utf8?(text) = text.length && text.valid_encoding?

      # By one of the items, which are of the same type.
      def exact_items?(item, items, raw)
        case item
        when Model then true
        when Numeric then items.to_s.delete(' ') == raw.delete(" \t\r\n")
        else !StrictPath.lone_surrogate?(raw)
        end
      end
    end
  end
end
