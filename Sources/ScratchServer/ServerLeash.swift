import Subprocess
import Synchronization

#if canImport(System)
    import System
#else
    import SystemPackage
#endif

#if canImport(Darwin)
    import Darwin
#else
    import Glibc
#endif

/// Ends the server when this process ends, even by SIGKILL: a small shell waits for the end of a pipe that only this
/// process holds open.
///
/// Only ``release()`` ends the server earlier: nobody who merely forgets this value pulls it away from those who use it.
final class ServerLeash: Sendable {
    private let pipe: Mutex<FileDescriptor?>

    init(_ programs: ServerPrograms, folder: String, account: ServerAccount) async throws {
        let (readEnd, writeEnd) = try FileDescriptor.pipe()
        // Another child that inherited this end would keep the server alive.
        _ = fcntl(writeEnd.rawValue, F_SETFD, FD_CLOEXEC)
        pipe = Mutex(writeEnd)
        let command = Shell.command(Self.script, [folder, programs.folder], as: account)
        let result = try await Subprocess.run(
            command.executable, arguments: command.arguments,
            input: .fileDescriptor(readEnd, closeAfterSpawningProcess: true),
            output: .discarded, error: .discarded)
        guard result.terminationStatus.isSuccess else {
            throw ScratchServerError("the shell that watches over the scratch server does not start")
        }
    }

    /// Ends the server if it still runs.
    func release() {
        pipe.withLock { end in
            try? end?.close()
            end = nil
        }
    }

    /// Lets the server run on.
    func keep() {
        pipe.withLock { end in
            _ = try? end?.writeAll("keep".utf8)
            try? end?.close()
            end = nil
        }
    }

    /// A background job would lose standard input, so it moves to another descriptor first.
    ///
    /// Signals that the terminal sends to this process and its children must not end the watch. A folder into which
    /// initdb still writes cannot be removed at once.
    private static let script = """
        exec 3<&0
        (
            trap '' INT TERM HUP
            cd /
            [ "$(cat <&3)" = keep ] && exit
            while [ -e "$1" ]; do
                "$2/pg_ctl" stop -D "$1/data" -m immediate -w -s
                rm -rf "$1" || sleep 1
            done
        ) </dev/null >/dev/null 2>&1 &
        """
}
