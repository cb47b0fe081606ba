using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Threading;
using System.Threading.Tasks;

namespace Autosend.Webhooks
{
    /// <summary>Handles one request on a thread of the pool: its response may be due before that ends.</summary>
    internal sealed class Work
    {
        private const int Verifying = 0;
        private const int Admitting = 1;
        private const int Handling = 2;

        /// <summary>The response was due before the handler was called. It won't be.</summary>
        private const int Late = 3;

        private readonly Receiver receiver;
        private readonly Func<Delivery> verify;
        private readonly List<Exception> notes = new List<Exception>();
        private int phase = Verifying;

        /// <summary>The response, before that is logged.</summary>
        private volatile WebhookResponse decided;

        internal Work(Receiver receiver, Func<Delivery> verify)
        {
            this.receiver = receiver;
            this.verify = verify;
        }

        /// <summary>Waits for the response, for as long as that may.</summary>
        internal WebhookResponse Respond()
        {
            Task<WebhookResponse> run = Task.Run(Run);
            try
            {
                return run.Wait(receiver.Timeout) ? run.Result : Due();
            }
            catch (AggregateException failure)
            {
                return Instead(Problem.HandlerFailed, failure.InnerException.Message);
            }
        }

        private async Task<WebhookResponse> Run()
        {
            decided = await Process().ConfigureAwait(false);
            notes.ForEach(Tell);
            return decided;
        }

        private void Tell(Exception note)
        {
            Tell(receiver, note);
        }

        internal static void Tell(Receiver receiver, Exception note)
        {
            try
            {
                if (receiver.Log != null)
                {
                    receiver.Log(note);
                    return;
                }
            }
            catch (Exception failure)
            {
                Survive(failure);
                Trace.TraceWarning("autosend webhook: Log failed: {0}", failure);
            }
            bool isTheirs = note is WebhookException refused && refused.Status < 500;
            if (!isTheirs)
            {
                Trace.TraceWarning("autosend webhook: {0}", note);
            }
        }

        /// <summary>What aborts a thread would go on after it was caught.</summary>
        private static void Survive(Exception failure)
        {
            if (failure is ThreadAbortException)
            {
                Thread.ResetAbort();
            }
        }

        private async Task<WebhookResponse> Process()
        {
            Delivery delivery;
            try
            {
                delivery = verify();
            }
            catch (WebhookException refused)
            {
                notes.Add(refused);
                return WebhookResponse.Of(refused);
            }
            if (!Advance(Verifying, Admitting))
            {
                return ComeAgain(Problem.InProgress, delivery);
            }
            Admission admission = null;
            Exception failure = null;
            try
            {
                admission = await Admit(delivery).ConfigureAwait(false);
            }
            catch (Exception caught)
            {
                Survive(caught);
                failure = caught;
            }
            if (failure != null)
            {
                return ComeAgain(Problem.DeduplicatorFailed, delivery, failure);
            }
            if (!Advance(Admitting, Handling))
            {
                if (admission.Outcome == Outcome.First)
                {
                    await Forget(delivery).ConfigureAwait(false);
                }
                return ComeAgain(Problem.DeduplicatorFailed, delivery);
            }
            switch (admission.Outcome)
            {
                case Outcome.Duplicate:
                    return WebhookResponse.Duplicate;
                case Outcome.InProgress:
                    return ComeAgain(Problem.InProgress, delivery);
                case Outcome.Expired:
                    return await Expired(delivery).ConfigureAwait(false);
                default:
                    return await Handle(delivery, admission.IdReused).ConfigureAwait(false);
            }
        }

        private bool Advance(int from, int to)
        {
            return Interlocked.CompareExchange(ref phase, to, from) == from;
        }

        /// <summary>A deduplicator may be anybody's code: what it does not say clearly is an error.</summary>
        private async Task<Admission> Admit(Delivery delivery)
        {
            if (receiver.Seen == null)
            {
                return new Admission(Outcome.First);
            }
            Admission admission = await receiver.Seen.AdmitAsync(delivery).ConfigureAwait(false);
            if (admission == null || !Enum.IsDefined(typeof(Outcome), admission.Outcome))
            {
                throw new InvalidOperationException("AdmitAsync returned " + (admission == null ? "null" : admission.ToString()));
            }
            return admission;
        }

