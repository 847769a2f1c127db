import Foundation
import Postgres
package import Testing

/// Gives each test, and each case of a parameterised test, a database of its own: ``TestDatabase/current``.
package struct DatabaseTrait: TestTrait, SuiteTrait, TestScoping {
    /// How many tests use the server at once.
    private static let turnstile = Turnstile(8 * ProcessInfo.processInfo.activeProcessorCount)
    let template: DatabaseTemplate

    package init(template: DatabaseTemplate) {
        self.template = template
    }

    package var isRecursive: Bool { true }

    package func provideScope(
        for test: Test, testCase: Test.Case?, performing function: @concurrent @Sendable () async throws -> Void
    ) async throws {
        try await Self.turnstile.pass {
            let database = try await SharedServer.shared.makeDatabase(from: template)
            do {
                try await database.bind(function)
            } catch {
                // Who waits for what is not in what an error says of itself.
                if let refused = error as? PostgresError, refused.sqlState == "40P01" {
                    Issue.record("\(database.name): \(refused.detail ?? "")")
                }
                try await SharedServer.shared.drop(database)
                throw error
            }
            try await SharedServer.shared.drop(database)
        }
    }
}

extension Trait where Self == DatabaseTrait {
    /// An empty database.
    package static var database: DatabaseTrait { DatabaseTrait(template: .empty) }

    /// A copy of a template.
    package static func database(_ template: DatabaseTemplate) -> DatabaseTrait {
        DatabaseTrait(template: template)
    }
}
