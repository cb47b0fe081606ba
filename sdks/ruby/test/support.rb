# frozen_string_literal: true

require 'minitest/autorun'
require_relative '../lib/autosend_webhooks'

W = AutosendWebhooks
SECRET = 'whsec_0123456789abcdef0123456789abcdef'

# What the tests share.
module Support
  # Signs and verifies a body.
  def deliver(body, **options)
    W::Verifier.new(SECRET).verify(body, W::Testing.sign(SECRET, body, **options))
  end

  # A body like no other, created at a time.
  def opened(name, created = Time.now)
    JSON.generate(
      type: 'email.opened', createdAt: W::Timestamp.of(created).to_s,
      data: { emailId: name, from: 'a@b.example', to: { email: 'c@d.example' }, subject: '', test: false }
    )
  end

  def code
    yield
    'no error'
  rescue W::WebhookError => e
    e.code
  end

  module_function

  # Seconds of the processor, whatever else it does.
  def seconds
    start = Process.clock_gettime(Process::CLOCK_PROCESS_CPUTIME_ID)
    yield
    Process.clock_gettime(Process::CLOCK_PROCESS_CPUTIME_ID) - start
  end
end
