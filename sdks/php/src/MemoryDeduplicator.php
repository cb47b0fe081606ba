<?php

declare(strict_types=1);

namespace Autosend\Webhooks;

/**
 * Remembers deliveries in the memory of this process: for servers that go on running (Swoole, RoadRunner, FrankenPHP) and
 * for tests. Where each request has a process of its own use `PdoDeduplicator`.
 */
final class MemoryDeduplicator implements Deduplicator
{
    /** How many deliveries that were handled are remembered by default. */
    public const CAPACITY = Provider::CAPACITY;

    private readonly int $window;
    private readonly int $capacity;
    /** @var array<string, array{id: string, since: int}> by digest: claimed, neither done nor forgotten */
    private array $working = [];
    /** @var array<string, array{id: string, since: int, number: int}> by digest */
    private array $done = [];
    /** @var array<string, array<string, true>> digests of what is at work or done, by id */
    private array $ids = [];
    /** @var \SplQueue<array{string, int}> digests and numbers in the order of `done`, of forgotten deliveries too */
    private \SplQueue $order;
    private int $last = 0;

    /**
     * @param int|float $window   how long a delivery is remembered, in seconds
     * @param int       $capacity how many are; beyond that the oldest go first, and a repeat of those gets in
     */
    public function __construct(int|float $window = self::WINDOW, int $capacity = self::CAPACITY)
    {
        $this->window = Options::millis('window', $window);
        $this->capacity = Options::count('capacity', $capacity, 1);
        $this->order = new \SplQueue();
    }

    public function admit(Delivery $delivery, ?\DateTimeInterface $now = null): Admission
    {
        $now = Timestamp::millisOf($now ?? new \DateTimeImmutable());
        $created = $delivery->createdAt()?->unixMillis() ?? $now;
        $horizon = $now - $this->window;
        // A key that looks like a number would become one.
        [$digest, $id] = ["d{$delivery->digest()}", "i{$delivery->id}"];
        $this->dropUntil($horizon);
        if (isset($this->working[$digest])) {
            return new Admission(Outcome::InProgress);
        }
        if ($this->knows($digest, $horizon)) {
            return new Admission(Outcome::Duplicate);
        }
        if ($created <= $horizon) {
            return new Admission(Outcome::Expired);
        }
        $idReused = $this->isTaken($id, $horizon);
        $this->working[$digest] = ['id' => $id, 'since' => max($now, $created)];
        $this->ids[$id][$digest] = true;

        return new Admission(Outcome::First, $idReused);
    }

    public function done(Delivery $delivery): void
    {
        $digest = "d{$delivery->digest()}";
        if (!isset($this->working[$digest])) {
            return;
        }
        if (count($this->done) >= $this->capacity) {
            $this->dropOldest();
        }
        $this->done[$digest] = $this->working[$digest] + ['number' => ++$this->last];
        unset($this->working[$digest]);
        $this->order->enqueue([$digest, $this->last]);
    }

    public function forget(Delivery $delivery): void
    {
        $this->drop("d{$delivery->digest()}");
        // What was forgotten must not fill the queue.
        if (count($this->order) > 2 * count($this->done) + 100) {
            $this->tidy();
        }
    }

    /** Whether a delivery was handled within the window. */
    private function knows(string $digest, int $horizon): bool
    {
        if (!isset($this->done[$digest])) {
            return false;
        }
        if ($this->done[$digest]['since'] >= $horizon) {
            return true;
        }
        $this->drop($digest);

        return false;
    }

    /** Whether another delivery has the id. */
    private function isTaken(string $id, int $horizon): bool
    {
        foreach ($this->ids[$id] ?? [] as $digest => $_) {
            if (isset($this->working[$digest]) || $this->knows($digest, $horizon)) {
                return true;
            }
        }

        return false;
    }

    private function dropUntil(int $horizon): void
    {
        while (!$this->order->isEmpty()) {
            [$digest, $number] = $this->order->bottom();
            if ($this->isCurrent($digest, $number) && $this->done[$digest]['since'] >= $horizon) {
                return;
            }
            $this->dropFirst();
        }
    }

    private function dropOldest(): void
    {
        while (!$this->dropFirst()) {
        }
    }

    /** Takes the first one out of the queue; false if it was not remembered any more. */
    private function dropFirst(): bool
    {
        [$digest, $number] = $this->order->dequeue();
        if (!$this->isCurrent($digest, $number)) {
            return false;
        }
        $this->drop($digest);

        return true;
    }

    private function isCurrent(string $digest, int $number): bool
    {
        return ($this->done[$digest]['number'] ?? 0) === $number;
    }

    private function drop(string $digest): void
    {
        $id = ($this->working[$digest] ?? $this->done[$digest] ?? null)['id'] ?? null;
        if ($id === null) {
            return;
        }
        unset($this->working[$digest], $this->done[$digest], $this->ids[$id][$digest]);
        if ($this->ids[$id] === []) {
            unset($this->ids[$id]);
        }
    }

    private function tidy(): void
    {
        $order = new \SplQueue();
        foreach ($this->order as [$digest, $number]) {
            if ($this->isCurrent($digest, $number)) {
                $order->enqueue([$digest, $number]);
            }
        }
        $this->order = $order;
    }
}
