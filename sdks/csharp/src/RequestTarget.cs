using System;

namespace Autosend.Webhooks
{
    /// <summary>What a request is for: some providers sign it. Others don't, and nobody looks at it then.</summary>
    public sealed class RequestTarget
    {
        /// <summary>A POST, of which nothing else is known.</summary>
        public static readonly RequestTarget Post = new RequestTarget("POST", "");

        /// <summary>Both are there.</summary>
        /// <param name="method">In capitals.</param>
        /// <param name="url">The whole URL as the provider was given it; empty if that is not known.</param>
        /// <exception cref="ArgumentNullException">One is null.</exception>
        public RequestTarget(string method, string url)
        {
            Method = method ?? throw new ArgumentNullException(nameof(method));
            Url = url ?? throw new ArgumentNullException(nameof(url));
        }

        /// <summary>The method, in capitals.</summary>
        public string Method { get; }

        /// <summary>The whole URL as the provider was given it; empty if that is not known.</summary>
        public string Url { get; }
    }
}
