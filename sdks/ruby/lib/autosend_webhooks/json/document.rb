# frozen_string_literal: true

require_relative '../generated/provider'
require_relative 'raw_text'

module AutosendWebhooks
  module Json
    # A body that was read, and where in it the raw text of its members is. That is looked up when it is first asked
    # for: most deliveries have only members that are known.
    #
    # @api private
    class Document
      # @return [Hash] the decoded members of the body
      attr_reader :root

      # @return [Provider::Generation] the form of the body
      attr_reader :form

      def initialize(text, root)
        @text = text
        @root = root
        @form = form_of(root)
      end

      # @return [Integer] the number of the form
      def generation = form.number

      # The members of an object that is somewhere below the root: that very object, not one that is equal.
      #
      # @return [Hash{String => String}] raw text by name
      def members(object = root)
        spans.fetch(object).transform_values { |start, length| @text.byteslice(start, length).freeze }.freeze
      end

      # Where the text is, is found again in a copy.
      def marshal_dump = [@text, @root]

      def marshal_load(parts)
        initialize(*parts)
      end

      private

      # By the first member for a type that is there.
      def form_of(root)
        Provider::GENERATIONS.each_value { |form| return form if root.key?(form.type) }
        Provider::GENERATIONS.each_value.first
      end

      def spans
        return @spans if @spans

        spans = RawText.new(@text).spans(root)
        frozen? ? spans : @spans = spans
      end
    end
  end
end
