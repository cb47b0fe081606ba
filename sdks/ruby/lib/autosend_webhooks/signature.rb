# frozen_string_literal: true

# Generated from schema/ by `cargo xtask generate`; do not edit.

require 'openssl'
require_relative 'errors'
require_relative 'secret_form'

module AutosendWebhooks
  # What a secret signs.
  #
  # @api private
  class Signature
    PREFIX = ''
    BYTES = 32

    # Fails for what can't be a secret: an empty key would let anybody sign.
    def initialize(secret)
      key = self.class.key(secret)
      # A closure, so that no way of printing an object can show the key.
      @hmac = ->(content) { OpenSSL::HMAC.digest('SHA256', key, content) }
      freeze
    end

    # The signature of a request, as bytes.
    def of(body, _headers)
      @hmac.call(body.b)
    end

    class << self
      def encode(signature)
        PREFIX + signature.unpack1('H*')
      end

      # Takes what `encode` writes, and nothing else: no other case, length or padding.
      #
      # @return [String, nil]
      def decode(text)
        signature = [text.delete_prefix(PREFIX.b)].pack('H*')
        signature if signature.bytesize == BYTES && encode(signature).b == text
      end

      def key(secret)
        raise invalid("it is no string but #{secret.class}") unless secret.is_a?(String)

        # What was read as bytes is taken for UTF-8.
        is_binary = secret.encoding == Encoding::BINARY
        text = is_binary ? secret.dup.force_encoding(Encoding::UTF_8) : secret.encode(Encoding::UTF_8)
        raise invalid('it is not UTF-8') unless text.valid_encoding?

        problem = SecretForm.problem(text)
        raise invalid(problem) if problem

        text.b
      rescue EncodingError
        raise invalid('it is not UTF-8')
      end

      private

      def invalid(detail) = WebhookError.new('invalid_secret', detail)
    end
  end
end
