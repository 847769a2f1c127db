/// Who holds and who waits for a pool's connections; decides, and does nothing itself.
struct LeaseLedger {
    /// A connection, or nil for the right to open one.
    typealias Grant = Result<PostgresConnection?, PostgresError>
    typealias Waiter = CheckedContinuation<Grant, Never>

    private(set) var isClosed = false
    private let maximum: Int
    /// The one used last at the end: it is the likeliest to be warm.
    private var idle: [PostgresConnection] = []
    private(set) var openCount = 0
    private var waiting: [(number: Int, waiter: Waiter)] = []
    private var lastNumber = 0

    var idleCount: Int { idle.count }
    var waiterCount: Int { waiting.count }

    init(maximum: Int) {
        self.maximum = maximum
    }

    /// A name for someone who asks.
    mutating func nextNumber() -> Int {
        lastNumber += 1
        return lastNumber
    }

    /// What someone gets at once; nil where they wait.
    mutating func admit(_ number: Int, _ waiter: Waiter) -> Grant? {
        if let connection = idle.popLast() { return .success(connection) }
        if openCount < maximum {
            openCount += 1
            return .success(nil)
        }
        waiting.append((number, waiter))
        return nil
    }

    /// Forgets someone who waits; nil where they have been served.
    mutating func withdraw(_ number: Int) -> Waiter? {
        waiting.firstIndex { $0.number == number }.map { waiting.remove(at: $0).waiter }
    }

    /// Takes a connection back, or nil for one that is gone, and says who gets it or the right to open another.
    mutating func handOn(_ connection: PostgresConnection?) -> Waiter? {
        if !waiting.isEmpty { return waiting.removeFirst().waiter }
        if let connection, !isClosed { idle.append(connection) } else { openCount -= 1 }
        return nil
    }

    /// Forgets the connections that nobody holds.
    mutating func takeIdle() -> [PostgresConnection] {
        defer { (idle, openCount) = ([], openCount - idle.count) }
        return idle
    }

    /// Lends nothing any more.
    mutating func close() -> (idle: [PostgresConnection], waiters: [Waiter]) {
        isClosed = true
        defer { waiting = [] }
        return (takeIdle(), waiting.map(\.waiter))
    }
}
