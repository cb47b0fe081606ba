using System;
using System.Collections;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using System.Web.Script.Serialization;
using Autosend.Webhooks;

/// <summary>Tests of the C# package beyond the vectors.</summary>
sealed partial class Tests
{
    const string Secret = "whsec_0123456789abcdef0123456789abcdef";

    static string Checkout => arguments[0];

    static WebhookException Refused(Action action)
    {
        try
        {
            action();
        }
        catch (WebhookException refused)
        {
            return refused;
        }
        throw new Exception("was not refused");
    }

    static byte[] Opened(string name, DateTimeOffset created)
    {
        return Encoding.UTF8.GetBytes("{\"type\":\"email.opened\",\"createdAt\":\"" + Timestamp.Of(created) + "\",\"data\":{\"emailId\":\""
            + name + "\",\"from\":\"a@b.example\",\"to\":{\"email\":\"c@d.example\"},\"subject\":\"Hi\",\"test\":true}}");
    }

    static Delivery Deliver(byte[] body, string id = "a")
    {
        return new Verifier(Secret).Verify(body, new SignedRequest(Secret, body) { DeliveryId = id }.Headers());
    }

    void ErrorsAreTheTable()
    {
        string text = File.ReadAllText(Path.Combine(Checkout, "schema", "errors.json"));
        var table = (Dictionary<string, object>)new JavaScriptSerializer().DeserializeObject(text);
        var rows = ((IEnumerable)table["errors"]).Cast<Dictionary<string, object>>().ToList();
        Same(rows.Count, ErrorCode.All.Count);
        for (int i = 0; i < rows.Count; i++)
        {
            ErrorCode code = ErrorCode.All[i];
            Same((string)rows[i]["code"], code.Code);
            Same((int)rows[i]["status"], code.Status);
            Same((string)rows[i]["meaning"], code.Meaning);
            Same((string)rows[i]["hint"], code.Hint);
        }
    }

    void ErrorsAreJson()
    {
        WebhookException refused = Refused(() => new Verifier(" padded "));
        var json = (Dictionary<string, object>)new JavaScriptSerializer().DeserializeObject(refused.ToJson());
        Same("invalid_secret", (string)json["code"]);
        Same(500, (int)json["status"]);
        Same(4, json.Count);
        Same(ErrorCode.InvalidSecret, Refused(() => new Verifier()).Code);
        Same(ErrorCode.InvalidSecret, Refused(() => new Verifier("\ud800")).Code);
    }

    void StoredRequestsAreReadAgain()
    {
        byte[] body = Opened("1", DateTimeOffset.UtcNow);
        IDictionary<string, string[]> headers = new SignedRequest(Secret, body).Headers();
        Delivery delivery = new Verifier(Secret).Verify(body, headers);
        Same(1, delivery.Events.Count);
        Same(0, delivery.Event.Problems.Count);
        IReadOnlyList<Event> events = Event.ParseAll(body, headers);
        Same(1, events.Count);
        Same(delivery.Event.ToJson(), events[0].ToJson());
    }

    void NoSecretIsPrinted()
    {
        byte[] body = Opened("1", DateTimeOffset.UtcNow);
        var verifier = new Verifier(Secret);
        WebhookException wrong = Refused(() => verifier.Verify(body, new SignedRequest(Secret + "0", body).Headers()));
        foreach (object it in new object[] { verifier, wrong, Refused(() => new Verifier(Secret + " ")), new SignedRequest(Secret, body) })
        {
            Same(false, it.ToString().Contains("0123456789abcdef"));
        }
    }

    void SamplesAreTypedAndNew()
    {
        foreach (string type in Event.Types)
        {
            Delivery delivery = Deliver(Samples.Of(type));
            Same(type, delivery.Type);
            Same(false, delivery.Event is RawEvent);
            Same(true, DateTimeOffset.UtcNow - delivery.CreatedAt.Instant < TimeSpan.FromMinutes(1));
        }
        Same(null, Samples.Of("email.unheard_of"));
    }

