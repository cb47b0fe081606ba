using System;
using System.Linq;

namespace Autosend.Webhooks
{
    /// <summary>The members that lead to a value. <c>{name}</c> stands for the text of that member of the whole.</summary>
    internal sealed class JsonPath
    {
        private readonly string[] members;

        internal JsonPath(params string[] members)
        {
            this.members = members;
        }

        /// <summary>How many members lead to it: none to the whole.</summary>
        internal int Length => members.Length;

        /// <summary>The first member; empty if this is the whole.</summary>
        internal string First => members.Length == 0 ? "" : members[0];

        /// <summary>Finds the value within another; null if there is none.</summary>
        internal Json Find(Json whole)
        {
            Json value = whole;
            for (int i = 0; i < members.Length; i++)
            {
                if (value.Members == null || !value.Members.TryGetValue(Member(i, whole), out value))
                {
                    return null;
                }
            }
            return value;
        }

        /// <summary>The text there; empty if there is none.</summary>
        internal string TextIn(Json whole)
        {
            return Find(whole)?.String ?? "";
        }

        /// <summary>The name of the member at a place, as the whole has it; empty if it does not say.</summary>
        internal string Member(int place, Json whole)
        {
            string named = Named(members[place]);
            return named == null ? members[place] : new JsonPath(named).TextIn(whole);
        }

        /// <summary>What a placeholder names; null if it is none.</summary>
        internal static string Named(string member)
        {
            bool isPlaceholder = member.Length > 2
                && member.StartsWith("{", StringComparison.Ordinal) && member.EndsWith("}", StringComparison.Ordinal);
            return isPlaceholder ? member.Substring(1, member.Length - 2) : null;
        }

        /// <summary>An object that has only this, to be written. Placeholders stand for themselves.</summary>
        internal string Around(string json)
        {
            return members.Reverse().Aggregate(json, (written, name) => "{" + Text.Quote(name) + ":" + written + "}");
        }
    }
}
