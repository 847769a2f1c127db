import ArgumentParser
import Postgres

/// A day that an option names.
enum OptionDay {
    /// - Throws: how days are written, where it is none.
    static func read(_ text: String, of option: String) throws -> PostgresDate {
        guard let day = PostgresDate(text) else {
            throw ValidationError("\(option) is \"\(text)\", which is no day; write days like 2026-10-01")
        }
        return day
    }
}
