import Appraisal
import Jobs
import Postgres
import Store

/// What is to be scored, and by which templates.
struct Asked {
    let period: Period
    let stored: [StoredTemplate]
    let templates: [Template]
    /// Nil where none of the templates counts by working time or working days.
    var calendars: WorkCalendars?
    /// What values are held against that are held against the person's own of the period before.
    var previous = PreviousValues.none

    /// Whether there are tasks to come.
    var plansImprovement: Bool { templates.contains { $0.plan.atMost > 0 } }

    /// - Parameters:
    ///   - isWhole: whether everyone is to be scored, and so by the newest templates where that was asked for.
    ///   - takesNewest: whether it is asked for now.
    /// - Throws: `UnusableInput` where the period is closed, nothing is published, or a document cannot be read.
    static func load(_ id: Int64, isWhole: Bool, takesNewest: Bool = false, _ connection: PostgresConnection)
        async throws
        -> Asked
    {
        guard let period = try await Period.load(id, from: connection) else {
            throw UnusableInput("there is no period \(id)")
        }
        guard !period.isClosed else {
            throw UnusableInput(
                "period \"\(period.label)\" is closed; reopen it, with a reason, to have it scored again")
        }
        return try await load(for: period, isWhole: isWhole, takesNewest: takesNewest, connection)
    }

    /// The same for a period, or for a part of it.
    static func load(
        for period: Period, isWhole: Bool, takesNewest: Bool = false, _ connection: PostgresConnection
    ) async throws -> Asked {
        var stored =
            (period.takesNewest || takesNewest) && isWhole
            ? [] : try await StoredTemplate.pinned(to: period.id, in: connection)
        if stored.isEmpty {
            stored = try await StoredTemplate.published(in: connection)
        }
        guard !stored.isEmpty else {
            throw UnusableInput(
                """
                no template is published, so there is nothing to score period "\(period.label)" by; \
                publish one (merit template apply FILE), then set the period's status to pending
                """)
        }
        do {
            let templates = try stored.map { try $0.template() }
            return Asked(
                period: period, stored: stored, templates: templates,
                calendars: try await WorkCalendars.load(askedBy: templates, for: period.span, in: connection),
                // Of whom only evaluations are read again, what was compared with stays.
                previous: isWhole
                    ? try await PreviousValues.load(askedBy: templates, before: period.id, in: connection) : .none)
        } catch let problems as Problems {
            throw UnusableInput(
                """
                a template that this period is scored under cannot be read: \(problems); publish a mended version (merit template \
                apply FILE), then set take_newest to true and status to pending
                """)
        }
    }
}
