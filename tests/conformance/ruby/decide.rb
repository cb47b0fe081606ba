# frozen_string_literal: true

# Tells what a Ruby SDK makes of each request on standard input, as README.md beside this folder describes it:
# decide.rb SDK

require_relative 'sdk'

# Warnings are failures like any other.
module Warning
  def self.warn(message, **) = raise(message)
end
$VERBOSE = true

def bytes(hex) = [hex].pack('H*')

def hex(text) = text.nil? ? '-' : text.unpack1('H*')

def verified(sdk, columns)
  _, now, strict, secrets, body, pairs = columns
  headers = Hash.new { |hash, name| hash[name] = [] }
  pairs.to_s.split(',').each do |pair|
    name, value = pair.split('=', 2).map { |part| bytes(part) }
    headers[name] << value
  end
  verifier = sdk::Verifier.new(secrets.split(',', -1).map { |secret| bytes(secret) }, strict: strict == '1')
  verifier.verify_at(bytes(body), headers, Time.at(0, Integer(now), :millisecond))
end

def decision(sdk, columns)
  is = describe(sdk, verified(sdk, columns))
  %w[type delivery_id created_at].each { |name| is[name] = hex(is[name]) }
  ['accepted', *is.values.map { |value| value.nil? ? '-' : value }]
rescue sdk::WebhookError => e
  ['error', e.code]
rescue StandardError, SystemStackError, NoMemoryError => e
  $stderr.write("#{columns.first}: #{e.full_message(highlight: false)}\n")
  ['crash', e.class.name]
end

sdk = load_sdk(ARGV.fetch(0))
$stdin.each_line(chomp: true) do |line|
  columns = line.split("\t", -1)
  puts [columns.first, *decision(sdk, columns)].join("\t")
end
