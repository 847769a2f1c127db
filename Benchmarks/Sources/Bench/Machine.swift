import Foundation

/// The machine that this process runs on.
struct Machine: Codable {
    let cores: Int
    /// In bytes.
    let memory: UInt64
    /// Such as `x86_64`.
    let architecture: String
    let system: String

    static func current() async throws -> Machine {
        let process = ProcessInfo.processInfo
        return Machine(
            cores: process.processorCount, memory: process.physicalMemory,
            architecture: try await Tool.said("uname", "-m"), system: process.operatingSystemVersionString)
    }
}
