-- To the end of the transaction nothing is compiled: compiling a statement of many expressions takes longer than it gains, and how many
-- rows there are of those that were just written the planner takes too high as often as too low.
select set_config('jit', 'off', true)
