create or replace function merit.guard_template() returns trigger
    language plpgsql set search_path = pg_catalog, pg_temp
as $$
declare
    named constant text := format('template %s@%s', new.code, new.version);
    is_deciding constant boolean := tg_op = 'UPDATE' and new.status <> old.status and new.status in ('published', 'retired');
    is_officers boolean := false;
    other record;
begin
    if (tg_op = 'INSERT' or new.document is distinct from old.document) and octet_length(new.document::text) > 10000000 then
        raise exception 'a template of % bytes is not read', octet_length(new.document::text)
            using errcode = 'program_limit_exceeded', hint = 'docs/templates.md, Bounds, says how large a template may be.';
    end if;
    if tg_op = 'INSERT' then
        new.code := coalesce(new.code, new.document ->> 'template');
        new.version := coalesce(new.version, case
            when new.document ->> 'version' ~ '^[0-9]{1,9}$' then (new.document ->> 'version')::integer end);
        if new.code is null or new.version is null then
            raise exception 'a template needs a code and a version'
                using errcode = 'not_null_violation', hint = 'Give them as columns, or in the document as "template" and "version".';
        end if;
        if length(new.code) > 200 then
            raise exception 'the code of a template has % characters; 200 are the most', length(new.code)
                using errcode = 'check_violation', hint = 'Give it a short name, such as technician.';
        end if;
        if new.code is not nfc normalized then
            raise exception 'the code of template %@% is not in Unicode''s composed form', new.code, new.version
                using errcode = 'check_violation', hint = 'Write it with normalize(code), so that there is one way to write it.';
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
        -- Officers publish by merit_api.publish_template, which runs as the owner. Nobody else may call what this asks, not even for nothing.
        if current_user = 'merit_owner' then
            is_officers := exists (select from merit.duty_of(merit.viewer(), 'hr') d where d is null);
        end if;
        if not is_officers then
            raise exception '% cannot be % by %: that is a person''s act', named, new.status, current_user
                using errcode = 'insufficient_privilege', hint = 'Do it as a member of merit_hr.';
        end if;
    end if;
    if is_deciding and new.status = 'published' then
        -- What may collide is checked against a set that stands still, and that is seen as it stands.
        if current_setting('transaction_isolation') in ('repeatable read', 'serializable') then
            raise exception '% cannot be published in a transaction that is %', named,
                upper(current_setting('transaction_isolation'))
                using errcode = 'object_not_in_prerequisite_state',
                    hint = 'It would not see what others publish meanwhile; use READ COMMITTED.';
        end if;
        perform merit.take_turn('template');
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

create or replace trigger guard before insert or update on merit.template
    for each row execute function merit.guard_template();
