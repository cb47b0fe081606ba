using System.Linq;

namespace Autosend.Webhooks
{
    /// <summary>One way in which requests are signed; of several, any is enough.</summary>
    internal sealed class SignatureScheme
    {
        internal SignatureKind Kind { get; set; }

        internal SignatureHash Hash { get; set; }

        /// <summary>The header that carries the signature, and its other names: the first that is there counts.</summary>
        internal string[] Headers { get; set; }

        internal SignatureForm Form { get; set; }

        /// <summary>What stands between the entries of a list, or between pairs.</summary>
        internal string Separator { get; set; }

        /// <summary>What stands before a plain signature.</summary>
        internal string Prefix { get; set; }

        /// <summary>Those of a list's entries that count; none where entries have no version.</summary>
        internal string[] Versions { get; set; }

        /// <summary>The name of the pairs that are signatures.</summary>
        internal string SignaturePair { get; set; }

        /// <summary>The name of the pair that is the timestamp; empty if there is none.</summary>
        internal string TimestampPair { get; set; }

        internal SignatureEncoding Encoding { get; set; }

        internal KeyForm Key { get; set; }

        /// <summary>What may stand before a secret that is encoded.</summary>
        internal string SecretPrefix { get; set; }

        /// <summary>What is signed, in order.</summary>
        internal SignedPart[] Content { get; set; }

        /// <summary>Whether the secret itself is sent.</summary>
        internal bool IsToken => Kind != SignatureKind.Hmac;

        /// <summary>How many bytes a signature has.</summary>
        internal int SignatureLength => Hash == SignatureHash.Sha1 ? 20 : Hash == SignatureHash.Sha256 ? 32 : 64;

        /// <summary>Whether a part is signed.</summary>
        internal bool Signs(SignedPart part)
        {
            return Content.Contains(part);
        }
    }

    /// <summary>What proves who sent a request.</summary>
    internal enum SignatureKind
    {
        Hmac,

        /// <summary>The secret itself.</summary>
        Token,

        /// <summary>The secret in base64.</summary>
        Basic,
    }

    /// <summary>That of an HMAC.</summary>
    internal enum SignatureHash
    {
        Sha1,
        Sha256,
        Sha512,
    }

    /// <summary>What the header's value looks like.</summary>
    internal enum SignatureForm
    {
        /// <summary>The prefix and the signature.</summary>
        Plain,

        /// <summary>Entries <c>version,signature</c>, or signatures.</summary>
        List,

        /// <summary>Pairs <c>name=value</c>.</summary>
        Pairs,
    }

    /// <summary>How a signature is written.</summary>
    internal enum SignatureEncoding
    {
        /// <summary>Lower-case digits.</summary>
        Hex,
        Base64,

        /// <summary>With or without padding.</summary>
        Base64Url,
    }

    /// <summary>How a secret's text becomes the key.</summary>
    internal enum KeyForm
    {
        Utf8,
        Base64,
        Hex,
    }
}
