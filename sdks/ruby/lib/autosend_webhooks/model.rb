# frozen_string_literal: true

require 'json'
require_relative 'generated/provider'
require_relative 'json'

module AutosendWebhooks
  # An object with named members, and any others. Immutable.
  class Model
    # Values of attributes that are required, where there is none.
    #
    # @api private
    DEFAULTS = {}.freeze

    # Attributes whose members stay in `extra` as they were sent.
    #
    # @api private
    RAW = [].freeze

    # @param values [Hash] by attribute
    def initialize(extra: {}, **values)
      unknown = values.keys - self.class.attributes
      raise ArgumentError, "unknown: #{unknown.join(', ')}" unless unknown.empty?

      missing = self.class::REQUIRED.find { |attribute| values[attribute].nil? }
      raise ArgumentError, "missing: #{missing}" if missing

      { **self.class::DEFAULTS, **values }.each { |attribute, value| instance_variable_set(:"@#{attribute}", value) }
      @extra = extra.freeze
      freeze
    end

    # @return [Hash{String => String}] members that no attribute names, as raw JSON by name; and originals that an
    #   attribute can't print back: an explicit `null`, or `1.0` for an integer
    def extra
      return @extra if @extra.is_a?(Hash)

      attributes = self.class::MEMBERS.fetch(@extra.generation).invert
      members = @extra.members(@_object)
      members.reject { |name, raw| attributes.key?(name) && exact?(attributes[name], raw) }.freeze
    end

    # A member that no attribute names, decoded; nil if there is none.
    def [](name)
      raw = extra[name]
      raw && JSON.parse(raw)
    end

    # Whether the member of an attribute is there and null; an attribute that is nil may also be absent.
    def null?(attribute)
      self.class::MEMBERS.each_value.any? { |names| names.key?(attribute) && extra[names[attribute]] == 'null' }
    end

    # @return [Hash{Symbol => Object}] by attribute
    def to_h = self.class.attributes.to_h { |attribute| [attribute, public_send(attribute)] }

    # For pattern matching.
    def deconstruct_keys(_keys) = to_h

    def ==(other) = other.class == self.class && other.to_h == to_h && other.extra == extra

    # Stricter than `==`: times are the same when their texts are.
    def eql?(other) = other.class == self.class && other.to_h.eql?(to_h) && other.extra.eql?(extra)

    def hash = [self.class, to_h, extra].hash

    def inspect = "#<#{self.class} #{to_h.map { |attribute, value| "#{attribute}=#{value.inspect}" }.join(', ')}>"

    # The object as JSON, in today's form of the body: equivalent to what it was read from.
    def to_json(*) = write(Provider::GENERATIONS.keys.first)

    # The object as JSON, in a form of the body.
    #
    # @api private
    def write(generation)
      others = extra
      members = self.class::MEMBERS.fetch(generation).filter_map do |attribute, name|
        value = public_send(attribute)
        [name, Json.write(value, generation)] unless value.nil? || others.key?(name)
      end
      Json.object(members.to_h.merge(others))
    end

    # Takes its attributes out of a decoded object; generated classes say how. What is `extra` is found when it is asked
    # for.
    #
    # @api private
    def decode!(object, document)
      @_object = object
      @extra = document
      freeze
    end

    # Whether an attribute prints back what it was read from.
    def exact?(attribute, raw) = !self.class::RAW.include?(attribute) && Json.exact?(public_send(attribute), raw)
    private :exact?

    class << self
      # Reads a model from a decoded object.
      #
      # @api private
      # @raise [Json::DecodeError]
      def decode(object, document) = allocate.decode!(object, document)

      # @api private
      # @return [Array<Symbol>]
      attr_reader :attributes

      private

      # The members' names by generation and attribute.
      def members_by_generation(**names)
        @attributes = names.keys.freeze
        Provider::GENERATIONS.keys.to_h do |generation|
          [generation, names.filter_map { |attribute, by| [attribute, by[generation]] if by[generation] }.to_h.freeze]
        end.freeze
      end
    end
  end
end
