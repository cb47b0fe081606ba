# frozen_string_literal: true

# Serves config.ru with WEBrick at the port in PORT (0: any free one), and says so once it listens.

require 'rack'
require 'webrick'
# Rack 3 has its servers in a gem of their own.
require 'rackup' if Gem::Version.new(Rack.release) >= Gem::Version.new('3')

handler = (defined?(Rackup) ? Rackup : Rack)::Handler::WEBrick
app, = Rack::Builder.parse_file(File.join(__dir__, 'config.ru'))
server = WEBrick::HTTPServer.new(
  BindAddress: '127.0.0.1',
  Port: ENV.fetch('PORT', '3000').to_i,
  AccessLog: [],
  Logger: WEBrick::Log.new($stderr, WEBrick::Log::WARN)
)
server.mount('/', handler, app)
trap('TERM') { server.shutdown }
$stdout.sync = true
puts "listening on http://127.0.0.1:#{server.listeners.first.addr[1]}"
server.start
