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

        /// Shows the problems, each on a line.
        ///
        /// - Throws: ``Findings`` where there are any.
        func report() throws {
            for problem in problems { Console.note("\(problem)") }
            if !problems.isEmpty { throw Findings() }
        }
    }

    static func read(_ files: [String]) throws -> [Result<TemplateDocument, Problems>] {
        try files.map { file in
            guard let data = FileManager.default.contents(atPath: file) else {
                throw NotFound("the file \(file) cannot be read")
            }
            return Result { () throws(Problems) in
                try TemplateDocument(yaml: String(decoding: data, as: UTF8.self), file: file)
            }
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
        let given = Set(outcome.passed.map(\.template.code))
        let others = stored.published.compactMap { try? $0.template() }.filter { !given.contains($0.code) }
        outcome.problems += (others + outcome.passed.map(\.template)).collisions
        return outcome
    }
}
