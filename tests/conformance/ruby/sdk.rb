# frozen_string_literal: true

# Loads the gem in a folder, and returns its module.
def load_sdk(folder)
  path = Dir["#{folder}/lib/*.rb"].first
  require File.expand_path(path)
  Object.const_get(File.basename(path, '.rb').split('_').map(&:capitalize).join)
end

# What became of an event.
def outcome(sdk, event)
  { sdk::Unknown => 'unknown', sdk::Invalid => 'invalid' }.fetch(event.class, 'typed')
end

# What an accepted delivery is, as tests/vectors/README.md names it.
def describe(sdk, delivery)
  {
    'type' => delivery.type,
    'outcome' => outcome(sdk, delivery.event),
    'generation' => delivery.event.generation,
    'delivery_id' => delivery.id,
    'sent_at_ms' => delivery.sent_at_millis,
    'created_at' => delivery.created_at&.to_s,
    'secret_index' => delivery.secret_index,
    'digest' => delivery.digest
  }
end
