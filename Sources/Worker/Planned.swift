import Appraisal
import Store

/// One person's result, with the weak spots that become tasks.
struct Planned {
    let record: ResultRecord
    let template: Template
    let spots: [WeakSpot]
}
