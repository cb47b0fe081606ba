# frozen_string_literal: true

require 'json'
require 'stringio'
require_relative 'deduplicator'
require_relative 'errors'
require_relative 'headers'
require_relative 'options'

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
      body = Body.read(env, verifier.max_body)
      env['rack.input'] = StringIO.new(body)
      verifier.verify(body, Headers.from_rack(env))
    end

    # @return [Array] a Rack response
    def response(status, body, headers = {})
      [status, { 'content-type' => 'application/json', **headers }, [JSON.generate(body)]]
    end

    def refuse(error)
      # What is left of a body that is too large is not waited for.
      response(error.status, error.to_h, error.code == 'body_too_large' ? { 'connection' => 'close' } : {})
    end

    def wrong_method = response(405, { message: 'Webhooks come by POST.' }, { 'allow' => 'POST' })

    # Writes a line to wherever the server logs.
    #
    # @api private
    def log(env, line)
      logger = env['rack.logger']
      logger ? logger.error("webhooks: #{line}") : (env['rack.errors'] || $stderr).puts("webhooks: #{line}")
    rescue StandardError
      warn "webhooks: #{line}"
    end

    # The raw body of a request, never more of it than a byte above the limit: that tells a body at the limit from a
    # larger one.
    #
    # @api private
    module Body
      # What keeps the bytes that it has read, by what it calls them: Rails, and Rack where it took them for a form.
      KEPT = ['RAW_POST_DATA', 'rack.request.form_vars'].freeze

      module_function

      def read(env, limit)
        length = length(env)
        raise WebhookError.new('body_too_large', "#{length} bytes, the limit is #{limit}") if length > limit

        kept = env[KEPT.first]
        return kept.b if kept.is_a?(String) && !kept.empty?

        body = input(env['rack.input'], limit + 1)
        complete?(env, body, length) ? body : rest(env, body)
      end

      # A length that is no number is the server's business.
      def length(env)
        text = env['CONTENT_LENGTH'].to_s
        text.match?(/\A[0-9]{1,18}\z/) ? text.to_i : 0
      end

      def complete?(env, body, length)
        body.bytesize >= length && !(body.empty? && env['HTTP_TRANSFER_ENCODING'].to_s.match?(/chunked/i))
      end

      def rest(env, body)
        kept = env[KEPT.last]
        return kept.b if kept.is_a?(String) && !kept.empty?

        detail = "rack.input has #{body.bytesize} bytes left, since something has read it and it can't go back: " \
                 'verify before anything reads the body, or use Rack::RewindableInput::Middleware'
        raise WebhookError.new('body_already_parsed', detail)
      end

      def input(input, limit)
        return ''.b unless input

        rewind(input)
        body = ''.b
        while body.bytesize < limit && (part = input.read(limit - body.bytesize)) && !part.empty?
          body << part
        end
        body
      end

      def rewind(input)
        input.rewind if input.respond_to?(:rewind)
      rescue SystemCallError, IOError
        # A pipe or a socket: what is left is all there is.
      end
    end
    private_constant :Body

    # The body of a response. If the server closes it before it has taken all of it, the response was not sent.
    #
    # @api private
    class Response
      def initialize(text, &unsent)
        @text = text
        @unsent = unsent
      end

      def each
        yield @text
        @unsent = nil
      end

      def close
        unsent = @unsent
        @unsent = nil
        unsent&.call
      end
    end
    private_constant :Response

    # An application that receives deliveries by POST: it verifies each and processes each once. Mount it where
    # webhooks come in.
    #
    #   run AutosendWebhooks::Rack::App.new(verifier) { |delivery| Queue.push(delivery.id, delivery.body) }
    #
    # It responds when your block is through. AutoSend waits {Provider::RESPONSE_TIMEOUT} seconds for that, so put
    # longer work into a queue.
    #
    # - 200 and `{"received": true, "duplicate": false}`, with `"id_reused": true` where another body came under the
    #   same id, `"duplicate": true` where it was handled before, and `"expired": true` where nobody can tell;
    # - 503 and the code `in_progress` for a repeat that comes while the first is at work;
    # - 500 and `handler_failed` where your block raises. Then, and however else it is left (a timeout, a thread that is
    #   killed, `throw`, `exit`), or if the server can't send the response, the delivery is free, and
    #   AutoSend's retry is processed;
    # - 503 and `deduplicator_failed` where the deduplicator raises, before anything is processed;
    # - the status of a {WebhookError} and what its `to_h` says for what is not authentic.
    class App
      OUTCOMES = %i[first duplicate in_progress expired].freeze
      private_constant :OUTCOMES

      # @param seen [#admit, #forget] a {Deduplicator}, or an object of yours like it
      # @param failed [#call, nil] is told what was refused or failed, for your log; without it the server's log is told
      #   what is not the sender's fault
      # @param on_expired [#call, nil] is given what is too old to tell whether it was handled; raise, and it comes
      #   again
      def initialize(verifier, seen: Deduplicator.new, failed: nil, on_expired: nil, &handle)
        raise ArgumentError, 'there is no block to handle deliveries' unless handle

        missing = %i[admit forget].reject { |method| seen.respond_to?(method) }
        raise ArgumentError, "seen has no #{missing.join(' and no ')}" unless missing.empty?

        @verifier = verifier
        @seen = seen
        @failed = Options.callable(:failed, failed)
        @on_expired = Options.callable(:on_expired, on_expired)
        @handle = handle
      end

      def call(env)
        return Rack.wrong_method unless env['REQUEST_METHOD'] == 'POST'

        begin
          delivery = Rack.verify(@verifier, env)
        rescue WebhookError => e
          tell(env, e) if @failed || e.status >= 500
          return Rack.refuse(e)
        end
        # What interrupts the thread, interrupts the handlers or what waits: nothing in between, where a claim would
        # stay.
        Thread.handle_interrupt(Object => :never) { receive(env, delivery) }
      end

      private

      def receive(env, delivery)
        admission = begin
          admit(delivery)
        rescue StandardError => e
          tell(env, e)
          return not_now('deduplicator_failed')
        end
        case admission.outcome
        when :first then process(env, delivery, admission.id_reused)
        when :duplicate then Rack.response(200, { received: true, duplicate: true })
        when :in_progress then not_now('in_progress')
        else expire(env, delivery)
        end
      end

      # What the deduplicator says, which may be an outcome alone.
      def admit(delivery)
        said = Thread.handle_interrupt(Object => :on_blocking) { @seen.admit(delivery) }
        outcome = said.respond_to?(:outcome) ? said.outcome : said
        outcome = OUTCOMES.find { |known| known.to_s == outcome.to_s } if outcome.is_a?(String) || outcome.is_a?(Symbol)
        raise TypeError, "admit returned #{outcome.inspect}, which is no outcome" unless OUTCOMES.include?(outcome)

        Admission.new(outcome, said.respond_to?(:id_reused) && said.id_reused ? true : false)
      end

      def process(env, delivery, id_reused)
        Rack.log(env, "another body came under the delivery id #{delivery.id}; both are processed") if id_reused
        handled = run(env) { @handle.call(delivery) }
        handled ? handled(env, delivery, id_reused) : failure
      ensure
        # However it was left.
        settle(env, delivery, handled ? :done : :forget)
      end

      def expire(env, delivery)
        Rack.log(env, "the delivery #{delivery.id} was created before the memory of what was handled begins")
        return failure unless run(env) { @on_expired&.call(delivery) }

        Rack.response(200, { received: true, duplicate: false, expired: true })
      end

      # Whether code of the user's ended well. What is no failure but a way out goes on.
      def run(env, &)
        Thread.handle_interrupt(Object => :immediate, &)
        true
      rescue StandardError, ScriptError, SystemStackError => e
        tell(env, e)
        false
      end

      # Says `done` or `forget`; an object of the user's may know no `done`.
      def settle(env, delivery, how)
        return if how == :done && !@seen.respond_to?(:done)

        Thread.handle_interrupt(Object => :on_blocking) { @seen.public_send(how, delivery) }
      rescue StandardError => e
        tell(env, e)
      end

      def handled(env, delivery, id_reused)
        said = { received: true, duplicate: false, **(id_reused ? { id_reused: } : {}) }
        status, headers, texts = Rack.response(200, said)
        body = Response.new(texts.first) { settle(env, delivery, :forget) }
        # Servers that know it tell of responses that could not be sent.
        env['rack.response_finished']&.push(->(*, error) { settle(env, delivery, :forget) if error })
        [status, { **headers, 'content-length' => texts.first.bytesize.to_s }, body]
      end

      def failure = Rack.response(500, { received: false, code: 'handler_failed' })

      def not_now(code) = Rack.response(503, { received: false, code: }, { 'retry-after' => '1' })

      # Tells the log what failed. What the log itself raises changes no response.
      def tell(env, error)
        return @failed.call(error) if @failed

        Rack.log(env, "#{error.class}: #{error.message}")
      rescue StandardError => e
        Rack.log(env, "what is told of failures failed: #{e.class}: #{e.message}")
        Rack.log(env, "#{error.class}: #{error.message}")
      end
    end

    # Passes authentic requests for a path on, with the delivery in the environment, and responds to all others itself.
    #
    #   use AutosendWebhooks::Rack::Middleware, verifier, path: '/webhooks'
    #   env[AutosendWebhooks::Rack::DELIVERY] # the delivery
    #
    # The path is guarded with all that is below it, by any method, and in every spelling that a router may take for it:
    # in other case, with a slash at the end, with slashes or dots doubled, escaped, with an extension.
    class Middleware
      # @param path [String] from where the middleware is mounted, or from the root of the server
      def initialize(app, verifier, path: '/webhooks')
        raise ArgumentError, "path must be a String, got #{path.class}" unless path.is_a?(String)

        @app = app
        @verifier = verifier
        words = plain(path).map { |word| Regexp.escape(word) }
        @guarded = /\A#{words.join('/')}(?![-\w])/in
        @guarded = // if words.empty?
      end

      def call(env)
        return @app.call(env) unless guards?(env)
        return Rack.wrong_method unless env['REQUEST_METHOD'] == 'POST'

        begin
          env[DELIVERY] = Rack.verify(@verifier, env)
        rescue WebhookError => e
          Rack.log(env, e.message) if e.status >= 500
          return Rack.refuse(e)
        end
        @app.call(env)
      end

      private

      def guards?(env)
        path = env['PATH_INFO'].to_s
        [path, env['SCRIPT_NAME'].to_s + path].any? do |spelling|
          words = plain(spelling)
          [words, resolved(words)].any? { |it| @guarded.match?(it.join('/')) }
        end
      end

      # The words of a path. Some servers unescape it, and some applications do once more.
      def plain(path)
        text = path.b
        2.times { text = text.gsub(/%(\h\h)/n) { Regexp.last_match(1).hex.chr } }
        text.tr('\\', '/').split('/').reject { |word| ['', '.'].include?(word) }
      end

      def resolved(words)
        words.each_with_object([]) { |word, path| word == '..' ? path.pop : path.push(word) }
      end
    end
  end
end
