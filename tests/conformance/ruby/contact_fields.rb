# frozen_string_literal: true

# Contact fields of a generated package are attributes: contact_fields.rb SDK

require_relative 'sdk'

sdk = load_sdk(ARGV.fetch(0))
data = sdk::Event.parse(sdk::Testing::SAMPLES.fetch('contact.created')).data
got = [data.plan, data.seats, data.lifetime_value, data.newsletter, data.tags, data.renews_at, data.extra.keys]
fits = got == ['pro', 12, 1249.5, true, %w[beta eu], nil, %w[address]]
warn got.inspect unless fits
puts "#{fits ? 1 : 0} passed, #{fits ? 0 : 1} failed"
exit(fits)