    void AbsentAndNullAreToldApart()
    {
        string body = Encoding.UTF8.GetString(Opened("1", DateTimeOffset.UtcNow));
        Func<string, Maybe<string>> name = member =>
            ((EmailOpened)Event.Parse(Encoding.UTF8.GetBytes(body.Replace("c@d.example\"", "c@d.example\"" + member)))).Data.To.Name;
        Same(true, name("").IsAbsent);
        Same(true, name(",\"name\":null").IsNull);
        Same("Ada", name(",\"name\":\"Ada\"").Value);
        Same("nobody", name(",\"name\":null").Or("nobody"));
    }

    void AnEventKeepsWhatNoPropertyNames()
    {
        var known = (ContactCreated)Event.Parse(Encoding.UTF8.GetBytes("{\"type\":\"contact.created\",\"createdAt\":\"2025-11-12T10:30:00Z\","
            + "\"new\":[1.0],\"data\":{\"email\":\"a@b.example\",\"seats\":9007199254740993,\"lone\":\"\\ud83d\"}}"));
        Same("[1.0]", known.Extra["new"].ToString());
        Same("9007199254740993", known.Data.Extra["seats"].ToString());
        Same("\ufffd", known.Data.Extra["lone"].String);
        Same("a@b.example", known.Data.Email.Value);
        Same("{\"email\":\"x\"}", new ContactDeletedData { Email = "x" }.ToJson());
        Same(false, new BounceType("Sideways").IsKnown);
        Same(true, new BounceType("Permanent") == BounceType.Permanent);
    }

    void ErrorsKeepTheirCodeWhenSerialized()
    {
        WebhookException refused = Refused(() => new Verifier("\u200bpadded"));
        var written = new MemoryStream();
        var formatter = new System.Runtime.Serialization.Formatters.Binary.BinaryFormatter();
        formatter.Serialize(written, refused);
        written.Position = 0;
        var read = (WebhookException)formatter.Deserialize(written);
        Same(ErrorCode.InvalidSecret, read.Code);
        Same(refused.ToJson(), read.ToJson());
        Same("U+200B at character 1 does not belong there", read.Detail);
    }

    void DeduplicationIsAsInEveryLanguage()
    {
        string text = File.ReadAllText(Path.Combine(Checkout, "tests", "vectors", "deduplication.json"));
        var vectors = (Dictionary<string, object>)new JavaScriptSerializer().DeserializeObject(text);
        var secret = (string)vectors["secret"];
        var verifier = new Verifier(new[] { secret }, new VerifierOptions { Tolerance = null });
        int steps = 0;
        foreach (Dictionary<string, object> test in (IEnumerable)vectors["cases"])
        {
            TimeSpan window = TimeSpan.FromTicks(Convert.ToInt64(test["window_ms"]) * TimeSpan.TicksPerMillisecond);
            var seen = new MemoryDeduplicator(window, (int)test["capacity"]);
            foreach (Dictionary<string, object> step in (IEnumerable)test["steps"])
            {
                steps++;
                var of = (Dictionary<string, object>)((Dictionary<string, object>)test["deliveries"])[(string)step["delivery"]];
                byte[] body = Encoding.UTF8.GetBytes((string)of["body"]);
                Delivery delivery = verifier.Verify(body, new SignedRequest(secret, body) { DeliveryId = (string)of["id"] }.Headers());
                if ((string)step["do"] == "done")
                {
                    seen.Done(delivery);
                }
                else if ((string)step["do"] == "forget")
                {
                    seen.Forget(delivery);
                }
                else
                {
                    var expect = (Dictionary<string, object>)step["expect"];
                    string outcome = ((string)expect["outcome"]).Replace("_", "");
                    Admission got = seen.AdmitAt(delivery, DateTimeOffset.FromUnixTimeMilliseconds(Convert.ToInt64(step["at_ms"])));
                    Same(test["name"] + " " + outcome + " " + expect["id_reused"],
                        test["name"] + " " + got.Outcome.ToString().ToLowerInvariant() + " " + got.IdReused);
                }
            }
        }
        Same(true, steps > 0);
    }

