package import Store

/// What is owed, as it is shown.
package enum OwedTable {
    package static func of(_ acts: [OwedAct]) -> Table {
        var table = Table([
            .init("what"), .init("who"), .init("about"), .init("period"), .init("number", isNumber: true),
            .init("since"), .init("due"), .init("overdue"),
        ])
        for act in acts {
            table.add([
                act.what, act.who, act.about, act.period, act.number, act.since, act.due, act.isOverdue ? "yes" : "no",
            ])
        }
        return table
    }
}
