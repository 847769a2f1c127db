import ArgumentParser

@main
struct Bench: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Measures Merit beside other ways of doing the same, on a scratch server.",
        subcommands: [Compare.self, Client.self, Queue.self, MeritQueue.self, Instructions.self])
}