    void AMemoryWithoutRoomIsRefused()
    {
        foreach (long ticks in new long[] { 0, -1 })
        {
            Throws<ArgumentOutOfRangeException>(() => new MemoryDeduplicator(TimeSpan.FromTicks(ticks), 1));
        }
        foreach (int capacity in new[] { 0, -1 })
        {
            Throws<ArgumentOutOfRangeException>(() => new MemoryDeduplicator(TimeSpan.FromHours(1), capacity));
        }
    }

    void AWindowMayBeAsLongAsATimeSpanGoes()
    {
        var seen = new MemoryDeduplicator(TimeSpan.MaxValue, 1);
        Delivery delivery = Deliver(Opened("1", DateTimeOffset.UtcNow.AddYears(-1000)));
        Same(Outcome.First, seen.Admit(delivery).Outcome);
        Same(Outcome.InProgress, seen.Admit(delivery).Outcome);
    }

    void OneOfManyIsTheFirst()
    {
        var seen = new MemoryDeduplicator();
        Delivery delivery = Deliver(Opened("1", DateTimeOffset.UtcNow));
        int firsts = 0;
        Parallel.For(0, 200, i =>
        {
            if (seen.Admit(delivery).Outcome == Outcome.First)
            {
                Interlocked.Increment(ref firsts);
            }
        });
        Same(1, firsts);
    }

    /// <summary>A full memory takes as long as an empty one, and so does one that forgets.</summary>
    void TheMemoryIsConstantAtCapacity()
    {
        DateTimeOffset now = DateTimeOffset.UtcNow;
        List<Delivery> deliveries = Enumerable.Range(0, 8000)
            .Select(i => Deliver(Opened(i.ToString(), now), (i % 10).ToString()))
            .ToList();
        deliveries.ForEach(it => Same(64, it.Digest.Length));
        Func<int, long> took = capacity => Quickest(1, n =>
        {
            var seen = new MemoryDeduplicator(TimeSpan.FromHours(1), capacity);
            foreach (Delivery delivery in deliveries)
            {
                seen.AdmitAt(delivery, now);
                seen.Done(delivery);
            }
            deliveries.ForEach(seen.Forget);
        });
        took(10);
        long small = took(10);
        long large = took(8000);
        Same("", large < 10 * small + 100 ? "" : small + " ms with room for 10, " + large + " for 8000");
    }

    void TheBodyThatWasVerifiedStaysAsItWas()
    {
        byte[] body = Opened("1", DateTimeOffset.UtcNow);
        string before = Encoding.UTF8.GetString(body);
        Delivery delivery = Deliver(body);
        body[0] = 0;
        delivery.Body()[1] = 0;
        Same(before, Encoding.UTF8.GetString(delivery.Body()));
    }

    static void Throws<T>(Action action)
        where T : Exception
    {
        try
        {
            action();
        }
        catch (T)
        {
            return;
        }
        throw new Exception("it did not throw");
    }

    void SettingsThatMakeNoSenseAreRefused()
    {
        TimeSpan negative = TimeSpan.FromTicks(-1);
        foreach (var options in new[]
        {
            new VerifierOptions { Tolerance = negative }, new VerifierOptions { FutureTolerance = negative }, new VerifierOptions { MaxBody = -1 },
        })
        {
            Throws<ArgumentOutOfRangeException>(() => new Verifier(new[] { Secret }, options));
        }
        var receiver = new Receiver(new Verifier(Secret), delivery => { });
        foreach (TimeSpan timeout in new[] { negative, TimeSpan.Zero, TimeSpan.MaxValue })
        {
            Throws<ArgumentOutOfRangeException>(() => receiver.Timeout = timeout);
        }
        Throws<ArgumentNullException>(() => new Receiver(null, delivery => { }));
        Throws<ArgumentNullException>(() => new Receiver(new Verifier(Secret), (Action<Delivery>)null));
        Throws<ArgumentNullException>(() => new Receiver(new Verifier(Secret), (Func<Delivery, Task>)null));
        // Its failures would be nobody's, and its events lost.
        Throws<ArgumentException>(() => new Receiver(new Verifier(Secret), new Action<Delivery>(AsyncVoid)));
    }

