-- What a review found is decided at the portal: its function is put in place anew, with what the decision takes.
drop function if exists merit_api.quarter_findings(date);
