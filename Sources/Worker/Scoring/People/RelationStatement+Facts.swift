import Appraisal
import Exact
import Measures
import Postgres
import Statistics

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
                try row.skip(measures[place].columnCount)
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
            let scatter = measures[place].hasScatter ? try row.next(BigDecimal?.self) : nil
            // Whether a person without rows has a line in the answer depends on what else was asked.
            facts.append(
                rows > 0
                    ? Fact(
                        rows: rows, sample: sample, numerator: numerator, denominator: denominator,
                        factor: measures[place].factor,
                        scatter: measures[place].moments(numerator, denominator, scatter))
                    : Fact(rows: 0, sample: 0, numerator: nil, factor: measures[place].factor))
        }
        return facts
    }
}

extension RelationStatement {
    /// Takes in one row of the answer to a statement that asks for cells.
    ///
    /// - Parameters:
    ///   - row: what the statement says behind the person's id.
    ///   - sums: for each measure the person's cells.
    func add(_ row: inout CopyRow, to sums: inout [[CellSum]]) throws {
        let cell = Cell(try cells.map { _ in try row.next(String?.self) })
        for place in measures.indices {
            try row.skip(2)
            let (numerator, denominator) = (try row.next(BigDecimal?.self), try row.next(BigDecimal?.self))
            guard let numerator, let count = denominator?.mantissa.int, count > 0,
                let sum = measures[place].rowMean?.sum(
                    numerator: numerator, factor: measures[place].factor, count: count)
            else { continue }
            sums[place].append(CellSum(cell: cell, rows: count, sum: sum))
        }
    }
}

extension CheckedMeasure {
    /// What the rows behind a mean hold together, from what a statement says of it; nil of anything else, and where it is unknown.
    fileprivate func moments(
        _ numerator: BigDecimal?, _ denominator: BigDecimal?, _ scatter: BigDecimal?
    ) -> Moments? {
        guard let rowMean, let numerator, let count = denominator?.mantissa.int else { return nil }
        return rowMean.moments(numerator: numerator, factor: factor, count: count, scatter: scatter)
    }
}
