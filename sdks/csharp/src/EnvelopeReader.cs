using System;
using System.Collections.Generic;
using System.Linq;

namespace Autosend.Webhooks
{
    /// <summary>Reads the events of a request as an envelope says.</summary>
    internal sealed class EnvelopeReader
    {
        private readonly Envelope envelope;
        private readonly HeaderValues headers;
        private readonly Json body;

        internal EnvelopeReader(Envelope envelope, byte[] body, HeaderValues headers)
        {
            this.envelope = envelope;
            this.headers = headers;
            this.body = JsonParser.Parse(Content(envelope.FormField, body));
        }

        private static byte[] Content(string field, byte[] body)
        {
            return field.Length == 0
                ? body
                : FormBody.Field(body, field)
                    ?? throw new WebhookException(ErrorCode.BodyNotJson, "the form has no field " + Text.Quote(field));
        }

        internal ReadBody Read()
        {
            bool isWhole = envelope.Batch == null;
            if (body.Members == null && (isWhole || envelope.Batch.Length > 0))
            {
                throw new WebhookException(ErrorCode.BodyNotObject);
            }
            return new ReadBody(isWhole ? new[] { ReadEvent(body) } : Batch(), envelope.Id == null ? "" : Id(envelope.Id));
        }

        private IReadOnlyList<Event> Batch()
        {
            IReadOnlyList<Json> items = envelope.Batch.Find(body)?.Items
                ?? throw new WebhookException(ErrorCode.BodyNotObject, "it holds no list of events");
            if (items.Count == 0)
            {
                throw new WebhookException(ErrorCode.MissingEventType, "its list of events is empty");
            }
            if (items.Any(item => item.Members == null))
            {
                throw new WebhookException(ErrorCode.BodyNotObject, "an item of its list is none");
            }
            return items.Select(ReadEvent).ToArray();
        }

        private Event ReadEvent(Json whole)
        {
            string type = Type(whole);
            Timestamp created = Created(whole);
            Form form = Provider.Forms[0];
            string known = Known(type);
            if (known == null)
            {
                return new Unknown(type, created, form.Number, whole);
            }
            try
            {
                Json data = envelope.Data.Find(whole) ?? throw new DecodeException("the data is missing");
                return Provider.Read(known, type, created, form, new Reading(form.Index), data, Extra(whole));
            }
            catch (DecodeException failure)
            {
                bool isOfAll = failure.Message.StartsWith("is ", StringComparison.Ordinal);
                return new Invalid(type, created, form.Number, whole, (isOfAll ? "the data " : "") + failure.Message);
            }
        }

        private IReadOnlyDictionary<string, Json> Extra(Json whole)
        {
            switch (envelope.Data.Length)
            {
                case 0:
                    return Json.NoMembers;
                case 1:
                    string data = envelope.Data.Member(0, whole);
                    return whole.Members.Where(it => it.Key != data).ToDictionary(it => it.Key, it => it.Value);
                default:
                    return whole.Members;
            }
        }

        private string Type(Json whole)
        {
            var parts = new List<string>();
            foreach (TextSource source in envelope.Type)
            {
                string part = source.Path == null ? headers.Named(source.Header) : source.Path.TextIn(whole);
                if (part.Length > 0)
                {
                    parts.Add(part);
                }
                else if (!source.IsOptional)
                {
                    throw new WebhookException(ErrorCode.MissingEventType);
                }
            }
            return parts.Count > 0
                ? string.Join(envelope.Join, parts)
                : throw new WebhookException(ErrorCode.MissingEventType);
        }

        /// <summary>The longest known type that a type is, or that its parts begin with; null if there is none.</summary>
        private string Known(string type)
        {
            string known = type;
            while (!EventReader.Known.Contains(known))
            {
                bool fallsBack = envelope.FallsBack && envelope.Join.Length > 0;
                int end = fallsBack ? known.LastIndexOf(envelope.Join, StringComparison.Ordinal) : -1;
                if (end <= 0)
                {
                    return null;
                }
                known = known.Substring(0, end);
            }
            return known;
        }

        private string Id(TextSource source)
        {
            if (source.Path == null)
            {
                return headers.Named(source.Header);
            }
            Json id = source.Path.Find(body);
            return id?.Number?.ToString() ?? id?.String ?? "";
        }

        /// <summary>A time of another form is none.</summary>
        private Timestamp Created(Json whole)
        {
            Json time = envelope.Time?.Find(whole);
            if (envelope.TimeForm == TimeForm.Rfc3339)
            {
                return time?.String == null ? null : Timestamp.Parse(time.String);
            }
            return time?.Number == null ? null : Since1970(time.Number.Value.ToDouble());
        }

        private Timestamp Since1970(double number)
        {
            double milliseconds = Math.Floor(number * (envelope.TimeForm == TimeForm.Unix ? 1000 : 1) + 0.5);
            bool isInCalendar = milliseconds >= DateTimeOffset.MinValue.ToUnixTimeMilliseconds()
                && milliseconds <= DateTimeOffset.MaxValue.ToUnixTimeMilliseconds();
            return isInCalendar ? Timestamp.Of(DateTimeOffset.FromUnixTimeMilliseconds((long)milliseconds)) : null;
        }
    }
}
