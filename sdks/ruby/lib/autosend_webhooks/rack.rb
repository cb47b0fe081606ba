# frozen_string_literal: true

# Generated from schema/ by `cargo xtask generate`; do not edit.

require 'json'
require 'stringio'
require_relative 'deduplicator'
require_relative 'errors'
require_relative 'headers'

module AutosendWebhooks
  # Rack, without needing the gem.
  module Rack
    # The key of the delivery in the environment of requests that {Middleware} passes on.
    DELIVERY = 'autosend.webhook.delivery'

    module_function

    # Reads the body of a request, up to the verifier's limit, and verifies it. The body can be read again then.
    #
    # @return [Delivery]
    # @raise [WebhookError] also `body_already_parsed`, where something has read the body and it can't be read again
    def verify(verifier, env)
      length = env['CONTENT_LENGTH'].to_i
      if length > verifier.max_body
        raise WebhookError.new('body_too_large', "#{length} bytes, the limit is #{verifier.max_body}")
      end

      body = read(env['rack.input'], verifier.max_body + 1)
      raise WebhookError.new('body_already_parsed', 'rack.input is empty') if body.empty? && length.positive?

      env['rack.input'] = StringIO.new(body)
      verifier.verify(body, Headers.from_rack(env))
    end

    # One byte more than allowed tells a body at the limit from a larger one.
    def read(input, limit)
      return ''.b unless input

      input.rewind if input.respond_to?(:rewind)
      body = ''.b
      while body.bytesize < limit && (part = input.read(limit - body.bytesize))
        body << part
      end
      body
    end

    # @return [Array] a Rack response
    def answer(status, body, headers = {})
      [status, { 'content-type' => 'application/json', **headers }, [JSON.generate(body)]]
    end

    def refuse(error) = answer(error.status, error.to_h)

    # An application that receives deliveries by POST: it verifies each and processes each once. Mount it where
    # webhooks come in.
    #
    #   run AutosendWebhooks::Rack::App.new(verifier) { |delivery| Queue.push(delivery.id, delivery.body) }
    #
    # It answers `{"received": true, "duplicate": false}` and status 200, the status of a {WebhookError} and what its
    # `to_h` says, or 500 where your block raises: then AutoSend's retry is processed. AutoSend waits
    # 10 seconds for the answer, so put longer work into a queue.
    class App
      # @param failed [#call, nil] is told what was refused or failed, for your log
      def initialize(verifier, seen: Deduplicator.new, failed: nil, &handle)
        @verifier = verifier
        @seen = seen
        @failed = failed
        @handle = handle
      end

      def call(env)
        unless env['REQUEST_METHOD'] == 'POST'
          return Rack.answer(405, { message: 'Webhooks come by POST.' }, { 'allow' => 'POST' })
        end

        receive(Rack.verify(@verifier, env))
      rescue WebhookError => e
        @failed&.call(e)
        Rack.refuse(e)
      end

      private

      def receive(delivery)
        return Rack.answer(200, { received: true, duplicate: true }) unless @seen.admit(delivery) == :first

        process(delivery)
      end

      def process(delivery)
        @handle.call(delivery)
        Rack.answer(200, { received: true, duplicate: false })
      rescue StandardError => e
        @seen.forget(delivery)
        @failed&.call(e)
        Rack.answer(500, { received: false })
      end
    end

    # Passes authentic requests for a path on, with the delivery in the environment, and answers the others for it.
    #
    #   use AutosendWebhooks::Rack::Middleware, verifier, path: '/webhooks'
    #   env[AutosendWebhooks::Rack::DELIVERY] # the delivery
    class Middleware
      def initialize(app, verifier, path: '/webhooks')
        @app = app
        @verifier = verifier
        @path = path
      end

      def call(env)
        return @app.call(env) unless env['PATH_INFO'] == @path && env['REQUEST_METHOD'] == 'POST'

        begin
          env[DELIVERY] = Rack.verify(@verifier, env)
        rescue WebhookError => e
          return Rack.refuse(e)
        end
        @app.call(env)
      end
    end
  end
end
