/// What is said about a sheet beside it.
package struct DraftOptions: Sendable {
    /// The template's code; nil: after the file.
    package var code: String?
    package var posts: [String] = []
    /// Language of the comments in the draft.
    package var isChinese = false
    /// Measures of other templates, for indicators of the same name.
    package var known: [DraftMeasure] = []

    package init() {}
}
