import ArgumentParser
import Foundation
import Store

@main
struct Merit: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "merit",
        abstract: "Appraises after-sales service staff beside the HR database that a company has.",
        version: "merit \(Version.current) (schema \(Migrator().version))",
        subcommands: [
            DemoCommand.self, InitCommand.self, MigrateCommand.self, SourceCommand.self, ImportCommand.self,
            CalendarCommand.self,
            TemplateCommand.self, PeriodCommand.self,
            WorkerCommand.self, JobsCommand.self, ExplainCommand.self, VerifyCommand.self, SimulateCommand.self,
            ReportCommand.self, ReviewCommand.self, OwedCommand.self, EvidenceCommand.self, ServeCommand.self,
            LinkCommand.self,
            PayrollCommand.self, ExportCommand.self, ForgetCommand.self, ConfigCommand.self, DoctorCommand.self,
            SampleCommand.self,
        ])

    /// Exit status 0: done, 1: failed, 2: wrong usage, 3: ran, and found problems.
    static func main() async {
        // Whoever hangs up on libpq while it asks for a cancellation would end the process.
        signal(SIGPIPE, SIG_IGN)
        ProcessLimits.refuseCoreFile()
        do {
            if let unknown = UnknownVerb(in: CommandLine.arguments.dropFirst()) {
                throw ValidationError("\(unknown)")
            }
            var command = try parseAsRoot()
            if var command = command as? any AsyncParsableCommand {
                try await command.run()
            } else {
                try command.run()
            }
        } catch {
            Console.exit(for: error)
        }
    }
}
