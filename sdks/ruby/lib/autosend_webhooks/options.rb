# frozen_string_literal: true

module AutosendWebhooks
  # Checks what classes are configured with.
  #
  # @api private
  module Options
    module_function

    # Whole milliseconds of a number of seconds.
    def millis(name, seconds)
      fits = seconds.is_a?(Numeric) && seconds.real? && seconds.to_f.finite? && seconds >= 0
      return (seconds * 1000).round if fits

      raise ArgumentError, "#{name} must be a finite, non-negative number of seconds, got #{seconds.inspect}"
    end

    # A number of bytes or of entries.
    def count(name, count, least)
      return count if count.is_a?(Integer) && count >= least

      raise ArgumentError, "#{name} must be an integer of at least #{least}, got #{count.inspect}"
    end

    def flag(name, value)
      return value if [true, false].include?(value)

      raise ArgumentError, "#{name} must be true or false, got #{value.inspect}"
    end

    def callable(name, value)
      return value if value.nil? || value.respond_to?(:call)

      raise ArgumentError, "#{name} must have a method `call`, got #{value.class}"
    end
  end
end
