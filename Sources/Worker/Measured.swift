import Appraisal
import Postgres
import Store

/// Everyone who was employed in a period, or those who were asked for, with what was measured of them.
struct Measured {
    struct Member {
        let employment: Employment
        let daysOnLeave: Int
        /// Nil where no template is for the post.
        let template: Template?
        /// One for each measured indicator of the template, in its order.
        let facts: [Fact]
        let voice: CustomerVoice
        /// What upheld appeals set, by indicator.
        let rulings: [String: Ruling]
    }

    let members: [Member]
    /// Instant of the snapshot.
    let cutoff: PostgresTimestamp
    /// Rows that passed into measures, by relation.
    let rowsRead: [String: Int64]
    /// Of each measured indicator.
    let factors: [Run.Factor]
    /// What of upheld appeals could not be done, by their numbers.
    let appealProblems: [Int64: String]
}
