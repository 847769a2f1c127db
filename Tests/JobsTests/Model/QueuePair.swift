/// Two steps that happen at once.
///
/// A heartbeat is not among them: it passes over a row that somebody is just changing, which neither order gives, and does no
/// harm, for there is another five seconds later.
struct QueuePair: Sendable {
    let first: QueueStep
    let second: QueueStep

    struct Outcome {
        let first: QueueAnswer
        let second: QueueAnswer
        let model: QueueModel
    }

    static func random(using dice: inout some RandomNumberGenerator) -> QueuePair {
        let (one, two) = (Int.random(in: 0..<1000, using: &dice), Int.random(in: 0..<1000, using: &dice))
        let subject = one % QueueStep.subjects
        return switch Int.random(in: 0..<8, using: &dice) {
        case 0: QueuePair(first: .claim(worker: 0), second: .claim(worker: 1))
        case 1: QueuePair(first: .ask(subject: subject), second: .claim(worker: 0))
        case 2: QueuePair(first: .ask(subject: subject), second: .ask(subject: subject))
        case 3: QueuePair(first: .complete(claim: one), second: .cancel(job: two))
        case 4: QueuePair(first: .putBack(claim: one, counted: two % 2 == 0), second: .ask(subject: subject))
        case 5: QueuePair(first: .complete(claim: one), second: .sweep(worker: 2))
        case 6: QueuePair(first: .retry(job: one), second: .claim(worker: 1))
        default: QueuePair(first: .complete(claim: one), second: .complete(claim: two))
        }
    }

    /// What may come out: one first, or the other.
    func outcomes(from model: QueueModel) -> [Outcome] {
        let (a, thenB) = (model.applying(first), model.applying(first).model.applying(second))
        let (b, thenA) = (model.applying(second), model.applying(second).model.applying(first))
        var outcomes = [
            Outcome(first: a.answer, second: thenB.answer, model: thenB.model),
            Outcome(first: thenA.answer, second: b.answer, model: thenA.model),
        ]
        if case .claim = first {
            outcomes += outcomes.map {
                Outcome(first: $0.first, second: $0.second, model: $0.model.swappingLastClaims())
            }
        } else if case .claim(let worker) = second {
            var met = a.model
            let answer = met.claim(worker: worker, meeting: first)
            outcomes.append(Outcome(first: a.answer, second: answer, model: met))
        }
        if case .putBack(let claim, let counted) = first {
            var met = model
            if let answer = met.putBack(claim: claim, counted: counted, meeting: second) {
                let asked = met.apply(second)
                outcomes.append(Outcome(first: answer, second: asked, model: met))
            }
        }
        return outcomes
    }
}
