import Appraisal
import Exact
import Postgres

extension ResultRecord {
    /// All columns but revision and run.
    func write(to writer: inout CopyWriter, period: Int64) throws(PostgresError) {
        try writer.startRow(columns: 31)
        writer.write(period)
        writer.write(employeeID)
        writer.write(template?.code)
        writer.write(template.map { Int32($0.version) })
        writer.write(name)
        writer.write(department)
        writer.write(post)
        writer.write(supervisorID)
        writer.write(Int32(daysEmployed))
        writer.write(Int32(daysOnLeave))
        writer.write(status)
        writer.write(reason?.en)
        writer.write(reason?.zh)
        writer.write(scores[.`self`])
        writer.write(scores[.supervisor])
        writer.write(scores[.peer])
        writer.write(scores[.data])
        writer.write(total)
        writer.write(grade)
        writer.write(coefficient)
        writer.write(coverage)
        writer.write(nearCut)
        writer.write(nps)
        writer.write(npsMargin)
        writer.write(npsResponses)
        writer.write(npsPromoters)
        writer.write(npsDetractors)
        writer.write(satisfaction)
        writer.write(satisfactionResponses)
        writer.write(satisfied)
        writer.write(changed.map(JSONText.init))
    }
}

extension IndicatorRecord {
    /// All columns but the revision.
    func write(to writer: inout CopyWriter, period: Int64, employee: String) throws(PostgresError) {
        try writer.startRow(columns: 18)
        writer.write(period)
        writer.write(employee)
        writer.write(dimension)
        writer.write(indicator)
        writer.write(kind)
        writer.write(state)
        writer.write(value)
        writer.write(rawValue)
        writer.write(numerator)
        writer.write(denominator)
        writer.write(sample)
        writer.write(band)
        writer.write(points)
        writer.write(maxPoints)
        writer.write(selfPoints)
        writer.write(supervisorPoints)
        writer.write(peerPoints)
        writer.write(appeal)
    }
}
