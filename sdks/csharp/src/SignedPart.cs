using System.Text;

namespace Autosend.Webhooks
{
    /// <summary>A part of what is signed.</summary>
    internal sealed class SignedPart
    {
        /// <summary>The value of the timestamp header.</summary>
        internal static readonly SignedPart Timestamp = new SignedPart(null);

        /// <summary>The value of the header of the delivery's id.</summary>
        internal static readonly SignedPart DeliveryId = new SignedPart(null);

        /// <summary>The raw body.</summary>
        internal static readonly SignedPart Body = new SignedPart(null);

        /// <summary>What it is where it is the same in every request; null otherwise.</summary>
        internal readonly byte[] Constant;

        private SignedPart(byte[] constant)
        {
            Constant = constant;
        }

        internal static SignedPart Text(string text)
        {
            return new SignedPart(Encoding.UTF8.GetBytes(text));
        }
    }
}
