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

        internal Event()
        {
        }

        /// <summary>The event's type as the body names it, known or not.</summary>
        public abstract string Type { get; }

        /// <summary>When the event was created; null if the body holds no such time.</summary>
        public Timestamp CreatedAt { get; internal set; }

        /// <summary>The number of the form of the body that it came in.</summary>
        public int Generation { get; internal set; }

        /// <summary>The event as a body, in the form that it came in.</summary>
        public abstract string ToJson();

        /// <summary>Reads a body that is trusted already, e.g. one that was verified and stored. It checks no signature: to
        /// receive a request use <see cref="Verifier"/>.</summary>
        /// <exception cref="WebhookException">The body is no JSON object, or names no event.</exception>
        public static Event Parse(byte[] body)
        {
            return EventReader.Read(body);
        }
    }

    /// <summary>An event of a known type.</summary>
    /// <typeparam name="TData">What it says.</typeparam>
    public abstract class TypedEvent<TData> : Event
    {
        internal TypedEvent()
        {
        }

        /// <summary>What the event says.</summary>
        public TData Data { get; internal set; }

        /// <summary>The members of the body that no property names.</summary>
        public IReadOnlyDictionary<string, Json> Extra { get; internal set; }

        internal abstract Codec<TData> Codec { get; }

        internal Event Fill(Timestamp createdAt, Form form, Json data, IReadOnlyDictionary<string, Json> extra)
        {
            CreatedAt = createdAt;
            Generation = form.Number;
            Data = Codec.ReadObject(data, form.Index);
            Extra = extra;
            return this;
        }

        /// <inheritdoc/>
        public override string ToJson()
        {
            Form form = Form.Of(Generation);
            return form.Write(Type, CreatedAt, Codec.Write(Data, form.Index), Extra);
        }
    }

    /// <summary>An event that has no typed data.</summary>
    public abstract class RawEvent : Event
    {
        internal RawEvent(string type, Timestamp createdAt, int generation, IReadOnlyDictionary<string, Json> members)
        {
            Type = type;
            CreatedAt = createdAt;
            Generation = generation;
            Members = members;
        }

        /// <inheritdoc/>
        public override string Type { get; }

        /// <summary>All members of the body.</summary>
        public IReadOnlyDictionary<string, Json> Members { get; }

        /// <summary>What the event says; null if the body has no such member.</summary>
        public Json Data => Members.TryGetValue(Form.Of(Generation).DataMember, out Json data) ? data : null;

        /// <inheritdoc/>
        public override string ToJson()
        {
            return new ObjectWriter(0).Members(Members).ToString();
        }
    }

    /// <summary>An event of a type that this version does not know.</summary>
    public sealed class Unknown : RawEvent
    {
        internal Unknown(string type, Timestamp createdAt, int generation, IReadOnlyDictionary<string, Json> members)
            : base(type, createdAt, generation, members)
        {
        }
    }

    /// <summary>An event of a known type whose time or data does not fit it.</summary>
    public sealed class Invalid : RawEvent
    {
        internal Invalid(
            string type, Timestamp createdAt, int generation, IReadOnlyDictionary<string, Json> members, string reason)
            : base(type, createdAt, generation, members)
        {
            Reason = reason;
        }

        /// <summary>What does not fit, for people to read.</summary>
        public string Reason { get; }
    }
}
