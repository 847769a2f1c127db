@testable import Appraisal
import Exact
import Testing

/// "From rows to a value", step by step.
@Suite struct MeasuredValueTests {
    private func indicator(_ measure: String = "", minSample: Int = 0) throws -> Indicator {
        let template = try Small.template("at: opened_at, ", becomes: "at: opened_at, \(measure)")
        let indicator = try #require(template.indicators.last)
        return Indicator(
            code: indicator.code, title: indicator.title, points: indicator.points, unit: indicator.unit,
            minSample: minSample, basis: indicator.basis)
    }

    private func fact(_ numerator: String?, over denominator: String? = nil, rows: Int64 = 9, sample: Int64? = nil)
        throws
        -> Fact
    {
        Fact(
            rows: rows, sample: sample ?? rows, numerator: try numerator.map { try decimal($0) },
            denominator: try denominator.map { try decimal($0) })
    }

    @Test(
        arguments: [
            ("1", "3", "0.333333"), ("2", "3", "0.666667"), ("-1", "2000000", "-0.000001"), ("7", nil, "7.000000"),
            ("0", "5", "0.000000"),
        ] as [(String, String?, String)])
    func isRoundedToSixDigits(_ numerator: String, _ denominator: String?, _ value: String) throws {
        let measured = MeasuredValue(try fact(numerator, over: denominator), of: try indicator(), daysWorked: 20)
        #expect(measured.value?.description == value)
        #expect(measured.rawValue == measured.value)
        #expect(measured.state == .known)
    }

    @Test func aFactorIsAppliedBeforeRounding() throws {
        let hour = try #require(Rational(1).divided(by: Rational(3600)))
        let fact = Fact(rows: 3, sample: 3, numerator: 10_000, denominator: 3, factor: hour)
        #expect(MeasuredValue(fact, of: try indicator(), daysWorked: 1).value?.description == "0.925926")
    }

    @Test(
        arguments: [("", nil), ("when_empty: 4, ", "4.000000"), ("when_empty: 4, per: employed_day, ", "0.200000")]
            as [(String, String?)])
    func noRowIsNoDataUnlessTheMeasureSaysOtherwise(_ measure: String, _ value: String?) throws {
        let measured = MeasuredValue(.nothing, of: try indicator(measure, minSample: 5), daysWorked: 20)
        #expect(measured.value?.description == value)
        #expect(measured.state == (value == nil ? .noData : .known))
    }

    @Test func aCountOfNothingIsNoData() throws {
        let measured = MeasuredValue(try fact("0", rows: 0), of: try indicator(), daysWorked: 20)
        #expect(measured.state == .noData)
        #expect(measured.value == nil)
    }

