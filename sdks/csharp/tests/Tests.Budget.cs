using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Text;
using System.Web.Script.Serialization;
using Autosend.Webhooks;

/// <summary>Nothing takes more than linear time in the size of a request, nor much more than a parser takes for an ordinary one.</summary>
sealed partial class Tests
{
    /// <summary>What may be taken, in milliseconds: 20 times what the platform's parser takes for an ordinary document of
    /// 1 MiB.</summary>
    static readonly long Most = 20 * Platform();

    static long Platform()
    {
        string text = Encoding.UTF8.GetString(Opened("e", DateTimeOffset.UtcNow));
        string document = "[" + Fill(text + ",", 1 << 20) + "0]";
        var parser = new JavaScriptSerializer { MaxJsonLength = int.MaxValue };
        return Math.Max(1, Quickest(0, n => parser.DeserializeObject(document)));
    }

    /// <summary>Runs something of size n and of 2n: within the budget, and about twice the time, but for what can't be told from
    /// noise.</summary>
    static void Within(string what, int n, Action<int> run)
    {
        string took = "";
        // What takes too long does so every time, other than what a busy machine delays.
        for (int i = 0; i < 3; i++)
        {
            long one = Quickest(n, run);
            long two = Quickest(2 * n, run);
            if (two <= Most && two <= 3 * one + 50)
            {
                return;
            }
            took = one + " ms for " + n + ", " + two + " ms for " + 2 * n;
        }
        throw new Exception(what + ": " + took + "; the limit is " + Most + " ms");
    }

    /// <summary>In milliseconds.</summary>
    static long Quickest(int n, Action<int> run)
    {
        long best = long.MaxValue;
        for (int round = 0; round < 3 && best > 1; round++)
        {
            double start = ProcessorTime();
            run(n);
            best = Math.Min(best, (long)(ProcessorTime() - start));
        }
        return best;
    }

    /// <summary>Of this process alone, in milliseconds: what a busy machine does meanwhile does not count.</summary>
    static double ProcessorTime()
    {
        return Process.GetCurrentProcess().TotalProcessorTime.TotalMilliseconds;
    }

    static string Fill(string text, int length)
    {
        return new StringBuilder().Insert(0, text, Math.Max(0, length / text.Length)).ToString();
    }

    static void VerifyAnyhow(Verifier verifier, byte[] body, IDictionary<string, string[]> headers)
    {
        try
        {
            verifier.Verify(body, headers);
        }
        catch (WebhookException)
        {
            // As most of them are.
        }
    }

    void BudgetHeaders()
    {
        var verifier = new Verifier(Secret);
        byte[] body = Opened("1", DateTimeOffset.UtcNow);
        var signed = new SignedRequest(Secret, body).Headers();
        foreach (string text in new[] { " ", "\t", " \t", "0", "9", ",", "=", "v1=", ", ", "\u00a0", "\u0660", "a" })
        {
            foreach (string name in new[] { WebhookHeaders.Signature, WebhookHeaders.Timestamp, WebhookHeaders.DeliveryId, WebhookHeaders.Event })
            {
                string value = signed[name][0];
                var places = new Dictionary<string, Func<string, string>>
                {
                    ["before"] = it => it + value,
                    ["after"] = it => value + it,
                    ["inside"] = it => value.Substring(0, 1) + it + value.Substring(1),
                    ["alone"] = it => it,
                };
                foreach (var place in places)
                {
                    Within(place.Key + " " + name + " " + text, 1 << 15, n =>
                    {
                        var headers = new Dictionary<string, string[]>(signed);
                        headers[name] = new[] { place.Value(Fill(text, n)) };
                        VerifyAnyhow(verifier, body, headers);
                    });
                }
                Within("in the name " + name, 1 << 15, n =>
                {
                    var headers = new Dictionary<string, string[]>(signed);
                    headers[name + Fill(text, n)] = new[] { value };
                    VerifyAnyhow(verifier, body, headers);
                });
            }
            Within("many values", 1 << 15, n =>
            {
                var headers = new Dictionary<string, string[]>(signed);
                headers["x-webhook-event"] = Enumerable.Repeat(text, n).ToArray();
                VerifyAnyhow(verifier, body, headers);
            });
        }
    }

    void BudgetBodies()
    {
        const string Data = "{\"type\":\"email.received\",\"createdAt\":\"2025-11-12T10:30:00Z\",\"data\":{\"attachments\":[{\"size\":";
        var bodies = new Dictionary<string, Func<int, string>>
        {
            ["digits"] = n => Fill("9", n),
            ["a member's digits"] = n => Data + Fill("9", n - Data.Length - 4) + "}]}}",
            ["fraction"] = n => Data + "0." + Fill("0", n - Data.Length - 6) + "}]}}",
            ["exponent"] = n => Data + "1e" + Fill("9", n - Data.Length - 6) + "}]}}",
            ["brackets"] = n => Fill("[", n),
            ["flat brackets"] = n => "[" + Fill("[],", n - 5) + "[]]",
            ["objects"] = n => Fill("{\"a\":", n),
            ["duplicate names"] = n => "{\"type\":\"a\"" + Fill(",\"a\":1", n - 20) + "}",
            ["names"] = n => "{\"type\":\"a\",\"" + Fill("a", n - 20) + "\":1}",
            ["surrogates"] = n => "{\"type\":\"" + Fill("\\ud800", n - 20) + "\"}",
            ["lone names"] = n => "{\"type\":\"a\"" + Fill(",\"\\ud800\":1", n - 20) + "}",
            ["quotes"] = n => Fill("\"", n),
            ["strings"] = n => "[" + Fill("\"\",", n - 5) + "\"\"]",
            ["backslashes"] = n => Fill("\\", n),
            ["escapes"] = n => "{\"type\":\"" + Fill("\\\\", n - 20) + "\"}",
            ["blanks"] = n => Fill(" ", n),
            ["a long type"] = n => "{\"type\":\"" + Fill("x", n - 20) + "\"}",
            ["a long time"] = n => "{\"type\":\"email.sent\",\"createdAt\":\"" + Fill("2", n - 60) + "\"}",
        };
        var verifier = new Verifier(new[] { Secret }, new VerifierOptions { Strict = true });
        foreach (var make in bodies)
        {
            foreach (string key in new[] { Secret, "wrong" })
            {
                Within(make.Key + " " + key, 1 << 19, n =>
                {
                    byte[] body = Encoding.UTF8.GetBytes(make.Value(n));
                    var headers = new SignedRequest(key, body) { Event = "" }.Headers();
                    Refused(() => verifier.Verify(body, headers));
                });
            }
        }
    }
}
