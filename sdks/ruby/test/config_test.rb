# frozen_string_literal: true

require_relative 'support'

class ConfigTest < Minitest::Test
  include Support

  def test_options_that_make_no_sense
    [
      { tolerance: -1 }, { tolerance: Float::NAN }, { tolerance: Float::INFINITY }, { tolerance: '300' },
      { future_tolerance: -0.5 }, { future_tolerance: nil }, { max_body: -1 }, { max_body: 1.5 }, { strict: 'no' },
      { tolerence: 1 }
    ].each do |options|
      error = assert_raises(ArgumentError, options.to_s) { W::Verifier.new(SECRET, **options) }
      assert_includes error.message, options.keys.first.to_s
    end
    body = opened('1')
    old = W::Testing.sign(SECRET, body, sent_at: Time.at(1_000_000_000))
    assert_equal 'email.opened', W::Verifier.new(SECRET, tolerance: 1e300).verify(body, old).type
  end

  # Where there is none, it is the request that fails, not the program that starts.
  def test_a_secret_that_is_missing_fails_at_the_first_request
    body = opened('1')
    [nil, '', [], -> {}, -> { '' }, -> { [] }].each do |secrets|
      verifier = W::Verifier.new(secrets)
      assert_equal('invalid_secret', code { verifier.verify(body, W::Testing.sign(SECRET, body)) })
      # The configuration comes before the request.
      assert_equal('invalid_secret', code { verifier.verify({}, {}) })
    end
    [[SECRET, ''], [nil], [SECRET, 1], 'undefined', false].each do |secrets|
      assert_equal('invalid_secret', code { W::Verifier.new(secrets) })
    end
  end

  def test_a_function_is_asked_again_when_a_signature_is_not_right
    secrets = ['old']
    calls = 0
    source = lambda do
      calls += 1
      secrets.is_a?(Exception) ? raise(secrets) : secrets
    end
    verifier = W::Verifier.new(source)
    verify = ->(secret) { verifier.verify('{"type":"x"}', W::Testing.sign(secret, '{"type":"x"}')).secret_index }
    assert_equal [0, 0, 1], [verify['old'], verify['old'], calls]
    secrets = %w[new old]
    assert_equal [0, 1, 2], [verify['new'], verify['old'], calls]
    # Changed in its place.
    secrets.replace(['new'])
    assert_equal([0, 'signature_mismatch', 3], [verify['new'], code { verify['another'] }, calls])
    assert_equal(['signature_mismatch', 0], [code { verify['old'] }, verify['new']])
    [[], nil, ' new', 42, IOError.new(SECRET)].each do |bad|
      secrets = bad
      error = assert_raises(W::WebhookError) { verify['other'] }
      assert_equal 'invalid_secret', error.code
      refute_includes error.message, SECRET
    end
    secrets = 'last'
    assert_equal 0, verify['last']
  end

  def test_deliveries_events_and_errors_are_copied
    %w[contact.created email.received].each do |type|
      delivery = deliver(W::Testing.sample(type), delivery_id: 'a')
      [Marshal.load(Marshal.dump(delivery)), delivery.dup, delivery.clone, delivery.dup.freeze].each do |copy|
        assert_equal [delivery, delivery.event, delivery.digest], [copy, copy.event, copy.digest]
        assert_equal [delivery.hash, delivery.event.hash], [copy.hash, copy.event.hash]
        assert_equal delivery.event.to_json, copy.event.to_json
      end
    end
    error = W::WebhookError.new('body_too_large', '9 bytes')
    [Marshal.load(Marshal.dump(error)), error.dup, error.clone, error.exception('other')].each do |copy|
      assert_equal ['body_too_large', 413, '9 bytes'], [copy.code, copy.status, copy.detail]
    end
  end

  # What is eql has the same hash.
  def test_events_hash_where_they_compare
    events = %w[2025-11-12T10:30:00Z 2025-11-12T11:30:00+01:00 2025-11-12T10:30:00Z].map do |at|
      deliver("{\"type\":\"contact.deleted\",\"createdAt\":\"#{at}\",\"data\":{\"email\":\"a@b.example\"}}").event
    end
    assert_equal events[0], events[1]
    refute events[0].eql?(events[1])
    assert events[0].eql?(events[2])
    assert_equal 2, events.uniq.size
  end

  def test_samples_are_events_of_their_own
    bodies = Array.new(4) { Thread.new { Array.new(50) { W::Testing.sample('email.opened') } } }.flat_map(&:value)
    assert_equal 200, bodies.uniq.size
    seen = W::Deduplicator.new
    bodies.each do |body|
      delivery = deliver(body)
      assert_equal [:first, W::EmailOpened], [seen.admit(delivery).outcome, delivery.event.class]
      assert_in_delta Time.now.to_f, delivery.created_at.to_time.to_f, 5
    end
    time = Time.at(1_762_943_400)
    assert_equal(*Array.new(2) { W::Testing.sample('email.opened', created_at: time) })
    assert_nil W::Testing.sample('email.unheard_of')
  end

  NAMES = ['0', '-1', '', 'constructor', '__construct', '__proto__', 'class', 'method', 'object_id', 'send', 'raise',
           'hash', 'extra', "\u0000", "\u212Aey"].freeze

  # Names that Ruby has for methods of its own.
  def test_members_of_any_name_are_kept
    members = NAMES.map { |name| "#{JSON.generate(name)}:1" }.join(',')
    contact = '{"type":"contact.deleted","createdAt":"2025-11-12T10:30:00.000Z","data":{%s,"email":"a"},%s}'
    bodies = ["{\"type\":\"x\",#{members},\"data\":{}}", "{\"event\":\"x\",#{members}}",
              format(contact, members, members)]
    bodies.each do |body|
      event = deliver(body).event
      refute_kind_of W::Invalid, event
      assert_equal JSON.parse(body), JSON.parse(event.to_json)
    end
  end

  # Lone surrogates in names are U+FFFD there too, and of names that become the same the last wins.
  def test_lone_surrogates_in_names
    members = deliver('{"type":"x","\ud800":1,"\udfff":2,"a\udc00":3}').event.members
    assert_equal({ 'type' => '"x"', "\uFFFD" => '2', "a\uFFFD" => '3' }, members)
  end

  def test_days_are_those_of_the_calendar
    none = %w[2025-02-29 2025-02-30 2025-04-31 1900-02-29 0100-02-29 0000-01-01 2025-00-01 2025-13-01]
    days = %w[2025-02-28 2024-02-29 2000-02-29 0004-02-29 1582-10-10 0001-01-01 9999-12-31]
    assert_equal(days, (days + none).select { |day| W::Timestamp.parse("#{day}T00:00:00Z") })
    assert_equal(-62_135_596_800_000, W::Timestamp.parse('0001-01-01T00:00:00.000999999Z').unix_millis)
    assert_equal(-12_219_724_800_000, W::Timestamp.parse('1582-10-10T00:00:00Z').unix_millis)
  end

  # Of a header's name only ASCII letters have cases.
  def test_names_of_headers
    body = opened('1')
    signed = W::Testing.sign(SECRET, body)
    verifier = W::Verifier.new(SECRET)
    assert_equal 'email.opened', verifier.verify(body, signed.transform_keys(&:upcase)).type
    kelvin = signed.transform_keys { |name| name.sub('hook-Sig', "hoo\u212A-Sig") }
    assert_equal('missing_signature', code { verifier.verify(body, kelvin) })
  end

  # The bytes count, in whatever encoding they are; and they are those of the moment.
  def test_bodies_of_any_encoding
    text = '{"type":"é"}'
    headers = W::Testing.sign(SECRET, text)
    verifier = W::Verifier.new(SECRET)
    [text.b, text.dup.freeze, text.dup.force_encoding('ISO-8859-1'), text.dup.force_encoding('UTF-16LE')].each do |body|
      assert_equal 'é', verifier.verify(body, headers).type
    end
    assert_equal('signature_mismatch', code { verifier.verify(text.encode('UTF-16LE'), headers) })
    mutable = text.dup
    delivery = verifier.verify(mutable, headers)
    mutable.replace('{"type":"evil"}')
    assert_equal [text.b, 'é', OpenSSL::Digest::SHA256.hexdigest(text)], [delivery.body, delivery.type, delivery.digest]
  end

  def with_warnings
    verbose = $VERBOSE
    $VERBOSE = true
    yield
  ensure
    $VERBOSE = verbose
  end

  # A number below one with many digits is no large one.
  def test_numbers_are_no_larger_than_they_are
    zeros = '0' * 400
    floats = {
      "0.#{'1' * 400}" => 1 / 9.0, '1e400' => Float::INFINITY, '1e-400' => 0.0, '1e-330' => 0.0, '5e-324' => 5e-324,
      "0.#{zeros}1" => 0.0, "0.#{zeros}1e401" => 1.0, "1#{zeros}e-400" => 1.0, '9' * 309 => Float::INFINITY,
      "1#{'0' * 308}" => 1e308, "0e#{zeros}9999" => 0.0, "1e-#{'9' * 400}" => 0.0,
      '1.7976931348623157e308' => Float::MAX
    }
    read = nil
    warnings = capture_io { with_warnings { read = floats.keys.to_h { |raw| [raw, W::Json.float(raw)] } } }
    assert_equal ['', ''], warnings
    assert_equal floats, read
  end
end
