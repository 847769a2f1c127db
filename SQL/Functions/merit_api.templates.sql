-- Rules concern everyone: who writes them has the duty hr towards everyone, and who looks has that or the duty auditor.
create or replace function merit_api.templates(of_code text default null, of_version integer default null)
    returns table (
        template_code text, template_version integer, status text, problems text[], created_by text, created_at timestamptz,
        published_by text, published_at timestamptz, consulted_on date, consultation text, is_yours boolean, seen text, document jsonb)
    language plpgsql stable security definer set search_path = pg_catalog, pg_temp set plan_cache_mode = force_custom_plan set jit = off
as $$
#variable_conflict use_column
declare
    viewer constant text := merit.viewer();
    writes constant boolean := exists (select from merit.duty_of(viewer, 'hr') d where d is null);
begin
    if not writes and not exists (select from merit.duty_of(viewer, 'auditor') d where d is null) then
        return;
    end if;
    return query
        select t.code, t.version, t.status, t.problems, t.created_by, t.created_at, t.published_by, t.published_at, t.consulted_on,
            t.consultation, writes,
            case when of_version is not null then encode(sha256(convert_to(t.document::text, 'UTF8')), 'hex') end,
            case when of_version is not null then t.document end
        from merit.template t
        where (of_code is null or t.code = of_code) and (of_version is null or t.version = of_version)
        order by t.code, t.version desc;
end
$$;
comment on function merit_api.templates is
    'Versions of templates, drafts too; of one that is asked for by its version the document, and seen, by which whoever changes it shows what they looked at. For whoever has the duty hr or auditor towards everyone.';

-- Drafts that nobody published are one person's work until somebody else's: of two who change what both looked at the second is told.
create or replace function merit_api.draft_template(of_code text, of_version integer, seen text, document jsonb) returns integer
    language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
    viewer constant text := merit.known_viewer();
    base merit.template;
    other merit.template;
    next_version integer;
begin
    if not exists (select from merit.duty_of(viewer, 'hr') d where d is null) then
        perform merit.refuse(format('template %s@%s that you may change', of_code, of_version));
    end if;
    perform merit.take_turn('template');
    select t.* into base from merit.template t where t.code = of_code and t.version = of_version for update;
    if not found then
        perform merit.refuse(format('template %s@%s that you may change', of_code, of_version));
    end if;
    if encode(sha256(convert_to(base.document::text, 'UTF8')), 'hex') is distinct from draft_template.seen then
        raise exception 'template %@% was changed meanwhile', of_code, of_version
            using errcode = 'object_not_in_prerequisite_state', hint = 'Look at it as it stands, and change that.';
    end if;
    if jsonb_typeof(draft_template.document) is distinct from 'object' or draft_template.document ->> 'template' is distinct from of_code then
        raise exception 'the document is none of template %', of_code
            using errcode = 'check_violation', hint = 'A version keeps the code of its template.';
    end if;
    if base.status not in ('published', 'retired') then
        update merit.template t
        set document = jsonb_set(draft_template.document, '{version}', to_jsonb(of_version)), status = 'draft'
        where t.template_id = base.template_id;
        return of_version;
    end if;
    select t.* into other from merit.template t
    where t.code = of_code and t.version > of_version and t.status in ('draft', 'checked', 'rejected')
    order by t.version desc limit 1;
    if found then
        raise exception 'template %@% is a draft already, by %', of_code, other.version, other.created_by
            using errcode = 'object_not_in_prerequisite_state', hint = 'Change that one, or discard it.';
    end if;
    select max(t.version) + 1 into next_version from merit.template t where t.code = of_code;
    insert into merit.template (document) values (jsonb_set(draft_template.document, '{version}', to_jsonb(next_version)));
    return next_version;
end
$$;
comment on function merit_api.draft_template is
    'Keeps a changed document: a draft in its place, what was published as the draft of the next version, whose number it returns. You have the duty hr towards everyone, and give in seen what you looked at.';

create or replace function merit_api.drop_template(of_code text, of_version integer, seen text) returns void
    language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
    viewer constant text := merit.known_viewer();
    found_template merit.template;
begin
    if exists (select from merit.duty_of(viewer, 'hr') d where d is null) then
        select t.* into found_template from merit.template t
        where t.code = of_code and t.version = of_version and t.status in ('draft', 'checked', 'rejected') for update;
    end if;
    if found_template.template_id is null then
        perform merit.refuse(format('draft %s@%s that you may discard', of_code, of_version));
    end if;
    if encode(sha256(convert_to(found_template.document::text, 'UTF8')), 'hex') is distinct from drop_template.seen then
        raise exception 'template %@% was changed meanwhile', of_code, of_version
            using errcode = 'object_not_in_prerequisite_state', hint = 'Look at it as it stands.';
    end if;
    delete from merit.template t where t.template_id = found_template.template_id;
end
$$;
comment on function merit_api.drop_template is
    'Discards a draft that was never published; merit.event keeps what it said. You have the duty hr towards everyone.';

create or replace function merit_api.publish_template(
    of_code text, of_version integer, seen text, consulted_on date, consultation text) returns void
    language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
    viewer constant text := merit.known_viewer();
    draft merit.template;
begin
    if exists (select from merit.duty_of(viewer, 'hr') d where d is null) then
        perform merit.take_turn('template');
        select t.* into draft from merit.template t
        where t.code = of_code and t.version = of_version and t.status in ('draft', 'checked', 'rejected') for update;
    end if;
    if draft.template_id is null then
        perform merit.refuse(format('draft %s@%s that you may publish', of_code, of_version));
    end if;
    if encode(sha256(convert_to(draft.document::text, 'UTF8')), 'hex') is distinct from publish_template.seen then
        raise exception 'template %@% was changed meanwhile', of_code, of_version
            using errcode = 'object_not_in_prerequisite_state', hint = 'Look at it as it stands, and publish that.';
    end if;
    if publish_template.consulted_on is null or btrim(coalesce(publish_template.consultation, '')) = ''
        or length(publish_template.consultation) > 100000 then
        raise exception 'whoever publishes rules says who was consulted, when and how'
            using errcode = 'not_null_violation', hint = 'Give consulted_on, and consultation in at most 100000 characters.';
    end if;
    -- It may be tomorrow already where they were.
    if not isfinite(publish_template.consulted_on)
        or publish_template.consulted_on > (clock_timestamp() at time zone 'UTC' + interval '14 hours')::date then
        raise exception 'nobody was consulted on %, which is still to come', publish_template.consulted_on
            using errcode = 'check_violation', hint = 'Give the day on which they were.';
    end if;
    update merit.template t
    set consulted_on = publish_template.consulted_on, consultation = publish_template.consultation, status = 'published'
    where t.template_id = draft.template_id;
end
$$;
comment on function merit_api.publish_template is
    'Publishes a checked version in your name, with who was consulted on it, when and how; the version before is retired. You have the duty hr towards everyone, and give in seen what you looked at.';

grant execute on function merit_api.templates, merit_api.draft_template, merit_api.drop_template, merit_api.publish_template to merit_person;
