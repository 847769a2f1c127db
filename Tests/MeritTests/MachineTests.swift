import Postgres
import Subprocess
import Support
import SystemPackage
import Testing

/// What a worker needs of the machine that it runs on.
@Suite(.database(.sourced), .timeLimit(.minutes(10))) struct MachineTests {
    /// Asks for a month of more people than are held in memory.
    private func ask() async throws -> TestDatabase {
        let database = try TestDatabase.current
        try await database.publish(shipped: "technician")
        try await database.withConnection { connection in
            try await connection.script(
                """
                insert into merit_source.employee (employee_id, name, post, department)
                select 'e' || n, 'Person ' || n, 'technician', 'desk' from generate_series(1, 4000) n;
                """)
        }
        try await database.ask("2026-09", from: "2026-09-01", to: "2026-09-30")
        return database
    }

    @Test func aFolderForTemporaryFilesThatIsAwayIsNotHeldAgainstTheJob() async throws {
        let database = try await ask()
        let worker = try database.configuration(user: "merit_worker")
        try await Program.run(["worker"], database: worker, environment: ["TMPDIR": "/nowhere/at/all"]) { program in
            try await program.log.wait(for: "no temporary file can be made in /nowhere/at/all")
            try await database.withConnection {
                try await $0.waitUntil(
                    """
                    select state = 'available' and attempt = 0 and retries > 0 and last_error like '%/nowhere/at/all%'
                    from merit.job where kind = 'score_period'
                    """)
            }
            try program.send(.terminate)
        }
        try await database.withConnection {
            try await $0.script("update merit.job set run_at = clock_timestamp() where state = 'available'")
        }
        #expect(try await Program.run(["worker", "--until-idle"], database: worker).status == 0)
        #expect(try await database.line("select status, problem from merit.appraisal_period") == "scored -")
    }

    /// The limit is raised as far as it may be, and too low a one is warned of before a job meets it.
    @Test(arguments: [(100, true), (1000, false)])
    func tooFewOpenFilesAreWarnedOf(limit: Int, isWarned: Bool) async throws {
        let database = try TestDatabase.current
        let (worker, reader) = (
            try database.configuration(user: "merit_worker"), try database.configuration(user: "merit_reader")
        )
        let command = "ulimit -Hn \(limit) && exec \"$0\" worker --until-idle --jobs 8"
        let result = try await Subprocess.run(
            .path("/bin/sh"), arguments: ["-c", command, Program.path],
            environment: .inherit.updating([
                "MERIT_DATABASE_URL": worker.conninfo, "MERIT_SOURCE_URL": reader.conninfo,
            ]), output: .discarded, error: .string(limit: 1 << 20))
        #expect(result.terminationStatus == .exited(0))
        let warning = "so many jobs at once may run out of open files"
        #expect(result.standardError.contains(warning) == isWarned)
        #expect(result.standardError.contains("limit=\(limit) needed=256") == isWarned)
    }
}
