import Appraisal
package import Exact
import JSON
package import Postgres
package import Statistics

/// The record of one scoring.
package struct Run: Sendable {
    package var revision: Int
    package var isPartial: Bool
    package var jobID: Int64
    package var attempt: Int
    package var workerID: Int
    package var engineVersion: String
    /// `CODE@VERSION` of each template.
    package var templates: [String]
    /// Instant of the snapshot that was read.
    package var dataCutoff: PostgresTimestamp
    package var people: Int
    package var scored: Int
    package var incomplete: Int
    package var notAppraised: Int
    package var changed: Int
    package var evaluations: Int
    package var unusable: Int
    /// Rows that passed into measures, by relation.
    package var rowsRead: [String: Int64]
    /// By stage.
    package var milliseconds: [String: Int64]
    /// What was odd about the source.
    package var findings: [DataFinding]
    package var means: [Mean]
    package var factors: [Factor]
    package var reliabilities: [Reliability]
    /// What everyone's rows came to by kind of work, by template and indicator.
    package var mixes: [String: [String: CaseMix]]

    package init(
        revision: Int, isPartial: Bool, jobID: Int64, attempt: Int, workerID: Int, engineVersion: String,
        templates: [String], dataCutoff: PostgresTimestamp, people: Int, scored: Int,
        incomplete: Int, notAppraised: Int, changed: Int, evaluations: Int, unusable: Int, rowsRead: [String: Int64],
        milliseconds: [String: Int64], findings: [DataFinding], means: [Mean], factors: [Factor],
        reliabilities: [Reliability] = [], mixes: [String: [String: CaseMix]] = [:]
    ) {
        self.revision = revision
        self.isPartial = isPartial
        self.jobID = jobID
        self.attempt = attempt
        self.workerID = workerID
        self.engineVersion = engineVersion
        self.templates = templates
        self.dataCutoff = dataCutoff
        self.people = people
        self.scored = scored
        self.incomplete = incomplete
        self.notAppraised = notAppraised
        self.changed = changed
        self.evaluations = evaluations
        self.unusable = unusable
        self.rowsRead = rowsRead
        self.milliseconds = milliseconds
        self.findings = findings
        self.means = means
        self.factors = factors
        self.reliabilities = reliabilities
        self.mixes = mixes
    }

    /// The mean that values of one indicator were held against.
    package struct Mean: Sendable {
        package let template: String
        package let indicator: String
        package let people: Int
        package let mean: BigDecimal

        package init(template: String, indicator: String, people: Int, mean: BigDecimal) {
            self.template = template
            self.indicator = indicator
            self.people = people
            self.mean = mean
        }
    }

    /// What numerator / denominator of one measured indicator was multiplied with.
    package struct Factor: Sendable {
        package let template: String
        package let indicator: String
        package let factor: Rational
        /// Whether the whole value is one of the rows' values, or lies between two of them; nil of a run that did not note it.
        package let isPick: Bool?

        package init(template: String, indicator: String, factor: Rational, isPick: Bool?) {
            self.template = template
            self.indicator = indicator
            self.factor = factor.reduced
            self.isPick = isPick
        }
    }

    /// Writes the record; returns its number.
    package func insert(for period: Int64, into connection: PostgresConnection) async throws -> Int64 {
        let id = try await connection.query(
            Statements.insertRun, period, revision, isPartial ? "partial" : "full", jobID, attempt, workerID,
            engineVersion,
            templates, dataCutoff, people, scored, incomplete, notAppraised, changed, evaluations, unusable,
            JSONText(object: rowsRead), JSONText(object: milliseconds), findings.map(\.sentence)
        ).one().decode(Int64.self)
        if !means.isEmpty {
            try await connection.execute(
                Statements.insertPeerMeans, id, means.map(\.template), means.map(\.indicator), means.map(\.people),
                means.map(\.mean.description))
        }
        if !factors.isEmpty {
            try await connection.execute(
                Statements.insertMeasureFactors, id, factors.map(\.template), factors.map(\.indicator),
                factors.map(\.factor.numerator.description), factors.map(\.factor.denominator.description),
                factors.map(\.isPick))
        }
        try await Reliability.insert(reliabilities, run: id, into: connection)
        try await StoredMix.insert(mixes, run: id, into: connection)
        try await DataFinding.insert(findings, run: id, period: period, into: connection)
        return id
    }
}

extension JSONText {
    /// A flat object of whole numbers.
    init(object: [String: Int64]) {
        var written = JSONObject()
        for (name, number) in object.sorted(by: { $0.key < $1.key }) { written.add(name, number) }
        self.init(written.json)
    }
}

extension Run {
    /// The means that the newest full run of a period held values of one template against, by indicator.
    package static func means(
        of period: Int64, template: String?, in connection: PostgresConnection
    ) async throws -> [String: BigDecimal] {
        let means = try await connection.query(Statements.peerMeans, period, template).decode(
            String.self, BigDecimal.self)
        return Dictionary(uniqueKeysWithValues: means)
    }

    /// What the newest full run of a period multiplied measured indicators with.
    package static func factors(of period: Int64, in connection: PostgresConnection) async throws -> [Factor] {
        try await connection.query(Statements.runFactors, period).map { row in
            let factor = Rational(try row["numerator", as: BigDecimal.self])
                .divided(by: Rational(try row["denominator", as: BigDecimal.self]))
            return Factor(
                template: try row["template_code"], indicator: try row["indicator"], factor: factor ?? .one,
                isPick: try row["is_pick"])
        }
    }

    /// What the measured indicators of one person's newest result were multiplied with.
    package static func factors(
        of employee: String, in period: Int64, _ connection: PostgresConnection
    ) async throws -> [String: Rational] {
        let factors = try await connection.query(Statements.resultFactors, period, employee).decode(
            String.self, BigDecimal.self, BigDecimal.self)
        return Dictionary(
            uniqueKeysWithValues: factors.map { ($0, Rational($1).divided(by: Rational($2)) ?? .one) })
    }
}
