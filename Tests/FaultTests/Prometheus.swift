import Foundation
import Subprocess
import Support

#if canImport(Darwin)
    import Darwin
#else
    import Glibc
#endif

/// A real Prometheus on a port of its own, with the shipped rules made quick.
struct Prometheus {
    /// Folder of `prometheus` and `promtool`; nil where they are not installed.
    static let folder = [
        "/usr/bin", "/opt/homebrew/bin", "/usr/local/bin", Repository.file(".build/tools/usr/bin").path(),
    ]
    .first { FileManager.default.isExecutableFile(atPath: "\($0)/promtool") }

    /// What the shipped rules say, and what the test has them say instead: the same conditions, sooner.
    private static let sooner = [
        "> 1800": "> 1", "> 10\n": "> 1\n", "> 3\n": "> 0\n", "[15m]": "[5s]", "for: 1m": "for: 0s",
        "for: 2m": "for: 0s", "for: 5m": "for: 0s",
    ]

    struct Unchanged: Error, CustomStringConvertible {
        let description: String
    }

    let address: String

    /// Runs one that scrapes `targets`, `host:port` each, for the time of `body`.
    static func run(scraping targets: [String], _ body: @Sendable (Prometheus) async throws -> Void) async throws {
        let home = FileManager.default.temporaryDirectory.appending(path: "merit-prometheus-\(UUID())")
        try FileManager.default.createDirectory(at: home, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: home) }
        var rules = try String(contentsOf: Repository.file("Operations/prometheus/merit.rules.yml"), encoding: .utf8)
        for (old, new) in sooner {
            guard rules.contains(old) else { throw Unchanged(description: "the rules do not say \(old) any more") }
            rules.replace(old, with: new)
        }
        try Data(rules.utf8).write(to: home.appending(path: "merit.rules.yml"))
        let configuration = """
            global: {scrape_interval: 250ms, scrape_timeout: 250ms, evaluation_interval: 250ms}
            rule_files: [merit.rules.yml]
            scrape_configs:
              - job_name: merit
                static_configs: [{targets: [\(targets.joined(separator: ", "))]}]
            """
        try Data(configuration.utf8).write(to: home.appending(path: "prometheus.yml"))
        try await RunningProgram.run([
            "\(folder ?? "")/prometheus", "--config.file=\(home.appending(path: "prometheus.yml").path())",
            "--storage.tsdb.path=\(home.appending(path: "data").path())", "--web.listen-address=127.0.0.1:0",
        ]) { program in
            try await program.log.wait(for: "msg=\"Listening on\"")
            let line = await program.log.lines.first { $0.contains("msg=\"Listening on\"") } ?? ""
            try await program.log.wait(for: "Server is ready to receive web requests")
            try await body(Prometheus(address: line.split(separator: "address=").last.map(String.init) ?? ""))
            try program.send(.terminate)
        }
    }

    private struct Answer: Decodable {
        struct Alert: Decodable {
            let labels: [String: String]
            let state: String
        }
        struct Data: Decodable {
            let alerts: [Alert]
        }
        let data: Data
    }

    /// Names of the alerts that fire now.
    func firing() async throws -> Set<String> {
        let page = try await WebPage.get("http://\(address)/api/v1/alerts")
        let answer = try JSONDecoder().decode(Answer.self, from: Data(page.text.utf8))
        return Set(answer.data.alerts.filter { $0.state == "firing" }.compactMap { $0.labels["alertname"] })
    }

    /// Waits until a worker was scraped.
    func untilScraped() async throws {
        try await until("merit_ready")
    }

    /// Waits until an expression has a value: a comparison has one where it holds.
    func until(_ expression: String) async throws {
        while try await value(of: expression) == nil { try await nextEvaluation() }
    }

    /// Waits until an alert fires.
    func untilFires(_ alert: String) async throws {
        while try await !firing().contains(alert) { try await nextEvaluation() }
    }

    /// Waits until an alert does not fire any more.
    func untilClears(_ alert: String) async throws {
        while try await firing().contains(alert) { try await nextEvaluation() }
    }

    /// The value of an expression now; nil where it has none.
    func value(of expression: String) async throws -> String? {
        struct Answer: Decodable {
            struct Series: Decodable {
                let value: [Value]
            }
            struct Data: Decodable {
                let result: [Series]
            }
            let data: Data
        }
        enum Value: Decodable {
            case number(Double)
            case text(String)

            init(from decoder: any Decoder) throws {
                let container = try decoder.singleValueContainer()
                if let text = try? container.decode(String.self) { self = .text(text); return }
                self = .number(try container.decode(Double.self))
            }
        }
        let query = expression.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
        let page = try await WebPage.get("http://\(address)/api/v1/query?query=\(query)")
        let answer = try JSONDecoder().decode(Answer.self, from: Data(page.text.utf8))
        guard case .text(let text) = answer.data.result.first?.value.last else { return nil }
        return text
    }

    /// A port of this machine that nobody listens on.
    static func freePort() throws -> UInt16 {
        let file = socket(AF_INET, UnixSocket.stream, 0)
        defer { close(file) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isBound = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(file, $0, length) == 0 && getsockname(file, $0, &length) == 0
            }
        }
        guard isBound else { throw POSIXError(.EADDRNOTAVAIL) }
        return UInt16(bigEndian: address.sin_port)
    }

    /// Prometheus tells nobody when it has evaluated: it is asked again after a while.
    private func nextEvaluation() async throws {
        try await Task.sleep(for: .milliseconds(100))
    }
}
