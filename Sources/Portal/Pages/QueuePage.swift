import Pages
import Postgres
import Reports

/// The queue at a glance: what waits, runs and failed, and who works on it.
struct QueuePage {
    /// Bytes of markup of an error that a row, and the page of its job, have room for.
    private static let mostOfError = 300
    private static let mostOfErrorAlone = 10_000
    private static let mostOfStep = 1000

    private let language: Language
    private let connection: PostgresConnection
    /// Whether the reader may do something about it.
    private let isOperator: Bool

    /// Nil for whoever may not see it.
    static func load(_ visit: Visit, _ connection: PostgresConnection) async throws -> ListingPage? {
        let duties = try await Duties.load(connection)
        guard duties.seesQueue else { return nil }
        return try await QueuePage(language: visit.language, connection: connection, isOperator: duties.isOperator)
            .all()
    }

    /// What of it stands on pages of its own, by its name in addresses.
    enum List: String {
        case jobs
        case workers
        case acts
    }

    /// A page of one of its lists; nil where there is none.
    static func load(
        _ list: List, page: Int, _ visit: Visit, _ connection: PostgresConnection
    ) async throws -> ListingPage? {
        let duties = try await Duties.load(connection)
        guard duties.seesQueue else { return nil }
        let queue = QueuePage(language: visit.language, connection: connection, isOperator: duties.isOperator)
        let table = try await queue.list(list)
        return table.page(page, titled: queue.title, [.init(label: queue.title, path: "/queue")], visit.language)
    }

    /// One job.
    static func load(
        _ number: Int64, _ visit: Visit, _ connection: PostgresConnection
    ) async throws -> ListingPage? {
        let duties = try await Duties.load(connection)
        return try await QueuePage(language: visit.language, connection: connection, isOperator: duties.isOperator)
            .one(number)
    }

    private func say(_ zh: String, _ en: String) -> String { language.text(zh: zh, en: en) }

    private var title: String { say("任务队列", "The queue") }

    private func list(_ list: List) async throws -> LongTable {
        switch list {
        case .jobs: try await jobs()
        case .workers: try await workers()
        case .acts: try await acts(nil)
        }
    }

    private func all() async throws -> ListingPage {
        var held: [String] = []
        let counts = try await connection.query(Statements.queueCounts).map { row -> [ListingPage.Cell] in
            let (kind, state, jobs, oldest, paused) = try row.decode(
                String.self, String?.self, Int64.self, String?.self, String?.self)
            if let paused, !held.contains(where: { $0.hasPrefix(self.kind(kind)) }) {
                held.append("\(self.kind(kind)): \(say("已暂停", "paused")) – \(paused)")
            }
            return [
                .init(self.kind(kind), path: control(kind, isPaused: paused != nil)), .init(state.map(self.state)),
                .init("\(jobs)"), .init(oldest),
            ]
        }
        let everything: [FormPage.Link] =
            isOperator
            ? [
                .init(label: say("全部暂停", "Pause everything"), path: "/queue/pause/%2A"),
                .init(label: say("全部恢复", "Resume everything"), path: "/queue/resume/%2A"),
            ] : []
        return ListingPage(
            title: title, notes: held, links: everything,
            tables: [
                .init(
                    "counts", say("按状态", "By state"),
                    [say("种类", "Kind"), say("状态", "State"), say("数量", "Jobs"), say("最早（UTC）", "Oldest (UTC)")], counts,
                    none: say("队列是空的。", "The queue is empty.")),
                try await jobs().beginning(language, bytes: 16_000), try await workers().beginning(language),
                try await acts(nil).beginning(language),
            ])
    }

    private func control(_ kind: String, isPaused: Bool) -> String? {
        isOperator ? "/queue/\(isPaused ? "resume" : "pause")/\(kind.inAddress)" : nil
    }

    private func jobs() async throws -> LongTable {
        let rows = try await connection.query(Statements.queueJobs, nil).map { row -> [ListingPage.Cell] in
            let number: Int64 = try row["job_id"]
            return [
                .init("\(number)", path: "/job/\(number)"), .init(kind(try row["kind"])), .init(try row["subject"]),
                .init(state(try row["state"])), .init(try tries(row)),
                .init(try row["last_error", as: String?.self].map { LongText($0).beginning(Self.mostOfError) }),
            ]
        }
        return .init(
            "jobs", say("任务", "Jobs"),
            [
                say("编号", "Number"), say("种类", "Kind"), say("对象", "Of what"), say("状态", "State"), say("尝试", "Attempts"),
                say("最近的问题", "Last problem"),
            ], rows, none: say("没有。", "None."), at: "/queue/jobs")
    }

    private func tries(_ row: PostgresRow) throws -> String {
        let (attempt, most): (Int32, Int32) = (try row["attempt"], try row["max_attempts"])
        let (retries, deaths): (Int32, Int32) = (try row["retries"], try row["deaths"])
        var parts = ["\(attempt)/\(most)"]
        if retries > 0 { parts.append(say("推迟 \(retries) 次", "put off \(retries)×")) }
        if deaths > 0 { parts.append(say("工作进程中断 \(deaths) 次", "workers died \(deaths)×")) }
        return parts.joined(separator: " · ")
    }

    private func workers() async throws -> LongTable {
        let rows = try await connection.query(Statements.queueWorkers).map { row -> [ListingPage.Cell] in
            let (host, process, version, isAlive, seen, doing) = try row.decode(
                String.self, Int32.self, String.self, Bool?.self, String.self, String?.self)
            return [
                .init("\(host) \(process)"), .init(isAlive == true ? say("在线", "alive") : say("离线", "gone")),
                .init(version), .init(seen), .init(doing),
            ]
        }
        return .init(
            "workers", say("工作进程", "Workers"),
            [
                say("主机与进程", "Host and process"), say("状态", "State"), say("版本", "Version"),
                say("最近心跳（UTC）", "Last heartbeat (UTC)"), say("正在做", "Doing"),
            ], rows, none: say("没有工作进程：任务会一直等待。", "There is none: jobs wait until there is."),
            at: "/queue/workers")
    }

