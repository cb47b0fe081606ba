# frozen_string_literal: true

require_relative 'errors'
require_relative 'headers'
require_relative 'keys'
require_relative 'signature'

module AutosendWebhooks
  # The secrets of a verifier, as they are or from something with a method `call`.
  #
  # @api private
  class Secrets
    # Signatures, and a closure that tells whether texts are those that they were made from: no way of printing an
    # object can show what a closure holds.
    Known = Struct.new(:signatures, :made_from)
    private_constant :Known

    # What a secret is made into.
    KEY = Headers::IS_PLAIN ? Signature : Keys
    private_constant :KEY

    NONE = Known.new([].freeze, ->(texts) { texts.empty? }).freeze
    private_constant :NONE

    # Those that are missing fail when they are first needed, those that can't be secrets at once.
    #
    # @raise [WebhookError] `invalid_secret`
    def initialize(secrets)
      @source = secrets if secrets.respond_to?(:call)
      @known = NONE
      use(secrets) unless @source
    end

    # @raise [WebhookError] `invalid_secret`
    def require_any
      read_again if @known.signatures.empty? && @source
      raise WebhookError.new('invalid_secret', 'there is none') if @known.signatures.empty?
    end

    # The number of the first for which the block gives something, and what that is. If it is nil for all, the source
    # is asked whether there are others now.
    #
    # @return [Array, nil]
    def matching(&)
      found = find(&)
      return found if found || !@source || !read_again

      require_any
      find(&)
    end

    def size = @known.signatures.size

    # Shows no secret.
    def inspect = "#<#{self.class} #{size}>"

    private

    # Tries them all, so that the time tells nothing.
    def find
      found = nil
      @known.signatures.each_with_index do |secret, index|
        fits = yield secret
        found ||= [index, *fits] if fits
      end
      found
    end

    # Whether the source gives others than before.
    def read_again
      begin
        secrets = @source.call
      rescue StandardError => e
        raise WebhookError.new('invalid_secret', "what gives the secrets failed: #{e.class}")
      end
      use(secrets)
    end

    def use(secrets)
      # What an environment variable is that is not set, or empty, is missing.
      texts = secrets.is_a?(Array) ? secrets.map(&:dup) : [secrets].reject { |it| it.nil? || it == '' }.map(&:dup)
      return false if @known.made_from.call(texts)

      @known = Known.new(texts.map { |text| KEY.new(text) }.freeze, ->(others) { others == texts }).freeze
      true
    end
  end
end
