import Jobs
import Postgres

/// What the source lacks, with what to do about it.
enum SourceProblem {
    static func missingRelation(_ relation: String, schema: String) -> UnusableInput {
        UnusableInput(
            """
            the source has no relation \(schema).\(relation); create it as a table or a view over the help desk's own tables \
            (merit source check shows what is there), then set the period's status to pending
            """)
    }

    static func missingColumn(_ column: String, of relation: String, schema: String) -> UnusableInput {
        UnusableInput(
            """
            \(schema).\(relation) has no column \(column); add it to the view, then set the period's status to pending
            """)
    }
}

extension UnusableInput {
    /// What the server says against reading the source, for people who can mend it.
    init(sourceError error: PostgresError, schema: String) {
        let advice =
            switch error.sqlState {
            case "42501":
                "give the worker the right to read: GRANT USAGE ON SCHEMA \(schema) TO merit_worker; "
                    + "GRANT SELECT ON ALL TABLES IN SCHEMA \(schema) TO merit_worker"
            case "25006":
                "a view of the source writes something when it is read, such as a sequence; let it only read"
            case let state? where state.hasPrefix("22"):
                "a view or a value in the source cannot be computed; read the relation by hand to find the row, and mend it"
            default: "mend the view or table that it names (merit source check reads a sample of each)"
            }
        self.init(
            "reading the source failed: \(error); \(advice), then set the period's status to pending")
    }
}
