# frozen_string_literal: true

# Generated from schema/ by `cargo xtask generate`; do not edit.

require 'json'
require_relative 'json'
require_relative 'timestamp'

module AutosendWebhooks
  # The type of a field: how its raw JSON becomes a value, and back.
  #
  # @api private
  class Type
    def initialize(reader, writer)
      @reader = reader
      @writer = writer
      freeze
    end

    # The value, and whether `write` gives back the same. Fails with Misfit.
    def read(raw, generation) = @reader.call(raw, generation)

    def write(value, generation) = @writer.call(value, generation)

    TEXT = new(->(raw, _) { Json.text(raw) }, ->(value, _) { Json.quote(value) })

    INTEGER = new(->(raw, _) { Json.integer(raw) }, ->(value, _) { value.to_s })

    BOOLEAN = new(
      ->(raw, _) { [raw == 'true', %w[true false].include?(raw) || raise(Misfit, 'expected true or false')] },
      ->(value, _) { value.to_s }
    )

    TIME = new(
      lambda do |raw, _|
        text, exact = Json.text(raw)
        [Timestamp.parse(text) || raise(Misfit, 'expected an ISO 8601 time'), exact]
      end,
      ->(value, _) { Json.quote(value.to_s) }
    )

    # An object of the class that the block returns: classes may refer to those that come later.
    def self.object(&model)
      new(
        ->(raw, generation) { [model.call.read(raw, generation), true] },
        ->(value, generation) { value.write(generation) }
      )
    end

    def self.list(items)
      reader = lambda do |raw, generation|
        raise Misfit, 'expected an array' unless raw.start_with?('[')

        values, exact = Json::Scanner.new(raw).items.map { |item| items.read(item, generation) }.transpose
        [(values || []).freeze, (exact || []).all?]
      end
      new(reader, ->(values, generation) { "[#{values.map { |value| items.write(value, generation) }.join(',')}]" })
    end
  end

  # A named member of an object: the attribute that holds it, and the member's name by generation.
  #
  # @api private
  Field = Struct.new(:attribute, :names, :type, :optional, :nullable, :default, keyword_init: true)

  # An object with named members, and any others. Immutable.
  class Model
    # @return [Hash{String => String}] members that no attribute names, as raw JSON by name; and originals that an
    #   attribute can't print back: an explicit `null`, or `1.0` for an integer
    attr_reader :extra

    # @param values [Hash] by attribute
    def initialize(extra: {}, **values)
      fields = self.class::FIELDS
      unknown = values.keys - fields.map(&:attribute)
      raise ArgumentError, "unknown: #{unknown.join(', ')}" unless unknown.empty?

      fields.each do |field|
        value = values.fetch(field.attribute, field.default)
        raise ArgumentError, "missing: #{field.attribute}" if value.nil? && !field.optional && !field.nullable

        instance_variable_set(:"@#{field.attribute}", value)
      end
      @extra = extra.freeze
      freeze
    end

    # A member that no attribute names, decoded; nil if there is none.
    def [](name)
      raw = extra[name]
      raw && JSON.parse(raw)
    end

    # Whether the member of an attribute is there and null; an attribute that is nil may also be absent.
    def null?(attribute)
      field = self.class::FIELDS.find { |candidate| candidate.attribute == attribute }
      !field.nil? && field.names.values.any? { |name| extra[name] == 'null' }
    end

    # @return [Hash{Symbol => Object}] by attribute
    def to_h = self.class::FIELDS.to_h { |field| [field.attribute, public_send(field.attribute)] }

    # For pattern matching.
    def deconstruct_keys(_keys) = to_h

    def ==(other) = other.class == self.class && other.to_h == to_h && other.extra == extra

    # Stricter than `==`: times are the same when their texts are.
    def eql?(other) = other.class == self.class && other.to_h.eql?(to_h) && other.extra.eql?(extra)

    def hash = [self.class, to_h, extra].hash

    # The object as JSON, in today's form of the body: equivalent to what it was read from.
    def to_json(*) = write(2)

    # The object as JSON, in a form of the body.
    #
    # @api private
    def write(generation)
      members = self.class::FIELDS.filter_map do |field|
        name = field.names[generation]
        value = public_send(field.attribute)
        [name, field.type.write(value, generation)] unless name.nil? || value.nil? || extra.key?(name)
      end
      Json.object(members.to_h.merge(extra))
    end

    class << self
      # Reads an object from JSON that is valid.
      #
      # @api private
      def read(raw, generation)
        raise Misfit, 'expected an object' unless raw.start_with?('{')

        extra = Json::Scanner.new(raw).members
        values = self::FIELDS.to_h { |field| [field.attribute, take(field, extra, generation)] }
        new(extra:, **values.compact)
      end

      private

      # A field's value; its member is taken out if the value can print it back.
      def take(field, members, generation)
        name = field.names[generation]
        raw = members[name]
        return if name.nil?
        return missing(field, name) if raw.nil?
        return if raw == 'null' && (field.optional || field.nullable)

        value, exact = field.type.read(raw, generation)
        members.delete(name) if exact
        value
      rescue Misfit => e
        raise Misfit, raw.nil? ? e.message : "`#{name}`: #{e.message}"
      end

      def missing(field, name)
        raise Misfit, "there is no `#{name}`" unless field.optional
      end
    end
  end
end
