using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Net.Sockets;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using Autosend.Webhooks;

/// <summary>The receiver behind a real listener.</summary>
sealed partial class Tests
{
    /// <summary>How long any request may take: nothing hangs.</summary>
    static readonly TimeSpan Budget = TimeSpan.FromSeconds(10);

    static readonly TimeSpan Short = TimeSpan.FromMilliseconds(200);

    const string Received = "200 {\"received\":true,\"duplicate\":false}";
    const string Reused = "200 {\"received\":true,\"duplicate\":false,\"id_reused\":true}";
    const string Duplicate = "200 {\"received\":true,\"duplicate\":true}";
    const string Expired = "200 {\"received\":true,\"duplicate\":false,\"expired\":true}";
    const string AtWork = "503 {\"received\":false,\"code\":\"in_progress\"}";
    const string Failed = "500 {\"received\":false,\"code\":\"handler_failed\"}";
    const string Unsure = "503 {\"received\":false,\"code\":\"deduplicator_failed\"}";

    readonly ConcurrentQueue<Exception> told = new ConcurrentQueue<Exception>();
    readonly ManualResetEventSlim release = new ManualResetEventSlim();
    readonly byte[] aBody = Opened("1", DateTimeOffset.UtcNow);
    volatile Action does = () => { };
    int calls;

    Receiver Receiving(IDeduplicator seen = null)
    {
        Action<Delivery> handle = delivery =>
        {
            Interlocked.Increment(ref calls);
            does();
        };
        var verifier = new Verifier(new[] { Secret }, new VerifierOptions { MaxBody = 1000 });
        return new Receiver(verifier, handle) { Log = told.Enqueue, Seen = seen ?? new MemoryDeduplicator() };
    }

    /// <summary>A receiver that listens.</summary>
    sealed class Server : IDisposable
    {
        readonly HttpListener listener = new HttpListener();
        internal readonly int Port = FreePort();

        internal Server(Receiver receiver, Action<HttpListenerContext> before = null)
        {
            listener.Prefixes.Add(To);
            listener.Start();
            Task.Run(async () =>
            {
                while (listener.IsListening)
                {
                    HttpListenerContext context = await listener.GetContextAsync();
                    ThreadPool.QueueUserWorkItem(it =>
                    {
                        before?.Invoke(context);
                        receiver.Receive(context);
                    });
                }
            });
        }

        internal string To => "http://127.0.0.1:" + Port + "/webhooks/";

        public void Dispose()
        {
            listener.Abort();
        }
    }

    static int FreePort()
    {
        var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        int port = ((IPEndPoint)probe.LocalEndpoint).Port;
        probe.Stop();
        return port;
    }

    static readonly HttpClient Client = new HttpClient { Timeout = Budget };

    static string Post(Server server, byte[] body, IDictionary<string, string[]> headers = null, bool isChunked = false, string method = "POST")
    {
        var request = new HttpRequestMessage(new HttpMethod(method), server.To);
        if (method != "GET")
        {
            request.Content = isChunked ? (HttpContent)new StreamContent(new MemoryStream(body)) : new ByteArrayContent(body);
        }
        if (isChunked)
        {
            request.Content.Headers.ContentLength = null;
            request.Headers.TransferEncodingChunked = true;
        }
        foreach (var header in (headers ?? new SignedRequest(Secret, body).Headers()).Where(it => it.Key != "Content-Type"))
        {
            request.Headers.Add(header.Key, header.Value);
        }
        HttpResponseMessage response = Client.SendAsync(request).Result;
        int status = (int)response.StatusCode;
        Same(status == 503 ? "1" : "", string.Concat(response.Headers.Where(it => it.Key == "Retry-After").SelectMany(it => it.Value)));
        return status + " " + response.Content.ReadAsStringAsync().Result;
    }

    static void Begins(string expected, string got)
    {
        Same(expected, got.Substring(0, Math.Min(expected.Length, got.Length)));
    }

