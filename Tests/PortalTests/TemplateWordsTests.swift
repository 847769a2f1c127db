import Appraisal
import Reports
import Support
import Testing

@testable import Portal

/// What a form of a template can be wrong in is told in Chinese too.
@Suite struct TemplateWordsTests {
    @Test func everyMistakeOfAFormIsToldInChinese() throws {
        let document = try TemplateDocument(yaml: SmallTemplate.text).flattened { _ in nil }
        let chinese = TemplateWords(.zhHans)
        var told: Set<String> = []
        for part in [TemplateField.Part.whole, .indicator("manner"), .indicator("response")] {
            for field in document.fields(of: part) {
                #expect(chinese.label(field).contains { $0 > "\u{2E80}" }, "\(field.name)")
                let long = String(repeating: "长", count: 600)
                for text in field.what.isText
                    ? ["", long] : ["", "so", "-5", "0", "3", "101", "0.001", "9999999999999999"]
                {
                    let changed = document.entering([field.name: text], in: part)
                    do throws(Problems) {
                        _ = try changed.template()
                    } catch {
                        for problem in error.list {
                            let sentence = chinese.problem(problem)
                            told.insert(sentence.filter { $0 > "\u{2E80}" })
                            #expect(
                                !sentence.contains("检查结果") && !sentence.contains("{"),
                                "\(field.name) \(text): \(problem)")
                            #expect(TemplateWords(.en).problem(problem) == problem.reason)
                        }
                    }
                }
            }
        }
        #expect(told.count > 12, "\(told)")
    }

    @Test func differencesAreNamedInBothLanguages() throws {
        let outline = TemplateOutline([try TemplateDocument(yaml: SmallTemplate.text).flattened { _ in nil }.template()]
        )
        let (zh, en) = (TemplateWords(.zhHans), TemplateWords(.en))
        #expect(zh.place("speed/response", outline) == "响应" && en.place("speed/response", outline) == "Response")
        #expect(zh.place("source self", outline) == "自评" && en.place("grade A", outline) == "Grade A")
        #expect(en.place("gone/indicator", outline) == "gone/indicator")
        #expect(
            zh.value("90 to 80: 11 to 8 points, in steps of 1", of: "band x") == "90 到 80：11 到 8 分，步长 1")
    }
}
