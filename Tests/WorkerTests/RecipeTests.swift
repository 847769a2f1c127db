import Foundation
import Postgres
import Store
import Support
import Testing

/// The examples of docs/recipes.md, scored from the page itself: each comes to what stands below it.
@Suite(.database(.sourced)) struct RecipeTests {
    /// A measure as the page writes it, and the values that the page says of it.
    private struct Recipe {
        let code: String
        let yaml: String
        let ann: String
        let bob: String
    }

    private static func page() throws -> (recipes: [Recipe], scripts: [String]) {
        let page = try String(contentsOf: Repository.file("docs/recipes.md"), encoding: .utf8)
        let parts = page.components(separatedBy: "```")
        var recipes: [Recipe] = []
        var scripts: [String] = []
        for place in stride(from: 1, to: parts.count, by: 2) {
            let block = parts[place]
            if block.hasPrefix("sql\n") {
                scripts.append(String(block.dropFirst(4)))
            } else {
                try #require(block.hasPrefix("yaml\n"))
                let values = try #require(parts[place + 1].prefixMatch(of: /\n\n`ann` ([0-9.]+), `bob` ([0-9.]+)\n/))
                recipes.append(
                    Recipe(
                        code: "r\(recipes.count + 1)", yaml: String(block.dropFirst(5)), ann: String(values.output.1),
                        bob: String(values.output.2)))
            }
        }
        return (recipes, scripts)
    }

    private static func template(of recipes: [Recipe]) -> String {
        let indicators = recipes.map { recipe in
            """
                  - code: \(recipe.code)
                    title: {zh: 例, en: Example}
                    points: 10
            \(recipe.yaml.split(separator: "\n").map { "        \($0)" }.joined(separator: "\n"))
                    scale:
                      - {band: all, best: 100, worst: 0, points: [10, 0]}
            """
        }
        return """
            template: recipes
            version: 1
            title: {zh: 例, en: Examples}
            default: true
            posts: []
            sources: {data: {weight: 100}}
            grades:
              - {grade: A, at_least: 0, coefficient: 1}
            dimensions:
              - code: all
                title: {zh: 例, en: Examples}
                weight: 100
                indicators:
            \(indicators.joined(separator: "\n"))
            """
    }

    @Test func eachComesToWhatThePageSays() async throws {
        let (recipes, scripts) = try Self.page()
        #expect(recipes.count > 15 && scripts.count > 2)
        let database = try TestDatabase.current
        try await database.withConnection { connection in
            for script in scripts { try await connection.script(script) }
        }
        try await database.publish(yaml: [Self.template(of: recipes)])
        // The month before comes first: what changed is held against it.
        for (label, last) in [("2026-08", "31"), ("2026-09", "30")] {
            try await database.ask(label, from: "\(label)-01", to: "\(label)-\(last)")
            try await database.work()
            let asked = "select status, problem from merit.appraisal_period where label = $1"
            #expect(try await database.line(asked, label) == "scored -")
        }
        let found = try await database.line(
            """
            select indicator, string_agg(trim_scale(value)::text, ' ' order by employee_id)
            from merit.current_indicator_score where period_id = 2 group by indicator order by substr(indicator, 2)::int
            """)
        let said = recipes.map { "\($0.code) \($0.ann) \($0.bob)" }.joined(separator: "\n")
        #expect(found == said)
        let verification = try await database.withConnection(user: "merit_hr") {
            try await Verification.run(of: 2, in: $0)
        }
        #expect(verification.findings == [])
    }
}
