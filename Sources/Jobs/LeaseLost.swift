/// The job was taken over: this attempt has changed nothing and may not any more.
package struct LeaseLost: Error, CustomStringConvertible {
    package let job: Job

    package var description: String {
        "the lease of job \(job.id) (token \(job.leaseToken)) was lost; nothing of this attempt was written"
    }
}
