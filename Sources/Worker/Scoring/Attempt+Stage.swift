import JSON
import Jobs

extension Attempt {
    /// Shows what the attempt is at.
    func report(stage: String) async throws {
        try await report(JSONObject(["stage": stage.jsonQuoted]).json)
    }

    /// The same on another session, while that of the attempt is busy.
    ///
    /// - Parameter what: what is being read for it.
    func reportBeside(stage: String, what: String?) async throws {
        var progress = JSONObject(["stage": stage.jsonQuoted])
        if let what { progress.add("what", what) }
        try await reportBeside(progress.json)
    }
}
