# frozen_string_literal: true

# Loads the gem in a folder, and returns its module.
def load_sdk(folder)
  path = Dir["#{folder}/lib/*.rb"].first
  require File.expand_path(path)
  Object.const_get(File.basename(path, '.rb').split('_').map(&:capitalize).join)
end

# What an accepted delivery is, as tests/vectors/README.md names it.
def describe(sdk, delivery)
  outcomes = { sdk::Unknown => 'unknown', sdk::Invalid => 'invalid' }
  {
    'type' => delivery.type,
    'outcome' => outcomes.fetch(delivery.event.class, 'typed'),
    'generation' => delivery.event.generation,
    'delivery_id' => delivery.id,
    'sent_at_ms' => delivery.sent_at_millis,
    'created_at' => delivery.created_at&.to_s,
    'secret_index' => delivery.secret_index,
    'digest' => delivery.digest
  }
end
