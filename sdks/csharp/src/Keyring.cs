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

        /// <summary>The position of the first secret that fits; -1 if none does. Then they are read again before.</summary>
        internal int Matching(Func<Signer, bool> fits)
        {
            Signer[] known = signers;
            int found = First(known ?? Reread(), fits);
            return found >= 0 || known == null || read == null ? found : First(Reread(), fits);
        }

        /// <summary>It tries them all, so that the time tells nothing.</summary>
        private static int First(Signer[] signers, Func<Signer, bool> fits)
        {
            int matching = -1;
            for (int i = 0; i < signers.Length; i++)
            {
                bool isMatch = fits(signers[i]);
                if (isMatch && matching < 0)
                {
                    matching = i;
                }
            }
            return matching;
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
    }
}
