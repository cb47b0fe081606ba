# frozen_string_literal: true

require 'json'
require 'socket'
require 'tempfile'
require 'timeout'
require_relative 'support'

# serve.rb in a process of its own, and a client that speaks HTTP by hand.
class Server
  BUDGET = 8
  NAMES = %w[puma webrick].freeze

  def self.all
    @all ||= NAMES.map { |name| new(name) }
  end

  attr_reader :name

  def initialize(name)
    @name = name
    @notes = Tempfile.new('notes')
    @log = Tempfile.new('log')
    command = [{ 'NOTES' => @notes.path }, RbConfig.ruby, "#{__dir__}/serve.rb", name]
    output = IO.popen(command, err: @log.path)
    Minitest.after_run { Process.kill(:KILL, output.pid) }
    @port = Integer(output.gets || raise("#{name} does not start: #{log}"))
  end

  # What handlers told since the last time.
  def notes
    File.readlines(@notes.path, chomp: true).drop(@seen ||= 0).tap { |lines| @seen += lines.size }
  end

  def log = File.read(@log.path)

  # Posts a body, signed if no headers are given; returns the status, the body, and the headers.
  def post(query, body, headers: nil, method: 'POST', path: '/webhooks')
    response(send_request(query, body, headers:, method:, path:))
  end

  def send_request(query, body, headers: nil, method: 'POST', path: '/webhooks')
    connect.tap { |socket| write(socket, query, body, headers:, method:, path:) }
  end

  # Posts once more on a connection, which the server may have closed.
  def again(socket, body)
    write(socket, '', body)
    response(socket)
  end

  def connect = TCPSocket.new('127.0.0.1', @port)

  # Reads a response, and leaves the connection open.
  def response(socket)
    Timeout.timeout(BUDGET) do
      status, *lines = lines(socket)
      fields = lines.to_h { |line| line.split(': ', 2) }.transform_keys(&:downcase)
      length = fields['content-length']
      body = length ? socket.read(length.to_i) : socket.read
      [status.to_s[9, 3].to_i, parsed(body.to_s), fields]
    end
  rescue Errno::ECONNRESET
    [0, nil, {}]
  end

  private

  def write(socket, query, body, headers: nil, method: 'POST', path: '/webhooks')
    headers ||= W::Testing.sign(SECRET, body)
    headers = { 'Host' => 'localhost', 'Connection' => 'close', 'Content-Length' => body.bytesize }.merge(headers)
    lines = headers.compact.map { |name, value| "#{name}: #{value}\r\n" }
    socket.write("#{method} #{path}?#{query} HTTP/1.1\r\n#{lines.join}\r\n#{body}")
  rescue Errno::EPIPE, Errno::ECONNRESET
    # The response may have come before all was sent.
  end

  def lines(socket)
    lines = []
    while (line = socket.gets&.chomp) && !line.empty?
      lines << line
    end
    lines
  end

  def parsed(body)
    JSON.parse(body)
  rescue JSON::ParserError
    body
  end
end
