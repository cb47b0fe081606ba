using System;
using System.Collections.Generic;
using System.Text;

namespace Autosend.Webhooks
{
    /// <summary>Realistic bodies, for your own tests.</summary>
    public static class Samples
    {
        /// <summary>When the last one was created, Unix milliseconds.</summary>
        private static long last;

        /// <summary>Guards it.</summary>
        private static readonly object Clock = new object();

        /// <summary>A body of an event type, in today's form; null if the type is not known, or has no sample. Each is an event of
        /// its own: it was created now, and no two of them in the same millisecond.</summary>
        public static byte[] Of(string type)
        {
            string sample = Provider.Sample(type);
            if (sample == null || Provider.Envelope != null)
            {
                return sample == null ? null : Encoding.UTF8.GetBytes(sample);
            }
            Form form = Provider.Forms[0];
            var written = new ObjectWriter(form.Index);
            foreach (KeyValuePair<string, Json> member in JsonParser.Parse(Encoding.UTF8.GetBytes(sample)).Members)
            {
                string now = Text.Quote(Created().ToString());
                written.Member(member.Key, member.Key == form.TimeMember ? now : member.Value.ToString());
            }
            return Encoding.UTF8.GetBytes(written.ToString());
        }

        /// <summary>Now, or a millisecond after the last one.</summary>
        private static Timestamp Created()
        {
            lock (Clock)
            {
                last = Math.Max(last + 1, DateTimeOffset.UtcNow.ToUnixTimeMilliseconds());
                return Timestamp.Of(DateTimeOffset.FromUnixTimeMilliseconds(last));
            }
        }
    }
}
