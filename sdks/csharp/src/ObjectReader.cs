using System.Collections.Generic;

namespace Autosend.Webhooks
{
    /// <summary>Reads an object member by member; what no field names, or can print back, stays.</summary>
    internal sealed class ObjectReader
    {
        private readonly Dictionary<string, Json> rest = new Dictionary<string, Json>();
        private bool original;

        internal ObjectReader(IReadOnlyDictionary<string, Json> members, int generation)
        {
            foreach (KeyValuePair<string, Json> member in members)
            {
                rest.Add(member.Key, member.Value);
            }
            Generation = generation;
        }

        internal int Generation { get; }

        internal IReadOnlyDictionary<string, Json> Rest => rest;

        internal T Read<T>(Field<T> field)
        {
            string name = field.Name(Generation);
            if (name.Length == 0 || !rest.TryGetValue(name, out Json json))
            {
                // An absent optional member, or the boolean that a generation lacks, which is false there.
                return !field.IsRequired || name.Length == 0 ? default(T) : throw new DecodeException("is missing").Within(name);
            }
            original = false;
            try
            {
                T value = field.Codec.Read(json, this);
                if (!original)
                {
                    rest.Remove(name);
                }
                return value;
            }
            catch (DecodeException failure)
            {
                throw failure.Within(name);
            }
        }

        /// <summary>The member that is being read can't be printed back from its value: it is kept as it came.</summary>
        internal void KeepOriginal()
        {
            original = true;
        }
    }
}
