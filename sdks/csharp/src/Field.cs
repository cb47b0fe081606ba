namespace Autosend.Webhooks
{
    /// <summary>A member of an object.</summary>
    internal sealed class Field<T>
    {
        internal readonly Codec<T> Codec;
        internal readonly bool IsRequired;

        /// <summary>Whether its absence is a problem to be listed.</summary>
        internal readonly bool IsExpected;

        /// <summary>Whether null is one.</summary>
        internal readonly bool RefusesNull;

        private readonly string[] names;

        internal Field(Codec<T> codec, bool isRequired, string[] names, bool isExpected = false, bool refusesNull = false)
        {
            Codec = codec;
            IsRequired = isRequired;
            IsExpected = isExpected;
            RefusesNull = refusesNull;
            this.names = names;
        }

        /// <summary>Its name in a generation; empty if that lacks it.</summary>
        internal string Name(int generation)
        {
            return names[generation];
        }
    }

    internal static class Field
    {
        internal static Field<T> Required<T>(Codec<T> codec, params string[] names)
        {
            return new Field<T>(codec, true, names);
        }

        internal static Field<Maybe<T>> Optional<T>(Codec<T> codec, params string[] names)
        {
            return new Field<Maybe<T>>(Codec.Maybe(codec), false, names);
        }

        /// <summary>It should be there, and is listed as a problem where it is not.</summary>
        internal static Field<Maybe<T>> Expected<T>(Codec<T> codec, params string[] names)
        {
            return new Field<Maybe<T>>(Codec.Maybe(codec), false, names, isExpected: true, refusesNull: true);
        }

        /// <summary>The same, but it may be null.</summary>
        internal static Field<Maybe<T>> ExpectedOrNull<T>(Codec<T> codec, params string[] names)
        {
            return new Field<Maybe<T>>(Codec.Maybe(codec), false, names, isExpected: true);
        }

        /// <summary>It has to be there, and may be null.</summary>
        internal static Field<Maybe<T>> Nullable<T>(Codec<T> codec, params string[] names)
        {
            return new Field<Maybe<T>>(Codec.Maybe(codec), true, names);
        }
    }
}
