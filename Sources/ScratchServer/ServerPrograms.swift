import Foundation

/// Where `initdb`, `pg_ctl` and `postgres` are.
struct ServerPrograms: Sendable {
    let folder: String

    /// The oldest release that Merit supports.
    private static let oldest = 15
    private static let needed = ["initdb", "pg_ctl", "postgres"]

    /// The newest server in the folders where packages put them, else the one in PATH.
    ///
    /// The folders of packages come first, because in PATH a script may stand in for the programs.
    ///
    /// - Throws: ``ScratchServerError`` that says what to install.
    static func find() async throws -> ServerPrograms {
        if let folder = packaged().first(where: isComplete) { return ServerPrograms(folder: folder) }
        let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
        for folder in path.split(separator: ":").map(String.init) where isComplete(folder) {
            let version = try await Shell.run(
                #""$1/postgres" --version"#, [folder], failure: "\(folder)/postgres does not run")
            if majorVersion(version).map({ $0 >= oldest }) == true { return ServerPrograms(folder: folder) }
        }
        throw ScratchServerError(
            """
            no PostgreSQL server from version \(oldest) on is installed: "apt-get install postgresql" on Debian and \
            Ubuntu or "brew install postgresql@17" on macOS brings one
            """)
    }

    /// Folders of Debian, Red Hat and Homebrew, the newest version first.
    private static func packaged() -> [String] {
        let homes: [(parent: String, prefix: String)] = [
            ("/usr/lib/postgresql", ""), ("/usr", "pgsql-"), ("/opt/homebrew/opt", "postgresql@"),
            ("/usr/local/opt", "postgresql@"),
        ]
        let found = homes.flatMap { home in
            let names = (try? FileManager.default.contentsOfDirectory(atPath: home.parent)) ?? []
            return names.compactMap { name -> (version: Int, folder: String)? in
                guard name.hasPrefix(home.prefix), let version = Int(name.dropFirst(home.prefix.count)),
                    version >= oldest
                else { return nil }
                return (version, "\(home.parent)/\(name)/bin")
            }
        }
        return found.sorted { $0.version > $1.version }.map(\.folder)
    }

    private static func isComplete(_ folder: String) -> Bool {
        needed.allSatisfy { FileManager.default.isExecutableFile(atPath: "\(folder)/\($0)") }
    }

    /// 15 in `postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)`.
    private static func majorVersion(_ text: String) -> Int? {
        text.split(separator: " ").compactMap { word in Int(word.prefix { $0.isNumber }) }.first
    }
}
