import ArgumentParser
import Postgres
import Reports
import Store
import Worker

struct VerifyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Works the stored results of a period out again; exit status 3 where a digit differs.",
        discussion: """
            With --from-source it measures again and lists what the source says otherwise since: that is no fault of a result. With --chain it \
            looks at every seal of events and results, and names each row that was changed since it was sealed.
            """)

    @OptionGroup var database: DatabaseOptions
    @OptionGroup var output: FormatOption
    @Option(help: "Name of the period.") var period: String?
    @Flag(help: "Measure again, and list what drifted since.") var fromSource = false
    @Flag(help: "Look at the seals of everything, instead of at a period.") var chain = false
    @Option(help: ArgumentHelp("A head of the chain that was written down; with --chain.", valueName: "hash"))
    var head: String?

    func validate() throws {
        guard chain == (period == nil) else { throw ValidationError("give either --period or --chain") }
        guard !chain || !fromSource else { throw ValidationError("--from-source goes with --period") }
        guard chain || head == nil else { throw ValidationError("--head goes with --chain") }
    }

    func run() async throws {
        guard let period else { return try await verifyChain() }
        try await database.withConnection("verify") { connection in
            let period = try await Period.scored(period, in: connection)
            let verification = try await Verification.run(of: period.id, in: connection)
            if !fromSource || !verification.findings.isEmpty { show(verification) }
            if fromSource {
                show(
                    of: period.label,
                    try await database.settings().withSource("verify") {
                        try await $0.drift(in: period, of: connection)
                    })
            }
            if !verification.differences.isEmpty { throw Findings() }
        }
    }

    private func verifyChain() async throws {
        let chain = try await database.withConnection("verify") { try await SealChain.verify(holding: head, in: $0) }
        if output.format != .table || !chain.breaks.isEmpty {
            var table = Table([.init("seal", isNumber: true), .init("sealed_at"), .init("what"), .init("problem")])
            for broken in chain.breaks { table.add([broken.number, broken.sealedAt, broken.what, broken.problem]) }
            Console.show(table, as: output.format)
        }
        guard let newest = chain.head else { return Console.note("nothing is sealed yet") }
        let count = chain.breaks.count
        Console.note(
            "\(newest.number) \(newest.number == 1 ? "seal" : "seals"), the head is \(newest.hash) of \(newest.sealedAt): "
                + (count == 0
                    ? "everything is as it was sealed" : "\(count) \(count == 1 ? "thing is" : "things are") not"))
        if count > 0 { throw Findings() }
    }

    private func show(_ verification: Verification) {
        if output.format != .table || !verification.findings.isEmpty {
            Console.show(VerificationTable.of(verification.findings), as: output.format)
        }
        let count = verification.differences.count
        Console.note(
            "\(verification.results) results worked out again: "
                + (count == 0 ? "every digit agrees" : "\(count) \(count == 1 ? "figure differs" : "figures differ")"))
    }

    private func show(of label: String, _ drift: [Drift]) {
        if output.format != .table || !drift.isEmpty {
            var table = Table([.init("employee"), .init("indicator"), .init("field"), .init("stored"), .init("now")])
            for drift in drift {
                table.add([drift.employeeID, drift.indicator, drift.field, drift.stored, drift.now])
            }
            Console.show(table, as: output.format)
        }
        Console.note(
            drift.isEmpty
                ? "the source says what it said when the period was scored"
                : "\(drift.count) \(drift.count == 1 ? "figure" : "figures") of the source changed since; "
                    + "to take that in: merit period score \(label)")
    }
}

extension Period {
    /// - Throws: ``NotFound`` where no period has that label, or it has no results yet.
    static func scored(_ label: String, in connection: PostgresConnection) async throws -> Period {
        guard let period = try await find(label, in: connection) else {
            throw NotFound("there is no period \"\(label)\"; merit period status lists them")
        }
        guard period.revision > 0 else {
            throw NotFound("period \"\(label)\" is not scored yet; merit period status says why")
        }
        return period
    }
}
