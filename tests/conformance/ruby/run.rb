# frozen_string_literal: true

# Runs request files through a Ruby SDK, as tests/vectors/README.md describes it: run.rb SDK REQUESTS

require 'json'
require 'time'
require 'uri'
require_relative 'sdk'

# Warnings are failures like any other.
module Warning
  def self.warn(message, **) = raise(message)
end
$VERBOSE = true

# One case of a request file.
class Case
  attr_reader :name

  def initialize(sdk, fields)
    @sdk = sdk
    @fields = fields
    @name = fields.fetch('name')
  end

  # What is wrong, if anything is.
  def problem
    delivery = verify
    got = { 'accepted' => comparable(described(delivery)) }
    wanted = { 'accepted' => comparable(expected['accepted']) }
    return "got #{got}, expected #{expected}" unless got == wanted

    lost(delivery)
  rescue @sdk::WebhookError => e
    return "got #{e.code}, expected #{expected}" unless expected == { 'error' => e.code }

    "the message is: #{e.message}" unless e.message.include?(@fields.fetch('message_contains', ''))
  rescue StandardError => e
    e.full_message(highlight: false)
  end

  private

  def expected = @fields.fetch('expect')

  # An outcome with what the case does not say left out, problems in one order, and a Unix time as an instant.
  def comparable(outcome)
    return outcome unless expected.dig('accepted', 'problems')
    return outcome unless outcome

    created = outcome['created_at']
    problems = outcome['problems'].sort
    outcome.merge('created_at' => created && Time.iso8601(created), 'problems' => problems)
  end

  def described(delivery)
    problems = expected.dig('accepted', 'problems') && { 'problems' => delivery.event.problems.map(&:path) }
    events = events? && { 'events' => delivery.events.map { |event| [event.type, outcome(@sdk, event)] } }
    describe(@sdk, delivery).merge(problems.to_h, events || {})
  end

  # Whether the body holds a list of events.
  def events? = expected['accepted']&.key?('events')

  # What an event says when it is written again, if that is not what came.
  def lost(delivery)
    written = delivery.events.map(&:to_json)
    came = canonical(json)
    return if written.map { |text| canonical(text) } == (events? ? came['events'] : [came])

    "written again: #{written.join("\n")}"
  end

  # The JSON of a body, which may be a form.
  def json
    return body if body.b.match?(/\A\s*[{\[]/n)

    URI.decode_www_form(body).to_h.values.find { |value| value.start_with?('{') }
  end

  def verify
    verifier = @sdk::Verifier.new(@fields.fetch('secrets'), **options)
    verifier.verify_at(body, headers, Time.at(0, @fields.fetch('now_ms'), :millisecond))
  end

  def options
    given = @fields.fetch('options', {})
    options = given.slice('max_body', 'strict', 'url').transform_keys(&:to_sym)
    options[:tolerance] = given['tolerance_ms'] && (given['tolerance_ms'] / 1000r) if given.key?('tolerance_ms')
    options[:future_tolerance] = given['future_tolerance_ms'] / 1000r if given.key?('future_tolerance_ms')
    options
  end

  def body
    return @fields['body_base64'].unpack1('m0') if @fields.key?('body_base64')

    @fields['body'] || @fields.fetch('body_repeat').map { |text, times| text * times }.join
  end

  # Values as bytes: the files spell them in Latin-1.
  def headers
    pairs = @fields.fetch('headers').map { |name, value| [name, value.encode(Encoding::ISO_8859_1).b] }
    pairs.group_by(&:first).transform_values { |all| all.map(&:last) }
  end

  TOKEN = /(?<text>"(?>[^"\\]+|\\.)*")(?<colon>\s*:)?|(?<number>-?[0-9][-+.0-9eE]*)/m
  ESCAPE = /\\(?:u[dD][89abAB]\h\h\\u[dD][c-fC-F]\h\h|(?<lone>u[dD][89a-fA-F]\h\h)|.)/m

  # JSON in one spelling, to compare by: numbers as they are spelled, lone surrogates as other text; in names they are
  # U+FFFD, which is what any SDK makes of them.
  def canonical(json)
    marked = json.dup.force_encoding(Encoding::UTF_8).gsub(TOKEN) do
      found = Regexp.last_match
      found[:number] ? "\"number #{found[:number]}\"" : mark(found[:text], found[:colon]) + found[:colon].to_s
    end
    JSON.parse(marked)
  end

  def mark(text, colon)
    mark = colon ? '\ufffd' : '<lone>'
    text.gsub(ESCAPE) { |escape| Regexp.last_match[:lone] ? mark : escape }
  end
end

folder, requests = ARGV
sdk = load_sdk(folder)
passed = 0
failed = 0
Dir["#{requests}/*.json"].each do |path|
  group = JSON.parse(File.read(path))
  problems = group.fetch('cases').to_h { |fields| [fields['name'], Case.new(sdk, fields).problem] }
  problems.compact.each { |name, problem| $stderr.write("#{name}: #{problem}\n") }
  wrong = problems.values.compact.size
  puts "#{group.fetch('group')} #{problems.size - wrong} #{wrong}"
  passed += problems.size - wrong
  failed += wrong
end
exit(failed.zero? && passed.positive?)
