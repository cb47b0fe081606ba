using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net;

namespace Autosend.Webhooks
{
    /// <summary>Webhooks in the HTTP server that comes with .NET.</summary>
    public static class HttpListenerReceiver
    {
        /// <summary>Receives a request and responds to it. Whatever the sender does, it throws nothing: a sender that is gone or stalls
        /// is told to <see cref="Receiver.Log"/>.</summary>
        /// <remarks>It takes as long as your handler does: call it on a thread of the pool, as <c>Task.Run</c> does, and go on
        /// listening.</remarks>
        public static void Receive(this Receiver receiver, HttpListenerContext context)
        {
            WebhookResponse response = null;
            try
            {
                response = Read(receiver, context.Request);
                Send(context, response);
            }
            catch (Exception failure) when (
                failure is IOException || failure is HttpListenerException || failure is InvalidOperationException)
            {
                response?.NotSent();
                if (response == null)
                {
                    Work.Tell(receiver, new ReceiverException(Problem.NotRead, failure.Message, failure));
                }
                Abort(context, response == null ? 408 : 500);
            }
        }

        private static WebhookResponse Read(Receiver receiver, HttpListenerRequest request)
        {
            IEnumerable<KeyValuePair<string, string[]>> headers =
                request.Headers.AllKeys.Select(name => new KeyValuePair<string, string[]>(name, request.Headers.GetValues(name)));
            return receiver.Receive(Target(request), headers, request.ContentLength64, request.InputStream);
        }

        /// <summary>The URL as the client named the server.</summary>
        private static RequestTarget Target(HttpListenerRequest request)
        {
            string scheme = request.IsSecureConnection ? "https" : "http";
            string host = request.UserHostName;
            return new RequestTarget(request.HttpMethod, host == null ? "" : scheme + "://" + host + request.RawUrl);
        }

        private static void Send(HttpListenerContext context, WebhookResponse made)
        {
            HttpListenerResponse response = context.Response;
            response.StatusCode = made.Status;
            response.ContentType = WebhookResponse.ContentType;
            if (made.Status == 405)
            {
                response.AddHeader("Allow", "POST");
            }
            if (made.Status == 503)
            {
                response.AddHeader("Retry-After", "1");
            }
            byte[] bytes = made.Bytes();
            response.ContentLength64 = bytes.Length;
            if (context.Request.HttpMethod != "HEAD")
            {
                response.OutputStream.Write(bytes, 0, bytes.Length);
                response.OutputStream.Flush();
            }
            response.Close();
        }

        /// <summary>Mono responds to what is aborted, with the status that it would have had.</summary>
        private static void Abort(HttpListenerContext context, int status)
        {
            try
            {
                context.Response.StatusCode = status;
                context.Response.Abort();
            }
            catch (Exception failure) when (
                failure is IOException || failure is HttpListenerException || failure is InvalidOperationException)
            {
                // It is gone already.
            }
        }
    }
}
