using System;
using System.Collections.Generic;
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
        internal T ReadObject(Json json, int generation)
        {
            return Read(json, new ObjectReader(Json.NoMembers, generation));
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
        internal static readonly Codec<string> Text =
            new Codec<string>(ReadText, (value, generation) => Autosend.Webhooks.Text.Quote(value));

        internal static readonly Codec<bool> Boolean = new Codec<bool>(
            (json, reader) => json.Boolean ?? throw IsNo("boolean"), (value, generation) => value ? "true" : "false");

        internal static readonly Codec<long> Integer =
            new Codec<long>(ReadInteger, (value, generation) => Autosend.Webhooks.Text.Number(value));

        internal static readonly Codec<JsonNumber> Number = new Codec<JsonNumber>(
            (json, reader) => json.Number ?? throw IsNo("number"), (value, generation) => value.ToString());

        internal static readonly Codec<Timestamp> Time = new Codec<Timestamp>(
            (json, reader) => Timestamp.Parse(ReadText(json, reader)) ?? throw IsNo("ISO 8601 time"),
            (value, generation) => Autosend.Webhooks.Text.Quote(value.ToString()));

        internal static Codec<T> Object<T>(Func<ObjectReader, T> read, Func<T, int, string> write)
        {
            return new Codec<T>(
                (json, reader) => read(new ObjectReader(json.Members ?? throw IsNo("object"), reader.Generation)), write);
        }

        internal static Codec<IReadOnlyList<T>> List<T>(Codec<T> item)
        {
            return new Codec<IReadOnlyList<T>>(
                (json, reader) => (json.Items ?? throw IsNo("array")).Select(it => item.Read(it, reader)).ToArray(),
                (values, generation) => "[" + string.Join(",", values.Select(it => item.Write(it, generation))) + "]");
        }

        /// <summary>A value or null. Absent members are the field's business.</summary>
        internal static Codec<Maybe<T>> Maybe<T>(Codec<T> codec)
        {
            return new Codec<Maybe<T>>(
                (json, reader) =>
                    json.IsNull ? Autosend.Webhooks.Maybe<T>.Null : Autosend.Webhooks.Maybe<T>.Of(codec.Read(json, reader)),
                (value, generation) => value.IsNull ? "null" : codec.Write(value.Value, generation));
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
            bool isNumber = Autosend.Webhooks.Text.TryDouble(text, out double value);
            if (!isNumber || !(value >= 0 && value <= Provider.MaxInteger) || Math.Floor(value) != value)
            {
                throw new DecodeException("is not an integer from 0 to " + Autosend.Webhooks.Text.Number(Provider.MaxInteger));
            }
            long integer = (long)value;
            if (Autosend.Webhooks.Text.Number(integer) != text)
            {
                reader.KeepOriginal();
            }
            return integer;
        }

        private static DecodeException IsNo(string kind)
        {
            return new DecodeException("is no " + kind);
        }
    }
}
