# frozen_string_literal: true

require_relative 'event'
require_relative 'generated/provider'
require_relative 'headers'
require_relative 'scheme_signing'
require_relative 'signature'
require_relative 'timestamp'

module AutosendWebhooks
  # Correctly signed requests for your own tests.
  module Testing
    @last = 0
    @lock = Mutex.new

    module_function

    # A realistic body of an event type, in today's form. Each one is an event of its own: created now, and at least a
    # millisecond after the one before.
    #
    # @param created_at [Time, nil] another time of creation; then calls with the same time make the same event
    # @return [String, nil] nil if the type is not known
    def sample(type, created_at: nil)
      text = SAMPLES[type]
      return unless text
      return SchemeSigning.renewed(text, created_at || next_moment) if Provider::IS_TABLED

      time = Timestamp.of(created_at || next_moment).to_s
      Json.object(Json.document(text).members.merge(Provider::GENERATIONS.each_value.first.time => Json.quote(time)))
    end

    # The headers that AutoSend would send with a body. To the deduplicator a body that comes again is the same
    # event, whatever its headers are.
    #
    # @param delivery_id [String, nil] made from the time if none is given
    # @param event [String, nil] the event header; what the body says if none is given
    # @param sent_at [Time]
    # @param url [String, nil] the URL that is called, where that is signed
    # @param headers [Hash{String => String}] others that are signed
    # @return [Hash{String => String}]
    def sign(secret, body, delivery_id: nil, event: nil, sent_at: Time.now, url: nil, headers: {})
      unless Headers::IS_PLAIN
        given = SchemeSigning.headers(body, delivery_id || new_id, event, sent_at)
        return SchemeSigning.signed(secret, body, { **headers, **given }, sent_at, url)
      end
      timestamp = Timestamp.header(Timestamp.millis(sent_at))
      values = Headers.new('', timestamp, delivery_id || new_id, event || event_header(body))
      {
        'Content-Type' => 'application/json',
        Headers::SIGNATURE => Signature.new(secret).of(body.b, values),
        Headers::TIMESTAMP => values.timestamp,
        Headers::EVENT => values.event,
        Headers::DELIVERY_ID => values.delivery_id
      }.reject { |name, value| name.empty? || value.empty? }
    end

    # The same as a Rack environment has them.
    #
    # @return [Hash{String => String}]
    def rack_env(...)
      sign(...).to_h do |name, value|
        key = name.upcase.tr('-', '_')
        [key == 'CONTENT_TYPE' ? key : "HTTP_#{key}", value]
      end
    end

    def new_id = "#{Provider::DELIVERY_ID_PREFIX}#{Process.clock_gettime(Process::CLOCK_REALTIME, :nanosecond)}"

    # @api private
    def next_moment
      Testing.instance_exec do
        @lock.synchronize { @last = [@last + 1, Timestamp.millis(Time.now)].max }
        Time.at(0, @last, :millisecond)
      end
    end

    # The type that the body names, if it is one that a header can carry.
    def event_header(body)
      type = Event.parse(body).type
      type.match?(/\A[\x21-\x7E]+\z/) ? type : ''
    rescue WebhookError
      ''
    end
  end
end
