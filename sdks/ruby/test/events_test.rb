# frozen_string_literal: true

require_relative 'support'

class EventsTest < Minitest::Test
  include Support

  def test_samples_are_typed_and_signed
    assert_equal W::EVENTS.keys, W::Testing::SAMPLES.keys
    W::EVENTS.each do |type, event|
      delivery = deliver(W::Testing::SAMPLES.fetch(type))
      assert_equal [type, event], [delivery.type, delivery.event.class]
    end
  end

  def test_absent_and_null_are_told_apart
    body = '{"type":"email.opened","createdAt":"2025-11-12T10:30:00Z",' \
           '"data":{"emailId":"","from":"","to":{"email":""%s},"subject":"","test":true}}'
    to = ['', ',"name":null', ',"name":"Ada"'].map { |name| deliver(format(body, name)).event.data.to }
    assert_equal [nil, nil, 'Ada'], to.map(&:name)
    assert_equal([false, true, false], to.map { |address| address.null?(:name) })
  end

  def test_the_first_generation_is_read_into_the_same_class
    body = '{"event":"email.bounced","timestamp":"2025-11-12T10:30:00.000Z","data":{"emailId":"e","from":"f",' \
           '"to":{"email":"t"},"subject":"s","bounceType":"Sideways","bounceReason":"full"}}'
    case deliver(body).event
    in W::EmailBounced[generation: 1, data: { reason: 'full', test: false, bounce_type: }]
      assert_equal 'Sideways', bounce_type
    end
    refute W::BounceType.known?('Sideways')
    assert W::BounceType.known?(W::BounceType::PERMANENT)
  end

  def test_what_no_attribute_names_is_kept
    event = deliver('{"type":"contact.created","createdAt":"2025-11-12T10:30:00.000Z","new":[1.0],' \
                    '"data":{"email":"a@b.example","seats":92233720368547758079,"plan":"pro"}}').event
    assert_equal({ 'new' => '[1.0]' }, event.extra)
    assert_equal({ 'seats' => '92233720368547758079', 'plan' => '"pro"' }, event.data.extra)
    assert_equal ['pro', 92_233_720_368_547_758_079, nil], [event.data['plan'], event.data['seats'], event.data['none']]
  end

  def test_an_event_can_be_made_and_written
    event = W::ContactDeleted.new(
      created_at: W::Timestamp.of(Time.at(1_762_943_400)),
      data: W::ContactDeletedData.new(email: 'jane@example.org')
    )
    body = '{"type":"contact.deleted","createdAt":"2025-11-12T10:30:00.000Z","data":{"email":"jane@example.org"}}'
    assert_equal body, event.to_json
    assert_equal "[#{body}]", JSON.generate([event])
    assert_equal event, deliver(body).event
  end

  def test_data_is_checked_and_frozen
    assert_raises(ArgumentError) { W::Address.new(name: 'no address') }
    assert_raises(ArgumentError) { W::ContactDeletedData.new(mail: 'jane@example.org') }
    assert_predicate W::ContactDeletedData.new, :frozen?
    assert_predicate deliver('{"type":"x"}').event, :frozen?
  end

  def test_unknown_and_invalid_keep_their_data
    unknown = deliver('{"type":"email.dropped","data":{"n":1e999}}').event
    assert_instance_of W::Unknown, unknown
    assert_equal '{"n":1e999}', unknown.data
    invalid = deliver('{"type":"email.opened","createdAt":"2025-11-12T10:30:00Z","data":[]}').event
    assert_instance_of W::Invalid, invalid
    assert_equal '[]', invalid.data
    refute_empty invalid.reason
  end

  def test_a_megabyte_of_anything_is_read
    ['\\n', 'a', '\\u00e9', '\\ud83d', 'é'].each do |part|
      text = part * (1_000_000 / part.bytesize)
      assert_equal "\"#{text}\"", deliver("{\"type\":\"x\",\"data\":\"#{text}\"}").event.data
    end
  end

  def test_times_are_exact
    time = W::Timestamp.parse('2025-11-12T10:30:00.123456789+05:30')
    assert_equal Time.utc(2025, 11, 12, 5, 0, Rational(123_456_789, 1_000_000_000)), time.to_time
    assert_equal 1_762_923_600_123, time.unix_millis
  end
end
