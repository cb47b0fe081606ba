using System;
using System.Collections.Generic;
using System.Threading.Tasks;

namespace Autosend.Webhooks
{
    /// <summary>Remembers deliveries in memory, to process each event once. It may be shared between threads.</summary>
    /// <remarks>It lives in one process and forgets on restart: with several processes, bring an <see cref="IDeduplicator"/> with a
    /// unique index on the digest in a database of yours.</remarks>
    public sealed class MemoryDeduplicator : IDeduplicator
    {
        /// <summary>How long a delivery is remembered, unless told otherwise.</summary>
        public static readonly TimeSpan DefaultWindow = TimeSpan.FromMilliseconds(Provider.DeduplicationWindowMs);

        /// <summary>How many deliveries are remembered, unless told otherwise.</summary>
        public const int DefaultCapacity = Provider.DeduplicationCapacity;

        private sealed class Memory
        {
            internal string Digest;
            internal string Id;

            /// <summary>From when on its age counts, Unix milliseconds: the later one of admission and creation, so that a replay
            /// finds it for as long as its creation time alone does not tell.</summary>
            internal long Since;

            /// <summary>Where it stands among what was handled; null while it is at work.</summary>
            internal LinkedListNode<Memory> Place;

            internal LinkedListNode<Memory> SameId;
        }

        private readonly long window;
        private readonly int capacity;
        private readonly Dictionary<string, Memory> byDigest = new Dictionary<string, Memory>();
        private readonly Dictionary<string, LinkedList<Memory>> byId = new Dictionary<string, LinkedList<Memory>>();

        /// <summary>What was handled, the oldest first.</summary>
        private readonly LinkedList<Memory> done = new LinkedList<Memory>();

        /// <summary>Remembers for the default window, and the default number.</summary>
        public MemoryDeduplicator()
            : this(DefaultWindow, DefaultCapacity)
        {
        }

        /// <summary>Beyond the capacity the oldest go first, and a replay of those gets in: choose one above what you receive within
        /// the window. What is being handled is not counted.</summary>
        /// <exception cref="ArgumentOutOfRangeException">One of them is not positive.</exception>
        public MemoryDeduplicator(TimeSpan window, int capacity)
        {
            if (window <= TimeSpan.Zero)
            {
                throw new ArgumentOutOfRangeException(nameof(window), window, "must be a positive duration");
            }
            if (capacity < 1)
            {
                throw new ArgumentOutOfRangeException(nameof(capacity), capacity, "must be a positive number of deliveries");
            }
            this.window = window.Ticks / TimeSpan.TicksPerMillisecond;
            this.capacity = capacity;
        }

        /// <summary>Tells what to do with a delivery; one that is first is claimed. Of any number of threads with the same
        /// delivery, one gets <see cref="Outcome.First"/>.</summary>
        public Admission Admit(Delivery delivery)
        {
            return AdmitAt(delivery, DateTimeOffset.UtcNow);
        }

        /// <summary><see cref="Admit"/> with the clock as an argument.</summary>
        public Admission AdmitAt(Delivery delivery, DateTimeOffset now)
        {
            long time = now.ToUnixTimeMilliseconds();
            long horizon = time - window;
            long created = delivery.CreatedAt?.Instant.ToUnixTimeMilliseconds() ?? time;
            lock (done)
            {
                while (done.Count > 0 && done.First.Value.Since < horizon)
                {
                    Drop(done.First.Value);
                }
                if (byDigest.TryGetValue(delivery.Digest, out Memory found) && Remembers(found, horizon))
                {
                    return new Admission(found.Place == null ? Outcome.InProgress : Outcome.Duplicate);
                }
                if (created <= horizon)
                {
                    return new Admission(Outcome.Expired);
                }
                var first = new Admission(Outcome.First, KnowsId(delivery.Id, horizon));
                Claim(new Memory { Digest = delivery.Digest, Id = delivery.Id, Since = Math.Max(time, created) });
                return first;
            }
        }

        /// <summary>Makes a claimed delivery a duplicate from now on.</summary>
        public void Done(Delivery delivery)
        {
            lock (done)
            {
                if (byDigest.TryGetValue(delivery.Digest, out Memory claimed) && claimed.Place == null)
                {
                    claimed.Place = done.AddLast(claimed);
                }
                if (done.Count > capacity)
                {
                    Drop(done.First.Value);
                }
            }
        }

        /// <summary>Frees a delivery, handled or not, so that its retry is processed.</summary>
        public void Forget(Delivery delivery)
        {
            lock (done)
            {
                if (byDigest.TryGetValue(delivery.Digest, out Memory found))
                {
                    Drop(found);
                }
            }
        }

        Task<Admission> IDeduplicator.AdmitAsync(Delivery delivery)
        {
            return Task.FromResult(Admit(delivery));
        }

        Task IDeduplicator.DoneAsync(Delivery delivery)
        {
            Done(delivery);
            return Task.CompletedTask;
        }

        Task IDeduplicator.ForgetAsync(Delivery delivery)
        {
            Forget(delivery);
            return Task.CompletedTask;
        }

        /// <summary>Drops what was handled before the horizon. What is at work has no end.</summary>
        private bool Remembers(Memory memory, long horizon)
        {
            if (memory.Place == null || memory.Since >= horizon)
            {
                return true;
            }
            Drop(memory);
            return false;
        }

        private bool KnowsId(string id, long horizon)
        {
            while (byId.TryGetValue(id, out LinkedList<Memory> same))
            {
                if (Remembers(same.First.Value, horizon))
                {
                    return true;
                }
            }
            return false;
        }

        private void Claim(Memory claimed)
        {
            byDigest[claimed.Digest] = claimed;
            if (!byId.TryGetValue(claimed.Id, out LinkedList<Memory> same))
            {
                byId[claimed.Id] = same = new LinkedList<Memory>();
            }
            claimed.SameId = same.AddLast(claimed);
        }

        private void Drop(Memory memory)
        {
            byDigest.Remove(memory.Digest);
            LinkedList<Memory> same = byId[memory.Id];
            same.Remove(memory.SameId);
            if (same.Count == 0)
            {
                byId.Remove(memory.Id);
            }
            if (memory.Place != null)
            {
                done.Remove(memory.Place);
            }
        }
    }
}
