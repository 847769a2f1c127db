import Postgres
import Store

extension Consequences {
    /// Brings tasks and outcomes to what the results say that were just kept; in the periods that follow, too.
    ///
    /// A streak and a task's fate depend on the period before, so that months come out the same in whatever order they are scored.
    /// What a closed period leads to stays.
    ///
    /// - Parameter people: whom the scoring was about; nil: everyone.
    func keep(of asked: Asked, about people: [String]?, in connection: PostgresConnection) async throws {
        let period = asked.period
        try await period.lockRow(in: connection)
        if !employees.isEmpty {
            try await ImprovementTask.write(tasks, of: employees, in: period.id, connection)
            try await CustomerComment.write(comments, of: employees, in: period.id, connection)
        }
        try await ImprovementTask.followUp(in: period.id, of: people, connection)
        try await Outcomes.propose(for: period, of: people, under: asked.templates, in: connection)
        guard !employees.isEmpty else { return }
        for later in try await period.following(in: connection) where !later.isClosed {
            let templates = try await StoredTemplate.pinned(to: later.id, in: connection).map { try $0.template() }
            try await ImprovementTask.followUp(in: later.id, of: employees, connection)
            try await Outcomes.propose(for: later, of: employees, under: templates, in: connection)
        }
    }
}
