using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using Autosend.Webhooks;

/// <summary>Tells what a C# SDK makes of each request on standard input, as tests/conformance/README.md describes it.</summary>
static class Decide
{
    static void Main()
    {
        using (var input = new StreamReader(Console.OpenStandardInput(), Encoding.ASCII, false, 1 << 16))
        using (var output = new StreamWriter(Console.OpenStandardOutput(), new UTF8Encoding(false), 1 << 16) { NewLine = "\n" })
        {
            for (string line = input.ReadLine(); line != null; line = input.ReadLine())
            {
                if (line.Length > 0)
                {
                    string[] columns = line.Split('\t');
                    output.WriteLine(columns[0] + "\t" + Verdict(columns));
                }
            }
        }
    }

    static string Verdict(string[] columns)
    {
        try
        {
            return "accepted\t" + Describe(Verify(columns));
        }
        catch (WebhookException refused)
        {
            return "error\t" + refused.Code;
        }
        catch (Exception failure)
        {
            Console.Error.WriteLine(columns[0] + ": " + failure);
            return "crash\t" + failure.GetType().FullName;
        }
    }

    static Delivery Verify(string[] columns)
    {
        IEnumerable<string> secrets = List(columns[3]).Select(it => Encoding.UTF8.GetString(Bytes(it)));
        var verifier = new Verifier(secrets, new VerifierOptions { Strict = columns[2] == "1" });
        Encoding latin = Encoding.GetEncoding("iso-8859-1");
        List<KeyValuePair<string, string[]>> headers = List(columns.Length > 5 ? columns[5] : "")
            .Select(it => it.Split('='))
            .Select(it => new KeyValuePair<string, string[]>(
                Encoding.UTF8.GetString(Bytes(it[0])), new[] { latin.GetString(Bytes(it[1])) }))
            .ToList();
        return verifier.VerifyAt(Bytes(columns[4]), headers, DateTimeOffset.FromUnixTimeMilliseconds(long.Parse(columns[1])));
    }

    static string[] List(string column)
    {
        return column.Length == 0 ? new string[0] : column.Split(',');
    }

    static string Describe(Delivery delivery)
    {
        Event happened = delivery.Event;
        return string.Join("\t", new[]
        {
            Text(delivery.Type),
            happened is Unknown ? "unknown" : happened is Invalid ? "invalid" : "typed",
            happened.Generation.ToString(),
            Text(delivery.Id),
            delivery.SentAtMilliseconds?.ToString() ?? "-",
            delivery.CreatedAt == null ? "-" : Text(delivery.CreatedAt.ToString()),
            delivery.SecretIndex.ToString(),
            delivery.Digest,
        });
    }

    static byte[] Bytes(string hex)
    {
        var bytes = new byte[hex.Length / 2];
        for (int i = 0; i < bytes.Length; i++)
        {
            bytes[i] = (byte)(Digit(hex[2 * i]) << 4 | Digit(hex[2 * i + 1]));
        }
        return bytes;
    }

    static int Digit(char digit)
    {
        return digit <= '9' ? digit - '0' : digit - 'a' + 10;
    }

    static string Text(string text)
    {
        return string.Concat(Encoding.UTF8.GetBytes(text).Select(it => it.ToString("x2")));
    }
}
