<?php

declare(strict_types=1);

namespace Autosend\Webhooks\Http;

use Autosend\Webhooks\Deduplicator;
use Autosend\Webhooks\Delivery;

/**
 * A delivery that is at work. However PHP ends before it is done, by a fatal error, a limit or `exit`, it is freed.
 *
 * @internal
 */
final class Claim
{
    /** @var array<int, self> what is at work in this process */
    private static array $open = [];
    private static bool $isWatched = false;

    /** @param \Closure(\Throwable): void $tell is told what the deduplicator throws */
    public function __construct(
        private readonly Deduplicator $seen,
        private readonly Delivery $delivery,
        private readonly \Closure $tell,
    ) {
        if (!self::$isWatched) {
            self::$isWatched = true;
            register_shutdown_function(self::freeAll(...));
        }
        self::$open[spl_object_id($this)] = $this;
    }

    public function done(): void
    {
        $this->end(fn () => $this->seen->done($this->delivery));
    }

    /** Does nothing once it is done. */
    public function free(): void
    {
        $this->end(fn () => $this->seen->forget($this->delivery));
    }

    /** Frees what is done. */
    public function undo(): void
    {
        $this->attempt(fn () => $this->seen->forget($this->delivery));
    }

    private function end(\Closure $how): void
    {
        if (isset(self::$open[spl_object_id($this)])) {
            unset(self::$open[spl_object_id($this)]);
            $this->attempt($how);
        }
    }

    private function attempt(\Closure $what): void
    {
        try {
            $what();
        } catch (\Throwable $error) {
            ($this->tell)($error);
        }
    }

    /** Runs when PHP ends. */
    private static function freeAll(): void
    {
        $open = self::$open;
        foreach ($open as $claim) {
            $claim->free();
        }
        if ($open !== [] && PHP_SAPI !== 'cli' && !headers_sent()) {
            while (ob_get_level() > 0 && ob_end_clean()) {
            }
            Receiver::failure()->send();
        }
    }
}
