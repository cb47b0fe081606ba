using System.Threading.Tasks;

namespace Autosend.Webhooks
{
    /// <summary>Recognises deliveries that come again, by the SHA-256 of their bodies: it is all that is signed. Bring your own to
    /// share a memory between processes; <see cref="MemoryDeduplicator"/> is the one that comes with this package.</summary>
    /// <remarks>An admission that is first claims the delivery until it is done or forgotten. The methods are called by several
    /// threads at once.</remarks>
    public interface IDeduplicator
    {
        /// <summary>Tells what to do with a delivery. If it fails, the response is 503, and nothing is handled.</summary>
        Task<Admission> AdmitAsync(Delivery delivery);

        /// <summary>Makes a claimed delivery a duplicate from now on. If it fails, the delivery was handled all the same.</summary>
        Task DoneAsync(Delivery delivery);

        /// <summary>Frees a delivery that was not handled, or whose response could not be sent, so that its retry is
        /// processed.</summary>
        Task ForgetAsync(Delivery delivery);
    }
}