    private func acts(_ job: Int64?) async throws -> LongTable {
        let acts = try await connection.query(Statements.queueActs, job).map { row in
            try row.decode(String.self, String.self, String.self, String.self, String.self)
        }
        let names = try await Names.load(actors: acts.map(\.3), language, connection)
        let rows = acts.map { act, what, reason, who, at -> [ListingPage.Cell] in
            [
                .init(QueueForm.name(of: act, language)), .init(kind(what)), .init(reason), .init(names.of(who)),
                .init(at),
            ]
        }
        return .init(
            "acts", say("运维操作", "What operators did"),
            [say("操作", "Act"), say("对象", "Of what"), say("原因", "Why"), say("谁", "Who"), say("时间（UTC）", "When (UTC)")],
            rows, none: say("没有。", "Nothing."), at: "/queue/acts")
    }

    private func one(_ number: Int64) async throws -> ListingPage? {
        guard let row = try await connection.query(Statements.queueJobs, number).first else { return nil }
        let state: String = try row["state"]
        var links: [FormPage.Link] = []
        if isOperator {
            if state == "available" || state == "running" {
                links.append(.init(label: say("取消", "Cancel"), path: "/queue/cancel/\(number)"))
            }
            if state != "running", state != "completed" {
                links.append(.init(label: say("重试", "Try again"), path: "/queue/retry/\(number)"))
            }
        }
        let error = try row["last_error", as: String?.self].map { LongText($0).beginning(Self.mostOfErrorAlone) }
        let done: String? = try row["done"]
        return ListingPage(
            title: "\(kind(try row["kind"])) \(try row["subject", as: String.self])",
            facts: [
                .init(label: say("状态", "State"), value: self.state(state)),
                .init(label: say("尝试", "Attempts"), value: try tries(row)),
                .init(label: say("进度", "Progress"), value: done ?? "–"),
                .init(label: say("最近的问题", "Last problem"), value: error ?? "–"),
            ], links: links,
            tables: [
                try await steps(row, of: number).beginning(language, bytes: 20_000),
                try await acts(number).beginning(language, bytes: 12_000),
            ])
    }

    /// What happened to a job, in its order; nil where there is no such page of it.
    static func steps(
        of number: Int64, page: Int, _ visit: Visit, _ connection: PostgresConnection
    ) async throws -> ListingPage? {
        let queue = QueuePage(language: visit.language, connection: connection, isOperator: false)
        guard let row = try await connection.query(Statements.queueJobs, number).first else { return nil }
        let title = "\(queue.kind(try row["kind"])) \(try row["subject", as: String.self])"
        return try await queue.steps(row, of: number).page(
            page, titled: title, [.init(label: title, path: "/job/\(number)")], visit.language)
    }

    /// Each attempt, who made it, and what became of it.
    private func steps(_ row: PostgresRow, of number: Int64) async throws -> LongTable {
        let asker: String? = try row["asked_by"]
        let names = try await Names.load(actors: [asker].compactMap(\.self), language, connection)
        var steps: [(String, String?, String?)] = [
            (say("发起", "Asked for"), try row["created_at"], asker.map(names.of)),
            (say("最早开始", "Due"), try row["run_at"], nil),
        ]
        let attempts = try await connection.query(Statements.jobAttempts, number)
        for attempt in attempts.reversed() {
            steps.append((say("开始", "Begun"), try attempt["began_at"], try attempt["worker"]))
            guard let became = try attempt["became", as: String?.self] else { continue }
            steps.append((end(became), try attempt["ended_at"], try attempt["error"]))
        }
        // Of what was tried before attempts were kept the newest is known.
        if attempts.isEmpty {
            steps.append((say("开始", "Begun"), try row["started_at"], try row["worker"]))
            steps.append((state(try row["state"]), try row["finished_at"], try row["last_error"]))
        }
        let cells = steps.filter { $0.1 != nil }.map { step, at, note -> [ListingPage.Cell] in
            [.init(step), .init(at), .init(note.map { LongText($0).beginning(Self.mostOfStep) })]
        }
        return LongTable(
            "steps", say("经过", "What happened"),
            [say("步骤", "Step"), say("时间（UTC）", "When (UTC)"), say("说明", "By whom, and what")], cells, none: "–",
            at: "/job/\(number)/steps")
    }

    /// What an attempt left a job in.
    private func end(_ became: String) -> String {
        became == "available" ? say("放回队列", "Put back, to be tried again") : state(became)
    }

    private func kind(_ kind: String) -> String { Self.kind(kind, language) }

    static func kind(_ kind: String, _ language: Language) -> String {
        switch kind {
        case "score_period": language.text(zh: "评分", en: "Scoring of a period")
        case "stand_period": language.text(zh: "目前状况", en: "Standing so far")
        case "read_rows": language.text(zh: "读取指标背后的记录", en: "Reading of rows behind a value")
        case "check_template": language.text(zh: "检查考核规则", en: "Check of a template")
        case "review_quarter": language.text(zh: "季度复盘", en: "Review of a quarter")
        case "*": language.text(zh: "全部", en: "Everything")
        default: kind
        }
    }

    private func state(_ state: String) -> String {
        switch state {
        case "available": say("等待中", "waiting")
        case "running": say("进行中", "running")
        case "completed": say("已完成", "completed")
        case "failed": say("失败", "failed")
        default: say("已取消", "cancelled")
        }
    }
}