    @Test(arguments: [(nil, nil), ("3", "0")] as [(String?, String?)])
    func theUnknownIsNoDataWhateverTheSample(_ numerator: String?, _ denominator: String?) throws {
        let fact = try fact(numerator, over: denominator, sample: 1)
        #expect(
            MeasuredValue(fact, of: try indicator("when_empty: 0, ", minSample: 5), daysWorked: 20).state == .noData)
    }

    @Test func aSmallSampleKeepsItsFigures() throws {
        let measured = MeasuredValue(
            try fact("3", over: "4", sample: 4), of: try indicator(minSample: 5), daysWorked: 20)
        #expect(measured.state == .insufficient)
        #expect(measured.value == nil)
        #expect(measured.rawValue?.description == "0.750000")
        #expect(measured.fact.numerator == 3)
        #expect(measured.relative(to: 2).state == .insufficient)
        #expect(measured.relative(to: 0).state == .noData)
    }

    @Test(arguments: [(20, "0.333350"), (0, nil), (-1, nil)] as [(Int, String?)])
    func perEmployedDay(_ daysWorked: Int, _ value: String?) throws {
        let fact = try fact("20.0010", over: "3")
        let measured = MeasuredValue(fact, of: try indicator("per: employed_day, "), daysWorked: daysWorked)
        #expect(measured.value?.description == value)
        #expect(measured.state == (value == nil ? .noData : .known))
    }

    private static let half = BigDecimal(mantissa: 5, scale: 1)

    @Test(
        arguments: [
            ("working_day", WorkingDays(count: 22, onLeave: 2, fullTimeEquivalent: 1), "0.333350"),
            ("working_day", WorkingDays(count: 1, onLeave: Self.half, fullTimeEquivalent: 1), "13.334000"),
            ("working_day", WorkingDays(count: 2, onLeave: 2, fullTimeEquivalent: 0), nil),
            ("full_time_equivalent", WorkingDays(count: 22, onLeave: 2, fullTimeEquivalent: Self.half), "13.334000"),
            ("full_time_equivalent", WorkingDays(count: 0, onLeave: 0, fullTimeEquivalent: 0), nil),
            ("full_time_equivalent", WorkingDays(count: 22, onLeave: 2, fullTimeEquivalent: nil), nil),
            ("working_day", nil, nil),
        ] as [(String, WorkingDays?, String?)])
    func byTheCalendar(_ per: String, _ days: WorkingDays?, _ value: String?) throws {
        let fact = try fact("20.0010", over: "3")
        let measured = MeasuredValue(fact, of: try indicator("per: \(per), "), daysWorked: 20, workingDays: days)
        #expect(measured.value?.description == value)
        #expect(measured.state == (value == nil ? .noData : .known))
    }

    /// Two shifts of unlike length, one of them on leave for a quarter; a day without work and one outside of the employment count nothing.
    @Test func workingDaysAreThoseOfTheCalendar() throws {
        let days = WorkingDays(
            of: WorkedExample.employment(days: 3), work: { [1: 480, 2: 240, 4: 480][$0] ?? 0 },
            leave: [1: try decimal("0.25"), 3: 1, 4: 1], full: 960)
        let expected = WorkingDays(
            count: 2, onLeave: try decimal("0.25"), fullTimeEquivalent: try decimal("0.625"))
        #expect(days == expected)
        #expect(days.worked.description == "1.75")
        #expect(
            WorkingDays(of: WorkedExample.employment(), work: { _ in 0 }, leave: [:], full: 0).fullTimeEquivalent == nil
        )
    }

    @Test func againstTheMeanOfThePeers() throws {
        let indicator = try indicator("relative_to: peer_mean, ", minSample: 2)
        let values = try [("1", 9), ("3", 9), ("0", 9), ("1000", 1), (nil, 9)].map { numerator, sample in
            MeasuredValue(try fact(numerator, sample: Int64(sample)), of: indicator, daysWorked: 20)
        }
        var mean = PeerMean()
        for value in values { mean.add(value) }
        #expect(mean.mean?.description == "1.333333")
        let relative = values.map { $0.relative(to: mean.mean) }
        #expect(relative.map(\.value?.description) == ["75.000019", "225.000056", "0.000000", nil, nil])
        #expect(relative.map(\.rawValue?.description) == ["1.000000", "3.000000", "0.000000", "1000.000000", nil])
        #expect(relative.map(\.state) == [.known, .known, .known, .insufficient, .noData])
    }

    @Test func againstTheOwnMonthBefore() throws {
        let indicator = try indicator("relative_to: previous, ", minSample: 2)
        let value = MeasuredValue(try fact("3", sample: 9), of: indicator, daysWorked: 20)
        let changes = [4, 0, -1, nil].map { value.change(since: $0) }
        #expect(changes.map(\.value?.description) == ["75.000000", nil, nil, nil])
        #expect(changes.map(\.state) == [.known, .noData, .noData, .noData])
        #expect(changes.map(\.previous) == [4, 0, -1, nil])
        let few = MeasuredValue(try fact("3", sample: 1), of: indicator, daysWorked: 20)
        #expect(few.change(since: 4).state == .insufficient)
        #expect(few.change(since: nil).state == .noData)
    }

    @Test func aMeanOfNothingIsNoData() throws {
        #expect(PeerMean().mean == nil)
        let zero = MeasuredValue(try fact("0"), of: try indicator(), daysWorked: 20)
        #expect(zero.relative(to: 0).state == .noData)
        #expect(zero.relative(to: nil).state == .noData)
        #expect(zero.relative(to: nil).rawValue == 0)
    }
}
