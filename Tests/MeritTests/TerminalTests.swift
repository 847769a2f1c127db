#if os(Linux)
    import Glibc
    import Subprocess
    import Support
    import SystemPackage
    import Testing

    /// What somebody sees who looks at a terminal.
    @Suite struct TerminalTests {
        /// What a verb shows on a terminal of so many columns.
        private func shown(_ arguments: [String], columns: UInt16) async throws -> String {
            let master = FileDescriptor(rawValue: open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC))
            defer { try? master.close() }
            var (isLocked, number) = (Int32(0), Int32(0))
            var size = winsize(ws_row: 25, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0)
            // TIOCSPTLCK and TIOCGPTN, which Swift cannot read.
            let answers = [
                ioctl(master.rawValue, 0x4004_5431, &isLocked), ioctl(master.rawValue, 0x8004_5430, &number),
                ioctl(master.rawValue, UInt(TIOCSWINSZ), &size),
            ]
            try #require(answers == [0, 0, 0])
            let terminal = FileDescriptor(rawValue: open("/dev/pts/\(number)", O_RDWR | O_NOCTTY | O_CLOEXEC))
            let result = try await Subprocess.run(
                .path(.init(Program.path)), arguments: Arguments(arguments), environment: Program.environment(),
                output: .fileDescriptor(terminal, closeAfterSpawningProcess: true), error: .string(limit: 1 << 16))
            #expect(result.terminationStatus == .exited(0), "\(result.standardError)")
            var bytes: [UInt8] = []
            var buffer = [UInt8](repeating: 0, count: 1 << 16)
            // It fails once nobody has the other end, and all was read.
            while let count = try? buffer.withUnsafeMutableBytes({ try master.read(into: $0) }), count > 0 {
                bytes += buffer[..<count]
            }
            return String(decoding: bytes, as: UTF8.self).replacing("\r\n", with: "\n")
        }

        @Test func aTableThatIsTooWideIsStackedOnATerminalAlone() async throws {
            let piped = try await Program.run(["source", "adapters"]).output
            #expect(piped.hasPrefix("adapter "))
            #expect(try await shown(["source", "adapters"], columns: 1000) == piped)
            let narrow = try await shown(["source", "adapters"], columns: 40)
            #expect(
                narrow.hasPrefix("── 1 ───────────────────────────────────\nadapter    "), "\(narrow)")
            let rows = try await shown(["source", "adapters", "--format", "csv"], columns: 40)
            #expect(rows.hasPrefix("adapter,help desk,relations\n"), "\(rows)")
        }
    }
#endif
