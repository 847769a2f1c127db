/// The relations of `merit_source` as views over a help desk's own tables.
package struct Adapter: Sendable {
    /// Whom a ticket is credited to that several people had in hand.
    package enum Credit: String, Sendable, CaseIterable {
        case owner
        case firstResponder = "first_responder"
        case resolver
    }

    package let name: String
    /// The help desk, in the version that the views were written for.
    package let system: String
    /// The schema of its tables, where nobody says another.
    package let schema: String
    /// The tables that it reads.
    package let tables: [String]
    /// What it gives, each in the order in which they can be created.
    package let relations: [SourceScript]
    /// Whether it gives times of a zone that it does not tell; the others keep UTC.
    package var hidesZone = false
    /// Creates the desk's tables, empty, to be loaded from files: of desks whose own database Merit cannot be in.
    package var fileTables: String?
    /// The desk's agents, by whom the relations are credited.
    let agents: SourceScript

    /// What the relations stand on: created with any of them, and before.
    package var ground: [SourceScript] {
        [
            SourceScript("adapter", PackageResources.adapter_setting_sql),
            SourceScript("agent_map", PackageResources.adapter_agent_map_sql),
            agents,
            SourceScript("employee", PackageResources.adapter_employee_sql),
            SourceScript("agent", PackageResources.adapter_agent_sql),
        ]
    }

    /// Lists agents whose tickets count for nobody: created behind a `ticket` of the adapter's own.
    package var check: SourceScript { SourceScript("unmapped_agent", PackageResources.adapter_unmapped_agent_sql) }

    /// All of them, by their names.
    package static let all: [Adapter] = [chatwoot, glpi, odoo, osticket, zammad]

    static let chatwoot = Adapter(
        name: "chatwoot", system: "Chatwoot 3.14 to 4.5", schema: "public",
        tables: [
            "account_users", "accounts", "applied_slas", "contacts", "conversations", "csat_survey_responses",
            "inboxes",
            "messages", "reporting_events", "team_members", "teams", "users",
        ],
        relations: [
            SourceScript("ticket", PackageResources.chatwoot_ticket_sql),
            SourceScript("satisfaction_response", PackageResources.chatwoot_satisfaction_response_sql),
        ],
        agents: SourceScript("desk_agent", PackageResources.chatwoot_desk_agent_sql))

    static let glpi = Adapter(
        name: "glpi", system: "GLPI 10.0", schema: "glpi",
        tables: [
            "glpi_groups", "glpi_itilcategories", "glpi_itilfollowups", "glpi_itilsolutions", "glpi_requesttypes",
            "glpi_tickets", "glpi_tickets_tickets", "glpi_tickets_users", "glpi_ticketsatisfactions", "glpi_useremails",
            "glpi_users",
        ],
        relations: [
            SourceScript("ticket", PackageResources.glpi_ticket_sql),
            SourceScript("satisfaction_response", PackageResources.glpi_satisfaction_response_sql),
        ],
        hidesZone: true, fileTables: PackageResources.glpi_tables_sql,
        agents: SourceScript("desk_agent", PackageResources.glpi_desk_agent_sql))

    static let odoo = Adapter(
        name: "odoo", system: "Odoo 16 with OCA's helpdesk_mgmt", schema: "public",
        tables: [
            "helpdesk_ticket", "helpdesk_ticket_category", "helpdesk_ticket_channel", "helpdesk_ticket_stage",
            "helpdesk_ticket_team", "helpdesk_ticket_team_res_users_rel", "ir_model_data", "ir_model_fields",
            "mail_message",
            "mail_message_subtype", "mail_tracking_value", "res_partner", "res_users", "res_users_log",
        ],
        relations: [
            SourceScript("ticket", PackageResources.odoo_ticket_sql),
            SourceScript(
                "satisfaction_response", PackageResources.odoo_satisfaction_response_sql, needs: "rating_rating"),
        ],
        agents: SourceScript("desk_agent", PackageResources.odoo_desk_agent_sql))

    static let osticket = Adapter(
        name: "osticket", system: "osTicket 1.18", schema: "osticket",
        tables: [
            "ost_department", "ost_event", "ost_form_entry", "ost_form_entry_values", "ost_form_field",
            "ost_help_topic", "ost_staff", "ost_thread", "ost_thread_entry", "ost_thread_event", "ost_ticket",
            "ost_ticket_priority", "ost_ticket_status",
        ],
        relations: [SourceScript("ticket", PackageResources.osticket_ticket_sql)],
        hidesZone: true, fileTables: PackageResources.osticket_tables_sql,
        agents: SourceScript("desk_agent", PackageResources.osticket_desk_agent_sql))

    static let zammad = Adapter(
        name: "zammad", system: "Zammad 7.2", schema: "public",
        tables: [
            "groups", "histories", "history_attributes", "history_objects", "permissions", "permissions_roles",
            "roles_users",
            "ticket_article_senders", "ticket_article_types", "ticket_articles", "ticket_priorities",
            "ticket_state_types",
            "ticket_states", "tickets", "users",
        ],
        relations: [SourceScript("ticket", PackageResources.zammad_ticket_sql)],
        agents: SourceScript("desk_agent", PackageResources.zammad_desk_agent_sql))
}
