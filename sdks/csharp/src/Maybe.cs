using System;
using System.Collections.Generic;

namespace Autosend.Webhooks
{
    /// <summary>A member that may be there, be null, or be absent, which is the default.</summary>
    /// <typeparam name="T">The type of the value.</typeparam>
    public struct Maybe<T> : IEquatable<Maybe<T>>
    {
        private enum State : byte
        {
            Absent,
            Null,
            Present,
        }

        /// <summary>A member that is null.</summary>
        public static readonly Maybe<T> Null = new Maybe<T>(default(T), State.Null);

        private readonly T value;
        private readonly State state;

        private Maybe(T value, State state)
        {
            this.value = value;
            this.state = state;
        }

        /// <summary>A member with a value.</summary>
        public static implicit operator Maybe<T>(T value)
        {
            return new Maybe<T>(value, State.Present);
        }

        /// <summary>A member with a value.</summary>
        public static Maybe<T> Of(T value)
        {
            return new Maybe<T>(value, State.Present);
        }

        /// <summary>Whether there is a value.</summary>
        public bool HasValue => state == State.Present;

        /// <summary>Whether it is null, not absent.</summary>
        public bool IsNull => state == State.Null;

        /// <summary>Whether there is no such member.</summary>
        public bool IsAbsent => state == State.Absent;

        /// <summary>The value.</summary>
        /// <exception cref="InvalidOperationException">It is null or absent.</exception>
        public T Value => HasValue ? value : throw new InvalidOperationException("the member is " + ToString());

        /// <summary>The value, or another where it is null or absent.</summary>
        public T Or(T other)
        {
            return HasValue ? value : other;
        }

        /// <inheritdoc/>
        public bool Equals(Maybe<T> other)
        {
            return state == other.state && EqualityComparer<T>.Default.Equals(value, other.value);
        }

        /// <inheritdoc/>
        public override bool Equals(object other)
        {
            return other is Maybe<T> && Equals((Maybe<T>)other);
        }

        /// <inheritdoc/>
        public override int GetHashCode()
        {
            return HasValue ? EqualityComparer<T>.Default.GetHashCode(value) : (int)state;
        }

        /// <summary>The value in text, null or absent.</summary>
        public override string ToString()
        {
            return HasValue ? value.ToString() : IsNull ? "null" : "absent";
        }
    }
}
