import Postgres
import Subprocess
import Support
import Testing

@testable import ScratchServer

/// pg_dump on one server, pg_restore on another: the same figures, and work goes on.
@Suite(.tags(.fault), .timeLimit(.minutes(20))) struct BackupTests {
    @Test(.database(.scored)) func aRestoredDatabaseIsTheSameAndWorksOn() async throws {
        let database = try TestDatabase.current
        let owner = try database.configuration()
        let expected = try await Company.findings(in: owner)
        // Asked again, and its worker dies: the dump holds a job that runs.
        try await database.withConnection(user: "merit_hr") {
            try await $0.script("update merit.appraisal_period set status = 'pending' where label = '2026-09'")
        }
        try await database.withConnection(user: "merit_worker") {
            try await $0.script(
                """
                with session as (
                    insert into merit.worker_session (host, process_id, version, backend_id, locked)
                    values ('gone', 1, '1.0', pg_backend_pid(), true) returning worker_id
                )
                select merit.claim(worker_id, '{score_period}', 1) from session
                """)
        }
        let other = try await ScratchServer.start()
        let programs = try await ServerPrograms.find().folder
        let restored = try other.configuration.withDatabase("restored")
        try await Shell.run(
            """
            set -e
            "$1/pg_dumpall" --roles-only --dbname="$2" | grep merit_ | psql --quiet --dbname="$3"
            psql --quiet --dbname="$3" --command="create database restored"
            "$1/pg_dump" --format=custom --file="$5/dump" --dbname="$2"
            "$1/pg_restore" --exit-on-error --dbname="$4" "$5/dump"
            """,
            [programs, owner.conninfo, other.configuration.conninfo, restored.conninfo, other.folder],
            as: try ServerAccount.current(), failure: "dump and restore")
        #expect(try await Company.findings(in: restored) == expected)

        let worker = try restored.with(["user": "merit_worker"])
        for label in ["2026-07", "2026-08"] {
            let verified = try await Program.run(["verify", "--period", label, "--from-source"], database: worker)
            #expect(verified.status == 0, "\(verified.output)\(verified.errors)")
        }
        let work = try await Program.run(["worker", "--until-idle"], database: worker)
        #expect(work.status == 0, "\(work.errors)")
        // The job that ran is taken over, blamed on nobody, and finds nothing that changed.
        let jobs = try await restored.withConnection {
            try await $0.query(
                "select state, deaths::integer from merit.job where kind = 'score_period' order by job_id desc limit 1"
            ).decode(String.self, Int.self)
        }
        #expect(jobs.map(\.0) == ["completed"] && jobs.map(\.1) == [0])
        #expect(try await Company.findings(in: restored) == expected)
        try await other.stop()
    }
}
