select max(version) from merit.template where code = $1
