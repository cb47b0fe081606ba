import Foundation

/// Remembers deliveries in memory, to process each event once. Share one between all tasks.
///
/// AutoSend signs the body alone, so *the body alone identifies an event*, by its SHA-256 digest: retries repeat it byte for
/// byte, and whoever captured a request can repeat it too, under any delivery id. The id is a label: one that comes with an
/// unseen body is reported by ``Admission/idReused``, and the event is processed.
///
/// ```swift
/// let admission = try await seen.once(delivery) { _ in try await process(delivery) }
/// ```
///
/// A delivery is claimed by ``admit(_:now:)``, and then ``done(_:)``, or free again after ``forget(_:)``; `once` does all
/// three. What is done is remembered for the window, counted from the admission or the event's creation time, whichever is
/// later, and up to the capacity. What is claimed is neither counted nor evicted.
///
/// It lives in one process and forgets on restart: with several processes, use a unique index on the digest in a database of
/// yours.
public final class Deduplicator: @unchecked Sendable {
    private let window: Int64
    private let lock = NSLock()
    private var memory: Memory

    /// Remembers each delivery for `window` seconds, and at most `capacity` of them, at least one: what was done first goes
    /// first.
    ///
    /// - Throws: `invalidOption` unless `window` is finite and not negative, and `capacity` at least 1
    public init(window: TimeInterval = Provider.window, capacity: Int = Provider.capacity) throws(WebhookError) {
        try WebhookError.requireOption(capacity >= 1, "capacity must be at least 1, got \(capacity)")
        self.window = Int64(clamping: try milliseconds("window", window))
        memory = Memory(capacity: capacity)
    }

    /// Remembers for the default window, and the default number of deliveries.
    public init() {
        window = Int64(Provider.window * 1000)
        memory = Memory(capacity: Provider.capacity)
    }

    /// Whether a delivery is to be processed; one that is belongs to the caller until ``done(_:)`` or ``forget(_:)``.
    ///
    /// Atomic: of any number of tasks with the same delivery, one gets ``Admission/Outcome/first``.
    ///
    /// - Throws: `internalFailure` if the native library fails: answer with its status, and AutoSend delivers the event again
    public func admit(_ delivery: Delivery, now: Date = Date()) throws(WebhookError) -> Admission {
        let (digest, id, created) = (try delivery.digest, delivery.id, delivery.createdAt?.unixMillis)
        return lock.withLock {
            memory.admit(digest, id: id, now: now.unixMillis, createdAt: created, window: window)
        }
    }

    /// The delivery was processed: from now on it is a duplicate. One that is not claimed stays as it is.
    ///
    /// - Throws: `internalFailure` if the native library fails
    public func done(_ delivery: Delivery) throws(WebhookError) {
        let digest = try delivery.digest
        lock.withLock { memory.done(digest) }
    }

    /// The delivery was not processed, or the response could not be sent: when it comes again, it is processed.
    ///
    /// - Throws: `internalFailure` if the native library fails
    public func forget(_ delivery: Delivery) throws(WebhookError) {
        let digest = try delivery.digest
        lock.withLock { memory.forget(digest) }
    }

    /// Processes a delivery if it is the first: it is done when `process` returns, and free again when that throws
    /// anything, a `CancellationError` included. What it throws is thrown on.
    ///
    /// - Returns: what was decided
    public func once(
        _ delivery: Delivery, now: Date = Date(), _ process: (Admission) throws -> Void
    ) throws -> Admission {
        let admission = try admit(delivery, now: now)
        guard admission.outcome == .first else { return admission }
        do {
            try process(admission)
        } catch {
            try forget(delivery)
            throw error
        }
        try done(delivery)
        return admission
    }

    /// ``once(_:now:_:)-swift.method`` for what waits.
    public func once(
        _ delivery: Delivery, now: Date = Date(), isolation: isolated (any Actor)? = #isolation,
        _ process: (Admission) async throws -> Void
    ) async throws -> Admission {
        let admission = try admit(delivery, now: now)
        guard admission.outcome == .first else { return admission }
        do {
            try await process(admission)
        } catch {
            try forget(delivery)
            throw error
        }
        try done(delivery)
        return admission
    }
}
