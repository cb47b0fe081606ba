using System.Collections.Generic;
using System.Text;

namespace Autosend.Webhooks
{
    /// <summary>Writes a JSON object member by member.</summary>
    internal sealed class ObjectWriter
    {
        private readonly StringBuilder written = new StringBuilder("{");
        private readonly int generation;

        internal ObjectWriter(int generation)
        {
            this.generation = generation;
        }

        /// <summary>A field, unless its original was kept.</summary>
        internal ObjectWriter Write<T>(Field<T> field, T value, IReadOnlyDictionary<string, Json> kept)
        {
            string name = field.Name(generation);
            return name.Length == 0 || kept.ContainsKey(name) ? this : Member(name, field.Codec.Write(value, generation));
        }

        /// <summary>A field, unless it is absent or its original was kept.</summary>
        internal ObjectWriter Write<T>(Field<Maybe<T>> field, Maybe<T> value, IReadOnlyDictionary<string, Json> kept)
        {
            string name = field.Name(generation);
            bool isLeftOut = name.Length == 0 || kept.ContainsKey(name) || value.IsAbsent;
            return isLeftOut ? this : Member(name, field.Codec.Write(value, generation));
        }

        internal ObjectWriter Member(string name, string json)
        {
            if (written.Length > 1)
            {
                written.Append(',');
            }
            written.Append(Text.Quote(name)).Append(':').Append(json);
            return this;
        }

        internal ObjectWriter Members(IReadOnlyDictionary<string, Json> members)
        {
            foreach (KeyValuePair<string, Json> member in members)
            {
                Member(member.Key, member.Value.ToString());
            }
            return this;
        }

        public override string ToString()
        {
            return written + "}";
        }
    }
}
