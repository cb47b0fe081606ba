using System;
using System.Linq;
using System.Security.Cryptography;
using System.Text;

namespace Autosend.Webhooks
{
    /// <summary>What a provider signs of a request.</summary>
    internal sealed class SignedContent
    {
        /// <summary>Servers read headers so.</summary>
        internal static readonly Encoding Latin1 = Encoding.GetEncoding("iso-8859-1");

        private readonly HeaderValues headers;
        private readonly RequestTarget target;
        private readonly byte[] body;

        internal SignedContent(HeaderValues headers, RequestTarget target, byte[] body)
        {
            this.headers = headers;
            this.target = target;
            this.body = body;
        }

        /// <summary>The parts that a scheme signs, with the timestamp as it was sent.</summary>
        internal byte[][] Of(SignatureScheme scheme, string timestamp)
        {
            return scheme.Content.Select(part => Bytes(part, timestamp)).ToArray();
        }

        private byte[] Bytes(SignedPart part, string timestamp)
        {
            if (part == SignedPart.Body)
            {
                return body;
            }
            if (part == SignedPart.SortedForm)
            {
                return FormBody.Sorted(body);
            }
            if (part == SignedPart.Url || part == SignedPart.Method || part.Constant.Length > 0)
            {
                string text = part == SignedPart.Url ? Url() : part == SignedPart.Method ? target.Method : part.Constant;
                return Encoding.UTF8.GetBytes(text);
            }
            return Latin1.GetBytes(
                part == SignedPart.Timestamp ? timestamp
                : part == SignedPart.DeliveryId ? headers.DeliveryId
                : part == SignedPart.BodySha256 ? Hex.Encode(Sha256(body))
                : headers.Named(part.HeaderName));
        }

        private string Url()
        {
            return target.Url.Length > 0
                ? target.Url
                : throw new InvalidOperationException(
                    "the URL is signed: say which one the provider was given, by Url of the verifier's options");
        }

        internal static byte[] Sha256(byte[] bytes)
        {
            using (var sha256 = SHA256.Create())
            {
                return sha256.ComputeHash(bytes);
            }
        }
    }
}
