using System;
using System.Collections.Generic;
using System.Linq;

namespace Autosend.Webhooks
{
    /// <summary>What the header of a signature says.</summary>
    internal sealed class SignatureHeader
    {
        /// <summary>Entries after these are not looked at: while a secret is replaced there are two or three.</summary>
        private const int MaxEntries = 64;

        /// <summary>Those in it that count and have the form of one; of tokens the bytes as they were sent.</summary>
        internal readonly IReadOnlyList<byte[]> Signatures;

        /// <summary>That among its pairs; empty if there is none.</summary>
        internal readonly string Timestamp;

        private SignatureHeader(IEnumerable<byte[]> signatures, string timestamp)
        {
            Signatures = signatures.Where(it => it != null).ToArray();
            Timestamp = timestamp;
        }

        /// <summary>Takes linear time, and fails at nothing.</summary>
        internal static SignatureHeader Read(SignatureScheme scheme, string header)
        {
            switch (scheme.Form)
            {
                case SignatureForm.Plain:
                    bool hasPrefix = header.StartsWith(scheme.Prefix, StringComparison.Ordinal);
                    byte[] only = hasPrefix ? Decode(scheme, header.Substring(scheme.Prefix.Length)) : null;
                    return new SignatureHeader(new[] { only }, "");
                case SignatureForm.List:
                    return new SignatureHeader(Split(header, scheme.Separator).Select(entry => Entry(scheme, entry)), "");
                default:
                    return Pairs(scheme, header);
            }
        }

        /// <summary>Null if it has not the form of a signature.</summary>
        private static byte[] Decode(SignatureScheme scheme, string text)
        {
            return scheme.IsToken
                ? SignedContent.Latin1.GetBytes(text)
                : SignatureText.Decode(text, scheme.Encoding, scheme.SignatureLength);
        }

        /// <summary>Null if it does not count.</summary>
        private static byte[] Entry(SignatureScheme scheme, string entry)
        {
            if (scheme.Versions.Length == 0)
            {
                return Decode(scheme, entry.Trim());
            }
            int comma = entry.IndexOf(',');
            bool counts = comma >= 0 && scheme.Versions.Contains(entry.Substring(0, comma).Trim());
            return counts ? Decode(scheme, entry.Substring(comma + 1).Trim()) : null;
        }

        /// <summary>Of several timestamps the first counts.</summary>
        private static SignatureHeader Pairs(SignatureScheme scheme, string header)
        {
            var signatures = new List<byte[]>();
            string timestamp = "";
            foreach (string pair in Split(header, scheme.Separator))
            {
                int equals = pair.IndexOf('=');
                string name = equals < 0 ? "" : pair.Substring(0, equals).Trim();
                string value = pair.Substring(equals + 1).Trim();
                if (name == scheme.SignaturePair)
                {
                    signatures.Add(Decode(scheme, value));
                }
                else if (timestamp.Length == 0 && name.Length > 0 && name == scheme.TimestampPair)
                {
                    timestamp = value;
                }
            }
            return new SignatureHeader(signatures, timestamp);
        }

        private static List<string> Split(string header, string separator)
        {
            var parts = new List<string>();
            int start = 0;
            for (int end = 0; end >= 0 && parts.Count < MaxEntries; start = end + separator.Length)
            {
                end = header.IndexOf(separator, start, StringComparison.Ordinal);
                parts.Add(end < 0 ? header.Substring(start) : header.Substring(start, end - start));
            }
            return parts;
        }

        /// <summary>The header's value with one signature.</summary>
        internal static string Write(SignatureScheme scheme, byte[] signature, string timestamp)
        {
            string text = scheme.IsToken
                ? SignedContent.Latin1.GetString(signature)
                : SignatureText.Encode(signature, scheme.Encoding);
            switch (scheme.Form)
            {
                case SignatureForm.Plain:
                    return scheme.Prefix + text;
                case SignatureForm.List:
                    return scheme.Versions.Length == 0 ? text : scheme.Versions[0] + "," + text;
                default:
                    string pair = scheme.SignaturePair + "=" + text;
                    bool isTimestamped = scheme.TimestampPair.Length > 0;
                    return isTimestamped ? scheme.TimestampPair + "=" + timestamp + scheme.Separator + pair : pair;
            }
        }
    }
}
