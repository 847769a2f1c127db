import Appraisal
import Testing

/// Every refusal of a template: the place, and what to do.
@Suite struct RefusalTests {
    @Test func theSmallTemplateIsFine() {
        #expect(Small.problems(of: Small.text) == [])
    }

    @Test(arguments: [
        ("template: small\n", "", "small.yaml: the key 'template' is missing"),
        (
            "template: small", "template: 2nd",
            "small.yaml template: expected a letter, then letters, digits, _ and -, at most 63, found '2nd'"
        ),
        (
            "template: small", "template: a@b",
            "small.yaml template: expected a letter, then letters, digits, _ and -, at most 63, found 'a@b'"
        ),
        ("version: 1", "version: 0", "small.yaml version: expected a whole number from 1 up, found '0'"),
        ("version: 1", "version: 1.5", "small.yaml version: expected a whole number from 1 up, found '1.5'"),
        ("version: 1", "version: one", "small.yaml version: expected a whole number from 1 up, found 'one'"),
        ("version: 1", "version: \"1\"", "small@1 version: expected a whole number from 1 up, found the text \"1\""),
        (
            "en: Small", "fr: Petit",
            "small@1 title: unknown key 'fr'; the keys here are zh, en\nsmall@1 title: the key 'en' is missing"
        ),
        ("title: {zh: 小模板, en: Small}", "title: Small", "small@1 title: expected a mapping of zh, en, found 'Small'"),
        ("en: Small", "en: \"\"", "small@1 title en: expected a text, found the text \"\""),
        ("version: 1", "version: 1\ndefault: maybe", "small@1 default: expected true or false, found 'maybe'"),
        ("version: 1", "version: 1\nposts: [a, b, a]", "small@1 posts: 'a' is listed twice"),
        ("version: 1", "version: 1\nposts: clerk", "small@1 posts: expected a list, found 'clerk'"),
        (
            "version: 1", "version: 1\ngradess: []",
            "small@1: unknown key 'gradess'; the keys here are template, version, title, default, posts, extends, weights, sources, measured_in, eligibility, coverage, plan, near_cut, outcomes, grades, streaks, caps, dimensions"
        ),
        ("near_cut: 0.50", "near_cut: -1", "small@1 near_cut: expected a number from 0 up, found '-1'"),
        ("min_days: 10", "min_days: -1", "small@1 eligibility min_days: expected a whole number from 0 up, found '-1'"),
        (
            "min_percent: 60", "min_percent: 101",
            "small@1 coverage min_percent: expected a number from 0 to 100, found '101'"
        ),
        (
            "below_percent: 70", "below_percent: 170",
            "small@1 plan below_percent: expected a number from 0 to 100, found '170'"
        ),
        (", at_most: 3", "", "small@1 plan: the key 'at_most' is missing"),
    ])
    func ofTheWhole(_ piece: String, _ replacement: String, _ problems: String) throws {
        try check(piece, replacement, problems)
    }

    @Test(arguments: [
        ("self: {weight: 20}", "self: {weight: 10}", "small@1 sources: the weights add up to 90, not to 100"),
        (
            "self: {weight: 20}", "self: {weight: 0}",
            "small@1 sources self weight: expected a number above 0, up to 100, with at most 2 digits behind the point, found '0'"
        ),
        (
            "self: {weight: 20}", "boss: {weight: 20}",
            "small@1 sources: unknown key 'boss'; the keys here are self, supervisor, peer, data\nsmall@1 sources: the weights add up to 80, not to 100"
        ),
        ("self: {weight: 20}", "self: {}", "small@1 sources self: the key 'weight' is missing"),
        (
            "self: {weight: 20}", "self: {weight: 20, position: 1}",
            "small@1 sources: give every source a position of its own, or none a position"
        ),
        ("required: true", "required: 1", "small@1 sources supervisor required: expected true or false, found '1'"),
        (
            "  self: {weight: 20}\n  supervisor: {weight: 80, required: true}", "  data: {weight: 100}",
            "small@1 attitude/manner: rated, but nobody rates; add self, supervisor or peer to the sources, or measure it"
        ),
    ])
    func ofSources(_ piece: String, _ replacement: String, _ problems: String) throws {
        try check(piece, replacement, problems)
    }

