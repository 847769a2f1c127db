import ArgumentParser
import Foundation
import Postgres

/// What a verb says to the person who called it.
enum Console {
    /// A line of the verb's own output; ends the process where it cannot be written, so that nobody takes a part for the whole.
    static func say(_ text: String) {
        do {
            try FileHandle.standardOutput.write(contentsOf: Data("\(text)\n".utf8))
        } catch {
            note("merit: the output could not be written: \(error.localizedDescription)")
            Foundation.exit(1)
        }
    }

    /// A line beside the output, for people only.
    static func note(_ text: String) {
        FileHandle.standardError.write(Data("\(text)\n".utf8))
    }

    /// Ends the process as the error asks for.
    static func exit(for error: any Error) -> Never {
        switch error {
        case let status as ExitCode:
            Foundation.exit(status.rawValue)
        case let error as WrongSettings:
            note("merit: \(error)")
            Foundation.exit(2)
        case is Findings:
            Foundation.exit(3)
        case let error as PostgresError where error.sqlState == "42P01" && error.message.contains("\"merit."):
            note("merit: \(error.message); run: merit migrate")
            Foundation.exit(1)
        case let error as PostgresError where error.sqlState == "42501" && error.hint == nil:
            note(
                """
                merit: \(error.message)
                Connect as a role that may: merit_hr asks and decides, merit_worker works, merit_owner runs the queue and the schema.
                """)
            Foundation.exit(1)
        case let error as PostgresError:
            note((["merit: \(error.message)"] + [error.detail, error.hint].compactMap(\.self)).joined(separator: "\n"))
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
}

/// The verb ran, and what it found is no good; it has said so already.
struct Findings: Error {}
