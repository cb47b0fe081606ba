# frozen_string_literal: true

# Generated from schema/ by `cargo xtask generate`; do not edit.

require 'json'
require 'strscan'
require_relative 'errors'

module AutosendWebhooks
  # A value is not what was expected.
  #
  # @api private
  class Misfit < StandardError; end

  # Reading and writing JSON without losing anything: values are handed around as their raw text.
  #
  # @api private
  module Json
    MAX_DEPTH = 64
    MAX_INTEGER = 9007199254740991
    BRACKET = /"(?>[^"\\]+|\\.)*+"?|[{}\[\]]/mn
    ESCAPE = /\\(?:u(?<high>d[89ab]\h\h)\\u(?<low>d[c-f]\h\h)|u(?<unit>\h{4})|(?<letter>.))/i
    PLAIN_ESCAPES = {
      '\b' => "\b", '\f' => "\f", '\n' => "\n", '\r' => "\r", '\t' => "\t", '\"' => '"', '\\\\' => '\\', '\/' => '/'
    }.freeze
    LETTERS = { 'b' => "\b", 'f' => "\f", 'n' => "\n", 'r' => "\r", 't' => "\t" }.freeze

    module_function

    # The members of a body. The depth comes before the syntax: no parser ever sees a nesting bomb.
    #
    # @return [Hash{String => String}] raw text by name
    def body(body)
      text = body.dup.force_encoding(Encoding::UTF_8)
      raise WebhookError.new('body_not_json', 'it is not UTF-8') unless text.valid_encoding?
      raise WebhookError, 'body_too_deep' if too_deep?(body)

      members = Scanner.new(text).document
      members || raise(WebhookError, 'body_not_object')
    rescue Misfit => e
      raise WebhookError.new('body_not_json', e.message)
    end

    # Looks at any bytes, valid JSON or not: whether too many brackets are open at once, outside of strings.
    def too_deep?(body)
      return false if body.b.count('{[') <= MAX_DEPTH

      depth = 0
      body.b.scan(BRACKET) do |token|
        case token
        when '{', '[' then depth += 1
        when '}', ']' then depth -= 1 if depth.positive?
        end
        return true if depth > MAX_DEPTH
      end
      false
    end

    # A string, with U+FFFD for each lone surrogate; and whether there was none.
    def text(raw)
      raise Misfit, 'expected a string' unless raw.start_with?('"')

      exact = true
      inner = raw[1..-2]
      return [inner.gsub(/\\./, PLAIN_ESCAPES), true] unless inner.include?('\u')

      text = inner.gsub(ESCAPE) do
        found = Regexp.last_match
        character = unescape(found)
        exact = false unless character
        character || "\uFFFD"
      end
      [text, exact]
    end

    def unescape(found)
      if found[:high]
        [0x10000 + ((found[:high].hex - 0xD800) << 10) + (found[:low].hex - 0xDC00)].pack('U')
      elsif found[:unit]
        unit = found[:unit].hex
        [unit].pack('U') unless (0xD800..0xDFFF).cover?(unit)
      else
        LETTERS.fetch(found[:letter], found[:letter])
      end
    end

    # Takes 3.0 and 3e0 for 3, as JSON Schema and JavaScript do; those are not exact.
    def integer(raw)
      raise Misfit, 'expected an integer' unless number?(raw)

      exact = raw.match?(/\A[0-9]+\z/)
      number = exact ? raw.to_i : float(raw)
      fits = number.between?(0, MAX_INTEGER) && (number % 1).zero?
      raise Misfit, "expected an integer from 0 to #{MAX_INTEGER}" unless fits

      [number.to_i, exact]
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

    def number?(raw) = raw.start_with?(/[-0-9]/)

    def quote(text) = JSON.generate(text)

    # @param members [Hash{String => String}] raw text by name
    def object(members) = ['{', members.map { |name, raw| "#{quote(name)}:#{raw}" }.join(','), '}'].join

    # Walks through strict JSON (RFC 8259) in UTF-8, and cuts out the raw text of values. Ruby's own parser knows no
    # raw text.
    class Scanner
      SPACE = /[ \t\r\n]*/
      STRING = %r{"(?>[^"\\\x00-\x1F]+|\\(?:["\\/bfnrt]|u\h{4}))*+"}
      NUMBER = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?/
      SCALAR = /#{STRING}|#{NUMBER}|true|false|null/

      def initialize(text)
        @text = text
        @scanner = StringScanner.new(text)
      end

      # The members of a document that is an object; nil if it is another value.
      def document
        members = peek == '{' ? members() : value
        fail_here unless peek.empty?
        members
      end

      # The members of an object, of duplicate names the last one.
      #
      # @return [Hash{String => String}] raw text by name
      def members
        members = {}
        each_member { |name| members[Json.text(name).first] = cut }
        members
      end

      # The items of an array.
      #
      # @return [Array<String>] raw text
      def items
        items = []
        each_item { items << cut }
        items
      end

      private

      # Steps over a value; nil.
      def value
        case peek
        when '{' then each_member { value }
        when '[' then each_item { value }
        else @scanner.skip(SCALAR) || fail_here
        end
        nil
      end

      # The raw text of the next value.
      def cut
        peek
        start = @scanner.pos
        value
        @text.byteslice(start, @scanner.pos - start)
      end

      def each_member
        each_between('{', '}') do
          peek
          name = @scanner.scan(STRING) || fail_here
          expect(':')
          yield name
        end
      end

      def each_item(&) = each_between('[', ']', &)

      def each_between(open, close)
        expect(open)
        if peek == close
          expect(close)
          return
        end
        loop do
          yield
          break if peek == close

          expect(',')
        end
        expect(close)
      end

      # The next letter that is no white space; empty at the end.
      def peek
        @scanner.skip(SPACE)
        @scanner.peek(1)
      end

      def expect(letter)
        fail_here unless peek == letter
        @scanner.pos += 1
      end

      def fail_here
        raise Misfit, "syntax error at byte #{@scanner.pos}"
      end
    end
  end
end
