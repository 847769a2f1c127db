import ArgumentParser

/// How a worker works.
struct WorkerOptions: ParsableArguments {
    @Option(parsing: .unconditional, help: ArgumentHelp(Setting.jobs.help, valueName: "count")) var jobs: String?
    @Option(parsing: .unconditional, help: ArgumentHelp(Setting.grace.help, valueName: "seconds")) var grace: String?
    @Option(help: ArgumentHelp(Setting.http.help, valueName: "host:port")) var http: String?
    @Option(help: ArgumentHelp(Setting.direct.help, valueName: "conninfo")) var directDatabase: String?
    @Option(help: ArgumentHelp(Setting.logFormat.help, valueName: "format")) var logFormat: String?
    @Option(help: ArgumentHelp(Setting.logLevel.help, valueName: "level")) var logLevel: String?

    var flags: [Setting: String] {
        var given: [Setting: String] = [:]
        given[.jobs] = jobs
        given[.grace] = grace
        given[.http] = http
        given[.direct] = directDatabase
        given[.logFormat] = logFormat
        given[.logLevel] = logLevel
        return given
    }
}
