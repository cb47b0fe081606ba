# frozen_string_literal: true

require_relative 'rack'

module AutosendWebhooks
  # Rails, without needing the gem: a concern for controllers.
  module Rails
    # Verifies the requests of a controller before its actions, whatever their method is, and responds to those that
    # are refused.
    #
    #   class WebhooksController < ActionController::API
    #     include AutosendWebhooks::Rails::Controller
    #
    #     def create
    #       ProcessJob.perform_later(webhook.id, webhook.body) # AutoSend does not wait long
    #       head :ok
    #     end
    #
    #     private
    #
    #     def webhook_verifier = VERIFIER
    #   end
    module Controller
      def self.included(controller)
        # A signature stands in for the token against forged requests.
        controller.skip_forgery_protection if controller.respond_to?(:skip_forgery_protection)
        controller.before_action(:verify_webhook)
      end

      # The delivery that the request is.
      #
      # @return [Delivery]
      attr_reader :webhook

      private

      # The controller says which one.
      def webhook_verifier
        raise NotImplementedError, "#{self.class} has no webhook_verifier"
      end

      def verify_webhook
        return respond(Rack.wrong_method) unless request.env['REQUEST_METHOD'] == 'POST'

        @webhook = Rack.verify(webhook_verifier, request.env)
      rescue WebhookError => e
        Rack.log(request.env, e.message) if e.status >= 500
        respond(Rack.refuse(e))
      end

      def respond(rack_response)
        status, headers, texts = rack_response
        headers.each { |name, value| response.set_header(name, value) }
        render body: texts.first, status:, content_type: headers['content-type']
      end
    end
  end
end
