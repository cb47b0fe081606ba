# frozen_string_literal: true

require_relative 'support'

# Nothing takes more than linear time: twice as much takes twice the time, not four times. And a mebibyte of anything
# takes less than twenty times what Ruby's parser takes for an ordinary document of that size.
class BudgetTest < Minitest::Test
  include Support

  HEADERS = [W::Headers::SIGNATURE, W::Headers::TIMESTAMP, W::Headers::DELIVERY_ID, W::Headers::EVENT].freeze
  MEBIBYTE = 1 << 20
  TIMES = 20

  def self.fill(text, times) = text * (times * MEBIBYTE / text.bytesize)

  def self.within(text) = ->(times) { "{\"type\":\"x\",\"data\":\"#{fill(text, times)}\"}" }

  # Behind an escape that sends it to the strict path.
  def self.strictly(text) = ->(times) { "{\"type\":\"x\",\"odd\":\"\\ud800\",\"data\":[#{fill(text, times)}1]}" }

  def self.size(start, digit) = ->(times) { attachment.sub('"size":1', "\"size\":#{start}#{fill(digit, times)}") }

  def self.attachment = W::Testing.sample('email.received').sub(/"size":\s*\d+/, '"size":1')

  def self.names(number, prefix) = (1..number).map { |name| "\"#{prefix}#{name}\":1," }.join

  def self.nested(times) = "{\"type\":\"x\",\"data\":[#{fill("#{'[' * 60}#{']' * 60},", times)}1]}"

  BODIES = {
    'digits' => ->(times) { "{\"type\":\"x\",\"data\":#{fill('9', times)}}" },
    'digits of an integer' => size('', '9'),
    'digits of a fraction' => size('0.', '1'),
    'digits of an exponent' => size('1e', '9'),
    'digits alone' => ->(times) { fill('9', times) },
    'integers that are just not long' => ->(times) { "{\"type\":\"x\",\"data\":[#{fill("#{'9' * 8000},", times)}1]}" },
    'integers that are long' => ->(times) { "{\"type\":\"x\",\"data\":[#{fill("#{'9' * 20_000},", times)}1]}" },
    'brackets' => ->(times) { fill('[', times) },
    'closing brackets' => ->(times) { fill(']', times) },
    'pairs of brackets' => ->(times) { "{\"type\":\"x\",\"data\":[#{fill('[],', times)}1]}" },
    'pairs of brackets, strictly' => strictly('[],'),
    'pairs of brackets and no end' => ->(times) { "{\"type\":\"x\",\"data\":[#{fill('[],', times)}" },
    'nested brackets' => method(:nested),
    'objects' => ->(times) { fill('{"a":', times) },
    'duplicate names' => ->(times) { "{#{fill('"a":1,', times)}\"type\":\"x\"}" },
    'names' => ->(times) { "{#{names(times << 16, 'a')}\"type\":\"x\"}" },
    'surrogates' => within('\ud800'),
    'surrogates of a type' => ->(times) { "{\"type\":\"#{fill('\ud800', times)}\"}" },
    'surrogates of a name' => ->(times) { "{\"type\":\"x\",\"#{fill('\ud800', times)}\":1}" },
    'pairs of surrogates' => ->(times) { "{\"type\":\"#{fill('\ud83d\ude00', times)}\"}" },
    'escapes' => ->(times) { "{\"type\":\"#{fill('\n', times)}\"}" },
    'escapes that there are not' => ->(times) { "{\"type\":\"#{fill('\q', times)}\"}" },
    'quotes' => ->(times) { fill('"', times) },
    'empty strings, strictly' => strictly('"",'),
    'empty strings and a slash' => ->(times) { "{\"type\":\"/*\",\"data\":[#{fill('"",', times)}1]}" },
    'escaped quotes' => within('\"'),
    'escaped quotes and a slash' => within('\"/*'),
    'slashes' => within('/'),
    'addresses' => within('a://'),
    'comments' => ->(times) { "{\"type\":\"x\"}#{fill('/**/', times)}" },
    'backslashes' => ->(times) { "{\"type\":\"x\",\"data\":\"#{fill('\\', times)}" },
    'escaped backslashes' => within('\\\\\\\\'),
    'blanks' => ->(times) { "#{fill(" \n", times)}{\"type\":\"x\"}#{fill("\t", times)}" },
    'a time' => ->(times) { "{\"type\":\"x\",\"createdAt\":\"2025-11-12T10:30:00.#{fill('1', times)}Z\"}" },
    'letters beyond ASCII' => within('é'),
    'no UTF-8' => ->(times) { fill("\xC3", times) }
  }.freeze

  # A document of a mebibyte as there may be one: with many objects.
  def self.ordinary
    attachment = JSON.parse(W::Testing::SAMPLES.fetch('email.received')).dig('data', 'attachments', 0)
    item = JSON.generate(attachment)
    "[#{Array.new(MEBIBYTE / (item.bytesize + 1), item).join(',')}]"
  end

  def self.parser_seconds
    @parser_seconds ||= begin
      text = ordinary
      times = Array.new(5) { Support.seconds { JSON.parse(text) } }
      times.min
    end
  end

  def least_seconds(body, headers)
    verifier = W::Verifier.new(SECRET, max_body: 4 * MEBIBYTE)
    Array.new(3) do
      GC.start
      seconds { code { verifier.verify(body, headers) } }
    end.min
  end

  # Yields how many times as much it is to be.
  def assert_linear(what)
    once, twice = [1, 2].map { |times| least_seconds(*yield(times)) }
    assert_operator twice, :<, (3 * once) + 0.05, "#{what}: #{once} s, then #{twice} s"
    once
  end

  def test_budget_of_headers
    body = opened('1')
    signed = W::Testing.sign(SECRET, body)
    HEADERS.product([' ', "\t", " \t", '1', ',', '=', 'v1=']).each do |name, filler|
      much = ->(times) { filler * (times * 65_536 / filler.size) }
      ways = {
        before: ->(times) { signed.merge(name => much[times] + signed[name]) },
        after: ->(times) { signed.merge(name => signed[name] + much[times]) },
        inside: ->(times) { signed.merge(name => "a#{much[times]}b") },
        alone: ->(times) { signed.merge(name => much[times]) },
        name: ->(times) { signed.merge(name + much[times] => 'a') }
      }
      ways.each { |way, headers| assert_linear("#{name} #{way} #{filler.inspect}") { |times| [body, headers[times]] } }
    end
  end

  BODIES.each do |what, body|
    define_method("test_budget_of_#{what.tr(' -', '_').delete(',')}") do
      took = assert_linear(what) { |times| [body[times], W::Testing.sign(SECRET, body[times], event: 'x')] }
      limit = TIMES * BudgetTest.parser_seconds
      assert_operator took, :<, limit, "#{what}: #{took} s"
      assert_linear("unsigned #{what}") { |times| [body[times], W::Testing.sign('other', 'x', event: 'x')] }
    end
  end
end
