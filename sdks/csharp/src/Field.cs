namespace Autosend.Webhooks
{
    /// <summary>A member of an object.</summary>
    internal sealed class Field<T>
    {
        internal readonly Codec<T> Codec;
        internal readonly bool IsRequired;
        private readonly string[] names;

        internal Field(Codec<T> codec, bool isRequired, string[] names)
        {
            Codec = codec;
            IsRequired = isRequired;
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

        /// <summary>It has to be there, and may be null.</summary>
        internal static Field<Maybe<T>> Nullable<T>(Codec<T> codec, params string[] names)
        {
            return new Field<Maybe<T>>(Codec.Maybe(codec), true, names);
        }
    }
}
