using System.Collections.Generic;

namespace Autosend.Webhooks
{
    /// <summary>What happened: one class for each event type, <see cref="Unknown"/> for types that this version does not know,
    /// or <see cref="Invalid"/> for known ones whose time or data does not fit.</summary>
    /// <remarks>Reading is lossless: what no property names is in Extra, and <see cref="ToJson"/> gives back an equivalent
    /// body.</remarks>
    public abstract class Event
    {
        /// <summary>The types that this version knows, in the order of AutoSend's documentation.</summary>
        public static readonly IReadOnlyList<string> Types = Provider.Types;

        private static readonly DataProblem[] NoProblems = new DataProblem[0];

        internal Event()
        {
        }

        /// <summary>The event's type as the body names it, known or not.</summary>
        public abstract string Type { get; }

        /// <summary>When the event was created; null if the body holds no such time.</summary>
        public Timestamp CreatedAt { get; internal set; }

        /// <summary>The number of the form of the body that it came in.</summary>
        public int Generation { get; internal set; }

        /// <summary>What in its data does not fit what is documented, where an event is not refused for that; empty if all
        /// fits.</summary>
        public virtual IReadOnlyList<DataProblem> Problems => NoProblems;

        /// <summary>The event as a body, in the form that it came in.</summary>
        public abstract string ToJson();

        /// <summary>Reads a body that is trusted already, e.g. one that was verified and stored. It checks no signature: to
        /// receive a request use <see cref="Verifier"/>.</summary>
        /// <exception cref="WebhookException">The body is no JSON object, or names no event.</exception>
        public static Event Parse(byte[] body)
        {
            return ReadBody.Of(body, HeaderValues.None).Events[0];
        }

        /// <summary>The same for requests whose headers are needed to tell what they are, and for bodies that hold several
        /// events.</summary>
        /// <param name="body">JSON in UTF-8.</param>
        /// <param name="headers">All values of each header, by names in any case.</param>
        /// <returns>The events, at least one.</returns>
        /// <exception cref="WebhookException">The body is no JSON object, or the request names no event.</exception>
        public static IReadOnlyList<Event> ParseAll<TValues>(
            byte[] body, IEnumerable<KeyValuePair<string, TValues>> headers)
            where TValues : IEnumerable<string>
        {
            return ReadBody.Of(body, WebhookHeaders.Read(headers)).Events;
        }
    }

    /// <summary>An event of a known type.</summary>
    /// <typeparam name="TData">What it says.</typeparam>
    public abstract class TypedEvent<TData> : Event
    {
        internal TypedEvent()
        {
        }

        private string type;
        private IReadOnlyList<DataProblem> problems;

        /// <inheritdoc/>
        public override string Type => type;

        /// <summary>What the event says.</summary>
        public TData Data { get; internal set; }

        /// <inheritdoc/>
        public override IReadOnlyList<DataProblem> Problems => problems;

        /// <summary>The members of the body that no property names.</summary>
        public IReadOnlyDictionary<string, Json> Extra { get; internal set; }

        internal abstract Codec<TData> Codec { get; }

        internal Event Fill(
            string name, Timestamp createdAt, Form form, Reading reading, Json data, IReadOnlyDictionary<string, Json> extra)
        {
            type = name;
            CreatedAt = createdAt;
            Generation = form.Number;
            Data = Codec.ReadObject(data, reading);
            problems = reading.Problems;
            Extra = extra;
            return this;
        }

        /// <inheritdoc/>
        public override string ToJson()
        {
            Form form = Form.Of(Generation);
            string data = Codec.Write(Data, form.Index);
            return Provider.Envelope == null
                ? form.Write(Type, CreatedAt, data, Extra)
                : Provider.Envelope.Write(Type, data, Extra);
        }
    }

    /// <summary>An event that has no typed data.</summary>
    public abstract class RawEvent : Event
    {
        private readonly Json body;

        internal RawEvent(string type, Timestamp createdAt, int generation, Json body)
        {
            Type = type;
            CreatedAt = createdAt;
            Generation = generation;
            this.body = body;
        }

        /// <inheritdoc/>
        public override string Type { get; }

        /// <summary>All members of the body.</summary>
        public IReadOnlyDictionary<string, Json> Members => body.Members;

        /// <summary>What the event says; null if the body has no such member.</summary>
        public Json Data => (Provider.Envelope?.Data ?? new JsonPath(Form.Of(Generation).DataMember)).Find(body);

        /// <inheritdoc/>
        public override string ToJson()
        {
            return new ObjectWriter(0).Members(Members).ToString();
        }
    }

    /// <summary>An event of a type that this version does not know.</summary>
    public sealed class Unknown : RawEvent
    {
        internal Unknown(string type, Timestamp createdAt, int generation, Json body)
            : base(type, createdAt, generation, body)
        {
        }
    }

    /// <summary>An event of a known type whose time or data does not fit it.</summary>
    public sealed class Invalid : RawEvent
    {
        internal Invalid(string type, Timestamp createdAt, int generation, Json body, string reason)
            : base(type, createdAt, generation, body)
        {
            Reason = reason;
        }

        /// <summary>What does not fit, for people to read.</summary>
        public string Reason { get; }
    }
}
