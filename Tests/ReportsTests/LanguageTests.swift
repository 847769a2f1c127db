import Reports
import Testing

@Suite struct LanguageTests {
    private static let tags: [(String, Language?)] = [
        ("zh", .zhHans), ("zh-CN", .zhHans), ("zh-Hans", .zhHans), ("ZH_cn.UTF-8", .zhHans), ("zh_TW@stroke", .zhHans),
        ("en", .en), ("en-US", .en), ("en_GB.UTF-8", .en), ("C", nil), ("C.UTF-8", nil), ("POSIX", nil),
        ("de_DE", nil), ("zhuang", nil), ("english", nil), ("", nil),
    ]

    @Test(arguments: tags) func tagsAndLocalesAreUnderstood(tag: String, language: Language?) {
        #expect(Language(tag: tag) == language)
    }

    private static let locales: [([String: String], Language)] = [
        ([:], .en), (["LANG": "zh_CN.UTF-8"], .zhHans), (["LANG": "de_DE.UTF-8"], .en),
        (["LANG": "en_US.UTF-8", "LC_MESSAGES": "zh_CN.UTF-8"], .zhHans),
        (["LANG": "zh_CN.UTF-8", "LC_MESSAGES": "zh_CN.UTF-8", "LC_ALL": "C"], .en),
        (["LANG": "zh_CN.UTF-8", "LC_MESSAGES": "", "LC_ALL": ""], .zhHans),
    ]

    @Test(arguments: locales) func theFirstVariableThatIsSetDecides(variables: [String: String], language: Language) {
        #expect(Language(environment: variables) == language)
    }
}
