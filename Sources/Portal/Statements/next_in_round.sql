-- Whom the reader is still to rate again in round $1.
select min(o.about) from merit_api.owes() o where o.what = 'calibration' and o.number = $1
