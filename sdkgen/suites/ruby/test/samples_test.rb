# frozen_string_literal: true

# A request of every event, signed by the package itself, arrives as its type; what is forged or too old does not.
require 'json'
require 'minitest/autorun'
require_relative '../lib/autosend_webhooks'

class SamplesTest < Minitest::Test
  SUITE = JSON.parse(File.read("#{__dir__}/samples.json"))
  SAMPLES = SUITE.fetch('samples')
  EXPIRED_AFTER = SUITE.fetch('expired_after_seconds')

  SAMPLES.each do |sample|
    type = sample.fetch('type')

    define_method(:"test_#{type}_arrives_as_its_type") do
      delivery = receive(sample.fetch('body'), signed(sample))
      assert_equal type, delivery.type
      assert_typed delivery.event
    end

    define_method(:"test_#{type}_is_refused_if_it_is_forged") do
      body = sample.fetch('body')
      assert_refused 'signature_mismatch', body, signed(sample, secret: SUITE.fetch('other_secret'))
      assert_refused 'signature_mismatch', "#{body} ", signed(sample) if SUITE.fetch('signs_body')
    end
  end

  def test_an_expired_request_is_refused
    skip 'the provider does not say when a request was sent' unless EXPIRED_AFTER
    sample = SAMPLES.first
    assert_refused 'timestamp_too_old', sample.fetch('body'), signed(sample, sent_at: Time.now - EXPIRED_AFTER)
  end

  def test_an_unknown_type_arrives_without_loss
    sample = SUITE.fetch('unknown_type')
    event = receive(sample.fetch('body'), signed(sample)).event
    assert_instance_of AutosendWebhooks::Unknown, event
    assert_equal sample.fetch('type'), event.type
    assert_equal sample.fetch('json'), JSON.parse(event.to_json)
  end

  def test_an_unknown_member_arrives_without_loss
    sample = SUITE.fetch('unknown_member')
    event = receive(sample.fetch('body'), signed(sample)).event
    assert_typed event
    assert_equal sample.fetch('json'), JSON.parse(event.to_json)
  end

  private

  # The headers of a request, sent now or at another time.
  def signed(sample, secret: SUITE.fetch('secret'), sent_at: Time.now)
    options = { event: sample.fetch('event'), sent_at:, url: SUITE.fetch('url') }
    AutosendWebhooks::Testing.sign(secret, sample.fetch('body'), **options)
  end

  def receive(body, headers)
    AutosendWebhooks::Verifier.new(SUITE.fetch('verifier_secret'), url: SUITE.fetch('url')).verify(body, headers)
  end

  def assert_typed(event)
    refute_kind_of AutosendWebhooks::Unknown, event
    refute_kind_of AutosendWebhooks::Invalid, event
    assert_empty event.problems
  end

  def assert_refused(code, body, headers)
    assert_equal code, assert_raises(AutosendWebhooks::WebhookError) { receive(body, headers) }.code
  end
end
