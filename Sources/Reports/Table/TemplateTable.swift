package import Store

/// Template versions, a line each.
package enum TemplateTable {
    package static func of(_ entries: [TemplateEntry]) -> Table {
        var table = Table([
            .init("template"), .init("version", isNumber: true), .init("status"), .init("default"), .init("posts"),
            .init("published_by"), .init("problems"),
        ])
        for entry in entries {
            table.add([
                entry.code, "\(entry.version)", entry.status, entry.isDefault ? "yes" : "no",
                entry.posts.joined(separator: ", "), entry.publishedBy, entry.problems.joined(separator: "; "),
            ])
        }
        return table
    }
}
