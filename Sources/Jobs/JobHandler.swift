/// Does the jobs of one kind.
package protocol JobHandler: Sendable {
    var kind: String { get }

    /// Does the job, and ends it by ``Attempt/finish(_:)``, which commits its effects and its completion at once.
    ///
    /// - Throws: ``UnusableInput`` where trying again cannot help; ``NotYet`` where it is to be begun later; any other error is retried as ``Fault`` says.
    func run(_ attempt: Attempt) async throws
}
