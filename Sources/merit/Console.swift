import ArgumentParser
import Foundation
import Postgres
import Reports
import SystemPackage

/// What a verb says to the person who called it.
enum Console {
    /// A line of the verb's own output, for people: what people wrote moves no cursor.
    static func say(_ text: String) {
        write(text.shown)
    }

    /// A line of the verb's own output as it is, for another program, or shown already.
    static func write(_ text: String) {
        do {
            try put("\(text)\n".utf8)
        } catch {
            exit(for: error)
        }
    }

    /// A part of the output.
    ///
    /// - Throws: what ends the process, so that nobody takes a part for the whole.
    static func put(_ bytes: some Sequence<UInt8>) throws {
        do {
            try FileDescriptor.standardOutput.writeAll(bytes)
        } catch Errno.brokenPipe {
            throw NobodyReads()
        } catch {
            throw NotFound("the output could not be written: \(error)")
        }
    }

    /// Rows for another program, or a table that the terminal has room for.
    static func show(_ table: Table, as format: Table.Format) {
        write(table.text(format, within: Terminal.width))
    }

    /// Ends as a program ends that the signal is not kept from.
    private static func endAtClosedPipe() -> Never {
        signal(SIGPIPE, SIG_DFL)
        // Threads of a pool have signals blocked.
        var signals = sigset_t()
        sigemptyset(&signals)
        sigaddset(&signals, SIGPIPE)
        pthread_sigmask(SIG_UNBLOCK, &signals, nil)
        raise(SIGPIPE)
        Foundation.exit(128 + SIGPIPE)
    }

    /// A line beside the output, for people only.
    static func note(_ text: String) {
        try? FileHandle.standardError.write(contentsOf: Data("\(text.shown)\n".utf8))
    }

    /// Ends the process as the error asks for.
    static func exit(for error: any Error) -> Never {
        switch error {
        case let status as ExitCode:
            Foundation.exit(status.rawValue)
        case is Findings:
            Foundation.exit(3)
        case is NobodyReads:
            endAtClosedPipe()
        case is WrongSettings:
            note("merit: \(explanation(of: error))")
            Foundation.exit(2)
        case is PostgresError:
            note("merit: \(explanation(of: error))")
            Foundation.exit(1)
        default:
            let status = Merit.exitCode(for: error)
            if status == .success {
                say(Merit.fullMessage(for: error))
                Foundation.exit(0)
            }
            let isUsage = status == .validationFailure
            note(isUsage ? Merit.fullMessage(for: error) : "merit: \(error)")
            Foundation.exit(isUsage ? 2 : 1)
        }
    }

    /// What went wrong, and what to do about it.
    static func explanation(of error: any Error) -> String {
        switch error {
        case let error as PostgresError where error.sqlState == "42P01" && error.message.contains("\"merit."):
            "\(error.message); run: merit migrate"
        case let error as PostgresError where error.sqlState == "42501" && error.hint == nil:
            """
            \(error.message)
            Connect as a role that may: merit_hr asks and decides, merit_worker works, merit_owner runs the queue and the schema; \
            where another --role-prefix was chosen, that stands in place of merit.
            """
        case let error as PostgresError:
            [error.message, error.detail, error.hint ?? error.advice].compactMap(\.self).joined(separator: "\n")
        default:
            "\(error)"
        }
    }
}

/// The verb ran, and what it found is no good; it has said so already.
struct Findings: Error {}

/// Whoever read the output has enough of it, which is no error.
struct NobodyReads: Error {}

/// What was named is not there.
struct NotFound: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) {
        self.description = description
    }
}
