import CLibPQ

/// How to reach a database: a connection string or URI as libpq reads it, with settings on top.
package struct PostgresConfiguration: Sendable, Hashable {
    /// Keywords and values, the URI taken apart; what is not here libpq takes from its environment.
    package private(set) var settings: [String: String]

    /// - Parameter settings: keywords of libpq that override the connection string's.
    /// - Throws: ``PostgresError`` with libpq's reason where the string is malformed or a keyword is unknown.
    package init(_ conninfo: String, settings: [String: String] = [:]) throws(PostgresError) {
        var problem: UnsafeMutablePointer<CChar>?
        guard let options = PQconninfoParse(conninfo, &problem) else {
            let reason = problem.map { String(cString: $0) } ?? "out of memory"
            PQfreemem(problem)
            // libpq quotes what it could not read, which may hold a password.
            let safe = reason.prefix { $0 != "\"" && !$0.isNewline }
            throw PostgresError(.configuration, "the connection string cannot be read: \(safe)")
        }
        defer { PQconninfoFree(options) }
        self.settings = [:]
        var option = options
        while let keyword = option.pointee.keyword {
            if let value = option.pointee.val { self.settings[String(cString: keyword)] = String(cString: value) }
            option += 1
        }
        self.settings.merge(settings) { _, new in new }
    }

    /// The same with other settings on top.
    package func with(_ settings: [String: String]) -> PostgresConfiguration {
        var copy = self
        copy.settings.merge(settings) { _, new in new }
        return copy
    }

    /// The same with a connection string that reaches it, for other programs; without password.
    package var conninfo: String {
        settings.filter { $0.key != "password" }.sorted { $0.key < $1.key }.map { key, value in
            let quoted = value.replacing("\\", with: "\\\\").replacing("'", with: "\\'")
            return "\(key)='\(quoted)'"
        }.joined(separator: " ")
    }
}

extension PostgresConfiguration: CustomStringConvertible {
    /// Where it leads, for logs; never a password.
    package var description: String {
        ["host", "port", "dbname", "user"].compactMap { key in settings[key].map { "\(key)=\($0)" } }.joined(separator: " ")
    }
}
