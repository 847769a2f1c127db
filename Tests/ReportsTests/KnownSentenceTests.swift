import Reports
import Testing

/// What is said in English is said in Chinese, with what it names.
@Suite struct KnownSentenceTests {
    private let sentence = KnownSentence(en: "expected %, found %", zh: "请填写[0]，而不是{1}。")

    @Test(arguments: [("0 to 9", "0 到 9", "请填写 0 到 9，而不是x。"), ("a number", "数字", "请填写数字，而不是x。")])
    func betweenChineseAndWhatIsNotStandsABlank(english: String, chinese: String, told: String) {
        #expect(sentence.inChinese("expected \(english), found x") { $0 == english ? chinese : $0 } == told)
    }

    @Test func anotherSentenceIsNone() {
        #expect(sentence.inChinese("found x") == nil)
    }
}
