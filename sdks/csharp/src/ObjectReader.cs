using System.Collections.Generic;

namespace Autosend.Webhooks
{
    /// <summary>Reads an object member by member; what no field names, or can print back, stays.</summary>
    internal sealed class ObjectReader
    {
        private readonly Dictionary<string, Json> rest = new Dictionary<string, Json>();
        private bool original;

        internal ObjectReader(IReadOnlyDictionary<string, Json> members, Reading reading)
        {
            foreach (KeyValuePair<string, Json> member in members)
            {
                rest.Add(member.Key, member.Value);
            }
            Reading = reading;
        }

        /// <summary>The event's data that the object is a part of.</summary>
        internal Reading Reading { get; }

        internal IReadOnlyDictionary<string, Json> Rest => rest;

        internal T Read<T>(Field<T> field)
        {
            string name = field.Name(Reading.Generation);
            if (name.Length == 0 || !rest.TryGetValue(name, out Json json))
            {
                return Absent(field, name);
            }
            if (Provider.ListsProblems)
            {
                return ReadLeniently(field, name, json);
            }
            try
            {
                return Keep(field, name, json);
            }
            catch (DecodeException failure)
            {
                throw failure.Within(name);
            }
        }

        /// <summary>Reads a field, which is no other member then, unless it is kept as it came.</summary>
        private T Keep<T>(Field<T> field, string name, Json json)
        {
            original = false;
            T value = field.Codec.Read(json, this);
            if (!original)
            {
                rest.Remove(name);
            }
            return value;
        }

        /// <summary>What does not fit is absent, listed, and kept among the members that no property names.</summary>
        private T ReadLeniently<T>(Field<T> field, string name, Json json)
        {
            int before = Reading.Problems.Count;
            try
            {
                if (field.RefusesNull && json.IsNull)
                {
                    throw new DecodeException("is null");
                }
                T value = Keep(field, name, json);
                Reading.Within(before, name);
                return value;
            }
            catch (DecodeException failure)
            {
                Reading.Cut(before);
                Reading.Add(name, failure.Message);
                return default(T);
            }
        }

        /// <summary>An absent optional member, or the boolean that a generation lacks, which is false there.</summary>
        private T Absent<T>(Field<T> field, string name)
        {
            if (Provider.ListsProblems && field.IsExpected)
            {
                Reading.Add(name, "is missing");
            }
            return !field.IsRequired || name.Length == 0 ? default(T) : throw new DecodeException("is missing").Within(name);
        }

        /// <summary>Reads a variant of a union, if the value fits it without a problem.</summary>
        internal bool TryRead<T>(Codec<T> codec, Json json, out T value)
        {
            int before = Reading.Problems.Count;
            value = default(T);
            if (Reading.MayAttempt())
            {
                try
                {
                    value = codec.Read(json, this);
                    if (Reading.Problems.Count == before)
                    {
                        return true;
                    }
                }
                catch (DecodeException)
                {
                    // Then it is another variant.
                }
            }
            Reading.Cut(before);
            return false;
        }

        /// <summary>The text of a member that tells which variant an object is; null if it is no object, or has no such
        /// text.</summary>
        internal static string Tag(Json json, string member)
        {
            return json.Members != null && json.Members.TryGetValue(member, out Json tag) ? tag.String : null;
        }

        /// <summary>The member that is being read can't be printed back from its value: it is kept as it came.</summary>
        internal void KeepOriginal()
        {
            original = true;
        }
    }
}
