<?php

declare(strict_types=1);

namespace Autosend\Webhooks;

/**
 * What a secret does not look like: signs of a configuration gone wrong.
 *
 * @internal
 */
final class SecretForm
{
    /**
     * Characters that can't be part of a secret anywhere: white space but the plain space, controls, what shows nothing, and
     * what stands for bytes that could not be read.
     */
    private const UNSEEN = '[\x{0}-\x{1F}\x{7F}-\x{A0}\x{AD}\x{34F}\x{61C}\x{115F}\x{1160}\x{1680}\x{17B4}\x{17B5}\x{180B}-\x{180F}'
        . '\x{2000}-\x{200F}\x{2028}-\x{202F}\x{205F}-\x{206F}\x{2800}\x{3000}\x{3164}\x{FE00}-\x{FE0F}\x{FEFF}\x{FFA0}'
        . '\x{FFF0}-\x{FFFF}\x{1BCA0}-\x{1BCA3}\x{1D173}-\x{1D17A}\x{E0000}-\x{E0FFF}]';

    /** A space or a quotation mark, which are fine inside. */
    private const ENCLOSING = '[ "\'`\x{AB}\x{BB}\x{2018}-\x{201F}\x{2039}\x{203A}]';

    /** What a missing value prints as, in one language or another. */
    private const MISSING = [
        'undefined', 'null', 'none', 'nil', 'nan', 'true', 'false', '(null)', '<nil>', '<null>', '***hidden***',
    ];

    /** What encloses a variable that was never replaced by its value. */
    private const VARIABLES = [['${', '}'], ['$(', ')'], ['{{', '}}'], ['[object ', ']']];

    /**
     * Says what is wrong without showing the text.
     *
     * @throws WebhookException with `invalid_secret`
     */
    public static function check(#[\SensitiveParameter] string $secret): void
    {
        $problem = self::problem($secret);
        if ($problem !== null) {
            throw new WebhookException(ErrorCode::InvalidSecret, $problem);
        }
    }

    private static function problem(#[\SensitiveParameter] string $secret): ?string
    {
        if ($secret === '') {
            return 'it is empty';
        }
        $pattern = '/' . self::UNSEEN . '|^' . self::ENCLOSING . '|' . self::ENCLOSING . '$/Du';
        $found = preg_match($pattern, $secret, $matches, PREG_OFFSET_CAPTURE);
        if ($found === false) {
            return 'it is not UTF-8';
        }
        if ($found === 1) {
            [[$letter, $offset]] = $matches;
            $position = 1 + self::characters(substr($secret, 0, $offset));

            return sprintf('U+%04X at character %d does not belong there', self::codePoint($letter), $position);
        }

        return self::isPlaceholder($secret) ? 'it is a placeholder, or what a missing value prints as' : null;
    }

    private static function isPlaceholder(#[\SensitiveParameter] string $secret): bool
    {
        $encloses = static fn (array $marks): bool
            => str_starts_with($secret, $marks[0]) && str_ends_with($secret, $marks[1]);

        return in_array(strtolower($secret), self::MISSING, true) || array_filter(self::VARIABLES, $encloses) !== [];
    }

    /** All bytes but those that continue a character. */
    private static function characters(#[\SensitiveParameter] string $text): int
    {
        return count(array_filter(unpack('C*', $text), static fn (int $byte): bool => ($byte & 0xC0) !== 0x80));
    }

    private static function codePoint(string $letter): int
    {
        $bytes = array_values(unpack('C*', $letter));
        $lead = array_shift($bytes);
        $code = $bytes === [] ? $lead : $lead & (0x3F >> count($bytes));

        return array_reduce($bytes, static fn (int $code, int $byte): int => $code << 6 | $byte & 0x3F, $code);
    }
}
