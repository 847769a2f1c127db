/// What the source schema holds: the relations that measures may read.
package struct SourceCatalog: Sendable {
    /// The relations by name.
    package var relations: [String: SourceRelation]

    package init(relations: [String: SourceRelation]) {
        self.relations = relations
    }
}
