namespace Autosend.Webhooks
{
    /// <summary>What to do with a verified delivery.</summary>
    public enum Outcome
    {
        /// <summary>It is not known: process it, then say done or forget.</summary>
        First = 1,

        /// <summary>It was handled before: respond with 200 and do nothing.</summary>
        Duplicate,

        /// <summary>It is being handled right now, and may fail yet: respond with 503, so that it comes again.</summary>
        InProgress,

        /// <summary>It is not known and was created longer ago than the memory reaches, so nobody can tell whether it was
        /// handled: respond with 200, and look it up in your own records.</summary>
        Expired,
    }

    /// <summary>What a deduplicator says of a delivery.</summary>
    public sealed class Admission
    {
        /// <summary>An admission.</summary>
        public Admission(Outcome outcome, bool idReused = false)
        {
            Outcome = outcome;
            IdReused = idReused;
        }

        /// <summary>What to do.</summary>
        public Outcome Outcome { get; }

        /// <summary>Whether the id of one that is first is known with another body. The event is to be processed all the same:
        /// nobody signs the id.</summary>
        public bool IdReused { get; }

        /// <summary>The outcome.</summary>
        public override string ToString()
        {
            return Outcome + (IdReused ? ", the id is reused" : "");
        }
    }
}
