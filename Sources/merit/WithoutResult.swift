import Jobs
import Measures
import Postgres
import Reports
import Store
import Worker

/// Somebody who is asked about and has no result in a period.
struct WithoutResult {
    let period: Period
    let employee: String
    let language: Language

    /// Why there is none, as far as the source says.
    func reason(by source: SourceDatabase, in connection: PostgresConnection) async throws -> String {
        let standing: SourceDatabase.Standing
        do {
            standing = try await source.standing(of: employee)
        } catch let error where error is PostgresError || error is SourceFault || error is NotNow {
            if period.revision == 0 { return unscored }
            let why = (error as? PostgresError)?.message ?? "\(error)"
            return language.text(
                zh: "期间“\(period.label)”没有“\(employee)”的结果；数据源现在读不了：\(why)",
                en: "period \"\(period.label)\" has no result of \"\(employee)\"; the source cannot be read now: \(why)"
            )
        }
        switch standing {
        case .unknown(let near):
            return unknown(near: near + (try await ResultRecord.people(of: period.id, in: connection)))
        case .employed(let stints):
            let present = stints.filter { $0.touches(period.span) }
            if present.isEmpty { return away(stints) }
            if let asked = period.department, let stint = deciding(among: present),
                stint.department.map({ $0.utf8.elementsEqual(asked.utf8) }) != true
            {
                return elsewhere(stint.department ?? "–", than: asked)
            }
            return period.revision == 0 ? unscored : new
        }
    }

    /// The assignment by which one is appraised: that of the latest day, of several the one that began last.
    private func deciding(among stints: [Stint]) -> Stint? {
        stints.max {
            (min($0.to ?? .infinity, period.span.endsOn), $0.from ?? .negativeInfinity)
                < (min($1.to ?? .infinity, period.span.endsOn), $1.from ?? .negativeInfinity)
        }
    }

    private func unknown(near: [String]) -> String {
        let closest = ClosestName.to(employee, among: near)
        return language.text(
            zh: "没有人的工号是“\(employee)”：期间“\(period.label)”里没有，数据源里也没有"
                + (closest.map { "；是不是 \($0)？" } ?? ""),
            en: "nobody has the id \"\(employee)\", neither in period \"\(period.label)\" nor in the source"
                + (closest.map { "; did you mean \($0)?" } ?? ""))
    }

    private func away(_ stints: [Stint]) -> String {
        let (first, last) = (period.span.startsOn, period.span.endsOn)
        let spans = stints.map(words)
        return language.text(
            zh: "“\(employee)”在期间“\(period.label)”（\(first) 至 \(last)）不在职；数据源里的在职时间：\(spans.joined(separator: "、"))",
            en: """
                "\(employee)" was not employed in period "\(period.label)" (\(first) to \(last)); by the source they were \
                \(spans.joined(separator: ", "))
                """)
    }

    private func words(_ stint: Stint) -> String {
        switch (stint.from, stint.to) {
        case (let from?, let to?): language.text(zh: "\(from) 至 \(to)", en: "from \(from) to \(to)")
        case (let from?, nil): language.text(zh: "\(from) 起", en: "from \(from) on")
        case (nil, let to?): language.text(zh: "至 \(to) 止", en: "until \(to)")
        case (nil, nil): language.text(zh: "一直", en: "always")
        }
    }

    private func elsewhere(_ department: String, than asked: String) -> String {
        language.text(
            zh: "期间“\(period.label)”只考核部门“\(asked)”，“\(employee)”在部门“\(department)”",
            en: """
                period "\(period.label)" is of department "\(asked)" alone, and "\(employee)" is in "\(department)"
                """)
    }

    private var unscored: String {
        language.text(
            zh: "期间“\(period.label)”尚未评分；merit period status 会说明原因",
            en: "period \"\(period.label)\" is not scored yet; merit period status says why")
    }

    /// The source did not name them when the period was scored.
    private var new: String {
        let label = period.label
        return period.isClosed
            ? language.text(
                zh: "“\(employee)”在期间“\(label)”在职，但还没有结果：上次评分时数据源里没有；期间已关闭，重新打开（merit period reopen）后才能再评分",
                en: """
                    "\(employee)" is employed in period "\(label)" and has no result yet: the source did not say so when it was scored last; \
                    it is closed, and scored again only once it is reopened (merit period reopen)
                    """)
            : language.text(
                zh: "“\(employee)”在期间“\(label)”在职，但还没有结果：上次评分时数据源里没有；merit period score \(label) 会再评分",
                en: """
                    "\(employee)" is employed in period "\(label)" and has no result yet: the source did not say so when it was scored last; \
                    merit period score \(label) scores it again
                    """)
    }
}
