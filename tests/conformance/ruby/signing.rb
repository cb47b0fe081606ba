# frozen_string_literal: true

# Signs the sample of every event type by a package's schemes, and verifies it: signing.rb SDK SECRET
require_relative 'sdk'

folder, secret = ARGV
sdk = load_sdk(folder)
verifier = sdk::Verifier.new(secret, url: 'https://shop.example/hooks')
seen = sdk::EVENTS.keys.filter_map do |type|
  body = sdk::Testing.sample(type) or next
  headers = sdk::Testing.sign(secret, body, event: type, url: 'https://shop.example/hooks')
  delivery = verifier.verify(body, headers)
  raise "#{type}: #{delivery.type}" unless delivery.type == type
  raise "#{type}: #{delivery.event.problems}" unless delivery.event.problems.empty?
  raise "#{type} is lost in a copy" unless Marshal.load(Marshal.dump(delivery)).event.to_json == delivery.event.to_json

  begin
    verifier.verify("#{body} ", headers)
    raise "#{type}: a changed body verifies"
  rescue sdk::WebhookError
    type
  end
end
puts "#{seen.size} events are signed and verified"
exit(!seen.empty?)
