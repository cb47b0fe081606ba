using System.Collections.Generic;

namespace Autosend.Webhooks
{
    /// <summary>What a body says.</summary>
    internal sealed class ReadBody
    {
        /// <summary>At least one.</summary>
        internal readonly IReadOnlyList<Event> Events;

        /// <summary>What it calls itself; empty if it does not.</summary>
        internal readonly string Id;

        internal ReadBody(IReadOnlyList<Event> events, string id)
        {
            Events = events;
            Id = id;
        }

        internal static ReadBody Of(byte[] body, HeaderValues headers)
        {
            return Provider.Envelope == null
                ? new ReadBody(new[] { EventReader.Read(body) }, "")
                : new EnvelopeReader(Provider.Envelope, body, headers).Read();
        }
    }
}
