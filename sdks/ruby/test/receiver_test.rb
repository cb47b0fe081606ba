# frozen_string_literal: true

require_relative 'server'

# The application under real servers.
class ReceiverTest < Minitest::Test
  include Support

  HANDLED = { 'received' => true, 'duplicate' => false }.freeze
  REPEATED = { 'received' => true, 'duplicate' => true }.freeze
  FAILED = { 'received' => false, 'code' => 'handler_failed' }.freeze
  BUSY = { 'received' => false, 'code' => 'in_progress' }.freeze

  def each_server
    Server.all.each do |server|
      server.notes
      yield server
    rescue Minitest::Assertion => e
      raise e.class, "#{server.name}: #{e.message}", e.backtrace
    end
  end

  # It is not answered 200, and the retry is processed.
  def assert_comes_again(server, query, response)
    body = opened(query)
    status, got = server.post(query, body)
    assert_equal [query, 500, response || got], [query, status, got]
    assert_equal [200, HANDLED], server.post('', body).take(2), query
    assert_equal [200, REPEATED], server.post('', body).take(2), query
  end

  def test_handler_fails
    each_server do |server|
      %w[raise load deep].each { |what| assert_comes_again(server, "do=#{what}", FAILED) }
    end
  end

  def test_handler_is_cancelled
    each_server do |server|
      assert_comes_again(server, 'do=way-out', { 'interrupted' => 'WayOut' })
      assert_comes_again(server, 'do=throw&within=catch', nil)
      # A thread that is killed has no value.
      body = opened('killed')
      refute_equal 200, server.post('do=kill&within=thread', body).first
      assert_equal [200, HANDLED], server.post('', body).take(2)
    end
  end

  def test_handler_times_out
    each_server do |server|
      assert_comes_again(server, 'do=sleep&within=timeout', { 'interrupted' => 'Timeout::Error' })
    end
  end

  # Puma hands a chunk on when it was sent; WEBrick keeps all of it, and tells nothing.
  def test_response_cannot_be_sent
    body = opened('hung up')
    calls = 0
    app = W::Rack::App.new(W::Verifier.new(SECRET)) { calls += 1 }
    post = lambda { |**env|
      app.call({ 'REQUEST_METHOD' => 'POST', 'rack.input' => StringIO.new(body), **request(body), **env })
    }
    # A server whose write fails.
    _, _, response = post.call
    assert_raises(Errno::EPIPE) { response.each { |part| part.empty? || raise(Errno::EPIPE) } }
    2.times { response.close }
    # One that does not come to writing.
    post.call.last.close
    # One of Rack 3 that tells.
    finished = []
    status, headers, response = post.call('rack.response_finished' => finished)
    response.each { |part| refute_empty part }
    response.close
    finished.each { |callback| callback.call({}, status, headers, IOError.new('gone')) }
    # And one that is through.
    post.call('rack.response_finished' => finished).last.tap { |it| it.each { |part| refute_empty part } }.close
    finished.last.call({}, 200, {}, nil)
    assert_equal [REPEATED, 4], [JSON.parse(post.call.last.first), calls]
  end

  def request(body) = W::Testing.rack_env(SECRET, body).merge('CONTENT_LENGTH' => body.bytesize.to_s)

  def test_body_read_before
    each_server do |server|
      %w[all once form-of-once rails].each do |way|
        assert_equal [200, HANDLED], server.post("read=#{way}", opened(way)).take(2), way
      end
      %w[all-of-once part-of-once].each do |way|
        status, response = server.post("read=#{way}", opened(way))
        assert_equal [way, 500, 'body_already_parsed'], [way, status, response['code']]
        assert_includes response['message'], 'RewindableInput'
      end
    end
  end

  def test_callback_throws
    each_server do |server|
      assert_equal [500, FAILED], server.post('do=raise&failed=raises', opened('1')).take(2)
      assert_equal 'missing_signature', server.post('failed=raises', opened('2'), headers: {})[1]['code']
      %w[admit true frist nil].each do |fails|
        status, response, headers = server.post("fails=#{fails}", opened('3'))
        assert_equal [fails, 503, { 'received' => false, 'code' => 'deduplicator_failed' }], [fails, status, response]
        assert_equal '1', headers['retry-after']
      end
      assert_includes server.log, '10.1.2.3'
      body = opened('4')
      assert_equal [HANDLED, REPEATED], Array.new(2) { server.post('fails=text', body)[1] }
      assert_equal [200, HANDLED], server.post('fails=done', opened('5')).take(2)
      assert_equal [500, FAILED], server.post('fails=forget&do=raise', opened('6')).take(2)
    end
  end

  def test_expired
    each_server do |server|
      old = opened('old', Time.now - 100_000)
      assert_equal [500, FAILED], server.post('on_expired=raises', old).take(2)
      assert_equal [200, HANDLED.merge('expired' => true)], server.post('on_expired=notes', old).take(2)
      assert_equal [200, HANDLED.merge('expired' => true)], server.post('', old).take(2)
      assert_equal(['on_expired'], server.notes.map { |note| note[/\w+/] })
    end
  end

  def test_repeat_while_at_work
    each_server do |server|
      body = opened('at work')
      first = server.send_request('do=sleep', body)
      sleep(0.3)
      status, response, headers = server.post('', body)
      assert_equal [503, BUSY, '1'], [status, response, headers['retry-after']]
      assert_equal [200, HANDLED], server.response(first).take(2)
      assert_equal [200, REPEATED], server.post('', body).take(2)
      assert_equal 1, server.notes.size
    end
  end

  def test_too_large_then_keep_alive
    each_server do |server|
      [100_001, 3_000_000].each do |size|
        socket = server.send_request('', ' ' * size, headers: { 'Connection' => nil })
        status, response, headers = server.response(socket)
        assert_equal [413, 'body_too_large', 'close'], [status, response['code'], headers['connection'].downcase]
        # Whether the server closes or not: what comes next on the connection is not taken for a part of the body.
        status, response = server.again(socket, opened('next'))
        assert_includes [0, 200], status
        assert_equal HANDLED, response if status == 200
      end
      chunk = "#{60_000.to_s(16)}\r\n#{' ' * 60_000}\r\n"
      headers = { 'Transfer-Encoding' => 'chunked', 'Content-Length' => nil }
      status, response = server.post('', "#{chunk}#{chunk}0\r\n\r\n", headers:)
      assert_equal [413, 'body_too_large'], [status, response['code']]
      assert_equal [200, HANDLED], server.post('', opened('small')).take(2)
    end
  end

  def test_nothing_hangs
    each_server do |server|
      status, _, headers = server.post('', '', headers: {}, method: 'GET')
      assert_equal [405, 'POST'], [status, headers['allow']]
      assert_equal 405, server.post('', '', method: 'PUT').first
      assert_equal 'body_not_json', server.post('', '')[1]['code']
      status, response = server.post('secret=none', opened('1'))
      assert_equal [500, 'invalid_secret'], [status, response['code']]
      assert_includes server.log, 'The webhook secret'
    end
  end

  def test_an_id_that_is_reused_is_reported
    each_server do |server|
      post = ->(body) { server.post('', body, headers: W::Testing.sign(SECRET, body, delivery_id: 'reused'))[1] }
      assert_equal HANDLED, post.call(opened('one'))
      assert_equal HANDLED.merge('id_reused' => true), post.call(opened('other'))
      assert_includes server.log, 'the delivery id reused'
    end
  end

  # An application over what is remembered, called in a thread of its own.
  def call_in_thread(body, seen, &handle)
    app = W::Rack::App.new(W::Verifier.new(SECRET), seen:, &handle)
    input = { 'REQUEST_METHOD' => 'POST', 'rack.input' => StringIO.new(body), 'rack.errors' => StringIO.new }
    Thread.new { app.call(input.merge(request(body))) }.tap { |thread| thread.report_on_exception = false }
  end

  # Remembers, and lets the test do something as soon as a delivery is claimed.
  class Slow < W::Deduplicator
    def initialize(claimed)
      super()
      @claimed = claimed
    end

    def admit(...)
      super.tap do
        @claimed << Thread.current
        # No waiting, which could be interrupted.
        Thread.pass until @claimed.empty? && Thread.current.pending_interrupt?
      end
    end
  end

  def test_an_interrupt_between_admission_and_handler
    claimed = Queue.new
    seen = Slow.new(claimed)
    body = opened('1')
    thread = call_in_thread(body, seen) { sleep(1) }
    claimed.pop.raise(WayOut)
    left(thread)
    assert_predicate W::Deduplicator.instance_method(:admit).bind_call(seen, deliver(body)), :first?
  end

  def test_an_interrupt_while_a_claim_is_freed
    seen = W::Deduplicator.new
    body = opened('1')
    failed = Queue.new
    lock = seen.instance_variable_get(:@lock)
    thread = call_in_thread(body, seen) do
      failed << lock
      Thread.pass until lock.locked?
      raise 'a failure'
    end
    failed.pop.synchronize do
      Thread.pass until thread.stop?
      thread.raise(WayOut)
      sleep(0.1)
    end
    left(thread)
    assert_predicate seen.admit(deliver(body)), :first?
  end

  # Without a length, and without an end.
  def test_no_more_is_read_than_the_limit
    endless = Class.new { def read(length = 1) = ' ' * length }.new
    env = { 'REQUEST_METHOD' => 'POST', 'rack.input' => endless, 'rack.errors' => StringIO.new }
    Timeout.timeout(5) { assert_equal 413, W::Rack::App.new(W::Verifier.new(SECRET)) { nil }.call(env).first }
  end

  # Interrupted at any moment: a delivery is done, or it is free. Claims that nobody has would never end.
  def test_interrupts_leave_no_claim
    300.times do |number|
      seen = W::Deduplicator.new
      app = W::Rack::App.new(W::Verifier.new(SECRET), seen:) { 20.times { Thread.pass } }
      body = opened(number.to_s)
      env = { 'REQUEST_METHOD' => 'POST', 'rack.input' => StringIO.new(body), 'rack.errors' => StringIO.new,
              **request(body) }
      thread = Thread.new { app.call(env) }
      thread.report_on_exception = false
      (number % 60).times { Thread.pass }
      sleep(rand / 500) if number.odd?
      (number % 3).zero? ? thread.kill : thread.raise(WayOut)
      left(thread)
      refute_equal :in_progress, seen.admit(deliver(body)).outcome, number
    end
  end

  def left(thread)
    thread.join
  rescue WayOut
    # It was raised in there.
  end

  class WayOut < Exception; end # rubocop:disable Lint/InheritException

  # What a handler is, and what it is not.
  def test_options_that_make_no_sense
    verifier = W::Verifier.new(SECRET)
    assert_raises(ArgumentError) { W::Rack::App.new(verifier) }
    assert_raises(ArgumentError) { W::Rack::App.new(verifier, seen: Object.new) { nil } }
    assert_raises(ArgumentError) { W::Rack::App.new(verifier, failed: 'log') { nil } }
    assert_raises(ArgumentError) { W::Rack::App.new(verifier, on_expird: nil) { nil } }
    assert_raises(ArgumentError) { W::Rack::Middleware.new(verifier, verifier, path: nil) }
  end
end
