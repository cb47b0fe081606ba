using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Security.Cryptography;

namespace Autosend.Webhooks
{
    /// <summary>What a <see cref="Verifier"/> lets pass.</summary>
    public sealed class VerifierOptions
    {
        /// <summary>How old a request may be; null switches the check of the timestamp off in both directions.</summary>
        public TimeSpan? Tolerance { get; set; } =
            Provider.TimestampHeader.Length > 0 ? TimeSpan.FromMilliseconds(Provider.ToleranceMs) : (TimeSpan?)null;

        /// <summary>How far ahead of this machine's clock a request may be.</summary>
        public TimeSpan FutureTolerance { get; set; } = TimeSpan.FromMilliseconds(Provider.FutureToleranceMs);

        /// <summary>The largest body in bytes.</summary>
        public int MaxBody { get; set; } = Provider.MaxBody;

        /// <summary>Refuses event types that are not known, and known ones whose data does not fit. Without it both arrive:
        /// types and members may be added at any time.</summary>
        public bool Strict { get; set; }
    }

    /// <summary>Verifies requests: the signature over the raw body, the timestamp, then what the body says. It is immutable,
    /// and may be shared between threads.</summary>
    public sealed class Verifier
    {
        private readonly Keyring keys;
        private readonly TimeSpan? tolerance;
        private readonly TimeSpan futureTolerance;
        private readonly bool strict;

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
            if (body.Length > MaxBody)
            {
                throw TooLarge(body.Length);
            }
            HeaderValues values = WebhookHeaders.Read(headers);
            RequirePresence(values);
            // From here on nobody else can change it.
            var own = (byte[])body.Clone();
            int secretIndex = Authenticate(own, values);
            long? sentAt = Timely(values.Timestamp, now);
            if (values.DeliveryId.Length > Provider.MaxDeliveryId || values.DeliveryId.Any(it => it < '!' || it > '~'))
            {
                throw new WebhookException(ErrorCode.MalformedDeliveryId);
            }
            // Nothing is parsed before it is authentic.
            Event @event = Event.Parse(own);
            Expect(@event, values.Event);
            return new Delivery(values.DeliveryId, @event, sentAt, secretIndex, own);
        }

        internal WebhookException TooLarge(long length)
        {
            return new WebhookException(
                ErrorCode.BodyTooLarge, Text.Number(length) + " bytes, the limit is " + Text.Number(MaxBody));
        }

        private void RequirePresence(HeaderValues values)
        {
            if (values.Signature.Length == 0)
            {
                throw new WebhookException(ErrorCode.MissingSignature);
            }
            if (values.Timestamp.Length == 0 && (tolerance != null || Signer.SignsTimestamp))
            {
                throw new WebhookException(ErrorCode.MissingTimestamp);
            }
            if (values.DeliveryId.Length == 0)
            {
                throw new WebhookException(ErrorCode.MissingDeliveryId);
            }
        }

        /// <summary>Finds the first secret that made the signature. It tries them all, so that the time tells nothing.</summary>
        private int Authenticate(byte[] body, HeaderValues headers)
        {
            byte[] signature = Signer.Decode(headers.Signature);
            if (signature == null)
            {
                throw new WebhookException(ErrorCode.MalformedSignature);
            }
            int matching = keys.Matching(it => CryptographicOperations.FixedTimeEquals(it.Sign(headers, body), signature));
            return matching >= 0 ? matching : throw new WebhookException(ErrorCode.SignatureMismatch);
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
            if (header.Length > 0 && !WebhookHeaders.Spells(header, @event.Type))
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
        }
    }
}
