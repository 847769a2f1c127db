/// Does the jobs of one kind.
package protocol JobHandler: Sendable {
    var kind: String { get }
    /// What the subjects of its jobs are, such as `period`: the key under which the log names them.
    var subject: String { get }

    /// Does the job, and ends it by ``Attempt/finish(_:)``, which commits its effects and its completion at once.
    ///
    /// - Throws: ``UnusableInput`` where trying again cannot help; ``NotYet`` where it is to be begun later; any other error is retried as
    ///   ``Fault`` says.
    func run(_ attempt: Attempt) async throws
}
