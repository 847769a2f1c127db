import Postgres
import Support
import Testing

/// An operator steps in, by the commands alone.
@Suite(.database(.sourced)) struct JobsVerbTests {
    @Test func aFailedMonthIsLookedAtAndTriedAgain() async throws {
        let database = try TestDatabase.current
        let (hr, owner) = (try database.configuration(user: "merit_hr"), try database.configuration())
        let worker = try database.configuration(user: "merit_worker")
        try await database.ask("2026-09", from: "2026-09-01", to: "2026-09-30")
        #expect(try await Program.run(["worker", "--until-idle"], database: worker).status == 0)

        let list = try await Program.run(["jobs", "list", "--state", "failed", "--format", "csv"], database: hr)
        #expect(
            list.output.hasPrefix(
                "job,kind,subject,state,attempt,retries,deaths,due,started,finished,worker,last_error\n"))
        #expect(list.output.contains("1,score_period,2026-09,failed,1/5,0,0,"))
        let shown = try await Program.run(["jobs", "show", "1"], database: hr)
        #expect(shown.output.contains("no template is published, so there is nothing to score period \"2026-09\" by"))
        let unknown = try await Program.run(["jobs", "show", "7"], database: hr)
        #expect(unknown.status == 1)
        #expect(unknown.errors == "merit: there is no job 7; merit jobs list shows them\n")

        try await database.publish(shipped: "service-desk-measured")
        #expect(
            try await Program.run(["jobs", "pause", "--reason", "repair"], database: owner).output
                == "jobs are paused\n")
        #expect(try await Program.run(["jobs", "retry", "1"], database: hr).output == "job 1 is available\n")
        #expect(try await Program.run(["worker", "--until-idle"], database: worker).status == 0)
        #expect(try await database.line("select state from merit.job where job_id = 1") == "available")
        #expect(try await Program.run(["jobs", "resume"], database: owner).output == "jobs are begun again\n")
        #expect(try await Program.run(["worker", "--until-idle"], database: worker).status == 0)
        #expect(try await database.line("select status from merit.appraisal_period") == "scored")
        let pruned = try await Program.run(["jobs", "prune", "--older-than", "0"], database: owner)
        #expect(pruned.output.hasSuffix(" finished jobs are pruned\nno finished job is older\n"))
        #expect(try await database.line("select count(*)::text from merit.job") == "0")
    }

    @Test func whatIsOverComesFirstThenWhatRunsThenWhatWaits() async throws {
        let database = try TestDatabase.current
        for month in ["2026-07", "2026-08", "2026-09"] {
            try await database.ask(month, from: "\(month)-01", to: "\(month)-28")
        }
        try await database.withConnection {
            try await $0.script(
                """
                update merit.job set state = 'cancelled', finished_at = clock_timestamp() where job_id = 3;
                update merit.job set state = 'running', lease_token = 1, lease_expires_at = clock_timestamp() + interval '1 minute'
                where job_id = 2;
                """)
        }
        let hr = try database.configuration(user: "merit_hr")
        let list = try await Program.run(["jobs", "list", "--format", "csv"], database: hr)
        let states = list.output.split(separator: "\n").dropFirst().map { $0.split(separator: ",")[3] }
        #expect(states == ["cancelled", "running", "available"])
    }

    @Test func aReviewIsNamedByItsQuarterAndAMonthIsTriedAgainByItsLabel() async throws {
        let database = try TestDatabase.current
        let hr = try database.configuration(user: "merit_hr")
        try await database.ask("2026-09", from: "2026-09-01", to: "2026-09-30")
        try await database.withConnection {
            try await $0.script(
                "select merit.cancel(1); insert into merit.quarter_review (quarter) values ('2026-04-01')")
        }
        let list = try await Program.run(["jobs", "list", "--format", "csv"], database: hr).output
        #expect(list.contains("2,review_quarter,2026-Q2,available,"), "\(list)")
        #expect(
            try await Program.run(["jobs", "retry", "--period", "2026-09"], database: hr).output
                == "job 1 is available\n")
        let unknown = try await Program.run(["jobs", "retry", "--period", "2026-10"], database: hr)
        #expect(unknown.status == 1)
        #expect(
            unknown.errors
                == "merit: no scoring of period \"2026-10\" is kept; merit period status shows the periods\n")
        #expect(try await Program.run(["jobs", "retry"], database: hr).status == 2)
        let paused = try await Program.run(
            ["jobs", "pause", "--kind", "score_periods"], database: try database.configuration())
        #expect(paused.status == 1)
        #expect(
            paused.errors
                == "merit: there are no jobs of kind \"score_periods\"\nKinds of jobs: check_template, read_rows, review_quarter, score_period, stand_period; * for all.\n"
        )
    }

    @Test func whatCannotBeSaysWhyAndWhatToDo() async throws {
        let database = try TestDatabase.current
        let hr = try database.configuration(user: "merit_hr")
        try await database.ask("2026-09", from: "2026-09-01", to: "2026-09-30")
        #expect(
            try await Program.run(["jobs", "cancel", "1", "--reason", "not yet"], database: hr).output
                == "job 1 is cancelled\n")
        #expect(try await database.line("select last_error from merit.job") == "cancelled by merit_hr: not yet")
        let twice = try await Program.run(["jobs", "cancel", "1"], database: hr)
        #expect(twice.status == 1)
        #expect(
            twice.errors == "merit: job 1 is cancelled already\nOnly a job that waits or runs can be cancelled.\n")
        let paused = try await Program.run(["jobs", "pause"], database: hr)
        #expect(paused.status == 1)
        #expect(
            paused.errors == """
                merit: permission denied for function pause
                Connect as a role that may: merit_hr asks and decides, merit_worker works, merit_owner runs the queue and the schema; \
                where another --role-prefix was chosen, that stands in place of merit.

                """)
        #expect(try await Program.run(["jobs", "list", "--state", "lost"], database: hr).status == 2)
    }

    @Test func livingWorkersAreShown() async throws {
        let database = try TestDatabase.current
        try await database.withConnection { connection in
            try await connection.script(
                """
                insert into merit.worker_session (host, process_id, version, locked) values ('desk-1', 77, '0.1.0', false);
                """)
        }
        let workers = try await Program.run(
            ["jobs", "workers", "--format", "csv"], database: try database.configuration(user: "merit_hr"))
        #expect(
            workers.output.hasPrefix(
                "worker,host,process,version,alive,started,seen,doing,since\n1,desk-1,77,0.1.0,yes,"))
    }
}
