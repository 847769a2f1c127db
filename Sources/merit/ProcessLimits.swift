#if canImport(Darwin)
    import Darwin
#else
    import CMalloc
    import Glibc
#endif

/// What the system lets the process have, and what it keeps of it.
enum ProcessLimits {
    /// How many files and connections a worker may need for so many jobs at once: of each two sessions, and a file for each relation and
    /// each table that is written.
    static func filesNeeded(forJobs jobs: Int) -> Int { 64 + 24 * jobs }

    /// Lets the process have as many files as it may allow itself: what a shell allows at first is meant for programs that use `select`.
    ///
    /// - Returns: the limit that holds then.
    static func allowAllFiles() -> Int {
        var limit = rlimit()
        getrlimit(files, &limit)
        #if canImport(Darwin)
            limit.rlim_cur = min(limit.rlim_max, rlim_t(OPEN_MAX))
        #else
            limit.rlim_cur = limit.rlim_max
        #endif
        setrlimit(files, &limit)
        getrlimit(files, &limit)
        return Int(clamping: limit.rlim_cur)
    }

    /// No core file is written: passwords and people's results would lie in it, wherever the system puts such files.
    ///
    /// Whoever looks for a crash may allow it again, from outside: `prlimit --core=unlimited --pid PID`.
    static func refuseCoreFile() {
        var limit = rlimit()
        getrlimit(core, &limit)
        limit.rlim_cur = 0
        setrlimit(core, &limit)
    }

    /// Memory that was freed goes back to the system.
    ///
    /// Left alone, glibc keeps ever larger blocks: after five months of 100,000 people the worker's peak is 67 MB, and 59 MB with it, at the
    /// same speed.
    static func giveMemoryBack() {
        #if canImport(Glibc)
            mallopt(M_TRIM_THRESHOLD, 128 << 10)
            // More than a piece of what is set aside, whose buffer would be asked for anew each time.
            mallopt(M_MMAP_THRESHOLD, 512 << 10)
        #endif
    }

    #if canImport(Darwin)
        private static let files = RLIMIT_NOFILE
        private static let core = RLIMIT_CORE
    #else
        private static let files = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
        private static let core = __rlimit_resource_t(RLIMIT_CORE.rawValue)
    #endif
}
