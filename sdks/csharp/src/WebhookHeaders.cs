using System;
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

        /// <summary>All that are looked at, each once.</summary>
        internal static readonly string[] Names = Distinct(Looked());

        private static IEnumerable<string> Looked()
        {
            foreach (SignatureScheme scheme in Provider.Signatures)
            {
                foreach (string name in scheme.Headers.Concat(scheme.Content.Select(part => part.HeaderName)))
                {
                    yield return name;
                }
            }
            IEnumerable<string> ofEnvelope = Provider.Envelope == null ? new string[0] : Provider.Envelope.Headers;
            IEnumerable<string> others = Provider.TimestampHeaders.Concat(Provider.DeliveryIdHeaders).Concat(ofEnvelope);
            foreach (string name in others.Concat(new[] { Event }))
            {
                yield return name;
            }
        }

        private static string[] Distinct(IEnumerable<string> names)
        {
            var distinct = new List<string>();
            foreach (string name in names)
            {
                if (name.Length > 0 && !distinct.Any(other => Text.IsSame(other, name)))
                {
                    distinct.Add(name);
                }
            }
            return distinct.ToArray();
        }

        /// <summary>The number of a header among those that are looked at; negative if it is none of these.</summary>
        internal static int Find(string name)
        {
            return Array.FindIndex(Names, other => Text.IsSame(other, name));
        }

        /// <summary>A header is refused that is there twice with different values: which of them another component reads is
        /// anybody's guess.</summary>
        internal static HeaderValues Read<TValues>(IEnumerable<KeyValuePair<string, TValues>> headers)
            where TValues : IEnumerable<string>
        {
            var values = new string[Names.Length];
            foreach (KeyValuePair<string, TValues> header in headers)
            {
                int found = header.Key == null || header.Value == null ? -1 : Find(header.Key);
                if (found >= 0)
                {
                    values[found] = Value(Names[found], values[found], header.Value);
                }
            }
            return new HeaderValues(values);
        }

        /// <summary>The one value, which may be known already.</summary>
        private static string Value(string name, string known, IEnumerable<string> candidates)
        {
            string value = known;
            foreach (string candidate in candidates)
            {
                string trimmed = (candidate ?? "").Trim(' ', '\t');
                if (value != null && value != trimmed)
                {
                    throw new WebhookException(ErrorCode.DuplicateHeader, name);
                }
                value = trimmed;
            }
            return value;
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

    /// <summary>The values of a request's headers; those that are empty count as absent.</summary>
    internal sealed class HeaderValues
    {
        internal static readonly HeaderValues None = new HeaderValues(new string[WebhookHeaders.Names.Length]);

        private static readonly int[][] SignaturePlaces = Provider.Signatures.Select(scheme => Places(scheme.Headers)).ToArray();
        private static readonly int[] TimestampPlaces = Places(Provider.TimestampHeaders);
        private static readonly int[] DeliveryIdPlaces = Places(Provider.DeliveryIdHeaders);
        private static readonly int[] EventPlaces = Places(WebhookHeaders.Event);

        /// <summary>By the place of the name; null where there is none.</summary>
        private readonly string[] values;

        internal HeaderValues(string[] values)
        {
            this.values = values;
        }

        private static int[] Places(params string[] names)
        {
            return names.Select(WebhookHeaders.Find).Where(place => place >= 0).ToArray();
        }

        internal string Timestamp => First(TimestampPlaces);

        internal string DeliveryId => First(DeliveryIdPlaces);

        internal string Event => First(EventPlaces);

        /// <summary>That of a scheme, by its place.</summary>
        internal string Signature(int scheme)
        {
            return First(SignaturePlaces[scheme]);
        }

        /// <summary>That of a header which is signed, or part of the envelope.</summary>
        internal string Named(string name)
        {
            return First(Places(name));
        }

        /// <summary>Of several names the first that is there; empty if none is.</summary>
        private string First(int[] places)
        {
            foreach (int place in places)
            {
                if (!string.IsNullOrEmpty(values[place]))
                {
                    return values[place];
                }
            }
            return "";
        }
    }
}
