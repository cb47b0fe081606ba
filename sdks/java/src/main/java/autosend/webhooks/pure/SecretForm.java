package autosend.webhooks.pure;

import java.util.List;
import java.util.Locale;

/** What a configured text must not look like, since no secret does. */
final class SecretForm {
    /**
     * The first and last of the characters that can't be part of a secret anywhere: white space but the plain space, controls, what
     * shows nothing, lone surrogates, and what stands for bytes that could not be read.
     */
    private static final int[][] UNSEEN = {
        {0, 0x1f},
        {0x7f, 0xa0},
        {0xad, 0xad},
        {0x34f, 0x34f},
        {0x61c, 0x61c},
        {0x115f, 0x1160},
        {0x1680, 0x1680},
        {0x17b4, 0x17b5},
        {0x180b, 0x180f},
        {0x2000, 0x200f},
        {0x2028, 0x202f},
        {0x205f, 0x206f},
        {0x2800, 0x2800},
        {0x3000, 0x3000},
        {0x3164, 0x3164},
        {0xd800, 0xdfff},
        {0xfe00, 0xfe0f},
        {0xfeff, 0xfeff},
        {0xffa0, 0xffa0},
        {0xfff0, 0xffff},
        {0x1bca0, 0x1bca3},
        {0x1d173, 0x1d17a},
        {0xe0000, 0xe0fff},
    };

    /** Fine inside: a space, and quotation marks. */
    private static final String ENCLOSING = " \"'`\u00ab\u00bb\u2018\u2019\u201a\u201b\u201c\u201d\u201e\u201f\u2039\u203a";

    /** What a missing value prints as, in one language or another. */
    private static final List<String> MISSING = List.of(
            "undefined", "null", "none", "nil", "nan", "true", "false", "(null)", "<nil>", "<null>", "***hidden***");

    private SecretForm() {}

    /**
     * Never shows the secret.
     *
     * @throws WebhookException if it can't be one
     */
    static void check(String secret) {
        if (secret == null || secret.isEmpty()) {
            throw invalid("it is empty");
        }
        int[] letters = secret.codePoints().toArray();
        for (int i = 0; i < letters.length; i++) {
            boolean isAtAnEnd = i == 0 || i == letters.length - 1;
            if (isUnseen(letters[i]) || (isAtAnEnd && ENCLOSING.indexOf(letters[i]) >= 0)) {
                throw invalid(String.format(Locale.ROOT, "U+%04X at character %d does not belong there", letters[i], i + 1));
            }
        }
        if (isPlaceholder(secret)) {
            throw invalid("it is a placeholder, or what a missing value prints as");
        }
    }

    static WebhookException invalid(String detail) {
        return new WebhookException(ErrorCode.INVALID_SECRET, detail);
    }

    private static boolean isUnseen(int letter) {
        for (int[] span : UNSEEN) {
            if (span[0] <= letter && letter <= span[1]) {
                return true;
            }
        }
        return false;
    }

    private static boolean isPlaceholder(String secret) {
        return MISSING.stream().anyMatch(it -> Text.isSame(secret, it))
                || isWithin(secret, "${", "}")
                || isWithin(secret, "$(", ")")
                || isWithin(secret, "{{", "}}")
                || isWithin(secret, "[object ", "]");
    }

    private static boolean isWithin(String secret, String start, String end) {
        return secret.startsWith(start) && secret.endsWith(end);
    }
}