    static async void AsyncVoid(Delivery delivery)
    {
        await Task.Yield();
    }

    static readonly DateTimeOffset Now = DateTimeOffset.FromUnixTimeMilliseconds(1762943400000);

    static IDictionary<string, string[]> Signed(byte[] body, DateTimeOffset at)
    {
        return new SignedRequest(Secret, body) { DeliveryId = "a", SentAt = at }.Headers();
    }

    void NoTimestampWrapsAround()
    {
        byte[] body = Opened("1", Now);
        foreach (TimeSpan tolerance in new[] { TimeSpan.Zero, TimeSpan.FromMinutes(1), TimeSpan.FromDays(200000) })
        {
            var verifier = new Verifier(new[] { Secret }, new VerifierOptions { Tolerance = tolerance, FutureTolerance = tolerance });
            for (long year = 600; year < 31000; year += 7)
            {
                var headers = Signed(body, Now);
                headers[WebhookHeaders.Timestamp] = new[] { (Now.ToUnixTimeMilliseconds() + year * 365 * 86400000).ToString() };
                Same(ErrorCode.TimestampInFuture, Refused(() => verifier.VerifyAt(body, headers, Now)).Code);
            }
            Same(ErrorCode.TimestampTooOld, Refused(() => verifier.VerifyAt(body, Signed(body, Now), DateTimeOffset.MaxValue)).Code);
        }
        var longest = new Verifier(new[] { Secret }, new VerifierOptions { Tolerance = TimeSpan.MaxValue });
        Same("a", longest.VerifyAt(body, Signed(body, Now), DateTimeOffset.MaxValue).Id);
    }

    void OnlyAsciiDigitsAreATimestamp()
    {
        byte[] body = Opened("1", Now);
        foreach (string text in new[] { "+1762943400000", "-1762943400000", "\u0661762943400000", "\uff11762943400000", "1 762943400000",
            "1,762943400000", "0x19a77f9a2c0", "1762943400000.0", "1e12", "9999999999999999", "\u00a01762943400000" })
        {
            var headers = Signed(body, Now);
            headers[WebhookHeaders.Timestamp] = new[] { text };
            Same(ErrorCode.MalformedTimestamp, Refused(() => new Verifier(Secret).VerifyAt(body, headers, Now)).Code);
        }
    }

    /// <summary>Other calendars, signs and letters than ours change nothing.</summary>
    void CulturesChangeNothing()
    {
        var before = System.Globalization.CultureInfo.CurrentCulture;
        try
        {
            foreach (string name in new[] { "tr-TR", "th-TH", "ar-SA", "fa-IR", "sv-SE" })
            {
                System.Globalization.CultureInfo.CurrentCulture = new System.Globalization.CultureInfo(name);
                byte[] body = Opened("1", Now);
                var headers = Signed(body, Now);
                string[] signature = headers[WebhookHeaders.Signature];
                headers.Remove(WebhookHeaders.Signature);
                foreach (string other in new[] { "X-WEBHOO\u212a-SIGNATURE", "X-WEBHOOK-S\u0130GNATURE", "x-webhook-s\u0131gnature" })
                {
                    headers[other] = signature;
                }
                Same(ErrorCode.MissingSignature, Refused(() => new Verifier(Secret).VerifyAt(body, headers, Now)).Code);
                headers["X-WEBHOOK-SIGNATURE"] = signature;
                Delivery delivery = new Verifier(Secret).VerifyAt(body, headers, Now);
                Same(Now, delivery.CreatedAt.Instant);
                Same(Now, delivery.SentAt.Value);
                Same(null, Timestamp.Parse("0100-02-29T10:30:00.000Z"));
                Same(null, Timestamp.Parse("0000-01-01T00:00:00Z"));
                Same(1582, Timestamp.Parse("1582-10-10T10:30:00.000Z").Instant.Year);
            }
        }
        finally
        {
            System.Globalization.CultureInfo.CurrentCulture = before;
        }
    }

