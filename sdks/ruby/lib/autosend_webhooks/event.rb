# frozen_string_literal: true

# Generated from schema/ by `cargo xtask generate`; do not edit.

require_relative 'errors'
require_relative 'json'
require_relative 'timestamp'

module AutosendWebhooks
  # The forms of the body by number, today's first: the members for the type, the time of creation, and the data.
  #
  # @api private
  GENERATIONS = {
    2 => { type: 'type', time: 'createdAt', data: 'data' }.freeze,
    1 => { type: 'event', time: 'timestamp', data: 'data' }.freeze
  }.freeze

  # What happened: one class for each type, {Unknown}, or {Invalid}. Immutable.
  class Event
    # @return [Timestamp, nil] when the event was created; nil if the body holds no such time
    attr_reader :created_at

    # @return [Integer] the number of the form of the body; 2 is today's
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
    def self.parse(body)
      members = Json.body(body)
      generation, names = GENERATIONS.find { |_, candidate| members.key?(candidate[:type]) } || GENERATIONS.first
      type = string(members[names[:type]])
      raise WebhookError, 'missing_event_type' if type.empty?

      created_at = Timestamp.parse(string(members[names[:time]]))
      typed_or_raw(type, created_at, generation, members)
    end

    def self.typed_or_raw(type, created_at, generation, members)
      known = EVENTS[type]
      return Unknown.new(type, created_at, generation, members) unless known

      known.read(created_at, generation, members)
    rescue Misfit => e
      Invalid.new(type, created_at, generation, members, e.message)
    end
    private_class_method :typed_or_raw

    def self.string(raw) = raw&.start_with?('"') ? Json.text(raw).first : ''
    private_class_method :string
  end

  # An event of a known type, with data that fits it.
  class TypedEvent < Event
    # @return [Model] what the event says
    attr_reader :data

    # @return [Hash{String => String}] members of the body that no attribute names, as raw JSON by name
    attr_reader :extra

    # @param created_at [Timestamp]
    # @param data [Model] of the class {DATA}
    def initialize(created_at:, data:, generation: 2, extra: {})
      super(created_at, generation)
      @data = data
      @extra = extra.freeze
      freeze
    end

    # Reads the event from the members of a body.
    #
    # @api private
    def self.read(created_at, generation, members)
      names = GENERATIONS.fetch(generation)
      raise Misfit, "`#{names[:time]}` is not an ISO 8601 time" unless created_at

      raw = members[names[:data]] || raise(Misfit, "there is no `#{names[:data]}`")
      data = self::DATA.read(raw, generation)
      new(created_at:, data:, generation:, extra: members.except(*names.values))
    end

    # @return [String] the type as AutoSend writes it
    def type = self.class::TYPE

    # For pattern matching.
    def deconstruct_keys(_keys) = { type:, created_at:, data:, generation:, extra: }

    def ==(other) = other.class == self.class && other.deconstruct_keys(nil) == deconstruct_keys(nil)

    # Stricter than `==`: times are the same when their texts are.
    def eql?(other) = other.class == self.class && other.deconstruct_keys(nil).eql?(deconstruct_keys(nil))

    def hash = deconstruct_keys(nil).hash

    # The event as a body, equivalent to the one that it came in.
    def to_json(*)
      names = GENERATIONS.fetch(generation)
      named = {
        names[:type] => Json.quote(type),
        names[:time] => Json.quote(created_at.to_s),
        names[:data] => data.write(generation)
      }
      Json.object(named.merge(extra))
    end
  end

  # An event that has no typed data.
  class RawEvent < Event
    # @return [String] the type as the body names it
    attr_reader :type

    # @return [Hash{String => String}] all members of the body, as raw JSON by name
    attr_reader :members

    def initialize(type, created_at, generation, members)
      super(created_at, generation)
      @type = type
      @members = members.freeze
      freeze if instance_of?(Unknown)
    end

    # @return [String, nil] the raw JSON of the event's data
    def data = members[GENERATIONS.fetch(generation)[:data]]

    # For pattern matching.
    def deconstruct_keys(_keys) = { type:, created_at:, generation:, members: }

    def ==(other) = other.class == self.class && other.deconstruct_keys(nil) == deconstruct_keys(nil)

    # Stricter than `==`: times are the same when their texts are.
    def eql?(other) = other.class == self.class && other.deconstruct_keys(nil).eql?(deconstruct_keys(nil))

    def hash = deconstruct_keys(nil).hash

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
