extension SecondOpinion {
    /// What a generated measure can look at in a relation.
    struct Shape {
        let relation: String
        /// Columns that place a row in the period.
        let at: [String]
        var numbers: [String] = []
        var flags: [String] = []
        var texts: [String] = []
        /// Points in time and days.
        var instants: [String] = []
        /// Columns that tell kinds of work apart.
        var kinds: [String] { flags + texts + whole }
        /// Of ``numbers``, those that are whole.
        var whole: [String] = []
    }
}

extension SecondOpinion.Shape {
    static let all = [
        Self(
            relation: "ticket", at: ["opened_at", "resolved_at", "closed_at"],
            flags: ["target_met", "reopened", "escalated", "remote"], texts: ["status", "category", "priority"],
            instants: ["opened_at", "resolved_at", "closed_at", "first_response_at", "target_at"]),
        Self(relation: "satisfaction_response", at: ["responded_at"], numbers: ["score"], texts: ["aspect"]),
        Self(relation: "nps_response", at: ["responded_at"], numbers: ["score"]),
        Self(
            relation: "repair_report", at: ["submitted_at"], numbers: ["visits", "parts_wait_hours"],
            flags: ["fixed_first_visit", "remote"], instants: ["submitted_at"]),
        Self(relation: "maintenance_cost", at: ["spent_on"], numbers: ["actual", "budget"], instants: ["spent_on"]),
        Self(
            relation: "phone_call", at: ["began_at", "day"], numbers: ["seconds", "rating", "cost", "transfers"],
            flags: ["answered"], texts: ["topic"], instants: ["began_at", "day", "billed_on"],
            whole: ["seconds", "transfers"]),
    ]

    /// A relation that docs/source.md does not name, with the types that the default source has not.
    static let phoneCalls = """
        create table merit_source.phone_call (
            employee_id text, began_at timestamp, day date, billed_on date, seconds integer, transfers smallint,
            rating double precision, cost numeric, answered boolean, topic varchar(40));
        """

    static let texts = ["resolved", "Resolved", "open", "it's", "中文", "solution", "attitude", ""]
}
