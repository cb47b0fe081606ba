namespace Autosend.Webhooks
{
    internal static class Hex
    {
        private const string Digits = "0123456789abcdef";

        internal static string Encode(byte[] bytes)
        {
            var text = new char[bytes.Length * 2];
            for (int i = 0; i < bytes.Length; i++)
            {
                text[2 * i] = Digits[bytes[i] >> 4];
                text[2 * i + 1] = Digits[bytes[i] & 15];
            }
            return new string(text);
        }

        /// <summary>Lower case alone; null for anything else.</summary>
        internal static byte[] Decode(string text)
        {
            if (text.Length % 2 != 0)
            {
                return null;
            }
            var bytes = new byte[text.Length / 2];
            for (int i = 0; i < text.Length; i++)
            {
                int digit = Digits.IndexOf(text[i]);
                if (digit < 0)
                {
                    return null;
                }
                bytes[i / 2] = (byte)(bytes[i / 2] << 4 | digit);
            }
            return bytes;
        }

        /// <summary>What a digit of either case stands for; negative for anything else.</summary>
        internal static int Digit(char letter)
        {
            return Digits.IndexOf(letter >= 'A' && letter <= 'F' ? (char)(letter + ('a' - 'A')) : letter);
        }
    }
}
