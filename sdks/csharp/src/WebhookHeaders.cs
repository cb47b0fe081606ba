using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace Autosend.Webhooks
{
    /// <summary>The headers of a delivery.</summary>
    public static class WebhookHeaders
    {
        /// <summary>Carries the signature.</summary>
        public const string Signature = Provider.SignatureHeader;

        /// <summary>Carries when the request was sent.</summary>
        public const string Timestamp = Provider.TimestampHeader;

        /// <summary>Carries the delivery's id, the same over all retries.</summary>
        public const string DeliveryId = Provider.DeliveryIdHeader;

        /// <summary>Carries the event type. The body decides.</summary>
        public const string Event = Provider.EventHeader;

        /// <summary>A header is refused that is there twice with different values: which of them another component reads is
        /// anybody's guess.</summary>
        internal static HeaderValues Read<TValues>(IEnumerable<KeyValuePair<string, TValues>> headers)
            where TValues : IEnumerable<string>
        {
            List<KeyValuePair<string, TValues>> all = headers.ToList();
            return new HeaderValues(Value(all, Signature), Value(all, Timestamp), Value(all, DeliveryId), Value(all, Event));
        }

        private static string Value<TValues>(List<KeyValuePair<string, TValues>> headers, string wanted)
            where TValues : IEnumerable<string>
        {
            string value = null;
            foreach (KeyValuePair<string, TValues> header in headers)
            {
                if (header.Key == null || header.Value == null || !Text.IsSame(header.Key, wanted))
                {
                    continue;
                }
                foreach (string candidate in header.Value)
                {
                    string trimmed = (candidate ?? "").Trim(' ', '\t');
                    if (value != null && value != trimmed)
                    {
                        throw new WebhookException(ErrorCode.DuplicateHeader, wanted);
                    }
                    value = trimmed;
                }
            }
            return value ?? "";
        }

        /// <summary>Whether the bytes of a value, which servers read as Latin-1, are those of a text in UTF-8.</summary>
        internal static bool Spells(string value, string text)
        {
            if (value.Any(it => it > '\xff'))
            {
                return value == text;
            }
            byte[] bytes = Encoding.UTF8.GetBytes(text);
            return bytes.Length == value.Length && bytes.Select(it => (char)it).SequenceEqual(value);
        }
    }

    /// <summary>Those that are empty count as absent.</summary>
    internal sealed class HeaderValues
    {
        internal readonly string Signature;
        internal readonly string Timestamp;
        internal readonly string DeliveryId;
        internal readonly string Event;

        internal HeaderValues(string signature, string timestamp, string deliveryId, string @event)
        {
            Signature = signature;
            Timestamp = timestamp;
            DeliveryId = deliveryId;
            Event = @event;
        }
    }
}
