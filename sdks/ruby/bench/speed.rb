# frozen_string_literal: true

# Compares the package with what one would paste instead: speed.rb FOLDER
#
# The folder has, for each label, `LABEL.body` and `LABEL.headers` (lines `name: value`), and a file `secret`. It prints
# lines of label, variant, and the median, 10th and 90th percentile of the nanoseconds a call takes, with tabs between:
# processor time, since others may be at work on the machine.

require 'json'
require 'openssl'
require_relative '../lib/autosend_webhooks'

LABELS = %w[250B 700B 64KiB 64KiB-non-ascii].freeze
ROUNDS = 31
ROUND_SECONDS = 0.02

# One signed request, and three ways to take it.
class Speed
  include AutosendWebhooks

  VARIANTS = %i[snippet event read].freeze

  def initialize(body, headers, secret)
    @body = body
    @headers = headers
    @secret = secret
    names = headers.to_h { |name, _| [name.downcase, name] }
    @signature, @timestamp = [Headers::SIGNATURE, Headers::TIMESTAMP].map { |name| names.fetch(name.downcase) }
    @millis = Integer(headers.fetch(@timestamp), 10)
    @now = Time.at(0, @millis, :millisecond)
    @verifier = Verifier.new(secret)
    @attributes = Hash.new { |known, model| known[model] = model.attributes }
  end

  # Everything that is necessary, and nothing else.
  def snippet
    expected = OpenSSL::HMAC.hexdigest('SHA256', @secret, @body)
    given = @headers[@signature]
    right = given.bytesize == expected.bytesize && OpenSSL.fixed_length_secure_compare(expected, given)
    raise 'signature' unless right
    raise 'timestamp' if (@millis - @headers[@timestamp].to_i).abs > 300_000

    JSON.parse(@body)
  end

  def event = @verifier.verify_at(@body, @headers, @now).event

  def read = attributes(event.data)

  # Nanoseconds of a call, by variant: the median, the 10th and the 90th percentile.
  def measure
    calls = VARIANTS.to_h { |variant| [variant, enough(variant)] }
    rounds = Array.new(ROUNDS) { calls.map { |variant, number| nanoseconds(variant, number) / number } }
    VARIANTS.zip(rounds.transpose).to_h do |variant, times|
      sorted = times.sort
      [variant, [50, 10, 90].map { |percent| sorted[(sorted.size - 1) * percent / 100] }]
    end
  end

  private

  def attributes(model)
    @attributes[model.class].each do |attribute|
      value = model.public_send(attribute)
      Array(value).each { |item| attributes(item) if item.is_a?(Model) }
    end
  end

  # How many calls take as long as a round should; it warms up, too.
  def enough(variant)
    calls = 1
    calls *= 2 while nanoseconds(variant, calls) < ROUND_SECONDS * 1e9
    calls
  end

  def nanoseconds(variant, calls)
    start = Process.clock_gettime(Process::CLOCK_PROCESS_CPUTIME_ID, :nanosecond)
    case variant
    when :snippet then calls.times { snippet }
    when :event then calls.times { event }
    else calls.times { read }
    end
    Process.clock_gettime(Process::CLOCK_PROCESS_CPUTIME_ID, :nanosecond) - start
  end
end

folder = ARGV.fetch(0)
secret = File.read(File.join(folder, 'secret')).strip
LABELS.each do |label|
  lines = File.readlines(File.join(folder, "#{label}.headers"), chomp: true)
  headers = lines.to_h { |line| line.split(': ', 2) }
  measured = Speed.new(File.binread(File.join(folder, "#{label}.body")), headers, secret).measure
  measured.each { |variant, times| puts [label, variant, *times].join("\t") }
end
