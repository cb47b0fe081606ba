# frozen_string_literal: true

require_relative 'support'

# What is read by Ruby's parser, what is looked at more strictly, and the raw text of both.
class JsonTest < Minitest::Test
  include Support

  STRICT = W::Json::StrictPath

  def event(text) = W::Event.parse(text)

  # The member `a` of a body, as raw text; or the code of the error.
  def member(value)
    code { return event("{\"type\":\"x\",\"a\":#{value}}").members['a'] }
  end

  def test_ordinary_bodies_take_the_fast_path
    ordinary = ['{"type":"x"}', '{"a":"https://a.example/b","c":"a/b"}', '{"a":"\n \"quoted\" \u00e9 \ud83d\ude00"}',
                "{\"a\":#{'9' * 4000}}", '{"a":"é"}', *W::Testing::SAMPLES.values]
    ordinary.each { |text| refute STRICT.needed?(text.b), text }
    unusual = ['{"a":1}//', '{"a":/**/1}', '{"a":"\ud800"}', '{"a":"\q"}', '{"a":"\u12"}', '{"a":"\\\\ud800"}',
               "{\"a\":#{'9' * 20_000}}", '{"a":"//"}']
    unusual.each { |text| assert STRICT.needed?(text.b), text }
  end

  # Versions of the parser take some of it.
  def test_what_is_no_json
    ['/**/1', '1/**/', "1//\n", '"\q"', '"\u12"', '"\u12G4"', "\"\n\"", "\"\u0000\"", 'NaN', 'Infinity', '-Infinity',
     '01', '-', '1.', '.5', '+1', '1e', "'a'", '[1,]', '[,1]', '{"b":1,}', '{"b" 1}', '{b:1}', '1 2', 'tru',
     'nulll', '"', '"\"', '[', "\f1", "1\u0000"].each do |value|
      assert_equal 'body_not_json', member(value), value
    end
    assert_equal('body_not_json', code { event("\uFEFF{\"type\":\"x\"}") })
    assert_equal('body_not_json', code { event("{\"type\":\"\xC3\"}") })
  end

  def test_what_only_looks_unusual
    ['"//"', '"/* */"', '"\\\\x"', '"\\\\u12"', '"\\\\ud800"', '"\\\\\ud83d\ude00"', '"\" // \""', '"\/\/"', '1E+5',
     '-0', '1e999', '9' * 20_000, "\"#{'9' * 20_000}\"", "-#{'1' * 20_000}", "0.#{'1' * 20_000}", "1e#{'9' * 20_000}",
     "[#{'1' * 9000},\"\\\"\",#{'2' * 9000}]", '{"":{"":""}}'].each do |value|
      assert_equal value, member(value), value
    end
  end

  def test_lone_surrogates
    { '"\ud800"' => "\uFFFD", '"\udc00\ud800"' => "\uFFFD\uFFFD", '"\ud800\ud83d\ude00"' => "\uFFFD😀",
      '"\ud83d\ude00\ude00"' => "😀\uFFFD", '"\\\\\ud800"' => "\\\uFFFD", '"\\\\ud83d\ude00"' => "\\ud83d\uFFFD",
      '"\uD83D\uDE00"' => '😀', '"\ud800\\\\"' => "\uFFFD\\" }.each do |raw, text|
      event = event("{\"type\":#{raw},\"n\":1}")
      assert_equal [text, raw], [event.type, event.members['type']]
    end
  end

  def test_depth_comes_before_syntax
    deep = ->(depth) { "{\"type\":\"x\",\"a\":#{'[' * (depth - 1)}#{']' * (depth - 1)}}" }
    assert_equal 'x', event(deep[64]).type
    ['', '/**/', '"\q"', "\u0000"].each do |junk|
      assert_equal('body_too_deep', code { event(deep[65] + junk) })
    end
    assert_equal('body_not_json', code { event("#{deep[64]}/**/") })
    # Brackets in strings are none, also where what comes after them is no JSON.
    assert_equal('body_not_json', code { event("{\"type\":\"#{'[' * 99}\\\"#{'[' * 99}\",}") })
  end

  def received(to: '[]', size: '1', more: '')
    '{"type":"email.received","createdAt":"2025-11-12T10:30:00Z","data":{"inboundEmailId":"i","from":{"email":"f"},' \
      "\"to\":#{to},\"cc\":[],\"subject\":\"s\",\"attachments\":[{\"attachmentId\":\"a\",\"attachmentIndex\":0," \
      "\"filename\":\"f\",\"contentType\":\"t\",\"size\":#{size}}],\"spamVerdict\":\"PASS\"," \
      "\"virusVerdict\":\"PASS\",\"receivedAt\":\"2025-11-12T10:30:00Z\"#{more}}}"
  end

  def test_extra_has_what_attributes_can_not_print
    { '1.0' => 1, '1e0' => 1, '-0' => 0, '9007199254740991.0' => 9_007_199_254_740_991 }.each do |raw, size|
      attachment = event(received(size: raw)).data.attachments.first
      assert_equal [size, { 'size' => raw }], [attachment.size, attachment.extra]
    end
    assert_empty event(received).data.attachments.first.extra
    ['1.5', '-1', '9007199254740992', '1e400', '"1"', 'null'].each do |raw|
      assert_instance_of W::Invalid, event(received(size: raw)), raw
    end
  end

  def test_extra_of_nested_objects
    to = '[{"email":"a\ud800"},{"email":"b","name":null,"\u006eew":[{"a":1.0}]},{"email":"c"}]'
    data = event(received(to:)).data
    assert_equal ["a\uFFFD", 'b', 'c'], data.to.map(&:email)
    extras = [{ 'email' => '"a\ud800"' }, { 'name' => 'null', 'new' => '[{"a":1.0}]' }, {}]
    assert_equal [extras, {}], [data.to.map(&:extra), data.extra]
    assert_equal [[false, true, false], [nil, [{ 'a' => 1.0 }], nil]],
                 [data.to.map { |address| address.null?(:name) }, data.to.map { |address| address['new'] }]
  end

  # The last one of equal names counts, with all that is in it.
  def test_duplicate_names
    more = ',"to":1,"to":[{"email":"old","a":1}],"to":[{"email":"new","b":2,"b":3}],"z":1,"z":{}'
    data = event(received(more:)).data
    assert_equal [['new'], { 'b' => '3' }, { 'z' => '{}' }], [data.to.map(&:email), data.to.first.extra, data.extra]
    assert_equal '2', event('{"type":"x","a":{"b":1},"\u0061":2}').members['a']
  end

  def test_the_reason_names_the_member
    { received(size: 'true') => '`data`: `attachments`: `0`: `size`: expected an integer',
      received(to: '[{"name":"n"}]') => '`data`: `to`: `0`: there is no `email`',
      received(to: '{}') => '`data`: `to`: expected an array',
      '{"type":"email.opened","data":{}}' => '`createdAt` is not an ISO 8601 time',
      '{"type":"email.opened","createdAt":"2025-11-12T10:30:00Z"}' => 'there is no `data`' }.each do |body, reason|
      assert_equal reason, event(body).reason
    end
  end

  def test_errors_hold_nothing_of_the_body
    error = assert_raises(W::WebhookError) { event('{"type":"x","a":"private",}') }
    assert_nil error.cause
    refute_includes error.full_message, 'private'
  end

  # An object prints its values, not the text that it came from.
  def test_what_is_printed
    event = event(received)
    assert_equal '#<AutosendWebhooks::Address email="f", name=nil>', event.data.from.inspect
    refute_includes event.inspect, 'Document'
  end
end
