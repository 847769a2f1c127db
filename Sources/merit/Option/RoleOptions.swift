import ArgumentParser
import Store

/// What the roles of this Merit are called.
struct RoleOptions: ParsableArguments {
    @Option(
        name: .customLong("role-prefix"),
        help: ArgumentHelp(
            "What names of roles begin with, for several Merits in one cluster; chosen with the first migration. Default: merit.",
            valueName: "name"),
        transform: { try RoleNames(prefix: $0) })
    var chosen: RoleNames?
}
