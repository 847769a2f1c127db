-- Whether the reader may record an interview about the result of period $1 of person $2.
select exists (
    select from merit_api.results($1, $2) r where r.standing = 'hr' or r.standing <> 'person' and merit_api.supervises($1, $2))