    void SecretsAreReadAtTheFirstRequestAndWhenASignatureFails()
    {
        IEnumerable<string> secrets = new string[0];
        int calls = 0;
        var verifier = new Verifier(() =>
        {
            calls++;
            return secrets;
        });
        Same(0, calls);
        byte[] body = Opened("1", DateTimeOffset.UtcNow);
        Action verify = () => verifier.Verify(body, new SignedRequest(Secret, body).Headers());
        Same(ErrorCode.InvalidSecret, Refused(verify).Code);
        foreach (string[] none in new[] { null, new string[] { null } })
        {
            secrets = none;
            Same(ErrorCode.InvalidSecret, Refused(verify).Code);
        }
        Func<IEnumerable<string>> fails = () => throw new IOException("the vault says " + Secret);
        WebhookException failure = Refused(() => new Verifier(fails).Verify(body, new SignedRequest(Secret, body).Headers()));
        Same(ErrorCode.InvalidSecret, failure.Code);
        Same(false, failure.ToString().Contains(Secret));
        secrets = new[] { Secret };
        calls = 0;
        for (int i = 0; i < 3; i++)
        {
            verify();
        }
        Same(1, calls);
        var next = new SignedRequest("whsec_next", body).Headers();
        Same(ErrorCode.SignatureMismatch, Refused(() => verifier.Verify(body, next)).Code);
        Same(2, calls);
        secrets = new[] { Secret, "whsec_next" };
        Same(1, verifier.Verify(body, next).SecretIndex);
    }

    /// <summary>Somebody writes into a body while it is verified: what is accepted is what was signed.</summary>
    void ABodyThatChangesMeanwhile()
    {
        byte[] text = Opened("1", Now);
        byte[] other = Opened("2", Now);
        var headers = Signed(text, Now);
        var verifier = new Verifier(Secret);
        var body = (byte[])text.Clone();
        bool stop = false;
        var writer = new Thread(() =>
        {
            while (!Volatile.Read(ref stop))
            {
                Buffer.BlockCopy(other, 0, body, 0, body.Length);
                Buffer.BlockCopy(text, 0, body, 0, body.Length);
            }
        });
        writer.Start();
        try
        {
            for (int i = 0; i < 5000; i++)
            {
                try
                {
                    Same("1", ((EmailOpened)verifier.VerifyAt(body, headers, Now).Event).Data.EmailId);
                }
                catch (WebhookException refused)
                {
                    Same(ErrorCode.SignatureMismatch, refused.Code);
                }
            }
        }
        finally
        {
            Volatile.Write(ref stop, true);
            writer.Join();
        }
    }

    void HelpersMakeDistinctEvents()
    {
        List<byte[]> bodies = Enumerable.Range(0, 100).Select(i => Samples.Of(Event.Types[0])).ToList();
        Same(100, bodies.Select(Encoding.UTF8.GetString).Distinct().Count());
        Same(100, bodies.Select(it => new SignedRequest(Secret, it).DeliveryId).Distinct().Count());
    }

    void NamesThatOnlyLoneSurrogatesTellApartAreOne()
    {
        string body = "{\"type\":\"nope\",\"\\ud800\":1,\"\\udfff\":2,\"constructor\":3,\"__proto__\":4}";
        var members = ((Unknown)Event.Parse(Encoding.UTF8.GetBytes(body))).Members;
        Same(4, members.Count);
        Same("2", members["\ufffd"].ToString());
    }
}
