/// How many people have which grade.
package struct GradeDistribution: Chart {
    package struct Grade: Sendable {
        package let name: String
        package let people: Int
        /// In the month before.
        package let before: Int?

        package init(name: String, people: Int, before: Int? = nil) {
            (self.name, self.people, self.before) = (name, people, before)
        }
    }

    package let caption: Caption
    /// From the best down.
    package let grades: [Grade]
    /// People without a grade.
    package let without: Int

    package init(_ caption: Caption, grades: [Grade], without: Int = 0) {
        (self.caption, self.grades, self.without) = (caption, grades, without)
    }
}
