import Measures
import Ops
import Portal
import Postgres

/// One thing that an operator may set: by a flag, by a variable or in a file, in that order of strength.
struct Setting: Sendable, Hashable {
    enum Kind: Hashable {
        case conninfo
        case name
        case number(ClosedRange<Int>)
        case choice([String])
        case address
        case origin
        case ranges
        /// The path of a file.
        case file
        case text
    }

    /// As in the file, its parts parted by dots.
    let key: String
    let flag: String
    let kind: Kind
    /// What holds where nobody says; nil where the note tells.
    let preset: String?
    let note: String

    /// Name of its environment variable.
    var variable: String { "MERIT_" + key.uppercased().replacing(".", with: "_") }

    init(_ key: String, _ flag: String, _ kind: Kind, preset: String? = nil, _ note: String) {
        self.key = key
        self.flag = flag
        self.kind = kind
        self.preset = preset
        self.note = note
    }
}

extension Setting {
    static let database = Setting(
        "database.url", "--database", .conninfo,
        "Connection string or URI of the database that holds schema merit; default: what libpq's own variables say.")
    static let source = Setting(
        "source.url", "--source-database", .conninfo,
        "The database that holds the source, as a login that reads nothing else; default: as the database.")
    static let schema = Setting(
        "source.schema", "--source-schema", .name, preset: "merit_source", "The schema that holds the source.")
    static let direct = Setting(
        "direct.url", "--direct-database", .conninfo,
        "A direct connection for heartbeats and notifications, past a transaction pooler; default: as the database.")
    static let jobs = Setting(
        "worker.jobs", "--jobs", .number(1...256), preset: "1", "How many jobs a worker runs at once.")
    static let grace = Setting(
        "worker.grace", "--grace", .number(0...86_400), preset: "30",
        "How long running jobs may go on after SIGTERM, in seconds.")
    static let http = Setting(
        "worker.http", "--http", .address,
        "Where a worker serves /livez, /readyz and /metrics: HOST:PORT, or a PORT of this machine alone; default: nowhere."
    )
    static let logFormat = Setting(
        "log.format", "--log-format", .choice(EventLog.Format.allCases.map(\.rawValue)), preset: "text",
        "How a worker writes its log: text for people, json for programs.")
    static let logLevel = Setting(
        "log.level", "--log-level", .choice(["debug", "info", "warning", "error"]), preset: "info",
        "The least level that a worker logs.")

    static let all = [database, source, schema, direct, jobs, grace, http, logFormat, logLevel] + portal

    /// Names the file that holds settings; not one of them itself.
    static let fileVariable = "MERIT_CONFIG"
}

extension Setting {
    /// Why a text is no value of it; never quotes a connection string, which may hold a password.
    func problem(with text: String) -> String? {
        switch kind {
        case .conninfo:
            do throws(PostgresError) {
                _ = try PostgresConfiguration(text)
                return nil
            } catch {
                return error.message
            }
        case .name:
            return text.isEmpty ? "it must not be empty" : nil
        case .number(let range):
            if let number = Int(text), range.contains(number) { return nil }
            return "\"\(text)\" is not a number from \(range.lowerBound) to \(range.upperBound)"
        case .choice(let choices):
            if choices.contains(text) { return nil }
            return "\"\(text)\" is not one of \(choices.joined(separator: ", "))"
        case .address:
            return HTTPAddress(text) == nil ? "\"\(text)\" is not HOST:PORT, such as 127.0.0.1:9187" : nil
        case .origin:
            return PortalOrigin(text) == nil
                ? "\"\(text)\" is not scheme, host and port alone, such as https://merit.example.com" : nil
        case .ranges:
            return AddressRange.list(text) == nil
                ? "\"\(text)\" is no list of addresses, such as 10.0.0.5,10.1.0.0/16" : nil
        case .file: return text.isEmpty ? "it must not be empty" : nil
        case .text: return nil
        }
    }

    /// The value as it may be shown.
    func shown(_ text: String) -> String {
        guard kind == .conninfo else { return text }
        return (try? PostgresConfiguration(text).masked) ?? "?"
    }
}

extension Setting {
    /// Its note, with where else it may be set.
    var help: String {
        let preset = preset.map { " Default: \($0)." } ?? ""
        return "\(note)\(preset) Also: \(variable)."
    }

    /// ", did you mean …?" where a name is near.
    static func closest(to name: String, among known: [String]) -> String {
        ClosestName.to(name, among: known).map { "; did you mean \($0)?" } ?? ""
    }
}
