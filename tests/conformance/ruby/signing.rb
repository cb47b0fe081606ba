# frozen_string_literal: true

# Signs the sample of every event type by a package's first scheme, and verifies it: signing.rb SDK
require_relative 'sdk'

# A secret that is a key in a scheme; of Ed25519 the key of zeros and the public one that goes with it.
def secret_of(scheme)
  zeros = "#{'00' * 32}3b6a27bcceb6a42d62a3a8d02a6f0d73653215771de243a63ac048a18b59da29"
  hex = scheme.scheme == 'ed25519' ? zeros : 'ab' * 32
  scheme.secret_prefix + (scheme.key == :base64 ? [[hex].pack('H*')].pack('m0') : hex)
end

sdk = load_sdk(ARGV.first)
secret = secret_of(sdk::Provider::SIGNATURES.first)
verifier = sdk::Verifier.new(secret, url: 'https://shop.example/hooks')
seen = sdk::EVENTS.keys.filter_map do |type|
  body = sdk::Testing.sample(type) or next
  headers = sdk::Testing.sign(secret, body, event: type, url: 'https://shop.example/hooks')
  delivery = verifier.verify(body, headers)
  raise "#{type}: #{delivery.type}" unless delivery.type == type
  raise "#{type}: #{delivery.event.problems}" unless delivery.event.problems.empty?
  raise "#{type} is lost in a copy" unless Marshal.load(Marshal.dump(delivery)).event.to_json == delivery.event.to_json

  # Who knows the secret can change a body where the secret is sent.
  next type if sdk::Provider::SIGNATURES.first.scheme == 'token'

  begin
    verifier.verify("#{body} ", headers)
    raise "#{type}: a changed body verifies"
  rescue sdk::WebhookError
    type
  end
end
puts "#{seen.size} events are signed and verified"
exit(!seen.empty?)
