/// What a ``Deduplicator`` says of a delivery.
public struct Admission: Hashable, Sendable {
    /// What to do with a verified delivery.
    public enum Outcome: String, CaseIterable, Sendable {
        /// Neither done nor claimed: it is claimed now. Process it, then call `done`; or `forget` if that failed.
        case first
        /// Processed before: respond with 200 and do nothing.
        case duplicate
        /// It is at work just now, and may fail yet: respond with 503 with `Retry-After: 1`, so that it comes again.
        case inProgress = "in_progress"
        /// Not known, and created before the memory begins, so nobody can tell whether it was processed: respond with 200, log it,
        /// and look it up in your own records if it matters.
        case expired
    }

    /// What to do with it.
    public let outcome: Outcome
    /// Whether the id of one that is first is known with another body: worth a line in the log. The event is to be processed
    /// all the same, for nobody signs the id.
    public let idReused: Bool

    /// An admission; of an id that is not reused if nothing else is said.
    public init(_ outcome: Outcome, idReused: Bool = false) {
        self.outcome = outcome
        self.idReused = idReused
    }
}
