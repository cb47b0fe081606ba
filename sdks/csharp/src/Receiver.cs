using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Threading.Tasks;

namespace Autosend.Webhooks
{
    /// <summary>Receives deliveries by POST, whatever the server: verifies each and processes each once.</summary>
    /// <remarks>It responds when your handler has returned, or its task has ended: <c>{"received": true, "duplicate": false}</c> and
    /// status 200, or 500 where it throws or is cancelled: then AutoSend's retry is processed. Refused requests get the status of
    /// the <see cref="WebhookException"/> and its JSON.</remarks>
    public sealed class Receiver
    {
        /// <summary>How long a response waits for your handler, unless told otherwise: four fifths of the time that AutoSend waits.</summary>
        public static readonly TimeSpan DefaultTimeout = TimeSpan.FromMilliseconds(Provider.ResponseWithinMs * 8 / 10);

        private TimeSpan timeout = DefaultTimeout;

        /// <summary>AutoSend waits little longer than <see cref="DefaultTimeout"/> for the response, so put longer work into a queue.</summary>
        /// <param name="verifier">What verifies requests.</param>
        /// <param name="handle">Called once for each authentic event, on a thread of the pool.</param>
        /// <exception cref="ArgumentException">The handler is an async void method, which nobody can wait for.</exception>
        public Receiver(Verifier verifier, Action<Delivery> handle)
            : this(verifier, Awaitable(handle))
        {
        }

        /// <summary>AutoSend waits little longer than <see cref="DefaultTimeout"/> for the response, so put longer work into a queue.</summary>
        /// <param name="verifier">What verifies requests.</param>
        /// <param name="handle">Called once for each authentic event, on a thread of the pool.</param>
        public Receiver(Verifier verifier, Func<Delivery, Task> handle)
        {
            Verifier = verifier ?? throw new ArgumentNullException(nameof(verifier));
            Handle = handle ?? throw new ArgumentNullException(nameof(handle));
        }

        /// <summary>What recognises repeats; null to process them all.</summary>
        public IDeduplicator Seen { get; set; } = new MemoryDeduplicator();

        /// <summary>Is given events that are too old to tell whether they were seen, to be looked up in your own records; if it
        /// fails, the response is 500. Without it they are logged.</summary>
        public Func<Delivery, Task> OnExpired { get; set; }

        /// <summary>Is told of refused requests, as <see cref="WebhookException"/>, and of all else, as <see cref="ReceiverException"/>.
        /// Without it, <see cref="Trace"/> is, of all but requests that do not verify.</summary>
        public Action<Exception> Log { get; set; }

        /// <summary>How long a response waits. When it is due before the handler ended, it is 503, so that the delivery comes again;
        /// it is a duplicate then if the handler has returned.</summary>
        /// <exception cref="ArgumentOutOfRangeException">It is not positive, or longer than a timer runs.</exception>
        public TimeSpan Timeout
        {
            get
            {
                return timeout;
            }
            set
            {
                if (value <= TimeSpan.Zero || value.TotalMilliseconds > int.MaxValue)
                {
                    throw new ArgumentOutOfRangeException(nameof(value), value, "must be a positive duration of at most 24 days");
                }
                timeout = value;
            }
        }

        internal Verifier Verifier { get; }

        internal Func<Delivery, Task> Handle { get; }

        private static Func<Delivery, Task> Awaitable(Action<Delivery> handle)
        {
            if (handle == null)
            {
                throw new ArgumentNullException(nameof(handle));
            }
            if (handle.GetMethodInfo().IsDefined(typeof(AsyncStateMachineAttribute), false))
            {
                throw new ArgumentException("an async handler has to return a Task: nobody can wait for async void", nameof(handle));
            }
            return delivery =>
            {
                handle(delivery);
                return Task.CompletedTask;
            };
        }

        /// <summary>Handles a request.</summary>
        /// <param name="method">How it came: anything but POST is refused.</param>
        /// <param name="headers">All values of each header, by names in any case.</param>
        /// <param name="length">What the request says about its body's length; negative if nothing.</param>
        /// <param name="body">Where to read it from.</param>
        /// <returns>The response; say <see cref="WebhookResponse.NotSent"/> if you can't.</returns>
        /// <exception cref="IOException">The body can't be read, or does not come in time.</exception>
        public WebhookResponse Receive<TValues>(
            string method, IEnumerable<KeyValuePair<string, TValues>> headers, long length, Stream body)
            where TValues : IEnumerable<string>
        {
            return Receive(new RequestTarget(method, ""), headers, length, body);
        }

