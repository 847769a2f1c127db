/// A job as a claim hands it out.
package struct Job: Sendable {
    package let id: Int64
    package let kind: String
    /// Key of what the job is about, in the table that its kind stands for.
    package let subjectID: Int64
    /// Which attempt this is, from 1.
    package let attempt: Int
    package let maxAttempts: Int
    /// How often it was put off before for faults that do not count.
    package let retries: Int
    /// The fencing token of this claim: every later write must show it.
    package let leaseToken: Int64
    /// Whether the whole is to be done; else only what is new since it was done last.
    package let isWhole: Bool

    package init(
        id: Int64, kind: String, subjectID: Int64, attempt: Int, maxAttempts: Int, retries: Int, leaseToken: Int64,
        isWhole: Bool = true
    ) {
        self.id = id
        self.kind = kind
        self.subjectID = subjectID
        self.attempt = attempt
        self.maxAttempts = maxAttempts
        self.retries = retries
        self.leaseToken = leaseToken
        self.isWhole = isWhole
    }
}
