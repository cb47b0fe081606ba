using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace Autosend.Webhooks
{
    /// <summary>Turns JSON of one kind into a type and back, by the generation of the body.</summary>
    internal sealed class Codec<T>
    {
        internal readonly Func<Json, ObjectReader, T> Read;
        internal readonly Func<T, int, string> Write;

        internal Codec(Func<Json, ObjectReader, T> read, Func<T, int, string> write)
        {
            Read = read;
            Write = write;
        }

        /// <summary>Reads an object that is no member of another.</summary>
        internal T ReadObject(Json json, Reading reading)
        {
            return Read(json, new ObjectReader(Json.NoMembers, reading));
        }

        /// <summary>The same in JSON, but another type.</summary>
        internal Codec<TOther> Map<TOther>(Func<T, TOther> into, Func<TOther, T> from)
        {
            return new Codec<TOther>(
                (json, reader) => into(Read(json, reader)), (value, generation) => Write(from(value), generation));
        }
    }

    internal static class Codec
    {
        /// <summary>How many digits of a number with a fraction or an exponent are exact.</summary>
        private const int ExactDigits = 28;

        internal static readonly Codec<string> Text =
            new Codec<string>(ReadText, (value, generation) => global::Autosend.Webhooks.Text.Quote(value));

        internal static readonly Codec<bool> Boolean = new Codec<bool>(
            (json, reader) => json.Boolean ?? throw IsNo("boolean"), (value, generation) => value ? "true" : "false");

        internal static readonly Codec<long> Integer =
            new Codec<long>(ReadInteger, (value, generation) => global::Autosend.Webhooks.Text.Number(value));

        internal static readonly Codec<long> Long =
            new Codec<long>(ReadLong, (value, generation) => global::Autosend.Webhooks.Text.Number(value));

        /// <summary>Anything, as it came.</summary>
        internal static readonly Codec<Json> Any = new Codec<Json>((json, reader) => json, (value, generation) => value.ToString());

        internal static readonly Codec<JsonNumber> Number = new Codec<JsonNumber>(
            (json, reader) => json.Number ?? throw IsNo("number"), (value, generation) => value.ToString());

        internal static readonly Codec<Timestamp> Time = new Codec<Timestamp>(
            (json, reader) => Timestamp.Parse(ReadText(json, reader)) ?? throw IsNo("ISO 8601 time"),
            (value, generation) => global::Autosend.Webhooks.Text.Quote(value.ToString()));

        internal static Codec<T> Object<T>(Func<ObjectReader, T> read, Func<T, int, string> write)
        {
            return new Codec<T>(
                (json, reader) => read(new ObjectReader(json.Members ?? throw IsNo("object"), reader.Reading)), write);
        }

        internal static Codec<IReadOnlyList<T>> List<T>(Codec<T> item)
        {
            return new Codec<IReadOnlyList<T>>(
                (json, reader) => ReadItems(item, json.Items ?? throw IsNo("array"), reader),
                (values, generation) => "[" + string.Join(",", values.Select(it => item.Write(it, generation))) + "]");
        }

        /// <summary>An object whose members have any name.</summary>
        internal static Codec<IReadOnlyDictionary<string, T>> Map<T>(Codec<T> codec)
        {
            return new Codec<IReadOnlyDictionary<string, T>>(
                (json, reader) => ReadMembers(codec, json.Members ?? throw IsNo("object"), reader),
                (values, generation) =>
                {
                    var written = new ObjectWriter(generation);
                    foreach (KeyValuePair<string, T> value in values)
                    {
                        written.Member(value.Key, codec.Write(value.Value, generation));
                    }
                    return written.ToString();
                });
        }

        /// <summary>A value or null. Absent members are the field's business.</summary>
        internal static Codec<Maybe<T>> Maybe<T>(Codec<T> codec)
        {
            return new Codec<Maybe<T>>(
                (json, reader) =>
                    json.IsNull ? global::Autosend.Webhooks.Maybe<T>.Null : global::Autosend.Webhooks.Maybe<T>.Of(codec.Read(json, reader)),
                (value, generation) => value.IsNull ? "null" : codec.Write(value.Value, generation));
        }

        private static T[] ReadItems<T>(Codec<T> codec, IReadOnlyList<Json> items, ObjectReader reader)
        {
            var values = new T[items.Count];
            for (int i = 0; i < values.Length; i++)
            {
                int before = reader.Reading.Problems.Count;
                values[i] = codec.Read(items[i], reader);
                reader.Reading.Within(before, i);
            }
            return values;
        }

        private static Dictionary<string, T> ReadMembers<T>(
            Codec<T> codec, IReadOnlyDictionary<string, Json> members, ObjectReader reader)
        {
            var values = new Dictionary<string, T>();
            foreach (KeyValuePair<string, Json> member in members)
            {
                int before = reader.Reading.Problems.Count;
                values.Add(member.Key, codec.Read(member.Value, reader));
                reader.Reading.Within(before, member.Key);
            }
            return values;
        }

        private static string ReadText(Json json, ObjectReader reader)
        {
            if (json.HasLoneSurrogates)
            {
                reader.KeepOriginal();
            }
            return json.String ?? throw IsNo("string");
        }

        /// <summary>Takes 3.0 and 3e0 for 3, as JSON Schema and JavaScript do.</summary>
        private static long ReadInteger(Json json, ObjectReader reader)
        {
            string text = (json.Number ?? throw IsNo("number")).ToString();
            bool isNumber = global::Autosend.Webhooks.Text.TryDouble(text, out double value);
            if (!isNumber || !(value >= 0 && value <= Provider.MaxInteger) || Math.Floor(value) != value)
            {
                throw new DecodeException("is not an integer from 0 to " + global::Autosend.Webhooks.Text.Number(Provider.MaxInteger));
            }
            long integer = (long)value;
            if (global::Autosend.Webhooks.Text.Number(integer) != text)
            {
                reader.KeepOriginal();
            }
            return integer;
        }

        /// <summary>Takes 3.0 and 3e0 for 3 as well, where that is exact.</summary>
        private static long ReadLong(Json json, ObjectReader reader)
        {
            string text = (json.Number ?? throw IsNo("number")).ToString();
            if (!long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long value))
            {
                value = Whole(text);
            }
            if (global::Autosend.Webhooks.Text.Number(value) != text)
            {
                reader.KeepOriginal();
            }
            return value;
        }

        /// <summary>What has more digits than are exact can't be told from a fraction, unless they are zeros.</summary>
        private static long Whole(string number)
        {
            int exponent = number.IndexOfAny(new[] { 'e', 'E' });
            string digits = exponent < 0 ? number : number.Substring(0, exponent);
            bool isExact = (digits.IndexOf('.') < 0 ? digits : digits.TrimEnd('0')).Count(char.IsDigit) <= ExactDigits;
            bool isNumber = global::Autosend.Webhooks.Text.TryDouble(number, out double nearly);
            // An exponent beyond all bounds may make nothing of anything.
            bool isInRange = nearly != 0 || digits.IndexOfAny("123456789".ToCharArray()) < 0;
            if (isExact && isNumber && isInRange && Math.Abs(nearly) <= long.MaxValue && Math.Floor(nearly) == nearly)
            {
                bool isDecimal = decimal.TryParse(number, NumberStyles.Float, CultureInfo.InvariantCulture, out decimal value);
                if (isDecimal && decimal.Truncate(value) == value && value >= long.MinValue && value <= long.MaxValue)
                {
                    return (long)value;
                }
            }
            throw IsNo("64-bit integer");
        }

        private static DecodeException IsNo(string kind)
        {
            return new DecodeException("is no " + kind);
        }
    }
}
