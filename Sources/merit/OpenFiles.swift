#if canImport(Darwin)
    import Darwin
#else
    import Glibc
#endif

/// How many files and connections the process may have open.
enum OpenFiles {
    /// What a worker may need for so many jobs at once: of each two sessions, and a file for each relation and each table that is written.
    static func needed(forJobs jobs: Int) -> Int { 64 + 24 * jobs }

    /// Lets the process have as many as it may allow itself: what a shell allows at first is meant for programs that use `select`.
    ///
    /// - Returns: the limit that holds then.
    static func allowAll() -> Int {
        var limit = rlimit()
        getrlimit(resource, &limit)
        #if canImport(Darwin)
            limit.rlim_cur = min(limit.rlim_max, rlim_t(OPEN_MAX))
        #else
            limit.rlim_cur = limit.rlim_max
        #endif
        setrlimit(resource, &limit)
        getrlimit(resource, &limit)
        return Int(clamping: limit.rlim_cur)
    }

    #if canImport(Darwin)
        private static let resource = RLIMIT_NOFILE
    #else
        private static let resource = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
    #endif
}
