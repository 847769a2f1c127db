import Appraisal
import Exact
import Measures
import Store

/// What to ask the source for: one statement for each relation, whatever the number of templates and indicators that
/// read it; more only where all of them would not fit into a row.
struct MeasurePlan {
    /// Where a measure's columns stand in the answers.
    struct Place: Hashable {
        let statement: Int
        let measure: Int
    }

    let statements: [RelationStatement]
    /// Whether the statements measure only named people.
    let isNamed: Bool
    /// For each template, by code: its measured indicators, in template order, and where they stand.
    let places: [String: [(indicator: String, place: Place)]]
    /// Statements that ask for kinds of work, one for each way to tell them apart.
    let mixes: [RelationStatement]
    /// For each template, by code: its indicators that are held against rows of the same kinds, and where they stand in ``mixes``.
    let mixPlaces: [String: [(indicator: String, place: Place)]]
    /// Where the customers' voice stands; nil where the source has no such relation.
    let recommendation: (promoters: Place, detractors: Place, responses: Place)?
    let satisfaction: (satisfied: Place, responses: Place)?
    /// Where the number of rows stands whose times cannot be; nil where no template measures tickets.
    let disorder: Place?

    /// - Parameters:
    ///   - named: whether only named people are measured.
    ///   - working: by what working time is counted.
    /// - Throws: ``SourceFault`` that names everything the templates ask for and the source does not have.
    init(_ templates: [Template], on catalog: SourceCatalog, schema: String, named: Bool, working: WorkingTimes? = nil)
        throws
    {
        var builder = Builder()
        var problems: [Problem] = []
        var places: [String: [(indicator: String, place: Place)]] = [:]
        var mixPlaces: [String: [(indicator: String, place: Place)]] = [:]
        for template in templates {
            for indicator in template.measuredIndicators {
                guard let measure = indicator.measure else { continue }
                switch CheckedMeasure.check(MeasureDefinition(measure), in: catalog) {
                case .success(let checked):
                    places[template.code, default: []].append((indicator.code, builder.place(of: checked)))
                    if let place = builder.mixPlace(of: checked) {
                        mixPlaces[template.code, default: []].append((indicator.code, place))
                    }
                case .failure(let found): problems += found.problems(at: template.place(of: indicator))
                }
            }
        }
        guard problems.isEmpty else {
            throw SourceFault(lacking: problems)
        }
        let answers = ["score >= 9 and score <= 10", "score >= 0 and score < 7", "score >= 0 and score <= 10"]
        recommendation = builder.voice(of: "nps_response", answers, in: catalog).map { ($0[0], $0[1], $0[2]) }
        satisfaction = builder.voice(
            of: "satisfaction_response", ["score >= 4 and score <= 5", "score >= 1 and score <= 5"], in: catalog
        ).map { ($0[0], $0[1]) }
        disorder = builder.disorder(in: catalog)
        statements = try builder.statements(on: catalog, schema: schema, named: named, working: working)
        mixes = try builder.mixStatements(on: catalog, schema: schema, named: named, working: working)
        self.places = places
        self.mixPlaces = mixPlaces
        isNamed = named
    }

    /// One measured indicator of named people, and nothing beside.
    ///
    /// - Throws: ``SourceFault`` that says what the source does not have.
    init(
        of indicator: Indicator, in template: Template, on catalog: SourceCatalog, schema: String,
        working: WorkingTimes?
    ) throws {
        var builder = Builder()
        let checked = indicator.measure.map { CheckedMeasure.check(MeasureDefinition($0), in: catalog) }
        switch checked {
        case .success(let measure)?:
            places = [template.code: [(indicator.code, builder.place(of: measure))]]
            let mixPlace = builder.mixPlace(of: measure)
            mixPlaces = mixPlace.map { place in [template.code: [(indicator: indicator.code, place: place)]] } ?? [:]
        case .failure(let found)?: throw SourceFault(lacking: found.problems(at: template.place(of: indicator)))
        case nil: (places, mixPlaces) = ([:], [:])
        }
        recommendation = nil
        satisfaction = nil
        disorder = nil
        statements = try builder.statements(on: catalog, schema: schema, named: true, working: working)
        mixes = try builder.mixStatements(on: catalog, schema: schema, named: true, working: working)
        isNamed = true
    }

    /// Places of the measures that the means of the peers need.
    func places(comparedIn templates: [Template]) -> Set<Place> {
        Set(
            templates.flatMap { template in
                zip(template.measuredIndicators, places[template.code] ?? []).filter(\.0.isRelative).map(\.1.place)
            })
    }

    /// Places of the measures that are added up over departments.
    var departmentPlaces: Set<Place> {
        Set(places.values.flatMap { $0.map(\.place) }).filter { place in
            statements[place.statement].measures[place.measure].definition.isOfDepartment
        }
    }

    /// The factors of a template's measured indicators, in its order.
    func factors(of template: Template) -> [Run.Factor] {
        (places[template.code] ?? []).map { indicator, place in
            let measure = statements[place.statement].measures[place.measure]
            return Run.Factor(
                template: template.code, indicator: indicator, factor: measure.factor, isPick: measure.isPick)
        }
    }
}

