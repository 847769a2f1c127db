import Foundation
import ScratchServer

/// What was measured, and what it depends on beside the code: for reports, and as JSON for later.
struct Measured<Outcomes: Codable>: Codable {
    let date: Date
    let machine: Machine
    /// Its version, such as `15.18`.
    let postgreSQL: String
    /// Its version; none where there is no compiler.
    let swift: String?
    /// Of PostgreSQL; two values where there were two servers.
    let settings: [String: String]
    let rounds: Int
    /// Of the project; none where it is no clone.
    let commit: String?
    let outcomes: Outcomes

    init(_ outcomes: Outcomes, rounds: Int, postgreSQL: String, settings: [String: String]) async throws {
        date = .now
        machine = try await .current()
        self.postgreSQL = postgreSQL
        swift = try? await Toolchain.swift()
        self.settings = settings
        self.rounds = rounds
        commit = try? await Tool.said("git", "-C", Tool.folder.path(), "rev-parse", "HEAD")
        self.outcomes = outcomes
    }

    init(_ outcomes: Outcomes, rounds: Int, on server: ScratchServer) async throws {
        try await self.init(
            outcomes, rounds: rounds, postgreSQL: server.version, settings: server.settings)
    }

    /// First line of a report.
    ///
    /// - Parameter figures: what they are, and their unit.
    func head(_ figures: String) -> String {
        """
        \(date.formatted(.iso8601.year().month().day())); \(machine.cores) cores, \(machine.memory >> 30) GiB, \
        PostgreSQL \(postgreSQL); \(figures), medians of \(rounds)
        """
    }
}
