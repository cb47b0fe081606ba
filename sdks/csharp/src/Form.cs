using System.Collections.Generic;
using System.Linq;

namespace Autosend.Webhooks
{
    /// <summary>A form of the body.</summary>
    internal sealed class Form
    {
        internal readonly int Index;
        internal readonly int Number;
        internal readonly string TypeMember;
        internal readonly string TimeMember;
        internal readonly string DataMember;

        internal Form(int index, int number, string typeMember, string timeMember, string dataMember)
        {
            Index = index;
            Number = number;
            TypeMember = typeMember;
            TimeMember = timeMember;
            DataMember = dataMember;
        }

        /// <summary>By its number; today's for a number that there is not.</summary>
        internal static Form Of(int number)
        {
            return Provider.Forms.FirstOrDefault(it => it.Number == number) ?? Provider.Forms[0];
        }

        /// <summary>The one whose member for the type is there; the last one if none is.</summary>
        internal static Form OfBody(IReadOnlyDictionary<string, Json> members)
        {
            return Provider.Forms.FirstOrDefault(it => members.ContainsKey(it.TypeMember)) ?? Provider.Forms.Last();
        }

        /// <summary>A body of this form.</summary>
        internal string Write(string type, Timestamp createdAt, string data, IReadOnlyDictionary<string, Json> extra)
        {
            return new ObjectWriter(Index)
                .Member(TypeMember, Text.Quote(type))
                .Member(TimeMember, Text.Quote(createdAt.ToString()))
                .Member(DataMember, data)
                .Members(extra)
                .ToString();
        }
    }
}
