import Exact
package import Store

/// Periods, a line each.
package enum PeriodTable {
    package static func of(_ states: [PeriodState]) -> Table {
        var table = Table([
            .init("period"), .init("from"), .init("to"), .init("time_zone"), .init("department"), .init("status"),
            .init("revision", isNumber: true), .init("people", isNumber: true), .init("scored", isNumber: true),
            .init("incomplete", isNumber: true), .init("not_appraised", isNumber: true),
            .init("unusable_evaluations", isNumber: true), .init("mean_total", isNumber: true),
        ])
        for state in states {
            table.add([
                state.label, state.startsOn, state.endsOn, state.timeZone, state.department, state.status,
                "\(state.revision)", "\(state.people)", "\(state.scored)", "\(state.incomplete)",
                "\(state.notAppraised)",
                "\(state.unusable)", state.meanTotal?.description,
            ])
        }
        return table
    }
}
