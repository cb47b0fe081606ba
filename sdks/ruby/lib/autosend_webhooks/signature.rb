# frozen_string_literal: true

require 'openssl'
require_relative 'errors'
require_relative 'generated/provider'
require_relative 'secret_form'

module AutosendWebhooks
  # What a secret signs.
  #
  # @api private
  class Signature
    PREFIX = Provider::SIGNATURE_PREFIX.b.freeze
    IS_HEX = Provider::ENCODING == :hex
    # 32 bytes in lower case, or in base64 that ends as an encoder ends it.
    FORM = /\A#{Regexp.escape(PREFIX)}#{IS_HEX ? '[0-9a-f]{64}' : '[A-Za-z0-9+\/]{42}[AEIMQUYcgkosw048]='}\z/n
    PARTS = Provider::SIGNED_CONTENT
    IS_BODY = PARTS == [:body]
    private_constant :PREFIX, :IS_HEX, :FORM, :PARTS, :IS_BODY

    # Whether the timestamp is a part of what is signed.
    SIGNS_TIMESTAMP = PARTS.include?(:timestamp)

    # Fails for what can't be a secret: an empty key would let anybody sign.
    def initialize(secret)
      hmac = OpenSSL::HMAC.new(self.class.key(secret), 'SHA256')
      # A closure, so that no way of printing an object can show what the key was made into. That is copied each time,
      # which is quicker than to begin with the key.
      @hmac = -> { hmac.dup }
      freeze
    end

    # The signature of a request, as the header has it.
    def of(body, headers)
      hmac = @hmac.call << (IS_BODY ? body : self.class.content(body, headers))
      encoded = IS_HEX ? hmac.hexdigest : [hmac.digest].pack('m0')
      PREFIX.empty? ? encoded : PREFIX + encoded.b
    end

    class << self
      # Whether a header's value can be a signature: no other case, length or padding.
      def form?(text) = FORM.match?(text)

      # What is signed, where it is more than the body.
      def content(body, headers)
        values = { body:, timestamp: headers.timestamp, delivery_id: headers.delivery_id }
        PARTS.map { |part| values.fetch(part, part).b }.join
      end

      # The key that a secret is.
      def key(secret)
        text = text(secret)
        Provider::KEY == :base64 ? decoded(text) : text.b
      end

      # The text of a secret.
      def text(secret)
        raise invalid("it is no string but #{secret.class}") unless secret.is_a?(String)

        # What was read as bytes is taken for UTF-8.
        is_binary = secret.encoding == Encoding::BINARY
        text = is_binary ? secret.dup.force_encoding(Encoding::UTF_8) : secret.encode(Encoding::UTF_8)
        raise invalid('it is not UTF-8') unless text.valid_encoding?

        problem = SecretForm.problem(text)
        raise invalid(problem) if problem

        text
      rescue EncodingError
        raise invalid('it is not UTF-8')
      end

      private

      def invalid(detail) = WebhookError.new('invalid_secret', detail)

      def decoded(text)
        key = text.delete_prefix(Provider::SECRET_PREFIX).unpack1('m0')
        raise invalid('it is not base64') if key.empty?

        key
      rescue ArgumentError
        raise invalid('it is not base64')
      end
    end
  end
end
