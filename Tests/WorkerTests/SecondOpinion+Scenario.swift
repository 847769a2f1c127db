import Appraisal
import Foundation
import Postgres
import ShippedTemplates
import Store
import Support
import Worker

extension SecondOpinion {
    /// A company, its templates, one period and what people said, all from one seed, as a database holds them.
    struct Scenario {
        let expectation: Expectation
        private let database: TestDatabase

        /// Fills the database, up to the INSERTs that ask for scoring and answer.
        static func prepare(seed: Int, in database: TestDatabase) async throws -> Scenario {
            var dice = Dice(seed: seed)
            let period = Period.generated(&dice)
            let written = ["made_1", "made_2", "made_3"].map { WrittenTemplate(code: $0, &dice) }
            // Without it nobody on another post has a template.
            let left = seed.isMultiple(of: 5) ? ["after-sales"] : []
            try await database.withConnection { connection in
                try await connection.script(Shape.phoneCalls)
                try await connection.script("grant select on merit_source.phone_call to merit_reader")
                try await connection.script(Workweek.usual.script("usual") + Workweek.own.script("own"))
                try await connection.script(
                    """
                    update merit.work_calendar_use set calendar = 'usual' where scope = 'all';
                    insert into merit.work_calendar_use (scope, name, calendar) values ('person', 'E1', 'own');
                    """)
            }
            let templates = try await publish(written.map(\.yaml), without: left, in: database)
            let company = Company.generated(in: period, posts: templates.flatMap { $0.posts ?? [] }, &dice)
            let people = Employment.all(company.rows("employee"), in: period)
                .sorted { key($0.id).lexicographicallyPrecedes(key($1.id)) }
                .compactMap { person in person.template(among: templates).map { (id: person.id, template: $0) } }
            let evaluations = Evaluation.generated(of: people, &dice)
            let measures = written.reduce(into: shippedMeasures) { $0.merge($1.measures) { $1 } }
            let first = period.days.lowerBound
            let before =
                seed.isMultiple(of: 3)
                ? Period(days: first - 28...first - 1, zone: period.zone, department: period.department) : nil
            let expectation = Expectation(
                company: company, period: period, templates: templates, measures: measures, evaluations: evaluations,
                before: before)
            let scenario = Scenario(expectation: expectation, database: database)
            try await scenario.fill(company)
            if let before {
                try await scenario.ask(before, number: 2)
                try await database.work()
            }
            try await scenario.ask(period, number: 1)
            try await scenario.answer(evaluations)
            return scenario
        }

        /// Lets a worker do what was asked, and reads what it stored.
        func score() async throws -> Stored {
            try await database.work()
            return try await database.withConnection(Stored.read)
        }

        /// What the statement that works results out again has to say.
        func verification() async throws -> Verification {
            try await database.withConnection(user: "merit_hr") { try await Verification.run(of: 1, in: $0) }
        }

        /// Takes about half of the evaluations back, to be given when the period is scored.
        func holdBack() async throws {
            try await database.withConnection { connection in
                try await connection.script(
                    """
                    create schema held_back;
                    create table held_back.evaluation as
                    select * from merit.evaluation where md5(evaluation_id::text) < '8';
                    delete from merit.evaluation where md5(evaluation_id::text) < '8';
                    """)
            }
        }

        /// Has the source tell of another company with the same ids, then gives what was held back.
        func giveLate(seed: Int) async throws {
            var dice = Dice(seed: seed)
            let posts = expectation.templates.flatMap { $0.posts ?? [] }
            try await empty()
            try await fill(Company.generated(in: expectation.period, posts: posts, &dice))
            try await database.withConnection { connection in
                try await connection.script(
                    """
                    update merit.setting set value = '0' where name = 'quiet_seconds';
                    insert into merit.evaluation (period_id, employee_id, source, rater_id, indicator, points)
                    select period_id, employee_id, source, rater_id, indicator, points from held_back.evaluation;
                    """)
            }
        }

        /// Takes all rows and evaluations away, puts them back in another order and asks again.
        func shuffle(seed: Int) async throws {
            var dice = Dice(seed: seed)
            try await empty()
            try await fill(expectation.company.shuffled(&dice))
            try await hr("delete from merit.evaluation")
            try await answer(dice.shuffled(expectation.evaluations))
            try await askAgain()
        }

        func askAgain() async throws {
            try await hr("update merit.appraisal_period set status = 'pending' where period_id = 1")
        }

        /// The period's status, revision and how many results its newest run changed.
        func outcome() async throws -> String {
            try await database.withConnection { connection in
                try await connection.query(
                    """
                    select format('%s, revision %s, %s of %s runs changed results, problem: %s', status, revision,
                        (select count(*) from merit.run where changed > 0 and period_id = 1),
                        (select count(*) from merit.run where period_id = 1), problem)
                    from merit.appraisal_period where period_id = 1
                    """
                ).one().decode(String.self)
            }
        }

        private func empty() async throws {
            let tables = expectation.company.relations.keys.sorted().map { "merit_source.\($0)" }
            try await database.withConnection { connection in
                try await connection.script("truncate \(tables.joined(separator: ", "))")
            }
        }

        private func fill(_ company: Company) async throws {
            try await database.withConnection { try await $0.script(company.script) }
        }

        /// As the owner: nobody else chooses numbers of periods.
        ///
        /// A month that comes behind days that are none has no period before, so both are asked for as any days.
        private func ask(_ period: Period, number: Int) async throws {
            let department = period.department.map { Cell.text($0).literal } ?? "null"
            let kind = expectation.before == nil ? "null" : "'custom'"
            let (first, last) = (Days.text(period.days.lowerBound), Days.text(period.days.upperBound))
            try await database.withConnection { connection in
                try await connection.script(
                    """
                    insert into merit.appraisal_period (period_id, label, starts_on, ends_on, time_zone, department, kind)
                    overriding system value
                    values (\(number), 'period \(number)', '\(first)', '\(last)', '\(period.zone.identifier)', \(department),
                        \(kind))
                    """)
            }
        }

        private func answer(_ evaluations: [Evaluation]) async throws {
            try await hr(evaluations.map(\.statement).joined(separator: "\n"))
        }

        private func hr(_ script: String) async throws {
            try await database.withConnection(user: "merit_hr") { try await $0.script(script) }
        }
    }
}

extension SecondOpinion.Scenario {
    /// Publishes the shipped and the written templates, and reads their stored documents.
    private static func publish(
        _ written: [String], without left: [String], in database: TestDatabase
    ) async throws -> [SecondOpinion.Document] {
        let pool = PostgresPool(try database.configuration(), maximum: 1)
        let catalog = try await SourceDatabase(pool: pool).snapshot { $0.catalog }
        await pool.close()
        let documents =
            try ShippedTemplates.all.map { try TemplateDocument(yaml: $0.yaml, file: $0.name) }
            + written.map { try TemplateDocument(yaml: $0, file: nil) }
        var byReference: [TemplateReference: TemplateDocument] = [:]
        for document in documents { if let reference = document.reference { byReference[reference] = document } }
        return try await database.withConnection(user: "merit_hr") { connection in
            for document in documents where !left.contains(document.reference?.code ?? "") {
                let (template, flat) = try TemplateCheck.check(
                    document, bases: { byReference[$0] }, catalog: catalog)
                _ = try await StoredTemplate.apply(template.reference, json: flat.json, in: connection)
            }
            let stored = try await connection.query(
                "select document::text from merit.template where status = 'published' order by code")
            return try stored.map { try SecondOpinion.Document(json: try $0[0]) }
        }
    }
}
