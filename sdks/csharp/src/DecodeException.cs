using System;

namespace Autosend.Webhooks
{
    /// <summary>A value that does not fit where it stands.</summary>
    internal sealed class DecodeException : Exception
    {
        internal DecodeException(string message)
            : base(message)
        {
        }

        /// <summary>The same, of a member.</summary>
        internal DecodeException Within(string member)
        {
            bool isInside = !Message.StartsWith("is ", StringComparison.Ordinal);
            return new DecodeException(member + (isInside ? "." : " ") + Message);
        }
    }
}