    @Test(arguments: [
        ("at_least: 80", "at_least: 101", "small@1 grade A at_least: expected a number from 0 to 100, found '101'"),
        ("coefficient: 1.2, ", "", "small@1 grade A: the key 'coefficient' is missing"),
        (
            "coefficient: 1.2", "coefficient: -1.2",
            "small@1 grade A coefficient: expected a number from 0 up, found '-1.2'"
        ),
        (
            "at_least: 0", "at_least: 10",
            "small@1 grades: the last grade, B, begins at 10; the list must reach down to 0"
        ),
        (
            "at_least: 80", "at_least: 0",
            "small@1 grade B at_least: 0 is not below the 0 of grade A; list the grades from the best down"
        ),
        ("grade: A", "grade: B", "small@1 grade B: the name is used by two grades"),
        (
            "talent_pool", "bonus",
            "small@1 grade A outcomes: unknown outcome 'bonus'; the outcomes are promotion_priority, raise_priority, talent_pool, share_case, skill_training, improvement_training, warning, improvement_plan, pay_cut_review, transfer_review, dismissal_review"
        ),
        ("[talent_pool]", "[talent_pool, talent_pool]", "small@1 grade A outcomes: 'talent_pool' is listed twice"),
        ("{grade: B, periods", "{grade: F, periods", "small@1 streak 1 grade: unknown grade 'F'; the grades are A, B"),
        ("periods: 2", "periods: 1", "small@1 streak 1 periods: expected a whole number from 2 to 60, found '1'"),
        (
            "outcome: warning", "outcome: shame",
            "small@1 streak 1 outcome: unknown outcome 'shame'; the outcomes are promotion_priority, raise_priority, talent_pool, share_case, skill_training, improvement_training, warning, improvement_plan, pay_cut_review, transfer_review, dismissal_review"
        ),
    ])
    func ofGrades(_ piece: String, _ replacement: String, _ problems: String) throws {
        try check(piece, replacement, problems)
    }

    @Test(arguments: [
        ("weight: 60", "weight: 55", "small@1 dimensions: the weights add up to 95, not to 100"),
        (
            "weight: 60", "weight: -60",
            "small@1 speed weight: expected a number above 0, up to 100, with at most 2 digits behind the point, found '-60'"
        ),
        (
            "weight: 60", "weight: abc",
            "small@1 speed weight: expected a number above 0, up to 100, with at most 2 digits behind the point, found 'abc'"
        ),
        ("code: speed", "code: attitude", "small@1 attitude: the code is used by two dimensions"),
        ("code: response", "code: manner", "small@1 speed/manner: the code is used by attitude/manner already"),
        (
            "code: response", "code: 1st response",
            "small@1 speed/1st response code: expected a letter, then letters, digits, _ and -, at most 63, found '1st response'"
        ),
        ("- code: response\n        title", "- title", "small@1 speed/indicator 1: the key 'code' is missing"),
        ("unit: hour", "unit: [hour]", "small@1 speed/response unit: expected a text, found a list"),
        (
            "unit: hour", "units: hour",
            "small@1 speed/response: unknown key 'units'; the keys here are code, title, points, unit, rated, measure, scale, min_sample"
        ),
        (
            "min_sample: 3", "min_sample: -3",
            "small@1 speed/response min_sample: expected a whole number from 0 up, found '-3'"
        ),
        (
            "points: 10\n        unit", "points: 0\n        unit",
            "small@1 speed/response points: expected a number above 0, up to 100, with at most 2 digits behind the point, found '0'"
        ),
        (
            "points: 10\n        rated:", "points: 10\n        min_sample: 3\n        rated:",
            "small@1 attitude/manner min_sample: only a measured indicator has a sample"
        ),
        (
            "points: 10\n        rated:", "points: 10\n        measure: {}\n        rated:",
            "small@1 attitude/manner: both rated and measured; keep 'rated', or 'measure' with 'scale'"
        ),
        (
            "measure: {from", "ignored: {from",
            "small@1 speed/response: unknown key 'ignored'; the keys here are code, title, points, unit, rated, measure, scale, min_sample\nsmall@1 speed/response: a scale without a measure; add 'measure'"
        ),
    ])
    func ofIndicators(_ piece: String, _ replacement: String, _ problems: String) throws {
        try check(piece, replacement, problems)
    }

