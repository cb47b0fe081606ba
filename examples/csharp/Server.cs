// Receives webhooks: verifies every request and processes each event once.

using System;
using System.Net;
using System.Threading;
using Autosend.Webhooks;

static class Server
{
    // region: receive
    static void Receive(Delivery delivery)
    {
        if (delivery.Event is EmailBounced bounced)
        {
            Console.WriteLine(bounced.Data.To.Email + " bounced: " + bounced.Data.Reason.Or("nobody knows why"));
        }
        else if (delivery.Event is Unknown unknown)
        {
            Console.WriteLine("new to us: " + unknown.Type);
        }
        // Queue the event here and return: if that throws, AutoSend delivers it again.
    }

    static void Serve(string address)
    {
        var verifier = new Verifier(() => new[] { Environment.GetEnvironmentVariable("AUTOSEND_WEBHOOK_SECRET") });
        var receiver = new Receiver(verifier, Receive);
        var listener = new HttpListener();
        listener.Prefixes.Add(address + "/webhooks/");
        listener.Start();
        Console.WriteLine("listening on " + address);
        while (true)
        {
            HttpListenerContext context = listener.GetContext();
            ThreadPool.QueueUserWorkItem(it => receiver.Receive(context));
        }
    }
    // endregion

    static void Main()
    {
        Serve("http://127.0.0.1:" + (Environment.GetEnvironmentVariable("PORT") ?? "3000"));
    }
}