    static void Eventually(Func<bool> holds)
    {
        DateTime end = DateTime.UtcNow + Budget;
        while (!holds())
        {
            if (DateTime.UtcNow > end)
            {
                throw new Exception("it never came to hold");
            }
            Thread.Sleep(10);
        }
    }

    void IsTold(Problem problem)
    {
        Eventually(() => told.OfType<ReceiverException>().Any(it => it.Problem == problem));
    }

    /// <summary>A body is free: its retry is handled.</summary>
    void IsProcessedAgain(Server server, byte[] body)
    {
        does = () => { };
        string last = "";
        Eventually(() => !(last = Post(server, body)).StartsWith("503"));
        Same(Received, last);
        Same(Duplicate, Post(server, body));
    }

    static void Throw()
    {
        throw new IOException("password=hunter2");
    }

    void HandlerFails()
    {
        using (var server = new Server(Receiving()))
        {
            does = Throw;
            Same(Failed, Post(server, aBody));
            IsTold(Problem.HandlerFailed);
            IsProcessedAgain(server, aBody);
        }
    }

    void HandlerIsCancelled()
    {
        var aborts = new Action[]
        {
            () => throw new OperationCanceledException(), () => throw new ThreadInterruptedException(), () => Thread.CurrentThread.Abort(),
        };
        using (var server = new Server(Receiving()))
        {
            foreach (Action abort in aborts)
            {
                byte[] body = Opened(Guid.NewGuid().ToString(), DateTimeOffset.UtcNow);
                does = abort;
                Same(Failed, Post(server, body));
                IsProcessedAgain(server, body);
            }
        }
        foreach (Task ended in new[] { Task.FromCanceled(new CancellationToken(true)), Task.FromException(new IOException()), null })
        {
            Task now = ended;
            var receiver = new Receiver(new Verifier(Secret), delivery => now) { Log = told.Enqueue };
            using (var server = new Server(receiver))
            {
                byte[] body = Opened(Guid.NewGuid().ToString(), DateTimeOffset.UtcNow);
                Same(Failed, Post(server, body));
                now = Task.CompletedTask;
                Same(Received, Post(server, body));
            }
        }
    }

    void HandlerTimesOut()
    {
        Receiver receiver = Receiving();
        receiver.Timeout = Short;
        using (var server = new Server(receiver))
        {
            does = release.Wait;
            Same(AtWork, Post(server, aBody));
            IsTold(Problem.InProgress);
            Same(AtWork, Post(server, aBody));
            byte[] other = Opened("2", DateTimeOffset.UtcNow);
            does = () =>
            {
                release.Wait();
                Throw();
            };
            Same(AtWork, Post(server, other));
            release.Set();
            // The first was handled all the same.
            Eventually(() => Post(server, aBody) == Duplicate);
            IsProcessedAgain(server, other);
            Same(3, calls);
        }
    }

    /// <summary>A connection over which a signed request went that declares some length.</summary>
    static TcpClient Begin(Server server, byte[] body, long length)
    {
        var client = new TcpClient("127.0.0.1", server.Port) { ReceiveTimeout = (int)Budget.TotalMilliseconds, SendTimeout = (int)Budget.TotalMilliseconds };
        var text = new StringBuilder("POST /webhooks/ HTTP/1.1\r\nHost: 127.0.0.1:" + server.Port + "\r\nContent-Length: " + length + "\r\n");
        foreach (var header in new SignedRequest(Secret, body).Headers())
        {
            text.Append(header.Key + ": " + header.Value[0] + "\r\n");
        }
        byte[] head = Encoding.ASCII.GetBytes(text + "\r\n");
        client.GetStream().Write(head, 0, head.Length);
        client.GetStream().Write(body, 0, body.Length);
        return client;
    }

    void ResponseCannotBeSent()
    {
        using (var server = new Server(Receiving()))
        {
            does = release.Wait;
            TcpClient client = Begin(server, aBody, aBody.Length);
            Eventually(() => calls == 1);
            client.LingerState = new LingerOption(true, 0);
            client.Close();
            Thread.Sleep(100);
            release.Set();
            IsTold(Problem.NotSent);
            IsProcessedAgain(server, aBody);
        }
    }

