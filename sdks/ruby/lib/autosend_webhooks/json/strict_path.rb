# frozen_string_literal: true

require_relative '../generated/provider'

module AutosendWebhooks
  module Json
    # Texts that Ruby's parser reads otherwise than JSON has it, depending on its version: comments, escapes that there
    # are not, lone surrogates; and integers of so many digits that they take long. All of it takes linear time.
    #
    # @api private
    module StrictPath
      ILLEGAL_ESCAPE = %r{\\(?:[^"\\/bfnrtu]|u(?!\h{4}))}n
      # Half of a surrogate pair without the other one, where no backslash is escaped.
      LONE_SURROGATE = /\\u[dD](?:[89abAB]\h\h(?!\\u[dD][c-fC-F])|(?<!\\u[dD][89abAB]\h\h\\u[dD])[c-fC-F]\h\h)/n
      REPLACEMENT = "\uFFFD".b.freeze
      # With the escaped backslash in `\\ud800`, which is no surrogate.
      SUSPICIOUS = /#{ILLEGAL_ESCAPE}|#{LONE_SURROGATE}|\\\\u[dD]/n
      # What may begin a comment. In an address, a scheme and a colon come before the slashes, and outside of strings
      # and comments no colon follows a letter.
      COMMENT = %r{/[/*](?<![a-zA-Z]://)}n
      # An integer of as many digits takes long; half as many may be treated the same.
      MANY_DIGITS = 8192
      LONG_INTEGER = /(?<![0-9.eE+])(?<![eE]-)[0-9]{#{MANY_DIGITS / 2}}[0-9]*+(?![.eE])/n
      STRING = /"(?:[^"\\]++|\\.)*+"?/mn
      OPENING = [0x5B, 0x7B].freeze
      private_constant :ILLEGAL_ESCAPE, :LONE_SURROGATE, :REPLACEMENT, :SUSPICIOUS, :COMMENT, :MANY_DIGITS,
                       :LONG_INTEGER, :STRING, :OPENING

      class << self
        # A quick look at the bytes: false only if the parser reads a text right.
        def needed?(bytes)
          (bytes.include?('\\') && SUSPICIOUS.match?(bytes)) ||
            (bytes.include?('/') && COMMENT.match?(bytes)) ||
            perhaps_long_integer?(bytes)
        end

        # The text as Ruby's parser reads it right.
        #
        # @return [String] UTF-8
        # @raise [DecodeError] if it is no JSON, and the parser might not see that
        def rewrite(bytes)
          bytes = without_escaped_backslashes(bytes)
          raise DecodeError, 'syntax error' if ILLEGAL_ESCAPE.match?(bytes) || slash_outside_strings?(bytes)

          bytes = bytes.gsub(LONE_SURROGATE, REPLACEMENT)
          bytes = shorten_integers(bytes) if perhaps_long_integer?(bytes)
          bytes.force_encoding(Encoding::UTF_8)
        end

        def lone_surrogate?(raw)
          raw.include?('\\') && LONE_SURROGATE.match?(without_escaped_backslashes(raw.b))
        end

        # Whether too many brackets are open at once, outside of strings. It looks at any bytes, valid JSON or not.
        def too_deep?(bytes)
          return false if bytes.count('{[') <= Provider::MAX_DEPTH

          depth = 0
          bytes.gsub(STRING, '').delete('^{}[]').each_byte do |byte|
            depth += OPENING.include?(byte) ? 1 : -1
            return true if depth > Provider::MAX_DEPTH

            depth = 0 if depth.negative?
          end
          false
        end

        private

        # Looks at some places, so that each run of that many digits has two of them.
        def perhaps_long_integer?(bytes)
          step = MANY_DIGITS / 2
          return false if bytes.bytesize < MANY_DIGITS

          at = 0
          while (at += step) < bytes.bytesize
            return true if digit?(bytes.getbyte(at)) && bytes.byteslice(at - step, step).match?(/\A[0-9]+\z/n)
          end
          false
        end

        def digit?(byte) = byte.between?(0x30, 0x39)

        # JSON has none, but parsers take them for comments.
        def slash_outside_strings?(bytes)
          in_string = false
          bytes.gsub('\\"', '').delete('^"/').each_byte do |byte|
            if byte == 0x22 then in_string = !in_string
            elsif !in_string then return true
            end
          end
          false
        end

        # Another spelling of escaped backslashes, so that each one that is left begins an escape.
        def without_escaped_backslashes(bytes) = bytes.gsub('\\\\', '\\u005c')

        # With an exponent they are no integers for the parser. Nothing that is read has so many digits.
        def shorten_integers(bytes)
          written = ''.b
          in_string = false
          rest = bytes
          while (found = LONG_INTEGER.match(rest))
            before = found.pre_match
            in_string ^= before.gsub('\\"', '').count('"').odd?
            written << before << found[0] << (in_string ? '' : 'e0')
            rest = found.post_match
          end
          written << rest
        end
      end
    end
  end
end
