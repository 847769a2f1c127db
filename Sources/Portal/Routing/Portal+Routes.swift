extension Portal {
    /// All that can be asked of the portal, and who gets it: what does not stand here is not there.
    static let routes: [Route] = [
        ofTheSite, ofSigningIn, ofPeople, ofRules, ofPeriods, ofTheQueue, ofTemplates,
    ].flatMap { $0.flatMap(\.self) }

    private static let ofTheSite: [[Route]] = [
        .get("livez", [.everybody], Portal.alive),
        .get("readyz", [.everybody], Portal.ready),
        .get("merit.css", [.everybody], Portal.styleSheet),
        .get("merit.js", [.everybody], Portal.script),
        .get("favicon.ico", [.everybody], Portal.icon),
        .get("language", [.everybody], Portal.changeLanguage),
    ]

    private static let ofSigningIn: [[Route]] = [
        .get("sign-in", [.everybody], Portal.showSignIn),
        .post("sign-in/demo", [.everybody], Portal.pick),
        .get("sign-in/openid", [.everybody], Portal.beginOpenID),
        .get("sign-in/openid/return", [.everybody], Portal.endOpenID),
        .get("link/:token", [.everybody], Portal.showLink),
        .post("link", [.everybody], Portal.useLink),
        .post("sign-out", [.everybody], Portal.signOut),
        .get("sessions", [.signedIn], Portal.sessions),
        .post("sessions/:number/end", [.signedIn], Portal.endSession),
    ]

    private static let ofPeople: [[Route]] = [
        .get("/", [.signedIn], Portal.home),
        .get("months", [.signedIn], Portal.months),
        .get("month/:period", [.person], Portal.ownMonth),
        .get("month/:period/of/:person", .ofResult, Portal.month),
        .get("month/:period/of/:person/history", .ofResult, Portal.history),
        .get("month/:period/of/:person/words", .ofResult, Portal.words),
        .get("month/:period/of/:person/rows/:indicator", .ofResult, Portal.rows),
        .post("month/:period/of/:person/rows/:indicator", .ofResult, Portal.askRows),
        .form(ConfirmForm.self, [.person]),
        .form(ObjectForm.self, [.person]),
        .form(AppealForm.self, .officers),
        .form(ProposalForm.self, .officers),
        .get("standing/:period", [.person], Portal.ownStanding),
        .get("standing/:period/of/:person", .ofResult, Portal.standing),
        .get("standings", [.supervisor] + .ofPeriod, Portal.standings),
        .get("team/:period", [.supervisor], Portal.team),
        .form(EvaluateForm.self, [.signedIn]),
        .form(RateForm.self, [.supervisor]),
        .form(TaskForm.self, [.person, .supervisor]),
        .get("month/:period/of/:person/interview", .ofResult, Portal.interview),
        .form(RecordForm.self, [.supervisor] + .officers),
        .form(InterviewForm.self, [.person]),
        .get("trainings", [.signedIn], Portal.ownTrainings),
        .get("month/:period/of/:person/trainings", .ofResult, Portal.trainings),
        .form(RecordTrainingForm.self, .officers),
        .form(TrainingForm.self, [.person]),
        .get("repair", [.signedIn], Portal.repairs),
        .form(RepairForm.self, [.signedIn]),
    ]

    private static let ofRules: [[Route]] = [
        .get("rules", [.signedIn], Portal.rules),
        .get("rules/:code/:version", [.signedIn], Portal.ruleSheet),
        .get("rules/:code/:version/consultation", [.person], Portal.ruleConsultation),
        .form(AcknowledgeRulesForm.self, [.person]),
    ]

    private static let ofPeriods: [[Route]] = [
        .get("scored", [.signedIn], Portal.scored),
        .get("period/:period", [.signedIn], Portal.overview),
        .get("period/:period/departments", [.signedIn], Portal.departments),
        .get("period/:period/department", [.supervisor] + .ofPeriod, Portal.department),
        .get("period/:period/rules/:code/:version", [.signedIn], Portal.periodRules),
        .get("period/:period/quarter", .ofTemplates, Portal.quarter),
        .form(FindingForm.self, .ofTemplates, handedInBy: [.officer]),
        .form(ThemeForm.self, .ofTemplates, handedInBy: [.officer]),
        .get("periods", .ofPeriod, Portal.periods),
        .form(AskForm.self, [.officer]),
        .get("period/:period/desk", .ofPeriod, Portal.desk),
        .get("period/:period/desk/:list", .ofPeriod, Portal.deskList),
        .form(SetPeriodForm.self, [.officer]),
        .form(DeliverForm.self, .officers),
        .get("period/:period/reminders", .officers, Portal.reminders),
        .get("period/:period/reminders.csv", .officers, Portal.remindersFile),
        .form(RemindForm.self, .officers),
        .get("results", .ofPeriod, Portal.results),
        .get("results.csv", .ofPeriod, Portal.resultsFile),
        .get("raters", [.supervisor] + .ofTemplates, Portal.raters),
        .form(OpenCalibrationForm.self, .officers),
        .form(CalibrationForm.self, [.rater]),
        .get("payroll", [.officer, .payroll], Portal.payroll),
        .get("payroll/:number/:format", [.officer, .payroll], Portal.payrollFile),
        .form(PayrollForm.self, [.officer]),
    ]

    private static let ofTheQueue: [[Route]] = [
        .get("queue", .ofQueue, Portal.queue),
        .get("queue/:act", .ofQueue, Portal.queueList),
        .get("job/:number", .ofQueue, Portal.job),
        .get("job/:number/steps", .ofQueue, Portal.jobSteps),
        .form(QueueForm.self, [.queueOperator]),
    ]

    private static let ofTemplates: [[Route]] = [
        .get("templates", .ofTemplates, Portal.templates),
        .get("templates/:code/:version", .ofTemplates, Portal.template),
        .get("templates/:code/:version/sheet", .ofTemplates, Portal.templateSheet),
        .get("templates/:code/:version/consultation", .ofTemplates, Portal.templateConsultation),
        .get("templates/:code/:version/compare", .ofTemplates, Portal.comparison),
        .get("templates/:code/:version/try", [.officer], Portal.trial),
        .form(TemplateForm.self, [.officer]),
        .form(TemplateTextForm.self, [.officer]),
        .form(IndicatorForm.self, [.officer]),
        .form(NewIndicatorForm.self, [.officer]),
        .form(RemoveIndicatorForm.self, [.officer]),
        .form(PublishForm.self, [.officer]),
        .form(DropTemplateForm.self, [.officer]),
    ]
}
