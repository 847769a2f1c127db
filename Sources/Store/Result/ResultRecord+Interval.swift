import Exact
package import Statistics

extension ResultRecord {
    /// The 95% interval of the Net Promoter Score; nil where nobody answered.
    package var npsInterval: Interval? {
        npsResponses.flatMap {
            Interval(promoters: npsPromoters ?? 0, detractors: npsDetractors ?? 0, responses: $0)
        }
    }

    /// The 95% interval of the satisfaction, in percent; nil where nobody answered.
    package var satisfactionInterval: Interval? {
        satisfactionResponses.flatMap { responses in
            Rational(Whole(satisfied ?? 0), over: Whole(responses)).flatMap {
                Interval(share: $0, of: Int(responses), digits: 2)
            }
        }
    }
}
