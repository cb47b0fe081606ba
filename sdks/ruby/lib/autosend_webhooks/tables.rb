# frozen_string_literal: true

require_relative 'generated/provider'
require_relative 'json'

module AutosendWebhooks
  # Something in an event's data that does not fit its type: where it is, as a JSON pointer within the data, and why.
  Problem = Struct.new(:path, :message)

  # Reads values by tables that the generated classes hold.
  #
  # @api private
  class Tables
    # What is found out while a body is read: problems, and what unions read values as, so that each is tried once.
    class Findings
      attr_reader :problems, :tried

      def initialize(tried = {}.compare_by_identity)
        @problems = []
        @tried = tried
      end
    end

    LONGS = (-(2**63)..(2**63) - 1)
    private_constant :LONGS

    def initialize(document)
      @document = document
    end

    # An object of a class, from a decoded one. What does not fit is a problem, and stays in `extra`.
    #
    # @raise [Json::DecodeError] if it is no object
    def object(model, value, path, findings)
      raise Json::DecodeError, 'is no object' unless value.is_a?(Hash)

      made = model.allocate
      model::FIELDS.each do |attribute, name, of, required, nullable|
        read = member(value, name, of, "#{path}/#{Tables.escape(name)}", [required, nullable || of == :any], findings)
        made.instance_variable_set(attribute, read)
      end
      made.decode!(value, @document)
    end

    # A name within a JSON pointer.
    def self.escape(name) = name.gsub('~', '~0').gsub('/', '~1')

    # A decoded value as Ruby has it: numbers with a fraction are floats.
    def self.plain(value)
      case value
      when Json::Decimal then value.to_f
      when Array then value.map { |it| plain(it) }.freeze
      when Hash then value.transform_values { |it| plain(it) }.freeze
      else value
      end
    end

    private

    def member(from, name, of, path, rules, findings)
      value = from[name]
      required, nullable = rules
      if value.nil?
        message = from.key?(name) ? 'is null' : 'is missing'
        is_fine = !required || (nullable && from.key?(name))
        findings.problems << Problem.new(path, message) unless is_fine
        return
      end
      read(of, value, path, findings)
    rescue Json::DecodeError => e
      findings.problems << Problem.new(path, e.message.sub(/\A`.*?`: /m, ''))
      nil
    end

    def read(of, value, path, findings)
      kind, inner = of
      case kind
      when :object then object(AutosendWebhooks.const_get(inner), value, path, findings)
      when :list then list(inner, value, path, findings)
      when :map then map(inner, value, path, findings)
      when :nullable then value.nil? ? nil : read(inner, value, path, findings)
      when :union then union(inner, value, path, findings)
      when :any then Tables.plain(value)
      when :long then long(value)
      else Json::Read.public_send(kind, [value], 0)
      end
    end

    def list(of, value, path, findings)
      raise Json::DecodeError, 'expected an array' unless value.is_a?(Array)

      value.each_with_index.map { |item, index| read(of, item, "#{path}/#{index}", findings) }.freeze
    end

    def map(of, value, path, findings)
      raise Json::DecodeError, 'expected an object' unless value.is_a?(Hash)

      value.to_h { |name, item| [name, read(of, item, "#{path}/#{Tables.escape(name)}", findings)] }.freeze
    end

    def long(value)
      number = value.is_a?(Json::Decimal) ? value.to_f : value
      fits = number.is_a?(Numeric) && LONGS.cover?(number) && (number % 1).zero?
      fits ? number.to_i : raise(Json::DecodeError, 'expected an integer of 64 bits')
    end

    # The variant that the discriminator names, or else the first that fits without a problem; or the value as it is.
    def union(name, value, path, findings)
      discriminator, variants = UNIONS.fetch(name)
      if discriminator
        tag = value[discriminator] if value.is_a?(Hash)
        found = variants.find { |_, tags| !tag.nil? && tags.include?(tag.to_s) }
        return found ? read(found.first, value, path, findings) : unknown(value)
      end
      tried = findings.tried[value] ||= {}
      tried.fetch(name) { tried[name] = first_fit(variants, value, path, findings) }
    end

    def first_fit(variants, value, path, findings)
      variants.each do |of, _|
        trial = Findings.new(findings.tried)
        read = read(of, value, path, trial)
        return read if trial.problems.empty?
      rescue Json::DecodeError
        next
      end
      unknown(value)
    end

    def unknown(value) = Json::UnknownValue.new(Tables.plain(value))
  end
end
