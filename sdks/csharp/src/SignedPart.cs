namespace Autosend.Webhooks
{
    /// <summary>A part of what is signed.</summary>
    internal sealed class SignedPart
    {
        /// <summary>The timestamp, as it was sent.</summary>
        internal static readonly SignedPart Timestamp = new SignedPart("", "");

        /// <summary>The value of the header of the delivery's id.</summary>
        internal static readonly SignedPart DeliveryId = new SignedPart("", "");

        /// <summary>The raw body.</summary>
        internal static readonly SignedPart Body = new SignedPart("", "");

        /// <summary>The URL that the provider was given.</summary>
        internal static readonly SignedPart Url = new SignedPart("", "");

        /// <summary>The method, in capitals.</summary>
        internal static readonly SignedPart Method = new SignedPart("", "");

        /// <summary>The names and values of a form, decoded and joined, in the order of the names.</summary>
        internal static readonly SignedPart SortedForm = new SignedPart("", "");

        /// <summary>The SHA-256 of the raw body, in hex.</summary>
        internal static readonly SignedPart BodySha256 = new SignedPart("", "");

        /// <summary>What it is where it is the same in every request; empty otherwise.</summary>
        internal readonly string Constant;

        /// <summary>The header whose value it is; empty if it is none.</summary>
        internal readonly string HeaderName;

        private SignedPart(string constant, string headerName)
        {
            Constant = constant;
            HeaderName = headerName;
        }

        internal static SignedPart Text(string text)
        {
            return new SignedPart(text, "");
        }

        /// <summary>The value of a header; nothing where that is not there.</summary>
        internal static SignedPart Header(string name)
        {
            return new SignedPart("", name);
        }
    }
}
