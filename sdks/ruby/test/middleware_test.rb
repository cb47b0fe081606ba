# frozen_string_literal: true

require_relative 'server'

# What the middleware does not verify never reaches what is mounted behind it.
class MiddlewareTest < Minitest::Test
  include Support

  SPELLINGS = %w[
    /webhooks /webhooks/ /webhooks// /webhooks/x /webhooks/x/y /Webhooks /WEBHOOKS/ //webhooks //webhooks//x /./webhooks
    /webhooks/. /webhooks/.. /webhooks/../x /x/../webhooks /%77ebhooks /webhooks%2Fx /webhooks%2f /%2577ebhooks
    /webhooks.json /webhooks.JSON /webhooks;x /webhooks;x=1/y /web%68ooks/ /webhooks%00 /webhooks%5Cx
  ].freeze
  METHODS = %w[GET HEAD POST PUT PATCH DELETE OPTIONS].freeze

  # An application that takes any path and method for a delivery.
  def guarded(**options)
    @reached = []
    app = lambda do |env|
      @reached << env.values_at('REQUEST_METHOD', 'PATH_INFO', W::Rack::DELIVERY)
      [200, { 'content-type' => 'text/plain' }, ['reached']]
    end
    W::Rack::Middleware.new(app, W::Verifier.new(SECRET), **options)
  end

  def env(path, method, body = '{"type":"x"}', script: '', **options)
    {
      'REQUEST_METHOD' => method, 'SCRIPT_NAME' => script, 'PATH_INFO' => path, 'rack.input' => StringIO.new(body),
      'rack.errors' => StringIO.new, **options
    }
  end

  def test_no_spelling_passes_unverified
    middleware = guarded
    SPELLINGS.product(METHODS) { |path, method| middleware.call(env(path, method)) }
    assert_empty @reached
    # Mounted there, or at a part of it.
    mounts = [['/webhooks', ''], ['/webhooks', '/'], ['/webhooks', '/x'], ['/Webhooks/', ''], ['/hooks', '/webhooks']]
    mounts.product(METHODS) { |(script, path), method| middleware.call(env(path, method, script:)) }
    assert_empty @reached
  end

  def test_an_override_of_the_method_does_not_pass
    overriding = Rack::MethodOverride.new(guarded)
    form = { 'CONTENT_TYPE' => 'application/x-www-form-urlencoded', 'CONTENT_LENGTH' => '11' }
    assert_equal 405, overriding.call(env('/webhooks', 'POST', '_method=PUT', **form)).first
    assert_equal 405, overriding.call(env('/webhooks', 'POST', **W::Testing.rack_env(SECRET, '{"type":"x"}'),
                                                               'HTTP_X_HTTP_METHOD_OVERRIDE' => 'DELETE')).first
    assert_empty @reached
  end

  def test_what_is_verified_passes_and_what_is_elsewhere
    middleware = guarded
    signed = W::Testing.rack_env(SECRET, '{"type":"x"}', delivery_id: 'a')
    ['/webhooks', '/webhooks/', '/webhooks/x'].each { |path| middleware.call(env(path, 'POST', **signed)) }
    assert_equal %w[a a a], (@reached.map { |_, _, delivery| delivery.id })
    @reached.clear
    elsewhere = ['/', '', '/webhook', '/webhooksx', '/webhooks-admin', '/x/webhooks', '/x', '/%', "/\xFF",
                 '/webhoo%E2%84%AAs']
    elsewhere.each { |path| middleware.call(env(path, 'POST')) }
    assert_equal elsewhere, (@reached.map { |_, path,| path })
  end

  def test_paths_of_other_forms
    [['/', '/anything'], ['', '/'], ['/a/b/', '/a/b'], ['a/b', '/A//b/c'],
     ['/hook.php', '/hook.php']].each do |path, requested|
      guarded(path:).call(env(requested, 'POST'))
      assert_empty @reached, path
    end
    guarded(path: '/a/b').call(env('/a', 'POST'))
    assert_equal 1, @reached.size
  end

  def test_servers_pass_nothing_unverified
    Server.all.each do |server|
      server.notes
      SPELLINGS.product(%w[POST PUT GET]) do |path, method|
        next if path == '/webhooks/../x'

        refute_equal 200, server.post('adapter=middleware', '{"type":"x"}', headers: {}, method:, path:).first, path
      end
      assert_empty server.notes
      assert_equal({ 'received' => 12 }, server.post('adapter=middleware', '{"type":"x"}')[1])
    end
  end

  def test_body_read_before
    Server.all.each do |server|
      %w[all once rails].each do |way|
        assert_equal({ 'received' => 12 }, server.post("adapter=middleware&read=#{way}", '{"type":"x"}')[1], way)
      end
      assert_equal 'body_already_parsed', server.post('adapter=middleware&read=all-of-once', '{"type":"x"}')[1]['code']
    end
  end

  def test_too_large_then_keep_alive
    Server.all.each do |server|
      assert_equal 413, server.post('adapter=middleware', ' ' * 100_001).first
      assert_equal 200, server.post('adapter=middleware', '{"type":"x"}').first
    end
  end

  def test_nothing_hangs
    Server.all.each do |server|
      assert_equal 'invalid_secret', server.post('adapter=middleware&secret=none', '{"type":"x"}')[1]['code']
      assert_includes server.log, 'The webhook secret'
    end
  end
end
