/// Takes down what is wrong while a template is read, so that reading can go on and find the rest.
final class ProblemLog {
    private(set) var problems: [Problem] = []

    func note(_ reason: String, at place: String) {
        problems.append(Problem(place: place, reason: reason))
    }
}
