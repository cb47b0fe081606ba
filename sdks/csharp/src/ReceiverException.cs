using System;

namespace Autosend.Webhooks
{
    /// <summary>What happened to a request, besides being refused.</summary>
    public enum Problem
    {
        /// <summary>Your handler failed or was cancelled, for the inner exception: the delivery comes again.</summary>
        HandlerFailed,

        /// <summary>The deduplicator failed, for the inner exception.</summary>
        DeduplicatorFailed,

        /// <summary>The response was due before your handler ended, or the delivery came again meanwhile.</summary>
        InProgress,

        /// <summary>The id came before with another body. The delivery was processed.</summary>
        IdReused,

        /// <summary>The event was created longer ago than the deduplicator remembers. It was not processed.</summary>
        Expired,

        /// <summary>Nobody was there to take the response: the delivery comes again.</summary>
        NotSent,

        /// <summary>The request's body could not be read.</summary>
        NotRead,
    }

    /// <summary>What a <see cref="Receiver"/> logs besides refused requests. It is never thrown, and its message never
    /// sent.</summary>
    public sealed class ReceiverException : Exception
    {
        internal ReceiverException(Problem problem, string what, Exception cause = null)
            : base(Meaning(problem) + ": " + what, cause)
        {
            Problem = problem;
        }

        /// <summary>What happened.</summary>
        public Problem Problem { get; }

        private static string Meaning(Problem problem)
        {
            switch (problem)
            {
                case Problem.HandlerFailed:
                    return "the handler failed";
                case Problem.DeduplicatorFailed:
                    return "the deduplicator failed";
                case Problem.InProgress:
                    return "the delivery is still being handled";
                case Problem.IdReused:
                    return "the delivery's id came before with another body";
                case Problem.Expired:
                    return "the event was created longer ago than the deduplicator remembers";
                case Problem.NotSent:
                    return "the response could not be sent";
                default:
                    return "the request could not be read";
            }
        }
    }
}
