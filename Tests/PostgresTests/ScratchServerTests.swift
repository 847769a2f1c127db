import Postgres
import Testing

@testable import ScratchServer

#if canImport(Darwin)
    import Darwin
#else
    import Glibc
#endif

@Suite(.timeLimit(.minutes(20))) struct ScratchServerTests {
    @Test func aServerComesUpAndLeavesNothing() async throws {
        let server = try await ScratchServer.start(settings: ["work_mem": "7MB"])
        let connection = try await PostgresConnection.connect(server.configuration)
        let row = try await connection.query(
            """
            SELECT current_setting('work_mem'), current_setting('server_encoding'), rolsuper
            FROM pg_roles WHERE rolname = current_user
            """
        ).one()
        #expect(try row.decode(String.self, String.self, Bool.self) == ("7MB", "UTF8", true))
        try await server.stop()
        #expect(access(server.folder, F_OK) != 0)
        let error = await #expect(throws: PostgresError.self) { try await connection.query("SELECT 1") }
        #expect(error?.isConnectionLoss == true)
        try await server.stop()
    }

    @Test func nobodyElseOfTheMachineGetsIn() async throws {
        let server = try await ScratchServer.start()
        var status = stat()
        #expect(stat(server.folder, &status) == 0 && status.st_mode & 0o777 == 0o700)
        let addresses = try await server.configuration.withConnection { connection in
            try await connection.query("show listen_addresses").one().decode(String.self)
        }
        #expect(addresses == "", "it is reached by its socket alone")
        #if os(Linux)
            if geteuid() == 0 {
                try await Shell.run(
                    #"setpriv --reuid=65534 --regid=65534 --clear-groups -- test ! -e "$1/.s.PGSQL.5432""#,
                    [server.folder],
                    failure: "another user sees the socket")
            }
        #endif
        try await server.stop()
    }

    @Test func aFolderThatCannotBeMadeIsNamed() async throws {
        let error = await #expect(throws: ScratchServerError.self) { try await ScratchServer.start(in: "/nowhere") }
        #expect(error?.description == "no folder can be made in /nowhere: No such file or directory")
    }

    @Test func aServerThatDoesNotStartSaysWhy() async throws {
        let error = await #expect(throws: ScratchServerError.self) {
            try await ScratchServer.start(settings: ["no_such_setting": "1"])
        }
        #expect(error?.description.contains("unrecognized configuration parameter \"no_such_setting\"") == true)
    }
}
