using System;
using System.Collections;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using System.Web.Script.Serialization;
using Autosend.Webhooks;

/// <summary>Runs request files through a C# SDK, as tests/vectors/README.md describes it: Run.exe REQUESTS.</summary>
static class Run
{
    static readonly JavaScriptSerializer Json =
        new JavaScriptSerializer { MaxJsonLength = int.MaxValue, RecursionLimit = 1000 };

    static int Main(string[] arguments)
    {
        int passed = 0;
        int failed = 0;
        foreach (string path in Directory.GetFiles(arguments[0], "*.json").OrderBy(it => it, StringComparer.Ordinal))
        {
            var group = (Dictionary<string, object>)Json.DeserializeObject(File.ReadAllText(path));
            var cases = ((IEnumerable)group["cases"]).Cast<Dictionary<string, object>>().ToList();
            int wrong = 0;
            foreach (Dictionary<string, object> test in cases)
            {
                string problem = Check(test);
                if (problem != null)
                {
                    wrong++;
                    Console.Error.WriteLine(test["name"] + ": " + problem);
                }
            }
            Console.WriteLine(group["group"] + " " + (cases.Count - wrong) + " " + wrong);
            passed += cases.Count - wrong;
            failed += wrong;
        }
        return failed > 0 || passed == 0 ? 1 : 0;
    }

    /// <summary>What is wrong with a case; null if nothing is.</summary>
    static string Check(Dictionary<string, object> test)
    {
        byte[] body = Body(test);
        string expected = Sorted(Expected(test));
        try
        {
            DateTimeOffset now = DateTimeOffset.FromUnixTimeMilliseconds(Convert.ToInt64(test["now_ms"]));
            Delivery delivery = Verifier(test).VerifyAt(body, Headers(test), now);
            Dictionary<string, object> described = Describe(delivery, expected.Contains("\"problems\":"));
            bool isBatch = expected.Contains("\"events\":");
            if (isBatch)
            {
                described["events"] = delivery.Events.Select(it => (object)new object[] { it.Type, Outcome(it) }).ToArray();
            }
            string got = Sorted(new Dictionary<string, object> { ["accepted"] = described });
            return got == expected ? RoundTrips(delivery, InForm(body), isBatch) : "got " + got + ", expected " + expected;
        }
        catch (WebhookException refused)
        {
            object message;
            if (test.TryGetValue("message_contains", out message) && !refused.Message.Contains((string)message))
            {
                return "the message is " + refused.Message;
            }
            string got = Sorted(new Dictionary<string, object> { ["error"] = refused.Code.Code });
            return got == expected ? null : "got " + got + ", expected " + expected;
        }
        catch (Exception problem)
        {
            return "an error without a code: " + problem;
        }
    }

    /// <summary>What is to come out, with the problems in the order that <see cref="Describe"/> has.</summary>
    static Dictionary<string, object> Expected(Dictionary<string, object> test)
    {
        var expected = (Dictionary<string, object>)test["expect"];
        object accepted;
        object problems;
        if (expected.TryGetValue("accepted", out accepted)
            && ((Dictionary<string, object>)accepted).TryGetValue("problems", out problems))
        {
            ((Dictionary<string, object>)accepted)["problems"] = InOrder(((IEnumerable)problems).Cast<string>());
        }
        return expected;
    }

    static object[] InOrder(IEnumerable<string> texts)
    {
        return texts.OrderBy(it => it, StringComparer.Ordinal).ToArray<object>();
    }

    static Verifier Verifier(Dictionary<string, object> test)
    {
        var options = new VerifierOptions();
        object given;
        var settings = test.TryGetValue("options", out given) ? (Dictionary<string, object>)given : new Dictionary<string, object>();
        if (settings.TryGetValue("tolerance_ms", out given))
        {
            options.Tolerance = given == null ? (TimeSpan?)null : Milliseconds(given);
        }
        if (settings.TryGetValue("future_tolerance_ms", out given))
        {
            options.FutureTolerance = Milliseconds(given);
        }
        if (settings.TryGetValue("max_body", out given))
        {
            options.MaxBody = (int)given;
        }
        if (settings.TryGetValue("url", out given))
        {
            options.Url = (string)given;
        }
        options.Strict = settings.TryGetValue("strict", out given) && (bool)given;
        return new Verifier(((IEnumerable)test["secrets"]).Cast<string>(), options);
    }

    static TimeSpan Milliseconds(object number)
    {
        return TimeSpan.FromTicks(Convert.ToInt64(number) * TimeSpan.TicksPerMillisecond);
    }

