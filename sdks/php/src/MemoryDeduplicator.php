<?php

// Generated from schema/ by `cargo xtask generate`; do not edit.

declare(strict_types=1);

namespace Autosend\Webhooks;

/**
 * Remembers deliveries in the memory of this process: for servers that go on running (Swoole, RoadRunner, FrankenPHP) and
 * for tests. Where each request has a process of its own use `PdoDeduplicator`.
 */
final class MemoryDeduplicator implements Deduplicator
{
    /** How many deliveries are remembered by default. */
    public const CAPACITY = 100000;

    /** @var array<string, int> numbers of memories */
    private array $byDigest = [];
    /** @var array<string, int> numbers of memories */
    private array $byId = [];
    /** @var array<int, array{digest: string, id: string, since: int}> by number */
    private array $memories = [];
    private int $last = 0;
    /** @var \SplQueue<int> numbers in order of admission, of forgotten deliveries too */
    private readonly \SplQueue $order;

    /**
     * @param int $window   how long a delivery is remembered, in seconds
     * @param int $capacity how many are; beyond that the oldest go first, and a replay of those gets in
     */
    public function __construct(
        private readonly int $window = self::WINDOW,
        private readonly int $capacity = self::CAPACITY,
    ) {
        $this->order = new \SplQueue();
    }

    public function admit(Delivery $delivery, ?\DateTimeInterface $now = null): Admission
    {
        $now = Timestamp::millisOf($now ?? new \DateTimeImmutable());
        $created = $delivery->createdAt()?->unixMillis() ?? $now;
        $horizon = $now - 1000 * $this->window;
        while (!$this->order->isEmpty() && ($this->memories[$this->order->bottom()]['since'] ?? 0) < $horizon) {
            $this->dropOldest();
        }
        // A key that looks like an integer would become one.
        if (isset($this->byDigest["d{$delivery->digest()}"]) || isset($this->byId["i{$delivery->id}"])) {
            return Admission::Duplicate;
        }
        if ($created <= $horizon) {
            return Admission::Expired;
        }
        while (count($this->memories) >= max(1, $this->capacity)) {
            $this->dropOldest();
        }
        $this->remember($delivery, max($now, $created));

        return Admission::First;
    }

    public function forget(Delivery $delivery): void
    {
        $number = $this->byDigest["d{$delivery->digest()}"] ?? null;
        // Both must belong to this delivery: a replay must not make the original's id free again.
        if ($number !== null && $number === ($this->byId["i{$delivery->id}"] ?? null)) {
            $this->drop($number);
        }
    }

    /** @param int $since from when on its age counts: the later one of admission and creation */
    private function remember(Delivery $delivery, int $since): void
    {
        $number = ++$this->last;
        $this->memories[$number] = ['digest' => "d{$delivery->digest()}", 'id' => "i{$delivery->id}", 'since' => $since];
        $this->byDigest["d{$delivery->digest()}"] = $number;
        $this->byId["i{$delivery->id}"] = $number;
        $this->order->enqueue($number);
    }

    private function dropOldest(): void
    {
        $this->drop($this->order->dequeue());
    }

    private function drop(int $number): void
    {
        $memory = $this->memories[$number] ?? null;
        if ($memory !== null) {
            unset($this->byDigest[$memory['digest']], $this->byId[$memory['id']], $this->memories[$number]);
        }
    }
}
