using System;
using System.Text;

namespace Autosend.Webhooks
{
    /// <summary>The response to a request, as JSON.</summary>
    public sealed class WebhookResponse
    {
        /// <summary>The content type of every response.</summary>
        public const string ContentType = "application/json";

        internal static readonly WebhookResponse NotPost =
            new WebhookResponse(405, "{\"message\":\"Webhooks come by POST.\"}");

        internal static readonly WebhookResponse Duplicate = new WebhookResponse(200, "{\"received\":true,\"duplicate\":true}");

        internal static readonly WebhookResponse Expired =
            new WebhookResponse(200, "{\"received\":true,\"duplicate\":false,\"expired\":true}");

        private readonly Action notSent;

        private WebhookResponse(int status, string json, Action notSent = null)
        {
            Status = status;
            Json = json;
            this.notSent = notSent;
        }

        /// <summary>The HTTP status. With 405 goes the header <c>Allow: POST</c>, with 503 <c>Retry-After: 1</c>.</summary>
        public int Status { get; }

        /// <summary>The body.</summary>
        public string Json { get; }

        internal static WebhookResponse Received(bool idReused, Action notSent)
        {
            string reused = idReused ? ",\"id_reused\":true" : "";
            return new WebhookResponse(200, "{\"received\":true,\"duplicate\":false" + reused + "}", notSent);
        }

        /// <summary>To a delivery that is to come again: a code, and no text of anybody's error.</summary>
        internal static WebhookResponse ComeAgain(Problem why)
        {
            string code = why == Problem.HandlerFailed ? "handler_failed"
                : why == Problem.DeduplicatorFailed ? "deduplicator_failed"
                : "in_progress";
            int status = why == Problem.HandlerFailed ? 500 : 503;
            return new WebhookResponse(status, "{\"received\":false,\"code\":\"" + code + "\"}");
        }

        /// <summary>To a request that was refused: its status, and its code, message and hint.</summary>
        public static WebhookResponse Of(WebhookException refused)
        {
            return new WebhookResponse(refused.Status, refused.ToJson());
        }

        /// <summary>The body as it is sent.</summary>
        public byte[] Bytes()
        {
            return Encoding.UTF8.GetBytes(Json);
        }

        /// <summary>To be called by whoever could not send this response: a delivery that was handled is forgotten, since it will
        /// come again.</summary>
        public void NotSent()
        {
            notSent?.Invoke();
        }

        /// <summary>The status and the body.</summary>
        public override string ToString()
        {
            return Text.Number(Status) + " " + Json;
        }
    }
}
