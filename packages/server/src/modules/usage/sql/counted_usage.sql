-- What was charged for usage and stands: charges of events that were not corrected since, each at the time of its event. The one thing
-- that a module to the right reads of usage: by it, spending counts anew what a person has spent of a limit.
-- The events come first, then the charge of each by its key: planned as one, all charges of an employer may be read.
create or replace view counted_usage with (security_invoker = true) as
select e.employer_id, e.employee_id, e.occurred_at, c.booked_at, c.amount, c.currency, c.tokens, c.listed_provider, c.listed_model,
  c.cost_center_id, c.department_id
from usage_event e
  cross join lateral (select c.* from usage_charge c where c.employer_id = e.employer_id and c.usage_id = e.id offset 0) c
where not exists (select from usage_correction t where t.employer_id = e.employer_id and t.corrects_id = e.id);
grant select on counted_usage to stipends_app;
