/// One pass over a relation for everyone and every measure at once.
///
/// It yields one row for each person who has any: `employee_id` as text, then for each measure in order *rows* int8,
/// *sample* int8, *numerator* numeric, *denominator* numeric (NULL stands for 1; a NULL numerator for an unknown value).
/// Its parameters are `$1` the first instant of the period and `$2` the first after it (timestamptz), `$3` the first day
/// and `$4` the day after the last (date), `$5` the time zone (text), then, where only named people are measured, `$6`
/// their ids (text[]), then ``texts``.
package struct RelationStatement: Sendable {
    package let relation: SourceRelation
    package let measures: [CheckedMeasure]
    package let sql: String
    /// The texts that the measures compare with, to be sent as parameters of type text.
    package let texts: [String]

    /// - Parameters:
    ///   - measures: all checked against `relation`.
    ///   - schema: the schema that holds the relation.
    ///   - onlyNamed: whether `$6` names the people to be measured.
    package init(
        relation: SourceRelation, measures: [CheckedMeasure], schema: String = "merit_source", onlyNamed: Bool = false
    ) {
        self.relation = relation
        self.measures = measures
        sql = ""
        texts = []
    }
}
