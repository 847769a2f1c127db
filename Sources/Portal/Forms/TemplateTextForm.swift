import Appraisal
import Pages
import Postgres
import Reports

/// An officer changes a template as a whole, as its YAML.
struct TemplateTextForm: PortalForm {
    static let name = "template text"
    static let route = "templates/:code/:version/yaml"

    private let reference: TemplateReference

    init(_ context: PortalContext) throws {
        reference = try TemplateVersion.reference(context)
    }

    var subject: String { "\(reference)" }
    var path: String { Self.path(of: reference) }

    static func path(of reference: TemplateReference) -> String { "\(TemplateVersion.path(reference))/yaml" }
    static func title(_ language: Language) -> String { language.text(zh: "编辑 YAML", en: "Edit as YAML") }

    func page(_ visit: Visit, _ connection: PostgresConnection) async throws -> FormPage? {
        guard let text = try await TemplateText.load(reference, connection) else { return nil }
        let words = TemplateWords(visit.language)
        let name = text.version.name(visit.language)
        var page = FormPage(
            title: "\(Self.title(visit.language)) · \(name)", path: path,
            intro: [
                text.version.isDraft
                    ? words.say(
                        "提交后检查，检查通过的草稿由人发布。有问题时不保存，问题列在所在的行下面。",
                        "It is checked when you hand it in, and a person publishes what is checked. With a problem nothing is kept, and each problem stands below its line."
                    )
                    : words.say(
                        "已发布的版本不变，更改写入下一版本的草稿。有问题时不保存，问题列在所在的行下面。",
                        "What is published stays as it is; what you change becomes a draft of the next version. With a problem nothing is kept, and each problem stands below its line."
                    ),
                words.say(
                    "注释不会保存；版本号由系统给出。各键的含义见文档（docs/templates.md）。",
                    "Comments are not kept, and the number of the version is given by Merit. docs/templates.md says what each key means."
                ),
            ],
            fields: [.code(TemplateText.field, words.say("考核规则", "The template"), value: text.document.yaml)],
            submit: words.say("提交检查", "Hand in, to be checked"))
        page.seen = text.version.seen
        page.show([.init(label: name, path: text.version.path)])
        return page
    }

    func handIn(_ form: FormData, _ visit: Visit, _ connection: PostgresConnection) async throws -> String {
        guard let text = try await TemplateText.load(reference, connection) else { throw NotThere() }
        return try await text.handIn(form, TemplateWords(visit.language), connection)
    }
}
