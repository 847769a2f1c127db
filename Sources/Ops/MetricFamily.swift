/// A metric as Prometheus sees it: a name, what it says, and the labels that tell its series apart.
package struct MetricFamily: Sendable {
    package enum Kind: Sendable, Equatable {
        case counter
        case gauge
        /// Upper bounds of its buckets, rising; `+Inf` follows by itself.
        case histogram([Double])
    }

    /// Without the prefix `merit_`.
    package let name: String
    package let kind: Kind
    package let help: String
    /// Names of its labels; their values come from small fixed sets, never from data.
    package let labels: [String]

    init(_ name: String, _ kind: Kind, _ help: String, labels: [String] = []) {
        self.name = name
        self.kind = kind
        self.help = help
        self.labels = labels
    }
}

extension MetricFamily {
    private static let seconds: [Double] = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 1800]

    /// All that a worker shows.
    package static let all = [
        // Of the whole queue: every worker says the same.
        MetricFamily(
            "database_up", .gauge, "1 where the database answered just now; 0: what it says elsewhere is NaN."),
        MetricFamily("jobs", .gauge, "Jobs that are kept, by kind and state.", labels: ["kind", "state"]),
        MetricFamily(
            "oldest_waiting_job_seconds", .gauge, "How long the job has been due that has been due for longest.",
            labels: ["kind"]),
        MetricFamily(
            "unresolved_failures", .gauge, "Subjects whose newest job failed, so that somebody has to act.",
            labels: ["kind"]),
        MetricFamily("periods", .gauge, "Periods by status.", labels: ["status"]),
        MetricFamily(
            "period_waiting_seconds", .gauge,
            "How long the period has waited that has waited longest to be scored, from when it could have been."),
        MetricFamily(
            "evaluations_with_problems", .gauge, "Evaluations of periods that are not closed which scoring left out."),
        MetricFamily(
            "data_findings", .gauge, "What is odd about the rows of periods that are not closed, by kind.",
            labels: ["kind"]),
        MetricFamily(
            "data_unmatched", .gauge, "Those among them by which something that was asked for matches nobody at all."),
        MetricFamily(
            "acts_open", .gauge, "What people owe, as merit.owed lists it; counted every 5 minutes.", labels: ["what"]),
        MetricFamily(
            "acts_overdue", .gauge, "How much of that is overdue; counted every 5 minutes.", labels: ["what"]),
        MetricFamily("chain_seals", .gauge, "Number of the last seal of the chain."),
        MetricFamily(
            "chain_head", .gauge, "The first 12 hexadecimal digits of its hash, as a number; 0 where there is none."),
        MetricFamily("workers_alive", .gauge, "Workers that are alive, as the database sees it."),
        MetricFamily("paused_kinds", .gauge, "Kinds of jobs that a person has paused; * counts as one."),
        MetricFamily("duties_failing", .gauge, "Duties that failed the last time."),
        MetricFamily(
            "clock_offset_seconds", .gauge, "This machine's clock less the database's; the database's decides."),
        // Of this worker.
        MetricFamily("ready", .gauge, "1 where this worker takes jobs; /readyz says why where it does not."),
        MetricFamily(
            "listener_up", .gauge, "1 where this worker is told of new jobs; 0: it polls, or has no connection."),
        MetricFamily(
            "control_connections_lost_total", .counter, "How often this worker lost its control connection."),
        MetricFamily(
            "attempts_total", .counter, "Attempts at jobs that ended, by how they ended.", labels: ["kind", "outcome"]),
        MetricFamily(
            "attempt_seconds", .histogram(seconds), "How long attempts took, whatever became of them.",
            labels: ["kind"]),
        MetricFamily(
            "retries_total", .counter,
            "Jobs put back to be tried again, by why: connection (lost), passing (deadlock, failover), own_work.",
            labels: ["class"]),
        MetricFamily(
            "takeovers_total", .counter,
            "Jobs that this worker's sweeps took from workers that had died or fallen silent."),
        MetricFamily("lost_leases_total", .counter, "Attempts of this worker that were taken over by others."),
        MetricFamily(
            "scoring_stage_seconds", .histogram(seconds), "How long the stages of a period's scoring took.",
            labels: ["stage"]),
        MetricFamily("people_scored_total", .counter, "People in the scorings that were committed."),
        MetricFamily("rows_read_total", .counter, "Rows of the source that passed into measures."),
        MetricFamily("unusable_evaluations_total", .counter, "Evaluations that scorings left out."),
        MetricFamily(
            "pool_connections", .gauge, "Connections of a pool: lent to work, or idle.", labels: ["pool", "state"]),
        MetricFamily("pool_waiters", .gauge, "Tasks that wait for a connection of a pool.", labels: ["pool"]),
        MetricFamily("build_info", .gauge, "1; what this worker is.", labels: ["version", "schema"]),
    ]
    /// All that the portal shows.
    package static let portal = [
        MetricFamily("database_up", .gauge, "1 where the database answered just now."),
        MetricFamily("portal_requests_total", .counter, "Requests that were answered.", labels: ["route", "status"]),
        MetricFamily(
            "portal_request_seconds", .histogram(seconds), "How long an answer took, by route.", labels: ["route"]),
        MetricFamily(
            "portal_sign_ins_total", .counter,
            "Tries to sign in, by how they ended: done, refused, limited (too many), failed (the provider did not answer as it should).",
            labels: ["way", "outcome"]),
        MetricFamily(
            "pool_connections", .gauge, "Connections of a pool: lent to work, or idle.", labels: ["pool", "state"]),
    ]
}
