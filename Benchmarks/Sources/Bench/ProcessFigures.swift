import Foundation
import Postgres

/// What processes have taken, by /proc.
enum ProcessFigures {
    /// Largest resident size so far, in MB, rounded up; 0 where the system does not say.
    static func peakMemory(of process: Int32) -> Int {
        let status = (try? String(contentsOfFile: "/proc/\(process)/status", encoding: .utf8)) ?? ""
        let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
        let kilobytes = line?.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
        return (kilobytes + 1023) / 1024
    }

    /// Seconds of a core so far; 0 where the system does not say.
    static func processorTime(of process: Int32) -> Double {
        let status = (try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8)) ?? ""
        // Behind the name, which may have spaces: state is the third field, user and system time are the 14th and 15th.
        let fields = status.split(separator: ")").last?.split(separator: " ") ?? []
        guard fields.count > 12, let user = Double(fields[11]), let system = Double(fields[12]) else { return 0 }
        return (user + system) / Double(sysconf(Int32(_SC_CLK_TCK)))
    }

    /// The same of the worker's sessions that are open, by database.
    static func processorTimeOfSessions(_ connection: PostgresConnection) async throws -> [String: Double] {
        let sessions = try await connection.query(
            "select datname::text, pid from pg_stat_activity where usename = 'merit_worker'"
        ).decode(String.self, Int32.self)
        return sessions.reduce(into: [:]) { $0[$1.0, default: 0] += processorTime(of: $1.1) }
    }
}
