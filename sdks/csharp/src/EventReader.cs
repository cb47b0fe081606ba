using System.Collections.Generic;
using System.Linq;

namespace Autosend.Webhooks
{
    /// <summary>Reads events from bodies.</summary>
    internal static class EventReader
    {
        internal static readonly HashSet<string> Known = new HashSet<string>(Event.Types);

        internal static Event Read(byte[] body)
        {
            Json whole = JsonParser.Parse(body);
            IReadOnlyDictionary<string, Json> members = whole.Members;
            if (members == null)
            {
                throw new WebhookException(ErrorCode.BodyNotObject);
            }
            Form form = Form.OfBody(members);
            string type = TextOf(members, form.TypeMember);
            if (string.IsNullOrEmpty(type))
            {
                throw new WebhookException(ErrorCode.MissingEventType);
            }
            string time = TextOf(members, form.TimeMember);
            Timestamp created = time == null ? null : Timestamp.Parse(time);
            if (!Known.Contains(type))
            {
                return new Unknown(type, created, form.Number, whole);
            }
            try
            {
                return Typed(type, created, form, members);
            }
            catch (DecodeException failure)
            {
                return new Invalid(type, created, form.Number, whole, failure.Message);
            }
        }

        private static string TextOf(IReadOnlyDictionary<string, Json> members, string name)
        {
            return members.TryGetValue(name, out Json value) ? value.String : null;
        }

        private static Event Typed(string type, Timestamp created, Form form, IReadOnlyDictionary<string, Json> members)
        {
            if (created == null)
            {
                throw new DecodeException("is no ISO 8601 time").Within(form.TimeMember);
            }
            if (!members.TryGetValue(form.DataMember, out Json data))
            {
                throw new DecodeException("is missing").Within(form.DataMember);
            }
            var known = new[] { form.TypeMember, form.TimeMember, form.DataMember };
            var extra = members.Where(it => !known.Contains(it.Key)).ToDictionary(it => it.Key, it => it.Value);
            try
            {
                return Provider.Read(type, type, created, form, new Reading(form.Index), data, extra);
            }
            catch (DecodeException failure)
            {
                throw failure.Within(form.DataMember);
            }
        }
    }
}
