using System;
using System.Collections.Generic;

namespace Autosend.Webhooks
{
    /// <summary>A JSON value that no property names, with the text that it came in. That text keeps what parsers lose:
    /// integers beyond 2^53, 1.0, 1e999.</summary>
    public sealed class Json
    {
        internal static readonly IReadOnlyDictionary<string, Json> NoMembers = new Dictionary<string, Json>();

        private readonly string source;
        private readonly int start;
        private readonly int end;
        private readonly object value;

        internal Json(string source, int start, int end, object value)
        {
            this.source = source;
            this.start = start;
            this.end = end;
            this.value = value;
        }

        /// <summary>Whether it is null.</summary>
        public bool IsNull => value == null;

        /// <summary>The text of a string, with U+FFFD for each lone surrogate; null if it is no string.</summary>
        public string String => value is string ? Text.WithoutLoneSurrogates((string)value) : null;

        /// <summary>The number; null if it is none.</summary>
        public JsonNumber? Number => value as JsonNumber?;

        /// <summary>True or false; null if it is neither.</summary>
        public bool? Boolean => value as bool?;

        /// <summary>The members of an object, of duplicate names the last one; null if it is no object.</summary>
        public IReadOnlyDictionary<string, Json> Members => value as IReadOnlyDictionary<string, Json>;

        /// <summary>The items of an array; null if it is no array.</summary>
        public IReadOnlyList<Json> Items => value as IReadOnlyList<Json>;

        /// <summary>Whether a string can't be printed back from what <see cref="String"/> says.</summary>
        internal bool HasLoneSurrogates => value is string && String != (string)value;

        /// <summary>The value as it came: JSON, to be given to a parser of yours.</summary>
        public override string ToString()
        {
            return source.Substring(start, end - start);
        }
    }

    /// <summary>A number as it was sent, to any precision.</summary>
    public struct JsonNumber
    {
        private readonly string text;

        internal JsonNumber(string text)
        {
            this.text = text;
        }

        /// <summary>A number of yours.</summary>
        public static implicit operator JsonNumber(decimal value)
        {
            return new JsonNumber(value.ToString(System.Globalization.CultureInfo.InvariantCulture));
        }

        /// <summary>The nearest double; infinite beyond its range.</summary>
        public double ToDouble()
        {
            if (Text.TryDouble(ToString(), out double value))
            {
                return value;
            }
            return ToString().StartsWith("-", StringComparison.Ordinal) ? double.NegativeInfinity : double.PositiveInfinity;
        }

        /// <summary>The number as it was sent.</summary>
        public override string ToString()
        {
            return text ?? "0";
        }
    }
}
