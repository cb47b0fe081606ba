# frozen_string_literal: true

require_relative 'support'

class LeaksTest < Minitest::Test
  include Support

  def test_no_secret_is_printed
    verifier = W::Verifier.new([SECRET])
    [verifier, W::Rack::App.new(verifier) do
                 nil
               end, [verifier], verifier.instance_variable_get(:@secrets)].each do |value|
      refute_includes [value.inspect, value.to_s, *capture_io { pp(value) }].join, SECRET
    end
  end

  def test_no_secret_is_in_an_error
    error = assert_raises(W::WebhookError) { W::Verifier.new("#{SECRET} ") }
    refute_includes error.full_message + error.inspect, SECRET
  end

  def test_a_verifier_is_not_dumped
    assert_raises(TypeError) { Marshal.dump(W::Verifier.new(SECRET)) }
  end
end
