# frozen_string_literal: true

require 'openssl'
require_relative 'claims'
require_relative 'errors'
require_relative 'generated/provider'
require_relative 'signature'

module AutosendWebhooks
  # What a secret is to each signature scheme.
  #
  # @api private
  class Keys
    # An HMAC's key. Closures keep keys from being shown.
    class Hmac
      def initialize(key, digest)
        hmac = OpenSSL::HMAC.new(key, digest)
        @hmac = -> { hmac.dup }
        freeze
      end

      def sign(content) = (@hmac.call << content).digest

      # All are looked at, so that the time tells nothing.
      def matches?(signatures, content) = Keys.among?(signatures, sign(content))
    end

    # A token, which is sent as it is.
    class Token
      def initialize(text)
        @text = -> { text }
        @digest = Claims.token(text)
        freeze
      end

      def text = @text.call

      def matches?(signatures, _content) = Keys.among?(signatures, @digest)
    end

    # The provider's public key, 32 bytes; after the private one, 64 bytes together, it signs too.
    class Ed25519
      # What stands before a public and a private key in DER.
      PUBLIC = ['302a300506032b6570032100'].pack('H*').freeze
      PRIVATE = ['302e020100300506032b657004220420'].pack('H*').freeze
      private_constant :PUBLIC, :PRIVATE

      def initialize(key)
        unless [32, 64].include?(key.bytesize)
          raise WebhookError.new('invalid_secret', 'an ed25519 key has 32 bytes, after the private one 64 together')
        end

        @public = OpenSSL::PKey.read(PUBLIC + key[-32..])
        @private = key.bytesize == 64 ? OpenSSL::PKey.read(PRIVATE + key[0, 32]) : nil
        freeze
      end

      def sign(content)
        raise ArgumentError, 'a public key signs nothing: give the private one and the public one' unless @private

        @private.sign(nil, content)
      end

      def matches?(signatures, content) = signatures.map { |it| @public.verify(nil, it, content) }.any?

      def inspect = "#<#{self.class}>"
    end

    # Fails for what is a key in no scheme.
    def initialize(secret)
      text = Signature.text(secret)
      refused = nil
      @keys = Provider::SIGNATURES.map do |scheme|
        Keys.of(scheme, text)
      rescue WebhookError => e
        refused ||= e
        nil
      end.freeze
      raise refused if @keys.none?

      freeze
    end

    # Whether it made one of the signatures by a scheme.
    def matches?(place, signatures, content) = @keys[place]&.matches?(signatures, content) || false

    # The first scheme that the secret fits, and its key.
    def first = @keys.each_with_index.find(&:first).reverse

    def inspect = "#<#{self.class}>"

    class << self
      def among?(signatures, right)
        signatures.map { |it| OpenSSL.secure_compare(it, right) }.any?
      end

      # The key that a secret's text is in a scheme.
      def of(scheme, text)
        case scheme.scheme
        when 'token' then Token.new(text.b)
        when 'basic' then Token.new([text].pack('m0'))
        when 'ed25519' then Ed25519.new(decoded(scheme, text))
        else Hmac.new(decoded(scheme, text), scheme.digest)
        end
      end

      private

      def decoded(scheme, text)
        return text.b if scheme.key == :utf8

        encoded = text.delete_prefix(scheme.secret_prefix)
        raise WebhookError.new('invalid_secret', 'it is empty') if encoded.empty?
        return encoded.unpack1('m0') if scheme.key == :base64
        raise ArgumentError unless encoded.match?(/\A(?:\h\h)+\z/)

        [encoded].pack('H*')
      rescue ArgumentError
        raise WebhookError.new('invalid_secret', "it is not #{scheme.key}")
      end
    end
  end
end
