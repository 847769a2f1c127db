package import Appraisal
package import Exact
package import Store

/// How one person's result came about, from the total down to the single row.
package struct Explanation {
    package enum Format: String, Sendable, CaseIterable {
        case text
        case json
    }

    /// The rows behind an indicator, and whether the source still says what was stored.
    package struct Behind {
        package let indicator: String
        package let relation: String
        /// Header and cells of the rows.
        package let rows: Table
        package let isMore: Bool
        package let hasChanged: Bool
        /// Of a whole department's figure how many people belong to it; the rows are the person's own.
        package let people: Int?

        package init(
            indicator: String, relation: String, rows: Table, isMore: Bool, hasChanged: Bool, people: Int? = nil
        ) {
            self.indicator = indicator
            self.relation = relation
            self.rows = rows
            self.isMore = isMore
            self.hasChanged = hasChanged
            self.people = people
        }
    }

    /// What the source says now.
    package enum Source {
        case read([Behind])
        /// Why it could not be read.
        case unreadable(String)
    }

    let period: String
    let record: ResultRecord
    /// Nil where the person has no template.
    let template: Template?
    /// Perspectives that gave one overall number.
    let overall: Set<Perspective.Kind>
    /// The means that values were held against, by indicator.
    let means: [String: BigDecimal]
    /// What numerator / denominator of a measured indicator is multiplied with.
    let factors: [String: Rational]
    let background: Background
    /// Nil where nothing is kept of it.
    let confidence: StoredConfidence?
    let source: Source
    let language: Language

    package init(
        period: String, record: ResultRecord, template: Template?, overall: Set<Perspective.Kind>,
        means: [String: BigDecimal], factors: [String: Rational], background: Background,
        confidence: StoredConfidence?, source: Source, language: Language
    ) {
        self.period = period
        self.record = record
        self.template = template
        self.overall = overall
        self.means = means
        self.factors = factors
        self.background = background
        self.confidence = confidence
        self.source = source
        self.language = language
    }

    package func written(_ format: Format) -> String {
        switch format {
        case .text: text
        case .json: json
        }
    }

    /// One perspective's view of the person.
    struct View {
        let perspective: Perspective
        let score: BigDecimal
        /// By dimension, in template order; nil where the perspective gave one overall number.
        let dimensions: [Part]?
    }

    /// What one dimension brings to a view.
    struct Part {
        let dimension: Dimension
        /// Nil where nothing of it has points: its weight goes to the others.
        let contribution: Contribution?
        /// What has points in this view.
        let present: [(indicator: Indicator, record: IndicatorRecord, points: BigDecimal)]
        /// What has none: the others of the dimension stand for it.
        let missing: [(indicator: Indicator, record: IndicatorRecord)]
    }

    var views: [View] {
        guard let template, record.status != "not_appraised" else { return [] }
        let scores = record.indicators.map(\.score)
        return template.perspectives.compactMap { perspective in
            record.scores[perspective.kind].map { score in
                guard !overall.contains(perspective.kind),
                    let sheet = Sheet(of: template, from: perspective, scores: scores),
                    case .dimensions(let contributions) = sheet.basis
                else { return View(perspective: perspective, score: score, dimensions: nil) }
                let parts = template.dimensions.map { dimension in
                    part(
                        dimension, contributions.first { $0.dimension == dimension.code }, from: perspective.kind,
                        under: template)
                }
                return View(perspective: perspective, score: score, dimensions: parts)
            }
        }
    }

    private func part(
        _ dimension: Dimension, _ contribution: Contribution?, from perspective: Perspective.Kind,
        under template: Template
    ) -> Part {
        let found = dimension.indicators.compactMap { indicator in
            record.indicators.first { $0.indicator == indicator.code }.map { (indicator: indicator, record: $0) }
        }
        return Part(
            dimension: dimension, contribution: contribution,
            present: found.compactMap { indicator, record in
                record.score.points(from: perspective, template.measuredIn).map { (indicator, record, $0) }
            },
            // Measured data is no place for what people rate.
            missing: found.filter { indicator, record in
                record.score.points(from: perspective, template.measuredIn) == nil
                    && template.holds(indicator, from: perspective)
            })
    }
}

extension IndicatorRecord {
    /// Why it has no points.
    func lack(in indicator: Indicator) -> LocalizedText {
        switch state {
        case "no_data" where indicator.isChange && rawValue != nil:
            LocalizedText(
                zh: "本人上期没有可比的大于 0 的值", en: "no value above 0 of the period before to hold it against")
        case "no_data": LocalizedText(zh: "没有数据", en: "no data")
        case "insufficient": LocalizedText(zh: "样本不足", en: "too few rows")
        default: LocalizedText(zh: "未评分", en: "not rated")
        }
    }
}
