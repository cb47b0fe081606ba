# frozen_string_literal: true

# Generated from schema/ by `cargo xtask generate`; do not edit.

require_relative '../scheme'

module AutosendWebhooks
  VERSION = '0.1.0'

  # What AutoSend does, as data: its signatures, headers and limits. Times are in seconds.
  #
  # @api private
  module Provider
    # The names of the headers; an empty one is not sent.
    SIGNATURE_HEADER = 'X-Webhook-Signature'
    TIMESTAMP_HEADER = 'X-Webhook-Timestamp'
    DELIVERY_ID_HEADER = 'X-Webhook-Delivery-Id'
    EVENT_HEADER = 'X-Webhook-Event'

    # How a secret becomes a key: its text (:utf8), or what is decoded (:base64) behind a prefix.
    KEY = :utf8
    SECRET_PREFIX = 'whsec_'
    # What is signed, joined: texts as they are here, and parts of the request.
    SIGNED_CONTENT = [:body].freeze
    # How the header spells the signature: 64 lower-case digits (:hex), or 44 characters (:base64), behind a prefix.
    ENCODING = :hex
    SIGNATURE_PREFIX = ''

    # The headers that say when a request was sent, and identify a delivery, and their other names.
    TIMESTAMP_HEADERS = ['X-Webhook-Timestamp'].freeze
    DELIVERY_ID_HEADERS = ['X-Webhook-Delivery-Id'].freeze
    # How requests are signed: any of these is enough.
    SIGNATURES = [
      Scheme.new(
        scheme: 'hmac',
        digest: 'sha256',
        headers: ['X-Webhook-Signature'].freeze,
        form: :plain,
        separator: '',
        prefix: '',
        versions: [].freeze,
        signature_pair: nil,
        timestamp_pair: nil,
        encoding: :hex,
        key: :utf8,
        secret_prefix: 'whsec_',
        parts: [[:body, '']].freeze
      ).freeze
    ].freeze
    # Where a request says when it was sent: in a header, in a pair beside the signature, or nowhere.
    TIMESTAMP_FROM = :header

    # The unit of the timestamp header; numbers below SECONDS_BELOW are seconds whatever it is.
    TIMESTAMP_UNIT = :milliseconds
    SECONDS_BELOW = 100000000000
    MAX_TIMESTAMP_DIGITS = 15
    # How old a request may be, and how far ahead of the clock.
    TOLERANCE = 300
    FUTURE_TOLERANCE = 60

    MAX_BODY = 1048576
    MAX_DEPTH = 64
    MAX_DELIVERY_ID = 255
    MAX_INTEGER = 9007199254740991

    # How long deliveries are remembered, and how many.
    WINDOW = 86400
    CAPACITY = 100000

    # How long AutoSend waits for a response.
    RESPONSE_TIMEOUT = 10
    DELIVERY_ID_PREFIX = 'deliver-webhook-'

    # A form of the body: the members for the type, the time of creation, and the data.
    Generation = Struct.new(:number, :type, :time, :data)

    # The forms by number, today's first.
    GENERATIONS = [
      Generation.new(2, 'type', 'createdAt', 'data').freeze,
      Generation.new(1, 'event', 'timestamp', 'data').freeze
    ].to_h { |generation| [generation.number, generation] }.freeze

    # Where a request says what it is; nil where the forms of the body say it.
    ENVELOPE = nil
    # Whether events are read by tables.
    IS_TABLED = false
    # Whether an event of a known type stays typed when something in its data does not fit.
    IS_ADVICE = false

    # An ISO 8601 time.
    TIME_PATTERN = /\A(?!0000)[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\.[0-9]{1,9})?(Z|[+-]([01][0-9]|2[0-3]):[0-5][0-9])\z/
  end
end
