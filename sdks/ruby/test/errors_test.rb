# frozen_string_literal: true

require_relative 'support'

class ErrorsTest < Minitest::Test
  include Support

  def test_errors_are_the_table
    rows = JSON.parse(File.read(File.expand_path('../../../schema/errors.json', __dir__))).fetch('errors')
    refute_empty rows
    table = W::ERRORS.map do |code, row|
      { 'code' => code, 'hint' => row.hint, 'meaning' => row.meaning, 'status' => row.status }
    end
    assert_equal(rows.map { |row| row.except('family') }, table)
  end

  def test_an_error_says_all
    error = W::WebhookError.new('body_too_large', '9 bytes')
    assert_equal 413, error.status
    assert_includes error.message, '(9 bytes)'
    assert_equal %i[code message hint status], error.to_h.keys
  end

  def test_a_parsed_body_is_refused
    [{}, [], nil, 1].each do |body|
      assert_equal('body_already_parsed', code { W::Verifier.new(SECRET).verify(body, {}) })
    end
  end

  def test_secrets_that_are_none
    [[nil], :symbol, "\xFF", "\xFF".b, 'a'.encode('UTF-16LE').force_encoding('BINARY') + "\xD8".b].each do |secret|
      assert_equal('invalid_secret', code { W::Verifier.new(secret) }, secret.inspect)
    end
  end

  def test_the_key_is_the_text_whatever_its_encoding
    body = '{"type":"x"}'
    headers = W::Testing.sign('Schlüssel', body)
    ['Schlüssel'.b, 'Schlüssel'.encode('ISO-8859-1')].each do |secret|
      assert_equal 'x', W::Verifier.new(secret).verify(body, headers).type
    end
  end
end
