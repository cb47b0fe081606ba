using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;

namespace Autosend.Webhooks
{
    /// <summary>A body in the form <c>application/x-www-form-urlencoded</c>.</summary>
    internal static class FormBody
    {
        /// <summary>Pairs after these are taken for a part of the last one: sorting is done before anybody is authenticated.</summary>
        private const int MaxPairs = 4096;

        /// <summary>The first value of a name; null if there is none.</summary>
        internal static byte[] Field(byte[] body, string name)
        {
            byte[] wanted = Encoding.UTF8.GetBytes(name);
            return Pairs(body).Where(pair => pair.Key.SequenceEqual(wanted)).Select(pair => pair.Value).FirstOrDefault();
        }

        /// <summary>All names and values, decoded and joined, in the order of the names.</summary>
        internal static byte[] Sorted(byte[] body)
        {
            var joined = new MemoryStream(body.Length);
            // Unlike List.Sort, this keeps pairs of one name in their order.
            foreach (KeyValuePair<byte[], byte[]> pair in Pairs(body).OrderBy(it => it.Key, Comparer<byte[]>.Create(Compare)))
            {
                joined.Write(pair.Key, 0, pair.Key.Length);
                joined.Write(pair.Value, 0, pair.Value.Length);
            }
            return joined.ToArray();
        }

        private static int Compare(byte[] one, byte[] other)
        {
            int shorter = Math.Min(one.Length, other.Length);
            for (int i = 0; i < shorter; i++)
            {
                if (one[i] != other[i])
                {
                    return one[i] - other[i];
                }
            }
            return one.Length - other.Length;
        }

        private static List<KeyValuePair<byte[], byte[]>> Pairs(byte[] body)
        {
            var pairs = new List<KeyValuePair<byte[], byte[]>>();
            int start = 0;
            while (start < body.Length)
            {
                int end = pairs.Count + 1 == MaxPairs ? body.Length : Find(body, '&', start, body.Length);
                if (end > start)
                {
                    int equals = Find(body, '=', start, end);
                    byte[] value = Decode(body, Math.Min(equals + 1, end), end);
                    pairs.Add(new KeyValuePair<byte[], byte[]>(Decode(body, start, equals), value));
                }
                start = end + 1;
            }
            return pairs;
        }

        private static int Find(byte[] body, char letter, int start, int end)
        {
            int found = Array.IndexOf(body, (byte)letter, start, end - start);
            return found < 0 ? end : found;
        }

        /// <summary>A percent sign without two digits behind it stands for itself.</summary>
        private static byte[] Decode(byte[] body, int start, int end)
        {
            var decoded = new MemoryStream(end - start);
            for (int at = start; at < end; at++)
            {
                bool isEscape = body[at] == '%' && at + 2 < end;
                int high = isEscape ? Hex.Digit((char)body[at + 1]) : -1;
                int low = isEscape ? Hex.Digit((char)body[at + 2]) : -1;
                if (high >= 0 && low >= 0)
                {
                    decoded.WriteByte((byte)(high << 4 | low));
                    at += 2;
                }
                else
                {
                    decoded.WriteByte(body[at] == '+' ? (byte)' ' : body[at]);
                }
            }
            return decoded.ToArray();
        }
    }
}
