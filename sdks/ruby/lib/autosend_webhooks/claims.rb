# frozen_string_literal: true

require 'openssl'
require_relative 'scheme'

module AutosendWebhooks
  # What the header of a signature scheme says.
  #
  # @api private
  module Claims
    # Entries beyond these are not looked at: whoever signs several times, while a secret is replaced, sends few.
    MAX_ENTRIES = 64

    SIZES = { 'sha1' => 20, 'sha256' => 32, 'sha512' => 64 }.freeze
    private_constant :SIZES

    # The well-formed signatures of a header, of tokens their SHA-256; and the timestamp, where pairs hold it.
    Claim = Struct.new(:signatures, :timestamp)

    class << self
      # Takes linear time, and fails at nothing.
      def read(scheme, header)
        case scheme.form
        when :plain then claim(scheme, header.start_with?(scheme.prefix) ? [header.delete_prefix(scheme.prefix)] : [])
        when :list then claim(scheme, entries(scheme, header))
        else pairs(scheme, header)
        end
      end

      # A header that carries a signature.
      def write(scheme, signature, timestamp)
        case scheme.form
        when :plain then scheme.prefix + signature
        when :list then scheme.versions.empty? ? signature : "#{scheme.versions.first},#{signature}"
        else
          pair = "#{scheme.signature_pair}=#{signature}"
          scheme.timestamp_pair ? "#{scheme.timestamp_pair}=#{timestamp}#{scheme.separator}#{pair}" : pair
        end
      end

      # A signature's bytes as the scheme writes them.
      def encode(scheme, bytes)
        case scheme.encoding
        when :hex then bytes.unpack1('H*')
        when :base64 then [bytes].pack('m0')
        else [bytes].pack('m0').tr('+/', '-_').delete('=')
        end
      end

      # What is compared of a token: the time tells nothing, nor its length, then.
      def token(text) = OpenSSL::Digest::SHA256.digest(text)

      private

      def claim(scheme, texts, timestamp = nil) = Claim.new(texts.filter_map { |it| decode(scheme, it) }, timestamp)

      def entries(scheme, header)
        pieces(scheme, header).filter_map do |entry|
          next entry.strip if scheme.versions.empty?

          version, text = parted(entry, ',')
          text if scheme.versions.include?(version)
        end
      end

      def pairs(scheme, header)
        pairs = pieces(scheme, header).map { |pair| parted(pair, '=') }
        timestamp = pairs.assoc(scheme.timestamp_pair)&.last
        signatures = pairs.filter_map { |name, value| value if name == scheme.signature_pair }
        claim(scheme, signatures, timestamp.to_s.empty? ? nil : timestamp)
      end

      def pieces(scheme, header) = header.split(scheme.separator, MAX_ENTRIES + 1).first(MAX_ENTRIES)

      def parted(text, separator)
        name, _, value = text.partition(separator)
        [name.strip, value.strip]
      end

      # The bytes of a signature; nil if it is none.
      def decode(scheme, text)
        return token(text) if %w[token basic].include?(scheme.scheme)

        size = scheme.scheme == 'ed25519' ? 64 : SIZES.fetch(scheme.digest)
        return (text.match?(/\A[0-9a-f]{#{2 * size}}\z/n) ? [text].pack('H*') : nil) if scheme.encoding == :hex

        base64(text, scheme.encoding, size)
      end

      def base64(text, encoding, size)
        letters = ((size * 4) + 2) / 3
        padding = '=' * (-size % 3)
        if encoding == :base64
          form = %r{\A[A-Za-z0-9+/]{#{letters}}#{padding}\z}n
          return text.match?(form) ? text.unpack1('m') : nil
        end
        return unless text.match?(/\A[A-Za-z0-9_-]{#{letters}}(?:#{padding})?\z/n)

        text.tr('-_', '+/').unpack1('m')
      end
    end
  end
end
