package import Postgres

extension JobService {
    /// How a worker process takes part in the queue.
    package struct Configuration: Sendable {
        /// Where the work is done and its outcome written.
        package var database: PostgresConfiguration
        /// The control connection, where it goes another way than the work: past a transaction pooler.
        package var control: PostgresConfiguration
        /// Name of this machine, shown in `merit.worker`.
        package var host: String
        /// This process, shown in `merit.worker`.
        package var processID: Int32
        /// Version of the program, shown in `merit.worker`.
        package var version: String
        /// How many jobs run at once.
        package var slots = 1
        /// Whether the service ends when no job is due, running or waiting for another try.
        package var endsWhenIdle = false
        /// How long running jobs may go on after a shutdown was asked for.
        package var grace = Duration.seconds(30)
        /// How often the queue is swept, and polled while there is work.
        package var tick = Duration.seconds(1)
        /// How often the queue is polled while there is none.
        package var idlePoll = Duration.seconds(5)
        /// How long after a hint of new work the next is followed: many who ask in a row are answered together.
        package var hintPause = Duration.milliseconds(100)
        /// How often leases are renewed.
        package var heartbeat = Duration.seconds(5)
        /// How long an attempt hears nothing from the server, while that waits for the worker, before its session counts as lost.
        package var silence = Duration.seconds(5)
        /// How long an answer on the control connection is waited for before it counts as lost; shorter than the lease lasts
        /// after a heartbeat is missed.
        package var patience = Duration.seconds(8)
        /// Waiting time between tries, for jobs and for the connection.
        package var backoff = Backoff()
        /// The same for the connection: a database that is back is not waited for much longer.
        var reconnection: Backoff { Backoff(base: backoff.base, limit: min(backoff.limit, .seconds(15))) }

        package init(
            database: PostgresConfiguration, control: PostgresConfiguration? = nil,
            host: String, processID: Int32, version: String
        ) {
            self.database = database
            self.control = control ?? database
            self.host = host
            self.processID = processID
            self.version = version
        }
    }
}
