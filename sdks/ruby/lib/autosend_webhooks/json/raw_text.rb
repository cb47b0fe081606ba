# frozen_string_literal: true

require 'strscan'

module AutosendWebhooks
  module Json
    # Walks through a text that was parsed already, beside its values, and notes where the members of objects are.
    #
    # @api private
    class RawText
      SPACE = /[ \t\r\n]*+/
      BETWEEN = /[ \t\r\n,:]*+/
      STRING = /"(?:[^"\\]++|\\.)*+"/m
      SCALAR = /#{STRING}|[^\s,:"\[\]{}]++/m
      CLOSING = { '}' => /\}/, ']' => /\]/ }.freeze
      private_constant :SPACE, :BETWEEN, :STRING, :SCALAR, :CLOSING

      def initialize(text)
        @text = text
        @scanner = StringScanner.new(text)
      end

      # @param root [Object] the value of the text
      # @return [Hash] by object, its members: start and length in bytes by name
      def spans(root)
        @spans = {}.compare_by_identity
        value(root)
        @spans
      end

      private

      def value(decoded)
        @scanner.skip(SPACE)
        case @text.getbyte(@scanner.pos)
        when 0x7B then members(decoded)
        when 0x5B then items(decoded)
        else @scanner.skip(SCALAR)
        end
      end

      # Of duplicate names the last one counts, which is the one that was decoded. The values of others are walked
      # through beside that value too, and what is noted by then is overwritten.
      def members(decoded)
        decoded = nil unless decoded.is_a?(Hash)
        spans = {}
        each_until('}') do
          name = name()
          @scanner.skip(BETWEEN)
          start = @scanner.pos
          value(decoded && decoded[name])
          spans[name] = [start, @scanner.pos - start]
        end
        @spans[decoded] = spans if decoded
      end

      def items(decoded)
        decoded = nil unless decoded.is_a?(Array)
        index = -1
        each_until(']') { value(decoded && decoded[index += 1]) }
      end

      # Steps over the opening bracket, the commas and the closing bracket.
      def each_until(bracket)
        @scanner.pos += 1
        @scanner.skip(BETWEEN)
        until @scanner.skip(CLOSING.fetch(bracket))
          yield
          @scanner.skip(BETWEEN)
        end
      end

      def name
        raw = @scanner.scan(STRING)
        raw.include?('\\') ? Json.parse("[#{raw}]").first : raw[1..-2]
      end
    end
  end
end
