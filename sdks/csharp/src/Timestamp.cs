using System;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Autosend.Webhooks
{
    /// <summary>A point in time as an event carries it, ISO 8601. It prints back exactly what came in.</summary>
    public sealed class Timestamp
    {
        private static readonly Regex Pattern =
            new Regex(Provider.TimePattern, RegexOptions.CultureInvariant);

        private readonly string text;

        private Timestamp(string text, DateTimeOffset instant)
        {
            this.text = text;
            Instant = instant;
        }

        /// <summary>The point in time, to 100 nanoseconds.</summary>
        public DateTimeOffset Instant { get; }

        /// <summary>Reads a time such as 2025-11-12T10:30:00.000Z: up to nine fractional digits, Z or a numeric offset, a real
        /// calendar date; null if it is none.</summary>
        public static Timestamp Parse(string text)
        {
            if (!Pattern.IsMatch(text))
            {
                return null;
            }
            string seconds = text.Substring(0, "0000-00-00T00:00:00".Length);
            bool isDate = DateTime.TryParseExact(
                seconds,
                "yyyy-MM-dd'T'HH:mm:ss",
                CultureInfo.InvariantCulture,
                DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
                out DateTime date);
            if (!isDate)
            {
                return null;
            }
            string zone = text.EndsWith("Z", StringComparison.Ordinal) ? "Z" : text.Substring(text.Length - "+00:00".Length);
            string fraction = text.Substring(seconds.Length, text.Length - seconds.Length - zone.Length);
            long ticks = date.Ticks + Ticks(fraction) - Offset(zone).Ticks;
            // The first and the last hours of the calendar, elsewhere.
            ticks = Math.Max(DateTime.MinValue.Ticks, Math.Min(DateTime.MaxValue.Ticks, ticks));
            return new Timestamp(text, new DateTimeOffset(ticks, TimeSpan.Zero));
        }

        private static long Ticks(string fraction)
        {
            return fraction.Length == 0 ? 0 : int.Parse(fraction.Substring(1).PadRight(9, '0'), CultureInfo.InvariantCulture) / 100;
        }

        private static TimeSpan Offset(string zone)
        {
            if (zone == "Z")
            {
                return TimeSpan.Zero;
            }
            TimeSpan offset = TimeSpan.ParseExact(zone.Substring(1), "hh\\:mm", CultureInfo.InvariantCulture);
            return zone[0] == '-' ? offset.Negate() : offset;
        }

        /// <summary>A time of yours, in UTC with milliseconds.</summary>
        public static Timestamp Of(DateTimeOffset instant)
        {
            return Parse(instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
        }

        /// <summary>The time as it came in.</summary>
        public override string ToString()
        {
            return text;
        }
    }
}
