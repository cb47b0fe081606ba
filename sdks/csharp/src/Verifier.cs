using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace Autosend.Webhooks
{
    /// <summary>What a <see cref="Verifier"/> lets pass.</summary>
    public sealed class VerifierOptions
    {
        /// <summary>How old a request may be; null switches the check of the timestamp off in both directions.</summary>
        public TimeSpan? Tolerance { get; set; } =
            Provider.HasTimestamp ? TimeSpan.FromMilliseconds(Provider.ToleranceMs) : (TimeSpan?)null;

        /// <summary>How far ahead of this machine's clock a request may be.</summary>
        public TimeSpan FutureTolerance { get; set; } = TimeSpan.FromMilliseconds(Provider.FutureToleranceMs);

        /// <summary>The largest body in bytes.</summary>
        public int MaxBody { get; set; } = Provider.MaxBody;

        /// <summary>Refuses event types that are not known, and known ones whose data does not fit. Without it both arrive:
        /// types and members may be added at any time.</summary>
        public bool Strict { get; set; }

        /// <summary>The URL that the provider was given, with its query, where it signs that; empty for that of each request, which
        /// behind a proxy is another one.</summary>
        public string Url { get; set; } = "";
    }

    /// <summary>Verifies requests: the signature over the raw body, the timestamp, then what the body says. It is immutable,
    /// and may be shared between threads.</summary>
    public sealed class Verifier
    {
        private static readonly bool HasTimestampHeader = Provider.TimestampHeaders.Length > 0;
        private static readonly bool HasIdHeader = Provider.DeliveryIdHeaders.Length > 0;

        /// <summary>Whether the timestamp has to be there even where it is not checked.</summary>
        private static readonly bool SignsTimestamp = Provider.Signatures.Any(it => it.Signs(SignedPart.Timestamp));

        /// <summary>Whether the body alone says the type, so that a header can disagree.</summary>
        private static readonly bool ComparesEvent = Provider.Envelope == null || Provider.Envelope.IsTypedByBody;

        private readonly Keyring keys;
        private readonly TimeSpan? tolerance;
        private readonly TimeSpan futureTolerance;
        private readonly bool strict;

        /// <summary>Empty if it is that of each request.</summary>
        private readonly string url;

        /// <summary>A verifier with the default settings.</summary>
        /// <param name="secrets">One, or several while one is being replaced: <see cref="Delivery.SecretIndex"/> tells which
        /// one matched.</param>
        /// <exception cref="WebhookException">There is no secret, or one that can't be any.</exception>
        public Verifier(params string[] secrets)
            : this(new Keyring(secrets), null)
        {
        }

        /// <summary>A verifier with settings of yours.</summary>
        /// <exception cref="WebhookException">There is no secret, or one that can't be any.</exception>
        /// <exception cref="ArgumentOutOfRangeException">A setting is negative.</exception>
        /// <exception cref="InvalidOperationException">A tolerance is set, and the provider does not say when it sent a
        /// request.</exception>
        public Verifier(IEnumerable<string> secrets, VerifierOptions options)
            : this(new Keyring(secrets), options)
        {
        }

        /// <summary>A verifier that asks for its secrets: at the first request, and again whenever a signature matches none of those
        /// that it has, so that a secret can be replaced without a restart.</summary>
        /// <remarks>What is returned is checked then: where there is no secret, or the function throws, requests are refused with
        /// <see cref="ErrorCode.InvalidSecret"/>. It is called by several threads at once, and anybody's request may cause a
        /// call: keep the secrets at hand if looking them up is expensive.</remarks>
        /// <exception cref="ArgumentOutOfRangeException">A setting is negative.</exception>
        public Verifier(Func<IEnumerable<string>> secrets, VerifierOptions options = null)
            : this(new Keyring(secrets), options)
        {
        }

        private Verifier(Keyring keys, VerifierOptions options)
        {
            options = options ?? new VerifierOptions();
            this.keys = keys;
            tolerance = NotNegative(options.Tolerance, nameof(options.Tolerance));
            futureTolerance = NotNegative(options.FutureTolerance, nameof(options.FutureTolerance)).Value;
            MaxBody = options.MaxBody >= 0
                ? options.MaxBody
                : throw new ArgumentOutOfRangeException(nameof(options.MaxBody), options.MaxBody, "must be a non-negative number of bytes");
            strict = options.Strict;
            url = options.Url ?? throw new ArgumentNullException(nameof(options.Url));
            if (tolerance != null && !Provider.HasTimestamp)
            {
                throw new InvalidOperationException("requests carry no timestamp: there is no age to tolerate");
            }
        }

        private static TimeSpan? NotNegative(TimeSpan? duration, string name)
        {
            return duration < TimeSpan.Zero
                ? throw new ArgumentOutOfRangeException(name, duration, "must be a non-negative duration")
                : duration;
        }

        /// <summary>The largest body in bytes, for whoever reads it from the network.</summary>
        public int MaxBody { get; }

        /// <summary>Authenticates a request, checks its timestamp against this machine's clock, and reads the event.</summary>
        /// <param name="body">The raw body, exactly as received.</param>
        /// <param name="headers">All values of each header, by names in any case: a dictionary of lists, or the headers of a
        /// framework's request.</param>
        /// <exception cref="WebhookException">The request is refused.</exception>
        public Delivery Verify<TValues>(byte[] body, IEnumerable<KeyValuePair<string, TValues>> headers)
            where TValues : IEnumerable<string>
        {
            return VerifyAt(body, headers, DateTimeOffset.UtcNow);
        }

        /// <summary><c>Verify</c> with the clock as an argument.</summary>
        /// <exception cref="WebhookException">The request is refused.</exception>
        public Delivery VerifyAt<TValues>(
            byte[] body, IEnumerable<KeyValuePair<string, TValues>> headers, DateTimeOffset now)
            where TValues : IEnumerable<string>
        {
            return VerifyAt(body, headers, RequestTarget.Post, now);
        }

        /// <summary><c>VerifyAt</c> where the provider signs the method or the URL.</summary>
        /// <param name="body">The raw body, exactly as received.</param>
        /// <param name="headers">All values of each header, by names in any case.</param>
        /// <param name="target">What the request is for; a URL of the verifier's own comes before this one.</param>
        /// <param name="now">The time.</param>
        /// <exception cref="WebhookException">The request is refused.</exception>
        /// <exception cref="InvalidOperationException">The URL is signed and nothing says it.</exception>
        public Delivery VerifyAt<TValues>(
            byte[] body, IEnumerable<KeyValuePair<string, TValues>> headers, RequestTarget target, DateTimeOffset now)
            where TValues : IEnumerable<string>
        {
            if (body.Length > MaxBody)
            {
                throw TooLarge(body.Length);
            }
            HeaderValues values = WebhookHeaders.Read(headers);
            RequirePresence(values);
            // From here on nobody else can change it.
            var own = (byte[])body.Clone();
            RequestTarget signed = url.Length == 0 ? target : new RequestTarget(target.Method, url);
            List<Claim> claims = Claims(values, new SignedContent(values, signed, own));
            Keyring.Match match = keys.Find(claims) ?? throw new WebhookException(ErrorCode.SignatureMismatch);
            long? sentAt = Timely(match.Claim.Timestamp, now);
            if (HasIdHeader && !IsId(values.DeliveryId))
            {
                throw new WebhookException(ErrorCode.MalformedDeliveryId);
            }
            // Nothing is parsed before it is authentic.
            ReadBody read = ReadBody.Of(own, values);
            foreach (Event @event in read.Events)
            {
                Expect(@event, values.Event);
            }
            // Where neither a header nor the body has one, the digest is the id.
            string id = HasIdHeader ? values.DeliveryId : IsId(read.Id) ? read.Id : "";
            return new Delivery(id, read.Events, sentAt, match.SecretIndex, own);
        }

        private static bool IsId(string id)
        {
            return id.Length > 0 && id.Length <= Provider.MaxDeliveryId && id.All(it => it >= '!' && it <= '~');
        }

        internal WebhookException TooLarge(long length)
        {
            return new WebhookException(
                ErrorCode.BodyTooLarge, Text.Number(length) + " bytes, the limit is " + Text.Number(MaxBody));
        }

        private void RequirePresence(HeaderValues values)
        {
            if (Provider.Signatures.Select((scheme, place) => values.Signature(place)).All(it => it.Length == 0))
            {
                throw new WebhookException(ErrorCode.MissingSignature);
            }
            bool needsTimestamp = HasTimestampHeader && (tolerance != null || SignsTimestamp);
            if (needsTimestamp && values.Timestamp.Length == 0)
            {
                throw new WebhookException(ErrorCode.MissingTimestamp);
            }
            if (HasIdHeader && values.DeliveryId.Length == 0)
            {
                throw new WebhookException(ErrorCode.MissingDeliveryId);
            }
        }

        /// <summary>What the headers of signatures say, each with what it is about.</summary>
        private List<Claim> Claims(HeaderValues headers, SignedContent content)
        {
            var claims = new List<Claim>();
            bool lacksTimestamp = false;
            for (int i = 0; i < Provider.Signatures.Length; i++)
            {
                SignatureScheme scheme = Provider.Signatures[i];
                SignatureHeader read = SignatureHeader.Read(scheme, headers.Signature(i));
                // An empty token is one that is not there.
                if (headers.Signature(i).Length == 0 || read.Signatures.Count == 0)
                {
                    continue;
                }
                string timestamp = HasTimestampHeader ? headers.Timestamp : read.Timestamp;
                if (timestamp.Length == 0 && (tolerance != null || scheme.Signs(SignedPart.Timestamp)))
                {
                    lacksTimestamp = true;
                }
                else
                {
                    claims.Add(new Claim(i, read.Signatures, timestamp, content.Of(scheme, timestamp)));
                }
            }
            return claims.Count > 0
                ? claims
                : throw new WebhookException(lacksTimestamp ? ErrorCode.MissingTimestamp : ErrorCode.MalformedSignature);
        }

        /// <summary>When the request was sent, in Unix milliseconds; null if it does not say.</summary>
        private long? Timely(string header, DateTimeOffset now)
        {
            if (header.Length == 0)
            {
                return null;
            }
            if (header.Length > Provider.MaxTimestampDigits || header.Any(it => it < '0' || it > '9'))
            {
                throw new WebhookException(ErrorCode.MalformedTimestamp);
            }
            long sent = SentAt(long.Parse(header, CultureInfo.InvariantCulture));
            if (tolerance != null)
            {
                CheckAge(now.ToUnixTimeMilliseconds() - sent, tolerance.Value);
            }
            return sent;
        }

        /// <summary>In milliseconds: more of them than a TimeSpan holds fit into the header.</summary>
        private void CheckAge(long age, TimeSpan old)
        {
            if (age >= old.TotalMilliseconds)
            {
                throw new WebhookException(
                    ErrorCode.TimestampTooOld, Seconds(age) + " ago, the tolerance is " + Seconds(old.TotalMilliseconds));
            }
            if (-age >= futureTolerance.TotalMilliseconds)
            {
                throw new WebhookException(
                    ErrorCode.TimestampInFuture,
                    Seconds(-age) + " ahead, the tolerance is " + Seconds(futureTolerance.TotalMilliseconds));
            }
        }

        private static string Seconds(double milliseconds)
        {
            return Text.Number((long)milliseconds / 1000) + " s";
        }

        /// <summary>In Unix milliseconds.</summary>
        private static long SentAt(long number)
        {
            return number < Provider.SecondsBelow ? number * 1000 : number;
        }

        /// <summary>Compares the body's event with the header's, and in strict mode with what is known.</summary>
        private void Expect(Event @event, string header)
        {
            if (ComparesEvent && header.Length > 0 && !WebhookHeaders.Spells(header, @event.Type))
            {
                throw new WebhookException(ErrorCode.EventMismatch, "the body says " + Text.Quote(@event.Type));
            }
            if (strict && @event is Unknown)
            {
                throw new WebhookException(ErrorCode.UnknownEvent, Text.Quote(@event.Type));
            }
            if (strict && @event is Invalid invalid)
            {
                throw new WebhookException(ErrorCode.InvalidEventData, invalid.Reason);
            }
            if (strict && @event.Problems.Count > 0)
            {
                throw new WebhookException(ErrorCode.InvalidEventData, @event.Problems[0].ToString());
            }
        }
    }
}
