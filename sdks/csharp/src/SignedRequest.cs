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

        /// <summary>The event header; empty for none.</summary>
        public string Event { get; set; }

        /// <summary>When the request is sent.</summary>
        public DateTimeOffset SentAt { get; set; } = DateTimeOffset.UtcNow;

        /// <summary>The headers, as <c>Verifier.Verify</c> takes them.</summary>
        public IDictionary<string, string[]> Headers()
        {
            string timestamp = Text.Number(Provider.SendsSeconds ? SentAt.ToUnixTimeSeconds() : SentAt.ToUnixTimeMilliseconds());
            byte[] signature = signer.Sign(new HeaderValues("", timestamp, DeliveryId, Event), body);
            var headers = new Dictionary<string, string[]>
            {
                ["Content-Type"] = new[] { WebhookResponse.ContentType },
                [WebhookHeaders.Signature] = new[] { Signer.Encode(signature) },
                [WebhookHeaders.Timestamp] = new[] { timestamp },
                [WebhookHeaders.DeliveryId] = new[] { DeliveryId },
            };
            if (Event.Length > 0)
            {
                headers[WebhookHeaders.Event] = new[] { Event };
            }
            return headers;
        }

        /// <summary>The type that the body names, if it is one that a header can carry.</summary>
        private static string EventOf(byte[] body)
        {
            try
            {
                string type = Autosend.Webhooks.Event.Parse(body).Type;
                return type.All(it => it > ' ' && it < '\x7f') ? type : "";
            }
            catch (WebhookException)
            {
                return "";
            }
        }
    }
}
