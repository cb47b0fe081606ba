# frozen_string_literal: true

require_relative 'support'

class ReplayTest < Minitest::Test
  include Support

  # tests/vectors/deduplication.json, whose README says what its members are.
  def test_deduplication_cases
    file = JSON.parse(File.read(File.expand_path('../../../tests/vectors/deduplication.json', __dir__)))
    assert_operator file.fetch('cases').size, :>, 20
    file.fetch('cases').each { |fields| run_case(fields, file.fetch('secret')) }
  end

  def run_case(fields, secret)
    seen = W::Deduplicator.new(window: fields.fetch('window_ms') / 1000r, capacity: fields.fetch('capacity'))
    verifier = W::Verifier.new(secret, tolerance: nil)
    fields.fetch('steps').each_with_index do |step, index|
      id, body = fields.fetch('deliveries').fetch(step.fetch('delivery')).values_at('id', 'body')
      delivery = verifier.verify(body, W::Testing.sign(secret, body, delivery_id: id))
      now = Time.at(0, step.fetch('at_ms'), :millisecond)
      next seen.public_send(step.fetch('do'), delivery) unless step.fetch('do') == 'admit'

      admission = seen.admit(delivery, now:)
      got = { 'outcome' => admission.outcome.to_s, 'id_reused' => admission.id_reused }
      assert_equal step.fetch('expect'), got, "#{fields.fetch('name')}, step #{index}"
    end
  end

  def test_one_of_many_is_the_first
    seen = W::Deduplicator.new
    delivery = deliver(opened('1'))
    admissions = Array.new(20) { Thread.new { seen.admit(delivery).outcome } }.map(&:value)
    assert_equal({ first: 1, in_progress: 19 }, admissions.tally)
  end

  # At capacity, with what was forgotten among it.
  def test_memory_stays_quick_at_capacity
    seen = W::Deduplicator.new(capacity: 20_000)
    times = Array.new(5) { |round| seconds { 20_000.times { |number| use(seen, (round * 20_000) + number) } } }
    assert_operator times.last, :<, (5 * times.first) + 0.1
  end

  def use(seen, number)
    event = W::Unknown.new('x', nil, 2, {})
    delivery = W::Delivery.new(id: "id#{number}", event:, sent_at_millis: nil, secret_index: 0, body: number.to_s)
    seen.admit(delivery)
    seen.done(delivery)
    seen.forget(delivery) if number.even?
  end

  def test_an_admission_is_a_value
    admission = W::Admission.new(:first)
    assert_equal [true, false, true], [admission.first?, admission.id_reused, admission.frozen?]
    assert_equal W::Admission.new(:first), admission
  end

  def test_what_it_can_not_be_made_with
    [{ window: -1 }, { window: Float::NAN }, { window: '1' }, { capacity: 0 }, { capacity: 1.5 },
     { windw: 1 }].each do |options|
      assert_raises(ArgumentError, options.to_s) { W::Deduplicator.new(**options) }
    end
  end
end
