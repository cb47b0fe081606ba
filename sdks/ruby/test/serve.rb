# frozen_string_literal: true

# What the tests of adapters serve: serve.rb puma|webrick, at any free port, which it prints. The query says by which
# adapter, and what the handler does.

require 'rack'
require 'stringio'
require 'timeout'
require_relative '../lib/autosend_webhooks'

W = AutosendWebhooks
SECRET = 'whsec_0123456789abcdef0123456789abcdef'

# What is not StandardError.
class WayOut < Exception; end # rubocop:disable Lint/InheritException

# A deduplicator of the user's own that fails at one thing, or knows no `done`.
class Failing
  def initialize(seen, fails)
    @seen = seen
    @fails = fails
  end

  def admit(delivery)
    case @fails
    when 'admit' then raise IOError, 'the database is at 10.1.2.3'
    when 'true', 'frist' then @fails == 'true' || @fails
    when 'nil' then nil
    when 'text' then @seen.admit(delivery).outcome.to_s
    else @seen.admit(delivery)
    end
  end

  def done(delivery)
    raise IOError, 'done' if @fails == 'done'

    @seen.done(delivery)
  end

  def forget(delivery)
    raise IOError, 'forget' if @fails == 'forget'

    @seen.forget(delivery)
  end
end

# An application for every test.
class Application
  def initialize
    @seen = W::Deduplicator.new
    @verifier = W::Verifier.new(SECRET, max_body: 100_000)
    @notes = File.open(ENV.fetch('NOTES'), 'a')
    @notes.sync = true
  end

  def call(env)
    query = Rack::Utils.parse_query(env['QUERY_STRING'])
    read_before(env, query['read'])
    within(query['within']) { adapter(query).call(env) }
  end

  private

  # How the application is interrupted.
  def within(how, &)
    case how
    when 'timeout' then Timeout.timeout(0.3, &)
    when 'catch' then catch(:out, &) || [500, {}, []]
    when 'thread' then Thread.new(&).value
    else yield
    end
  rescue Timeout::Error, WayOut => e
    [500, { 'content-type' => 'application/json' }, [JSON.generate(interrupted: e.class.name)]]
  end

  def adapter(query)
    verifier = query['secret'] == 'none' ? W::Verifier.new(-> { ENV.fetch('THERE_IS_NONE', nil) }) : @verifier
    case query['adapter']
    when 'middleware' then W::Rack::Middleware.new(method(:mounted), verifier)
    else receiver(verifier, query)
    end
  end

  def mounted(env)
    delivery = env[W::Rack::DELIVERY]
    @notes.puts("handled #{delivery ? delivery.id : 'what was not verified'}")
    [200, { 'content-type' => 'application/json' }, [JSON.generate(received: env['rack.input'].read.bytesize)]]
  end

  def receiver(verifier, query)
    callbacks = %w[failed on_expired].to_h { |name| [name.to_sym, callback(name, query[name])] }
    seen = query['fails'] ? Failing.new(@seen, query['fails']) : @seen
    W::Rack::App.new(verifier, seen:, **callbacks) do |delivery|
      @notes.puts("handled #{delivery.id}")
      act(query['do'].to_s)
    end
  end

  def callback(name, what)
    case what
    when 'raises' then ->(_) { raise 'a callback' }
    when 'notes' then ->(it) { @notes.puts("#{name} #{it.respond_to?(:id) ? it.id : it.class}") }
    end
  end

  def act(what)
    case what
    when 'raise' then raise 'a text that is nobody\'s business'
    when 'load' then require 'there_is_no_such_file'
    when 'deep' then deep
    when 'way-out' then raise WayOut
    when 'throw' then throw :out
    when 'kill' then Thread.current.kill
    when 'sleep' then sleep(1)
    when 'large' then 'x' * 1000
    end
  end

  def deep = deep + 1

  # Bodies that something has read, or that can't go back.
  def read_before(env, how)
    case how
    when 'all' then env['rack.input'].read
    when 'once' then env['rack.input'] = once(env['rack.input'].read)
    when 'part-of-once' then env['rack.input'] = once(env['rack.input'].read).tap { |input| input.read(10) }
    when 'all-of-once' then env['rack.input'] = once(env['rack.input'].read).tap(&:read)
    when 'form-of-once'
      env['rack.input'] = once(env['rack.input'].read)
      env['rack.request.form_vars'] = env['rack.input'].read
    when 'rails' then env['RAW_POST_DATA'] = env['rack.input'].read
    end
  end

  # An input as Rack 3 allows it.
  def once(text)
    reader, writer = IO.pipe
    Thread.new { writer.tap { |it| it.write(text) }.close }
    reader
  end
end

def serve_with_puma(app)
  require 'puma'
  server = Puma::Server.new(app, Puma::Events.stdio, min_threads: 4, max_threads: 4)
  port = server.add_tcp_listener('127.0.0.1', 0).addr[1]
  puts port
  server.run.join
end

def serve_with_webrick(app)
  require 'webrick'
  server = WEBrick::HTTPServer.new(BindAddress: '127.0.0.1', Port: 0, AccessLog: [], Logger: WEBrick::Log.new($stderr))
  server.mount('/', Rack::Handler::WEBrick, app)
  puts server.listeners.first.addr[1]
  server.start
end

$stdout.sync = true
send("serve_with_#{ARGV.fetch(0)}", Application.new)
