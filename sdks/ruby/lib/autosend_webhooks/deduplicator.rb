# frozen_string_literal: true

require_relative 'generated/provider'
require_relative 'options'
require_relative 'timestamp'

module AutosendWebhooks
  # What a deduplicator says of a delivery. Frozen.
  #
  # `outcome` is a symbol:
  #
  # - `:first`: not handled before. Process it, then say `done` or `forget`.
  # - `:duplicate`: handled before. Answer 200 and do nothing.
  # - `:in_progress`: at work at this moment, and it may fail yet. Answer 503, so that it comes again.
  # - `:expired`: not known, and created longer ago than the memory reaches, so nobody can tell whether it was handled.
  #   Answer 200, and look it up in your own records if you can.
  #
  # `id_reused` tells of a `:first` whether another body came under the same delivery id: worth a line in a log, since
  # one of the two was sent again by somebody else.
  Admission = Struct.new(:outcome, :id_reused) do
    def initialize(outcome, id_reused = false) # rubocop:disable Style/OptionalBooleanParameter
      super
      freeze
    end

    # Whether the delivery is to be processed.
    def first? = outcome == :first
  end

  # Remembers deliveries in memory, to process each event once.
  #
  # The body's SHA-256 alone decides; the delivery id is a label. A delivery is claimed by `admit`. What was handled is
  # `done`; what was not is freed by `forget`, and processed when it comes again. In between a repeat is
  # `:in_progress`. And because the memory ends somewhere, events that are not known and were created before it begins
  # are told apart.
  #
  # It lives in one process and forgets on restart: with several processes, bring an object of your own that keeps
  # them in a database with a unique index on the digest. It has the methods `admit`, which returns an {Admission} or
  # its outcome, `forget`, and if you like `done`.
  class Deduplicator
    # How long a delivery is remembered by default, in seconds.
    WINDOW = Provider::WINDOW
    # How many deliveries that were handled are remembered by default.
    CAPACITY = Provider::CAPACITY

    # `since` is from when on its age counts, Unix milliseconds: the later one of admission and creation.
    Memory = Struct.new(:digest, :id, :since)
    private_constant :Memory

    # @param window [Numeric] how long a delivery is remembered, in seconds
    # @param capacity [Integer] how many are; beyond that the oldest go first, and a repeat of those gets in
    def initialize(window: WINDOW, capacity: CAPACITY)
      @window = Options.millis(:window, window)
      @capacity = Options.count(:capacity, capacity, 1)
      @lock = Mutex.new
      # By digest: what is claimed, and what is done, in that order.
      @working = {}
      @done = {}
      # Memories of both, by id and digest.
      @ids = {}
    end

    # Claims a delivery, if it is neither handled nor at work. Of any number of threads with the same body one is the
    # first.
    #
    # @param delivery [Delivery]
    # @param now [Time]
    # @return [Admission]
    def admit(delivery, now: Time.now)
      now = Timestamp.millis(now)
      horizon = now - @window
      created = delivery.created_at&.unix_millis || now
      memory = Memory.new(delivery.digest, delivery.id, [now, created].max)
      undisturbed do
        drop(oldest) while oldest && oldest.since < horizon
        next Admission.new(:in_progress) if @working.key?(memory.digest)
        next Admission.new(:duplicate) if known?(memory.digest, horizon)
        next Admission.new(:expired) if created <= horizon

        claim(memory, horizon)
      end
    end

    # Remembers that a claimed delivery was handled. Without a claim it does nothing.
    #
    # @param delivery [Delivery]
    # @return [void]
    def done(delivery)
      digest = delivery.digest
      undisturbed do
        memory = @working.delete(digest)
        next unless memory

        drop(oldest) if @done.size >= @capacity
        @done[digest] = memory
      end
      nil
    end

    # Frees a delivery that was not handled, so that its retry is processed; also one that was done.
    #
    # @param delivery [Delivery]
    # @return [void]
    def forget(delivery)
      digest = delivery.digest
      undisturbed { drop(@working[digest] || @done[digest]) }
      nil
    end

    private

    # Nothing interrupts a thread halfway: a claim that nobody knows of would never end.
    def undisturbed(&)
      Thread.handle_interrupt(Object => :never) { @lock.synchronize(&) }
    end

    def oldest = @done.first&.last

    # Whether a delivery was handled within the window.
    def known?(digest, horizon)
      memory = @done[digest]
      return false unless memory
      return true if memory.since >= horizon

      drop(memory)
      false
    end

    def claim(memory, horizon)
      id_reused = taken?(memory.id, horizon)
      @working[memory.digest] = memory
      (@ids[memory.id] ||= {})[memory.digest] = memory
      Admission.new(:first, id_reused)
    end

    # Whether another delivery has the id.
    def taken?(id, horizon)
      while (digest = @ids[id]&.first&.first)
        return true if @working.key?(digest) || known?(digest, horizon)
      end
      false
    end

    def drop(memory)
      return unless memory

      @working.delete(memory.digest)
      @done.delete(memory.digest)
      digests = @ids[memory.id]
      digests.delete(memory.digest)
      @ids.delete(memory.id) if digests.empty?
    end
  end
end
