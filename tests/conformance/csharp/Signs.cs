using System;
using System.Collections;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Threading.Tasks;
using System.Web.Script.Serialization;
using Autosend.Webhooks;

/// <summary>What a package signs, it accepts, and no other secret does: Signs.exe REQUESTS. The first accepted request is signed
/// anew.</summary>
static class Signs
{
    static int Main(string[] arguments)
    {
        var group = (Dictionary<string, object>)new JavaScriptSerializer().DeserializeObject(File.ReadAllText(arguments[0]));
        var accepted = ((IEnumerable)group["cases"]).Cast<Dictionary<string, object>>()
            .First(it => ((Dictionary<string, object>)it["expect"]).ContainsKey("accepted"));
        string complaint = Complaint(accepted) ?? AtAServer(accepted);
        Console.WriteLine(complaint ?? "1 passed, 0 failed");
        return complaint == null ? 0 : 1;
    }

    /// <summary>What is wrong; null if nothing is.</summary>
    static string Complaint(Dictionary<string, object> test)
    {
        string secret = (string)((IList)test["secrets"])[0];
        object settings;
        object given = null;
        if (test.TryGetValue("options", out settings))
        {
            ((Dictionary<string, object>)settings).TryGetValue("url", out given);
        }
        var options = new VerifierOptions { Url = (string)given ?? "" };
        byte[] body = Encoding.UTF8.GetBytes((string)test["body"]);
        IDictionary<string, string[]> headers = Sign(new SignedRequest(secret, body) { Url = options.Url }, (IList)test["headers"]);

        Delivery delivery = new Verifier(new[] { secret }, options).Verify(body, headers);
        var expected = (Dictionary<string, object>)((Dictionary<string, object>)test["expect"])["accepted"];
        if (delivery.Type != (string)expected["type"])
        {
            return "got " + delivery.Type + ", expected " + expected["type"];
        }
        try
        {
            // In hex and base64 it is a key, too.
            new Verifier(new[] { "00112233" }, options).Verify(body, headers);
        }
        catch (WebhookException refused)
        {
            return refused.Code == ErrorCode.SignatureMismatch ? null : "another secret is refused as " + refused.Code;
        }
        return "another secret is accepted";
    }

    /// <summary>What is wrong where nothing but the server tells the URL that is signed; null if nothing is.</summary>
    static string AtAServer(Dictionary<string, object> test)
    {
        string secret = (string)((IList)test["secrets"])[0];
        byte[] body = Encoding.UTF8.GetBytes((string)test["body"]);
        using (var listener = new HttpListener())
        {
            string url = Listen(listener) + "hook?a=%20b&c";
            var receiver = new Receiver(new Verifier(secret), (Delivery delivery) => { });
            Task<HttpListenerContext> came = listener.GetContextAsync();
            came.ContinueWith(it => receiver.Receive(it.Result));
            var client = WebRequest.CreateHttp(url);
            client.Method = "POST";
            foreach (var header in Sign(new SignedRequest(secret, body) { Url = url }, (IList)test["headers"]))
            {
                if (header.Key == "Content-Type")
                {
                    client.ContentType = header.Value[0];
                }
                else
                {
                    client.Headers[header.Key] = header.Value[0];
                }
            }
            client.GetRequestStream().Write(body, 0, body.Length);
            try
            {
                client.GetResponse().Close();
                return null;
            }
            catch (WebException failure)
            {
                return "at a server: " + failure.Message;
            }
        }
    }

    /// <summary>Where it listens: on a port that is free.</summary>
    static string Listen(HttpListener listener)
    {
        var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        string prefix = "http://127.0.0.1:" + ((IPEndPoint)probe.LocalEndpoint).Port + "/";
        probe.Stop();
        listener.Prefixes.Add(prefix);
        listener.Start();
        return prefix;
    }

    /// <summary>With the event and the signed header of the test's headers.</summary>
    static IDictionary<string, string[]> Sign(SignedRequest request, IList headers)
    {
        foreach (IList header in headers)
        {
            if (string.Equals((string)header[0], WebhookHeaders.Event, StringComparison.OrdinalIgnoreCase))
            {
                request.Event = (string)header[1];
            }
            else if ((string)header[0] == "X-Nonce")
            {
                request.OtherHeaders["X-Nonce"] = (string)header[1];
            }
        }
        return request.Headers();
    }
}