    void BodyReadBefore()
    {
        var reads = new Dictionary<string, Action<Stream>>
        {
            ["all"] = body => body.CopyTo(Stream.Null),
            ["a part"] = body => body.Read(new byte[10], 0, 10),
            ["as text"] = body => new StreamReader(body).ReadToEnd(),
        };
        foreach (var read in reads)
        {
            foreach (bool isChunked in new[] { false, true })
            {
                using (var server = new Server(Receiving(), context => read.Value(context.Request.InputStream)))
                {
                    if (isChunked && read.Key == "a part")
                    {
                        // Nothing tells: it is a wrong signature.
                        continue;
                    }
                    Begins("500 {\"code\":\"body_already_parsed\"", Post(server, aBody, null, isChunked));
                }
            }
        }
    }

    /// <summary>A deduplicator of somebody's.</summary>
    sealed class Anybody : IDeduplicator
    {
        internal Func<Task<Admission>> Admit = () => Task.FromResult(new Admission(Outcome.First));
        internal Func<Task> Done = () => Task.CompletedTask;
        internal Func<Task> Forget = () => Task.CompletedTask;

        public Task<Admission> AdmitAsync(Delivery delivery) => Admit();

        public Task DoneAsync(Delivery delivery) => Done();

        public Task ForgetAsync(Delivery delivery) => Forget();
    }

    string Posted(Receiver receiver, byte[] body)
    {
        using (var server = new Server(receiver))
        {
            return Post(server, body);
        }
    }

    static byte[] NoJson => Encoding.ASCII.GetBytes("{");

    void CallbackThrows()
    {
        var failure = new IOException("password=hunter2");
        foreach (bool isLater in new[] { false, true })
        {
            calls = 0;
            does = () => { };
            Func<Task> fails = () => isLater ? Task.FromException(failure) : throw failure;
            Func<Task<Admission>> refuses = () => isLater ? Task.FromException<Admission>(failure) : throw failure;
            Same(Unsure, Posted(Receiving(new Anybody { Admit = refuses }), aBody));
            IsTold(Problem.DeduplicatorFailed);
            Same(0, calls);
            Same(Received, Posted(Receiving(new Anybody { Done = fails }), aBody));
            does = Throw;
            Same(Failed, Posted(Receiving(new Anybody { Forget = fails }), aBody));
        }
        Receiver logs = Receiving();
        logs.Log = note => throw failure;
        Begins("400 {\"code\":\"body_not_json\"", Posted(logs, NoJson));
        Same(Failed, Posted(logs, aBody));
        byte[] old = Opened("old", DateTimeOffset.UtcNow.AddDays(-2));
        calls = 0;
        Same(Expired, Posted(Receiving(), old));
        IsTold(Problem.Expired);
        Receiver looks = Receiving();
        looks.OnExpired = delivery => throw failure;
        Same(Failed, Posted(looks, old));
        Same(0, calls);
    }

    void CallbackRejects()
    {
        foreach (Task<Admission> nonsense in new[]
        {
            null, Task.FromResult<Admission>(null), Task.FromResult(new Admission(0)), Task.FromResult(new Admission((Outcome)17)),
        })
        {
            Same(Unsure, Posted(Receiving(new Anybody { Admit = () => nonsense }), aBody));
            IsTold(Problem.DeduplicatorFailed);
        }
        Same(0, calls);
    }

