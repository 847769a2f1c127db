extension RaterAxis {
    package var summary: String { language.noFigures }
    package var table: ChartTable { ChartTable([.init(language.say("项目", "Item"))], []) }
    package var svg: String { empty }
}
