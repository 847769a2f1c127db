package import Store

/// What a verification found, a line each.
package enum VerificationTable {
    package static func of(_ findings: [Verification.Finding]) -> Table {
        var table = Table([
            .init("employee"), .init("revision", isNumber: true), .init("indicator"), .init("field"), .init("stored"),
            .init("recomputed"), .init("kind"),
        ])
        for finding in findings {
            table.add([
                finding.employeeID, "\(finding.revision)", finding.indicator, finding.field, finding.stored,
                finding.recomputed, finding.isDifference ? "difference" : "remark",
            ])
        }
        return table
    }
}
