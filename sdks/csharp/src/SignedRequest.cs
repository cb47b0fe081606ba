using System;
using System.Collections.Generic;
using System.Linq;

namespace Autosend.Webhooks
{
    /// <summary>Makes the headers that AutoSend would send with a body, for your own tests.</summary>
    public sealed class SignedRequest
    {
        private readonly Signer signer;
        private readonly byte[] body;

        /// <summary>A request that is sent now, with an id of its own and the event that its body names.</summary>
        /// <exception cref="WebhookException">The secret can't be one.</exception>
        public SignedRequest(string secret, byte[] body)
        {
            signer = new Signer(secret);
            this.body = (byte[])body.Clone();
            Event = EventOf(body);
        }

        /// <summary>The delivery's id.</summary>
        public string DeliveryId { get; set; } = Provider.DeliveryIdPrefix + Guid.NewGuid().ToString("N");

        /// <summary>The event header; empty for none. Where the body does not name the event, this does.</summary>
        public string Event { get; set; }

        /// <summary>When the request is sent.</summary>
        public DateTimeOffset SentAt { get; set; } = DateTimeOffset.UtcNow;

        /// <summary>The URL that the request is for, where that is signed.</summary>
        public string Url { get; set; } = "";

        /// <summary>What else the request carries, by the names of headers: some providers sign others.</summary>
        public IDictionary<string, string> OtherHeaders { get; } = new Dictionary<string, string>();

        /// <summary>The headers, as <c>Verifier.Verify</c> takes them.</summary>
        /// <exception cref="InvalidOperationException">The URL is signed and was not set.</exception>
        public IDictionary<string, string[]> Headers()
        {
            SignatureScheme scheme = signer.Scheme;
            string timestamp = Text.Number(Provider.SendsSeconds ? SentAt.ToUnixTimeSeconds() : SentAt.ToUnixTimeMilliseconds());
            Dictionary<string, string[]> headers = Unsigned(timestamp);
            var content = new SignedContent(WebhookHeaders.Read(headers), new RequestTarget("POST", Url), body);
            byte[] signature = signer.Sign(content.Of(scheme, timestamp));
            headers[scheme.Headers[0]] = new[] { SignatureHeader.Write(scheme, signature, timestamp) };
            bool isForm = !string.IsNullOrEmpty(Provider.Envelope?.FormField);
            headers["Content-Type"] = new[] { isForm ? "application/x-www-form-urlencoded" : WebhookResponse.ContentType };
            return headers;
        }

        /// <summary>All but the signature.</summary>
        private Dictionary<string, string[]> Unsigned(string timestamp)
        {
            var headers = new Dictionary<string, string[]>();
            Put(headers, Provider.TimestampHeaders.FirstOrDefault(), timestamp);
            Put(headers, Provider.DeliveryIdHeaders.FirstOrDefault(), DeliveryId);
            IEnumerable<TextSource> sources = Provider.Envelope == null ? new TextSource[0] : Provider.Envelope.Type;
            foreach (TextSource source in sources)
            {
                Put(headers, source.Header, Event);
            }
            Put(headers, WebhookHeaders.Event, Event);
            foreach (KeyValuePair<string, string> header in OtherHeaders)
            {
                headers[header.Key] = new[] { header.Value };
            }
            return headers;
        }

        /// <summary>If it has a name and a value.</summary>
        private static void Put(Dictionary<string, string[]> headers, string name, string value)
        {
            if (!string.IsNullOrEmpty(name) && !string.IsNullOrEmpty(value))
            {
                headers[name] = new[] { value };
            }
        }

        /// <summary>The type that the body names, if it is one that a header can carry.</summary>
        private static string EventOf(byte[] body)
        {
            try
            {
                string type = global::Autosend.Webhooks.Event.Parse(body).Type;
                return type.All(it => it > ' ' && it < '\x7f') ? type : "";
            }
            catch (WebhookException)
            {
                return "";
            }
        }
    }
}
