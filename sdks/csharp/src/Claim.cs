using System.Collections.Generic;

namespace Autosend.Webhooks
{
    /// <summary>A signature that a request claims to have.</summary>
    internal sealed class Claim
    {
        /// <summary>The place of its scheme among all.</summary>
        internal readonly int Scheme;

        /// <summary>As it was sent; empty if the request does not say when it was.</summary>
        internal readonly string Timestamp;

        private readonly IReadOnlyList<byte[]> signatures;
        private readonly byte[][] content;

        /// <summary>Any of the signatures may be right; the content is what is signed, in parts.</summary>
        internal Claim(int scheme, IReadOnlyList<byte[]> signatures, string timestamp, byte[][] content)
        {
            Scheme = scheme;
            Timestamp = timestamp;
            this.signatures = signatures;
            this.content = content;
        }

        /// <summary>Whether a key made one of the signatures.</summary>
        internal bool IsProvedBy(SigningKey key)
        {
            return key.Fits(signatures, content);
        }
    }
}
