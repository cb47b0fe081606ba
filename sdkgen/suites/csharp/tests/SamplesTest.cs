using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using Autosend.Webhooks;

/// <summary>A request of every event, signed by the package itself, arrives as its type; what is forged or too old does not.</summary>
/// <remarks>It is compiled with the package's source: samples are read by its own JSON parser.</remarks>
static class SamplesTest
{
    static Json suite;
    static int passed;
    static int failed;

    static int Main(string[] arguments)
    {
        suite = JsonParser.Parse(File.ReadAllBytes(arguments[0]));
        foreach (Json sample in suite.Members["samples"].Items)
        {
            Run(Text(sample, "type") + " arrives as its type", () => ArrivesAsItsType(sample));
            Run(Text(sample, "type") + " is refused if it is forged", () => ForgedIsRefused(sample));
        }
        if (suite.Members["expired_after_seconds"].Number != null)
        {
            Run("an expired request is refused", ExpiredIsRefused);
        }
        Run("an unknown type arrives without loss", UnknownTypeArrives);
        Run("an unknown member arrives without loss", UnknownMemberArrives);
        Console.WriteLine(passed + " passed, " + failed + " failed");
        return failed > 0 ? 1 : 0;
    }

    static void Run(string name, Action test)
    {
        try
        {
            test();
            passed++;
        }
        catch (Exception failure)
        {
            failed++;
            Console.WriteLine(name + ": " + failure);
        }
    }

    /// <summary>A strict verifier refuses an event of an unknown type, and one whose data is not as it is described.</summary>
    static void ArrivesAsItsType(Json sample)
    {
        Delivery delivery = Receive(Text(sample, "body"), Signed(sample, "secret").Headers(), true);
        Same(Text(sample, "type"), delivery.Type);
    }

    static void ForgedIsRefused(Json sample)
    {
        Same("signature_mismatch", Code(Text(sample, "body"), Signed(sample, "other_secret")));
        if (suite.Members["signs_body"].Boolean == true)
        {
            Same("signature_mismatch", Code(Text(sample, "body") + " ", Signed(sample, "secret")));
        }
    }

    static void ExpiredIsRefused()
    {
        Json sample = suite.Members["samples"].Items[0];
        SignedRequest request = Signed(sample, "secret");
        request.SentAt = DateTimeOffset.UtcNow.AddSeconds(-suite.Members["expired_after_seconds"].Number.Value.ToDouble());
        Same("timestamp_too_old", Code(Text(sample, "body"), request));
    }

    static void UnknownTypeArrives()
    {
        Json sample = suite.Members["unknown_type"];
        Event received = Receive(Text(sample, "body"), Signed(sample, "secret").Headers(), false).Event;
        Same(true, received is Unknown);
        Same(Text(sample, "type"), received.Type);
        Same(Sorted(sample.Members["json"]), Sorted(JsonParser.Parse(Encoding.UTF8.GetBytes(received.ToJson()))));
    }

    static void UnknownMemberArrives()
    {
        Json sample = suite.Members["unknown_member"];
        Event received = Receive(Text(sample, "body"), Signed(sample, "secret").Headers(), true).Event;
        Same(Sorted(sample.Members["json"]), Sorted(JsonParser.Parse(Encoding.UTF8.GetBytes(received.ToJson()))));
    }

    static string Text(Json sample, string name)
    {
        return sample.Members[name].String;
    }

    /// <summary>A request that is signed now, with the secret of that name.</summary>
    static SignedRequest Signed(Json sample, string secret)
    {
        var request = new SignedRequest(Text(suite, secret), Encoding.UTF8.GetBytes(Text(sample, "body")));
        request.Event = Text(sample, "event") ?? request.Event;
        return request;
    }

    static Delivery Receive(string body, IDictionary<string, string[]> headers, bool strict)
    {
        var verifier = new Verifier(new[] { Text(suite, "verifier_secret") }, new VerifierOptions { Strict = strict });
        return verifier.Verify(Encoding.UTF8.GetBytes(body), headers);
    }

    static string Code(string body, SignedRequest request)
    {
        try
        {
            Receive(body, request.Headers(), false);
            return "no error";
        }
        catch (WebhookException refused)
        {
            return refused.Code.Code;
        }
    }

    /// <summary>JSON with the members of objects by name.</summary>
    static string Sorted(Json value)
    {
        if (value.Members != null)
        {
            var members = value.Members.OrderBy(it => it.Key, StringComparer.Ordinal);
            return "{" + string.Join(",", members.Select(it => it.Key + ":" + Sorted(it.Value))) + "}";
        }
        return value.Items == null ? value.ToString() : "[" + string.Join(",", value.Items.Select(Sorted)) + "]";
    }

    static void Same<T>(T expected, T got)
    {
        if (!EqualityComparer<T>.Default.Equals(expected, got))
        {
            throw new InvalidOperationException("got " + got + ", expected " + expected);
        }
    }
}
