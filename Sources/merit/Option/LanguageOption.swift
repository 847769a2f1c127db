import ArgumentParser
import Reports

struct LanguageOption: ParsableArguments {
    @Option(help: "Language of what people read: en or zh-Hans.")
    var language: Language = .en
}

extension Language: ExpressibleByArgument {}
