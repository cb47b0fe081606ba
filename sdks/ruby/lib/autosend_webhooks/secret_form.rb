# frozen_string_literal: true

require_relative 'errors'

module AutosendWebhooks
  # What a secret does not look like: signs of a configuration gone wrong.
  #
  # @api private
  module SecretForm
    # Characters that can't be part of a secret anywhere: white space but the plain space, controls, what shows
    # nothing, and what stands for bytes that could not be read.
    UNSEEN = '\u{0}-\u{1F}\u{7F}-\u{A0}\u{AD}\u{34F}\u{61C}\u{115F}\u{1160}\u{1680}\u{17B4}\u{17B5}' \
             '\u{180B}-\u{180F}\u{2000}-\u{200F}\u{2028}-\u{202F}\u{205F}-\u{206F}\u{2800}\u{3000}\u{3164}' \
             '\u{FE00}-\u{FE0F}\u{FEFF}\u{FFA0}\u{FFF0}-\u{FFFF}\u{1BCA0}-\u{1BCA3}\u{1D173}-\u{1D17A}' \
             '\u{E0000}-\u{E0FFF}'
    # A space or a quotation mark, which are fine inside.
    ENCLOSING = ' "\'`\u{AB}\u{BB}\u{2018}-\u{201F}\u{2039}\u{203A}'
    FOREIGN = /[#{UNSEEN}]|\A[#{ENCLOSING}]|[#{ENCLOSING}]\z/
    # What a missing value prints as, in one language or another.
    MISSING = %w[undefined null none nil nan true false (null) <nil> <null> ***hidden***].freeze
    # What encloses a variable that was never replaced by its value.
    VARIABLES = [['${', '}'], ['$(', ')'], ['{{', '}}'], ['[object ', ']']].freeze

    module_function

    # Says what is wrong without showing the text.
    #
    # @return [String, nil]
    def problem(text)
      return 'it is empty' if text.empty?

      found = FOREIGN.match(text)
      if found
        at = found.begin(0) + 1
        return format('U+%<code>04X at character %<at>d does not belong there', code: found[0].ord, at:)
      end

      'it is a placeholder, or what a missing value prints as' if placeholder?(text)
    end

    def placeholder?(text)
      MISSING.include?(text.downcase(:ascii)) ||
        VARIABLES.any? { |open, close| text.start_with?(open) && text.end_with?(close) }
    end
  end
end
