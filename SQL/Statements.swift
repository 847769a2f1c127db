/// The statements that stand in the .sql files beside this one, embedded in the binary.
package enum Statements {
    package static let bootstrap = text(PackageResources.bootstrap_sql)

    package static let registerWorker = text(PackageResources.register_worker_sql)
    package static let forgetWorkers = text(PackageResources.forget_workers_sql)
    package static let heartbeat = text(PackageResources.heartbeat_sql)
    package static let claimJobs = text(PackageResources.claim_jobs_sql)
    package static let sweepJobs = text(PackageResources.sweep_jobs_sql)
    package static let queueState = text(PackageResources.queue_state_sql)
    package static let recordBackend = text(PackageResources.record_backend_sql)
    package static let recordProgress = text(PackageResources.record_progress_sql)
    package static let completeJob = text(PackageResources.complete_job_sql)
    package static let failJob = text(PackageResources.fail_job_sql)
    package static let putBackJob = text(PackageResources.put_back_job_sql)

    package static let installSource = text(PackageResources.install_sql)
    package static let grantSource = text(PackageResources.grant_sql)

    private static func text(_ bytes: [UInt8]) -> String {
        String(decoding: bytes, as: UTF8.self)
    }
}
