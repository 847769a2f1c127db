import Appraisal
import Foundation

/// The templates that ship with Merit, and the one of the benchmark.
enum Shipped {
    private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    static let names = [
        "after-sales", "ecommerce-service", "field-engineer", "service-desk-agent", "service-desk-measured",
        "technician", "chatwoot-agent", "glpi-agent", "odoo-agent", "osticket-agent", "zammad-agent", "desk-data",
    ]

    static func text(_ name: String) throws -> String {
        let folder = name == "desk-data" ? "Benchmarks/Templates" : "Templates"
        return try String(contentsOf: root.appending(path: "\(folder)/\(name).yaml"), encoding: .utf8)
    }

    static func document(_ name: String) throws -> TemplateDocument {
        try TemplateDocument(yaml: text(name), file: "\(name).yaml")
    }

    /// The document with its base, which is one of the shipped ones.
    static func flattened(_ name: String) throws -> TemplateDocument {
        let base = try document("after-sales")
        return try document(name).flattened { $0 == base.reference ? base : nil }
    }

    static func template(_ name: String) throws -> Template {
        try flattened(name).template()
    }
}
