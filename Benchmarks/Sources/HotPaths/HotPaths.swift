import Dispatch
import Foundation
import Postgres

/// Does one thing many times, for valgrind to count instructions: `HotPaths NAME TIMES CONNINFO`; without arguments it names all.
///
/// Nothing else is in here, because valgrind runs all of it fifty times as slowly.
@main
enum HotPaths {
    /// Not asynchronous by itself: then its thread would end up where valgrind 3.19 crashes, in libdispatch's `sigsuspend`.
    static func main() throws {
        let arguments = CommandLine.arguments.dropFirst()
        guard let name = arguments.first else {
            for path in HotPath.all { print(path.name, path.times) }
            return
        }
        guard let path = HotPath.all.first(where: { $0.name == name }), arguments.count == 3,
            let times = arguments.dropFirst().first.flatMap({ Int($0) }), let conninfo = arguments.last
        else { exit(2) }
        let done = DispatchSemaphore(value: 0)
        Task.detached {
            do {
                try await PostgresConfiguration(conninfo).withConnection { try await path.run(times, $0) }
            } catch {
                FileHandle.standardError.write(Data("\(error)\n".utf8))
                exit(1)
            }
            done.signal()
        }
        done.wait()
    }
}
