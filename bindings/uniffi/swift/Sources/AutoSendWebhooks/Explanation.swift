internal import AutoSendWebhooksNative

/// Why a request does not verify. A report for people and no verdict: only ``Verifier`` lets anybody in.
public struct Explanation: Hashable, Sendable {
    /// What is wrong, and what to do about it.
    public struct Cause: Hashable, Sendable {
        /// Which cause it is, in snake case, e.g. `trailing_newline`.
        public let cause: String
        /// What was found, in a sentence.
        public let finding: String
        /// What to do about it.
        public let fix: String
    }

    /// Why the verifier refuses the request; nil if it would accept it.
    public let error: WebhookError?
    /// What is behind it, most telling first; empty if no known cause fits.
    public let causes: [Cause]

    /// Of an error that came before anything was looked at.
    init(error: WebhookError) {
        self.error = error
        causes = []
    }

    init(_ native: AutoSendWebhooksNative.Explanation) {
        error = native.code.map { WebhookError(code: $0, detail: native.detail ?? "") }
        causes = native.causes.map { Cause(cause: $0.cause, finding: $0.finding, fix: $0.fix) }
    }
}
