import Foundation
import Subprocess
import Support
import Testing

/// Whoever reaches the port of a worker's health and metrics may say anything there; the worker goes on and answers the others.
@Suite(.database(.company), .tags(.fault), .serialized, .timeLimit(.minutes(20))) struct HostileHTTPTests {
    private static let farewell = "GET /livez HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"

    /// What is sent, and how each answer to it begins.
    private static let requests: [(name: String, sent: String, answers: [String])] =
        [
            (
                "a header of 2 MB", "GET /livez HTTP/1.1\r\nHost: a\r\nX: " + repeated("a", 2_000_000) + "\r\n\r\n",
                ["400"]
            ),
            ("100,000 headers", "GET /livez HTTP/1.1\r\nHost: a\r\n" + repeated("X: y\r\n", 100_000) + "\r\n", ["400"]),
            ("an address of 1 MB", "GET /" + repeated("a", 1_000_000) + " HTTP/1.1\r\nHost: a\r\n\r\n", ["400"]),
            ("no HTTP at all", repeated("\0\u{1}\u{16}", 300), ["400"]),
            ("an unknown method", "BREW /metrics HTTP/1.1\r\nHost: a\r\n\r\n", ["400"]),
            (
                "two lengths", "GET /livez HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello!",
                ["400"]
            ),
            (
                "a request inside another's body",
                "POST /livez HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"
                    + farewell, ["400"]
            ),
            (
                "a hundred requests at once", repeated("GET /livez HTTP/1.1\r\nHost: a\r\n\r\n", 99) + farewell,
                Array(repeating: "200", count: 100)
            ),
            ("HTTP/1.0", "GET /livez HTTP/1.0\r\n\r\n", ["200"]),
            ("another path", "GET /../../etc/passwd HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n", ["404"]),
        ]
        + ["POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT"].map {
            ($0, "\($0) /metrics HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: 0\r\n\r\n", ["404"])
        }

    private static func repeated(_ text: String, _ count: Int) -> String { String(repeating: text, count: count) }

    @Test func whateverIsSentIsAnsweredAndTheWorkerGoesOn() async throws {
        let worker = try TestDatabase.current.configuration(user: "merit_worker")
        try await Program.run(["worker", "--http", "127.0.0.1:0"], database: worker) { program in
            let address = try await program.address()
            let port = try #require(UInt16(address.split(separator: ":").last ?? ""))
            for (name, sent, answers) in Self.requests {
                let socket = try #require(TCPSocket(port: port))
                socket.write(sent)
                let said = socket.readToEnd()
                #expect(
                    said.matches(of: /HTTP\/1\.1 (\d+)/).map { String($0.1) } == answers, "\(name): \(said.prefix(300))"
                )
            }
            // Those that say nothing, and those that never finish a sentence, keep nobody out.
            let idle = (0..<400).compactMap { _ in TCPSocket(port: port) }
            #expect(idle.count == 400)
            for socket in idle.prefix(200) { socket.write("GET /livez HTTP/1.1\r\nHost: a\r\nX: ") }
            #expect(try await WebPage.get("http://\(address)/livez").status == 200)
            #expect(idle.last?.closes() == true, "it is closed from the other side, for saying nothing")
            try await program.log.wait(for: "worker is ready")
            try program.send(.terminate)
        }
    }

    /// More than there is room for, each of which sends a letter of a body every second: they are not idle, and keep nobody out for long.
    @Test func whoNeverComesToAnEndIsSentAway() async throws {
        let worker = try TestDatabase.current.configuration(user: "merit_worker")
        try await Program.run(["worker", "--http", "127.0.0.1:0"], database: worker) { program in
            let address = try await program.address()
            let port = try #require(UInt16(address.split(separator: ":").last ?? ""))
            try await program.log.wait(for: "worker is ready")
            let slow = (0..<600).compactMap { _ in TCPSocket(port: port) }
            #expect(slow.count == 600)
            for socket in slow { socket.write("POST /livez HTTP/1.1\r\nHost: a\r\nContent-Length: 100000\r\n\r\n") }
            let dripping = Task.detached {
                var most = 0
                while !Task.isCancelled {
                    for socket in slow { socket.write("a") }
                    most = max(most, program.openFiles)
                    try? await Task.sleep(for: .seconds(1))
                }
                return most
            }
            // Its turn comes when each of them was let in.
            #expect(try await WebPage.get("http://\(address)/livez").status == 200)
            // Until the first is sent away, all that may come in have come.
            _ = slow.first?.readToEnd()
            dripping.cancel()
            let most = await dripping.value
            #if os(Linux)
                #expect((400..<580).contains(most), "what does not come in takes no descriptor of the worker's")
            #endif
            try program.send(.terminate)
        }
    }

    /// Each of them asks thousands of times and reads no answer: others are answered meanwhile, and neither what they ask nor what nobody
    /// takes gathers in the worker.
    @Test func whoReadsNoAnswersIsSentAway() async throws {
        let worker = try TestDatabase.current.configuration(user: "merit_worker")
        try await Program.run(["worker", "--http", "127.0.0.1:0"], database: worker) { program in
            let address = try await program.address()
            let port = try #require(UInt16(address.split(separator: ":").last ?? ""))
            try await program.log.wait(for: "worker is ready")
            let deaf = (0..<200).compactMap { _ in TCPSocket(port: port, room: 4096) }
            #expect(deaf.count == 200)
            for socket in deaf { socket.offer(Self.repeated("GET /metrics HTTP/1.1\r\nHost: a\r\n\r\n", 5000)) }
            for _ in 0..<3 {
                let probe = try #require(TCPSocket(port: port))
                probe.write(Self.farewell)
                #expect(probe.readToEnd().hasPrefix("HTTP/1.1 200"))
            }
            // As long as one of them may stand, the others may too.
            #expect(deaf.last?.readToEnd().hasPrefix("HTTP/1.1 200") == true)
            #if os(Linux)
                #expect(try #require(program.mostMemory) < 120_000, "kB; it is some 55,000 without them")
            #endif
            withExtendedLifetime(deaf) {}
            try program.send(.terminate)
        }
    }
}

extension RunningProgram {
    /// Descriptors that it holds now; 0 where the system does not say.
    fileprivate var openFiles: Int {
        (try? FileManager.default.contentsOfDirectory(atPath: "/proc/\(processID)/fd").count) ?? 0
    }

    /// The most memory that it ever held, in kB; nil where the system does not say.
    fileprivate var mostMemory: Int? {
        (try? String(contentsOfFile: "/proc/\(processID)/status", encoding: .utf8))?
            .firstMatch(of: /VmHWM:\s+(\d+) kB/).flatMap { Int($0.1) }
    }
}