    void CallbackNeverSettles()
    {
        var never = new TaskCompletionSource<Admission>();
        int forgotten = 0;
        Func<Anybody, Receiver> hasty = seen =>
        {
            Receiver receiver = Receiving(seen);
            receiver.Timeout = Short;
            return receiver;
        };
        var admits = new Anybody
        {
            Admit = () => never.Task,
            Forget = () =>
            {
                forgotten++;
                return Task.CompletedTask;
            },
        };
        Same(Unsure, Posted(hasty(admits), aBody));
        Same(0, calls);
        Same(Received, Posted(hasty(new Anybody { Done = () => new TaskCompletionSource<bool>().Task }), aBody));
        does = Throw;
        Same(AtWork, Posted(hasty(new Anybody { Forget = () => new TaskCompletionSource<bool>().Task }), aBody));
        Receiver logs = hasty(new Anybody());
        logs.Log = note => release.Wait();
        Begins("400 {\"code\":\"body_not_json\"", Posted(logs, NoJson));
        var slow = new Verifier(() =>
        {
            release.Wait();
            return new[] { Secret };
        });
        int before = calls;
        Begins("500 {\"code\":\"invalid_secret\"", Posted(new Receiver(slow, delivery => { calls++; }) { Timeout = Short, Log = told.Enqueue }, aBody));
        release.Set();
        // An admission that comes too late is given back.
        never.SetResult(new Admission(Outcome.First));
        Eventually(() => forgotten == 1);
        Same(before, calls);
    }

    void RepeatWhileAtWork()
    {
        using (var server = new Server(Receiving()))
        {
            does = release.Wait;
            Task<string> one = Task.Run(() => Post(server, aBody));
            Eventually(() => calls == 1);
            Same(AtWork, Post(server, aBody));
            release.Set();
            Same(Received, one.Result);
            Same(Duplicate, Post(server, aBody));
        }
    }

    void TooLargeThenKeepAlive()
    {
        using (var server = new Server(Receiving()))
        {
            foreach (bool isChunked in new[] { false, true })
            {
                Begins("413 {\"code\":\"body_too_large\"", Post(server, new byte[1001], null, isChunked));
                Same(Received, Post(server, Opened(isChunked.ToString(), DateTimeOffset.UtcNow)));
            }
            // The sender of a body without end is not listened to for ever, whether it hurries or not.
            foreach (int pause in new[] { 0, 50 })
            {
                using (TcpClient client = Begin(server, new byte[0], 1L << 30))
                {
                    DateTime end = DateTime.UtcNow + TimeSpan.FromSeconds(3);
                    while (IsHeard(client, pause))
                    {
                        Same(true, DateTime.UtcNow < end);
                    }
                }
            }
        }
    }

    static bool IsHeard(TcpClient client, int pause)
    {
        try
        {
            client.GetStream().Write(new byte[1 << 10], 0, pause > 0 ? 1 : 1 << 10);
            Thread.Sleep(pause);
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }

    void NothingHangs()
    {
        Receiver receiver = Receiving();
        receiver.Timeout = Short;
        using (var server = new Server(receiver))
        {
            using (TcpClient client = Begin(server, aBody, 900))
            {
                // Half a body, and then nothing: it is hung up on, and not as if all were well.
                Begins("HTTP/1.1 408 ", Hears(client));
                IsTold(Problem.NotRead);
            }
            Same(Received, Post(server, aBody));
        }
    }

    static string Hears(TcpClient client)
    {
        using (var reader = new StreamReader(client.GetStream(), Encoding.ASCII))
        {
            return reader.ReadToEnd();
        }
    }

    void AReusedIdIsToldAndProcessed()
    {
        using (var server = new Server(Receiving()))
        {
            foreach (string name in new[] { "1", "2" })
            {
                byte[] body = Opened(name, DateTimeOffset.UtcNow);
                Same(name == "1" ? Received : Reused, Post(server, body, new SignedRequest(Secret, body) { DeliveryId = "a" }.Headers()));
            }
            IsTold(Problem.IdReused);
        }
    }

    void RefusesWhatIsNoDelivery()
    {
        using (var server = new Server(Receiving()))
        {
            Begins("401 {\"code\":\"signature_mismatch\"", Post(server, aBody, new SignedRequest(Secret + "0", aBody).Headers()));
            Begins("401 {\"code\":\"missing_signature\"", Post(server, aBody, new Dictionary<string, string[]>()));
            Begins("405 ", Post(server, aBody, null, false, "GET"));
            Begins("405 ", Post(server, aBody, null, false, "PUT"));
            Same(0, calls);
        }
    }
}
