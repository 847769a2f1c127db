import Exact
import Imports

/// A heading that names a level, for sheets that give each level a column: `优秀（9-10分）`, `Good`, `80%`.
struct BandHeading {
    let title: String
    /// Nil where the cells below say it.
    let points: PointsText?

    /// Nil where it names none.
    init?(_ heading: String) {
        self.init(within: heading)
        switch points {
        case .full?, .share?: break
        // No level brings more.
        case .points(let range)?: guard range.upperBound <= 100 else { return nil }
        case nil: guard Self.words.contains(ColumnNames.folded(title)) else { return nil }
        }
    }

    /// Of a column that a heading above says to be a level.
    init(within heading: String) {
        let text = DraftText.plain(heading)
        if let whole = PointsText(whole: text) {
            title = ""
            points = whole
        } else if let found = text.wholeMatch(of: #/(.*?)\s*\(([^()]*)\)\s*/#),
            let inner = PointsText(whole: String(found.2))
        {
            title = DraftText.oneLine(String(found.1))
            points = inner
        } else if let mention = PointsText.mentions(in: text).first {
            var rest = text
            rest.removeSubrange(mention.range)
            title = DraftText.oneLine(rest.replacing(#/\(\s*\)|[\s:=→(]+$/#, with: ""))
            points = mention.points
        } else {
            title = DraftText.oneLine(heading)
            points = nil
        }
    }

    private static let words = Set(
        """
        卓越,优秀,优,良好,良,中等,中,一般,合格,及格,达标,基本合格,基本达标,待改进,需改进,较差,差,不合格,不及格,不达标,未达标,超出预期,符合预期,低于预期,\
        excellent,outstanding,very good,good,fair,average,satisfactory,acceptable,adequate,poor,weak,unsatisfactory,exceeds expectations,\
        meets expectations,below expectations,needs improvement,a,b,c,d,e,s
        """.split(separator: ",").map { ColumnNames.folded(String($0)) })
}
