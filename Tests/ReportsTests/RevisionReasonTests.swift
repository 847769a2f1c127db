import Reports
import Testing

/// Why a result was revised is said in the reader's language; what a person wrote is theirs.
@Suite struct RevisionReasonTests {
    @Test(arguments: [
        ("evaluations changed", "评价有变化"),
        ("scored again", "重新评分"),
        ("appeal 7 was upheld", "申诉 7 成立"),
        (
            "appeal 7 was upheld, appeal 9 of a colleague was upheld, which says whose rows are whose",
            "申诉 7 成立；同事的申诉 9 成立，改变了记录的归属"
        ),
        ("appeal 7 was upheld, by mistake", "appeal 7 was upheld, by mistake"),
        ("recount", "recount"),
    ])
    func inChinese(why: String, expected: String) {
        #expect(Language.zhHans.whyRevised(why) == expected)
        #expect(Language.en.whyRevised(why) == why)
    }
}
