import ArgumentParser
import Foundation
import Reports
import Store

struct PayrollCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "payroll",
        abstract:
            "Writes what payroll needs of a period: first everyone whose result is delivered, later what changed since.",
        discussion: """
            Each call makes a batch, which stays as it is: with --batch it is written again, the same to the byte. Without --out it lists the \
            batches that there are.
            """)

    @OptionGroup var database: DatabaseOptions
    @OptionGroup var output: FormatOption
    @OptionGroup var reading: LanguageOption
    @Argument(help: "Name of the period.") var period: String?
    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("Write this batch again, instead of making one.", valueName: "number")) var batch: Int64?
    @Option(
        help: ArgumentHelp("A file to be written, .csv or .xlsx; there must be none of that name.", valueName: "file"))
    var out: String?
    @Flag(help: "Begin a CSV file with a byte order mark, as some spreadsheets want it.") var bom = false

    func validate() throws {
        guard let out else {
            guard batch == nil, !bom else { throw ValidationError("--batch and --bom go with --out") }
            return
        }
        guard (batch == nil) != (period == nil) else {
            throw ValidationError("give either a period, to make a batch, or --batch, to write one again")
        }
        guard out.hasSuffix(".csv") || out.hasSuffix(".xlsx") else {
            throw ValidationError("--out is a file that ends in .csv or .xlsx")
        }
        guard !bom || out.hasSuffix(".csv") else { throw ValidationError("--bom goes with a CSV file") }
        guard !FileManager.default.fileExists(atPath: out) else {
            throw ValidationError("there is a file \(out) already")
        }
    }

    func run() async throws {
        guard let out else { return try await list() }
        let found = try await database.withConnection("payroll") { connection in
            let number: Int64? =
                if let batch {
                    batch
                } else if let period {
                    try await PayrollBatch.make(of: period, in: connection)
                } else {
                    nil
                }
            guard let number else { return (PayrollBatch, [PayrollBatch.Row])?.none }
            guard let batch = try await PayrollBatch.all(of: nil, in: connection).first(where: { $0.number == number })
            else { throw NotFound("there is no batch \(number); merit payroll lists them") }
            return (batch, try await batch.rows(in: connection))
        }
        guard let (batch, rows) = found else {
            return Console.note(
                "nothing changed since the batch before, or nothing is delivered; there is nothing to give payroll")
        }
        do {
            try write(batch, rows, to: out)
        } catch {
            throw NotFound(
                "batch \(batch.number) is kept, but not written (\(error)); merit payroll --batch \(batch.number) writes it"
            )
        }
        let what = batch.isDelta ? "differences of" : "results of"
        Console.note(
            "batch \(batch.number): \(what) \(batch.count) people of \(batch.period), checksum \(batch.checksum)")
        if batch.leftOut > 0 {
            Console.note("\(batch.leftOut) results are left out: they are not delivered")
        }
    }

    private func write(_ batch: PayrollBatch, _ rows: [PayrollBatch.Row], to path: String) throws {
        guard path.hasSuffix(".xlsx") else {
            let text = PayrollFile.csv(of: batch, rows, language: reading.ofPrograms, bom: bom)
            return try Data(text.utf8).write(to: URL(filePath: path), options: .withoutOverwriting)
        }
        try PayrollFile.writeWorkbook(of: batch, rows, language: reading.ofPrograms, to: path)
    }

    private func list() async throws {
        let batches = try await database.withConnection("payroll") { try await PayrollBatch.all(of: period, in: $0) }
        var table = Table([
            .init("batch", isNumber: true), .init("period"), .init("kind"), .init("people", isNumber: true),
            .init("left_out", isNumber: true), .init("made_by"), .init("made_at"), .init("checksum"),
        ])
        for batch in batches {
            table.add([
                "\(batch.number)", batch.period, batch.isDelta ? "delta" : "full", "\(batch.count)",
                "\(batch.leftOut)", batch.madeBy, batch.madeAt, batch.checksum,
            ])
        }
        Console.show(table, as: output.format)
    }
}
