import Appraisal
import Exact
import Measures
import Postgres

extension RelationStatement {
    /// One fact for each measure.
    ///
    /// - Parameters:
    ///   - row: what the statement says behind the person's id.
    ///   - isRead: for each measure whether its fact is read; others are empty. Nil: all are.
    func facts(in row: inout CopyRow, where isRead: [Bool]? = nil) throws -> [Fact] {
        var facts: [Fact] = []
        facts.reserveCapacity(measures.count)
        // By place, because a measure is large to copy.
        for place in measures.indices {
            guard isRead?[place] ?? true else {
                try row.skip(Self.columnsOfMeasure)
                facts.append(.nothing)
                continue
            }
            let (rows, sample) = (try row.next(Int64.self), try row.next(Int64.self))
            guard rows <= mostRows else {
                throw SourceFault(
                    "\(relation.name) has \(rows) rows of one person in one period, and \(mostRows) can be counted; see whose they are"
                )
            }
            let (numerator, denominator) = (try row.next(BigDecimal?.self), try row.next(BigDecimal?.self))
            // Whether a person without rows has a line in the answer depends on what else was asked.
            facts.append(
                rows > 0
                    ? Fact(
                        rows: rows, sample: sample, numerator: numerator, denominator: denominator,
                        factor: measures[place].factor)
                    : Fact(rows: 0, sample: 0, numerator: nil, factor: measures[place].factor))
        }
        return facts
    }
}
