alter table merit.job add column doubted bigint;
comment on column merit.job.doubted is 'The lease_token whose lease ran out while its worker may have been kept from renewing it; it was prolonged once.';
grant update (doubted) on merit.job to merit_worker;
