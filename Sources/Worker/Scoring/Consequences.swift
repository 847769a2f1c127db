import Appraisal
import Measures
import Postgres
import Store

/// What results lead to beside themselves: tasks for weak spots, and the customers' words for the interview; set aside.
///
/// It is read from the snapshot that was measured, for those whose results changed. Where values are stored ones, the tickets and
/// words that were found with them stay.
struct Consequences {
    /// The people whose results changed, in the byte order of their ids.
    let employees: [String]
    /// As ``Scored/tasks``.
    let tasks: RowSpool
    /// Of each burden the employee's id and a ticket's, the heaviest first.
    let tickets: [RowSpool]
    /// By relation what ``CommentStatement`` says.
    let comments: [(relation: String, rows: RowSpool)]
    /// Whose words were read again; nil: everyone's.
    let heard: Set<EmployeeKey>?
}

extension Consequences {
    /// Of results that the source was not read for.
    init(of scored: Scored) {
        self.init(
            employees: scored.findings.changedInOrder, tasks: scored.tasks,
            tickets: scored.burdens.all.map { _ in RowSpool() }, comments: [], heard: [])
    }
}
