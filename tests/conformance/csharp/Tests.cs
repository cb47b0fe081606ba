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

/// <summary>Tests of the C# package beyond the vectors: Tests.exe CHECKOUT. Every method without arguments is one.</summary>
sealed class Tests
{
    const string Secret = "whsec_0123456789abcdef0123456789abcdef";
    static string checkout;

    static int Main(string[] arguments)
    {
        checkout = arguments[0];
        int passed = 0;
        int failed = 0;
        var flags = System.Reflection.BindingFlags.Instance | System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.DeclaredOnly;
        foreach (var test in typeof(Tests).GetMethods(flags).Where(it => it.GetParameters().Length == 0))
        {
            try
            {
                test.Invoke(new Tests(), null);
                passed++;
            }
            catch (System.Reflection.TargetInvocationException failure)
            {
                failed++;
                Console.WriteLine(test.Name + ": " + failure.InnerException);
            }
        }
        Console.WriteLine(passed + " passed, " + failed + " failed");
        return failed > 0 || passed == 0 ? 1 : 0;
    }

    static void Same<T>(T expected, T got)
    {
        if (!EqualityComparer<T>.Default.Equals(expected, got))
        {
            throw new Exception("expected " + expected + ", got " + got);
        }
    }

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
        string text = File.ReadAllText(Path.Combine(checkout, "schema", "errors.json"));
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

    void RepeatsAreRecognised()
    {
        DateTimeOffset now = DateTimeOffset.UtcNow;
        var seen = new Deduplicator(TimeSpan.FromHours(1), 2);
        Delivery one = Deliver(Opened("1", now), "a");
        Same(Admission.First, seen.AdmitAt(one, now));
        Same(Admission.Duplicate, seen.AdmitAt(one, now));
        // A replay under an id that is still to come does not enter that id.
        Same(Admission.Duplicate, seen.AdmitAt(Deliver(Opened("1", now), "b"), now));
        Same(Admission.First, seen.AdmitAt(Deliver(Opened("2", now), "b"), now));
        Same(Admission.Duplicate, seen.AdmitAt(Deliver(Opened("3", now), "b"), now));
        seen.Forget(Deliver(Opened("1", now), "b"));
        Same(Admission.Duplicate, seen.AdmitAt(one, now));
        seen.Forget(one);
        Same(Admission.First, seen.AdmitAt(one, now));
        Same(Admission.Expired, seen.AdmitAt(one, now.AddMinutes(61)));
        // Two are remembered: the third pushes the oldest out.
        Same(Admission.First, seen.AdmitAt(Deliver(Opened("3", now), "c"), now));
        Same(Admission.First, seen.AdmitAt(Deliver(Opened("4", now), "d"), now));
        Same(Admission.First, seen.AdmitAt(one, now));
    }

    void OneOfManyIsTheFirst()
    {
        var seen = new Deduplicator();
        Delivery delivery = Deliver(Opened("1", DateTimeOffset.UtcNow));
        int firsts = 0;
        Parallel.For(0, 200, i =>
        {
            if (seen.Admit(delivery) == Admission.First)
            {
                Interlocked.Increment(ref firsts);
            }
        });
        Same(1, firsts);
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

    static string Post(string to, byte[] body, IDictionary<string, string[]> headers)
    {
        using (var client = new HttpClient())
        {
            var content = new ByteArrayContent(body);
            var request = new HttpRequestMessage(HttpMethod.Post, to) { Content = content };
            foreach (var header in headers.Where(it => it.Key != "Content-Type"))
            {
                request.Headers.Add(header.Key, header.Value);
            }
            HttpResponseMessage response = client.SendAsync(request).Result;
            return (int)response.StatusCode + " " + response.Content.ReadAsStringAsync().Result;
        }
    }

    void TheListenerReceivesEachOnceAndFailuresAgain()
    {
        bool fails = true;
        int calls = 0;
        Action<Delivery> handle = delivery =>
        {
            calls++;
            if (fails)
            {
                throw new IOException("the queue is down");
            }
        };
        var verifier = new Verifier(new[] { Secret }, new VerifierOptions { MaxBody = 1000 });
        var receiver = new Receiver(verifier, handle);
        string to = "http://127.0.0.1:" + FreePort() + "/webhooks/";
        using (var listener = new HttpListener())
        {
            listener.Prefixes.Add(to);
            listener.Start();
            var server = new Thread(() =>
            {
                for (int i = 0; i < 6; i++)
                {
                    receiver.Receive(listener.GetContext());
                }
            });
            server.IsBackground = true;
            server.Start();
            byte[] body = Opened("1", DateTimeOffset.UtcNow);
            var headers = new SignedRequest(Secret, body).Headers();
            Same("500 {\"received\":false}", Post(to, body, headers));
            fails = false;
            Same("200 {\"received\":true,\"duplicate\":false}", Post(to, body, headers));
            Same("200 {\"received\":true,\"duplicate\":true}", Post(to, body, headers));
            Same(2, calls);
            Same(true, Post(to, body, new SignedRequest(Secret + "0", body).Headers()).StartsWith("401 {\"code\":\"signature_mismatch\""));
            Same(true, Post(to, new byte[1001], headers).StartsWith("413 {\"code\":\"body_too_large\""));
            using (var client = new HttpClient())
            {
                Same(405, (int)client.GetAsync(to).Result.StatusCode);
            }
        }
    }

    static int FreePort()
    {
        var probe = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        int port = ((IPEndPoint)probe.LocalEndpoint).Port;
        probe.Stop();
        return port;
    }
}
