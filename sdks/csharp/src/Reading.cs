using System.Collections.Generic;

namespace Autosend.Webhooks
{
    /// <summary>The data of one event, while it is read.</summary>
    internal sealed class Reading
    {
        /// <summary>How many variants of unions without a discriminator are tried in all. Unions in unions could take exponentially
        /// many; after these, values are kept as they came.</summary>
        private const int MaxAttempts = 100000;

        /// <summary>The position of the body's form.</summary>
        internal readonly int Generation;

        private readonly List<DataProblem> problems = new List<DataProblem>();
        private int attempts;

        internal Reading(int generation)
        {
            Generation = generation;
        }

        /// <summary>What does not fit, which the event keeps.</summary>
        internal IReadOnlyList<DataProblem> Problems => problems;

        internal void Add(string name, string message)
        {
            problems.Add(new DataProblem("", message).Within(name));
        }

        /// <summary>Those from a count on are a member's or an item's.</summary>
        internal void Within(int from, string name)
        {
            for (int i = from; i < problems.Count; i++)
            {
                problems[i] = problems[i].Within(name);
            }
        }

        /// <summary>The same, of an item by its place.</summary>
        internal void Within(int from, int place)
        {
            if (problems.Count > from)
            {
                Within(from, Text.Number(place));
            }
        }

        /// <summary>Forgets those from a count on.</summary>
        internal void Cut(int from)
        {
            problems.RemoveRange(from, problems.Count - from);
        }

        internal bool MayAttempt()
        {
            return attempts++ < MaxAttempts;
        }
    }
}
