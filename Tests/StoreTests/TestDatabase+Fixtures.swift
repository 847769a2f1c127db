import Support

extension TestDatabase {
    /// Asks for a period of October 2020, long over, so that its scoring is due; its number is 1 in a new database.
    func insertPeriod(_ label: String = "2020-10", as user: String? = nil) async throws {
        try await run(
            """
            insert into merit.appraisal_period (label, starts_on, ends_on, time_zone)
            values ('\(label)', '2020-10-01', '2020-10-31', 'Asia/Shanghai')
            """, as: user)
    }

    /// Lets the waiting job of a period run and end, as a worker would.
    func carry(to states: String..., problem: String? = nil) async throws {
        for state in states {
            switch state {
            case "running":
                try await run(
                    "update merit.job set state = 'running', lease_token = nextval('merit.lease_token') where state = 'available'"
                )
            default:
                try await run(
                    """
                    update merit.job
                    set state = '\(state)', finished_at = clock_timestamp(), last_error = \(problem.map { "'\($0)'" } ?? "null")
                    where state in ('available', 'running')
                    """)
            }
        }
    }

    /// Status of the period that was asked for first.
    func periodStatus() async throws -> String? {
        try await value("select status from merit.appraisal_period where period_id = 1")
    }

    /// Inserts a period that was scored and closed.
    func insertClosedPeriod() async throws {
        try await insertPeriod()
        try await carry(to: "running", "completed")
        try await run("update merit.appraisal_period set status = 'closed'", as: "merit_hr")
    }

    /// Inserts a template as a draft and takes it through its life up to a status.
    ///
    /// - Parameter members: what the document has beside its code and version.
    func insertTemplate(_ code: String, _ version: Int = 1, _ members: String = "", upTo status: String = "draft")
        async throws
    {
        let document = "{\"template\": \"\(code)\", \"version\": \(version)\(members.isEmpty ? "" : ", " + members)}"
        try await run("insert into merit.template (document) values ('\(document)')", as: "merit_hr")
        let life = [
            "draft": [], "checked": ["checked"], "rejected": ["rejected"], "published": ["checked", "published"],
        ]
        for next in life[status] ?? ["checked", "published", status] {
            try await run(
                """
                update merit.template set status = '\(next)', problems = \(next == "rejected" ? "'{bad}'" : "'{}'")
                where code = '\(code)' and version = \(version)
                """, as: "merit_hr")
        }
    }

    func templateStatus(_ code: String, _ version: Int = 1) async throws -> String? {
        try await value("select status from merit.template where code = '\(code)' and version = \(version)")
    }
}
