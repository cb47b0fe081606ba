# frozen_string_literal: true

require_relative '../generated/provider'
require_relative '../timestamp'

module AutosendWebhooks
  module Json
    # Takes values out of decoded objects and arrays, at a name or an index, and checks that they are of a type.
    #
    # @api private
    module Read
      INTEGERS = 0..Provider::MAX_INTEGER
      private_constant :INTEGERS

      class << self
        def text(from, at)
          value = from[at]
          value.is_a?(String) ? value : raise(error(from, at, 'expected a string'))
        end

        def boolean(from, at)
          value = from[at]
          return value if [true, false].include?(value)

          raise error(from, at, 'expected true or false')
        end

        # Takes 3.0 and 3e0 for 3, as JSON Schema and JavaScript do.
        def integer(from, at)
          value = from[at]
          return value if value.is_a?(Integer) && INTEGERS.cover?(value)

          value = value.to_f if value.is_a?(Decimal)
          raise error(from, at, 'expected an integer') unless value.is_a?(Numeric)

          fits = INTEGERS.cover?(value) && (value % 1).zero?
          fits ? value.to_i : raise(error(from, at, "expected an integer from 0 to #{INTEGERS.last}"))
        end

        def number(from, at)
          value = from[at]
          return value.to_f if value.is_a?(Decimal)

          value.is_a?(Integer) ? value : raise(error(from, at, 'expected a number'))
        end

        def time(from, at)
          Timestamp.parse(text(from, at)) || raise(error(from, at, 'expected an ISO 8601 time'))
        end

        # @param model [Class] of {Model}
        def object(from, at, model, document)
          value = from[at]
          raise error(from, at, 'expected an object') unless value.is_a?(Hash)

          begin
            model.decode(value, document)
          rescue DecodeError => e
            raise DecodeError, "`#{at}`: #{e.message}"
          end
        end

        # What the block makes of each item, which is given the array and an index.
        def list(from, at)
          items = from[at]
          raise error(from, at, 'expected an array') unless items.is_a?(Array)

          begin
            Array.new(items.size) { |index| yield items, index }.freeze
          rescue DecodeError => e
            raise DecodeError, "`#{at}`: #{e.message}"
          end
        end

        # Whether a member that has to be there is null.
        def null?(from, at)
          raise error(from, at, '') unless from.key?(at)

          from[at].nil?
        end

        private

        def error(from, at, expected)
          is_absent = from.is_a?(Hash) && !from.key?(at)
          DecodeError.new(is_absent ? "there is no `#{at}`" : "`#{at}`: #{expected}")
        end
      end
    end
  end
end
