using System;
using System.Linq;
using System.Security.Cryptography;
using System.Text;

namespace Autosend.Webhooks
{
    /// <summary>Makes the signatures of one secret. Nothing that it prints shows the key.</summary>
    internal sealed class Signer
    {
        private const int Length = 32;

        /// <summary>Whether the timestamp has to be there even where it is not checked.</summary>
        internal static readonly bool SignsTimestamp = Provider.SignedContent.Contains(SignedPart.Timestamp);

        private static readonly Encoding Latin1 = Encoding.GetEncoding("iso-8859-1");

        private readonly byte[] key;

        /// <summary>Refuses what can't be a secret: an empty key would let anybody sign.</summary>
        internal Signer(string secret)
        {
            SecretForm.Check(secret);
            key = Key(secret);
        }

        private static byte[] Key(string secret)
        {
            if (!Provider.HasBase64Key)
            {
                return Encoding.UTF8.GetBytes(secret);
            }
            bool hasPrefix = secret.StartsWith(Provider.SecretPrefix, StringComparison.Ordinal);
            byte[] key = FromBase64(hasPrefix ? secret.Substring(Provider.SecretPrefix.Length) : secret);
            return key != null && key.Length > 0 ? key : throw SecretForm.Invalid("it is not base64");
        }

        internal byte[] Sign(HeaderValues headers, byte[] body)
        {
            using (IncrementalHash hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key))
            {
                foreach (SignedPart part in Provider.SignedContent)
                {
                    hash.AppendData(Bytes(part, headers, body));
                }
                return hash.GetHashAndReset();
            }
        }

        private static byte[] Bytes(SignedPart part, HeaderValues headers, byte[] body)
        {
            if (part == SignedPart.Body)
            {
                return body;
            }
            if (part == SignedPart.Timestamp)
            {
                return Latin1.GetBytes(headers.Timestamp);
            }
            return part == SignedPart.DeliveryId ? Latin1.GetBytes(headers.DeliveryId) : part.Constant;
        }

        internal static string Encode(byte[] signature)
        {
            return Provider.SignaturePrefix
                + (Provider.HasBase64Signature ? Convert.ToBase64String(signature) : Hex.Encode(signature));
        }

        /// <summary>Takes what <see cref="Encode"/> writes; null for anything else: no other case, length or padding.</summary>
        internal static byte[] Decode(string text)
        {
            if (!text.StartsWith(Provider.SignaturePrefix, StringComparison.Ordinal))
            {
                return null;
            }
            string encoded = text.Substring(Provider.SignaturePrefix.Length);
            byte[] signature = Provider.HasBase64Signature ? FromBase64(encoded) : Hex.Decode(encoded);
            return signature != null && signature.Length == Length ? signature : null;
        }

        /// <summary>Null if it is spelled in any way but the usual one.</summary>
        private static byte[] FromBase64(string text)
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
    }
}