    @Test(arguments: [
        (
            "scale:\n          - {band: quick, best: 0, worst: 1, points: [10, 6]}\n          - {band: slow, best: 1, worst: 4, points: [5, 0]}",
            "", "small@1 speed/response: measured without a scale; add 'scale'"
        ),
        (
            "measure: {from: ticket, at: opened_at, value: \"avg(hours(first_response_at - opened_at))\"}\n        scale:\n          - {band: quick, best: 0, worst: 1, points: [10, 6]}\n          - {band: slow, best: 1, worst: 4, points: [5, 0]}",
            "", "small@1 speed/response: neither rated nor measured; add 'rated', or 'measure' with 'scale'"
        ),
        ("from: ticket, ", "", "small@1 speed/response measure: the key 'from' is missing"),
        (
            "from: ticket, ", "from: ticket, filter: x, ",
            "small@1 speed/response measure: unknown key 'filter'; the keys here are from, at, as_of, where, value, of, one_per, credit, mix, scored_on, per, relative_to, when_empty"
        ),
        (
            "from: ticket, ", "from: ticket, mix: category, ",
            "small@1 speed/response measure mix: expected a list, found 'category'"
        ),
        ("from: ticket, ", "from: ticket, mix: [], ", "small@1 speed/response measure mix: the list is empty"),
        ("from: ticket, ", "from: ticket, mix: [a, a], ", "small@1 speed/response measure mix: 'a' is listed twice"),
        (
            "from: ticket, ", "from: ticket, mix: [a, b, c, d, e, f], ",
            "small@1 speed/response measure mix: 6 columns of a mix; 5 is the most"
        ),
        (
            "from: ticket, ", "from: ticket, mix: [a], per: employed_day, ",
            "small@1 speed/response measure mix: a value per day is no mean of rows, which mix holds against others; leave out per or mix"
        ),
        (
            "from: ticket, ", "from: ticket, scored_on: adjusted, ",
            "small@1 speed/response measure scored_on: add mix: the columns that tell kinds of work apart"
        ),
        (
            "from: ticket, ", "from: ticket, mix: [a], scored_on: adjusted, relative_to: peer_mean, ",
            "small@1 speed/response measure scored_on: an adjusted value is held against everyone already; leave out relative_to"
        ),
        (
            "from: ticket, ", "from: ticket, mix: [a], relative_to: previous, ",
            "small@1 speed/response measure mix: a change against the period before is no mean of rows, which mix holds against others; leave out relative_to or mix"
        ),
        (
            "from: ticket, ", "from: ticket, of: team, ",
            "small@1 speed/response measure of: expected department, found 'team'"
        ),
        (
            "from: ticket, ", "from: ticket, of: department, per: working_day, ",
            "small@1 speed/response measure of: the figure of a whole department takes no per; leave out per or of"
        ),
        (
            "from: ticket, ", "from: ticket, of: department, one_per: customer_id, ",
            "small@1 speed/response measure of: the figure of a whole department takes no one_per; leave out one_per or of"
        ),
        (
            "from: ticket, ", "from: ticket, of: department, mix: [a], ",
            "small@1 speed/response measure of: the figure of a whole department takes no mix; leave out mix or of"
        ),
        (
            "from: ticket, ", "from: ticket, of: department, relative_to: peer_mean, ",
            "small@1 speed/response measure of: the figure of a whole department takes no relative_to; leave out relative_to or of"
        ),
        (
            "from: ticket, ", "from: ticket, per: hour, ",
            "small@1 speed/response measure per: expected employed_day, working_day or full_time_equivalent, found 'hour'"
        ),
        (
            "from: ticket, ", "from: ticket, as_of: today, ",
            "small@1 speed/response measure as_of: expected period_end, found 'today'"
        ),
        (
            "from: ticket, ", "from: ticket, one_per: \"customer_id, best\", ",
            "small@1 speed/response measure one_per: expected a column, or a column and latest, first, worst or mean as in 'customer_id, first', found 'customer_id, best'"
        ),
        (
            "from: ticket, ", "from: ticket, relative_to: boss, ",
            "small@1 speed/response measure relative_to: expected peer_mean or previous, found 'boss'"
        ),
        (
            "from: ticket, ", "from: ticket, when_empty: nothing, ",
            "small@1 speed/response measure when_empty: expected a number, found 'nothing'"
        ),
    ])
    func ofMeasures(_ piece: String, _ replacement: String, _ problems: String) throws {
        try check(piece, replacement, problems)
    }

