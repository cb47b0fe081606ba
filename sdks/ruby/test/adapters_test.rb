# frozen_string_literal: true

require_relative 'support'
require 'action_controller'
require 'digest'
require 'rack/lint'
require 'rack/mock'
require 'stringio'

class AdaptersTest < Minitest::Test
  include Support

  # A request as servers hand it over: checked against the specification of Rack, both ways.
  def post(app, body, secret: SECRET, method: 'POST', **options)
    environment = W::Testing.rack_env(secret, body, **options)
    response = Rack::MockRequest.new(Rack::Lint.new(app)).request(method, '/webhooks', input: body, **environment)
    [response.status, response.body.start_with?('{') ? JSON.parse(response.body) : response.body]
  end

  def test_the_application_processes_each_once_and_failures_again
    calls = 0
    told = []
    app = W::Rack::App.new(W::Verifier.new(SECRET), failed: ->(error) { told << error.message }) do
      calls += 1
      raise 'the queue is down' if calls == 1
    end
    body = opened('1')
    assert_equal [500, { 'received' => false, 'code' => 'handler_failed' }], post(app, body)
    assert_equal [200, { 'received' => true, 'duplicate' => false }], post(app, body)
    assert_equal [200, { 'received' => true, 'duplicate' => true }], post(app, body)
    assert_equal [2, ['the queue is down']], [calls, told]
  end

  def test_the_application_refuses
    app = W::Rack::App.new(W::Verifier.new(SECRET, max_body: 1000)) { flunk }
    status, response = post(app, opened('1'), secret: 'other')
    assert_equal [401, 'signature_mismatch'], [status, response['code']]
    assert_equal 413, post(app, ' ' * 1001).first
    assert_equal 405, post(app, '', method: 'GET').first
  end

  def test_a_body_that_was_read_before
    verifier = W::Verifier.new(SECRET)
    body = opened('1')
    environment = { 'CONTENT_LENGTH' => body.bytesize.to_s, **W::Testing.rack_env(SECRET, body) }
    read = StringIO.new(body).tap(&:read)
    assert_equal 'email.opened', W::Rack.verify(verifier, { **environment, 'rack.input' => read }).type
    # Rack 3's input may not be able to go back.
    input = Class.new { def read(_ = nil) = nil }.new
    assert_equal('body_already_parsed', code { W::Rack.verify(verifier, { **environment, 'rack.input' => input }) })
  end

  def test_the_middleware_passes_the_delivery_on
    app = lambda do |environment|
      id = environment[W::Rack::DELIVERY]&.id
      [200, { 'Content-Type' => 'text/plain' }, [id.to_s, environment['rack.input'].read]]
    end
    middleware = W::Rack::Middleware.new(app, W::Verifier.new(SECRET))
    assert_equal [200, 'a{"type":"x"}'], post(middleware, '{"type":"x"}', delivery_id: 'a')
    assert_equal 401, post(middleware, '{"type":"x"}', secret: 'other').first
    elsewhere = W::Rack::Middleware.new(app, W::Verifier.new(SECRET), path: '/elsewhere')
    assert_equal [200, '?'], post(elsewhere, '?', secret: 'other')
  end

  class WebhooksController < ActionController::API
    include W::Rails::Controller

    # Rails reads bodies itself where something asks for parameters.
    prepend_before_action { params.to_unsafe_h.size if request.path.include?('params') }
    prepend_before_action { request.raw_post if request.path.include?('raw') }
    prepend_before_action { request.body.read if request.path.include?('stream') }

    def create = render(json: { id: webhook.id })

    private

    def webhook_verifier = W::Verifier.new(request.path.include?('none') ? nil : SECRET, max_body: 100_000)
  end

  # As the guide to Rails shows it.
  module Guide
    # region: rails
    class WebhooksController < ActionController::API
      include AutosendWebhooks::Rails::Controller

      VERIFIER = AutosendWebhooks::Verifier.new(-> { ENV.fetch('AUTOSEND_WEBHOOK_SECRET', nil) })

      def create
        ProcessWebhookJob.perform_later(webhook.digest, webhook.body) # AutoSend waits 10 seconds
        head :ok
      end

      private

      def webhook_verifier = VERIFIER
    end
    # endregion

    # In the place of a job.
    module ProcessWebhookJob
      def self.queued = @queued ||= []
      def self.perform_later(*arguments) = queued << arguments
    end
  end

  def test_the_guide_to_rails
    ENV['AUTOSEND_WEBHOOK_SECRET'] = SECRET
    app = Guide::WebhooksController.action(:create)
    body = opened('1')
    statuses = [SECRET, 'other'].map { |secret| post(app, body, secret:).first }
    assert_equal [200, 401], statuses
    assert_equal [[Digest::SHA256.hexdigest(body), body]], Guide::ProcessWebhookJob.queued
  ensure
    ENV.delete('AUTOSEND_WEBHOOK_SECRET')
  end

  # The whole of a Rails application's way of a request: its routes, and what overrides methods before them.
  RAILS = Rack::MethodOverride.new(
    ActionDispatch::Routing::RouteSet.new.tap do |routes|
      routes.draw { match '*path', to: WebhooksController.action(:create), via: :all }
    end
  )

  def test_the_controller_verifies_before_its_actions
    app = WebhooksController.action(:create)
    assert_equal [200, { 'id' => 'a' }], post(app, opened('1'), delivery_id: 'a')
    status, response = post(app, opened('1'), secret: 'other')
    assert_equal [401, 'signature_mismatch'], [status, response['code']]
    %w[GET PUT DELETE].each { |method| assert_equal 405, post(app, opened('1'), method:).first }
  end

  # What the middle of a server hands over: an input that goes back, or not.
  def rails(path, body, input: StringIO.new(body), **headers)
    env = Rack::MockRequest.env_for(path, method: 'POST').merge(
      'rack.input' => input, 'rack.errors' => StringIO.new, 'CONTENT_LENGTH' => body.bytesize.to_s,
      **W::Testing.rack_env(SECRET, body, delivery_id: 'a'), **headers
    )
    status, _, response = RAILS.call(env)
    text = +''
    response.each { |part| text << part }
    [status, text.start_with?('{') ? JSON.parse(text) : text]
  end

  # Goes forward alone, as Rack 3 allows it.
  class Once
    def initialize(text) = @text = StringIO.new(text)

    def read(...) = @text.read(...)
  end

  def test_rails_body_read_before
    body = opened('1')
    %w[/raw /params /stream /webhooks].each { |path| assert_equal [200, { 'id' => 'a' }], rails(path, body), path }
    # Rails 6 itself goes back before it reads, so that here nothing but the verification has read it.
    assert_equal [200, { 'id' => 'a' }], rails('/webhooks', body, input: Once.new(body))
    read = Once.new(body).tap(&:read)
    status, response = rails('/webhooks', body, input: read)
    assert_equal [500, 'body_already_parsed'], [status, response['code']]
    assert_equal [200, { 'id' => 'a' }], rails('/webhooks', body, input: read, 'RAW_POST_DATA' => body)
  end

  def test_rails_nothing_hangs
    assert_equal 405, rails('/webhooks', '_method=PUT', 'CONTENT_TYPE' => 'application/x-www-form-urlencoded').first
    assert_equal 413, rails('/webhooks', "[#{'1,' * 50_000}1]").first
    status, response = rails('/none', opened('1'))
    assert_equal [500, 'invalid_secret'], [status, response['code']]
  end

  def test_rotation
    both = W::Verifier.new(['old', SECRET])
    ['old', SECRET].each_with_index do |secret, index|
      assert_equal index, both.verify('{"type":"x"}', W::Testing.sign(secret, '{"type":"x"}')).secret_index
    end
  end
end
