# frozen_string_literal: true

require_relative 'errors'
require_relative 'generated/provider'
require_relative 'json'
require_relative 'timestamp'

module AutosendWebhooks
  # What happened: one class for each type, {Unknown}, or {Invalid}. Immutable.
  class Event
    # @return [Timestamp, nil] when the event was created; nil if the body holds no such time
    attr_reader :created_at

    # @return [Integer] the number of the form of the body
    attr_reader :generation

    def initialize(created_at, generation)
      @created_at = created_at
      @generation = generation
    end

    # Reads a body that is trusted already, e.g. one that was verified and stored. It checks no signature: to receive
    # a request use {Verifier}.
    #
    # @param body [String]
    # @return [Event]
    # @raise [WebhookError]
    def self.parse(body)
      document = Json.document(body)
      type, time = document.root.values_at(document.form.type, document.form.time)
      raise WebhookError, 'missing_event_type' unless type.is_a?(String) && !type.empty?

      created_at = Timestamp.parse(time) if time.is_a?(String)
      known = EVENTS[type]
      known ? known.decode(created_at, document) : Unknown.new(type, created_at, document.generation, document)
    rescue Json::DecodeError => e
      Invalid.new(type, created_at, document.generation, document, e.message)
    end

    # @return [Array<Event>] all events of the body: providers may send several in one
    def all = [self]

    # @return [Array<Problem>] what does not fit, where an event stays typed nevertheless
    def problems = []

    # @return [String] the type as the request says it, which may go on where a known type ends
    def sent_type = type

    # @api private
    # @return [String, nil] what the body says its id is
    def sent_id = nil

    def ==(other) = other.class == self.class && other.deconstruct_keys(nil) == deconstruct_keys(nil)

    # Stricter than `==`: times are the same when their texts are.
    def eql?(other) = other.class == self.class && other.deconstruct_keys(nil).eql?(deconstruct_keys(nil))

    def hash = deconstruct_keys(nil).hash

    def inspect
      parts = deconstruct_keys(nil).map { |name, value| "#{name}=#{value.inspect}" }
      "#<#{self.class} #{parts.join(', ')}>"
    end
  end

  # An event of a known type, with data that fits it.
  class TypedEvent < Event
    # @return [Model] what the event says
    attr_reader :data

    # @param created_at [Timestamp]
    # @param data [Model] of the class {DATA}
    # @param extra [Hash{String => String}] raw JSON by name
    def initialize(created_at:, data:, generation: Provider::GENERATIONS.keys.first, extra: {})
      super(created_at, generation)
      @data = data
      @extra = extra.freeze
      freeze
    end

    # Reads the event from a body.
    #
    # @api private
    # @raise [Json::DecodeError]
    def self.decode(created_at, document)
      form = document.form
      raise Json::DecodeError, "`#{form.time}` is not an ISO 8601 time" unless created_at

      allocate.decode!(created_at, Json::Read.object(document.root, form.data, self::DATA, document), document)
    end

    # @api private
    def decode!(created_at, data, document)
      @created_at = created_at
      @generation = document.generation
      @data = data
      @extra = document
      freeze
    end

    # @return [String] the type as AutoSend writes it
    def type = self.class::TYPE

    # @return [Hash{String => String}] members of the body that no attribute names, as raw JSON by name
    def extra
      return @extra if @extra.is_a?(Hash)

      form = @extra.form
      @extra.members.except(form.type, form.time, form.data).freeze
    end

    # For pattern matching.
    def deconstruct_keys(_keys) = { type:, created_at:, data:, generation:, extra: }

    # The event as a body, equivalent to the one that it came in.
    def to_json(*)
      form = Provider::GENERATIONS.fetch(generation)
      named = {
        form.type => Json.quote(type),
        form.time => Json.quote(created_at.to_s),
        form.data => data.write(generation)
      }
      Json.object(named.merge(extra))
    end
  end

  # An event that has no typed data.
  class RawEvent < Event
    # @return [String] the type as the body names it
    attr_reader :type

    # @param members [Hash{String => String}] raw JSON by name
    def initialize(type, created_at, generation, members)
      super(created_at, generation)
      @type = type
      @members = members.is_a?(Hash) ? members.freeze : members
      freeze if instance_of?(Unknown)
    end

    # @return [Hash{String => String}] all members of the body, as raw JSON by name
    def members = @members.is_a?(Hash) ? @members : @members.members

    # @return [String, nil] the raw JSON of the event's data
    def data
      @members.is_a?(Reading) ? @members.raw_data : members[Provider::GENERATIONS.fetch(generation).data]
    end

    def all = @members.is_a?(Reading) ? @members.events : super

    def sent_id = @members.is_a?(Reading) ? @members.id : super

    def sent_type = @members.is_a?(Reading) ? @members.type : super

    # For pattern matching.
    def deconstruct_keys(_keys) = { type:, created_at:, generation:, members: }

    # The body as it came.
    def to_json(*) = Json.object(members)
  end

  # An event of a type that this version does not know.
  class Unknown < RawEvent; end

  # An event of a known type whose time or data does not fit it.
  class Invalid < RawEvent
    # @return [String] what does not fit, for people to read
    attr_reader :reason

    def initialize(type, created_at, generation, members, reason)
      super(type, created_at, generation, members)
      @reason = reason
      freeze
    end
  end
end