    @Test(arguments: [
        (
            "best: 0, worst: 1, points: [10, 6]", "best: 1, worst: 1, points: 10", "best: 1, worst: 4",
            "best: 4, worst: 4",
            "small@1 speed/response scale band \"slow\" points: best and worst are equal, so the band gives one number of points, not two\nsmall@1 speed/response scale: no band's best and worst differ, so it does not show which way is better"
        ),
        (
            "best: 1, worst: 4", "best: 0.5, worst: 4", "", "",
            "small@1 speed/response scale band \"slow\": overlaps the band before: it begins at 0.5, before that one ends at 1"
        ),
        (
            "best: 1, worst: 4", "best: 4, worst: 1", "", "",
            "small@1 speed/response scale band \"slow\": turns round: lower is better in the bands before, so its worst cannot be better than its best\nsmall@1 speed/response scale band \"slow\": no value falls into it: the band before reaches as far as 1"
        ),
        (
            "worst: 4, points: [5, 0]", "worst: 1, points: 5", "", "",
            "small@1 speed/response scale band \"slow\": no value falls into it: the band before reaches as far as 1"
        ),
        (
            "points: [10, 6]", "points: [9, 6]", "", "",
            "small@1 speed/response scale band \"quick\" points: the best band gives 9 at best, not the indicator's 10 points"
        ),
        (
            "points: [10, 6]", "points: [11, 6]", "", "",
            "small@1 speed/response scale band \"quick\" points: the best band gives 11 at best, not the indicator's 10 points"
        ),
        (
            "points: [5, 0]", "points: [7, 0]", "", "",
            "small@1 speed/response scale band \"slow\" points: 7 is above the 6 at the end of the band before: a better value must not get fewer points"
        ),
        (
            "points: [5, 0]", "points: [0, 5]", "", "",
            "small@1 speed/response scale band \"slow\" points: 0 at best and 5 at worst: a better value must not get fewer points"
        ),
        (
            "points: [5, 0]", "points: [5, -1]", "", "",
            "small@1 speed/response scale band \"slow\" points: expected a number from 0 to 100 with at most 2 digits behind the point, found '-1'"
        ),
        (
            "points: [5, 0]", "points: [5, 3, 0]", "", "",
            "small@1 speed/response scale band \"slow\" points: expected one number, or a list of two, found 3"
        ),
        (
            "points: [5, 0]", "points: [5, 0.001]", "", "",
            "small@1 speed/response scale band \"slow\" points: expected a number from 0 to 100 with at most 2 digits behind the point, found '0.001'"
        ),
        (
            "points: [5, 0]", "points: [5, 0], step: 0", "", "",
            "small@1 speed/response scale band \"slow\" step: expected a number above 0, found '0'"
        ),
        (
            "points: [5, 0]", "points: [5, 0], step: 4", "", "",
            "small@1 speed/response scale band \"slow\" step: 4 is wider than the band"
        ),
        ("band: slow", "band: quick", "", "", "small@1 speed/response scale band \"quick\": the band is listed twice"),
        (
            "band: slow, best: 1, ", "band: slow, ", "", "",
            "small@1 speed/response scale band \"slow\": the key 'best' is missing"
        ),
        (
            "scale:\n", "scale: []\n        unit2:\n", "", "",
            "small@1 speed/response: unknown key 'unit2'; the keys here are code, title, points, unit, rated, measure, scale, min_sample\nsmall@1 speed/response scale: the list is empty"
        ),
    ])
    func ofScales(
        _ piece: String, _ replacement: String, _ other: String, _ otherReplacement: String, _ problems: String
    ) throws {
        let text = try Small.text(piece, becomes: replacement)
        try #require(other.isEmpty || text.contains(other))
        #expect(
            Small.problems(of: other.isEmpty ? text : text.replacing(other, with: otherReplacement)) == lines(problems))
    }

    @Test(arguments: [
        (
            "points: [0, 4.99]", "points: [0, 5]",
            "small@1 attitude/manner level \"cold\" points: 0–5 does not lie below the level before, 5–10; list the levels from the best down, without overlap"
        ),
        (
            "points: [5, 10]", "points: [10, 5]",
            "small@1 attitude/manner level \"warm\" points: 10 is above 5; write the lower end first"
        ),
        (
            "points: [5, 10]", "points: [5, 12]",
            "small@1 attitude/manner level \"warm\" points: the best level ends at 12, not at the indicator's 10 points"
        ),
        (
            "points: [0, 4.99]", "points: [-1, 4.99]",
            "small@1 attitude/manner level \"cold\" points: expected a number from 0 to 100 with at most 2 digits behind the point, found '-1'"
        ),
        ("level: cold", "level: warm", "small@1 attitude/manner level \"warm\": the level is listed twice"),
        ("title: {zh: 冷淡, en: Cold}, ", "", "small@1 attitude/manner level \"cold\": the key 'title' is missing"),
    ])
    func ofLevels(_ piece: String, _ replacement: String, _ problems: String) throws {
        try check(piece, replacement, problems)
    }

    @Test func allAtOnce() throws {
        let text = try Small.text("weight: 60", becomes: "weight: 50").replacing("talent_pool", with: "bonus")
            .replacing("at_least: 0", with: "at_least: 5").replacing("best: 1, worst: 4", with: "best: 0, worst: 4")
        #expect(
            Small.problems(of: text) == [
                "small@1 grade A outcomes: unknown outcome 'bonus'; the outcomes are promotion_priority, raise_priority, talent_pool, share_case, skill_training, improvement_training, warning, improvement_plan, pay_cut_review, transfer_review, dismissal_review",
                "small@1 grades: the last grade, B, begins at 5; the list must reach down to 0",
                "small@1 speed/response scale band \"slow\": overlaps the band before: it begins at 0, before that one ends at 1",
                "small@1 dimensions: the weights add up to 90, not to 100",
            ])
    }

    @Test func aDataSourceNeedsSomethingMeasured() throws {
        let text = """
            template: talk
            version: 1
            title: {zh: 谈, en: Talk}
            sources: {supervisor: {weight: 60}, data: {weight: 40}}
            grades: [{grade: A, at_least: 0, coefficient: 1}]
            dimensions:
              - code: all
                title: {zh: 全部, en: All}
                weight: 100
                indicators:
                  - code: manner
                    title: {zh: 沟通, en: Manner}
                    points: 10
                    rated: [{level: any, title: {zh: 有, en: Any}, points: [0, 10]}]
            """
        #expect(
            Small.problems(of: text) == [
                "talk@1 sources data: no indicator is measured, so this source never has a sheet"
            ])
        #expect(Small.problems(of: text.replacing("data", with: "peer")) == [])
    }

    @Test func twoPublishedTemplatesCannotClaimTheSame() throws {
        let first = try Small.template("version: 1", becomes: "version: 1\nposts: [clerk, agent]\ndefault: true")
        let second = try Small.template(
            "template: small\nversion: 1", becomes: "template: other\nversion: 3\nposts: [agent]\ndefault: true")
        #expect(
            [first, second].collisions.map(\.description) == [
                "other@3 posts: the post 'agent' is claimed by small@1 too; a post has one template",
                "other@3 default: small@1 is the default already; only one template can be",
            ])
        let third = try Small.template("version: 1", becomes: "version: 2\nposts: [agent]")
        #expect([first, third].collisions == [])
    }

    private func check(_ piece: String, _ replacement: String, _ problems: String) throws {
        #expect(try Small.problems(of: Small.text(piece, becomes: replacement)) == lines(problems))
    }

    private func lines(_ text: String) -> [String] {
        text.split(separator: "\n").map(String.init)
    }
}
