package import Appraisal
import Exact
import Statistics
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

/// The queue, a line for each job.
package enum JobTable {
    package static func of(_ jobs: [JobEntry]) -> Table {
        var table = Table([
            .init("job", isNumber: true), .init("kind"), .init("subject"), .init("state"), .init("attempt"),
            .init("retries", isNumber: true), .init("deaths", isNumber: true), .init("due"), .init("started"),
            .init("finished"), .init("worker", isNumber: true), .init("last_error"),
        ])
        for job in jobs {
            table.add([
                "\(job.id)", job.kind, job.subject, job.state, "\(job.attempt)/\(job.maxAttempts)", "\(job.retries)",
                "\(job.deaths)", job.runAt, job.startedAt, job.finishedAt, job.workerID.map { "\($0)" }, job.lastError,
            ])
        }
        return table
    }

    /// One job in full, a line for each thing that is known of it.
    package static func details(of job: JobEntry) -> Table {
        var table = Table([.init("what"), .init("value")])
        let lines: [(String, String?)] = [
            ("job", "\(job.id)"), ("kind", job.kind), ("subject", job.subject), ("state", job.state),
            ("attempt", "\(job.attempt) of \(job.maxAttempts)"), ("retries", "\(job.retries)"),
            ("deaths", "\(job.deaths)"), ("asked for", job.createdAt), ("due", job.runAt), ("started", job.startedAt),
            ("finished", job.finishedAt), ("worker", job.workerID.map { "\($0)\(job.host.map { " on \($0)" } ?? "")" }),
            ("progress", job.progress), ("last error", job.lastError),
        ]
        for (what, value) in lines { table.add([what, value]) }
        return table
    }

    /// Workers, a line each.
    package static func of(_ workers: [WorkerEntry]) -> Table {
        var table = Table([
            .init("worker", isNumber: true), .init("host"), .init("process", isNumber: true), .init("version"),
            .init("alive"), .init("started"), .init("seen"), .init("doing"), .init("since"),
        ])
        for worker in workers {
            table.add([
                "\(worker.id)", worker.host, "\(worker.processID)", worker.version, worker.isAlive ? "yes" : "no",
                worker.startedAt, worker.seenAt, worker.doing, worker.busySince,
            ])
        }
        return table
    }
}

/// The results of a period: who stands where, and why.
package enum ResultTable {
    /// - Parameter templates: those of the results, for the names of their indicators.
    package static func of(
        _ records: [ResultRecord], by templates: [TemplateReference: Template], language: Language
    ) -> Table {
        var table = Table([
            .init(language.text(zh: "名次", en: "rank"), isNumber: true), .init(language.text(zh: "工号", en: "id")),
            .init(language.text(zh: "姓名", en: "name")), .init(language.text(zh: "部门", en: "department")),
            .init(language.text(zh: "模板", en: "template")), .init(language.text(zh: "自评", en: "self"), isNumber: true),
            .init(language.text(zh: "上级", en: "superv."), isNumber: true),
            .init(language.text(zh: "总分", en: "total"), isNumber: true), .init(language.text(zh: "等级", en: "grade")),
            .init(language.text(zh: "系数", en: "coeff."), isNumber: true), .init("NPS", isNumber: true),
            .init(language.text(zh: "说明", en: "why")),
        ])
        for record in records.sorted(by: precedes) {
            table.add([
                record.rankInDepartment.map { "\($0)" }, record.employeeID, record.name, record.department,
                record.template?.code, record.scores[.`self`]?.description, record.scores[.supervisor]?.description,
                record.total?.description, record.grade.map { $0 + (record.nearCut ? "*" : "") },
                record.coefficient?.description,
                record.nps.map { nps in
                    nps.description + (record.npsInterval.map { " (\($0.low) … \($0.high))" } ?? "")
                },
                why(record, by: record.template.flatMap { templates[$0] }, language),
            ])
        }
        return table
    }

    /// By department, the best first; who has no total stands last.
    private static func precedes(_ left: ResultRecord, _ right: ResultRecord) -> Bool {
        if left.department != right.department { return left.department ?? "" < right.department ?? "" }
        if left.total != right.total { return left.total ?? -1 > right.total ?? -1 }
        return left.employeeID < right.employeeID
    }

    /// The reason against a total, the cap that held the grade, or the two indicators that cost most of their points.
    private static func why(_ record: ResultRecord, by template: Template?, _ language: Language) -> String {
        if let reason = record.reason { return language.of(reason) }
        if let held = template.flatMap(record.cap) { return language.of(held) }
        let titles = titles(of: template, language)
        let lost: [(score: IndicatorRecord, points: BigDecimal, lost: BigDecimal)] = record.indicators.compactMap {
            score in
            score.points.map { (score, $0, score.maxPoints - $0) }
        }
        let weakest = lost.filter { $0.lost > 0 }.sorted { left, right in
            left.lost != right.lost ? left.lost > right.lost : left.score.indicator < right.score.indicator
        }
        return weakest.prefix(2)
            .map { "\(titles[$0.score.indicator] ?? $0.score.indicator) \($0.points)/\($0.score.maxPoints.normalized)" }
            .joined(separator: ", ")
    }

    private static func titles(of template: Template?, _ language: Language) -> [String: String] {
        Dictionary(uniqueKeysWithValues: (template?.indicators ?? []).map { ($0.code, language.of($0.title)) })
    }
}
