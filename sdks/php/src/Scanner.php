<?php

declare(strict_types=1);

namespace Autosend\Webhooks;

/**
 * Walks through strict JSON (RFC 8259) in UTF-8, to tell whether it is valid where PHP's own parser has refused it.
 *
 * @internal
 */
final class Scanner
{
    private const WHITE_SPACE = " \t\r\n";
    private const NUMBER = '/-?+(?:0|[1-9][0-9]*+)(?:\.[0-9]++)?+(?:[eE][+-]?+[0-9]++)?+/A';

    /** Where plain text of a string ends: a quote, a backslash, a control character. */
    private const NOT_PLAIN = "\"\\"
        . "\x00\x01\x02\x03\x04\x05\x06\x07\x08\x09\x0A\x0B\x0C\x0D\x0E\x0F"
        . "\x10\x11\x12\x13\x14\x15\x16\x17\x18\x19\x1A\x1B\x1C\x1D\x1E\x1F";

    private int $at = 0;

    public function __construct(private readonly string $text)
    {
    }

    /**
     * Whether a document is an object.
     *
     * @throws DecodeError if it is not valid
     */
    public function isObject(): bool
    {
        $isObject = $this->peek() === '{';
        $this->value();
        if ($this->peek() !== '') {
            $this->fail();
        }

        return $isObject;
    }

    private function value(): void
    {
        match ($this->peek()) {
            '{' => $this->skipObject(),
            '[' => $this->skipArray(),
            '"' => $this->skipString(),
            't' => $this->literal('true'),
            'f' => $this->literal('false'),
            'n' => $this->literal('null'),
            default => $this->skipNumber(),
        };
    }

    private function skipObject(): void
    {
        if ($this->opens('{', '}')) {
            do {
                $this->skipString();
                $this->expect(':');
                $this->value();
            } while ($this->goesOn('}', '"'));
        }
    }

    private function skipArray(): void
    {
        if ($this->opens('[', ']')) {
            do {
                $this->value();
            } while ($this->goesOn(']'));
        }
    }

    /** Enters a container; false if it is empty. The first name of an object must be a string. */
    private function opens(string $open, string $close): bool
    {
        $this->expect($open);
        $next = $this->peek();
        if ($next === $close) {
            ++$this->at;

            return false;
        }
        if ($close === '}' && $next !== '"') {
            $this->fail();
        }

        return true;
    }

    /** Steps over a comma, or leaves the container. */
    private function goesOn(string $close, string $before = ''): bool
    {
        $next = $this->peek();
        if ($next === $close) {
            ++$this->at;

            return false;
        }
        $this->expect(',');
        if ($before !== '' && $this->peek() !== $before) {
            $this->fail();
        }

        return true;
    }

    private function skipString(): void
    {
        $this->expect('"');
        while (true) {
            $this->at += strcspn($this->text, self::NOT_PLAIN, $this->at);
            switch ($this->text[$this->at] ?? '') {
                case '"':
                    ++$this->at;

                    return;
                case '\\':
                    $this->skipEscape();
                    break;
                default:
                    $this->fail();
            }
        }
    }

    private function skipEscape(): void
    {
        $letter = $this->text[$this->at + 1] ?? '';
        if ($letter === 'u' && strspn($this->text, '0123456789abcdefABCDEF', $this->at + 2, 4) === 4) {
            $this->at += 6;
        } elseif ($letter !== '' && str_contains('"\\/bfnrt', $letter)) {
            $this->at += 2;
        } else {
            $this->fail();
        }
    }

    private function skipNumber(): void
    {
        if (preg_match(self::NUMBER, $this->text, $found, 0, $this->at) !== 1) {
            $this->fail();
        }
        $this->at += strlen($found[0]);
    }

    private function literal(string $word): void
    {
        if (substr_compare($this->text, $word, $this->at, strlen($word)) !== 0) {
            $this->fail();
        }
        $this->at += strlen($word);
    }

    /** The next letter that is no white space; empty at the end. */
    private function peek(): string
    {
        $this->at += strspn($this->text, self::WHITE_SPACE, $this->at);

        return $this->text[$this->at] ?? '';
    }

    private function expect(string $letter): void
    {
        if ($this->peek() !== $letter) {
            $this->fail();
        }
        ++$this->at;
    }

    private function fail(): never
    {
        throw new DecodeError("syntax error at byte {$this->at}");
    }
}
