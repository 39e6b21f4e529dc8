SELECT * FROM funnels ORDER BY step
SELECT * FROM one_level ORDER BY 1, 2
SELECT channel, j, s FROM rolled ORDER BY channel
SELECT * FROM windows ORDER BY at
SELECT m, c FROM map
SELECT id, due, level, again, target, public.lost(j) FROM ticket ORDER BY id
SELECT public.together(j) FROM ticket
