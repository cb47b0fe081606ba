using System;

namespace Autosend.Webhooks
{
    /// <summary>How signatures are written.</summary>
    internal static class SignatureText
    {
        internal static string Encode(byte[] signature, SignatureEncoding encoding)
        {
            switch (encoding)
            {
                case SignatureEncoding.Hex:
                    return Hex.Encode(signature);
                case SignatureEncoding.Base64:
                    return Convert.ToBase64String(signature);
                default:
                    return Convert.ToBase64String(signature).TrimEnd('=').Replace('+', '-').Replace('/', '_');
            }
        }

        /// <summary>Takes what <see cref="Encode"/> writes; null for anything else: no other case, length or padding, but that of
        /// URLs.</summary>
        internal static byte[] Decode(string text, SignatureEncoding encoding, int length)
        {
            // Nothing longer is worth a look: hex has two characters for a byte.
            if (text.Length > 2 * length)
            {
                return null;
            }
            byte[] signature = encoding == SignatureEncoding.Hex ? Hex.Decode(text)
                : encoding == SignatureEncoding.Base64 ? FromBase64(text)
                : FromBase64Url(text);
            return signature != null && signature.Length == length ? signature : null;
        }

        /// <summary>Null if it is spelled in any way but the usual one.</summary>
        internal static byte[] FromBase64(string text)
        {
            try
            {
                byte[] bytes = Convert.FromBase64String(text);
                return Convert.ToBase64String(bytes) == text ? bytes : null;
            }
            catch (FormatException)
            {
                return null;
            }
        }

        private static byte[] FromBase64Url(string text)
        {
            if (text.IndexOfAny(new[] { '+', '/' }) >= 0)
            {
                return null;
            }
            bool isPadded = text.EndsWith("=", StringComparison.Ordinal);
            string padding = isPadded ? "" : new string('=', (4 - text.Length % 4) % 4);
            return FromBase64(text.Replace('-', '+').Replace('_', '/') + padding);
        }
    }
}
