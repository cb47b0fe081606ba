using System;
using System.Linq;
using System.Runtime.Serialization;

namespace Autosend.Webhooks
{
    /// <summary>Why a request was refused. It never contains a secret or a signature.</summary>
    [Serializable]
    public sealed class WebhookException : Exception
    {
        internal WebhookException(ErrorCode code, string detail = "")
            : base(code.Code + ": " + Describe(code, detail))
        {
            Code = code;
            Detail = detail;
        }

        private WebhookException(SerializationInfo info, StreamingContext context)
            : base(info, context)
        {
            string code = info.GetString(nameof(Code));
            Code = ErrorCode.All.Single(it => it.Code == code);
            Detail = info.GetString(nameof(Detail));
        }

        /// <summary>Keeps the code.</summary>
        public override void GetObjectData(SerializationInfo info, StreamingContext context)
        {
            base.GetObjectData(info, context);
            info.AddValue(nameof(Code), Code.Code);
            info.AddValue(nameof(Detail), Detail);
        }

        /// <summary>The cause, one of a fixed set.</summary>
        public ErrorCode Code { get; }

        /// <summary>The particulars of this request; empty where there are none.</summary>
        public string Detail { get; }

        /// <summary>The HTTP status of the response.</summary>
        public int Status => Code.Status;

        /// <summary>What to do about it, in one line.</summary>
        public string Hint => Code.Hint;

        /// <summary>The body of the response: a JSON object with the code, message, hint and status.</summary>
        public string ToJson()
        {
            return new ObjectWriter(0)
                .Member("code", Text.Quote(Code.Code))
                .Member("message", Text.Quote(Describe(Code, Detail)))
                .Member("hint", Text.Quote(Hint))
                .Member("status", Text.Number(Status))
                .ToString();
        }

        private static string Describe(ErrorCode code, string detail)
        {
            return detail.Length == 0 ? code.Meaning : code.Meaning + " (" + detail + ")";
        }
    }
}
