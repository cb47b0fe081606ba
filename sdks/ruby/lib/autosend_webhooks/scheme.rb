# frozen_string_literal: true

module AutosendWebhooks
  # One way in which requests are signed; of several, any is enough. `headers` are the names of its header, of which the
  # first that is there counts; `parts` are pairs of a kind and a text or a header's name.
  #
  # @api private
  Scheme = Struct.new(:scheme, :digest, :headers, :form, :separator, :prefix, :versions, :signature_pair,
                      :timestamp_pair, :encoding, :key, :secret_prefix, :parts, keyword_init: true)

  # Where a text stands: in a header, or where members of the body lead to.
  #
  # @api private
  Source = Struct.new(:header, :path, :optional)

  # Where a request says its type, its id, its time and its data.
  #
  # @api private
  Envelope = Struct.new(:type, :join, :prefix_known, :id, :time, :time_format, :data, :batch, :form_field,
                        keyword_init: true)
end