        /// <summary>Forgets the delivery unless all went well.</summary>
        private async Task<WebhookResponse> Handle(Delivery delivery, bool idReused)
        {
            if (idReused)
            {
                Note(Problem.IdReused, delivery);
            }
            Exception failure = await Failure(() => receiver.Handle(delivery)).ConfigureAwait(false);
            if (failure != null)
            {
                await Forget(delivery).ConfigureAwait(false);
                return ComeAgain(Problem.HandlerFailed, delivery, failure);
            }
            // From here on it was handled, however long the rest takes.
            WebhookResponse handled = WebhookResponse.Received(idReused, () => NotSent(delivery));
            decided = handled;
            if (receiver.Seen != null)
            {
                failure = await Failure(() => receiver.Seen.DoneAsync(delivery)).ConfigureAwait(false);
                NoteFailure(delivery, failure);
            }
            return handled;
        }

        private async Task<WebhookResponse> Expired(Delivery delivery)
        {
            Note(Problem.Expired, delivery);
            if (receiver.OnExpired != null)
            {
                Exception failure = await Failure(() => receiver.OnExpired(delivery)).ConfigureAwait(false);
                if (failure != null)
                {
                    return ComeAgain(Problem.HandlerFailed, delivery, failure);
                }
            }
            return WebhookResponse.Expired;
        }

        private async Task Forget(Delivery delivery)
        {
            if (receiver.Seen != null)
            {
                NoteFailure(delivery, await Failure(() => receiver.Seen.ForgetAsync(delivery)).ConfigureAwait(false));
            }
        }

        /// <summary>What anybody's code ends with; null if it ends well.</summary>
        private static async Task<Exception> Failure(Func<Task> call)
        {
            try
            {
                await call().ConfigureAwait(false);
                return null;
            }
            catch (Exception failure)
            {
                Survive(failure);
                return failure;
            }
        }

        /// <summary>Nobody got the response, so the delivery will come again. It waits for the deduplicator no longer than a
        /// response would.</summary>
        private void NotSent(Delivery delivery)
        {
            var after = new Work(receiver, verify);
            Task forgotten = Task.Run(async () =>
            {
                await after.Forget(delivery).ConfigureAwait(false);
                after.Note(Problem.NotSent, delivery);
                after.notes.ForEach(after.Tell);
            });
            forgotten.Wait(receiver.Timeout);
        }

        /// <summary>The response while something is still at work. What that ends with decides on the retry.</summary>
        private WebhookResponse Due()
        {
            if (decided != null)
            {
                return decided;
            }
            if (Advance(Verifying, Late))
            {
                var refused = new WebhookException(ErrorCode.InvalidSecret, "what gives the secrets takes too long");
                Task.Run(() => Tell(refused));
                return WebhookResponse.Of(refused);
            }
            return Advance(Admitting, Late)
                ? Instead(Problem.DeduplicatorFailed, "AdmitAsync takes too long")
                : Instead(Problem.InProgress, "the response was due");
        }

        private WebhookResponse Instead(Problem why, string what)
        {
            // Nothing waits for a log.
            Task.Run(() => Tell(new ReceiverException(why, what)));
            return decided ?? WebhookResponse.ComeAgain(why);
        }

        private WebhookResponse ComeAgain(Problem why, Delivery delivery, Exception cause = null)
        {
            Note(why, delivery, cause);
            return WebhookResponse.ComeAgain(why);
        }

        private void NoteFailure(Delivery delivery, Exception failure)
        {
            if (failure != null)
            {
                Note(Problem.DeduplicatorFailed, delivery, failure);
            }
        }

        private void Note(Problem problem, Delivery delivery, Exception cause = null)
        {
            string what = delivery.Id + " of " + Text.Quote(delivery.Type) + (cause == null ? "" : ": " + cause.Message);
            notes.Add(new ReceiverException(problem, what, cause));
        }
    }
}
