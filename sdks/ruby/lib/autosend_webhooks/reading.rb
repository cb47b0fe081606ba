# frozen_string_literal: true

require 'uri'
require_relative 'errors'
require_relative 'event'
require_relative 'generated/provider'
require_relative 'json'
require_relative 'tables'
require_relative 'timestamp'

module AutosendWebhooks
  # What an event was read from, where its type, id, time and data stand where the provider's constants say: a body that
  # was read, and which of its events it is.
  #
  # @api private
  class Reading
    first = Provider::GENERATIONS.each_value.first
    # Where a request says things.
    FORM = Provider::ENVELOPE || Envelope.new(
      type: [Source.new(nil, [first.type], false)], join: '', prefix_known: false, id: nil,
      time: [first.time], time_format: :rfc3339, data: [first.data], batch: nil, form_field: nil
    ).freeze
    # Whether a header that names the type can contradict the body.
    IS_TYPE_IN_BODY = FORM.type.none?(&:header)
    LONGEST_PREFIXED = 256
    private_constant :LONGEST_PREFIXED

    # @return [Array<Event>] all events of the body
    attr_accessor :events

    # @return [String] the type as it was sent
    attr_reader :type

    # @return [String, nil] what the body says its id is
    attr_reader :id

    # @return [Object] the decoded event
    attr_reader :item

    attr_reader :document

    class << self
      # The event of a body; of several the first, which knows the others.
      #
      # @raise [WebhookError]
      def event(body, values)
        text, root = Json.value(FORM.form_field ? form_value(body) : body)
        raise WebhookError, 'body_not_object' unless root.is_a?(Hash) || FORM.batch == []

        items = FORM.batch ? at(root, FORM.batch) : [root]
        raise WebhookError, 'body_not_object' unless items.is_a?(Array) && items.all?(Hash)
        raise WebhookError, 'missing_event_type' if items.empty?

        all(items, Json::Document.new(text, root), values, id_of(root, values)).first
      end

      # What members lead to; nil if they lead nowhere.
      def at(value, path) = path.reduce(value) { |inner, name| inner.is_a?(Hash) ? inner[name] : nil }

      private

      def all(items, document, values, id)
        readings = items.map { |item| new(document, item, type_of(item, values), id) }
        events = readings.map(&:event).freeze
        readings.each { |reading| reading.events = events }
        events
      end

      def form_value(body)
        pair = body.split('&').map { |it| it.split('=', 2) }.find { |name, _| decoded(name) == FORM.form_field }
        raise WebhookError.new('body_not_json', "the form has no field #{FORM.form_field}") unless pair

        decoded(pair.last)
      end

      def decoded(text)
        URI.decode_www_form_component(text.to_s.dup.force_encoding(Encoding::UTF_8))
      rescue ArgumentError
        raise WebhookError.new('body_not_json', 'the form is none')
      end

      def type_of(item, values)
        parts = FORM.type.filter_map do |source|
          text = text_of(source, item, values)
          raise WebhookError, 'missing_event_type' unless text || source.optional

          text
        end
        raise WebhookError, 'missing_event_type' if parts.empty?

        parts.join(FORM.join).freeze
      end

      def text_of(source, item, values)
        text = source.header ? values.text(source.header) : at(item, source.path)
        text.is_a?(String) && !text.empty? ? text.scrub : nil
      end

      def id_of(root, values)
        return unless FORM.id

        value = FORM.id.header ? nil : at(root, FORM.id.path)
        id = value.is_a?(Integer) ? value.to_s : text_of(FORM.id, root, values)
        id if id&.match?(/\A[\x21-\x7E]{1,#{Provider::MAX_DELIVERY_ID}}\z/)
      end
    end

    def initialize(document, item, type, id)
      @document = document
      @item = item
      @type = type
      @id = id
    end

    # @return [Event]
    def event
      known = known_type
      created_at = time
      return Unknown.new(type, created_at, document.generation, self) unless known
      if !created_at && FORM.time && !Provider::IS_ADVICE
        return invalid(known, created_at, "`#{FORM.time.join('.')}` is not a time")
      end

      typed(known, created_at)
    end

    # @return [Hash{String => String}] all members of the event, as raw JSON by name
    def members = document.members(item)

    # @return [String, nil] the raw JSON of the data
    def raw_data
      *holders, last = data_path
      return Json.object(members) unless last

      holder = self.class.at(item, holders)
      holder.is_a?(Hash) ? document.members(holder)[last] : nil
    end

    # @return [Hash{String => String}] the members that neither the envelope nor the data is
    def extra
      return {}.freeze if data_path.empty?

      paths = [*FORM.type.map(&:path), FORM.time, data_path].compact
      members.except(*paths.filter_map { |path| path.first if path.size == 1 }).freeze
    end

    def marshal_dump = [document, item, type, id, events]

    def marshal_load(parts)
      @document, @item, @type, @id, @events = parts
    end

    private

    def typed(known, created_at)
      findings = Tables::Findings.new
      data = Tables.new(document).object(EVENTS.fetch(known)::DATA, self.class.at(item, data_path), '', findings)
      problem = findings.problems.first
      return invalid(known, created_at, "`#{problem.path}` #{problem.message}") if problem && !Provider::IS_ADVICE

      EVENTS.fetch(known).new(self, created_at, data, findings.problems)
    rescue Json::DecodeError => e
      invalid(known, created_at, "the data #{e.message}")
    end

    def invalid(known, created_at, reason) = Invalid.new(known, created_at, document.generation, self, reason)

    # The data's path, in which `{name}` is what that member of the body says.
    def data_path
      FORM.data.map { |name| name.start_with?('{') && name.end_with?('}') ? item[name[1..-2]] : name }
    end

    # The known type that the type is, or is taken for.
    def known_type
      return type if EVENTS.key?(type)
      return if !FORM.prefix_known || FORM.join.empty? || type.size > LONGEST_PREFIXED

      shorter = type
      while shorter.include?(FORM.join)
        shorter = shorter.rpartition(FORM.join).first
        return shorter if EVENTS.key?(shorter)
      end
    end

    def time
      value = FORM.time && self.class.at(item, FORM.time)
      return unix_time(value) unless FORM.time_format == :rfc3339

      Timestamp.parse(value) if value.is_a?(String)
    end

    def unix_time(value)
      number = value.is_a?(Json::Decimal) ? value.to_f : value
      number = number.to_r if number.is_a?(String) && number.match?(/\A-?\d{1,18}(\.\d{1,9})?\z/)
      return unless number.is_a?(Numeric) && number.abs < 253_402_300_800_000

      Timestamp.of(Time.at(FORM.time_format == :unix ? number : number.to_r / 1000, in: 'UTC'))
    rescue RangeError
      nil
    end
  end

  # An event of a known type, of a provider whose requests say their type, time and data in their own ways.
  class EnvelopedEvent < Event
    # @return [Model] what the event says
    attr_reader :data

    # @return [Array<Problem>] what does not fit the event's type; such a member is nil, and stays in `extra` of its
    #   object
    attr_reader :problems

    # @api private
    def initialize(reading, created_at, data, problems)
      super(created_at, reading.document.generation)
      @reading = reading
      @data = data
      @problems = problems.freeze
      freeze
    end

    # @return [String] the known type
    def type = self.class::TYPE

    def all = @reading.events

    def sent_type = @reading.type

    def sent_id = @reading.id

    # @return [Hash{String => String}] members of the body that are not known, as raw JSON by name
    def extra = @reading.extra

    # For pattern matching.
    def deconstruct_keys(_keys) = { type:, created_at:, data:, problems:, extra: }

    # The event as it came.
    def to_json(*) = Json.object(@reading.members)
  end
end