    static byte[] Body(Dictionary<string, object> test)
    {
        object value;
        if (test.TryGetValue("body_base64", out value))
        {
            return Convert.FromBase64String((string)value);
        }
        if (test.TryGetValue("body", out value))
        {
            return Encoding.UTF8.GetBytes((string)value);
        }
        var body = new StringBuilder();
        foreach (IList part in (IEnumerable)test["body_repeat"])
        {
            body.Insert(body.Length, (string)part[0], (int)part[1]);
        }
        return Encoding.UTF8.GetBytes(body.ToString());
    }

    /// <summary>Servers read the values as Latin-1, which is how the files spell them.</summary>
    static List<KeyValuePair<string, string[]>> Headers(Dictionary<string, object> test)
    {
        return ((IEnumerable)test["headers"])
            .Cast<IList>()
            .Select(it => new KeyValuePair<string, string[]>((string)it[0], new[] { (string)it[1] }))
            .ToList();
    }

    /// <summary>A form holds the JSON in a field.</summary>
    static byte[] InForm(byte[] body)
    {
        Match field = Regex.Match(Encoding.UTF8.GetString(body), "(?:^|&)payload=([^&]*)");
        return field.Success ? Encoding.UTF8.GetBytes(WebUtility.UrlDecode(field.Groups[1].Value)) : body;
    }

    static Dictionary<string, object> Describe(Delivery delivery, bool listsProblems)
    {
        Event happened = delivery.Event;
        string created = delivery.CreatedAt?.ToString();
        var described = new Dictionary<string, object>
        {
            ["type"] = delivery.Type,
            ["outcome"] = Outcome(happened),
            ["generation"] = happened.Generation,
            ["delivery_id"] = delivery.Id,
            ["sent_at_ms"] = delivery.SentAtMilliseconds,
            ["created_at"] = listsProblems && created != null ? Regex.Replace(created, "\\.0+Z$", "Z") : created,
            ["secret_index"] = delivery.SecretIndex,
            ["digest"] = delivery.Digest,
        };
        if (listsProblems)
        {
            described["problems"] = InOrder(happened.Problems.Select(it => it.Path));
        }
        return described;
    }

    static string Outcome(Event happened)
    {
        return happened is Unknown ? "unknown" : happened is Invalid ? "invalid" : "typed";
    }

    /// <summary>Compares each event, written again, with what the body held: the body itself, or an item of its list.</summary>
    static string RoundTrips(Delivery delivery, byte[] body, bool isBatch)
    {
        object sent = Json.DeserializeObject(Spelled(Encoding.UTF8.GetString(body)));
        object[] items = isBatch ? (object[])((Dictionary<string, object>)sent)["events"] : new[] { sent };
        for (int i = 0; i < items.Length; i++)
        {
            string written = delivery.Events[i].ToJson();
            if (Sorted(Json.DeserializeObject(Spelled(written))) != Sorted(items[i]))
            {
                return "written again: " + written;
            }
        }
        return null;
    }

    /// <summary>JSON with the members of objects by name.</summary>
    static string Sorted(object value)
    {
        var members = value as Dictionary<string, object>;
        if (members != null)
        {
            var sorted = members.OrderBy(it => it.Key, StringComparer.Ordinal);
            return "{" + string.Join(",", sorted.Select(it => Json.Serialize(it.Key) + ":" + Sorted(it.Value))) + "}";
        }
        var items = value as object[];
        return items == null ? Json.Serialize(value) : "[" + string.Join(",", items.Select(Sorted)) + "]";
    }

    static readonly Regex Token =
        new Regex("\"(?>(?:[^\"\\\\]+|\\\\.)*)\"(?:\\s*:)?|-?[0-9][-+.0-9eE]*", RegexOptions.Singleline);

    static readonly Regex Escape = new Regex(
        "\\\\u[dD][89abAB]..\\\\u[dD][c-fC-F]..|\\\\u(?<lone>[dD][89a-fA-F]..)|\\\\.", RegexOptions.Singleline);

    /// <summary>The same JSON with numbers as strings, so that their spelling counts; and with text for lone surrogates, U+FFFD
    /// in names; and for the empty names that Mono's parser refuses.</summary>
    static string Spelled(string json)
    {
        return Token.Replace(json, found => found.Value[0] == '"' ? Marked(found.Value) : "\"number " + found.Value + "\"");
    }

    static string Marked(string text)
    {
        bool isName = text.EndsWith(":", StringComparison.Ordinal);
        return text.StartsWith("\"\"", StringComparison.Ordinal) ? "\"<empty>" + text.Substring(1) : Escape.Replace(
            text, found => found.Groups["lone"].Success ? Lone(found.Groups["lone"].Value, isName) : found.Value);
    }

    static string Lone(string digits, bool isName)
    {
        return isName ? "\ufffd" : "<lone " + digits.ToLowerInvariant() + ">";
    }
}
