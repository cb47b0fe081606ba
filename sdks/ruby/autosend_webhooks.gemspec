# frozen_string_literal: true

require_relative 'lib/autosend_webhooks/generated/provider'

Gem::Specification.new do |spec|
  spec.name = 'autosend_webhooks'
  spec.version = AutosendWebhooks::VERSION
  spec.summary = 'Receive AutoSend webhooks: verified over the raw body, typed, each processed once.'
  spec.authors = ['autosend_webhooks']
  spec.homepage = 'https://autosend.com'
  spec.license = 'MIT'
  spec.required_ruby_version = '>= 3.1'
  spec.files = Dir['lib/**/*.rb', 'README.md', base: __dir__]
  spec.metadata['rubygems_mfa_required'] = 'true'
end