        /// <summary><c>Receive</c> where the provider signs the URL.</summary>
        /// <param name="target">What the request is for: anything but POST is refused.</param>
        /// <param name="headers">All values of each header, by names in any case.</param>
        /// <param name="length">What the request says about its body's length; negative if nothing.</param>
        /// <param name="body">Where to read it from.</param>
        /// <returns>The response; say <see cref="WebhookResponse.NotSent"/> if you can't.</returns>
        /// <exception cref="IOException">The body can't be read, or does not come in time.</exception>
        public WebhookResponse Receive<TValues>(
            RequestTarget target, IEnumerable<KeyValuePair<string, TValues>> headers, long length, Stream body)
            where TValues : IEnumerable<string>
        {
            if (target.Method != "POST")
            {
                return WebhookResponse.NotPost;
            }
            List<KeyValuePair<string, TValues>> all = headers.ToList();
            try
            {
                byte[] read = Read(Verifier, length, body, Timeout);
                return new Work(this, () => Verify(target, all, length, read)).Respond();
            }
            catch (WebhookException refused)
            {
                return new Work(this, () => throw refused).Respond();
            }
        }

        private Delivery Verify<TValues>(
            RequestTarget target, List<KeyValuePair<string, TValues>> headers, long length, byte[] body)
            where TValues : IEnumerable<string>
        {
            try
            {
                return Verifier.VerifyAt(body, headers, target, DateTimeOffset.UtcNow);
            }
            catch (WebhookException refused) when (
                body.Length == 0 && length < 0 && refused.Code == ErrorCode.SignatureMismatch)
            {
                // Nobody signs an empty body, and without a declared length nothing else tells that there was one.
                throw BodyIsGone();
            }
        }

        /// <summary>Reads a body, up to a verifier's limit, for as long as the default timeout.</summary>
        /// <exception cref="WebhookException">It is too large, or something else has read it already.</exception>
        /// <exception cref="IOException">It can't be read, or does not come in time.</exception>
        public static byte[] Read(Verifier verifier, long length, Stream body)
        {
            return Read(verifier, length, body, DefaultTimeout);
        }

        private static byte[] Read(Verifier verifier, long length, Stream body, TimeSpan timeout)
        {
            if (length > verifier.MaxBody)
            {
                throw verifier.TooLarge(length);
            }
            byte[] read = ReadInTime(body, verifier.MaxBody, timeout);
            if (read.Length > verifier.MaxBody)
            {
                throw verifier.TooLarge(read.Length);
            }
            if (read.Length < length)
            {
                throw BodyIsGone();
            }
            return read;
        }

        /// <summary>Stops where there is more than the limit, and where nothing more comes in time: servers may wait without
        /// end.</summary>
        private static byte[] ReadInTime(Stream body, long limit, TimeSpan timeout)
        {
            var clock = Stopwatch.StartNew();
            var read = new MemoryStream();
            var buffer = new byte[8192];
            while (read.Length <= limit)
            {
                int number = Next(body, buffer, timeout - clock.Elapsed);
                if (number <= 0)
                {
                    break;
                }
                read.Write(buffer, 0, number);
            }
            return read.ToArray();
        }

        private static int Next(Stream body, byte[] buffer, TimeSpan timeout)
        {
            Task<int> next = body.ReadAsync(buffer, 0, buffer.Length);
            try
            {
                if (timeout > TimeSpan.Zero && next.Wait(timeout))
                {
                    return next.Result;
                }
            }
            catch (AggregateException failure)
            {
                throw new IOException("the body can't be read", failure.InnerException);
            }
            throw new IOException("the body does not come in time");
        }

        private static WebhookException BodyIsGone()
        {
            return new WebhookException(
                ErrorCode.BodyAlreadyParsed,
                "something read the request before: verify first, or keep the body where it can be read again");
        }
    }
}
