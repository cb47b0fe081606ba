using System;
using System.Collections.Generic;
using System.Linq;

namespace Autosend.Webhooks
{
    /// <summary>The secrets of a verifier.</summary>
    internal sealed class Keyring
    {
        /// <summary>Null where the secrets do not change.</summary>
        private readonly Func<IEnumerable<string>> read;

        /// <summary>Null as long as they were not read.</summary>
        private volatile Signer[] signers;

        internal Keyring(IEnumerable<string> secrets)
        {
            signers = Signers(secrets);
        }

        internal Keyring(Func<IEnumerable<string>> secrets)
        {
            read = secrets ?? throw new ArgumentNullException(nameof(secrets));
        }

        private static Signer[] Signers(IEnumerable<string> secrets)
        {
            Signer[] signers = (secrets ?? new string[0]).Select(it => new Signer(it)).ToArray();
            return signers.Length > 0
                ? signers
                : throw new WebhookException(ErrorCode.InvalidSecret, "there is none");
        }

        /// <summary>The first secret that proves one of some claims; null if none does. Then they are read again before.</summary>
        internal Match Find(IReadOnlyList<Claim> claims)
        {
            Signer[] known = signers;
            Match found = First(known ?? Reread(), claims);
            return found != null || known == null || read == null ? found : First(Reread(), claims);
        }

        /// <summary>It tries them all, so that the time tells nothing.</summary>
        private static Match First(Signer[] signers, IReadOnlyList<Claim> claims)
        {
            Match first = null;
            for (int i = 0; i < signers.Length; i++)
            {
                Claim claim = signers[i].First(claims);
                if (claim != null && first == null)
                {
                    first = new Match(i, claim);
                }
            }
            return first;
        }

        private Signer[] Reread()
        {
            List<string> secrets;
            try
            {
                secrets = read()?.ToList();
            }
            catch (Exception)
            {
                // Not as the cause: its message may hold a secret.
                throw new WebhookException(ErrorCode.InvalidSecret, "what gives the secrets failed");
            }
            Signer[] fresh = Signers(secrets);
            signers = fresh;
            return fresh;
        }

        /// <summary>The position of a secret, and the claim that it proves.</summary>
        internal sealed class Match
        {
            internal readonly int SecretIndex;
            internal readonly Claim Claim;

            internal Match(int secretIndex, Claim claim)
            {
                SecretIndex = secretIndex;
                Claim = claim;
            }
        }
    }
}
