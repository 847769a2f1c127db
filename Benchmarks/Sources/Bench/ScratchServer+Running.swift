import ScratchServer

extension ScratchServer {
    /// Runs `body` beside a server that is stopped behind it, whatever comes of it.
    static func running<Value>(
        settings: [String: String] = [:], _ body: (ScratchServer) async throws -> Value
    ) async throws -> Value {
        let server = try await start(settings: settings)
        let value: Value
        do {
            value = try await body(server)
        } catch {
            try? await server.stop()
            throw error
        }
        try await server.stop()
        return value
    }
}