extension MeasurePlan {
    /// Collects measures by relation, each once.
    private struct Builder {
        private var relations: [String] = []
        private var measures: [[CheckedMeasure]] = []
        private var mixed: [(relation: String, cells: [String], measures: [CheckedMeasure])] = []

        mutating func place(of measure: CheckedMeasure) -> Place {
            let relation = measure.definition.from
            // Rows of years are looked at for what they are at the end, and for nothing else.
            let own = relations.indices.filter {
                relations[$0] == relation
                    && measures[$0].first?.definition.isAsOfEnd == measure.definition.isAsOfEnd
            }
            for statement in own {
                guard let known = measures[statement].firstIndex(of: measure) else { continue }
                return Place(statement: statement, measure: known)
            }
            let statement = own.last { measures[$0].count < Self.mostMeasures } ?? relations.count
            if statement == relations.count {
                relations.append(relation)
                measures.append([])
            }
            measures[statement].append(measure)
            return Place(statement: statement, measure: measures[statement].count - 1)
        }

        /// Nil of a measure that is not held against rows of the same kinds.
        mutating func mixPlace(of measure: CheckedMeasure) -> Place? {
            let (relation, cells) = (measure.definition.from, measure.definition.mix)
            guard !cells.isEmpty else { return nil }
            let own = mixed.indices.filter { mixed[$0].relation == relation && mixed[$0].cells == cells }
            for statement in own {
                guard let known = mixed[statement].measures.firstIndex(of: measure) else { continue }
                return Place(statement: statement, measure: known)
            }
            let statement = own.last { mixed[$0].measures.count < Self.mostMeasures } ?? mixed.count
            if statement == mixed.count { mixed.append((relation, cells, [])) }
            mixed[statement].measures.append(measure)
            return Place(statement: statement, measure: mixed[statement].measures.count - 1)
        }

        func mixStatements(
            on catalog: SourceCatalog, schema: String, named: Bool, working: WorkingTimes?
        ) throws -> [RelationStatement] {
            try mixed.map { name, cells, measures in
                guard let relation = catalog.relations[name] else {
                    throw SourceFault("the source has no relation \(name)")
                }
                return RelationStatement(
                    relation: relation, measures: measures, schema: schema, onlyNamed: named, cells: cells,
                    working: working)
            }
        }

        /// A row that PostgreSQL makes has 1,664 columns at the most, and a measure takes five.
        private static let mostMeasures = 330

        /// Counts of what customers say, beside the total of each result.
        ///
        /// Nil where the relation is not there or has not these columns: the voice is beside the score, not part of it.
        mutating func voice(of relation: String, _ conditions: [String], in catalog: SourceCatalog) -> [Place]? {
            let checked = conditions.compactMap { condition in
                try? CheckedMeasure.check(
                    MeasureDefinition(from: relation, at: "responded_at", filter: nil, value: "count(\(condition))"),
                    in: catalog
                ).get()
            }
            return checked.count == conditions.count ? checked.map { place(of: $0) } : nil
        }

        /// By the time that a measure of tickets goes by, so that no more rows are looked at: by when they were opened, if one does.
        mutating func disorder(in catalog: SourceCatalog) -> Place? {
            let places = zip(relations, measures).filter { $0.0 == TimeOrder.relation }.flatMap {
                $0.1.map(\.definition.at)
            }
            guard let first = places.first else { return nil }
            let at = places.contains(TimeOrder.first) ? TimeOrder.first : first
            return TimeOrder.measure(by: at, in: catalog).map { place(of: $0) }
        }

        func statements(
            on catalog: SourceCatalog, schema: String, named: Bool, working: WorkingTimes?
        ) throws -> [RelationStatement] {
            try zip(relations, measures).map { name, measures in
                guard let relation = catalog.relations[name] else {
                    throw SourceFault("the source has no relation \(name)")
                }
                return RelationStatement(
                    relation: relation, measures: measures, schema: schema, onlyNamed: named, working: working)
            }
        }
    }
}

extension SourceFault {
    /// - Parameter problems: what templates ask for and the source does not have.
    fileprivate init(lacking problems: [Problem]) {
        self.init(
            "the source does not have what the templates measure: "
                + problems.map(\.description).joined(separator: "; ")
                + "; mend it (merit source check shows what is there)")
    }
}

extension MeasureDefinition {
    /// The part of a template's measure that the source computes.
    init(_ measure: Measure) {
        self.init(
            from: measure.from, at: measure.at, filter: measure.filter, value: measure.value, mix: measure.mix,
            isAsOfEnd: measure.asOfEnd, onePer: measure.onePer.map(MeasureDefinition.OnePer.init),
            credit: measure.credit, isOfDepartment: measure.isOfDepartment)
    }
}

extension MeasureDefinition.OnePer {
    fileprivate init(_ onePer: Measure.OnePer) {
        let choice: MeasureDefinition.Choice =
            switch onePer.choice {
            case .latest: .latest
            case .first: .first
            case .mean: .mean
            case .worst: onePer.direction == .higherIsBetter ? .lowest : .highest
            }
        self.init(column: onePer.column, choice: choice)
    }
}
