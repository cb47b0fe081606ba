# frozen_string_literal: true

# Loads the gem in a folder, and returns its module.
def load_sdk(folder)
  path = Dir["#{folder}/lib/*.rb"].first
  require File.expand_path(path)
  Object.const_get(File.basename(path, '.rb').split('_').map(&:capitalize).join)
end
