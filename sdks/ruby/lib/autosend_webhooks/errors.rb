# frozen_string_literal: true

module AutosendWebhooks
  # Why a request was refused. It never contains a secret or a signature.
  class WebhookError < StandardError
    # @return [String] the cause: one code a cause, the same strings in every language
    attr_reader :code

    # @return [String, nil] the particulars of this request, where there are any
    attr_reader :detail

    def initialize(code, detail = nil)
      @code = code
      @detail = detail
      meaning = ERRORS.fetch(code).meaning
      super(detail ? "#{meaning} (#{detail})" : meaning)
    end

    # @return [Integer] the HTTP status to answer with
    def status = ERRORS.fetch(code).status

    # @return [String] what to do about it, in one line
    def hint = ERRORS.fetch(code).hint

    # @return [Hash] what to answer as JSON
    def to_h = { code:, message:, hint:, status: }

    # A row of the table of errors.
    Row = Struct.new(:status, :meaning, :hint)
  end
end
