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
        let reason = problem.map { "'\($0)'" } ?? "null"
        let steps = states.map { state in
            state == "running"
                ? """
                update merit.job set state = 'running', lease_token = nextval('merit.lease_token')
                where kind = 'score_period' and state = 'available';
                """
                : """
                update merit.job set state = '\(state)', finished_at = clock_timestamp(), last_error = \(reason)
                where job_id = (
                    select job_id from merit.job
                    where kind = 'score_period' and state in ('available', 'running') order by state desc limit 1);
                """
        }
        try await run(steps.joined())
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

    /// Inserts a template as a draft and takes it through its life up to a status, as HR.
    ///
    /// - Parameter members: what the document has beside its code and version.
    func insertTemplate(_ code: String, _ version: Int = 1, _ members: String = "", upTo status: String = "draft")
        async throws
    {
        let lives = [
            "draft": [], "checked": ["checked"], "rejected": ["rejected"], "published": ["checked", "published"],
            "retired": ["checked", "published", "retired"],
        ]
        let document = "{\"template\": \"\(code)\", \"version\": \(version)\(members.isEmpty ? "" : ", " + members)}"
        let life = (lives[status] ?? []).map { next in
            """
            update merit.template set status = '\(next)', problems = '{\(next == "rejected" ? "bad" : "")}'
            where code = '\(code)' and version = \(version);
            """
        }
        try await run("insert into merit.template (document) values ('\(document)');\n\(life.joined())", as: "merit_hr")
    }

    func templateStatus(_ code: String, _ version: Int = 1) async throws -> String? {
        try await value("select status from merit.template where code = '\(code)' and version = \(version)")
    }
}
