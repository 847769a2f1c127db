import Appraisal
import Foundation
import Measures
import Store
import Worker

/// Template files given on the command line; they may extend each other in any order.
enum TemplateFiles {
    struct Outcome {
        var passed: [(template: Template, flat: TemplateDocument)] = []
        var problems: [Problem] = []
        /// What keeps nothing from being used.
        var warnings: [Problem] = []

        /// Shows the problems, each on a line, and the warnings.
        ///
        /// - Throws: ``Findings`` where there are any.
        func report() throws {
            for problem in problems { Console.note("\(problem)") }
            for warning in warnings { Console.note("warning: \(warning)") }
            if !problems.isEmpty { throw Findings() }
        }
    }

    static func read(_ files: [String]) throws -> [Result<TemplateDocument, Problems>] {
        try files.map { file in
            // No more than can be a template, and a byte that says that it is longer.
            guard let handle = FileHandle(forReadingAtPath: file),
                let data = try? handle.read(upToCount: TemplateLimit.bytes.most + 1) ?? Data()
            else { throw NotFound("the file \(file) cannot be read") }
            return Result { () throws(Problems) in try TemplateDocument(utf8: data, file: file) }
        }
    }

    static func check(
        _ documents: [Result<TemplateDocument, Problems>], stored: StoredTemplate.Inventory = .init(),
        catalog: SourceCatalog?
    ) -> Outcome {
        var documentsByName: [TemplateReference: TemplateDocument] = [:]
        for case .success(let document) in documents {
            if let reference = document.reference { documentsByName[reference] = document }
        }
        var outcome = Outcome()
        for document in documents {
            do throws(Problems) {
                outcome.passed.append(
                    try TemplateCheck.check(
                        try document.get(),
                        bases: { documentsByName[$0] ?? stored.everPublished[$0].flatMap { try? $0.document() } },
                        catalog: catalog))
            } catch {
                outcome.problems += error.list
            }
        }
        outcome.warnings = outcome.passed.flatMap { TemplateCheck.warnings(of: $0.template, catalog: catalog) }
        let given = Set(outcome.passed.map(\.template.code))
        let others = stored.published.compactMap { try? $0.template() }.filter { !given.contains($0.code) }
        outcome.problems += (others + outcome.passed.map(\.template)).collisions
        return outcome
    }
}
