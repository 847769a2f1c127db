import ArgumentParser
import Foundation
import Postgres
import ScratchServer
import Subprocess
import SystemPackage

/// A month by a template that is as large as one may be: what `docs/templates.md` allows is not to keep a worker for hours.
struct Bounds: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "A month by a template near every bound: 100 measured indicators, 20 tasks for everybody.")

    @Option(help: "Merit's program, a release build.") var merit: String
    @Option(help: "How often it is measured.") var rounds = 1
    @Option(help: "TICKETS/PEOPLE.") var size = Size(200_000, 10_000)
    @Option(help: "Also write what was measured there, as JSON.") var json: String?

    struct Figure: Codable {
        var samples = Samples()
        /// In bytes.
        var template = 0
        /// In MB; of the worker.
        var peakMemory = 0
        /// In milliseconds, of the last run.
        var stages = ""
    }

    func run() async throws {
        let measured = try await ScratchServer.running(settings: ScratchServer.large) { server in
            let company = try await Company.make(size, on: server, merit: merit)
            return try await Measured(figure(of: company), rounds: rounds, on: server)
        }
        let outcome = measured.outcomes
        print(
            """
            \(measured.head("\(size.tickets) tickets, \(size.people) people, a template of \(outcome.template) bytes"))

            | median | worst | peak | stages, in ms |
            |---|---:|---:|---|
            | \(String(format: "%.0f s", outcome.samples.median)) | \(String(format: "%.0f s", outcome.samples.seconds.max() ?? .nan)) | \
            \(outcome.peakMemory) MB | \(outcome.stages) |
            """)
        try Tool.write(measured, to: json)
    }

    private func figure(of company: Company) async throws -> Figure {
        var figure = Figure()
        figure.template = Self.template.utf8.count
        let file = FileManager.default.temporaryDirectory.appending(path: "\(UUID()).yaml")
        try Self.template.write(to: file, atomically: true, encoding: .utf8)
        defer { try? FileManager.default.removeItem(at: file) }
        for arguments in [["template", "retire", "desk-data"], ["template", "apply", file.path()]] {
            try await Tool.run(
                merit, arguments, environment: ["MERIT_DATABASE_URL": company.owner.conninfo])
        }
        try await company.owner.withConnection { connection in
            let scored = try await connection.listen(["merit_scored"])
            try await company.withWorker { worker in
                for round in 1...rounds {
                    figure.samples.add(
                        try await seconds {
                            try await connection.execute(
                                """
                                insert into merit.appraisal_period (label, starts_on, ends_on, time_zone)
                                values ($1, '2026-10-01', '2026-10-31', 'Asia/Shanghai')
                                """, "round \(round)")
                            for await _ in scored { break }
                        })
                    try await connection.requireScored("round \(round)")
                    figure.peakMemory = ProcessFigures.peakMemory(of: worker)
                }
            }
            figure.stages = try await connection.query(
                "select milliseconds::text from merit.run order by started_at desc limit 1"
            ).one().decode(String.self)
        }
        return figure
    }

    /// 20 dimensions, 100 indicators of 26 bands, 30 grades, 20 tasks; what a document may hold in all leaves room for no more.
    static let template: String = {
        let measures = [
            "share(not reopened)", "share(not escalated)", "share(status = 'resolved')",
            "share(hours(elapsed(opened_at, resolved_at)) < 30)",
            "share(hours(elapsed(opened_at, first_response_at)) < 1)",
        ]
        let scale = (0..<26).map { band in
            "{band: b\(band), best: \(104 - 4 * band), worst: \(100 - 4 * band), points: [\(26 - band), \(25 - band).5]}"
        }
        let grades = (0..<30).map { grade in
            "  - {grade: G\(grade), at_least: \(grade == 29 ? 0 : 99 - 3 * grade), coefficient: \(String(format: "%.2f", 1.2 - 0.02 * Double(grade))), outcomes: []}"
        }
        let dimensions = (0..<20).map { dimension in
            let indicators = measures.enumerated().map { place, measure in
                """
                      - code: i\(dimension)_\(place)
                        title: {zh: 指标, en: Indicator}
                        points: 26
                        unit: percent
                        measure: {from: ticket, at: opened_at, where: "category <> 'category \(dimension)'", value: "\(measure)"}
                        scale: [\(scale.joined(separator: ", "))]
                """
            }
            return """
                  - code: d\(dimension)
                    title: {zh: 维度, en: Dimension}
                    weight: 5
                    indicators:
                \(indicators.joined(separator: "\n"))
                """
        }
        return """
            template: bounds
            version: 1
            title: {zh: 上限, en: At the bounds}
            default: true
            sources:
              data: {weight: 100, required: true}
            eligibility: {min_days: 1}
            coverage:    {min_percent: 0}
            plan:        {below_percent: 100, at_most: 20}
            near_cut:    0.50
            grades:
            \(grades.joined(separator: "\n"))
            streaks: []
            dimensions:
            \(dimensions.joined(separator: "\n"))
            """
    }()
}
