import Foundation

#if canImport(Darwin)
    import Darwin
#else
    import Glibc
#endif

/// Whom the server runs as: whoever started this process, but never root, whom PostgreSQL refuses.
struct ServerAccount: Sendable {
    /// Nil for this process' own user.
    private let identity: (name: String, user: uid_t, group: gid_t)?

    /// Those that systems have for programs that need no rights.
    private static let substitutes = ["postgres", "_postgres", "nobody"]

    /// - Throws: ``ScratchServerError`` where root finds no other user.
    static func current() throws -> ServerAccount {
        guard geteuid() == 0 else { return ServerAccount(identity: nil) }
        for name in substitutes {
            if let entry = getpwnam(name) {
                return ServerAccount(identity: (name, entry.pointee.pw_uid, entry.pointee.pw_gid))
            }
        }
        throw ScratchServerError(
            "PostgreSQL refuses to run as root and there is no user \"postgres\" or \"nobody\": add one")
    }

    /// The words before a command that let it run as this user.
    ///
    /// Another program changes the user, not swift-subprocess: between its clone3 and exec it calls setgroups, for which
    /// glibc takes a lock that a thread of this process may have held, and then the child waits for ever.
    var prefix: [String] {
        guard let identity else { return [] }
        #if canImport(Darwin)
            return ["sudo", "-n", "-u", identity.name, "--"]
        #else
            return ["setpriv", "--reuid=\(identity.user)", "--regid=\(identity.group)", "--clear-groups", "--"]
        #endif
    }

    /// A new folder that belongs to this user alone.
    ///
    /// - Throws: ``ScratchServerError`` where `parent` cannot be written.
    func makeFolder(in parent: String) throws -> String {
        var path = "\(parent)/merit-XXXXXX".utf8CString.map { $0 }
        guard mkdtemp(&path) != nil else {
            throw ScratchServerError("no folder can be made in \(parent): \(String(cString: strerror(errno)))")
        }
        let folder = String(decoding: path.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        if let identity, chown(folder, identity.user, identity.group) != 0 {
            throw ScratchServerError("\(folder) cannot be given away: \(String(cString: strerror(errno)))")
        }
        return folder
    }
}
