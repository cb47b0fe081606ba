using System;
using System.Collections.Generic;
using System.Security.Cryptography;
using System.Text;

namespace Autosend.Webhooks
{
    /// <summary>What a secret is to one scheme. Nothing that it prints shows it.</summary>
    internal abstract class SigningKey
    {
        /// <summary>What a secret's text is to a scheme.</summary>
        /// <exception cref="WebhookException">It is no key for it.</exception>
        internal static SigningKey Of(SignatureScheme scheme, string secret)
        {
            switch (scheme.Kind)
            {
                case SignatureKind.Hmac:
                    return new HmacKey(scheme.Hash, Bytes(scheme, secret));
                case SignatureKind.Token:
                    return new TokenKey(Encoding.UTF8.GetBytes(secret));
                default:
                    return new TokenKey(Encoding.UTF8.GetBytes(Convert.ToBase64String(Encoding.UTF8.GetBytes(secret))));
            }
        }

        private static byte[] Bytes(SignatureScheme scheme, string secret)
        {
            if (scheme.Key == KeyForm.Utf8)
            {
                return Encoding.UTF8.GetBytes(secret);
            }
            bool hasPrefix = secret.StartsWith(scheme.SecretPrefix, StringComparison.Ordinal);
            string encoded = hasPrefix ? secret.Substring(scheme.SecretPrefix.Length) : secret;
            bool isHex = scheme.Key == KeyForm.Hex;
            byte[] key = isHex ? Hex.Decode(encoded.ToLowerInvariant()) : SignatureText.FromBase64(encoded);
            return key != null && key.Length > 0 ? key : throw SecretForm.Invalid("it is not " + (isHex ? "hex" : "base64"));
        }

        /// <summary>Whether any of the signatures is right. It tries them all, so that the time tells nothing.</summary>
        internal abstract bool Fits(IReadOnlyList<byte[]> signatures, byte[][] content);

        /// <summary>The signature of some parts, joined.</summary>
        internal abstract byte[] Sign(byte[][] content);

        private static bool IsAmong(IEnumerable<byte[]> signatures, byte[] expected)
        {
            bool isFound = false;
            foreach (byte[] signature in signatures)
            {
                isFound |= CryptographicOperations.FixedTimeEquals(expected, signature);
            }
            return isFound;
        }

        private sealed class HmacKey : SigningKey
        {
            private readonly HashAlgorithmName algorithm;
            private readonly byte[] key;

            internal HmacKey(SignatureHash hash, byte[] key)
            {
                algorithm = hash == SignatureHash.Sha1 ? HashAlgorithmName.SHA1
                    : hash == SignatureHash.Sha256 ? HashAlgorithmName.SHA256
                    : HashAlgorithmName.SHA512;
                this.key = key;
            }

            internal override byte[] Sign(byte[][] content)
            {
                using (IncrementalHash hash = IncrementalHash.CreateHMAC(algorithm, key))
                {
                    foreach (byte[] part in content)
                    {
                        hash.AppendData(part);
                    }
                    return hash.GetHashAndReset();
                }
            }

            internal override bool Fits(IReadOnlyList<byte[]> signatures, byte[][] content)
            {
                return IsAmong(signatures, Sign(content));
            }
        }

        /// <summary>A secret that is sent. It is hashed, so that the time tells nothing of its length either.</summary>
        private sealed class TokenKey : SigningKey
        {
            private readonly byte[] token;

            internal TokenKey(byte[] token)
            {
                this.token = token;
            }

            internal override byte[] Sign(byte[][] content)
            {
                return (byte[])token.Clone();
            }

            internal override bool Fits(IReadOnlyList<byte[]> signatures, byte[][] content)
            {
                var hashes = new List<byte[]>();
                foreach (byte[] signature in signatures)
                {
                    hashes.Add(SignedContent.Sha256(signature));
                }
                return IsAmong(hashes, SignedContent.Sha256(token));
            }
        }
    }
}
