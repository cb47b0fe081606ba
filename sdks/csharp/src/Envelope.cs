using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace Autosend.Webhooks
{
    /// <summary>Where a request says its type, its id, its time and its data.</summary>
    internal sealed class Envelope
    {
        /// <summary>What the type is joined from.</summary>
        internal TextSource[] Type { get; set; }

        /// <summary>What stands between those that are there.</summary>
        internal string Join { get; set; }

        /// <summary>Whether an unknown type counts as the known one that its parts begin with.</summary>
        internal bool FallsBack { get; set; }

        /// <summary>Null if nothing but a header of the delivery has one.</summary>
        internal TextSource Id { get; set; }

        /// <summary>Null if nothing says when an event was created.</summary>
        internal JsonPath Time { get; set; }

        internal TimeForm TimeForm { get; set; }

        /// <summary>The whole body where no member leads to it.</summary>
        internal JsonPath Data { get; set; }

        /// <summary>What leads to the list of events; null where a body is one event.</summary>
        internal JsonPath Batch { get; set; }

        /// <summary>The field of a form that holds the JSON; empty where the body is JSON.</summary>
        internal string FormField { get; set; }

        /// <summary>The names of the headers that it looks at.</summary>
        internal IEnumerable<string> Headers =>
            Type.Concat(new[] { Id }).Where(source => source != null && source.Path == null).Select(source => source.Header);

        /// <summary>Whether the body alone says the type.</summary>
        internal bool IsTypedByBody => Type.All(source => source.Path != null);

        /// <summary>The body of an event. What is in <paramref name="extra"/> is written as it came, and holds the data where that
        /// lies deeper.</summary>
        internal string Write(string eventType, string data, IReadOnlyDictionary<string, Json> extra)
        {
            if (Data.Length == 0)
            {
                return data;
            }
            var written = new ObjectWriter(0);
            TextSource only = Type.Length == 1 ? Type[0] : null;
            if (only?.Path != null && only.Path.Length == 1 && !extra.ContainsKey(only.Path.First))
            {
                written.Member(only.Path.First, Text.Quote(eventType));
            }
            string name = NameOfData(extra);
            if (Data.Length == 1)
            {
                written.Member(name, data);
            }
            else if (!extra.ContainsKey(name))
            {
                written.Members(JsonParser.Parse(Encoding.UTF8.GetBytes(Data.Around(data))).Members);
            }
            return written.Members(extra).ToString();
        }

        /// <summary>The member of the body that is, or leads to, the data.</summary>
        private string NameOfData(IReadOnlyDictionary<string, Json> extra)
        {
            string named = JsonPath.Named(Data.First);
            return named != null && extra.TryGetValue(named, out Json name) && name.String != null ? name.String : Data.First;
        }
    }

    /// <summary>How a time is written.</summary>
    internal enum TimeForm
    {
        Rfc3339,
        Unix,
        UnixMs,
        None,
    }

    /// <summary>Where a text stands.</summary>
    internal sealed class TextSource
    {
        /// <summary>The name of the header; empty if it is in the body.</summary>
        internal readonly string Header;

        /// <summary>Null if it is in a header.</summary>
        internal readonly JsonPath Path;

        internal readonly bool IsOptional;

        private TextSource(string header, JsonPath path, bool isOptional)
        {
            Header = header;
            Path = path;
            IsOptional = isOptional;
        }

        internal static TextSource OfHeader(string name, bool isOptional)
        {
            return new TextSource(name, null, isOptional);
        }

        internal static TextSource OfBody(bool isOptional, params string[] members)
        {
            return new TextSource("", new JsonPath(members), isOptional);
        }
    }
}
