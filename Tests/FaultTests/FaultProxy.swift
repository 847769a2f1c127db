import Foundation
import Postgres
import Support
import Synchronization

#if canImport(Darwin)
    import Darwin
#else
    import Glibc
#endif

/// Stands between a program and its server, on a unix socket of its own, and asks a judge what to do with every message.
final class FaultProxy: Sendable {
    /// A message on its way.
    struct Passage {
        /// Which connection, from 1.
        let connection: Int
        let side: WireSplitter.Side
        /// Which message of that side, over all connections, from 1.
        let number: Int
        /// Whether the connection is a worker's control connection.
        let isControl: Bool
        let message: WireMessage
    }

    enum Verdict {
        case pass
        /// Both ends see the connection close, and the message is lost.
        case cut
        /// Both ends stay open, and nothing passes any more.
        case silence
    }

    typealias Judge = @Sendable (Passage) -> Verdict

    /// The folder of its socket.
    let folder: String
    private let target: String
    private let judge: Judge
    private let listener: Int32
    /// Closed to end every thread: they all watch the other end.
    private let leash: (reading: Int32, writing: Int32)
    private let isStopped = Mutex(false)
    private let counts = Mutex((connections: 0, client: 0, server: 0))

    /// - Parameter server: a scratch server.
    static func start(to server: PostgresConfiguration, judge: @escaping Judge) async throws -> FaultProxy {
        let folder = try await server.with(["user": "postgres"]).withConnection { connection in
            try await connection.query("show unix_socket_directories").one().decode(String.self)
        }
        return try FaultProxy(target: "\(folder)/.s.PGSQL.5432", judge: judge)
    }

    private init(target: String, judge: @escaping Judge) throws {
        self.target = target
        self.judge = judge
        var template = "/tmp/merit-proxy-XXXXXX".utf8CString.map { $0 }
        guard mkdtemp(&template) != nil else { throw POSIXError(.EACCES) }
        folder = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        listener = try UnixSocket.listen(at: "\(folder)/.s.PGSQL.5432")
        var ends: [Int32] = [0, 0]
        guard pipe(&ends) == 0 else { throw POSIXError(.EMFILE) }
        leash = (ends[0], ends[1])
        Thread.detachNewThread { self.accept() }
    }

    /// The way through the proxy.
    func configuration(_ server: PostgresConfiguration) throws -> PostgresConfiguration {
        try server.with(["host": folder, "port": "5432"])
    }

    /// How many messages have passed or been judged.
    var messages: (client: Int, server: Int) { counts.withLock { ($0.client, $0.server) } }

    /// Ends every connection; stopping twice does no harm.
    func stop() {
        let wasStopped = isStopped.withLock { isStopped in
            defer { isStopped = true }
            return isStopped
        }
        guard !wasStopped else { return }
        close(leash.writing)
        try? FileManager.default.removeItem(atPath: folder)
    }

    private func accept() {
        while UnixSocket.waitToRead([listener, leash.reading])[0] {
            let client = UnixSocket.accept(listener)
            guard client >= 0 else { continue }
            guard let server = UnixSocket.connect(to: target) else {
                close(client)
                continue
            }
            let number = counts.withLock { counts in
                counts.connections += 1
                return counts.connections
            }
            Thread.detachNewThread { self.pump(number, client, server) }
        }
        close(listener)
    }

    deinit {
        // Every thread held this object, so none watches any more.
        close(leash.reading)
    }

    private func pump(_ number: Int, _ client: Int32, _ server: Int32) {
        defer {
            close(client)
            close(server)
        }
        var splitters = (client: WireSplitter(.client), server: WireSplitter(.server))
        var isControl = false
        while true {
            let ready = UnixSocket.waitToRead([client, server, leash.reading])
            if ready[2] { return }
            for (side, isReady) in [(WireSplitter.Side.client, ready[0]), (.server, ready[1])] where isReady {
                let (from, to) = side == .client ? (client, server) : (server, client)
                guard let bytes = UnixSocket.read(from) else { return }
                let messages = side == .client ? splitters.client.add(bytes) : splitters.server.add(bytes)
                for message in messages {
                    if side == .client && message.text.contains("merit.worker_session") { isControl = true }
                    let passage = Passage(
                        connection: number, side: side, number: count(side), isControl: isControl, message: message)
                    switch judge(passage) {
                    case .pass: guard UnixSocket.write(message.bytes, to: to) else { return }
                    case .cut: return
                    case .silence:
                        _ = UnixSocket.waitToRead([leash.reading])
                        return
                    }
                }
            }
        }
    }

    private func count(_ side: WireSplitter.Side) -> Int {
        counts.withLock { counts in
            if side == .client {
                counts.client += 1
                return counts.client
            }
            counts.server += 1
            return counts.server
        }
    }
}
