# frozen_string_literal: true

require 'openssl'
require 'uri'
require_relative 'claims'
require_relative 'errors'
require_relative 'generated/provider'
require_relative 'keys'

module AutosendWebhooks
  # Whether a request is authentic by any of several schemes.
  #
  # @api private
  class Authenticity
    # More fields than any provider's form has: sorting takes more than linear time, and nobody is known yet.
    MAX_FIELDS = 1000
    private_constant :MAX_FIELDS

    # What showed it: the number of the first secret, and the timestamp as it was sent.
    Match = Struct.new(:secret_index, :timestamp)

    # @param values [NamedValues]
    # @param url [String, nil] what the provider was given
    def initialize(body, values, url)
      @body = body
      @values = values
      @url = url
      @refused = nil
      @is_well_formed = false
    end

    # Tries all secrets, schemes and signatures, so that the time tells nothing.
    #
    # @param secrets [Secrets]
    # @return [Match]
    # @raise [WebhookError]
    def match(secrets)
      claimed = claims
      found = secrets.matching { |secret| fitting(claimed, secret) }
      raise refusal unless found

      Match.new(*found)
    end

    # What a scheme signs.
    def content(scheme, timestamp)
      scheme.parts.map { |kind, text| part(kind, text, timestamp).b }.join
    end

    private

    def refusal
      @refused || WebhookError.new(@is_well_formed ? 'signature_mismatch' : 'malformed_signature')
    end

    # The schemes whose headers are there, each with its signatures, the timestamp and what is signed.
    def claims
      Provider::SIGNATURES.each_with_index.filter_map do |scheme, place|
        header = @values.first(scheme.headers) or next
        claim = Claims.read(scheme, header)
        next if claim.signatures.empty?

        @is_well_formed = true
        timestamp = Provider::TIMESTAMP_FROM == :pair ? claim.timestamp : @values.timestamp
        [place, claim.signatures, timestamp, content(scheme, timestamp)]
      rescue WebhookError => e
        @refused ||= e
        nil
      end
    end

    # The timestamp of the first claim that a secret fits; false if it is none's.
    def fitting(claimed, secret)
      fits = claimed.select { |place, signatures, _, content| secret.matches?(place, signatures, content) }
      fits.empty? ? nil : [fits.first[2]]
    end

    def part(kind, text, timestamp)
      case kind
      when :text then text
      when :timestamp then timestamp || raise(WebhookError, 'missing_timestamp')
      when :delivery_id then @values.delivery_id || raise(WebhookError, 'missing_delivery_id')
      when :header then @values.first([text]) || ''
      else of_request(kind)
      end
    end

    def of_request(kind)
      case kind
      when :method then 'POST'
      when :url then @url || raise(WebhookError.new('signature_mismatch', 'the URL is signed: give the option url'))
      when :body then @body
      when :body_sha256 then OpenSSL::Digest::SHA256.hexdigest(@body)
      else sorted_form
      end
    end

    def sorted_form
      if @body.count('&') >= MAX_FIELDS
        raise WebhookError.new('signature_mismatch', "the form has more than #{MAX_FIELDS} fields")
      end

      URI.decode_www_form(@body.dup.force_encoding(Encoding::UTF_8)).sort.join
    rescue ArgumentError
      raise WebhookError.new('signature_mismatch', 'the body is no form')
    end
  end
end
