<?php

// Generated from schema/ by `cargo xtask generate`; do not edit.

declare(strict_types=1);

namespace Autosend\Webhooks\Http;

/**
 * What to answer a request with.
 */
final readonly class Answer
{
    /**
     * @param array<string, mixed>  $body    what to send as JSON
     * @param array<string, string> $headers beside the content type
     */
    public function __construct(public int $status, public array $body, public array $headers = [])
    {
    }

    public function json(): string
    {
        return json_encode($this->body, JSON_THROW_ON_ERROR | JSON_INVALID_UTF8_SUBSTITUTE | JSON_UNESCAPED_SLASHES);
    }

    /** Sends it, in plain PHP. */
    public function send(): void
    {
        http_response_code($this->status);
        header('Content-Type: application/json');
        foreach ($this->headers as $name => $value) {
            header("$name: $value");
        }
        echo $this->json();
    }
}
