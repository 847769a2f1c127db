create table merit.template (
    template_id  bigint generated always as identity primary key,
    code         text        not null,
    version      integer     not null check (version > 0),
    document     jsonb       not null,
    status       text        not null default 'draft'
        check (status in ('draft', 'checked', 'rejected', 'published', 'retired')),
    problems     text[]      not null default '{}',
    created_by   text        not null default session_user,
    created_at   timestamptz not null default clock_timestamp(),
    published_by text,
    published_at timestamptz,
    unique (code, version)
);

create unique index template_published on merit.template (code) where status = 'published';

comment on table merit.template is
    'Appraisal templates. INSERT a draft, the worker checks it, a person publishes it; a published document never changes.';
comment on column merit.template.template_id is 'Number of the template version.';
comment on column merit.template.code is 'Name of the template; taken from the document where it is left out.';
comment on column merit.template.version is 'Its version; taken from the document where it is left out.';
comment on column merit.template.document is 'Dimensions, indicators, measures, scales and grades; flat once it is checked, whatever it extended.';
comment on column merit.template.status is
    'draft: to be checked; checked: may be published; rejected: see problems; published: in use; retired: was in use.';
comment on column merit.template.problems is 'Everything the check found, each with its place and reason.';
comment on column merit.template.created_by is 'Who put it in.';
comment on column merit.template.created_at is 'When.';
comment on column merit.template.published_by is 'Who published it.';
comment on column merit.template.published_at is 'When.';

create function merit.guard_template() returns trigger
    language plpgsql set search_path = pg_catalog, pg_temp
as $$
declare
    named constant text := format('template %s@%s', new.code, new.version);
    is_deciding constant boolean := tg_op = 'UPDATE' and new.status <> old.status and new.status in ('published', 'retired');
    other record;
begin
    if tg_op = 'INSERT' then
        new.code := coalesce(new.code, new.document ->> 'template');
        new.version := coalesce(new.version, case
            when new.document ->> 'version' ~ '^[0-9]{1,9}$' then (new.document ->> 'version')::integer end);
        if new.code is null or new.version is null then
            raise exception 'a template needs a code and a version'
                using errcode = 'not_null_violation', hint = 'Give them as columns, or in the document as "template" and "version".';
        end if;
        if new.status <> 'draft' then
            raise exception 'template %@% begins as a draft, not as %', new.code, new.version, new.status
                using errcode = 'check_violation', hint = 'Leave status out; the worker checks the draft, then publish it.';
        end if;
        return new;
    end if;

    if (new.code, new.version) is distinct from (old.code, old.version) then
        raise exception '% cannot be renamed', format('template %s@%s', old.code, old.version)
            using errcode = 'check_violation', hint = 'Insert a new draft under the other name.';
    end if;
    if old.status in ('published', 'retired') then
        if new.document is distinct from old.document then
            raise exception '% was published; its document never changes', named
                using errcode = 'check_violation', hint = 'Insert the changed document as a new version and publish that.';
        end if;
        if to_jsonb(new) - 'status' <> to_jsonb(old) - 'status' then
            raise exception '% was published; by whom and when stays as it is', named
                using errcode = 'check_violation', hint = 'It can only be retired.';
        end if;
    elsif new.document is distinct from old.document then
        if new.status = 'published' then
            raise exception '% cannot be changed and published at once', named
                using errcode = 'check_violation', hint = 'Change it first; it is published once the worker has checked it.';
        end if;
        if new.status = old.status then
            new.status := 'draft';
        end if;
    end if;
    if new.status = 'draft' and old.status <> 'draft' then
        new.problems := '{}';
    end if;

    if new.status <> old.status and (old.status, new.status) not in (
        ('draft', 'checked'), ('draft', 'rejected'), ('checked', 'draft'), ('checked', 'rejected'), ('rejected', 'draft'),
        ('checked', 'published'), ('published', 'retired')) then
        raise exception '% is %; it cannot become %', named, old.status, new.status
            using errcode = 'check_violation', hint = case
                when new.status = 'published' and old.status = 'draft' then 'It is published once the worker has checked it.'
                when new.status = 'published' and old.status = 'rejected' then 'Mend what its column problems names first.'
                when old.status = 'retired' then 'Insert its document as a new version and publish that.'
                else 'The order is draft, checked or rejected, published, retired.' end;
    end if;

    if is_deciding and not pg_has_role(current_user, 'merit_hr', 'member') then
        raise exception '% cannot be % by %: that is a person''s act', named, new.status, current_user
            using errcode = 'insufficient_privilege', hint = 'Do it as a member of merit_hr.';
    end if;
    if is_deciding and new.status = 'published' then
        -- What may collide is checked against a set that stands still, and that is seen as it stands.
        if current_setting('transaction_isolation') = 'repeatable read' then
            raise exception '% cannot be published in a transaction that is REPEATABLE READ', named
                using errcode = 'object_not_in_prerequisite_state',
                    hint = 'It would not see what others publish meanwhile; use READ COMMITTED.';
        end if;
        perform pg_advisory_xact_lock('merit.template'::regclass::oid::integer, 0);
        for other in
            select o.code, o.version, post.name as post
            from merit.template o
                left join lateral (
                    select p.name
                    from jsonb_array_elements_text(
                        case jsonb_typeof(o.document -> 'posts') when 'array' then o.document -> 'posts' else '[]' end) p (name)
                    where new.document -> 'posts' ? p.name
                    limit 1) post on true
            where o.status = 'published' and o.code <> new.code
                and (post.name is not null or (o.document ->> 'default' = 'true' and new.document ->> 'default' = 'true'))
            order by o.code
        loop
            raise exception '% cannot be published: template %@% claims % too', named, other.code, other.version,
                coalesce('the post "' || other.post || '"', '"default"')
                using errcode = 'unique_violation', hint = 'Retire that template, or change one of the two.';
        end loop;
        update merit.template set status = 'retired' where code = new.code and status = 'published';
        new.published_by := coalesce(new.published_by, session_user);
        new.published_at := clock_timestamp();
    end if;
    return new;
end
$$;
comment on function merit.guard_template is 'Keeps the life of a template: draft, checked or rejected, published, retired.';

create trigger guard before insert or update on merit.template
    for each row execute function merit.guard_template();

create function merit.keep_template() returns trigger
    language plpgsql set search_path = pg_catalog, pg_temp
as $$
begin
    if old.status in ('published', 'retired') then
        raise exception 'template %@% was published and cannot be deleted', old.code, old.version
            using errcode = 'check_violation', hint = 'Retire it instead: results were made under it.';
    end if;
    return old;
end
$$;
comment on function merit.keep_template is 'Refuses to delete what was ever published.';

create trigger keep before delete on merit.template
    for each row execute function merit.keep_template();
create trigger keep_all before truncate on merit.template
    for each statement execute function merit.refuse_truncate();

create function merit.ask_template_check() returns trigger
    language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
begin
    perform merit.ask('check_template', new.template_id, clock_timestamp());
    return null;
end
$$;
comment on function merit.ask_template_check is 'Asks for a check of a draft.';

create trigger ask_check_of_new after insert on merit.template
    for each row execute function merit.ask_template_check();
create trigger ask_check_of_changed after update on merit.template
    for each row when (new.status = 'draft' and (old.status <> 'draft' or new.document is distinct from old.document))
    execute function merit.ask_template_check();

grant select on merit.template to merit_worker, merit_hr;
grant update (document, status, problems) on merit.template to merit_worker;
grant insert (code, version, document, status, created_by), delete on merit.template to merit_hr;
grant update (document, status, problems, published_by) on merit.template to merit_hr;
