select exists (select from merit_api.owes() o where o.what = 'evaluation' and o.about = $2 and o.period = $1)
    or exists (select from merit_api.results(null, $2) r where r.standing = 'supervisor')
    or merit_api.supervises($1, $2)
