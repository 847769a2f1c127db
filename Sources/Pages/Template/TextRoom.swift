import Reports

/// How much of what people wrote a page still has room for.
package struct TextRoom {
    /// Bytes of markup.
    private var left: Int
    private let each: Int
    /// Whether it was enough so far.
    package private(set) var isEnough = true

    /// - Parameters:
    ///   - bytes: of markup, of all texts together.
    ///   - each: of one of them.
    package init(_ bytes: Int, each: Int) {
        (left, self.each) = (bytes, each)
    }

    /// What stands around a text takes room as well.
    private static let frame = 150

    /// The text, or how it begins; nil where there is no room for it.
    package mutating func take(_ text: String) -> String? {
        guard left >= Self.frame else {
            isEnough = false
            return nil
        }
        let shown = LongText(text).beginning(min(each, left))
        if shown != text { isEnough = false }
        left -= shown.inHTML.utf8.count + Self.frame
        return shown
    }
}
