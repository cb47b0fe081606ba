using System;
using System.Linq;

namespace Autosend.Webhooks
{
    /// <summary>What a configured text must not look like, since no secret does.</summary>
    internal static class SecretForm
    {
        /// <summary>The first and last of the characters that can't be part of a secret anywhere: white space but the plain space,
        /// controls, what shows nothing, lone surrogates, and what stands for bytes that could not be read.</summary>
        private static readonly int[][] Unseen =
        {
            new[] { 0, 0x1f },
            new[] { 0x7f, 0xa0 },
            new[] { 0xad, 0xad },
            new[] { 0x34f, 0x34f },
            new[] { 0x61c, 0x61c },
            new[] { 0x115f, 0x1160 },
            new[] { 0x1680, 0x1680 },
            new[] { 0x17b4, 0x17b5 },
            new[] { 0x180b, 0x180f },
            new[] { 0x2000, 0x200f },
            new[] { 0x2028, 0x202f },
            new[] { 0x205f, 0x206f },
            new[] { 0x2800, 0x2800 },
            new[] { 0x3000, 0x3000 },
            new[] { 0x3164, 0x3164 },
            new[] { 0xd800, 0xdfff },
            new[] { 0xfe00, 0xfe0f },
            new[] { 0xfeff, 0xfeff },
            new[] { 0xffa0, 0xffa0 },
            new[] { 0xfff0, 0xffff },
            new[] { 0x1bca0, 0x1bca3 },
            new[] { 0x1d173, 0x1d17a },
            new[] { 0xe0000, 0xe0fff },
        };

        /// <summary>Fine inside: a space, and quotation marks.</summary>
        private const string Enclosing = " \"'`\u00ab\u00bb\u2018\u2019\u201a\u201b\u201c\u201d\u201e\u201f\u2039\u203a";

        /// <summary>What a missing value prints as, in one language or another.</summary>
        private static readonly string[] Missing =
        {
            "undefined", "null", "none", "nil", "nan", "true", "false", "(null)", "<nil>", "<null>", "***hidden***",
        };

        /// <summary>Never shows the secret.</summary>
        /// <exception cref="WebhookException">It can't be one.</exception>
        internal static void Check(string secret)
        {
            if (string.IsNullOrEmpty(secret))
            {
                throw Invalid("it is empty");
            }
            int position = 0;
            for (int i = 0; i < secret.Length; i++)
            {
                position++;
                bool isFirst = i == 0;
                int letter = secret[i];
                if (Text.IsPair(secret, i))
                {
                    letter = char.ConvertToUtf32(secret[i], secret[++i]);
                }
                bool isAtAnEnd = isFirst || i == secret.Length - 1;
                bool encloses = letter < char.MaxValue && Enclosing.IndexOf((char)letter) >= 0;
                if (Unseen.Any(it => it[0] <= letter && letter <= it[1]) || isAtAnEnd && encloses)
                {
                    throw Invalid("U+" + Text.Hex(letter) + " at character " + Text.Number(position) + " does not belong there");
                }
            }
            if (IsPlaceholder(secret))
            {
                throw Invalid("it is a placeholder, or what a missing value prints as");
            }
        }

        internal static WebhookException Invalid(string detail)
        {
            return new WebhookException(ErrorCode.InvalidSecret, detail);
        }

        private static bool IsPlaceholder(string secret)
        {
            return Missing.Any(it => Text.IsSame(secret, it))
                || IsWithin(secret, "${", "}")
                || IsWithin(secret, "$(", ")")
                || IsWithin(secret, "{{", "}}")
                || IsWithin(secret, "[object ", "]");
        }

        private static bool IsWithin(string secret, string start, string end)
        {
            return secret.StartsWith(start, StringComparison.Ordinal) && secret.EndsWith(end, StringComparison.Ordinal);
        }
    }
}
