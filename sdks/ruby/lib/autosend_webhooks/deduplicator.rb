# frozen_string_literal: true

# Generated from schema/ by `cargo xtask generate`; do not edit.

require_relative 'timestamp'

module AutosendWebhooks
  # Remembers deliveries in memory, to process each event once.
  #
  # A delivery is a duplicate when its id or the digest of its body was seen. A replayed body does not enter its id:
  # an attacker can't use it to make a genuine delivery to come look like a duplicate. And because the memory ends
  # somewhere, events whose creation time lies before it are told apart.
  #
  # It lives in one process and forgets on restart: with several processes, use unique indexes on the id and the
  # digest in a database of yours.
  class Deduplicator
    # How long a delivery is remembered by default, in seconds.
    WINDOW = 86400
    # How many deliveries are remembered by default.
    CAPACITY = 100000

    # `since` is from when on its age counts, Unix milliseconds: the later one of admission and creation.
    Memory = Struct.new(:digest, :id, :since)
    private_constant :Memory

    # @param window [Numeric] how long a delivery is remembered, in seconds
    # @param capacity [Integer] how many are; beyond that the oldest go first, and a replay of those gets in
    def initialize(window: WINDOW, capacity: CAPACITY)
      @window = (window * 1000).round
      @capacity = [capacity, 1].max
      @lock = Mutex.new
      # In order of admission.
      @by_digest = {}
      @by_id = {}
    end

    # Whether a delivery is to be processed; one that is counts as seen from now on. Of any number of threads with the
    # same delivery, one gets `:first`.
    #
    # @param delivery [Delivery]
    # @param now [Time]
    # @return [Symbol] `:first`: process it. `:duplicate`: answer 200 and do nothing. `:expired`: created longer ago
    #   than the memory reaches, so nobody can tell; answer 200 and do nothing, or look it up in your own records
    def admit(delivery, now: Time.now)
      now = Timestamp.millis(now)
      created = delivery.created_at&.unix_millis || now
      horizon = now - @window
      @lock.synchronize do
        drop_oldest while oldest && oldest.since < horizon
        next :duplicate if @by_digest.key?(delivery.digest) || @by_id.key?(delivery.id)
        next :expired if created <= horizon

        drop_oldest while @by_digest.size >= @capacity
        remember(Memory.new(delivery.digest, delivery.id, [now, created].max))
        :first
      end
    end

    # Forgets a delivery whose processing failed, so that its retry is processed.
    #
    # @param delivery [Delivery]
    # @return [void]
    def forget(delivery)
      @lock.synchronize do
        memory = @by_digest[delivery.digest]
        # Both must belong to this delivery: a replay must not make the original's id free again.
        drop(memory) if !memory.nil? && memory.equal?(@by_id[delivery.id])
      end
    end

    private

    def oldest = @by_digest.first&.last

    def drop_oldest = drop(oldest)

    def remember(memory)
      @by_digest[memory.digest] = memory
      @by_id[memory.id] = memory
    end

    def drop(memory)
      @by_digest.delete(memory.digest)
      @by_id.delete(memory.id)
    end
  end
end
