<?php

declare(strict_types=1);

namespace Autosend\Webhooks;

/**
 * Why a request was refused. It never contains a secret or a signature.
 */
final class WebhookException extends \RuntimeException
{
    /**
     * @param ErrorCode $error  the cause
     * @param string    $detail the particulars of this request, where there are any
     */
    public function __construct(public readonly ErrorCode $error, string $detail = '', ?\Throwable $previous = null)
    {
        parent::__construct($error->meaning() . ($detail === '' ? '' : " ($detail)"), 0, $previous);
    }

    /** The code as the string that all languages share, e.g. `signature_mismatch`. */
    public function code(): string
    {
        return $this->error->value;
    }

    /** The HTTP status to respond with. */
    public function status(): int
    {
        return $this->error->status();
    }

    /** What to do about it, in one line. */
    public function hint(): string
    {
        return $this->error->hint();
    }

    /**
     * What to respond as JSON.
     *
     * @return array{code: string, message: string, hint: string, status: int}
     */
    public function toArray(): array
    {
        return [
            'code' => $this->code(),
            'message' => $this->getMessage(),
            'hint' => $this->hint(),
            'status' => $this->status(),
        ];
    }

    /**
     * Without the trace, which may hold what can't be serialized.
     *
     * @return array{error: ErrorCode, message: string, file: string, line: int}
     */
    public function __serialize(): array
    {
        return ['error' => $this->error, 'message' => $this->message, 'file' => $this->file, 'line' => $this->line];
    }

    /** @param array{error: ErrorCode, message: string, file: string, line: int} $data */
    public function __unserialize(array $data): void
    {
        ['error' => $this->error, 'message' => $this->message, 'file' => $this->file, 'line' => $this->line] = $data;
    }
}
