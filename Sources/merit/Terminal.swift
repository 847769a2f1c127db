#if canImport(Darwin)
    import Darwin
#else
    import Glibc
#endif

/// The terminal that shows the output.
enum Terminal {
    /// How many columns it has; nil where the output goes elsewhere.
    static var width: Int? {
        var size = winsize()
        guard isatty(STDOUT_FILENO) == 1, ioctl(STDOUT_FILENO, request, &size) == 0, size.ws_col > 0 else { return nil }
        return Int(size.ws_col)
    }

    #if canImport(Darwin)
        /// TIOCGWINSZ, a macro that Swift cannot read.
        private static let request: UInt = 0x4008_7468
    #else
        private static let request = UInt(TIOCGWINSZ)
    #endif
}
