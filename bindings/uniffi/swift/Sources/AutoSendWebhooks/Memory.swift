import Foundation

/// What a deduplicator knows: deliveries by their digests. Times are Unix milliseconds.
struct Memory {
    private struct Entry {
        let id: String
        /// From when on its age counts: the later one of admission and creation.
        let since: Int64
        /// Its number among what was done; nil while it is claimed.
        var doneNumber: Int?
    }

    private let capacity: Int
    private var entries: [Data: Entry] = [:]
    /// How many entries each delivery id has.
    private var ids: [String: Int] = [:]
    /// What was done, by numbers in the order in which it was.
    private var order: [Int: Data] = [:]
    private var oldestNumber = 0
    private var nextNumber = 0

    init(capacity: Int) {
        self.capacity = capacity
    }

    mutating func admit(_ digest: Data, id: String, now: Int64, createdAt: Int64?, window: Int64) -> Admission {
        let (difference, overflow) = now.subtractingReportingOverflow(window)
        let horizon = overflow ? Int64.min : difference
        dropUntil(horizon)
        if let entry = entries[digest] {
            if entry.doneNumber == nil { return Admission(.inProgress) }
            if entry.since >= horizon { return Admission(.duplicate) }
            forget(digest)
        }
        if let createdAt, createdAt <= horizon { return Admission(.expired) }
        let idReused = ids[id] != nil
        ids[id, default: 0] += 1
        entries[digest] = Entry(id: id, since: max(now, createdAt ?? now))
        return Admission(.first, idReused: idReused)
    }

    mutating func done(_ digest: Data) {
        guard let entry = entries[digest], entry.doneNumber == nil else { return }
        entries[digest]?.doneNumber = nextNumber
        order[nextNumber] = digest
        nextNumber += 1
        if order.count > capacity, let oldest = oldest() { forget(oldest) }
    }

    mutating func forget(_ digest: Data) {
        guard let entry = entries.removeValue(forKey: digest) else { return }
        if let number = entry.doneNumber { order[number] = nil }
        let count = ids[entry.id]!
        ids[entry.id] = count == 1 ? nil : count - 1
    }

    private mutating func dropUntil(_ horizon: Int64) {
        while let oldest = oldest(), entries[oldest]!.since < horizon { forget(oldest) }
    }

    /// What was done first, of what is still known. Every number is passed once.
    private mutating func oldest() -> Data? {
        while oldestNumber < nextNumber, order[oldestNumber] == nil { oldestNumber += 1 }
        return order[oldestNumber]
    }
}
