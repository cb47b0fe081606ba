using System;
using System.Collections.Generic;

namespace Autosend.Webhooks
{
    /// <summary>An authentic, timely request with its event read. It is made by <see cref="Verifier"/>.</summary>
    public sealed class Delivery
    {
        private readonly string id;
        private readonly byte[] body;
        private readonly Lazy<string> digest;

        /// <summary>The id is empty where the request has none.</summary>
        internal Delivery(string id, IReadOnlyList<Event> events, long? sentAtMilliseconds, int secretIndex, byte[] body)
        {
            this.id = id;
            Events = events;
            SentAtMilliseconds = sentAtMilliseconds;
            SecretIndex = secretIndex;
            this.body = body;
            digest = new Lazy<string>(() => Hex.Encode(SignedContent.Sha256(body)));
        }

        /// <summary>The delivery's id, the same over all retries: visible ASCII characters. It is the <see cref="Digest"/> where the
        /// request has no id.</summary>
        public string Id => id.Length == 0 ? Digest : id;

        /// <summary>What happened.</summary>
        public Event Event => Events[0];

        /// <summary>All that happened: one event, or those of a body that holds several; at least one.</summary>
        public IReadOnlyList<Event> Events { get; }

        /// <summary>The event's type as the body names it, known or not.</summary>
        public string Type => Event.Type;

        /// <summary>When the event was created, from the signed body; null if it holds no such time.</summary>
        public Timestamp CreatedAt => Event.CreatedAt;

        /// <summary>When the request says it was sent, in Unix milliseconds; null only where the tolerance is off and the header
        /// absent.</summary>
        public long? SentAtMilliseconds { get; }

        /// <summary><see cref="SentAtMilliseconds"/> as a date; the last one that there is for what lies beyond the year 9999,
        /// which passes only where the tolerance is off.</summary>
        public DateTimeOffset? SentAt
        {
            get
            {
                long last = DateTimeOffset.MaxValue.ToUnixTimeMilliseconds();
                return SentAtMilliseconds is long sent
                    ? DateTimeOffset.FromUnixTimeMilliseconds(Math.Min(sent, last))
                    : (DateTimeOffset?)null;
            }
        }

        /// <summary>Which of the verifier's secrets matched, from 0.</summary>
        public int SecretIndex { get; }

        /// <summary>A copy of the raw body, exactly as received.</summary>
        public byte[] Body()
        {
            return (byte[])body.Clone();
        }

        /// <summary>The SHA-256 of the body, 64 lower-case hex digits: what tells a repeat, since only the body is signed.
        /// It is a second pass over the body, so it is computed when first asked for.</summary>
        public string Digest => digest.Value;

        /// <summary>The id and the type: the rest may be personal.</summary>
        public override string ToString()
        {
            return "Delivery { Id = " + Id + ", Type = " + Type + " }";
        }
    }
}
