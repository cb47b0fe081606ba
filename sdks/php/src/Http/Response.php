<?php

declare(strict_types=1);

namespace Autosend\Webhooks\Http;

/**
 * What to respond to a request with.
 */
final readonly class Response
{
    /**
     * @param array<string, mixed>       $body    what to send as JSON
     * @param array<string, string>      $headers beside the content type
     * @param (\Closure(): void)|null $unsent  what to do where the response can't be sent
     */
    public function __construct(
        public int $status,
        public array $body,
        public array $headers = [],
        private ?\Closure $unsent = null,
    ) {
    }

    public function json(): string
    {
        return json_encode($this->body, JSON_THROW_ON_ERROR | JSON_INVALID_UTF8_SUBSTITUTE | JSON_UNESCAPED_SLASHES);
    }

    /** Sends it, in plain PHP, and whatever is in output buffers. */
    public function send(): void
    {
        if (headers_sent($file, $line)) {
            error_log("webhooks: the status can't be $this->status, since output was sent before, in $file:$line");
        } else {
            $this->sendHead();
        }
        echo $this->json();
        while (ob_get_level() > 0 && ob_end_flush()) {
        }
        flush();
        if (connection_aborted() === 1) {
            $this->couldNotBeSent();
        }
    }

    /**
     * Frees the delivery that it responds to, so that its retry is processed. `send` calls it; call it where something else sends
     * and fails.
     */
    public function couldNotBeSent(): void
    {
        if ($this->unsent !== null) {
            ($this->unsent)();
        }
    }

    private function sendHead(): void
    {
        http_response_code($this->status);
        header('Content-Type: application/json');
        foreach ($this->headers as $name => $value) {
            header("$name: $value");
        }
    }
}
