using System;
using System.Collections.Generic;

namespace Autosend.Webhooks
{
    /// <summary>A secret, as the keys that it stands for. Nothing that it prints shows one.</summary>
    internal sealed class Signer
    {
        /// <summary>By the place of the scheme; null where the secret is no key for it.</summary>
        private readonly SigningKey[] keys = new SigningKey[Provider.Signatures.Length];

        /// <summary>Refuses what can't be a secret: an empty key would let anybody sign.</summary>
        /// <exception cref="WebhookException">It can't be one, or is none for any scheme.</exception>
        internal Signer(string secret)
        {
            SecretForm.Check(secret);
            WebhookException refusal = null;
            for (int i = 0; i < keys.Length; i++)
            {
                try
                {
                    keys[i] = SigningKey.Of(Provider.Signatures[i], secret);
                }
                catch (WebhookException invalid)
                {
                    refusal = invalid;
                }
            }
            if (Array.TrueForAll(keys, key => key == null))
            {
                throw refusal;
            }
        }

        /// <summary>The first scheme that the secret is a key for.</summary>
        internal SignatureScheme Scheme => Provider.Signatures[Array.FindIndex(keys, key => key != null)];

        /// <summary>The first of some claims that is true; null if none is. It tries them all, so that the time tells nothing.</summary>
        internal Claim First(IReadOnlyList<Claim> claims)
        {
            Claim first = null;
            foreach (Claim claim in claims)
            {
                SigningKey key = keys[claim.Scheme];
                bool fits = key != null && claim.IsProvedBy(key);
                if (fits && first == null)
                {
                    first = claim;
                }
            }
            return first;
        }

        /// <summary>The signature of what is signed, in <see cref="Scheme"/>.</summary>
        internal byte[] Sign(byte[][] content)
        {
            return Array.Find(keys, key => key != null).Sign(content);
        }
    }
}
