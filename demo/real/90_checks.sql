-- Real records, step 90: the checks that the steps left. 自检结果。
\echo
\echo '-- Checks  自检 ------------------------------------------------------------------------------------------'
SELECT CASE WHEN passed THEN '✔' ELSE '✘ FAILED' END AS " ", claim FROM real.job_check ORDER BY ord;
