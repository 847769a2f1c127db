import Postgres
import Support
import Testing

/// What a person may make of a period's status, and what its job makes of it.
@Suite(.database(.migrated)) struct PeriodStatusTests {
    private let jobs = "select state from merit.job where kind = 'score_period' order by job_id"

    // MARK: - What the job carries

    @Test(arguments: [
        (["running"], "scoring"),
        (["running", "completed"], "scored"),
        (["running", "failed"], "failed"),
        (["cancelled"], "cancelled"),
        (["running", "cancelled"], "cancelled"),
    ])
    func theJobsStateIsThePeriods(states: [String], status: String) async throws {
        let database = try TestDatabase.current
        try await database.insertPeriod()
        #expect(try await database.periodStatus() == "pending")
        for state in states { try await database.carry(to: state) }
        #expect(try await database.periodStatus() == status)
    }

    @Test func aProblemIsToldUntilItIsMended() async throws {
        let database = try TestDatabase.current
        let problem = "select problem from merit.appraisal_period"
        try await database.insertPeriod()
        try await database.carry(to: "running", "failed", problem: "merit_source.ticket is not there")
        #expect(try await database.value(problem) == "merit_source.ticket is not there")
        try await database.run("update merit.appraisal_period set status = 'pending'", as: "merit_hr")
        #expect(try await database.column(jobs) == ["failed", "available"])
        try await database.carry(to: "running")
        #expect(try await database.value(problem) == "merit_source.ticket is not there")
        try await database.carry(to: "completed")
        #expect(try await database.value(problem) == nil)
    }

    @Test func aCancelledRescoringLeavesThePeriodScored() async throws {
        let database = try TestDatabase.current
        try await database.insertPeriod()
        try await database.carry(to: "running")
        try await database.run("update merit.appraisal_period set revision = 1", as: "merit_worker")
        try await database.carry(to: "completed")
        try await database.run("update merit.appraisal_period set status = 'pending'", as: "merit_hr")
        try await database.carry(to: "cancelled")
        #expect(try await database.periodStatus() == "scored")
    }

    @Test func whatRunsOutranksWhatWaitsAndWhatEnded() async throws {
        let database = try TestDatabase.current
        try await database.insertPeriod()
        try await database.carry(to: "running")
        try await database.run("update merit.appraisal_period set status = 'pending'", as: "merit_hr")
        #expect(try await database.periodStatus() == "scoring")
        #expect(try await database.column(jobs) == ["running", "available"])
        try await database.run(
            "update merit.job set state = 'cancelled', finished_at = now() where state = 'available'")
        #expect(try await database.periodStatus() == "scoring")
        try await database.run("update merit.appraisal_period set status = 'pending'", as: "merit_hr")
        try await database.carry(to: "completed")
        #expect(try await database.periodStatus() == "pending")
    }

    @Test func whoWaitsIsToldThatResultsAreThere() async throws {
        let database = try TestDatabase.current
        try await database.insertPeriod()
        let told = try await database.withConnection { connection in
            let notifications = try await connection.listen(["merit_scored"])
            try await database.carry(to: "running", "completed")
            return await notifications.first { _ in true }?.payload
        }
        #expect(told == "1")
    }

    // MARK: - What a person asks

    @Test(arguments: ["pending", "failed", "cancelled", "scored"])
    func settingPendingAsksAgain(status: String) async throws {
        let database = try TestDatabase.current
        try await database.insertPeriod()
        switch status {
        case "pending": break
        case "scored": try await database.carry(to: "running", "completed")
        default: try await database.carry(to: "running", status)
        }
        try await database.run("update merit.appraisal_period set status = 'pending'", as: "merit_hr")
        #expect(try await database.periodStatus() == "pending")
        #expect(
            try await database.value(
                "select count(*) from merit.job where kind = 'score_period' and state = 'available'") == "1")
    }

    @Test func aTriggerOfTheirsMayAskToo() async throws {
        let database = try TestDatabase.current
        try await database.insertPeriod()
        try await database.carry(to: "running", "completed")
        try await database.run(
            """
            create table public.wish (label text);
            create function public.ask() returns trigger language plpgsql as $$
            begin
                update merit.appraisal_period set status = 'pending' where label = new.label;
                return new;
            end $$;
            create trigger ask after insert on public.wish for each row execute function public.ask();
            grant insert on public.wish to merit_hr;
            """)
        try await database.run("insert into public.wish values ('2020-10')", as: "merit_hr")
        #expect(try await database.column(jobs) == ["completed", "available"])
        #expect(try await database.periodStatus() == "pending")
    }

    @Test(arguments: ["failed", "scoring", "scored"])
    func noOutcomeIsGivenByHand(status: String) async throws {
        let database = try TestDatabase.current
        try await database.insertPeriod()
        for role in [nil, "merit_hr", "merit_owner"] {
            #expect(
                try await database.refusal("update merit.appraisal_period set status = '\(status)'", as: role) == """
                    period "2020-10": the status \(status) is not given by hand [23514]; Set pending to have it scored, \
                    cancelled to stop that, closed to keep it as it is, scored to reopen a closed one.
                    """)
        }
    }

    // MARK: - When it is scored

    private let isMoved = "select run_at = (select score_after from merit.appraisal_period) from merit.job"

    @Test func anotherTimeMovesWhatWaits() async throws {
        let database = try TestDatabase.current
        try await database.insertPeriod()
        try await database.run("update merit.appraisal_period set score_after = '2999-01-01'", as: "merit_hr")
        #expect(try await database.column(jobs) == ["available"])
        #expect(try await database.value(isMoved) == "true")
        try await database.run("update merit.appraisal_period set score_after = null", as: "merit_hr")
        #expect(try await database.value("select score_after <= now() from merit.appraisal_period") == "true")
        #expect(try await database.value("select run_at <= clock_timestamp() from merit.job") == "true")
    }

    @Test func anotherTimeAsksForNothingWhereNothingWaits() async throws {
        let database = try TestDatabase.current
        try await database.insertPeriod()
        try await database.carry(to: "running")
        try await database.run("update merit.appraisal_period set score_after = '2999-01-01'", as: "merit_hr")
        #expect(try await database.column(jobs) == ["running"])
        try await database.carry(to: "completed")
        try await database.run("update merit.appraisal_period set score_after = '2999-01-02'", as: "merit_hr")
        #expect(try await database.column(jobs) == ["completed"])
    }

    @Test func timeAndWishMayComeTogether() async throws {
        let database = try TestDatabase.current
        try await database.insertPeriod()
        try await database.carry(to: "running", "completed")
        try await database.run(
            "update merit.appraisal_period set status = 'pending', score_after = '2999-01-01'", as: "merit_hr")
        #expect(try await database.column(jobs) == ["completed", "available"])
        #expect(
            try await database.value("select run_at = '2999-01-01' from merit.job where state = 'available'") == "true")
    }

    // MARK: - Closing and reopening

    @Test func onlyAScoredPeriodIsClosed() async throws {
        let database = try TestDatabase.current
        func refusal() async throws -> String? {
            try await database.refusal("update merit.appraisal_period set status = 'closed'", as: "merit_hr")
        }
        func sentence(_ status: String) -> String {
            "period \"2020-10\" is \(status); only a scored period can be closed [55000]; Have it scored first."
        }
        try await database.insertPeriod()
        #expect(try await refusal() == sentence("pending"))
        try await database.carry(to: "running")
        #expect(try await refusal() == sentence("scoring"))
        try await database.carry(to: "failed")
        #expect(try await refusal() == sentence("failed"))
        try await database.run("update merit.appraisal_period set status = 'pending'", as: "merit_hr")
        try await database.carry(to: "cancelled")
        #expect(try await refusal() == sentence("cancelled"))
        try await database.run("update merit.appraisal_period set status = 'pending'", as: "merit_hr")
        try await database.carry(to: "running", "completed")
        #expect(try await refusal() == nil)
        #expect(try await database.periodStatus() == "closed")
    }

    @Test(arguments: [
        "status = 'pending'", "status = 'cancelled', status_reason = 'why'", "score_after = '2999-01-01'",
        "take_newest = true", "label = 'other'", "status_reason = 'why'",
    ])
    func nothingChangesInAClosedPeriod(change: String) async throws {
        let database = try TestDatabase.current
        try await database.insertClosedPeriod()
        #expect(
            try await database.refusal("update merit.appraisal_period set \(change)", as: "merit_hr") == """
                period "2020-10" is closed [55000]; Reopen it first: set status to scored and status_reason to the reason.
                """)
        #expect(try await database.column(jobs) == ["completed"])
    }

    @Test(arguments: ["", ", status_reason = null", ", status_reason = ' '", ", status_reason = 'closed for good'"])
    func reopeningTakesAReason(of reason: String) async throws {
        let database = try TestDatabase.current
        try await database.insertPeriod()
        try await database.carry(to: "running", "completed")
        try await database.run(
            "update merit.appraisal_period set status = 'closed', status_reason = 'closed for good'", as: "merit_hr")
        #expect(
            try await database.refusal("update merit.appraisal_period set status = 'scored'\(reason)", as: "merit_hr")
                == "reopening period \"2020-10\" takes a reason of its own [23502]; Set status_reason in the same UPDATE, other than it was."
        )
    }

    @Test func aReopenedPeriodIsScoredAndMayBeScoredAgain() async throws {
        let database = try TestDatabase.current
        try await database.insertClosedPeriod()
        try await database.run(
            "update merit.appraisal_period set status = 'scored', status_reason = 'an appeal'", as: "merit_hr")
        #expect(try await database.periodStatus() == "scored")
        #expect(try await database.column(jobs) == ["completed"])
        try await database.run("update merit.appraisal_period set status = 'pending'", as: "merit_hr")
        #expect(try await database.column(jobs) == ["completed", "available"])
    }
}
