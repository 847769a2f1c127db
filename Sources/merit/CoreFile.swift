#if canImport(Darwin)
    import Darwin
#else
    import Glibc
#endif

/// What the system would write of the process's memory where it crashes.
enum CoreFile {
    /// None is written: passwords and people's results would lie in it, wherever the system puts such files.
    ///
    /// Whoever looks for a crash may allow it again, from outside: `prlimit --core=unlimited --pid PID`.
    static func refuse() {
        var limit = rlimit()
        getrlimit(resource, &limit)
        limit.rlim_cur = 0
        setrlimit(resource, &limit)
    }

    #if canImport(Darwin)
        private static let resource = RLIMIT_CORE
    #else
        private static let resource = __rlimit_resource_t(RLIMIT_CORE.rawValue)
    #endif
}
