import Appraisal
import Exact
import Reports

extension PersonPage {
    /// What people and customers wrote, what is to be done, what was revised.
    func fillNotes(_ scope: inout Scope, _ words: Words) {
        scope.list("remarks", of: month.words.filter { $0.indicator == nil }) { scope, remark in
            scope.text("remark_by", remark.isPlan ? words.nextPlan : words.perspective(remark.source))
            scope.text("remark", remark.comment)
        }
        scope.list("customers", of: month.customers) { scope, customer in
            scope.text("customer_score", "\(customer.score.normalized)")
            scope.text("customer_survey", words.survey(customer.relation))
            scope.text("customer_words", customer.comment)
            scope.text("customer_ticket", customer.ticket)
            scope.text("customer_day", words.day(customer.day))
        }
        scope.list("oddities", of: month.oddities) { scope, oddity in
            scope.text("oddity", words.oddity(oddity.kind))
            scope.text("oddity_in", oddity.kind == "empty" ? words.say("数据", "Rows") : words.relation(oddity.relation))
        }
        scope.list("tasks", of: month.tasks) { scope, task in
            let unit = rules?.template.indicator(task.indicator)?.unit
            scope.text("task", titleOf(task.indicator, words))
            let aim = task.target.map { words.value($0, unit: unit) }
            scope.text(
                "task_aim",
                aim.map { aim in
                    task.value.map {
                        words.say(
                            "由 \(words.value($0, unit: unit)) 到 \(aim)", "from \(words.value($0, unit: unit)) to \(aim)"
                        )
                    }
                        ?? words.say("达到 \(aim)", "to \(aim)")
                }
                    ?? words.say(
                        "由 \(words.number(task.pointsNow)) 分到 \(words.number(task.pointsAtTarget)) 分",
                        "from \(words.number(task.pointsNow)) to \(words.number(task.pointsAtTarget)) points"))
            scope.text("task_gain", task.gain.map(words.number))
            scope.text("task_due", words.day(task.dueOn))
            scope.text("task_state", words.taskState(task.status))
            scope.text("task_missed", task.timesMissed > 0 ? "\(task.timesMissed)" : nil)
            scope.text("task_training", task.training)
            scope.link("task_link", task.isToDo ? .form(.task(task.number)) : nil)
            scope.list("task_words", of: task.words) { scope, said in scope.text("task_said", said) }
        }
        scope.list("revisions", of: month.revisions.count > 1 ? month.revisions.reversed() : []) { scope, revision in
            scope.text("revision", "\(revision.number)")
            scope.text("revised_at", words.day(revision.at))
            scope.text("revised_total", revision.total.map { "\($0)\(revision.grade.map { " \($0)" } ?? "")" })
            scope.text("revised_why", revision.why.map { words.language.whyRevised($0) })
            scope.text(
                "revised_what",
                revision.indicators.isEmpty ? nil : words.list(revision.indicators.map { titleOf($0, words) }))
        }
    }

    /// How the delivery stands, and what can be done about the result.
    func fillAnswer(_ scope: inout Scope, _ words: Words) {
        let delivery = month.delivery
        scope.text(
            "delivery_state", delivery.map { words.delivery($0.state) } ?? words.say("尚未送达", "not delivered yet"))
        scope.text("delivered_on", delivery.flatMap { words.day($0.deliveredOn) })
        scope.text("answer_by", delivery.flatMap { $0.isOpen ? words.deadline($0.answerBy) : nil })
        scope.text("answered_on", delivery.flatMap { words.day($0.answeredOn) })
        scope.text("answer_words", delivery?.words)
        scope.flag("can_answer", delivery?.isOpen == true && month.result.isOwn)
        scope.flag("can_object", delivery != nil && month.result.isOwn)
        scope.link("confirm_link", .form(.confirm))
        scope.link("object_link", .form(.object))
        scope.text("confirm_call", "select merit_api.confirm('\(period.label.quoted)')")
        let example = month.scores.first { $0.points != nil && !$0.isRated }?.indicator ?? ""
        scope.text(
            "object_call",
            "select merit_api.object('\(period.label.quoted)', '\(words.say("哪里不对，为什么", "what is wrong, and why"))', 'figure', '\(example.quoted)')"
        )
        scope.list("appeals", of: month.appeals) { scope, appeal in
            scope.text("appeal_kind", words.appealKind(appeal.kind))
            scope.text("appeal_about", appeal.indicator.map { titleOf($0, words) })
            scope.text("appeal_reason", appeal.reason)
            scope.text("appeal_on", words.day(appeal.submittedOn))
            scope.text("appeal_state", words.appealState(appeal.status))
            scope.text("appeal_due", appeal.status == "open" ? words.day(appeal.dueOn) : nil)
            scope.text("appeal_decision", appeal.decision)
            scope.text("appeal_decided", words.day(appeal.decidedOn))
            scope.link("decide_link", appeal.isToDecide ? .form(.appeal(appeal.number)) : nil)
        }
    }
}

extension String {
    /// Within the quotes of a text of SQL.
    fileprivate var quoted: String { replacing("'", with: "''") }
}
