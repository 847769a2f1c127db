extension PersonMonth {
    /// As many appeals as a page has room for.
    private static let mostAppeals = 20

    /// With as much of what people wrote as a page has room for, and whether that is all of it.
    var cut: (month: PersonMonth, isAll: Bool) {
        var (month, room) = (self, TextRoom(14_000, each: 900))
        month.appeals = appeals.suffix(Self.mostAppeals).map { appeal in
            var appeal = appeal
            appeal.reason = room.take(appeal.reason) ?? "…"
            appeal.decision = appeal.decision.map { room.take($0) ?? "…" }
            return appeal
        }
        month.delivery?.words = delivery?.words.map { room.take($0) ?? "…" }
        month.revisions = revisions.map { revision in
            var revision = revision
            revision.why = revision.why.map { room.take($0) ?? "…" }
            return revision
        }
        month.tasks = tasks.map { task in
            var task = task
            task.words = task.words.compactMap { room.take($0) }
            return task
        }
        month.words = words.compactMap { said in
            var said = said
            guard let comment = room.take(said.comment) else { return nil }
            said.comment = comment
            return said
        }
        month.customers = customers.compactMap { customer in
            var customer = customer
            guard let comment = room.take(customer.comment) else { return nil }
            customer.comment = comment
            return customer
        }
        return (month, room.isEnough && appeals.count <= Self.mostAppeals)
    }
}

extension [MonthInterview] {
    /// With as much of what was said as a sheet has room for, of the newest first, and whether that is all of it.
    var cut: (interviews: [MonthInterview], isAll: Bool) {
        var room = TextRoom(20_000, each: 6000)
        let interviews = reversed().map { interview in
            var interview = interview
            interview.said = interview.said.map { room.take($0) ?? "…" }
            interview.agreed = interview.agreed.map { room.take($0) ?? "…" }
            interview.objection = interview.objection.map { room.take($0) ?? "…" }
            return interview
        }
        return (interviews.reversed(), room.isEnough)
    }
}
