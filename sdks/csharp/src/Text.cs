using System.Globalization;
using System.Text;

namespace Autosend.Webhooks
{
    /// <summary>Text in JSON.</summary>
    internal static class Text
    {
        /// <summary>U+FFFD in place of each lone surrogate, which no UTF-8 can hold.</summary>
        internal static string WithoutLoneSurrogates(string text)
        {
            var written = new StringBuilder(text.Length);
            for (int i = 0; i < text.Length; i++)
            {
                if (IsPair(text, i))
                {
                    written.Append(text, i++, 2);
                }
                else
                {
                    written.Append(char.IsSurrogate(text[i]) ? '\ufffd' : text[i]);
                }
            }
            return written.ToString();
        }

        /// <summary>A JSON string.</summary>
        internal static string Quote(string text)
        {
            var written = new StringBuilder(text.Length + 2).Append('"');
            for (int i = 0; i < text.Length; i++)
            {
                char letter = text[i];
                if (letter == '"' || letter == '\\')
                {
                    written.Append('\\').Append(letter);
                }
                else if (IsPair(text, i))
                {
                    written.Append(text, i++, 2);
                }
                else if (letter < ' ' || char.IsSurrogate(letter))
                {
                    written.Append("\\u").Append(((int)letter).ToString("x4", CultureInfo.InvariantCulture));
                }
                else
                {
                    written.Append(letter);
                }
            }
            return written.Append('"').ToString();
        }

        internal static bool IsPair(string text, int at)
        {
            return at + 1 < text.Length && char.IsSurrogatePair(text[at], text[at + 1]);
        }

        /// <summary>Whether they differ in the case of ASCII letters at most: other comparisons take other letters for
        /// these.</summary>
        internal static bool IsSame(string one, string other)
        {
            if (one.Length != other.Length)
            {
                return false;
            }
            for (int i = 0; i < one.Length; i++)
            {
                if (Lower(one[i]) != Lower(other[i]))
                {
                    return false;
                }
            }
            return true;
        }

        private static char Lower(char letter)
        {
            return letter >= 'A' && letter <= 'Z' ? (char)(letter + ('a' - 'A')) : letter;
        }

        /// <summary>A code point, in four digits at least.</summary>
        internal static string Hex(int point)
        {
            return point.ToString("X4", CultureInfo.InvariantCulture);
        }

        internal static string Number(long value)
        {
            return value.ToString(CultureInfo.InvariantCulture);
        }

        internal static bool TryDouble(string text, out double value)
        {
            return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value);
        }
    }
}
