import Reports
import Testing

/// What people write, as it stands in a page.
@Suite struct HTMLTests {
    @Test(arguments: [
        ("<a b=\"c\" d='e'>&", "&lt;a b=&quot;c&quot; d=&#39;e&#39;&gt;&amp;"), ("\"\u{301}", "&quot;\u{301}"),
        ("<\u{338}", "&lt;\u{338}"),
        ("a\u{0}\u{1B}b\n\tc", "ab\n\tc"), ("中文 🙂", "中文 🙂"),
    ])
    func textsAreTextsInPages(text: String, markup: String) {
        #expect(text.inHTML.unicodeScalars.elementsEqual(markup.unicodeScalars))
    }
}
