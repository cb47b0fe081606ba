# frozen_string_literal: true

require_relative 'support'

class ReplayTest < Minitest::Test
  include Support

  def setup
    @seen = W::Deduplicator.new(window: 3600, capacity: 2)
  end

  def admit(name, id = name, **options) = @seen.admit(deliver(body(name), delivery_id: id), **options)

  # The same for the same name.
  def body(name) = (@bodies ||= Hash.new { |bodies, key| bodies[key] = opened(key) })[name]

  def test_repeats_are_recognised
    assert_equal :first, admit('1', 'a')
    assert_equal :duplicate, admit('1', 'a')
    # A replay under an id that is still to come does not enter that id.
    assert_equal :duplicate, admit('1', 'b')
    assert_equal :first, admit('2', 'b')
    assert_equal :duplicate, admit('3', 'b')
  end

  def test_what_is_forgotten_gets_in_again
    assert_equal :first, admit('1', 'a')
    @seen.forget(deliver(body('1'), delivery_id: 'b'))
    @seen.forget(deliver(body('2'), delivery_id: 'a'))
    assert_equal :duplicate, admit('1', 'a')
    @seen.forget(deliver(body('1'), delivery_id: 'a'))
    assert_equal :first, admit('1', 'a')
  end

  def test_the_memory_ends
    assert_equal :first, admit('1')
    assert_equal :duplicate, admit('1', now: Time.now + 3540)
    assert_equal :expired, admit('1', now: Time.now + 3660)
    assert_equal :expired, @seen.admit(deliver(opened('0', Time.now - 7200)))
  end

  def test_the_oldest_go_first
    assert_equal(%i[first first first], %w[1 2 3].map { |name| admit(name) })
    assert_equal :duplicate, admit('3')
    assert_equal :first, admit('1')
  end

  def test_one_of_many_is_the_first
    delivery = deliver(body('1'))
    admissions = Array.new(20) { Thread.new { @seen.admit(delivery) } }.map(&:value)
    assert_equal 1, admissions.count(:first)
  end
end
