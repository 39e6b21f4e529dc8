-- csq 0.1.0 to 0.2.0, written by tools/upgrade.pl: do not edit.
\echo Use "ALTER EXTENSION csq UPDATE TO '0.2.0'" to load this file. \quit

CREATE SCHEMA csq_internal;
COMMENT ON SCHEMA csq_internal IS
'Parts of csq that nobody calls by name; no privileges are needed here.';
COMMENT ON SCHEMA @extschema@ IS
'csq: customer service quality - complaint classification, SLA clocks, experience metrics, customer journeys';

-- what stays, under its new name
ALTER TYPE csq.funnel_events SET SCHEMA csq_internal;
ALTER TYPE csq.process_events SET SCHEMA csq_internal;
ALTER FUNCTION csq.one_of(text, text[], text) SET SCHEMA csq_internal;
ALTER FUNCTION csq.calendar_in(cstring) SET SCHEMA csq_internal;
ALTER FUNCTION csq.calendar_out(csq.calendar) SET SCHEMA csq_internal;
ALTER FUNCTION csq.calendar_recv(internal) SET SCHEMA csq_internal;
ALTER FUNCTION csq.calendar_send(csq.calendar) SET SCHEMA csq_internal;
ALTER FUNCTION csq.calendar_jsonb(csq.calendar) SET SCHEMA csq_internal;
ALTER FUNCTION csq.calendar_eq(csq.calendar, csq.calendar) SET SCHEMA csq_internal;
UPDATE pg_catalog.pg_proc SET proargnames = NULL WHERE oid OPERATOR(pg_catalog.=) 'csq_internal.calendar_eq(csq.calendar, csq.calendar)'::pg_catalog.regprocedure;
ALTER FUNCTION csq.calendar_ne(csq.calendar, csq.calendar) SET SCHEMA csq_internal;
UPDATE pg_catalog.pg_proc SET proargnames = NULL WHERE oid OPERATOR(pg_catalog.=) 'csq_internal.calendar_ne(csq.calendar, csq.calendar)'::pg_catalog.regprocedure;
ALTER FUNCTION csq.calendar_hash(csq.calendar) SET SCHEMA csq_internal;
UPDATE pg_catalog.pg_proc SET proargnames = NULL WHERE oid OPERATOR(pg_catalog.=) 'csq_internal.calendar_hash(csq.calendar)'::pg_catalog.regprocedure;
ALTER FUNCTION csq.calendar_and(csq.calendar, csq.calendar) SET SCHEMA csq_internal;
ALTER FUNCTION csq.calendar_or(csq.calendar, csq.calendar) SET SCHEMA csq_internal;
ALTER FUNCTION csq.calendar_minus(csq.calendar, csq.calendar) SET SCHEMA csq_internal;
ALTER FUNCTION csq.calendar_unknown(text) SET SCHEMA csq_internal;
ALTER FUNCTION csq.sla_target_in(cstring) SET SCHEMA csq_internal;
ALTER FUNCTION csq.sla_target_out(csq.sla_target) SET SCHEMA csq_internal;
ALTER FUNCTION csq.sla_target_recv(internal) SET SCHEMA csq_internal;
ALTER FUNCTION csq.sla_target_send(csq.sla_target) SET SCHEMA csq_internal;
ALTER FUNCTION csq.sla_target_eq(csq.sla_target, csq.sla_target) SET SCHEMA csq_internal;
UPDATE pg_catalog.pg_proc SET proargnames = NULL WHERE oid OPERATOR(pg_catalog.=) 'csq_internal.sla_target_eq(csq.sla_target, csq.sla_target)'::pg_catalog.regprocedure;
ALTER FUNCTION csq.sla_target_ne(csq.sla_target, csq.sla_target) SET SCHEMA csq_internal;
UPDATE pg_catalog.pg_proc SET proargnames = NULL WHERE oid OPERATOR(pg_catalog.=) 'csq_internal.sla_target_ne(csq.sla_target, csq.sla_target)'::pg_catalog.regprocedure;
ALTER FUNCTION csq.sla_target_hash(csq.sla_target) SET SCHEMA csq_internal;
UPDATE pg_catalog.pg_proc SET proargnames = NULL WHERE oid OPERATOR(pg_catalog.=) 'csq_internal.sla_target_hash(csq.sla_target)'::pg_catalog.regprocedure;
ALTER FUNCTION csq.sla_clock_in(cstring) SET SCHEMA csq_internal;
ALTER FUNCTION csq.sla_clock_out(csq.sla_clock) SET SCHEMA csq_internal;
ALTER FUNCTION csq.sla_clock_recv(internal) SET SCHEMA csq_internal;
ALTER FUNCTION csq.sla_clock_send(csq.sla_clock) SET SCHEMA csq_internal;
ALTER FUNCTION csq.sla_clock_eq(csq.sla_clock, csq.sla_clock) SET SCHEMA csq_internal;
ALTER FUNCTION csq.sla_clock_ne(csq.sla_clock, csq.sla_clock) SET SCHEMA csq_internal;
ALTER FUNCTION csq.sla_clock_hash(csq.sla_clock) SET SCHEMA csq_internal;
ALTER FUNCTION csq.sla_target_scale(csq.sla_target, double precision) SET SCHEMA csq_internal;
ALTER FUNCTION csq.sla_target_scale(double precision, csq.sla_target) SET SCHEMA csq_internal;
ALTER FUNCTION csq.attainment_in(cstring) SET SCHEMA csq_internal;
ALTER FUNCTION csq.attainment_out(csq.attainment) SET SCHEMA csq_internal;
ALTER FUNCTION csq.attainment_recv(internal) SET SCHEMA csq_internal;
ALTER FUNCTION csq.attainment_send(csq.attainment) SET SCHEMA csq_internal;
ALTER FUNCTION csq.attainment_eq(csq.attainment, csq.attainment) SET SCHEMA csq_internal;
ALTER FUNCTION csq.attainment_ne(csq.attainment, csq.attainment) SET SCHEMA csq_internal;
ALTER FUNCTION csq.attainment_append(csq.attainment, interval, boolean) SET SCHEMA csq_internal;
ALTER FUNCTION csq.attainment_append(csq.attainment, double precision, boolean) SET SCHEMA csq_internal;
UPDATE pg_catalog.pg_proc SET proargnames = '{attainment,fraction}' WHERE oid OPERATOR(pg_catalog.=) 'csq.quantile(csq.attainment, double precision)'::pg_catalog.regprocedure;
UPDATE pg_catalog.pg_proc SET proargnames = '{attainment,fraction,confidence}' WHERE oid OPERATOR(pg_catalog.=) 'csq.quantile_lo(csq.attainment, double precision, double precision)'::pg_catalog.regprocedure;
UPDATE pg_catalog.pg_proc SET proargnames = '{attainment,fraction,confidence}' WHERE oid OPERATOR(pg_catalog.=) 'csq.quantile_hi(csq.attainment, double precision, double precision)'::pg_catalog.regprocedure;
ALTER FUNCTION csq.lexicon_in(cstring) SET SCHEMA csq_internal;
ALTER FUNCTION csq.lexicon_out(csq.lexicon) SET SCHEMA csq_internal;
ALTER FUNCTION csq.lexicon_recv(internal) SET SCHEMA csq_internal;
ALTER FUNCTION csq.lexicon_send(csq.lexicon) SET SCHEMA csq_internal;
ALTER FUNCTION csq.lexicon_combine(csq.lexicon, csq.lexicon) SET SCHEMA csq_internal;
ALTER FUNCTION csq.lexicon_difference(csq.lexicon, csq.lexicon) SET SCHEMA csq_internal;
ALTER FUNCTION csq.lexicon_eq(csq.lexicon, csq.lexicon) SET SCHEMA csq_internal;
ALTER FUNCTION csq.lexicon_ne(csq.lexicon, csq.lexicon) SET SCHEMA csq_internal;
UPDATE pg_catalog.pg_proc SET proargnames = '{lexicon,axis,label,phrase,weight,negation}' WHERE oid OPERATOR(pg_catalog.=) 'csq.lexicon_entries(csq.lexicon)'::pg_catalog.regprocedure;
ALTER FUNCTION csq.text_corpus_in(cstring) SET SCHEMA csq_internal;
ALTER FUNCTION csq.text_corpus_out(csq.text_corpus) SET SCHEMA csq_internal;
ALTER FUNCTION csq.text_corpus_recv(internal) SET SCHEMA csq_internal;
ALTER FUNCTION csq.text_corpus_send(csq.text_corpus) SET SCHEMA csq_internal;
ALTER FUNCTION csq.text_model_in(cstring) SET SCHEMA csq_internal;
ALTER FUNCTION csq.text_model_out(csq.text_model) SET SCHEMA csq_internal;
ALTER FUNCTION csq.text_model_recv(internal) SET SCHEMA csq_internal;
ALTER FUNCTION csq.text_model_send(csq.text_model) SET SCHEMA csq_internal;
ALTER FUNCTION csq.corpus_append(csq.text_corpus, text, text) SET SCHEMA csq_internal;
ALTER FUNCTION csq.corpus_append(csq.text_corpus, text, text, double precision) SET SCHEMA csq_internal;
ALTER FUNCTION csq.train_append(internal, text, text) SET SCHEMA csq_internal;
ALTER FUNCTION csq.train_append(internal, text, text, double precision) SET SCHEMA csq_internal;
ALTER FUNCTION csq.train_append(internal, text, text, jsonb) SET SCHEMA csq_internal;
ALTER FUNCTION csq.train_append(internal, text, text, double precision, jsonb) SET SCHEMA csq_internal;
ALTER FUNCTION csq.train_combine(internal, internal) SET SCHEMA csq_internal;
ALTER FUNCTION csq.train_serial(internal) SET SCHEMA csq_internal;
ALTER FUNCTION csq.train_deserial(bytea, internal) SET SCHEMA csq_internal;
ALTER FUNCTION csq.train_final(internal) SET SCHEMA csq_internal;
ALTER FUNCTION csq.text_model_eq(csq.text_model, csq.text_model) SET SCHEMA csq_internal;
UPDATE pg_catalog.pg_proc SET proargnames = NULL WHERE oid OPERATOR(pg_catalog.=) 'csq_internal.text_model_eq(csq.text_model, csq.text_model)'::pg_catalog.regprocedure;
ALTER FUNCTION csq.text_model_ne(csq.text_model, csq.text_model) SET SCHEMA csq_internal;
UPDATE pg_catalog.pg_proc SET proargnames = NULL WHERE oid OPERATOR(pg_catalog.=) 'csq_internal.text_model_ne(csq.text_model, csq.text_model)'::pg_catalog.regprocedure;
ALTER FUNCTION csq.confusion_in(cstring) SET SCHEMA csq_internal;
ALTER FUNCTION csq.confusion_out(csq.confusion) SET SCHEMA csq_internal;
ALTER FUNCTION csq.confusion_recv(internal) SET SCHEMA csq_internal;
ALTER FUNCTION csq.confusion_send(csq.confusion) SET SCHEMA csq_internal;
ALTER FUNCTION csq.confusion_append(csq.confusion, text, text) SET SCHEMA csq_internal;
ALTER FUNCTION csq.confusion_append(csq.confusion, text, text, double precision) SET SCHEMA csq_internal;
ALTER FUNCTION csq.confusion_remove(csq.confusion, text, text) SET SCHEMA csq_internal;
ALTER FUNCTION csq.confusion_remove(csq.confusion, text, text, double precision) SET SCHEMA csq_internal;
ALTER FUNCTION csq.calibration_in(cstring) SET SCHEMA csq_internal;
ALTER FUNCTION csq.calibration_out(csq.calibration) SET SCHEMA csq_internal;
ALTER FUNCTION csq.calibration_recv(internal) SET SCHEMA csq_internal;
ALTER FUNCTION csq.calibration_send(csq.calibration) SET SCHEMA csq_internal;
ALTER FUNCTION csq.calibration_append(csq.calibration, text, text, double precision) SET SCHEMA csq_internal;
ALTER FUNCTION csq.calibration_remove(csq.calibration, text, text, double precision) SET SCHEMA csq_internal;
ALTER FUNCTION csq.calibration_append(csq.calibration, boolean, double precision) SET SCHEMA csq_internal;
ALTER FUNCTION csq.calibration_remove(csq.calibration, boolean, double precision) SET SCHEMA csq_internal;
ALTER FUNCTION csq.calibration_eq(csq.calibration, csq.calibration) SET SCHEMA csq_internal;
UPDATE pg_catalog.pg_proc SET proargnames = NULL WHERE oid OPERATOR(pg_catalog.=) 'csq_internal.calibration_eq(csq.calibration, csq.calibration)'::pg_catalog.regprocedure;
ALTER FUNCTION csq.calibration_ne(csq.calibration, csq.calibration) SET SCHEMA csq_internal;
UPDATE pg_catalog.pg_proc SET proargnames = NULL WHERE oid OPERATOR(pg_catalog.=) 'csq_internal.calibration_ne(csq.calibration, csq.calibration)'::pg_catalog.regprocedure;
ALTER FUNCTION csq.calibration_hash(csq.calibration) SET SCHEMA csq_internal;
UPDATE pg_catalog.pg_proc SET proargnames = NULL WHERE oid OPERATOR(pg_catalog.=) 'csq_internal.calibration_hash(csq.calibration)'::pg_catalog.regprocedure;
ALTER FUNCTION csq.calibration_hash_extended(csq.calibration, bigint) SET SCHEMA csq_internal;
UPDATE pg_catalog.pg_proc SET proargnames = NULL WHERE oid OPERATOR(pg_catalog.=) 'csq_internal.calibration_hash_extended(csq.calibration, bigint)'::pg_catalog.regprocedure;
ALTER FUNCTION csq.calibration_plus(csq.calibration, csq.calibration) SET SCHEMA csq_internal;
UPDATE pg_catalog.pg_proc SET proargnames = NULL WHERE oid OPERATOR(pg_catalog.=) 'csq_internal.calibration_plus(csq.calibration, csq.calibration)'::pg_catalog.regprocedure;
ALTER FUNCTION csq.calibration_minus(csq.calibration, csq.calibration) SET SCHEMA csq_internal;
UPDATE pg_catalog.pg_proc SET proargnames = NULL WHERE oid OPERATOR(pg_catalog.=) 'csq_internal.calibration_minus(csq.calibration, csq.calibration)'::pg_catalog.regprocedure;
ALTER FUNCTION csq.calibration_combine(csq.calibration, csq.calibration) SET SCHEMA csq_internal;
UPDATE pg_catalog.pg_proc SET proargnames = NULL WHERE oid OPERATOR(pg_catalog.=) 'csq_internal.calibration_combine(csq.calibration, csq.calibration)'::pg_catalog.regprocedure;
ALTER FUNCTION csq.score_summary_in(cstring) SET SCHEMA csq_internal;
ALTER FUNCTION csq.score_summary_out(csq.score_summary) SET SCHEMA csq_internal;
ALTER FUNCTION csq.score_summary_recv(internal) SET SCHEMA csq_internal;
ALTER FUNCTION csq.score_summary_send(csq.score_summary) SET SCHEMA csq_internal;
ALTER FUNCTION csq.score_summary_eq(csq.score_summary, csq.score_summary) SET SCHEMA csq_internal;
ALTER FUNCTION csq.score_summary_ne(csq.score_summary, csq.score_summary) SET SCHEMA csq_internal;
ALTER FUNCTION csq.score_summary_hash(csq.score_summary) SET SCHEMA csq_internal;
ALTER FUNCTION csq.score_summary_hash_extended(csq.score_summary, bigint) SET SCHEMA csq_internal;
ALTER FUNCTION csq.score_summary_plus(csq.score_summary, csq.score_summary) SET SCHEMA csq_internal;
ALTER FUNCTION csq.score_summary_minus(csq.score_summary, csq.score_summary) SET SCHEMA csq_internal;
ALTER FUNCTION csq.score_summary_combine(csq.score_summary, csq.score_summary) SET SCHEMA csq_internal;
UPDATE pg_catalog.pg_proc SET proargnames = '{score}' WHERE oid OPERATOR(pg_catalog.=) 'csq.nps(smallint)'::pg_catalog.regprocedure;
UPDATE pg_catalog.pg_proc SET proargnames = '{score}' WHERE oid OPERATOR(pg_catalog.=) 'csq.nps(integer)'::pg_catalog.regprocedure;
UPDATE pg_catalog.pg_proc SET proargnames = '{score}' WHERE oid OPERATOR(pg_catalog.=) 'csq.nps(bigint)'::pg_catalog.regprocedure;
UPDATE pg_catalog.pg_proc SET proargnames = '{score}' WHERE oid OPERATOR(pg_catalog.=) 'csq.nps(numeric)'::pg_catalog.regprocedure;
UPDATE pg_catalog.pg_proc SET proargnames = '{score}' WHERE oid OPERATOR(pg_catalog.=) 'csq.nps(real)'::pg_catalog.regprocedure;
UPDATE pg_catalog.pg_proc SET proargnames = '{score}' WHERE oid OPERATOR(pg_catalog.=) 'csq.nps(double precision)'::pg_catalog.regprocedure;
ALTER FUNCTION csq.rate_summary_in(cstring) SET SCHEMA csq_internal;
ALTER FUNCTION csq.rate_summary_out(csq.rate_summary) SET SCHEMA csq_internal;
ALTER FUNCTION csq.rate_summary_recv(internal) SET SCHEMA csq_internal;
ALTER FUNCTION csq.rate_summary_send(csq.rate_summary) SET SCHEMA csq_internal;
ALTER FUNCTION csq.rate_summary_eq(csq.rate_summary, csq.rate_summary) SET SCHEMA csq_internal;
ALTER FUNCTION csq.rate_summary_ne(csq.rate_summary, csq.rate_summary) SET SCHEMA csq_internal;
ALTER FUNCTION csq.rate_summary_hash(csq.rate_summary) SET SCHEMA csq_internal;
ALTER FUNCTION csq.rate_summary_hash_extended(csq.rate_summary, bigint) SET SCHEMA csq_internal;
ALTER FUNCTION csq.rate_summary_plus(csq.rate_summary, csq.rate_summary) SET SCHEMA csq_internal;
ALTER FUNCTION csq.rate_summary_minus(csq.rate_summary, csq.rate_summary) SET SCHEMA csq_internal;
ALTER FUNCTION csq.rate_summary_combine(csq.rate_summary, csq.rate_summary) SET SCHEMA csq_internal;
ALTER FUNCTION csq.journey_in(cstring) SET SCHEMA csq_internal;
ALTER FUNCTION csq.journey_out(csq.journey) SET SCHEMA csq_internal;
ALTER FUNCTION csq.journey_recv(internal) SET SCHEMA csq_internal;
ALTER FUNCTION csq.journey_send(csq.journey) SET SCHEMA csq_internal;
ALTER FUNCTION csq.journey_eq(csq.journey, csq.journey) SET SCHEMA csq_internal;
ALTER FUNCTION csq.journey_ne(csq.journey, csq.journey) SET SCHEMA csq_internal;
UPDATE pg_catalog.pg_proc SET proargnames = '{journey,ord,at,activity,channel,value,gap}' WHERE oid OPERATOR(pg_catalog.=) 'csq.events(csq.journey)'::pg_catalog.regprocedure;
UPDATE pg_catalog.pg_proc SET proargnames = '{journey}' WHERE oid OPERATOR(pg_catalog.=) 'csq.started(csq.journey)'::pg_catalog.regprocedure;
UPDATE pg_catalog.pg_proc SET proargnames = '{journey}' WHERE oid OPERATOR(pg_catalog.=) 'csq.ended(csq.journey)'::pg_catalog.regprocedure;
UPDATE pg_catalog.pg_proc SET proargnames = '{journey}' WHERE oid OPERATOR(pg_catalog.=) 'csq.duration(csq.journey)'::pg_catalog.regprocedure;
UPDATE pg_catalog.pg_proc SET proargnames = '{journey}' WHERE oid OPERATOR(pg_catalog.=) 'csq.num_events(csq.journey)'::pg_catalog.regprocedure;
UPDATE pg_catalog.pg_proc SET proargnames = '{journey}' WHERE oid OPERATOR(pg_catalog.=) 'csq.switches(csq.journey)'::pg_catalog.regprocedure;
UPDATE pg_catalog.pg_proc SET proargnames = '{journey}' WHERE oid OPERATOR(pg_catalog.=) 'csq.compact(csq.journey)'::pg_catalog.regprocedure;
UPDATE pg_catalog.pg_proc SET proargnames = '{journey,during}' WHERE oid OPERATOR(pg_catalog.=) 'csq.slice(csq.journey, tstzrange)'::pg_catalog.regprocedure;
ALTER FUNCTION csq.funnel_spec_in(cstring) SET SCHEMA csq_internal;
ALTER FUNCTION csq.funnel_spec_out(csq.funnel_spec) SET SCHEMA csq_internal;
ALTER FUNCTION csq.funnel_spec_recv(internal) SET SCHEMA csq_internal;
ALTER FUNCTION csq.funnel_spec_send(csq.funnel_spec) SET SCHEMA csq_internal;
ALTER FUNCTION csq.funnel_spec_eq(csq.funnel_spec, csq.funnel_spec) SET SCHEMA csq_internal;
ALTER FUNCTION csq.funnel_spec_ne(csq.funnel_spec, csq.funnel_spec) SET SCHEMA csq_internal;
UPDATE pg_catalog.pg_proc SET proargnames = '{journey,spec}' WHERE oid OPERATOR(pg_catalog.=) 'csq.level(csq.journey, csq.funnel_spec)'::pg_catalog.regprocedure;
UPDATE pg_catalog.pg_proc SET proargnames = '{journey,spec,working}' WHERE oid OPERATOR(pg_catalog.=) 'csq.level(csq.journey, csq.funnel_spec, csq.calendar)'::pg_catalog.regprocedure;
UPDATE pg_catalog.pg_proc SET proargnames = '{journey,spec}' WHERE oid OPERATOR(pg_catalog.=) 'csq.steps(csq.journey, csq.funnel_spec)'::pg_catalog.regprocedure;
UPDATE pg_catalog.pg_proc SET proargnames = '{journey,spec,working}' WHERE oid OPERATOR(pg_catalog.=) 'csq.steps(csq.journey, csq.funnel_spec, csq.calendar)'::pg_catalog.regprocedure;
ALTER FUNCTION csq.funnel_case_in(cstring) SET SCHEMA csq_internal;
ALTER FUNCTION csq.funnel_case_out(csq.funnel_case) SET SCHEMA csq_internal;
ALTER FUNCTION csq.funnel_case_recv(internal) SET SCHEMA csq_internal;
ALTER FUNCTION csq.funnel_case_send(csq.funnel_case) SET SCHEMA csq_internal;
ALTER FUNCTION csq.funnel_case_append(csq.funnel_case, timestamp with time zone, text, csq.funnel_spec) SET SCHEMA csq_internal;
ALTER FUNCTION csq.funnel_support(internal) SET SCHEMA csq_internal;
ALTER FUNCTION csq.pattern_in(cstring) SET SCHEMA csq_internal;
ALTER FUNCTION csq.pattern_out(csq.pattern) SET SCHEMA csq_internal;
ALTER FUNCTION csq.pattern_recv(internal) SET SCHEMA csq_internal;
ALTER FUNCTION csq.pattern_send(csq.pattern) SET SCHEMA csq_internal;
ALTER FUNCTION csq.pattern_eq(csq.pattern, csq.pattern) SET SCHEMA csq_internal;
ALTER FUNCTION csq.pattern_ne(csq.pattern, csq.pattern) SET SCHEMA csq_internal;
UPDATE pg_catalog.pg_proc SET proargnames = '{journey,expression}' WHERE oid OPERATOR(pg_catalog.=) 'csq.matches(csq.journey, csq.pattern)'::pg_catalog.regprocedure;
UPDATE pg_catalog.pg_proc SET proargnames = '{journey,expression,overlapping}' WHERE oid OPERATOR(pg_catalog.=) 'csq.match_count(csq.journey, csq.pattern, boolean)'::pg_catalog.regprocedure;
UPDATE pg_catalog.pg_proc SET proargnames = '{journey,expression,overlapping,match_no,ord_from,ord_to,at_from,at_to,labels}' WHERE oid OPERATOR(pg_catalog.=) 'csq.match(csq.journey, csq.pattern, boolean)'::pg_catalog.regprocedure;
UPDATE pg_catalog.pg_proc SET proargnames = '{journey,during,carry,stage,entered,left,spent}' WHERE oid OPERATOR(pg_catalog.=) 'csq.stages(csq.journey, tstzrange, text)'::pg_catalog.regprocedure;
UPDATE pg_catalog.pg_proc SET proargnames = '{journey,working,during,carry,stage,entered,left,spent}' WHERE oid OPERATOR(pg_catalog.=) 'csq.stages(csq.journey, csq.calendar, tstzrange, text)'::pg_catalog.regprocedure;
UPDATE pg_catalog.pg_proc SET proargnames = '{journey,at,carry}' WHERE oid OPERATOR(pg_catalog.=) 'csq.state_at(csq.journey, timestamp with time zone, text)'::pg_catalog.regprocedure;
UPDATE pg_catalog.pg_proc SET proargnames = '{journey,working}' WHERE oid OPERATOR(pg_catalog.=) 'csq.duration(csq.journey, csq.calendar)'::pg_catalog.regprocedure;
UPDATE pg_catalog.pg_proc SET proargnames = '{journey,gap}' WHERE oid OPERATOR(pg_catalog.=) 'csq.sessions(csq.journey, interval)'::pg_catalog.regprocedure;
UPDATE pg_catalog.pg_proc SET proargnames = '{journey,mapping}' WHERE oid OPERATOR(pg_catalog.=) 'csq.relabel(csq.journey, jsonb)'::pg_catalog.regprocedure;
UPDATE pg_catalog.pg_proc SET proargnames = '{journey,activities}' WHERE oid OPERATOR(pg_catalog.=) 'csq.contacts(csq.journey, text[])'::pg_catalog.regprocedure;
UPDATE pg_catalog.pg_proc SET proargnames = '{journey,weights}' WHERE oid OPERATOR(pg_catalog.=) 'csq.effort(csq.journey, jsonb)'::pg_catalog.regprocedure;
ALTER FUNCTION csq.funnel_in(cstring) SET SCHEMA csq_internal;
ALTER FUNCTION csq.funnel_out(csq.funnel) SET SCHEMA csq_internal;
ALTER FUNCTION csq.funnel_recv(internal) SET SCHEMA csq_internal;
ALTER FUNCTION csq.funnel_send(csq.funnel) SET SCHEMA csq_internal;
ALTER FUNCTION csq.funnel_eq(csq.funnel, csq.funnel) SET SCHEMA csq_internal;
ALTER FUNCTION csq.funnel_ne(csq.funnel, csq.funnel) SET SCHEMA csq_internal;
ALTER FUNCTION csq.funnel_count_append(csq.funnel, csq.journey, csq.funnel_spec) SET SCHEMA csq_internal;
UPDATE pg_catalog.pg_proc SET proargnames = '{state,journey,spec}' WHERE oid OPERATOR(pg_catalog.=) 'csq_internal.funnel_count_append(csq.funnel, csq.journey, csq.funnel_spec)'::pg_catalog.regprocedure;
ALTER FUNCTION csq.funnel_merge(csq.funnel, csq.funnel) SET SCHEMA csq_internal;
ALTER FUNCTION csq_internal.funnel_merge(csq.funnel, csq.funnel) RENAME TO funnel_combine;
UPDATE pg_catalog.pg_proc SET proargnames = NULL WHERE oid OPERATOR(pg_catalog.=) 'csq_internal.funnel_combine(csq.funnel, csq.funnel)'::pg_catalog.regprocedure;
UPDATE pg_catalog.pg_proc SET proargnames = '{journey,spec}' WHERE oid OPERATOR(pg_catalog.=) 'csq.funnel_count_agg(csq.journey, csq.funnel_spec)'::pg_catalog.regprocedure;
ALTER FUNCTION csq.funnel_append(csq.funnel, csq.journey, csq.funnel_spec) SET SCHEMA csq_internal;
UPDATE pg_catalog.pg_proc SET proargnames = '{state,journey,spec}' WHERE oid OPERATOR(pg_catalog.=) 'csq_internal.funnel_append(csq.funnel, csq.journey, csq.funnel_spec)'::pg_catalog.regprocedure;
UPDATE pg_catalog.pg_proc SET proargnames = '{journey,spec}' WHERE oid OPERATOR(pg_catalog.=) 'csq.funnel_agg(csq.journey, csq.funnel_spec)'::pg_catalog.regprocedure;
UPDATE pg_catalog.pg_proc SET proargnames = '{funnel,step,next_activity,n,share}' WHERE oid OPERATOR(pg_catalog.=) 'csq.lost_to(csq.funnel)'::pg_catalog.regprocedure;
UPDATE pg_catalog.pg_proc SET proargnames = '{funnel,from_step,to_step,bins,lo,hi,n}' WHERE oid OPERATOR(pg_catalog.=) 'csq.time_to_convert(csq.funnel, integer, integer, integer)'::pg_catalog.regprocedure;
UPDATE pg_catalog.pg_proc SET proargnames = '{funnel}' WHERE oid OPERATOR(pg_catalog.=) 'csq.num_cases(csq.funnel)'::pg_catalog.regprocedure;
UPDATE pg_catalog.pg_proc SET proargnames = '{funnel}' WHERE oid OPERATOR(pg_catalog.=) 'csq.num_excluded(csq.funnel)'::pg_catalog.regprocedure;
ALTER FUNCTION csq.funnel_events_in(cstring) SET SCHEMA csq_internal;
ALTER FUNCTION csq.funnel_events_out(csq_internal.funnel_events) SET SCHEMA csq_internal;
ALTER FUNCTION csq.funnel_events_recv(internal) SET SCHEMA csq_internal;
ALTER FUNCTION csq.funnel_events_send(csq_internal.funnel_events) SET SCHEMA csq_internal;
ALTER FUNCTION csq.funnel_sketch_in(cstring) SET SCHEMA csq_internal;
ALTER FUNCTION csq.funnel_sketch_out(csq.funnel_sketch) SET SCHEMA csq_internal;
ALTER FUNCTION csq.funnel_sketch_recv(internal) SET SCHEMA csq_internal;
ALTER FUNCTION csq.funnel_sketch_send(csq.funnel_sketch) SET SCHEMA csq_internal;
ALTER FUNCTION csq.funnel_sketch_eq(csq.funnel_sketch, csq.funnel_sketch) SET SCHEMA csq_internal;
ALTER FUNCTION csq.funnel_sketch_ne(csq.funnel_sketch, csq.funnel_sketch) SET SCHEMA csq_internal;
UPDATE pg_catalog.pg_proc SET proargnames = '{journey,spec}' WHERE oid OPERATOR(pg_catalog.=) 'csq.sketch(csq.journey, csq.funnel_spec)'::pg_catalog.regprocedure;
ALTER FUNCTION csq.funnel_sketch_merge(csq.funnel_sketch, csq.funnel_sketch) SET SCHEMA csq_internal;
ALTER FUNCTION csq_internal.funnel_sketch_merge(csq.funnel_sketch, csq.funnel_sketch) RENAME TO funnel_sketch_combine;
UPDATE pg_catalog.pg_proc SET proargnames = NULL WHERE oid OPERATOR(pg_catalog.=) 'csq_internal.funnel_sketch_combine(csq.funnel_sketch, csq.funnel_sketch)'::pg_catalog.regprocedure;
UPDATE pg_catalog.pg_proc SET proargnames = '{sketch}' WHERE oid OPERATOR(pg_catalog.=) 'csq.fold(csq.funnel_sketch)'::pg_catalog.regprocedure;
UPDATE pg_catalog.pg_proc SET proargnames = '{sketch}' WHERE oid OPERATOR(pg_catalog.=) 'csq.level(csq.funnel_sketch)'::pg_catalog.regprocedure;
ALTER FUNCTION csq.journey_map_in(cstring) SET SCHEMA csq_internal;
ALTER FUNCTION csq.journey_map_out(csq.journey_map) SET SCHEMA csq_internal;
ALTER FUNCTION csq.journey_map_recv(internal) SET SCHEMA csq_internal;
ALTER FUNCTION csq.journey_map_send(csq.journey_map) SET SCHEMA csq_internal;
ALTER FUNCTION csq.journey_map_eq(csq.journey_map, csq.journey_map) SET SCHEMA csq_internal;
ALTER FUNCTION csq.journey_map_ne(csq.journey_map, csq.journey_map) SET SCHEMA csq_internal;
ALTER FUNCTION csq.journey_map_append(csq.journey_map, csq.journey) SET SCHEMA csq_internal;
UPDATE pg_catalog.pg_proc SET proargnames = '{state,journey}' WHERE oid OPERATOR(pg_catalog.=) 'csq_internal.journey_map_append(csq.journey_map, csq.journey)'::pg_catalog.regprocedure;
ALTER FUNCTION csq.journey_map_append(csq.journey_map, csq.journey, csq.calendar) SET SCHEMA csq_internal;
UPDATE pg_catalog.pg_proc SET proargnames = '{state,journey,working}' WHERE oid OPERATOR(pg_catalog.=) 'csq_internal.journey_map_append(csq.journey_map, csq.journey, csq.calendar)'::pg_catalog.regprocedure;
UPDATE pg_catalog.pg_proc SET proargnames = '{journey}' WHERE oid OPERATOR(pg_catalog.=) 'csq.journey_map_agg(csq.journey)'::pg_catalog.regprocedure;
UPDATE pg_catalog.pg_proc SET proargnames = '{journey,working}' WHERE oid OPERATOR(pg_catalog.=) 'csq.journey_map_agg(csq.journey, csq.calendar)'::pg_catalog.regprocedure;
UPDATE pg_catalog.pg_proc SET proargnames = '{map,confidence,stage,journeys,share,place,went_on,went_on_lo,went_on_hi,next_stage,next_share,mean,p50,p90,num_values,emotion,emotion_lo,emotion_hi,touches,repeats,switches}' WHERE oid OPERATOR(pg_catalog.=) 'csq.stages(csq.journey_map, double precision)'::pg_catalog.regprocedure;
UPDATE pg_catalog.pg_proc SET proargnames = '{map,confidence,activity,channel,n,journeys,share,num_values,emotion,emotion_lo,emotion_hi}' WHERE oid OPERATOR(pg_catalog.=) 'csq.touchpoints(csq.journey_map, double precision)'::pg_catalog.regprocedure;
UPDATE pg_catalog.pg_proc SET proargnames = '{map,bins,confidence,position_from,position_to,num_values,mean,lo,hi}' WHERE oid OPERATOR(pg_catalog.=) 'csq.emotion_curve(csq.journey_map, integer, double precision)'::pg_catalog.regprocedure;
UPDATE pg_catalog.pg_proc SET proargnames = '{map,source,target,n,share}' WHERE oid OPERATOR(pg_catalog.=) 'csq.stage_flow(csq.journey_map)'::pg_catalog.regprocedure;
UPDATE pg_catalog.pg_proc SET proargnames = '{map,source,target,n,share}' WHERE oid OPERATOR(pg_catalog.=) 'csq.channel_flow(csq.journey_map)'::pg_catalog.regprocedure;
UPDATE pg_catalog.pg_proc SET proargnames = '{map,confidence,channel,journeys,contained,share,lo,hi}' WHERE oid OPERATOR(pg_catalog.=) 'csq.containment(csq.journey_map, double precision)'::pg_catalog.regprocedure;
UPDATE pg_catalog.pg_proc SET proargnames = '{map}' WHERE oid OPERATOR(pg_catalog.=) 'csq.num_journeys(csq.journey_map)'::pg_catalog.regprocedure;
ALTER FUNCTION csq.process_events_in(cstring) SET SCHEMA csq_internal;
ALTER FUNCTION csq.process_events_out(csq_internal.process_events) SET SCHEMA csq_internal;
ALTER FUNCTION csq.process_events_recv(internal) SET SCHEMA csq_internal;
ALTER FUNCTION csq.process_events_send(csq_internal.process_events) SET SCHEMA csq_internal;
ALTER FUNCTION csq.process_in(cstring) SET SCHEMA csq_internal;
ALTER FUNCTION csq.process_out(csq.process) SET SCHEMA csq_internal;
ALTER FUNCTION csq.process_recv(internal) SET SCHEMA csq_internal;
ALTER FUNCTION csq.process_send(csq.process) SET SCHEMA csq_internal;
ALTER FUNCTION csq.process_eq(csq.process, csq.process) SET SCHEMA csq_internal;
ALTER FUNCTION csq.process_ne(csq.process, csq.process) SET SCHEMA csq_internal;
ALTER FUNCTION csq.process_append(csq_internal.process_events, csq.journey) SET SCHEMA csq_internal;
UPDATE pg_catalog.pg_proc SET proargnames = '{state,journey}' WHERE oid OPERATOR(pg_catalog.=) 'csq_internal.process_append(csq_internal.process_events, csq.journey)'::pg_catalog.regprocedure;
ALTER FUNCTION csq.process_append(csq_internal.process_events, csq.journey, csq.calendar) SET SCHEMA csq_internal;
UPDATE pg_catalog.pg_proc SET proargnames = '{state,journey,calendar}' WHERE oid OPERATOR(pg_catalog.=) 'csq_internal.process_append(csq_internal.process_events, csq.journey, csq.calendar)'::pg_catalog.regprocedure;
ALTER FUNCTION csq.process_add(csq.process, csq.process) SET SCHEMA csq_internal;
ALTER FUNCTION csq_internal.process_add(csq.process, csq.process) RENAME TO process_combine;
UPDATE pg_catalog.pg_proc SET proargnames = NULL WHERE oid OPERATOR(pg_catalog.=) 'csq_internal.process_combine(csq.process, csq.process)'::pg_catalog.regprocedure;
UPDATE pg_catalog.pg_proc SET proargnames = '{journey}' WHERE oid OPERATOR(pg_catalog.=) 'csq.process_agg(csq.journey)'::pg_catalog.regprocedure;
UPDATE pg_catalog.pg_proc SET proargnames = '{journey,calendar}' WHERE oid OPERATOR(pg_catalog.=) 'csq.process_agg(csq.journey, csq.calendar)'::pg_catalog.regprocedure;
UPDATE pg_catalog.pg_proc SET proargnames = '{process,source,target,n,cases,mean,stddev,p50,p90,min,max,total}' WHERE oid OPERATOR(pg_catalog.=) 'csq.edges(csq.process)'::pg_catalog.regprocedure;
UPDATE pg_catalog.pg_proc SET proargnames = '{process,activity,n,cases,starts,ends,reworked_cases,self_loops,repetitions}' WHERE oid OPERATOR(pg_catalog.=) 'csq.activities(csq.process)'::pg_catalog.regprocedure;
UPDATE pg_catalog.pg_proc SET proargnames = '{process,source,target,n,cases}' WHERE oid OPERATOR(pg_catalog.=) 'csq.eventually_follows(csq.process)'::pg_catalog.regprocedure;
UPDATE pg_catalog.pg_proc SET proargnames = '{process,top,rank,n,share,cumulative,path,mean_duration}' WHERE oid OPERATOR(pg_catalog.=) 'csq.variants(csq.process, integer)'::pg_catalog.regprocedure;
UPDATE pg_catalog.pg_proc SET proargnames = '{process,fraction}' WHERE oid OPERATOR(pg_catalog.=) 'csq.throughput(csq.process, double precision)'::pg_catalog.regprocedure;
UPDATE pg_catalog.pg_proc SET proargnames = '{process}' WHERE oid OPERATOR(pg_catalog.=) 'csq.num_cases(csq.process)'::pg_catalog.regprocedure;
UPDATE pg_catalog.pg_proc SET proargnames = '{process}' WHERE oid OPERATOR(pg_catalog.=) 'csq.calendar_of(csq.process)'::pg_catalog.regprocedure;
UPDATE pg_catalog.pg_proc SET proargnames = '{process,source,target,n}' WHERE oid OPERATOR(pg_catalog.=) 'csq.handovers(csq.process)'::pg_catalog.regprocedure;
UPDATE pg_catalog.pg_proc SET proargnames = '{process,top,source,target,n,mean,excess_wait,share_of_total_wait}' WHERE oid OPERATOR(pg_catalog.=) 'csq.bottlenecks(csq.process, integer)'::pg_catalog.regprocedure;
UPDATE pg_catalog.pg_proc SET proargnames = '{process,top,measure}' WHERE oid OPERATOR(pg_catalog.=) 'csq.to_mermaid(csq.process, integer, text)'::pg_catalog.regprocedure;
UPDATE pg_catalog.pg_proc SET proargnames = '{process,top,measure}' WHERE oid OPERATOR(pg_catalog.=) 'csq.to_dot(csq.process, integer, text)'::pg_catalog.regprocedure;
ALTER FUNCTION csq.identity_graph_in(cstring) SET SCHEMA csq_internal;
ALTER FUNCTION csq.identity_graph_out(csq.identity_graph) SET SCHEMA csq_internal;
ALTER FUNCTION csq.identity_graph_recv(internal) SET SCHEMA csq_internal;
ALTER FUNCTION csq.identity_graph_send(csq.identity_graph) SET SCHEMA csq_internal;
ALTER FUNCTION csq.identity_graph_eq(csq.identity_graph, csq.identity_graph) SET SCHEMA csq_internal;
ALTER FUNCTION csq.identity_graph_ne(csq.identity_graph, csq.identity_graph) SET SCHEMA csq_internal;
ALTER FUNCTION csq.identity_append(csq.identity_graph, text, text) SET SCHEMA csq_internal;
ALTER FUNCTION csq.identity_append(csq.identity_graph, text, text, integer) SET SCHEMA csq_internal;
ALTER FUNCTION csq.identity_append(csq.identity_graph, text, text, timestamp with time zone) SET SCHEMA csq_internal;
UPDATE pg_catalog.pg_proc SET proargnames = '{id,other_id}' WHERE oid OPERATOR(pg_catalog.=) 'csq.identity_agg(text, text)'::pg_catalog.regprocedure;
UPDATE pg_catalog.pg_proc SET proargnames = '{id,other_id,rank}' WHERE oid OPERATOR(pg_catalog.=) 'csq.identity_agg(text, text, integer)'::pg_catalog.regprocedure;
UPDATE pg_catalog.pg_proc SET proargnames = '{id,other_id,since}' WHERE oid OPERATOR(pg_catalog.=) 'csq.identity_agg(text, text, timestamp with time zone)'::pg_catalog.regprocedure;
UPDATE pg_catalog.pg_proc SET proargnames = '{graph,max_size,max_rank,as_of,id,person,size}' WHERE oid OPERATOR(pg_catalog.=) 'csq.members(csq.identity_graph, integer, integer, timestamp with time zone)'::pg_catalog.regprocedure;
UPDATE pg_catalog.pg_proc SET proargnames = '{graph,max_size,max_rank,as_of,a,b,rank,since,size,taken}' WHERE oid OPERATOR(pg_catalog.=) 'csq.links(csq.identity_graph, integer, integer, timestamp with time zone)'::pg_catalog.regprocedure;
UPDATE pg_catalog.pg_proc SET proargnames = '{graph,id,max_size,max_rank,as_of}' WHERE oid OPERATOR(pg_catalog.=) 'csq.person(csq.identity_graph, text, integer, integer, timestamp with time zone)'::pg_catalog.regprocedure;
UPDATE pg_catalog.pg_proc SET proargnames = '{graph}' WHERE oid OPERATOR(pg_catalog.=) 'csq.num_ids(csq.identity_graph)'::pg_catalog.regprocedure;
UPDATE pg_catalog.pg_proc SET proargnames = '{graph,max_size,max_rank,as_of}' WHERE oid OPERATOR(pg_catalog.=) 'csq.num_people(csq.identity_graph, integer, integer, timestamp with time zone)'::pg_catalog.regprocedure;
UPDATE pg_catalog.pg_proc SET proargnames = '{process,model}' WHERE oid OPERATOR(pg_catalog.=) 'csq.fitness(csq.process, jsonb)'::pg_catalog.regprocedure;
UPDATE pg_catalog.pg_proc SET proargnames = '{process}' WHERE oid OPERATOR(pg_catalog.=) 'csq.model_of(csq.process)'::pg_catalog.regprocedure;
UPDATE pg_catalog.pg_proc SET proargnames = '{process,a,b,relation}' WHERE oid OPERATOR(pg_catalog.=) 'csq.footprints(csq.process)'::pg_catalog.regprocedure;
UPDATE pg_catalog.pg_proc SET proargnames = '{process,model,a,b,relation,model_relation,n}' WHERE oid OPERATOR(pg_catalog.=) 'csq.footprint_conformance(csq.process, jsonb)'::pg_catalog.regprocedure;
UPDATE pg_catalog.pg_proc SET proargnames = '{process,model}' WHERE oid OPERATOR(pg_catalog.=) 'csq.footprint_fitness(csq.process, jsonb)'::pg_catalog.regprocedure;
UPDATE pg_catalog.pg_proc SET proargnames = '{process,depth,top,start,other,step,source,target,n,share}' WHERE oid OPERATOR(pg_catalog.=) 'csq.flow(csq.process, integer, integer, text, text)'::pg_catalog.regprocedure;
UPDATE pg_catalog.pg_proc SET proargnames = '{process,goals,activity,outcome,probability,expected_time}' WHERE oid OPERATOR(pg_catalog.=) 'csq.outcomes(csq.process, text[])'::pg_catalog.regprocedure;
UPDATE pg_catalog.pg_proc SET proargnames = '{process,goal,activity,effect,share}' WHERE oid OPERATOR(pg_catalog.=) 'csq.removal_effect(csq.process, text)'::pg_catalog.regprocedure;
UPDATE pg_catalog.pg_proc SET proargnames = '{process,goal,model,activity,credit,share}' WHERE oid OPERATOR(pg_catalog.=) 'csq.credit(csq.process, text, text)'::pg_catalog.regprocedure;
UPDATE pg_catalog.pg_proc SET proargnames = '{journey,goal,model,half_life,ord,activity,channel,weight}' WHERE oid OPERATOR(pg_catalog.=) 'csq.credit(csq.journey, text, text, interval)'::pg_catalog.regprocedure;
ALTER FUNCTION csq.xml_text(text) SET SCHEMA csq_internal;
UPDATE pg_catalog.pg_proc SET proargnames = '{case_id,journey}' WHERE oid OPERATOR(pg_catalog.=) 'csq.xes_trace(text, csq.journey)'::pg_catalog.regprocedure;
UPDATE pg_catalog.pg_proc SET proargnames = '{journey,unit,zone}' WHERE oid OPERATOR(pg_catalog.=) 'csq.active_periods(csq.journey, text, text)'::pg_catalog.regprocedure;
UPDATE pg_catalog.pg_proc SET proargnames = '{journey,unit,zone,until,period,state}' WHERE oid OPERATOR(pg_catalog.=) 'csq.lifecycle(csq.journey, text, text, date)'::pg_catalog.regprocedure;
ALTER FUNCTION csq.cohort_in(cstring) SET SCHEMA csq_internal;
ALTER FUNCTION csq.cohort_out(csq.cohort) SET SCHEMA csq_internal;
ALTER FUNCTION csq.cohort_recv(internal) SET SCHEMA csq_internal;
ALTER FUNCTION csq.cohort_send(csq.cohort) SET SCHEMA csq_internal;
ALTER FUNCTION csq.cohort_eq(csq.cohort, csq.cohort) SET SCHEMA csq_internal;
ALTER FUNCTION csq.cohort_ne(csq.cohort, csq.cohort) SET SCHEMA csq_internal;
ALTER FUNCTION csq.cohort_append(csq.cohort, csq.journey, text, text, text) SET SCHEMA csq_internal;
UPDATE pg_catalog.pg_proc SET proargnames = '{state,journey,first,again,unit}' WHERE oid OPERATOR(pg_catalog.=) 'csq_internal.cohort_append(csq.cohort, csq.journey, text, text, text)'::pg_catalog.regprocedure;
ALTER FUNCTION csq.cohort_append(csq.cohort, csq.journey, text, text, text, text) SET SCHEMA csq_internal;
UPDATE pg_catalog.pg_proc SET proargnames = '{state,journey,first,again,unit,zone}' WHERE oid OPERATOR(pg_catalog.=) 'csq_internal.cohort_append(csq.cohort, csq.journey, text, text, text, text)'::pg_catalog.regprocedure;
UPDATE pg_catalog.pg_proc SET proargnames = '{journey,first,again,unit}' WHERE oid OPERATOR(pg_catalog.=) 'csq.cohort_agg(csq.journey, text, text, text)'::pg_catalog.regprocedure;
UPDATE pg_catalog.pg_proc SET proargnames = '{journey,first,again,unit,zone}' WHERE oid OPERATOR(pg_catalog.=) 'csq.cohort_agg(csq.journey, text, text, text, text)'::pg_catalog.regprocedure;
UPDATE pg_catalog.pg_proc SET proargnames = '{cohorts,until,confidence,cohort,size,n,period,came,rate,lo,hi}' WHERE oid OPERATOR(pg_catalog.=) 'csq.retention(csq.cohort, date, double precision)'::pg_catalog.regprocedure;
ALTER OPERATOR CLASS csq.calendar_hash_ops USING hash RENAME TO calendar_ops;
ALTER OPERATOR FAMILY csq.calendar_hash_ops USING hash RENAME TO calendar_ops;
ALTER OPERATOR CLASS csq.calibration_hash_ops USING hash RENAME TO calibration_ops;
ALTER OPERATOR FAMILY csq.calibration_hash_ops USING hash RENAME TO calibration_ops;
ALTER OPERATOR CLASS csq.rate_summary_hash_ops USING hash RENAME TO rate_summary_ops;
ALTER OPERATOR FAMILY csq.rate_summary_hash_ops USING hash RENAME TO rate_summary_ops;
ALTER OPERATOR CLASS csq.score_summary_hash_ops USING hash RENAME TO score_summary_ops;
ALTER OPERATOR FAMILY csq.score_summary_hash_ops USING hash RENAME TO score_summary_ops;
ALTER OPERATOR CLASS csq.sla_clock_hash_ops USING hash RENAME TO sla_clock_ops;
ALTER OPERATOR FAMILY csq.sla_clock_hash_ops USING hash RENAME TO sla_clock_ops;
ALTER OPERATOR CLASS csq.sla_target_hash_ops USING hash RENAME TO sla_target_ops;
ALTER OPERATOR FAMILY csq.sla_target_hash_ops USING hash RENAME TO sla_target_ops;

-- what is no more, or cannot be changed in place
DROP OPERATOR csq.+ (csq.lexicon,csq.lexicon);
DROP ROUTINE csq.clock_events(csq.sla_clock),
  csq.regulatory_deadlines(),
  csq.csat(csq.score_summary,integer),
  csq.csat_lo(csq.score_summary,integer,double precision),
  csq.csat_hi(csq.score_summary,integer,double precision),
  csq.window_funnel_agg(timestamp with time zone,integer,interval),
  csq.rollup(csq.window_funnel_state),
  csq.stages(csq.funnel,double precision),
  csq.funnel_count_agg(anyelement,timestamp with time zone,text,csq.funnel_spec),
  csq.funnel_agg(anyelement,timestamp with time zone,text,csq.funnel_spec),
  csq.process_agg(anyelement,timestamp with time zone,text),
  csq.process_agg(anyelement,timestamp with time zone,text,text),
  csq.process_agg(anyelement,timestamp with time zone,text,text,csq.calendar),
  csq.conformance(csq.process,jsonb),
  csq.check_rules(csq.process,text[]),
  csq.replay(csq.process,jsonb,text),
  csq.replay_variants(csq.process,jsonb,text);

-- what is new, or has changed
CREATE FUNCTION csq_internal.rows_support(internal) RETURNS internal
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_rows_support';
COMMENT ON FUNCTION csq_internal.rows_support(internal) IS
'Planner support of set-returning functions: how many rows a call gives where its arguments are known.';
CREATE FUNCTION csq_internal.known(escaped text) RETURNS text
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'csq_known';
COMMENT ON FUNCTION csq_internal.known(text) IS
'Text of the shipped knowledge from its ASCII form, as unistr() reads it; an error in a database that is not UTF-8.';
CREATE FUNCTION csq_internal.instant(at text) RETURNS timestamptz
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'csq_instant';
COMMENT ON FUNCTION csq_internal.instant(text) IS
'The instant that a text in ISO 8601 with a zone names, whatever the settings of the session.';
GRANT USAGE ON SCHEMA @extschema@ TO PUBLIC;
COMMENT ON FUNCTION csq_internal.calendar_in(cstring) IS 'Text input of calendar, checked.';
COMMENT ON FUNCTION csq_internal.calendar_out(calendar) IS 'Text output of calendar: equal values print alike.';
COMMENT ON FUNCTION csq_internal.calendar_recv(internal) IS 'Binary input of calendar, checked.';
COMMENT ON FUNCTION csq_internal.calendar_send(calendar) IS 'Binary output of calendar: equal values give the same bytes on every platform.';
COMMENT ON TYPE calendar IS
'Opening hours: a time zone, weekly hours, date and yearly rules, breaks and validity; see docs/calendar.md.';
CREATE CAST (varchar AS calendar) WITH INOUT AS IMPLICIT;
COMMENT ON CAST (varchar AS calendar) IS 'The value of a text, also as the argument of a function: drivers send texts as varchar.';
CREATE OR REPLACE FUNCTION csq_internal.calendar_eq(calendar, calendar) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_calendar_eq';
COMMENT ON FUNCTION csq_internal.calendar_eq(calendar, calendar) IS 'Implements =.';
CREATE OR REPLACE FUNCTION csq_internal.calendar_ne(calendar, calendar) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_calendar_ne';
COMMENT ON FUNCTION csq_internal.calendar_ne(calendar, calendar) IS 'Implements <>.';
CREATE FUNCTION csq_internal.calendar_lt(calendar, calendar) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_calendar_lt';
COMMENT ON FUNCTION csq_internal.calendar_lt(calendar, calendar) IS 'Implements <.';
CREATE FUNCTION csq_internal.calendar_le(calendar, calendar) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_calendar_le';
COMMENT ON FUNCTION csq_internal.calendar_le(calendar, calendar) IS 'Implements <=.';
CREATE FUNCTION csq_internal.calendar_gt(calendar, calendar) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_calendar_gt';
COMMENT ON FUNCTION csq_internal.calendar_gt(calendar, calendar) IS 'Implements >.';
CREATE FUNCTION csq_internal.calendar_ge(calendar, calendar) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_calendar_ge';
COMMENT ON FUNCTION csq_internal.calendar_ge(calendar, calendar) IS 'Implements >=.';
CREATE FUNCTION csq_internal.calendar_cmp(calendar, calendar) RETURNS int
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_calendar_cmp';
COMMENT ON FUNCTION csq_internal.calendar_cmp(calendar, calendar) IS 'Order of two values, for sorting and btree indexes: negative, 0 or positive.';
CREATE OR REPLACE FUNCTION csq_internal.calendar_hash(calendar) RETURNS int
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_calendar_hash';
COMMENT ON FUNCTION csq_internal.calendar_hash(calendar) IS 'Hash that agrees with =, for GROUP BY and hash joins.';
CREATE FUNCTION csq_internal.calendar_hash_extended(calendar, bigint) RETURNS bigint
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_calendar_hash';
COMMENT ON FUNCTION csq_internal.calendar_hash_extended(calendar, bigint) IS 'The same hash with a seed, for hash partitions.';
COMMENT ON OPERATOR = (calendar, calendar) IS 'Whether both are the same value, however they came about.';
COMMENT ON OPERATOR <> (calendar, calendar) IS 'Whether the values differ.';
CREATE OPERATOR < (
  LEFTARG = calendar, RIGHTARG = calendar, FUNCTION = csq_internal.calendar_lt,
  COMMUTATOR = >, NEGATOR = >=, RESTRICT = scalarltsel, JOIN = scalarltjoinsel
);
COMMENT ON OPERATOR < (calendar, calendar) IS 'Whether the first comes before the second in the order of the canonical bytes.';
CREATE OPERATOR <= (
  LEFTARG = calendar, RIGHTARG = calendar, FUNCTION = csq_internal.calendar_le,
  COMMUTATOR = >=, NEGATOR = >, RESTRICT = scalarlesel, JOIN = scalarlejoinsel
);
COMMENT ON OPERATOR <= (calendar, calendar) IS 'Whether the first comes before the second in the order of the canonical bytes, or equals it.';
CREATE OPERATOR > (
  LEFTARG = calendar, RIGHTARG = calendar, FUNCTION = csq_internal.calendar_gt,
  COMMUTATOR = <, NEGATOR = <=, RESTRICT = scalargtsel, JOIN = scalargtjoinsel
);
COMMENT ON OPERATOR > (calendar, calendar) IS 'Whether the first comes after the second in the order of the canonical bytes.';
CREATE OPERATOR >= (
  LEFTARG = calendar, RIGHTARG = calendar, FUNCTION = csq_internal.calendar_ge,
  COMMUTATOR = <=, NEGATOR = <, RESTRICT = scalargesel, JOIN = scalargejoinsel
);
COMMENT ON OPERATOR >= (calendar, calendar) IS 'Whether the first comes after the second in the order of the canonical bytes, or equals it.';
ALTER OPERATOR FAMILY calendar_ops USING hash ADD FUNCTION 2 (calendar, calendar) csq_internal.calendar_hash_extended(csq.calendar,bigint);
COMMENT ON OPERATOR CLASS calendar_ops USING hash IS 'Equality of calendar: grouping, hash joins and hash partitions.';
COMMENT ON OPERATOR FAMILY calendar_ops USING hash IS 'Equality of calendar: grouping, hash joins and hash partitions.';
CREATE OPERATOR CLASS calendar_ops DEFAULT FOR TYPE calendar USING btree AS
  OPERATOR 1 <,
  OPERATOR 2 <=,
  OPERATOR 3 =,
  OPERATOR 4 >=,
  OPERATOR 5 >,
  FUNCTION 1 csq_internal.calendar_cmp(calendar, calendar);
COMMENT ON OPERATOR CLASS calendar_ops USING btree IS 'Order of calendar: sorting, unique indexes and merge joins.';
COMMENT ON OPERATOR FAMILY calendar_ops USING btree IS 'Order of calendar: sorting, unique indexes and merge joins.';
CREATE FUNCTION calendar_instant(calendar calendar, local date) RETURNS timestamptz
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'csq_calendar_instant_date';
COMMENT ON FUNCTION calendar_instant(calendar, date) IS
'The local midnight of the calendar that begins this date.';
CREATE FUNCTION calendar_instant(calendar calendar, local timestamp) RETURNS timestamptz
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'csq_calendar_instant_timestamp';
COMMENT ON FUNCTION calendar_instant(calendar, timestamp) IS
'The instant at which the wall clock of the calendar shows this time, whatever the session says.';
CREATE FUNCTION calendar_instant(calendar calendar, local text) RETURNS timestamptz
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 3
AS 'MODULE_PATHNAME', 'csq_calendar_instant_text';
COMMENT ON FUNCTION calendar_instant(calendar, text) IS
'The instant of a text in ISO 8601: with a zone that instant, without one local time of the calendar, a bare date its local midnight.';
COMMENT ON FUNCTION is_open(calendar, timestamptz) IS
'True when the calendar is open at this instant.';
CREATE FUNCTION is_open(calendar calendar, at date) RETURNS bool
LANGUAGE SQL IMMUTABLE STRICT PARALLEL SAFE COST 2
RETURN csq.is_open(is_open.calendar, csq.calendar_instant(is_open.calendar, is_open.at));
COMMENT ON FUNCTION is_open(calendar, date) IS
'True when the calendar is open at this instant. at is local time of the calendar.';
CREATE FUNCTION is_open(calendar calendar, at timestamp) RETURNS bool
LANGUAGE SQL IMMUTABLE STRICT PARALLEL SAFE COST 2
RETURN csq.is_open(is_open.calendar, csq.calendar_instant(is_open.calendar, is_open.at));
COMMENT ON FUNCTION is_open(calendar, timestamp) IS
'True when the calendar is open at this instant. at is local time of the calendar.';
CREATE FUNCTION is_open(calendar calendar, at text) RETURNS bool
LANGUAGE SQL IMMUTABLE STRICT PARALLEL SAFE COST 2
RETURN csq.is_open(is_open.calendar, csq.calendar_instant(is_open.calendar, is_open.at));
COMMENT ON FUNCTION is_open(calendar, text) IS
'True when the calendar is open at this instant. at is local time of the calendar, or a text in ISO 8601 with a zone.';
COMMENT ON FUNCTION business_time(calendar, timestamptz, timestamptz) IS
'Open time between two instants, in hours; negative when reversed.';
CREATE FUNCTION business_time(calendar calendar, from_at timestamptz, to_at date) RETURNS interval
LANGUAGE SQL IMMUTABLE STRICT PARALLEL SAFE COST 2
RETURN csq.business_time(business_time.calendar, business_time.from_at, csq.calendar_instant(business_time.calendar, business_time.to_at));
COMMENT ON FUNCTION business_time(calendar, timestamptz, date) IS
'Open time between two instants, in hours; negative when reversed. to_at is local time of the calendar.';
CREATE FUNCTION business_time(calendar calendar, from_at timestamptz, to_at timestamp) RETURNS interval
LANGUAGE SQL IMMUTABLE STRICT PARALLEL SAFE COST 2
RETURN csq.business_time(business_time.calendar, business_time.from_at, csq.calendar_instant(business_time.calendar, business_time.to_at));
COMMENT ON FUNCTION business_time(calendar, timestamptz, timestamp) IS
'Open time between two instants, in hours; negative when reversed. to_at is local time of the calendar.';
CREATE FUNCTION business_time(calendar calendar, from_at timestamptz, to_at text) RETURNS interval
LANGUAGE SQL IMMUTABLE STRICT PARALLEL SAFE COST 2
RETURN csq.business_time(business_time.calendar, business_time.from_at, csq.calendar_instant(business_time.calendar, business_time.to_at));
COMMENT ON FUNCTION business_time(calendar, timestamptz, text) IS
'Open time between two instants, in hours; negative when reversed. to_at is local time of the calendar, or a text in ISO 8601 with a zone.';
CREATE FUNCTION business_time(calendar calendar, from_at date, to_at timestamptz) RETURNS interval
LANGUAGE SQL IMMUTABLE STRICT PARALLEL SAFE COST 2
RETURN csq.business_time(business_time.calendar, csq.calendar_instant(business_time.calendar, business_time.from_at), business_time.to_at);
COMMENT ON FUNCTION business_time(calendar, date, timestamptz) IS
'Open time between two instants, in hours; negative when reversed. from_at is local time of the calendar.';
CREATE FUNCTION business_time(calendar calendar, from_at date, to_at date) RETURNS interval
LANGUAGE SQL IMMUTABLE STRICT PARALLEL SAFE COST 2
RETURN csq.business_time(business_time.calendar, csq.calendar_instant(business_time.calendar, business_time.from_at), csq.calendar_instant(business_time.calendar, business_time.to_at));
COMMENT ON FUNCTION business_time(calendar, date, date) IS
'Open time between two instants, in hours; negative when reversed. from_at and to_at are local time of the calendar.';
CREATE FUNCTION business_time(calendar calendar, from_at date, to_at timestamp) RETURNS interval
LANGUAGE SQL IMMUTABLE STRICT PARALLEL SAFE COST 2
RETURN csq.business_time(business_time.calendar, csq.calendar_instant(business_time.calendar, business_time.from_at), csq.calendar_instant(business_time.calendar, business_time.to_at));
COMMENT ON FUNCTION business_time(calendar, date, timestamp) IS
'Open time between two instants, in hours; negative when reversed. from_at and to_at are local time of the calendar.';
CREATE FUNCTION business_time(calendar calendar, from_at date, to_at text) RETURNS interval
LANGUAGE SQL IMMUTABLE STRICT PARALLEL SAFE COST 2
RETURN csq.business_time(business_time.calendar, csq.calendar_instant(business_time.calendar, business_time.from_at), csq.calendar_instant(business_time.calendar, business_time.to_at));
COMMENT ON FUNCTION business_time(calendar, date, text) IS
'Open time between two instants, in hours; negative when reversed. from_at and to_at are local time of the calendar, or a text in ISO 8601 with a zone.';
CREATE FUNCTION business_time(calendar calendar, from_at timestamp, to_at timestamptz) RETURNS interval
LANGUAGE SQL IMMUTABLE STRICT PARALLEL SAFE COST 2
RETURN csq.business_time(business_time.calendar, csq.calendar_instant(business_time.calendar, business_time.from_at), business_time.to_at);
COMMENT ON FUNCTION business_time(calendar, timestamp, timestamptz) IS
'Open time between two instants, in hours; negative when reversed. from_at is local time of the calendar.';
CREATE FUNCTION business_time(calendar calendar, from_at timestamp, to_at date) RETURNS interval
LANGUAGE SQL IMMUTABLE STRICT PARALLEL SAFE COST 2
RETURN csq.business_time(business_time.calendar, csq.calendar_instant(business_time.calendar, business_time.from_at), csq.calendar_instant(business_time.calendar, business_time.to_at));
COMMENT ON FUNCTION business_time(calendar, timestamp, date) IS
'Open time between two instants, in hours; negative when reversed. from_at and to_at are local time of the calendar.';
CREATE FUNCTION business_time(calendar calendar, from_at timestamp, to_at timestamp) RETURNS interval
LANGUAGE SQL IMMUTABLE STRICT PARALLEL SAFE COST 2
RETURN csq.business_time(business_time.calendar, csq.calendar_instant(business_time.calendar, business_time.from_at), csq.calendar_instant(business_time.calendar, business_time.to_at));
COMMENT ON FUNCTION business_time(calendar, timestamp, timestamp) IS
'Open time between two instants, in hours; negative when reversed. from_at and to_at are local time of the calendar.';
CREATE FUNCTION business_time(calendar calendar, from_at timestamp, to_at text) RETURNS interval
LANGUAGE SQL IMMUTABLE STRICT PARALLEL SAFE COST 2
RETURN csq.business_time(business_time.calendar, csq.calendar_instant(business_time.calendar, business_time.from_at), csq.calendar_instant(business_time.calendar, business_time.to_at));
COMMENT ON FUNCTION business_time(calendar, timestamp, text) IS
'Open time between two instants, in hours; negative when reversed. from_at and to_at are local time of the calendar, or a text in ISO 8601 with a zone.';
CREATE FUNCTION business_time(calendar calendar, from_at text, to_at timestamptz) RETURNS interval
LANGUAGE SQL IMMUTABLE STRICT PARALLEL SAFE COST 2
RETURN csq.business_time(business_time.calendar, csq.calendar_instant(business_time.calendar, business_time.from_at), business_time.to_at);
COMMENT ON FUNCTION business_time(calendar, text, timestamptz) IS
'Open time between two instants, in hours; negative when reversed. from_at is local time of the calendar, or a text in ISO 8601 with a zone.';
CREATE FUNCTION business_time(calendar calendar, from_at text, to_at date) RETURNS interval
LANGUAGE SQL IMMUTABLE STRICT PARALLEL SAFE COST 2
RETURN csq.business_time(business_time.calendar, csq.calendar_instant(business_time.calendar, business_time.from_at), csq.calendar_instant(business_time.calendar, business_time.to_at));
COMMENT ON FUNCTION business_time(calendar, text, date) IS
'Open time between two instants, in hours; negative when reversed. from_at and to_at are local time of the calendar, or a text in ISO 8601 with a zone.';
CREATE FUNCTION business_time(calendar calendar, from_at text, to_at timestamp) RETURNS interval
LANGUAGE SQL IMMUTABLE STRICT PARALLEL SAFE COST 2
RETURN csq.business_time(business_time.calendar, csq.calendar_instant(business_time.calendar, business_time.from_at), csq.calendar_instant(business_time.calendar, business_time.to_at));
COMMENT ON FUNCTION business_time(calendar, text, timestamp) IS
'Open time between two instants, in hours; negative when reversed. from_at and to_at are local time of the calendar, or a text in ISO 8601 with a zone.';
CREATE FUNCTION business_time(calendar calendar, from_at text, to_at text) RETURNS interval
LANGUAGE SQL IMMUTABLE STRICT PARALLEL SAFE COST 2
RETURN csq.business_time(business_time.calendar, csq.calendar_instant(business_time.calendar, business_time.from_at), csq.calendar_instant(business_time.calendar, business_time.to_at));
COMMENT ON FUNCTION business_time(calendar, text, text) IS
'Open time between two instants, in hours; negative when reversed. from_at and to_at are local time of the calendar, or a text in ISO 8601 with a zone.';
COMMENT ON FUNCTION business_time(calendar, timestamptz, timestamptz, tstzmultirange) IS
'Open time between two instants without the pauses.';
CREATE FUNCTION business_time(calendar calendar, from_at date, to_at date, pauses tstzmultirange) RETURNS interval
LANGUAGE SQL IMMUTABLE STRICT PARALLEL SAFE COST 4
RETURN csq.business_time(business_time.calendar, csq.calendar_instant(business_time.calendar, business_time.from_at), csq.calendar_instant(business_time.calendar, business_time.to_at), business_time.pauses);
COMMENT ON FUNCTION business_time(calendar, date, date, tstzmultirange) IS
'Open time between two instants without the pauses. from_at and to_at are local time of the calendar.';
CREATE FUNCTION business_time(calendar calendar, from_at timestamp, to_at timestamp, pauses tstzmultirange) RETURNS interval
LANGUAGE SQL IMMUTABLE STRICT PARALLEL SAFE COST 4
RETURN csq.business_time(business_time.calendar, csq.calendar_instant(business_time.calendar, business_time.from_at), csq.calendar_instant(business_time.calendar, business_time.to_at), business_time.pauses);
COMMENT ON FUNCTION business_time(calendar, timestamp, timestamp, tstzmultirange) IS
'Open time between two instants without the pauses. from_at and to_at are local time of the calendar.';
CREATE FUNCTION business_time(calendar calendar, from_at text, to_at text, pauses tstzmultirange) RETURNS interval
LANGUAGE SQL IMMUTABLE STRICT PARALLEL SAFE COST 4
RETURN csq.business_time(business_time.calendar, csq.calendar_instant(business_time.calendar, business_time.from_at), csq.calendar_instant(business_time.calendar, business_time.to_at), business_time.pauses);
COMMENT ON FUNCTION business_time(calendar, text, text, tstzmultirange) IS
'Open time between two instants without the pauses. from_at and to_at are local time of the calendar, or a text in ISO 8601 with a zone.';
COMMENT ON FUNCTION business_seconds(calendar, timestamptz, timestamptz) IS
'Open time between two instants, in seconds.';
CREATE FUNCTION business_seconds(calendar calendar, from_at timestamptz, to_at date) RETURNS float8
LANGUAGE SQL IMMUTABLE STRICT PARALLEL SAFE COST 2
RETURN csq.business_seconds(business_seconds.calendar, business_seconds.from_at, csq.calendar_instant(business_seconds.calendar, business_seconds.to_at));
COMMENT ON FUNCTION business_seconds(calendar, timestamptz, date) IS
'Open time between two instants, in seconds. to_at is local time of the calendar.';
CREATE FUNCTION business_seconds(calendar calendar, from_at timestamptz, to_at timestamp) RETURNS float8
LANGUAGE SQL IMMUTABLE STRICT PARALLEL SAFE COST 2
RETURN csq.business_seconds(business_seconds.calendar, business_seconds.from_at, csq.calendar_instant(business_seconds.calendar, business_seconds.to_at));
COMMENT ON FUNCTION business_seconds(calendar, timestamptz, timestamp) IS
'Open time between two instants, in seconds. to_at is local time of the calendar.';
CREATE FUNCTION business_seconds(calendar calendar, from_at timestamptz, to_at text) RETURNS float8
LANGUAGE SQL IMMUTABLE STRICT PARALLEL SAFE COST 2
RETURN csq.business_seconds(business_seconds.calendar, business_seconds.from_at, csq.calendar_instant(business_seconds.calendar, business_seconds.to_at));
COMMENT ON FUNCTION business_seconds(calendar, timestamptz, text) IS
'Open time between two instants, in seconds. to_at is local time of the calendar, or a text in ISO 8601 with a zone.';
CREATE FUNCTION business_seconds(calendar calendar, from_at date, to_at timestamptz) RETURNS float8
LANGUAGE SQL IMMUTABLE STRICT PARALLEL SAFE COST 2
RETURN csq.business_seconds(business_seconds.calendar, csq.calendar_instant(business_seconds.calendar, business_seconds.from_at), business_seconds.to_at);
COMMENT ON FUNCTION business_seconds(calendar, date, timestamptz) IS
'Open time between two instants, in seconds. from_at is local time of the calendar.';
CREATE FUNCTION business_seconds(calendar calendar, from_at date, to_at date) RETURNS float8
LANGUAGE SQL IMMUTABLE STRICT PARALLEL SAFE COST 2
RETURN csq.business_seconds(business_seconds.calendar, csq.calendar_instant(business_seconds.calendar, business_seconds.from_at), csq.calendar_instant(business_seconds.calendar, business_seconds.to_at));
COMMENT ON FUNCTION business_seconds(calendar, date, date) IS
'Open time between two instants, in seconds. from_at and to_at are local time of the calendar.';
CREATE FUNCTION business_seconds(calendar calendar, from_at date, to_at timestamp) RETURNS float8
LANGUAGE SQL IMMUTABLE STRICT PARALLEL SAFE COST 2
RETURN csq.business_seconds(business_seconds.calendar, csq.calendar_instant(business_seconds.calendar, business_seconds.from_at), csq.calendar_instant(business_seconds.calendar, business_seconds.to_at));
COMMENT ON FUNCTION business_seconds(calendar, date, timestamp) IS
'Open time between two instants, in seconds. from_at and to_at are local time of the calendar.';
CREATE FUNCTION business_seconds(calendar calendar, from_at date, to_at text) RETURNS float8
LANGUAGE SQL IMMUTABLE STRICT PARALLEL SAFE COST 2
RETURN csq.business_seconds(business_seconds.calendar, csq.calendar_instant(business_seconds.calendar, business_seconds.from_at), csq.calendar_instant(business_seconds.calendar, business_seconds.to_at));
COMMENT ON FUNCTION business_seconds(calendar, date, text) IS
'Open time between two instants, in seconds. from_at and to_at are local time of the calendar, or a text in ISO 8601 with a zone.';
CREATE FUNCTION business_seconds(calendar calendar, from_at timestamp, to_at timestamptz) RETURNS float8
LANGUAGE SQL IMMUTABLE STRICT PARALLEL SAFE COST 2
RETURN csq.business_seconds(business_seconds.calendar, csq.calendar_instant(business_seconds.calendar, business_seconds.from_at), business_seconds.to_at);
COMMENT ON FUNCTION business_seconds(calendar, timestamp, timestamptz) IS
'Open time between two instants, in seconds. from_at is local time of the calendar.';
CREATE FUNCTION business_seconds(calendar calendar, from_at timestamp, to_at date) RETURNS float8
LANGUAGE SQL IMMUTABLE STRICT PARALLEL SAFE COST 2
RETURN csq.business_seconds(business_seconds.calendar, csq.calendar_instant(business_seconds.calendar, business_seconds.from_at), csq.calendar_instant(business_seconds.calendar, business_seconds.to_at));
COMMENT ON FUNCTION business_seconds(calendar, timestamp, date) IS
'Open time between two instants, in seconds. from_at and to_at are local time of the calendar.';
CREATE FUNCTION business_seconds(calendar calendar, from_at timestamp, to_at timestamp) RETURNS float8
LANGUAGE SQL IMMUTABLE STRICT PARALLEL SAFE COST 2
RETURN csq.business_seconds(business_seconds.calendar, csq.calendar_instant(business_seconds.calendar, business_seconds.from_at), csq.calendar_instant(business_seconds.calendar, business_seconds.to_at));
COMMENT ON FUNCTION business_seconds(calendar, timestamp, timestamp) IS
'Open time between two instants, in seconds. from_at and to_at are local time of the calendar.';
CREATE FUNCTION business_seconds(calendar calendar, from_at timestamp, to_at text) RETURNS float8
LANGUAGE SQL IMMUTABLE STRICT PARALLEL SAFE COST 2
RETURN csq.business_seconds(business_seconds.calendar, csq.calendar_instant(business_seconds.calendar, business_seconds.from_at), csq.calendar_instant(business_seconds.calendar, business_seconds.to_at));
COMMENT ON FUNCTION business_seconds(calendar, timestamp, text) IS
'Open time between two instants, in seconds. from_at and to_at are local time of the calendar, or a text in ISO 8601 with a zone.';
CREATE FUNCTION business_seconds(calendar calendar, from_at text, to_at timestamptz) RETURNS float8
LANGUAGE SQL IMMUTABLE STRICT PARALLEL SAFE COST 2
RETURN csq.business_seconds(business_seconds.calendar, csq.calendar_instant(business_seconds.calendar, business_seconds.from_at), business_seconds.to_at);
COMMENT ON FUNCTION business_seconds(calendar, text, timestamptz) IS
'Open time between two instants, in seconds. from_at is local time of the calendar, or a text in ISO 8601 with a zone.';
CREATE FUNCTION business_seconds(calendar calendar, from_at text, to_at date) RETURNS float8
LANGUAGE SQL IMMUTABLE STRICT PARALLEL SAFE COST 2
RETURN csq.business_seconds(business_seconds.calendar, csq.calendar_instant(business_seconds.calendar, business_seconds.from_at), csq.calendar_instant(business_seconds.calendar, business_seconds.to_at));
COMMENT ON FUNCTION business_seconds(calendar, text, date) IS
'Open time between two instants, in seconds. from_at and to_at are local time of the calendar, or a text in ISO 8601 with a zone.';
CREATE FUNCTION business_seconds(calendar calendar, from_at text, to_at timestamp) RETURNS float8
LANGUAGE SQL IMMUTABLE STRICT PARALLEL SAFE COST 2
RETURN csq.business_seconds(business_seconds.calendar, csq.calendar_instant(business_seconds.calendar, business_seconds.from_at), csq.calendar_instant(business_seconds.calendar, business_seconds.to_at));
COMMENT ON FUNCTION business_seconds(calendar, text, timestamp) IS
'Open time between two instants, in seconds. from_at and to_at are local time of the calendar, or a text in ISO 8601 with a zone.';
CREATE FUNCTION business_seconds(calendar calendar, from_at text, to_at text) RETURNS float8
LANGUAGE SQL IMMUTABLE STRICT PARALLEL SAFE COST 2
RETURN csq.business_seconds(business_seconds.calendar, csq.calendar_instant(business_seconds.calendar, business_seconds.from_at), csq.calendar_instant(business_seconds.calendar, business_seconds.to_at));
COMMENT ON FUNCTION business_seconds(calendar, text, text) IS
'Open time between two instants, in seconds. from_at and to_at are local time of the calendar, or a text in ISO 8601 with a zone.';
COMMENT ON FUNCTION business_seconds(calendar, timestamptz, timestamptz, tstzmultirange) IS
'Open time between two instants without the pauses, in seconds.';
CREATE FUNCTION business_seconds(calendar calendar, from_at date, to_at date, pauses tstzmultirange) RETURNS float8
LANGUAGE SQL IMMUTABLE STRICT PARALLEL SAFE COST 4
RETURN csq.business_seconds(business_seconds.calendar, csq.calendar_instant(business_seconds.calendar, business_seconds.from_at), csq.calendar_instant(business_seconds.calendar, business_seconds.to_at), business_seconds.pauses);
COMMENT ON FUNCTION business_seconds(calendar, date, date, tstzmultirange) IS
'Open time between two instants without the pauses, in seconds. from_at and to_at are local time of the calendar.';
CREATE FUNCTION business_seconds(calendar calendar, from_at timestamp, to_at timestamp, pauses tstzmultirange) RETURNS float8
LANGUAGE SQL IMMUTABLE STRICT PARALLEL SAFE COST 4
RETURN csq.business_seconds(business_seconds.calendar, csq.calendar_instant(business_seconds.calendar, business_seconds.from_at), csq.calendar_instant(business_seconds.calendar, business_seconds.to_at), business_seconds.pauses);
COMMENT ON FUNCTION business_seconds(calendar, timestamp, timestamp, tstzmultirange) IS
'Open time between two instants without the pauses, in seconds. from_at and to_at are local time of the calendar.';
CREATE FUNCTION business_seconds(calendar calendar, from_at text, to_at text, pauses tstzmultirange) RETURNS float8
LANGUAGE SQL IMMUTABLE STRICT PARALLEL SAFE COST 4
RETURN csq.business_seconds(business_seconds.calendar, csq.calendar_instant(business_seconds.calendar, business_seconds.from_at), csq.calendar_instant(business_seconds.calendar, business_seconds.to_at), business_seconds.pauses);
COMMENT ON FUNCTION business_seconds(calendar, text, text, tstzmultirange) IS
'Open time between two instants without the pauses, in seconds. from_at and to_at are local time of the calendar, or a text in ISO 8601 with a zone.';
COMMENT ON FUNCTION business_add(calendar, timestamptz, interval) IS
'Earliest instant by which this much open time has passed; zero gives the next open instant.';
CREATE FUNCTION business_add(calendar calendar, at date, amount interval) RETURNS timestamptz
LANGUAGE SQL IMMUTABLE STRICT PARALLEL SAFE COST 2
RETURN csq.business_add(business_add.calendar, csq.calendar_instant(business_add.calendar, business_add.at), business_add.amount);
COMMENT ON FUNCTION business_add(calendar, date, interval) IS
'Earliest instant by which this much open time has passed; zero gives the next open instant. at is local time of the calendar.';
CREATE FUNCTION business_add(calendar calendar, at timestamp, amount interval) RETURNS timestamptz
LANGUAGE SQL IMMUTABLE STRICT PARALLEL SAFE COST 2
RETURN csq.business_add(business_add.calendar, csq.calendar_instant(business_add.calendar, business_add.at), business_add.amount);
COMMENT ON FUNCTION business_add(calendar, timestamp, interval) IS
'Earliest instant by which this much open time has passed; zero gives the next open instant. at is local time of the calendar.';
CREATE FUNCTION business_add(calendar calendar, at text, amount interval) RETURNS timestamptz
LANGUAGE SQL IMMUTABLE STRICT PARALLEL SAFE COST 2
RETURN csq.business_add(business_add.calendar, csq.calendar_instant(business_add.calendar, business_add.at), business_add.amount);
COMMENT ON FUNCTION business_add(calendar, text, interval) IS
'Earliest instant by which this much open time has passed; zero gives the next open instant. at is local time of the calendar, or a text in ISO 8601 with a zone.';
COMMENT ON FUNCTION business_subtract(calendar, timestamptz, interval) IS
'Latest instant from which this much open time passes; zero gives the previous close.';
CREATE FUNCTION business_subtract(calendar calendar, at date, amount interval) RETURNS timestamptz
LANGUAGE SQL IMMUTABLE STRICT PARALLEL SAFE COST 2
RETURN csq.business_subtract(business_subtract.calendar, csq.calendar_instant(business_subtract.calendar, business_subtract.at), business_subtract.amount);
COMMENT ON FUNCTION business_subtract(calendar, date, interval) IS
'Latest instant from which this much open time passes; zero gives the previous close. at is local time of the calendar.';
CREATE FUNCTION business_subtract(calendar calendar, at timestamp, amount interval) RETURNS timestamptz
LANGUAGE SQL IMMUTABLE STRICT PARALLEL SAFE COST 2
RETURN csq.business_subtract(business_subtract.calendar, csq.calendar_instant(business_subtract.calendar, business_subtract.at), business_subtract.amount);
COMMENT ON FUNCTION business_subtract(calendar, timestamp, interval) IS
'Latest instant from which this much open time passes; zero gives the previous close. at is local time of the calendar.';
CREATE FUNCTION business_subtract(calendar calendar, at text, amount interval) RETURNS timestamptz
LANGUAGE SQL IMMUTABLE STRICT PARALLEL SAFE COST 2
RETURN csq.business_subtract(business_subtract.calendar, csq.calendar_instant(business_subtract.calendar, business_subtract.at), business_subtract.amount);
COMMENT ON FUNCTION business_subtract(calendar, text, interval) IS
'Latest instant from which this much open time passes; zero gives the previous close. at is local time of the calendar, or a text in ISO 8601 with a zone.';
COMMENT ON FUNCTION next_open(calendar, timestamptz) IS
'Start of the open stretch that holds or follows an instant: the instant itself if open.';
CREATE FUNCTION next_open(calendar calendar, at date) RETURNS timestamptz
LANGUAGE SQL IMMUTABLE STRICT PARALLEL SAFE COST 2
RETURN csq.next_open(next_open.calendar, csq.calendar_instant(next_open.calendar, next_open.at));
COMMENT ON FUNCTION next_open(calendar, date) IS
'Start of the open stretch that holds or follows an instant: the instant itself if open. at is local time of the calendar.';
CREATE FUNCTION next_open(calendar calendar, at timestamp) RETURNS timestamptz
LANGUAGE SQL IMMUTABLE STRICT PARALLEL SAFE COST 2
RETURN csq.next_open(next_open.calendar, csq.calendar_instant(next_open.calendar, next_open.at));
COMMENT ON FUNCTION next_open(calendar, timestamp) IS
'Start of the open stretch that holds or follows an instant: the instant itself if open. at is local time of the calendar.';
CREATE FUNCTION next_open(calendar calendar, at text) RETURNS timestamptz
LANGUAGE SQL IMMUTABLE STRICT PARALLEL SAFE COST 2
RETURN csq.next_open(next_open.calendar, csq.calendar_instant(next_open.calendar, next_open.at));
COMMENT ON FUNCTION next_open(calendar, text) IS
'Start of the open stretch that holds or follows an instant: the instant itself if open. at is local time of the calendar, or a text in ISO 8601 with a zone.';
COMMENT ON FUNCTION next_close(calendar, timestamptz) IS
'End of the open stretch that holds or follows an instant; infinity if it never ends.';
CREATE FUNCTION next_close(calendar calendar, at date) RETURNS timestamptz
LANGUAGE SQL IMMUTABLE STRICT PARALLEL SAFE COST 3
RETURN csq.next_close(next_close.calendar, csq.calendar_instant(next_close.calendar, next_close.at));
COMMENT ON FUNCTION next_close(calendar, date) IS
'End of the open stretch that holds or follows an instant; infinity if it never ends. at is local time of the calendar.';
CREATE FUNCTION next_close(calendar calendar, at timestamp) RETURNS timestamptz
LANGUAGE SQL IMMUTABLE STRICT PARALLEL SAFE COST 3
RETURN csq.next_close(next_close.calendar, csq.calendar_instant(next_close.calendar, next_close.at));
COMMENT ON FUNCTION next_close(calendar, timestamp) IS
'End of the open stretch that holds or follows an instant; infinity if it never ends. at is local time of the calendar.';
CREATE FUNCTION next_close(calendar calendar, at text) RETURNS timestamptz
LANGUAGE SQL IMMUTABLE STRICT PARALLEL SAFE COST 3
RETURN csq.next_close(next_close.calendar, csq.calendar_instant(next_close.calendar, next_close.at));
COMMENT ON FUNCTION next_close(calendar, text) IS
'End of the open stretch that holds or follows an instant; infinity if it never ends. at is local time of the calendar, or a text in ISO 8601 with a zone.';
COMMENT ON FUNCTION add_business_days(calendar, date, int) IS
'The n-th working day after a date; the date itself is not counted.';
COMMENT ON FUNCTION add_business_days(calendar, timestamptz, int) IS
'The same local time on the n-th working day after.';
CREATE FUNCTION add_business_days(calendar calendar, at timestamp, days int) RETURNS timestamptz
LANGUAGE SQL IMMUTABLE STRICT PARALLEL SAFE COST 5
RETURN csq.add_business_days(add_business_days.calendar, csq.calendar_instant(add_business_days.calendar, add_business_days.at), add_business_days.days);
COMMENT ON FUNCTION add_business_days(calendar, timestamp, int) IS
'The same local time on the n-th working day after; at is local time of the calendar.';
CREATE FUNCTION add_business_days(calendar calendar, at text, days int) RETURNS timestamptz
LANGUAGE SQL IMMUTABLE STRICT PARALLEL SAFE COST 5
RETURN csq.add_business_days(add_business_days.calendar, csq.calendar_instant(add_business_days.calendar, add_business_days.at), add_business_days.days);
COMMENT ON FUNCTION add_business_days(calendar, text, int) IS
'The same local time on the n-th working day after; at is local time of the calendar.';
CREATE FUNCTION is_known(calendar calendar, at timestamptz) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'csq_is_known';
COMMENT ON FUNCTION is_known(calendar, timestamptz) IS
'True when the calendar knows the hours of that date: not outside its validity, nor where it goes on provisionally.';
CREATE FUNCTION is_known(calendar calendar, at date) RETURNS bool
LANGUAGE SQL IMMUTABLE STRICT PARALLEL SAFE COST 2
RETURN csq.is_known(is_known.calendar, csq.calendar_instant(is_known.calendar, is_known.at));
COMMENT ON FUNCTION is_known(calendar, date) IS
'True when the calendar knows the hours of that date: not outside its validity, nor where it goes on provisionally. at is local time of the calendar.';
CREATE FUNCTION is_known(calendar calendar, at timestamp) RETURNS bool
LANGUAGE SQL IMMUTABLE STRICT PARALLEL SAFE COST 2
RETURN csq.is_known(is_known.calendar, csq.calendar_instant(is_known.calendar, is_known.at));
COMMENT ON FUNCTION is_known(calendar, timestamp) IS
'True when the calendar knows the hours of that date: not outside its validity, nor where it goes on provisionally. at is local time of the calendar.';
CREATE FUNCTION is_known(calendar calendar, at text) RETURNS bool
LANGUAGE SQL IMMUTABLE STRICT PARALLEL SAFE COST 2
RETURN csq.is_known(is_known.calendar, csq.calendar_instant(is_known.calendar, is_known.at));
COMMENT ON FUNCTION is_known(calendar, text) IS
'True when the calendar knows the hours of that date: not outside its validity, nor where it goes on provisionally. at is local time of the calendar, or a text in ISO 8601 with a zone.';
CREATE FUNCTION provisional(calendar calendar) RETURNS calendar
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 20
AS 'MODULE_PATHNAME', 'csq_provisional';
COMMENT ON FUNCTION provisional(calendar) IS
'The calendar that goes on after its validity by its weekly and yearly hours, until more is known; its text says so, is_known() tells where.';
CREATE FUNCTION with_holidays(calendar calendar, closed date[], worked date[] DEFAULT '{}', worked_as text DEFAULT 'mon') RETURNS calendar
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_with_holidays';
COMMENT ON FUNCTION with_holidays(calendar, date[], date[], text) IS
'The calendar with dates that are closed and dates that are worked with the hours of a weekday: array_agg(day) FILTER (WHERE ...) of a table of holidays. They replace what the calendar says of those dates.';
CREATE FUNCTION received_at(calendar calendar, at timestamptz, cutoff time) RETURNS timestamptz
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 3
AS 'MODULE_PATHNAME', 'csq_received_at';
COMMENT ON FUNCTION received_at(calendar, timestamptz, time) IS
'When something counts as received under a cut-off hour: at once on a working day before it, else when the next working day opens.';
CREATE FUNCTION received_at(calendar calendar, at date, cutoff time) RETURNS timestamptz
LANGUAGE SQL IMMUTABLE STRICT PARALLEL SAFE COST 3
RETURN csq.received_at(received_at.calendar, csq.calendar_instant(received_at.calendar, received_at.at), received_at.cutoff);
COMMENT ON FUNCTION received_at(calendar, date, time) IS
'When something counts as received under a cut-off hour: at once on a working day before it, else when the next working day opens. at is local time of the calendar.';
CREATE FUNCTION received_at(calendar calendar, at timestamp, cutoff time) RETURNS timestamptz
LANGUAGE SQL IMMUTABLE STRICT PARALLEL SAFE COST 3
RETURN csq.received_at(received_at.calendar, csq.calendar_instant(received_at.calendar, received_at.at), received_at.cutoff);
COMMENT ON FUNCTION received_at(calendar, timestamp, time) IS
'When something counts as received under a cut-off hour: at once on a working day before it, else when the next working day opens. at is local time of the calendar.';
CREATE FUNCTION received_at(calendar calendar, at text, cutoff time) RETURNS timestamptz
LANGUAGE SQL IMMUTABLE STRICT PARALLEL SAFE COST 3
RETURN csq.received_at(received_at.calendar, csq.calendar_instant(received_at.calendar, received_at.at), received_at.cutoff);
COMMENT ON FUNCTION received_at(calendar, text, time) IS
'When something counts as received under a cut-off hour: at once on a working day before it, else when the next working day opens. at is local time of the calendar, or a text in ISO 8601 with a zone.';
CREATE OR REPLACE FUNCTION default_calendar(name text, hours text DEFAULT 'mon-fri 09:00-12:00 13:30-18:00') RETURNS calendar
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE COST 1000
RETURN CASE
	WHEN pg_catalog.upper(name) OPERATOR(pg_catalog.=) '24X7'::pg_catalog.text THEN 'tz UTC; 24x7'::csq.calendar
	WHEN pg_catalog.upper(name) OPERATOR(pg_catalog.=) 'CN-24X7'::pg_catalog.text THEN 'tz Asia/Shanghai; 24x7'::csq.calendar
	WHEN pg_catalog.upper(name) OPERATOR(pg_catalog.=) 'CN'::pg_catalog.text
	THEN ('tz Asia/Shanghai; valid 2007-01-01..2026-12-31; '::pg_catalog.text OPERATOR(pg_catalog.||) hours OPERATOR(pg_catalog.||) '; '
		'2007-01-01..2007-01-03, 2007-02-18..2007-02-24, 2007-05-01..2007-05-07, 2007-10-01..2007-10-07, '
		'2007-12-30..2007-12-31 closed; '
		'2007-02-17, 2007-02-25, 2007-04-28..2007-04-29, 2007-09-29..2007-09-30, 2007-12-29 as mon; '
		'2008-01-01, 2008-02-06..2008-02-12, 2008-04-04..2008-04-06, 2008-05-01..2008-05-03, 2008-06-07..2008-06-09, '
		'2008-09-13..2008-09-15, 2008-09-29..2008-10-05 closed; '
		'2008-02-02..2008-02-03, 2008-05-04, 2008-09-27..2008-09-28 as mon; '
		'2009-01-01..2009-01-03, 2009-01-25..2009-01-31, 2009-04-04..2009-04-06, 2009-05-01..2009-05-03, '
		'2009-05-28..2009-05-30, 2009-10-01..2009-10-08 closed; '
		'2009-01-04, 2009-01-24, 2009-02-01, 2009-05-31, 2009-09-27, 2009-10-10 as mon; '
		'2010-01-01..2010-01-03, 2010-02-13..2010-02-19, 2010-04-03..2010-04-05, 2010-05-01..2010-05-03, '
		'2010-06-14..2010-06-16, 2010-09-22..2010-09-24, 2010-10-01..2010-10-07 closed; '
		'2010-02-20..2010-02-21, 2010-06-12..2010-06-13, 2010-09-19, 2010-09-25..2010-09-26, 2010-10-09 as mon; '
		'2011-01-01..2011-01-03, 2011-02-02..2011-02-08, 2011-04-03..2011-04-05, 2011-04-30..2011-05-02, '
		'2011-06-04..2011-06-06, 2011-09-10..2011-09-12, 2011-10-01..2011-10-07 closed; '
		'2011-01-30, 2011-02-12, 2011-04-02, 2011-10-08..2011-10-09, 2011-12-31 as mon; '
		'2012-01-01..2012-01-03, 2012-01-22..2012-01-28, 2012-04-02..2012-04-04, 2012-04-29..2012-05-01, '
		'2012-06-22..2012-06-24, 2012-09-30..2012-10-07 closed; '
		'2012-01-21, 2012-01-29, 2012-03-31..2012-04-01, 2012-04-28, 2012-09-29 as mon; '
		'2013-01-01..2013-01-03, 2013-02-09..2013-02-15, 2013-04-04..2013-04-06, 2013-04-29..2013-05-01, '
		'2013-06-10..2013-06-12, 2013-09-19..2013-09-21, 2013-10-01..2013-10-07 closed; '
		'2013-01-05..2013-01-06, 2013-02-16..2013-02-17, 2013-04-07, 2013-04-27..2013-04-28, 2013-06-08..2013-06-09, '
		'2013-09-22, 2013-09-29, 2013-10-12 as mon; '
		'2014-01-01, 2014-01-31..2014-02-06, 2014-04-05, 2014-04-07, 2014-05-01..2014-05-03, 2014-06-02, 2014-09-08, '
		'2014-10-01..2014-10-07 closed; '
		'2014-01-26, 2014-02-08, 2014-05-04, 2014-09-28, 2014-10-11 as mon; '
		'2015-01-01..2015-01-03, 2015-02-18..2015-02-24, 2015-04-05..2015-04-06, 2015-05-01, 2015-06-20, 2015-06-22, '
		'2015-09-03..2015-09-05, 2015-09-27, 2015-10-01..2015-10-07 closed; '
		'2015-01-04, 2015-02-15, 2015-02-28, 2015-09-06, 2015-10-10 as mon; '
		'2016-01-01, 2016-02-07..2016-02-13, 2016-04-04, 2016-05-01..2016-05-02, 2016-06-09..2016-06-11, '
		'2016-09-15..2016-09-17, 2016-10-01..2016-10-07 closed; '
		'2016-02-06, 2016-02-14, 2016-06-12, 2016-09-18, 2016-10-08..2016-10-09 as mon; '
		'2017-01-01..2017-01-02, 2017-01-27..2017-02-02, 2017-04-02..2017-04-04, 2017-05-01, 2017-05-28..2017-05-30, '
		'2017-10-01..2017-10-08 closed; '
		'2017-01-22, 2017-02-04, 2017-04-01, 2017-05-27, 2017-09-30 as mon; '
		'2018-01-01, 2018-02-15..2018-02-21, 2018-04-05..2018-04-07, 2018-04-29..2018-05-01, 2018-06-18, 2018-09-24, '
		'2018-10-01..2018-10-07, 2018-12-30..2018-12-31 closed; '
		'2018-02-11, 2018-02-24, 2018-04-08, 2018-04-28, 2018-09-29..2018-09-30, 2018-12-29 as mon; '
		'2019-01-01, 2019-02-04..2019-02-10, 2019-04-05, 2019-05-01..2019-05-04, 2019-06-07, 2019-09-13, '
		'2019-10-01..2019-10-07 closed; '
		'2019-02-02..2019-02-03, 2019-04-28, 2019-05-05, 2019-09-29, 2019-10-12 as mon; '
		'2020-01-01, 2020-01-24..2020-02-02, 2020-04-04..2020-04-06, 2020-05-01..2020-05-05, 2020-06-25..2020-06-27, '
		'2020-10-01..2020-10-08 closed; '
		'2020-01-19, 2020-02-03, 2020-04-26, 2020-05-09, 2020-06-28, 2020-09-27, 2020-10-10 as mon; '
		'2021-01-01..2021-01-03, 2021-02-11..2021-02-17, 2021-04-03..2021-04-05, 2021-05-01..2021-05-05, '
		'2021-06-12..2021-06-14, 2021-09-19..2021-09-21, 2021-10-01..2021-10-07 closed; '
		'2021-02-07, 2021-02-20, 2021-04-25, 2021-05-08, 2021-09-18, 2021-09-26, 2021-10-09 as mon; '
		'2022-01-01..2022-01-03, 2022-01-31..2022-02-06, 2022-04-03..2022-04-05, 2022-04-30..2022-05-04, '
		'2022-06-03..2022-06-05, 2022-09-10..2022-09-12, 2022-10-01..2022-10-07, 2022-12-31 closed; '
		'2022-01-29..2022-01-30, 2022-04-02, 2022-04-24, 2022-05-07, 2022-10-08..2022-10-09 as mon; '
		'2023-01-01..2023-01-02, 2023-01-21..2023-01-27, 2023-04-05, 2023-04-29..2023-05-03, 2023-06-22..2023-06-24, '
		'2023-09-29..2023-10-06 closed; '
		'2023-01-28..2023-01-29, 2023-04-23, 2023-05-06, 2023-06-25, 2023-10-07..2023-10-08 as mon; '
		'2024-01-01, 2024-02-10..2024-02-17, 2024-04-04..2024-04-06, 2024-05-01..2024-05-05, 2024-06-10, '
		'2024-09-15..2024-09-17, 2024-10-01..2024-10-07 closed; '
		'2024-02-04, 2024-02-18, 2024-04-07, 2024-04-28, 2024-05-11, 2024-09-14, 2024-09-29, 2024-10-12 as mon; '
		'2025-01-01, 2025-01-28..2025-02-04, 2025-04-04..2025-04-06, 2025-05-01..2025-05-05, 2025-05-31..2025-06-02, '
		'2025-10-01..2025-10-08 closed; '
		'2025-01-26, 2025-02-08, 2025-04-27, 2025-09-28, 2025-10-11 as mon; '
		'2026-01-01..2026-01-03, 2026-02-15..2026-02-23, 2026-04-04..2026-04-06, 2026-05-01..2026-05-05, '
		'2026-06-19..2026-06-21, 2026-09-25..2026-09-27, 2026-10-01..2026-10-07 closed; '
		'2026-01-04, 2026-02-14, 2026-02-28, 2026-05-09, 2026-09-20, 2026-10-10 as mon'
		)::csq.calendar
	ELSE csq_internal.calendar_unknown(name)
END;
COMMENT ON FUNCTION csq_internal.sla_target_in(cstring) IS 'Text input of sla_target, checked.';
COMMENT ON FUNCTION csq_internal.sla_target_out(sla_target) IS 'Text output of sla_target: equal values print alike.';
COMMENT ON FUNCTION csq_internal.sla_target_recv(internal) IS 'Binary input of sla_target, checked.';
COMMENT ON FUNCTION csq_internal.sla_target_send(sla_target) IS 'Binary output of sla_target: equal values give the same bytes on every platform.';
COMMENT ON TYPE sla_target IS
'How long something may take: 4 business hours, 90 minutes, 3 business days, 15 calendar days, 8 calendar weeks, 1 calendar month.';
CREATE CAST (varchar AS sla_target) WITH INOUT AS IMPLICIT;
COMMENT ON CAST (varchar AS sla_target) IS 'The value of a text, also as the argument of a function: drivers send texts as varchar.';
CREATE OR REPLACE FUNCTION csq_internal.sla_target_eq(sla_target, sla_target) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_sla_target_eq';
COMMENT ON FUNCTION csq_internal.sla_target_eq(sla_target, sla_target) IS 'Implements =.';
CREATE OR REPLACE FUNCTION csq_internal.sla_target_ne(sla_target, sla_target) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_sla_target_ne';
COMMENT ON FUNCTION csq_internal.sla_target_ne(sla_target, sla_target) IS 'Implements <>.';
CREATE FUNCTION csq_internal.sla_target_lt(sla_target, sla_target) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_sla_target_lt';
COMMENT ON FUNCTION csq_internal.sla_target_lt(sla_target, sla_target) IS 'Implements <.';
CREATE FUNCTION csq_internal.sla_target_le(sla_target, sla_target) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_sla_target_le';
COMMENT ON FUNCTION csq_internal.sla_target_le(sla_target, sla_target) IS 'Implements <=.';
CREATE FUNCTION csq_internal.sla_target_gt(sla_target, sla_target) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_sla_target_gt';
COMMENT ON FUNCTION csq_internal.sla_target_gt(sla_target, sla_target) IS 'Implements >.';
CREATE FUNCTION csq_internal.sla_target_ge(sla_target, sla_target) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_sla_target_ge';
COMMENT ON FUNCTION csq_internal.sla_target_ge(sla_target, sla_target) IS 'Implements >=.';
CREATE FUNCTION csq_internal.sla_target_cmp(sla_target, sla_target) RETURNS int
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_sla_target_cmp';
COMMENT ON FUNCTION csq_internal.sla_target_cmp(sla_target, sla_target) IS 'Order of two values, for sorting and btree indexes: negative, 0 or positive.';
CREATE OR REPLACE FUNCTION csq_internal.sla_target_hash(sla_target) RETURNS int
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_sla_target_hash';
COMMENT ON FUNCTION csq_internal.sla_target_hash(sla_target) IS 'Hash that agrees with =, for GROUP BY and hash joins.';
CREATE FUNCTION csq_internal.sla_target_hash_extended(sla_target, bigint) RETURNS bigint
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_sla_target_hash';
COMMENT ON FUNCTION csq_internal.sla_target_hash_extended(sla_target, bigint) IS 'The same hash with a seed, for hash partitions.';
COMMENT ON OPERATOR = (sla_target, sla_target) IS 'Whether both are the same value, however they came about.';
COMMENT ON OPERATOR <> (sla_target, sla_target) IS 'Whether the values differ.';
CREATE OPERATOR < (
  LEFTARG = sla_target, RIGHTARG = sla_target, FUNCTION = csq_internal.sla_target_lt,
  COMMUTATOR = >, NEGATOR = >=, RESTRICT = scalarltsel, JOIN = scalarltjoinsel
);
COMMENT ON OPERATOR < (sla_target, sla_target) IS 'Whether the first comes before the second in nominal length: a day counts as 24 hours, a month as 30 days, business time as it is; of equal lengths the unit decides.';
CREATE OPERATOR <= (
  LEFTARG = sla_target, RIGHTARG = sla_target, FUNCTION = csq_internal.sla_target_le,
  COMMUTATOR = >=, NEGATOR = >, RESTRICT = scalarlesel, JOIN = scalarlejoinsel
);
COMMENT ON OPERATOR <= (sla_target, sla_target) IS 'Whether the first comes before the second in nominal length: a day counts as 24 hours, a month as 30 days, business time as it is; of equal lengths the unit decides, or equals it.';
CREATE OPERATOR > (
  LEFTARG = sla_target, RIGHTARG = sla_target, FUNCTION = csq_internal.sla_target_gt,
  COMMUTATOR = <, NEGATOR = <=, RESTRICT = scalargtsel, JOIN = scalargtjoinsel
);
COMMENT ON OPERATOR > (sla_target, sla_target) IS 'Whether the first comes after the second in nominal length: a day counts as 24 hours, a month as 30 days, business time as it is; of equal lengths the unit decides.';
CREATE OPERATOR >= (
  LEFTARG = sla_target, RIGHTARG = sla_target, FUNCTION = csq_internal.sla_target_ge,
  COMMUTATOR = <=, NEGATOR = <, RESTRICT = scalargesel, JOIN = scalargejoinsel
);
COMMENT ON OPERATOR >= (sla_target, sla_target) IS 'Whether the first comes after the second in nominal length: a day counts as 24 hours, a month as 30 days, business time as it is; of equal lengths the unit decides, or equals it.';
ALTER OPERATOR FAMILY sla_target_ops USING hash ADD FUNCTION 2 (sla_target, sla_target) csq_internal.sla_target_hash_extended(csq.sla_target,bigint);
COMMENT ON OPERATOR CLASS sla_target_ops USING hash IS 'Equality of sla_target: grouping, hash joins and hash partitions.';
COMMENT ON OPERATOR FAMILY sla_target_ops USING hash IS 'Equality of sla_target: grouping, hash joins and hash partitions.';
CREATE OPERATOR CLASS sla_target_ops DEFAULT FOR TYPE sla_target USING btree AS
  OPERATOR 1 <,
  OPERATOR 2 <=,
  OPERATOR 3 =,
  OPERATOR 4 >=,
  OPERATOR 5 >,
  FUNCTION 1 csq_internal.sla_target_cmp(sla_target, sla_target);
COMMENT ON OPERATOR CLASS sla_target_ops USING btree IS 'Order of sla_target: sorting, unique indexes and merge joins.';
COMMENT ON OPERATOR FAMILY sla_target_ops USING btree IS 'Order of sla_target: sorting, unique indexes and merge joins.';
COMMENT ON FUNCTION due_at(calendar, timestamptz, sla_target) IS
'Earliest instant at which the target is used up.';
CREATE FUNCTION due_at(calendar calendar, start_at date, target sla_target) RETURNS timestamptz
LANGUAGE SQL IMMUTABLE STRICT PARALLEL SAFE COST 2
RETURN csq.due_at(due_at.calendar, csq.calendar_instant(due_at.calendar, due_at.start_at), due_at.target);
COMMENT ON FUNCTION due_at(calendar, date, sla_target) IS
'Earliest instant at which the target is used up. start_at is local time of the calendar.';
CREATE FUNCTION due_at(calendar calendar, start_at timestamp, target sla_target) RETURNS timestamptz
LANGUAGE SQL IMMUTABLE STRICT PARALLEL SAFE COST 2
RETURN csq.due_at(due_at.calendar, csq.calendar_instant(due_at.calendar, due_at.start_at), due_at.target);
COMMENT ON FUNCTION due_at(calendar, timestamp, sla_target) IS
'Earliest instant at which the target is used up. start_at is local time of the calendar.';
CREATE FUNCTION due_at(calendar calendar, start_at text, target sla_target) RETURNS timestamptz
LANGUAGE SQL IMMUTABLE STRICT PARALLEL SAFE COST 2
RETURN csq.due_at(due_at.calendar, csq.calendar_instant(due_at.calendar, due_at.start_at), due_at.target);
COMMENT ON FUNCTION due_at(calendar, text, sla_target) IS
'Earliest instant at which the target is used up. start_at is local time of the calendar, or a text in ISO 8601 with a zone.';
COMMENT ON FUNCTION due_at(calendar, timestamptz, sla_target, tstzmultirange) IS
'Earliest instant at which the target is used up; the clock stands still in the pauses.';
CREATE FUNCTION due_at(calendar calendar, start_at date, target sla_target, pauses tstzmultirange) RETURNS timestamptz
LANGUAGE SQL IMMUTABLE STRICT PARALLEL SAFE COST 4
RETURN csq.due_at(due_at.calendar, csq.calendar_instant(due_at.calendar, due_at.start_at), due_at.target, due_at.pauses);
COMMENT ON FUNCTION due_at(calendar, date, sla_target, tstzmultirange) IS
'Earliest instant at which the target is used up; the clock stands still in the pauses. start_at is local time of the calendar.';
CREATE FUNCTION due_at(calendar calendar, start_at timestamp, target sla_target, pauses tstzmultirange) RETURNS timestamptz
LANGUAGE SQL IMMUTABLE STRICT PARALLEL SAFE COST 4
RETURN csq.due_at(due_at.calendar, csq.calendar_instant(due_at.calendar, due_at.start_at), due_at.target, due_at.pauses);
COMMENT ON FUNCTION due_at(calendar, timestamp, sla_target, tstzmultirange) IS
'Earliest instant at which the target is used up; the clock stands still in the pauses. start_at is local time of the calendar.';
CREATE FUNCTION due_at(calendar calendar, start_at text, target sla_target, pauses tstzmultirange) RETURNS timestamptz
LANGUAGE SQL IMMUTABLE STRICT PARALLEL SAFE COST 4
RETURN csq.due_at(due_at.calendar, csq.calendar_instant(due_at.calendar, due_at.start_at), due_at.target, due_at.pauses);
COMMENT ON FUNCTION due_at(calendar, text, sla_target, tstzmultirange) IS
'Earliest instant at which the target is used up; the clock stands still in the pauses. start_at is local time of the calendar, or a text in ISO 8601 with a zone.';
COMMENT ON FUNCTION breach_at(calendar, timestamptz, sla_target) IS
'First instant from which the target is exceeded.';
CREATE FUNCTION breach_at(calendar calendar, start_at date, target sla_target) RETURNS timestamptz
LANGUAGE SQL IMMUTABLE STRICT PARALLEL SAFE COST 2
RETURN csq.breach_at(breach_at.calendar, csq.calendar_instant(breach_at.calendar, breach_at.start_at), breach_at.target);
COMMENT ON FUNCTION breach_at(calendar, date, sla_target) IS
'First instant from which the target is exceeded. start_at is local time of the calendar.';
CREATE FUNCTION breach_at(calendar calendar, start_at timestamp, target sla_target) RETURNS timestamptz
LANGUAGE SQL IMMUTABLE STRICT PARALLEL SAFE COST 2
RETURN csq.breach_at(breach_at.calendar, csq.calendar_instant(breach_at.calendar, breach_at.start_at), breach_at.target);
COMMENT ON FUNCTION breach_at(calendar, timestamp, sla_target) IS
'First instant from which the target is exceeded. start_at is local time of the calendar.';
CREATE FUNCTION breach_at(calendar calendar, start_at text, target sla_target) RETURNS timestamptz
LANGUAGE SQL IMMUTABLE STRICT PARALLEL SAFE COST 2
RETURN csq.breach_at(breach_at.calendar, csq.calendar_instant(breach_at.calendar, breach_at.start_at), breach_at.target);
COMMENT ON FUNCTION breach_at(calendar, text, sla_target) IS
'First instant from which the target is exceeded. start_at is local time of the calendar, or a text in ISO 8601 with a zone.';
COMMENT ON FUNCTION breach_at(calendar, timestamptz, sla_target, tstzmultirange) IS
'First instant from which the target is exceeded; the clock stands still in the pauses.';
CREATE FUNCTION breach_at(calendar calendar, start_at date, target sla_target, pauses tstzmultirange) RETURNS timestamptz
LANGUAGE SQL IMMUTABLE STRICT PARALLEL SAFE COST 4
RETURN csq.breach_at(breach_at.calendar, csq.calendar_instant(breach_at.calendar, breach_at.start_at), breach_at.target, breach_at.pauses);
COMMENT ON FUNCTION breach_at(calendar, date, sla_target, tstzmultirange) IS
'First instant from which the target is exceeded; the clock stands still in the pauses. start_at is local time of the calendar.';
CREATE FUNCTION breach_at(calendar calendar, start_at timestamp, target sla_target, pauses tstzmultirange) RETURNS timestamptz
LANGUAGE SQL IMMUTABLE STRICT PARALLEL SAFE COST 4
RETURN csq.breach_at(breach_at.calendar, csq.calendar_instant(breach_at.calendar, breach_at.start_at), breach_at.target, breach_at.pauses);
COMMENT ON FUNCTION breach_at(calendar, timestamp, sla_target, tstzmultirange) IS
'First instant from which the target is exceeded; the clock stands still in the pauses. start_at is local time of the calendar.';
CREATE FUNCTION breach_at(calendar calendar, start_at text, target sla_target, pauses tstzmultirange) RETURNS timestamptz
LANGUAGE SQL IMMUTABLE STRICT PARALLEL SAFE COST 4
RETURN csq.breach_at(breach_at.calendar, csq.calendar_instant(breach_at.calendar, breach_at.start_at), breach_at.target, breach_at.pauses);
COMMENT ON FUNCTION breach_at(calendar, text, sla_target, tstzmultirange) IS
'First instant from which the target is exceeded; the clock stands still in the pauses. start_at is local time of the calendar, or a text in ISO 8601 with a zone.';
CREATE FUNCTION due_at(calendar calendar, start_at timestamptz, target sla_target, pauses tstzmultirange, cutoff time) RETURNS timestamptz
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 6
AS 'MODULE_PATHNAME', 'csq_due_at';
COMMENT ON FUNCTION due_at(calendar, timestamptz, sla_target, tstzmultirange, time) IS
'The deadline of what came in at start_at under a cut-off hour, not counting the pauses ({} for none): later than that local time, or on a day that is not worked, counts as received when the next working day opens; see received_at().';
CREATE FUNCTION due_at(calendar calendar, start_at date, target sla_target, pauses tstzmultirange, cutoff time) RETURNS timestamptz
LANGUAGE SQL IMMUTABLE STRICT PARALLEL SAFE COST 6
RETURN csq.due_at(due_at.calendar, csq.calendar_instant(due_at.calendar, due_at.start_at), due_at.target, due_at.pauses, due_at.cutoff);
COMMENT ON FUNCTION due_at(calendar, date, sla_target, tstzmultirange, time) IS
'The deadline of what came in at start_at under a cut-off hour, not counting the pauses ({} for none): later than that local time, or on a day that is not worked, counts as received when the next working day opens; see received_at(). start_at is local time of the calendar.';
CREATE FUNCTION due_at(calendar calendar, start_at timestamp, target sla_target, pauses tstzmultirange, cutoff time) RETURNS timestamptz
LANGUAGE SQL IMMUTABLE STRICT PARALLEL SAFE COST 6
RETURN csq.due_at(due_at.calendar, csq.calendar_instant(due_at.calendar, due_at.start_at), due_at.target, due_at.pauses, due_at.cutoff);
COMMENT ON FUNCTION due_at(calendar, timestamp, sla_target, tstzmultirange, time) IS
'The deadline of what came in at start_at under a cut-off hour, not counting the pauses ({} for none): later than that local time, or on a day that is not worked, counts as received when the next working day opens; see received_at(). start_at is local time of the calendar.';
CREATE FUNCTION due_at(calendar calendar, start_at text, target sla_target, pauses tstzmultirange, cutoff time) RETURNS timestamptz
LANGUAGE SQL IMMUTABLE STRICT PARALLEL SAFE COST 6
RETURN csq.due_at(due_at.calendar, csq.calendar_instant(due_at.calendar, due_at.start_at), due_at.target, due_at.pauses, due_at.cutoff);
COMMENT ON FUNCTION due_at(calendar, text, sla_target, tstzmultirange, time) IS
'The deadline of what came in at start_at under a cut-off hour, not counting the pauses ({} for none): later than that local time, or on a day that is not worked, counts as received when the next working day opens; see received_at(). start_at is local time of the calendar, or a text in ISO 8601 with a zone.';
COMMENT ON FUNCTION csq_internal.sla_clock_in(cstring) IS 'Text input of sla_clock, checked.';
COMMENT ON FUNCTION csq_internal.sla_clock_out(sla_clock) IS 'Text output of sla_clock: equal values print alike.';
CREATE OR REPLACE FUNCTION csq_internal.sla_clock_recv(internal) RETURNS sla_clock
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_sla_clock_recv';
COMMENT ON FUNCTION csq_internal.sla_clock_recv(internal) IS 'Binary input of sla_clock, checked.';
CREATE OR REPLACE FUNCTION csq_internal.sla_clock_send(sla_clock) RETURNS bytea
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_sla_clock_send';
COMMENT ON FUNCTION csq_internal.sla_clock_send(sla_clock) IS 'Binary output of sla_clock: equal values give the same bytes on every platform.';
CREATE CAST (varchar AS sla_clock) WITH INOUT AS ASSIGNMENT;
COMMENT ON CAST (varchar AS sla_clock) IS 'The value of a text that is assigned to a column: drivers send texts as varchar.';
CREATE OR REPLACE FUNCTION csq_internal.sla_clock_eq(sla_clock, sla_clock) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_sla_clock_eq';
COMMENT ON FUNCTION csq_internal.sla_clock_eq(sla_clock, sla_clock) IS 'Implements =.';
CREATE OR REPLACE FUNCTION csq_internal.sla_clock_ne(sla_clock, sla_clock) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_sla_clock_ne';
COMMENT ON FUNCTION csq_internal.sla_clock_ne(sla_clock, sla_clock) IS 'Implements <>.';
CREATE FUNCTION csq_internal.sla_clock_lt(sla_clock, sla_clock) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_sla_clock_lt';
COMMENT ON FUNCTION csq_internal.sla_clock_lt(sla_clock, sla_clock) IS 'Implements <.';
CREATE FUNCTION csq_internal.sla_clock_le(sla_clock, sla_clock) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_sla_clock_le';
COMMENT ON FUNCTION csq_internal.sla_clock_le(sla_clock, sla_clock) IS 'Implements <=.';
CREATE FUNCTION csq_internal.sla_clock_gt(sla_clock, sla_clock) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_sla_clock_gt';
COMMENT ON FUNCTION csq_internal.sla_clock_gt(sla_clock, sla_clock) IS 'Implements >.';
CREATE FUNCTION csq_internal.sla_clock_ge(sla_clock, sla_clock) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_sla_clock_ge';
COMMENT ON FUNCTION csq_internal.sla_clock_ge(sla_clock, sla_clock) IS 'Implements >=.';
CREATE FUNCTION csq_internal.sla_clock_cmp(sla_clock, sla_clock) RETURNS int
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_sla_clock_cmp';
COMMENT ON FUNCTION csq_internal.sla_clock_cmp(sla_clock, sla_clock) IS 'Order of two values, for sorting and btree indexes: negative, 0 or positive.';
CREATE OR REPLACE FUNCTION csq_internal.sla_clock_hash(sla_clock) RETURNS int
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_sla_clock_hash';
COMMENT ON FUNCTION csq_internal.sla_clock_hash(sla_clock) IS 'Hash that agrees with =, for GROUP BY and hash joins.';
CREATE FUNCTION csq_internal.sla_clock_hash_extended(sla_clock, bigint) RETURNS bigint
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_sla_clock_hash';
COMMENT ON FUNCTION csq_internal.sla_clock_hash_extended(sla_clock, bigint) IS 'The same hash with a seed, for hash partitions.';
COMMENT ON OPERATOR = (sla_clock, sla_clock) IS 'Whether both are the same value, however they came about.';
COMMENT ON OPERATOR <> (sla_clock, sla_clock) IS 'Whether the values differ.';
CREATE OPERATOR < (
  LEFTARG = sla_clock, RIGHTARG = sla_clock, FUNCTION = csq_internal.sla_clock_lt,
  COMMUTATOR = >, NEGATOR = >=, RESTRICT = scalarltsel, JOIN = scalarltjoinsel
);
COMMENT ON OPERATOR < (sla_clock, sla_clock) IS 'Whether the first comes before the second in the order of the canonical bytes.';
CREATE OPERATOR <= (
  LEFTARG = sla_clock, RIGHTARG = sla_clock, FUNCTION = csq_internal.sla_clock_le,
  COMMUTATOR = >=, NEGATOR = >, RESTRICT = scalarlesel, JOIN = scalarlejoinsel
);
COMMENT ON OPERATOR <= (sla_clock, sla_clock) IS 'Whether the first comes before the second in the order of the canonical bytes, or equals it.';
CREATE OPERATOR > (
  LEFTARG = sla_clock, RIGHTARG = sla_clock, FUNCTION = csq_internal.sla_clock_gt,
  COMMUTATOR = <, NEGATOR = <=, RESTRICT = scalargtsel, JOIN = scalargtjoinsel
);
COMMENT ON OPERATOR > (sla_clock, sla_clock) IS 'Whether the first comes after the second in the order of the canonical bytes.';
CREATE OPERATOR >= (
  LEFTARG = sla_clock, RIGHTARG = sla_clock, FUNCTION = csq_internal.sla_clock_ge,
  COMMUTATOR = <=, NEGATOR = <, RESTRICT = scalargesel, JOIN = scalargejoinsel
);
COMMENT ON OPERATOR >= (sla_clock, sla_clock) IS 'Whether the first comes after the second in the order of the canonical bytes, or equals it.';
ALTER OPERATOR FAMILY sla_clock_ops USING hash ADD FUNCTION 2 (sla_clock, sla_clock) csq_internal.sla_clock_hash_extended(csq.sla_clock,bigint);
COMMENT ON OPERATOR CLASS sla_clock_ops USING hash IS 'Equality of sla_clock: grouping, hash joins and hash partitions.';
COMMENT ON OPERATOR FAMILY sla_clock_ops USING hash IS 'Equality of sla_clock: grouping, hash joins and hash partitions.';
CREATE OPERATOR CLASS sla_clock_ops DEFAULT FOR TYPE sla_clock USING btree AS
  OPERATOR 1 <,
  OPERATOR 2 <=,
  OPERATOR 3 =,
  OPERATOR 4 >=,
  OPERATOR 5 >,
  FUNCTION 1 csq_internal.sla_clock_cmp(sla_clock, sla_clock);
COMMENT ON OPERATOR CLASS sla_clock_ops USING btree IS 'Order of sla_clock: sorting, unique indexes and merge joins.';
COMMENT ON OPERATOR FAMILY sla_clock_ops USING btree IS 'Order of sla_clock: sorting, unique indexes and merge joins.';
CREATE FUNCTION csq_internal.sla_clock_json(sla_clock) RETURNS json
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_sla_clock_json';
COMMENT ON FUNCTION csq_internal.sla_clock_json(sla_clock) IS 'The text form as json; to_json, to_jsonb, json_agg and row_to_json use it.';
CREATE CAST (sla_clock AS json) WITH FUNCTION csq_internal.sla_clock_json(sla_clock);
COMMENT ON CAST (sla_clock AS json) IS 'The text form as json.';
CREATE CAST (sla_clock AS jsonb) WITH INOUT;
COMMENT ON CAST (sla_clock AS jsonb) IS 'The text form as jsonb.';
CREATE CAST (jsonb AS sla_clock) WITH INOUT;
COMMENT ON CAST (jsonb AS sla_clock) IS 'A value from its text form, checked.';
CREATE FUNCTION csq_internal.sla_clock_combine(sla_clock, sla_clock) RETURNS sla_clock
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_sla_clock_combine';
COMMENT ON FUNCTION csq_internal.sla_clock_combine(sla_clock, sla_clock) IS
'Implements +, and merges two states of an aggregate; a NULL adds nothing.';
CREATE OPERATOR + (LEFTARG = sla_clock, RIGHTARG = sla_clock, FUNCTION = csq_internal.sla_clock_combine, COMMUTATOR = +);
COMMENT ON OPERATOR + (sla_clock, sla_clock) IS 'The events of both clocks. A NULL adds nothing.';
CREATE OR REPLACE AGGREGATE rollup(sla_clock) (
  SFUNC = csq_internal.sla_clock_combine, STYPE = sla_clock, SSPACE = 256, COMBINEFUNC = csq_internal.sla_clock_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE rollup(sla_clock) IS
'The events of both clocks. The same in any order.';
COMMENT ON FUNCTION clock_append(sla_clock, timestamptz, text) IS
'The clock with one more event; a NULL clock is a new one. Events: start, pause, resume, stop, reopen, cancel, "extend <target>", "retarget <target>".';
CREATE FUNCTION clock_append(clock sla_clock, at text, event text) RETURNS sla_clock
LANGUAGE SQL IMMUTABLE PARALLEL SAFE COST 2
RETURN csq.clock_append(clock_append.clock, csq_internal.instant(clock_append.at), clock_append.event);
COMMENT ON FUNCTION clock_append(sla_clock, text, text) IS
'The clock with one more event; a NULL clock is a new one. Events: start, pause, resume, stop, reopen, cancel, "extend <target>", "retarget <target>". at is a text in ISO 8601 with a zone.';
COMMENT ON FUNCTION clock_append(sla_clock, timestamptz, text, text) IS
'The clock with one more event and its reason; for assign the reason is the new owner.';
CREATE FUNCTION clock_append(clock sla_clock, at text, event text, reason text) RETURNS sla_clock
LANGUAGE SQL IMMUTABLE PARALLEL SAFE COST 2
RETURN csq.clock_append(clock_append.clock, csq_internal.instant(clock_append.at), clock_append.event, clock_append.reason);
COMMENT ON FUNCTION clock_append(sla_clock, text, text, text) IS
'The clock with one more event and its reason; for assign the reason is the new owner. at is a text in ISO 8601 with a zone.';
CREATE FUNCTION clock_append(clock sla_clock, at timestamptz, event text, reason text, seq bigint) RETURNS sla_clock
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'csq_clock_accum';
COMMENT ON FUNCTION clock_append(sla_clock, timestamptz, text, text, bigint) IS
'The clock with one more event, its reason and its place among events of the same instant.';
CREATE FUNCTION clock_append(clock sla_clock, at text, event text, reason text, seq bigint) RETURNS sla_clock
LANGUAGE SQL IMMUTABLE PARALLEL SAFE COST 2
RETURN csq.clock_append(clock_append.clock, csq_internal.instant(clock_append.at), clock_append.event, clock_append.reason, clock_append.seq);
COMMENT ON FUNCTION clock_append(sla_clock, text, text, text, bigint) IS
'The clock with one more event, its reason and its place among events of the same instant. at is a text in ISO 8601 with a zone.';
CREATE OR REPLACE AGGREGATE clock_agg(at timestamptz, event text) (
  SFUNC = clock_append, STYPE = sla_clock, SSPACE = 256, COMBINEFUNC = csq_internal.sla_clock_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE clock_agg(timestamptz, text) IS
'The clock of a case: its events, whatever the order of the rows. Rows without instant or event are skipped.';
CREATE OR REPLACE AGGREGATE clock_agg(at timestamptz, event text, reason text) (
  SFUNC = clock_append, STYPE = sla_clock, SSPACE = 256, COMBINEFUNC = csq_internal.sla_clock_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE clock_agg(timestamptz, text, text) IS
'The clock of a case: its events with their reasons, whatever the order of the rows. Rows without instant or event are skipped.';
CREATE AGGREGATE clock_agg(at timestamptz, event text, reason text, seq bigint) (
  SFUNC = clock_append, STYPE = sla_clock, SSPACE = 256, COMBINEFUNC = csq_internal.sla_clock_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE clock_agg(timestamptz, text, text, bigint) IS
'The clock of a case: its events with their reasons and, where the source knows it, their order among events of the same instant.';
CREATE FUNCTION sla_clock(started_at timestamptz, stopped_at timestamptz) RETURNS sla_clock
LANGUAGE SQL IMMUTABLE PARALLEL SAFE COST 5
RETURN csq.clock_append(csq.clock_append(NULL::csq.sla_clock, sla_clock.started_at, 'start'::pg_catalog.text), sla_clock.stopped_at, 'stop'::pg_catalog.text);
COMMENT ON FUNCTION sla_clock(timestamptz, timestamptz) IS
'The clock of a case that has only two times: started and, if not NULL, stopped.';
CREATE FUNCTION sla_clock(started_at timestamptz, stopped_at text) RETURNS sla_clock
LANGUAGE SQL IMMUTABLE PARALLEL SAFE COST 5
RETURN csq.sla_clock(sla_clock.started_at, csq_internal.instant(sla_clock.stopped_at));
COMMENT ON FUNCTION sla_clock(timestamptz, text) IS
'The clock of a case that has only two times: started and, if not NULL, stopped. stopped_at is a text in ISO 8601 with a zone.';
CREATE FUNCTION sla_clock(started_at text, stopped_at timestamptz) RETURNS sla_clock
LANGUAGE SQL IMMUTABLE PARALLEL SAFE COST 5
RETURN csq.sla_clock(csq_internal.instant(sla_clock.started_at), sla_clock.stopped_at);
COMMENT ON FUNCTION sla_clock(text, timestamptz) IS
'The clock of a case that has only two times: started and, if not NULL, stopped. started_at is a text in ISO 8601 with a zone.';
CREATE FUNCTION sla_clock(started_at text, stopped_at text) RETURNS sla_clock
LANGUAGE SQL IMMUTABLE PARALLEL SAFE COST 5
RETURN csq.sla_clock(csq_internal.instant(sla_clock.started_at), csq_internal.instant(sla_clock.stopped_at));
COMMENT ON FUNCTION sla_clock(text, text) IS
'The clock of a case that has only two times: started and, if not NULL, stopped. started_at and stopped_at are texts in ISO 8601 with a zone.';
CREATE FUNCTION merge_case(clock sla_clock, merged sla_clock) RETURNS sla_clock
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 20
AS 'MODULE_PATHNAME', 'csq_merge_case';
COMMENT ON FUNCTION merge_case(sla_clock, sla_clock) IS
'The clock of a case into which another was merged: the events of both, but not the cancellation of the other, which goes on in this one. rollup() adds all events, cancellations too.';
CREATE FUNCTION clock_events(clock sla_clock, OUT ord int, OUT at timestamptz, OUT event text, OUT target sla_target, OUT reason text, OUT seq bigint) RETURNS SETOF record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 20 ROWS 6 SUPPORT csq_internal.rows_support
AS 'MODULE_PATHNAME', 'csq_clock_events';
COMMENT ON FUNCTION clock_events(sla_clock) IS
'The events in order, those of one instant by seq, then start, reopen, retarget, extend, resume, assign, pause, stop, cancel. Which of them count first depends on the state of the clock: see docs/sla.md.';
COMMENT ON FUNCTION sla_status(sla_clock, sla_target, calendar, timestamptz, text, text) IS
'The clock as it stood at an instant, one row. state: pending, running, paused, met, breached, overdue, cancelled (before a breach; a breach stays one); NULL, as due_at, where the days that the calendar knows do not tell. reopen: resume, restart, new_cycle, ignore. retarget: carry, restart, retroactive, freeze. breached_at is the first breach, also if a later change healed it.';
CREATE FUNCTION sla_status(clock sla_clock, target sla_target, calendar calendar, as_of date, reopen text DEFAULT 'resume', retarget text DEFAULT 'carry', OUT state text, OUT started_at timestamptz, OUT stopped_at timestamptz, OUT due_at timestamptz, OUT breach_at timestamptz, OUT breached_at timestamptz, OUT elapsed interval, OUT paused interval, OUT remaining interval, OUT used float8)
LANGUAGE SQL IMMUTABLE STRICT PARALLEL SAFE COST 60
BEGIN ATOMIC SELECT twin.* FROM csq.sla_status(sla_status.clock, sla_status.target, sla_status.calendar, csq.calendar_instant(sla_status.calendar, sla_status.as_of), sla_status.reopen, sla_status.retarget) AS twin; END;
COMMENT ON FUNCTION sla_status(sla_clock, sla_target, calendar, date, text, text) IS
'The clock as it stood at an instant, one row. state: pending, running, paused, met, breached, overdue, cancelled (before a breach; a breach stays one); NULL, as due_at, where the days that the calendar knows do not tell. reopen: resume, restart, new_cycle, ignore. retarget: carry, restart, retroactive, freeze. breached_at is the first breach, also if a later change healed it. as_of is local time of the calendar.';
CREATE FUNCTION sla_status(clock sla_clock, target sla_target, calendar calendar, as_of timestamp, reopen text DEFAULT 'resume', retarget text DEFAULT 'carry', OUT state text, OUT started_at timestamptz, OUT stopped_at timestamptz, OUT due_at timestamptz, OUT breach_at timestamptz, OUT breached_at timestamptz, OUT elapsed interval, OUT paused interval, OUT remaining interval, OUT used float8)
LANGUAGE SQL IMMUTABLE STRICT PARALLEL SAFE COST 60
BEGIN ATOMIC SELECT twin.* FROM csq.sla_status(sla_status.clock, sla_status.target, sla_status.calendar, csq.calendar_instant(sla_status.calendar, sla_status.as_of), sla_status.reopen, sla_status.retarget) AS twin; END;
COMMENT ON FUNCTION sla_status(sla_clock, sla_target, calendar, timestamp, text, text) IS
'The clock as it stood at an instant, one row. state: pending, running, paused, met, breached, overdue, cancelled (before a breach; a breach stays one); NULL, as due_at, where the days that the calendar knows do not tell. reopen: resume, restart, new_cycle, ignore. retarget: carry, restart, retroactive, freeze. breached_at is the first breach, also if a later change healed it. as_of is local time of the calendar.';
CREATE FUNCTION sla_status(clock sla_clock, target sla_target, calendar calendar, as_of text, reopen text DEFAULT 'resume', retarget text DEFAULT 'carry', OUT state text, OUT started_at timestamptz, OUT stopped_at timestamptz, OUT due_at timestamptz, OUT breach_at timestamptz, OUT breached_at timestamptz, OUT elapsed interval, OUT paused interval, OUT remaining interval, OUT used float8)
LANGUAGE SQL IMMUTABLE STRICT PARALLEL SAFE COST 60
BEGIN ATOMIC SELECT twin.* FROM csq.sla_status(sla_status.clock, sla_status.target, sla_status.calendar, csq.calendar_instant(sla_status.calendar, sla_status.as_of), sla_status.reopen, sla_status.retarget) AS twin; END;
COMMENT ON FUNCTION sla_status(sla_clock, sla_target, calendar, text, text, text) IS
'The clock as it stood at an instant, one row. state: pending, running, paused, met, breached, overdue, cancelled (before a breach; a breach stays one); NULL, as due_at, where the days that the calendar knows do not tell. reopen: resume, restart, new_cycle, ignore. retarget: carry, restart, retroactive, freeze. breached_at is the first breach, also if a later change healed it. as_of is local time of the calendar, or a text in ISO 8601 with a zone.';
COMMENT ON FUNCTION sla_state(sla_clock, sla_target, calendar, timestamptz, text, text) IS 'The state of sla_status() alone: for filters and counts.';
CREATE FUNCTION sla_state(clock sla_clock, target sla_target, calendar calendar, as_of date, reopen text DEFAULT 'resume', retarget text DEFAULT 'carry') RETURNS text
LANGUAGE SQL IMMUTABLE STRICT PARALLEL SAFE COST 50
RETURN csq.sla_state(sla_state.clock, sla_state.target, sla_state.calendar, csq.calendar_instant(sla_state.calendar, sla_state.as_of), sla_state.reopen, sla_state.retarget);
COMMENT ON FUNCTION sla_state(sla_clock, sla_target, calendar, date, text, text) IS
'The state of sla_status() alone: for filters and counts. as_of is local time of the calendar.';
CREATE FUNCTION sla_state(clock sla_clock, target sla_target, calendar calendar, as_of timestamp, reopen text DEFAULT 'resume', retarget text DEFAULT 'carry') RETURNS text
LANGUAGE SQL IMMUTABLE STRICT PARALLEL SAFE COST 50
RETURN csq.sla_state(sla_state.clock, sla_state.target, sla_state.calendar, csq.calendar_instant(sla_state.calendar, sla_state.as_of), sla_state.reopen, sla_state.retarget);
COMMENT ON FUNCTION sla_state(sla_clock, sla_target, calendar, timestamp, text, text) IS
'The state of sla_status() alone: for filters and counts. as_of is local time of the calendar.';
CREATE FUNCTION sla_state(clock sla_clock, target sla_target, calendar calendar, as_of text, reopen text DEFAULT 'resume', retarget text DEFAULT 'carry') RETURNS text
LANGUAGE SQL IMMUTABLE STRICT PARALLEL SAFE COST 50
RETURN csq.sla_state(sla_state.clock, sla_state.target, sla_state.calendar, csq.calendar_instant(sla_state.calendar, sla_state.as_of), sla_state.reopen, sla_state.retarget);
COMMENT ON FUNCTION sla_state(sla_clock, sla_target, calendar, text, text, text) IS
'The state of sla_status() alone: for filters and counts. as_of is local time of the calendar, or a text in ISO 8601 with a zone.';
CREATE FUNCTION sla_status(clock sla_clock, target sla_target, calendar calendar,
  OUT state text, OUT started_at timestamptz, OUT stopped_at timestamptz, OUT due_at timestamptz, OUT breach_at timestamptz, OUT breached_at timestamptz, OUT elapsed interval, OUT paused interval, OUT remaining interval, OUT used float8)
LANGUAGE SQL STABLE STRICT PARALLEL SAFE COST 60
BEGIN ATOMIC SELECT twin.* FROM csq.sla_status(sla_status.clock, sla_status.target, sla_status.calendar, pg_catalog.now()) AS twin; END;
COMMENT ON FUNCTION sla_status(sla_clock, sla_target, calendar) IS
'The clock as it stands now, one row. Stable: it looks at the time of the transaction.';
CREATE FUNCTION sla_state(clock sla_clock, target sla_target, calendar calendar) RETURNS text
LANGUAGE SQL STABLE STRICT PARALLEL SAFE COST 50
RETURN csq.sla_state(sla_state.clock, sla_state.target, sla_state.calendar, pg_catalog.now());
COMMENT ON FUNCTION sla_state(sla_clock, sla_target, calendar) IS
'The state of the clock now. Stable: it looks at the time of the transaction.';
COMMENT ON FUNCTION sla_cycles(sla_clock, sla_target, calendar, timestamptz, text, text) IS
'Every cycle of the clock with its own result: with reopen => new_cycle, and after a cancellation, earlier cycles keep theirs.';
CREATE FUNCTION sla_cycles(clock sla_clock, target sla_target, calendar calendar, as_of date, reopen text DEFAULT 'resume', retarget text DEFAULT 'carry', OUT cycle int, OUT state text, OUT started_at timestamptz, OUT stopped_at timestamptz, OUT due_at timestamptz, OUT breach_at timestamptz, OUT breached_at timestamptz, OUT elapsed interval, OUT paused interval, OUT remaining interval, OUT used float8) RETURNS SETOF record
LANGUAGE SQL IMMUTABLE STRICT PARALLEL SAFE COST 80 ROWS 2
BEGIN ATOMIC SELECT twin.* FROM csq.sla_cycles(sla_cycles.clock, sla_cycles.target, sla_cycles.calendar, csq.calendar_instant(sla_cycles.calendar, sla_cycles.as_of), sla_cycles.reopen, sla_cycles.retarget) AS twin; END;
COMMENT ON FUNCTION sla_cycles(sla_clock, sla_target, calendar, date, text, text) IS
'Every cycle of the clock with its own result: with reopen => new_cycle, and after a cancellation, earlier cycles keep theirs. as_of is local time of the calendar.';
CREATE FUNCTION sla_cycles(clock sla_clock, target sla_target, calendar calendar, as_of timestamp, reopen text DEFAULT 'resume', retarget text DEFAULT 'carry', OUT cycle int, OUT state text, OUT started_at timestamptz, OUT stopped_at timestamptz, OUT due_at timestamptz, OUT breach_at timestamptz, OUT breached_at timestamptz, OUT elapsed interval, OUT paused interval, OUT remaining interval, OUT used float8) RETURNS SETOF record
LANGUAGE SQL IMMUTABLE STRICT PARALLEL SAFE COST 80 ROWS 2
BEGIN ATOMIC SELECT twin.* FROM csq.sla_cycles(sla_cycles.clock, sla_cycles.target, sla_cycles.calendar, csq.calendar_instant(sla_cycles.calendar, sla_cycles.as_of), sla_cycles.reopen, sla_cycles.retarget) AS twin; END;
COMMENT ON FUNCTION sla_cycles(sla_clock, sla_target, calendar, timestamp, text, text) IS
'Every cycle of the clock with its own result: with reopen => new_cycle, and after a cancellation, earlier cycles keep theirs. as_of is local time of the calendar.';
CREATE FUNCTION sla_cycles(clock sla_clock, target sla_target, calendar calendar, as_of text, reopen text DEFAULT 'resume', retarget text DEFAULT 'carry', OUT cycle int, OUT state text, OUT started_at timestamptz, OUT stopped_at timestamptz, OUT due_at timestamptz, OUT breach_at timestamptz, OUT breached_at timestamptz, OUT elapsed interval, OUT paused interval, OUT remaining interval, OUT used float8) RETURNS SETOF record
LANGUAGE SQL IMMUTABLE STRICT PARALLEL SAFE COST 80 ROWS 2
BEGIN ATOMIC SELECT twin.* FROM csq.sla_cycles(sla_cycles.clock, sla_cycles.target, sla_cycles.calendar, csq.calendar_instant(sla_cycles.calendar, sla_cycles.as_of), sla_cycles.reopen, sla_cycles.retarget) AS twin; END;
COMMENT ON FUNCTION sla_cycles(sla_clock, sla_target, calendar, text, text, text) IS
'Every cycle of the clock with its own result: with reopen => new_cycle, and after a cancellation, earlier cycles keep theirs. as_of is local time of the calendar, or a text in ISO 8601 with a zone.';
COMMENT ON FUNCTION sla_segments(sla_clock, calendar, timestamptz, text) IS
'What each second from the first event on was: pending, running (counted), idle (running, but closed), paused, stopped, cancelled; rows of no length with state ignored say why an event changed nothing.';
CREATE FUNCTION sla_segments(clock sla_clock, calendar calendar, as_of date, reopen text DEFAULT 'resume', OUT from_at timestamptz, OUT to_at timestamptz, OUT state text, OUT counted interval, OUT reason text, OUT owner text) RETURNS SETOF record
LANGUAGE SQL IMMUTABLE STRICT PARALLEL SAFE COST 100 ROWS 10
BEGIN ATOMIC SELECT twin.* FROM csq.sla_segments(sla_segments.clock, sla_segments.calendar, csq.calendar_instant(sla_segments.calendar, sla_segments.as_of), sla_segments.reopen) AS twin; END;
COMMENT ON FUNCTION sla_segments(sla_clock, calendar, date, text) IS
'What each second from the first event on was: pending, running (counted), idle (running, but closed), paused, stopped, cancelled; rows of no length with state ignored say why an event changed nothing. as_of is local time of the calendar.';
CREATE FUNCTION sla_segments(clock sla_clock, calendar calendar, as_of timestamp, reopen text DEFAULT 'resume', OUT from_at timestamptz, OUT to_at timestamptz, OUT state text, OUT counted interval, OUT reason text, OUT owner text) RETURNS SETOF record
LANGUAGE SQL IMMUTABLE STRICT PARALLEL SAFE COST 100 ROWS 10
BEGIN ATOMIC SELECT twin.* FROM csq.sla_segments(sla_segments.clock, sla_segments.calendar, csq.calendar_instant(sla_segments.calendar, sla_segments.as_of), sla_segments.reopen) AS twin; END;
COMMENT ON FUNCTION sla_segments(sla_clock, calendar, timestamp, text) IS
'What each second from the first event on was: pending, running (counted), idle (running, but closed), paused, stopped, cancelled; rows of no length with state ignored say why an event changed nothing. as_of is local time of the calendar.';
CREATE FUNCTION sla_segments(clock sla_clock, calendar calendar, as_of text, reopen text DEFAULT 'resume', OUT from_at timestamptz, OUT to_at timestamptz, OUT state text, OUT counted interval, OUT reason text, OUT owner text) RETURNS SETOF record
LANGUAGE SQL IMMUTABLE STRICT PARALLEL SAFE COST 100 ROWS 10
BEGIN ATOMIC SELECT twin.* FROM csq.sla_segments(sla_segments.clock, sla_segments.calendar, csq.calendar_instant(sla_segments.calendar, sla_segments.as_of), sla_segments.reopen) AS twin; END;
COMMENT ON FUNCTION sla_segments(sla_clock, calendar, text, text) IS
'What each second from the first event on was: pending, running (counted), idle (running, but closed), paused, stopped, cancelled; rows of no length with state ignored say why an event changed nothing. as_of is local time of the calendar, or a text in ISO 8601 with a zone.';
COMMENT ON FUNCTION owner_times(sla_clock, calendar, timestamptz, text) IS
'Open time of the clock in the hands of each owner (assign events): operational level agreements. The parts sum to the whole.';
CREATE FUNCTION owner_times(clock sla_clock, calendar calendar, as_of date, reopen text DEFAULT 'resume', OUT owner text, OUT elapsed interval, OUT paused interval, OUT holdings int) RETURNS SETOF record
LANGUAGE SQL IMMUTABLE STRICT PARALLEL SAFE COST 80 ROWS 3
BEGIN ATOMIC SELECT twin.* FROM csq.owner_times(owner_times.clock, owner_times.calendar, csq.calendar_instant(owner_times.calendar, owner_times.as_of), owner_times.reopen) AS twin; END;
COMMENT ON FUNCTION owner_times(sla_clock, calendar, date, text) IS
'Open time of the clock in the hands of each owner (assign events): operational level agreements. The parts sum to the whole. as_of is local time of the calendar.';
CREATE FUNCTION owner_times(clock sla_clock, calendar calendar, as_of timestamp, reopen text DEFAULT 'resume', OUT owner text, OUT elapsed interval, OUT paused interval, OUT holdings int) RETURNS SETOF record
LANGUAGE SQL IMMUTABLE STRICT PARALLEL SAFE COST 80 ROWS 3
BEGIN ATOMIC SELECT twin.* FROM csq.owner_times(owner_times.clock, owner_times.calendar, csq.calendar_instant(owner_times.calendar, owner_times.as_of), owner_times.reopen) AS twin; END;
COMMENT ON FUNCTION owner_times(sla_clock, calendar, timestamp, text) IS
'Open time of the clock in the hands of each owner (assign events): operational level agreements. The parts sum to the whole. as_of is local time of the calendar.';
CREATE FUNCTION owner_times(clock sla_clock, calendar calendar, as_of text, reopen text DEFAULT 'resume', OUT owner text, OUT elapsed interval, OUT paused interval, OUT holdings int) RETURNS SETOF record
LANGUAGE SQL IMMUTABLE STRICT PARALLEL SAFE COST 80 ROWS 3
BEGIN ATOMIC SELECT twin.* FROM csq.owner_times(owner_times.clock, owner_times.calendar, csq.calendar_instant(owner_times.calendar, owner_times.as_of), owner_times.reopen) AS twin; END;
COMMENT ON FUNCTION owner_times(sla_clock, calendar, text, text) IS
'Open time of the clock in the hands of each owner (assign events): operational level agreements. The parts sum to the whole. as_of is local time of the calendar, or a text in ISO 8601 with a zone.';
COMMENT ON FUNCTION pause_audit(sla_clock, calendar, timestamptz, timestamptz[], interval) IS
'Pauses, the open time that each took off the clock, and what is odd about them: no reason, outside hours, not resumed, too long, contact (the customer replied during the pause).';
CREATE FUNCTION pause_audit(clock sla_clock, calendar calendar, as_of date, contacts timestamptz[] DEFAULT '{}', longest interval DEFAULT NULL, OUT from_at timestamptz, OUT to_at timestamptz, OUT reason text, OUT hidden interval, OUT wall interval, OUT hidden_after_contact interval, OUT findings text[]) RETURNS SETOF record
LANGUAGE SQL IMMUTABLE PARALLEL SAFE COST 80 ROWS 2
BEGIN ATOMIC SELECT twin.* FROM csq.pause_audit(pause_audit.clock, pause_audit.calendar, csq.calendar_instant(pause_audit.calendar, pause_audit.as_of), pause_audit.contacts, pause_audit.longest) AS twin; END;
COMMENT ON FUNCTION pause_audit(sla_clock, calendar, date, timestamptz[], interval) IS
'Pauses, the open time that each took off the clock, and what is odd about them: no reason, outside hours, not resumed, too long, contact (the customer replied during the pause). as_of is local time of the calendar.';
CREATE FUNCTION pause_audit(clock sla_clock, calendar calendar, as_of timestamp, contacts timestamptz[] DEFAULT '{}', longest interval DEFAULT NULL, OUT from_at timestamptz, OUT to_at timestamptz, OUT reason text, OUT hidden interval, OUT wall interval, OUT hidden_after_contact interval, OUT findings text[]) RETURNS SETOF record
LANGUAGE SQL IMMUTABLE PARALLEL SAFE COST 80 ROWS 2
BEGIN ATOMIC SELECT twin.* FROM csq.pause_audit(pause_audit.clock, pause_audit.calendar, csq.calendar_instant(pause_audit.calendar, pause_audit.as_of), pause_audit.contacts, pause_audit.longest) AS twin; END;
COMMENT ON FUNCTION pause_audit(sla_clock, calendar, timestamp, timestamptz[], interval) IS
'Pauses, the open time that each took off the clock, and what is odd about them: no reason, outside hours, not resumed, too long, contact (the customer replied during the pause). as_of is local time of the calendar.';
CREATE FUNCTION pause_audit(clock sla_clock, calendar calendar, as_of text, contacts timestamptz[] DEFAULT '{}', longest interval DEFAULT NULL, OUT from_at timestamptz, OUT to_at timestamptz, OUT reason text, OUT hidden interval, OUT wall interval, OUT hidden_after_contact interval, OUT findings text[]) RETURNS SETOF record
LANGUAGE SQL IMMUTABLE PARALLEL SAFE COST 80 ROWS 2
BEGIN ATOMIC SELECT twin.* FROM csq.pause_audit(pause_audit.clock, pause_audit.calendar, csq.calendar_instant(pause_audit.calendar, pause_audit.as_of), pause_audit.contacts, pause_audit.longest) AS twin; END;
COMMENT ON FUNCTION pause_audit(sla_clock, calendar, text, timestamptz[], interval) IS
'Pauses, the open time that each took off the clock, and what is odd about them: no reason, outside hours, not resumed, too long, contact (the customer replied during the pause). as_of is local time of the calendar, or a text in ISO 8601 with a zone.';
COMMENT ON FUNCTION what_if(sla_clock, sla_target, calendar, sla_target, calendar, timestamptz, text, text, text) IS
'One history under two policies, side by side; changed tells whether the verdict differs.';
CREATE FUNCTION what_if(clock sla_clock, target sla_target, calendar calendar, other_target sla_target, other_calendar calendar, as_of date, reopen text DEFAULT 'resume', other_reopen text DEFAULT 'resume', retarget text DEFAULT 'carry', OUT state text, OUT other_state text, OUT due_at timestamptz, OUT other_due_at timestamptz, OUT breached_at timestamptz, OUT other_breached_at timestamptz, OUT elapsed interval, OUT other_elapsed interval, OUT changed bool)
LANGUAGE SQL IMMUTABLE STRICT PARALLEL SAFE COST 120
BEGIN ATOMIC SELECT twin.* FROM csq.what_if(what_if.clock, what_if.target, what_if.calendar, what_if.other_target, what_if.other_calendar, csq.calendar_instant(what_if.calendar, what_if.as_of), what_if.reopen, what_if.other_reopen, what_if.retarget) AS twin; END;
COMMENT ON FUNCTION what_if(sla_clock, sla_target, calendar, sla_target, calendar, date, text, text, text) IS
'One history under two policies, side by side; changed tells whether the verdict differs. as_of is local time of the calendar.';
CREATE FUNCTION what_if(clock sla_clock, target sla_target, calendar calendar, other_target sla_target, other_calendar calendar, as_of timestamp, reopen text DEFAULT 'resume', other_reopen text DEFAULT 'resume', retarget text DEFAULT 'carry', OUT state text, OUT other_state text, OUT due_at timestamptz, OUT other_due_at timestamptz, OUT breached_at timestamptz, OUT other_breached_at timestamptz, OUT elapsed interval, OUT other_elapsed interval, OUT changed bool)
LANGUAGE SQL IMMUTABLE STRICT PARALLEL SAFE COST 120
BEGIN ATOMIC SELECT twin.* FROM csq.what_if(what_if.clock, what_if.target, what_if.calendar, what_if.other_target, what_if.other_calendar, csq.calendar_instant(what_if.calendar, what_if.as_of), what_if.reopen, what_if.other_reopen, what_if.retarget) AS twin; END;
COMMENT ON FUNCTION what_if(sla_clock, sla_target, calendar, sla_target, calendar, timestamp, text, text, text) IS
'One history under two policies, side by side; changed tells whether the verdict differs. as_of is local time of the calendar.';
CREATE FUNCTION what_if(clock sla_clock, target sla_target, calendar calendar, other_target sla_target, other_calendar calendar, as_of text, reopen text DEFAULT 'resume', other_reopen text DEFAULT 'resume', retarget text DEFAULT 'carry', OUT state text, OUT other_state text, OUT due_at timestamptz, OUT other_due_at timestamptz, OUT breached_at timestamptz, OUT other_breached_at timestamptz, OUT elapsed interval, OUT other_elapsed interval, OUT changed bool)
LANGUAGE SQL IMMUTABLE STRICT PARALLEL SAFE COST 120
BEGIN ATOMIC SELECT twin.* FROM csq.what_if(what_if.clock, what_if.target, what_if.calendar, what_if.other_target, what_if.other_calendar, csq.calendar_instant(what_if.calendar, what_if.as_of), what_if.reopen, what_if.other_reopen, what_if.retarget) AS twin; END;
COMMENT ON FUNCTION what_if(sla_clock, sla_target, calendar, sla_target, calendar, text, text, text, text) IS
'One history under two policies, side by side; changed tells whether the verdict differs. as_of is local time of the calendar, or a text in ISO 8601 with a zone.';
CREATE OR REPLACE FUNCTION sla_outcome(state text) RETURNS bool
LANGUAGE SQL IMMUTABLE STRICT PARALLEL SAFE COST 3
RETURN CASE
  WHEN csq_internal.one_of(sla_outcome.state, '{pending,running,paused,met,breached,overdue,cancelled,skipped}'::pg_catalog.text[], 'state of an SLA clock'::pg_catalog.text)
    OPERATOR(pg_catalog.=) 'met'::pg_catalog.text THEN true
  WHEN sla_outcome.state OPERATOR(pg_catalog.=) ANY ('{breached,overdue}'::pg_catalog.text[]) THEN false END;
COMMENT ON FUNCTION sla_outcome(text) IS
'True for met, false for breached and overdue, NULL while undecided, for what was cancelled before a breach, and for a stage of sla_chain() that was skipped: rate_agg(sla_outcome(state)) counts all three.';
COMMENT ON FUNCTION threshold_at(calendar, timestamptz, sla_target, float8) IS
'Earliest instant at which a share of the target is used up (0.8 for 80 %): index it to drive the alert queue.';
CREATE FUNCTION threshold_at(calendar calendar, start_at date, target sla_target, share float8) RETURNS timestamptz
LANGUAGE SQL IMMUTABLE STRICT PARALLEL SAFE COST 20
RETURN csq.threshold_at(threshold_at.calendar, csq.calendar_instant(threshold_at.calendar, threshold_at.start_at), threshold_at.target, threshold_at.share);
COMMENT ON FUNCTION threshold_at(calendar, date, sla_target, float8) IS
'Earliest instant at which a share of the target is used up (0.8 for 80 %): index it to drive the alert queue. start_at is local time of the calendar.';
CREATE FUNCTION threshold_at(calendar calendar, start_at timestamp, target sla_target, share float8) RETURNS timestamptz
LANGUAGE SQL IMMUTABLE STRICT PARALLEL SAFE COST 20
RETURN csq.threshold_at(threshold_at.calendar, csq.calendar_instant(threshold_at.calendar, threshold_at.start_at), threshold_at.target, threshold_at.share);
COMMENT ON FUNCTION threshold_at(calendar, timestamp, sla_target, float8) IS
'Earliest instant at which a share of the target is used up (0.8 for 80 %): index it to drive the alert queue. start_at is local time of the calendar.';
CREATE FUNCTION threshold_at(calendar calendar, start_at text, target sla_target, share float8) RETURNS timestamptz
LANGUAGE SQL IMMUTABLE STRICT PARALLEL SAFE COST 20
RETURN csq.threshold_at(threshold_at.calendar, csq.calendar_instant(threshold_at.calendar, threshold_at.start_at), threshold_at.target, threshold_at.share);
COMMENT ON FUNCTION threshold_at(calendar, text, sla_target, float8) IS
'Earliest instant at which a share of the target is used up (0.8 for 80 %): index it to drive the alert queue. start_at is local time of the calendar, or a text in ISO 8601 with a zone.';
COMMENT ON FUNCTION threshold_at(calendar, timestamptz, sla_target, float8, tstzmultirange) IS
'Earliest instant at which a share of the target is used up, not counting the pauses.';
CREATE FUNCTION threshold_at(calendar calendar, start_at date, target sla_target, share float8, pauses tstzmultirange) RETURNS timestamptz
LANGUAGE SQL IMMUTABLE STRICT PARALLEL SAFE COST 30
RETURN csq.threshold_at(threshold_at.calendar, csq.calendar_instant(threshold_at.calendar, threshold_at.start_at), threshold_at.target, threshold_at.share, threshold_at.pauses);
COMMENT ON FUNCTION threshold_at(calendar, date, sla_target, float8, tstzmultirange) IS
'Earliest instant at which a share of the target is used up, not counting the pauses. start_at is local time of the calendar.';
CREATE FUNCTION threshold_at(calendar calendar, start_at timestamp, target sla_target, share float8, pauses tstzmultirange) RETURNS timestamptz
LANGUAGE SQL IMMUTABLE STRICT PARALLEL SAFE COST 30
RETURN csq.threshold_at(threshold_at.calendar, csq.calendar_instant(threshold_at.calendar, threshold_at.start_at), threshold_at.target, threshold_at.share, threshold_at.pauses);
COMMENT ON FUNCTION threshold_at(calendar, timestamp, sla_target, float8, tstzmultirange) IS
'Earliest instant at which a share of the target is used up, not counting the pauses. start_at is local time of the calendar.';
CREATE FUNCTION threshold_at(calendar calendar, start_at text, target sla_target, share float8, pauses tstzmultirange) RETURNS timestamptz
LANGUAGE SQL IMMUTABLE STRICT PARALLEL SAFE COST 30
RETURN csq.threshold_at(threshold_at.calendar, csq.calendar_instant(threshold_at.calendar, threshold_at.start_at), threshold_at.target, threshold_at.share, threshold_at.pauses);
COMMENT ON FUNCTION threshold_at(calendar, text, sla_target, float8, tstzmultirange) IS
'Earliest instant at which a share of the target is used up, not counting the pauses. start_at is local time of the calendar, or a text in ISO 8601 with a zone.';
CREATE OR REPLACE FUNCTION sla_chain(names text[], targets sla_target[], anchors text[], calendars calendar[], trigger_at timestamptz, done_at timestamptz[], as_of timestamptz,
  pauses tstzmultirange DEFAULT '{}',
  OUT stage int, OUT name text, OUT state text, OUT anchor_at timestamptz, OUT due_at timestamptz, OUT breach_at timestamptz, OUT completed_at timestamptz,
  OUT elapsed interval, OUT slack interval, OUT spent interval, OUT share float8, OUT critical bool) RETURNS SETOF record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 200 ROWS 6 SUPPORT csq_internal.rows_support
AS 'MODULE_PATHNAME', 'csq_sla_chain_rows';
CREATE OR REPLACE FUNCTION policy_matches(condition jsonb, facts jsonb) RETURNS bool
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_policy_matches';
COMMENT ON FUNCTION policy_matches(jsonb, jsonb) IS
'Do the facts meet each key of the condition? A value equals the fact or an element of a fact that is a list, a list means one of, null anything, an object holds the operators = <> < <= > >= in not exists; {"not": {...}} turns a condition round. No condition is met by everything.';
CREATE FUNCTION policy_missing(condition jsonb, facts jsonb) RETURNS text[]
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_policy_missing';
COMMENT ON FUNCTION policy_missing(jsonb, jsonb) IS
'The keys of a condition for which there is no fact: one that is misspelt is never met, and stands here.';
CREATE OR REPLACE FUNCTION first_policy(conditions jsonb[], facts jsonb) RETURNS int
LANGUAGE SQL IMMUTABLE PARALLEL SAFE COST 100
RETURN (SELECT pg_catalog.min(u.ord)::pg_catalog.int4
        FROM pg_catalog.unnest(conditions) WITH ORDINALITY AS u(condition, ord) WHERE csq.policy_matches(u.condition, facts));
CREATE FUNCTION regulatory_deadlines(OUT id text, OUT jurisdiction text, OUT name text, OUT event text, OUT target sla_target, OUT figure text, OUT anchor text, OUT note text, OUT source text, OUT source_status text, OUT rolls bool) RETURNS SETOF record
LANGUAGE SQL IMMUTABLE PARALLEL SAFE COST 10 ROWS 36
BEGIN ATOMIC
  SELECT v.a, v.b, v.c, v.d, v.e::csq.sla_target, v.f, v.g, v.h, v.i, v.j,
    CASE WHEN pg_catalog.strpos(v.e, 'calendar'::pg_catalog.text) OPERATOR(pg_catalog.=) 0 THEN false
         WHEN pg_catalog.starts_with(v.a, 'cn_'::pg_catalog.text) OR pg_catalog.starts_with(v.a, 'eu_'::pg_catalog.text) THEN true END FROM (VALUES
    ('cn_bank_simple', 'CN', 'Bank and insurance consumer complaint, simple', 'start', '15 calendar days', csq_internal.known('15 \65E5'), 'receipt', 'The rules do not say working days; read as calendar days, to be confirmed.', csq_internal.known('\94F6\884C\4E1A\4FDD\9669\4E1A\6D88\8D39\6295\8BC9\5904\7406\7BA1\7406\529E\6CD5 (2020 No. 3)'), 'secondary'),
    ('cn_bank_complex', 'CN', 'Bank and insurance consumer complaint, complex', 'retarget', '30 calendar days', csq_internal.known('30 \65E5'), 'receipt', 'In place of the 15 days when the case is complex.', csq_internal.known('\94F6\884C\4E1A\4FDD\9669\4E1A\6D88\8D39\6295\8BC9\5904\7406\7BA1\7406\529E\6CD5 (2020 No. 3)'), 'secondary'),
    ('cn_bank_special', 'CN', 'Bank and insurance consumer complaint, especially complex', 'extend', '30 calendar days', csq_internal.known('+30 \65E5'), 'receipt', 'Added after approval: 60 days in total.', csq_internal.known('\94F6\884C\4E1A\4FDD\9669\4E1A\6D88\8D39\6295\8BC9\5904\7406\7BA1\7406\529E\6CD5 (2020 No. 3)'), 'secondary'),
    ('cn_bank_forward', 'CN', 'Regulator forwards a complaint to the institution', 'start', '3 business days', csq_internal.known('3 \5DE5\4F5C\65E5'), 'receipt by the regulator', 'Working days of the Chinese holiday calendar with make-up days.', csq_internal.known('\94F6\884C\4E1A\4FDD\9669\4E1A\6D88\8D39\6295\8BC9\5904\7406\7BA1\7406\529E\6CD5 (2020 No. 3)'), 'secondary'),
    ('cn_telecom_answer', 'CN', 'Telecom operator answers a complaint', 'start', '15 calendar days', csq_internal.known('15 \65E5'), 'receipt', 'Afterwards the user may appeal.', csq_internal.known('\7535\4FE1\7528\6237\7533\8BC9\5904\7406\529E\6CD5 art. 10'), 'secondary'),
    ('cn_telecom_accept', 'CN', 'Telecom appeal accepted or refused', 'start', '5 business days', csq_internal.known('5 \5DE5\4F5C\65E5'), 'receipt of the appeal', '', csq_internal.known('\7535\4FE1\7528\6237\7533\8BC9\5904\7406\529E\6CD5 art. 14'), 'secondary'),
    ('cn_telecom_mediate', 'CN', 'Telecom mediation', 'start', '30 calendar days', csq_internal.known('30 \65E5'), 'acceptance', 'Weakly attested.', csq_internal.known('\7535\4FE1\7528\6237\7533\8BC9\5904\7406\529E\6CD5'), 'secondary'),
    ('cn_12315_accept', 'CN', 'Market regulation complaint accepted or refused', 'start', '7 business days', csq_internal.known('7 \5DE5\4F5C\65E5'), 'receipt', '', csq_internal.known('\5E02\573A\76D1\7763\7BA1\7406\6295\8BC9\4E3E\62A5\5904\7406\6682\884C\529E\6CD5 art. 14'), 'secondary'),
    ('cn_12315_mediate', 'CN', 'Market regulation mediation ends', 'start', '45 business days', csq_internal.known('45 \5DE5\4F5C\65E5'), 'acceptance', '', csq_internal.known('\5E02\573A\76D1\7763\7BA1\7406\6295\8BC9\4E3E\62A5\5904\7406\6682\884C\529E\6CD5 art. 21'), 'secondary'),
    ('cn_12315_notify', 'CN', 'Market regulation: parties told of the end of mediation', 'start', '7 business days', csq_internal.known('7 \5DE5\4F5C\65E5'), 'end of mediation', '', csq_internal.known('\5E02\573A\76D1\7763\7BA1\7406\6295\8BC9\4E3E\62A5\5904\7406\6682\884C\529E\6CD5'), 'secondary'),
    ('cn_12315_report', 'CN', csq_internal.known('Market regulation: report (\4E3E\62A5) checked'), 'start', '15 business days', csq_internal.known('15 \5DE5\4F5C\65E5'), 'receipt', '', csq_internal.known('\5E02\573A\76D1\7763\7BA1\7406\6295\8BC9\4E3E\62A5\5904\7406\6682\884C\529E\6CD5'), 'secondary'),
    ('cn_pboc_complaint', 'CN', 'Central bank rules on financial consumers: institution answers', 'start', '15 calendar days', csq_internal.known('15 \65E5'), 'receipt', 'Text not found; check before use.', csq_internal.known('\4E2D\56FD\4EBA\6C11\94F6\884C\91D1\878D\6D88\8D39\8005\6743\76CA\4FDD\62A4\5B9E\65BD\529E\6CD5 (2020 No. 5)'), 'memory'),
    ('iso_10002', 'ISO', 'Complaints handling, GB/T 19012 = ISO 10002', 'start', NULL, 'no figure', 'receipt', 'Acknowledge promptly, give expected times, track; the standard sets no number of days.', 'ISO 10002:2018', 'memory'),
    ('uk_fca_summary', 'UK', 'Summary resolution communication', 'start', '3 business days', 'close of the 3rd business day', 'receipt', 'The day of receipt does not count.', 'FCA Handbook DISP 1.5', 'read'),
    ('uk_fca_final', 'UK', 'Final or holding response', 'start', '8 calendar weeks', '8 weeks', 'receipt', '', 'FCA Handbook DISP 1.6.2R', 'read'),
    ('uk_fca_acknowledge', 'UK', 'Written acknowledgement', 'start', NULL, 'promptly', 'receipt', 'The rule has no number of days; 5 business days are practice.', 'FCA Handbook DISP 1.6.1R', 'read'),
    ('eu_payment', 'EU', 'Payment service complaint', 'start', '15 business days', '15 business days', 'receipt', '', 'Directive (EU) 2015/2366 art. 101(2)', 'read'),
    ('eu_payment_final', 'EU', 'Payment service complaint, exceptional', 'retarget', '35 business days', '35 business days', 'receipt', 'With a holding reply, for reasons beyond control.', 'Directive (EU) 2015/2366 art. 101(2)', 'read'),
    ('uk_payment', 'UK', 'Payment and e-money complaint', 'start', '15 business days', '15 business days', 'receipt', 'Exceptionally 35 business days.', 'FCA Handbook DISP 1.6.2A', 'memory'),
    ('us_cfpb_response', 'US', 'CFPB portal: response', 'start', '15 calendar days', '15 days', 'complaint sent to the company', '', 'CFPB company portal manual 8.1', 'read'),
    ('us_cfpb_final', 'US', 'CFPB portal: final response when in progress', 'retarget', '60 calendar days', '60 days', 'complaint sent to the company', '', 'CFPB company portal manual 8.1', 'read'),
    ('us_reg_z_acknowledge', 'US', 'Billing error notice acknowledged', 'start', '30 calendar days', '30 days', 'receipt', '', 'Regulation Z 12 CFR 1026.13', 'read'),
    ('us_reg_z_resolve', 'US', 'Billing error resolved', 'start', '90 calendar days', 'two billing cycles, at most 90 days', 'receipt', 'The shorter of both: the cycles are not modelled.', 'Regulation Z 12 CFR 1026.13', 'read'),
    ('us_reg_e', 'US', 'Electronic transfer error investigated', 'start', '10 business days', '10 business days', 'notice of error', '', 'Regulation E 12 CFR 1005.11', 'memory'),
    ('us_reg_e_credit', 'US', 'Electronic transfer error with provisional credit', 'retarget', '45 calendar days', '45 days', 'notice of error', '', 'Regulation E 12 CFR 1005.11', 'memory'),
    ('us_reg_e_special', 'US', 'Electronic transfer error: new account, foreign, point of sale', 'retarget', '90 calendar days', '90 days', 'notice of error', '', 'Regulation E 12 CFR 1005.11', 'memory'),
    ('au_asic_acknowledge', 'AU', 'Complaint acknowledged', 'start', '24 hours', '24 hours or one business day', 'receipt', 'One business day is from memory.', 'ASIC RG 271', 'secondary'),
    ('au_asic_response', 'AU', 'Internal dispute resolution response', 'start', '30 calendar days', '30 days', 'receipt', '', 'ASIC RG 271', 'secondary'),
    ('au_asic_super', 'AU', 'Superannuation complaint response', 'start', '45 calendar days', '45 days', 'receipt', '', 'ASIC RG 271', 'secondary'),
    ('au_asic_credit', 'AU', 'Certain credit matters', 'start', '21 calendar days', '21 days', 'receipt', '', 'ASIC RG 271', 'memory'),
    ('in_rbi', 'IN', 'Regulated entity answers', 'start', '30 calendar days', '30 days', 'receipt', '', 'RBI Integrated Ombudsman Scheme', 'memory'),
    ('br_sac', 'BR', 'Customer service request answered', 'start', '7 calendar days', '7 days', 'receipt', '', 'Decreto 11.034/2022', 'memory'),
    ('eu_gdpr', 'EU', 'Data subject request', 'start', '1 calendar month', '1 month', 'receipt', '', 'Regulation (EU) 2016/679 art. 12(3)', 'memory'),
    ('eu_gdpr_extension', 'EU', 'Data subject request, extension', 'extend', '2 calendar months', '+2 months', 'receipt', 'Where necessary, for complex or many requests.', 'Regulation (EU) 2016/679 art. 12(3)', 'memory')
  ) AS v(a, b, c, d, e, f, g, h, i, j);
END;
COMMENT ON FUNCTION regulatory_deadlines() IS
'Deadlines that complaint rules set, as targets: presets, not legal advice. event says whether it starts a clock, replaces the target or extends it; source_status whether the source text was read, a secondary source was, or neither (memory). rolls: a term of calendar days that ends on a day that is not worked ends with the next working day (Civil Code of China art. 203, Regulation (EEC, Euratom) 1182/71 art. 3(4), both from memory; NULL: no rule found): write ''to next business day'' behind the target. Check each against the current text before use.';
COMMENT ON FUNCTION csq_internal.attainment_in(cstring) IS 'Text input of attainment, checked.';
COMMENT ON FUNCTION csq_internal.attainment_out(attainment) IS 'Text output of attainment: equal values print alike.';
CREATE OR REPLACE FUNCTION csq_internal.attainment_recv(internal) RETURNS attainment
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_attainment_recv';
COMMENT ON FUNCTION csq_internal.attainment_recv(internal) IS 'Binary input of attainment, checked.';
CREATE OR REPLACE FUNCTION csq_internal.attainment_send(attainment) RETURNS bytea
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_attainment_send';
COMMENT ON FUNCTION csq_internal.attainment_send(attainment) IS 'Binary output of attainment: equal values give the same bytes on every platform.';
CREATE CAST (varchar AS attainment) WITH INOUT AS ASSIGNMENT;
COMMENT ON CAST (varchar AS attainment) IS 'The value of a text that is assigned to a column: drivers send texts as varchar.';
CREATE OR REPLACE FUNCTION csq_internal.attainment_eq(attainment, attainment) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_attainment_eq';
COMMENT ON FUNCTION csq_internal.attainment_eq(attainment, attainment) IS 'Implements =.';
CREATE OR REPLACE FUNCTION csq_internal.attainment_ne(attainment, attainment) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_attainment_ne';
COMMENT ON FUNCTION csq_internal.attainment_ne(attainment, attainment) IS 'Implements <>.';
CREATE FUNCTION csq_internal.attainment_lt(attainment, attainment) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_attainment_lt';
COMMENT ON FUNCTION csq_internal.attainment_lt(attainment, attainment) IS 'Implements <.';
CREATE FUNCTION csq_internal.attainment_le(attainment, attainment) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_attainment_le';
COMMENT ON FUNCTION csq_internal.attainment_le(attainment, attainment) IS 'Implements <=.';
CREATE FUNCTION csq_internal.attainment_gt(attainment, attainment) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_attainment_gt';
COMMENT ON FUNCTION csq_internal.attainment_gt(attainment, attainment) IS 'Implements >.';
CREATE FUNCTION csq_internal.attainment_ge(attainment, attainment) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_attainment_ge';
COMMENT ON FUNCTION csq_internal.attainment_ge(attainment, attainment) IS 'Implements >=.';
CREATE FUNCTION csq_internal.attainment_cmp(attainment, attainment) RETURNS int
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_attainment_cmp';
COMMENT ON FUNCTION csq_internal.attainment_cmp(attainment, attainment) IS 'Order of two values, for sorting and btree indexes: negative, 0 or positive.';
CREATE FUNCTION csq_internal.attainment_hash(attainment) RETURNS int
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_attainment_hash';
COMMENT ON FUNCTION csq_internal.attainment_hash(attainment) IS 'Hash that agrees with =, for GROUP BY and hash joins.';
CREATE FUNCTION csq_internal.attainment_hash_extended(attainment, bigint) RETURNS bigint
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_attainment_hash';
COMMENT ON FUNCTION csq_internal.attainment_hash_extended(attainment, bigint) IS 'The same hash with a seed, for hash partitions.';
COMMENT ON OPERATOR = (attainment, attainment) IS 'Whether both are the same value, however they came about.';
COMMENT ON OPERATOR <> (attainment, attainment) IS 'Whether the values differ.';
CREATE OPERATOR < (
  LEFTARG = attainment, RIGHTARG = attainment, FUNCTION = csq_internal.attainment_lt,
  COMMUTATOR = >, NEGATOR = >=, RESTRICT = scalarltsel, JOIN = scalarltjoinsel
);
COMMENT ON OPERATOR < (attainment, attainment) IS 'Whether the first comes before the second in the order of the canonical bytes.';
CREATE OPERATOR <= (
  LEFTARG = attainment, RIGHTARG = attainment, FUNCTION = csq_internal.attainment_le,
  COMMUTATOR = >=, NEGATOR = >, RESTRICT = scalarlesel, JOIN = scalarlejoinsel
);
COMMENT ON OPERATOR <= (attainment, attainment) IS 'Whether the first comes before the second in the order of the canonical bytes, or equals it.';
CREATE OPERATOR > (
  LEFTARG = attainment, RIGHTARG = attainment, FUNCTION = csq_internal.attainment_gt,
  COMMUTATOR = <, NEGATOR = <=, RESTRICT = scalargtsel, JOIN = scalargtjoinsel
);
COMMENT ON OPERATOR > (attainment, attainment) IS 'Whether the first comes after the second in the order of the canonical bytes.';
CREATE OPERATOR >= (
  LEFTARG = attainment, RIGHTARG = attainment, FUNCTION = csq_internal.attainment_ge,
  COMMUTATOR = <=, NEGATOR = <, RESTRICT = scalargesel, JOIN = scalargejoinsel
);
COMMENT ON OPERATOR >= (attainment, attainment) IS 'Whether the first comes after the second in the order of the canonical bytes, or equals it.';
CREATE OPERATOR CLASS attainment_ops DEFAULT FOR TYPE attainment USING hash AS
  OPERATOR 1 =,
  FUNCTION 1 csq_internal.attainment_hash(attainment),
  FUNCTION 2 csq_internal.attainment_hash_extended(attainment, bigint);
COMMENT ON OPERATOR CLASS attainment_ops USING hash IS 'Equality of attainment: grouping, hash joins and hash partitions.';
COMMENT ON OPERATOR FAMILY attainment_ops USING hash IS 'Equality of attainment: grouping, hash joins and hash partitions.';
CREATE OPERATOR CLASS attainment_ops DEFAULT FOR TYPE attainment USING btree AS
  OPERATOR 1 <,
  OPERATOR 2 <=,
  OPERATOR 3 =,
  OPERATOR 4 >=,
  OPERATOR 5 >,
  FUNCTION 1 csq_internal.attainment_cmp(attainment, attainment);
COMMENT ON OPERATOR CLASS attainment_ops USING btree IS 'Order of attainment: sorting, unique indexes and merge joins.';
COMMENT ON OPERATOR FAMILY attainment_ops USING btree IS 'Order of attainment: sorting, unique indexes and merge joins.';
CREATE FUNCTION csq_internal.attainment_json(attainment) RETURNS json
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_attainment_json';
COMMENT ON FUNCTION csq_internal.attainment_json(attainment) IS 'The text form as json; to_json, to_jsonb, json_agg and row_to_json use it.';
CREATE CAST (attainment AS json) WITH FUNCTION csq_internal.attainment_json(attainment);
COMMENT ON CAST (attainment AS json) IS 'The text form as json.';
CREATE CAST (attainment AS jsonb) WITH INOUT;
COMMENT ON CAST (attainment AS jsonb) IS 'The text form as jsonb.';
CREATE CAST (jsonb AS attainment) WITH INOUT;
COMMENT ON CAST (jsonb AS attainment) IS 'A value from its text form, checked.';
CREATE FUNCTION csq_internal.attainment_combine(attainment, attainment) RETURNS attainment
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 50
AS 'MODULE_PATHNAME', 'csq_attainment_combine';
COMMENT ON FUNCTION csq_internal.attainment_combine(attainment, attainment) IS
'Implements +, and merges two states of an aggregate; a NULL adds nothing.';
CREATE OPERATOR + (LEFTARG = attainment, RIGHTARG = attainment, FUNCTION = csq_internal.attainment_combine, COMMUTATOR = +);
COMMENT ON OPERATOR + (attainment, attainment) IS 'The cases of both. A NULL adds nothing.';
CREATE OR REPLACE AGGREGATE rollup(attainment) (
  SFUNC = csq_internal.attainment_combine, STYPE = attainment, SSPACE = 256, COMBINEFUNC = csq_internal.attainment_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE rollup(attainment) IS
'The cases of both. The same in any order.';
COMMENT ON FUNCTION csq_internal.attainment_append(attainment, interval, bool) IS 'Transition function of attainment_agg: adds a clock.';
COMMENT ON FUNCTION csq_internal.attainment_append(attainment, float8, bool) IS 'Transition function of attainment_agg: adds a clock.';
CREATE OR REPLACE AGGREGATE attainment_agg(elapsed interval, stopped bool) (
  SFUNC = csq_internal.attainment_append, STYPE = attainment, SSPACE = 256, COMBINEFUNC = csq_internal.attainment_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE attainment_agg(interval, bool) IS
'Counts clocks by the time they took or have run so far; stopped is false for those still running (or cancelled). Days are 24 hours.';
CREATE OR REPLACE AGGREGATE attainment_agg(seconds float8, stopped bool) (
  SFUNC = csq_internal.attainment_append, STYPE = attainment, SSPACE = 256, COMBINEFUNC = csq_internal.attainment_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE attainment_agg(float8, bool) IS
'Counts clocks by the seconds they took or have run so far; stopped is false for those still running (or cancelled).';
CREATE OR REPLACE FUNCTION quantile(attainment attainment, fraction float8) RETURNS interval
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_attainment_quantile';
COMMENT ON FUNCTION quantile(attainment, float8) IS
'Shortest time within which a share q of the clocks stops: quantile(a, 0.95) is the target that 95 % would meet. NULL if so many were not seen to stop.';
CREATE OR REPLACE FUNCTION quantile_lo(attainment attainment, fraction float8, confidence float8 DEFAULT 0.95) RETURNS interval
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_attainment_quantile_lo';
COMMENT ON FUNCTION quantile_lo(attainment, float8, float8) IS 'Lower end of the confidence interval of a quantile.';
CREATE OR REPLACE FUNCTION quantile_hi(attainment attainment, fraction float8, confidence float8 DEFAULT 0.95) RETURNS interval
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_attainment_quantile_hi';
COMMENT ON FUNCTION quantile_hi(attainment, float8, float8) IS 'Upper end of the confidence interval of a quantile; NULL: no bound.';
CREATE OR REPLACE FUNCTION curve(attainment attainment, confidence float8 DEFAULT 0.95,
  OUT within interval, OUT at_risk int8, OUT stops int8, OUT still_running int8, OUT attained float8, OUT std_error float8, OUT lo float8, OUT hi float8) RETURNS SETOF record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 200 ROWS 200 SUPPORT csq_internal.rows_support
AS 'MODULE_PATHNAME', 'csq_attainment_curve_rows';
COMMENT ON FUNCTION mask_pii(text) IS
'Text with Chinese telephone and identity numbers, bank cards, plates and e-mail addresses masked, character for character.';
CREATE FUNCTION csq_internal.icu_start(internal, int4) RETURNS internal
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_icu_start';
COMMENT ON FUNCTION csq_internal.icu_start(internal, int4) IS 'Start of the text search parser icu.';
CREATE FUNCTION csq_internal.icu_token(internal, internal, internal) RETURNS internal
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_icu_token';
COMMENT ON FUNCTION csq_internal.icu_token(internal, internal, internal) IS 'Next token of the text search parser icu.';
CREATE FUNCTION csq_internal.icu_end(internal) RETURNS void
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_icu_end';
COMMENT ON FUNCTION csq_internal.icu_end(internal) IS 'End of the text search parser icu.';
CREATE FUNCTION csq_internal.icu_types(internal) RETURNS internal
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_icu_types';
COMMENT ON FUNCTION csq_internal.icu_types(internal) IS 'Kinds of tokens of the text search parser icu.';
CREATE FUNCTION csq_internal.icu_headline(internal, internal, tsquery) RETURNS internal
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_icu_headline';
COMMENT ON FUNCTION csq_internal.icu_headline(internal, internal, tsquery) IS 'Headline of the text search parser icu.';
CREATE FUNCTION csq_internal.icu_lexize(internal, internal, internal, internal) RETURNS internal
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_icu_lexize';
COMMENT ON FUNCTION csq_internal.icu_lexize(internal, internal, internal, internal) IS 'Normalised token, or none for what stands between tokens.';
CREATE TEXT SEARCH PARSER icu (START = csq_internal.icu_start, GETTOKEN = csq_internal.icu_token, END = csq_internal.icu_end,
  LEXTYPES = csq_internal.icu_types, HEADLINE = csq_internal.icu_headline);
COMMENT ON TEXT SEARCH PARSER icu IS
'Words and numbers whole, Han and other scripts without spaces as pairs of characters: phrases are found exactly.';
CREATE TEXT SEARCH TEMPLATE icu (LEXIZE = csq_internal.icu_lexize);
COMMENT ON TEXT SEARCH TEMPLATE icu IS 'Tokens normalised: Unicode NFKC_Casefold.';
CREATE TEXT SEARCH DICTIONARY icu (TEMPLATE = icu);
COMMENT ON TEXT SEARCH DICTIONARY icu IS 'Tokens normalised: Unicode NFKC_Casefold.';
CREATE TEXT SEARCH CONFIGURATION icu (PARSER = icu);
COMMENT ON TEXT SEARCH CONFIGURATION icu IS
'Full-text search in Chinese, English and any mixture, in a database of any locale, without dictionary files.';
ALTER TEXT SEARCH CONFIGURATION icu ADD MAPPING FOR han, word, number, "break" WITH icu;
COMMENT ON FUNCTION csq_internal.lexicon_in(cstring) IS 'Text input of lexicon, checked.';
COMMENT ON FUNCTION csq_internal.lexicon_out(lexicon) IS 'Text output of lexicon: equal values print alike.';
COMMENT ON FUNCTION csq_internal.lexicon_recv(internal) IS 'Binary input of lexicon, checked.';
COMMENT ON FUNCTION csq_internal.lexicon_send(lexicon) IS 'Binary output of lexicon: equal values give the same bytes on every platform.';
COMMENT ON TYPE lexicon IS
'Weighted phrases with axis, label and effect of negation; text form: v2; axis/label: phrase weight effect, ...';
CREATE CAST (varchar AS lexicon) WITH INOUT AS IMPLICIT;
COMMENT ON CAST (varchar AS lexicon) IS 'The value of a text, also as the argument of a function: drivers send texts as varchar.';
CREATE OR REPLACE FUNCTION csq_internal.lexicon_eq(lexicon, lexicon) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_lexicon_eq';
COMMENT ON FUNCTION csq_internal.lexicon_eq(lexicon, lexicon) IS 'Implements =.';
CREATE OR REPLACE FUNCTION csq_internal.lexicon_ne(lexicon, lexicon) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_lexicon_ne';
COMMENT ON FUNCTION csq_internal.lexicon_ne(lexicon, lexicon) IS 'Implements <>.';
CREATE FUNCTION csq_internal.lexicon_lt(lexicon, lexicon) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_lexicon_lt';
COMMENT ON FUNCTION csq_internal.lexicon_lt(lexicon, lexicon) IS 'Implements <.';
CREATE FUNCTION csq_internal.lexicon_le(lexicon, lexicon) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_lexicon_le';
COMMENT ON FUNCTION csq_internal.lexicon_le(lexicon, lexicon) IS 'Implements <=.';
CREATE FUNCTION csq_internal.lexicon_gt(lexicon, lexicon) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_lexicon_gt';
COMMENT ON FUNCTION csq_internal.lexicon_gt(lexicon, lexicon) IS 'Implements >.';
CREATE FUNCTION csq_internal.lexicon_ge(lexicon, lexicon) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_lexicon_ge';
COMMENT ON FUNCTION csq_internal.lexicon_ge(lexicon, lexicon) IS 'Implements >=.';
CREATE FUNCTION csq_internal.lexicon_cmp(lexicon, lexicon) RETURNS int
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_lexicon_cmp';
COMMENT ON FUNCTION csq_internal.lexicon_cmp(lexicon, lexicon) IS 'Order of two values, for sorting and btree indexes: negative, 0 or positive.';
CREATE FUNCTION csq_internal.lexicon_hash(lexicon) RETURNS int
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_lexicon_hash';
COMMENT ON FUNCTION csq_internal.lexicon_hash(lexicon) IS 'Hash that agrees with =, for GROUP BY and hash joins.';
CREATE FUNCTION csq_internal.lexicon_hash_extended(lexicon, bigint) RETURNS bigint
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_lexicon_hash';
COMMENT ON FUNCTION csq_internal.lexicon_hash_extended(lexicon, bigint) IS 'The same hash with a seed, for hash partitions.';
COMMENT ON OPERATOR = (lexicon, lexicon) IS 'Whether both are the same value, however they came about.';
COMMENT ON OPERATOR <> (lexicon, lexicon) IS 'Whether the values differ.';
CREATE OPERATOR < (
  LEFTARG = lexicon, RIGHTARG = lexicon, FUNCTION = csq_internal.lexicon_lt,
  COMMUTATOR = >, NEGATOR = >=, RESTRICT = scalarltsel, JOIN = scalarltjoinsel
);
COMMENT ON OPERATOR < (lexicon, lexicon) IS 'Whether the first comes before the second in the order of the canonical bytes.';
CREATE OPERATOR <= (
  LEFTARG = lexicon, RIGHTARG = lexicon, FUNCTION = csq_internal.lexicon_le,
  COMMUTATOR = >=, NEGATOR = >, RESTRICT = scalarlesel, JOIN = scalarlejoinsel
);
COMMENT ON OPERATOR <= (lexicon, lexicon) IS 'Whether the first comes before the second in the order of the canonical bytes, or equals it.';
CREATE OPERATOR > (
  LEFTARG = lexicon, RIGHTARG = lexicon, FUNCTION = csq_internal.lexicon_gt,
  COMMUTATOR = <, NEGATOR = <=, RESTRICT = scalargtsel, JOIN = scalargtjoinsel
);
COMMENT ON OPERATOR > (lexicon, lexicon) IS 'Whether the first comes after the second in the order of the canonical bytes.';
CREATE OPERATOR >= (
  LEFTARG = lexicon, RIGHTARG = lexicon, FUNCTION = csq_internal.lexicon_ge,
  COMMUTATOR = <=, NEGATOR = <, RESTRICT = scalargesel, JOIN = scalargejoinsel
);
COMMENT ON OPERATOR >= (lexicon, lexicon) IS 'Whether the first comes after the second in the order of the canonical bytes, or equals it.';
CREATE OPERATOR CLASS lexicon_ops DEFAULT FOR TYPE lexicon USING hash AS
  OPERATOR 1 =,
  FUNCTION 1 csq_internal.lexicon_hash(lexicon),
  FUNCTION 2 csq_internal.lexicon_hash_extended(lexicon, bigint);
COMMENT ON OPERATOR CLASS lexicon_ops USING hash IS 'Equality of lexicon: grouping, hash joins and hash partitions.';
COMMENT ON OPERATOR FAMILY lexicon_ops USING hash IS 'Equality of lexicon: grouping, hash joins and hash partitions.';
CREATE OPERATOR CLASS lexicon_ops DEFAULT FOR TYPE lexicon USING btree AS
  OPERATOR 1 <,
  OPERATOR 2 <=,
  OPERATOR 3 =,
  OPERATOR 4 >=,
  OPERATOR 5 >,
  FUNCTION 1 csq_internal.lexicon_cmp(lexicon, lexicon);
COMMENT ON OPERATOR CLASS lexicon_ops USING btree IS 'Order of lexicon: sorting, unique indexes and merge joins.';
COMMENT ON OPERATOR FAMILY lexicon_ops USING btree IS 'Order of lexicon: sorting, unique indexes and merge joins.';
CREATE OR REPLACE FUNCTION csq_internal.lexicon_combine(lexicon, lexicon) RETURNS lexicon
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_lexicon_combine';
COMMENT ON FUNCTION csq_internal.lexicon_combine(lexicon, lexicon) IS
'Implements +, and merges two states of an aggregate; a NULL adds nothing.';
CREATE OPERATOR + (LEFTARG = lexicon, RIGHTARG = lexicon, FUNCTION = csq_internal.lexicon_combine, COMMUTATOR = +);
COMMENT ON OPERATOR + (lexicon, lexicon) IS 'The rows of both; of a phrase with several weights the largest stays. A NULL adds nothing.';
CREATE OR REPLACE AGGREGATE rollup(lexicon) (
  SFUNC = csq_internal.lexicon_combine, STYPE = lexicon, SSPACE = 256, COMBINEFUNC = csq_internal.lexicon_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE rollup(lexicon) IS
'The rows of both; of a phrase with several weights the largest stays. The same in any order.';
CREATE FUNCTION csq_internal.lexicon_append(state lexicon, label text, phrase text, weight float8) RETURNS lexicon
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 5
AS 'MODULE_PATHNAME', 'csq_lexicon_agg_step';
COMMENT ON FUNCTION csq_internal.lexicon_append(lexicon, text, text, float8) IS 'Transition function of lexicon_agg.';
CREATE FUNCTION csq_internal.lexicon_append(state lexicon, label text, phrase text, weight float8, axis text) RETURNS lexicon
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 5
AS 'MODULE_PATHNAME', 'csq_lexicon_agg_step';
COMMENT ON FUNCTION csq_internal.lexicon_append(lexicon, text, text, float8, text) IS 'Transition function of lexicon_agg with an axis.';
CREATE FUNCTION csq_internal.lexicon_append(state lexicon, label text, phrase text, weight float8, axis text, negation text) RETURNS lexicon
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 5
AS 'MODULE_PATHNAME', 'csq_lexicon_agg_step';
COMMENT ON FUNCTION csq_internal.lexicon_append(lexicon, text, text, float8, text, text) IS
'Transition function of lexicon_agg with an axis and an effect of negation.';
CREATE OR REPLACE AGGREGATE lexicon_agg(label text, phrase text, weight float8) (
    SFUNC = csq_internal.lexicon_append, STYPE = lexicon, COMBINEFUNC = csq_internal.lexicon_combine, PARALLEL = SAFE
);
CREATE OR REPLACE AGGREGATE lexicon_agg(label text, phrase text, weight float8, axis text) (
    SFUNC = csq_internal.lexicon_append, STYPE = lexicon, COMBINEFUNC = csq_internal.lexicon_combine, PARALLEL = SAFE
);
CREATE OR REPLACE AGGREGATE lexicon_agg(label text, phrase text, weight float8, axis text, negation text) (
    SFUNC = csq_internal.lexicon_append, STYPE = lexicon, COMBINEFUNC = csq_internal.lexicon_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE lexicon_agg(text, text, float8, text, text) IS
'Lexicon of (label, phrase, weight, axis, negation) rows; negation is keep, flip, drop or hide.';
CREATE FUNCTION lexicon_exact(lexicon lexicon) RETURNS lexicon
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1000
AS 'MODULE_PATHNAME', 'csq_lexicon_exact';
COMMENT ON FUNCTION lexicon_exact(lexicon) IS
'The lexicon with its characters matched as written: traditional is not simplified, a sign within a word parts it.';
CREATE FUNCTION num_entries(lexicon lexicon) RETURNS int
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 500
AS 'MODULE_PATHNAME', 'csq_num_entries';
COMMENT ON FUNCTION num_entries(lexicon) IS 'Number of rows of a lexicon.';
CREATE OR REPLACE FUNCTION lexicon_entries(lexicon lexicon,
    OUT axis text, OUT label text, OUT phrase text, OUT weight float8, OUT negation text) RETURNS SETOF record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1000 ROWS 500 SUPPORT csq_internal.rows_support
AS 'MODULE_PATHNAME', 'csq_lexicon_entries';
COMMENT ON FUNCTION lexicon_matches(lexicon, text) IS
'Every occurrence of every phrase in a text that nothing hides, with its place and wording there and whether it is negated.';
COMMENT ON FUNCTION classify(lexicon, text, text) IS 'Best label of a text on one axis, or NULL; the lexicon must have rows of it.';
CREATE OR REPLACE FUNCTION default_lexicon(topic text, lang text,
    OUT axis text, OUT label text, OUT phrase text, OUT weight float8, OUT negation text) RETURNS SETOF record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1000 ROWS 700
AS 'MODULE_PATHNAME', 'csq_default_lexicon';
CREATE FUNCTION lexicon(topic text, lang text) RETURNS lexicon
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10000
AS 'MODULE_PATHNAME', 'csq_lexicon_topic';
COMMENT ON FUNCTION lexicon(text, text) IS
'The phrases of default_lexicon(topic, lang) as a lexicon, for classify(lexicon(''cause'', ''zh''), text).';
CREATE OR REPLACE FUNCTION default_labels(lang text, OUT axis text, OUT label text, OUT name text) RETURNS SETOF record
LANGUAGE SQL IMMUTABLE PARALLEL SAFE COST 100 ROWS 70
BEGIN ATOMIC
SELECT v.axis, v.label, CASE WHEN default_labels.lang OPERATOR(pg_catalog.=) 'zh'::pg_catalog.text THEN v.zh ELSE v.en END
FROM (VALUES
('product', 'savings_account', csq_internal.known('\50A8\84C4\4E0E\8D26\6237'), 'Savings and accounts'),
('product', 'credit_card', csq_internal.known('\4FE1\7528\5361'), 'Credit cards'),
('product', 'loan', csq_internal.known('\8D37\6B3E'), 'Loans'),
('product', 'mortgage', csq_internal.known('\4F4F\623F\8D37\6B3E'), 'Mortgages'),
('product', 'wealth_management', csq_internal.known('\7406\8D22\4E0E\57FA\91D1'), 'Wealth management'),
('product', 'payment_transfer', csq_internal.known('\652F\4ED8\4E0E\8F6C\8D26'), 'Payments and transfers'),
('product', 'online_banking', csq_internal.known('\7535\5B50\6E20\9053'), 'Online and mobile'),
('product', 'branch_atm', csq_internal.known('\7F51\70B9\4E0E\81EA\52A9\673A\5177'), 'Branches and machines'),
('product', 'motor_insurance', csq_internal.known('\8F66\9669'), 'Motor insurance'),
('product', 'life_insurance', csq_internal.known('\5BFF\9669'), 'Life insurance'),
('product', 'health_insurance', csq_internal.known('\5065\5EB7\4E0E\610F\5916\9669'), 'Health and accident insurance'),
('product', 'credit_reporting', csq_internal.known('\5F81\4FE1\670D\52A1'), 'Credit reporting'),
('product', 'debt', csq_internal.known('\503A\52A1\4E0E\50AC\6536'), 'Debt and its collection'),
('product', 'goods', csq_internal.known('\5546\54C1'), 'Goods'),
('product', 'delivery', csq_internal.known('\7269\6D41\914D\9001'), 'Delivery'),
('product', 'medical_service', csq_internal.known('\533B\7597\670D\52A1'), 'Medical services'),
('product', 'telecom', csq_internal.known('\901A\4FE1\670D\52A1'), 'Telecommunications'),
('cause', 'service_attitude', csq_internal.known('\670D\52A1\6001\5EA6\53CA\670D\52A1\8D28\91CF'), 'Attitude and quality of service'),
('cause', 'response_delay', csq_internal.known('\54CD\5E94\8FDF\7F13'), 'Slow or no response'),
('cause', 'facilities_systems', csq_internal.known('\670D\52A1\8BBE\65BD\3001\8BBE\5907\3001\4E1A\52A1\7CFB\7EDF'), 'Facilities, equipment and systems'),
('cause', 'rules_process', csq_internal.known('\7BA1\7406\5236\5EA6\3001\4E1A\52A1\89C4\5219\4E0E\6D41\7A0B'), 'Rules and processes'),
('cause', 'marketing', csq_internal.known('\8425\9500\65B9\5F0F'), 'Marketing and advertising'),
('cause', 'disclosure', csq_internal.known('\4FE1\606F\62AB\9732'), 'Disclosure'),
('cause', 'product_return', csq_internal.known('\4EA7\54C1\6536\76CA'), 'Return on products'),
('cause', 'freedom_of_choice', csq_internal.known('\81EA\4E3B\9009\62E9\6743'), 'Freedom of choice and consent'),
('cause', 'contract_terms', csq_internal.known('\5408\540C\6761\6B3E'), 'Contract terms'),
('cause', 'fees', csq_internal.known('\5B9A\4EF7\6536\8D39'), 'Prices and fees'),
('cause', 'fund_safety', csq_internal.known('\6D88\8D39\8005\8D44\91D1\5B89\5168'), 'Safety of funds'),
('cause', 'data_safety', csq_internal.known('\6D88\8D39\8005\4FE1\606F\5B89\5168'), 'Safety of personal data'),
('cause', 'credit_record', csq_internal.known('\5F81\4FE1'), 'Credit records'),
('cause', 'debt_collection', csq_internal.known('\503A\52A1\50AC\6536'), 'Debt collection'),
('cause', 'claim_settlement', csq_internal.known('\7406\8D54'), 'Settlement of claims'),
('cause', 'policy_surrender', csq_internal.known('\9000\4FDD'), 'Surrender of policies'),
('cause', 'refund_return', csq_internal.known('\9000\6B3E\9000\8D27'), 'Refunds and returns'),
('cause', 'quality', csq_internal.known('\5546\54C1\8D28\91CF'), 'Quality of goods'),
('cause', 'delivery_problem', csq_internal.known('\53D1\8D27\4E0E\914D\9001'), 'Failed or late delivery'),
('cause', 'medical_quality', csq_internal.known('\533B\7597\8D28\91CF'), 'Quality of treatment'),
('cause', 'noise', csq_internal.known('\566A\97F3\6270\6C11'), 'Noise'),
('cause', 'pollution', csq_internal.known('\73AF\5883\6C61\67D3'), 'Pollution'),
('cause', 'traffic', csq_internal.known('\4EA4\901A\51FA\884C'), 'Traffic and public transport'),
('cause', 'property_management', csq_internal.known('\7269\4E1A\7BA1\7406'), 'Property management'),
('cause', 'housing', csq_internal.known('\623F\5C4B\4E70\5356\4E0E\8D28\91CF'), 'Buying a home, its quality'),
('cause', 'utilities', csq_internal.known('\6C34\7535\6C14\7F51'), 'Water, power, gas'),
('cause', 'urban_order', csq_internal.known('\8FDD\5EFA\4E0E\5E02\5BB9'), 'Illegal building, order in the streets'),
('cause', 'land_compensation', csq_internal.known('\5F81\5730\62C6\8FC1'), 'Land and compensation'),
('cause', 'labour', csq_internal.known('\52B3\52A8\62A5\916C'), 'Wages and labour'),
('cause', 'education', csq_internal.known('\6559\80B2'), 'Education'),
('cause', 'social_security', csq_internal.known('\793E\4FDD\4E0E\516C\79EF\91D1'), 'Social security'),
('cause', 'illegal_activity', csq_internal.known('\8FDD\6CD5\6D3B\52A8'), 'Illegal activity'),
('cause', 'misconduct', csq_internal.known('\516C\804C\5C65\804C'), 'Conduct of public bodies'),
('cause', 'food_safety', csq_internal.known('\98DF\54C1\5B89\5168'), 'Food safety'),
('cause', 'safety_hazard', csq_internal.known('\5B89\5168\9690\60A3'), 'Safety hazard'),
('cause', 'network_quality', csq_internal.known('\7F51\7EDC\8D28\91CF'), 'Quality of the network'),
('cause', 'payment_processing', csq_internal.known('\5165\8D26\4E0E\652F\4ED8\5904\7406'), 'Processing of payments'),
('severity', 'major/regulator', csq_internal.known('\91CD\5927:\76D1\7BA1'), 'Major: regulator'),
('severity', 'major/legal', csq_internal.known('\91CD\5927:\6CD5\5F8B'), 'Major: legal action'),
('severity', 'major/police', csq_internal.known('\91CD\5927:\62A5\8B66'), 'Major: police'),
('severity', 'major/hazard', csq_internal.known('\91CD\5927:\5371\9669'), 'Major: hazard'),
('severity', 'major/media', csq_internal.known('\91CD\5927:\5A92\4F53'), 'Major: media'),
('severity', 'major/collective', csq_internal.known('\91CD\5927:\7FA4\4F53'), 'Major: collective'),
('severity', 'major/fraud', csq_internal.known('\91CD\5927:\6B3A\8BC8'), 'Major: fraud'),
('severity', 'major/data_leak', csq_internal.known('\91CD\5927:\4FE1\606F\6CC4\9732'), 'Major: data leak'),
('severity', 'major/vulnerable', csq_internal.known('\91CD\5927:\7279\6B8A\7FA4\4F53'), 'Major: vulnerable person'),
('severity', 'major/repeat', csq_internal.known('\91CD\5927:\91CD\590D\6295\8BC9'), 'Major: repeated complaint'),
('severity', 'major/deadline', csq_internal.known('\91CD\5927:\9650\671F\5A01\80C1'), 'Major: ultimatum'),
('severity', 'urgent/safety', csq_internal.known('\7D27\6025:\4EBA\8EAB\5B89\5168'), 'Urgent: personal safety'),
('severity', 'urgent/public_order', csq_internal.known('\7D27\6025:\516C\5171\79E9\5E8F'), 'Urgent: public order'),
('severity', 'urgent/ongoing_loss', csq_internal.known('\7D27\6025:\635F\5931\6B63\5728\53D1\751F'), 'Urgent: loss in progress'),
('scene', 'complaint_handling', csq_internal.known('\6295\8BC9\5904\7406'), 'Complaint handling'),
('scene', 'information_query', csq_internal.known('\4FE1\606F\67E5\8BE2'), 'Information query'),
('scene', 'after_sales', csq_internal.known('\552E\540E\8DDF\8FDB'), 'After-sales follow-up'),
('scene', 'transaction_request', csq_internal.known('\4E1A\52A1\529E\7406'), 'Transaction or change request'),
('scene', 'fault_repair', csq_internal.known('\6545\969C\62A5\4FEE'), 'Fault and repair'),
('scene', 'refund_claim', csq_internal.known('\9000\6362\8D27\3001\9000\6B3E\4E0E\7406\8D54'), 'Refund, return, claim'),
('scene', 'billing_dispute', csq_internal.known('\8D26\5355\4E0E\8D39\7528\4E89\8BAE'), 'Billing and fee dispute'),
('scene', 'account_security', csq_internal.known('\8D26\6237\4E0E\5B89\5168'), 'Account and security'),
('scene', 'sales_retention', csq_internal.known('\8425\9500\4E0E\633D\7559'), 'Sales and retention'),
('emotion', 'angry', csq_internal.known('\6124\6012'), 'Angry'),
('emotion', 'anxious', csq_internal.known('\7126\8651'), 'Anxious'),
('emotion', 'disappointed', csq_internal.known('\5931\671B'), 'Disappointed'),
('emotion', 'dissatisfied', csq_internal.known('\4E0D\6EE1'), 'Dissatisfied'),
('emotion', 'threatening', csq_internal.known('\626C\8A00\5347\7EA7'), 'Threatening'),
('emotion', 'satisfied', csq_internal.known('\6EE1\610F'), 'Satisfied')
) AS v(axis, label, zh, en)
WHERE csq_internal.one_of(default_labels.lang, '{zh,en}'::pg_catalog.text[], 'language'::pg_catalog.text) IS NOT NULL;
END;
CREATE FUNCTION emotion(lexicon lexicon, text text,
    OUT emotion text, OUT intensity int, OUT ekman text, OUT valence float8, OUT evidence text) RETURNS record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 150
AS 'MODULE_PATHNAME', 'csq_emotion_text';
COMMENT ON FUNCTION emotion(lexicon, text) IS
'Emotion that the words of a text show, with intensity (0 to 4), valence (-4 to 4) and wording.';
CREATE FUNCTION emotion_trajectory(lexicon lexicon, transcript jsonb, speaker text,
    OUT turns int, OUT first float8, OUT last float8, OUT change float8, OUT recovered boolean,
    OUT worst_turn int, OUT worst float8, OUT emotions text[]) RETURNS record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1000
AS 'MODULE_PATHNAME', 'csq_emotion_trajectory';
COMMENT ON FUNCTION emotion_trajectory(lexicon, jsonb, text) IS
'How the emotion of one speaker moved through a conversation: first against last third, recovered or not, worst turn.';
CREATE TYPE text_signature;
CREATE FUNCTION csq_internal.text_signature_in(cstring) RETURNS text_signature
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 20
AS 'MODULE_PATHNAME', 'csq_text_signature_in';
COMMENT ON FUNCTION csq_internal.text_signature_in(cstring) IS 'Text input of text_signature, checked.';
CREATE FUNCTION csq_internal.text_signature_out(text_signature) RETURNS cstring
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 20
AS 'MODULE_PATHNAME', 'csq_text_signature_out';
COMMENT ON FUNCTION csq_internal.text_signature_out(text_signature) IS 'Text output of text_signature: equal values print alike.';
CREATE FUNCTION csq_internal.text_signature_recv(internal) RETURNS text_signature
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 20
AS 'MODULE_PATHNAME', 'csq_text_signature_recv';
COMMENT ON FUNCTION csq_internal.text_signature_recv(internal) IS 'Binary input of text_signature, checked.';
CREATE FUNCTION csq_internal.text_signature_send(text_signature) RETURNS bytea
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 20
AS 'MODULE_PATHNAME', 'csq_text_signature_send';
COMMENT ON FUNCTION csq_internal.text_signature_send(text_signature) IS 'Binary output of text_signature: equal values give the same bytes on every platform.';
CREATE TYPE text_signature (
  INPUT = csq_internal.text_signature_in, OUTPUT = csq_internal.text_signature_out, RECEIVE = csq_internal.text_signature_recv, SEND = csq_internal.text_signature_send,
  INTERNALLENGTH = VARIABLE, ALIGNMENT = double, STORAGE = extended
);
COMMENT ON TYPE text_signature IS
'A text as 64 minima of hashes over its 3-grams: likeness is a comparison, and bands() an index key.';
CREATE CAST (varchar AS text_signature) WITH INOUT AS ASSIGNMENT;
COMMENT ON CAST (varchar AS text_signature) IS 'The value of a text that is assigned to a column: drivers send texts as varchar.';
CREATE FUNCTION csq_internal.text_signature_eq(text_signature, text_signature) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_text_signature_eq';
COMMENT ON FUNCTION csq_internal.text_signature_eq(text_signature, text_signature) IS 'Implements =.';
CREATE FUNCTION csq_internal.text_signature_ne(text_signature, text_signature) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_text_signature_ne';
COMMENT ON FUNCTION csq_internal.text_signature_ne(text_signature, text_signature) IS 'Implements <>.';
CREATE FUNCTION csq_internal.text_signature_lt(text_signature, text_signature) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_text_signature_lt';
COMMENT ON FUNCTION csq_internal.text_signature_lt(text_signature, text_signature) IS 'Implements <.';
CREATE FUNCTION csq_internal.text_signature_le(text_signature, text_signature) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_text_signature_le';
COMMENT ON FUNCTION csq_internal.text_signature_le(text_signature, text_signature) IS 'Implements <=.';
CREATE FUNCTION csq_internal.text_signature_gt(text_signature, text_signature) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_text_signature_gt';
COMMENT ON FUNCTION csq_internal.text_signature_gt(text_signature, text_signature) IS 'Implements >.';
CREATE FUNCTION csq_internal.text_signature_ge(text_signature, text_signature) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_text_signature_ge';
COMMENT ON FUNCTION csq_internal.text_signature_ge(text_signature, text_signature) IS 'Implements >=.';
CREATE FUNCTION csq_internal.text_signature_cmp(text_signature, text_signature) RETURNS int
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_text_signature_cmp';
COMMENT ON FUNCTION csq_internal.text_signature_cmp(text_signature, text_signature) IS 'Order of two values, for sorting and btree indexes: negative, 0 or positive.';
CREATE FUNCTION csq_internal.text_signature_hash(text_signature) RETURNS int
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_text_signature_hash';
COMMENT ON FUNCTION csq_internal.text_signature_hash(text_signature) IS 'Hash that agrees with =, for GROUP BY and hash joins.';
CREATE FUNCTION csq_internal.text_signature_hash_extended(text_signature, bigint) RETURNS bigint
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_text_signature_hash';
COMMENT ON FUNCTION csq_internal.text_signature_hash_extended(text_signature, bigint) IS 'The same hash with a seed, for hash partitions.';
CREATE OPERATOR = (
  LEFTARG = text_signature, RIGHTARG = text_signature, FUNCTION = csq_internal.text_signature_eq,
  COMMUTATOR = =, NEGATOR = <>, RESTRICT = eqsel, JOIN = eqjoinsel, HASHES, MERGES
);
COMMENT ON OPERATOR = (text_signature, text_signature) IS 'Whether both are the same value, however they came about.';
CREATE OPERATOR <> (
  LEFTARG = text_signature, RIGHTARG = text_signature, FUNCTION = csq_internal.text_signature_ne,
  COMMUTATOR = <>, NEGATOR = =, RESTRICT = neqsel, JOIN = neqjoinsel
);
COMMENT ON OPERATOR <> (text_signature, text_signature) IS 'Whether the values differ.';
CREATE OPERATOR < (
  LEFTARG = text_signature, RIGHTARG = text_signature, FUNCTION = csq_internal.text_signature_lt,
  COMMUTATOR = >, NEGATOR = >=, RESTRICT = scalarltsel, JOIN = scalarltjoinsel
);
COMMENT ON OPERATOR < (text_signature, text_signature) IS 'Whether the first comes before the second in the order of the canonical bytes.';
CREATE OPERATOR <= (
  LEFTARG = text_signature, RIGHTARG = text_signature, FUNCTION = csq_internal.text_signature_le,
  COMMUTATOR = >=, NEGATOR = >, RESTRICT = scalarlesel, JOIN = scalarlejoinsel
);
COMMENT ON OPERATOR <= (text_signature, text_signature) IS 'Whether the first comes before the second in the order of the canonical bytes, or equals it.';
CREATE OPERATOR > (
  LEFTARG = text_signature, RIGHTARG = text_signature, FUNCTION = csq_internal.text_signature_gt,
  COMMUTATOR = <, NEGATOR = <=, RESTRICT = scalargtsel, JOIN = scalargtjoinsel
);
COMMENT ON OPERATOR > (text_signature, text_signature) IS 'Whether the first comes after the second in the order of the canonical bytes.';
CREATE OPERATOR >= (
  LEFTARG = text_signature, RIGHTARG = text_signature, FUNCTION = csq_internal.text_signature_ge,
  COMMUTATOR = <=, NEGATOR = <, RESTRICT = scalargesel, JOIN = scalargejoinsel
);
COMMENT ON OPERATOR >= (text_signature, text_signature) IS 'Whether the first comes after the second in the order of the canonical bytes, or equals it.';
CREATE OPERATOR CLASS text_signature_ops DEFAULT FOR TYPE text_signature USING hash AS
  OPERATOR 1 =,
  FUNCTION 1 csq_internal.text_signature_hash(text_signature),
  FUNCTION 2 csq_internal.text_signature_hash_extended(text_signature, bigint);
COMMENT ON OPERATOR CLASS text_signature_ops USING hash IS 'Equality of text_signature: grouping, hash joins and hash partitions.';
COMMENT ON OPERATOR FAMILY text_signature_ops USING hash IS 'Equality of text_signature: grouping, hash joins and hash partitions.';
CREATE OPERATOR CLASS text_signature_ops DEFAULT FOR TYPE text_signature USING btree AS
  OPERATOR 1 <,
  OPERATOR 2 <=,
  OPERATOR 3 =,
  OPERATOR 4 >=,
  OPERATOR 5 >,
  FUNCTION 1 csq_internal.text_signature_cmp(text_signature, text_signature);
COMMENT ON OPERATOR CLASS text_signature_ops USING btree IS 'Order of text_signature: sorting, unique indexes and merge joins.';
COMMENT ON OPERATOR FAMILY text_signature_ops USING btree IS 'Order of text_signature: sorting, unique indexes and merge joins.';
CREATE FUNCTION csq_internal.text_signature_json(text_signature) RETURNS json
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 20
AS 'MODULE_PATHNAME', 'csq_text_signature_json';
COMMENT ON FUNCTION csq_internal.text_signature_json(text_signature) IS 'The text form as json; to_json, to_jsonb, json_agg and row_to_json use it.';
CREATE CAST (text_signature AS json) WITH FUNCTION csq_internal.text_signature_json(text_signature);
COMMENT ON CAST (text_signature AS json) IS 'The text form as json.';
CREATE CAST (text_signature AS jsonb) WITH INOUT;
COMMENT ON CAST (text_signature AS jsonb) IS 'The text form as jsonb.';
CREATE CAST (jsonb AS text_signature) WITH INOUT;
COMMENT ON CAST (jsonb AS text_signature) IS 'A value from its text form, checked.';
CREATE FUNCTION signature(document text) RETURNS text_signature
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_signature';
COMMENT ON FUNCTION signature(text) IS
'What a text is recognised by when it comes again, changed or not: NULL for a text without a letter, digit or ideograph.';
CREATE FUNCTION similarity(one text_signature, other text_signature) RETURNS float8
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'csq_text_similarity';
COMMENT ON FUNCTION similarity(text_signature, text_signature) IS
'Estimated share of the 3-grams of either text that both have, 0..1; standard error at most 0.0625.';
CREATE FUNCTION containment(part text_signature, whole text_signature) RETURNS float8
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'csq_text_containment';
COMMENT ON FUNCTION containment(text_signature, text_signature) IS
'Estimated share of the 3-grams of part that whole has, too, 0..1: near 1 when whole quotes part.';
CREATE FUNCTION bands(signature text_signature) RETURNS int4[]
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 5
AS 'MODULE_PATHNAME', 'csq_bands';
COMMENT ON FUNCTION bands(text_signature) IS
'16 keys of which near duplicates have one in common: index them by GIN and ask with &&.';
CREATE FUNCTION script_check(script jsonb, transcript jsonb,
    OUT rule text, OUT passed bool, OUT weight float8, OUT red_line bool, OUT turn int, OUT evidence text) RETURNS SETOF record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1000 ROWS 10
AS 'MODULE_PATHNAME', 'csq_script_check';
COMMENT ON FUNCTION script_check(jsonb, jsonb) IS
'Rules of a script over a conversation, a row for each: kept, broken or (NULL) not applicable, with the turn and the words that show it.';
CREATE FUNCTION script_score(script jsonb, transcript jsonb) RETURNS float8
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1000
AS 'MODULE_PATHNAME', 'csq_script_score';
COMMENT ON FUNCTION script_score(jsonb, jsonb) IS
'Weight of the rules that were kept over that of those that apply, 0 to 1; 0 when a red line was crossed.';
CREATE FUNCTION talk(transcript jsonb, OUT speaker text, OUT turns int, OUT seconds float8, OUT share float8, OUT characters bigint,
    OUT characters_per_minute float8, OUT interruptions int) RETURNS SETOF record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 200 ROWS 2
AS 'MODULE_PATHNAME', 'csq_talk_figures';
COMMENT ON FUNCTION talk(jsonb) IS
'Who talked how much in a conversation, how fast, and how often into the words of another.';
CREATE FUNCTION silence(transcript jsonb, OUT seconds float8, OUT share float8, OUT longest float8, OUT turn int) RETURNS record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 200
AS 'MODULE_PATHNAME', 'csq_silence_figures';
COMMENT ON FUNCTION silence(jsonb) IS
'Time of a conversation in which nobody talks, its share, the longest piece and the turn before it; NULL without times.';
CREATE FUNCTION relevance(question text, reply text) RETURNS float8
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 200
AS 'MODULE_PATHNAME', 'csq_reply_relevance';
COMMENT ON FUNCTION relevance(text, text) IS
'Share of the words and pairs of characters of a question that a reply takes up, 0 to 1: near 0 for a template.';
COMMENT ON FUNCTION csq_internal.text_corpus_in(cstring) IS 'Text input of text_corpus, checked.';
COMMENT ON FUNCTION csq_internal.text_corpus_out(text_corpus) IS 'Text output of text_corpus: equal values print alike.';
COMMENT ON FUNCTION csq_internal.text_corpus_recv(internal) IS 'Binary input of text_corpus, checked.';
COMMENT ON FUNCTION csq_internal.text_corpus_send(text_corpus) IS 'Binary output of text_corpus: equal values give the same bytes on every platform.';
CREATE CAST (varchar AS text_corpus) WITH INOUT AS ASSIGNMENT;
COMMENT ON CAST (varchar AS text_corpus) IS 'The value of a text that is assigned to a column: drivers send texts as varchar.';
CREATE FUNCTION csq_internal.text_corpus_eq(text_corpus, text_corpus) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_text_corpus_eq';
COMMENT ON FUNCTION csq_internal.text_corpus_eq(text_corpus, text_corpus) IS 'Implements =.';
CREATE FUNCTION csq_internal.text_corpus_ne(text_corpus, text_corpus) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_text_corpus_ne';
COMMENT ON FUNCTION csq_internal.text_corpus_ne(text_corpus, text_corpus) IS 'Implements <>.';
CREATE FUNCTION csq_internal.text_corpus_lt(text_corpus, text_corpus) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_text_corpus_lt';
COMMENT ON FUNCTION csq_internal.text_corpus_lt(text_corpus, text_corpus) IS 'Implements <.';
CREATE FUNCTION csq_internal.text_corpus_le(text_corpus, text_corpus) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_text_corpus_le';
COMMENT ON FUNCTION csq_internal.text_corpus_le(text_corpus, text_corpus) IS 'Implements <=.';
CREATE FUNCTION csq_internal.text_corpus_gt(text_corpus, text_corpus) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_text_corpus_gt';
COMMENT ON FUNCTION csq_internal.text_corpus_gt(text_corpus, text_corpus) IS 'Implements >.';
CREATE FUNCTION csq_internal.text_corpus_ge(text_corpus, text_corpus) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_text_corpus_ge';
COMMENT ON FUNCTION csq_internal.text_corpus_ge(text_corpus, text_corpus) IS 'Implements >=.';
CREATE FUNCTION csq_internal.text_corpus_cmp(text_corpus, text_corpus) RETURNS int
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_text_corpus_cmp';
COMMENT ON FUNCTION csq_internal.text_corpus_cmp(text_corpus, text_corpus) IS 'Order of two values, for sorting and btree indexes: negative, 0 or positive.';
CREATE FUNCTION csq_internal.text_corpus_hash(text_corpus) RETURNS int
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_text_corpus_hash';
COMMENT ON FUNCTION csq_internal.text_corpus_hash(text_corpus) IS 'Hash that agrees with =, for GROUP BY and hash joins.';
CREATE FUNCTION csq_internal.text_corpus_hash_extended(text_corpus, bigint) RETURNS bigint
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_text_corpus_hash';
COMMENT ON FUNCTION csq_internal.text_corpus_hash_extended(text_corpus, bigint) IS 'The same hash with a seed, for hash partitions.';
CREATE OPERATOR = (
  LEFTARG = text_corpus, RIGHTARG = text_corpus, FUNCTION = csq_internal.text_corpus_eq,
  COMMUTATOR = =, NEGATOR = <>, RESTRICT = eqsel, JOIN = eqjoinsel, HASHES, MERGES
);
COMMENT ON OPERATOR = (text_corpus, text_corpus) IS 'Whether both are the same value, however they came about.';
CREATE OPERATOR <> (
  LEFTARG = text_corpus, RIGHTARG = text_corpus, FUNCTION = csq_internal.text_corpus_ne,
  COMMUTATOR = <>, NEGATOR = =, RESTRICT = neqsel, JOIN = neqjoinsel
);
COMMENT ON OPERATOR <> (text_corpus, text_corpus) IS 'Whether the values differ.';
CREATE OPERATOR < (
  LEFTARG = text_corpus, RIGHTARG = text_corpus, FUNCTION = csq_internal.text_corpus_lt,
  COMMUTATOR = >, NEGATOR = >=, RESTRICT = scalarltsel, JOIN = scalarltjoinsel
);
COMMENT ON OPERATOR < (text_corpus, text_corpus) IS 'Whether the first comes before the second in the order of the canonical bytes.';
CREATE OPERATOR <= (
  LEFTARG = text_corpus, RIGHTARG = text_corpus, FUNCTION = csq_internal.text_corpus_le,
  COMMUTATOR = >=, NEGATOR = >, RESTRICT = scalarlesel, JOIN = scalarlejoinsel
);
COMMENT ON OPERATOR <= (text_corpus, text_corpus) IS 'Whether the first comes before the second in the order of the canonical bytes, or equals it.';
CREATE OPERATOR > (
  LEFTARG = text_corpus, RIGHTARG = text_corpus, FUNCTION = csq_internal.text_corpus_gt,
  COMMUTATOR = <, NEGATOR = <=, RESTRICT = scalargtsel, JOIN = scalargtjoinsel
);
COMMENT ON OPERATOR > (text_corpus, text_corpus) IS 'Whether the first comes after the second in the order of the canonical bytes.';
CREATE OPERATOR >= (
  LEFTARG = text_corpus, RIGHTARG = text_corpus, FUNCTION = csq_internal.text_corpus_ge,
  COMMUTATOR = <=, NEGATOR = <, RESTRICT = scalargesel, JOIN = scalargejoinsel
);
COMMENT ON OPERATOR >= (text_corpus, text_corpus) IS 'Whether the first comes after the second in the order of the canonical bytes, or equals it.';
CREATE OPERATOR CLASS text_corpus_ops DEFAULT FOR TYPE text_corpus USING hash AS
  OPERATOR 1 =,
  FUNCTION 1 csq_internal.text_corpus_hash(text_corpus),
  FUNCTION 2 csq_internal.text_corpus_hash_extended(text_corpus, bigint);
COMMENT ON OPERATOR CLASS text_corpus_ops USING hash IS 'Equality of text_corpus: grouping, hash joins and hash partitions.';
COMMENT ON OPERATOR FAMILY text_corpus_ops USING hash IS 'Equality of text_corpus: grouping, hash joins and hash partitions.';
CREATE OPERATOR CLASS text_corpus_ops DEFAULT FOR TYPE text_corpus USING btree AS
  OPERATOR 1 <,
  OPERATOR 2 <=,
  OPERATOR 3 =,
  OPERATOR 4 >=,
  OPERATOR 5 >,
  FUNCTION 1 csq_internal.text_corpus_cmp(text_corpus, text_corpus);
COMMENT ON OPERATOR CLASS text_corpus_ops USING btree IS 'Order of text_corpus: sorting, unique indexes and merge joins.';
COMMENT ON OPERATOR FAMILY text_corpus_ops USING btree IS 'Order of text_corpus: sorting, unique indexes and merge joins.';
CREATE FUNCTION csq_internal.text_corpus_json(text_corpus) RETURNS json
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1000
AS 'MODULE_PATHNAME', 'csq_text_corpus_json';
COMMENT ON FUNCTION csq_internal.text_corpus_json(text_corpus) IS 'The text form as json; to_json, to_jsonb, json_agg and row_to_json use it.';
CREATE CAST (text_corpus AS json) WITH FUNCTION csq_internal.text_corpus_json(text_corpus);
COMMENT ON CAST (text_corpus AS json) IS 'The text form as json.';
CREATE CAST (text_corpus AS jsonb) WITH INOUT;
COMMENT ON CAST (text_corpus AS jsonb) IS 'The text form as jsonb.';
CREATE CAST (jsonb AS text_corpus) WITH INOUT;
COMMENT ON CAST (jsonb AS text_corpus) IS 'A value from its text form, checked.';
CREATE FUNCTION csq_internal.text_corpus_combine(text_corpus, text_corpus) RETURNS text_corpus
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 200
AS 'MODULE_PATHNAME', 'csq_text_corpus_combine';
COMMENT ON FUNCTION csq_internal.text_corpus_combine(text_corpus, text_corpus) IS
'Implements +, and merges two states of an aggregate; a NULL adds nothing.';
CREATE OPERATOR + (LEFTARG = text_corpus, RIGHTARG = text_corpus, FUNCTION = csq_internal.text_corpus_combine, COMMUTATOR = +);
COMMENT ON OPERATOR + (text_corpus, text_corpus) IS 'The examples of both. A NULL adds nothing.';
CREATE OR REPLACE AGGREGATE rollup(text_corpus) (
  SFUNC = csq_internal.text_corpus_combine, STYPE = text_corpus, SSPACE = 65536, COMBINEFUNC = csq_internal.text_corpus_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE rollup(text_corpus) IS
'The examples of both. The same in any order.';
COMMENT ON FUNCTION csq_internal.text_model_in(cstring) IS 'Text input of text_model, checked.';
COMMENT ON FUNCTION csq_internal.text_model_out(text_model) IS 'Text output of text_model: equal values print alike.';
COMMENT ON FUNCTION csq_internal.text_model_recv(internal) IS 'Binary input of text_model, checked.';
COMMENT ON FUNCTION csq_internal.text_model_send(text_model) IS 'Binary output of text_model: equal values give the same bytes on every platform.';
CREATE CAST (varchar AS text_model) WITH INOUT AS ASSIGNMENT;
COMMENT ON CAST (varchar AS text_model) IS 'The value of a text that is assigned to a column: drivers send texts as varchar.';
CREATE OR REPLACE FUNCTION csq_internal.text_model_eq(text_model, text_model) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_text_model_eq';
COMMENT ON FUNCTION csq_internal.text_model_eq(text_model, text_model) IS 'Implements =.';
CREATE OR REPLACE FUNCTION csq_internal.text_model_ne(text_model, text_model) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_text_model_ne';
COMMENT ON FUNCTION csq_internal.text_model_ne(text_model, text_model) IS 'Implements <>.';
CREATE FUNCTION csq_internal.text_model_lt(text_model, text_model) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_text_model_lt';
COMMENT ON FUNCTION csq_internal.text_model_lt(text_model, text_model) IS 'Implements <.';
CREATE FUNCTION csq_internal.text_model_le(text_model, text_model) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_text_model_le';
COMMENT ON FUNCTION csq_internal.text_model_le(text_model, text_model) IS 'Implements <=.';
CREATE FUNCTION csq_internal.text_model_gt(text_model, text_model) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_text_model_gt';
COMMENT ON FUNCTION csq_internal.text_model_gt(text_model, text_model) IS 'Implements >.';
CREATE FUNCTION csq_internal.text_model_ge(text_model, text_model) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_text_model_ge';
COMMENT ON FUNCTION csq_internal.text_model_ge(text_model, text_model) IS 'Implements >=.';
CREATE FUNCTION csq_internal.text_model_cmp(text_model, text_model) RETURNS int
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_text_model_cmp';
COMMENT ON FUNCTION csq_internal.text_model_cmp(text_model, text_model) IS 'Order of two values, for sorting and btree indexes: negative, 0 or positive.';
CREATE FUNCTION csq_internal.text_model_hash(text_model) RETURNS int
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_text_model_hash';
COMMENT ON FUNCTION csq_internal.text_model_hash(text_model) IS 'Hash that agrees with =, for GROUP BY and hash joins.';
CREATE FUNCTION csq_internal.text_model_hash_extended(text_model, bigint) RETURNS bigint
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_text_model_hash';
COMMENT ON FUNCTION csq_internal.text_model_hash_extended(text_model, bigint) IS 'The same hash with a seed, for hash partitions.';
COMMENT ON OPERATOR = (text_model, text_model) IS 'Whether both are the same value, however they came about.';
COMMENT ON OPERATOR <> (text_model, text_model) IS 'Whether the values differ.';
CREATE OPERATOR < (
  LEFTARG = text_model, RIGHTARG = text_model, FUNCTION = csq_internal.text_model_lt,
  COMMUTATOR = >, NEGATOR = >=, RESTRICT = scalarltsel, JOIN = scalarltjoinsel
);
COMMENT ON OPERATOR < (text_model, text_model) IS 'Whether the first comes before the second in the order of the canonical bytes.';
CREATE OPERATOR <= (
  LEFTARG = text_model, RIGHTARG = text_model, FUNCTION = csq_internal.text_model_le,
  COMMUTATOR = >=, NEGATOR = >, RESTRICT = scalarlesel, JOIN = scalarlejoinsel
);
COMMENT ON OPERATOR <= (text_model, text_model) IS 'Whether the first comes before the second in the order of the canonical bytes, or equals it.';
CREATE OPERATOR > (
  LEFTARG = text_model, RIGHTARG = text_model, FUNCTION = csq_internal.text_model_gt,
  COMMUTATOR = <, NEGATOR = <=, RESTRICT = scalargtsel, JOIN = scalargtjoinsel
);
COMMENT ON OPERATOR > (text_model, text_model) IS 'Whether the first comes after the second in the order of the canonical bytes.';
CREATE OPERATOR >= (
  LEFTARG = text_model, RIGHTARG = text_model, FUNCTION = csq_internal.text_model_ge,
  COMMUTATOR = <=, NEGATOR = <, RESTRICT = scalargesel, JOIN = scalargejoinsel
);
COMMENT ON OPERATOR >= (text_model, text_model) IS 'Whether the first comes after the second in the order of the canonical bytes, or equals it.';
CREATE OPERATOR CLASS text_model_ops DEFAULT FOR TYPE text_model USING hash AS
  OPERATOR 1 =,
  FUNCTION 1 csq_internal.text_model_hash(text_model),
  FUNCTION 2 csq_internal.text_model_hash_extended(text_model, bigint);
COMMENT ON OPERATOR CLASS text_model_ops USING hash IS 'Equality of text_model: grouping, hash joins and hash partitions.';
COMMENT ON OPERATOR FAMILY text_model_ops USING hash IS 'Equality of text_model: grouping, hash joins and hash partitions.';
CREATE OPERATOR CLASS text_model_ops DEFAULT FOR TYPE text_model USING btree AS
  OPERATOR 1 <,
  OPERATOR 2 <=,
  OPERATOR 3 =,
  OPERATOR 4 >=,
  OPERATOR 5 >,
  FUNCTION 1 csq_internal.text_model_cmp(text_model, text_model);
COMMENT ON OPERATOR CLASS text_model_ops USING btree IS 'Order of text_model: sorting, unique indexes and merge joins.';
COMMENT ON OPERATOR FAMILY text_model_ops USING btree IS 'Order of text_model: sorting, unique indexes and merge joins.';
CREATE FUNCTION csq_internal.text_model_json(text_model) RETURNS json
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1000
AS 'MODULE_PATHNAME', 'csq_text_model_json';
COMMENT ON FUNCTION csq_internal.text_model_json(text_model) IS 'The text form as json; to_json, to_jsonb, json_agg and row_to_json use it.';
CREATE CAST (text_model AS json) WITH FUNCTION csq_internal.text_model_json(text_model);
COMMENT ON CAST (text_model AS json) IS 'The text form as json.';
CREATE CAST (text_model AS jsonb) WITH INOUT;
COMMENT ON CAST (text_model AS jsonb) IS 'The text form as jsonb.';
CREATE CAST (jsonb AS text_model) WITH INOUT;
COMMENT ON CAST (jsonb AS text_model) IS 'A value from its text form, checked.';
CREATE OR REPLACE AGGREGATE corpus_agg(label text, document text) (
  SFUNC = csq_internal.corpus_append,
  STYPE = text_corpus,
  COMBINEFUNC = csq_internal.text_corpus_combine,
  SSPACE = 65536,
  PARALLEL = SAFE
);
CREATE OR REPLACE AGGREGATE corpus_agg(label text, document text, weight float8) (
  SFUNC = csq_internal.corpus_append,
  STYPE = text_corpus,
  COMBINEFUNC = csq_internal.text_corpus_combine,
  SSPACE = 65536,
  PARALLEL = SAFE
);
COMMENT ON FUNCTION labels(text_corpus) IS
'Labels of the examples, in the order of their bytes.';
CREATE OR REPLACE FUNCTION classify_scores(model text_model, document text, OUT label text, OUT probability float8) RETURNS SETOF record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 500 ROWS 10 SUPPORT csq_internal.rows_support
AS 'MODULE_PATHNAME', 'csq_classify_scores';
CREATE OR REPLACE FUNCTION classify_scores(model text_model, document text, top int, OUT label text, OUT probability float8) RETURNS SETOF record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 500 ROWS 3 SUPPORT csq_internal.rows_support
AS 'MODULE_PATHNAME', 'csq_classify_scores_top';
COMMENT ON FUNCTION explain(text_model, text) IS
'Stretches of the text that speak for or against its likeliest label, the weightiest first; start_at counts characters from 1.';
COMMENT ON FUNCTION explain(text_model, text, text) IS
'Stretches of the text that speak for or against a label, the weightiest first.';
COMMENT ON FUNCTION labels(text_model) IS
'Labels of the model, in the order of their bytes.';
CREATE TYPE terms;
CREATE FUNCTION csq_internal.terms_in(cstring) RETURNS terms
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1000
AS 'MODULE_PATHNAME', 'csq_terms_in';
COMMENT ON FUNCTION csq_internal.terms_in(cstring) IS 'Text input of terms, checked.';
CREATE FUNCTION csq_internal.terms_out(terms) RETURNS cstring
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1000
AS 'MODULE_PATHNAME', 'csq_terms_out';
COMMENT ON FUNCTION csq_internal.terms_out(terms) IS 'Text output of terms: equal values print alike.';
CREATE FUNCTION csq_internal.terms_recv(internal) RETURNS terms
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1000
AS 'MODULE_PATHNAME', 'csq_terms_recv';
COMMENT ON FUNCTION csq_internal.terms_recv(internal) IS 'Binary input of terms, checked.';
CREATE FUNCTION csq_internal.terms_send(terms) RETURNS bytea
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1000
AS 'MODULE_PATHNAME', 'csq_terms_send';
COMMENT ON FUNCTION csq_internal.terms_send(terms) IS 'Binary output of terms: equal values give the same bytes on every platform.';
CREATE TYPE terms (
  INPUT = csq_internal.terms_in, OUTPUT = csq_internal.terms_out, RECEIVE = csq_internal.terms_recv, SEND = csq_internal.terms_send,
  INTERNALLENGTH = VARIABLE, ALIGNMENT = double, STORAGE = extended
);
COMMENT ON TYPE terms IS
'How many texts have which word or pair of Han characters: exact, mergeable. {"v":1,"rows":[[term,texts],...]}.';
CREATE CAST (varchar AS terms) WITH INOUT AS ASSIGNMENT;
COMMENT ON CAST (varchar AS terms) IS 'The value of a text that is assigned to a column: drivers send texts as varchar.';
CREATE FUNCTION csq_internal.terms_eq(terms, terms) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_terms_eq';
COMMENT ON FUNCTION csq_internal.terms_eq(terms, terms) IS 'Implements =.';
CREATE FUNCTION csq_internal.terms_ne(terms, terms) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_terms_ne';
COMMENT ON FUNCTION csq_internal.terms_ne(terms, terms) IS 'Implements <>.';
CREATE FUNCTION csq_internal.terms_lt(terms, terms) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_terms_lt';
COMMENT ON FUNCTION csq_internal.terms_lt(terms, terms) IS 'Implements <.';
CREATE FUNCTION csq_internal.terms_le(terms, terms) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_terms_le';
COMMENT ON FUNCTION csq_internal.terms_le(terms, terms) IS 'Implements <=.';
CREATE FUNCTION csq_internal.terms_gt(terms, terms) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_terms_gt';
COMMENT ON FUNCTION csq_internal.terms_gt(terms, terms) IS 'Implements >.';
CREATE FUNCTION csq_internal.terms_ge(terms, terms) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_terms_ge';
COMMENT ON FUNCTION csq_internal.terms_ge(terms, terms) IS 'Implements >=.';
CREATE FUNCTION csq_internal.terms_cmp(terms, terms) RETURNS int
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_terms_cmp';
COMMENT ON FUNCTION csq_internal.terms_cmp(terms, terms) IS 'Order of two values, for sorting and btree indexes: negative, 0 or positive.';
CREATE FUNCTION csq_internal.terms_hash(terms) RETURNS int
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_terms_hash';
COMMENT ON FUNCTION csq_internal.terms_hash(terms) IS 'Hash that agrees with =, for GROUP BY and hash joins.';
CREATE FUNCTION csq_internal.terms_hash_extended(terms, bigint) RETURNS bigint
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_terms_hash';
COMMENT ON FUNCTION csq_internal.terms_hash_extended(terms, bigint) IS 'The same hash with a seed, for hash partitions.';
CREATE OPERATOR = (
  LEFTARG = terms, RIGHTARG = terms, FUNCTION = csq_internal.terms_eq,
  COMMUTATOR = =, NEGATOR = <>, RESTRICT = eqsel, JOIN = eqjoinsel, HASHES, MERGES
);
COMMENT ON OPERATOR = (terms, terms) IS 'Whether both are the same value, however they came about.';
CREATE OPERATOR <> (
  LEFTARG = terms, RIGHTARG = terms, FUNCTION = csq_internal.terms_ne,
  COMMUTATOR = <>, NEGATOR = =, RESTRICT = neqsel, JOIN = neqjoinsel
);
COMMENT ON OPERATOR <> (terms, terms) IS 'Whether the values differ.';
CREATE OPERATOR < (
  LEFTARG = terms, RIGHTARG = terms, FUNCTION = csq_internal.terms_lt,
  COMMUTATOR = >, NEGATOR = >=, RESTRICT = scalarltsel, JOIN = scalarltjoinsel
);
COMMENT ON OPERATOR < (terms, terms) IS 'Whether the first comes before the second in the order of the canonical bytes.';
CREATE OPERATOR <= (
  LEFTARG = terms, RIGHTARG = terms, FUNCTION = csq_internal.terms_le,
  COMMUTATOR = >=, NEGATOR = >, RESTRICT = scalarlesel, JOIN = scalarlejoinsel
);
COMMENT ON OPERATOR <= (terms, terms) IS 'Whether the first comes before the second in the order of the canonical bytes, or equals it.';
CREATE OPERATOR > (
  LEFTARG = terms, RIGHTARG = terms, FUNCTION = csq_internal.terms_gt,
  COMMUTATOR = <, NEGATOR = <=, RESTRICT = scalargtsel, JOIN = scalargtjoinsel
);
COMMENT ON OPERATOR > (terms, terms) IS 'Whether the first comes after the second in the order of the canonical bytes.';
CREATE OPERATOR >= (
  LEFTARG = terms, RIGHTARG = terms, FUNCTION = csq_internal.terms_ge,
  COMMUTATOR = <=, NEGATOR = <, RESTRICT = scalargesel, JOIN = scalargejoinsel
);
COMMENT ON OPERATOR >= (terms, terms) IS 'Whether the first comes after the second in the order of the canonical bytes, or equals it.';
CREATE OPERATOR CLASS terms_ops DEFAULT FOR TYPE terms USING hash AS
  OPERATOR 1 =,
  FUNCTION 1 csq_internal.terms_hash(terms),
  FUNCTION 2 csq_internal.terms_hash_extended(terms, bigint);
COMMENT ON OPERATOR CLASS terms_ops USING hash IS 'Equality of terms: grouping, hash joins and hash partitions.';
COMMENT ON OPERATOR FAMILY terms_ops USING hash IS 'Equality of terms: grouping, hash joins and hash partitions.';
CREATE OPERATOR CLASS terms_ops DEFAULT FOR TYPE terms USING btree AS
  OPERATOR 1 <,
  OPERATOR 2 <=,
  OPERATOR 3 =,
  OPERATOR 4 >=,
  OPERATOR 5 >,
  FUNCTION 1 csq_internal.terms_cmp(terms, terms);
COMMENT ON OPERATOR CLASS terms_ops USING btree IS 'Order of terms: sorting, unique indexes and merge joins.';
COMMENT ON OPERATOR FAMILY terms_ops USING btree IS 'Order of terms: sorting, unique indexes and merge joins.';
CREATE FUNCTION csq_internal.terms_json(terms) RETURNS json
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1000
AS 'MODULE_PATHNAME', 'csq_terms_json';
COMMENT ON FUNCTION csq_internal.terms_json(terms) IS 'The text form as json; to_json, to_jsonb, json_agg and row_to_json use it.';
CREATE CAST (terms AS json) WITH FUNCTION csq_internal.terms_json(terms);
COMMENT ON CAST (terms AS json) IS 'The text form as json.';
CREATE CAST (terms AS jsonb) WITH INOUT;
COMMENT ON CAST (terms AS jsonb) IS 'The text form as jsonb.';
CREATE CAST (jsonb AS terms) WITH INOUT;
COMMENT ON CAST (jsonb AS terms) IS 'A value from its text form, checked.';
CREATE FUNCTION csq_internal.terms_combine(terms, terms) RETURNS terms
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 200
AS 'MODULE_PATHNAME', 'csq_terms_combine';
COMMENT ON FUNCTION csq_internal.terms_combine(terms, terms) IS
'Implements +, and merges two states of an aggregate; a NULL adds nothing.';
CREATE OPERATOR + (LEFTARG = terms, RIGHTARG = terms, FUNCTION = csq_internal.terms_combine, COMMUTATOR = +);
COMMENT ON OPERATOR + (terms, terms) IS 'The texts of both. A NULL adds nothing.';
CREATE AGGREGATE rollup(terms) (
  SFUNC = csq_internal.terms_combine, STYPE = terms, SSPACE = 65536, COMBINEFUNC = csq_internal.terms_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE rollup(terms) IS
'The texts of both. The same in any order.';
CREATE TYPE topic_summary;
CREATE FUNCTION csq_internal.topic_summary_in(cstring) RETURNS topic_summary
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1000
AS 'MODULE_PATHNAME', 'csq_topic_summary_in';
COMMENT ON FUNCTION csq_internal.topic_summary_in(cstring) IS 'Text input of topic_summary, checked.';
CREATE FUNCTION csq_internal.topic_summary_out(topic_summary) RETURNS cstring
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1000
AS 'MODULE_PATHNAME', 'csq_topic_summary_out';
COMMENT ON FUNCTION csq_internal.topic_summary_out(topic_summary) IS 'Text output of topic_summary: equal values print alike.';
CREATE FUNCTION csq_internal.topic_summary_recv(internal) RETURNS topic_summary
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1000
AS 'MODULE_PATHNAME', 'csq_topic_summary_recv';
COMMENT ON FUNCTION csq_internal.topic_summary_recv(internal) IS 'Binary input of topic_summary, checked.';
CREATE FUNCTION csq_internal.topic_summary_send(topic_summary) RETURNS bytea
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1000
AS 'MODULE_PATHNAME', 'csq_topic_summary_send';
COMMENT ON FUNCTION csq_internal.topic_summary_send(topic_summary) IS 'Binary output of topic_summary: equal values give the same bytes on every platform.';
CREATE TYPE topic_summary (
  INPUT = csq_internal.topic_summary_in, OUTPUT = csq_internal.topic_summary_out, RECEIVE = csq_internal.topic_summary_recv, SEND = csq_internal.topic_summary_send,
  INTERNALLENGTH = VARIABLE, ALIGNMENT = double, STORAGE = extended
);
COMMENT ON TYPE topic_summary IS
'Texts (their first 900 bytes) and how often each came: what topics() groups. {"v":1,"rows":[[text,n],...]}.';
CREATE CAST (varchar AS topic_summary) WITH INOUT AS ASSIGNMENT;
COMMENT ON CAST (varchar AS topic_summary) IS 'The value of a text that is assigned to a column: drivers send texts as varchar.';
CREATE FUNCTION csq_internal.topic_summary_eq(topic_summary, topic_summary) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_topic_summary_eq';
COMMENT ON FUNCTION csq_internal.topic_summary_eq(topic_summary, topic_summary) IS 'Implements =.';
CREATE FUNCTION csq_internal.topic_summary_ne(topic_summary, topic_summary) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_topic_summary_ne';
COMMENT ON FUNCTION csq_internal.topic_summary_ne(topic_summary, topic_summary) IS 'Implements <>.';
CREATE FUNCTION csq_internal.topic_summary_lt(topic_summary, topic_summary) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_topic_summary_lt';
COMMENT ON FUNCTION csq_internal.topic_summary_lt(topic_summary, topic_summary) IS 'Implements <.';
CREATE FUNCTION csq_internal.topic_summary_le(topic_summary, topic_summary) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_topic_summary_le';
COMMENT ON FUNCTION csq_internal.topic_summary_le(topic_summary, topic_summary) IS 'Implements <=.';
CREATE FUNCTION csq_internal.topic_summary_gt(topic_summary, topic_summary) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_topic_summary_gt';
COMMENT ON FUNCTION csq_internal.topic_summary_gt(topic_summary, topic_summary) IS 'Implements >.';
CREATE FUNCTION csq_internal.topic_summary_ge(topic_summary, topic_summary) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_topic_summary_ge';
COMMENT ON FUNCTION csq_internal.topic_summary_ge(topic_summary, topic_summary) IS 'Implements >=.';
CREATE FUNCTION csq_internal.topic_summary_cmp(topic_summary, topic_summary) RETURNS int
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_topic_summary_cmp';
COMMENT ON FUNCTION csq_internal.topic_summary_cmp(topic_summary, topic_summary) IS 'Order of two values, for sorting and btree indexes: negative, 0 or positive.';
CREATE FUNCTION csq_internal.topic_summary_hash(topic_summary) RETURNS int
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_topic_summary_hash';
COMMENT ON FUNCTION csq_internal.topic_summary_hash(topic_summary) IS 'Hash that agrees with =, for GROUP BY and hash joins.';
CREATE FUNCTION csq_internal.topic_summary_hash_extended(topic_summary, bigint) RETURNS bigint
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_topic_summary_hash';
COMMENT ON FUNCTION csq_internal.topic_summary_hash_extended(topic_summary, bigint) IS 'The same hash with a seed, for hash partitions.';
CREATE OPERATOR = (
  LEFTARG = topic_summary, RIGHTARG = topic_summary, FUNCTION = csq_internal.topic_summary_eq,
  COMMUTATOR = =, NEGATOR = <>, RESTRICT = eqsel, JOIN = eqjoinsel, HASHES, MERGES
);
COMMENT ON OPERATOR = (topic_summary, topic_summary) IS 'Whether both are the same value, however they came about.';
CREATE OPERATOR <> (
  LEFTARG = topic_summary, RIGHTARG = topic_summary, FUNCTION = csq_internal.topic_summary_ne,
  COMMUTATOR = <>, NEGATOR = =, RESTRICT = neqsel, JOIN = neqjoinsel
);
COMMENT ON OPERATOR <> (topic_summary, topic_summary) IS 'Whether the values differ.';
CREATE OPERATOR < (
  LEFTARG = topic_summary, RIGHTARG = topic_summary, FUNCTION = csq_internal.topic_summary_lt,
  COMMUTATOR = >, NEGATOR = >=, RESTRICT = scalarltsel, JOIN = scalarltjoinsel
);
COMMENT ON OPERATOR < (topic_summary, topic_summary) IS 'Whether the first comes before the second in the order of the canonical bytes.';
CREATE OPERATOR <= (
  LEFTARG = topic_summary, RIGHTARG = topic_summary, FUNCTION = csq_internal.topic_summary_le,
  COMMUTATOR = >=, NEGATOR = >, RESTRICT = scalarlesel, JOIN = scalarlejoinsel
);
COMMENT ON OPERATOR <= (topic_summary, topic_summary) IS 'Whether the first comes before the second in the order of the canonical bytes, or equals it.';
CREATE OPERATOR > (
  LEFTARG = topic_summary, RIGHTARG = topic_summary, FUNCTION = csq_internal.topic_summary_gt,
  COMMUTATOR = <, NEGATOR = <=, RESTRICT = scalargtsel, JOIN = scalargtjoinsel
);
COMMENT ON OPERATOR > (topic_summary, topic_summary) IS 'Whether the first comes after the second in the order of the canonical bytes.';
CREATE OPERATOR >= (
  LEFTARG = topic_summary, RIGHTARG = topic_summary, FUNCTION = csq_internal.topic_summary_ge,
  COMMUTATOR = <=, NEGATOR = <, RESTRICT = scalargesel, JOIN = scalargejoinsel
);
COMMENT ON OPERATOR >= (topic_summary, topic_summary) IS 'Whether the first comes after the second in the order of the canonical bytes, or equals it.';
CREATE OPERATOR CLASS topic_summary_ops DEFAULT FOR TYPE topic_summary USING hash AS
  OPERATOR 1 =,
  FUNCTION 1 csq_internal.topic_summary_hash(topic_summary),
  FUNCTION 2 csq_internal.topic_summary_hash_extended(topic_summary, bigint);
COMMENT ON OPERATOR CLASS topic_summary_ops USING hash IS 'Equality of topic_summary: grouping, hash joins and hash partitions.';
COMMENT ON OPERATOR FAMILY topic_summary_ops USING hash IS 'Equality of topic_summary: grouping, hash joins and hash partitions.';
CREATE OPERATOR CLASS topic_summary_ops DEFAULT FOR TYPE topic_summary USING btree AS
  OPERATOR 1 <,
  OPERATOR 2 <=,
  OPERATOR 3 =,
  OPERATOR 4 >=,
  OPERATOR 5 >,
  FUNCTION 1 csq_internal.topic_summary_cmp(topic_summary, topic_summary);
COMMENT ON OPERATOR CLASS topic_summary_ops USING btree IS 'Order of topic_summary: sorting, unique indexes and merge joins.';
COMMENT ON OPERATOR FAMILY topic_summary_ops USING btree IS 'Order of topic_summary: sorting, unique indexes and merge joins.';
CREATE FUNCTION csq_internal.topic_summary_json(topic_summary) RETURNS json
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1000
AS 'MODULE_PATHNAME', 'csq_topic_summary_json';
COMMENT ON FUNCTION csq_internal.topic_summary_json(topic_summary) IS 'The text form as json; to_json, to_jsonb, json_agg and row_to_json use it.';
CREATE CAST (topic_summary AS json) WITH FUNCTION csq_internal.topic_summary_json(topic_summary);
COMMENT ON CAST (topic_summary AS json) IS 'The text form as json.';
CREATE CAST (topic_summary AS jsonb) WITH INOUT;
COMMENT ON CAST (topic_summary AS jsonb) IS 'The text form as jsonb.';
CREATE CAST (jsonb AS topic_summary) WITH INOUT;
COMMENT ON CAST (jsonb AS topic_summary) IS 'A value from its text form, checked.';
CREATE FUNCTION csq_internal.topic_summary_combine(topic_summary, topic_summary) RETURNS topic_summary
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 200
AS 'MODULE_PATHNAME', 'csq_topic_summary_combine';
COMMENT ON FUNCTION csq_internal.topic_summary_combine(topic_summary, topic_summary) IS
'Implements +, and merges two states of an aggregate; a NULL adds nothing.';
CREATE OPERATOR + (LEFTARG = topic_summary, RIGHTARG = topic_summary, FUNCTION = csq_internal.topic_summary_combine, COMMUTATOR = +);
COMMENT ON OPERATOR + (topic_summary, topic_summary) IS 'The texts of both. A NULL adds nothing.';
CREATE AGGREGATE rollup(topic_summary) (
  SFUNC = csq_internal.topic_summary_combine, STYPE = topic_summary, SSPACE = 65536, COMBINEFUNC = csq_internal.topic_summary_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE rollup(topic_summary) IS
'The texts of both. The same in any order.';
CREATE FUNCTION csq_internal.terms_append(state terms, document text) RETURNS terms
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 200
AS 'MODULE_PATHNAME', 'csq_terms_append';
COMMENT ON FUNCTION csq_internal.terms_append(terms, text) IS 'Transition function of terms_agg: adds a text.';
CREATE AGGREGATE terms_agg(document text) (
  SFUNC = csq_internal.terms_append, STYPE = terms, SSPACE = 65536, COMBINEFUNC = csq_internal.terms_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE terms_agg(text) IS 'Counts in how many texts each word and each pair of Han characters stands.';
CREATE FUNCTION csq_internal.topics_append(state topic_summary, document text) RETURNS topic_summary
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 20
AS 'MODULE_PATHNAME', 'csq_topics_append';
COMMENT ON FUNCTION csq_internal.topics_append(topic_summary, text) IS 'Transition function of topics_agg: adds a text.';
CREATE AGGREGATE topics_agg(document text) (
  SFUNC = csq_internal.topics_append, STYPE = topic_summary, SSPACE = 65536, COMBINEFUNC = csq_internal.topic_summary_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE topics_agg(text) IS 'Collects texts, their first 900 bytes, for topics().';
CREATE FUNCTION compare(since terms, now terms, OUT term text, OUT before bigint, OUT after bigint, OUT z float8, OUT p_value float8) RETURNS SETOF record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1000 ROWS 500 SUPPORT csq_internal.rows_support
AS 'MODULE_PATHNAME', 'csq_compare_terms';
COMMENT ON FUNCTION compare(terms, terms) IS
'Terms of two sets of texts, what became more frequent first: texts that have them, z of the log-odds under an informative prior, p-value.';
CREATE FUNCTION topics(summary topic_summary, groups int DEFAULT 0,
    OUT topic int, OUT n bigint, OUT share float8, OUT terms text[], OUT example text) RETURNS SETOF record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100000 ROWS 10
AS 'MODULE_PATHNAME', 'csq_topics_groups';
COMMENT ON FUNCTION topics(topic_summary, int) IS
'Texts grouped by what they have in common, the largest group first, with the words that tell it from the rest and an example.';
COMMENT ON FUNCTION csq_internal.confusion_in(cstring) IS 'Text input of confusion, checked.';
COMMENT ON FUNCTION csq_internal.confusion_out(confusion) IS 'Text output of confusion: equal values print alike.';
COMMENT ON FUNCTION csq_internal.confusion_recv(internal) IS 'Binary input of confusion, checked.';
COMMENT ON FUNCTION csq_internal.confusion_send(confusion) IS 'Binary output of confusion: equal values give the same bytes on every platform.';
CREATE CAST (varchar AS confusion) WITH INOUT AS ASSIGNMENT;
COMMENT ON CAST (varchar AS confusion) IS 'The value of a text that is assigned to a column: drivers send texts as varchar.';
CREATE FUNCTION csq_internal.confusion_eq(confusion, confusion) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_confusion_eq';
COMMENT ON FUNCTION csq_internal.confusion_eq(confusion, confusion) IS 'Implements =.';
CREATE FUNCTION csq_internal.confusion_ne(confusion, confusion) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_confusion_ne';
COMMENT ON FUNCTION csq_internal.confusion_ne(confusion, confusion) IS 'Implements <>.';
CREATE FUNCTION csq_internal.confusion_lt(confusion, confusion) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_confusion_lt';
COMMENT ON FUNCTION csq_internal.confusion_lt(confusion, confusion) IS 'Implements <.';
CREATE FUNCTION csq_internal.confusion_le(confusion, confusion) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_confusion_le';
COMMENT ON FUNCTION csq_internal.confusion_le(confusion, confusion) IS 'Implements <=.';
CREATE FUNCTION csq_internal.confusion_gt(confusion, confusion) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_confusion_gt';
COMMENT ON FUNCTION csq_internal.confusion_gt(confusion, confusion) IS 'Implements >.';
CREATE FUNCTION csq_internal.confusion_ge(confusion, confusion) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_confusion_ge';
COMMENT ON FUNCTION csq_internal.confusion_ge(confusion, confusion) IS 'Implements >=.';
CREATE FUNCTION csq_internal.confusion_cmp(confusion, confusion) RETURNS int
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_confusion_cmp';
COMMENT ON FUNCTION csq_internal.confusion_cmp(confusion, confusion) IS 'Order of two values, for sorting and btree indexes: negative, 0 or positive.';
CREATE FUNCTION csq_internal.confusion_hash(confusion) RETURNS int
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_confusion_hash';
COMMENT ON FUNCTION csq_internal.confusion_hash(confusion) IS 'Hash that agrees with =, for GROUP BY and hash joins.';
CREATE FUNCTION csq_internal.confusion_hash_extended(confusion, bigint) RETURNS bigint
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_confusion_hash';
COMMENT ON FUNCTION csq_internal.confusion_hash_extended(confusion, bigint) IS 'The same hash with a seed, for hash partitions.';
CREATE OPERATOR = (
  LEFTARG = confusion, RIGHTARG = confusion, FUNCTION = csq_internal.confusion_eq,
  COMMUTATOR = =, NEGATOR = <>, RESTRICT = eqsel, JOIN = eqjoinsel, HASHES, MERGES
);
COMMENT ON OPERATOR = (confusion, confusion) IS 'Whether both are the same value, however they came about.';
CREATE OPERATOR <> (
  LEFTARG = confusion, RIGHTARG = confusion, FUNCTION = csq_internal.confusion_ne,
  COMMUTATOR = <>, NEGATOR = =, RESTRICT = neqsel, JOIN = neqjoinsel
);
COMMENT ON OPERATOR <> (confusion, confusion) IS 'Whether the values differ.';
CREATE OPERATOR < (
  LEFTARG = confusion, RIGHTARG = confusion, FUNCTION = csq_internal.confusion_lt,
  COMMUTATOR = >, NEGATOR = >=, RESTRICT = scalarltsel, JOIN = scalarltjoinsel
);
COMMENT ON OPERATOR < (confusion, confusion) IS 'Whether the first comes before the second in the order of the canonical bytes.';
CREATE OPERATOR <= (
  LEFTARG = confusion, RIGHTARG = confusion, FUNCTION = csq_internal.confusion_le,
  COMMUTATOR = >=, NEGATOR = >, RESTRICT = scalarlesel, JOIN = scalarlejoinsel
);
COMMENT ON OPERATOR <= (confusion, confusion) IS 'Whether the first comes before the second in the order of the canonical bytes, or equals it.';
CREATE OPERATOR > (
  LEFTARG = confusion, RIGHTARG = confusion, FUNCTION = csq_internal.confusion_gt,
  COMMUTATOR = <, NEGATOR = <=, RESTRICT = scalargtsel, JOIN = scalargtjoinsel
);
COMMENT ON OPERATOR > (confusion, confusion) IS 'Whether the first comes after the second in the order of the canonical bytes.';
CREATE OPERATOR >= (
  LEFTARG = confusion, RIGHTARG = confusion, FUNCTION = csq_internal.confusion_ge,
  COMMUTATOR = <=, NEGATOR = <, RESTRICT = scalargesel, JOIN = scalargejoinsel
);
COMMENT ON OPERATOR >= (confusion, confusion) IS 'Whether the first comes after the second in the order of the canonical bytes, or equals it.';
CREATE OPERATOR CLASS confusion_ops DEFAULT FOR TYPE confusion USING hash AS
  OPERATOR 1 =,
  FUNCTION 1 csq_internal.confusion_hash(confusion),
  FUNCTION 2 csq_internal.confusion_hash_extended(confusion, bigint);
COMMENT ON OPERATOR CLASS confusion_ops USING hash IS 'Equality of confusion: grouping, hash joins and hash partitions.';
COMMENT ON OPERATOR FAMILY confusion_ops USING hash IS 'Equality of confusion: grouping, hash joins and hash partitions.';
CREATE OPERATOR CLASS confusion_ops DEFAULT FOR TYPE confusion USING btree AS
  OPERATOR 1 <,
  OPERATOR 2 <=,
  OPERATOR 3 =,
  OPERATOR 4 >=,
  OPERATOR 5 >,
  FUNCTION 1 csq_internal.confusion_cmp(confusion, confusion);
COMMENT ON OPERATOR CLASS confusion_ops USING btree IS 'Order of confusion: sorting, unique indexes and merge joins.';
COMMENT ON OPERATOR FAMILY confusion_ops USING btree IS 'Order of confusion: sorting, unique indexes and merge joins.';
CREATE FUNCTION csq_internal.confusion_json(confusion) RETURNS json
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 50
AS 'MODULE_PATHNAME', 'csq_confusion_json';
COMMENT ON FUNCTION csq_internal.confusion_json(confusion) IS 'The text form as json; to_json, to_jsonb, json_agg and row_to_json use it.';
CREATE CAST (confusion AS json) WITH FUNCTION csq_internal.confusion_json(confusion);
COMMENT ON CAST (confusion AS json) IS 'The text form as json.';
CREATE CAST (confusion AS jsonb) WITH INOUT;
COMMENT ON CAST (confusion AS jsonb) IS 'The text form as jsonb.';
CREATE CAST (jsonb AS confusion) WITH INOUT;
COMMENT ON CAST (jsonb AS confusion) IS 'A value from its text form, checked.';
CREATE FUNCTION csq_internal.confusion_combine(confusion, confusion) RETURNS confusion
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 50
AS 'MODULE_PATHNAME', 'csq_confusion_combine';
COMMENT ON FUNCTION csq_internal.confusion_combine(confusion, confusion) IS
'Implements +, and merges two states of an aggregate; a NULL adds nothing.';
CREATE OPERATOR + (LEFTARG = confusion, RIGHTARG = confusion, FUNCTION = csq_internal.confusion_combine, COMMUTATOR = +);
COMMENT ON OPERATOR + (confusion, confusion) IS 'The rows of both tables. A NULL adds nothing.';
CREATE OR REPLACE AGGREGATE rollup(confusion) (
  SFUNC = csq_internal.confusion_combine, STYPE = confusion, SSPACE = 1024, COMBINEFUNC = csq_internal.confusion_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE rollup(confusion) IS
'The rows of both tables. The same in any order.';
CREATE OR REPLACE AGGREGATE confusion_agg(actual text, predicted text) (
  SFUNC = csq_internal.confusion_append,
  STYPE = confusion,
  SSPACE = 1024,
  COMBINEFUNC = csq_internal.confusion_combine,
  MSFUNC = csq_internal.confusion_append,
  MINVFUNC = csq_internal.confusion_remove,
  MSTYPE = confusion,
  MSSPACE = 1024,
  PARALLEL = SAFE
);
CREATE OR REPLACE AGGREGATE confusion_agg(actual text, predicted text, weight float8) (
  SFUNC = csq_internal.confusion_append,
  STYPE = confusion,
  SSPACE = 1024,
  COMBINEFUNC = csq_internal.confusion_combine,
  MSFUNC = csq_internal.confusion_append,
  MINVFUNC = csq_internal.confusion_remove,
  MSTYPE = confusion,
  MSSPACE = 1024,
  PARALLEL = SAFE
);
CREATE OR REPLACE FUNCTION per_label(confusion confusion, confidence float8 DEFAULT 0.95, OUT label text, OUT actual_n float8, OUT predicted_n float8, OUT hits float8, OUT "precision" float8, OUT precision_lo float8, OUT precision_hi float8, OUT recall float8, OUT recall_lo float8, OUT recall_hi float8, OUT f1 float8) RETURNS SETOF record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100 ROWS 10 SUPPORT csq_internal.rows_support
AS 'MODULE_PATHNAME', 'csq_per_label';
CREATE OR REPLACE FUNCTION top_confusions(confusion confusion, top int DEFAULT 10, OUT actual text, OUT predicted text, OUT n float8, OUT share float8) RETURNS SETOF record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100 ROWS 10 SUPPORT csq_internal.rows_support
AS 'MODULE_PATHNAME', 'csq_top_confusions';
CREATE OR REPLACE FUNCTION cells(confusion confusion, OUT actual text, OUT predicted text, OUT n float8) RETURNS SETOF record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100 ROWS 30 SUPPORT csq_internal.rows_support
AS 'MODULE_PATHNAME', 'csq_confusion_cells';
COMMENT ON FUNCTION labels(confusion) IS
'Labels that occur, in the order of their bytes.';
COMMENT ON FUNCTION csq_internal.calibration_in(cstring) IS 'Text input of calibration, checked.';
COMMENT ON FUNCTION csq_internal.calibration_out(calibration) IS 'Text output of calibration: equal values print alike.';
COMMENT ON FUNCTION csq_internal.calibration_recv(internal) IS 'Binary input of calibration, checked.';
COMMENT ON FUNCTION csq_internal.calibration_send(calibration) IS 'Binary output of calibration: equal values give the same bytes on every platform.';
CREATE CAST (varchar AS calibration) WITH INOUT AS ASSIGNMENT;
COMMENT ON CAST (varchar AS calibration) IS 'The value of a text that is assigned to a column: drivers send texts as varchar.';
CREATE OR REPLACE FUNCTION csq_internal.calibration_eq(calibration, calibration) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_calibration_eq';
COMMENT ON FUNCTION csq_internal.calibration_eq(calibration, calibration) IS 'Implements =.';
CREATE OR REPLACE FUNCTION csq_internal.calibration_ne(calibration, calibration) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_calibration_ne';
COMMENT ON FUNCTION csq_internal.calibration_ne(calibration, calibration) IS 'Implements <>.';
CREATE FUNCTION csq_internal.calibration_lt(calibration, calibration) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_calibration_lt';
COMMENT ON FUNCTION csq_internal.calibration_lt(calibration, calibration) IS 'Implements <.';
CREATE FUNCTION csq_internal.calibration_le(calibration, calibration) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_calibration_le';
COMMENT ON FUNCTION csq_internal.calibration_le(calibration, calibration) IS 'Implements <=.';
CREATE FUNCTION csq_internal.calibration_gt(calibration, calibration) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_calibration_gt';
COMMENT ON FUNCTION csq_internal.calibration_gt(calibration, calibration) IS 'Implements >.';
CREATE FUNCTION csq_internal.calibration_ge(calibration, calibration) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_calibration_ge';
COMMENT ON FUNCTION csq_internal.calibration_ge(calibration, calibration) IS 'Implements >=.';
CREATE FUNCTION csq_internal.calibration_cmp(calibration, calibration) RETURNS int
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_calibration_cmp';
COMMENT ON FUNCTION csq_internal.calibration_cmp(calibration, calibration) IS 'Order of two values, for sorting and btree indexes: negative, 0 or positive.';
CREATE OR REPLACE FUNCTION csq_internal.calibration_hash(calibration) RETURNS int
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_calibration_hash';
COMMENT ON FUNCTION csq_internal.calibration_hash(calibration) IS 'Hash that agrees with =, for GROUP BY and hash joins.';
CREATE OR REPLACE FUNCTION csq_internal.calibration_hash_extended(calibration, bigint) RETURNS bigint
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_calibration_hash';
COMMENT ON FUNCTION csq_internal.calibration_hash_extended(calibration, bigint) IS 'The same hash with a seed, for hash partitions.';
COMMENT ON OPERATOR = (calibration, calibration) IS 'Whether both are the same value, however they came about.';
COMMENT ON OPERATOR <> (calibration, calibration) IS 'Whether the values differ.';
CREATE OPERATOR < (
  LEFTARG = calibration, RIGHTARG = calibration, FUNCTION = csq_internal.calibration_lt,
  COMMUTATOR = >, NEGATOR = >=, RESTRICT = scalarltsel, JOIN = scalarltjoinsel
);
COMMENT ON OPERATOR < (calibration, calibration) IS 'Whether the first comes before the second in the order of the canonical bytes.';
CREATE OPERATOR <= (
  LEFTARG = calibration, RIGHTARG = calibration, FUNCTION = csq_internal.calibration_le,
  COMMUTATOR = >=, NEGATOR = >, RESTRICT = scalarlesel, JOIN = scalarlejoinsel
);
COMMENT ON OPERATOR <= (calibration, calibration) IS 'Whether the first comes before the second in the order of the canonical bytes, or equals it.';
CREATE OPERATOR > (
  LEFTARG = calibration, RIGHTARG = calibration, FUNCTION = csq_internal.calibration_gt,
  COMMUTATOR = <, NEGATOR = <=, RESTRICT = scalargtsel, JOIN = scalargtjoinsel
);
COMMENT ON OPERATOR > (calibration, calibration) IS 'Whether the first comes after the second in the order of the canonical bytes.';
CREATE OPERATOR >= (
  LEFTARG = calibration, RIGHTARG = calibration, FUNCTION = csq_internal.calibration_ge,
  COMMUTATOR = <=, NEGATOR = <, RESTRICT = scalargesel, JOIN = scalargejoinsel
);
COMMENT ON OPERATOR >= (calibration, calibration) IS 'Whether the first comes after the second in the order of the canonical bytes, or equals it.';
COMMENT ON OPERATOR CLASS calibration_ops USING hash IS 'Equality of calibration: grouping, hash joins and hash partitions.';
COMMENT ON OPERATOR FAMILY calibration_ops USING hash IS 'Equality of calibration: grouping, hash joins and hash partitions.';
CREATE OPERATOR CLASS calibration_ops DEFAULT FOR TYPE calibration USING btree AS
  OPERATOR 1 <,
  OPERATOR 2 <=,
  OPERATOR 3 =,
  OPERATOR 4 >=,
  OPERATOR 5 >,
  FUNCTION 1 csq_internal.calibration_cmp(calibration, calibration);
COMMENT ON OPERATOR CLASS calibration_ops USING btree IS 'Order of calibration: sorting, unique indexes and merge joins.';
COMMENT ON OPERATOR FAMILY calibration_ops USING btree IS 'Order of calibration: sorting, unique indexes and merge joins.';
CREATE FUNCTION csq_internal.calibration_json(calibration) RETURNS json
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_calibration_json';
COMMENT ON FUNCTION csq_internal.calibration_json(calibration) IS 'The text form as json; to_json, to_jsonb, json_agg and row_to_json use it.';
CREATE CAST (calibration AS json) WITH FUNCTION csq_internal.calibration_json(calibration);
COMMENT ON CAST (calibration AS json) IS 'The text form as json.';
CREATE CAST (calibration AS jsonb) WITH INOUT;
COMMENT ON CAST (calibration AS jsonb) IS 'The text form as jsonb.';
CREATE CAST (jsonb AS calibration) WITH INOUT;
COMMENT ON CAST (jsonb AS calibration) IS 'A value from its text form, checked.';
CREATE OR REPLACE FUNCTION csq_internal.calibration_combine(calibration, calibration) RETURNS calibration
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_calibration_combine';
COMMENT ON FUNCTION csq_internal.calibration_combine(calibration, calibration) IS 'Merges two states of an aggregate.';
CREATE OR REPLACE FUNCTION csq_internal.calibration_plus(calibration, calibration) RETURNS calibration
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_calibration_combine';
COMMENT ON FUNCTION csq_internal.calibration_plus(calibration, calibration) IS 'Implements +; a NULL adds nothing.';
CREATE OR REPLACE FUNCTION csq_internal.calibration_minus(calibration, calibration) RETURNS calibration
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_calibration_minus';
COMMENT ON FUNCTION csq_internal.calibration_minus(calibration, calibration) IS 'Implements -, and takes a value out of a moving window of rollup().';
COMMENT ON OPERATOR + (calibration, calibration) IS 'The answers of both. A NULL adds nothing.';
COMMENT ON OPERATOR - (calibration, calibration) IS 'The first without what the second counts, which must be part of it.';
CREATE OR REPLACE AGGREGATE rollup(calibration) (
  SFUNC = csq_internal.calibration_combine, STYPE = calibration, SSPACE = 32768, COMBINEFUNC = csq_internal.calibration_combine,
  MSFUNC = csq_internal.calibration_combine, MINVFUNC = csq_internal.calibration_minus, MSTYPE = calibration, MSSPACE = 32768, PARALLEL = SAFE
);
COMMENT ON AGGREGATE rollup(calibration) IS
'The answers of both. The same in any order.';
CREATE OR REPLACE FUNCTION coverage_curve(calibration calibration, steps int DEFAULT 20, OUT threshold float8, OUT answered int8, OUT coverage float8, OUT accuracy float8, OUT accuracy_lo float8, OUT accuracy_hi float8) RETURNS SETOF record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 200 ROWS 20 SUPPORT csq_internal.rows_support
AS 'MODULE_PATHNAME', 'csq_coverage_curve';
CREATE OR REPLACE FUNCTION reliability(calibration calibration, bins int DEFAULT 15, OUT lo float8, OUT hi float8, OUT answers int8, OUT mean_probability float8, OUT accuracy float8, OUT accuracy_lo float8, OUT accuracy_hi float8) RETURNS SETOF record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 200 ROWS 15 SUPPORT csq_internal.rows_support
AS 'MODULE_PATHNAME', 'csq_reliability';
CREATE FUNCTION seconds(length interval) RETURNS float8
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_seconds';
COMMENT ON FUNCTION seconds(interval) IS
'An interval as seconds; days are 24 hours, months are refused.';
CREATE FUNCTION readable(length interval) RETURNS text
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 5
AS 'MODULE_PATHNAME', 'csq_readable';
COMMENT ON FUNCTION readable(interval) IS
'A length of time as a person says it, by its two largest units: 37 d 4 h, 5 min 20 s, 1.2 s.';
CREATE FUNCTION readable(length interval, calendar calendar) RETURNS text
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_readable_calendar';
COMMENT ON FUNCTION readable(interval, calendar) IS
'A length of business time in working days of a calendar: 4 working days 3 h.';
CREATE FUNCTION in_time(stopped_at timestamptz, due_at timestamptz, as_of timestamptz) RETURNS bool
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_in_time';
COMMENT ON FUNCTION in_time(timestamptz, timestamptz, timestamptz) IS
'Was it done by when it was due, as known at as_of? False once overdue, done or not; NULL while that is open.';
CREATE FUNCTION in_time(stopped_at timestamptz, due_at timestamptz, as_of text) RETURNS bool
LANGUAGE SQL IMMUTABLE PARALLEL SAFE COST 1
RETURN csq.in_time(in_time.stopped_at, in_time.due_at, csq_internal.instant(in_time.as_of));
COMMENT ON FUNCTION in_time(timestamptz, timestamptz, text) IS
'Was it done by when it was due, as known at as_of? False once overdue, done or not; NULL while that is open. as_of is a text in ISO 8601 with a zone.';
CREATE FUNCTION in_time(stopped_at timestamptz, due_at text, as_of timestamptz) RETURNS bool
LANGUAGE SQL IMMUTABLE PARALLEL SAFE COST 1
RETURN csq.in_time(in_time.stopped_at, csq_internal.instant(in_time.due_at), in_time.as_of);
COMMENT ON FUNCTION in_time(timestamptz, text, timestamptz) IS
'Was it done by when it was due, as known at as_of? False once overdue, done or not; NULL while that is open. due_at is a text in ISO 8601 with a zone.';
CREATE FUNCTION in_time(stopped_at timestamptz, due_at text, as_of text) RETURNS bool
LANGUAGE SQL IMMUTABLE PARALLEL SAFE COST 1
RETURN csq.in_time(in_time.stopped_at, csq_internal.instant(in_time.due_at), csq_internal.instant(in_time.as_of));
COMMENT ON FUNCTION in_time(timestamptz, text, text) IS
'Was it done by when it was due, as known at as_of? False once overdue, done or not; NULL while that is open. due_at and as_of are texts in ISO 8601 with a zone.';
CREATE FUNCTION in_time(stopped_at text, due_at timestamptz, as_of timestamptz) RETURNS bool
LANGUAGE SQL IMMUTABLE PARALLEL SAFE COST 1
RETURN csq.in_time(csq_internal.instant(in_time.stopped_at), in_time.due_at, in_time.as_of);
COMMENT ON FUNCTION in_time(text, timestamptz, timestamptz) IS
'Was it done by when it was due, as known at as_of? False once overdue, done or not; NULL while that is open. stopped_at is a text in ISO 8601 with a zone.';
CREATE FUNCTION in_time(stopped_at text, due_at timestamptz, as_of text) RETURNS bool
LANGUAGE SQL IMMUTABLE PARALLEL SAFE COST 1
RETURN csq.in_time(csq_internal.instant(in_time.stopped_at), in_time.due_at, csq_internal.instant(in_time.as_of));
COMMENT ON FUNCTION in_time(text, timestamptz, text) IS
'Was it done by when it was due, as known at as_of? False once overdue, done or not; NULL while that is open. stopped_at and as_of are texts in ISO 8601 with a zone.';
CREATE FUNCTION in_time(stopped_at text, due_at text, as_of timestamptz) RETURNS bool
LANGUAGE SQL IMMUTABLE PARALLEL SAFE COST 1
RETURN csq.in_time(csq_internal.instant(in_time.stopped_at), csq_internal.instant(in_time.due_at), in_time.as_of);
COMMENT ON FUNCTION in_time(text, text, timestamptz) IS
'Was it done by when it was due, as known at as_of? False once overdue, done or not; NULL while that is open. stopped_at and due_at are texts in ISO 8601 with a zone.';
CREATE FUNCTION in_time(stopped_at date, due_at date, as_of date) RETURNS bool
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_in_time_date';
COMMENT ON FUNCTION in_time(date, date, date) IS
'Was it done by the day it was due, as known on a day? False once overdue, done or not; NULL while that is open.';
CREATE FUNCTION in_time(stopped_at text, due_at text, as_of text) RETURNS bool
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'csq_in_time_text';
COMMENT ON FUNCTION in_time(text, text, text) IS
'The same of texts in ISO 8601, compared when all have a zone, none has, or all are dates.';
COMMENT ON FUNCTION csq_internal.score_summary_in(cstring) IS 'Text input of score_summary, checked.';
COMMENT ON FUNCTION csq_internal.score_summary_out(score_summary) IS 'Text output of score_summary: equal values print alike.';
CREATE OR REPLACE FUNCTION csq_internal.score_summary_recv(internal) RETURNS score_summary
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 20
AS 'MODULE_PATHNAME', 'csq_score_summary_recv';
COMMENT ON FUNCTION csq_internal.score_summary_recv(internal) IS 'Binary input of score_summary, checked.';
CREATE OR REPLACE FUNCTION csq_internal.score_summary_send(score_summary) RETURNS bytea
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 20
AS 'MODULE_PATHNAME', 'csq_score_summary_send';
COMMENT ON FUNCTION csq_internal.score_summary_send(score_summary) IS 'Binary output of score_summary: equal values give the same bytes on every platform.';
CREATE CAST (varchar AS score_summary) WITH INOUT AS ASSIGNMENT;
COMMENT ON CAST (varchar AS score_summary) IS 'The value of a text that is assigned to a column: drivers send texts as varchar.';
CREATE OR REPLACE FUNCTION csq_internal.score_summary_eq(score_summary, score_summary) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_score_summary_eq';
COMMENT ON FUNCTION csq_internal.score_summary_eq(score_summary, score_summary) IS 'Implements =.';
CREATE OR REPLACE FUNCTION csq_internal.score_summary_ne(score_summary, score_summary) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_score_summary_ne';
COMMENT ON FUNCTION csq_internal.score_summary_ne(score_summary, score_summary) IS 'Implements <>.';
CREATE FUNCTION csq_internal.score_summary_lt(score_summary, score_summary) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_score_summary_lt';
COMMENT ON FUNCTION csq_internal.score_summary_lt(score_summary, score_summary) IS 'Implements <.';
CREATE FUNCTION csq_internal.score_summary_le(score_summary, score_summary) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_score_summary_le';
COMMENT ON FUNCTION csq_internal.score_summary_le(score_summary, score_summary) IS 'Implements <=.';
CREATE FUNCTION csq_internal.score_summary_gt(score_summary, score_summary) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_score_summary_gt';
COMMENT ON FUNCTION csq_internal.score_summary_gt(score_summary, score_summary) IS 'Implements >.';
CREATE FUNCTION csq_internal.score_summary_ge(score_summary, score_summary) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_score_summary_ge';
COMMENT ON FUNCTION csq_internal.score_summary_ge(score_summary, score_summary) IS 'Implements >=.';
CREATE FUNCTION csq_internal.score_summary_cmp(score_summary, score_summary) RETURNS int
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_score_summary_cmp';
COMMENT ON FUNCTION csq_internal.score_summary_cmp(score_summary, score_summary) IS 'Order of two values, for sorting and btree indexes: negative, 0 or positive.';
CREATE OR REPLACE FUNCTION csq_internal.score_summary_hash(score_summary) RETURNS int
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_score_summary_hash';
COMMENT ON FUNCTION csq_internal.score_summary_hash(score_summary) IS 'Hash that agrees with =, for GROUP BY and hash joins.';
CREATE OR REPLACE FUNCTION csq_internal.score_summary_hash_extended(score_summary, bigint) RETURNS bigint
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_score_summary_hash';
COMMENT ON FUNCTION csq_internal.score_summary_hash_extended(score_summary, bigint) IS 'The same hash with a seed, for hash partitions.';
COMMENT ON OPERATOR = (score_summary, score_summary) IS 'Whether both are the same value, however they came about.';
COMMENT ON OPERATOR <> (score_summary, score_summary) IS 'Whether the values differ.';
CREATE OPERATOR < (
  LEFTARG = score_summary, RIGHTARG = score_summary, FUNCTION = csq_internal.score_summary_lt,
  COMMUTATOR = >, NEGATOR = >=, RESTRICT = scalarltsel, JOIN = scalarltjoinsel
);
COMMENT ON OPERATOR < (score_summary, score_summary) IS 'Whether the first comes before the second in the order of the canonical bytes.';
CREATE OPERATOR <= (
  LEFTARG = score_summary, RIGHTARG = score_summary, FUNCTION = csq_internal.score_summary_le,
  COMMUTATOR = >=, NEGATOR = >, RESTRICT = scalarlesel, JOIN = scalarlejoinsel
);
COMMENT ON OPERATOR <= (score_summary, score_summary) IS 'Whether the first comes before the second in the order of the canonical bytes, or equals it.';
CREATE OPERATOR > (
  LEFTARG = score_summary, RIGHTARG = score_summary, FUNCTION = csq_internal.score_summary_gt,
  COMMUTATOR = <, NEGATOR = <=, RESTRICT = scalargtsel, JOIN = scalargtjoinsel
);
COMMENT ON OPERATOR > (score_summary, score_summary) IS 'Whether the first comes after the second in the order of the canonical bytes.';
CREATE OPERATOR >= (
  LEFTARG = score_summary, RIGHTARG = score_summary, FUNCTION = csq_internal.score_summary_ge,
  COMMUTATOR = <=, NEGATOR = <, RESTRICT = scalargesel, JOIN = scalargejoinsel
);
COMMENT ON OPERATOR >= (score_summary, score_summary) IS 'Whether the first comes after the second in the order of the canonical bytes, or equals it.';
COMMENT ON OPERATOR CLASS score_summary_ops USING hash IS 'Equality of score_summary: grouping, hash joins and hash partitions.';
COMMENT ON OPERATOR FAMILY score_summary_ops USING hash IS 'Equality of score_summary: grouping, hash joins and hash partitions.';
CREATE OPERATOR CLASS score_summary_ops DEFAULT FOR TYPE score_summary USING btree AS
  OPERATOR 1 <,
  OPERATOR 2 <=,
  OPERATOR 3 =,
  OPERATOR 4 >=,
  OPERATOR 5 >,
  FUNCTION 1 csq_internal.score_summary_cmp(score_summary, score_summary);
COMMENT ON OPERATOR CLASS score_summary_ops USING btree IS 'Order of score_summary: sorting, unique indexes and merge joins.';
COMMENT ON OPERATOR FAMILY score_summary_ops USING btree IS 'Order of score_summary: sorting, unique indexes and merge joins.';
CREATE FUNCTION csq_internal.score_summary_json(score_summary) RETURNS json
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 20
AS 'MODULE_PATHNAME', 'csq_score_summary_json';
COMMENT ON FUNCTION csq_internal.score_summary_json(score_summary) IS 'The text form as json; to_json, to_jsonb, json_agg and row_to_json use it.';
CREATE CAST (score_summary AS json) WITH FUNCTION csq_internal.score_summary_json(score_summary);
COMMENT ON CAST (score_summary AS json) IS 'The text form as json.';
COMMENT ON CAST (score_summary AS jsonb) IS 'The text form as jsonb.';
COMMENT ON CAST (jsonb AS score_summary) IS 'A value from its text form, checked.';
CREATE OR REPLACE FUNCTION csq_internal.score_summary_plus(score_summary, score_summary) RETURNS score_summary
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'csq_score_summary_combine';
COMMENT ON FUNCTION csq_internal.score_summary_plus(score_summary, score_summary) IS 'Implements +; a NULL adds nothing.';
COMMENT ON FUNCTION csq_internal.score_summary_minus(score_summary, score_summary) IS 'Implements -, and takes a value out of a moving window of rollup().';
COMMENT ON OPERATOR + (score_summary, score_summary) IS 'The answers of both. A NULL adds nothing.';
COMMENT ON OPERATOR - (score_summary, score_summary) IS 'The first without what the second counts, which must be part of it.';
CREATE OR REPLACE AGGREGATE rollup(score_summary) (
  SFUNC = csq_internal.score_summary_combine, STYPE = score_summary, SSPACE = 256, COMBINEFUNC = csq_internal.score_summary_combine,
  MSFUNC = csq_internal.score_summary_combine, MINVFUNC = csq_internal.score_summary_minus, MSTYPE = score_summary, MSSPACE = 256, PARALLEL = SAFE
);
COMMENT ON AGGREGATE rollup(score_summary) IS
'The answers of both. The same in any order.';
CREATE FUNCTION csq_internal.nps_append(state score_summary, score smallint) RETURNS score_summary
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_nps_accum_smallint';
COMMENT ON FUNCTION csq_internal.nps_append(score_summary, smallint) IS 'Adds a score to the state of nps(score).';
CREATE FUNCTION csq_internal.nps_remove(state score_summary, score smallint) RETURNS score_summary
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_nps_inverse_smallint';
COMMENT ON FUNCTION csq_internal.nps_remove(score_summary, smallint) IS 'Takes a score out of a moving window of nps(score).';
CREATE FUNCTION csq_internal.nps_append(state score_summary, score int) RETURNS score_summary
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_nps_accum_int';
COMMENT ON FUNCTION csq_internal.nps_append(score_summary, int) IS 'Adds a score to the state of nps(score).';
CREATE FUNCTION csq_internal.nps_remove(state score_summary, score int) RETURNS score_summary
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_nps_inverse_int';
COMMENT ON FUNCTION csq_internal.nps_remove(score_summary, int) IS 'Takes a score out of a moving window of nps(score).';
CREATE FUNCTION csq_internal.nps_append(state score_summary, score bigint) RETURNS score_summary
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_nps_accum_bigint';
COMMENT ON FUNCTION csq_internal.nps_append(score_summary, bigint) IS 'Adds a score to the state of nps(score).';
CREATE FUNCTION csq_internal.nps_remove(state score_summary, score bigint) RETURNS score_summary
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_nps_inverse_bigint';
COMMENT ON FUNCTION csq_internal.nps_remove(score_summary, bigint) IS 'Takes a score out of a moving window of nps(score).';
CREATE FUNCTION csq_internal.nps_append(state score_summary, score numeric) RETURNS score_summary
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_nps_accum_numeric';
COMMENT ON FUNCTION csq_internal.nps_append(score_summary, numeric) IS 'Adds a score to the state of nps(score).';
CREATE FUNCTION csq_internal.nps_remove(state score_summary, score numeric) RETURNS score_summary
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_nps_inverse_numeric';
COMMENT ON FUNCTION csq_internal.nps_remove(score_summary, numeric) IS 'Takes a score out of a moving window of nps(score).';
CREATE FUNCTION csq_internal.nps_append(state score_summary, score real) RETURNS score_summary
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_nps_accum_real';
COMMENT ON FUNCTION csq_internal.nps_append(score_summary, real) IS 'Adds a score to the state of nps(score).';
CREATE FUNCTION csq_internal.nps_remove(state score_summary, score real) RETURNS score_summary
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_nps_inverse_real';
COMMENT ON FUNCTION csq_internal.nps_remove(score_summary, real) IS 'Takes a score out of a moving window of nps(score).';
CREATE FUNCTION csq_internal.nps_append(state score_summary, score float8) RETURNS score_summary
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_nps_accum_float8';
COMMENT ON FUNCTION csq_internal.nps_append(score_summary, float8) IS 'Adds a score to the state of nps(score).';
CREATE FUNCTION csq_internal.nps_remove(state score_summary, score float8) RETURNS score_summary
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_nps_inverse_float8';
COMMENT ON FUNCTION csq_internal.nps_remove(score_summary, float8) IS 'Takes a score out of a moving window of nps(score).';
CREATE FUNCTION csq_internal.score_append(state score_summary, score smallint) RETURNS score_summary
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_score_accum_smallint';
COMMENT ON FUNCTION csq_internal.score_append(score_summary, smallint) IS 'Adds a score to the state of score_agg().';
CREATE FUNCTION csq_internal.score_remove(state score_summary, score smallint) RETURNS score_summary
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_score_inverse_smallint';
COMMENT ON FUNCTION csq_internal.score_remove(score_summary, smallint) IS 'Takes a score out of a moving window of score_agg().';
CREATE FUNCTION csq_internal.score_append(state score_summary, score smallint, lo int, hi int) RETURNS score_summary
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_score_accum_smallint';
COMMENT ON FUNCTION csq_internal.score_append(score_summary, smallint, int, int) IS 'Adds a score to the state of score_agg().';
CREATE FUNCTION csq_internal.score_remove(state score_summary, score smallint, lo int, hi int) RETURNS score_summary
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_score_inverse_smallint';
COMMENT ON FUNCTION csq_internal.score_remove(score_summary, smallint, int, int) IS 'Takes a score out of a moving window of score_agg().';
CREATE FUNCTION csq_internal.score_append(state score_summary, score smallint, lo int, hi int, detractors_to int, promoters_from int) RETURNS score_summary
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_score_accum_smallint';
COMMENT ON FUNCTION csq_internal.score_append(score_summary, smallint, int, int, int, int) IS 'Adds a score to the state of score_agg().';
CREATE FUNCTION csq_internal.score_remove(state score_summary, score smallint, lo int, hi int, detractors_to int, promoters_from int) RETURNS score_summary
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_score_inverse_smallint';
COMMENT ON FUNCTION csq_internal.score_remove(score_summary, smallint, int, int, int, int) IS 'Takes a score out of a moving window of score_agg().';
CREATE FUNCTION csq_internal.score_append(state score_summary, score int) RETURNS score_summary
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_score_accum_int';
COMMENT ON FUNCTION csq_internal.score_append(score_summary, int) IS 'Adds a score to the state of score_agg().';
CREATE FUNCTION csq_internal.score_remove(state score_summary, score int) RETURNS score_summary
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_score_inverse_int';
COMMENT ON FUNCTION csq_internal.score_remove(score_summary, int) IS 'Takes a score out of a moving window of score_agg().';
CREATE FUNCTION csq_internal.score_append(state score_summary, score int, lo int, hi int) RETURNS score_summary
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_score_accum_int';
COMMENT ON FUNCTION csq_internal.score_append(score_summary, int, int, int) IS 'Adds a score to the state of score_agg().';
CREATE FUNCTION csq_internal.score_remove(state score_summary, score int, lo int, hi int) RETURNS score_summary
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_score_inverse_int';
COMMENT ON FUNCTION csq_internal.score_remove(score_summary, int, int, int) IS 'Takes a score out of a moving window of score_agg().';
CREATE FUNCTION csq_internal.score_append(state score_summary, score int, lo int, hi int, detractors_to int, promoters_from int) RETURNS score_summary
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_score_accum_int';
COMMENT ON FUNCTION csq_internal.score_append(score_summary, int, int, int, int, int) IS 'Adds a score to the state of score_agg().';
CREATE FUNCTION csq_internal.score_remove(state score_summary, score int, lo int, hi int, detractors_to int, promoters_from int) RETURNS score_summary
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_score_inverse_int';
COMMENT ON FUNCTION csq_internal.score_remove(score_summary, int, int, int, int, int) IS 'Takes a score out of a moving window of score_agg().';
CREATE FUNCTION csq_internal.score_append(state score_summary, score bigint) RETURNS score_summary
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_score_accum_bigint';
COMMENT ON FUNCTION csq_internal.score_append(score_summary, bigint) IS 'Adds a score to the state of score_agg().';
CREATE FUNCTION csq_internal.score_remove(state score_summary, score bigint) RETURNS score_summary
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_score_inverse_bigint';
COMMENT ON FUNCTION csq_internal.score_remove(score_summary, bigint) IS 'Takes a score out of a moving window of score_agg().';
CREATE FUNCTION csq_internal.score_append(state score_summary, score bigint, lo int, hi int) RETURNS score_summary
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_score_accum_bigint';
COMMENT ON FUNCTION csq_internal.score_append(score_summary, bigint, int, int) IS 'Adds a score to the state of score_agg().';
CREATE FUNCTION csq_internal.score_remove(state score_summary, score bigint, lo int, hi int) RETURNS score_summary
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_score_inverse_bigint';
COMMENT ON FUNCTION csq_internal.score_remove(score_summary, bigint, int, int) IS 'Takes a score out of a moving window of score_agg().';
CREATE FUNCTION csq_internal.score_append(state score_summary, score bigint, lo int, hi int, detractors_to int, promoters_from int) RETURNS score_summary
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_score_accum_bigint';
COMMENT ON FUNCTION csq_internal.score_append(score_summary, bigint, int, int, int, int) IS 'Adds a score to the state of score_agg().';
CREATE FUNCTION csq_internal.score_remove(state score_summary, score bigint, lo int, hi int, detractors_to int, promoters_from int) RETURNS score_summary
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_score_inverse_bigint';
COMMENT ON FUNCTION csq_internal.score_remove(score_summary, bigint, int, int, int, int) IS 'Takes a score out of a moving window of score_agg().';
CREATE FUNCTION csq_internal.score_append(state score_summary, score numeric) RETURNS score_summary
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_score_accum_numeric';
COMMENT ON FUNCTION csq_internal.score_append(score_summary, numeric) IS 'Adds a score to the state of score_agg().';
CREATE FUNCTION csq_internal.score_remove(state score_summary, score numeric) RETURNS score_summary
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_score_inverse_numeric';
COMMENT ON FUNCTION csq_internal.score_remove(score_summary, numeric) IS 'Takes a score out of a moving window of score_agg().';
CREATE FUNCTION csq_internal.score_append(state score_summary, score numeric, lo int, hi int) RETURNS score_summary
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_score_accum_numeric';
COMMENT ON FUNCTION csq_internal.score_append(score_summary, numeric, int, int) IS 'Adds a score to the state of score_agg().';
CREATE FUNCTION csq_internal.score_remove(state score_summary, score numeric, lo int, hi int) RETURNS score_summary
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_score_inverse_numeric';
COMMENT ON FUNCTION csq_internal.score_remove(score_summary, numeric, int, int) IS 'Takes a score out of a moving window of score_agg().';
CREATE FUNCTION csq_internal.score_append(state score_summary, score numeric, lo int, hi int, detractors_to int, promoters_from int) RETURNS score_summary
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_score_accum_numeric';
COMMENT ON FUNCTION csq_internal.score_append(score_summary, numeric, int, int, int, int) IS 'Adds a score to the state of score_agg().';
CREATE FUNCTION csq_internal.score_remove(state score_summary, score numeric, lo int, hi int, detractors_to int, promoters_from int) RETURNS score_summary
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_score_inverse_numeric';
COMMENT ON FUNCTION csq_internal.score_remove(score_summary, numeric, int, int, int, int) IS 'Takes a score out of a moving window of score_agg().';
CREATE FUNCTION csq_internal.score_append(state score_summary, score real) RETURNS score_summary
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_score_accum_real';
COMMENT ON FUNCTION csq_internal.score_append(score_summary, real) IS 'Adds a score to the state of score_agg().';
CREATE FUNCTION csq_internal.score_remove(state score_summary, score real) RETURNS score_summary
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_score_inverse_real';
COMMENT ON FUNCTION csq_internal.score_remove(score_summary, real) IS 'Takes a score out of a moving window of score_agg().';
CREATE FUNCTION csq_internal.score_append(state score_summary, score real, lo int, hi int) RETURNS score_summary
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_score_accum_real';
COMMENT ON FUNCTION csq_internal.score_append(score_summary, real, int, int) IS 'Adds a score to the state of score_agg().';
CREATE FUNCTION csq_internal.score_remove(state score_summary, score real, lo int, hi int) RETURNS score_summary
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_score_inverse_real';
COMMENT ON FUNCTION csq_internal.score_remove(score_summary, real, int, int) IS 'Takes a score out of a moving window of score_agg().';
CREATE FUNCTION csq_internal.score_append(state score_summary, score real, lo int, hi int, detractors_to int, promoters_from int) RETURNS score_summary
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_score_accum_real';
COMMENT ON FUNCTION csq_internal.score_append(score_summary, real, int, int, int, int) IS 'Adds a score to the state of score_agg().';
CREATE FUNCTION csq_internal.score_remove(state score_summary, score real, lo int, hi int, detractors_to int, promoters_from int) RETURNS score_summary
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_score_inverse_real';
COMMENT ON FUNCTION csq_internal.score_remove(score_summary, real, int, int, int, int) IS 'Takes a score out of a moving window of score_agg().';
CREATE FUNCTION csq_internal.score_append(state score_summary, score float8) RETURNS score_summary
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_score_accum_float8';
COMMENT ON FUNCTION csq_internal.score_append(score_summary, float8) IS 'Adds a score to the state of score_agg().';
CREATE FUNCTION csq_internal.score_remove(state score_summary, score float8) RETURNS score_summary
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_score_inverse_float8';
COMMENT ON FUNCTION csq_internal.score_remove(score_summary, float8) IS 'Takes a score out of a moving window of score_agg().';
CREATE FUNCTION csq_internal.score_append(state score_summary, score float8, lo int, hi int) RETURNS score_summary
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_score_accum_float8';
COMMENT ON FUNCTION csq_internal.score_append(score_summary, float8, int, int) IS 'Adds a score to the state of score_agg().';
CREATE FUNCTION csq_internal.score_remove(state score_summary, score float8, lo int, hi int) RETURNS score_summary
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_score_inverse_float8';
COMMENT ON FUNCTION csq_internal.score_remove(score_summary, float8, int, int) IS 'Takes a score out of a moving window of score_agg().';
CREATE FUNCTION csq_internal.score_append(state score_summary, score float8, lo int, hi int, detractors_to int, promoters_from int) RETURNS score_summary
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_score_accum_float8';
COMMENT ON FUNCTION csq_internal.score_append(score_summary, float8, int, int, int, int) IS 'Adds a score to the state of score_agg().';
CREATE FUNCTION csq_internal.score_remove(state score_summary, score float8, lo int, hi int, detractors_to int, promoters_from int) RETURNS score_summary
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_score_inverse_float8';
COMMENT ON FUNCTION csq_internal.score_remove(score_summary, float8, int, int, int, int) IS 'Takes a score out of a moving window of score_agg().';
CREATE OR REPLACE AGGREGATE nps(score smallint) (
  SFUNC = csq_internal.nps_append, STYPE = score_summary, SSPACE = 128, FINALFUNC = nps, COMBINEFUNC = csq_internal.score_summary_combine,
  INITCOND = '{"v":1,"lo":0,"hi":10,"counts":[0,0,0,0,0,0,0,0,0,0,0]}',
  MSFUNC = csq_internal.nps_append, MINVFUNC = csq_internal.nps_remove, MSTYPE = score_summary, MSSPACE = 128, MFINALFUNC = nps,
  MINITCOND = '{"v":1,"lo":0,"hi":10,"counts":[0,0,0,0,0,0,0,0,0,0,0]}',
  PARALLEL = SAFE
);
CREATE OR REPLACE AGGREGATE nps(score int) (
  SFUNC = csq_internal.nps_append, STYPE = score_summary, SSPACE = 128, FINALFUNC = nps, COMBINEFUNC = csq_internal.score_summary_combine,
  INITCOND = '{"v":1,"lo":0,"hi":10,"counts":[0,0,0,0,0,0,0,0,0,0,0]}',
  MSFUNC = csq_internal.nps_append, MINVFUNC = csq_internal.nps_remove, MSTYPE = score_summary, MSSPACE = 128, MFINALFUNC = nps,
  MINITCOND = '{"v":1,"lo":0,"hi":10,"counts":[0,0,0,0,0,0,0,0,0,0,0]}',
  PARALLEL = SAFE
);
CREATE OR REPLACE AGGREGATE nps(score bigint) (
  SFUNC = csq_internal.nps_append, STYPE = score_summary, SSPACE = 128, FINALFUNC = nps, COMBINEFUNC = csq_internal.score_summary_combine,
  INITCOND = '{"v":1,"lo":0,"hi":10,"counts":[0,0,0,0,0,0,0,0,0,0,0]}',
  MSFUNC = csq_internal.nps_append, MINVFUNC = csq_internal.nps_remove, MSTYPE = score_summary, MSSPACE = 128, MFINALFUNC = nps,
  MINITCOND = '{"v":1,"lo":0,"hi":10,"counts":[0,0,0,0,0,0,0,0,0,0,0]}',
  PARALLEL = SAFE
);
CREATE OR REPLACE AGGREGATE nps(score numeric) (
  SFUNC = csq_internal.nps_append, STYPE = score_summary, SSPACE = 128, FINALFUNC = nps, COMBINEFUNC = csq_internal.score_summary_combine,
  INITCOND = '{"v":1,"lo":0,"hi":10,"counts":[0,0,0,0,0,0,0,0,0,0,0]}',
  MSFUNC = csq_internal.nps_append, MINVFUNC = csq_internal.nps_remove, MSTYPE = score_summary, MSSPACE = 128, MFINALFUNC = nps,
  MINITCOND = '{"v":1,"lo":0,"hi":10,"counts":[0,0,0,0,0,0,0,0,0,0,0]}',
  PARALLEL = SAFE
);
CREATE OR REPLACE AGGREGATE nps(score real) (
  SFUNC = csq_internal.nps_append, STYPE = score_summary, SSPACE = 128, FINALFUNC = nps, COMBINEFUNC = csq_internal.score_summary_combine,
  INITCOND = '{"v":1,"lo":0,"hi":10,"counts":[0,0,0,0,0,0,0,0,0,0,0]}',
  MSFUNC = csq_internal.nps_append, MINVFUNC = csq_internal.nps_remove, MSTYPE = score_summary, MSSPACE = 128, MFINALFUNC = nps,
  MINITCOND = '{"v":1,"lo":0,"hi":10,"counts":[0,0,0,0,0,0,0,0,0,0,0]}',
  PARALLEL = SAFE
);
CREATE OR REPLACE AGGREGATE nps(score float8) (
  SFUNC = csq_internal.nps_append, STYPE = score_summary, SSPACE = 128, FINALFUNC = nps, COMBINEFUNC = csq_internal.score_summary_combine,
  INITCOND = '{"v":1,"lo":0,"hi":10,"counts":[0,0,0,0,0,0,0,0,0,0,0]}',
  MSFUNC = csq_internal.nps_append, MINVFUNC = csq_internal.nps_remove, MSTYPE = score_summary, MSSPACE = 128, MFINALFUNC = nps,
  MINITCOND = '{"v":1,"lo":0,"hi":10,"counts":[0,0,0,0,0,0,0,0,0,0,0]}',
  PARALLEL = SAFE
);
CREATE FUNCTION csat(summary score_summary) RETURNS float8
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'csq_csat';
COMMENT ON FUNCTION csat(score_summary) IS
'Customer satisfaction: share of answers on the two highest points, 0 to 1; of a scale of more than seven points say how many, as in csat(s, 3).';
CREATE AGGREGATE csat(score smallint) (
  SFUNC = csq_internal.nps_append, STYPE = score_summary, SSPACE = 128, FINALFUNC = csat, COMBINEFUNC = csq_internal.score_summary_combine,
  INITCOND = '{"v":1,"lo":1,"hi":5,"counts":[0,0,0,0,0]}',
  MSFUNC = csq_internal.nps_append, MINVFUNC = csq_internal.nps_remove, MSTYPE = score_summary, MSSPACE = 128, MFINALFUNC = csat,
  MINITCOND = '{"v":1,"lo":1,"hi":5,"counts":[0,0,0,0,0]}',
  PARALLEL = SAFE
);
COMMENT ON AGGREGATE csat(smallint) IS
'Customer satisfaction of answers from 1 to 5: share of 4 and 5, 0 to 1. NULL answers do not count; NULL without an answer.';
CREATE AGGREGATE csat(score int) (
  SFUNC = csq_internal.nps_append, STYPE = score_summary, SSPACE = 128, FINALFUNC = csat, COMBINEFUNC = csq_internal.score_summary_combine,
  INITCOND = '{"v":1,"lo":1,"hi":5,"counts":[0,0,0,0,0]}',
  MSFUNC = csq_internal.nps_append, MINVFUNC = csq_internal.nps_remove, MSTYPE = score_summary, MSSPACE = 128, MFINALFUNC = csat,
  MINITCOND = '{"v":1,"lo":1,"hi":5,"counts":[0,0,0,0,0]}',
  PARALLEL = SAFE
);
COMMENT ON AGGREGATE csat(int) IS
'Customer satisfaction of answers from 1 to 5: share of 4 and 5, 0 to 1. NULL answers do not count; NULL without an answer.';
CREATE AGGREGATE csat(score bigint) (
  SFUNC = csq_internal.nps_append, STYPE = score_summary, SSPACE = 128, FINALFUNC = csat, COMBINEFUNC = csq_internal.score_summary_combine,
  INITCOND = '{"v":1,"lo":1,"hi":5,"counts":[0,0,0,0,0]}',
  MSFUNC = csq_internal.nps_append, MINVFUNC = csq_internal.nps_remove, MSTYPE = score_summary, MSSPACE = 128, MFINALFUNC = csat,
  MINITCOND = '{"v":1,"lo":1,"hi":5,"counts":[0,0,0,0,0]}',
  PARALLEL = SAFE
);
COMMENT ON AGGREGATE csat(bigint) IS
'Customer satisfaction of answers from 1 to 5: share of 4 and 5, 0 to 1. NULL answers do not count; NULL without an answer.';
CREATE AGGREGATE csat(score numeric) (
  SFUNC = csq_internal.nps_append, STYPE = score_summary, SSPACE = 128, FINALFUNC = csat, COMBINEFUNC = csq_internal.score_summary_combine,
  INITCOND = '{"v":1,"lo":1,"hi":5,"counts":[0,0,0,0,0]}',
  MSFUNC = csq_internal.nps_append, MINVFUNC = csq_internal.nps_remove, MSTYPE = score_summary, MSSPACE = 128, MFINALFUNC = csat,
  MINITCOND = '{"v":1,"lo":1,"hi":5,"counts":[0,0,0,0,0]}',
  PARALLEL = SAFE
);
COMMENT ON AGGREGATE csat(numeric) IS
'Customer satisfaction of answers from 1 to 5: share of 4 and 5, 0 to 1. NULL answers do not count; NULL without an answer.';
CREATE AGGREGATE csat(score real) (
  SFUNC = csq_internal.nps_append, STYPE = score_summary, SSPACE = 128, FINALFUNC = csat, COMBINEFUNC = csq_internal.score_summary_combine,
  INITCOND = '{"v":1,"lo":1,"hi":5,"counts":[0,0,0,0,0]}',
  MSFUNC = csq_internal.nps_append, MINVFUNC = csq_internal.nps_remove, MSTYPE = score_summary, MSSPACE = 128, MFINALFUNC = csat,
  MINITCOND = '{"v":1,"lo":1,"hi":5,"counts":[0,0,0,0,0]}',
  PARALLEL = SAFE
);
COMMENT ON AGGREGATE csat(real) IS
'Customer satisfaction of answers from 1 to 5: share of 4 and 5, 0 to 1. NULL answers do not count; NULL without an answer.';
CREATE AGGREGATE csat(score float8) (
  SFUNC = csq_internal.nps_append, STYPE = score_summary, SSPACE = 128, FINALFUNC = csat, COMBINEFUNC = csq_internal.score_summary_combine,
  INITCOND = '{"v":1,"lo":1,"hi":5,"counts":[0,0,0,0,0]}',
  MSFUNC = csq_internal.nps_append, MINVFUNC = csq_internal.nps_remove, MSTYPE = score_summary, MSSPACE = 128, MFINALFUNC = csat,
  MINITCOND = '{"v":1,"lo":1,"hi":5,"counts":[0,0,0,0,0]}',
  PARALLEL = SAFE
);
COMMENT ON AGGREGATE csat(float8) IS
'Customer satisfaction of answers from 1 to 5: share of 4 and 5, 0 to 1. NULL answers do not count; NULL without an answer.';
CREATE OR REPLACE AGGREGATE score_agg(score smallint) (
  SFUNC = csq_internal.score_append, STYPE = score_summary, SSPACE = 128, COMBINEFUNC = csq_internal.score_summary_combine,
  MSFUNC = csq_internal.score_append, MINVFUNC = csq_internal.score_remove, MSTYPE = score_summary, MSSPACE = 128, PARALLEL = SAFE
);
COMMENT ON AGGREGATE score_agg(smallint) IS 'Exact histogram of scores 0 to 10; NULL scores are counted as missing.';
CREATE OR REPLACE AGGREGATE score_agg(score smallint, lo int, hi int) (
  SFUNC = csq_internal.score_append, STYPE = score_summary, SSPACE = 128, COMBINEFUNC = csq_internal.score_summary_combine,
  MSFUNC = csq_internal.score_append, MINVFUNC = csq_internal.score_remove, MSTYPE = score_summary, MSSPACE = 128, PARALLEL = SAFE
);
COMMENT ON AGGREGATE score_agg(smallint, int, int) IS
'Exact histogram of scores on the scale lo to hi; NULL scores are counted as missing.';
CREATE OR REPLACE AGGREGATE score_agg(score smallint, lo int, hi int, detractors_to int, promoters_from int) (
  SFUNC = csq_internal.score_append, STYPE = score_summary, SSPACE = 128, COMBINEFUNC = csq_internal.score_summary_combine,
  MSFUNC = csq_internal.score_append, MINVFUNC = csq_internal.score_remove, MSTYPE = score_summary, MSSPACE = 128, PARALLEL = SAFE
);
COMMENT ON AGGREGATE score_agg(smallint, int, int, int, int) IS
'Exact histogram of scores on the scale lo to hi with cut points for NPS: detractors up to the first, promoters from the second.';
CREATE OR REPLACE AGGREGATE score_agg(score int) (
  SFUNC = csq_internal.score_append, STYPE = score_summary, SSPACE = 128, COMBINEFUNC = csq_internal.score_summary_combine,
  MSFUNC = csq_internal.score_append, MINVFUNC = csq_internal.score_remove, MSTYPE = score_summary, MSSPACE = 128, PARALLEL = SAFE
);
COMMENT ON AGGREGATE score_agg(int) IS 'Exact histogram of scores 0 to 10; NULL scores are counted as missing.';
CREATE OR REPLACE AGGREGATE score_agg(score int, lo int, hi int) (
  SFUNC = csq_internal.score_append, STYPE = score_summary, SSPACE = 128, COMBINEFUNC = csq_internal.score_summary_combine,
  MSFUNC = csq_internal.score_append, MINVFUNC = csq_internal.score_remove, MSTYPE = score_summary, MSSPACE = 128, PARALLEL = SAFE
);
COMMENT ON AGGREGATE score_agg(int, int, int) IS
'Exact histogram of scores on the scale lo to hi; NULL scores are counted as missing.';
CREATE OR REPLACE AGGREGATE score_agg(score int, lo int, hi int, detractors_to int, promoters_from int) (
  SFUNC = csq_internal.score_append, STYPE = score_summary, SSPACE = 128, COMBINEFUNC = csq_internal.score_summary_combine,
  MSFUNC = csq_internal.score_append, MINVFUNC = csq_internal.score_remove, MSTYPE = score_summary, MSSPACE = 128, PARALLEL = SAFE
);
COMMENT ON AGGREGATE score_agg(int, int, int, int, int) IS
'Exact histogram of scores on the scale lo to hi with cut points for NPS: detractors up to the first, promoters from the second.';
CREATE OR REPLACE AGGREGATE score_agg(score bigint) (
  SFUNC = csq_internal.score_append, STYPE = score_summary, SSPACE = 128, COMBINEFUNC = csq_internal.score_summary_combine,
  MSFUNC = csq_internal.score_append, MINVFUNC = csq_internal.score_remove, MSTYPE = score_summary, MSSPACE = 128, PARALLEL = SAFE
);
COMMENT ON AGGREGATE score_agg(bigint) IS 'Exact histogram of scores 0 to 10; NULL scores are counted as missing.';
CREATE OR REPLACE AGGREGATE score_agg(score bigint, lo int, hi int) (
  SFUNC = csq_internal.score_append, STYPE = score_summary, SSPACE = 128, COMBINEFUNC = csq_internal.score_summary_combine,
  MSFUNC = csq_internal.score_append, MINVFUNC = csq_internal.score_remove, MSTYPE = score_summary, MSSPACE = 128, PARALLEL = SAFE
);
COMMENT ON AGGREGATE score_agg(bigint, int, int) IS
'Exact histogram of scores on the scale lo to hi; NULL scores are counted as missing.';
CREATE OR REPLACE AGGREGATE score_agg(score bigint, lo int, hi int, detractors_to int, promoters_from int) (
  SFUNC = csq_internal.score_append, STYPE = score_summary, SSPACE = 128, COMBINEFUNC = csq_internal.score_summary_combine,
  MSFUNC = csq_internal.score_append, MINVFUNC = csq_internal.score_remove, MSTYPE = score_summary, MSSPACE = 128, PARALLEL = SAFE
);
COMMENT ON AGGREGATE score_agg(bigint, int, int, int, int) IS
'Exact histogram of scores on the scale lo to hi with cut points for NPS: detractors up to the first, promoters from the second.';
CREATE OR REPLACE AGGREGATE score_agg(score numeric) (
  SFUNC = csq_internal.score_append, STYPE = score_summary, SSPACE = 128, COMBINEFUNC = csq_internal.score_summary_combine,
  MSFUNC = csq_internal.score_append, MINVFUNC = csq_internal.score_remove, MSTYPE = score_summary, MSSPACE = 128, PARALLEL = SAFE
);
COMMENT ON AGGREGATE score_agg(numeric) IS 'Exact histogram of scores 0 to 10; NULL scores are counted as missing.';
CREATE OR REPLACE AGGREGATE score_agg(score numeric, lo int, hi int) (
  SFUNC = csq_internal.score_append, STYPE = score_summary, SSPACE = 128, COMBINEFUNC = csq_internal.score_summary_combine,
  MSFUNC = csq_internal.score_append, MINVFUNC = csq_internal.score_remove, MSTYPE = score_summary, MSSPACE = 128, PARALLEL = SAFE
);
COMMENT ON AGGREGATE score_agg(numeric, int, int) IS
'Exact histogram of scores on the scale lo to hi; NULL scores are counted as missing.';
CREATE OR REPLACE AGGREGATE score_agg(score numeric, lo int, hi int, detractors_to int, promoters_from int) (
  SFUNC = csq_internal.score_append, STYPE = score_summary, SSPACE = 128, COMBINEFUNC = csq_internal.score_summary_combine,
  MSFUNC = csq_internal.score_append, MINVFUNC = csq_internal.score_remove, MSTYPE = score_summary, MSSPACE = 128, PARALLEL = SAFE
);
COMMENT ON AGGREGATE score_agg(numeric, int, int, int, int) IS
'Exact histogram of scores on the scale lo to hi with cut points for NPS: detractors up to the first, promoters from the second.';
CREATE AGGREGATE score_agg(score real) (
  SFUNC = csq_internal.score_append, STYPE = score_summary, SSPACE = 128, COMBINEFUNC = csq_internal.score_summary_combine,
  MSFUNC = csq_internal.score_append, MINVFUNC = csq_internal.score_remove, MSTYPE = score_summary, MSSPACE = 128, PARALLEL = SAFE
);
COMMENT ON AGGREGATE score_agg(real) IS 'Exact histogram of scores 0 to 10; NULL scores are counted as missing.';
CREATE AGGREGATE score_agg(score real, lo int, hi int) (
  SFUNC = csq_internal.score_append, STYPE = score_summary, SSPACE = 128, COMBINEFUNC = csq_internal.score_summary_combine,
  MSFUNC = csq_internal.score_append, MINVFUNC = csq_internal.score_remove, MSTYPE = score_summary, MSSPACE = 128, PARALLEL = SAFE
);
COMMENT ON AGGREGATE score_agg(real, int, int) IS
'Exact histogram of scores on the scale lo to hi; NULL scores are counted as missing.';
CREATE AGGREGATE score_agg(score real, lo int, hi int, detractors_to int, promoters_from int) (
  SFUNC = csq_internal.score_append, STYPE = score_summary, SSPACE = 128, COMBINEFUNC = csq_internal.score_summary_combine,
  MSFUNC = csq_internal.score_append, MINVFUNC = csq_internal.score_remove, MSTYPE = score_summary, MSSPACE = 128, PARALLEL = SAFE
);
COMMENT ON AGGREGATE score_agg(real, int, int, int, int) IS
'Exact histogram of scores on the scale lo to hi with cut points for NPS: detractors up to the first, promoters from the second.';
CREATE OR REPLACE AGGREGATE score_agg(score float8) (
  SFUNC = csq_internal.score_append, STYPE = score_summary, SSPACE = 128, COMBINEFUNC = csq_internal.score_summary_combine,
  MSFUNC = csq_internal.score_append, MINVFUNC = csq_internal.score_remove, MSTYPE = score_summary, MSSPACE = 128, PARALLEL = SAFE
);
COMMENT ON AGGREGATE score_agg(float8) IS 'Exact histogram of scores 0 to 10; NULL scores are counted as missing.';
CREATE OR REPLACE AGGREGATE score_agg(score float8, lo int, hi int) (
  SFUNC = csq_internal.score_append, STYPE = score_summary, SSPACE = 128, COMBINEFUNC = csq_internal.score_summary_combine,
  MSFUNC = csq_internal.score_append, MINVFUNC = csq_internal.score_remove, MSTYPE = score_summary, MSSPACE = 128, PARALLEL = SAFE
);
COMMENT ON AGGREGATE score_agg(float8, int, int) IS
'Exact histogram of scores on the scale lo to hi; NULL scores are counted as missing.';
CREATE OR REPLACE AGGREGATE score_agg(score float8, lo int, hi int, detractors_to int, promoters_from int) (
  SFUNC = csq_internal.score_append, STYPE = score_summary, SSPACE = 128, COMBINEFUNC = csq_internal.score_summary_combine,
  MSFUNC = csq_internal.score_append, MINVFUNC = csq_internal.score_remove, MSTYPE = score_summary, MSSPACE = 128, PARALLEL = SAFE
);
COMMENT ON AGGREGATE score_agg(float8, int, int, int, int) IS
'Exact histogram of scores on the scale lo to hi with cut points for NPS: detractors up to the first, promoters from the second.';
CREATE FUNCTION csat(summary score_summary, top int) RETURNS float8
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'csq_csat';
COMMENT ON FUNCTION csat(score_summary, int) IS
'Customer satisfaction: share of answers on so many highest points, 0 to 1.';
CREATE FUNCTION csat_lo(summary score_summary, confidence float8 DEFAULT 0.95) RETURNS float8
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'csq_csat_lo';
COMMENT ON FUNCTION csat_lo(score_summary, float8) IS
'Lower end of the Wilson interval of csat().';
CREATE FUNCTION csat_lo(summary score_summary, top int, confidence float8 DEFAULT 0.95) RETURNS float8
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'csq_csat_lo';
COMMENT ON FUNCTION csat_lo(score_summary, int, float8) IS
'Lower end of the Wilson interval of csat() of so many points.';
CREATE FUNCTION csat_hi(summary score_summary, confidence float8 DEFAULT 0.95) RETURNS float8
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'csq_csat_hi';
COMMENT ON FUNCTION csat_hi(score_summary, float8) IS
'Upper end of the Wilson interval of csat().';
CREATE FUNCTION csat_hi(summary score_summary, top int, confidence float8 DEFAULT 0.95) RETURNS float8
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'csq_csat_hi';
COMMENT ON FUNCTION csat_hi(score_summary, int, float8) IS
'Upper end of the Wilson interval of csat() of so many points.';
CREATE OR REPLACE FUNCTION answers(summary score_summary) RETURNS bigint
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'csq_score_answers';
COMMENT ON FUNCTION missing(score_summary) IS 'Number of rows whose score was NULL.';
COMMENT ON FUNCTION mean(score_summary) IS 'Arithmetic mean of the scores.';
CREATE FUNCTION standard_deviation(summary score_summary) RETURNS float8
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'csq_score_standard_deviation';
COMMENT ON FUNCTION standard_deviation(score_summary) IS 'Sample standard deviation of the scores; NULL with fewer than two.';
COMMENT ON FUNCTION headline(score_summary) IS 'The one number of this summary, here NPS.';
CREATE OR REPLACE FUNCTION histogram(
  summary score_summary, confidence float8 DEFAULT 0.95,
  OUT score int, OUT n bigint, OUT share float8, OUT lo float8, OUT hi float8
) RETURNS SETOF record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10 ROWS 11 SUPPORT csq_internal.rows_support
AS 'MODULE_PATHNAME', 'csq_score_histogram';
COMMENT ON FUNCTION csq_internal.rate_summary_in(cstring) IS 'Text input of rate_summary, checked.';
COMMENT ON FUNCTION csq_internal.rate_summary_out(rate_summary) IS 'Text output of rate_summary: equal values print alike.';
CREATE OR REPLACE FUNCTION csq_internal.rate_summary_recv(internal) RETURNS rate_summary
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 20
AS 'MODULE_PATHNAME', 'csq_rate_summary_recv';
COMMENT ON FUNCTION csq_internal.rate_summary_recv(internal) IS 'Binary input of rate_summary, checked.';
CREATE OR REPLACE FUNCTION csq_internal.rate_summary_send(rate_summary) RETURNS bytea
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 20
AS 'MODULE_PATHNAME', 'csq_rate_summary_send';
COMMENT ON FUNCTION csq_internal.rate_summary_send(rate_summary) IS 'Binary output of rate_summary: equal values give the same bytes on every platform.';
COMMENT ON TYPE rate_summary IS
'Hits of trials, and rows without an outcome: any yes-or-no metric, mergeable.';
CREATE CAST (varchar AS rate_summary) WITH INOUT AS ASSIGNMENT;
COMMENT ON CAST (varchar AS rate_summary) IS 'The value of a text that is assigned to a column: drivers send texts as varchar.';
CREATE OR REPLACE FUNCTION csq_internal.rate_summary_eq(rate_summary, rate_summary) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_rate_summary_eq';
COMMENT ON FUNCTION csq_internal.rate_summary_eq(rate_summary, rate_summary) IS 'Implements =.';
CREATE OR REPLACE FUNCTION csq_internal.rate_summary_ne(rate_summary, rate_summary) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_rate_summary_ne';
COMMENT ON FUNCTION csq_internal.rate_summary_ne(rate_summary, rate_summary) IS 'Implements <>.';
CREATE FUNCTION csq_internal.rate_summary_lt(rate_summary, rate_summary) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_rate_summary_lt';
COMMENT ON FUNCTION csq_internal.rate_summary_lt(rate_summary, rate_summary) IS 'Implements <.';
CREATE FUNCTION csq_internal.rate_summary_le(rate_summary, rate_summary) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_rate_summary_le';
COMMENT ON FUNCTION csq_internal.rate_summary_le(rate_summary, rate_summary) IS 'Implements <=.';
CREATE FUNCTION csq_internal.rate_summary_gt(rate_summary, rate_summary) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_rate_summary_gt';
COMMENT ON FUNCTION csq_internal.rate_summary_gt(rate_summary, rate_summary) IS 'Implements >.';
CREATE FUNCTION csq_internal.rate_summary_ge(rate_summary, rate_summary) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_rate_summary_ge';
COMMENT ON FUNCTION csq_internal.rate_summary_ge(rate_summary, rate_summary) IS 'Implements >=.';
CREATE FUNCTION csq_internal.rate_summary_cmp(rate_summary, rate_summary) RETURNS int
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_rate_summary_cmp';
COMMENT ON FUNCTION csq_internal.rate_summary_cmp(rate_summary, rate_summary) IS 'Order of two values, for sorting and btree indexes: negative, 0 or positive.';
CREATE OR REPLACE FUNCTION csq_internal.rate_summary_hash(rate_summary) RETURNS int
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_rate_summary_hash';
COMMENT ON FUNCTION csq_internal.rate_summary_hash(rate_summary) IS 'Hash that agrees with =, for GROUP BY and hash joins.';
CREATE OR REPLACE FUNCTION csq_internal.rate_summary_hash_extended(rate_summary, bigint) RETURNS bigint
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_rate_summary_hash';
COMMENT ON FUNCTION csq_internal.rate_summary_hash_extended(rate_summary, bigint) IS 'The same hash with a seed, for hash partitions.';
COMMENT ON OPERATOR = (rate_summary, rate_summary) IS 'Whether both are the same value, however they came about.';
COMMENT ON OPERATOR <> (rate_summary, rate_summary) IS 'Whether the values differ.';
CREATE OPERATOR < (
  LEFTARG = rate_summary, RIGHTARG = rate_summary, FUNCTION = csq_internal.rate_summary_lt,
  COMMUTATOR = >, NEGATOR = >=, RESTRICT = scalarltsel, JOIN = scalarltjoinsel
);
COMMENT ON OPERATOR < (rate_summary, rate_summary) IS 'Whether the first comes before the second in the order of the canonical bytes.';
CREATE OPERATOR <= (
  LEFTARG = rate_summary, RIGHTARG = rate_summary, FUNCTION = csq_internal.rate_summary_le,
  COMMUTATOR = >=, NEGATOR = >, RESTRICT = scalarlesel, JOIN = scalarlejoinsel
);
COMMENT ON OPERATOR <= (rate_summary, rate_summary) IS 'Whether the first comes before the second in the order of the canonical bytes, or equals it.';
CREATE OPERATOR > (
  LEFTARG = rate_summary, RIGHTARG = rate_summary, FUNCTION = csq_internal.rate_summary_gt,
  COMMUTATOR = <, NEGATOR = <=, RESTRICT = scalargtsel, JOIN = scalargtjoinsel
);
COMMENT ON OPERATOR > (rate_summary, rate_summary) IS 'Whether the first comes after the second in the order of the canonical bytes.';
CREATE OPERATOR >= (
  LEFTARG = rate_summary, RIGHTARG = rate_summary, FUNCTION = csq_internal.rate_summary_ge,
  COMMUTATOR = <=, NEGATOR = <, RESTRICT = scalargesel, JOIN = scalargejoinsel
);
COMMENT ON OPERATOR >= (rate_summary, rate_summary) IS 'Whether the first comes after the second in the order of the canonical bytes, or equals it.';
COMMENT ON OPERATOR CLASS rate_summary_ops USING hash IS 'Equality of rate_summary: grouping, hash joins and hash partitions.';
COMMENT ON OPERATOR FAMILY rate_summary_ops USING hash IS 'Equality of rate_summary: grouping, hash joins and hash partitions.';
CREATE OPERATOR CLASS rate_summary_ops DEFAULT FOR TYPE rate_summary USING btree AS
  OPERATOR 1 <,
  OPERATOR 2 <=,
  OPERATOR 3 =,
  OPERATOR 4 >=,
  OPERATOR 5 >,
  FUNCTION 1 csq_internal.rate_summary_cmp(rate_summary, rate_summary);
COMMENT ON OPERATOR CLASS rate_summary_ops USING btree IS 'Order of rate_summary: sorting, unique indexes and merge joins.';
COMMENT ON OPERATOR FAMILY rate_summary_ops USING btree IS 'Order of rate_summary: sorting, unique indexes and merge joins.';
CREATE FUNCTION csq_internal.rate_summary_json(rate_summary) RETURNS json
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 20
AS 'MODULE_PATHNAME', 'csq_rate_summary_json';
COMMENT ON FUNCTION csq_internal.rate_summary_json(rate_summary) IS 'The text form as json; to_json, to_jsonb, json_agg and row_to_json use it.';
CREATE CAST (rate_summary AS json) WITH FUNCTION csq_internal.rate_summary_json(rate_summary);
COMMENT ON CAST (rate_summary AS json) IS 'The text form as json.';
COMMENT ON CAST (rate_summary AS jsonb) IS 'The text form as jsonb.';
COMMENT ON CAST (jsonb AS rate_summary) IS 'A value from its text form, checked.';
CREATE OR REPLACE FUNCTION csq_internal.rate_summary_plus(rate_summary, rate_summary) RETURNS rate_summary
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'csq_rate_summary_combine';
COMMENT ON FUNCTION csq_internal.rate_summary_plus(rate_summary, rate_summary) IS 'Implements +; a NULL adds nothing.';
COMMENT ON FUNCTION csq_internal.rate_summary_minus(rate_summary, rate_summary) IS 'Implements -, and takes a value out of a moving window of rollup().';
COMMENT ON OPERATOR + (rate_summary, rate_summary) IS 'The rows of both. A NULL adds nothing.';
COMMENT ON OPERATOR - (rate_summary, rate_summary) IS 'The first without what the second counts, which must be part of it.';
CREATE OR REPLACE AGGREGATE rollup(rate_summary) (
  SFUNC = csq_internal.rate_summary_combine, STYPE = rate_summary, SSPACE = 256, COMBINEFUNC = csq_internal.rate_summary_combine,
  MSFUNC = csq_internal.rate_summary_combine, MINVFUNC = csq_internal.rate_summary_minus, MSTYPE = rate_summary, MSSPACE = 256, PARALLEL = SAFE
);
COMMENT ON AGGREGATE rollup(rate_summary) IS
'The rows of both. The same in any order.';
CREATE FUNCTION csq_internal.rate_append(state rate_summary, hit bool) RETURNS rate_summary
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_rate_accum_bool';
COMMENT ON FUNCTION csq_internal.rate_append(rate_summary, bool) IS 'Adds a row to the state of rate_agg().';
CREATE FUNCTION csq_internal.rate_append(state rate_summary, hits bigint, trials bigint) RETURNS rate_summary
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_rate_accum_counts';
COMMENT ON FUNCTION csq_internal.rate_append(rate_summary, bigint, bigint) IS 'Adds a row to the state of rate_agg().';
CREATE FUNCTION csq_internal.rate_remove(state rate_summary, hit bool) RETURNS rate_summary
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_rate_inverse_bool';
COMMENT ON FUNCTION csq_internal.rate_remove(rate_summary, bool) IS 'Takes a row out of a moving window of rate_agg().';
CREATE FUNCTION csq_internal.rate_remove(state rate_summary, hits bigint, trials bigint) RETURNS rate_summary
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_rate_inverse_counts';
COMMENT ON FUNCTION csq_internal.rate_remove(rate_summary, bigint, bigint) IS 'Takes a row out of a moving window of rate_agg().';
CREATE OR REPLACE AGGREGATE rate_agg(hit bool) (
  SFUNC = csq_internal.rate_append, STYPE = rate_summary, SSPACE = 64, COMBINEFUNC = csq_internal.rate_summary_combine,
  MSFUNC = csq_internal.rate_append, MINVFUNC = csq_internal.rate_remove, MSTYPE = rate_summary, MSSPACE = 64, PARALLEL = SAFE
);
CREATE OR REPLACE AGGREGATE rate_agg(hits bigint, trials bigint) (
  SFUNC = csq_internal.rate_append, STYPE = rate_summary, SSPACE = 64, COMBINEFUNC = csq_internal.rate_summary_combine,
  MSFUNC = csq_internal.rate_append, MINVFUNC = csq_internal.rate_remove, MSTYPE = rate_summary, MSSPACE = 64, PARALLEL = SAFE
);
COMMENT ON FUNCTION rate_summary(bigint, bigint) IS 'A summary of counts known from elsewhere.';
COMMENT ON FUNCTION headline(rate_summary) IS 'The one number of this summary: its rate, 0 to 1.';
COMMENT ON FUNCTION missing(rate_summary) IS 'Number of rows without an outcome.';
CREATE TYPE duration_summary;
CREATE FUNCTION csq_internal.duration_summary_in(cstring) RETURNS duration_summary
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 200
AS 'MODULE_PATHNAME', 'csq_duration_summary_in';
COMMENT ON FUNCTION csq_internal.duration_summary_in(cstring) IS 'Text input of duration_summary, checked.';
CREATE FUNCTION csq_internal.duration_summary_out(duration_summary) RETURNS cstring
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 200
AS 'MODULE_PATHNAME', 'csq_duration_summary_out';
COMMENT ON FUNCTION csq_internal.duration_summary_out(duration_summary) IS 'Text output of duration_summary: equal values print alike.';
CREATE FUNCTION csq_internal.duration_summary_recv(internal) RETURNS duration_summary
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 200
AS 'MODULE_PATHNAME', 'csq_duration_summary_recv';
COMMENT ON FUNCTION csq_internal.duration_summary_recv(internal) IS 'Binary input of duration_summary, checked.';
CREATE FUNCTION csq_internal.duration_summary_send(duration_summary) RETURNS bytea
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 200
AS 'MODULE_PATHNAME', 'csq_duration_summary_send';
COMMENT ON FUNCTION csq_internal.duration_summary_send(duration_summary) IS 'Binary output of duration_summary: equal values give the same bytes on every platform.';
CREATE TYPE duration_summary (
  INPUT = csq_internal.duration_summary_in, OUTPUT = csq_internal.duration_summary_out, RECEIVE = csq_internal.duration_summary_recv, SEND = csq_internal.duration_summary_send,
  INTERNALLENGTH = VARIABLE, ALIGNMENT = double, STORAGE = extended
);
COMMENT ON TYPE duration_summary IS
'How long things took, and how long those have lasted that have not ended: exact sums, quantiles that are exact up to 2,048 different lengths and within 1 % beyond, mergeable.';
CREATE CAST (varchar AS duration_summary) WITH INOUT AS ASSIGNMENT;
COMMENT ON CAST (varchar AS duration_summary) IS 'The value of a text that is assigned to a column: drivers send texts as varchar.';
CREATE FUNCTION csq_internal.duration_summary_eq(duration_summary, duration_summary) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_duration_summary_eq';
COMMENT ON FUNCTION csq_internal.duration_summary_eq(duration_summary, duration_summary) IS 'Implements =.';
CREATE FUNCTION csq_internal.duration_summary_ne(duration_summary, duration_summary) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_duration_summary_ne';
COMMENT ON FUNCTION csq_internal.duration_summary_ne(duration_summary, duration_summary) IS 'Implements <>.';
CREATE FUNCTION csq_internal.duration_summary_lt(duration_summary, duration_summary) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_duration_summary_lt';
COMMENT ON FUNCTION csq_internal.duration_summary_lt(duration_summary, duration_summary) IS 'Implements <.';
CREATE FUNCTION csq_internal.duration_summary_le(duration_summary, duration_summary) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_duration_summary_le';
COMMENT ON FUNCTION csq_internal.duration_summary_le(duration_summary, duration_summary) IS 'Implements <=.';
CREATE FUNCTION csq_internal.duration_summary_gt(duration_summary, duration_summary) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_duration_summary_gt';
COMMENT ON FUNCTION csq_internal.duration_summary_gt(duration_summary, duration_summary) IS 'Implements >.';
CREATE FUNCTION csq_internal.duration_summary_ge(duration_summary, duration_summary) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_duration_summary_ge';
COMMENT ON FUNCTION csq_internal.duration_summary_ge(duration_summary, duration_summary) IS 'Implements >=.';
CREATE FUNCTION csq_internal.duration_summary_cmp(duration_summary, duration_summary) RETURNS int
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_duration_summary_cmp';
COMMENT ON FUNCTION csq_internal.duration_summary_cmp(duration_summary, duration_summary) IS 'Order of two values, for sorting and btree indexes: negative, 0 or positive.';
CREATE FUNCTION csq_internal.duration_summary_hash(duration_summary) RETURNS int
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_duration_summary_hash';
COMMENT ON FUNCTION csq_internal.duration_summary_hash(duration_summary) IS 'Hash that agrees with =, for GROUP BY and hash joins.';
CREATE FUNCTION csq_internal.duration_summary_hash_extended(duration_summary, bigint) RETURNS bigint
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_duration_summary_hash';
COMMENT ON FUNCTION csq_internal.duration_summary_hash_extended(duration_summary, bigint) IS 'The same hash with a seed, for hash partitions.';
CREATE OPERATOR = (
  LEFTARG = duration_summary, RIGHTARG = duration_summary, FUNCTION = csq_internal.duration_summary_eq,
  COMMUTATOR = =, NEGATOR = <>, RESTRICT = eqsel, JOIN = eqjoinsel, HASHES, MERGES
);
COMMENT ON OPERATOR = (duration_summary, duration_summary) IS 'Whether both are the same value, however they came about.';
CREATE OPERATOR <> (
  LEFTARG = duration_summary, RIGHTARG = duration_summary, FUNCTION = csq_internal.duration_summary_ne,
  COMMUTATOR = <>, NEGATOR = =, RESTRICT = neqsel, JOIN = neqjoinsel
);
COMMENT ON OPERATOR <> (duration_summary, duration_summary) IS 'Whether the values differ.';
CREATE OPERATOR < (
  LEFTARG = duration_summary, RIGHTARG = duration_summary, FUNCTION = csq_internal.duration_summary_lt,
  COMMUTATOR = >, NEGATOR = >=, RESTRICT = scalarltsel, JOIN = scalarltjoinsel
);
COMMENT ON OPERATOR < (duration_summary, duration_summary) IS 'Whether the first comes before the second in the order of the canonical bytes.';
CREATE OPERATOR <= (
  LEFTARG = duration_summary, RIGHTARG = duration_summary, FUNCTION = csq_internal.duration_summary_le,
  COMMUTATOR = >=, NEGATOR = >, RESTRICT = scalarlesel, JOIN = scalarlejoinsel
);
COMMENT ON OPERATOR <= (duration_summary, duration_summary) IS 'Whether the first comes before the second in the order of the canonical bytes, or equals it.';
CREATE OPERATOR > (
  LEFTARG = duration_summary, RIGHTARG = duration_summary, FUNCTION = csq_internal.duration_summary_gt,
  COMMUTATOR = <, NEGATOR = <=, RESTRICT = scalargtsel, JOIN = scalargtjoinsel
);
COMMENT ON OPERATOR > (duration_summary, duration_summary) IS 'Whether the first comes after the second in the order of the canonical bytes.';
CREATE OPERATOR >= (
  LEFTARG = duration_summary, RIGHTARG = duration_summary, FUNCTION = csq_internal.duration_summary_ge,
  COMMUTATOR = <=, NEGATOR = <, RESTRICT = scalargesel, JOIN = scalargejoinsel
);
COMMENT ON OPERATOR >= (duration_summary, duration_summary) IS 'Whether the first comes after the second in the order of the canonical bytes, or equals it.';
CREATE OPERATOR CLASS duration_summary_ops DEFAULT FOR TYPE duration_summary USING hash AS
  OPERATOR 1 =,
  FUNCTION 1 csq_internal.duration_summary_hash(duration_summary),
  FUNCTION 2 csq_internal.duration_summary_hash_extended(duration_summary, bigint);
COMMENT ON OPERATOR CLASS duration_summary_ops USING hash IS 'Equality of duration_summary: grouping, hash joins and hash partitions.';
COMMENT ON OPERATOR FAMILY duration_summary_ops USING hash IS 'Equality of duration_summary: grouping, hash joins and hash partitions.';
CREATE OPERATOR CLASS duration_summary_ops DEFAULT FOR TYPE duration_summary USING btree AS
  OPERATOR 1 <,
  OPERATOR 2 <=,
  OPERATOR 3 =,
  OPERATOR 4 >=,
  OPERATOR 5 >,
  FUNCTION 1 csq_internal.duration_summary_cmp(duration_summary, duration_summary);
COMMENT ON OPERATOR CLASS duration_summary_ops USING btree IS 'Order of duration_summary: sorting, unique indexes and merge joins.';
COMMENT ON OPERATOR FAMILY duration_summary_ops USING btree IS 'Order of duration_summary: sorting, unique indexes and merge joins.';
CREATE FUNCTION csq_internal.duration_summary_json(duration_summary) RETURNS json
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 200
AS 'MODULE_PATHNAME', 'csq_duration_summary_json';
COMMENT ON FUNCTION csq_internal.duration_summary_json(duration_summary) IS 'The text form as json; to_json, to_jsonb, json_agg and row_to_json use it.';
CREATE CAST (duration_summary AS json) WITH FUNCTION csq_internal.duration_summary_json(duration_summary);
COMMENT ON CAST (duration_summary AS json) IS 'The text form as json.';
CREATE CAST (duration_summary AS jsonb) WITH INOUT;
COMMENT ON CAST (duration_summary AS jsonb) IS 'The text form as jsonb.';
CREATE CAST (jsonb AS duration_summary) WITH INOUT;
COMMENT ON CAST (jsonb AS duration_summary) IS 'A value from its text form, checked.';
CREATE FUNCTION csq_internal.duration_summary_combine(duration_summary, duration_summary) RETURNS duration_summary
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_duration_summary_combine';
COMMENT ON FUNCTION csq_internal.duration_summary_combine(duration_summary, duration_summary) IS
'Implements +, and merges two states of an aggregate; a NULL adds nothing.';
CREATE OPERATOR + (LEFTARG = duration_summary, RIGHTARG = duration_summary, FUNCTION = csq_internal.duration_summary_combine, COMMUTATOR = +);
COMMENT ON OPERATOR + (duration_summary, duration_summary) IS 'The cases of both. A NULL adds nothing.';
CREATE AGGREGATE rollup(duration_summary) (
  SFUNC = csq_internal.duration_summary_combine, STYPE = duration_summary, SSPACE = 512, COMBINEFUNC = csq_internal.duration_summary_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE rollup(duration_summary) IS
'The cases of both. The same in any order.';
CREATE FUNCTION csq_internal.duration_append(state duration_summary, length interval) RETURNS duration_summary
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_duration_accum_interval';
COMMENT ON FUNCTION csq_internal.duration_append(duration_summary, interval) IS
'Adds a row to the state of duration_agg().';
CREATE FUNCTION csq_internal.duration_append(state duration_summary, length interval, limits interval[]) RETURNS duration_summary
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_duration_accum_interval';
COMMENT ON FUNCTION csq_internal.duration_append(duration_summary, interval, interval[]) IS
'Adds a row to the state of duration_agg().';
CREATE FUNCTION csq_internal.duration_append(state duration_summary, seconds float8) RETURNS duration_summary
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_duration_accum_seconds';
COMMENT ON FUNCTION csq_internal.duration_append(duration_summary, float8) IS
'Adds a row to the state of duration_agg().';
CREATE FUNCTION csq_internal.duration_append(state duration_summary, seconds float8, limits interval[]) RETURNS duration_summary
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_duration_accum_seconds';
COMMENT ON FUNCTION csq_internal.duration_append(duration_summary, float8, interval[]) IS
'Adds a row to the state of duration_agg().';
CREATE FUNCTION csq_internal.duration_append(state duration_summary, from_at timestamptz, to_at timestamptz) RETURNS duration_summary
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_duration_accum_instants';
COMMENT ON FUNCTION csq_internal.duration_append(duration_summary, timestamptz, timestamptz) IS
'Adds a row to the state of duration_agg().';
CREATE FUNCTION csq_internal.duration_append(state duration_summary, from_at timestamptz, to_at timestamptz, as_of timestamptz) RETURNS duration_summary
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_duration_accum_as_of';
COMMENT ON FUNCTION csq_internal.duration_append(duration_summary, timestamptz, timestamptz, timestamptz) IS
'Adds a row to the state of duration_agg().';
CREATE FUNCTION csq_internal.duration_append(state duration_summary, calendar calendar, from_at timestamptz, to_at timestamptz, as_of timestamptz) RETURNS duration_summary
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 5
AS 'MODULE_PATHNAME', 'csq_duration_accum_calendar';
COMMENT ON FUNCTION csq_internal.duration_append(duration_summary, calendar, timestamptz, timestamptz, timestamptz) IS
'Adds a row to the state of duration_agg().';
CREATE FUNCTION csq_internal.duration_append(state duration_summary, calendar calendar, from_at timestamptz, to_at timestamptz, as_of timestamptz, limits interval[]) RETURNS duration_summary
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 5
AS 'MODULE_PATHNAME', 'csq_duration_accum_calendar';
COMMENT ON FUNCTION csq_internal.duration_append(duration_summary, calendar, timestamptz, timestamptz, timestamptz, interval[]) IS
'Adds a row to the state of duration_agg().';
CREATE FUNCTION csq_internal.duration_append(state duration_summary, from_date date, to_date date) RETURNS duration_summary
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_duration_accum_dates';
COMMENT ON FUNCTION csq_internal.duration_append(duration_summary, date, date) IS
'Adds a row to the state of duration_agg().';
CREATE FUNCTION csq_internal.duration_append(state duration_summary, from_date date, to_date date, as_of date) RETURNS duration_summary
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_duration_accum_dates';
COMMENT ON FUNCTION csq_internal.duration_append(duration_summary, date, date, date) IS
'Adds a row to the state of duration_agg().';
CREATE AGGREGATE duration_agg(length interval) (
  SFUNC = csq_internal.duration_append, STYPE = duration_summary, SSPACE = 512, COMBINEFUNC = csq_internal.duration_summary_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE duration_agg(interval) IS
'Counts how long things took; days are 24 hours. A NULL is missing, not zero.';
CREATE AGGREGATE duration_agg(length interval, limits interval[]) (
  SFUNC = csq_internal.duration_append, STYPE = duration_summary, SSPACE = 512, COMBINEFUNC = csq_internal.duration_summary_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE duration_agg(interval, interval[]) IS
'The same; shares within these limits stay exact however many different lengths there are.';
CREATE AGGREGATE duration_agg(seconds float8) (
  SFUNC = csq_internal.duration_append, STYPE = duration_summary, SSPACE = 512, COMBINEFUNC = csq_internal.duration_summary_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE duration_agg(float8) IS
'Counts how many seconds things took; the difference of two dates is taken for the days that it is.';
CREATE AGGREGATE duration_agg(seconds float8, limits interval[]) (
  SFUNC = csq_internal.duration_append, STYPE = duration_summary, SSPACE = 512, COMBINEFUNC = csq_internal.duration_summary_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE duration_agg(float8, interval[]) IS
'The same; shares within these limits stay exact however many different lengths there are.';
CREATE AGGREGATE duration_agg(from_at timestamptz, to_at timestamptz) (
  SFUNC = csq_internal.duration_append, STYPE = duration_summary, SSPACE = 512, COMBINEFUNC = csq_internal.duration_summary_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE duration_agg(timestamptz, timestamptz) IS
'Counts how long cases took. One without to_at is open, for how long nobody says: give as_of.';
CREATE AGGREGATE duration_agg(from_at timestamptz, to_at timestamptz, as_of timestamptz) (
  SFUNC = csq_internal.duration_append, STYPE = duration_summary, SSPACE = 512, COMBINEFUNC = csq_internal.duration_summary_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE duration_agg(timestamptz, timestamptz, timestamptz) IS
'Counts how long cases took as known at as_of: what had not ended by then was open, what began later is left out.';
CREATE AGGREGATE duration_agg(calendar calendar, from_at timestamptz, to_at timestamptz, as_of timestamptz) (
  SFUNC = csq_internal.duration_append, STYPE = duration_summary, SSPACE = 512, COMBINEFUNC = csq_internal.duration_summary_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE duration_agg(calendar, timestamptz, timestamptz, timestamptz) IS
'Counts how long cases took in business time of a calendar, as known at as_of.';
CREATE AGGREGATE duration_agg(calendar calendar, from_at timestamptz, to_at timestamptz, as_of timestamptz, limits interval[]) (
  SFUNC = csq_internal.duration_append, STYPE = duration_summary, SSPACE = 512, COMBINEFUNC = csq_internal.duration_summary_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE duration_agg(calendar, timestamptz, timestamptz, timestamptz, interval[]) IS
'The same; shares within these limits stay exact however many different lengths there are.';
CREATE FUNCTION csq_internal.duration_append(state duration_summary, calendar calendar, from_at date, to_at date, as_of date) RETURNS duration_summary
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 6
AS 'MODULE_PATHNAME', 'csq_duration_accum_local';
COMMENT ON FUNCTION csq_internal.duration_append(duration_summary, calendar, date, date, date) IS
'Adds a row to the state of duration_agg().';
CREATE FUNCTION csq_internal.duration_append(state duration_summary, calendar calendar, from_at date, to_at date, as_of date, limits interval[]) RETURNS duration_summary
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 6
AS 'MODULE_PATHNAME', 'csq_duration_accum_local';
COMMENT ON FUNCTION csq_internal.duration_append(duration_summary, calendar, date, date, date, interval[]) IS
'Adds a row to the state of duration_agg().';
CREATE AGGREGATE duration_agg(calendar calendar, from_at date, to_at date, as_of date) (
  SFUNC = csq_internal.duration_append, STYPE = duration_summary, SSPACE = 512, COMBINEFUNC = csq_internal.duration_summary_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE duration_agg(calendar, date, date, date) IS
'Counts how long cases took in business time of a calendar; what has no zone is local time of the calendar.';
CREATE AGGREGATE duration_agg(calendar calendar, from_at date, to_at date, as_of date, limits interval[]) (
  SFUNC = csq_internal.duration_append, STYPE = duration_summary, SSPACE = 512, COMBINEFUNC = csq_internal.duration_summary_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE duration_agg(calendar, date, date, date, interval[]) IS
'The same; shares within these limits stay exact however many different lengths there are.';
CREATE FUNCTION csq_internal.duration_append(state duration_summary, calendar calendar, from_at date, to_at date, as_of timestamptz) RETURNS duration_summary
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 6
AS 'MODULE_PATHNAME', 'csq_duration_accum_local';
COMMENT ON FUNCTION csq_internal.duration_append(duration_summary, calendar, date, date, timestamptz) IS
'Adds a row to the state of duration_agg().';
CREATE FUNCTION csq_internal.duration_append(state duration_summary, calendar calendar, from_at date, to_at date, as_of timestamptz, limits interval[]) RETURNS duration_summary
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 6
AS 'MODULE_PATHNAME', 'csq_duration_accum_local';
COMMENT ON FUNCTION csq_internal.duration_append(duration_summary, calendar, date, date, timestamptz, interval[]) IS
'Adds a row to the state of duration_agg().';
CREATE AGGREGATE duration_agg(calendar calendar, from_at date, to_at date, as_of timestamptz) (
  SFUNC = csq_internal.duration_append, STYPE = duration_summary, SSPACE = 512, COMBINEFUNC = csq_internal.duration_summary_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE duration_agg(calendar, date, date, timestamptz) IS
'Counts how long cases took in business time of a calendar; what has no zone is local time of the calendar.';
CREATE AGGREGATE duration_agg(calendar calendar, from_at date, to_at date, as_of timestamptz, limits interval[]) (
  SFUNC = csq_internal.duration_append, STYPE = duration_summary, SSPACE = 512, COMBINEFUNC = csq_internal.duration_summary_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE duration_agg(calendar, date, date, timestamptz, interval[]) IS
'The same; shares within these limits stay exact however many different lengths there are.';
CREATE FUNCTION csq_internal.duration_append(state duration_summary, calendar calendar, from_at date, to_at date, as_of text) RETURNS duration_summary
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 6
AS 'MODULE_PATHNAME', 'csq_duration_accum_local';
COMMENT ON FUNCTION csq_internal.duration_append(duration_summary, calendar, date, date, text) IS
'Adds a row to the state of duration_agg().';
CREATE FUNCTION csq_internal.duration_append(state duration_summary, calendar calendar, from_at date, to_at date, as_of text, limits interval[]) RETURNS duration_summary
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 6
AS 'MODULE_PATHNAME', 'csq_duration_accum_local';
COMMENT ON FUNCTION csq_internal.duration_append(duration_summary, calendar, date, date, text, interval[]) IS
'Adds a row to the state of duration_agg().';
CREATE AGGREGATE duration_agg(calendar calendar, from_at date, to_at date, as_of text) (
  SFUNC = csq_internal.duration_append, STYPE = duration_summary, SSPACE = 512, COMBINEFUNC = csq_internal.duration_summary_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE duration_agg(calendar, date, date, text) IS
'Counts how long cases took in business time of a calendar; what has no zone is local time of the calendar.';
CREATE AGGREGATE duration_agg(calendar calendar, from_at date, to_at date, as_of text, limits interval[]) (
  SFUNC = csq_internal.duration_append, STYPE = duration_summary, SSPACE = 512, COMBINEFUNC = csq_internal.duration_summary_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE duration_agg(calendar, date, date, text, interval[]) IS
'The same; shares within these limits stay exact however many different lengths there are.';
CREATE FUNCTION csq_internal.duration_append(state duration_summary, calendar calendar, from_at timestamp, to_at timestamp, as_of timestamp) RETURNS duration_summary
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 6
AS 'MODULE_PATHNAME', 'csq_duration_accum_local';
COMMENT ON FUNCTION csq_internal.duration_append(duration_summary, calendar, timestamp, timestamp, timestamp) IS
'Adds a row to the state of duration_agg().';
CREATE FUNCTION csq_internal.duration_append(state duration_summary, calendar calendar, from_at timestamp, to_at timestamp, as_of timestamp, limits interval[]) RETURNS duration_summary
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 6
AS 'MODULE_PATHNAME', 'csq_duration_accum_local';
COMMENT ON FUNCTION csq_internal.duration_append(duration_summary, calendar, timestamp, timestamp, timestamp, interval[]) IS
'Adds a row to the state of duration_agg().';
CREATE AGGREGATE duration_agg(calendar calendar, from_at timestamp, to_at timestamp, as_of timestamp) (
  SFUNC = csq_internal.duration_append, STYPE = duration_summary, SSPACE = 512, COMBINEFUNC = csq_internal.duration_summary_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE duration_agg(calendar, timestamp, timestamp, timestamp) IS
'Counts how long cases took in business time of a calendar; what has no zone is local time of the calendar.';
CREATE AGGREGATE duration_agg(calendar calendar, from_at timestamp, to_at timestamp, as_of timestamp, limits interval[]) (
  SFUNC = csq_internal.duration_append, STYPE = duration_summary, SSPACE = 512, COMBINEFUNC = csq_internal.duration_summary_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE duration_agg(calendar, timestamp, timestamp, timestamp, interval[]) IS
'The same; shares within these limits stay exact however many different lengths there are.';
CREATE FUNCTION csq_internal.duration_append(state duration_summary, calendar calendar, from_at timestamp, to_at timestamp, as_of timestamptz) RETURNS duration_summary
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 6
AS 'MODULE_PATHNAME', 'csq_duration_accum_local';
COMMENT ON FUNCTION csq_internal.duration_append(duration_summary, calendar, timestamp, timestamp, timestamptz) IS
'Adds a row to the state of duration_agg().';
CREATE FUNCTION csq_internal.duration_append(state duration_summary, calendar calendar, from_at timestamp, to_at timestamp, as_of timestamptz, limits interval[]) RETURNS duration_summary
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 6
AS 'MODULE_PATHNAME', 'csq_duration_accum_local';
COMMENT ON FUNCTION csq_internal.duration_append(duration_summary, calendar, timestamp, timestamp, timestamptz, interval[]) IS
'Adds a row to the state of duration_agg().';
CREATE AGGREGATE duration_agg(calendar calendar, from_at timestamp, to_at timestamp, as_of timestamptz) (
  SFUNC = csq_internal.duration_append, STYPE = duration_summary, SSPACE = 512, COMBINEFUNC = csq_internal.duration_summary_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE duration_agg(calendar, timestamp, timestamp, timestamptz) IS
'Counts how long cases took in business time of a calendar; what has no zone is local time of the calendar.';
CREATE AGGREGATE duration_agg(calendar calendar, from_at timestamp, to_at timestamp, as_of timestamptz, limits interval[]) (
  SFUNC = csq_internal.duration_append, STYPE = duration_summary, SSPACE = 512, COMBINEFUNC = csq_internal.duration_summary_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE duration_agg(calendar, timestamp, timestamp, timestamptz, interval[]) IS
'The same; shares within these limits stay exact however many different lengths there are.';
CREATE FUNCTION csq_internal.duration_append(state duration_summary, calendar calendar, from_at timestamp, to_at timestamp, as_of text) RETURNS duration_summary
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 6
AS 'MODULE_PATHNAME', 'csq_duration_accum_local';
COMMENT ON FUNCTION csq_internal.duration_append(duration_summary, calendar, timestamp, timestamp, text) IS
'Adds a row to the state of duration_agg().';
CREATE FUNCTION csq_internal.duration_append(state duration_summary, calendar calendar, from_at timestamp, to_at timestamp, as_of text, limits interval[]) RETURNS duration_summary
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 6
AS 'MODULE_PATHNAME', 'csq_duration_accum_local';
COMMENT ON FUNCTION csq_internal.duration_append(duration_summary, calendar, timestamp, timestamp, text, interval[]) IS
'Adds a row to the state of duration_agg().';
CREATE AGGREGATE duration_agg(calendar calendar, from_at timestamp, to_at timestamp, as_of text) (
  SFUNC = csq_internal.duration_append, STYPE = duration_summary, SSPACE = 512, COMBINEFUNC = csq_internal.duration_summary_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE duration_agg(calendar, timestamp, timestamp, text) IS
'Counts how long cases took in business time of a calendar; what has no zone is local time of the calendar.';
CREATE AGGREGATE duration_agg(calendar calendar, from_at timestamp, to_at timestamp, as_of text, limits interval[]) (
  SFUNC = csq_internal.duration_append, STYPE = duration_summary, SSPACE = 512, COMBINEFUNC = csq_internal.duration_summary_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE duration_agg(calendar, timestamp, timestamp, text, interval[]) IS
'The same; shares within these limits stay exact however many different lengths there are.';
CREATE FUNCTION csq_internal.duration_append(state duration_summary, calendar calendar, from_at text, to_at text, as_of text) RETURNS duration_summary
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 6
AS 'MODULE_PATHNAME', 'csq_duration_accum_local';
COMMENT ON FUNCTION csq_internal.duration_append(duration_summary, calendar, text, text, text) IS
'Adds a row to the state of duration_agg().';
CREATE FUNCTION csq_internal.duration_append(state duration_summary, calendar calendar, from_at text, to_at text, as_of text, limits interval[]) RETURNS duration_summary
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 6
AS 'MODULE_PATHNAME', 'csq_duration_accum_local';
COMMENT ON FUNCTION csq_internal.duration_append(duration_summary, calendar, text, text, text, interval[]) IS
'Adds a row to the state of duration_agg().';
CREATE AGGREGATE duration_agg(calendar calendar, from_at text, to_at text, as_of text) (
  SFUNC = csq_internal.duration_append, STYPE = duration_summary, SSPACE = 512, COMBINEFUNC = csq_internal.duration_summary_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE duration_agg(calendar, text, text, text) IS
'Counts how long cases took in business time of a calendar; what has no zone is local time of the calendar.';
CREATE AGGREGATE duration_agg(calendar calendar, from_at text, to_at text, as_of text, limits interval[]) (
  SFUNC = csq_internal.duration_append, STYPE = duration_summary, SSPACE = 512, COMBINEFUNC = csq_internal.duration_summary_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE duration_agg(calendar, text, text, text, interval[]) IS
'The same; shares within these limits stay exact however many different lengths there are.';
CREATE FUNCTION csq_internal.duration_append(state duration_summary, calendar calendar, from_at timestamptz, to_at timestamptz, as_of text) RETURNS duration_summary
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 6
AS 'MODULE_PATHNAME', 'csq_duration_accum_local';
COMMENT ON FUNCTION csq_internal.duration_append(duration_summary, calendar, timestamptz, timestamptz, text) IS
'Adds a row to the state of duration_agg().';
CREATE FUNCTION csq_internal.duration_append(state duration_summary, calendar calendar, from_at timestamptz, to_at timestamptz, as_of text, limits interval[]) RETURNS duration_summary
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 6
AS 'MODULE_PATHNAME', 'csq_duration_accum_local';
COMMENT ON FUNCTION csq_internal.duration_append(duration_summary, calendar, timestamptz, timestamptz, text, interval[]) IS
'Adds a row to the state of duration_agg().';
CREATE AGGREGATE duration_agg(calendar calendar, from_at timestamptz, to_at timestamptz, as_of text) (
  SFUNC = csq_internal.duration_append, STYPE = duration_summary, SSPACE = 512, COMBINEFUNC = csq_internal.duration_summary_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE duration_agg(calendar, timestamptz, timestamptz, text) IS
'Counts how long cases took in business time of a calendar; what has no zone is local time of the calendar.';
CREATE AGGREGATE duration_agg(calendar calendar, from_at timestamptz, to_at timestamptz, as_of text, limits interval[]) (
  SFUNC = csq_internal.duration_append, STYPE = duration_summary, SSPACE = 512, COMBINEFUNC = csq_internal.duration_summary_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE duration_agg(calendar, timestamptz, timestamptz, text, interval[]) IS
'The same; shares within these limits stay exact however many different lengths there are.';
CREATE FUNCTION csq_internal.duration_append(state duration_summary, from_at timestamptz, to_at timestamptz, as_of text) RETURNS duration_summary
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_duration_accum_as_of_text';
COMMENT ON FUNCTION csq_internal.duration_append(duration_summary, timestamptz, timestamptz, text) IS
'Adds a row to the state of duration_agg().';
CREATE AGGREGATE duration_agg(from_at timestamptz, to_at timestamptz, as_of text) (
  SFUNC = csq_internal.duration_append, STYPE = duration_summary, SSPACE = 512, COMBINEFUNC = csq_internal.duration_summary_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE duration_agg(timestamptz, timestamptz, text) IS
'Counts how long cases took as known at as_of, a text in ISO 8601 with a zone.';
CREATE AGGREGATE duration_agg(from_date date, to_date date) (
  SFUNC = csq_internal.duration_append, STYPE = duration_summary, SSPACE = 512, COMBINEFUNC = csq_internal.duration_summary_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE duration_agg(date, date) IS
'Counts how many whole days cases took. One without to_date is open.';
CREATE AGGREGATE duration_agg(from_date date, to_date date, as_of date) (
  SFUNC = csq_internal.duration_append, STYPE = duration_summary, SSPACE = 512, COMBINEFUNC = csq_internal.duration_summary_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE duration_agg(date, date, date) IS
'Counts how many whole days cases took as known on a date.';
CREATE FUNCTION ended_cases(summary duration_summary) RETURNS bigint
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 50
AS 'MODULE_PATHNAME', 'csq_duration_ended';
COMMENT ON FUNCTION ended_cases(duration_summary) IS
'Number of cases that have ended: those whose length is known.';
CREATE FUNCTION open_cases(summary duration_summary) RETURNS bigint
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 50
AS 'MODULE_PATHNAME', 'csq_duration_open';
COMMENT ON FUNCTION open_cases(duration_summary) IS
'Number of cases that were open: in no mean and no quantile, in a share only when they are already longer than its limit.';
CREATE FUNCTION missing(summary duration_summary) RETURNS bigint
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 50
AS 'MODULE_PATHNAME', 'csq_duration_missing';
COMMENT ON FUNCTION missing(duration_summary) IS
'Number of rows without a length.';
CREATE FUNCTION is_exact(summary duration_summary) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 50
AS 'MODULE_PATHNAME', 'csq_duration_exact';
COMMENT ON FUNCTION is_exact(duration_summary) IS
'Are quantiles exact? Beyond 2,048 different lengths they are good to 1 %.';
CREATE FUNCTION mean(summary duration_summary) RETURNS interval
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 50
AS 'MODULE_PATHNAME', 'csq_duration_mean';
COMMENT ON FUNCTION mean(duration_summary) IS
'Mean length of the cases that have ended.';
CREATE FUNCTION mean_lo(summary duration_summary, confidence float8 DEFAULT 0.95) RETURNS interval
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 50
AS 'MODULE_PATHNAME', 'csq_duration_mean_lo';
COMMENT ON FUNCTION mean_lo(duration_summary, float8) IS
'Lower end of the interval of the mean (Student).';
CREATE FUNCTION mean_hi(summary duration_summary, confidence float8 DEFAULT 0.95) RETURNS interval
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 50
AS 'MODULE_PATHNAME', 'csq_duration_mean_hi';
COMMENT ON FUNCTION mean_hi(duration_summary, float8) IS
'Upper end of the interval of the mean (Student).';
CREATE FUNCTION standard_deviation(summary duration_summary) RETURNS interval
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 50
AS 'MODULE_PATHNAME', 'csq_duration_stddev';
COMMENT ON FUNCTION standard_deviation(duration_summary) IS
'Standard deviation of the lengths, of a sample.';
CREATE FUNCTION total(summary duration_summary) RETURNS interval
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 50
AS 'MODULE_PATHNAME', 'csq_duration_total';
COMMENT ON FUNCTION total(duration_summary) IS
'Sum of the lengths.';
CREATE FUNCTION minimum(summary duration_summary) RETURNS interval
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 50
AS 'MODULE_PATHNAME', 'csq_duration_minimum';
COMMENT ON FUNCTION minimum(duration_summary) IS
'Shortest length.';
CREATE FUNCTION maximum(summary duration_summary) RETURNS interval
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 50
AS 'MODULE_PATHNAME', 'csq_duration_maximum';
COMMENT ON FUNCTION maximum(duration_summary) IS
'Longest length.';
CREATE FUNCTION median(summary duration_summary) RETURNS interval
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 50
AS 'MODULE_PATHNAME', 'csq_duration_quantile';
COMMENT ON FUNCTION median(duration_summary) IS
'Median length of the cases that have ended: one that occurs.';
CREATE FUNCTION median_lo(summary duration_summary, confidence float8 DEFAULT 0.95) RETURNS interval
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 50
AS 'MODULE_PATHNAME', 'csq_duration_quantile_lo';
COMMENT ON FUNCTION median_lo(duration_summary, float8) IS
'Lower end of the interval of the median (order statistics); NULL: no bound.';
CREATE FUNCTION median_hi(summary duration_summary, confidence float8 DEFAULT 0.95) RETURNS interval
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 50
AS 'MODULE_PATHNAME', 'csq_duration_quantile_hi';
COMMENT ON FUNCTION median_hi(duration_summary, float8) IS
'Upper end of the interval of the median (order statistics); NULL: no bound.';
CREATE FUNCTION quantile(summary duration_summary, fraction float8) RETURNS interval
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 50
AS 'MODULE_PATHNAME', 'csq_duration_quantile';
COMMENT ON FUNCTION quantile(duration_summary, float8) IS
'Shortest length that a share q of the ended cases does not exceed: quantile(s, 0.9).';
CREATE FUNCTION quantile_lo(summary duration_summary, fraction float8, confidence float8 DEFAULT 0.95) RETURNS interval
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 50
AS 'MODULE_PATHNAME', 'csq_duration_quantile_lo';
COMMENT ON FUNCTION quantile_lo(duration_summary, float8, float8) IS
'Lower end of the interval of a quantile (order statistics); NULL: no bound.';
CREATE FUNCTION quantile_hi(summary duration_summary, fraction float8, confidence float8 DEFAULT 0.95) RETURNS interval
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 50
AS 'MODULE_PATHNAME', 'csq_duration_quantile_hi';
COMMENT ON FUNCTION quantile_hi(duration_summary, float8, float8) IS
'Upper end of the interval of a quantile (order statistics); NULL: no bound.';
CREATE FUNCTION share_within(summary duration_summary, within interval) RETURNS float8
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 50
AS 'MODULE_PATHNAME', 'csq_duration_share';
COMMENT ON FUNCTION share_within(duration_summary, interval) IS
'Share of cases that ended within a limit, 0 to 1; open cases already longer count against it, others not at all.';
CREATE FUNCTION share_within_lo(summary duration_summary, within interval, confidence float8 DEFAULT 0.95) RETURNS float8
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 50
AS 'MODULE_PATHNAME', 'csq_duration_share_lo';
COMMENT ON FUNCTION share_within_lo(duration_summary, interval, float8) IS
'Lower end of the Wilson interval of share_within().';
CREATE FUNCTION share_within_hi(summary duration_summary, within interval, confidence float8 DEFAULT 0.95) RETURNS float8
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 50
AS 'MODULE_PATHNAME', 'csq_duration_share_hi';
COMMENT ON FUNCTION share_within_hi(duration_summary, interval, float8) IS
'Upper end of the Wilson interval of share_within().';
CREATE FUNCTION rate_summary(summary duration_summary, within interval) RETURNS rate_summary
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 50
AS 'MODULE_PATHNAME', 'csq_duration_rate';
COMMENT ON FUNCTION rate_summary(duration_summary, interval) IS
'Cases that ended within a limit as hits of those that count, to be compared and tiered.';
CREATE TYPE mean_summary;
CREATE FUNCTION csq_internal.mean_summary_in(cstring) RETURNS mean_summary
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 30
AS 'MODULE_PATHNAME', 'csq_mean_summary_in';
COMMENT ON FUNCTION csq_internal.mean_summary_in(cstring) IS 'Text input of mean_summary, checked.';
CREATE FUNCTION csq_internal.mean_summary_out(mean_summary) RETURNS cstring
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 30
AS 'MODULE_PATHNAME', 'csq_mean_summary_out';
COMMENT ON FUNCTION csq_internal.mean_summary_out(mean_summary) IS 'Text output of mean_summary: equal values print alike.';
CREATE FUNCTION csq_internal.mean_summary_recv(internal) RETURNS mean_summary
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 30
AS 'MODULE_PATHNAME', 'csq_mean_summary_recv';
COMMENT ON FUNCTION csq_internal.mean_summary_recv(internal) IS 'Binary input of mean_summary, checked.';
CREATE FUNCTION csq_internal.mean_summary_send(mean_summary) RETURNS bytea
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 30
AS 'MODULE_PATHNAME', 'csq_mean_summary_send';
COMMENT ON FUNCTION csq_internal.mean_summary_send(mean_summary) IS 'Binary output of mean_summary: equal values give the same bytes on every platform.';
CREATE TYPE mean_summary (
  INPUT = csq_internal.mean_summary_in, OUTPUT = csq_internal.mean_summary_out, RECEIVE = csq_internal.mean_summary_recv, SEND = csq_internal.mean_summary_send,
  INTERNALLENGTH = VARIABLE, ALIGNMENT = double, STORAGE = extended
);
COMMENT ON TYPE mean_summary IS
'Exact sums of numbers and of their squares, whatever the order of the rows: mean, deviation and interval, mergeable.';
CREATE CAST (varchar AS mean_summary) WITH INOUT AS ASSIGNMENT;
COMMENT ON CAST (varchar AS mean_summary) IS 'The value of a text that is assigned to a column: drivers send texts as varchar.';
CREATE FUNCTION csq_internal.mean_summary_eq(mean_summary, mean_summary) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_mean_summary_eq';
COMMENT ON FUNCTION csq_internal.mean_summary_eq(mean_summary, mean_summary) IS 'Implements =.';
CREATE FUNCTION csq_internal.mean_summary_ne(mean_summary, mean_summary) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_mean_summary_ne';
COMMENT ON FUNCTION csq_internal.mean_summary_ne(mean_summary, mean_summary) IS 'Implements <>.';
CREATE FUNCTION csq_internal.mean_summary_lt(mean_summary, mean_summary) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_mean_summary_lt';
COMMENT ON FUNCTION csq_internal.mean_summary_lt(mean_summary, mean_summary) IS 'Implements <.';
CREATE FUNCTION csq_internal.mean_summary_le(mean_summary, mean_summary) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_mean_summary_le';
COMMENT ON FUNCTION csq_internal.mean_summary_le(mean_summary, mean_summary) IS 'Implements <=.';
CREATE FUNCTION csq_internal.mean_summary_gt(mean_summary, mean_summary) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_mean_summary_gt';
COMMENT ON FUNCTION csq_internal.mean_summary_gt(mean_summary, mean_summary) IS 'Implements >.';
CREATE FUNCTION csq_internal.mean_summary_ge(mean_summary, mean_summary) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_mean_summary_ge';
COMMENT ON FUNCTION csq_internal.mean_summary_ge(mean_summary, mean_summary) IS 'Implements >=.';
CREATE FUNCTION csq_internal.mean_summary_cmp(mean_summary, mean_summary) RETURNS int
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_mean_summary_cmp';
COMMENT ON FUNCTION csq_internal.mean_summary_cmp(mean_summary, mean_summary) IS 'Order of two values, for sorting and btree indexes: negative, 0 or positive.';
CREATE FUNCTION csq_internal.mean_summary_hash(mean_summary) RETURNS int
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_mean_summary_hash';
COMMENT ON FUNCTION csq_internal.mean_summary_hash(mean_summary) IS 'Hash that agrees with =, for GROUP BY and hash joins.';
CREATE FUNCTION csq_internal.mean_summary_hash_extended(mean_summary, bigint) RETURNS bigint
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_mean_summary_hash';
COMMENT ON FUNCTION csq_internal.mean_summary_hash_extended(mean_summary, bigint) IS 'The same hash with a seed, for hash partitions.';
CREATE OPERATOR = (
  LEFTARG = mean_summary, RIGHTARG = mean_summary, FUNCTION = csq_internal.mean_summary_eq,
  COMMUTATOR = =, NEGATOR = <>, RESTRICT = eqsel, JOIN = eqjoinsel, HASHES, MERGES
);
COMMENT ON OPERATOR = (mean_summary, mean_summary) IS 'Whether both are the same value, however they came about.';
CREATE OPERATOR <> (
  LEFTARG = mean_summary, RIGHTARG = mean_summary, FUNCTION = csq_internal.mean_summary_ne,
  COMMUTATOR = <>, NEGATOR = =, RESTRICT = neqsel, JOIN = neqjoinsel
);
COMMENT ON OPERATOR <> (mean_summary, mean_summary) IS 'Whether the values differ.';
CREATE OPERATOR < (
  LEFTARG = mean_summary, RIGHTARG = mean_summary, FUNCTION = csq_internal.mean_summary_lt,
  COMMUTATOR = >, NEGATOR = >=, RESTRICT = scalarltsel, JOIN = scalarltjoinsel
);
COMMENT ON OPERATOR < (mean_summary, mean_summary) IS 'Whether the first comes before the second in the order of the canonical bytes.';
CREATE OPERATOR <= (
  LEFTARG = mean_summary, RIGHTARG = mean_summary, FUNCTION = csq_internal.mean_summary_le,
  COMMUTATOR = >=, NEGATOR = >, RESTRICT = scalarlesel, JOIN = scalarlejoinsel
);
COMMENT ON OPERATOR <= (mean_summary, mean_summary) IS 'Whether the first comes before the second in the order of the canonical bytes, or equals it.';
CREATE OPERATOR > (
  LEFTARG = mean_summary, RIGHTARG = mean_summary, FUNCTION = csq_internal.mean_summary_gt,
  COMMUTATOR = <, NEGATOR = <=, RESTRICT = scalargtsel, JOIN = scalargtjoinsel
);
COMMENT ON OPERATOR > (mean_summary, mean_summary) IS 'Whether the first comes after the second in the order of the canonical bytes.';
CREATE OPERATOR >= (
  LEFTARG = mean_summary, RIGHTARG = mean_summary, FUNCTION = csq_internal.mean_summary_ge,
  COMMUTATOR = <=, NEGATOR = <, RESTRICT = scalargesel, JOIN = scalargejoinsel
);
COMMENT ON OPERATOR >= (mean_summary, mean_summary) IS 'Whether the first comes after the second in the order of the canonical bytes, or equals it.';
CREATE OPERATOR CLASS mean_summary_ops DEFAULT FOR TYPE mean_summary USING hash AS
  OPERATOR 1 =,
  FUNCTION 1 csq_internal.mean_summary_hash(mean_summary),
  FUNCTION 2 csq_internal.mean_summary_hash_extended(mean_summary, bigint);
COMMENT ON OPERATOR CLASS mean_summary_ops USING hash IS 'Equality of mean_summary: grouping, hash joins and hash partitions.';
COMMENT ON OPERATOR FAMILY mean_summary_ops USING hash IS 'Equality of mean_summary: grouping, hash joins and hash partitions.';
CREATE OPERATOR CLASS mean_summary_ops DEFAULT FOR TYPE mean_summary USING btree AS
  OPERATOR 1 <,
  OPERATOR 2 <=,
  OPERATOR 3 =,
  OPERATOR 4 >=,
  OPERATOR 5 >,
  FUNCTION 1 csq_internal.mean_summary_cmp(mean_summary, mean_summary);
COMMENT ON OPERATOR CLASS mean_summary_ops USING btree IS 'Order of mean_summary: sorting, unique indexes and merge joins.';
COMMENT ON OPERATOR FAMILY mean_summary_ops USING btree IS 'Order of mean_summary: sorting, unique indexes and merge joins.';
CREATE FUNCTION csq_internal.mean_summary_json(mean_summary) RETURNS json
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 30
AS 'MODULE_PATHNAME', 'csq_mean_summary_json';
COMMENT ON FUNCTION csq_internal.mean_summary_json(mean_summary) IS 'The text form as json; to_json, to_jsonb, json_agg and row_to_json use it.';
CREATE CAST (mean_summary AS json) WITH FUNCTION csq_internal.mean_summary_json(mean_summary);
COMMENT ON CAST (mean_summary AS json) IS 'The text form as json.';
CREATE CAST (mean_summary AS jsonb) WITH INOUT;
COMMENT ON CAST (mean_summary AS jsonb) IS 'The text form as jsonb.';
CREATE CAST (jsonb AS mean_summary) WITH INOUT;
COMMENT ON CAST (jsonb AS mean_summary) IS 'A value from its text form, checked.';
CREATE FUNCTION csq_internal.mean_summary_combine(mean_summary, mean_summary) RETURNS mean_summary
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 5
AS 'MODULE_PATHNAME', 'csq_mean_summary_combine';
COMMENT ON FUNCTION csq_internal.mean_summary_combine(mean_summary, mean_summary) IS 'Merges two states of an aggregate.';
CREATE FUNCTION csq_internal.mean_summary_plus(mean_summary, mean_summary) RETURNS mean_summary
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 5
AS 'MODULE_PATHNAME', 'csq_mean_summary_combine';
COMMENT ON FUNCTION csq_internal.mean_summary_plus(mean_summary, mean_summary) IS 'Implements +; a NULL adds nothing.';
CREATE FUNCTION csq_internal.mean_summary_minus(mean_summary, mean_summary) RETURNS mean_summary
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 5
AS 'MODULE_PATHNAME', 'csq_mean_summary_minus';
COMMENT ON FUNCTION csq_internal.mean_summary_minus(mean_summary, mean_summary) IS 'Implements -, and takes a value out of a moving window of rollup().';
CREATE OPERATOR + (LEFTARG = mean_summary, RIGHTARG = mean_summary, FUNCTION = csq_internal.mean_summary_plus, COMMUTATOR = +);
COMMENT ON OPERATOR + (mean_summary, mean_summary) IS 'The numbers of both. A NULL adds nothing.';
CREATE OPERATOR - (LEFTARG = mean_summary, RIGHTARG = mean_summary, FUNCTION = csq_internal.mean_summary_minus);
COMMENT ON OPERATOR - (mean_summary, mean_summary) IS 'The first without what the second counts, which must be part of it.';
CREATE AGGREGATE rollup(mean_summary) (
  SFUNC = csq_internal.mean_summary_combine, STYPE = mean_summary, SSPACE = 256, COMBINEFUNC = csq_internal.mean_summary_combine,
  MSFUNC = csq_internal.mean_summary_combine, MINVFUNC = csq_internal.mean_summary_minus, MSTYPE = mean_summary, MSSPACE = 256, PARALLEL = SAFE
);
COMMENT ON AGGREGATE rollup(mean_summary) IS
'The numbers of both. The same in any order.';
CREATE FUNCTION csq_internal.mean_append(state mean_summary, value numeric) RETURNS mean_summary
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_mean_accum_numeric';
COMMENT ON FUNCTION csq_internal.mean_append(mean_summary, numeric) IS
'Adds a row to the state of mean_agg().';
CREATE FUNCTION csq_internal.mean_remove(state mean_summary, value numeric) RETURNS mean_summary
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_mean_inverse_numeric';
COMMENT ON FUNCTION csq_internal.mean_remove(mean_summary, numeric) IS
'Takes a row out of a moving window of mean_agg().';
CREATE FUNCTION csq_internal.mean_append(state mean_summary, value float8) RETURNS mean_summary
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_mean_accum_float8';
COMMENT ON FUNCTION csq_internal.mean_append(mean_summary, float8) IS
'Adds a row to the state of mean_agg().';
CREATE FUNCTION csq_internal.mean_remove(state mean_summary, value float8) RETURNS mean_summary
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_mean_inverse_float8';
COMMENT ON FUNCTION csq_internal.mean_remove(mean_summary, float8) IS
'Takes a row out of a moving window of mean_agg().';
CREATE FUNCTION csq_internal.mean_append(state mean_summary, value float8, decimals int) RETURNS mean_summary
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_mean_accum_float8';
COMMENT ON FUNCTION csq_internal.mean_append(mean_summary, float8, int) IS
'Adds a row to the state of mean_agg().';
CREATE FUNCTION csq_internal.mean_remove(state mean_summary, value float8, decimals int) RETURNS mean_summary
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_mean_inverse_float8';
COMMENT ON FUNCTION csq_internal.mean_remove(mean_summary, float8, int) IS
'Takes a row out of a moving window of mean_agg().';
CREATE FUNCTION csq_internal.mean_append(state mean_summary, value bigint) RETURNS mean_summary
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_mean_accum_int8';
COMMENT ON FUNCTION csq_internal.mean_append(mean_summary, bigint) IS
'Adds a row to the state of mean_agg().';
CREATE FUNCTION csq_internal.mean_remove(state mean_summary, value bigint) RETURNS mean_summary
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_mean_inverse_int8';
COMMENT ON FUNCTION csq_internal.mean_remove(mean_summary, bigint) IS
'Takes a row out of a moving window of mean_agg().';
CREATE FUNCTION csq_internal.mean_append(state mean_summary, value int) RETURNS mean_summary
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_mean_accum_int4';
COMMENT ON FUNCTION csq_internal.mean_append(mean_summary, int) IS
'Adds a row to the state of mean_agg().';
CREATE FUNCTION csq_internal.mean_remove(state mean_summary, value int) RETURNS mean_summary
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_mean_inverse_int4';
COMMENT ON FUNCTION csq_internal.mean_remove(mean_summary, int) IS
'Takes a row out of a moving window of mean_agg().';
CREATE AGGREGATE mean_agg(value numeric) (
  SFUNC = csq_internal.mean_append, STYPE = mean_summary, SSPACE = 128, COMBINEFUNC = csq_internal.mean_summary_combine,
  MSFUNC = csq_internal.mean_append, MINVFUNC = csq_internal.mean_remove, MSTYPE = mean_summary, MSSPACE = 128, PARALLEL = SAFE
);
COMMENT ON AGGREGATE mean_agg(numeric) IS
'Sums numbers exactly; a NULL is missing. Numbers of at most 37 digits.';
CREATE AGGREGATE mean_agg(value float8) (
  SFUNC = csq_internal.mean_append, STYPE = mean_summary, SSPACE = 128, COMBINEFUNC = csq_internal.mean_summary_combine,
  MSFUNC = csq_internal.mean_append, MINVFUNC = csq_internal.mean_remove, MSTYPE = mean_summary, MSSPACE = 128, PARALLEL = SAFE
);
COMMENT ON AGGREGATE mean_agg(float8) IS
'Sums numbers exactly after rounding each to 6 decimals; a NULL is missing.';
CREATE AGGREGATE mean_agg(value float8, decimals int) (
  SFUNC = csq_internal.mean_append, STYPE = mean_summary, SSPACE = 128, COMBINEFUNC = csq_internal.mean_summary_combine,
  MSFUNC = csq_internal.mean_append, MINVFUNC = csq_internal.mean_remove, MSTYPE = mean_summary, MSSPACE = 128, PARALLEL = SAFE
);
COMMENT ON AGGREGATE mean_agg(float8, int) IS
'Sums numbers exactly after rounding each to so many decimals (0 to 18); a NULL is missing.';
CREATE AGGREGATE mean_agg(value bigint) (
  SFUNC = csq_internal.mean_append, STYPE = mean_summary, SSPACE = 128, COMBINEFUNC = csq_internal.mean_summary_combine,
  MSFUNC = csq_internal.mean_append, MINVFUNC = csq_internal.mean_remove, MSTYPE = mean_summary, MSSPACE = 128, PARALLEL = SAFE
);
COMMENT ON AGGREGATE mean_agg(bigint) IS
'Sums whole numbers exactly; a NULL is missing.';
CREATE AGGREGATE mean_agg(value int) (
  SFUNC = csq_internal.mean_append, STYPE = mean_summary, SSPACE = 128, COMBINEFUNC = csq_internal.mean_summary_combine,
  MSFUNC = csq_internal.mean_append, MINVFUNC = csq_internal.mean_remove, MSTYPE = mean_summary, MSSPACE = 128, PARALLEL = SAFE
);
COMMENT ON AGGREGATE mean_agg(int) IS
'Sums whole numbers exactly; a NULL is missing.';
CREATE FUNCTION numbers(summary mean_summary) RETURNS bigint
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'csq_mean_count';
COMMENT ON FUNCTION numbers(mean_summary) IS
'How many numbers there are.';
CREATE FUNCTION missing(summary mean_summary) RETURNS bigint
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'csq_mean_missing';
COMMENT ON FUNCTION missing(mean_summary) IS
'Number of rows without a number.';
CREATE FUNCTION mean(summary mean_summary) RETURNS float8
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'csq_mean_value';
COMMENT ON FUNCTION mean(mean_summary) IS
'Arithmetic mean.';
CREATE FUNCTION mean_lo(summary mean_summary, confidence float8 DEFAULT 0.95) RETURNS float8
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 5
AS 'MODULE_PATHNAME', 'csq_mean_lo';
COMMENT ON FUNCTION mean_lo(mean_summary, float8) IS
'Lower end of the interval of the mean (Student).';
CREATE FUNCTION mean_hi(summary mean_summary, confidence float8 DEFAULT 0.95) RETURNS float8
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 5
AS 'MODULE_PATHNAME', 'csq_mean_hi';
COMMENT ON FUNCTION mean_hi(mean_summary, float8) IS
'Upper end of the interval of the mean (Student).';
CREATE FUNCTION standard_deviation(summary mean_summary) RETURNS float8
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'csq_mean_deviation';
COMMENT ON FUNCTION standard_deviation(mean_summary) IS
'Standard deviation, of a sample.';
CREATE FUNCTION total(summary mean_summary) RETURNS numeric
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'csq_mean_sum';
COMMENT ON FUNCTION total(mean_summary) IS
'The exact sum.';
CREATE FUNCTION headline(summary mean_summary) RETURNS float8
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'csq_mean_value';
COMMENT ON FUNCTION headline(mean_summary) IS
'The one number of this summary: its mean.';
CREATE TYPE incidence;
CREATE FUNCTION csq_internal.incidence_in(cstring) RETURNS incidence
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 20
AS 'MODULE_PATHNAME', 'csq_incidence_in';
COMMENT ON FUNCTION csq_internal.incidence_in(cstring) IS 'Text input of incidence, checked.';
CREATE FUNCTION csq_internal.incidence_out(incidence) RETURNS cstring
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 20
AS 'MODULE_PATHNAME', 'csq_incidence_out';
COMMENT ON FUNCTION csq_internal.incidence_out(incidence) IS 'Text output of incidence: equal values print alike.';
CREATE FUNCTION csq_internal.incidence_recv(internal) RETURNS incidence
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 20
AS 'MODULE_PATHNAME', 'csq_incidence_recv';
COMMENT ON FUNCTION csq_internal.incidence_recv(internal) IS 'Binary input of incidence, checked.';
CREATE FUNCTION csq_internal.incidence_send(incidence) RETURNS bytea
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 20
AS 'MODULE_PATHNAME', 'csq_incidence_send';
COMMENT ON FUNCTION csq_internal.incidence_send(incidence) IS 'Binary output of incidence: equal values give the same bytes on every platform.';
CREATE TYPE incidence (
  INPUT = csq_internal.incidence_in, OUTPUT = csq_internal.incidence_out, RECEIVE = csq_internal.incidence_recv, SEND = csq_internal.incidence_send,
  INTERNALLENGTH = VARIABLE, ALIGNMENT = double, STORAGE = extended
);
COMMENT ON TYPE incidence IS
'Events of an exposure: complaints per customer, defects per hour; exact sums, mergeable.';
CREATE CAST (varchar AS incidence) WITH INOUT AS ASSIGNMENT;
COMMENT ON CAST (varchar AS incidence) IS 'The value of a text that is assigned to a column: drivers send texts as varchar.';
CREATE FUNCTION csq_internal.incidence_eq(incidence, incidence) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_incidence_eq';
COMMENT ON FUNCTION csq_internal.incidence_eq(incidence, incidence) IS 'Implements =.';
CREATE FUNCTION csq_internal.incidence_ne(incidence, incidence) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_incidence_ne';
COMMENT ON FUNCTION csq_internal.incidence_ne(incidence, incidence) IS 'Implements <>.';
CREATE FUNCTION csq_internal.incidence_lt(incidence, incidence) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_incidence_lt';
COMMENT ON FUNCTION csq_internal.incidence_lt(incidence, incidence) IS 'Implements <.';
CREATE FUNCTION csq_internal.incidence_le(incidence, incidence) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_incidence_le';
COMMENT ON FUNCTION csq_internal.incidence_le(incidence, incidence) IS 'Implements <=.';
CREATE FUNCTION csq_internal.incidence_gt(incidence, incidence) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_incidence_gt';
COMMENT ON FUNCTION csq_internal.incidence_gt(incidence, incidence) IS 'Implements >.';
CREATE FUNCTION csq_internal.incidence_ge(incidence, incidence) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_incidence_ge';
COMMENT ON FUNCTION csq_internal.incidence_ge(incidence, incidence) IS 'Implements >=.';
CREATE FUNCTION csq_internal.incidence_cmp(incidence, incidence) RETURNS int
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_incidence_cmp';
COMMENT ON FUNCTION csq_internal.incidence_cmp(incidence, incidence) IS 'Order of two values, for sorting and btree indexes: negative, 0 or positive.';
CREATE FUNCTION csq_internal.incidence_hash(incidence) RETURNS int
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_incidence_hash';
COMMENT ON FUNCTION csq_internal.incidence_hash(incidence) IS 'Hash that agrees with =, for GROUP BY and hash joins.';
CREATE FUNCTION csq_internal.incidence_hash_extended(incidence, bigint) RETURNS bigint
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_incidence_hash';
COMMENT ON FUNCTION csq_internal.incidence_hash_extended(incidence, bigint) IS 'The same hash with a seed, for hash partitions.';
CREATE OPERATOR = (
  LEFTARG = incidence, RIGHTARG = incidence, FUNCTION = csq_internal.incidence_eq,
  COMMUTATOR = =, NEGATOR = <>, RESTRICT = eqsel, JOIN = eqjoinsel, HASHES, MERGES
);
COMMENT ON OPERATOR = (incidence, incidence) IS 'Whether both are the same value, however they came about.';
CREATE OPERATOR <> (
  LEFTARG = incidence, RIGHTARG = incidence, FUNCTION = csq_internal.incidence_ne,
  COMMUTATOR = <>, NEGATOR = =, RESTRICT = neqsel, JOIN = neqjoinsel
);
COMMENT ON OPERATOR <> (incidence, incidence) IS 'Whether the values differ.';
CREATE OPERATOR < (
  LEFTARG = incidence, RIGHTARG = incidence, FUNCTION = csq_internal.incidence_lt,
  COMMUTATOR = >, NEGATOR = >=, RESTRICT = scalarltsel, JOIN = scalarltjoinsel
);
COMMENT ON OPERATOR < (incidence, incidence) IS 'Whether the first comes before the second in the order of the canonical bytes.';
CREATE OPERATOR <= (
  LEFTARG = incidence, RIGHTARG = incidence, FUNCTION = csq_internal.incidence_le,
  COMMUTATOR = >=, NEGATOR = >, RESTRICT = scalarlesel, JOIN = scalarlejoinsel
);
COMMENT ON OPERATOR <= (incidence, incidence) IS 'Whether the first comes before the second in the order of the canonical bytes, or equals it.';
CREATE OPERATOR > (
  LEFTARG = incidence, RIGHTARG = incidence, FUNCTION = csq_internal.incidence_gt,
  COMMUTATOR = <, NEGATOR = <=, RESTRICT = scalargtsel, JOIN = scalargtjoinsel
);
COMMENT ON OPERATOR > (incidence, incidence) IS 'Whether the first comes after the second in the order of the canonical bytes.';
CREATE OPERATOR >= (
  LEFTARG = incidence, RIGHTARG = incidence, FUNCTION = csq_internal.incidence_ge,
  COMMUTATOR = <=, NEGATOR = <, RESTRICT = scalargesel, JOIN = scalargejoinsel
);
COMMENT ON OPERATOR >= (incidence, incidence) IS 'Whether the first comes after the second in the order of the canonical bytes, or equals it.';
CREATE OPERATOR CLASS incidence_ops DEFAULT FOR TYPE incidence USING hash AS
  OPERATOR 1 =,
  FUNCTION 1 csq_internal.incidence_hash(incidence),
  FUNCTION 2 csq_internal.incidence_hash_extended(incidence, bigint);
COMMENT ON OPERATOR CLASS incidence_ops USING hash IS 'Equality of incidence: grouping, hash joins and hash partitions.';
COMMENT ON OPERATOR FAMILY incidence_ops USING hash IS 'Equality of incidence: grouping, hash joins and hash partitions.';
CREATE OPERATOR CLASS incidence_ops DEFAULT FOR TYPE incidence USING btree AS
  OPERATOR 1 <,
  OPERATOR 2 <=,
  OPERATOR 3 =,
  OPERATOR 4 >=,
  OPERATOR 5 >,
  FUNCTION 1 csq_internal.incidence_cmp(incidence, incidence);
COMMENT ON OPERATOR CLASS incidence_ops USING btree IS 'Order of incidence: sorting, unique indexes and merge joins.';
COMMENT ON OPERATOR FAMILY incidence_ops USING btree IS 'Order of incidence: sorting, unique indexes and merge joins.';
CREATE FUNCTION csq_internal.incidence_json(incidence) RETURNS json
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 20
AS 'MODULE_PATHNAME', 'csq_incidence_json';
COMMENT ON FUNCTION csq_internal.incidence_json(incidence) IS 'The text form as json; to_json, to_jsonb, json_agg and row_to_json use it.';
CREATE CAST (incidence AS json) WITH FUNCTION csq_internal.incidence_json(incidence);
COMMENT ON CAST (incidence AS json) IS 'The text form as json.';
CREATE CAST (incidence AS jsonb) WITH INOUT;
COMMENT ON CAST (incidence AS jsonb) IS 'The text form as jsonb.';
CREATE CAST (jsonb AS incidence) WITH INOUT;
COMMENT ON CAST (jsonb AS incidence) IS 'A value from its text form, checked.';
CREATE FUNCTION csq_internal.incidence_combine(incidence, incidence) RETURNS incidence
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'csq_incidence_combine';
COMMENT ON FUNCTION csq_internal.incidence_combine(incidence, incidence) IS 'Merges two states of an aggregate.';
CREATE FUNCTION csq_internal.incidence_plus(incidence, incidence) RETURNS incidence
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'csq_incidence_combine';
COMMENT ON FUNCTION csq_internal.incidence_plus(incidence, incidence) IS 'Implements +; a NULL adds nothing.';
CREATE FUNCTION csq_internal.incidence_minus(incidence, incidence) RETURNS incidence
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'csq_incidence_minus';
COMMENT ON FUNCTION csq_internal.incidence_minus(incidence, incidence) IS 'Implements -, and takes a value out of a moving window of rollup().';
CREATE OPERATOR + (LEFTARG = incidence, RIGHTARG = incidence, FUNCTION = csq_internal.incidence_plus, COMMUTATOR = +);
COMMENT ON OPERATOR + (incidence, incidence) IS 'The events and the exposure of both. A NULL adds nothing.';
CREATE OPERATOR - (LEFTARG = incidence, RIGHTARG = incidence, FUNCTION = csq_internal.incidence_minus);
COMMENT ON OPERATOR - (incidence, incidence) IS 'The first without what the second counts, which must be part of it.';
CREATE AGGREGATE rollup(incidence) (
  SFUNC = csq_internal.incidence_combine, STYPE = incidence, SSPACE = 256, COMBINEFUNC = csq_internal.incidence_combine,
  MSFUNC = csq_internal.incidence_combine, MINVFUNC = csq_internal.incidence_minus, MSTYPE = incidence, MSSPACE = 256, PARALLEL = SAFE
);
COMMENT ON AGGREGATE rollup(incidence) IS
'The events and the exposure of both. The same in any order.';
CREATE FUNCTION csq_internal.incidence_append(state incidence, events bigint, exposure float8) RETURNS incidence
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_incidence_accum';
COMMENT ON FUNCTION csq_internal.incidence_append(incidence, bigint, float8) IS
'Adds a row to the state of incidence_agg().';
CREATE FUNCTION csq_internal.incidence_remove(state incidence, events bigint, exposure float8) RETURNS incidence
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_incidence_inverse';
COMMENT ON FUNCTION csq_internal.incidence_remove(incidence, bigint, float8) IS
'Takes a row out of a moving window of incidence_agg().';
CREATE AGGREGATE incidence_agg(events bigint, exposure float8) (
  SFUNC = csq_internal.incidence_append, STYPE = incidence, SSPACE = 64, COMBINEFUNC = csq_internal.incidence_combine,
  MSFUNC = csq_internal.incidence_append, MINVFUNC = csq_internal.incidence_remove, MSTYPE = incidence, MSSPACE = 64, PARALLEL = SAFE
);
COMMENT ON AGGREGATE incidence_agg(bigint, float8) IS
'Adds up events and what they arose from: customers, orders, hours; in millionths. A row where either is NULL counts as one missing.';
CREATE FUNCTION incidence(events bigint, exposure float8) RETURNS incidence
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'csq_incidence_make';
COMMENT ON FUNCTION incidence(bigint, float8) IS
'Events and exposure known from elsewhere.';
CREATE FUNCTION events(summary incidence) RETURNS bigint
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'csq_incidence_events';
COMMENT ON FUNCTION events(incidence) IS
'Number of events.';
CREATE FUNCTION exposure(summary incidence) RETURNS float8
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'csq_incidence_exposed';
COMMENT ON FUNCTION exposure(incidence) IS
'The exposure.';
CREATE FUNCTION missing(summary incidence) RETURNS bigint
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'csq_incidence_missing';
COMMENT ON FUNCTION missing(incidence) IS
'Number of rows without events or exposure.';
CREATE FUNCTION incidence_rate(summary incidence) RETURNS float8
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'csq_incidence_rate';
COMMENT ON FUNCTION incidence_rate(incidence) IS
'Events per unit of exposure.';
CREATE FUNCTION incidence_rate_lo(summary incidence, confidence float8 DEFAULT 0.95) RETURNS float8
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 20
AS 'MODULE_PATHNAME', 'csq_incidence_rate_lo';
COMMENT ON FUNCTION incidence_rate_lo(incidence, float8) IS
'Lower end of the exact Poisson interval of the rate.';
CREATE FUNCTION incidence_rate_hi(summary incidence, confidence float8 DEFAULT 0.95) RETURNS float8
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 20
AS 'MODULE_PATHNAME', 'csq_incidence_rate_hi';
COMMENT ON FUNCTION incidence_rate_hi(incidence, float8) IS
'Upper end of the exact Poisson interval of the rate.';
CREATE FUNCTION headline(summary incidence) RETURNS float8
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'csq_incidence_rate';
COMMENT ON FUNCTION headline(incidence) IS
'The one number of this summary: events per unit of exposure.';
COMMENT ON FUNCTION compare(score_summary, score_summary, float8, text) IS
'Change of NPS in points, after minus before, with interval and two-sided test. Methods: adjusted_wald, wald.';
COMMENT ON FUNCTION sample_needed(float8, float8, float8, float8) IS
'Trials needed in each of two periods to find the change from one rate to another.';
COMMENT ON FUNCTION sample_needed(score_summary, float8, float8, float8) IS
'Answers needed in each of two periods to find a change of NPS by so many points, at the variance of this summary.';
CREATE FUNCTION corrected_share(review confusion, label text, predicted rate_summary, confidence float8 DEFAULT 0.95,
  OUT share float8, OUT lo float8, OUT hi float8, OUT counted float8, OUT label_precision float8, OUT missed float8, OUT reviewed bigint) RETURNS record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_corrected_share_of';
COMMENT ON FUNCTION corrected_share(confusion, text, rate_summary, float8) IS
'The true share of a label among all texts, from what a classifier counted (predicted) and a review by people of some of them: corrected for its errors, with an interval that covers both. counted is what the classifier alone would say.';
CREATE FUNCTION corrected_share(review confusion, predicted rate_summary,
  OUT share float8, OUT lo float8, OUT hi float8, OUT counted float8, OUT label_precision float8, OUT missed float8, OUT reviewed bigint) RETURNS record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_corrected_share_true';
COMMENT ON FUNCTION corrected_share(confusion, rate_summary) IS
'The true share of yes among all texts, from a review whose labels are true and false (or t, f; yes, no), and what a classifier counted.';
CREATE FUNCTION ratio(before score_summary, after score_summary, confidence float8 DEFAULT 0.95, metric text DEFAULT 'nps', OUT ratio float8, OUT lo float8, OUT hi float8, OUT p_value float8) RETURNS record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 20
AS 'MODULE_PATHNAME', 'csq_score_summary_ratio';
COMMENT ON FUNCTION ratio(score_summary, score_summary, float8, text) IS
'Ratio of a metric of scores, after over before, with interval and two-sided test. Metrics: nps, csat, mean, top N, bottom N, at least N, at most N.';
CREATE FUNCTION did(treated_before score_summary, treated_after score_summary, control_before score_summary, control_after score_summary, confidence float8 DEFAULT 0.95, metric text DEFAULT 'nps', OUT difference float8, OUT lo float8, OUT hi float8, OUT z float8, OUT p_value float8) RETURNS record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 20
AS 'MODULE_PATHNAME', 'csq_score_summary_did';
COMMENT ON FUNCTION did(score_summary, score_summary, score_summary, score_summary, float8, text) IS
'Difference in differences of a metric of scores: change of the treated minus change of the control group. Metrics: nps, csat, mean, top N, bottom N, at least N, at most N.';
CREATE FUNCTION assess(since score_summary, now score_summary, metric text, kind text, target float8, confidence float8 DEFAULT 0.95, OUT baseline float8, OUT value float8, OUT lo float8, OUT hi float8, OUT change float8, OUT target_value float8, OUT verdict text, OUT needed bigint) RETURNS record
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_score_summary_assess';
COMMENT ON FUNCTION assess(score_summary, score_summary, text, text, float8, float8) IS
'Has a target been attained, as judged by the interval lo to hi: of the figure for at_least and at_most, of its change for points and relative. Verdicts: attained, missed, cannot_tell, unreachable; needed: further observations that would settle it. Metrics: nps, csat, mean, top N, bottom N, at least N, at most N.';
CREATE FUNCTION rank_among(own score_summary, peers score_summary[], best text DEFAULT 'highest', confidence float8 DEFAULT 0.95, metric text DEFAULT 'nps', OUT rank int, OUT lo int, OUT hi int) RETURNS record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 200
AS 'MODULE_PATHNAME', 'csq_score_summary_rank';
COMMENT ON FUNCTION rank_among(score_summary, score_summary[], text, float8, text) IS
'Place among peers, which do not include own, and the places that the data leave open. Metrics: nps, csat, mean, top N, bottom N, at least N, at most N.';
CREATE OR REPLACE FUNCTION compare(before rate_summary, after rate_summary, confidence float8 DEFAULT 0.95, OUT difference float8, OUT lo float8, OUT hi float8, OUT z float8, OUT p_value float8) RETURNS record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 20
AS 'MODULE_PATHNAME', 'csq_rate_summary_compare';
COMMENT ON FUNCTION compare(rate_summary, rate_summary, float8) IS
'Change of a rate, after minus before, with interval and two-sided test.';
CREATE FUNCTION ratio(before rate_summary, after rate_summary, confidence float8 DEFAULT 0.95, OUT ratio float8, OUT lo float8, OUT hi float8, OUT p_value float8) RETURNS record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 20
AS 'MODULE_PATHNAME', 'csq_rate_summary_ratio';
COMMENT ON FUNCTION ratio(rate_summary, rate_summary, float8) IS
'Ratio of a rate, after over before, with interval and two-sided test.';
CREATE FUNCTION did(treated_before rate_summary, treated_after rate_summary, control_before rate_summary, control_after rate_summary, confidence float8 DEFAULT 0.95, OUT difference float8, OUT lo float8, OUT hi float8, OUT z float8, OUT p_value float8) RETURNS record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 20
AS 'MODULE_PATHNAME', 'csq_rate_summary_did';
COMMENT ON FUNCTION did(rate_summary, rate_summary, rate_summary, rate_summary, float8) IS
'Difference in differences of a rate: change of the treated minus change of the control group.';
CREATE FUNCTION assess(since rate_summary, now rate_summary, metric text, kind text, target float8, confidence float8 DEFAULT 0.95, OUT baseline float8, OUT value float8, OUT lo float8, OUT hi float8, OUT change float8, OUT target_value float8, OUT verdict text, OUT needed bigint) RETURNS record
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_rate_summary_assess';
COMMENT ON FUNCTION assess(rate_summary, rate_summary, text, text, float8, float8) IS
'Has a target been attained, as judged by the interval lo to hi: of the figure for at_least and at_most, of its change for points and relative. Verdicts: attained, missed, cannot_tell, unreachable; needed: further observations that would settle it. Metrics: rate.';
CREATE FUNCTION rank_among(own rate_summary, peers rate_summary[], best text DEFAULT 'highest', confidence float8 DEFAULT 0.95, OUT rank int, OUT lo int, OUT hi int) RETURNS record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 200
AS 'MODULE_PATHNAME', 'csq_rate_summary_rank';
COMMENT ON FUNCTION rank_among(rate_summary, rate_summary[], text, float8) IS
'Place among peers, which do not include own, and the places that the data leave open.';
CREATE FUNCTION compare(before mean_summary, after mean_summary, confidence float8 DEFAULT 0.95, OUT difference float8, OUT lo float8, OUT hi float8, OUT z float8, OUT p_value float8) RETURNS record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 20
AS 'MODULE_PATHNAME', 'csq_mean_summary_compare';
COMMENT ON FUNCTION compare(mean_summary, mean_summary, float8) IS
'Change of a mean, after minus before, with interval and two-sided test.';
CREATE FUNCTION ratio(before mean_summary, after mean_summary, confidence float8 DEFAULT 0.95, OUT ratio float8, OUT lo float8, OUT hi float8, OUT p_value float8) RETURNS record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 20
AS 'MODULE_PATHNAME', 'csq_mean_summary_ratio';
COMMENT ON FUNCTION ratio(mean_summary, mean_summary, float8) IS
'Ratio of a mean, after over before, with interval and two-sided test.';
CREATE FUNCTION did(treated_before mean_summary, treated_after mean_summary, control_before mean_summary, control_after mean_summary, confidence float8 DEFAULT 0.95, OUT difference float8, OUT lo float8, OUT hi float8, OUT z float8, OUT p_value float8) RETURNS record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 20
AS 'MODULE_PATHNAME', 'csq_mean_summary_did';
COMMENT ON FUNCTION did(mean_summary, mean_summary, mean_summary, mean_summary, float8) IS
'Difference in differences of a mean: change of the treated minus change of the control group.';
CREATE FUNCTION assess(since mean_summary, now mean_summary, metric text, kind text, target float8, confidence float8 DEFAULT 0.95, OUT baseline float8, OUT value float8, OUT lo float8, OUT hi float8, OUT change float8, OUT target_value float8, OUT verdict text, OUT needed bigint) RETURNS record
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_mean_summary_assess';
COMMENT ON FUNCTION assess(mean_summary, mean_summary, text, text, float8, float8) IS
'Has a target been attained, as judged by the interval lo to hi: of the figure for at_least and at_most, of its change for points and relative. Verdicts: attained, missed, cannot_tell, unreachable; needed: further observations that would settle it. Metrics: mean.';
CREATE FUNCTION rank_among(own mean_summary, peers mean_summary[], best text DEFAULT 'highest', confidence float8 DEFAULT 0.95, OUT rank int, OUT lo int, OUT hi int) RETURNS record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 200
AS 'MODULE_PATHNAME', 'csq_mean_summary_rank';
COMMENT ON FUNCTION rank_among(mean_summary, mean_summary[], text, float8) IS
'Place among peers, which do not include own, and the places that the data leave open.';
CREATE FUNCTION compare(before incidence, after incidence, confidence float8 DEFAULT 0.95, OUT difference float8, OUT lo float8, OUT hi float8, OUT z float8, OUT p_value float8) RETURNS record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 20
AS 'MODULE_PATHNAME', 'csq_incidence_compare';
COMMENT ON FUNCTION compare(incidence, incidence, float8) IS
'Change of events per exposure, after minus before, with interval and two-sided test.';
CREATE FUNCTION ratio(before incidence, after incidence, confidence float8 DEFAULT 0.95, OUT ratio float8, OUT lo float8, OUT hi float8, OUT p_value float8) RETURNS record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 20
AS 'MODULE_PATHNAME', 'csq_incidence_ratio';
COMMENT ON FUNCTION ratio(incidence, incidence, float8) IS
'Ratio of events per exposure, after over before, with interval and two-sided test.';
CREATE FUNCTION did(treated_before incidence, treated_after incidence, control_before incidence, control_after incidence, confidence float8 DEFAULT 0.95, OUT difference float8, OUT lo float8, OUT hi float8, OUT z float8, OUT p_value float8) RETURNS record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 20
AS 'MODULE_PATHNAME', 'csq_incidence_did';
COMMENT ON FUNCTION did(incidence, incidence, incidence, incidence, float8) IS
'Difference in differences of events per exposure: change of the treated minus change of the control group.';
CREATE FUNCTION assess(since incidence, now incidence, metric text, kind text, target float8, confidence float8 DEFAULT 0.95, OUT baseline float8, OUT value float8, OUT lo float8, OUT hi float8, OUT change float8, OUT target_value float8, OUT verdict text, OUT needed bigint) RETURNS record
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_incidence_assess';
COMMENT ON FUNCTION assess(incidence, incidence, text, text, float8, float8) IS
'Has a target been attained, as judged by the interval lo to hi: of the figure for at_least and at_most, of its change for points and relative. Verdicts: attained, missed, cannot_tell, unreachable; needed: further observations that would settle it. Metrics: rate.';
CREATE FUNCTION rank_among(own incidence, peers incidence[], best text DEFAULT 'lowest', confidence float8 DEFAULT 0.95, OUT rank int, OUT lo int, OUT hi int) RETURNS record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 200
AS 'MODULE_PATHNAME', 'csq_incidence_rank';
COMMENT ON FUNCTION rank_among(incidence, incidence[], text, float8) IS
'Place among peers, which do not include own, and the places that the data leave open.';
CREATE FUNCTION compare(before duration_summary, after duration_summary, confidence float8 DEFAULT 0.95, metric text DEFAULT 'mean', OUT difference float8, OUT lo float8, OUT hi float8, OUT z float8, OUT p_value float8) RETURNS record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_duration_summary_compare';
COMMENT ON FUNCTION compare(duration_summary, duration_summary, float8, text) IS
'Change of a metric of durations in seconds, after minus before, with interval and two-sided test. Metrics: mean, median, p90 and other percentiles, in seconds; within 4 hours.';
CREATE FUNCTION ratio(before duration_summary, after duration_summary, confidence float8 DEFAULT 0.95, metric text DEFAULT 'mean', OUT ratio float8, OUT lo float8, OUT hi float8, OUT p_value float8) RETURNS record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_duration_summary_ratio';
COMMENT ON FUNCTION ratio(duration_summary, duration_summary, float8, text) IS
'Ratio of a metric of durations in seconds, after over before, with interval and two-sided test. Metrics: mean, median, p90 and other percentiles, in seconds; within 4 hours.';
CREATE FUNCTION did(treated_before duration_summary, treated_after duration_summary, control_before duration_summary, control_after duration_summary, confidence float8 DEFAULT 0.95, metric text DEFAULT 'mean', OUT difference float8, OUT lo float8, OUT hi float8, OUT z float8, OUT p_value float8) RETURNS record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_duration_summary_did';
COMMENT ON FUNCTION did(duration_summary, duration_summary, duration_summary, duration_summary, float8, text) IS
'Difference in differences of a metric of durations in seconds: change of the treated minus change of the control group. Metrics: mean, median, p90 and other percentiles, in seconds; within 4 hours.';
CREATE FUNCTION assess(since duration_summary, now duration_summary, metric text, kind text, target float8, confidence float8 DEFAULT 0.95, OUT baseline float8, OUT value float8, OUT lo float8, OUT hi float8, OUT change float8, OUT target_value float8, OUT verdict text, OUT needed bigint) RETURNS record
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 500
AS 'MODULE_PATHNAME', 'csq_duration_summary_assess';
COMMENT ON FUNCTION assess(duration_summary, duration_summary, text, text, float8, float8) IS
'Has a target been attained, as judged by the interval lo to hi: of the figure for at_least and at_most, of its change for points and relative. Verdicts: attained, missed, cannot_tell, unreachable; needed: further observations that would settle it. Metrics: mean, median, p90 and other percentiles, in seconds; within 4 hours.';
CREATE FUNCTION rank_among(own duration_summary, peers duration_summary[], best text DEFAULT 'lowest', confidence float8 DEFAULT 0.95, metric text DEFAULT 'mean', OUT rank int, OUT lo int, OUT hi int) RETURNS record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1000
AS 'MODULE_PATHNAME', 'csq_duration_summary_rank';
COMMENT ON FUNCTION rank_among(duration_summary, duration_summary[], text, float8, text) IS
'Place among peers, which do not include own, and the places that the data leave open. Metrics: mean, median, p90 and other percentiles, in seconds; within 4 hours.';
CREATE FUNCTION sample_needed(summary mean_summary, difference float8, power float8 DEFAULT 0.8, confidence float8 DEFAULT 0.95) RETURNS bigint
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 5
AS 'MODULE_PATHNAME', 'csq_sample_needed_mean';
COMMENT ON FUNCTION sample_needed(mean_summary, float8, float8, float8) IS
'Numbers needed in each of two periods to find a change of the mean by so much, at the variance of this summary.';
CREATE FUNCTION sample_needed(summary duration_summary, difference interval, power float8 DEFAULT 0.8, confidence float8 DEFAULT 0.95) RETURNS bigint
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 50
AS 'MODULE_PATHNAME', 'csq_sample_needed_duration';
COMMENT ON FUNCTION sample_needed(duration_summary, interval, float8, float8) IS
'Cases needed in each of two periods to find a change of the mean length by so much, at the variance of this summary.';
CREATE FUNCTION shrunk(own rate_summary, everybody rate_summary, weight float8 DEFAULT 20) RETURNS float8
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 5
AS 'MODULE_PATHNAME', 'csq_shrunk_by_weight';
COMMENT ON FUNCTION shrunk(rate_summary, rate_summary, float8) IS
'The rate of own as if so many more trials had gone like those of everybody: three of three is no star.';
CREATE FUNCTION shrunk(own rate_summary, peers rate_summary[]) RETURNS float8
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 20
AS 'MODULE_PATHNAME', 'csq_shrunk_among';
COMMENT ON FUNCTION shrunk(rate_summary, rate_summary[]) IS
'The rate of own pulled towards that of its peers by as much as their spread supports (empirical Bayes).';
CREATE FUNCTION mcnemar(a_only bigint, b_only bigint, confidence float8 DEFAULT 0.95, OUT ratio float8, OUT lo float8, OUT hi float8, OUT p_value float8, OUT mid_p float8) RETURNS record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 20
AS 'MODULE_PATHNAME', 'csq_mcnemar_test';
COMMENT ON FUNCTION mcnemar(bigint, bigint, float8) IS
'The same people twice: those with only the first outcome against those with only the second. Ratio of second to first with its exact interval, exact test and mid-p test.';
CREATE FUNCTION compare(before attainment, after attainment, confidence float8 DEFAULT 0.95, OUT difference float8, OUT lo float8, OUT hi float8, OUT z float8, OUT p_value float8) RETURNS record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 200
AS 'MODULE_PATHNAME', 'csq_attainment_compare';
COMMENT ON FUNCTION compare(attainment, attainment, float8) IS
'Do clocks take longer? The log-rank test (z, p_value), and the difference of the mean time in seconds within the longest limit up to which both curves are known.';
CREATE FUNCTION compare(before attainment, after attainment, confidence float8, metric text, OUT difference float8, OUT lo float8, OUT hi float8, OUT z float8, OUT p_value float8) RETURNS record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 200
AS 'MODULE_PATHNAME', 'csq_attainment_compare_metric';
COMMENT ON FUNCTION compare(attainment, attainment, float8, text) IS
'Change of a figure of the curve: within 4 hours, mean within 4 hours, median, p90; lengths in seconds.';
CREATE FUNCTION ratio(before attainment, after attainment, confidence float8 DEFAULT 0.95, metric text DEFAULT 'median', OUT ratio float8, OUT lo float8, OUT hi float8, OUT p_value float8) RETURNS record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 200
AS 'MODULE_PATHNAME', 'csq_attainment_ratio';
COMMENT ON FUNCTION ratio(attainment, attainment, float8, text) IS
'Ratio of a figure of the attainment curve, after over before, with interval and two-sided test. Metrics: within 4 hours, mean within 4 hours, median, p90 and other percentiles, in seconds.';
CREATE FUNCTION did(treated_before attainment, treated_after attainment, control_before attainment, control_after attainment, confidence float8 DEFAULT 0.95, metric text DEFAULT 'median', OUT difference float8, OUT lo float8, OUT hi float8, OUT z float8, OUT p_value float8) RETURNS record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 200
AS 'MODULE_PATHNAME', 'csq_attainment_did';
COMMENT ON FUNCTION did(attainment, attainment, attainment, attainment, float8, text) IS
'Difference in differences of a figure of the attainment curve: change of the treated minus change of the control group. Metrics: within 4 hours, mean within 4 hours, median, p90 and other percentiles, in seconds.';
CREATE FUNCTION assess(since attainment, now attainment, metric text, kind text, target float8, confidence float8 DEFAULT 0.95, OUT baseline float8, OUT value float8, OUT lo float8, OUT hi float8, OUT change float8, OUT target_value float8, OUT verdict text, OUT needed bigint) RETURNS record
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1000
AS 'MODULE_PATHNAME', 'csq_attainment_assess';
COMMENT ON FUNCTION assess(attainment, attainment, text, text, float8, float8) IS
'Has a target been attained, as judged by the interval lo to hi: of the figure for at_least and at_most, of its change for points and relative. Verdicts: attained, missed, cannot_tell, unreachable; needed: further observations that would settle it. Metrics: within 4 hours, mean within 4 hours, median, p90 and other percentiles, in seconds.';
CREATE FUNCTION rank_among(own attainment, peers attainment[], best text DEFAULT 'lowest', confidence float8 DEFAULT 0.95, metric text DEFAULT 'median', OUT rank int, OUT lo int, OUT hi int) RETURNS record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2000
AS 'MODULE_PATHNAME', 'csq_attainment_rank';
COMMENT ON FUNCTION rank_among(attainment, attainment[], text, float8, text) IS
'Place among peers, which do not include own, and the places that the data leave open. Metrics: within 4 hours, mean within 4 hours, median, p90 and other percentiles, in seconds.';
CREATE FUNCTION restricted_mean(attainment attainment, within interval) RETURNS interval
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_restricted_mean';
COMMENT ON FUNCTION restricted_mean(attainment, interval) IS
'Mean time until a clock stops, or until the limit for those that do not; NULL where the curve is not known so far.';
CREATE FUNCTION restricted_mean_lo(attainment attainment, within interval, confidence float8 DEFAULT 0.95) RETURNS interval
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_restricted_mean_lo';
COMMENT ON FUNCTION restricted_mean_lo(attainment, interval, float8) IS
'Lower end of the interval of restricted_mean().';
CREATE FUNCTION restricted_mean_hi(attainment attainment, within interval, confidence float8 DEFAULT 0.95) RETURNS interval
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_restricted_mean_hi';
COMMENT ON FUNCTION restricted_mean_hi(attainment, interval, float8) IS
'Upper end of the interval of restricted_mean().';
CREATE FUNCTION breach_risk(attainment attainment, elapsed interval, target interval) RETURNS float8
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_breach_risk';
COMMENT ON FUNCTION breach_risk(attainment, interval, interval) IS
'Chance that a clock which has run for so long will not stop within the target, as clocks like it did; NULL where that is not known.';
CREATE FUNCTION csq_internal.attainment_append(state attainment, entered interval, elapsed interval, stopped bool) RETURNS attainment
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'csq_attainment_accum_late';
COMMENT ON FUNCTION csq_internal.attainment_append(attainment, interval, interval, bool) IS
'Transition function of attainment_agg: adds a clock that was watched late.';
CREATE AGGREGATE attainment_agg(entered interval, elapsed interval, stopped bool) (
  SFUNC = csq_internal.attainment_append, STYPE = attainment, SSPACE = 256, COMBINEFUNC = csq_internal.attainment_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE attainment_agg(interval, interval, bool) IS
'Counts clocks that had run for entered when they came under observation, such as the backlog of the first day: they count among those at risk only since then.';
CREATE TYPE call_summary;
CREATE FUNCTION csq_internal.call_summary_in(cstring) RETURNS call_summary
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 200
AS 'MODULE_PATHNAME', 'csq_call_summary_in';
COMMENT ON FUNCTION csq_internal.call_summary_in(cstring) IS 'Text input of call_summary, checked.';
CREATE FUNCTION csq_internal.call_summary_out(call_summary) RETURNS cstring
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 200
AS 'MODULE_PATHNAME', 'csq_call_summary_out';
COMMENT ON FUNCTION csq_internal.call_summary_out(call_summary) IS 'Text output of call_summary: equal values print alike.';
CREATE FUNCTION csq_internal.call_summary_recv(internal) RETURNS call_summary
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 200
AS 'MODULE_PATHNAME', 'csq_call_summary_recv';
COMMENT ON FUNCTION csq_internal.call_summary_recv(internal) IS 'Binary input of call_summary, checked.';
CREATE FUNCTION csq_internal.call_summary_send(call_summary) RETURNS bytea
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 200
AS 'MODULE_PATHNAME', 'csq_call_summary_send';
COMMENT ON FUNCTION csq_internal.call_summary_send(call_summary) IS 'Binary output of call_summary: equal values give the same bytes on every platform.';
CREATE TYPE call_summary (
  INPUT = csq_internal.call_summary_in, OUTPUT = csq_internal.call_summary_out, RECEIVE = csq_internal.call_summary_recv, SEND = csq_internal.call_summary_send,
  INTERNALLENGTH = VARIABLE, ALIGNMENT = double, STORAGE = extended
);
COMMENT ON TYPE call_summary IS
'Calls offered to a queue: waits of answered, abandoned and waiting calls, and handling times; every definition of service level is read off it, mergeable.';
CREATE CAST (varchar AS call_summary) WITH INOUT AS ASSIGNMENT;
COMMENT ON CAST (varchar AS call_summary) IS 'The value of a text that is assigned to a column: drivers send texts as varchar.';
CREATE FUNCTION csq_internal.call_summary_eq(call_summary, call_summary) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_call_summary_eq';
COMMENT ON FUNCTION csq_internal.call_summary_eq(call_summary, call_summary) IS 'Implements =.';
CREATE FUNCTION csq_internal.call_summary_ne(call_summary, call_summary) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_call_summary_ne';
COMMENT ON FUNCTION csq_internal.call_summary_ne(call_summary, call_summary) IS 'Implements <>.';
CREATE FUNCTION csq_internal.call_summary_lt(call_summary, call_summary) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_call_summary_lt';
COMMENT ON FUNCTION csq_internal.call_summary_lt(call_summary, call_summary) IS 'Implements <.';
CREATE FUNCTION csq_internal.call_summary_le(call_summary, call_summary) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_call_summary_le';
COMMENT ON FUNCTION csq_internal.call_summary_le(call_summary, call_summary) IS 'Implements <=.';
CREATE FUNCTION csq_internal.call_summary_gt(call_summary, call_summary) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_call_summary_gt';
COMMENT ON FUNCTION csq_internal.call_summary_gt(call_summary, call_summary) IS 'Implements >.';
CREATE FUNCTION csq_internal.call_summary_ge(call_summary, call_summary) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_call_summary_ge';
COMMENT ON FUNCTION csq_internal.call_summary_ge(call_summary, call_summary) IS 'Implements >=.';
CREATE FUNCTION csq_internal.call_summary_cmp(call_summary, call_summary) RETURNS int
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_call_summary_cmp';
COMMENT ON FUNCTION csq_internal.call_summary_cmp(call_summary, call_summary) IS 'Order of two values, for sorting and btree indexes: negative, 0 or positive.';
CREATE FUNCTION csq_internal.call_summary_hash(call_summary) RETURNS int
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_call_summary_hash';
COMMENT ON FUNCTION csq_internal.call_summary_hash(call_summary) IS 'Hash that agrees with =, for GROUP BY and hash joins.';
CREATE FUNCTION csq_internal.call_summary_hash_extended(call_summary, bigint) RETURNS bigint
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_call_summary_hash';
COMMENT ON FUNCTION csq_internal.call_summary_hash_extended(call_summary, bigint) IS 'The same hash with a seed, for hash partitions.';
CREATE OPERATOR = (
  LEFTARG = call_summary, RIGHTARG = call_summary, FUNCTION = csq_internal.call_summary_eq,
  COMMUTATOR = =, NEGATOR = <>, RESTRICT = eqsel, JOIN = eqjoinsel, HASHES, MERGES
);
COMMENT ON OPERATOR = (call_summary, call_summary) IS 'Whether both are the same value, however they came about.';
CREATE OPERATOR <> (
  LEFTARG = call_summary, RIGHTARG = call_summary, FUNCTION = csq_internal.call_summary_ne,
  COMMUTATOR = <>, NEGATOR = =, RESTRICT = neqsel, JOIN = neqjoinsel
);
COMMENT ON OPERATOR <> (call_summary, call_summary) IS 'Whether the values differ.';
CREATE OPERATOR < (
  LEFTARG = call_summary, RIGHTARG = call_summary, FUNCTION = csq_internal.call_summary_lt,
  COMMUTATOR = >, NEGATOR = >=, RESTRICT = scalarltsel, JOIN = scalarltjoinsel
);
COMMENT ON OPERATOR < (call_summary, call_summary) IS 'Whether the first comes before the second in the order of the canonical bytes.';
CREATE OPERATOR <= (
  LEFTARG = call_summary, RIGHTARG = call_summary, FUNCTION = csq_internal.call_summary_le,
  COMMUTATOR = >=, NEGATOR = >, RESTRICT = scalarlesel, JOIN = scalarlejoinsel
);
COMMENT ON OPERATOR <= (call_summary, call_summary) IS 'Whether the first comes before the second in the order of the canonical bytes, or equals it.';
CREATE OPERATOR > (
  LEFTARG = call_summary, RIGHTARG = call_summary, FUNCTION = csq_internal.call_summary_gt,
  COMMUTATOR = <, NEGATOR = <=, RESTRICT = scalargtsel, JOIN = scalargtjoinsel
);
COMMENT ON OPERATOR > (call_summary, call_summary) IS 'Whether the first comes after the second in the order of the canonical bytes.';
CREATE OPERATOR >= (
  LEFTARG = call_summary, RIGHTARG = call_summary, FUNCTION = csq_internal.call_summary_ge,
  COMMUTATOR = <=, NEGATOR = <, RESTRICT = scalargesel, JOIN = scalargejoinsel
);
COMMENT ON OPERATOR >= (call_summary, call_summary) IS 'Whether the first comes after the second in the order of the canonical bytes, or equals it.';
CREATE OPERATOR CLASS call_summary_ops DEFAULT FOR TYPE call_summary USING hash AS
  OPERATOR 1 =,
  FUNCTION 1 csq_internal.call_summary_hash(call_summary),
  FUNCTION 2 csq_internal.call_summary_hash_extended(call_summary, bigint);
COMMENT ON OPERATOR CLASS call_summary_ops USING hash IS 'Equality of call_summary: grouping, hash joins and hash partitions.';
COMMENT ON OPERATOR FAMILY call_summary_ops USING hash IS 'Equality of call_summary: grouping, hash joins and hash partitions.';
CREATE OPERATOR CLASS call_summary_ops DEFAULT FOR TYPE call_summary USING btree AS
  OPERATOR 1 <,
  OPERATOR 2 <=,
  OPERATOR 3 =,
  OPERATOR 4 >=,
  OPERATOR 5 >,
  FUNCTION 1 csq_internal.call_summary_cmp(call_summary, call_summary);
COMMENT ON OPERATOR CLASS call_summary_ops USING btree IS 'Order of call_summary: sorting, unique indexes and merge joins.';
COMMENT ON OPERATOR FAMILY call_summary_ops USING btree IS 'Order of call_summary: sorting, unique indexes and merge joins.';
CREATE FUNCTION csq_internal.call_summary_json(call_summary) RETURNS json
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 200
AS 'MODULE_PATHNAME', 'csq_call_summary_json';
COMMENT ON FUNCTION csq_internal.call_summary_json(call_summary) IS 'The text form as json; to_json, to_jsonb, json_agg and row_to_json use it.';
CREATE CAST (call_summary AS json) WITH FUNCTION csq_internal.call_summary_json(call_summary);
COMMENT ON CAST (call_summary AS json) IS 'The text form as json.';
CREATE CAST (call_summary AS jsonb) WITH INOUT;
COMMENT ON CAST (call_summary AS jsonb) IS 'The text form as jsonb.';
CREATE CAST (jsonb AS call_summary) WITH INOUT;
COMMENT ON CAST (jsonb AS call_summary) IS 'A value from its text form, checked.';
CREATE FUNCTION csq_internal.call_summary_combine(call_summary, call_summary) RETURNS call_summary
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_call_summary_combine';
COMMENT ON FUNCTION csq_internal.call_summary_combine(call_summary, call_summary) IS
'Implements +, and merges two states of an aggregate; a NULL adds nothing.';
CREATE OPERATOR + (LEFTARG = call_summary, RIGHTARG = call_summary, FUNCTION = csq_internal.call_summary_combine, COMMUTATOR = +);
COMMENT ON OPERATOR + (call_summary, call_summary) IS 'The calls of both. A NULL adds nothing.';
CREATE AGGREGATE rollup(call_summary) (
  SFUNC = csq_internal.call_summary_combine, STYPE = call_summary, SSPACE = 1024, COMBINEFUNC = csq_internal.call_summary_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE rollup(call_summary) IS
'The calls of both. The same in any order.';
CREATE FUNCTION csq_internal.call_append(state call_summary, offered_at timestamptz, answered_at timestamptz, abandoned_at timestamptz, ended_at timestamptz) RETURNS call_summary
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_call_accum';
COMMENT ON FUNCTION csq_internal.call_append(call_summary, timestamptz, timestamptz, timestamptz, timestamptz) IS
'Adds a row to the state of call_agg().';
CREATE AGGREGATE call_agg(offered_at timestamptz, answered_at timestamptz, abandoned_at timestamptz, ended_at timestamptz) (
  SFUNC = csq_internal.call_append, STYPE = call_summary, SSPACE = 1024, COMBINEFUNC = csq_internal.call_summary_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE call_agg(timestamptz, timestamptz, timestamptz, timestamptz) IS
'Counts calls by how long they waited and how they ended. One that is neither answered nor abandoned still waits, for how long nobody says: give as_of.';
CREATE FUNCTION csq_internal.call_append(state call_summary, offered_at timestamptz, answered_at timestamptz, abandoned_at timestamptz, ended_at timestamptz, as_of timestamptz) RETURNS call_summary
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_call_accum';
COMMENT ON FUNCTION csq_internal.call_append(call_summary, timestamptz, timestamptz, timestamptz, timestamptz, timestamptz) IS
'Adds a row to the state of call_agg().';
CREATE AGGREGATE call_agg(offered_at timestamptz, answered_at timestamptz, abandoned_at timestamptz, ended_at timestamptz, as_of timestamptz) (
  SFUNC = csq_internal.call_append, STYPE = call_summary, SSPACE = 1024, COMBINEFUNC = csq_internal.call_summary_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE call_agg(timestamptz, timestamptz, timestamptz, timestamptz, timestamptz) IS
'Counts calls as known at as_of: what happened later had not happened, a call without answer had waited until then.';
CREATE FUNCTION offered(summary call_summary) RETURNS bigint
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 50
AS 'MODULE_PATHNAME', 'csq_call_offered';
COMMENT ON FUNCTION offered(call_summary) IS
'Number of calls: answered, abandoned and still waiting.';
CREATE FUNCTION answered(summary call_summary) RETURNS bigint
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 50
AS 'MODULE_PATHNAME', 'csq_call_answered';
COMMENT ON FUNCTION answered(call_summary) IS
'Number of answered calls.';
CREATE FUNCTION abandoned(summary call_summary) RETURNS bigint
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 50
AS 'MODULE_PATHNAME', 'csq_call_abandoned';
COMMENT ON FUNCTION abandoned(call_summary) IS
'Number of abandoned calls.';
CREATE FUNCTION waiting(summary call_summary) RETURNS bigint
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 50
AS 'MODULE_PATHNAME', 'csq_call_waiting';
COMMENT ON FUNCTION waiting(call_summary) IS
'Number of calls that still waited.';
CREATE FUNCTION missing(summary call_summary) RETURNS bigint
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 50
AS 'MODULE_PATHNAME', 'csq_call_missing';
COMMENT ON FUNCTION missing(call_summary) IS
'Number of rows without the time of the offer.';
CREATE FUNCTION service_level(summary call_summary, variant text, within interval, short_abandon interval DEFAULT '5 s') RETURNS float8
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 50
AS 'MODULE_PATHNAME', 'csq_call_service_level';
COMMENT ON FUNCTION service_level(call_summary, text, interval, interval) IS
'Share of calls served within a threshold, 0 to 1, by a named definition: abandons_positive, answered_only, abandons_negative, ignore_abandons_within, short_abandons_positive, ignore_short.';
CREATE FUNCTION service_rate(summary call_summary, variant text, within interval, short_abandon interval DEFAULT '5 s') RETURNS rate_summary
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 50
AS 'MODULE_PATHNAME', 'csq_call_service_rate';
COMMENT ON FUNCTION service_rate(call_summary, text, interval, interval) IS
'The same as hits of the calls that count, to be compared and assessed.';
CREATE FUNCTION asa(summary call_summary) RETURNS interval
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 50
AS 'MODULE_PATHNAME', 'csq_call_asa';
COMMENT ON FUNCTION asa(call_summary) IS
'Average speed of answer: mean wait of answered calls.';
CREATE FUNCTION aht(summary call_summary) RETURNS interval
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 50
AS 'MODULE_PATHNAME', 'csq_call_aht';
COMMENT ON FUNCTION aht(call_summary) IS
'Average handling time: from answer to end, after-call work included, of calls that have ended.';
CREATE FUNCTION wait_quantile(summary call_summary, share float8) RETURNS interval
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 50
AS 'MODULE_PATHNAME', 'csq_call_wait_quantile';
COMMENT ON FUNCTION wait_quantile(call_summary, float8) IS
'Quantile of the waits of answered calls.';
CREATE FUNCTION longest_wait(summary call_summary) RETURNS interval
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 50
AS 'MODULE_PATHNAME', 'csq_call_longest_wait';
COMMENT ON FUNCTION longest_wait(call_summary) IS
'The longest wait of any call, those that still wait included.';
CREATE FUNCTION abandon_rate(summary call_summary, short_abandon interval DEFAULT '0') RETURNS float8
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 50
AS 'MODULE_PATHNAME', 'csq_call_abandon_rate';
COMMENT ON FUNCTION abandon_rate(call_summary, interval) IS
'Abandoned of answered and abandoned calls; abandons not longer than short_abandon are left out.';
CREATE FUNCTION connect_rate(summary call_summary) RETURNS float8
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 50
AS 'MODULE_PATHNAME', 'csq_call_connect_rate';
COMMENT ON FUNCTION connect_rate(call_summary) IS
'Answered of answered and abandoned calls.';
CREATE FUNCTION occupancy(summary call_summary, staffed interval) RETURNS float8
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 50
AS 'MODULE_PATHNAME', 'csq_call_occupancy';
COMMENT ON FUNCTION occupancy(call_summary, interval) IS
'Handling time over the staffed time of the agents.';
CREATE FUNCTION erlang_b(agents int, load float8) RETURNS float8
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 20
AS 'MODULE_PATHNAME', 'csq_erlang_b_pg';
COMMENT ON FUNCTION erlang_b(int, float8) IS
'Chance that a call is lost where nobody waits (Erlang B); load in erlangs.';
CREATE FUNCTION erlang_c(agents int, load float8) RETURNS float8
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 20
AS 'MODULE_PATHNAME', 'csq_erlang_c_pg';
COMMENT ON FUNCTION erlang_c(int, float8) IS
'Chance that a call has to wait (Erlang C); load in erlangs. NULL when the load is not below the agents: the queue would grow without end.';
CREATE FUNCTION erlang_service_level(agents int, load float8, handling interval, within interval) RETURNS float8
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 20
AS 'MODULE_PATHNAME', 'csq_erlang_level';
COMMENT ON FUNCTION erlang_service_level(int, float8, interval, interval) IS
'Expected share of calls answered within a threshold (Erlang C); NULL when the load is not below the agents.';
CREATE FUNCTION erlang_asa(agents int, load float8, handling interval) RETURNS interval
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 20
AS 'MODULE_PATHNAME', 'csq_erlang_wait';
COMMENT ON FUNCTION erlang_asa(int, float8, interval) IS
'Expected mean wait (Erlang C); NULL when the load is not below the agents.';
CREATE FUNCTION agents_needed(calls float8, period interval, handling interval, share float8, within interval, most_busy float8 DEFAULT 1) RETURNS int
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 20
AS 'MODULE_PATHNAME', 'csq_agents_needed';
COMMENT ON FUNCTION agents_needed(float8, interval, interval, float8, interval, float8) IS
'The fewest agents who answer a share of the calls of a period within a threshold, and are busy for at most a share of their time (Erlang C).';
CREATE TYPE backlog;
CREATE FUNCTION csq_internal.backlog_in(cstring) RETURNS backlog
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 500
AS 'MODULE_PATHNAME', 'csq_backlog_in';
COMMENT ON FUNCTION csq_internal.backlog_in(cstring) IS 'Text input of backlog, checked.';
CREATE FUNCTION csq_internal.backlog_out(backlog) RETURNS cstring
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 500
AS 'MODULE_PATHNAME', 'csq_backlog_out';
COMMENT ON FUNCTION csq_internal.backlog_out(backlog) IS 'Text output of backlog: equal values print alike.';
CREATE FUNCTION csq_internal.backlog_recv(internal) RETURNS backlog
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 500
AS 'MODULE_PATHNAME', 'csq_backlog_recv';
COMMENT ON FUNCTION csq_internal.backlog_recv(internal) IS 'Binary input of backlog, checked.';
CREATE FUNCTION csq_internal.backlog_send(backlog) RETURNS bytea
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 500
AS 'MODULE_PATHNAME', 'csq_backlog_send';
COMMENT ON FUNCTION csq_internal.backlog_send(backlog) IS 'Binary output of backlog: equal values give the same bytes on every platform.';
CREATE TYPE backlog (
  INPUT = csq_internal.backlog_in, OUTPUT = csq_internal.backlog_out, RECEIVE = csq_internal.backlog_recv, SEND = csq_internal.backlog_send,
  INTERNALLENGTH = VARIABLE, ALIGNMENT = double, STORAGE = extended
);
COMMENT ON TYPE backlog IS
'When cases were opened and closed: the backlog of any instant, and how old it was, mergeable.';
CREATE CAST (varchar AS backlog) WITH INOUT AS ASSIGNMENT;
COMMENT ON CAST (varchar AS backlog) IS 'The value of a text that is assigned to a column: drivers send texts as varchar.';
CREATE FUNCTION csq_internal.backlog_eq(backlog, backlog) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_backlog_eq';
COMMENT ON FUNCTION csq_internal.backlog_eq(backlog, backlog) IS 'Implements =.';
CREATE FUNCTION csq_internal.backlog_ne(backlog, backlog) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_backlog_ne';
COMMENT ON FUNCTION csq_internal.backlog_ne(backlog, backlog) IS 'Implements <>.';
CREATE FUNCTION csq_internal.backlog_lt(backlog, backlog) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_backlog_lt';
COMMENT ON FUNCTION csq_internal.backlog_lt(backlog, backlog) IS 'Implements <.';
CREATE FUNCTION csq_internal.backlog_le(backlog, backlog) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_backlog_le';
COMMENT ON FUNCTION csq_internal.backlog_le(backlog, backlog) IS 'Implements <=.';
CREATE FUNCTION csq_internal.backlog_gt(backlog, backlog) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_backlog_gt';
COMMENT ON FUNCTION csq_internal.backlog_gt(backlog, backlog) IS 'Implements >.';
CREATE FUNCTION csq_internal.backlog_ge(backlog, backlog) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_backlog_ge';
COMMENT ON FUNCTION csq_internal.backlog_ge(backlog, backlog) IS 'Implements >=.';
CREATE FUNCTION csq_internal.backlog_cmp(backlog, backlog) RETURNS int
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_backlog_cmp';
COMMENT ON FUNCTION csq_internal.backlog_cmp(backlog, backlog) IS 'Order of two values, for sorting and btree indexes: negative, 0 or positive.';
CREATE FUNCTION csq_internal.backlog_hash(backlog) RETURNS int
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_backlog_hash';
COMMENT ON FUNCTION csq_internal.backlog_hash(backlog) IS 'Hash that agrees with =, for GROUP BY and hash joins.';
CREATE FUNCTION csq_internal.backlog_hash_extended(backlog, bigint) RETURNS bigint
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_backlog_hash';
COMMENT ON FUNCTION csq_internal.backlog_hash_extended(backlog, bigint) IS 'The same hash with a seed, for hash partitions.';
CREATE OPERATOR = (
  LEFTARG = backlog, RIGHTARG = backlog, FUNCTION = csq_internal.backlog_eq,
  COMMUTATOR = =, NEGATOR = <>, RESTRICT = eqsel, JOIN = eqjoinsel, HASHES, MERGES
);
COMMENT ON OPERATOR = (backlog, backlog) IS 'Whether both are the same value, however they came about.';
CREATE OPERATOR <> (
  LEFTARG = backlog, RIGHTARG = backlog, FUNCTION = csq_internal.backlog_ne,
  COMMUTATOR = <>, NEGATOR = =, RESTRICT = neqsel, JOIN = neqjoinsel
);
COMMENT ON OPERATOR <> (backlog, backlog) IS 'Whether the values differ.';
CREATE OPERATOR < (
  LEFTARG = backlog, RIGHTARG = backlog, FUNCTION = csq_internal.backlog_lt,
  COMMUTATOR = >, NEGATOR = >=, RESTRICT = scalarltsel, JOIN = scalarltjoinsel
);
COMMENT ON OPERATOR < (backlog, backlog) IS 'Whether the first comes before the second in the order of the canonical bytes.';
CREATE OPERATOR <= (
  LEFTARG = backlog, RIGHTARG = backlog, FUNCTION = csq_internal.backlog_le,
  COMMUTATOR = >=, NEGATOR = >, RESTRICT = scalarlesel, JOIN = scalarlejoinsel
);
COMMENT ON OPERATOR <= (backlog, backlog) IS 'Whether the first comes before the second in the order of the canonical bytes, or equals it.';
CREATE OPERATOR > (
  LEFTARG = backlog, RIGHTARG = backlog, FUNCTION = csq_internal.backlog_gt,
  COMMUTATOR = <, NEGATOR = <=, RESTRICT = scalargtsel, JOIN = scalargtjoinsel
);
COMMENT ON OPERATOR > (backlog, backlog) IS 'Whether the first comes after the second in the order of the canonical bytes.';
CREATE OPERATOR >= (
  LEFTARG = backlog, RIGHTARG = backlog, FUNCTION = csq_internal.backlog_ge,
  COMMUTATOR = <=, NEGATOR = <, RESTRICT = scalargesel, JOIN = scalargejoinsel
);
COMMENT ON OPERATOR >= (backlog, backlog) IS 'Whether the first comes after the second in the order of the canonical bytes, or equals it.';
CREATE OPERATOR CLASS backlog_ops DEFAULT FOR TYPE backlog USING hash AS
  OPERATOR 1 =,
  FUNCTION 1 csq_internal.backlog_hash(backlog),
  FUNCTION 2 csq_internal.backlog_hash_extended(backlog, bigint);
COMMENT ON OPERATOR CLASS backlog_ops USING hash IS 'Equality of backlog: grouping, hash joins and hash partitions.';
COMMENT ON OPERATOR FAMILY backlog_ops USING hash IS 'Equality of backlog: grouping, hash joins and hash partitions.';
CREATE OPERATOR CLASS backlog_ops DEFAULT FOR TYPE backlog USING btree AS
  OPERATOR 1 <,
  OPERATOR 2 <=,
  OPERATOR 3 =,
  OPERATOR 4 >=,
  OPERATOR 5 >,
  FUNCTION 1 csq_internal.backlog_cmp(backlog, backlog);
COMMENT ON OPERATOR CLASS backlog_ops USING btree IS 'Order of backlog: sorting, unique indexes and merge joins.';
COMMENT ON OPERATOR FAMILY backlog_ops USING btree IS 'Order of backlog: sorting, unique indexes and merge joins.';
CREATE FUNCTION csq_internal.backlog_json(backlog) RETURNS json
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 500
AS 'MODULE_PATHNAME', 'csq_backlog_json';
COMMENT ON FUNCTION csq_internal.backlog_json(backlog) IS 'The text form as json; to_json, to_jsonb, json_agg and row_to_json use it.';
CREATE CAST (backlog AS json) WITH FUNCTION csq_internal.backlog_json(backlog);
COMMENT ON CAST (backlog AS json) IS 'The text form as json.';
CREATE CAST (backlog AS jsonb) WITH INOUT;
COMMENT ON CAST (backlog AS jsonb) IS 'The text form as jsonb.';
CREATE CAST (jsonb AS backlog) WITH INOUT;
COMMENT ON CAST (jsonb AS backlog) IS 'A value from its text form, checked.';
CREATE FUNCTION csq_internal.backlog_combine(backlog, backlog) RETURNS backlog
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_backlog_combine';
COMMENT ON FUNCTION csq_internal.backlog_combine(backlog, backlog) IS
'Implements +, and merges two states of an aggregate; a NULL adds nothing.';
CREATE OPERATOR + (LEFTARG = backlog, RIGHTARG = backlog, FUNCTION = csq_internal.backlog_combine, COMMUTATOR = +);
COMMENT ON OPERATOR + (backlog, backlog) IS 'The cases of both. A NULL adds nothing.';
CREATE AGGREGATE rollup(backlog) (
  SFUNC = csq_internal.backlog_combine, STYPE = backlog, SSPACE = 256, COMBINEFUNC = csq_internal.backlog_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE rollup(backlog) IS
'The cases of both. The same in any order.';
CREATE FUNCTION csq_internal.backlog_append(state backlog, opened_at timestamptz, closed_at timestamptz) RETURNS backlog
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'csq_backlog_accum';
COMMENT ON FUNCTION csq_internal.backlog_append(backlog, timestamptz, timestamptz) IS
'Adds a row to the state of backlog_agg().';
CREATE AGGREGATE backlog_agg(opened_at timestamptz, closed_at timestamptz) (
  SFUNC = csq_internal.backlog_append, STYPE = backlog, SSPACE = 256, COMBINEFUNC = csq_internal.backlog_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE backlog_agg(timestamptz, timestamptz) IS
'Keeps when cases were opened and closed; without a closing a case is open.';
CREATE FUNCTION csq_internal.backlog_append(state backlog, opened_on date, closed_on date) RETURNS backlog
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'csq_backlog_accum_dates';
COMMENT ON FUNCTION csq_internal.backlog_append(backlog, date, date) IS
'Adds a row to the state of backlog_agg().';
CREATE AGGREGATE backlog_agg(opened_on date, closed_on date) (
  SFUNC = csq_internal.backlog_append, STYPE = backlog, SSPACE = 256, COMBINEFUNC = csq_internal.backlog_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE backlog_agg(date, date) IS
'Keeps the days on which cases were opened and closed; ask by date.';
CREATE FUNCTION open_at(backlog backlog, at timestamptz) RETURNS bigint
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 500
AS 'MODULE_PATHNAME', 'csq_backlog_at';
COMMENT ON FUNCTION open_at(backlog, timestamptz) IS
'Number of cases open then: opened by then, and not closed by then.';
CREATE FUNCTION ageing(backlog backlog, at timestamptz, cuts interval[], OUT "from" interval, OUT "to" interval, OUT n bigint) RETURNS SETOF record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1000 ROWS 6 SUPPORT csq_internal.rows_support
AS 'MODULE_PATHNAME', 'csq_backlog_ageing';
COMMENT ON FUNCTION ageing(backlog, timestamptz, interval[]) IS
'The cases open then by age: from one cut until before the next, the last without end; with 0 where there are none.';
CREATE FUNCTION ages(backlog backlog, at timestamptz) RETURNS duration_summary
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1000
AS 'MODULE_PATHNAME', 'csq_backlog_ages_of';
COMMENT ON FUNCTION ages(backlog, timestamptz) IS
'The ages of the cases open then: median(), quantile(), maximum() of them. NULL when none is open.';
CREATE FUNCTION open_at(backlog backlog, at date) RETURNS bigint
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 500
AS 'MODULE_PATHNAME', 'csq_backlog_at';
COMMENT ON FUNCTION open_at(backlog, date) IS
'Number of cases open then: opened by then, and not closed by then.';
CREATE FUNCTION ageing(backlog backlog, at date, cuts interval[], OUT "from" interval, OUT "to" interval, OUT n bigint) RETURNS SETOF record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1000 ROWS 6 SUPPORT csq_internal.rows_support
AS 'MODULE_PATHNAME', 'csq_backlog_ageing';
COMMENT ON FUNCTION ageing(backlog, date, interval[]) IS
'The cases open then by age: from one cut until before the next, the last without end; with 0 where there are none.';
CREATE FUNCTION ages(backlog backlog, at date) RETURNS duration_summary
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1000
AS 'MODULE_PATHNAME', 'csq_backlog_ages_of';
COMMENT ON FUNCTION ages(backlog, date) IS
'The ages of the cases open then: median(), quantile(), maximum() of them. NULL when none is open.';
CREATE FUNCTION open_at(backlog backlog, at text) RETURNS bigint
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 500
AS 'MODULE_PATHNAME', 'csq_backlog_at';
COMMENT ON FUNCTION open_at(backlog, text) IS
'Number of cases open then: opened by then, and not closed by then.';
CREATE FUNCTION ageing(backlog backlog, at text, cuts interval[], OUT "from" interval, OUT "to" interval, OUT n bigint) RETURNS SETOF record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1000 ROWS 6 SUPPORT csq_internal.rows_support
AS 'MODULE_PATHNAME', 'csq_backlog_ageing';
COMMENT ON FUNCTION ageing(backlog, text, interval[]) IS
'The cases open then by age: from one cut until before the next, the last without end; with 0 where there are none.';
CREATE FUNCTION ages(backlog backlog, at text) RETURNS duration_summary
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1000
AS 'MODULE_PATHNAME', 'csq_backlog_ages_of';
COMMENT ON FUNCTION ages(backlog, text) IS
'The ages of the cases open then: median(), quantile(), maximum() of them. NULL when none is open.';
CREATE FUNCTION opened_between(backlog backlog, from_at timestamptz, to_at timestamptz) RETURNS bigint
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 500
AS 'MODULE_PATHNAME', 'csq_backlog_came';
COMMENT ON FUNCTION opened_between(backlog, timestamptz, timestamptz) IS
'Number of cases opened from one instant until before another.';
CREATE FUNCTION closed_between(backlog backlog, from_at timestamptz, to_at timestamptz) RETURNS bigint
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 500
AS 'MODULE_PATHNAME', 'csq_backlog_went';
COMMENT ON FUNCTION closed_between(backlog, timestamptz, timestamptz) IS
'Number of cases closed from one instant until before another.';
CREATE FUNCTION backlog_series(backlog backlog, from_at timestamptz, to_at timestamptz, step interval, OUT at timestamptz, OUT open_cases bigint) RETURNS SETOF record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2000 ROWS 100 SUPPORT csq_internal.rows_support
AS 'MODULE_PATHNAME', 'csq_backlog_rows';
COMMENT ON FUNCTION backlog_series(backlog, timestamptz, timestamptz, interval) IS
'The number of open cases at an instant and every step after it.';
CREATE FUNCTION opened_between(backlog backlog, from_at date, to_at date) RETURNS bigint
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 500
AS 'MODULE_PATHNAME', 'csq_backlog_came';
COMMENT ON FUNCTION opened_between(backlog, date, date) IS
'Number of cases opened from one instant until before another.';
CREATE FUNCTION closed_between(backlog backlog, from_at date, to_at date) RETURNS bigint
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 500
AS 'MODULE_PATHNAME', 'csq_backlog_went';
COMMENT ON FUNCTION closed_between(backlog, date, date) IS
'Number of cases closed from one instant until before another.';
CREATE FUNCTION backlog_series(backlog backlog, from_at date, to_at date, step interval, OUT at timestamptz, OUT open_cases bigint) RETURNS SETOF record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2000 ROWS 100 SUPPORT csq_internal.rows_support
AS 'MODULE_PATHNAME', 'csq_backlog_rows';
COMMENT ON FUNCTION backlog_series(backlog, date, date, interval) IS
'The number of open cases at an instant and every step after it.';
CREATE FUNCTION opened_between(backlog backlog, from_at text, to_at text) RETURNS bigint
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 500
AS 'MODULE_PATHNAME', 'csq_backlog_came';
COMMENT ON FUNCTION opened_between(backlog, text, text) IS
'Number of cases opened from one instant until before another.';
CREATE FUNCTION closed_between(backlog backlog, from_at text, to_at text) RETURNS bigint
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 500
AS 'MODULE_PATHNAME', 'csq_backlog_went';
COMMENT ON FUNCTION closed_between(backlog, text, text) IS
'Number of cases closed from one instant until before another.';
CREATE FUNCTION backlog_series(backlog backlog, from_at text, to_at text, step interval, OUT at timestamptz, OUT open_cases bigint) RETURNS SETOF record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2000 ROWS 100 SUPPORT csq_internal.rows_support
AS 'MODULE_PATHNAME', 'csq_backlog_rows';
COMMENT ON FUNCTION backlog_series(backlog, text, text, interval) IS
'The number of open cases at an instant and every step after it.';
CREATE FUNCTION opened_between(backlog backlog, from_at timestamptz, to_at text) RETURNS bigint
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 500
AS 'MODULE_PATHNAME', 'csq_backlog_came';
COMMENT ON FUNCTION opened_between(backlog, timestamptz, text) IS
'Number of cases opened from one instant until before another.';
CREATE FUNCTION closed_between(backlog backlog, from_at timestamptz, to_at text) RETURNS bigint
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 500
AS 'MODULE_PATHNAME', 'csq_backlog_went';
COMMENT ON FUNCTION closed_between(backlog, timestamptz, text) IS
'Number of cases closed from one instant until before another.';
CREATE FUNCTION backlog_series(backlog backlog, from_at timestamptz, to_at text, step interval, OUT at timestamptz, OUT open_cases bigint) RETURNS SETOF record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2000 ROWS 100 SUPPORT csq_internal.rows_support
AS 'MODULE_PATHNAME', 'csq_backlog_rows';
COMMENT ON FUNCTION backlog_series(backlog, timestamptz, text, interval) IS
'The number of open cases at an instant and every step after it.';
CREATE FUNCTION opened_between(backlog backlog, from_at text, to_at timestamptz) RETURNS bigint
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 500
AS 'MODULE_PATHNAME', 'csq_backlog_came';
COMMENT ON FUNCTION opened_between(backlog, text, timestamptz) IS
'Number of cases opened from one instant until before another.';
CREATE FUNCTION closed_between(backlog backlog, from_at text, to_at timestamptz) RETURNS bigint
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 500
AS 'MODULE_PATHNAME', 'csq_backlog_went';
COMMENT ON FUNCTION closed_between(backlog, text, timestamptz) IS
'Number of cases closed from one instant until before another.';
CREATE FUNCTION backlog_series(backlog backlog, from_at text, to_at timestamptz, step interval, OUT at timestamptz, OUT open_cases bigint) RETURNS SETOF record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2000 ROWS 100 SUPPORT csq_internal.rows_support
AS 'MODULE_PATHNAME', 'csq_backlog_rows';
COMMENT ON FUNCTION backlog_series(backlog, text, timestamptz, interval) IS
'The number of open cases at an instant and every step after it.';
CREATE FUNCTION missing(backlog backlog) RETURNS bigint
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 500
AS 'MODULE_PATHNAME', 'csq_backlog_missing';
COMMENT ON FUNCTION missing(backlog) IS
'Number of rows without an opening.';
CREATE TYPE repeats;
CREATE FUNCTION csq_internal.repeats_in(cstring) RETURNS repeats
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 500
AS 'MODULE_PATHNAME', 'csq_repeats_in';
COMMENT ON FUNCTION csq_internal.repeats_in(cstring) IS 'Text input of repeats, checked.';
CREATE FUNCTION csq_internal.repeats_out(repeats) RETURNS cstring
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 500
AS 'MODULE_PATHNAME', 'csq_repeats_out';
COMMENT ON FUNCTION csq_internal.repeats_out(repeats) IS 'Text output of repeats: equal values print alike.';
CREATE FUNCTION csq_internal.repeats_recv(internal) RETURNS repeats
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 500
AS 'MODULE_PATHNAME', 'csq_repeats_recv';
COMMENT ON FUNCTION csq_internal.repeats_recv(internal) IS 'Binary input of repeats, checked.';
CREATE FUNCTION csq_internal.repeats_send(repeats) RETURNS bytea
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 500
AS 'MODULE_PATHNAME', 'csq_repeats_send';
COMMENT ON FUNCTION csq_internal.repeats_send(repeats) IS 'Binary output of repeats: equal values give the same bytes on every platform.';
CREATE TYPE repeats (
  INPUT = csq_internal.repeats_in, OUTPUT = csq_internal.repeats_out, RECEIVE = csq_internal.repeats_recv, SEND = csq_internal.repeats_send,
  INTERNALLENGTH = VARIABLE, ALIGNMENT = double, STORAGE = extended
);
COMMENT ON TYPE repeats IS
'Contacts by customer and issue, hashed: who had to come again within a window, and of whom that is not known yet; mergeable.';
CREATE CAST (varchar AS repeats) WITH INOUT AS ASSIGNMENT;
COMMENT ON CAST (varchar AS repeats) IS 'The value of a text that is assigned to a column: drivers send texts as varchar.';
CREATE FUNCTION csq_internal.repeats_eq(repeats, repeats) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_repeats_eq';
COMMENT ON FUNCTION csq_internal.repeats_eq(repeats, repeats) IS 'Implements =.';
CREATE FUNCTION csq_internal.repeats_ne(repeats, repeats) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_repeats_ne';
COMMENT ON FUNCTION csq_internal.repeats_ne(repeats, repeats) IS 'Implements <>.';
CREATE FUNCTION csq_internal.repeats_lt(repeats, repeats) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_repeats_lt';
COMMENT ON FUNCTION csq_internal.repeats_lt(repeats, repeats) IS 'Implements <.';
CREATE FUNCTION csq_internal.repeats_le(repeats, repeats) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_repeats_le';
COMMENT ON FUNCTION csq_internal.repeats_le(repeats, repeats) IS 'Implements <=.';
CREATE FUNCTION csq_internal.repeats_gt(repeats, repeats) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_repeats_gt';
COMMENT ON FUNCTION csq_internal.repeats_gt(repeats, repeats) IS 'Implements >.';
CREATE FUNCTION csq_internal.repeats_ge(repeats, repeats) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_repeats_ge';
COMMENT ON FUNCTION csq_internal.repeats_ge(repeats, repeats) IS 'Implements >=.';
CREATE FUNCTION csq_internal.repeats_cmp(repeats, repeats) RETURNS int
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_repeats_cmp';
COMMENT ON FUNCTION csq_internal.repeats_cmp(repeats, repeats) IS 'Order of two values, for sorting and btree indexes: negative, 0 or positive.';
CREATE FUNCTION csq_internal.repeats_hash(repeats) RETURNS int
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_repeats_hash';
COMMENT ON FUNCTION csq_internal.repeats_hash(repeats) IS 'Hash that agrees with =, for GROUP BY and hash joins.';
CREATE FUNCTION csq_internal.repeats_hash_extended(repeats, bigint) RETURNS bigint
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_repeats_hash';
COMMENT ON FUNCTION csq_internal.repeats_hash_extended(repeats, bigint) IS 'The same hash with a seed, for hash partitions.';
CREATE OPERATOR = (
  LEFTARG = repeats, RIGHTARG = repeats, FUNCTION = csq_internal.repeats_eq,
  COMMUTATOR = =, NEGATOR = <>, RESTRICT = eqsel, JOIN = eqjoinsel, HASHES, MERGES
);
COMMENT ON OPERATOR = (repeats, repeats) IS 'Whether both are the same value, however they came about.';
CREATE OPERATOR <> (
  LEFTARG = repeats, RIGHTARG = repeats, FUNCTION = csq_internal.repeats_ne,
  COMMUTATOR = <>, NEGATOR = =, RESTRICT = neqsel, JOIN = neqjoinsel
);
COMMENT ON OPERATOR <> (repeats, repeats) IS 'Whether the values differ.';
CREATE OPERATOR < (
  LEFTARG = repeats, RIGHTARG = repeats, FUNCTION = csq_internal.repeats_lt,
  COMMUTATOR = >, NEGATOR = >=, RESTRICT = scalarltsel, JOIN = scalarltjoinsel
);
COMMENT ON OPERATOR < (repeats, repeats) IS 'Whether the first comes before the second in the order of the canonical bytes.';
CREATE OPERATOR <= (
  LEFTARG = repeats, RIGHTARG = repeats, FUNCTION = csq_internal.repeats_le,
  COMMUTATOR = >=, NEGATOR = >, RESTRICT = scalarlesel, JOIN = scalarlejoinsel
);
COMMENT ON OPERATOR <= (repeats, repeats) IS 'Whether the first comes before the second in the order of the canonical bytes, or equals it.';
CREATE OPERATOR > (
  LEFTARG = repeats, RIGHTARG = repeats, FUNCTION = csq_internal.repeats_gt,
  COMMUTATOR = <, NEGATOR = <=, RESTRICT = scalargtsel, JOIN = scalargtjoinsel
);
COMMENT ON OPERATOR > (repeats, repeats) IS 'Whether the first comes after the second in the order of the canonical bytes.';
CREATE OPERATOR >= (
  LEFTARG = repeats, RIGHTARG = repeats, FUNCTION = csq_internal.repeats_ge,
  COMMUTATOR = <=, NEGATOR = <, RESTRICT = scalargesel, JOIN = scalargejoinsel
);
COMMENT ON OPERATOR >= (repeats, repeats) IS 'Whether the first comes after the second in the order of the canonical bytes, or equals it.';
CREATE OPERATOR CLASS repeats_ops DEFAULT FOR TYPE repeats USING hash AS
  OPERATOR 1 =,
  FUNCTION 1 csq_internal.repeats_hash(repeats),
  FUNCTION 2 csq_internal.repeats_hash_extended(repeats, bigint);
COMMENT ON OPERATOR CLASS repeats_ops USING hash IS 'Equality of repeats: grouping, hash joins and hash partitions.';
COMMENT ON OPERATOR FAMILY repeats_ops USING hash IS 'Equality of repeats: grouping, hash joins and hash partitions.';
CREATE OPERATOR CLASS repeats_ops DEFAULT FOR TYPE repeats USING btree AS
  OPERATOR 1 <,
  OPERATOR 2 <=,
  OPERATOR 3 =,
  OPERATOR 4 >=,
  OPERATOR 5 >,
  FUNCTION 1 csq_internal.repeats_cmp(repeats, repeats);
COMMENT ON OPERATOR CLASS repeats_ops USING btree IS 'Order of repeats: sorting, unique indexes and merge joins.';
COMMENT ON OPERATOR FAMILY repeats_ops USING btree IS 'Order of repeats: sorting, unique indexes and merge joins.';
CREATE FUNCTION csq_internal.repeats_json(repeats) RETURNS json
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 500
AS 'MODULE_PATHNAME', 'csq_repeats_json';
COMMENT ON FUNCTION csq_internal.repeats_json(repeats) IS 'The text form as json; to_json, to_jsonb, json_agg and row_to_json use it.';
CREATE CAST (repeats AS json) WITH FUNCTION csq_internal.repeats_json(repeats);
COMMENT ON CAST (repeats AS json) IS 'The text form as json.';
CREATE CAST (repeats AS jsonb) WITH INOUT;
COMMENT ON CAST (repeats AS jsonb) IS 'The text form as jsonb.';
CREATE CAST (jsonb AS repeats) WITH INOUT;
COMMENT ON CAST (jsonb AS repeats) IS 'A value from its text form, checked.';
CREATE FUNCTION csq_internal.repeats_combine(repeats, repeats) RETURNS repeats
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_repeats_combine';
COMMENT ON FUNCTION csq_internal.repeats_combine(repeats, repeats) IS
'Implements +, and merges two states of an aggregate; a NULL adds nothing.';
CREATE OPERATOR + (LEFTARG = repeats, RIGHTARG = repeats, FUNCTION = csq_internal.repeats_combine, COMMUTATOR = +);
COMMENT ON OPERATOR + (repeats, repeats) IS 'The contacts of both. A NULL adds nothing.';
CREATE AGGREGATE rollup(repeats) (
  SFUNC = csq_internal.repeats_combine, STYPE = repeats, SSPACE = 256, COMBINEFUNC = csq_internal.repeats_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE rollup(repeats) IS
'The contacts of both. The same in any order.';
CREATE FUNCTION csq_internal.repeat_append(state repeats, customer text, issue text, at timestamptz, within interval, as_of timestamptz) RETURNS repeats
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'csq_repeats_accum';
COMMENT ON FUNCTION csq_internal.repeat_append(repeats, text, text, timestamptz, interval, timestamptz) IS
'Adds a row to the state of repeat_agg().';
CREATE AGGREGATE repeat_agg(customer text, issue text, at timestamptz, within interval, as_of timestamptz) (
  SFUNC = csq_internal.repeat_append, STYPE = repeats, SSPACE = 256, COMBINEFUNC = csq_internal.repeats_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE repeat_agg(text, text, timestamptz, interval, timestamptz) IS
'Keeps contacts as known at as_of: one of the same customer and issue that follows within the window is a repeat. Customers and issues are hashed, no name is kept.';
CREATE FUNCTION csq_internal.repeat_append(state repeats, customer text, issue text, at timestamptz, within interval, as_of text) RETURNS repeats
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'csq_repeats_accum_text';
COMMENT ON FUNCTION csq_internal.repeat_append(repeats, text, text, timestamptz, interval, text) IS
'Adds a row to the state of repeat_agg().';
CREATE AGGREGATE repeat_agg(customer text, issue text, at timestamptz, within interval, as_of text) (
  SFUNC = csq_internal.repeat_append, STYPE = repeats, SSPACE = 256, COMBINEFUNC = csq_internal.repeats_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE repeat_agg(text, text, timestamptz, interval, text) IS
'Keeps contacts as known at as_of: one of the same customer and issue that follows within the window is a repeat. Customers and issues are hashed, no name is kept.';
CREATE FUNCTION contacts(repeats repeats) RETURNS bigint
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 500
AS 'MODULE_PATHNAME', 'csq_repeats_contacts';
COMMENT ON FUNCTION contacts(repeats) IS
'Number of contacts.';
CREATE FUNCTION first_contacts(repeats repeats) RETURNS bigint
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 500
AS 'MODULE_PATHNAME', 'csq_repeats_first';
COMMENT ON FUNCTION first_contacts(repeats) IS
'Contacts that no other of the same customer and issue preceded within the window.';
CREATE FUNCTION repeated(repeats repeats) RETURNS bigint
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 500
AS 'MODULE_PATHNAME', 'csq_repeats_repeated';
COMMENT ON FUNCTION repeated(repeats) IS
'First contacts that another followed within the window.';
CREATE FUNCTION pending(repeats repeats) RETURNS bigint
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 500
AS 'MODULE_PATHNAME', 'csq_repeats_pending';
COMMENT ON FUNCTION pending(repeats) IS
'First contacts that no other has followed and whose window is not over: it is not known yet.';
CREATE FUNCTION missing(repeats repeats) RETURNS bigint
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 500
AS 'MODULE_PATHNAME', 'csq_repeats_missing';
COMMENT ON FUNCTION missing(repeats) IS
'Number of rows without customer or instant.';
CREATE FUNCTION rate_summary(repeats repeats) RETURNS rate_summary
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 500
AS 'MODULE_PATHNAME', 'csq_repeats_rate';
COMMENT ON FUNCTION rate_summary(repeats) IS
'Repeated as hits of the first contacts of which it is known.';
CREATE FUNCTION resolved_at_first(repeats repeats) RETURNS rate_summary
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 500
AS 'MODULE_PATHNAME', 'csq_repeats_resolved';
COMMENT ON FUNCTION resolved_at_first(repeats) IS
'First-contact resolution: those not repeated as hits of the first contacts of which it is known.';
CREATE FUNCTION repeat_share(repeats repeats) RETURNS rate_summary
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 500
AS 'MODULE_PATHNAME', 'csq_repeats_share';
COMMENT ON FUNCTION repeat_share(repeats) IS
'Contacts that are repeats as hits of all contacts.';
CREATE TYPE series;
CREATE FUNCTION csq_internal.series_in(cstring) RETURNS series
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_series_in';
COMMENT ON FUNCTION csq_internal.series_in(cstring) IS 'Text input of series, checked.';
CREATE FUNCTION csq_internal.series_out(series) RETURNS cstring
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_series_out';
COMMENT ON FUNCTION csq_internal.series_out(series) IS 'Text output of series: equal values print alike.';
CREATE FUNCTION csq_internal.series_recv(internal) RETURNS series
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_series_recv';
COMMENT ON FUNCTION csq_internal.series_recv(internal) IS 'Binary input of series, checked.';
CREATE FUNCTION csq_internal.series_send(series) RETURNS bytea
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_series_send';
COMMENT ON FUNCTION csq_internal.series_send(series) IS 'Binary output of series: equal values give the same bytes on every platform.';
CREATE TYPE series (
  INPUT = csq_internal.series_in, OUTPUT = csq_internal.series_out, RECEIVE = csq_internal.series_recv, SEND = csq_internal.series_send,
  INTERNALLENGTH = VARIABLE, ALIGNMENT = double, STORAGE = extended
);
COMMENT ON TYPE series IS
'One metric by day, week, month or hour: what charts, surges and trends read. Exact sums, mergeable. {"v":1,"bucket":"date","measure":"count","rows":[[bucket,n,sum],...]}.';
CREATE CAST (varchar AS series) WITH INOUT AS ASSIGNMENT;
COMMENT ON CAST (varchar AS series) IS 'The value of a text that is assigned to a column: drivers send texts as varchar.';
CREATE FUNCTION csq_internal.series_eq(series, series) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_series_eq';
COMMENT ON FUNCTION csq_internal.series_eq(series, series) IS 'Implements =.';
CREATE FUNCTION csq_internal.series_ne(series, series) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_series_ne';
COMMENT ON FUNCTION csq_internal.series_ne(series, series) IS 'Implements <>.';
CREATE FUNCTION csq_internal.series_lt(series, series) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_series_lt';
COMMENT ON FUNCTION csq_internal.series_lt(series, series) IS 'Implements <.';
CREATE FUNCTION csq_internal.series_le(series, series) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_series_le';
COMMENT ON FUNCTION csq_internal.series_le(series, series) IS 'Implements <=.';
CREATE FUNCTION csq_internal.series_gt(series, series) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_series_gt';
COMMENT ON FUNCTION csq_internal.series_gt(series, series) IS 'Implements >.';
CREATE FUNCTION csq_internal.series_ge(series, series) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_series_ge';
COMMENT ON FUNCTION csq_internal.series_ge(series, series) IS 'Implements >=.';
CREATE FUNCTION csq_internal.series_cmp(series, series) RETURNS int
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_series_cmp';
COMMENT ON FUNCTION csq_internal.series_cmp(series, series) IS 'Order of two values, for sorting and btree indexes: negative, 0 or positive.';
CREATE FUNCTION csq_internal.series_hash(series) RETURNS int
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_series_hash';
COMMENT ON FUNCTION csq_internal.series_hash(series) IS 'Hash that agrees with =, for GROUP BY and hash joins.';
CREATE FUNCTION csq_internal.series_hash_extended(series, bigint) RETURNS bigint
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_series_hash';
COMMENT ON FUNCTION csq_internal.series_hash_extended(series, bigint) IS 'The same hash with a seed, for hash partitions.';
CREATE OPERATOR = (
  LEFTARG = series, RIGHTARG = series, FUNCTION = csq_internal.series_eq,
  COMMUTATOR = =, NEGATOR = <>, RESTRICT = eqsel, JOIN = eqjoinsel, HASHES, MERGES
);
COMMENT ON OPERATOR = (series, series) IS 'Whether both are the same value, however they came about.';
CREATE OPERATOR <> (
  LEFTARG = series, RIGHTARG = series, FUNCTION = csq_internal.series_ne,
  COMMUTATOR = <>, NEGATOR = =, RESTRICT = neqsel, JOIN = neqjoinsel
);
COMMENT ON OPERATOR <> (series, series) IS 'Whether the values differ.';
CREATE OPERATOR < (
  LEFTARG = series, RIGHTARG = series, FUNCTION = csq_internal.series_lt,
  COMMUTATOR = >, NEGATOR = >=, RESTRICT = scalarltsel, JOIN = scalarltjoinsel
);
COMMENT ON OPERATOR < (series, series) IS 'Whether the first comes before the second in the order of the canonical bytes.';
CREATE OPERATOR <= (
  LEFTARG = series, RIGHTARG = series, FUNCTION = csq_internal.series_le,
  COMMUTATOR = >=, NEGATOR = >, RESTRICT = scalarlesel, JOIN = scalarlejoinsel
);
COMMENT ON OPERATOR <= (series, series) IS 'Whether the first comes before the second in the order of the canonical bytes, or equals it.';
CREATE OPERATOR > (
  LEFTARG = series, RIGHTARG = series, FUNCTION = csq_internal.series_gt,
  COMMUTATOR = <, NEGATOR = <=, RESTRICT = scalargtsel, JOIN = scalargtjoinsel
);
COMMENT ON OPERATOR > (series, series) IS 'Whether the first comes after the second in the order of the canonical bytes.';
CREATE OPERATOR >= (
  LEFTARG = series, RIGHTARG = series, FUNCTION = csq_internal.series_ge,
  COMMUTATOR = <=, NEGATOR = <, RESTRICT = scalargesel, JOIN = scalargejoinsel
);
COMMENT ON OPERATOR >= (series, series) IS 'Whether the first comes after the second in the order of the canonical bytes, or equals it.';
CREATE OPERATOR CLASS series_ops DEFAULT FOR TYPE series USING hash AS
  OPERATOR 1 =,
  FUNCTION 1 csq_internal.series_hash(series),
  FUNCTION 2 csq_internal.series_hash_extended(series, bigint);
COMMENT ON OPERATOR CLASS series_ops USING hash IS 'Equality of series: grouping, hash joins and hash partitions.';
COMMENT ON OPERATOR FAMILY series_ops USING hash IS 'Equality of series: grouping, hash joins and hash partitions.';
CREATE OPERATOR CLASS series_ops DEFAULT FOR TYPE series USING btree AS
  OPERATOR 1 <,
  OPERATOR 2 <=,
  OPERATOR 3 =,
  OPERATOR 4 >=,
  OPERATOR 5 >,
  FUNCTION 1 csq_internal.series_cmp(series, series);
COMMENT ON OPERATOR CLASS series_ops USING btree IS 'Order of series: sorting, unique indexes and merge joins.';
COMMENT ON OPERATOR FAMILY series_ops USING btree IS 'Order of series: sorting, unique indexes and merge joins.';
CREATE FUNCTION csq_internal.series_json(series) RETURNS json
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_series_json';
COMMENT ON FUNCTION csq_internal.series_json(series) IS 'The text form as json; to_json, to_jsonb, json_agg and row_to_json use it.';
CREATE CAST (series AS json) WITH FUNCTION csq_internal.series_json(series);
COMMENT ON CAST (series AS json) IS 'The text form as json.';
CREATE CAST (series AS jsonb) WITH INOUT;
COMMENT ON CAST (series AS jsonb) IS 'The text form as jsonb.';
CREATE CAST (jsonb AS series) WITH INOUT;
COMMENT ON CAST (jsonb AS series) IS 'A value from its text form, checked.';
CREATE FUNCTION csq_internal.series_combine(series, series) RETURNS series
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 50
AS 'MODULE_PATHNAME', 'csq_series_combine';
COMMENT ON FUNCTION csq_internal.series_combine(series, series) IS
'Implements +, and merges two states of an aggregate; a NULL adds nothing.';
CREATE OPERATOR + (LEFTARG = series, RIGHTARG = series, FUNCTION = csq_internal.series_combine, COMMUTATOR = +);
COMMENT ON OPERATOR + (series, series) IS 'The rows of both, bucket by bucket. A NULL adds nothing.';
CREATE AGGREGATE rollup(series) (
  SFUNC = csq_internal.series_combine, STYPE = series, SSPACE = 512, COMBINEFUNC = csq_internal.series_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE rollup(series) IS
'The rows of both, bucket by bucket. The same in any order.';
CREATE FUNCTION csq_internal.series_append(state series, bucket date) RETURNS series
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'csq_series_row_date';
COMMENT ON FUNCTION csq_internal.series_append(series, date) IS 'Transition function of series_agg: adds a row to its bucket.';
CREATE AGGREGATE series_agg(bucket date) (
  SFUNC = csq_internal.series_append, STYPE = series, SSPACE = 2048, COMBINEFUNC = csq_internal.series_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE series_agg(date) IS
'Counts rows by bucket: complaints by day. A bucket between the first and the last that no row fell into has none: it counts as 0.';
CREATE FUNCTION csq_internal.series_append(state series, bucket timestamptz) RETURNS series
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'csq_series_row_instant';
COMMENT ON FUNCTION csq_internal.series_append(series, timestamptz) IS 'Transition function of series_agg: adds a row to its bucket.';
CREATE AGGREGATE series_agg(bucket timestamptz) (
  SFUNC = csq_internal.series_append, STYPE = series, SSPACE = 2048, COMBINEFUNC = csq_internal.series_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE series_agg(timestamptz) IS
'Counts rows by bucket: complaints by day. A bucket between the first and the last that no row fell into has none: it counts as 0. Truncate the time to its bucket first: date_trunc(''hour'', at, zone).';
CREATE FUNCTION csq_internal.series_append(state series, bucket timestamp) RETURNS series
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'csq_series_row_instant';
COMMENT ON FUNCTION csq_internal.series_append(series, timestamp) IS 'Transition function of series_agg: adds a row to its bucket.';
CREATE AGGREGATE series_agg(bucket timestamp) (
  SFUNC = csq_internal.series_append, STYPE = series, SSPACE = 2048, COMBINEFUNC = csq_internal.series_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE series_agg(timestamp) IS
'Counts rows by bucket: complaints by day. A bucket between the first and the last that no row fell into has none: it counts as 0. Times without a zone are taken as they stand, as UTC.';
CREATE FUNCTION csq_internal.series_append(state series, bucket date, value float8) RETURNS series
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'csq_series_value_date';
COMMENT ON FUNCTION csq_internal.series_append(series, date, float8) IS 'Transition function of series_agg: adds a row to its bucket.';
CREATE AGGREGATE series_agg(bucket date, value float8) (
  SFUNC = csq_internal.series_append, STYPE = series, SSPACE = 2048, COMBINEFUNC = csq_internal.series_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE series_agg(date, float8) IS
'Values by bucket, kept in millionths: a bucket has their number, sum and sum of squares. A NULL value keeps the bucket, without a figure.';
CREATE FUNCTION csq_internal.series_append(state series, bucket timestamptz, value float8) RETURNS series
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'csq_series_value_instant';
COMMENT ON FUNCTION csq_internal.series_append(series, timestamptz, float8) IS 'Transition function of series_agg: adds a row to its bucket.';
CREATE AGGREGATE series_agg(bucket timestamptz, value float8) (
  SFUNC = csq_internal.series_append, STYPE = series, SSPACE = 2048, COMBINEFUNC = csq_internal.series_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE series_agg(timestamptz, float8) IS
'Values by bucket, kept in millionths: a bucket has their number, sum and sum of squares. A NULL value keeps the bucket, without a figure. Truncate the time to its bucket first: date_trunc(''hour'', at, zone).';
CREATE FUNCTION csq_internal.series_append(state series, bucket timestamp, value float8) RETURNS series
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'csq_series_value_instant';
COMMENT ON FUNCTION csq_internal.series_append(series, timestamp, float8) IS 'Transition function of series_agg: adds a row to its bucket.';
CREATE AGGREGATE series_agg(bucket timestamp, value float8) (
  SFUNC = csq_internal.series_append, STYPE = series, SSPACE = 2048, COMBINEFUNC = csq_internal.series_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE series_agg(timestamp, float8) IS
'Values by bucket, kept in millionths: a bucket has their number, sum and sum of squares. A NULL value keeps the bucket, without a figure. Times without a zone are taken as they stand, as UTC.';
CREATE FUNCTION csq_internal.series_append(state series, bucket date, hit bool) RETURNS series
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'csq_series_hit_date';
COMMENT ON FUNCTION csq_internal.series_append(series, date, bool) IS 'Transition function of series_agg: adds a row to its bucket.';
CREATE AGGREGATE series_agg(bucket date, hit bool) (
  SFUNC = csq_internal.series_append, STYPE = series, SSPACE = 2048, COMBINEFUNC = csq_internal.series_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE series_agg(date, bool) IS
'Shares by bucket: how often yes among yes and no. A NULL keeps the bucket, without a figure.';
CREATE FUNCTION csq_internal.series_append(state series, bucket timestamptz, hit bool) RETURNS series
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'csq_series_hit_instant';
COMMENT ON FUNCTION csq_internal.series_append(series, timestamptz, bool) IS 'Transition function of series_agg: adds a row to its bucket.';
CREATE AGGREGATE series_agg(bucket timestamptz, hit bool) (
  SFUNC = csq_internal.series_append, STYPE = series, SSPACE = 2048, COMBINEFUNC = csq_internal.series_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE series_agg(timestamptz, bool) IS
'Shares by bucket: how often yes among yes and no. A NULL keeps the bucket, without a figure. Truncate the time to its bucket first: date_trunc(''hour'', at, zone).';
CREATE FUNCTION csq_internal.series_append(state series, bucket timestamp, hit bool) RETURNS series
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'csq_series_hit_instant';
COMMENT ON FUNCTION csq_internal.series_append(series, timestamp, bool) IS 'Transition function of series_agg: adds a row to its bucket.';
CREATE AGGREGATE series_agg(bucket timestamp, hit bool) (
  SFUNC = csq_internal.series_append, STYPE = series, SSPACE = 2048, COMBINEFUNC = csq_internal.series_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE series_agg(timestamp, bool) IS
'Shares by bucket: how often yes among yes and no. A NULL keeps the bucket, without a figure. Times without a zone are taken as they stand, as UTC.';
CREATE FUNCTION csq_internal.series_append(state series, bucket date, events bigint, exposure float8) RETURNS series
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'csq_series_rate_date';
COMMENT ON FUNCTION csq_internal.series_append(series, date, bigint, float8) IS 'Transition function of series_agg: adds a row to its bucket.';
CREATE AGGREGATE series_agg(bucket date, events bigint, exposure float8) (
  SFUNC = csq_internal.series_append, STYPE = series, SSPACE = 2048, COMBINEFUNC = csq_internal.series_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE series_agg(date, bigint, float8) IS
'Rates by bucket: events of an exposure, for example complaints of orders; the exposure is kept in millionths. A NULL keeps the bucket, without a figure.';
CREATE FUNCTION csq_internal.series_append(state series, bucket timestamptz, events bigint, exposure float8) RETURNS series
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'csq_series_rate_instant';
COMMENT ON FUNCTION csq_internal.series_append(series, timestamptz, bigint, float8) IS 'Transition function of series_agg: adds a row to its bucket.';
CREATE AGGREGATE series_agg(bucket timestamptz, events bigint, exposure float8) (
  SFUNC = csq_internal.series_append, STYPE = series, SSPACE = 2048, COMBINEFUNC = csq_internal.series_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE series_agg(timestamptz, bigint, float8) IS
'Rates by bucket: events of an exposure, for example complaints of orders; the exposure is kept in millionths. A NULL keeps the bucket, without a figure. Truncate the time to its bucket first: date_trunc(''hour'', at, zone).';
CREATE FUNCTION csq_internal.series_append(state series, bucket timestamp, events bigint, exposure float8) RETURNS series
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'csq_series_rate_instant';
COMMENT ON FUNCTION csq_internal.series_append(series, timestamp, bigint, float8) IS 'Transition function of series_agg: adds a row to its bucket.';
CREATE AGGREGATE series_agg(bucket timestamp, events bigint, exposure float8) (
  SFUNC = csq_internal.series_append, STYPE = series, SSPACE = 2048, COMBINEFUNC = csq_internal.series_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE series_agg(timestamp, bigint, float8) IS
'Rates by bucket: events of an exposure, for example complaints of orders; the exposure is kept in millionths. A NULL keeps the bucket, without a figure. Times without a zone are taken as they stand, as UTC.';
CREATE FUNCTION csq_internal.count_series_append(state series, bucket date, n bigint) RETURNS series
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'csq_series_counted_date';
COMMENT ON FUNCTION csq_internal.count_series_append(series, date, bigint) IS 'Transition function of count_series_agg: adds a row to its bucket.';
CREATE AGGREGATE count_series_agg(bucket date, events bigint) (
  SFUNC = csq_internal.count_series_append, STYPE = series, SSPACE = 2048, COMBINEFUNC = csq_internal.series_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE count_series_agg(date, bigint) IS
'Counts by bucket that were counted before: the same as series_agg(bucket) over the rows. A bucket between the first and the last that nothing was said of counts as 0.';
CREATE FUNCTION csq_internal.count_series_append(state series, bucket timestamptz, n bigint) RETURNS series
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'csq_series_counted_instant';
COMMENT ON FUNCTION csq_internal.count_series_append(series, timestamptz, bigint) IS 'Transition function of count_series_agg: adds a row to its bucket.';
CREATE AGGREGATE count_series_agg(bucket timestamptz, events bigint) (
  SFUNC = csq_internal.count_series_append, STYPE = series, SSPACE = 2048, COMBINEFUNC = csq_internal.series_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE count_series_agg(timestamptz, bigint) IS
'Counts by bucket that were counted before: the same as series_agg(bucket) over the rows. A bucket between the first and the last that nothing was said of counts as 0. Truncate the time to its bucket first: date_trunc(''hour'', at, zone).';
CREATE FUNCTION csq_internal.count_series_append(state series, bucket timestamp, n bigint) RETURNS series
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'csq_series_counted_instant';
COMMENT ON FUNCTION csq_internal.count_series_append(series, timestamp, bigint) IS 'Transition function of count_series_agg: adds a row to its bucket.';
CREATE AGGREGATE count_series_agg(bucket timestamp, events bigint) (
  SFUNC = csq_internal.count_series_append, STYPE = series, SSPACE = 2048, COMBINEFUNC = csq_internal.series_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE count_series_agg(timestamp, bigint) IS
'Counts by bucket that were counted before: the same as series_agg(bucket) over the rows. A bucket between the first and the last that nothing was said of counts as 0. Times without a zone are taken as they stand, as UTC.';
CREATE FUNCTION points(series series, step interval DEFAULT NULL,
  OUT bucket date, OUT volume float8, OUT total float8, OUT value float8, OUT at timestamptz) RETURNS SETOF record
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 200 ROWS 400 SUPPORT csq_internal.rows_support
AS 'MODULE_PATHNAME', 'csq_series_points';
COMMENT ON FUNCTION points(series, interval) IS
'The series bucket by bucket: what the figure is of (volume), what was added up (total), the figure (value, NULL: not known). at is the instant of a bucket that is no date.';
CREATE FUNCTION peak(series series, top int,
  OUT bucket date, OUT volume float8, OUT total float8, OUT value float8, OUT at timestamptz) RETURNS SETOF record
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 200 ROWS 10 SUPPORT csq_internal.rows_support
AS 'MODULE_PATHNAME', 'csq_series_peak_rows';
COMMENT ON FUNCTION peak(series, int) IS
'The busiest buckets, by volume; sum(total) / sum(volume) over them is the figure of the peak, for example the share of calls answered in the busiest half-hours.';
CREATE FUNCTION control_chart(series series, kind text, baseline daterange DEFAULT NULL, phases date[] DEFAULT NULL,
  rules text DEFAULT 'all', options jsonb DEFAULT '{}', step interval DEFAULT NULL,
  OUT bucket date, OUT value float8, OUT centre float8, OUT lcl float8, OUT ucl float8, OUT signals text[], OUT phase int,
  OUT at timestamptz) RETURNS SETOF record
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 500 ROWS 400 SUPPORT csq_internal.rows_support
AS 'MODULE_PATHNAME', 'csq_control_chart';
COMMENT ON FUNCTION control_chart(series, text, daterange, date[], text, jsonb, interval) IS
'A control chart bucket by bucket: centre line, limits, and the names of the rules that each bucket breaks. Kinds: xmr, mr, xbar_s, s, p, np, c, u, p_prime, u_prime, g, t, ewma, cusum. baseline: where the limits come from; phases: dates on which new limits begin.';
CREATE FUNCTION capability(series series, lower float8, upper float8, confidence float8 DEFAULT 0.95,
  OUT n float8, OUT mean float8, OUT sigma_within float8, OUT sigma_overall float8, OUT cp float8, OUT cp_lo float8, OUT cp_hi float8,
  OUT cpk float8, OUT cpk_lo float8, OUT cpk_hi float8, OUT pp float8, OUT ppk float8) RETURNS record
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 200
AS 'MODULE_PATHNAME', 'csq_series_capability';
COMMENT ON FUNCTION capability(series, float8, float8, float8) IS
'How the values of a series fit between the limits of a specification: Cp, Cpk with intervals, Pp, Ppk. A limit that is NULL does not exist.';
CREATE FUNCTION surge(series series, calendar calendar DEFAULT NULL, as_of date DEFAULT NULL, options jsonb DEFAULT '{}', step interval DEFAULT NULL,
  OUT bucket date, OUT n float8, OUT expected float8, OUT bound float8, OUT score float8, OUT alarm bool, OUT kind text,
  OUT p_value float8, OUT cusum float8, OUT first_alarm date, OUT first_alarm_at timestamptz, OUT at timestamptz) RETURNS SETOF record
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 5000 ROWS 400 SUPPORT csq_internal.rows_support
AS 'MODULE_PATHNAME', 'csq_surge_rows';
COMMENT ON FUNCTION surge(series, calendar, date, jsonb, interval) IS
'Each bucket of a series of counts against the weeks before it: expected figure, bound, score, alarm (a spike, or what is small and lasts). Days, hours or weeks; the calendar gives holidays and the zone of hours; nothing after as_of is read.';
CREATE FUNCTION surge(series series, calendar calendar, as_of timestamptz, options jsonb DEFAULT '{}', step interval DEFAULT NULL,
  OUT bucket date, OUT n float8, OUT expected float8, OUT bound float8, OUT score float8, OUT alarm bool, OUT kind text,
  OUT p_value float8, OUT cusum float8, OUT first_alarm date, OUT first_alarm_at timestamptz, OUT at timestamptz) RETURNS SETOF record
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 5000 ROWS 400
AS 'MODULE_PATHNAME', 'csq_surge_rows_instant';
COMMENT ON FUNCTION surge(series, calendar, timestamptz, jsonb, interval) IS
'Each bucket of a series of counts against the weeks before it: expected figure, bound, score, alarm (a spike, or what is small and lasts). Days, hours or weeks; the calendar gives holidays and the zone of hours; nothing after as_of is read.';
CREATE FUNCTION surge(series series, calendar calendar, as_of text, options jsonb DEFAULT '{}', step interval DEFAULT NULL,
  OUT bucket date, OUT n float8, OUT expected float8, OUT bound float8, OUT score float8, OUT alarm bool, OUT kind text,
  OUT p_value float8, OUT cusum float8, OUT first_alarm date, OUT first_alarm_at timestamptz, OUT at timestamptz) RETURNS SETOF record
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 5000 ROWS 400
AS 'MODULE_PATHNAME', 'csq_surge_rows_text';
COMMENT ON FUNCTION surge(series, calendar, text, jsonb, interval) IS
'Each bucket of a series of counts against the weeks before it: expected figure, bound, score, alarm (a spike, or what is small and lasts). Days, hours or weeks; the calendar gives holidays and the zone of hours; nothing after as_of is read.';
CREATE FUNCTION surge(series series, as_of date,
  OUT bucket date, OUT n float8, OUT expected float8, OUT bound float8, OUT score float8, OUT alarm bool, OUT kind text,
  OUT p_value float8, OUT cusum float8, OUT first_alarm date, OUT first_alarm_at timestamptz, OUT at timestamptz) RETURNS SETOF record
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 5000 ROWS 400
AS 'MODULE_PATHNAME', 'csq_surge_as_of_date';
COMMENT ON FUNCTION surge(series, date) IS
'Each bucket of a series of counts up to as_of against the weeks before it, without a calendar.';
CREATE FUNCTION surge(series series, as_of timestamptz,
  OUT bucket date, OUT n float8, OUT expected float8, OUT bound float8, OUT score float8, OUT alarm bool, OUT kind text,
  OUT p_value float8, OUT cusum float8, OUT first_alarm date, OUT first_alarm_at timestamptz, OUT at timestamptz) RETURNS SETOF record
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 5000 ROWS 400
AS 'MODULE_PATHNAME', 'csq_surge_as_of_instant';
COMMENT ON FUNCTION surge(series, timestamptz) IS
'Each bucket of a series of counts up to as_of against the weeks before it, without a calendar.';
CREATE FUNCTION surge(series series, as_of text,
  OUT bucket date, OUT n float8, OUT expected float8, OUT bound float8, OUT score float8, OUT alarm bool, OUT kind text,
  OUT p_value float8, OUT cusum float8, OUT first_alarm date, OUT first_alarm_at timestamptz, OUT at timestamptz) RETURNS SETOF record
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 5000 ROWS 400
AS 'MODULE_PATHNAME', 'csq_surge_as_of_text';
COMMENT ON FUNCTION surge(series, text) IS
'Each bucket of a series of counts up to as_of against the weeks before it, without a calendar.';
CREATE FUNCTION fdr(p_values float8[], rate float8 DEFAULT 0.05) RETURNS bool[]
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 50
AS 'MODULE_PATHNAME', 'csq_fdr_found';
COMMENT ON FUNCTION fdr(float8[], float8) IS
'Which of many tests to believe, so that among those believed a share of at most rate is expected to be false (Benjamini and Hochberg). One answer per p-value, NULL for NULL.';
CREATE FUNCTION its(series series, intervention date, confidence float8 DEFAULT 0.95,
  OUT level_change float8, OUT lo float8, OUT hi float8, OUT p_value float8, OUT slope_change float8, OUT slope_lo float8, OUT slope_hi float8,
  OUT slope_p_value float8, OUT level_before float8, OUT slope_before float8, OUT durbin_watson float8, OUT points_before int, OUT points_after int,
  OUT lags int) RETURNS record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 500
AS 'MODULE_PATHNAME', 'csq_its_date';
COMMENT ON FUNCTION its(series, date, float8) IS
'Interrupted time series: how level and slope (per bucket) changed at an intervention, with Newey-West intervals. NULL with fewer than eight buckets on a side.';
CREATE FUNCTION its(series series, intervention timestamptz, confidence float8 DEFAULT 0.95,
  OUT level_change float8, OUT lo float8, OUT hi float8, OUT p_value float8, OUT slope_change float8, OUT slope_lo float8, OUT slope_hi float8,
  OUT slope_p_value float8, OUT level_before float8, OUT slope_before float8, OUT durbin_watson float8, OUT points_before int, OUT points_after int,
  OUT lags int) RETURNS record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 500
AS 'MODULE_PATHNAME', 'csq_its_instant';
COMMENT ON FUNCTION its(series, timestamptz, float8) IS
'Interrupted time series: how level and slope (per bucket) changed at an intervention, with Newey-West intervals. NULL with fewer than eight buckets on a side.';
CREATE FUNCTION its(series series, intervention text, confidence float8 DEFAULT 0.95,
  OUT level_change float8, OUT lo float8, OUT hi float8, OUT p_value float8, OUT slope_change float8, OUT slope_lo float8, OUT slope_hi float8,
  OUT slope_p_value float8, OUT level_before float8, OUT slope_before float8, OUT durbin_watson float8, OUT points_before int, OUT points_after int,
  OUT lags int) RETURNS record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 500
AS 'MODULE_PATHNAME', 'csq_its_text';
COMMENT ON FUNCTION its(series, text, float8) IS
'Interrupted time series: how level and slope (per bucket) changed at an intervention, with Newey-West intervals. NULL with fewer than eight buckets on a side.';
CREATE FUNCTION on_track(series series, target float8, due date, kind text DEFAULT 'at_least', confidence float8 DEFAULT 0.95,
  OUT projected float8, OUT lo float8, OUT hi float8, OUT probability float8, OUT slope float8, OUT slope_lo float8, OUT slope_hi float8, OUT points int) RETURNS record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2000
AS 'MODULE_PATHNAME', 'csq_on_track';
COMMENT ON FUNCTION on_track(series, float8, date, text, float8) IS
'Where the trend of a series (Theil and Sen) leads: the figure of the bucket of the due date with its prediction interval, and the probability that it attains the target. kind: at_least or at_most.';
CREATE TYPE pareto_summary;
CREATE FUNCTION csq_internal.pareto_summary_in(cstring) RETURNS pareto_summary
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_pareto_summary_in';
COMMENT ON FUNCTION csq_internal.pareto_summary_in(cstring) IS 'Text input of pareto_summary, checked.';
CREATE FUNCTION csq_internal.pareto_summary_out(pareto_summary) RETURNS cstring
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_pareto_summary_out';
COMMENT ON FUNCTION csq_internal.pareto_summary_out(pareto_summary) IS 'Text output of pareto_summary: equal values print alike.';
CREATE FUNCTION csq_internal.pareto_summary_recv(internal) RETURNS pareto_summary
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_pareto_summary_recv';
COMMENT ON FUNCTION csq_internal.pareto_summary_recv(internal) IS 'Binary input of pareto_summary, checked.';
CREATE FUNCTION csq_internal.pareto_summary_send(pareto_summary) RETURNS bytea
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_pareto_summary_send';
COMMENT ON FUNCTION csq_internal.pareto_summary_send(pareto_summary) IS 'Binary output of pareto_summary: equal values give the same bytes on every platform.';
CREATE TYPE pareto_summary (
  INPUT = csq_internal.pareto_summary_in, OUTPUT = csq_internal.pareto_summary_out, RECEIVE = csq_internal.pareto_summary_recv, SEND = csq_internal.pareto_summary_send,
  INTERNALLENGTH = VARIABLE, ALIGNMENT = double, STORAGE = extended
);
COMMENT ON TYPE pareto_summary IS
'How often each reason was given, and with what weight: exact, mergeable. {"v":1,"rows":[[reason,rows,weight in millionths],...]}.';
CREATE CAST (varchar AS pareto_summary) WITH INOUT AS ASSIGNMENT;
COMMENT ON CAST (varchar AS pareto_summary) IS 'The value of a text that is assigned to a column: drivers send texts as varchar.';
CREATE FUNCTION csq_internal.pareto_summary_eq(pareto_summary, pareto_summary) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_pareto_summary_eq';
COMMENT ON FUNCTION csq_internal.pareto_summary_eq(pareto_summary, pareto_summary) IS 'Implements =.';
CREATE FUNCTION csq_internal.pareto_summary_ne(pareto_summary, pareto_summary) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_pareto_summary_ne';
COMMENT ON FUNCTION csq_internal.pareto_summary_ne(pareto_summary, pareto_summary) IS 'Implements <>.';
CREATE FUNCTION csq_internal.pareto_summary_lt(pareto_summary, pareto_summary) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_pareto_summary_lt';
COMMENT ON FUNCTION csq_internal.pareto_summary_lt(pareto_summary, pareto_summary) IS 'Implements <.';
CREATE FUNCTION csq_internal.pareto_summary_le(pareto_summary, pareto_summary) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_pareto_summary_le';
COMMENT ON FUNCTION csq_internal.pareto_summary_le(pareto_summary, pareto_summary) IS 'Implements <=.';
CREATE FUNCTION csq_internal.pareto_summary_gt(pareto_summary, pareto_summary) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_pareto_summary_gt';
COMMENT ON FUNCTION csq_internal.pareto_summary_gt(pareto_summary, pareto_summary) IS 'Implements >.';
CREATE FUNCTION csq_internal.pareto_summary_ge(pareto_summary, pareto_summary) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_pareto_summary_ge';
COMMENT ON FUNCTION csq_internal.pareto_summary_ge(pareto_summary, pareto_summary) IS 'Implements >=.';
CREATE FUNCTION csq_internal.pareto_summary_cmp(pareto_summary, pareto_summary) RETURNS int
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_pareto_summary_cmp';
COMMENT ON FUNCTION csq_internal.pareto_summary_cmp(pareto_summary, pareto_summary) IS 'Order of two values, for sorting and btree indexes: negative, 0 or positive.';
CREATE FUNCTION csq_internal.pareto_summary_hash(pareto_summary) RETURNS int
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_pareto_summary_hash';
COMMENT ON FUNCTION csq_internal.pareto_summary_hash(pareto_summary) IS 'Hash that agrees with =, for GROUP BY and hash joins.';
CREATE FUNCTION csq_internal.pareto_summary_hash_extended(pareto_summary, bigint) RETURNS bigint
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_pareto_summary_hash';
COMMENT ON FUNCTION csq_internal.pareto_summary_hash_extended(pareto_summary, bigint) IS 'The same hash with a seed, for hash partitions.';
CREATE OPERATOR = (
  LEFTARG = pareto_summary, RIGHTARG = pareto_summary, FUNCTION = csq_internal.pareto_summary_eq,
  COMMUTATOR = =, NEGATOR = <>, RESTRICT = eqsel, JOIN = eqjoinsel, HASHES, MERGES
);
COMMENT ON OPERATOR = (pareto_summary, pareto_summary) IS 'Whether both are the same value, however they came about.';
CREATE OPERATOR <> (
  LEFTARG = pareto_summary, RIGHTARG = pareto_summary, FUNCTION = csq_internal.pareto_summary_ne,
  COMMUTATOR = <>, NEGATOR = =, RESTRICT = neqsel, JOIN = neqjoinsel
);
COMMENT ON OPERATOR <> (pareto_summary, pareto_summary) IS 'Whether the values differ.';
CREATE OPERATOR < (
  LEFTARG = pareto_summary, RIGHTARG = pareto_summary, FUNCTION = csq_internal.pareto_summary_lt,
  COMMUTATOR = >, NEGATOR = >=, RESTRICT = scalarltsel, JOIN = scalarltjoinsel
);
COMMENT ON OPERATOR < (pareto_summary, pareto_summary) IS 'Whether the first comes before the second in the order of the canonical bytes.';
CREATE OPERATOR <= (
  LEFTARG = pareto_summary, RIGHTARG = pareto_summary, FUNCTION = csq_internal.pareto_summary_le,
  COMMUTATOR = >=, NEGATOR = >, RESTRICT = scalarlesel, JOIN = scalarlejoinsel
);
COMMENT ON OPERATOR <= (pareto_summary, pareto_summary) IS 'Whether the first comes before the second in the order of the canonical bytes, or equals it.';
CREATE OPERATOR > (
  LEFTARG = pareto_summary, RIGHTARG = pareto_summary, FUNCTION = csq_internal.pareto_summary_gt,
  COMMUTATOR = <, NEGATOR = <=, RESTRICT = scalargtsel, JOIN = scalargtjoinsel
);
COMMENT ON OPERATOR > (pareto_summary, pareto_summary) IS 'Whether the first comes after the second in the order of the canonical bytes.';
CREATE OPERATOR >= (
  LEFTARG = pareto_summary, RIGHTARG = pareto_summary, FUNCTION = csq_internal.pareto_summary_ge,
  COMMUTATOR = <=, NEGATOR = <, RESTRICT = scalargesel, JOIN = scalargejoinsel
);
COMMENT ON OPERATOR >= (pareto_summary, pareto_summary) IS 'Whether the first comes after the second in the order of the canonical bytes, or equals it.';
CREATE OPERATOR CLASS pareto_summary_ops DEFAULT FOR TYPE pareto_summary USING hash AS
  OPERATOR 1 =,
  FUNCTION 1 csq_internal.pareto_summary_hash(pareto_summary),
  FUNCTION 2 csq_internal.pareto_summary_hash_extended(pareto_summary, bigint);
COMMENT ON OPERATOR CLASS pareto_summary_ops USING hash IS 'Equality of pareto_summary: grouping, hash joins and hash partitions.';
COMMENT ON OPERATOR FAMILY pareto_summary_ops USING hash IS 'Equality of pareto_summary: grouping, hash joins and hash partitions.';
CREATE OPERATOR CLASS pareto_summary_ops DEFAULT FOR TYPE pareto_summary USING btree AS
  OPERATOR 1 <,
  OPERATOR 2 <=,
  OPERATOR 3 =,
  OPERATOR 4 >=,
  OPERATOR 5 >,
  FUNCTION 1 csq_internal.pareto_summary_cmp(pareto_summary, pareto_summary);
COMMENT ON OPERATOR CLASS pareto_summary_ops USING btree IS 'Order of pareto_summary: sorting, unique indexes and merge joins.';
COMMENT ON OPERATOR FAMILY pareto_summary_ops USING btree IS 'Order of pareto_summary: sorting, unique indexes and merge joins.';
CREATE FUNCTION csq_internal.pareto_summary_json(pareto_summary) RETURNS json
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_pareto_summary_json';
COMMENT ON FUNCTION csq_internal.pareto_summary_json(pareto_summary) IS 'The text form as json; to_json, to_jsonb, json_agg and row_to_json use it.';
CREATE CAST (pareto_summary AS json) WITH FUNCTION csq_internal.pareto_summary_json(pareto_summary);
COMMENT ON CAST (pareto_summary AS json) IS 'The text form as json.';
CREATE CAST (pareto_summary AS jsonb) WITH INOUT;
COMMENT ON CAST (pareto_summary AS jsonb) IS 'The text form as jsonb.';
CREATE CAST (jsonb AS pareto_summary) WITH INOUT;
COMMENT ON CAST (jsonb AS pareto_summary) IS 'A value from its text form, checked.';
CREATE FUNCTION csq_internal.pareto_summary_combine(pareto_summary, pareto_summary) RETURNS pareto_summary
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 50
AS 'MODULE_PATHNAME', 'csq_pareto_summary_combine';
COMMENT ON FUNCTION csq_internal.pareto_summary_combine(pareto_summary, pareto_summary) IS
'Implements +, and merges two states of an aggregate; a NULL adds nothing.';
CREATE OPERATOR + (LEFTARG = pareto_summary, RIGHTARG = pareto_summary, FUNCTION = csq_internal.pareto_summary_combine, COMMUTATOR = +);
COMMENT ON OPERATOR + (pareto_summary, pareto_summary) IS 'The rows of both, reason by reason. A NULL adds nothing.';
CREATE AGGREGATE rollup(pareto_summary) (
  SFUNC = csq_internal.pareto_summary_combine, STYPE = pareto_summary, SSPACE = 512, COMBINEFUNC = csq_internal.pareto_summary_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE rollup(pareto_summary) IS
'The rows of both, reason by reason. The same in any order.';
CREATE FUNCTION csq_internal.pareto_append(state pareto_summary, reason text) RETURNS pareto_summary
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'csq_pareto_append';
COMMENT ON FUNCTION csq_internal.pareto_append(pareto_summary, text) IS 'Transition function of pareto_agg: adds a row.';
CREATE FUNCTION csq_internal.pareto_append(state pareto_summary, reason text, weight float8) RETURNS pareto_summary
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'csq_pareto_append_weight';
COMMENT ON FUNCTION csq_internal.pareto_append(pareto_summary, text, float8) IS 'Transition function of pareto_agg: adds a row with a weight.';
CREATE AGGREGATE pareto_agg(reason text) (
  SFUNC = csq_internal.pareto_append, STYPE = pareto_summary, SSPACE = 1024, COMBINEFUNC = csq_internal.pareto_summary_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE pareto_agg(text) IS 'Counts rows by reason. A NULL is a row without a reason: part of the whole, but no reason.';
CREATE AGGREGATE pareto_agg(reason text, weight float8) (
  SFUNC = csq_internal.pareto_append, STYPE = pareto_summary, SSPACE = 1024, COMBINEFUNC = csq_internal.pareto_summary_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE pareto_agg(text, float8) IS 'Adds up weights (cost, minutes, counts) by reason, in millionths.';
CREATE FUNCTION pareto(summary pareto_summary, vital_share float8 DEFAULT 0.8,
  OUT rank int, OUT label text, OUT n bigint, OUT share float8, OUT cumulative float8, OUT vital bool, OUT weight float8) RETURNS SETOF record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100 ROWS 20 SUPPORT csq_internal.rows_support
AS 'MODULE_PATHNAME', 'csq_pareto_chart';
COMMENT ON FUNCTION pareto(pareto_summary, float8) IS
'A Pareto chart: reasons by falling weight with share and cumulative share; vital marks the fewest that together reach 80 % (or another share). label is NULL for rows without a reason, which come last.';
CREATE TYPE change;
CREATE FUNCTION csq_internal.change_in(cstring) RETURNS change
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_change_in';
COMMENT ON FUNCTION csq_internal.change_in(cstring) IS 'Text input of change, checked.';
CREATE FUNCTION csq_internal.change_out(change) RETURNS cstring
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_change_out';
COMMENT ON FUNCTION csq_internal.change_out(change) IS 'Text output of change: equal values print alike.';
CREATE FUNCTION csq_internal.change_recv(internal) RETURNS change
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_change_recv';
COMMENT ON FUNCTION csq_internal.change_recv(internal) IS 'Binary input of change, checked.';
CREATE FUNCTION csq_internal.change_send(change) RETURNS bytea
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_change_send';
COMMENT ON FUNCTION csq_internal.change_send(change) IS 'Binary output of change: equal values give the same bytes on every platform.';
CREATE TYPE change (
  INPUT = csq_internal.change_in, OUTPUT = csq_internal.change_out, RECEIVE = csq_internal.change_recv, SEND = csq_internal.change_send,
  INTERNALLENGTH = VARIABLE, ALIGNMENT = double, STORAGE = extended
);
COMMENT ON TYPE change IS
'Sums and weights of segments in two periods: why a figure moved. Exact, mergeable. {"v":1,"metric":"rate","rows":[[segment,sum before,weight before,sum after,weight after],...]}.';
CREATE CAST (varchar AS change) WITH INOUT AS ASSIGNMENT;
COMMENT ON CAST (varchar AS change) IS 'The value of a text that is assigned to a column: drivers send texts as varchar.';
CREATE FUNCTION csq_internal.change_eq(change, change) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_change_eq';
COMMENT ON FUNCTION csq_internal.change_eq(change, change) IS 'Implements =.';
CREATE FUNCTION csq_internal.change_ne(change, change) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_change_ne';
COMMENT ON FUNCTION csq_internal.change_ne(change, change) IS 'Implements <>.';
CREATE FUNCTION csq_internal.change_lt(change, change) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_change_lt';
COMMENT ON FUNCTION csq_internal.change_lt(change, change) IS 'Implements <.';
CREATE FUNCTION csq_internal.change_le(change, change) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_change_le';
COMMENT ON FUNCTION csq_internal.change_le(change, change) IS 'Implements <=.';
CREATE FUNCTION csq_internal.change_gt(change, change) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_change_gt';
COMMENT ON FUNCTION csq_internal.change_gt(change, change) IS 'Implements >.';
CREATE FUNCTION csq_internal.change_ge(change, change) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_change_ge';
COMMENT ON FUNCTION csq_internal.change_ge(change, change) IS 'Implements >=.';
CREATE FUNCTION csq_internal.change_cmp(change, change) RETURNS int
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_change_cmp';
COMMENT ON FUNCTION csq_internal.change_cmp(change, change) IS 'Order of two values, for sorting and btree indexes: negative, 0 or positive.';
CREATE FUNCTION csq_internal.change_hash(change) RETURNS int
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_change_hash';
COMMENT ON FUNCTION csq_internal.change_hash(change) IS 'Hash that agrees with =, for GROUP BY and hash joins.';
CREATE FUNCTION csq_internal.change_hash_extended(change, bigint) RETURNS bigint
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_change_hash';
COMMENT ON FUNCTION csq_internal.change_hash_extended(change, bigint) IS 'The same hash with a seed, for hash partitions.';
CREATE OPERATOR = (
  LEFTARG = change, RIGHTARG = change, FUNCTION = csq_internal.change_eq,
  COMMUTATOR = =, NEGATOR = <>, RESTRICT = eqsel, JOIN = eqjoinsel, HASHES, MERGES
);
COMMENT ON OPERATOR = (change, change) IS 'Whether both are the same value, however they came about.';
CREATE OPERATOR <> (
  LEFTARG = change, RIGHTARG = change, FUNCTION = csq_internal.change_ne,
  COMMUTATOR = <>, NEGATOR = =, RESTRICT = neqsel, JOIN = neqjoinsel
);
COMMENT ON OPERATOR <> (change, change) IS 'Whether the values differ.';
CREATE OPERATOR < (
  LEFTARG = change, RIGHTARG = change, FUNCTION = csq_internal.change_lt,
  COMMUTATOR = >, NEGATOR = >=, RESTRICT = scalarltsel, JOIN = scalarltjoinsel
);
COMMENT ON OPERATOR < (change, change) IS 'Whether the first comes before the second in the order of the canonical bytes.';
CREATE OPERATOR <= (
  LEFTARG = change, RIGHTARG = change, FUNCTION = csq_internal.change_le,
  COMMUTATOR = >=, NEGATOR = >, RESTRICT = scalarlesel, JOIN = scalarlejoinsel
);
COMMENT ON OPERATOR <= (change, change) IS 'Whether the first comes before the second in the order of the canonical bytes, or equals it.';
CREATE OPERATOR > (
  LEFTARG = change, RIGHTARG = change, FUNCTION = csq_internal.change_gt,
  COMMUTATOR = <, NEGATOR = <=, RESTRICT = scalargtsel, JOIN = scalargtjoinsel
);
COMMENT ON OPERATOR > (change, change) IS 'Whether the first comes after the second in the order of the canonical bytes.';
CREATE OPERATOR >= (
  LEFTARG = change, RIGHTARG = change, FUNCTION = csq_internal.change_ge,
  COMMUTATOR = <=, NEGATOR = <, RESTRICT = scalargesel, JOIN = scalargejoinsel
);
COMMENT ON OPERATOR >= (change, change) IS 'Whether the first comes after the second in the order of the canonical bytes, or equals it.';
CREATE OPERATOR CLASS change_ops DEFAULT FOR TYPE change USING hash AS
  OPERATOR 1 =,
  FUNCTION 1 csq_internal.change_hash(change),
  FUNCTION 2 csq_internal.change_hash_extended(change, bigint);
COMMENT ON OPERATOR CLASS change_ops USING hash IS 'Equality of change: grouping, hash joins and hash partitions.';
COMMENT ON OPERATOR FAMILY change_ops USING hash IS 'Equality of change: grouping, hash joins and hash partitions.';
CREATE OPERATOR CLASS change_ops DEFAULT FOR TYPE change USING btree AS
  OPERATOR 1 <,
  OPERATOR 2 <=,
  OPERATOR 3 =,
  OPERATOR 4 >=,
  OPERATOR 5 >,
  FUNCTION 1 csq_internal.change_cmp(change, change);
COMMENT ON OPERATOR CLASS change_ops USING btree IS 'Order of change: sorting, unique indexes and merge joins.';
COMMENT ON OPERATOR FAMILY change_ops USING btree IS 'Order of change: sorting, unique indexes and merge joins.';
CREATE FUNCTION csq_internal.change_json(change) RETURNS json
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_change_json';
COMMENT ON FUNCTION csq_internal.change_json(change) IS 'The text form as json; to_json, to_jsonb, json_agg and row_to_json use it.';
CREATE CAST (change AS json) WITH FUNCTION csq_internal.change_json(change);
COMMENT ON CAST (change AS json) IS 'The text form as json.';
CREATE CAST (change AS jsonb) WITH INOUT;
COMMENT ON CAST (change AS jsonb) IS 'The text form as jsonb.';
CREATE CAST (jsonb AS change) WITH INOUT;
COMMENT ON CAST (jsonb AS change) IS 'A value from its text form, checked.';
CREATE FUNCTION csq_internal.change_combine(change, change) RETURNS change
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 50
AS 'MODULE_PATHNAME', 'csq_change_combine';
COMMENT ON FUNCTION csq_internal.change_combine(change, change) IS
'Implements +, and merges two states of an aggregate; a NULL adds nothing.';
CREATE OPERATOR + (LEFTARG = change, RIGHTARG = change, FUNCTION = csq_internal.change_combine, COMMUTATOR = +);
COMMENT ON OPERATOR + (change, change) IS 'The segments of both. A NULL adds nothing.';
CREATE AGGREGATE rollup(change) (
  SFUNC = csq_internal.change_combine, STYPE = change, SSPACE = 512, COMBINEFUNC = csq_internal.change_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE rollup(change) IS
'The segments of both. The same in any order.';
CREATE FUNCTION csq_internal.change_append(state change, segment text, before rate_summary, after rate_summary) RETURNS change
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 5
AS 'MODULE_PATHNAME', 'csq_change_append_rate';
COMMENT ON FUNCTION csq_internal.change_append(change, text, rate_summary, rate_summary) IS 'Transition function of change_agg: adds a segment.';
CREATE AGGREGATE change_agg(segment text, before rate_summary, after rate_summary) (
  SFUNC = csq_internal.change_append, STYPE = change, SSPACE = 1024, COMBINEFUNC = csq_internal.change_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE change_agg(text, rate_summary, rate_summary) IS
'Collects the segments of a rate before and after; NULL is a period without the segment. parts() says what each did to the change.';
CREATE FUNCTION csq_internal.change_append(state change, segment text, before score_summary, after score_summary) RETURNS change
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 5
AS 'MODULE_PATHNAME', 'csq_change_append_nps';
COMMENT ON FUNCTION csq_internal.change_append(change, text, score_summary, score_summary) IS 'Transition function of change_agg: adds a segment.';
CREATE AGGREGATE change_agg(segment text, before score_summary, after score_summary) (
  SFUNC = csq_internal.change_append, STYPE = change, SSPACE = 1024, COMBINEFUNC = csq_internal.change_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE change_agg(text, score_summary, score_summary) IS
'Collects the segments of NPS, in points before and after; NULL is a period without the segment. parts() says what each did to the change.';
CREATE FUNCTION csq_internal.change_append(state change, segment text, before score_summary, after score_summary, metric text) RETURNS change
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 5
AS 'MODULE_PATHNAME', 'csq_change_append_score';
COMMENT ON FUNCTION csq_internal.change_append(change, text, score_summary, score_summary, text) IS 'Transition function of change_agg: adds a segment.';
CREATE AGGREGATE change_agg(segment text, before score_summary, after score_summary, metric text) (
  SFUNC = csq_internal.change_append, STYPE = change, SSPACE = 1024, COMBINEFUNC = csq_internal.change_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE change_agg(text, score_summary, score_summary, text) IS
'Collects the segments of NPS (metric nps) or the mean score (mean) before and after; NULL is a period without the segment. parts() says what each did to the change.';
CREATE FUNCTION csq_internal.change_append(state change, segment text, before bigint, after bigint) RETURNS change
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 5
AS 'MODULE_PATHNAME', 'csq_change_append_count';
COMMENT ON FUNCTION csq_internal.change_append(change, text, bigint, bigint) IS 'Transition function of change_agg: adds a segment.';
CREATE AGGREGATE change_agg(segment text, before bigint, after bigint) (
  SFUNC = csq_internal.change_append, STYPE = change, SSPACE = 1024, COMBINEFUNC = csq_internal.change_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE change_agg(text, bigint, bigint) IS
'Collects the segments of a count before and after; NULL is a period without the segment. parts() says what each did to the change.';
CREATE FUNCTION parts(change change,
  OUT segment text, OUT share_before float8, OUT share_after float8, OUT mix float8, OUT within float8, OUT total float8, OUT value_before float8, OUT value_after float8) RETURNS SETOF record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100 ROWS 20 SUPPORT csq_internal.rows_support
AS 'MODULE_PATHNAME', 'csq_change_part_rows';
COMMENT ON FUNCTION parts(change) IS
'What each segment did to the change of the whole: mix, because its share changed, and within, because its own figure did. Their sums over the segments add up to the change, without a remainder.';
CREATE TYPE drivers;
CREATE FUNCTION csq_internal.drivers_in(cstring) RETURNS drivers
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_drivers_in';
COMMENT ON FUNCTION csq_internal.drivers_in(cstring) IS 'Text input of drivers, checked.';
CREATE FUNCTION csq_internal.drivers_out(drivers) RETURNS cstring
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_drivers_out';
COMMENT ON FUNCTION csq_internal.drivers_out(drivers) IS 'Text output of drivers: equal values print alike.';
CREATE FUNCTION csq_internal.drivers_recv(internal) RETURNS drivers
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_drivers_recv';
COMMENT ON FUNCTION csq_internal.drivers_recv(internal) IS 'Binary input of drivers, checked.';
CREATE FUNCTION csq_internal.drivers_send(drivers) RETURNS bytea
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_drivers_send';
COMMENT ON FUNCTION csq_internal.drivers_send(drivers) IS 'Binary output of drivers: equal values give the same bytes on every platform.';
CREATE TYPE drivers (
  INPUT = csq_internal.drivers_in, OUTPUT = csq_internal.drivers_out, RECEIVE = csq_internal.drivers_recv, SEND = csq_internal.drivers_send,
  INTERNALLENGTH = VARIABLE, ALIGNMENT = double, STORAGE = extended
);
COMMENT ON TYPE drivers IS
'Sums and sums of products of an outcome and ratings, in ten-thousandths: what drives an outcome. Exact, mergeable. {"v":1,"k":2,"n":10,"incomplete":1,"moments":["...",...]}.';
CREATE CAST (varchar AS drivers) WITH INOUT AS ASSIGNMENT;
COMMENT ON CAST (varchar AS drivers) IS 'The value of a text that is assigned to a column: drivers send texts as varchar.';
CREATE FUNCTION csq_internal.drivers_eq(drivers, drivers) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_drivers_eq';
COMMENT ON FUNCTION csq_internal.drivers_eq(drivers, drivers) IS 'Implements =.';
CREATE FUNCTION csq_internal.drivers_ne(drivers, drivers) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_drivers_ne';
COMMENT ON FUNCTION csq_internal.drivers_ne(drivers, drivers) IS 'Implements <>.';
CREATE FUNCTION csq_internal.drivers_lt(drivers, drivers) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_drivers_lt';
COMMENT ON FUNCTION csq_internal.drivers_lt(drivers, drivers) IS 'Implements <.';
CREATE FUNCTION csq_internal.drivers_le(drivers, drivers) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_drivers_le';
COMMENT ON FUNCTION csq_internal.drivers_le(drivers, drivers) IS 'Implements <=.';
CREATE FUNCTION csq_internal.drivers_gt(drivers, drivers) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_drivers_gt';
COMMENT ON FUNCTION csq_internal.drivers_gt(drivers, drivers) IS 'Implements >.';
CREATE FUNCTION csq_internal.drivers_ge(drivers, drivers) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_drivers_ge';
COMMENT ON FUNCTION csq_internal.drivers_ge(drivers, drivers) IS 'Implements >=.';
CREATE FUNCTION csq_internal.drivers_cmp(drivers, drivers) RETURNS int
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_drivers_cmp';
COMMENT ON FUNCTION csq_internal.drivers_cmp(drivers, drivers) IS 'Order of two values, for sorting and btree indexes: negative, 0 or positive.';
CREATE FUNCTION csq_internal.drivers_hash(drivers) RETURNS int
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_drivers_hash';
COMMENT ON FUNCTION csq_internal.drivers_hash(drivers) IS 'Hash that agrees with =, for GROUP BY and hash joins.';
CREATE FUNCTION csq_internal.drivers_hash_extended(drivers, bigint) RETURNS bigint
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_drivers_hash';
COMMENT ON FUNCTION csq_internal.drivers_hash_extended(drivers, bigint) IS 'The same hash with a seed, for hash partitions.';
CREATE OPERATOR = (
  LEFTARG = drivers, RIGHTARG = drivers, FUNCTION = csq_internal.drivers_eq,
  COMMUTATOR = =, NEGATOR = <>, RESTRICT = eqsel, JOIN = eqjoinsel, HASHES, MERGES
);
COMMENT ON OPERATOR = (drivers, drivers) IS 'Whether both are the same value, however they came about.';
CREATE OPERATOR <> (
  LEFTARG = drivers, RIGHTARG = drivers, FUNCTION = csq_internal.drivers_ne,
  COMMUTATOR = <>, NEGATOR = =, RESTRICT = neqsel, JOIN = neqjoinsel
);
COMMENT ON OPERATOR <> (drivers, drivers) IS 'Whether the values differ.';
CREATE OPERATOR < (
  LEFTARG = drivers, RIGHTARG = drivers, FUNCTION = csq_internal.drivers_lt,
  COMMUTATOR = >, NEGATOR = >=, RESTRICT = scalarltsel, JOIN = scalarltjoinsel
);
COMMENT ON OPERATOR < (drivers, drivers) IS 'Whether the first comes before the second in the order of the canonical bytes.';
CREATE OPERATOR <= (
  LEFTARG = drivers, RIGHTARG = drivers, FUNCTION = csq_internal.drivers_le,
  COMMUTATOR = >=, NEGATOR = >, RESTRICT = scalarlesel, JOIN = scalarlejoinsel
);
COMMENT ON OPERATOR <= (drivers, drivers) IS 'Whether the first comes before the second in the order of the canonical bytes, or equals it.';
CREATE OPERATOR > (
  LEFTARG = drivers, RIGHTARG = drivers, FUNCTION = csq_internal.drivers_gt,
  COMMUTATOR = <, NEGATOR = <=, RESTRICT = scalargtsel, JOIN = scalargtjoinsel
);
COMMENT ON OPERATOR > (drivers, drivers) IS 'Whether the first comes after the second in the order of the canonical bytes.';
CREATE OPERATOR >= (
  LEFTARG = drivers, RIGHTARG = drivers, FUNCTION = csq_internal.drivers_ge,
  COMMUTATOR = <=, NEGATOR = <, RESTRICT = scalargesel, JOIN = scalargejoinsel
);
COMMENT ON OPERATOR >= (drivers, drivers) IS 'Whether the first comes after the second in the order of the canonical bytes, or equals it.';
CREATE OPERATOR CLASS drivers_ops DEFAULT FOR TYPE drivers USING hash AS
  OPERATOR 1 =,
  FUNCTION 1 csq_internal.drivers_hash(drivers),
  FUNCTION 2 csq_internal.drivers_hash_extended(drivers, bigint);
COMMENT ON OPERATOR CLASS drivers_ops USING hash IS 'Equality of drivers: grouping, hash joins and hash partitions.';
COMMENT ON OPERATOR FAMILY drivers_ops USING hash IS 'Equality of drivers: grouping, hash joins and hash partitions.';
CREATE OPERATOR CLASS drivers_ops DEFAULT FOR TYPE drivers USING btree AS
  OPERATOR 1 <,
  OPERATOR 2 <=,
  OPERATOR 3 =,
  OPERATOR 4 >=,
  OPERATOR 5 >,
  FUNCTION 1 csq_internal.drivers_cmp(drivers, drivers);
COMMENT ON OPERATOR CLASS drivers_ops USING btree IS 'Order of drivers: sorting, unique indexes and merge joins.';
COMMENT ON OPERATOR FAMILY drivers_ops USING btree IS 'Order of drivers: sorting, unique indexes and merge joins.';
CREATE FUNCTION csq_internal.drivers_json(drivers) RETURNS json
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_drivers_json';
COMMENT ON FUNCTION csq_internal.drivers_json(drivers) IS 'The text form as json; to_json, to_jsonb, json_agg and row_to_json use it.';
CREATE CAST (drivers AS json) WITH FUNCTION csq_internal.drivers_json(drivers);
COMMENT ON CAST (drivers AS json) IS 'The text form as json.';
CREATE CAST (drivers AS jsonb) WITH INOUT;
COMMENT ON CAST (drivers AS jsonb) IS 'The text form as jsonb.';
CREATE CAST (jsonb AS drivers) WITH INOUT;
COMMENT ON CAST (jsonb AS drivers) IS 'A value from its text form, checked.';
CREATE FUNCTION csq_internal.drivers_combine(drivers, drivers) RETURNS drivers
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 50
AS 'MODULE_PATHNAME', 'csq_drivers_combine';
COMMENT ON FUNCTION csq_internal.drivers_combine(drivers, drivers) IS
'Implements +, and merges two states of an aggregate; a NULL adds nothing.';
CREATE OPERATOR + (LEFTARG = drivers, RIGHTARG = drivers, FUNCTION = csq_internal.drivers_combine, COMMUTATOR = +);
COMMENT ON OPERATOR + (drivers, drivers) IS 'The rows of both. A NULL adds nothing.';
CREATE AGGREGATE rollup(drivers) (
  SFUNC = csq_internal.drivers_combine, STYPE = drivers, SSPACE = 512, COMBINEFUNC = csq_internal.drivers_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE rollup(drivers) IS
'The rows of both. The same in any order.';
CREATE FUNCTION csq_internal.drivers_append(state drivers, outcome float8, ratings float8[]) RETURNS drivers
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_drivers_append';
COMMENT ON FUNCTION csq_internal.drivers_append(drivers, float8, float8[]) IS 'Transition function of driver_agg: adds a row.';
CREATE AGGREGATE driver_agg(outcome float8, ratings float8[]) (
  SFUNC = csq_internal.drivers_append, STYPE = drivers, SSPACE = 1024, COMBINEFUNC = csq_internal.drivers_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE driver_agg(float8, float8[]) IS
'Collects an outcome and the ratings that may drive it, kept in ten-thousandths. A row with a NULL among them is left out and counted as incomplete.';
CREATE FUNCTION importance(drivers drivers, confidence float8 DEFAULT 0.95,
  OUT ord int, OUT weight float8, OUT lo float8, OUT hi float8, OUT share float8, OUT correlation float8, OUT mean float8, OUT r2 float8, OUT rows_used bigint, OUT incomplete bigint) RETURNS SETOF record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100000 ROWS 10 SUPPORT csq_internal.rows_support
AS 'MODULE_PATHNAME', 'csq_drivers_importance';
COMMENT ON FUNCTION importance(drivers, float8) IS
'Relative weight of each rating (Johnson): its part of R squared, whatever the ratings have in common, with an interval. No rows when there is too little to tell.';
CREATE TYPE contribution_cube;
CREATE FUNCTION csq_internal.contribution_cube_in(cstring) RETURNS contribution_cube
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_contribution_cube_in';
COMMENT ON FUNCTION csq_internal.contribution_cube_in(cstring) IS 'Text input of contribution_cube, checked.';
CREATE FUNCTION csq_internal.contribution_cube_out(contribution_cube) RETURNS cstring
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_contribution_cube_out';
COMMENT ON FUNCTION csq_internal.contribution_cube_out(contribution_cube) IS 'Text output of contribution_cube: equal values print alike.';
CREATE FUNCTION csq_internal.contribution_cube_recv(internal) RETURNS contribution_cube
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_contribution_cube_recv';
COMMENT ON FUNCTION csq_internal.contribution_cube_recv(internal) IS 'Binary input of contribution_cube, checked.';
CREATE FUNCTION csq_internal.contribution_cube_send(contribution_cube) RETURNS bytea
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_contribution_cube_send';
COMMENT ON FUNCTION csq_internal.contribution_cube_send(contribution_cube) IS 'Binary output of contribution_cube: equal values give the same bytes on every platform.';
CREATE TYPE contribution_cube (
  INPUT = csq_internal.contribution_cube_in, OUTPUT = csq_internal.contribution_cube_out, RECEIVE = csq_internal.contribution_cube_recv, SEND = csq_internal.contribution_cube_send,
  INTERNALLENGTH = VARIABLE, ALIGNMENT = double, STORAGE = extended
);
COMMENT ON TYPE contribution_cube IS
'Rows, or hits and rows, before and after by up to three dimensions: which combination moved the whole. Exact, mergeable. {"v":1,"dimensions":2,"metric":"rate","rows":[[labels,hits before,rows before,hits after,rows after],...]}.';
CREATE CAST (varchar AS contribution_cube) WITH INOUT AS ASSIGNMENT;
COMMENT ON CAST (varchar AS contribution_cube) IS 'The value of a text that is assigned to a column: drivers send texts as varchar.';
CREATE FUNCTION csq_internal.contribution_cube_eq(contribution_cube, contribution_cube) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_contribution_cube_eq';
COMMENT ON FUNCTION csq_internal.contribution_cube_eq(contribution_cube, contribution_cube) IS 'Implements =.';
CREATE FUNCTION csq_internal.contribution_cube_ne(contribution_cube, contribution_cube) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_contribution_cube_ne';
COMMENT ON FUNCTION csq_internal.contribution_cube_ne(contribution_cube, contribution_cube) IS 'Implements <>.';
CREATE FUNCTION csq_internal.contribution_cube_lt(contribution_cube, contribution_cube) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_contribution_cube_lt';
COMMENT ON FUNCTION csq_internal.contribution_cube_lt(contribution_cube, contribution_cube) IS 'Implements <.';
CREATE FUNCTION csq_internal.contribution_cube_le(contribution_cube, contribution_cube) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_contribution_cube_le';
COMMENT ON FUNCTION csq_internal.contribution_cube_le(contribution_cube, contribution_cube) IS 'Implements <=.';
CREATE FUNCTION csq_internal.contribution_cube_gt(contribution_cube, contribution_cube) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_contribution_cube_gt';
COMMENT ON FUNCTION csq_internal.contribution_cube_gt(contribution_cube, contribution_cube) IS 'Implements >.';
CREATE FUNCTION csq_internal.contribution_cube_ge(contribution_cube, contribution_cube) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_contribution_cube_ge';
COMMENT ON FUNCTION csq_internal.contribution_cube_ge(contribution_cube, contribution_cube) IS 'Implements >=.';
CREATE FUNCTION csq_internal.contribution_cube_cmp(contribution_cube, contribution_cube) RETURNS int
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_contribution_cube_cmp';
COMMENT ON FUNCTION csq_internal.contribution_cube_cmp(contribution_cube, contribution_cube) IS 'Order of two values, for sorting and btree indexes: negative, 0 or positive.';
CREATE FUNCTION csq_internal.contribution_cube_hash(contribution_cube) RETURNS int
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_contribution_cube_hash';
COMMENT ON FUNCTION csq_internal.contribution_cube_hash(contribution_cube) IS 'Hash that agrees with =, for GROUP BY and hash joins.';
CREATE FUNCTION csq_internal.contribution_cube_hash_extended(contribution_cube, bigint) RETURNS bigint
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_contribution_cube_hash';
COMMENT ON FUNCTION csq_internal.contribution_cube_hash_extended(contribution_cube, bigint) IS 'The same hash with a seed, for hash partitions.';
CREATE OPERATOR = (
  LEFTARG = contribution_cube, RIGHTARG = contribution_cube, FUNCTION = csq_internal.contribution_cube_eq,
  COMMUTATOR = =, NEGATOR = <>, RESTRICT = eqsel, JOIN = eqjoinsel, HASHES, MERGES
);
COMMENT ON OPERATOR = (contribution_cube, contribution_cube) IS 'Whether both are the same value, however they came about.';
CREATE OPERATOR <> (
  LEFTARG = contribution_cube, RIGHTARG = contribution_cube, FUNCTION = csq_internal.contribution_cube_ne,
  COMMUTATOR = <>, NEGATOR = =, RESTRICT = neqsel, JOIN = neqjoinsel
);
COMMENT ON OPERATOR <> (contribution_cube, contribution_cube) IS 'Whether the values differ.';
CREATE OPERATOR < (
  LEFTARG = contribution_cube, RIGHTARG = contribution_cube, FUNCTION = csq_internal.contribution_cube_lt,
  COMMUTATOR = >, NEGATOR = >=, RESTRICT = scalarltsel, JOIN = scalarltjoinsel
);
COMMENT ON OPERATOR < (contribution_cube, contribution_cube) IS 'Whether the first comes before the second in the order of the canonical bytes.';
CREATE OPERATOR <= (
  LEFTARG = contribution_cube, RIGHTARG = contribution_cube, FUNCTION = csq_internal.contribution_cube_le,
  COMMUTATOR = >=, NEGATOR = >, RESTRICT = scalarlesel, JOIN = scalarlejoinsel
);
COMMENT ON OPERATOR <= (contribution_cube, contribution_cube) IS 'Whether the first comes before the second in the order of the canonical bytes, or equals it.';
CREATE OPERATOR > (
  LEFTARG = contribution_cube, RIGHTARG = contribution_cube, FUNCTION = csq_internal.contribution_cube_gt,
  COMMUTATOR = <, NEGATOR = <=, RESTRICT = scalargtsel, JOIN = scalargtjoinsel
);
COMMENT ON OPERATOR > (contribution_cube, contribution_cube) IS 'Whether the first comes after the second in the order of the canonical bytes.';
CREATE OPERATOR >= (
  LEFTARG = contribution_cube, RIGHTARG = contribution_cube, FUNCTION = csq_internal.contribution_cube_ge,
  COMMUTATOR = <=, NEGATOR = <, RESTRICT = scalargesel, JOIN = scalargejoinsel
);
COMMENT ON OPERATOR >= (contribution_cube, contribution_cube) IS 'Whether the first comes after the second in the order of the canonical bytes, or equals it.';
CREATE OPERATOR CLASS contribution_cube_ops DEFAULT FOR TYPE contribution_cube USING hash AS
  OPERATOR 1 =,
  FUNCTION 1 csq_internal.contribution_cube_hash(contribution_cube),
  FUNCTION 2 csq_internal.contribution_cube_hash_extended(contribution_cube, bigint);
COMMENT ON OPERATOR CLASS contribution_cube_ops USING hash IS 'Equality of contribution_cube: grouping, hash joins and hash partitions.';
COMMENT ON OPERATOR FAMILY contribution_cube_ops USING hash IS 'Equality of contribution_cube: grouping, hash joins and hash partitions.';
CREATE OPERATOR CLASS contribution_cube_ops DEFAULT FOR TYPE contribution_cube USING btree AS
  OPERATOR 1 <,
  OPERATOR 2 <=,
  OPERATOR 3 =,
  OPERATOR 4 >=,
  OPERATOR 5 >,
  FUNCTION 1 csq_internal.contribution_cube_cmp(contribution_cube, contribution_cube);
COMMENT ON OPERATOR CLASS contribution_cube_ops USING btree IS 'Order of contribution_cube: sorting, unique indexes and merge joins.';
COMMENT ON OPERATOR FAMILY contribution_cube_ops USING btree IS 'Order of contribution_cube: sorting, unique indexes and merge joins.';
CREATE FUNCTION csq_internal.contribution_cube_json(contribution_cube) RETURNS json
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_contribution_cube_json';
COMMENT ON FUNCTION csq_internal.contribution_cube_json(contribution_cube) IS 'The text form as json; to_json, to_jsonb, json_agg and row_to_json use it.';
CREATE CAST (contribution_cube AS json) WITH FUNCTION csq_internal.contribution_cube_json(contribution_cube);
COMMENT ON CAST (contribution_cube AS json) IS 'The text form as json.';
CREATE CAST (contribution_cube AS jsonb) WITH INOUT;
COMMENT ON CAST (contribution_cube AS jsonb) IS 'The text form as jsonb.';
CREATE CAST (jsonb AS contribution_cube) WITH INOUT;
COMMENT ON CAST (jsonb AS contribution_cube) IS 'A value from its text form, checked.';
CREATE FUNCTION csq_internal.contribution_cube_combine(contribution_cube, contribution_cube) RETURNS contribution_cube
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_contribution_cube_combine';
COMMENT ON FUNCTION csq_internal.contribution_cube_combine(contribution_cube, contribution_cube) IS
'Implements +, and merges two states of an aggregate; a NULL adds nothing.';
CREATE OPERATOR + (LEFTARG = contribution_cube, RIGHTARG = contribution_cube, FUNCTION = csq_internal.contribution_cube_combine, COMMUTATOR = +);
COMMENT ON OPERATOR + (contribution_cube, contribution_cube) IS 'The rows of both. A NULL adds nothing.';
CREATE AGGREGATE rollup(contribution_cube) (
  SFUNC = csq_internal.contribution_cube_combine, STYPE = contribution_cube, SSPACE = 4096, COMBINEFUNC = csq_internal.contribution_cube_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE rollup(contribution_cube) IS
'The rows of both. The same in any order.';
CREATE FUNCTION csq_internal.contribution_append(state contribution_cube, dimensions text[], after bool) RETURNS contribution_cube
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_contribution_append_row';
COMMENT ON FUNCTION csq_internal.contribution_append(contribution_cube, text[], bool) IS 'Transition function of contribution_agg: counts a row.';
CREATE FUNCTION csq_internal.contribution_append(state contribution_cube, dimensions text[], after bool, hit bool) RETURNS contribution_cube
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_contribution_append_hit';
COMMENT ON FUNCTION csq_internal.contribution_append(contribution_cube, text[], bool, bool) IS 'Transition function of contribution_agg: counts a row with its outcome.';
CREATE AGGREGATE contribution_agg(dimensions text[], after bool) (
  SFUNC = csq_internal.contribution_append, STYPE = contribution_cube, SSPACE = 8192, COMBINEFUNC = csq_internal.contribution_cube_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE contribution_agg(text[], bool) IS
'Counts rows before (after is false) and after by one to three dimensions: why are there more? A NULL period is ignored.';
CREATE AGGREGATE contribution_agg(dimensions text[], after bool, hit bool) (
  SFUNC = csq_internal.contribution_append, STYPE = contribution_cube, SSPACE = 8192, COMBINEFUNC = csq_internal.contribution_cube_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE contribution_agg(text[], bool, bool) IS
'Counts hits of rows before (after is false) and after by one to three dimensions: why did the share move? A NULL period or outcome is ignored.';
CREATE FUNCTION contributions(cube contribution_cube, rate float8 DEFAULT 0.05, min_rows bigint DEFAULT 20,
  OUT dimensions text[], OUT before float8, OUT after float8, OUT effect float8, OUT lo float8, OUT hi float8, OUT p_value float8, OUT found bool, OUT explained bool) RETURNS SETOF record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10000 ROWS 50
AS 'MODULE_PATHNAME', 'csq_contribution_rows';
COMMENT ON FUNCTION contributions(contribution_cube, float8, bigint) IS
'Combinations of values (NULL: any) that moved otherwise than the rest, found ones first, then by effect; what only repeats a wider combination is left out. found holds a false discovery rate over all that were looked at; explained: nothing is left of it without a found part of it.';
CREATE FUNCTION stable_hash(key text) RETURNS bigint
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'csq_stable_hash_of';
COMMENT ON FUNCTION stable_hash(text) IS 'XXH64 of the bytes of a text: the same on every machine, in every version, in every language.';
CREATE FUNCTION stable_hash(key text, salt text) RETURNS bigint
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'csq_stable_hash_of';
COMMENT ON FUNCTION stable_hash(text, text) IS 'XXH64 of the bytes of a text, with XXH64 of the salt as seed.';
CREATE FUNCTION in_sample(key text, day date, rate float8, salt text) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 5
AS 'MODULE_PATHNAME', 'csq_in_sample';
COMMENT ON FUNCTION in_sample(text, date, float8, text) IS
'Whether a key is in the sample of a day: each with probability rate, by its stable hash. For a fixed number of picks see qa_sample().';
CREATE TYPE qa_sample;
CREATE FUNCTION csq_internal.qa_sample_in(cstring) RETURNS qa_sample
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_qa_sample_in';
COMMENT ON FUNCTION csq_internal.qa_sample_in(cstring) IS 'Text input of qa_sample, checked.';
CREATE FUNCTION csq_internal.qa_sample_out(qa_sample) RETURNS cstring
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_qa_sample_out';
COMMENT ON FUNCTION csq_internal.qa_sample_out(qa_sample) IS 'Text output of qa_sample: equal values print alike.';
CREATE FUNCTION csq_internal.qa_sample_recv(internal) RETURNS qa_sample
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_qa_sample_recv';
COMMENT ON FUNCTION csq_internal.qa_sample_recv(internal) IS 'Binary input of qa_sample, checked.';
CREATE FUNCTION csq_internal.qa_sample_send(qa_sample) RETURNS bytea
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_qa_sample_send';
COMMENT ON FUNCTION csq_internal.qa_sample_send(qa_sample) IS 'Binary output of qa_sample: equal values give the same bytes on every platform.';
CREATE TYPE qa_sample (
  INPUT = csq_internal.qa_sample_in, OUTPUT = csq_internal.qa_sample_out, RECEIVE = csq_internal.qa_sample_recv, SEND = csq_internal.qa_sample_send,
  INTERNALLENGTH = VARIABLE, ALIGNMENT = double, STORAGE = extended
);
COMMENT ON TYPE qa_sample IS
'The frame of a sample: keys by stratum, with the share to draw and the salt. {"v":1,"share":0.05,"salt":"2026-03","rows":[[stratum,key],...]}.';
CREATE CAST (varchar AS qa_sample) WITH INOUT AS ASSIGNMENT;
COMMENT ON CAST (varchar AS qa_sample) IS 'The value of a text that is assigned to a column: drivers send texts as varchar.';
CREATE FUNCTION csq_internal.qa_sample_eq(qa_sample, qa_sample) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_qa_sample_eq';
COMMENT ON FUNCTION csq_internal.qa_sample_eq(qa_sample, qa_sample) IS 'Implements =.';
CREATE FUNCTION csq_internal.qa_sample_ne(qa_sample, qa_sample) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_qa_sample_ne';
COMMENT ON FUNCTION csq_internal.qa_sample_ne(qa_sample, qa_sample) IS 'Implements <>.';
CREATE FUNCTION csq_internal.qa_sample_lt(qa_sample, qa_sample) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_qa_sample_lt';
COMMENT ON FUNCTION csq_internal.qa_sample_lt(qa_sample, qa_sample) IS 'Implements <.';
CREATE FUNCTION csq_internal.qa_sample_le(qa_sample, qa_sample) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_qa_sample_le';
COMMENT ON FUNCTION csq_internal.qa_sample_le(qa_sample, qa_sample) IS 'Implements <=.';
CREATE FUNCTION csq_internal.qa_sample_gt(qa_sample, qa_sample) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_qa_sample_gt';
COMMENT ON FUNCTION csq_internal.qa_sample_gt(qa_sample, qa_sample) IS 'Implements >.';
CREATE FUNCTION csq_internal.qa_sample_ge(qa_sample, qa_sample) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_qa_sample_ge';
COMMENT ON FUNCTION csq_internal.qa_sample_ge(qa_sample, qa_sample) IS 'Implements >=.';
CREATE FUNCTION csq_internal.qa_sample_cmp(qa_sample, qa_sample) RETURNS int
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_qa_sample_cmp';
COMMENT ON FUNCTION csq_internal.qa_sample_cmp(qa_sample, qa_sample) IS 'Order of two values, for sorting and btree indexes: negative, 0 or positive.';
CREATE FUNCTION csq_internal.qa_sample_hash(qa_sample) RETURNS int
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_qa_sample_hash';
COMMENT ON FUNCTION csq_internal.qa_sample_hash(qa_sample) IS 'Hash that agrees with =, for GROUP BY and hash joins.';
CREATE FUNCTION csq_internal.qa_sample_hash_extended(qa_sample, bigint) RETURNS bigint
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_qa_sample_hash';
COMMENT ON FUNCTION csq_internal.qa_sample_hash_extended(qa_sample, bigint) IS 'The same hash with a seed, for hash partitions.';
CREATE OPERATOR = (
  LEFTARG = qa_sample, RIGHTARG = qa_sample, FUNCTION = csq_internal.qa_sample_eq,
  COMMUTATOR = =, NEGATOR = <>, RESTRICT = eqsel, JOIN = eqjoinsel, HASHES, MERGES
);
COMMENT ON OPERATOR = (qa_sample, qa_sample) IS 'Whether both are the same value, however they came about.';
CREATE OPERATOR <> (
  LEFTARG = qa_sample, RIGHTARG = qa_sample, FUNCTION = csq_internal.qa_sample_ne,
  COMMUTATOR = <>, NEGATOR = =, RESTRICT = neqsel, JOIN = neqjoinsel
);
COMMENT ON OPERATOR <> (qa_sample, qa_sample) IS 'Whether the values differ.';
CREATE OPERATOR < (
  LEFTARG = qa_sample, RIGHTARG = qa_sample, FUNCTION = csq_internal.qa_sample_lt,
  COMMUTATOR = >, NEGATOR = >=, RESTRICT = scalarltsel, JOIN = scalarltjoinsel
);
COMMENT ON OPERATOR < (qa_sample, qa_sample) IS 'Whether the first comes before the second in the order of the canonical bytes.';
CREATE OPERATOR <= (
  LEFTARG = qa_sample, RIGHTARG = qa_sample, FUNCTION = csq_internal.qa_sample_le,
  COMMUTATOR = >=, NEGATOR = >, RESTRICT = scalarlesel, JOIN = scalarlejoinsel
);
COMMENT ON OPERATOR <= (qa_sample, qa_sample) IS 'Whether the first comes before the second in the order of the canonical bytes, or equals it.';
CREATE OPERATOR > (
  LEFTARG = qa_sample, RIGHTARG = qa_sample, FUNCTION = csq_internal.qa_sample_gt,
  COMMUTATOR = <, NEGATOR = <=, RESTRICT = scalargtsel, JOIN = scalargtjoinsel
);
COMMENT ON OPERATOR > (qa_sample, qa_sample) IS 'Whether the first comes after the second in the order of the canonical bytes.';
CREATE OPERATOR >= (
  LEFTARG = qa_sample, RIGHTARG = qa_sample, FUNCTION = csq_internal.qa_sample_ge,
  COMMUTATOR = <=, NEGATOR = <, RESTRICT = scalargesel, JOIN = scalargejoinsel
);
COMMENT ON OPERATOR >= (qa_sample, qa_sample) IS 'Whether the first comes after the second in the order of the canonical bytes, or equals it.';
CREATE OPERATOR CLASS qa_sample_ops DEFAULT FOR TYPE qa_sample USING hash AS
  OPERATOR 1 =,
  FUNCTION 1 csq_internal.qa_sample_hash(qa_sample),
  FUNCTION 2 csq_internal.qa_sample_hash_extended(qa_sample, bigint);
COMMENT ON OPERATOR CLASS qa_sample_ops USING hash IS 'Equality of qa_sample: grouping, hash joins and hash partitions.';
COMMENT ON OPERATOR FAMILY qa_sample_ops USING hash IS 'Equality of qa_sample: grouping, hash joins and hash partitions.';
CREATE OPERATOR CLASS qa_sample_ops DEFAULT FOR TYPE qa_sample USING btree AS
  OPERATOR 1 <,
  OPERATOR 2 <=,
  OPERATOR 3 =,
  OPERATOR 4 >=,
  OPERATOR 5 >,
  FUNCTION 1 csq_internal.qa_sample_cmp(qa_sample, qa_sample);
COMMENT ON OPERATOR CLASS qa_sample_ops USING btree IS 'Order of qa_sample: sorting, unique indexes and merge joins.';
COMMENT ON OPERATOR FAMILY qa_sample_ops USING btree IS 'Order of qa_sample: sorting, unique indexes and merge joins.';
CREATE FUNCTION csq_internal.qa_sample_json(qa_sample) RETURNS json
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_qa_sample_json';
COMMENT ON FUNCTION csq_internal.qa_sample_json(qa_sample) IS 'The text form as json; to_json, to_jsonb, json_agg and row_to_json use it.';
CREATE CAST (qa_sample AS json) WITH FUNCTION csq_internal.qa_sample_json(qa_sample);
COMMENT ON CAST (qa_sample AS json) IS 'The text form as json.';
CREATE CAST (qa_sample AS jsonb) WITH INOUT;
COMMENT ON CAST (qa_sample AS jsonb) IS 'The text form as jsonb.';
CREATE CAST (jsonb AS qa_sample) WITH INOUT;
COMMENT ON CAST (jsonb AS qa_sample) IS 'A value from its text form, checked.';
CREATE FUNCTION csq_internal.qa_sample_combine(qa_sample, qa_sample) RETURNS qa_sample
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_qa_sample_combine';
COMMENT ON FUNCTION csq_internal.qa_sample_combine(qa_sample, qa_sample) IS
'Implements +, and merges two states of an aggregate; a NULL adds nothing.';
CREATE OPERATOR + (LEFTARG = qa_sample, RIGHTARG = qa_sample, FUNCTION = csq_internal.qa_sample_combine, COMMUTATOR = +);
COMMENT ON OPERATOR + (qa_sample, qa_sample) IS 'The keys of both, which must have the same share and salt. A NULL adds nothing.';
CREATE AGGREGATE rollup(qa_sample) (
  SFUNC = csq_internal.qa_sample_combine, STYPE = qa_sample, SSPACE = 4096, COMBINEFUNC = csq_internal.qa_sample_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE rollup(qa_sample) IS
'The keys of both, which must have the same share and salt. The same in any order.';
CREATE FUNCTION csq_internal.qa_sample_append(state qa_sample, key text, stratum text, share float8, salt text) RETURNS qa_sample
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 5
AS 'MODULE_PATHNAME', 'csq_qa_sample_append';
COMMENT ON FUNCTION csq_internal.qa_sample_append(qa_sample, text, text, float8, text) IS 'Transition function of qa_sample: adds a key.';
CREATE AGGREGATE qa_sample(key text, stratum text, share float8, salt text) (
  SFUNC = csq_internal.qa_sample_append, STYPE = qa_sample, SSPACE = 8192, COMBINEFUNC = csq_internal.qa_sample_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE qa_sample(text, text, float8, text) IS
'Collects what a sample is drawn from: keys (each once) by stratum. picks() draws the share of them, the same ones whenever and wherever it is asked.';
CREATE FUNCTION picks(sample qa_sample, minimum int DEFAULT 0, OUT key text, OUT stratum text, OUT inclusion float8, OUT place int) RETURNS SETOF record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1000 ROWS 100 SUPPORT csq_internal.rows_support
AS 'MODULE_PATHNAME', 'csq_qa_sample_picks';
COMMENT ON FUNCTION picks(qa_sample, int) IS
'The keys that are drawn: exactly ceil(share * all), by stratum with largest remainders, at least minimum of each. inclusion is the probability of being drawn; weight estimates by 1 / inclusion.';
CREATE FUNCTION accept_plan(lot bigint, aql float8, level text DEFAULT 'II',
  OUT code text, OUT n int, OUT accept int, OUT reject int, OUT p_accept float8) RETURNS record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 20
AS 'MODULE_PATHNAME', 'csq_accept_plan';
COMMENT ON FUNCTION accept_plan(bigint, float8, text) IS
'Sample size and acceptance number for a lot by the tables of MIL-STD-105E (as ISO 2859-1), normal inspection; aql in percent: 2.5. p_accept: how often a lot of just that quality passes.';
CREATE FUNCTION accept_plan(good float8, good_accept float8, bad float8, bad_accept float8,
  OUT n bigint, OUT accept bigint, OUT reject bigint, OUT p_good float8, OUT p_bad float8) RETURNS record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1000
AS 'MODULE_PATHNAME', 'csq_accept_plan_search';
COMMENT ON FUNCTION accept_plan(float8, float8, float8, float8) IS
'The smallest plan that accepts lots with a share good of defectives with probability good_accept or more, and lots with bad with bad_accept or less.';
CREATE FUNCTION accept_probability(sample bigint, accept bigint, share float8) RETURNS float8
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_accept_probability_of';
COMMENT ON FUNCTION accept_probability(bigint, bigint, float8) IS 'Probability that a plan accepts a lot with this share of defectives: a point of its operating characteristic.';
CREATE TYPE ratings;
CREATE FUNCTION csq_internal.ratings_in(cstring) RETURNS ratings
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_ratings_in';
COMMENT ON FUNCTION csq_internal.ratings_in(cstring) IS 'Text input of ratings, checked.';
CREATE FUNCTION csq_internal.ratings_out(ratings) RETURNS cstring
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_ratings_out';
COMMENT ON FUNCTION csq_internal.ratings_out(ratings) IS 'Text output of ratings: equal values print alike.';
CREATE FUNCTION csq_internal.ratings_recv(internal) RETURNS ratings
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_ratings_recv';
COMMENT ON FUNCTION csq_internal.ratings_recv(internal) IS 'Binary input of ratings, checked.';
CREATE FUNCTION csq_internal.ratings_send(ratings) RETURNS bytea
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_ratings_send';
COMMENT ON FUNCTION csq_internal.ratings_send(ratings) IS 'Binary output of ratings: equal values give the same bytes on every platform.';
CREATE TYPE ratings (
  INPUT = csq_internal.ratings_in, OUTPUT = csq_internal.ratings_out, RECEIVE = csq_internal.ratings_recv, SEND = csq_internal.ratings_send,
  INTERNALLENGTH = VARIABLE, ALIGNMENT = double, STORAGE = extended
);
COMMENT ON TYPE ratings IS
'Who gave what to which unit: what the agreement of reviewers is computed from. {"v":1,"rows":[[unit,rater,value],...]}.';
CREATE CAST (varchar AS ratings) WITH INOUT AS ASSIGNMENT;
COMMENT ON CAST (varchar AS ratings) IS 'The value of a text that is assigned to a column: drivers send texts as varchar.';
CREATE FUNCTION csq_internal.ratings_eq(ratings, ratings) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_ratings_eq';
COMMENT ON FUNCTION csq_internal.ratings_eq(ratings, ratings) IS 'Implements =.';
CREATE FUNCTION csq_internal.ratings_ne(ratings, ratings) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_ratings_ne';
COMMENT ON FUNCTION csq_internal.ratings_ne(ratings, ratings) IS 'Implements <>.';
CREATE FUNCTION csq_internal.ratings_lt(ratings, ratings) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_ratings_lt';
COMMENT ON FUNCTION csq_internal.ratings_lt(ratings, ratings) IS 'Implements <.';
CREATE FUNCTION csq_internal.ratings_le(ratings, ratings) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_ratings_le';
COMMENT ON FUNCTION csq_internal.ratings_le(ratings, ratings) IS 'Implements <=.';
CREATE FUNCTION csq_internal.ratings_gt(ratings, ratings) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_ratings_gt';
COMMENT ON FUNCTION csq_internal.ratings_gt(ratings, ratings) IS 'Implements >.';
CREATE FUNCTION csq_internal.ratings_ge(ratings, ratings) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_ratings_ge';
COMMENT ON FUNCTION csq_internal.ratings_ge(ratings, ratings) IS 'Implements >=.';
CREATE FUNCTION csq_internal.ratings_cmp(ratings, ratings) RETURNS int
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_ratings_cmp';
COMMENT ON FUNCTION csq_internal.ratings_cmp(ratings, ratings) IS 'Order of two values, for sorting and btree indexes: negative, 0 or positive.';
CREATE FUNCTION csq_internal.ratings_hash(ratings) RETURNS int
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_ratings_hash';
COMMENT ON FUNCTION csq_internal.ratings_hash(ratings) IS 'Hash that agrees with =, for GROUP BY and hash joins.';
CREATE FUNCTION csq_internal.ratings_hash_extended(ratings, bigint) RETURNS bigint
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_ratings_hash';
COMMENT ON FUNCTION csq_internal.ratings_hash_extended(ratings, bigint) IS 'The same hash with a seed, for hash partitions.';
CREATE OPERATOR = (
  LEFTARG = ratings, RIGHTARG = ratings, FUNCTION = csq_internal.ratings_eq,
  COMMUTATOR = =, NEGATOR = <>, RESTRICT = eqsel, JOIN = eqjoinsel, HASHES, MERGES
);
COMMENT ON OPERATOR = (ratings, ratings) IS 'Whether both are the same value, however they came about.';
CREATE OPERATOR <> (
  LEFTARG = ratings, RIGHTARG = ratings, FUNCTION = csq_internal.ratings_ne,
  COMMUTATOR = <>, NEGATOR = =, RESTRICT = neqsel, JOIN = neqjoinsel
);
COMMENT ON OPERATOR <> (ratings, ratings) IS 'Whether the values differ.';
CREATE OPERATOR < (
  LEFTARG = ratings, RIGHTARG = ratings, FUNCTION = csq_internal.ratings_lt,
  COMMUTATOR = >, NEGATOR = >=, RESTRICT = scalarltsel, JOIN = scalarltjoinsel
);
COMMENT ON OPERATOR < (ratings, ratings) IS 'Whether the first comes before the second in the order of the canonical bytes.';
CREATE OPERATOR <= (
  LEFTARG = ratings, RIGHTARG = ratings, FUNCTION = csq_internal.ratings_le,
  COMMUTATOR = >=, NEGATOR = >, RESTRICT = scalarlesel, JOIN = scalarlejoinsel
);
COMMENT ON OPERATOR <= (ratings, ratings) IS 'Whether the first comes before the second in the order of the canonical bytes, or equals it.';
CREATE OPERATOR > (
  LEFTARG = ratings, RIGHTARG = ratings, FUNCTION = csq_internal.ratings_gt,
  COMMUTATOR = <, NEGATOR = <=, RESTRICT = scalargtsel, JOIN = scalargtjoinsel
);
COMMENT ON OPERATOR > (ratings, ratings) IS 'Whether the first comes after the second in the order of the canonical bytes.';
CREATE OPERATOR >= (
  LEFTARG = ratings, RIGHTARG = ratings, FUNCTION = csq_internal.ratings_ge,
  COMMUTATOR = <=, NEGATOR = <, RESTRICT = scalargesel, JOIN = scalargejoinsel
);
COMMENT ON OPERATOR >= (ratings, ratings) IS 'Whether the first comes after the second in the order of the canonical bytes, or equals it.';
CREATE OPERATOR CLASS ratings_ops DEFAULT FOR TYPE ratings USING hash AS
  OPERATOR 1 =,
  FUNCTION 1 csq_internal.ratings_hash(ratings),
  FUNCTION 2 csq_internal.ratings_hash_extended(ratings, bigint);
COMMENT ON OPERATOR CLASS ratings_ops USING hash IS 'Equality of ratings: grouping, hash joins and hash partitions.';
COMMENT ON OPERATOR FAMILY ratings_ops USING hash IS 'Equality of ratings: grouping, hash joins and hash partitions.';
CREATE OPERATOR CLASS ratings_ops DEFAULT FOR TYPE ratings USING btree AS
  OPERATOR 1 <,
  OPERATOR 2 <=,
  OPERATOR 3 =,
  OPERATOR 4 >=,
  OPERATOR 5 >,
  FUNCTION 1 csq_internal.ratings_cmp(ratings, ratings);
COMMENT ON OPERATOR CLASS ratings_ops USING btree IS 'Order of ratings: sorting, unique indexes and merge joins.';
COMMENT ON OPERATOR FAMILY ratings_ops USING btree IS 'Order of ratings: sorting, unique indexes and merge joins.';
CREATE FUNCTION csq_internal.ratings_json(ratings) RETURNS json
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_ratings_json';
COMMENT ON FUNCTION csq_internal.ratings_json(ratings) IS 'The text form as json; to_json, to_jsonb, json_agg and row_to_json use it.';
CREATE CAST (ratings AS json) WITH FUNCTION csq_internal.ratings_json(ratings);
COMMENT ON CAST (ratings AS json) IS 'The text form as json.';
CREATE CAST (ratings AS jsonb) WITH INOUT;
COMMENT ON CAST (ratings AS jsonb) IS 'The text form as jsonb.';
CREATE CAST (jsonb AS ratings) WITH INOUT;
COMMENT ON CAST (jsonb AS ratings) IS 'A value from its text form, checked.';
CREATE FUNCTION csq_internal.ratings_combine(ratings, ratings) RETURNS ratings
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_ratings_combine';
COMMENT ON FUNCTION csq_internal.ratings_combine(ratings, ratings) IS
'Implements +, and merges two states of an aggregate; a NULL adds nothing.';
CREATE OPERATOR + (LEFTARG = ratings, RIGHTARG = ratings, FUNCTION = csq_internal.ratings_combine, COMMUTATOR = +);
COMMENT ON OPERATOR + (ratings, ratings) IS 'The ratings of both. A NULL adds nothing.';
CREATE AGGREGATE rollup(ratings) (
  SFUNC = csq_internal.ratings_combine, STYPE = ratings, SSPACE = 4096, COMBINEFUNC = csq_internal.ratings_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE rollup(ratings) IS
'The ratings of both. The same in any order.';
CREATE FUNCTION csq_internal.ratings_append(state ratings, unit text, rater text, value text) RETURNS ratings
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 5
AS 'MODULE_PATHNAME', 'csq_ratings_append_text';
COMMENT ON FUNCTION csq_internal.ratings_append(ratings, text, text, text) IS 'Transition function of alpha_agg: adds a rating.';
CREATE FUNCTION csq_internal.ratings_append(state ratings, unit text, rater text, value float8) RETURNS ratings
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 5
AS 'MODULE_PATHNAME', 'csq_ratings_append_number';
COMMENT ON FUNCTION csq_internal.ratings_append(ratings, text, text, float8) IS 'Transition function of alpha_agg: adds a rating.';
CREATE AGGREGATE alpha_agg(unit text, rater text, value text) (
  SFUNC = csq_internal.ratings_append, STYPE = ratings, SSPACE = 4096, COMBINEFUNC = csq_internal.ratings_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE alpha_agg(text, text, text) IS 'Collects ratings: which rater gave what to which unit. A NULL is a rating that is missing.';
CREATE AGGREGATE alpha_agg(unit text, rater text, value float8) (
  SFUNC = csq_internal.ratings_append, STYPE = ratings, SSPACE = 4096, COMBINEFUNC = csq_internal.ratings_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE alpha_agg(text, text, float8) IS 'Collects ratings that are numbers: which rater gave what to which unit.';
CREATE FUNCTION alpha(ratings ratings, level text DEFAULT 'nominal', OUT alpha float8, OUT agreement float8, OUT units bigint, OUT ratings_used bigint) RETURNS record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1000
AS 'MODULE_PATHNAME', 'csq_ratings_alpha';
COMMENT ON FUNCTION alpha(ratings, text) IS
'Krippendorff''s alpha of any number of raters, with missing ratings: 1 is full agreement, 0 what chance gives. level: nominal, ordinal, interval, ratio. agreement: share of equal pairs.';
CREATE FUNCTION churned(joined_on date, left_on date, period_from date, period_to date) RETURNS bool
LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 5
RETURN CASE WHEN joined_on OPERATOR(pg_catalog.<) period_from AND (left_on IS NULL OR left_on OPERATOR(pg_catalog.>=) period_from)
  THEN left_on IS NOT NULL AND left_on OPERATOR(pg_catalog.<) period_to END;
COMMENT ON FUNCTION churned(date, date, date, date) IS
'Whether a customer who was there when the period began left within it (period_to excluded); NULL for one who was not there. rate_agg(churned(...)) is the churn rate.';
CREATE FUNCTION churned(joined_on date, left_on date, period_from date, period_to date, because bool) RETURNS bool
LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 5
RETURN CASE WHEN joined_on OPERATOR(pg_catalog.<) period_from AND (left_on IS NULL OR left_on OPERATOR(pg_catalog.>=) period_from)
  THEN left_on IS NOT NULL AND left_on OPERATOR(pg_catalog.<) period_to AND because IS TRUE END;
COMMENT ON FUNCTION churned(date, date, date, date, bool) IS
'The same for those who left for a certain reason: because, for example reason = ''service''. A reason that is not known is none.';
CREATE FUNCTION after_complaint(complained_on date, left_on date, within_days int) RETURNS bool
LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 5
RETURN CASE WHEN left_on IS NOT NULL AND within_days IS NOT NULL
  THEN complained_on IS NOT NULL AND left_on OPERATOR(pg_catalog.>=) complained_on AND left_on OPERATOR(pg_catalog.<=) (complained_on OPERATOR(pg_catalog.+) within_days) END;
COMMENT ON FUNCTION after_complaint(date, date, int) IS
'Whether a customer left at most so many days after a complaint: a stated rule by which a loss is put down to service. NULL for one who has not left.';
CREATE FUNCTION repurchased(bought_on date, again_on date, within_days int, as_of date) RETURNS bool
LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 5
RETURN CASE WHEN bought_on IS NULL OR within_days IS NULL OR as_of IS NULL OR bought_on OPERATOR(pg_catalog.>) as_of THEN NULL::bool
  WHEN again_on OPERATOR(pg_catalog.>=) bought_on AND again_on OPERATOR(pg_catalog.<=) (bought_on OPERATOR(pg_catalog.+) within_days) AND again_on OPERATOR(pg_catalog.<=) as_of THEN true
  WHEN (bought_on OPERATOR(pg_catalog.+) within_days) OPERATOR(pg_catalog.<) as_of THEN false END;
COMMENT ON FUNCTION repurchased(date, date, int, date) IS
'Whether a customer bought again within so many days, as known at the end of as_of; NULL while the days are not over: rate_agg(repurchased(...)) counts those as missing, not as lost.';
CREATE FUNCTION cut_score(value float8, cuts float8[]) RETURNS int
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE COST 10
RETURN (SELECT (1 OPERATOR(pg_catalog.+) pg_catalog.count(*))::int FROM pg_catalog.unnest(cuts) AS cut(at) WHERE cut.at OPERATOR(pg_catalog.<) value);
COMMENT ON FUNCTION cut_score(float8, float8[]) IS
'In which class a value lies: 1 up to and including the first cut, one more for each cut below it. Equal values always get the same class, which ntile() does not do.';
CREATE FUNCTION rfm_segment(recency int, frequency int, monetary int) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE COST 10
RETURN CASE
  WHEN recency OPERATOR(pg_catalog.=) 5 AND frequency OPERATOR(pg_catalog.=) 5 AND monetary OPERATOR(pg_catalog.=) 5 THEN 'champions'
  WHEN recency OPERATOR(pg_catalog.>=) 3 AND frequency OPERATOR(pg_catalog.>=) 3 AND monetary OPERATOR(pg_catalog.>=) 2 THEN 'potential loyalists'
  WHEN recency BETWEEN 2 AND 4 AND frequency BETWEEN 2 AND 4 AND monetary BETWEEN 2 AND 4 THEN 'loyal customers'
  WHEN recency BETWEEN 3 AND 4 AND frequency BETWEEN 1 AND 3 AND monetary OPERATOR(pg_catalog.>=) 3 THEN 'promising'
  WHEN recency OPERATOR(pg_catalog.>=) 4 AND frequency OPERATOR(pg_catalog.<=) 3 THEN 'new customers'
  WHEN recency OPERATOR(pg_catalog.<=) 2 AND frequency BETWEEN 3 AND 4 AND monetary OPERATOR(pg_catalog.>=) 4 THEN 'can''t lose them'
  WHEN recency OPERATOR(pg_catalog.<=) 2 AND frequency OPERATOR(pg_catalog.>=) 2 AND monetary OPERATOR(pg_catalog.>=) 4 THEN 'at risk'
  WHEN recency OPERATOR(pg_catalog.<=) 3 AND frequency OPERATOR(pg_catalog.>=) 3 AND monetary OPERATOR(pg_catalog.>=) 3 THEN 'need attention'
  WHEN recency BETWEEN 2 AND 3 AND frequency OPERATOR(pg_catalog.<=) 3 AND monetary OPERATOR(pg_catalog.<=) 4 THEN 'about to sleep'
  WHEN recency OPERATOR(pg_catalog.=) 1 THEN 'lost'
  ELSE 'others' END;
COMMENT ON FUNCTION rfm_segment(int, int, int) IS
'The segment of a customer with scores 1 to 5 for recency (5: most recent), frequency and monetary value: the first of ten that fits, or others.';
CREATE TYPE defect_summary;
CREATE FUNCTION csq_internal.defect_summary_in(cstring) RETURNS defect_summary
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 20
AS 'MODULE_PATHNAME', 'csq_defect_summary_in';
COMMENT ON FUNCTION csq_internal.defect_summary_in(cstring) IS 'Text input of defect_summary, checked.';
CREATE FUNCTION csq_internal.defect_summary_out(defect_summary) RETURNS cstring
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 20
AS 'MODULE_PATHNAME', 'csq_defect_summary_out';
COMMENT ON FUNCTION csq_internal.defect_summary_out(defect_summary) IS 'Text output of defect_summary: equal values print alike.';
CREATE FUNCTION csq_internal.defect_summary_recv(internal) RETURNS defect_summary
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 20
AS 'MODULE_PATHNAME', 'csq_defect_summary_recv';
COMMENT ON FUNCTION csq_internal.defect_summary_recv(internal) IS 'Binary input of defect_summary, checked.';
CREATE FUNCTION csq_internal.defect_summary_send(defect_summary) RETURNS bytea
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 20
AS 'MODULE_PATHNAME', 'csq_defect_summary_send';
COMMENT ON FUNCTION csq_internal.defect_summary_send(defect_summary) IS 'Binary output of defect_summary: equal values give the same bytes on every platform.';
CREATE TYPE defect_summary (
  INPUT = csq_internal.defect_summary_in, OUTPUT = csq_internal.defect_summary_out, RECEIVE = csq_internal.defect_summary_recv, SEND = csq_internal.defect_summary_send,
  INTERNALLENGTH = VARIABLE, ALIGNMENT = double, STORAGE = extended
);
COMMENT ON TYPE defect_summary IS
'Defects of units, and the opportunities for one: exact, mergeable. {"v":1,"defects":20,"units":1915,"opportunities":1915}.';
CREATE CAST (varchar AS defect_summary) WITH INOUT AS ASSIGNMENT;
COMMENT ON CAST (varchar AS defect_summary) IS 'The value of a text that is assigned to a column: drivers send texts as varchar.';
CREATE FUNCTION csq_internal.defect_summary_eq(defect_summary, defect_summary) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'csq_defect_summary_eq';
COMMENT ON FUNCTION csq_internal.defect_summary_eq(defect_summary, defect_summary) IS 'Implements =.';
CREATE FUNCTION csq_internal.defect_summary_ne(defect_summary, defect_summary) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'csq_defect_summary_ne';
COMMENT ON FUNCTION csq_internal.defect_summary_ne(defect_summary, defect_summary) IS 'Implements <>.';
CREATE FUNCTION csq_internal.defect_summary_lt(defect_summary, defect_summary) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'csq_defect_summary_lt';
COMMENT ON FUNCTION csq_internal.defect_summary_lt(defect_summary, defect_summary) IS 'Implements <.';
CREATE FUNCTION csq_internal.defect_summary_le(defect_summary, defect_summary) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'csq_defect_summary_le';
COMMENT ON FUNCTION csq_internal.defect_summary_le(defect_summary, defect_summary) IS 'Implements <=.';
CREATE FUNCTION csq_internal.defect_summary_gt(defect_summary, defect_summary) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'csq_defect_summary_gt';
COMMENT ON FUNCTION csq_internal.defect_summary_gt(defect_summary, defect_summary) IS 'Implements >.';
CREATE FUNCTION csq_internal.defect_summary_ge(defect_summary, defect_summary) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'csq_defect_summary_ge';
COMMENT ON FUNCTION csq_internal.defect_summary_ge(defect_summary, defect_summary) IS 'Implements >=.';
CREATE FUNCTION csq_internal.defect_summary_cmp(defect_summary, defect_summary) RETURNS int
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'csq_defect_summary_cmp';
COMMENT ON FUNCTION csq_internal.defect_summary_cmp(defect_summary, defect_summary) IS 'Order of two values, for sorting and btree indexes: negative, 0 or positive.';
CREATE FUNCTION csq_internal.defect_summary_hash(defect_summary) RETURNS int
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'csq_defect_summary_hash';
COMMENT ON FUNCTION csq_internal.defect_summary_hash(defect_summary) IS 'Hash that agrees with =, for GROUP BY and hash joins.';
CREATE FUNCTION csq_internal.defect_summary_hash_extended(defect_summary, bigint) RETURNS bigint
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'csq_defect_summary_hash';
COMMENT ON FUNCTION csq_internal.defect_summary_hash_extended(defect_summary, bigint) IS 'The same hash with a seed, for hash partitions.';
CREATE OPERATOR = (
  LEFTARG = defect_summary, RIGHTARG = defect_summary, FUNCTION = csq_internal.defect_summary_eq,
  COMMUTATOR = =, NEGATOR = <>, RESTRICT = eqsel, JOIN = eqjoinsel, HASHES, MERGES
);
COMMENT ON OPERATOR = (defect_summary, defect_summary) IS 'Whether both are the same value, however they came about.';
CREATE OPERATOR <> (
  LEFTARG = defect_summary, RIGHTARG = defect_summary, FUNCTION = csq_internal.defect_summary_ne,
  COMMUTATOR = <>, NEGATOR = =, RESTRICT = neqsel, JOIN = neqjoinsel
);
COMMENT ON OPERATOR <> (defect_summary, defect_summary) IS 'Whether the values differ.';
CREATE OPERATOR < (
  LEFTARG = defect_summary, RIGHTARG = defect_summary, FUNCTION = csq_internal.defect_summary_lt,
  COMMUTATOR = >, NEGATOR = >=, RESTRICT = scalarltsel, JOIN = scalarltjoinsel
);
COMMENT ON OPERATOR < (defect_summary, defect_summary) IS 'Whether the first comes before the second in the order of the canonical bytes.';
CREATE OPERATOR <= (
  LEFTARG = defect_summary, RIGHTARG = defect_summary, FUNCTION = csq_internal.defect_summary_le,
  COMMUTATOR = >=, NEGATOR = >, RESTRICT = scalarlesel, JOIN = scalarlejoinsel
);
COMMENT ON OPERATOR <= (defect_summary, defect_summary) IS 'Whether the first comes before the second in the order of the canonical bytes, or equals it.';
CREATE OPERATOR > (
  LEFTARG = defect_summary, RIGHTARG = defect_summary, FUNCTION = csq_internal.defect_summary_gt,
  COMMUTATOR = <, NEGATOR = <=, RESTRICT = scalargtsel, JOIN = scalargtjoinsel
);
COMMENT ON OPERATOR > (defect_summary, defect_summary) IS 'Whether the first comes after the second in the order of the canonical bytes.';
CREATE OPERATOR >= (
  LEFTARG = defect_summary, RIGHTARG = defect_summary, FUNCTION = csq_internal.defect_summary_ge,
  COMMUTATOR = <=, NEGATOR = <, RESTRICT = scalargesel, JOIN = scalargejoinsel
);
COMMENT ON OPERATOR >= (defect_summary, defect_summary) IS 'Whether the first comes after the second in the order of the canonical bytes, or equals it.';
CREATE OPERATOR CLASS defect_summary_ops DEFAULT FOR TYPE defect_summary USING hash AS
  OPERATOR 1 =,
  FUNCTION 1 csq_internal.defect_summary_hash(defect_summary),
  FUNCTION 2 csq_internal.defect_summary_hash_extended(defect_summary, bigint);
COMMENT ON OPERATOR CLASS defect_summary_ops USING hash IS 'Equality of defect_summary: grouping, hash joins and hash partitions.';
COMMENT ON OPERATOR FAMILY defect_summary_ops USING hash IS 'Equality of defect_summary: grouping, hash joins and hash partitions.';
CREATE OPERATOR CLASS defect_summary_ops DEFAULT FOR TYPE defect_summary USING btree AS
  OPERATOR 1 <,
  OPERATOR 2 <=,
  OPERATOR 3 =,
  OPERATOR 4 >=,
  OPERATOR 5 >,
  FUNCTION 1 csq_internal.defect_summary_cmp(defect_summary, defect_summary);
COMMENT ON OPERATOR CLASS defect_summary_ops USING btree IS 'Order of defect_summary: sorting, unique indexes and merge joins.';
COMMENT ON OPERATOR FAMILY defect_summary_ops USING btree IS 'Order of defect_summary: sorting, unique indexes and merge joins.';
CREATE FUNCTION csq_internal.defect_summary_json(defect_summary) RETURNS json
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 20
AS 'MODULE_PATHNAME', 'csq_defect_summary_json';
COMMENT ON FUNCTION csq_internal.defect_summary_json(defect_summary) IS 'The text form as json; to_json, to_jsonb, json_agg and row_to_json use it.';
CREATE CAST (defect_summary AS json) WITH FUNCTION csq_internal.defect_summary_json(defect_summary);
COMMENT ON CAST (defect_summary AS json) IS 'The text form as json.';
CREATE CAST (defect_summary AS jsonb) WITH INOUT;
COMMENT ON CAST (defect_summary AS jsonb) IS 'The text form as jsonb.';
CREATE CAST (jsonb AS defect_summary) WITH INOUT;
COMMENT ON CAST (jsonb AS defect_summary) IS 'A value from its text form, checked.';
CREATE FUNCTION csq_internal.defect_summary_combine(defect_summary, defect_summary) RETURNS defect_summary
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'csq_defect_summary_combine';
COMMENT ON FUNCTION csq_internal.defect_summary_combine(defect_summary, defect_summary) IS 'Merges two states of an aggregate.';
CREATE FUNCTION csq_internal.defect_summary_plus(defect_summary, defect_summary) RETURNS defect_summary
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'csq_defect_summary_combine';
COMMENT ON FUNCTION csq_internal.defect_summary_plus(defect_summary, defect_summary) IS 'Implements +; a NULL adds nothing.';
CREATE FUNCTION csq_internal.defect_summary_minus(defect_summary, defect_summary) RETURNS defect_summary
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'csq_defect_summary_minus';
COMMENT ON FUNCTION csq_internal.defect_summary_minus(defect_summary, defect_summary) IS 'Implements -, and takes a value out of a moving window of rollup().';
CREATE OPERATOR + (LEFTARG = defect_summary, RIGHTARG = defect_summary, FUNCTION = csq_internal.defect_summary_plus, COMMUTATOR = +);
COMMENT ON OPERATOR + (defect_summary, defect_summary) IS 'The units of both. A NULL adds nothing.';
CREATE OPERATOR - (LEFTARG = defect_summary, RIGHTARG = defect_summary, FUNCTION = csq_internal.defect_summary_minus);
COMMENT ON OPERATOR - (defect_summary, defect_summary) IS 'The first without what the second counts, which must be part of it.';
CREATE AGGREGATE rollup(defect_summary) (
  SFUNC = csq_internal.defect_summary_combine, STYPE = defect_summary, SSPACE = 64, COMBINEFUNC = csq_internal.defect_summary_combine,
  MSFUNC = csq_internal.defect_summary_combine, MINVFUNC = csq_internal.defect_summary_minus, MSTYPE = defect_summary, MSSPACE = 64, PARALLEL = SAFE
);
COMMENT ON AGGREGATE rollup(defect_summary) IS
'The units of both. The same in any order.';
CREATE FUNCTION csq_internal.defect_append(state defect_summary, defects bigint, units bigint, opportunities bigint) RETURNS defect_summary
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_defect_append';
COMMENT ON FUNCTION csq_internal.defect_append(defect_summary, bigint, bigint, bigint) IS 'Transition function of defect_agg: adds a row.';
CREATE AGGREGATE defect_agg(defects bigint, units bigint, opportunities bigint) (
  SFUNC = csq_internal.defect_append, STYPE = defect_summary, SSPACE = 64, COMBINEFUNC = csq_internal.defect_summary_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE defect_agg(bigint, bigint, bigint) IS
'Adds up defects found in units that have so many opportunities for one each. A row with a NULL is ignored.';
CREATE FUNCTION defects(summary defect_summary) RETURNS bigint
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'csq_defect_defects';
COMMENT ON FUNCTION defects(defect_summary) IS
'How many defects were found.';
CREATE FUNCTION units(summary defect_summary) RETURNS bigint
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'csq_defect_units';
COMMENT ON FUNCTION units(defect_summary) IS
'How many units were looked at.';
CREATE FUNCTION opportunities(summary defect_summary) RETURNS bigint
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'csq_defect_opportunities';
COMMENT ON FUNCTION opportunities(defect_summary) IS
'How many opportunities for a defect all units had together.';
CREATE FUNCTION dpmo(summary defect_summary) RETURNS float8
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_defect_dpmo';
COMMENT ON FUNCTION dpmo(defect_summary) IS
'Defects per million opportunities.';
CREATE FUNCTION dpmo_lo(summary defect_summary, confidence float8 DEFAULT 0.95) RETURNS float8
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_defect_dpmo_lo';
COMMENT ON FUNCTION dpmo_lo(defect_summary, float8) IS
'Lower end of the exact interval of dpmo() (Clopper and Pearson).';
CREATE FUNCTION dpmo_hi(summary defect_summary, confidence float8 DEFAULT 0.95) RETURNS float8
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_defect_dpmo_hi';
COMMENT ON FUNCTION dpmo_hi(defect_summary, float8) IS
'Upper end of the exact interval of dpmo() (Clopper and Pearson).';
CREATE FUNCTION sigma_level(summary defect_summary, shift float8 DEFAULT 1.5) RETURNS float8
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_defect_sigma_level';
COMMENT ON FUNCTION sigma_level(defect_summary, float8) IS
'Sigma level: 6 is 3.4 defects per million with the usual shift of 1.5; shift 0 is the long term. NULL without any defect: there is no bound, sigma_level_lo() says how good it is at least.';
CREATE FUNCTION sigma_level_lo(summary defect_summary, shift float8 DEFAULT 1.5, confidence float8 DEFAULT 0.95) RETURNS float8
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_defect_sigma_level_lo';
COMMENT ON FUNCTION sigma_level_lo(defect_summary, float8, float8) IS
'Lower end of the interval of sigma_level(); known without any defect, too.';
CREATE FUNCTION sigma_level_hi(summary defect_summary, shift float8 DEFAULT 1.5, confidence float8 DEFAULT 0.95) RETURNS float8
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_defect_sigma_level_hi';
COMMENT ON FUNCTION sigma_level_hi(defect_summary, float8, float8) IS
'Upper end of the interval of sigma_level(); NULL without any defect: no bound.';
CREATE FUNCTION fty(summary defect_summary) RETURNS float8
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_defect_fty';
COMMENT ON FUNCTION fty(defect_summary) IS
'First time yield: 1 - defects / units. NULL with more defects than units; throughput_yield() is for units with several.';
CREATE FUNCTION throughput_yield(summary defect_summary) RETURNS float8
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_defect_throughput_yield';
COMMENT ON FUNCTION throughput_yield(defect_summary) IS
'Share of units without any defect when defects fall at random: exp(-defects / units).';
CREATE FUNCTION rty(steps defect_summary[]) RETURNS float8
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_defect_rty';
COMMENT ON FUNCTION rty(defect_summary[]) IS
'Rolled throughput yield: the product of the first time yields of the steps of a process.';
COMMENT ON FUNCTION csq_internal.journey_in(cstring) IS 'Text input of journey, checked.';
COMMENT ON FUNCTION csq_internal.journey_out(journey) IS 'Text output of journey: equal values print alike.';
COMMENT ON FUNCTION csq_internal.journey_recv(internal) IS 'Binary input of journey, checked.';
COMMENT ON FUNCTION csq_internal.journey_send(journey) IS 'Binary output of journey: equal values give the same bytes on every platform.';
CREATE CAST (varchar AS journey) WITH INOUT AS ASSIGNMENT;
COMMENT ON CAST (varchar AS journey) IS 'The value of a text that is assigned to a column: drivers send texts as varchar.';
CREATE OR REPLACE FUNCTION csq_internal.journey_eq(journey, journey) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_journey_eq';
COMMENT ON FUNCTION csq_internal.journey_eq(journey, journey) IS 'Implements =.';
CREATE OR REPLACE FUNCTION csq_internal.journey_ne(journey, journey) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_journey_ne';
COMMENT ON FUNCTION csq_internal.journey_ne(journey, journey) IS 'Implements <>.';
CREATE FUNCTION csq_internal.journey_lt(journey, journey) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_journey_lt';
COMMENT ON FUNCTION csq_internal.journey_lt(journey, journey) IS 'Implements <.';
CREATE FUNCTION csq_internal.journey_le(journey, journey) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_journey_le';
COMMENT ON FUNCTION csq_internal.journey_le(journey, journey) IS 'Implements <=.';
CREATE FUNCTION csq_internal.journey_gt(journey, journey) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_journey_gt';
COMMENT ON FUNCTION csq_internal.journey_gt(journey, journey) IS 'Implements >.';
CREATE FUNCTION csq_internal.journey_ge(journey, journey) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_journey_ge';
COMMENT ON FUNCTION csq_internal.journey_ge(journey, journey) IS 'Implements >=.';
CREATE FUNCTION csq_internal.journey_cmp(journey, journey) RETURNS int
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_journey_cmp';
COMMENT ON FUNCTION csq_internal.journey_cmp(journey, journey) IS 'Order of two values, for sorting and btree indexes: negative, 0 or positive.';
CREATE FUNCTION csq_internal.journey_hash(journey) RETURNS int
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_journey_hash';
COMMENT ON FUNCTION csq_internal.journey_hash(journey) IS 'Hash that agrees with =, for GROUP BY and hash joins.';
CREATE FUNCTION csq_internal.journey_hash_extended(journey, bigint) RETURNS bigint
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_journey_hash';
COMMENT ON FUNCTION csq_internal.journey_hash_extended(journey, bigint) IS 'The same hash with a seed, for hash partitions.';
COMMENT ON OPERATOR = (journey, journey) IS 'Whether both are the same value, however they came about.';
COMMENT ON OPERATOR <> (journey, journey) IS 'Whether the values differ.';
CREATE OPERATOR < (
  LEFTARG = journey, RIGHTARG = journey, FUNCTION = csq_internal.journey_lt,
  COMMUTATOR = >, NEGATOR = >=, RESTRICT = scalarltsel, JOIN = scalarltjoinsel
);
COMMENT ON OPERATOR < (journey, journey) IS 'Whether the first comes before the second in the order of the canonical bytes.';
CREATE OPERATOR <= (
  LEFTARG = journey, RIGHTARG = journey, FUNCTION = csq_internal.journey_le,
  COMMUTATOR = >=, NEGATOR = >, RESTRICT = scalarlesel, JOIN = scalarlejoinsel
);
COMMENT ON OPERATOR <= (journey, journey) IS 'Whether the first comes before the second in the order of the canonical bytes, or equals it.';
CREATE OPERATOR > (
  LEFTARG = journey, RIGHTARG = journey, FUNCTION = csq_internal.journey_gt,
  COMMUTATOR = <, NEGATOR = <=, RESTRICT = scalargtsel, JOIN = scalargtjoinsel
);
COMMENT ON OPERATOR > (journey, journey) IS 'Whether the first comes after the second in the order of the canonical bytes.';
CREATE OPERATOR >= (
  LEFTARG = journey, RIGHTARG = journey, FUNCTION = csq_internal.journey_ge,
  COMMUTATOR = <=, NEGATOR = <, RESTRICT = scalargesel, JOIN = scalargejoinsel
);
COMMENT ON OPERATOR >= (journey, journey) IS 'Whether the first comes after the second in the order of the canonical bytes, or equals it.';
CREATE OPERATOR CLASS journey_ops DEFAULT FOR TYPE journey USING hash AS
  OPERATOR 1 =,
  FUNCTION 1 csq_internal.journey_hash(journey),
  FUNCTION 2 csq_internal.journey_hash_extended(journey, bigint);
COMMENT ON OPERATOR CLASS journey_ops USING hash IS 'Equality of journey: grouping, hash joins and hash partitions.';
COMMENT ON OPERATOR FAMILY journey_ops USING hash IS 'Equality of journey: grouping, hash joins and hash partitions.';
CREATE OPERATOR CLASS journey_ops DEFAULT FOR TYPE journey USING btree AS
  OPERATOR 1 <,
  OPERATOR 2 <=,
  OPERATOR 3 =,
  OPERATOR 4 >=,
  OPERATOR 5 >,
  FUNCTION 1 csq_internal.journey_cmp(journey, journey);
COMMENT ON OPERATOR CLASS journey_ops USING btree IS 'Order of journey: sorting, unique indexes and merge joins.';
COMMENT ON OPERATOR FAMILY journey_ops USING btree IS 'Order of journey: sorting, unique indexes and merge joins.';
CREATE FUNCTION csq_internal.journey_json(journey) RETURNS json
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_journey_json';
COMMENT ON FUNCTION csq_internal.journey_json(journey) IS 'The text form as json; to_json, to_jsonb, json_agg and row_to_json use it.';
CREATE CAST (journey AS json) WITH FUNCTION csq_internal.journey_json(journey);
COMMENT ON CAST (journey AS json) IS 'The text form as json.';
CREATE CAST (journey AS jsonb) WITH INOUT;
COMMENT ON CAST (journey AS jsonb) IS 'The text form as jsonb.';
CREATE CAST (jsonb AS journey) WITH INOUT;
COMMENT ON CAST (jsonb AS journey) IS 'A value from its text form, checked.';
CREATE FUNCTION csq_internal.journey_combine(journey, journey) RETURNS journey
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_journey_combine';
COMMENT ON FUNCTION csq_internal.journey_combine(journey, journey) IS
'Implements +, and merges two states of an aggregate; a NULL adds nothing.';
CREATE OPERATOR + (LEFTARG = journey, RIGHTARG = journey, FUNCTION = csq_internal.journey_combine, COMMUTATOR = +);
COMMENT ON OPERATOR + (journey, journey) IS 'All events of both journeys. A NULL adds nothing.';
CREATE OR REPLACE AGGREGATE rollup(journey) (
  SFUNC = csq_internal.journey_combine, STYPE = journey, SSPACE = 512, COMBINEFUNC = csq_internal.journey_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE rollup(journey) IS
'All events of both journeys. The same in any order.';
COMMENT ON FUNCTION journey_append(journey, timestamptz, text) IS
'Transition function of journey_agg: adds an event; a row without time or activity is skipped.';
CREATE FUNCTION journey_append(state journey, at text, activity text) RETURNS journey
LANGUAGE SQL IMMUTABLE PARALLEL SAFE COST 2
RETURN csq.journey_append(journey_append.state, csq_internal.instant(journey_append.at), journey_append.activity);
COMMENT ON FUNCTION journey_append(journey, text, text) IS
'Transition function of journey_agg: adds an event; a row without time or activity is skipped. at is a text in ISO 8601 with a zone.';
COMMENT ON FUNCTION journey_append(journey, timestamptz, text, text) IS
'Transition function of journey_agg: adds an event; a row without time or activity is skipped.';
CREATE FUNCTION journey_append(state journey, at text, activity text, channel text) RETURNS journey
LANGUAGE SQL IMMUTABLE PARALLEL SAFE COST 2
RETURN csq.journey_append(journey_append.state, csq_internal.instant(journey_append.at), journey_append.activity, journey_append.channel);
COMMENT ON FUNCTION journey_append(journey, text, text, text) IS
'Transition function of journey_agg: adds an event; a row without time or activity is skipped. at is a text in ISO 8601 with a zone.';
COMMENT ON FUNCTION journey_append(journey, timestamptz, text, text, float8) IS
'Transition function of journey_agg: adds an event; a row without time or activity is skipped.';
CREATE FUNCTION journey_append(state journey, at text, activity text, channel text, value float8) RETURNS journey
LANGUAGE SQL IMMUTABLE PARALLEL SAFE COST 2
RETURN csq.journey_append(journey_append.state, csq_internal.instant(journey_append.at), journey_append.activity, journey_append.channel, journey_append.value);
COMMENT ON FUNCTION journey_append(journey, text, text, text, float8) IS
'Transition function of journey_agg: adds an event; a row without time or activity is skipped. at is a text in ISO 8601 with a zone.';
COMMENT ON FUNCTION journey_append(journey, timestamptz, text, text, float8, int8) IS
'Transition function of journey_agg: adds an event; a row without time or activity is skipped.';
CREATE FUNCTION journey_append(state journey, at text, activity text, channel text, value float8, seq int8) RETURNS journey
LANGUAGE SQL IMMUTABLE PARALLEL SAFE COST 2
RETURN csq.journey_append(journey_append.state, csq_internal.instant(journey_append.at), journey_append.activity, journey_append.channel, journey_append.value, journey_append.seq);
COMMENT ON FUNCTION journey_append(journey, text, text, text, float8, int8) IS
'Transition function of journey_agg: adds an event; a row without time or activity is skipped. at is a text in ISO 8601 with a zone.';
COMMENT ON FUNCTION journey_append(journey, timestamptz, text[]) IS
'Transition function of journey_agg: adds one event with several activities; a row without time or activity is skipped.';
CREATE FUNCTION journey_append(state journey, at text, activities text[]) RETURNS journey
LANGUAGE SQL IMMUTABLE PARALLEL SAFE COST 4
RETURN csq.journey_append(journey_append.state, csq_internal.instant(journey_append.at), journey_append.activities);
COMMENT ON FUNCTION journey_append(journey, text, text[]) IS
'Transition function of journey_agg: adds one event with several activities; a row without time or activity is skipped. at is a text in ISO 8601 with a zone.';
COMMENT ON FUNCTION journey_append(journey, timestamptz, text[], text, float8, int8) IS
'Transition function of journey_agg: adds one event with several activities; a row without time or activity is skipped.';
CREATE FUNCTION journey_append(state journey, at text, activities text[], channel text, value float8, seq int8) RETURNS journey
LANGUAGE SQL IMMUTABLE PARALLEL SAFE COST 4
RETURN csq.journey_append(journey_append.state, csq_internal.instant(journey_append.at), journey_append.activities, journey_append.channel, journey_append.value, journey_append.seq);
COMMENT ON FUNCTION journey_append(journey, text, text[], text, float8, int8) IS
'Transition function of journey_agg: adds one event with several activities; a row without time or activity is skipped. at is a text in ISO 8601 with a zone.';
CREATE OR REPLACE AGGREGATE journey_agg(at timestamptz, activity text) (
  SFUNC = journey_append, STYPE = journey, SSPACE = 512,
  COMBINEFUNC = csq_internal.journey_combine, PARALLEL = SAFE
);
CREATE OR REPLACE AGGREGATE journey_agg(at timestamptz, activity text, channel text) (
  SFUNC = journey_append, STYPE = journey, SSPACE = 512,
  COMBINEFUNC = csq_internal.journey_combine, PARALLEL = SAFE
);
CREATE OR REPLACE AGGREGATE journey_agg(at timestamptz, activity text, channel text, value float8) (
  SFUNC = journey_append, STYPE = journey, SSPACE = 512,
  COMBINEFUNC = csq_internal.journey_combine, PARALLEL = SAFE
);
CREATE OR REPLACE AGGREGATE journey_agg(at timestamptz, activity text, channel text, value float8, seq int8) (
  SFUNC = journey_append, STYPE = journey, SSPACE = 512,
  COMBINEFUNC = csq_internal.journey_combine, PARALLEL = SAFE
);
CREATE OR REPLACE AGGREGATE journey_agg(at timestamptz, activities text[]) (
  SFUNC = journey_append, STYPE = journey, SSPACE = 512,
  COMBINEFUNC = csq_internal.journey_combine, PARALLEL = SAFE
);
CREATE OR REPLACE AGGREGATE journey_agg(at timestamptz, activities text[], channel text, value float8, seq int8) (
  SFUNC = journey_append, STYPE = journey, SSPACE = 512,
  COMBINEFUNC = csq_internal.journey_combine, PARALLEL = SAFE
);
CREATE OR REPLACE FUNCTION events(journey journey, OUT ord int, OUT at timestamptz, OUT activity text, OUT channel text, OUT value float8, OUT gap interval) RETURNS SETOF record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 20 ROWS 12 SUPPORT csq_internal.rows_support
AS 'MODULE_PATHNAME', 'csq_events';
COMMENT ON FUNCTION events(journey) IS
'The events in order (time, seq, activity); gap is the time since the event before.';
CREATE FUNCTION trace(journey journey) RETURNS text[]
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 20
AS 'MODULE_PATHNAME', 'csq_trace';
COMMENT ON FUNCTION trace(journey) IS
'The activities in order: the variant of the case.';
CREATE FUNCTION trace(journey journey, mode text) RETURNS text[]
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 20
AS 'MODULE_PATHNAME', 'csq_trace_mode';
COMMENT ON FUNCTION trace(journey, text) IS
'The activities in order: all; no repeats (neighbours that are the same count as one); first or last (each activity where it occurs first or last).';
CREATE OR REPLACE FUNCTION started(journey journey) RETURNS timestamptz
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 5
AS 'MODULE_PATHNAME', 'csq_started';
CREATE OR REPLACE FUNCTION ended(journey journey) RETURNS timestamptz
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 5
AS 'MODULE_PATHNAME', 'csq_ended';
CREATE OR REPLACE FUNCTION duration(journey journey) RETURNS interval
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 5
AS 'MODULE_PATHNAME', 'csq_duration';
CREATE OR REPLACE FUNCTION num_events(journey journey) RETURNS int
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 5
AS 'MODULE_PATHNAME', 'csq_num_events';
CREATE OR REPLACE FUNCTION switches(journey journey) RETURNS int
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 20
AS 'MODULE_PATHNAME', 'csq_switches';
CREATE OR REPLACE FUNCTION compact(journey journey) RETURNS journey
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 40
AS 'MODULE_PATHNAME', 'csq_compact';
CREATE OR REPLACE FUNCTION slice(journey journey, during tstzrange) RETURNS journey
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 40
AS 'MODULE_PATHNAME', 'csq_slice';
CREATE FUNCTION keep(journey journey, activities text[]) RETURNS journey
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 40
AS 'MODULE_PATHNAME', 'csq_keep';
COMMENT ON FUNCTION keep(journey, text[]) IS
'The events with one of these activities.';
CREATE FUNCTION collapse(journey journey, mode text DEFAULT 'no repeats') RETURNS journey
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 40
AS 'MODULE_PATHNAME', 'csq_collapse';
COMMENT ON FUNCTION collapse(journey, text) IS
'The journey without repeated events, for process_agg, flow and variants: no repeats (of neighbours with the same activity the first stays); first or last (of all with the same activity).';
COMMENT ON FUNCTION csq_internal.funnel_spec_in(cstring) IS 'Text input of funnel_spec, checked.';
COMMENT ON FUNCTION csq_internal.funnel_spec_out(funnel_spec) IS 'Text output of funnel_spec: equal values print alike.';
COMMENT ON FUNCTION csq_internal.funnel_spec_recv(internal) IS 'Binary input of funnel_spec, checked.';
COMMENT ON FUNCTION csq_internal.funnel_spec_send(funnel_spec) IS 'Binary output of funnel_spec: equal values give the same bytes on every platform.';
CREATE CAST (varchar AS funnel_spec) WITH INOUT AS IMPLICIT;
COMMENT ON CAST (varchar AS funnel_spec) IS 'The value of a text, also as the argument of a function: drivers send texts as varchar.';
CREATE OR REPLACE FUNCTION csq_internal.funnel_spec_eq(funnel_spec, funnel_spec) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_funnel_spec_eq';
COMMENT ON FUNCTION csq_internal.funnel_spec_eq(funnel_spec, funnel_spec) IS 'Implements =.';
CREATE OR REPLACE FUNCTION csq_internal.funnel_spec_ne(funnel_spec, funnel_spec) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_funnel_spec_ne';
COMMENT ON FUNCTION csq_internal.funnel_spec_ne(funnel_spec, funnel_spec) IS 'Implements <>.';
CREATE FUNCTION csq_internal.funnel_spec_lt(funnel_spec, funnel_spec) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_funnel_spec_lt';
COMMENT ON FUNCTION csq_internal.funnel_spec_lt(funnel_spec, funnel_spec) IS 'Implements <.';
CREATE FUNCTION csq_internal.funnel_spec_le(funnel_spec, funnel_spec) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_funnel_spec_le';
COMMENT ON FUNCTION csq_internal.funnel_spec_le(funnel_spec, funnel_spec) IS 'Implements <=.';
CREATE FUNCTION csq_internal.funnel_spec_gt(funnel_spec, funnel_spec) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_funnel_spec_gt';
COMMENT ON FUNCTION csq_internal.funnel_spec_gt(funnel_spec, funnel_spec) IS 'Implements >.';
CREATE FUNCTION csq_internal.funnel_spec_ge(funnel_spec, funnel_spec) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_funnel_spec_ge';
COMMENT ON FUNCTION csq_internal.funnel_spec_ge(funnel_spec, funnel_spec) IS 'Implements >=.';
CREATE FUNCTION csq_internal.funnel_spec_cmp(funnel_spec, funnel_spec) RETURNS int
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_funnel_spec_cmp';
COMMENT ON FUNCTION csq_internal.funnel_spec_cmp(funnel_spec, funnel_spec) IS 'Order of two values, for sorting and btree indexes: negative, 0 or positive.';
CREATE FUNCTION csq_internal.funnel_spec_hash(funnel_spec) RETURNS int
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_funnel_spec_hash';
COMMENT ON FUNCTION csq_internal.funnel_spec_hash(funnel_spec) IS 'Hash that agrees with =, for GROUP BY and hash joins.';
CREATE FUNCTION csq_internal.funnel_spec_hash_extended(funnel_spec, bigint) RETURNS bigint
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_funnel_spec_hash';
COMMENT ON FUNCTION csq_internal.funnel_spec_hash_extended(funnel_spec, bigint) IS 'The same hash with a seed, for hash partitions.';
COMMENT ON OPERATOR = (funnel_spec, funnel_spec) IS 'Whether both are the same value, however they came about.';
COMMENT ON OPERATOR <> (funnel_spec, funnel_spec) IS 'Whether the values differ.';
CREATE OPERATOR < (
  LEFTARG = funnel_spec, RIGHTARG = funnel_spec, FUNCTION = csq_internal.funnel_spec_lt,
  COMMUTATOR = >, NEGATOR = >=, RESTRICT = scalarltsel, JOIN = scalarltjoinsel
);
COMMENT ON OPERATOR < (funnel_spec, funnel_spec) IS 'Whether the first comes before the second in the order of the canonical bytes.';
CREATE OPERATOR <= (
  LEFTARG = funnel_spec, RIGHTARG = funnel_spec, FUNCTION = csq_internal.funnel_spec_le,
  COMMUTATOR = >=, NEGATOR = >, RESTRICT = scalarlesel, JOIN = scalarlejoinsel
);
COMMENT ON OPERATOR <= (funnel_spec, funnel_spec) IS 'Whether the first comes before the second in the order of the canonical bytes, or equals it.';
CREATE OPERATOR > (
  LEFTARG = funnel_spec, RIGHTARG = funnel_spec, FUNCTION = csq_internal.funnel_spec_gt,
  COMMUTATOR = <, NEGATOR = <=, RESTRICT = scalargtsel, JOIN = scalargtjoinsel
);
COMMENT ON OPERATOR > (funnel_spec, funnel_spec) IS 'Whether the first comes after the second in the order of the canonical bytes.';
CREATE OPERATOR >= (
  LEFTARG = funnel_spec, RIGHTARG = funnel_spec, FUNCTION = csq_internal.funnel_spec_ge,
  COMMUTATOR = <=, NEGATOR = <, RESTRICT = scalargesel, JOIN = scalargejoinsel
);
COMMENT ON OPERATOR >= (funnel_spec, funnel_spec) IS 'Whether the first comes after the second in the order of the canonical bytes, or equals it.';
CREATE OPERATOR CLASS funnel_spec_ops DEFAULT FOR TYPE funnel_spec USING hash AS
  OPERATOR 1 =,
  FUNCTION 1 csq_internal.funnel_spec_hash(funnel_spec),
  FUNCTION 2 csq_internal.funnel_spec_hash_extended(funnel_spec, bigint);
COMMENT ON OPERATOR CLASS funnel_spec_ops USING hash IS 'Equality of funnel_spec: grouping, hash joins and hash partitions.';
COMMENT ON OPERATOR FAMILY funnel_spec_ops USING hash IS 'Equality of funnel_spec: grouping, hash joins and hash partitions.';
CREATE OPERATOR CLASS funnel_spec_ops DEFAULT FOR TYPE funnel_spec USING btree AS
  OPERATOR 1 <,
  OPERATOR 2 <=,
  OPERATOR 3 =,
  OPERATOR 4 >=,
  OPERATOR 5 >,
  FUNCTION 1 csq_internal.funnel_spec_cmp(funnel_spec, funnel_spec);
COMMENT ON OPERATOR CLASS funnel_spec_ops USING btree IS 'Order of funnel_spec: sorting, unique indexes and merge joins.';
COMMENT ON OPERATOR FAMILY funnel_spec_ops USING btree IS 'Order of funnel_spec: sorting, unique indexes and merge joins.';
CREATE OR REPLACE FUNCTION level(journey journey, spec funnel_spec) RETURNS int
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 50
AS 'MODULE_PATHNAME', 'csq_level';
COMMENT ON FUNCTION level(journey, funnel_spec) IS
'The number of the last step reached: different events satisfy the steps in order, within the gaps and the window, no exclusion between them; with order any the number of steps satisfied within one window, all when only optional ones are left out. 0 without a step, NULL for a journey that is dropped.';
CREATE OR REPLACE FUNCTION level(journey journey, spec funnel_spec, working calendar) RETURNS int
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 80
AS 'MODULE_PATHNAME', 'csq_level';
COMMENT ON FUNCTION level(journey, funnel_spec, calendar) IS
'The level with gaps and window measured in the open time of a calendar.';
CREATE OR REPLACE FUNCTION steps(journey journey, spec funnel_spec) RETURNS timestamptz[]
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 80
AS 'MODULE_PATHNAME', 'csq_steps';
COMMENT ON FUNCTION steps(journey, funnel_spec) IS
'Times of the chain that explains the level, step s at place s, NULL for an optional step not taken: of the chains of the highest level the one that the chain clause names, by default the one that completes first, of these the one that starts last, then the earliest step by step.';
CREATE OR REPLACE FUNCTION steps(journey journey, spec funnel_spec, working calendar) RETURNS timestamptz[]
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 120
AS 'MODULE_PATHNAME', 'csq_steps';
COMMENT ON FUNCTION steps(journey, funnel_spec, calendar) IS
'Times of the chain that explains the level with gaps and window measured in the open time of a calendar; chain fastest takes the least open time.';
CREATE FUNCTION is_pending(journey journey, spec funnel_spec, as_of timestamptz) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 150
AS 'MODULE_PATHNAME', 'csq_is_pending';
COMMENT ON FUNCTION is_pending(journey, funnel_spec, timestamptz) IS
'Whether the case is under way in the funnel as of an instant: it has begun, has not reached the last step, and later events may still take it further within gaps and window.';
CREATE FUNCTION is_pending(journey journey, spec funnel_spec, as_of text) RETURNS bool
LANGUAGE SQL IMMUTABLE STRICT PARALLEL SAFE COST 150
RETURN csq.is_pending(is_pending.journey, is_pending.spec, csq_internal.instant(is_pending.as_of));
COMMENT ON FUNCTION is_pending(journey, funnel_spec, text) IS
'Whether the case is under way in the funnel as of an instant: it has begun, has not reached the last step, and later events may still take it further within gaps and window. as_of is a text in ISO 8601 with a zone.';
CREATE FUNCTION is_pending(journey journey, spec funnel_spec, as_of timestamptz, working calendar) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 200
AS 'MODULE_PATHNAME', 'csq_is_pending';
COMMENT ON FUNCTION is_pending(journey, funnel_spec, timestamptz, calendar) IS
'The same with gaps and window measured in the open time of a calendar.';
CREATE FUNCTION is_pending(journey journey, spec funnel_spec, as_of date, working calendar) RETURNS bool
LANGUAGE SQL IMMUTABLE STRICT PARALLEL SAFE COST 200
RETURN csq.is_pending(is_pending.journey, is_pending.spec, csq.calendar_instant(is_pending.working, is_pending.as_of), is_pending.working);
COMMENT ON FUNCTION is_pending(journey, funnel_spec, date, calendar) IS
'The same with gaps and window measured in the open time of a calendar. as_of is local time of the calendar.';
CREATE FUNCTION is_pending(journey journey, spec funnel_spec, as_of timestamp, working calendar) RETURNS bool
LANGUAGE SQL IMMUTABLE STRICT PARALLEL SAFE COST 200
RETURN csq.is_pending(is_pending.journey, is_pending.spec, csq.calendar_instant(is_pending.working, is_pending.as_of), is_pending.working);
COMMENT ON FUNCTION is_pending(journey, funnel_spec, timestamp, calendar) IS
'The same with gaps and window measured in the open time of a calendar. as_of is local time of the calendar.';
CREATE FUNCTION is_pending(journey journey, spec funnel_spec, as_of text, working calendar) RETURNS bool
LANGUAGE SQL IMMUTABLE STRICT PARALLEL SAFE COST 200
RETURN csq.is_pending(is_pending.journey, is_pending.spec, csq.calendar_instant(is_pending.working, is_pending.as_of), is_pending.working);
COMMENT ON FUNCTION is_pending(journey, funnel_spec, text, calendar) IS
'The same with gaps and window measured in the open time of a calendar. as_of is local time of the calendar, or a text in ISO 8601 with a zone.';
COMMENT ON FUNCTION csq_internal.funnel_case_in(cstring) IS 'Text input of funnel_case, checked.';
COMMENT ON FUNCTION csq_internal.funnel_case_out(funnel_case) IS 'Text output of funnel_case: equal values print alike.';
COMMENT ON FUNCTION csq_internal.funnel_case_recv(internal) IS 'Binary input of funnel_case, checked.';
COMMENT ON FUNCTION csq_internal.funnel_case_send(funnel_case) IS 'Binary output of funnel_case: equal values give the same bytes on every platform.';
COMMENT ON TYPE funnel_case IS
'The events of one case that matter to one funnel, or to window_funnel: times and kinds, without labels; mergeable, read with the specification it was made with.';
CREATE CAST (varchar AS funnel_case) WITH INOUT AS ASSIGNMENT;
COMMENT ON CAST (varchar AS funnel_case) IS 'The value of a text that is assigned to a column: drivers send texts as varchar.';
CREATE FUNCTION csq_internal.funnel_case_eq(funnel_case, funnel_case) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_funnel_case_eq';
COMMENT ON FUNCTION csq_internal.funnel_case_eq(funnel_case, funnel_case) IS 'Implements =.';
CREATE FUNCTION csq_internal.funnel_case_ne(funnel_case, funnel_case) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_funnel_case_ne';
COMMENT ON FUNCTION csq_internal.funnel_case_ne(funnel_case, funnel_case) IS 'Implements <>.';
CREATE FUNCTION csq_internal.funnel_case_lt(funnel_case, funnel_case) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_funnel_case_lt';
COMMENT ON FUNCTION csq_internal.funnel_case_lt(funnel_case, funnel_case) IS 'Implements <.';
CREATE FUNCTION csq_internal.funnel_case_le(funnel_case, funnel_case) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_funnel_case_le';
COMMENT ON FUNCTION csq_internal.funnel_case_le(funnel_case, funnel_case) IS 'Implements <=.';
CREATE FUNCTION csq_internal.funnel_case_gt(funnel_case, funnel_case) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_funnel_case_gt';
COMMENT ON FUNCTION csq_internal.funnel_case_gt(funnel_case, funnel_case) IS 'Implements >.';
CREATE FUNCTION csq_internal.funnel_case_ge(funnel_case, funnel_case) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_funnel_case_ge';
COMMENT ON FUNCTION csq_internal.funnel_case_ge(funnel_case, funnel_case) IS 'Implements >=.';
CREATE FUNCTION csq_internal.funnel_case_cmp(funnel_case, funnel_case) RETURNS int
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_funnel_case_cmp';
COMMENT ON FUNCTION csq_internal.funnel_case_cmp(funnel_case, funnel_case) IS 'Order of two values, for sorting and btree indexes: negative, 0 or positive.';
CREATE FUNCTION csq_internal.funnel_case_hash(funnel_case) RETURNS int
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_funnel_case_hash';
COMMENT ON FUNCTION csq_internal.funnel_case_hash(funnel_case) IS 'Hash that agrees with =, for GROUP BY and hash joins.';
CREATE FUNCTION csq_internal.funnel_case_hash_extended(funnel_case, bigint) RETURNS bigint
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_funnel_case_hash';
COMMENT ON FUNCTION csq_internal.funnel_case_hash_extended(funnel_case, bigint) IS 'The same hash with a seed, for hash partitions.';
CREATE OPERATOR = (
  LEFTARG = funnel_case, RIGHTARG = funnel_case, FUNCTION = csq_internal.funnel_case_eq,
  COMMUTATOR = =, NEGATOR = <>, RESTRICT = eqsel, JOIN = eqjoinsel, HASHES, MERGES
);
COMMENT ON OPERATOR = (funnel_case, funnel_case) IS 'Whether both are the same value, however they came about.';
CREATE OPERATOR <> (
  LEFTARG = funnel_case, RIGHTARG = funnel_case, FUNCTION = csq_internal.funnel_case_ne,
  COMMUTATOR = <>, NEGATOR = =, RESTRICT = neqsel, JOIN = neqjoinsel
);
COMMENT ON OPERATOR <> (funnel_case, funnel_case) IS 'Whether the values differ.';
CREATE OPERATOR < (
  LEFTARG = funnel_case, RIGHTARG = funnel_case, FUNCTION = csq_internal.funnel_case_lt,
  COMMUTATOR = >, NEGATOR = >=, RESTRICT = scalarltsel, JOIN = scalarltjoinsel
);
COMMENT ON OPERATOR < (funnel_case, funnel_case) IS 'Whether the first comes before the second in the order of the canonical bytes.';
CREATE OPERATOR <= (
  LEFTARG = funnel_case, RIGHTARG = funnel_case, FUNCTION = csq_internal.funnel_case_le,
  COMMUTATOR = >=, NEGATOR = >, RESTRICT = scalarlesel, JOIN = scalarlejoinsel
);
COMMENT ON OPERATOR <= (funnel_case, funnel_case) IS 'Whether the first comes before the second in the order of the canonical bytes, or equals it.';
CREATE OPERATOR > (
  LEFTARG = funnel_case, RIGHTARG = funnel_case, FUNCTION = csq_internal.funnel_case_gt,
  COMMUTATOR = <, NEGATOR = <=, RESTRICT = scalargtsel, JOIN = scalargtjoinsel
);
COMMENT ON OPERATOR > (funnel_case, funnel_case) IS 'Whether the first comes after the second in the order of the canonical bytes.';
CREATE OPERATOR >= (
  LEFTARG = funnel_case, RIGHTARG = funnel_case, FUNCTION = csq_internal.funnel_case_ge,
  COMMUTATOR = <=, NEGATOR = <, RESTRICT = scalargesel, JOIN = scalargejoinsel
);
COMMENT ON OPERATOR >= (funnel_case, funnel_case) IS 'Whether the first comes after the second in the order of the canonical bytes, or equals it.';
CREATE OPERATOR CLASS funnel_case_ops DEFAULT FOR TYPE funnel_case USING hash AS
  OPERATOR 1 =,
  FUNCTION 1 csq_internal.funnel_case_hash(funnel_case),
  FUNCTION 2 csq_internal.funnel_case_hash_extended(funnel_case, bigint);
COMMENT ON OPERATOR CLASS funnel_case_ops USING hash IS 'Equality of funnel_case: grouping, hash joins and hash partitions.';
COMMENT ON OPERATOR FAMILY funnel_case_ops USING hash IS 'Equality of funnel_case: grouping, hash joins and hash partitions.';
CREATE OPERATOR CLASS funnel_case_ops DEFAULT FOR TYPE funnel_case USING btree AS
  OPERATOR 1 <,
  OPERATOR 2 <=,
  OPERATOR 3 =,
  OPERATOR 4 >=,
  OPERATOR 5 >,
  FUNCTION 1 csq_internal.funnel_case_cmp(funnel_case, funnel_case);
COMMENT ON OPERATOR CLASS funnel_case_ops USING btree IS 'Order of funnel_case: sorting, unique indexes and merge joins.';
COMMENT ON OPERATOR FAMILY funnel_case_ops USING btree IS 'Order of funnel_case: sorting, unique indexes and merge joins.';
CREATE FUNCTION csq_internal.funnel_case_json(funnel_case) RETURNS json
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_funnel_case_json';
COMMENT ON FUNCTION csq_internal.funnel_case_json(funnel_case) IS 'The text form as json; to_json, to_jsonb, json_agg and row_to_json use it.';
CREATE CAST (funnel_case AS json) WITH FUNCTION csq_internal.funnel_case_json(funnel_case);
COMMENT ON CAST (funnel_case AS json) IS 'The text form as json.';
CREATE CAST (funnel_case AS jsonb) WITH INOUT;
COMMENT ON CAST (funnel_case AS jsonb) IS 'The text form as jsonb.';
CREATE CAST (jsonb AS funnel_case) WITH INOUT;
COMMENT ON CAST (jsonb AS funnel_case) IS 'A value from its text form, checked.';
CREATE FUNCTION csq_internal.funnel_case_combine(funnel_case, funnel_case) RETURNS funnel_case
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 5
AS 'MODULE_PATHNAME', 'csq_funnel_case_combine';
COMMENT ON FUNCTION csq_internal.funnel_case_combine(funnel_case, funnel_case) IS
'Implements +, and merges two states of an aggregate; a NULL adds nothing.';
CREATE OPERATOR + (LEFTARG = funnel_case, RIGHTARG = funnel_case, FUNCTION = csq_internal.funnel_case_combine, COMMUTATOR = +);
COMMENT ON OPERATOR + (funnel_case, funnel_case) IS 'The events of both parts of the case. A NULL adds nothing.';
CREATE OR REPLACE AGGREGATE rollup(funnel_case) (
  SFUNC = csq_internal.funnel_case_combine, STYPE = funnel_case, SSPACE = 144, COMBINEFUNC = csq_internal.funnel_case_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE rollup(funnel_case) IS
'The events of both parts of the case. The same in any order.';
CREATE OR REPLACE AGGREGATE funnel_case_agg(at timestamptz, activity text, spec funnel_spec) (
  SFUNC = csq_internal.funnel_case_append, STYPE = funnel_case, SSPACE = 144,
  COMBINEFUNC = csq_internal.funnel_case_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE funnel_case_agg(timestamptz, text, funnel_spec) IS
'What one funnel needs of a case, a word per event that matters; read it with level(state, spec) and steps(state, spec). level(journey_agg(at, activity), spec) is planned like this by itself.';
CREATE FUNCTION level(state funnel_case, spec funnel_spec) RETURNS int
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 20
AS 'MODULE_PATHNAME', 'csq_case_level';
COMMENT ON FUNCTION level(funnel_case, funnel_spec) IS
'The level of a journey of the same events; the specification must be the one the state was made with.';
CREATE FUNCTION level(state funnel_case, spec funnel_spec, working calendar) RETURNS int
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 80
AS 'MODULE_PATHNAME', 'csq_case_level';
COMMENT ON FUNCTION level(funnel_case, funnel_spec, calendar) IS
'The same with gaps and window measured in the open time of a calendar.';
CREATE FUNCTION steps(state funnel_case, spec funnel_spec) RETURNS timestamptz[]
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 50
AS 'MODULE_PATHNAME', 'csq_case_steps';
COMMENT ON FUNCTION steps(funnel_case, funnel_spec) IS
'The times of the chosen chain, as of a journey of the same events.';
CREATE FUNCTION steps(state funnel_case, spec funnel_spec, working calendar) RETURNS timestamptz[]
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_case_steps';
COMMENT ON FUNCTION steps(funnel_case, funnel_spec, calendar) IS
'The same with gaps and window measured in the open time of a calendar.';
CREATE FUNCTION level(state funnel_case) RETURNS int
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 20
AS 'MODULE_PATHNAME', 'csq_window_funnel_level';
COMMENT ON FUNCTION level(funnel_case) IS
'The level of a case collected by window_funnel_agg; final function of window_funnel.';
CREATE FUNCTION csq_internal.window_funnel_append(state funnel_case, at timestamptz, step int, within interval) RETURNS funnel_case
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_window_accum';
COMMENT ON FUNCTION csq_internal.window_funnel_append(funnel_case, timestamptz, int, interval) IS
'Transition function of window_funnel; steps are 1 to 64, any other number and NULL are no step, rows without time are skipped.';
CREATE OR REPLACE AGGREGATE window_funnel(at timestamptz, step int, within interval) (
  SFUNC = csq_internal.window_funnel_append, STYPE = funnel_case, SSPACE = 144,
  FINALFUNC = level, FINALFUNC_MODIFY = READ_ONLY,
  COMBINEFUNC = csq_internal.funnel_case_combine, PARALLEL = SAFE
);
CREATE AGGREGATE window_funnel_agg(at timestamptz, step int, within interval) (
  SFUNC = csq_internal.window_funnel_append, STYPE = funnel_case, SSPACE = 144,
  COMBINEFUNC = csq_internal.funnel_case_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE window_funnel_agg(timestamptz, int, interval) IS
'The events of a case as window_funnel keeps them, a value that can be kept and merged; read it with level(funnel_case).';
COMMENT ON FUNCTION csq_internal.funnel_support(internal) IS
'Planner support of level and steps: plans level(journey_agg(at, activity), spec) as level(funnel_case_agg(at, activity, spec), spec).';
ALTER FUNCTION level(journey, funnel_spec) SUPPORT csq_internal.funnel_support;
ALTER FUNCTION level(journey, funnel_spec, calendar) SUPPORT csq_internal.funnel_support;
ALTER FUNCTION steps(journey, funnel_spec) SUPPORT csq_internal.funnel_support;
ALTER FUNCTION steps(journey, funnel_spec, calendar) SUPPORT csq_internal.funnel_support;
COMMENT ON FUNCTION csq_internal.pattern_in(cstring) IS 'Text input of pattern, checked.';
CREATE OR REPLACE FUNCTION csq_internal.pattern_out(pattern) RETURNS cstring
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 500
AS 'MODULE_PATHNAME', 'csq_pattern_out';
COMMENT ON FUNCTION csq_internal.pattern_out(pattern) IS 'Text output of pattern: equal values print alike.';
COMMENT ON FUNCTION csq_internal.pattern_recv(internal) IS 'Binary input of pattern, checked.';
CREATE OR REPLACE FUNCTION csq_internal.pattern_send(pattern) RETURNS bytea
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 500
AS 'MODULE_PATHNAME', 'csq_pattern_send';
COMMENT ON FUNCTION csq_internal.pattern_send(pattern) IS 'Binary output of pattern: equal values give the same bytes on every platform.';
COMMENT ON TYPE pattern IS
'A regular expression over the events of a journey, with conditions, "eventually", "not between" and bounds on time: complaint[channel = phone] ~> (bot|agent){2,} ~[<=2h]> solved within 7d.';
CREATE CAST (varchar AS pattern) WITH INOUT AS IMPLICIT;
COMMENT ON CAST (varchar AS pattern) IS 'The value of a text, also as the argument of a function: drivers send texts as varchar.';
CREATE OR REPLACE FUNCTION csq_internal.pattern_eq(pattern, pattern) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_pattern_eq';
COMMENT ON FUNCTION csq_internal.pattern_eq(pattern, pattern) IS 'Implements =.';
CREATE OR REPLACE FUNCTION csq_internal.pattern_ne(pattern, pattern) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_pattern_ne';
COMMENT ON FUNCTION csq_internal.pattern_ne(pattern, pattern) IS 'Implements <>.';
CREATE FUNCTION csq_internal.pattern_lt(pattern, pattern) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_pattern_lt';
COMMENT ON FUNCTION csq_internal.pattern_lt(pattern, pattern) IS 'Implements <.';
CREATE FUNCTION csq_internal.pattern_le(pattern, pattern) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_pattern_le';
COMMENT ON FUNCTION csq_internal.pattern_le(pattern, pattern) IS 'Implements <=.';
CREATE FUNCTION csq_internal.pattern_gt(pattern, pattern) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_pattern_gt';
COMMENT ON FUNCTION csq_internal.pattern_gt(pattern, pattern) IS 'Implements >.';
CREATE FUNCTION csq_internal.pattern_ge(pattern, pattern) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_pattern_ge';
COMMENT ON FUNCTION csq_internal.pattern_ge(pattern, pattern) IS 'Implements >=.';
CREATE FUNCTION csq_internal.pattern_cmp(pattern, pattern) RETURNS int
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_pattern_cmp';
COMMENT ON FUNCTION csq_internal.pattern_cmp(pattern, pattern) IS 'Order of two values, for sorting and btree indexes: negative, 0 or positive.';
CREATE FUNCTION csq_internal.pattern_hash(pattern) RETURNS int
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_pattern_hash';
COMMENT ON FUNCTION csq_internal.pattern_hash(pattern) IS 'Hash that agrees with =, for GROUP BY and hash joins.';
CREATE FUNCTION csq_internal.pattern_hash_extended(pattern, bigint) RETURNS bigint
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_pattern_hash';
COMMENT ON FUNCTION csq_internal.pattern_hash_extended(pattern, bigint) IS 'The same hash with a seed, for hash partitions.';
COMMENT ON OPERATOR = (pattern, pattern) IS 'Whether both are the same value, however they came about.';
COMMENT ON OPERATOR <> (pattern, pattern) IS 'Whether the values differ.';
CREATE OPERATOR < (
  LEFTARG = pattern, RIGHTARG = pattern, FUNCTION = csq_internal.pattern_lt,
  COMMUTATOR = >, NEGATOR = >=, RESTRICT = scalarltsel, JOIN = scalarltjoinsel
);
COMMENT ON OPERATOR < (pattern, pattern) IS 'Whether the first comes before the second in the order of the canonical bytes.';
CREATE OPERATOR <= (
  LEFTARG = pattern, RIGHTARG = pattern, FUNCTION = csq_internal.pattern_le,
  COMMUTATOR = >=, NEGATOR = >, RESTRICT = scalarlesel, JOIN = scalarlejoinsel
);
COMMENT ON OPERATOR <= (pattern, pattern) IS 'Whether the first comes before the second in the order of the canonical bytes, or equals it.';
CREATE OPERATOR > (
  LEFTARG = pattern, RIGHTARG = pattern, FUNCTION = csq_internal.pattern_gt,
  COMMUTATOR = <, NEGATOR = <=, RESTRICT = scalargtsel, JOIN = scalargtjoinsel
);
COMMENT ON OPERATOR > (pattern, pattern) IS 'Whether the first comes after the second in the order of the canonical bytes.';
CREATE OPERATOR >= (
  LEFTARG = pattern, RIGHTARG = pattern, FUNCTION = csq_internal.pattern_ge,
  COMMUTATOR = <=, NEGATOR = <, RESTRICT = scalargesel, JOIN = scalargejoinsel
);
COMMENT ON OPERATOR >= (pattern, pattern) IS 'Whether the first comes after the second in the order of the canonical bytes, or equals it.';
CREATE OPERATOR CLASS pattern_ops DEFAULT FOR TYPE pattern USING hash AS
  OPERATOR 1 =,
  FUNCTION 1 csq_internal.pattern_hash(pattern),
  FUNCTION 2 csq_internal.pattern_hash_extended(pattern, bigint);
COMMENT ON OPERATOR CLASS pattern_ops USING hash IS 'Equality of pattern: grouping, hash joins and hash partitions.';
COMMENT ON OPERATOR FAMILY pattern_ops USING hash IS 'Equality of pattern: grouping, hash joins and hash partitions.';
CREATE OPERATOR CLASS pattern_ops DEFAULT FOR TYPE pattern USING btree AS
  OPERATOR 1 <,
  OPERATOR 2 <=,
  OPERATOR 3 =,
  OPERATOR 4 >=,
  OPERATOR 5 >,
  FUNCTION 1 csq_internal.pattern_cmp(pattern, pattern);
COMMENT ON OPERATOR CLASS pattern_ops USING btree IS 'Order of pattern: sorting, unique indexes and merge joins.';
COMMENT ON OPERATOR FAMILY pattern_ops USING btree IS 'Order of pattern: sorting, unique indexes and merge joins.';
CREATE OR REPLACE FUNCTION matches(journey journey, expression pattern) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 50
AS 'MODULE_PATHNAME', 'csq_matches';
COMMENT ON FUNCTION matches(journey, pattern) IS
'Whether the pattern matches somewhere in the journey. Linear in the events for every pattern.';
CREATE FUNCTION matches(journey journey, expression pattern, working calendar) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_matches';
COMMENT ON FUNCTION matches(journey, pattern, calendar) IS
'Whether the pattern matches somewhere in the journey, its bounds on time measured in the open time of a calendar.';
CREATE FUNCTION matches(journey journey, expression pattern, as_of timestamptz) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_matches_as_of';
COMMENT ON FUNCTION matches(journey, pattern, timestamptz) IS
'Whether the pattern matches the events until an instant; NULL: it would, if an absence whose time is not over by then stays one.';
CREATE FUNCTION matches(journey journey, expression pattern, as_of timestamptz, working calendar) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 150
AS 'MODULE_PATHNAME', 'csq_matches_as_of';
COMMENT ON FUNCTION matches(journey, pattern, timestamptz, calendar) IS
'The same with bounds on time and absences measured in the open time of a calendar.';
CREATE FUNCTION matches(journey journey, expression pattern, as_of date, working calendar) RETURNS bool
LANGUAGE SQL IMMUTABLE STRICT PARALLEL SAFE COST 150
RETURN csq.matches(matches.journey, matches.expression, csq.calendar_instant(matches.working, matches.as_of), matches.working);
COMMENT ON FUNCTION matches(journey, pattern, date, calendar) IS
'The same with bounds on time and absences measured in the open time of a calendar. as_of is local time of the calendar.';
CREATE FUNCTION matches(journey journey, expression pattern, as_of timestamp, working calendar) RETURNS bool
LANGUAGE SQL IMMUTABLE STRICT PARALLEL SAFE COST 150
RETURN csq.matches(matches.journey, matches.expression, csq.calendar_instant(matches.working, matches.as_of), matches.working);
COMMENT ON FUNCTION matches(journey, pattern, timestamp, calendar) IS
'The same with bounds on time and absences measured in the open time of a calendar. as_of is local time of the calendar.';
CREATE FUNCTION matches(journey journey, expression pattern, as_of text, working calendar) RETURNS bool
LANGUAGE SQL IMMUTABLE STRICT PARALLEL SAFE COST 150
RETURN csq.matches(matches.journey, matches.expression, csq.calendar_instant(matches.working, matches.as_of), matches.working);
COMMENT ON FUNCTION matches(journey, pattern, text, calendar) IS
'The same with bounds on time and absences measured in the open time of a calendar. as_of is local time of the calendar, or a text in ISO 8601 with a zone.';
CREATE FUNCTION csq_internal.time_text(written text) RETURNS timestamptz
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_time_text';
COMMENT ON FUNCTION csq_internal.time_text(text) IS
'The instant that a text names; NULL: it is no time. A time without a zone is an error.';
CREATE FUNCTION matches(journey journey, expression pattern, clock text) RETURNS bool
LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 150
RETURN CASE WHEN csq_internal.time_text(matches.clock) IS NULL THEN csq.matches(matches.journey, matches.expression, CAST(matches.clock AS csq.calendar))
  ELSE csq.matches(matches.journey, matches.expression, csq_internal.time_text(matches.clock)) END;
COMMENT ON FUNCTION matches(journey, pattern, text) IS
'The third argument as it is typed: a time with its zone is as_of, anything else a calendar.';
CREATE OR REPLACE FUNCTION match_count(journey journey, expression pattern, overlapping bool DEFAULT false) RETURNS int8
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 60
AS 'MODULE_PATHNAME', 'csq_match_count';
COMMENT ON FUNCTION match_count(journey, pattern, bool) IS
'Number of matches from left to right that do not overlap; overlapping: of the events that some match starts with.';
CREATE FUNCTION match_count(journey journey, expression pattern, working calendar, overlapping bool DEFAULT false) RETURNS int8
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 110
AS 'MODULE_PATHNAME', 'csq_match_count';
COMMENT ON FUNCTION match_count(journey, pattern, calendar, bool) IS
'The same with bounds on time measured in the open time of a calendar.';
CREATE FUNCTION match_count(journey journey, expression pattern, working text, overlapping bool DEFAULT false) RETURNS int8
LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 120
RETURN csq.match_count(match_count.journey, match_count.expression, CAST(match_count.working AS csq.calendar), match_count.overlapping);
COMMENT ON FUNCTION match_count(journey, pattern, text, bool) IS
'The same with the text of a calendar.';
CREATE OR REPLACE FUNCTION match(journey journey, expression pattern, overlapping bool DEFAULT false, OUT match_no int8, OUT ord_from int, OUT ord_to int,
                      OUT at_from timestamptz, OUT at_to timestamptz, OUT labels text[]) RETURNS SETOF record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 60 ROWS 3
AS 'MODULE_PATHNAME', 'csq_match';
COMMENT ON FUNCTION match(journey, pattern, bool) IS
'The matches from left to right that do not overlap, or, overlapping, the preferred one from each event that some match starts with: first and last event (ord as in events()), their times, and the activities the pattern names, without those that ~> passes over.';
CREATE FUNCTION match(journey journey, expression pattern, working calendar, overlapping bool DEFAULT false, OUT match_no int8, OUT ord_from int, OUT ord_to int,
                      OUT at_from timestamptz, OUT at_to timestamptz, OUT labels text[]) RETURNS SETOF record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 110 ROWS 3
AS 'MODULE_PATHNAME', 'csq_match';
COMMENT ON FUNCTION match(journey, pattern, calendar, bool) IS
'The same with bounds on time measured in the open time of a calendar.';
CREATE FUNCTION match(journey journey, expression pattern, working text, overlapping bool DEFAULT false, OUT match_no int8, OUT ord_from int, OUT ord_to int,
                      OUT at_from timestamptz, OUT at_to timestamptz, OUT labels text[]) RETURNS SETOF record
LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 120 ROWS 3
BEGIN ATOMIC
  SELECT m.* FROM csq.match(match.journey, match.expression, CAST(match.working AS csq.calendar), match.overlapping) AS m;
END;
COMMENT ON FUNCTION match(journey, pattern, text, bool) IS
'The same with the text of a calendar.';
CREATE FUNCTION captures(journey journey, expression pattern, overlapping bool DEFAULT false, OUT match_no int8, OUT item int, OUT ord int, OUT at timestamptz, OUT gap interval,
                      OUT activity text, OUT channel text, OUT value float8) RETURNS SETOF record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 60 ROWS 10
AS 'MODULE_PATHNAME', 'csq_captures';
COMMENT ON FUNCTION captures(journey, pattern, bool) IS
'The events of the matches that match() gives, one a row with its time, without those that ~> passes over: item counts them within the match, ord is as in events(), gap the time since the item before.';
CREATE FUNCTION captures(journey journey, expression pattern, working calendar, overlapping bool DEFAULT false, OUT match_no int8, OUT item int, OUT ord int, OUT at timestamptz, OUT gap interval,
                      OUT activity text, OUT channel text, OUT value float8) RETURNS SETOF record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 110 ROWS 10
AS 'MODULE_PATHNAME', 'csq_captures';
COMMENT ON FUNCTION captures(journey, pattern, calendar, bool) IS
'The same with bounds on time measured in the open time of a calendar.';
CREATE FUNCTION captures(journey journey, expression pattern, working text, overlapping bool DEFAULT false, OUT match_no int8, OUT item int, OUT ord int, OUT at timestamptz, OUT gap interval,
                      OUT activity text, OUT channel text, OUT value float8) RETURNS SETOF record
LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 120 ROWS 10
BEGIN ATOMIC
  SELECT m.* FROM csq.captures(captures.journey, captures.expression, CAST(captures.working AS csq.calendar), captures.overlapping) AS m;
END;
COMMENT ON FUNCTION captures(journey, pattern, text, bool) IS
'The same with the text of a calendar.';
CREATE FUNCTION match_times(journey journey, expression pattern) RETURNS timestamptz[]
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 60
AS 'MODULE_PATHNAME', 'csq_match_times';
COMMENT ON FUNCTION match_times(journey, pattern) IS
'The times of the first match, item i of captures() at place i; NULL: nothing matches.';
CREATE FUNCTION match_times(journey journey, expression pattern, working calendar) RETURNS timestamptz[]
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 110
AS 'MODULE_PATHNAME', 'csq_match_times';
COMMENT ON FUNCTION match_times(journey, pattern, calendar) IS
'The same with bounds on time measured in the open time of a calendar.';
CREATE FUNCTION labels(spec funnel_spec) RETURNS text[]
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 20
AS 'MODULE_PATHNAME', 'csq_funnel_spec_labels';
COMMENT ON FUNCTION labels(funnel_spec) IS
'The activities that a specification names in its steps and exclusions.';
CREATE FUNCTION labels(expression pattern) RETURNS text[]
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 50
AS 'MODULE_PATHNAME', 'csq_pattern_labels';
COMMENT ON FUNCTION labels(pattern) IS
'The activities that a pattern names.';
CREATE FUNCTION nearest_label(label text, known text[]) RETURNS text
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_nearest_label_pg';
COMMENT ON FUNCTION nearest_label(text, text[]) IS
'The known label that this one is most likely a misspelling of; NULL: none is near.';
CREATE FUNCTION unknown_labels(labels text[], known text[]) RETURNS TABLE (label text, nearest text)
LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 500 ROWS 2
BEGIN ATOMIC
  SELECT l.label, csq.nearest_label(l.label, unknown_labels.known) FROM pg_catalog.unnest(unknown_labels.labels) WITH ORDINALITY AS l(label, ord)
  WHERE l.label OPERATOR(pg_catalog.<>) ALL (COALESCE(pg_catalog.array_remove(unknown_labels.known, NULL), '{}'::pg_catalog.text[])) ORDER BY l.ord;
END;
COMMENT ON FUNCTION unknown_labels(text[], text[]) IS
'The labels that are not among the known ones, for example the distinct activities of a table, each with the one that it may be a misspelling of.';
CREATE FUNCTION unknown_labels(spec funnel_spec, known text[]) RETURNS TABLE (label text, nearest text)
LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 500 ROWS 2
BEGIN ATOMIC
  SELECT u.label, u.nearest FROM csq.unknown_labels(csq.labels(unknown_labels.spec), unknown_labels.known) AS u;
END;
COMMENT ON FUNCTION unknown_labels(funnel_spec, text[]) IS
'The activities of a specification that no case has.';
CREATE FUNCTION unknown_labels(expression pattern, known text[]) RETURNS TABLE (label text, nearest text)
LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 500 ROWS 2
BEGIN ATOMIC
  SELECT u.label, u.nearest FROM csq.unknown_labels(csq.labels(unknown_labels.expression), unknown_labels.known) AS u;
END;
COMMENT ON FUNCTION unknown_labels(pattern, text[]) IS
'The activities of a pattern that no case has.';
CREATE OR REPLACE FUNCTION stages(journey journey, during tstzrange DEFAULT NULL, carry text DEFAULT NULL,
                       OUT stage text, OUT entered timestamptz, OUT "left" timestamptz, OUT spent interval) RETURNS SETOF record
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 40 ROWS 8
AS 'MODULE_PATHNAME', 'csq_journey_stages_sql';
COMMENT ON FUNCTION stages(journey, tstzrange, text) IS
'The stages of the journey (an event puts the case into a stage until the next), clipped to a window; carry is the stage at its beginning when no event comes before. The last stage has no end without a window.';
CREATE OR REPLACE FUNCTION stages(journey journey, working calendar, during tstzrange DEFAULT NULL, carry text DEFAULT NULL,
                       OUT stage text, OUT entered timestamptz, OUT "left" timestamptz, OUT spent interval) RETURNS SETOF record
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 80 ROWS 8
AS 'MODULE_PATHNAME', 'csq_journey_stages_sql';
COMMENT ON FUNCTION stages(journey, calendar, tstzrange, text) IS
'The stages of the journey, with the business time spent in each; window and carry as without a calendar.';
CREATE FUNCTION time_spent(journey journey, stage text, during tstzrange DEFAULT NULL, carry text DEFAULT NULL) RETURNS interval
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 40
AS 'MODULE_PATHNAME', 'csq_time_spent';
COMMENT ON FUNCTION time_spent(journey, text, tstzrange, text) IS
'Time the case was in a stage, within a window; a stage that has not been left counts up to the end of the window, and without one not at all.';
CREATE FUNCTION time_spent(journey journey, stage text, working calendar, during tstzrange DEFAULT NULL, carry text DEFAULT NULL) RETURNS interval
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 80
AS 'MODULE_PATHNAME', 'csq_time_spent';
COMMENT ON FUNCTION time_spent(journey, text, calendar, tstzrange, text) IS
'Business time the case was in a stage, within a window.';
CREATE OR REPLACE FUNCTION state_at(journey journey, at timestamptz, carry text DEFAULT NULL) RETURNS text
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 20
AS 'MODULE_PATHNAME', 'csq_state_at';
COMMENT ON FUNCTION state_at(journey, timestamptz, text) IS
'The stage at an instant: the activity of the last event at or before it, carry when there is none.';
CREATE FUNCTION state_at(journey journey, at text, carry text DEFAULT NULL) RETURNS text
LANGUAGE SQL IMMUTABLE PARALLEL SAFE COST 20
RETURN csq.state_at(state_at.journey, csq_internal.instant(state_at.at), state_at.carry);
COMMENT ON FUNCTION state_at(journey, text, text) IS
'The stage at an instant: the activity of the last event at or before it, carry when there is none. at is a text in ISO 8601 with a zone.';
CREATE OR REPLACE FUNCTION duration(journey journey, working calendar) RETURNS interval
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 50
AS 'MODULE_PATHNAME', 'csq_duration_working';
CREATE OR REPLACE FUNCTION sessions(journey journey, gap interval) RETURNS SETOF journey
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 60 ROWS 5
AS 'MODULE_PATHNAME', 'csq_sessions';
CREATE OR REPLACE FUNCTION relabel(journey journey, mapping jsonb) RETURNS journey
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 60
AS 'MODULE_PATHNAME', 'csq_relabel';
CREATE OR REPLACE FUNCTION contacts(journey journey, activities text[]) RETURNS int
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 20
AS 'MODULE_PATHNAME', 'csq_contacts';
COMMENT ON FUNCTION contacts(journey, text[]) IS
'Number of events with one of these activities.';
CREATE OR REPLACE FUNCTION effort(journey journey, weights jsonb) RETURNS float8
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 30
AS 'MODULE_PATHNAME', 'csq_effort';
COMMENT ON FUNCTION csq_internal.funnel_in(cstring) IS 'Text input of funnel, checked.';
COMMENT ON FUNCTION csq_internal.funnel_out(funnel) IS 'Text output of funnel: equal values print alike.';
COMMENT ON FUNCTION csq_internal.funnel_recv(internal) IS 'Binary input of funnel, checked.';
COMMENT ON FUNCTION csq_internal.funnel_send(funnel) IS 'Binary output of funnel: equal values give the same bytes on every platform.';
CREATE CAST (varchar AS funnel) WITH INOUT AS ASSIGNMENT;
COMMENT ON CAST (varchar AS funnel) IS 'The value of a text that is assigned to a column: drivers send texts as varchar.';
CREATE OR REPLACE FUNCTION csq_internal.funnel_eq(funnel, funnel) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_funnel_eq';
COMMENT ON FUNCTION csq_internal.funnel_eq(funnel, funnel) IS 'Implements =.';
CREATE OR REPLACE FUNCTION csq_internal.funnel_ne(funnel, funnel) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_funnel_ne';
COMMENT ON FUNCTION csq_internal.funnel_ne(funnel, funnel) IS 'Implements <>.';
CREATE FUNCTION csq_internal.funnel_lt(funnel, funnel) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_funnel_lt';
COMMENT ON FUNCTION csq_internal.funnel_lt(funnel, funnel) IS 'Implements <.';
CREATE FUNCTION csq_internal.funnel_le(funnel, funnel) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_funnel_le';
COMMENT ON FUNCTION csq_internal.funnel_le(funnel, funnel) IS 'Implements <=.';
CREATE FUNCTION csq_internal.funnel_gt(funnel, funnel) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_funnel_gt';
COMMENT ON FUNCTION csq_internal.funnel_gt(funnel, funnel) IS 'Implements >.';
CREATE FUNCTION csq_internal.funnel_ge(funnel, funnel) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_funnel_ge';
COMMENT ON FUNCTION csq_internal.funnel_ge(funnel, funnel) IS 'Implements >=.';
CREATE FUNCTION csq_internal.funnel_cmp(funnel, funnel) RETURNS int
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_funnel_cmp';
COMMENT ON FUNCTION csq_internal.funnel_cmp(funnel, funnel) IS 'Order of two values, for sorting and btree indexes: negative, 0 or positive.';
CREATE FUNCTION csq_internal.funnel_hash(funnel) RETURNS int
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_funnel_hash';
COMMENT ON FUNCTION csq_internal.funnel_hash(funnel) IS 'Hash that agrees with =, for GROUP BY and hash joins.';
CREATE FUNCTION csq_internal.funnel_hash_extended(funnel, bigint) RETURNS bigint
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_funnel_hash';
COMMENT ON FUNCTION csq_internal.funnel_hash_extended(funnel, bigint) IS 'The same hash with a seed, for hash partitions.';
COMMENT ON OPERATOR = (funnel, funnel) IS 'Whether both are the same value, however they came about.';
COMMENT ON OPERATOR <> (funnel, funnel) IS 'Whether the values differ.';
CREATE OPERATOR < (
  LEFTARG = funnel, RIGHTARG = funnel, FUNCTION = csq_internal.funnel_lt,
  COMMUTATOR = >, NEGATOR = >=, RESTRICT = scalarltsel, JOIN = scalarltjoinsel
);
COMMENT ON OPERATOR < (funnel, funnel) IS 'Whether the first comes before the second in the order of the canonical bytes.';
CREATE OPERATOR <= (
  LEFTARG = funnel, RIGHTARG = funnel, FUNCTION = csq_internal.funnel_le,
  COMMUTATOR = >=, NEGATOR = >, RESTRICT = scalarlesel, JOIN = scalarlejoinsel
);
COMMENT ON OPERATOR <= (funnel, funnel) IS 'Whether the first comes before the second in the order of the canonical bytes, or equals it.';
CREATE OPERATOR > (
  LEFTARG = funnel, RIGHTARG = funnel, FUNCTION = csq_internal.funnel_gt,
  COMMUTATOR = <, NEGATOR = <=, RESTRICT = scalargtsel, JOIN = scalargtjoinsel
);
COMMENT ON OPERATOR > (funnel, funnel) IS 'Whether the first comes after the second in the order of the canonical bytes.';
CREATE OPERATOR >= (
  LEFTARG = funnel, RIGHTARG = funnel, FUNCTION = csq_internal.funnel_ge,
  COMMUTATOR = <=, NEGATOR = <, RESTRICT = scalargesel, JOIN = scalargejoinsel
);
COMMENT ON OPERATOR >= (funnel, funnel) IS 'Whether the first comes after the second in the order of the canonical bytes, or equals it.';
CREATE OPERATOR CLASS funnel_ops DEFAULT FOR TYPE funnel USING hash AS
  OPERATOR 1 =,
  FUNCTION 1 csq_internal.funnel_hash(funnel),
  FUNCTION 2 csq_internal.funnel_hash_extended(funnel, bigint);
COMMENT ON OPERATOR CLASS funnel_ops USING hash IS 'Equality of funnel: grouping, hash joins and hash partitions.';
COMMENT ON OPERATOR FAMILY funnel_ops USING hash IS 'Equality of funnel: grouping, hash joins and hash partitions.';
CREATE OPERATOR CLASS funnel_ops DEFAULT FOR TYPE funnel USING btree AS
  OPERATOR 1 <,
  OPERATOR 2 <=,
  OPERATOR 3 =,
  OPERATOR 4 >=,
  OPERATOR 5 >,
  FUNCTION 1 csq_internal.funnel_cmp(funnel, funnel);
COMMENT ON OPERATOR CLASS funnel_ops USING btree IS 'Order of funnel: sorting, unique indexes and merge joins.';
COMMENT ON OPERATOR FAMILY funnel_ops USING btree IS 'Order of funnel: sorting, unique indexes and merge joins.';
CREATE FUNCTION csq_internal.funnel_json(funnel) RETURNS json
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_funnel_json';
COMMENT ON FUNCTION csq_internal.funnel_json(funnel) IS 'The text form as json; to_json, to_jsonb, json_agg and row_to_json use it.';
CREATE CAST (funnel AS json) WITH FUNCTION csq_internal.funnel_json(funnel);
COMMENT ON CAST (funnel AS json) IS 'The text form as json.';
CREATE CAST (funnel AS jsonb) WITH INOUT;
COMMENT ON CAST (funnel AS jsonb) IS 'The text form as jsonb.';
CREATE CAST (jsonb AS funnel) WITH INOUT;
COMMENT ON CAST (jsonb AS funnel) IS 'A value from its text form, checked.';
CREATE OR REPLACE FUNCTION csq_internal.funnel_combine(funnel, funnel) RETURNS funnel
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_funnel_combine';
COMMENT ON FUNCTION csq_internal.funnel_combine(funnel, funnel) IS
'Implements +, and merges two states of an aggregate; a NULL adds nothing.';
COMMENT ON OPERATOR + (funnel, funnel) IS 'The cases of both, which must be counted by the same specification. A NULL adds nothing.';
CREATE OR REPLACE AGGREGATE rollup(funnel) (
  SFUNC = csq_internal.funnel_combine, STYPE = funnel, SSPACE = 256, COMBINEFUNC = csq_internal.funnel_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE rollup(funnel) IS
'The cases of both, which must be counted by the same specification. The same in any order.';
CREATE OR REPLACE FUNCTION csq_internal.funnel_count_append(state funnel, journey journey, spec funnel_spec) RETURNS funnel
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 50
AS 'MODULE_PATHNAME', 'csq_funnel_accum';
COMMENT ON FUNCTION csq_internal.funnel_count_append(funnel, journey, funnel_spec) IS
'Transition function of funnel_count_agg: counts the case at its level; a row without journey or specification is skipped.';
CREATE OR REPLACE AGGREGATE funnel_count_agg(journey journey, spec funnel_spec) (
  SFUNC = csq_internal.funnel_count_append, STYPE = funnel, SSPACE = 256,
  COMBINEFUNC = csq_internal.funnel_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE funnel_count_agg(journey, funnel_spec) IS
'How many cases reached which step and nothing else: a funnel without times, in half the time. One journey per row, the same specification on each.';
CREATE FUNCTION csq_internal.funnel_count_append(state funnel, journey journey, spec funnel_spec, as_of timestamptz) RETURNS funnel
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_funnel_accum_as_of';
COMMENT ON FUNCTION csq_internal.funnel_count_append(funnel, journey, funnel_spec, timestamptz) IS
'Transition function of funnel_count_agg: counts the case at its level; a row without journey or specification is skipped.';
CREATE AGGREGATE funnel_count_agg(journey journey, spec funnel_spec, as_of timestamptz) (
  SFUNC = csq_internal.funnel_count_append, STYPE = funnel, SSPACE = 256,
  COMBINEFUNC = csq_internal.funnel_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE funnel_count_agg(journey, funnel_spec, timestamptz) IS
'Counts of a funnel. As of an instant: later events are left out, and a case whose window or gap is not over is pending, not dropped. One journey per row, the same terms on each.';
CREATE FUNCTION csq_internal.funnel_count_append(state funnel, journey journey, spec funnel_spec, working calendar) RETURNS funnel
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_funnel_accum_calendar';
COMMENT ON FUNCTION csq_internal.funnel_count_append(funnel, journey, funnel_spec, calendar) IS
'Transition function of funnel_count_agg: counts the case at its level; a row without journey or specification is skipped.';
CREATE AGGREGATE funnel_count_agg(journey journey, spec funnel_spec, working calendar) (
  SFUNC = csq_internal.funnel_count_append, STYPE = funnel, SSPACE = 256,
  COMBINEFUNC = csq_internal.funnel_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE funnel_count_agg(journey, funnel_spec, calendar) IS
'Counts of a funnel. With gaps, window and times in the open time of a calendar. One journey per row, the same terms on each.';
CREATE FUNCTION csq_internal.funnel_count_append(state funnel, journey journey, spec funnel_spec, as_of timestamptz, working calendar) RETURNS funnel
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_funnel_accum_as_of_calendar';
COMMENT ON FUNCTION csq_internal.funnel_count_append(funnel, journey, funnel_spec, timestamptz, calendar) IS
'Transition function of funnel_count_agg: counts the case at its level; a row without journey or specification is skipped.';
CREATE AGGREGATE funnel_count_agg(journey journey, spec funnel_spec, as_of timestamptz, working calendar) (
  SFUNC = csq_internal.funnel_count_append, STYPE = funnel, SSPACE = 256,
  COMBINEFUNC = csq_internal.funnel_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE funnel_count_agg(journey, funnel_spec, timestamptz, calendar) IS
'Counts of a funnel. As of an instant, with gaps, window and times in the open time of a calendar. One journey per row, the same terms on each.';
CREATE FUNCTION csq_internal.funnel_count_append(state funnel, journey journey, spec funnel_spec, clock text) RETURNS funnel
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_funnel_accum_clock';
COMMENT ON FUNCTION csq_internal.funnel_count_append(funnel, journey, funnel_spec, text) IS
'Transition function of funnel_count_agg: counts the case at its level; a row without journey or specification is skipped.';
CREATE AGGREGATE funnel_count_agg(journey journey, spec funnel_spec, clock text) (
  SFUNC = csq_internal.funnel_count_append, STYPE = funnel, SSPACE = 256,
  COMBINEFUNC = csq_internal.funnel_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE funnel_count_agg(journey, funnel_spec, text) IS
'Counts of a funnel. The argument as it is typed: a time with its zone is as_of, anything else a calendar. One journey per row, the same terms on each.';
CREATE FUNCTION csq_internal.funnel_count_append(state funnel, journey journey, spec funnel_spec, as_of text, working calendar) RETURNS funnel
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_funnel_accum_clock_calendar';
COMMENT ON FUNCTION csq_internal.funnel_count_append(funnel, journey, funnel_spec, text, calendar) IS
'Transition function of funnel_count_agg: counts the case at its level; a row without journey or specification is skipped.';
CREATE AGGREGATE funnel_count_agg(journey journey, spec funnel_spec, as_of text, working calendar) (
  SFUNC = csq_internal.funnel_count_append, STYPE = funnel, SSPACE = 256,
  COMBINEFUNC = csq_internal.funnel_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE funnel_count_agg(journey, funnel_spec, text, calendar) IS
'Counts of a funnel. As of a time as it is typed, which without a zone is local time of the calendar. One journey per row, the same terms on each.';
CREATE OR REPLACE FUNCTION csq_internal.funnel_append(state funnel, journey journey, spec funnel_spec) RETURNS funnel
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_funnel_detail_accum';
COMMENT ON FUNCTION csq_internal.funnel_append(funnel, journey, funnel_spec) IS
'Transition function of funnel_agg: counts the case at its level, with the times of its chain and the activity after it; a row without journey or specification is skipped.';
CREATE OR REPLACE AGGREGATE funnel_agg(journey journey, spec funnel_spec) (
  SFUNC = csq_internal.funnel_append, STYPE = funnel, SSPACE = 8192,
  COMBINEFUNC = csq_internal.funnel_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE funnel_agg(journey, funnel_spec) IS
'The funnel of many cases: how many reached which step, the times from step to step, and where those went that did not reach the last. One journey per row, the same specification on each.';
CREATE FUNCTION csq_internal.funnel_append(state funnel, journey journey, spec funnel_spec, as_of timestamptz) RETURNS funnel
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 150
AS 'MODULE_PATHNAME', 'csq_funnel_detail_accum_as_of';
COMMENT ON FUNCTION csq_internal.funnel_append(funnel, journey, funnel_spec, timestamptz) IS
'Transition function of funnel_agg: counts the case at its level, with the times of its chain and the activity after it; a row without journey or specification is skipped.';
CREATE AGGREGATE funnel_agg(journey journey, spec funnel_spec, as_of timestamptz) (
  SFUNC = csq_internal.funnel_append, STYPE = funnel, SSPACE = 8192,
  COMBINEFUNC = csq_internal.funnel_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE funnel_agg(journey, funnel_spec, timestamptz) IS
'The funnel of many cases. As of an instant: later events are left out, and a case whose window or gap is not over is pending, not dropped. One journey per row, the same terms on each.';
CREATE FUNCTION csq_internal.funnel_append(state funnel, journey journey, spec funnel_spec, working calendar) RETURNS funnel
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 150
AS 'MODULE_PATHNAME', 'csq_funnel_detail_accum_calendar';
COMMENT ON FUNCTION csq_internal.funnel_append(funnel, journey, funnel_spec, calendar) IS
'Transition function of funnel_agg: counts the case at its level, with the times of its chain and the activity after it; a row without journey or specification is skipped.';
CREATE AGGREGATE funnel_agg(journey journey, spec funnel_spec, working calendar) (
  SFUNC = csq_internal.funnel_append, STYPE = funnel, SSPACE = 8192,
  COMBINEFUNC = csq_internal.funnel_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE funnel_agg(journey, funnel_spec, calendar) IS
'The funnel of many cases. With gaps, window and times in the open time of a calendar. One journey per row, the same terms on each.';
CREATE FUNCTION csq_internal.funnel_append(state funnel, journey journey, spec funnel_spec, as_of timestamptz, working calendar) RETURNS funnel
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 150
AS 'MODULE_PATHNAME', 'csq_funnel_detail_accum_as_of_calendar';
COMMENT ON FUNCTION csq_internal.funnel_append(funnel, journey, funnel_spec, timestamptz, calendar) IS
'Transition function of funnel_agg: counts the case at its level, with the times of its chain and the activity after it; a row without journey or specification is skipped.';
CREATE AGGREGATE funnel_agg(journey journey, spec funnel_spec, as_of timestamptz, working calendar) (
  SFUNC = csq_internal.funnel_append, STYPE = funnel, SSPACE = 8192,
  COMBINEFUNC = csq_internal.funnel_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE funnel_agg(journey, funnel_spec, timestamptz, calendar) IS
'The funnel of many cases. As of an instant, with gaps, window and times in the open time of a calendar. One journey per row, the same terms on each.';
CREATE FUNCTION csq_internal.funnel_append(state funnel, journey journey, spec funnel_spec, clock text) RETURNS funnel
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 150
AS 'MODULE_PATHNAME', 'csq_funnel_detail_accum_clock';
COMMENT ON FUNCTION csq_internal.funnel_append(funnel, journey, funnel_spec, text) IS
'Transition function of funnel_agg: counts the case at its level, with the times of its chain and the activity after it; a row without journey or specification is skipped.';
CREATE AGGREGATE funnel_agg(journey journey, spec funnel_spec, clock text) (
  SFUNC = csq_internal.funnel_append, STYPE = funnel, SSPACE = 8192,
  COMBINEFUNC = csq_internal.funnel_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE funnel_agg(journey, funnel_spec, text) IS
'The funnel of many cases. The argument as it is typed: a time with its zone is as_of, anything else a calendar. One journey per row, the same terms on each.';
CREATE FUNCTION csq_internal.funnel_append(state funnel, journey journey, spec funnel_spec, as_of text, working calendar) RETURNS funnel
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 150
AS 'MODULE_PATHNAME', 'csq_funnel_detail_accum_clock_calendar';
COMMENT ON FUNCTION csq_internal.funnel_append(funnel, journey, funnel_spec, text, calendar) IS
'Transition function of funnel_agg: counts the case at its level, with the times of its chain and the activity after it; a row without journey or specification is skipped.';
CREATE AGGREGATE funnel_agg(journey journey, spec funnel_spec, as_of text, working calendar) (
  SFUNC = csq_internal.funnel_append, STYPE = funnel, SSPACE = 8192,
  COMBINEFUNC = csq_internal.funnel_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE funnel_agg(journey, funnel_spec, text, calendar) IS
'The funnel of many cases. As of a time as it is typed, which without a zone is local time of the calendar. One journey per row, the same terms on each.';
CREATE FUNCTION stages(funnel funnel, confidence float8 DEFAULT 0.95, OUT step int, OUT label text, OUT reached int8, OUT share float8,
  OUT from_previous float8, OUT lo float8, OUT hi float8, OUT median_gap interval, OUT p90_gap interval,
  OUT median_total interval, OUT dropped int8, OUT pending int8, OUT seen int8, OUT attempts int8,
  OUT expected_share float8, OUT expected_lo float8, OUT expected_hi float8) RETURNS SETOF record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100 ROWS 4 SUPPORT csq_internal.rows_support
AS 'MODULE_PATHNAME', 'csq_stages';
COMMENT ON FUNCTION stages(funnel, float8) IS
'Per step: cases that reached it, their share of those that reached step 1, their share of those that reached the step before (of all cases for step 1) with its Wilson interval lo to hi; with details the median and 90th percentile of the time since the step before and the median since the first; the cases that went no further, and those that still can; the cases that have an event of the step at all, the attempts at it, and the share of step 1 that comes to it with those under way allowed for (Kaplan-Meier), with its interval.';
CREATE FUNCTION rate_summary(funnel funnel, step int, from_step int DEFAULT 1) RETURNS rate_summary
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE COST 200
RETURN (SELECT csq.rate_summary(s.reached, f.reached) FROM csq.stages(funnel) AS s, csq.stages(funnel) AS f
  WHERE s.step OPERATOR(pg_catalog.=) rate_summary.step AND f.step OPERATOR(pg_catalog.=) rate_summary.from_step AND f.step OPERATOR(pg_catalog.<=) s.step);
COMMENT ON FUNCTION rate_summary(funnel, int, int) IS
'Cases that reached a step as hits of those that reached an earlier one, the first unless said otherwise: to be compared, assessed and ranked as a rate. NULL: no such steps.';
CREATE OR REPLACE FUNCTION lost_to(funnel funnel, OUT step int, OUT next_activity text, OUT n int8, OUT share float8) RETURNS SETOF record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100 ROWS 20
AS 'MODULE_PATHNAME', 'csq_lost_to';
CREATE OR REPLACE FUNCTION time_to_convert(funnel funnel, from_step int, to_step int, bins int DEFAULT 10, OUT lo interval, OUT hi interval, OUT n int8) RETURNS SETOF record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100 ROWS 10
AS 'MODULE_PATHNAME', 'csq_time_to_convert';
CREATE OR REPLACE FUNCTION compare(before funnel, after funnel, confidence float8 DEFAULT 0.95, OUT step int, OUT label text, OUT share_before float8,
  OUT share_after float8, OUT difference float8, OUT lo float8, OUT hi float8, OUT z float8, OUT p_value float8) RETURNS SETOF record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100 ROWS 4 SUPPORT csq_internal.rows_support
AS 'MODULE_PATHNAME', 'csq_compare_funnel';
COMMENT ON FUNCTION compare(funnel, funnel, float8) IS
'Per step, the share of the cases that reached the step before (of all cases for step 1) in two funnels of the same specification: its change, after minus before, with Newcombe interval and pooled score test.';
CREATE OR REPLACE FUNCTION num_cases(funnel funnel) RETURNS int8
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 20
AS 'MODULE_PATHNAME', 'csq_funnel_num_cases';
CREATE OR REPLACE FUNCTION num_excluded(funnel funnel) RETURNS int8
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 20
AS 'MODULE_PATHNAME', 'csq_funnel_num_excluded';
COMMENT ON FUNCTION csq_internal.funnel_events_in(cstring) IS 'Text input of csq_internal.funnel_events, checked.';
COMMENT ON FUNCTION csq_internal.funnel_events_out(csq_internal.funnel_events) IS 'Text output of csq_internal.funnel_events: equal values print alike.';
COMMENT ON FUNCTION csq_internal.funnel_events_recv(internal) IS 'Binary input of csq_internal.funnel_events, checked.';
COMMENT ON FUNCTION csq_internal.funnel_events_send(csq_internal.funnel_events) IS 'Binary output of csq_internal.funnel_events: equal values give the same bytes on every platform.';
CREATE FUNCTION csq_internal.funnel_events_combine(csq_internal.funnel_events, csq_internal.funnel_events) RETURNS csq_internal.funnel_events
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 50
AS 'MODULE_PATHNAME', 'csq_funnel_events_combine';
COMMENT ON FUNCTION csq_internal.funnel_events_combine(csq_internal.funnel_events, csq_internal.funnel_events) IS 'Merges two states of an aggregate; a NULL adds nothing.';
CREATE FUNCTION csq_internal.funnel_count_append(state csq_internal.funnel_events, case_id bigint, at timestamptz, activity text, spec funnel_spec) RETURNS csq_internal.funnel_events
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_funnel_events_accum_bigint';
COMMENT ON FUNCTION csq_internal.funnel_count_append(csq_internal.funnel_events, bigint, timestamptz, text, funnel_spec) IS
'Transition function of the one-level funnel_count_agg: adds an event to its case; a row without case, time, activity or specification is skipped.';
CREATE FUNCTION csq_internal.funnel_count_append(state csq_internal.funnel_events, case_id text, at timestamptz, activity text, spec funnel_spec) RETURNS csq_internal.funnel_events
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_funnel_events_accum_text';
COMMENT ON FUNCTION csq_internal.funnel_count_append(csq_internal.funnel_events, text, timestamptz, text, funnel_spec) IS
'Transition function of the one-level funnel_count_agg: adds an event to its case; a row without case, time, activity or specification is skipped.';
CREATE FUNCTION csq_internal.funnel_count_append(state csq_internal.funnel_events, case_id uuid, at timestamptz, activity text, spec funnel_spec) RETURNS csq_internal.funnel_events
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_funnel_events_accum_uuid';
COMMENT ON FUNCTION csq_internal.funnel_count_append(csq_internal.funnel_events, uuid, timestamptz, text, funnel_spec) IS
'Transition function of the one-level funnel_count_agg: adds an event to its case; a row without case, time, activity or specification is skipped.';
CREATE FUNCTION csq_internal.funnel_events_final(events csq_internal.funnel_events) RETURNS funnel
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1000
AS 'MODULE_PATHNAME', 'csq_funnel_events_final';
COMMENT ON FUNCTION csq_internal.funnel_events_final(csq_internal.funnel_events) IS
'The funnel of collected events, with details where they have any. Final function of the one-level funnel_count_agg and funnel_agg.';
CREATE AGGREGATE funnel_count_agg(case_id bigint, at timestamptz, activity text, spec funnel_spec) (
  SFUNC = csq_internal.funnel_count_append, STYPE = csq_internal.funnel_events, SSPACE = 1024,
  FINALFUNC = csq_internal.funnel_events_final, FINALFUNC_MODIFY = READ_ONLY,
  COMBINEFUNC = csq_internal.funnel_events_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE funnel_count_agg(bigint, timestamptz, text, funnel_spec) IS
'How many cases reached which step and nothing else, straight from the events of all cases, whatever the order of the rows: the same funnel as from one journey per case. The case id is an integer, a text or a uuid. Rows without case, time or activity are skipped.';
CREATE AGGREGATE funnel_count_agg(case_id text, at timestamptz, activity text, spec funnel_spec) (
  SFUNC = csq_internal.funnel_count_append, STYPE = csq_internal.funnel_events, SSPACE = 1024,
  FINALFUNC = csq_internal.funnel_events_final, FINALFUNC_MODIFY = READ_ONLY,
  COMBINEFUNC = csq_internal.funnel_events_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE funnel_count_agg(text, timestamptz, text, funnel_spec) IS
'How many cases reached which step and nothing else, straight from the events of all cases, whatever the order of the rows: the same funnel as from one journey per case. The case id is an integer, a text or a uuid. Rows without case, time or activity are skipped.';
CREATE AGGREGATE funnel_count_agg(case_id uuid, at timestamptz, activity text, spec funnel_spec) (
  SFUNC = csq_internal.funnel_count_append, STYPE = csq_internal.funnel_events, SSPACE = 1024,
  FINALFUNC = csq_internal.funnel_events_final, FINALFUNC_MODIFY = READ_ONLY,
  COMBINEFUNC = csq_internal.funnel_events_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE funnel_count_agg(uuid, timestamptz, text, funnel_spec) IS
'How many cases reached which step and nothing else, straight from the events of all cases, whatever the order of the rows: the same funnel as from one journey per case. The case id is an integer, a text or a uuid. Rows without case, time or activity are skipped.';
CREATE FUNCTION csq_internal.funnel_append(state csq_internal.funnel_events, case_id bigint, at timestamptz, activity text, spec funnel_spec) RETURNS csq_internal.funnel_events
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_funnel_events_detail_accum_bigint';
COMMENT ON FUNCTION csq_internal.funnel_append(csq_internal.funnel_events, bigint, timestamptz, text, funnel_spec) IS
'Transition function of the one-level funnel_agg: adds an event to its case; a row without case, time, activity or specification is skipped.';
CREATE FUNCTION csq_internal.funnel_append(state csq_internal.funnel_events, case_id text, at timestamptz, activity text, spec funnel_spec) RETURNS csq_internal.funnel_events
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_funnel_events_detail_accum_text';
COMMENT ON FUNCTION csq_internal.funnel_append(csq_internal.funnel_events, text, timestamptz, text, funnel_spec) IS
'Transition function of the one-level funnel_agg: adds an event to its case; a row without case, time, activity or specification is skipped.';
CREATE FUNCTION csq_internal.funnel_append(state csq_internal.funnel_events, case_id uuid, at timestamptz, activity text, spec funnel_spec) RETURNS csq_internal.funnel_events
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_funnel_events_detail_accum_uuid';
COMMENT ON FUNCTION csq_internal.funnel_append(csq_internal.funnel_events, uuid, timestamptz, text, funnel_spec) IS
'Transition function of the one-level funnel_agg: adds an event to its case; a row without case, time, activity or specification is skipped.';
CREATE AGGREGATE funnel_agg(case_id bigint, at timestamptz, activity text, spec funnel_spec) (
  SFUNC = csq_internal.funnel_append, STYPE = csq_internal.funnel_events, SSPACE = 1024,
  FINALFUNC = csq_internal.funnel_events_final, FINALFUNC_MODIFY = READ_ONLY,
  COMBINEFUNC = csq_internal.funnel_events_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE funnel_agg(bigint, timestamptz, text, funnel_spec) IS
'The funnel of many cases straight from the events of all cases, whatever the order of the rows: the same as from one journey per case. The case id is an integer, a text or a uuid. Rows without case, time or activity are skipped.';
CREATE AGGREGATE funnel_agg(case_id text, at timestamptz, activity text, spec funnel_spec) (
  SFUNC = csq_internal.funnel_append, STYPE = csq_internal.funnel_events, SSPACE = 1024,
  FINALFUNC = csq_internal.funnel_events_final, FINALFUNC_MODIFY = READ_ONLY,
  COMBINEFUNC = csq_internal.funnel_events_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE funnel_agg(text, timestamptz, text, funnel_spec) IS
'The funnel of many cases straight from the events of all cases, whatever the order of the rows: the same as from one journey per case. The case id is an integer, a text or a uuid. Rows without case, time or activity are skipped.';
CREATE AGGREGATE funnel_agg(case_id uuid, at timestamptz, activity text, spec funnel_spec) (
  SFUNC = csq_internal.funnel_append, STYPE = csq_internal.funnel_events, SSPACE = 1024,
  FINALFUNC = csq_internal.funnel_events_final, FINALFUNC_MODIFY = READ_ONLY,
  COMBINEFUNC = csq_internal.funnel_events_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE funnel_agg(uuid, timestamptz, text, funnel_spec) IS
'The funnel of many cases straight from the events of all cases, whatever the order of the rows: the same as from one journey per case. The case id is an integer, a text or a uuid. Rows without case, time or activity are skipped.';
CREATE FUNCTION csq_internal.funnel_count_append(state csq_internal.funnel_events, case_id bigint, at timestamptz, activity text, spec funnel_spec, seq bigint) RETURNS csq_internal.funnel_events
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_funnel_events_count_accum_seq_bigint';
COMMENT ON FUNCTION csq_internal.funnel_count_append(csq_internal.funnel_events, bigint, timestamptz, text, funnel_spec, bigint) IS
'Transition function of the one-level funnel_count_agg: adds an event to its case; a row without case, time, activity or specification is skipped.';
CREATE AGGREGATE funnel_count_agg(case_id bigint, at timestamptz, activity text, spec funnel_spec, seq bigint) (
  SFUNC = csq_internal.funnel_count_append, STYPE = csq_internal.funnel_events, SSPACE = 1024,
  FINALFUNC = csq_internal.funnel_events_final, FINALFUNC_MODIFY = READ_ONLY,
  COMBINEFUNC = csq_internal.funnel_events_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE funnel_count_agg(bigint, timestamptz, text, funnel_spec, bigint) IS
'Counts of a funnel straight from the events of all cases. Events at the same time are in the order of seq, those without one behind them.';
CREATE FUNCTION csq_internal.funnel_count_append(state csq_internal.funnel_events, case_id text, at timestamptz, activity text, spec funnel_spec, seq bigint) RETURNS csq_internal.funnel_events
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_funnel_events_count_accum_seq_text';
COMMENT ON FUNCTION csq_internal.funnel_count_append(csq_internal.funnel_events, text, timestamptz, text, funnel_spec, bigint) IS
'Transition function of the one-level funnel_count_agg: adds an event to its case; a row without case, time, activity or specification is skipped.';
CREATE AGGREGATE funnel_count_agg(case_id text, at timestamptz, activity text, spec funnel_spec, seq bigint) (
  SFUNC = csq_internal.funnel_count_append, STYPE = csq_internal.funnel_events, SSPACE = 1024,
  FINALFUNC = csq_internal.funnel_events_final, FINALFUNC_MODIFY = READ_ONLY,
  COMBINEFUNC = csq_internal.funnel_events_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE funnel_count_agg(text, timestamptz, text, funnel_spec, bigint) IS
'Counts of a funnel straight from the events of all cases. Events at the same time are in the order of seq, those without one behind them.';
CREATE FUNCTION csq_internal.funnel_count_append(state csq_internal.funnel_events, case_id uuid, at timestamptz, activity text, spec funnel_spec, seq bigint) RETURNS csq_internal.funnel_events
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_funnel_events_count_accum_seq_uuid';
COMMENT ON FUNCTION csq_internal.funnel_count_append(csq_internal.funnel_events, uuid, timestamptz, text, funnel_spec, bigint) IS
'Transition function of the one-level funnel_count_agg: adds an event to its case; a row without case, time, activity or specification is skipped.';
CREATE AGGREGATE funnel_count_agg(case_id uuid, at timestamptz, activity text, spec funnel_spec, seq bigint) (
  SFUNC = csq_internal.funnel_count_append, STYPE = csq_internal.funnel_events, SSPACE = 1024,
  FINALFUNC = csq_internal.funnel_events_final, FINALFUNC_MODIFY = READ_ONLY,
  COMBINEFUNC = csq_internal.funnel_events_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE funnel_count_agg(uuid, timestamptz, text, funnel_spec, bigint) IS
'Counts of a funnel straight from the events of all cases. Events at the same time are in the order of seq, those without one behind them.';
CREATE FUNCTION csq_internal.funnel_append(state csq_internal.funnel_events, case_id bigint, at timestamptz, activity text, spec funnel_spec, seq bigint) RETURNS csq_internal.funnel_events
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_funnel_events_detail_accum_seq_bigint';
COMMENT ON FUNCTION csq_internal.funnel_append(csq_internal.funnel_events, bigint, timestamptz, text, funnel_spec, bigint) IS
'Transition function of the one-level funnel_agg: adds an event to its case; a row without case, time, activity or specification is skipped.';
CREATE AGGREGATE funnel_agg(case_id bigint, at timestamptz, activity text, spec funnel_spec, seq bigint) (
  SFUNC = csq_internal.funnel_append, STYPE = csq_internal.funnel_events, SSPACE = 1024,
  FINALFUNC = csq_internal.funnel_events_final, FINALFUNC_MODIFY = READ_ONLY,
  COMBINEFUNC = csq_internal.funnel_events_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE funnel_agg(bigint, timestamptz, text, funnel_spec, bigint) IS
'The funnel straight from the events of all cases. Events at the same time are in the order of seq, those without one behind them.';
CREATE FUNCTION csq_internal.funnel_append(state csq_internal.funnel_events, case_id text, at timestamptz, activity text, spec funnel_spec, seq bigint) RETURNS csq_internal.funnel_events
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_funnel_events_detail_accum_seq_text';
COMMENT ON FUNCTION csq_internal.funnel_append(csq_internal.funnel_events, text, timestamptz, text, funnel_spec, bigint) IS
'Transition function of the one-level funnel_agg: adds an event to its case; a row without case, time, activity or specification is skipped.';
CREATE AGGREGATE funnel_agg(case_id text, at timestamptz, activity text, spec funnel_spec, seq bigint) (
  SFUNC = csq_internal.funnel_append, STYPE = csq_internal.funnel_events, SSPACE = 1024,
  FINALFUNC = csq_internal.funnel_events_final, FINALFUNC_MODIFY = READ_ONLY,
  COMBINEFUNC = csq_internal.funnel_events_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE funnel_agg(text, timestamptz, text, funnel_spec, bigint) IS
'The funnel straight from the events of all cases. Events at the same time are in the order of seq, those without one behind them.';
CREATE FUNCTION csq_internal.funnel_append(state csq_internal.funnel_events, case_id uuid, at timestamptz, activity text, spec funnel_spec, seq bigint) RETURNS csq_internal.funnel_events
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_funnel_events_detail_accum_seq_uuid';
COMMENT ON FUNCTION csq_internal.funnel_append(csq_internal.funnel_events, uuid, timestamptz, text, funnel_spec, bigint) IS
'Transition function of the one-level funnel_agg: adds an event to its case; a row without case, time, activity or specification is skipped.';
CREATE AGGREGATE funnel_agg(case_id uuid, at timestamptz, activity text, spec funnel_spec, seq bigint) (
  SFUNC = csq_internal.funnel_append, STYPE = csq_internal.funnel_events, SSPACE = 1024,
  FINALFUNC = csq_internal.funnel_events_final, FINALFUNC_MODIFY = READ_ONLY,
  COMBINEFUNC = csq_internal.funnel_events_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE funnel_agg(uuid, timestamptz, text, funnel_spec, bigint) IS
'The funnel straight from the events of all cases. Events at the same time are in the order of seq, those without one behind them.';
CREATE FUNCTION csq_internal.funnel_count_append(state csq_internal.funnel_events, case_id bigint, at timestamptz, activity text, spec funnel_spec, as_of timestamptz) RETURNS csq_internal.funnel_events
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_funnel_events_count_accum_as_of_bigint';
COMMENT ON FUNCTION csq_internal.funnel_count_append(csq_internal.funnel_events, bigint, timestamptz, text, funnel_spec, timestamptz) IS
'Transition function of the one-level funnel_count_agg: adds an event to its case; a row without case, time, activity or specification is skipped.';
CREATE AGGREGATE funnel_count_agg(case_id bigint, at timestamptz, activity text, spec funnel_spec, as_of timestamptz) (
  SFUNC = csq_internal.funnel_count_append, STYPE = csq_internal.funnel_events, SSPACE = 1024,
  FINALFUNC = csq_internal.funnel_events_final, FINALFUNC_MODIFY = READ_ONLY,
  COMBINEFUNC = csq_internal.funnel_events_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE funnel_count_agg(bigint, timestamptz, text, funnel_spec, timestamptz) IS
'Counts of a funnel straight from the events of all cases. As of an instant: later events are left out, and a case whose window or gap is not over is pending.';
CREATE FUNCTION csq_internal.funnel_count_append(state csq_internal.funnel_events, case_id text, at timestamptz, activity text, spec funnel_spec, as_of timestamptz) RETURNS csq_internal.funnel_events
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_funnel_events_count_accum_as_of_text';
COMMENT ON FUNCTION csq_internal.funnel_count_append(csq_internal.funnel_events, text, timestamptz, text, funnel_spec, timestamptz) IS
'Transition function of the one-level funnel_count_agg: adds an event to its case; a row without case, time, activity or specification is skipped.';
CREATE AGGREGATE funnel_count_agg(case_id text, at timestamptz, activity text, spec funnel_spec, as_of timestamptz) (
  SFUNC = csq_internal.funnel_count_append, STYPE = csq_internal.funnel_events, SSPACE = 1024,
  FINALFUNC = csq_internal.funnel_events_final, FINALFUNC_MODIFY = READ_ONLY,
  COMBINEFUNC = csq_internal.funnel_events_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE funnel_count_agg(text, timestamptz, text, funnel_spec, timestamptz) IS
'Counts of a funnel straight from the events of all cases. As of an instant: later events are left out, and a case whose window or gap is not over is pending.';
CREATE FUNCTION csq_internal.funnel_count_append(state csq_internal.funnel_events, case_id uuid, at timestamptz, activity text, spec funnel_spec, as_of timestamptz) RETURNS csq_internal.funnel_events
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_funnel_events_count_accum_as_of_uuid';
COMMENT ON FUNCTION csq_internal.funnel_count_append(csq_internal.funnel_events, uuid, timestamptz, text, funnel_spec, timestamptz) IS
'Transition function of the one-level funnel_count_agg: adds an event to its case; a row without case, time, activity or specification is skipped.';
CREATE AGGREGATE funnel_count_agg(case_id uuid, at timestamptz, activity text, spec funnel_spec, as_of timestamptz) (
  SFUNC = csq_internal.funnel_count_append, STYPE = csq_internal.funnel_events, SSPACE = 1024,
  FINALFUNC = csq_internal.funnel_events_final, FINALFUNC_MODIFY = READ_ONLY,
  COMBINEFUNC = csq_internal.funnel_events_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE funnel_count_agg(uuid, timestamptz, text, funnel_spec, timestamptz) IS
'Counts of a funnel straight from the events of all cases. As of an instant: later events are left out, and a case whose window or gap is not over is pending.';
CREATE FUNCTION csq_internal.funnel_append(state csq_internal.funnel_events, case_id bigint, at timestamptz, activity text, spec funnel_spec, as_of timestamptz) RETURNS csq_internal.funnel_events
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_funnel_events_detail_accum_as_of_bigint';
COMMENT ON FUNCTION csq_internal.funnel_append(csq_internal.funnel_events, bigint, timestamptz, text, funnel_spec, timestamptz) IS
'Transition function of the one-level funnel_agg: adds an event to its case; a row without case, time, activity or specification is skipped.';
CREATE AGGREGATE funnel_agg(case_id bigint, at timestamptz, activity text, spec funnel_spec, as_of timestamptz) (
  SFUNC = csq_internal.funnel_append, STYPE = csq_internal.funnel_events, SSPACE = 1024,
  FINALFUNC = csq_internal.funnel_events_final, FINALFUNC_MODIFY = READ_ONLY,
  COMBINEFUNC = csq_internal.funnel_events_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE funnel_agg(bigint, timestamptz, text, funnel_spec, timestamptz) IS
'The funnel straight from the events of all cases. As of an instant: later events are left out, and a case whose window or gap is not over is pending.';
CREATE FUNCTION csq_internal.funnel_append(state csq_internal.funnel_events, case_id text, at timestamptz, activity text, spec funnel_spec, as_of timestamptz) RETURNS csq_internal.funnel_events
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_funnel_events_detail_accum_as_of_text';
COMMENT ON FUNCTION csq_internal.funnel_append(csq_internal.funnel_events, text, timestamptz, text, funnel_spec, timestamptz) IS
'Transition function of the one-level funnel_agg: adds an event to its case; a row without case, time, activity or specification is skipped.';
CREATE AGGREGATE funnel_agg(case_id text, at timestamptz, activity text, spec funnel_spec, as_of timestamptz) (
  SFUNC = csq_internal.funnel_append, STYPE = csq_internal.funnel_events, SSPACE = 1024,
  FINALFUNC = csq_internal.funnel_events_final, FINALFUNC_MODIFY = READ_ONLY,
  COMBINEFUNC = csq_internal.funnel_events_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE funnel_agg(text, timestamptz, text, funnel_spec, timestamptz) IS
'The funnel straight from the events of all cases. As of an instant: later events are left out, and a case whose window or gap is not over is pending.';
CREATE FUNCTION csq_internal.funnel_append(state csq_internal.funnel_events, case_id uuid, at timestamptz, activity text, spec funnel_spec, as_of timestamptz) RETURNS csq_internal.funnel_events
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_funnel_events_detail_accum_as_of_uuid';
COMMENT ON FUNCTION csq_internal.funnel_append(csq_internal.funnel_events, uuid, timestamptz, text, funnel_spec, timestamptz) IS
'Transition function of the one-level funnel_agg: adds an event to its case; a row without case, time, activity or specification is skipped.';
CREATE AGGREGATE funnel_agg(case_id uuid, at timestamptz, activity text, spec funnel_spec, as_of timestamptz) (
  SFUNC = csq_internal.funnel_append, STYPE = csq_internal.funnel_events, SSPACE = 1024,
  FINALFUNC = csq_internal.funnel_events_final, FINALFUNC_MODIFY = READ_ONLY,
  COMBINEFUNC = csq_internal.funnel_events_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE funnel_agg(uuid, timestamptz, text, funnel_spec, timestamptz) IS
'The funnel straight from the events of all cases. As of an instant: later events are left out, and a case whose window or gap is not over is pending.';
CREATE FUNCTION csq_internal.funnel_count_append(state csq_internal.funnel_events, case_id bigint, at timestamptz, activity text, spec funnel_spec, as_of timestamptz, seq bigint) RETURNS csq_internal.funnel_events
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_funnel_events_count_accum_as_of_seq_bigint';
COMMENT ON FUNCTION csq_internal.funnel_count_append(csq_internal.funnel_events, bigint, timestamptz, text, funnel_spec, timestamptz, bigint) IS
'Transition function of the one-level funnel_count_agg: adds an event to its case; a row without case, time, activity or specification is skipped.';
CREATE AGGREGATE funnel_count_agg(case_id bigint, at timestamptz, activity text, spec funnel_spec, as_of timestamptz, seq bigint) (
  SFUNC = csq_internal.funnel_count_append, STYPE = csq_internal.funnel_events, SSPACE = 1024,
  FINALFUNC = csq_internal.funnel_events_final, FINALFUNC_MODIFY = READ_ONLY,
  COMBINEFUNC = csq_internal.funnel_events_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE funnel_count_agg(bigint, timestamptz, text, funnel_spec, timestamptz, bigint) IS
'Counts of a funnel straight from the events of all cases. As of an instant, with events at the same time in the order of seq.';
CREATE FUNCTION csq_internal.funnel_count_append(state csq_internal.funnel_events, case_id text, at timestamptz, activity text, spec funnel_spec, as_of timestamptz, seq bigint) RETURNS csq_internal.funnel_events
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_funnel_events_count_accum_as_of_seq_text';
COMMENT ON FUNCTION csq_internal.funnel_count_append(csq_internal.funnel_events, text, timestamptz, text, funnel_spec, timestamptz, bigint) IS
'Transition function of the one-level funnel_count_agg: adds an event to its case; a row without case, time, activity or specification is skipped.';
CREATE AGGREGATE funnel_count_agg(case_id text, at timestamptz, activity text, spec funnel_spec, as_of timestamptz, seq bigint) (
  SFUNC = csq_internal.funnel_count_append, STYPE = csq_internal.funnel_events, SSPACE = 1024,
  FINALFUNC = csq_internal.funnel_events_final, FINALFUNC_MODIFY = READ_ONLY,
  COMBINEFUNC = csq_internal.funnel_events_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE funnel_count_agg(text, timestamptz, text, funnel_spec, timestamptz, bigint) IS
'Counts of a funnel straight from the events of all cases. As of an instant, with events at the same time in the order of seq.';
CREATE FUNCTION csq_internal.funnel_count_append(state csq_internal.funnel_events, case_id uuid, at timestamptz, activity text, spec funnel_spec, as_of timestamptz, seq bigint) RETURNS csq_internal.funnel_events
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_funnel_events_count_accum_as_of_seq_uuid';
COMMENT ON FUNCTION csq_internal.funnel_count_append(csq_internal.funnel_events, uuid, timestamptz, text, funnel_spec, timestamptz, bigint) IS
'Transition function of the one-level funnel_count_agg: adds an event to its case; a row without case, time, activity or specification is skipped.';
CREATE AGGREGATE funnel_count_agg(case_id uuid, at timestamptz, activity text, spec funnel_spec, as_of timestamptz, seq bigint) (
  SFUNC = csq_internal.funnel_count_append, STYPE = csq_internal.funnel_events, SSPACE = 1024,
  FINALFUNC = csq_internal.funnel_events_final, FINALFUNC_MODIFY = READ_ONLY,
  COMBINEFUNC = csq_internal.funnel_events_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE funnel_count_agg(uuid, timestamptz, text, funnel_spec, timestamptz, bigint) IS
'Counts of a funnel straight from the events of all cases. As of an instant, with events at the same time in the order of seq.';
CREATE FUNCTION csq_internal.funnel_append(state csq_internal.funnel_events, case_id bigint, at timestamptz, activity text, spec funnel_spec, as_of timestamptz, seq bigint) RETURNS csq_internal.funnel_events
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_funnel_events_detail_accum_as_of_seq_bigint';
COMMENT ON FUNCTION csq_internal.funnel_append(csq_internal.funnel_events, bigint, timestamptz, text, funnel_spec, timestamptz, bigint) IS
'Transition function of the one-level funnel_agg: adds an event to its case; a row without case, time, activity or specification is skipped.';
CREATE AGGREGATE funnel_agg(case_id bigint, at timestamptz, activity text, spec funnel_spec, as_of timestamptz, seq bigint) (
  SFUNC = csq_internal.funnel_append, STYPE = csq_internal.funnel_events, SSPACE = 1024,
  FINALFUNC = csq_internal.funnel_events_final, FINALFUNC_MODIFY = READ_ONLY,
  COMBINEFUNC = csq_internal.funnel_events_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE funnel_agg(bigint, timestamptz, text, funnel_spec, timestamptz, bigint) IS
'The funnel straight from the events of all cases. As of an instant, with events at the same time in the order of seq.';
CREATE FUNCTION csq_internal.funnel_append(state csq_internal.funnel_events, case_id text, at timestamptz, activity text, spec funnel_spec, as_of timestamptz, seq bigint) RETURNS csq_internal.funnel_events
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_funnel_events_detail_accum_as_of_seq_text';
COMMENT ON FUNCTION csq_internal.funnel_append(csq_internal.funnel_events, text, timestamptz, text, funnel_spec, timestamptz, bigint) IS
'Transition function of the one-level funnel_agg: adds an event to its case; a row without case, time, activity or specification is skipped.';
CREATE AGGREGATE funnel_agg(case_id text, at timestamptz, activity text, spec funnel_spec, as_of timestamptz, seq bigint) (
  SFUNC = csq_internal.funnel_append, STYPE = csq_internal.funnel_events, SSPACE = 1024,
  FINALFUNC = csq_internal.funnel_events_final, FINALFUNC_MODIFY = READ_ONLY,
  COMBINEFUNC = csq_internal.funnel_events_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE funnel_agg(text, timestamptz, text, funnel_spec, timestamptz, bigint) IS
'The funnel straight from the events of all cases. As of an instant, with events at the same time in the order of seq.';
CREATE FUNCTION csq_internal.funnel_append(state csq_internal.funnel_events, case_id uuid, at timestamptz, activity text, spec funnel_spec, as_of timestamptz, seq bigint) RETURNS csq_internal.funnel_events
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_funnel_events_detail_accum_as_of_seq_uuid';
COMMENT ON FUNCTION csq_internal.funnel_append(csq_internal.funnel_events, uuid, timestamptz, text, funnel_spec, timestamptz, bigint) IS
'Transition function of the one-level funnel_agg: adds an event to its case; a row without case, time, activity or specification is skipped.';
CREATE AGGREGATE funnel_agg(case_id uuid, at timestamptz, activity text, spec funnel_spec, as_of timestamptz, seq bigint) (
  SFUNC = csq_internal.funnel_append, STYPE = csq_internal.funnel_events, SSPACE = 1024,
  FINALFUNC = csq_internal.funnel_events_final, FINALFUNC_MODIFY = READ_ONLY,
  COMBINEFUNC = csq_internal.funnel_events_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE funnel_agg(uuid, timestamptz, text, funnel_spec, timestamptz, bigint) IS
'The funnel straight from the events of all cases. As of an instant, with events at the same time in the order of seq.';
CREATE FUNCTION csq_internal.funnel_count_append(state csq_internal.funnel_events, case_id bigint, at timestamptz, activity text, spec funnel_spec, working calendar) RETURNS csq_internal.funnel_events
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_funnel_events_count_accum_calendar_bigint';
COMMENT ON FUNCTION csq_internal.funnel_count_append(csq_internal.funnel_events, bigint, timestamptz, text, funnel_spec, calendar) IS
'Transition function of the one-level funnel_count_agg: adds an event to its case; a row without case, time, activity or specification is skipped.';
CREATE AGGREGATE funnel_count_agg(case_id bigint, at timestamptz, activity text, spec funnel_spec, working calendar) (
  SFUNC = csq_internal.funnel_count_append, STYPE = csq_internal.funnel_events, SSPACE = 1024,
  FINALFUNC = csq_internal.funnel_events_final, FINALFUNC_MODIFY = READ_ONLY,
  COMBINEFUNC = csq_internal.funnel_events_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE funnel_count_agg(bigint, timestamptz, text, funnel_spec, calendar) IS
'Counts of a funnel straight from the events of all cases. Gaps, window and times are open time of a calendar.';
CREATE FUNCTION csq_internal.funnel_count_append(state csq_internal.funnel_events, case_id text, at timestamptz, activity text, spec funnel_spec, working calendar) RETURNS csq_internal.funnel_events
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_funnel_events_count_accum_calendar_text';
COMMENT ON FUNCTION csq_internal.funnel_count_append(csq_internal.funnel_events, text, timestamptz, text, funnel_spec, calendar) IS
'Transition function of the one-level funnel_count_agg: adds an event to its case; a row without case, time, activity or specification is skipped.';
CREATE AGGREGATE funnel_count_agg(case_id text, at timestamptz, activity text, spec funnel_spec, working calendar) (
  SFUNC = csq_internal.funnel_count_append, STYPE = csq_internal.funnel_events, SSPACE = 1024,
  FINALFUNC = csq_internal.funnel_events_final, FINALFUNC_MODIFY = READ_ONLY,
  COMBINEFUNC = csq_internal.funnel_events_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE funnel_count_agg(text, timestamptz, text, funnel_spec, calendar) IS
'Counts of a funnel straight from the events of all cases. Gaps, window and times are open time of a calendar.';
CREATE FUNCTION csq_internal.funnel_count_append(state csq_internal.funnel_events, case_id uuid, at timestamptz, activity text, spec funnel_spec, working calendar) RETURNS csq_internal.funnel_events
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_funnel_events_count_accum_calendar_uuid';
COMMENT ON FUNCTION csq_internal.funnel_count_append(csq_internal.funnel_events, uuid, timestamptz, text, funnel_spec, calendar) IS
'Transition function of the one-level funnel_count_agg: adds an event to its case; a row without case, time, activity or specification is skipped.';
CREATE AGGREGATE funnel_count_agg(case_id uuid, at timestamptz, activity text, spec funnel_spec, working calendar) (
  SFUNC = csq_internal.funnel_count_append, STYPE = csq_internal.funnel_events, SSPACE = 1024,
  FINALFUNC = csq_internal.funnel_events_final, FINALFUNC_MODIFY = READ_ONLY,
  COMBINEFUNC = csq_internal.funnel_events_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE funnel_count_agg(uuid, timestamptz, text, funnel_spec, calendar) IS
'Counts of a funnel straight from the events of all cases. Gaps, window and times are open time of a calendar.';
CREATE FUNCTION csq_internal.funnel_append(state csq_internal.funnel_events, case_id bigint, at timestamptz, activity text, spec funnel_spec, working calendar) RETURNS csq_internal.funnel_events
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_funnel_events_detail_accum_calendar_bigint';
COMMENT ON FUNCTION csq_internal.funnel_append(csq_internal.funnel_events, bigint, timestamptz, text, funnel_spec, calendar) IS
'Transition function of the one-level funnel_agg: adds an event to its case; a row without case, time, activity or specification is skipped.';
CREATE AGGREGATE funnel_agg(case_id bigint, at timestamptz, activity text, spec funnel_spec, working calendar) (
  SFUNC = csq_internal.funnel_append, STYPE = csq_internal.funnel_events, SSPACE = 1024,
  FINALFUNC = csq_internal.funnel_events_final, FINALFUNC_MODIFY = READ_ONLY,
  COMBINEFUNC = csq_internal.funnel_events_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE funnel_agg(bigint, timestamptz, text, funnel_spec, calendar) IS
'The funnel straight from the events of all cases. Gaps, window and times are open time of a calendar.';
CREATE FUNCTION csq_internal.funnel_append(state csq_internal.funnel_events, case_id text, at timestamptz, activity text, spec funnel_spec, working calendar) RETURNS csq_internal.funnel_events
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_funnel_events_detail_accum_calendar_text';
COMMENT ON FUNCTION csq_internal.funnel_append(csq_internal.funnel_events, text, timestamptz, text, funnel_spec, calendar) IS
'Transition function of the one-level funnel_agg: adds an event to its case; a row without case, time, activity or specification is skipped.';
CREATE AGGREGATE funnel_agg(case_id text, at timestamptz, activity text, spec funnel_spec, working calendar) (
  SFUNC = csq_internal.funnel_append, STYPE = csq_internal.funnel_events, SSPACE = 1024,
  FINALFUNC = csq_internal.funnel_events_final, FINALFUNC_MODIFY = READ_ONLY,
  COMBINEFUNC = csq_internal.funnel_events_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE funnel_agg(text, timestamptz, text, funnel_spec, calendar) IS
'The funnel straight from the events of all cases. Gaps, window and times are open time of a calendar.';
CREATE FUNCTION csq_internal.funnel_append(state csq_internal.funnel_events, case_id uuid, at timestamptz, activity text, spec funnel_spec, working calendar) RETURNS csq_internal.funnel_events
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_funnel_events_detail_accum_calendar_uuid';
COMMENT ON FUNCTION csq_internal.funnel_append(csq_internal.funnel_events, uuid, timestamptz, text, funnel_spec, calendar) IS
'Transition function of the one-level funnel_agg: adds an event to its case; a row without case, time, activity or specification is skipped.';
CREATE AGGREGATE funnel_agg(case_id uuid, at timestamptz, activity text, spec funnel_spec, working calendar) (
  SFUNC = csq_internal.funnel_append, STYPE = csq_internal.funnel_events, SSPACE = 1024,
  FINALFUNC = csq_internal.funnel_events_final, FINALFUNC_MODIFY = READ_ONLY,
  COMBINEFUNC = csq_internal.funnel_events_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE funnel_agg(uuid, timestamptz, text, funnel_spec, calendar) IS
'The funnel straight from the events of all cases. Gaps, window and times are open time of a calendar.';
CREATE FUNCTION csq_internal.funnel_count_append(state csq_internal.funnel_events, case_id bigint, at timestamptz, activity text, spec funnel_spec, working calendar, seq bigint) RETURNS csq_internal.funnel_events
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_funnel_events_count_accum_calendar_seq_bigint';
COMMENT ON FUNCTION csq_internal.funnel_count_append(csq_internal.funnel_events, bigint, timestamptz, text, funnel_spec, calendar, bigint) IS
'Transition function of the one-level funnel_count_agg: adds an event to its case; a row without case, time, activity or specification is skipped.';
CREATE AGGREGATE funnel_count_agg(case_id bigint, at timestamptz, activity text, spec funnel_spec, working calendar, seq bigint) (
  SFUNC = csq_internal.funnel_count_append, STYPE = csq_internal.funnel_events, SSPACE = 1024,
  FINALFUNC = csq_internal.funnel_events_final, FINALFUNC_MODIFY = READ_ONLY,
  COMBINEFUNC = csq_internal.funnel_events_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE funnel_count_agg(bigint, timestamptz, text, funnel_spec, calendar, bigint) IS
'Counts of a funnel straight from the events of all cases. In the open time of a calendar, with events at the same time in the order of seq.';
CREATE FUNCTION csq_internal.funnel_count_append(state csq_internal.funnel_events, case_id text, at timestamptz, activity text, spec funnel_spec, working calendar, seq bigint) RETURNS csq_internal.funnel_events
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_funnel_events_count_accum_calendar_seq_text';
COMMENT ON FUNCTION csq_internal.funnel_count_append(csq_internal.funnel_events, text, timestamptz, text, funnel_spec, calendar, bigint) IS
'Transition function of the one-level funnel_count_agg: adds an event to its case; a row without case, time, activity or specification is skipped.';
CREATE AGGREGATE funnel_count_agg(case_id text, at timestamptz, activity text, spec funnel_spec, working calendar, seq bigint) (
  SFUNC = csq_internal.funnel_count_append, STYPE = csq_internal.funnel_events, SSPACE = 1024,
  FINALFUNC = csq_internal.funnel_events_final, FINALFUNC_MODIFY = READ_ONLY,
  COMBINEFUNC = csq_internal.funnel_events_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE funnel_count_agg(text, timestamptz, text, funnel_spec, calendar, bigint) IS
'Counts of a funnel straight from the events of all cases. In the open time of a calendar, with events at the same time in the order of seq.';
CREATE FUNCTION csq_internal.funnel_count_append(state csq_internal.funnel_events, case_id uuid, at timestamptz, activity text, spec funnel_spec, working calendar, seq bigint) RETURNS csq_internal.funnel_events
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_funnel_events_count_accum_calendar_seq_uuid';
COMMENT ON FUNCTION csq_internal.funnel_count_append(csq_internal.funnel_events, uuid, timestamptz, text, funnel_spec, calendar, bigint) IS
'Transition function of the one-level funnel_count_agg: adds an event to its case; a row without case, time, activity or specification is skipped.';
CREATE AGGREGATE funnel_count_agg(case_id uuid, at timestamptz, activity text, spec funnel_spec, working calendar, seq bigint) (
  SFUNC = csq_internal.funnel_count_append, STYPE = csq_internal.funnel_events, SSPACE = 1024,
  FINALFUNC = csq_internal.funnel_events_final, FINALFUNC_MODIFY = READ_ONLY,
  COMBINEFUNC = csq_internal.funnel_events_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE funnel_count_agg(uuid, timestamptz, text, funnel_spec, calendar, bigint) IS
'Counts of a funnel straight from the events of all cases. In the open time of a calendar, with events at the same time in the order of seq.';
CREATE FUNCTION csq_internal.funnel_append(state csq_internal.funnel_events, case_id bigint, at timestamptz, activity text, spec funnel_spec, working calendar, seq bigint) RETURNS csq_internal.funnel_events
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_funnel_events_detail_accum_calendar_seq_bigint';
COMMENT ON FUNCTION csq_internal.funnel_append(csq_internal.funnel_events, bigint, timestamptz, text, funnel_spec, calendar, bigint) IS
'Transition function of the one-level funnel_agg: adds an event to its case; a row without case, time, activity or specification is skipped.';
CREATE AGGREGATE funnel_agg(case_id bigint, at timestamptz, activity text, spec funnel_spec, working calendar, seq bigint) (
  SFUNC = csq_internal.funnel_append, STYPE = csq_internal.funnel_events, SSPACE = 1024,
  FINALFUNC = csq_internal.funnel_events_final, FINALFUNC_MODIFY = READ_ONLY,
  COMBINEFUNC = csq_internal.funnel_events_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE funnel_agg(bigint, timestamptz, text, funnel_spec, calendar, bigint) IS
'The funnel straight from the events of all cases. In the open time of a calendar, with events at the same time in the order of seq.';
CREATE FUNCTION csq_internal.funnel_append(state csq_internal.funnel_events, case_id text, at timestamptz, activity text, spec funnel_spec, working calendar, seq bigint) RETURNS csq_internal.funnel_events
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_funnel_events_detail_accum_calendar_seq_text';
COMMENT ON FUNCTION csq_internal.funnel_append(csq_internal.funnel_events, text, timestamptz, text, funnel_spec, calendar, bigint) IS
'Transition function of the one-level funnel_agg: adds an event to its case; a row without case, time, activity or specification is skipped.';
CREATE AGGREGATE funnel_agg(case_id text, at timestamptz, activity text, spec funnel_spec, working calendar, seq bigint) (
  SFUNC = csq_internal.funnel_append, STYPE = csq_internal.funnel_events, SSPACE = 1024,
  FINALFUNC = csq_internal.funnel_events_final, FINALFUNC_MODIFY = READ_ONLY,
  COMBINEFUNC = csq_internal.funnel_events_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE funnel_agg(text, timestamptz, text, funnel_spec, calendar, bigint) IS
'The funnel straight from the events of all cases. In the open time of a calendar, with events at the same time in the order of seq.';
CREATE FUNCTION csq_internal.funnel_append(state csq_internal.funnel_events, case_id uuid, at timestamptz, activity text, spec funnel_spec, working calendar, seq bigint) RETURNS csq_internal.funnel_events
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_funnel_events_detail_accum_calendar_seq_uuid';
COMMENT ON FUNCTION csq_internal.funnel_append(csq_internal.funnel_events, uuid, timestamptz, text, funnel_spec, calendar, bigint) IS
'Transition function of the one-level funnel_agg: adds an event to its case; a row without case, time, activity or specification is skipped.';
CREATE AGGREGATE funnel_agg(case_id uuid, at timestamptz, activity text, spec funnel_spec, working calendar, seq bigint) (
  SFUNC = csq_internal.funnel_append, STYPE = csq_internal.funnel_events, SSPACE = 1024,
  FINALFUNC = csq_internal.funnel_events_final, FINALFUNC_MODIFY = READ_ONLY,
  COMBINEFUNC = csq_internal.funnel_events_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE funnel_agg(uuid, timestamptz, text, funnel_spec, calendar, bigint) IS
'The funnel straight from the events of all cases. In the open time of a calendar, with events at the same time in the order of seq.';
CREATE FUNCTION csq_internal.funnel_count_append(state csq_internal.funnel_events, case_id bigint, at timestamptz, activity text, spec funnel_spec, as_of timestamptz, working calendar) RETURNS csq_internal.funnel_events
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_funnel_events_count_accum_as_of_calendar_bigint';
COMMENT ON FUNCTION csq_internal.funnel_count_append(csq_internal.funnel_events, bigint, timestamptz, text, funnel_spec, timestamptz, calendar) IS
'Transition function of the one-level funnel_count_agg: adds an event to its case; a row without case, time, activity or specification is skipped.';
CREATE AGGREGATE funnel_count_agg(case_id bigint, at timestamptz, activity text, spec funnel_spec, as_of timestamptz, working calendar) (
  SFUNC = csq_internal.funnel_count_append, STYPE = csq_internal.funnel_events, SSPACE = 1024,
  FINALFUNC = csq_internal.funnel_events_final, FINALFUNC_MODIFY = READ_ONLY,
  COMBINEFUNC = csq_internal.funnel_events_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE funnel_count_agg(bigint, timestamptz, text, funnel_spec, timestamptz, calendar) IS
'Counts of a funnel straight from the events of all cases. As of an instant, in the open time of a calendar.';
CREATE FUNCTION csq_internal.funnel_count_append(state csq_internal.funnel_events, case_id text, at timestamptz, activity text, spec funnel_spec, as_of timestamptz, working calendar) RETURNS csq_internal.funnel_events
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_funnel_events_count_accum_as_of_calendar_text';
COMMENT ON FUNCTION csq_internal.funnel_count_append(csq_internal.funnel_events, text, timestamptz, text, funnel_spec, timestamptz, calendar) IS
'Transition function of the one-level funnel_count_agg: adds an event to its case; a row without case, time, activity or specification is skipped.';
CREATE AGGREGATE funnel_count_agg(case_id text, at timestamptz, activity text, spec funnel_spec, as_of timestamptz, working calendar) (
  SFUNC = csq_internal.funnel_count_append, STYPE = csq_internal.funnel_events, SSPACE = 1024,
  FINALFUNC = csq_internal.funnel_events_final, FINALFUNC_MODIFY = READ_ONLY,
  COMBINEFUNC = csq_internal.funnel_events_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE funnel_count_agg(text, timestamptz, text, funnel_spec, timestamptz, calendar) IS
'Counts of a funnel straight from the events of all cases. As of an instant, in the open time of a calendar.';
CREATE FUNCTION csq_internal.funnel_count_append(state csq_internal.funnel_events, case_id uuid, at timestamptz, activity text, spec funnel_spec, as_of timestamptz, working calendar) RETURNS csq_internal.funnel_events
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_funnel_events_count_accum_as_of_calendar_uuid';
COMMENT ON FUNCTION csq_internal.funnel_count_append(csq_internal.funnel_events, uuid, timestamptz, text, funnel_spec, timestamptz, calendar) IS
'Transition function of the one-level funnel_count_agg: adds an event to its case; a row without case, time, activity or specification is skipped.';
CREATE AGGREGATE funnel_count_agg(case_id uuid, at timestamptz, activity text, spec funnel_spec, as_of timestamptz, working calendar) (
  SFUNC = csq_internal.funnel_count_append, STYPE = csq_internal.funnel_events, SSPACE = 1024,
  FINALFUNC = csq_internal.funnel_events_final, FINALFUNC_MODIFY = READ_ONLY,
  COMBINEFUNC = csq_internal.funnel_events_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE funnel_count_agg(uuid, timestamptz, text, funnel_spec, timestamptz, calendar) IS
'Counts of a funnel straight from the events of all cases. As of an instant, in the open time of a calendar.';
CREATE FUNCTION csq_internal.funnel_append(state csq_internal.funnel_events, case_id bigint, at timestamptz, activity text, spec funnel_spec, as_of timestamptz, working calendar) RETURNS csq_internal.funnel_events
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_funnel_events_detail_accum_as_of_calendar_bigint';
COMMENT ON FUNCTION csq_internal.funnel_append(csq_internal.funnel_events, bigint, timestamptz, text, funnel_spec, timestamptz, calendar) IS
'Transition function of the one-level funnel_agg: adds an event to its case; a row without case, time, activity or specification is skipped.';
CREATE AGGREGATE funnel_agg(case_id bigint, at timestamptz, activity text, spec funnel_spec, as_of timestamptz, working calendar) (
  SFUNC = csq_internal.funnel_append, STYPE = csq_internal.funnel_events, SSPACE = 1024,
  FINALFUNC = csq_internal.funnel_events_final, FINALFUNC_MODIFY = READ_ONLY,
  COMBINEFUNC = csq_internal.funnel_events_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE funnel_agg(bigint, timestamptz, text, funnel_spec, timestamptz, calendar) IS
'The funnel straight from the events of all cases. As of an instant, in the open time of a calendar.';
CREATE FUNCTION csq_internal.funnel_append(state csq_internal.funnel_events, case_id text, at timestamptz, activity text, spec funnel_spec, as_of timestamptz, working calendar) RETURNS csq_internal.funnel_events
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_funnel_events_detail_accum_as_of_calendar_text';
COMMENT ON FUNCTION csq_internal.funnel_append(csq_internal.funnel_events, text, timestamptz, text, funnel_spec, timestamptz, calendar) IS
'Transition function of the one-level funnel_agg: adds an event to its case; a row without case, time, activity or specification is skipped.';
CREATE AGGREGATE funnel_agg(case_id text, at timestamptz, activity text, spec funnel_spec, as_of timestamptz, working calendar) (
  SFUNC = csq_internal.funnel_append, STYPE = csq_internal.funnel_events, SSPACE = 1024,
  FINALFUNC = csq_internal.funnel_events_final, FINALFUNC_MODIFY = READ_ONLY,
  COMBINEFUNC = csq_internal.funnel_events_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE funnel_agg(text, timestamptz, text, funnel_spec, timestamptz, calendar) IS
'The funnel straight from the events of all cases. As of an instant, in the open time of a calendar.';
CREATE FUNCTION csq_internal.funnel_append(state csq_internal.funnel_events, case_id uuid, at timestamptz, activity text, spec funnel_spec, as_of timestamptz, working calendar) RETURNS csq_internal.funnel_events
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_funnel_events_detail_accum_as_of_calendar_uuid';
COMMENT ON FUNCTION csq_internal.funnel_append(csq_internal.funnel_events, uuid, timestamptz, text, funnel_spec, timestamptz, calendar) IS
'Transition function of the one-level funnel_agg: adds an event to its case; a row without case, time, activity or specification is skipped.';
CREATE AGGREGATE funnel_agg(case_id uuid, at timestamptz, activity text, spec funnel_spec, as_of timestamptz, working calendar) (
  SFUNC = csq_internal.funnel_append, STYPE = csq_internal.funnel_events, SSPACE = 1024,
  FINALFUNC = csq_internal.funnel_events_final, FINALFUNC_MODIFY = READ_ONLY,
  COMBINEFUNC = csq_internal.funnel_events_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE funnel_agg(uuid, timestamptz, text, funnel_spec, timestamptz, calendar) IS
'The funnel straight from the events of all cases. As of an instant, in the open time of a calendar.';
CREATE FUNCTION csq_internal.funnel_count_append(state csq_internal.funnel_events, case_id bigint, at timestamptz, activity text, spec funnel_spec, as_of timestamptz, working calendar, seq bigint) RETURNS csq_internal.funnel_events
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_funnel_events_count_accum_as_of_calendar_seq_bigint';
COMMENT ON FUNCTION csq_internal.funnel_count_append(csq_internal.funnel_events, bigint, timestamptz, text, funnel_spec, timestamptz, calendar, bigint) IS
'Transition function of the one-level funnel_count_agg: adds an event to its case; a row without case, time, activity or specification is skipped.';
CREATE AGGREGATE funnel_count_agg(case_id bigint, at timestamptz, activity text, spec funnel_spec, as_of timestamptz, working calendar, seq bigint) (
  SFUNC = csq_internal.funnel_count_append, STYPE = csq_internal.funnel_events, SSPACE = 1024,
  FINALFUNC = csq_internal.funnel_events_final, FINALFUNC_MODIFY = READ_ONLY,
  COMBINEFUNC = csq_internal.funnel_events_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE funnel_count_agg(bigint, timestamptz, text, funnel_spec, timestamptz, calendar, bigint) IS
'Counts of a funnel straight from the events of all cases. As of an instant, in the open time of a calendar, with events at the same time in the order of seq.';
CREATE FUNCTION csq_internal.funnel_count_append(state csq_internal.funnel_events, case_id text, at timestamptz, activity text, spec funnel_spec, as_of timestamptz, working calendar, seq bigint) RETURNS csq_internal.funnel_events
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_funnel_events_count_accum_as_of_calendar_seq_text';
COMMENT ON FUNCTION csq_internal.funnel_count_append(csq_internal.funnel_events, text, timestamptz, text, funnel_spec, timestamptz, calendar, bigint) IS
'Transition function of the one-level funnel_count_agg: adds an event to its case; a row without case, time, activity or specification is skipped.';
CREATE AGGREGATE funnel_count_agg(case_id text, at timestamptz, activity text, spec funnel_spec, as_of timestamptz, working calendar, seq bigint) (
  SFUNC = csq_internal.funnel_count_append, STYPE = csq_internal.funnel_events, SSPACE = 1024,
  FINALFUNC = csq_internal.funnel_events_final, FINALFUNC_MODIFY = READ_ONLY,
  COMBINEFUNC = csq_internal.funnel_events_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE funnel_count_agg(text, timestamptz, text, funnel_spec, timestamptz, calendar, bigint) IS
'Counts of a funnel straight from the events of all cases. As of an instant, in the open time of a calendar, with events at the same time in the order of seq.';
CREATE FUNCTION csq_internal.funnel_count_append(state csq_internal.funnel_events, case_id uuid, at timestamptz, activity text, spec funnel_spec, as_of timestamptz, working calendar, seq bigint) RETURNS csq_internal.funnel_events
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_funnel_events_count_accum_as_of_calendar_seq_uuid';
COMMENT ON FUNCTION csq_internal.funnel_count_append(csq_internal.funnel_events, uuid, timestamptz, text, funnel_spec, timestamptz, calendar, bigint) IS
'Transition function of the one-level funnel_count_agg: adds an event to its case; a row without case, time, activity or specification is skipped.';
CREATE AGGREGATE funnel_count_agg(case_id uuid, at timestamptz, activity text, spec funnel_spec, as_of timestamptz, working calendar, seq bigint) (
  SFUNC = csq_internal.funnel_count_append, STYPE = csq_internal.funnel_events, SSPACE = 1024,
  FINALFUNC = csq_internal.funnel_events_final, FINALFUNC_MODIFY = READ_ONLY,
  COMBINEFUNC = csq_internal.funnel_events_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE funnel_count_agg(uuid, timestamptz, text, funnel_spec, timestamptz, calendar, bigint) IS
'Counts of a funnel straight from the events of all cases. As of an instant, in the open time of a calendar, with events at the same time in the order of seq.';
CREATE FUNCTION csq_internal.funnel_append(state csq_internal.funnel_events, case_id bigint, at timestamptz, activity text, spec funnel_spec, as_of timestamptz, working calendar, seq bigint) RETURNS csq_internal.funnel_events
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_funnel_events_detail_accum_as_of_calendar_seq_bigint';
COMMENT ON FUNCTION csq_internal.funnel_append(csq_internal.funnel_events, bigint, timestamptz, text, funnel_spec, timestamptz, calendar, bigint) IS
'Transition function of the one-level funnel_agg: adds an event to its case; a row without case, time, activity or specification is skipped.';
CREATE AGGREGATE funnel_agg(case_id bigint, at timestamptz, activity text, spec funnel_spec, as_of timestamptz, working calendar, seq bigint) (
  SFUNC = csq_internal.funnel_append, STYPE = csq_internal.funnel_events, SSPACE = 1024,
  FINALFUNC = csq_internal.funnel_events_final, FINALFUNC_MODIFY = READ_ONLY,
  COMBINEFUNC = csq_internal.funnel_events_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE funnel_agg(bigint, timestamptz, text, funnel_spec, timestamptz, calendar, bigint) IS
'The funnel straight from the events of all cases. As of an instant, in the open time of a calendar, with events at the same time in the order of seq.';
CREATE FUNCTION csq_internal.funnel_append(state csq_internal.funnel_events, case_id text, at timestamptz, activity text, spec funnel_spec, as_of timestamptz, working calendar, seq bigint) RETURNS csq_internal.funnel_events
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_funnel_events_detail_accum_as_of_calendar_seq_text';
COMMENT ON FUNCTION csq_internal.funnel_append(csq_internal.funnel_events, text, timestamptz, text, funnel_spec, timestamptz, calendar, bigint) IS
'Transition function of the one-level funnel_agg: adds an event to its case; a row without case, time, activity or specification is skipped.';
CREATE AGGREGATE funnel_agg(case_id text, at timestamptz, activity text, spec funnel_spec, as_of timestamptz, working calendar, seq bigint) (
  SFUNC = csq_internal.funnel_append, STYPE = csq_internal.funnel_events, SSPACE = 1024,
  FINALFUNC = csq_internal.funnel_events_final, FINALFUNC_MODIFY = READ_ONLY,
  COMBINEFUNC = csq_internal.funnel_events_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE funnel_agg(text, timestamptz, text, funnel_spec, timestamptz, calendar, bigint) IS
'The funnel straight from the events of all cases. As of an instant, in the open time of a calendar, with events at the same time in the order of seq.';
CREATE FUNCTION csq_internal.funnel_append(state csq_internal.funnel_events, case_id uuid, at timestamptz, activity text, spec funnel_spec, as_of timestamptz, working calendar, seq bigint) RETURNS csq_internal.funnel_events
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_funnel_events_detail_accum_as_of_calendar_seq_uuid';
COMMENT ON FUNCTION csq_internal.funnel_append(csq_internal.funnel_events, uuid, timestamptz, text, funnel_spec, timestamptz, calendar, bigint) IS
'Transition function of the one-level funnel_agg: adds an event to its case; a row without case, time, activity or specification is skipped.';
CREATE AGGREGATE funnel_agg(case_id uuid, at timestamptz, activity text, spec funnel_spec, as_of timestamptz, working calendar, seq bigint) (
  SFUNC = csq_internal.funnel_append, STYPE = csq_internal.funnel_events, SSPACE = 1024,
  FINALFUNC = csq_internal.funnel_events_final, FINALFUNC_MODIFY = READ_ONLY,
  COMBINEFUNC = csq_internal.funnel_events_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE funnel_agg(uuid, timestamptz, text, funnel_spec, timestamptz, calendar, bigint) IS
'The funnel straight from the events of all cases. As of an instant, in the open time of a calendar, with events at the same time in the order of seq.';
CREATE FUNCTION csq_internal.funnel_count_append(state csq_internal.funnel_events, case_id bigint, at timestamptz, activity text, spec funnel_spec, clock text) RETURNS csq_internal.funnel_events
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_funnel_events_count_accum_clock_bigint';
COMMENT ON FUNCTION csq_internal.funnel_count_append(csq_internal.funnel_events, bigint, timestamptz, text, funnel_spec, text) IS
'Transition function of the one-level funnel_count_agg: adds an event to its case; a row without case, time, activity or specification is skipped.';
CREATE AGGREGATE funnel_count_agg(case_id bigint, at timestamptz, activity text, spec funnel_spec, clock text) (
  SFUNC = csq_internal.funnel_count_append, STYPE = csq_internal.funnel_events, SSPACE = 1024,
  FINALFUNC = csq_internal.funnel_events_final, FINALFUNC_MODIFY = READ_ONLY,
  COMBINEFUNC = csq_internal.funnel_events_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE funnel_count_agg(bigint, timestamptz, text, funnel_spec, text) IS
'Counts of a funnel straight from the events of all cases. The last argument as it is typed: a time with its zone is as_of, anything else a calendar.';
CREATE FUNCTION csq_internal.funnel_count_append(state csq_internal.funnel_events, case_id text, at timestamptz, activity text, spec funnel_spec, clock text) RETURNS csq_internal.funnel_events
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_funnel_events_count_accum_clock_text';
COMMENT ON FUNCTION csq_internal.funnel_count_append(csq_internal.funnel_events, text, timestamptz, text, funnel_spec, text) IS
'Transition function of the one-level funnel_count_agg: adds an event to its case; a row without case, time, activity or specification is skipped.';
CREATE AGGREGATE funnel_count_agg(case_id text, at timestamptz, activity text, spec funnel_spec, clock text) (
  SFUNC = csq_internal.funnel_count_append, STYPE = csq_internal.funnel_events, SSPACE = 1024,
  FINALFUNC = csq_internal.funnel_events_final, FINALFUNC_MODIFY = READ_ONLY,
  COMBINEFUNC = csq_internal.funnel_events_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE funnel_count_agg(text, timestamptz, text, funnel_spec, text) IS
'Counts of a funnel straight from the events of all cases. The last argument as it is typed: a time with its zone is as_of, anything else a calendar.';
CREATE FUNCTION csq_internal.funnel_count_append(state csq_internal.funnel_events, case_id uuid, at timestamptz, activity text, spec funnel_spec, clock text) RETURNS csq_internal.funnel_events
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_funnel_events_count_accum_clock_uuid';
COMMENT ON FUNCTION csq_internal.funnel_count_append(csq_internal.funnel_events, uuid, timestamptz, text, funnel_spec, text) IS
'Transition function of the one-level funnel_count_agg: adds an event to its case; a row without case, time, activity or specification is skipped.';
CREATE AGGREGATE funnel_count_agg(case_id uuid, at timestamptz, activity text, spec funnel_spec, clock text) (
  SFUNC = csq_internal.funnel_count_append, STYPE = csq_internal.funnel_events, SSPACE = 1024,
  FINALFUNC = csq_internal.funnel_events_final, FINALFUNC_MODIFY = READ_ONLY,
  COMBINEFUNC = csq_internal.funnel_events_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE funnel_count_agg(uuid, timestamptz, text, funnel_spec, text) IS
'Counts of a funnel straight from the events of all cases. The last argument as it is typed: a time with its zone is as_of, anything else a calendar.';
CREATE FUNCTION csq_internal.funnel_append(state csq_internal.funnel_events, case_id bigint, at timestamptz, activity text, spec funnel_spec, clock text) RETURNS csq_internal.funnel_events
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_funnel_events_detail_accum_clock_bigint';
COMMENT ON FUNCTION csq_internal.funnel_append(csq_internal.funnel_events, bigint, timestamptz, text, funnel_spec, text) IS
'Transition function of the one-level funnel_agg: adds an event to its case; a row without case, time, activity or specification is skipped.';
CREATE AGGREGATE funnel_agg(case_id bigint, at timestamptz, activity text, spec funnel_spec, clock text) (
  SFUNC = csq_internal.funnel_append, STYPE = csq_internal.funnel_events, SSPACE = 1024,
  FINALFUNC = csq_internal.funnel_events_final, FINALFUNC_MODIFY = READ_ONLY,
  COMBINEFUNC = csq_internal.funnel_events_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE funnel_agg(bigint, timestamptz, text, funnel_spec, text) IS
'The funnel straight from the events of all cases. The last argument as it is typed: a time with its zone is as_of, anything else a calendar.';
CREATE FUNCTION csq_internal.funnel_append(state csq_internal.funnel_events, case_id text, at timestamptz, activity text, spec funnel_spec, clock text) RETURNS csq_internal.funnel_events
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_funnel_events_detail_accum_clock_text';
COMMENT ON FUNCTION csq_internal.funnel_append(csq_internal.funnel_events, text, timestamptz, text, funnel_spec, text) IS
'Transition function of the one-level funnel_agg: adds an event to its case; a row without case, time, activity or specification is skipped.';
CREATE AGGREGATE funnel_agg(case_id text, at timestamptz, activity text, spec funnel_spec, clock text) (
  SFUNC = csq_internal.funnel_append, STYPE = csq_internal.funnel_events, SSPACE = 1024,
  FINALFUNC = csq_internal.funnel_events_final, FINALFUNC_MODIFY = READ_ONLY,
  COMBINEFUNC = csq_internal.funnel_events_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE funnel_agg(text, timestamptz, text, funnel_spec, text) IS
'The funnel straight from the events of all cases. The last argument as it is typed: a time with its zone is as_of, anything else a calendar.';
CREATE FUNCTION csq_internal.funnel_append(state csq_internal.funnel_events, case_id uuid, at timestamptz, activity text, spec funnel_spec, clock text) RETURNS csq_internal.funnel_events
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_funnel_events_detail_accum_clock_uuid';
COMMENT ON FUNCTION csq_internal.funnel_append(csq_internal.funnel_events, uuid, timestamptz, text, funnel_spec, text) IS
'Transition function of the one-level funnel_agg: adds an event to its case; a row without case, time, activity or specification is skipped.';
CREATE AGGREGATE funnel_agg(case_id uuid, at timestamptz, activity text, spec funnel_spec, clock text) (
  SFUNC = csq_internal.funnel_append, STYPE = csq_internal.funnel_events, SSPACE = 1024,
  FINALFUNC = csq_internal.funnel_events_final, FINALFUNC_MODIFY = READ_ONLY,
  COMBINEFUNC = csq_internal.funnel_events_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE funnel_agg(uuid, timestamptz, text, funnel_spec, text) IS
'The funnel straight from the events of all cases. The last argument as it is typed: a time with its zone is as_of, anything else a calendar.';
CREATE FUNCTION csq_internal.funnel_count_append(state csq_internal.funnel_events, case_id bigint, at timestamptz, activity text, spec funnel_spec, clock text, seq bigint) RETURNS csq_internal.funnel_events
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_funnel_events_count_accum_clock_seq_bigint';
COMMENT ON FUNCTION csq_internal.funnel_count_append(csq_internal.funnel_events, bigint, timestamptz, text, funnel_spec, text, bigint) IS
'Transition function of the one-level funnel_count_agg: adds an event to its case; a row without case, time, activity or specification is skipped.';
CREATE AGGREGATE funnel_count_agg(case_id bigint, at timestamptz, activity text, spec funnel_spec, clock text, seq bigint) (
  SFUNC = csq_internal.funnel_count_append, STYPE = csq_internal.funnel_events, SSPACE = 1024,
  FINALFUNC = csq_internal.funnel_events_final, FINALFUNC_MODIFY = READ_ONLY,
  COMBINEFUNC = csq_internal.funnel_events_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE funnel_count_agg(bigint, timestamptz, text, funnel_spec, text, bigint) IS
'Counts of a funnel straight from the events of all cases. The argument before seq as it is typed: a time with its zone is as_of, anything else a calendar.';
CREATE FUNCTION csq_internal.funnel_count_append(state csq_internal.funnel_events, case_id text, at timestamptz, activity text, spec funnel_spec, clock text, seq bigint) RETURNS csq_internal.funnel_events
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_funnel_events_count_accum_clock_seq_text';
COMMENT ON FUNCTION csq_internal.funnel_count_append(csq_internal.funnel_events, text, timestamptz, text, funnel_spec, text, bigint) IS
'Transition function of the one-level funnel_count_agg: adds an event to its case; a row without case, time, activity or specification is skipped.';
CREATE AGGREGATE funnel_count_agg(case_id text, at timestamptz, activity text, spec funnel_spec, clock text, seq bigint) (
  SFUNC = csq_internal.funnel_count_append, STYPE = csq_internal.funnel_events, SSPACE = 1024,
  FINALFUNC = csq_internal.funnel_events_final, FINALFUNC_MODIFY = READ_ONLY,
  COMBINEFUNC = csq_internal.funnel_events_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE funnel_count_agg(text, timestamptz, text, funnel_spec, text, bigint) IS
'Counts of a funnel straight from the events of all cases. The argument before seq as it is typed: a time with its zone is as_of, anything else a calendar.';
CREATE FUNCTION csq_internal.funnel_count_append(state csq_internal.funnel_events, case_id uuid, at timestamptz, activity text, spec funnel_spec, clock text, seq bigint) RETURNS csq_internal.funnel_events
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_funnel_events_count_accum_clock_seq_uuid';
COMMENT ON FUNCTION csq_internal.funnel_count_append(csq_internal.funnel_events, uuid, timestamptz, text, funnel_spec, text, bigint) IS
'Transition function of the one-level funnel_count_agg: adds an event to its case; a row without case, time, activity or specification is skipped.';
CREATE AGGREGATE funnel_count_agg(case_id uuid, at timestamptz, activity text, spec funnel_spec, clock text, seq bigint) (
  SFUNC = csq_internal.funnel_count_append, STYPE = csq_internal.funnel_events, SSPACE = 1024,
  FINALFUNC = csq_internal.funnel_events_final, FINALFUNC_MODIFY = READ_ONLY,
  COMBINEFUNC = csq_internal.funnel_events_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE funnel_count_agg(uuid, timestamptz, text, funnel_spec, text, bigint) IS
'Counts of a funnel straight from the events of all cases. The argument before seq as it is typed: a time with its zone is as_of, anything else a calendar.';
CREATE FUNCTION csq_internal.funnel_append(state csq_internal.funnel_events, case_id bigint, at timestamptz, activity text, spec funnel_spec, clock text, seq bigint) RETURNS csq_internal.funnel_events
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_funnel_events_detail_accum_clock_seq_bigint';
COMMENT ON FUNCTION csq_internal.funnel_append(csq_internal.funnel_events, bigint, timestamptz, text, funnel_spec, text, bigint) IS
'Transition function of the one-level funnel_agg: adds an event to its case; a row without case, time, activity or specification is skipped.';
CREATE AGGREGATE funnel_agg(case_id bigint, at timestamptz, activity text, spec funnel_spec, clock text, seq bigint) (
  SFUNC = csq_internal.funnel_append, STYPE = csq_internal.funnel_events, SSPACE = 1024,
  FINALFUNC = csq_internal.funnel_events_final, FINALFUNC_MODIFY = READ_ONLY,
  COMBINEFUNC = csq_internal.funnel_events_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE funnel_agg(bigint, timestamptz, text, funnel_spec, text, bigint) IS
'The funnel straight from the events of all cases. The argument before seq as it is typed: a time with its zone is as_of, anything else a calendar.';
CREATE FUNCTION csq_internal.funnel_append(state csq_internal.funnel_events, case_id text, at timestamptz, activity text, spec funnel_spec, clock text, seq bigint) RETURNS csq_internal.funnel_events
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_funnel_events_detail_accum_clock_seq_text';
COMMENT ON FUNCTION csq_internal.funnel_append(csq_internal.funnel_events, text, timestamptz, text, funnel_spec, text, bigint) IS
'Transition function of the one-level funnel_agg: adds an event to its case; a row without case, time, activity or specification is skipped.';
CREATE AGGREGATE funnel_agg(case_id text, at timestamptz, activity text, spec funnel_spec, clock text, seq bigint) (
  SFUNC = csq_internal.funnel_append, STYPE = csq_internal.funnel_events, SSPACE = 1024,
  FINALFUNC = csq_internal.funnel_events_final, FINALFUNC_MODIFY = READ_ONLY,
  COMBINEFUNC = csq_internal.funnel_events_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE funnel_agg(text, timestamptz, text, funnel_spec, text, bigint) IS
'The funnel straight from the events of all cases. The argument before seq as it is typed: a time with its zone is as_of, anything else a calendar.';
CREATE FUNCTION csq_internal.funnel_append(state csq_internal.funnel_events, case_id uuid, at timestamptz, activity text, spec funnel_spec, clock text, seq bigint) RETURNS csq_internal.funnel_events
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_funnel_events_detail_accum_clock_seq_uuid';
COMMENT ON FUNCTION csq_internal.funnel_append(csq_internal.funnel_events, uuid, timestamptz, text, funnel_spec, text, bigint) IS
'Transition function of the one-level funnel_agg: adds an event to its case; a row without case, time, activity or specification is skipped.';
CREATE AGGREGATE funnel_agg(case_id uuid, at timestamptz, activity text, spec funnel_spec, clock text, seq bigint) (
  SFUNC = csq_internal.funnel_append, STYPE = csq_internal.funnel_events, SSPACE = 1024,
  FINALFUNC = csq_internal.funnel_events_final, FINALFUNC_MODIFY = READ_ONLY,
  COMBINEFUNC = csq_internal.funnel_events_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE funnel_agg(uuid, timestamptz, text, funnel_spec, text, bigint) IS
'The funnel straight from the events of all cases. The argument before seq as it is typed: a time with its zone is as_of, anything else a calendar.';
CREATE FUNCTION csq_internal.funnel_count_append(state csq_internal.funnel_events, case_id bigint, at timestamptz, activity text, spec funnel_spec, as_of text, working calendar) RETURNS csq_internal.funnel_events
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_funnel_events_count_accum_clock_calendar_bigint';
COMMENT ON FUNCTION csq_internal.funnel_count_append(csq_internal.funnel_events, bigint, timestamptz, text, funnel_spec, text, calendar) IS
'Transition function of the one-level funnel_count_agg: adds an event to its case; a row without case, time, activity or specification is skipped.';
CREATE AGGREGATE funnel_count_agg(case_id bigint, at timestamptz, activity text, spec funnel_spec, as_of text, working calendar) (
  SFUNC = csq_internal.funnel_count_append, STYPE = csq_internal.funnel_events, SSPACE = 1024,
  FINALFUNC = csq_internal.funnel_events_final, FINALFUNC_MODIFY = READ_ONLY,
  COMBINEFUNC = csq_internal.funnel_events_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE funnel_count_agg(bigint, timestamptz, text, funnel_spec, text, calendar) IS
'Counts of a funnel straight from the events of all cases. As of a time as it is typed, which without a zone is local time of the calendar.';
CREATE FUNCTION csq_internal.funnel_count_append(state csq_internal.funnel_events, case_id text, at timestamptz, activity text, spec funnel_spec, as_of text, working calendar) RETURNS csq_internal.funnel_events
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_funnel_events_count_accum_clock_calendar_text';
COMMENT ON FUNCTION csq_internal.funnel_count_append(csq_internal.funnel_events, text, timestamptz, text, funnel_spec, text, calendar) IS
'Transition function of the one-level funnel_count_agg: adds an event to its case; a row without case, time, activity or specification is skipped.';
CREATE AGGREGATE funnel_count_agg(case_id text, at timestamptz, activity text, spec funnel_spec, as_of text, working calendar) (
  SFUNC = csq_internal.funnel_count_append, STYPE = csq_internal.funnel_events, SSPACE = 1024,
  FINALFUNC = csq_internal.funnel_events_final, FINALFUNC_MODIFY = READ_ONLY,
  COMBINEFUNC = csq_internal.funnel_events_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE funnel_count_agg(text, timestamptz, text, funnel_spec, text, calendar) IS
'Counts of a funnel straight from the events of all cases. As of a time as it is typed, which without a zone is local time of the calendar.';
CREATE FUNCTION csq_internal.funnel_count_append(state csq_internal.funnel_events, case_id uuid, at timestamptz, activity text, spec funnel_spec, as_of text, working calendar) RETURNS csq_internal.funnel_events
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_funnel_events_count_accum_clock_calendar_uuid';
COMMENT ON FUNCTION csq_internal.funnel_count_append(csq_internal.funnel_events, uuid, timestamptz, text, funnel_spec, text, calendar) IS
'Transition function of the one-level funnel_count_agg: adds an event to its case; a row without case, time, activity or specification is skipped.';
CREATE AGGREGATE funnel_count_agg(case_id uuid, at timestamptz, activity text, spec funnel_spec, as_of text, working calendar) (
  SFUNC = csq_internal.funnel_count_append, STYPE = csq_internal.funnel_events, SSPACE = 1024,
  FINALFUNC = csq_internal.funnel_events_final, FINALFUNC_MODIFY = READ_ONLY,
  COMBINEFUNC = csq_internal.funnel_events_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE funnel_count_agg(uuid, timestamptz, text, funnel_spec, text, calendar) IS
'Counts of a funnel straight from the events of all cases. As of a time as it is typed, which without a zone is local time of the calendar.';
CREATE FUNCTION csq_internal.funnel_append(state csq_internal.funnel_events, case_id bigint, at timestamptz, activity text, spec funnel_spec, as_of text, working calendar) RETURNS csq_internal.funnel_events
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_funnel_events_detail_accum_clock_calendar_bigint';
COMMENT ON FUNCTION csq_internal.funnel_append(csq_internal.funnel_events, bigint, timestamptz, text, funnel_spec, text, calendar) IS
'Transition function of the one-level funnel_agg: adds an event to its case; a row without case, time, activity or specification is skipped.';
CREATE AGGREGATE funnel_agg(case_id bigint, at timestamptz, activity text, spec funnel_spec, as_of text, working calendar) (
  SFUNC = csq_internal.funnel_append, STYPE = csq_internal.funnel_events, SSPACE = 1024,
  FINALFUNC = csq_internal.funnel_events_final, FINALFUNC_MODIFY = READ_ONLY,
  COMBINEFUNC = csq_internal.funnel_events_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE funnel_agg(bigint, timestamptz, text, funnel_spec, text, calendar) IS
'The funnel straight from the events of all cases. As of a time as it is typed, which without a zone is local time of the calendar.';
CREATE FUNCTION csq_internal.funnel_append(state csq_internal.funnel_events, case_id text, at timestamptz, activity text, spec funnel_spec, as_of text, working calendar) RETURNS csq_internal.funnel_events
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_funnel_events_detail_accum_clock_calendar_text';
COMMENT ON FUNCTION csq_internal.funnel_append(csq_internal.funnel_events, text, timestamptz, text, funnel_spec, text, calendar) IS
'Transition function of the one-level funnel_agg: adds an event to its case; a row without case, time, activity or specification is skipped.';
CREATE AGGREGATE funnel_agg(case_id text, at timestamptz, activity text, spec funnel_spec, as_of text, working calendar) (
  SFUNC = csq_internal.funnel_append, STYPE = csq_internal.funnel_events, SSPACE = 1024,
  FINALFUNC = csq_internal.funnel_events_final, FINALFUNC_MODIFY = READ_ONLY,
  COMBINEFUNC = csq_internal.funnel_events_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE funnel_agg(text, timestamptz, text, funnel_spec, text, calendar) IS
'The funnel straight from the events of all cases. As of a time as it is typed, which without a zone is local time of the calendar.';
CREATE FUNCTION csq_internal.funnel_append(state csq_internal.funnel_events, case_id uuid, at timestamptz, activity text, spec funnel_spec, as_of text, working calendar) RETURNS csq_internal.funnel_events
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_funnel_events_detail_accum_clock_calendar_uuid';
COMMENT ON FUNCTION csq_internal.funnel_append(csq_internal.funnel_events, uuid, timestamptz, text, funnel_spec, text, calendar) IS
'Transition function of the one-level funnel_agg: adds an event to its case; a row without case, time, activity or specification is skipped.';
CREATE AGGREGATE funnel_agg(case_id uuid, at timestamptz, activity text, spec funnel_spec, as_of text, working calendar) (
  SFUNC = csq_internal.funnel_append, STYPE = csq_internal.funnel_events, SSPACE = 1024,
  FINALFUNC = csq_internal.funnel_events_final, FINALFUNC_MODIFY = READ_ONLY,
  COMBINEFUNC = csq_internal.funnel_events_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE funnel_agg(uuid, timestamptz, text, funnel_spec, text, calendar) IS
'The funnel straight from the events of all cases. As of a time as it is typed, which without a zone is local time of the calendar.';
CREATE FUNCTION csq_internal.funnel_count_append(state csq_internal.funnel_events, case_id bigint, at timestamptz, activity text, spec funnel_spec, as_of text, working calendar, seq bigint) RETURNS csq_internal.funnel_events
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_funnel_events_count_accum_clock_calendar_seq_bigint';
COMMENT ON FUNCTION csq_internal.funnel_count_append(csq_internal.funnel_events, bigint, timestamptz, text, funnel_spec, text, calendar, bigint) IS
'Transition function of the one-level funnel_count_agg: adds an event to its case; a row without case, time, activity or specification is skipped.';
CREATE AGGREGATE funnel_count_agg(case_id bigint, at timestamptz, activity text, spec funnel_spec, as_of text, working calendar, seq bigint) (
  SFUNC = csq_internal.funnel_count_append, STYPE = csq_internal.funnel_events, SSPACE = 1024,
  FINALFUNC = csq_internal.funnel_events_final, FINALFUNC_MODIFY = READ_ONLY,
  COMBINEFUNC = csq_internal.funnel_events_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE funnel_count_agg(bigint, timestamptz, text, funnel_spec, text, calendar, bigint) IS
'Counts of a funnel straight from the events of all cases. As of a time as it is typed, which without a zone is local time of the calendar, with events at the same time in the order of seq.';
CREATE FUNCTION csq_internal.funnel_count_append(state csq_internal.funnel_events, case_id text, at timestamptz, activity text, spec funnel_spec, as_of text, working calendar, seq bigint) RETURNS csq_internal.funnel_events
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_funnel_events_count_accum_clock_calendar_seq_text';
COMMENT ON FUNCTION csq_internal.funnel_count_append(csq_internal.funnel_events, text, timestamptz, text, funnel_spec, text, calendar, bigint) IS
'Transition function of the one-level funnel_count_agg: adds an event to its case; a row without case, time, activity or specification is skipped.';
CREATE AGGREGATE funnel_count_agg(case_id text, at timestamptz, activity text, spec funnel_spec, as_of text, working calendar, seq bigint) (
  SFUNC = csq_internal.funnel_count_append, STYPE = csq_internal.funnel_events, SSPACE = 1024,
  FINALFUNC = csq_internal.funnel_events_final, FINALFUNC_MODIFY = READ_ONLY,
  COMBINEFUNC = csq_internal.funnel_events_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE funnel_count_agg(text, timestamptz, text, funnel_spec, text, calendar, bigint) IS
'Counts of a funnel straight from the events of all cases. As of a time as it is typed, which without a zone is local time of the calendar, with events at the same time in the order of seq.';
CREATE FUNCTION csq_internal.funnel_count_append(state csq_internal.funnel_events, case_id uuid, at timestamptz, activity text, spec funnel_spec, as_of text, working calendar, seq bigint) RETURNS csq_internal.funnel_events
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_funnel_events_count_accum_clock_calendar_seq_uuid';
COMMENT ON FUNCTION csq_internal.funnel_count_append(csq_internal.funnel_events, uuid, timestamptz, text, funnel_spec, text, calendar, bigint) IS
'Transition function of the one-level funnel_count_agg: adds an event to its case; a row without case, time, activity or specification is skipped.';
CREATE AGGREGATE funnel_count_agg(case_id uuid, at timestamptz, activity text, spec funnel_spec, as_of text, working calendar, seq bigint) (
  SFUNC = csq_internal.funnel_count_append, STYPE = csq_internal.funnel_events, SSPACE = 1024,
  FINALFUNC = csq_internal.funnel_events_final, FINALFUNC_MODIFY = READ_ONLY,
  COMBINEFUNC = csq_internal.funnel_events_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE funnel_count_agg(uuid, timestamptz, text, funnel_spec, text, calendar, bigint) IS
'Counts of a funnel straight from the events of all cases. As of a time as it is typed, which without a zone is local time of the calendar, with events at the same time in the order of seq.';
CREATE FUNCTION csq_internal.funnel_append(state csq_internal.funnel_events, case_id bigint, at timestamptz, activity text, spec funnel_spec, as_of text, working calendar, seq bigint) RETURNS csq_internal.funnel_events
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_funnel_events_detail_accum_clock_calendar_seq_bigint';
COMMENT ON FUNCTION csq_internal.funnel_append(csq_internal.funnel_events, bigint, timestamptz, text, funnel_spec, text, calendar, bigint) IS
'Transition function of the one-level funnel_agg: adds an event to its case; a row without case, time, activity or specification is skipped.';
CREATE AGGREGATE funnel_agg(case_id bigint, at timestamptz, activity text, spec funnel_spec, as_of text, working calendar, seq bigint) (
  SFUNC = csq_internal.funnel_append, STYPE = csq_internal.funnel_events, SSPACE = 1024,
  FINALFUNC = csq_internal.funnel_events_final, FINALFUNC_MODIFY = READ_ONLY,
  COMBINEFUNC = csq_internal.funnel_events_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE funnel_agg(bigint, timestamptz, text, funnel_spec, text, calendar, bigint) IS
'The funnel straight from the events of all cases. As of a time as it is typed, which without a zone is local time of the calendar, with events at the same time in the order of seq.';
CREATE FUNCTION csq_internal.funnel_append(state csq_internal.funnel_events, case_id text, at timestamptz, activity text, spec funnel_spec, as_of text, working calendar, seq bigint) RETURNS csq_internal.funnel_events
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_funnel_events_detail_accum_clock_calendar_seq_text';
COMMENT ON FUNCTION csq_internal.funnel_append(csq_internal.funnel_events, text, timestamptz, text, funnel_spec, text, calendar, bigint) IS
'Transition function of the one-level funnel_agg: adds an event to its case; a row without case, time, activity or specification is skipped.';
CREATE AGGREGATE funnel_agg(case_id text, at timestamptz, activity text, spec funnel_spec, as_of text, working calendar, seq bigint) (
  SFUNC = csq_internal.funnel_append, STYPE = csq_internal.funnel_events, SSPACE = 1024,
  FINALFUNC = csq_internal.funnel_events_final, FINALFUNC_MODIFY = READ_ONLY,
  COMBINEFUNC = csq_internal.funnel_events_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE funnel_agg(text, timestamptz, text, funnel_spec, text, calendar, bigint) IS
'The funnel straight from the events of all cases. As of a time as it is typed, which without a zone is local time of the calendar, with events at the same time in the order of seq.';
CREATE FUNCTION csq_internal.funnel_append(state csq_internal.funnel_events, case_id uuid, at timestamptz, activity text, spec funnel_spec, as_of text, working calendar, seq bigint) RETURNS csq_internal.funnel_events
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_funnel_events_detail_accum_clock_calendar_seq_uuid';
COMMENT ON FUNCTION csq_internal.funnel_append(csq_internal.funnel_events, uuid, timestamptz, text, funnel_spec, text, calendar, bigint) IS
'Transition function of the one-level funnel_agg: adds an event to its case; a row without case, time, activity or specification is skipped.';
CREATE AGGREGATE funnel_agg(case_id uuid, at timestamptz, activity text, spec funnel_spec, as_of text, working calendar, seq bigint) (
  SFUNC = csq_internal.funnel_append, STYPE = csq_internal.funnel_events, SSPACE = 1024,
  FINALFUNC = csq_internal.funnel_events_final, FINALFUNC_MODIFY = READ_ONLY,
  COMBINEFUNC = csq_internal.funnel_events_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE funnel_agg(uuid, timestamptz, text, funnel_spec, text, calendar, bigint) IS
'The funnel straight from the events of all cases. As of a time as it is typed, which without a zone is local time of the calendar, with events at the same time in the order of seq.';
CREATE FUNCTION csq_internal.funnel_count_append(state csq_internal.funnel_events, case_id bigint, at timestamptz, activity text, spec funnel_spec, as_of text, working text) RETURNS csq_internal.funnel_events
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_funnel_events_count_accum_clock_text_bigint';
COMMENT ON FUNCTION csq_internal.funnel_count_append(csq_internal.funnel_events, bigint, timestamptz, text, funnel_spec, text, text) IS
'Transition function of the one-level funnel_count_agg: adds an event to its case; a row without case, time, activity or specification is skipped.';
CREATE AGGREGATE funnel_count_agg(case_id bigint, at timestamptz, activity text, spec funnel_spec, as_of text, working text) (
  SFUNC = csq_internal.funnel_count_append, STYPE = csq_internal.funnel_events, SSPACE = 1024,
  FINALFUNC = csq_internal.funnel_events_final, FINALFUNC_MODIFY = READ_ONLY,
  COMBINEFUNC = csq_internal.funnel_events_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE funnel_count_agg(bigint, timestamptz, text, funnel_spec, text, text) IS
'Counts of a funnel straight from the events of all cases. As of a time as it is typed, in the open time of a calendar as it is typed.';
CREATE FUNCTION csq_internal.funnel_count_append(state csq_internal.funnel_events, case_id text, at timestamptz, activity text, spec funnel_spec, as_of text, working text) RETURNS csq_internal.funnel_events
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_funnel_events_count_accum_clock_text_text';
COMMENT ON FUNCTION csq_internal.funnel_count_append(csq_internal.funnel_events, text, timestamptz, text, funnel_spec, text, text) IS
'Transition function of the one-level funnel_count_agg: adds an event to its case; a row without case, time, activity or specification is skipped.';
CREATE AGGREGATE funnel_count_agg(case_id text, at timestamptz, activity text, spec funnel_spec, as_of text, working text) (
  SFUNC = csq_internal.funnel_count_append, STYPE = csq_internal.funnel_events, SSPACE = 1024,
  FINALFUNC = csq_internal.funnel_events_final, FINALFUNC_MODIFY = READ_ONLY,
  COMBINEFUNC = csq_internal.funnel_events_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE funnel_count_agg(text, timestamptz, text, funnel_spec, text, text) IS
'Counts of a funnel straight from the events of all cases. As of a time as it is typed, in the open time of a calendar as it is typed.';
CREATE FUNCTION csq_internal.funnel_count_append(state csq_internal.funnel_events, case_id uuid, at timestamptz, activity text, spec funnel_spec, as_of text, working text) RETURNS csq_internal.funnel_events
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_funnel_events_count_accum_clock_text_uuid';
COMMENT ON FUNCTION csq_internal.funnel_count_append(csq_internal.funnel_events, uuid, timestamptz, text, funnel_spec, text, text) IS
'Transition function of the one-level funnel_count_agg: adds an event to its case; a row without case, time, activity or specification is skipped.';
CREATE AGGREGATE funnel_count_agg(case_id uuid, at timestamptz, activity text, spec funnel_spec, as_of text, working text) (
  SFUNC = csq_internal.funnel_count_append, STYPE = csq_internal.funnel_events, SSPACE = 1024,
  FINALFUNC = csq_internal.funnel_events_final, FINALFUNC_MODIFY = READ_ONLY,
  COMBINEFUNC = csq_internal.funnel_events_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE funnel_count_agg(uuid, timestamptz, text, funnel_spec, text, text) IS
'Counts of a funnel straight from the events of all cases. As of a time as it is typed, in the open time of a calendar as it is typed.';
CREATE FUNCTION csq_internal.funnel_append(state csq_internal.funnel_events, case_id bigint, at timestamptz, activity text, spec funnel_spec, as_of text, working text) RETURNS csq_internal.funnel_events
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_funnel_events_detail_accum_clock_text_bigint';
COMMENT ON FUNCTION csq_internal.funnel_append(csq_internal.funnel_events, bigint, timestamptz, text, funnel_spec, text, text) IS
'Transition function of the one-level funnel_agg: adds an event to its case; a row without case, time, activity or specification is skipped.';
CREATE AGGREGATE funnel_agg(case_id bigint, at timestamptz, activity text, spec funnel_spec, as_of text, working text) (
  SFUNC = csq_internal.funnel_append, STYPE = csq_internal.funnel_events, SSPACE = 1024,
  FINALFUNC = csq_internal.funnel_events_final, FINALFUNC_MODIFY = READ_ONLY,
  COMBINEFUNC = csq_internal.funnel_events_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE funnel_agg(bigint, timestamptz, text, funnel_spec, text, text) IS
'The funnel straight from the events of all cases. As of a time as it is typed, in the open time of a calendar as it is typed.';
CREATE FUNCTION csq_internal.funnel_append(state csq_internal.funnel_events, case_id text, at timestamptz, activity text, spec funnel_spec, as_of text, working text) RETURNS csq_internal.funnel_events
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_funnel_events_detail_accum_clock_text_text';
COMMENT ON FUNCTION csq_internal.funnel_append(csq_internal.funnel_events, text, timestamptz, text, funnel_spec, text, text) IS
'Transition function of the one-level funnel_agg: adds an event to its case; a row without case, time, activity or specification is skipped.';
CREATE AGGREGATE funnel_agg(case_id text, at timestamptz, activity text, spec funnel_spec, as_of text, working text) (
  SFUNC = csq_internal.funnel_append, STYPE = csq_internal.funnel_events, SSPACE = 1024,
  FINALFUNC = csq_internal.funnel_events_final, FINALFUNC_MODIFY = READ_ONLY,
  COMBINEFUNC = csq_internal.funnel_events_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE funnel_agg(text, timestamptz, text, funnel_spec, text, text) IS
'The funnel straight from the events of all cases. As of a time as it is typed, in the open time of a calendar as it is typed.';
CREATE FUNCTION csq_internal.funnel_append(state csq_internal.funnel_events, case_id uuid, at timestamptz, activity text, spec funnel_spec, as_of text, working text) RETURNS csq_internal.funnel_events
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_funnel_events_detail_accum_clock_text_uuid';
COMMENT ON FUNCTION csq_internal.funnel_append(csq_internal.funnel_events, uuid, timestamptz, text, funnel_spec, text, text) IS
'Transition function of the one-level funnel_agg: adds an event to its case; a row without case, time, activity or specification is skipped.';
CREATE AGGREGATE funnel_agg(case_id uuid, at timestamptz, activity text, spec funnel_spec, as_of text, working text) (
  SFUNC = csq_internal.funnel_append, STYPE = csq_internal.funnel_events, SSPACE = 1024,
  FINALFUNC = csq_internal.funnel_events_final, FINALFUNC_MODIFY = READ_ONLY,
  COMBINEFUNC = csq_internal.funnel_events_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE funnel_agg(uuid, timestamptz, text, funnel_spec, text, text) IS
'The funnel straight from the events of all cases. As of a time as it is typed, in the open time of a calendar as it is typed.';
COMMENT ON FUNCTION csq_internal.funnel_sketch_in(cstring) IS 'Text input of funnel_sketch, checked.';
COMMENT ON FUNCTION csq_internal.funnel_sketch_out(funnel_sketch) IS 'Text output of funnel_sketch: equal values print alike.';
COMMENT ON FUNCTION csq_internal.funnel_sketch_recv(internal) IS 'Binary input of funnel_sketch, checked.';
COMMENT ON FUNCTION csq_internal.funnel_sketch_send(funnel_sketch) IS 'Binary output of funnel_sketch: equal values give the same bytes on every platform.';
CREATE CAST (varchar AS funnel_sketch) WITH INOUT AS ASSIGNMENT;
COMMENT ON CAST (varchar AS funnel_sketch) IS 'The value of a text that is assigned to a column: drivers send texts as varchar.';
CREATE OR REPLACE FUNCTION csq_internal.funnel_sketch_eq(funnel_sketch, funnel_sketch) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_funnel_sketch_eq';
COMMENT ON FUNCTION csq_internal.funnel_sketch_eq(funnel_sketch, funnel_sketch) IS 'Implements =.';
CREATE OR REPLACE FUNCTION csq_internal.funnel_sketch_ne(funnel_sketch, funnel_sketch) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_funnel_sketch_ne';
COMMENT ON FUNCTION csq_internal.funnel_sketch_ne(funnel_sketch, funnel_sketch) IS 'Implements <>.';
CREATE FUNCTION csq_internal.funnel_sketch_lt(funnel_sketch, funnel_sketch) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_funnel_sketch_lt';
COMMENT ON FUNCTION csq_internal.funnel_sketch_lt(funnel_sketch, funnel_sketch) IS 'Implements <.';
CREATE FUNCTION csq_internal.funnel_sketch_le(funnel_sketch, funnel_sketch) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_funnel_sketch_le';
COMMENT ON FUNCTION csq_internal.funnel_sketch_le(funnel_sketch, funnel_sketch) IS 'Implements <=.';
CREATE FUNCTION csq_internal.funnel_sketch_gt(funnel_sketch, funnel_sketch) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_funnel_sketch_gt';
COMMENT ON FUNCTION csq_internal.funnel_sketch_gt(funnel_sketch, funnel_sketch) IS 'Implements >.';
CREATE FUNCTION csq_internal.funnel_sketch_ge(funnel_sketch, funnel_sketch) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_funnel_sketch_ge';
COMMENT ON FUNCTION csq_internal.funnel_sketch_ge(funnel_sketch, funnel_sketch) IS 'Implements >=.';
CREATE FUNCTION csq_internal.funnel_sketch_cmp(funnel_sketch, funnel_sketch) RETURNS int
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_funnel_sketch_cmp';
COMMENT ON FUNCTION csq_internal.funnel_sketch_cmp(funnel_sketch, funnel_sketch) IS 'Order of two values, for sorting and btree indexes: negative, 0 or positive.';
CREATE FUNCTION csq_internal.funnel_sketch_hash(funnel_sketch) RETURNS int
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_funnel_sketch_hash';
COMMENT ON FUNCTION csq_internal.funnel_sketch_hash(funnel_sketch) IS 'Hash that agrees with =, for GROUP BY and hash joins.';
CREATE FUNCTION csq_internal.funnel_sketch_hash_extended(funnel_sketch, bigint) RETURNS bigint
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_funnel_sketch_hash';
COMMENT ON FUNCTION csq_internal.funnel_sketch_hash_extended(funnel_sketch, bigint) IS 'The same hash with a seed, for hash partitions.';
COMMENT ON OPERATOR = (funnel_sketch, funnel_sketch) IS 'Whether both are the same value, however they came about.';
COMMENT ON OPERATOR <> (funnel_sketch, funnel_sketch) IS 'Whether the values differ.';
CREATE OPERATOR < (
  LEFTARG = funnel_sketch, RIGHTARG = funnel_sketch, FUNCTION = csq_internal.funnel_sketch_lt,
  COMMUTATOR = >, NEGATOR = >=, RESTRICT = scalarltsel, JOIN = scalarltjoinsel
);
COMMENT ON OPERATOR < (funnel_sketch, funnel_sketch) IS 'Whether the first comes before the second in the order of the canonical bytes.';
CREATE OPERATOR <= (
  LEFTARG = funnel_sketch, RIGHTARG = funnel_sketch, FUNCTION = csq_internal.funnel_sketch_le,
  COMMUTATOR = >=, NEGATOR = >, RESTRICT = scalarlesel, JOIN = scalarlejoinsel
);
COMMENT ON OPERATOR <= (funnel_sketch, funnel_sketch) IS 'Whether the first comes before the second in the order of the canonical bytes, or equals it.';
CREATE OPERATOR > (
  LEFTARG = funnel_sketch, RIGHTARG = funnel_sketch, FUNCTION = csq_internal.funnel_sketch_gt,
  COMMUTATOR = <, NEGATOR = <=, RESTRICT = scalargtsel, JOIN = scalargtjoinsel
);
COMMENT ON OPERATOR > (funnel_sketch, funnel_sketch) IS 'Whether the first comes after the second in the order of the canonical bytes.';
CREATE OPERATOR >= (
  LEFTARG = funnel_sketch, RIGHTARG = funnel_sketch, FUNCTION = csq_internal.funnel_sketch_ge,
  COMMUTATOR = <=, NEGATOR = <, RESTRICT = scalargesel, JOIN = scalargejoinsel
);
COMMENT ON OPERATOR >= (funnel_sketch, funnel_sketch) IS 'Whether the first comes after the second in the order of the canonical bytes, or equals it.';
CREATE OPERATOR CLASS funnel_sketch_ops DEFAULT FOR TYPE funnel_sketch USING hash AS
  OPERATOR 1 =,
  FUNCTION 1 csq_internal.funnel_sketch_hash(funnel_sketch),
  FUNCTION 2 csq_internal.funnel_sketch_hash_extended(funnel_sketch, bigint);
COMMENT ON OPERATOR CLASS funnel_sketch_ops USING hash IS 'Equality of funnel_sketch: grouping, hash joins and hash partitions.';
COMMENT ON OPERATOR FAMILY funnel_sketch_ops USING hash IS 'Equality of funnel_sketch: grouping, hash joins and hash partitions.';
CREATE OPERATOR CLASS funnel_sketch_ops DEFAULT FOR TYPE funnel_sketch USING btree AS
  OPERATOR 1 <,
  OPERATOR 2 <=,
  OPERATOR 3 =,
  OPERATOR 4 >=,
  OPERATOR 5 >,
  FUNCTION 1 csq_internal.funnel_sketch_cmp(funnel_sketch, funnel_sketch);
COMMENT ON OPERATOR CLASS funnel_sketch_ops USING btree IS 'Order of funnel_sketch: sorting, unique indexes and merge joins.';
COMMENT ON OPERATOR FAMILY funnel_sketch_ops USING btree IS 'Order of funnel_sketch: sorting, unique indexes and merge joins.';
CREATE FUNCTION csq_internal.funnel_sketch_json(funnel_sketch) RETURNS json
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_funnel_sketch_json';
COMMENT ON FUNCTION csq_internal.funnel_sketch_json(funnel_sketch) IS 'The text form as json; to_json, to_jsonb, json_agg and row_to_json use it.';
CREATE CAST (funnel_sketch AS json) WITH FUNCTION csq_internal.funnel_sketch_json(funnel_sketch);
COMMENT ON CAST (funnel_sketch AS json) IS 'The text form as json.';
CREATE CAST (funnel_sketch AS jsonb) WITH INOUT;
COMMENT ON CAST (funnel_sketch AS jsonb) IS 'The text form as jsonb.';
CREATE CAST (jsonb AS funnel_sketch) WITH INOUT;
COMMENT ON CAST (jsonb AS funnel_sketch) IS 'A value from its text form, checked.';
CREATE OR REPLACE FUNCTION csq_internal.funnel_sketch_combine(funnel_sketch, funnel_sketch) RETURNS funnel_sketch
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 50
AS 'MODULE_PATHNAME', 'csq_funnel_sketch_combine';
COMMENT ON FUNCTION csq_internal.funnel_sketch_combine(funnel_sketch, funnel_sketch) IS
'Implements +, and merges two states of an aggregate; a NULL adds nothing.';
COMMENT ON OPERATOR + (funnel_sketch, funnel_sketch) IS 'The periods of both, which must not overlap. A NULL adds nothing.';
CREATE OR REPLACE AGGREGATE rollup(funnel_sketch) (
  SFUNC = csq_internal.funnel_sketch_combine, STYPE = funnel_sketch, SSPACE = 1024, COMBINEFUNC = csq_internal.funnel_sketch_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE rollup(funnel_sketch) IS
'The periods of both, which must not overlap. The same in any order.';
CREATE OR REPLACE FUNCTION sketch(journey journey, spec funnel_spec) RETURNS funnel_sketch
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_sketch';
CREATE OR REPLACE FUNCTION fold(sketch funnel_sketch) RETURNS funnel_sketch
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_funnel_sketch_fold';
CREATE OR REPLACE FUNCTION level(sketch funnel_sketch) RETURNS int
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_funnel_sketch_level';
COMMENT ON FUNCTION level(funnel_sketch) IS
'The level of the case whose periods were sketched.';
COMMENT ON FUNCTION csq_internal.journey_map_in(cstring) IS 'Text input of journey_map, checked.';
COMMENT ON FUNCTION csq_internal.journey_map_out(journey_map) IS 'Text output of journey_map: equal values print alike.';
COMMENT ON FUNCTION csq_internal.journey_map_recv(internal) IS 'Binary input of journey_map, checked.';
COMMENT ON FUNCTION csq_internal.journey_map_send(journey_map) IS 'Binary output of journey_map: equal values give the same bytes on every platform.';
CREATE CAST (varchar AS journey_map) WITH INOUT AS ASSIGNMENT;
COMMENT ON CAST (varchar AS journey_map) IS 'The value of a text that is assigned to a column: drivers send texts as varchar.';
CREATE OR REPLACE FUNCTION csq_internal.journey_map_eq(journey_map, journey_map) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_journey_map_eq';
COMMENT ON FUNCTION csq_internal.journey_map_eq(journey_map, journey_map) IS 'Implements =.';
CREATE OR REPLACE FUNCTION csq_internal.journey_map_ne(journey_map, journey_map) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_journey_map_ne';
COMMENT ON FUNCTION csq_internal.journey_map_ne(journey_map, journey_map) IS 'Implements <>.';
CREATE FUNCTION csq_internal.journey_map_lt(journey_map, journey_map) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_journey_map_lt';
COMMENT ON FUNCTION csq_internal.journey_map_lt(journey_map, journey_map) IS 'Implements <.';
CREATE FUNCTION csq_internal.journey_map_le(journey_map, journey_map) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_journey_map_le';
COMMENT ON FUNCTION csq_internal.journey_map_le(journey_map, journey_map) IS 'Implements <=.';
CREATE FUNCTION csq_internal.journey_map_gt(journey_map, journey_map) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_journey_map_gt';
COMMENT ON FUNCTION csq_internal.journey_map_gt(journey_map, journey_map) IS 'Implements >.';
CREATE FUNCTION csq_internal.journey_map_ge(journey_map, journey_map) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_journey_map_ge';
COMMENT ON FUNCTION csq_internal.journey_map_ge(journey_map, journey_map) IS 'Implements >=.';
CREATE FUNCTION csq_internal.journey_map_cmp(journey_map, journey_map) RETURNS int
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_journey_map_cmp';
COMMENT ON FUNCTION csq_internal.journey_map_cmp(journey_map, journey_map) IS 'Order of two values, for sorting and btree indexes: negative, 0 or positive.';
CREATE FUNCTION csq_internal.journey_map_hash(journey_map) RETURNS int
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_journey_map_hash';
COMMENT ON FUNCTION csq_internal.journey_map_hash(journey_map) IS 'Hash that agrees with =, for GROUP BY and hash joins.';
CREATE FUNCTION csq_internal.journey_map_hash_extended(journey_map, bigint) RETURNS bigint
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_journey_map_hash';
COMMENT ON FUNCTION csq_internal.journey_map_hash_extended(journey_map, bigint) IS 'The same hash with a seed, for hash partitions.';
COMMENT ON OPERATOR = (journey_map, journey_map) IS 'Whether both are the same value, however they came about.';
COMMENT ON OPERATOR <> (journey_map, journey_map) IS 'Whether the values differ.';
CREATE OPERATOR < (
  LEFTARG = journey_map, RIGHTARG = journey_map, FUNCTION = csq_internal.journey_map_lt,
  COMMUTATOR = >, NEGATOR = >=, RESTRICT = scalarltsel, JOIN = scalarltjoinsel
);
COMMENT ON OPERATOR < (journey_map, journey_map) IS 'Whether the first comes before the second in the order of the canonical bytes.';
CREATE OPERATOR <= (
  LEFTARG = journey_map, RIGHTARG = journey_map, FUNCTION = csq_internal.journey_map_le,
  COMMUTATOR = >=, NEGATOR = >, RESTRICT = scalarlesel, JOIN = scalarlejoinsel
);
COMMENT ON OPERATOR <= (journey_map, journey_map) IS 'Whether the first comes before the second in the order of the canonical bytes, or equals it.';
CREATE OPERATOR > (
  LEFTARG = journey_map, RIGHTARG = journey_map, FUNCTION = csq_internal.journey_map_gt,
  COMMUTATOR = <, NEGATOR = <=, RESTRICT = scalargtsel, JOIN = scalargtjoinsel
);
COMMENT ON OPERATOR > (journey_map, journey_map) IS 'Whether the first comes after the second in the order of the canonical bytes.';
CREATE OPERATOR >= (
  LEFTARG = journey_map, RIGHTARG = journey_map, FUNCTION = csq_internal.journey_map_ge,
  COMMUTATOR = <=, NEGATOR = <, RESTRICT = scalargesel, JOIN = scalargejoinsel
);
COMMENT ON OPERATOR >= (journey_map, journey_map) IS 'Whether the first comes after the second in the order of the canonical bytes, or equals it.';
CREATE OPERATOR CLASS journey_map_ops DEFAULT FOR TYPE journey_map USING hash AS
  OPERATOR 1 =,
  FUNCTION 1 csq_internal.journey_map_hash(journey_map),
  FUNCTION 2 csq_internal.journey_map_hash_extended(journey_map, bigint);
COMMENT ON OPERATOR CLASS journey_map_ops USING hash IS 'Equality of journey_map: grouping, hash joins and hash partitions.';
COMMENT ON OPERATOR FAMILY journey_map_ops USING hash IS 'Equality of journey_map: grouping, hash joins and hash partitions.';
CREATE OPERATOR CLASS journey_map_ops DEFAULT FOR TYPE journey_map USING btree AS
  OPERATOR 1 <,
  OPERATOR 2 <=,
  OPERATOR 3 =,
  OPERATOR 4 >=,
  OPERATOR 5 >,
  FUNCTION 1 csq_internal.journey_map_cmp(journey_map, journey_map);
COMMENT ON OPERATOR CLASS journey_map_ops USING btree IS 'Order of journey_map: sorting, unique indexes and merge joins.';
COMMENT ON OPERATOR FAMILY journey_map_ops USING btree IS 'Order of journey_map: sorting, unique indexes and merge joins.';
CREATE FUNCTION csq_internal.journey_map_json(journey_map) RETURNS json
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 500
AS 'MODULE_PATHNAME', 'csq_journey_map_json';
COMMENT ON FUNCTION csq_internal.journey_map_json(journey_map) IS 'The text form as json; to_json, to_jsonb, json_agg and row_to_json use it.';
CREATE CAST (journey_map AS json) WITH FUNCTION csq_internal.journey_map_json(journey_map);
COMMENT ON CAST (journey_map AS json) IS 'The text form as json.';
CREATE CAST (journey_map AS jsonb) WITH INOUT;
COMMENT ON CAST (journey_map AS jsonb) IS 'The text form as jsonb.';
CREATE CAST (jsonb AS journey_map) WITH INOUT;
COMMENT ON CAST (jsonb AS journey_map) IS 'A value from its text form, checked.';
CREATE FUNCTION csq_internal.journey_map_combine(journey_map, journey_map) RETURNS journey_map
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1000
AS 'MODULE_PATHNAME', 'csq_journey_map_combine';
COMMENT ON FUNCTION csq_internal.journey_map_combine(journey_map, journey_map) IS
'Implements +, and merges two states of an aggregate; a NULL adds nothing.';
CREATE OPERATOR + (LEFTARG = journey_map, RIGHTARG = journey_map, FUNCTION = csq_internal.journey_map_combine, COMMUTATOR = +);
COMMENT ON OPERATOR + (journey_map, journey_map) IS 'The journeys of both. A NULL adds nothing.';
CREATE OR REPLACE AGGREGATE rollup(journey_map) (
  SFUNC = csq_internal.journey_map_combine, STYPE = journey_map, SSPACE = 8192, COMBINEFUNC = csq_internal.journey_map_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE rollup(journey_map) IS
'The journeys of both. The same in any order.';
CREATE OR REPLACE FUNCTION csq_internal.journey_map_append(state journey_map, journey journey) RETURNS journey_map
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 50
AS 'MODULE_PATHNAME', 'csq_journey_map_accum';
CREATE OR REPLACE FUNCTION csq_internal.journey_map_append(state journey_map, journey journey, working calendar) RETURNS journey_map
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_journey_map_accum';
CREATE OR REPLACE AGGREGATE journey_map_agg(journey journey) (
  SFUNC = csq_internal.journey_map_append, STYPE = journey_map, SSPACE = 8192,
  COMBINEFUNC = csq_internal.journey_map_combine, PARALLEL = SAFE
);
CREATE OR REPLACE AGGREGATE journey_map_agg(journey journey, working calendar) (
  SFUNC = csq_internal.journey_map_append, STYPE = journey_map, SSPACE = 8192,
  COMBINEFUNC = csq_internal.journey_map_combine, PARALLEL = SAFE
);
CREATE OR REPLACE FUNCTION stages(map journey_map, confidence float8 DEFAULT 0.95, OUT stage text, OUT journeys int8, OUT share float8, OUT place float8,
                       OUT went_on float8, OUT went_on_lo float8, OUT went_on_hi float8, OUT next_stage text, OUT next_share float8,
                       OUT mean interval, OUT p50 interval, OUT p90 interval,
                       OUT num_values int8, OUT emotion float8, OUT emotion_lo float8, OUT emotion_hi float8,
                       OUT touches float8, OUT repeats float8, OUT switches float8) RETURNS SETOF record
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 500 ROWS 12 SUPPORT csq_internal.rows_support
AS 'MODULE_PATHNAME', 'csq_map_stages';
COMMENT ON FUNCTION stages(journey_map, float8) IS
'The stages in the order in which they come: volume, the share of journeys that went on from them and where to, the time until the next stage, the mean value of their events, and touches, repeats and changes of channel per journey.';
CREATE OR REPLACE FUNCTION touchpoints(map journey_map, confidence float8 DEFAULT 0.95, OUT activity text, OUT channel text, OUT n int8, OUT journeys int8, OUT share float8,
                            OUT num_values int8, OUT emotion float8, OUT emotion_lo float8, OUT emotion_hi float8) RETURNS SETOF record
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 500 ROWS 30 SUPPORT csq_internal.rows_support
AS 'MODULE_PATHNAME', 'csq_map_touchpoints';
CREATE OR REPLACE FUNCTION emotion_curve(map journey_map, bins int DEFAULT 10, confidence float8 DEFAULT 0.95, OUT position_from float8, OUT position_to float8,
                              OUT num_values int8, OUT mean float8, OUT lo float8, OUT hi float8) RETURNS SETOF record
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 500 ROWS 10 SUPPORT csq_internal.rows_support
AS 'MODULE_PATHNAME', 'csq_map_emotion_curve';
CREATE OR REPLACE FUNCTION stage_flow(map journey_map, OUT source text, OUT target text, OUT n int8, OUT share float8) RETURNS SETOF record
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 500 ROWS 40 SUPPORT csq_internal.rows_support
AS 'MODULE_PATHNAME', 'csq_map_stage_flow';
CREATE OR REPLACE FUNCTION channel_flow(map journey_map, OUT source text, OUT target text, OUT n int8, OUT share float8) RETURNS SETOF record
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 500 ROWS 20 SUPPORT csq_internal.rows_support
AS 'MODULE_PATHNAME', 'csq_map_channel_flow';
CREATE OR REPLACE FUNCTION containment(map journey_map, confidence float8 DEFAULT 0.95, OUT channel text, OUT journeys int8, OUT contained int8, OUT share float8, OUT lo float8, OUT hi float8) RETURNS SETOF record
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 500 ROWS 6 SUPPORT csq_internal.rows_support
AS 'MODULE_PATHNAME', 'csq_map_containment';
COMMENT ON FUNCTION containment(journey_map, float8) IS
'The journeys that began in a channel, and the share of them that never left it.';
CREATE OR REPLACE FUNCTION num_journeys(map journey_map) RETURNS int8
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_map_num_journeys';
COMMENT ON FUNCTION csq_internal.process_events_in(cstring) IS 'Text input of csq_internal.process_events, checked.';
COMMENT ON FUNCTION csq_internal.process_events_out(csq_internal.process_events) IS 'Text output of csq_internal.process_events: equal values print alike.';
COMMENT ON FUNCTION csq_internal.process_events_recv(internal) IS 'Binary input of csq_internal.process_events, checked.';
COMMENT ON FUNCTION csq_internal.process_events_send(csq_internal.process_events) IS 'Binary output of csq_internal.process_events: equal values give the same bytes on every platform.';
CREATE FUNCTION csq_internal.process_events_combine(csq_internal.process_events, csq_internal.process_events) RETURNS csq_internal.process_events
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 50
AS 'MODULE_PATHNAME', 'csq_process_events_combine';
COMMENT ON FUNCTION csq_internal.process_events_combine(csq_internal.process_events, csq_internal.process_events) IS 'Merges two states of an aggregate; a NULL adds nothing.';
COMMENT ON FUNCTION csq_internal.process_in(cstring) IS 'Text input of process, checked.';
COMMENT ON FUNCTION csq_internal.process_out(process) IS 'Text output of process: equal values print alike.';
COMMENT ON FUNCTION csq_internal.process_recv(internal) IS 'Binary input of process, checked.';
COMMENT ON FUNCTION csq_internal.process_send(process) IS 'Binary output of process: equal values give the same bytes on every platform.';
CREATE CAST (varchar AS process) WITH INOUT AS ASSIGNMENT;
COMMENT ON CAST (varchar AS process) IS 'The value of a text that is assigned to a column: drivers send texts as varchar.';
CREATE OR REPLACE FUNCTION csq_internal.process_eq(process, process) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_process_eq';
COMMENT ON FUNCTION csq_internal.process_eq(process, process) IS 'Implements =.';
CREATE OR REPLACE FUNCTION csq_internal.process_ne(process, process) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_process_ne';
COMMENT ON FUNCTION csq_internal.process_ne(process, process) IS 'Implements <>.';
CREATE FUNCTION csq_internal.process_lt(process, process) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_process_lt';
COMMENT ON FUNCTION csq_internal.process_lt(process, process) IS 'Implements <.';
CREATE FUNCTION csq_internal.process_le(process, process) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_process_le';
COMMENT ON FUNCTION csq_internal.process_le(process, process) IS 'Implements <=.';
CREATE FUNCTION csq_internal.process_gt(process, process) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_process_gt';
COMMENT ON FUNCTION csq_internal.process_gt(process, process) IS 'Implements >.';
CREATE FUNCTION csq_internal.process_ge(process, process) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_process_ge';
COMMENT ON FUNCTION csq_internal.process_ge(process, process) IS 'Implements >=.';
CREATE FUNCTION csq_internal.process_cmp(process, process) RETURNS int
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_process_cmp';
COMMENT ON FUNCTION csq_internal.process_cmp(process, process) IS 'Order of two values, for sorting and btree indexes: negative, 0 or positive.';
CREATE FUNCTION csq_internal.process_hash(process) RETURNS int
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_process_hash';
COMMENT ON FUNCTION csq_internal.process_hash(process) IS 'Hash that agrees with =, for GROUP BY and hash joins.';
CREATE FUNCTION csq_internal.process_hash_extended(process, bigint) RETURNS bigint
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_process_hash';
COMMENT ON FUNCTION csq_internal.process_hash_extended(process, bigint) IS 'The same hash with a seed, for hash partitions.';
COMMENT ON OPERATOR = (process, process) IS 'Whether both are the same value, however they came about.';
COMMENT ON OPERATOR <> (process, process) IS 'Whether the values differ.';
CREATE OPERATOR < (
  LEFTARG = process, RIGHTARG = process, FUNCTION = csq_internal.process_lt,
  COMMUTATOR = >, NEGATOR = >=, RESTRICT = scalarltsel, JOIN = scalarltjoinsel
);
COMMENT ON OPERATOR < (process, process) IS 'Whether the first comes before the second in the order of the canonical bytes.';
CREATE OPERATOR <= (
  LEFTARG = process, RIGHTARG = process, FUNCTION = csq_internal.process_le,
  COMMUTATOR = >=, NEGATOR = >, RESTRICT = scalarlesel, JOIN = scalarlejoinsel
);
COMMENT ON OPERATOR <= (process, process) IS 'Whether the first comes before the second in the order of the canonical bytes, or equals it.';
CREATE OPERATOR > (
  LEFTARG = process, RIGHTARG = process, FUNCTION = csq_internal.process_gt,
  COMMUTATOR = <, NEGATOR = <=, RESTRICT = scalargtsel, JOIN = scalargtjoinsel
);
COMMENT ON OPERATOR > (process, process) IS 'Whether the first comes after the second in the order of the canonical bytes.';
CREATE OPERATOR >= (
  LEFTARG = process, RIGHTARG = process, FUNCTION = csq_internal.process_ge,
  COMMUTATOR = <=, NEGATOR = <, RESTRICT = scalargesel, JOIN = scalargejoinsel
);
COMMENT ON OPERATOR >= (process, process) IS 'Whether the first comes after the second in the order of the canonical bytes, or equals it.';
CREATE OPERATOR CLASS process_ops DEFAULT FOR TYPE process USING hash AS
  OPERATOR 1 =,
  FUNCTION 1 csq_internal.process_hash(process),
  FUNCTION 2 csq_internal.process_hash_extended(process, bigint);
COMMENT ON OPERATOR CLASS process_ops USING hash IS 'Equality of process: grouping, hash joins and hash partitions.';
COMMENT ON OPERATOR FAMILY process_ops USING hash IS 'Equality of process: grouping, hash joins and hash partitions.';
CREATE OPERATOR CLASS process_ops DEFAULT FOR TYPE process USING btree AS
  OPERATOR 1 <,
  OPERATOR 2 <=,
  OPERATOR 3 =,
  OPERATOR 4 >=,
  OPERATOR 5 >,
  FUNCTION 1 csq_internal.process_cmp(process, process);
COMMENT ON OPERATOR CLASS process_ops USING btree IS 'Order of process: sorting, unique indexes and merge joins.';
COMMENT ON OPERATOR FAMILY process_ops USING btree IS 'Order of process: sorting, unique indexes and merge joins.';
CREATE FUNCTION csq_internal.process_json(process) RETURNS json
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_process_json';
COMMENT ON FUNCTION csq_internal.process_json(process) IS 'The text form as json; to_json, to_jsonb, json_agg and row_to_json use it.';
CREATE CAST (process AS json) WITH FUNCTION csq_internal.process_json(process);
COMMENT ON CAST (process AS json) IS 'The text form as json.';
CREATE CAST (process AS jsonb) WITH INOUT;
COMMENT ON CAST (process AS jsonb) IS 'The text form as jsonb.';
CREATE CAST (jsonb AS process) WITH INOUT;
COMMENT ON CAST (jsonb AS process) IS 'A value from its text form, checked.';
CREATE OR REPLACE FUNCTION csq_internal.process_combine(process, process) RETURNS process
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_process_combine';
COMMENT ON FUNCTION csq_internal.process_combine(process, process) IS
'Implements +, and merges two states of an aggregate; a NULL adds nothing.';
COMMENT ON OPERATOR + (process, process) IS 'The cases of both, which must be different cases. A NULL adds nothing.';
CREATE OR REPLACE AGGREGATE rollup(process) (
  SFUNC = csq_internal.process_combine, STYPE = process, SSPACE = 8192, COMBINEFUNC = csq_internal.process_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE rollup(process) IS
'The cases of both, which must be different cases. The same in any order.';
CREATE FUNCTION csq_internal.process_append(state csq_internal.process_events, case_id bigint, at timestamptz, activity text) RETURNS csq_internal.process_events
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'csq_process_accum_bigint';
COMMENT ON FUNCTION csq_internal.process_append(csq_internal.process_events, bigint, timestamptz, text) IS
'Transition function of process_agg: adds an event to its case; a row without case, time or activity is skipped.';
CREATE FUNCTION csq_internal.process_append(state csq_internal.process_events, case_id text, at timestamptz, activity text) RETURNS csq_internal.process_events
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'csq_process_accum_text';
COMMENT ON FUNCTION csq_internal.process_append(csq_internal.process_events, text, timestamptz, text) IS
'Transition function of process_agg: adds an event to its case; a row without case, time or activity is skipped.';
CREATE FUNCTION csq_internal.process_append(state csq_internal.process_events, case_id uuid, at timestamptz, activity text) RETURNS csq_internal.process_events
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'csq_process_accum_uuid';
COMMENT ON FUNCTION csq_internal.process_append(csq_internal.process_events, uuid, timestamptz, text) IS
'Transition function of process_agg: adds an event to its case; a row without case, time or activity is skipped.';
CREATE FUNCTION csq_internal.process_append(state csq_internal.process_events, case_id bigint, at timestamptz, activity text, resource text) RETURNS csq_internal.process_events
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'csq_process_accum_bigint';
COMMENT ON FUNCTION csq_internal.process_append(csq_internal.process_events, bigint, timestamptz, text, text) IS
'Transition function of process_agg: adds an event to its case; a row without case, time or activity is skipped.';
CREATE FUNCTION csq_internal.process_append(state csq_internal.process_events, case_id text, at timestamptz, activity text, resource text) RETURNS csq_internal.process_events
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'csq_process_accum_text';
COMMENT ON FUNCTION csq_internal.process_append(csq_internal.process_events, text, timestamptz, text, text) IS
'Transition function of process_agg: adds an event to its case; a row without case, time or activity is skipped.';
CREATE FUNCTION csq_internal.process_append(state csq_internal.process_events, case_id uuid, at timestamptz, activity text, resource text) RETURNS csq_internal.process_events
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'csq_process_accum_uuid';
COMMENT ON FUNCTION csq_internal.process_append(csq_internal.process_events, uuid, timestamptz, text, text) IS
'Transition function of process_agg: adds an event to its case; a row without case, time or activity is skipped.';
CREATE OR REPLACE FUNCTION csq_internal.process_append(state csq_internal.process_events, journey journey) RETURNS csq_internal.process_events
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 20
AS 'MODULE_PATHNAME', 'csq_process_accum_journey';
COMMENT ON FUNCTION csq_internal.process_append(csq_internal.process_events, journey) IS
'Transition function of process_agg: adds the events of a journey as one case; NULL is skipped.';
CREATE FUNCTION csq_internal.process_append(state csq_internal.process_events, case_id bigint, at timestamptz, activity text, resource text, calendar calendar) RETURNS csq_internal.process_events
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'csq_process_accum_bigint';
COMMENT ON FUNCTION csq_internal.process_append(csq_internal.process_events, bigint, timestamptz, text, text, calendar) IS
'Transition function of process_agg: adds an event to its case; times are business time of the calendar, which is the same in all rows.';
CREATE FUNCTION csq_internal.process_append(state csq_internal.process_events, case_id text, at timestamptz, activity text, resource text, calendar calendar) RETURNS csq_internal.process_events
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'csq_process_accum_text';
COMMENT ON FUNCTION csq_internal.process_append(csq_internal.process_events, text, timestamptz, text, text, calendar) IS
'Transition function of process_agg: adds an event to its case; times are business time of the calendar, which is the same in all rows.';
CREATE FUNCTION csq_internal.process_append(state csq_internal.process_events, case_id uuid, at timestamptz, activity text, resource text, calendar calendar) RETURNS csq_internal.process_events
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'csq_process_accum_uuid';
COMMENT ON FUNCTION csq_internal.process_append(csq_internal.process_events, uuid, timestamptz, text, text, calendar) IS
'Transition function of process_agg: adds an event to its case; times are business time of the calendar, which is the same in all rows.';
CREATE FUNCTION csq_internal.process_append(state csq_internal.process_events, case_id bigint, at timestamptz, activity text, calendar calendar) RETURNS csq_internal.process_events
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'csq_process_accum_calendar_bigint';
COMMENT ON FUNCTION csq_internal.process_append(csq_internal.process_events, bigint, timestamptz, text, calendar) IS
'Transition function of process_agg: adds an event to its case; times are business time of the calendar, which is the same in all rows.';
CREATE FUNCTION csq_internal.process_append(state csq_internal.process_events, case_id text, at timestamptz, activity text, calendar calendar) RETURNS csq_internal.process_events
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'csq_process_accum_calendar_text';
COMMENT ON FUNCTION csq_internal.process_append(csq_internal.process_events, text, timestamptz, text, calendar) IS
'Transition function of process_agg: adds an event to its case; times are business time of the calendar, which is the same in all rows.';
CREATE FUNCTION csq_internal.process_append(state csq_internal.process_events, case_id uuid, at timestamptz, activity text, calendar calendar) RETURNS csq_internal.process_events
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'csq_process_accum_calendar_uuid';
COMMENT ON FUNCTION csq_internal.process_append(csq_internal.process_events, uuid, timestamptz, text, calendar) IS
'Transition function of process_agg: adds an event to its case; times are business time of the calendar, which is the same in all rows.';
CREATE OR REPLACE FUNCTION csq_internal.process_append(state csq_internal.process_events, journey journey, calendar calendar) RETURNS csq_internal.process_events
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 20
AS 'MODULE_PATHNAME', 'csq_process_accum_journey';
COMMENT ON FUNCTION csq_internal.process_append(csq_internal.process_events, journey, calendar) IS
'Transition function of process_agg: adds the events of a journey as one case; times are business time of the calendar, which is the same in all rows.';
CREATE FUNCTION csq_internal.process_events_final(events csq_internal.process_events) RETURNS process
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1000
AS 'MODULE_PATHNAME', 'csq_process_final';
COMMENT ON FUNCTION csq_internal.process_events_final(csq_internal.process_events) IS
'The process behind collected events. Final function of process_agg.';
CREATE AGGREGATE process_agg(case_id bigint, at timestamptz, activity text) (
  SFUNC = csq_internal.process_append, STYPE = csq_internal.process_events, SSPACE = 1024,
  FINALFUNC = csq_internal.process_events_final,
  COMBINEFUNC = csq_internal.process_events_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE process_agg(bigint, timestamptz, text) IS
'The process behind a log of events, whatever the order of the rows. The case id is an integer, a text or a uuid. Rows without case, time or activity are skipped.';
CREATE AGGREGATE process_agg(case_id bigint, at timestamptz, activity text, resource text) (
  SFUNC = csq_internal.process_append, STYPE = csq_internal.process_events, SSPACE = 1024,
  FINALFUNC = csq_internal.process_events_final,
  COMBINEFUNC = csq_internal.process_events_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE process_agg(bigint, timestamptz, text, text) IS
'The process behind a log of events, with the resource (person, team, channel) of each, which may be NULL, for handovers.';
CREATE AGGREGATE process_agg(case_id text, at timestamptz, activity text) (
  SFUNC = csq_internal.process_append, STYPE = csq_internal.process_events, SSPACE = 1024,
  FINALFUNC = csq_internal.process_events_final,
  COMBINEFUNC = csq_internal.process_events_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE process_agg(text, timestamptz, text) IS
'The process behind a log of events, whatever the order of the rows. The case id is an integer, a text or a uuid. Rows without case, time or activity are skipped.';
CREATE AGGREGATE process_agg(case_id text, at timestamptz, activity text, resource text) (
  SFUNC = csq_internal.process_append, STYPE = csq_internal.process_events, SSPACE = 1024,
  FINALFUNC = csq_internal.process_events_final,
  COMBINEFUNC = csq_internal.process_events_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE process_agg(text, timestamptz, text, text) IS
'The process behind a log of events, with the resource (person, team, channel) of each, which may be NULL, for handovers.';
CREATE AGGREGATE process_agg(case_id uuid, at timestamptz, activity text) (
  SFUNC = csq_internal.process_append, STYPE = csq_internal.process_events, SSPACE = 1024,
  FINALFUNC = csq_internal.process_events_final,
  COMBINEFUNC = csq_internal.process_events_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE process_agg(uuid, timestamptz, text) IS
'The process behind a log of events, whatever the order of the rows. The case id is an integer, a text or a uuid. Rows without case, time or activity are skipped.';
CREATE AGGREGATE process_agg(case_id uuid, at timestamptz, activity text, resource text) (
  SFUNC = csq_internal.process_append, STYPE = csq_internal.process_events, SSPACE = 1024,
  FINALFUNC = csq_internal.process_events_final,
  COMBINEFUNC = csq_internal.process_events_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE process_agg(uuid, timestamptz, text, text) IS
'The process behind a log of events, with the resource (person, team, channel) of each, which may be NULL, for handovers.';
CREATE OR REPLACE AGGREGATE process_agg(journey journey) (
  SFUNC = csq_internal.process_append, STYPE = csq_internal.process_events, SSPACE = 1024,
  FINALFUNC = csq_internal.process_events_final,
  COMBINEFUNC = csq_internal.process_events_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE process_agg(journey) IS
'The process behind journeys, each of which is a case; channels are the resources. The same result as from the events themselves.';
CREATE AGGREGATE process_agg(case_id bigint, at timestamptz, activity text, resource text, calendar calendar) (
  SFUNC = csq_internal.process_append, STYPE = csq_internal.process_events, SSPACE = 1024,
  FINALFUNC = csq_internal.process_events_final,
  COMBINEFUNC = csq_internal.process_events_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE process_agg(bigint, timestamptz, text, text, calendar) IS
'The process behind a log of events with its times in business time of a calendar; the order of events is that of physical time. The resource may be NULL, the calendar not.';
CREATE AGGREGATE process_agg(case_id bigint, at timestamptz, activity text, calendar calendar) (
  SFUNC = csq_internal.process_append, STYPE = csq_internal.process_events, SSPACE = 1024,
  FINALFUNC = csq_internal.process_events_final,
  COMBINEFUNC = csq_internal.process_events_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE process_agg(bigint, timestamptz, text, calendar) IS
'The process behind a log of events without resources, with its times in business time of a calendar. A literal needs its cast: without one it would be the resource, and is refused.';
CREATE AGGREGATE process_agg(case_id text, at timestamptz, activity text, resource text, calendar calendar) (
  SFUNC = csq_internal.process_append, STYPE = csq_internal.process_events, SSPACE = 1024,
  FINALFUNC = csq_internal.process_events_final,
  COMBINEFUNC = csq_internal.process_events_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE process_agg(text, timestamptz, text, text, calendar) IS
'The process behind a log of events with its times in business time of a calendar; the order of events is that of physical time. The resource may be NULL, the calendar not.';
CREATE AGGREGATE process_agg(case_id text, at timestamptz, activity text, calendar calendar) (
  SFUNC = csq_internal.process_append, STYPE = csq_internal.process_events, SSPACE = 1024,
  FINALFUNC = csq_internal.process_events_final,
  COMBINEFUNC = csq_internal.process_events_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE process_agg(text, timestamptz, text, calendar) IS
'The process behind a log of events without resources, with its times in business time of a calendar. A literal needs its cast: without one it would be the resource, and is refused.';
CREATE AGGREGATE process_agg(case_id uuid, at timestamptz, activity text, resource text, calendar calendar) (
  SFUNC = csq_internal.process_append, STYPE = csq_internal.process_events, SSPACE = 1024,
  FINALFUNC = csq_internal.process_events_final,
  COMBINEFUNC = csq_internal.process_events_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE process_agg(uuid, timestamptz, text, text, calendar) IS
'The process behind a log of events with its times in business time of a calendar; the order of events is that of physical time. The resource may be NULL, the calendar not.';
CREATE AGGREGATE process_agg(case_id uuid, at timestamptz, activity text, calendar calendar) (
  SFUNC = csq_internal.process_append, STYPE = csq_internal.process_events, SSPACE = 1024,
  FINALFUNC = csq_internal.process_events_final,
  COMBINEFUNC = csq_internal.process_events_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE process_agg(uuid, timestamptz, text, calendar) IS
'The process behind a log of events without resources, with its times in business time of a calendar. A literal needs its cast: without one it would be the resource, and is refused.';
CREATE OR REPLACE AGGREGATE process_agg(journey journey, calendar calendar) (
  SFUNC = csq_internal.process_append, STYPE = csq_internal.process_events, SSPACE = 1024,
  FINALFUNC = csq_internal.process_events_final,
  COMBINEFUNC = csq_internal.process_events_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE process_agg(journey, calendar) IS
'The process behind journeys with its times in business time of a calendar. The same result as from the events themselves.';
CREATE OR REPLACE FUNCTION edges(process process, OUT source text, OUT target text, OUT n int8, OUT cases int8, OUT mean interval, OUT stddev interval, OUT p50 interval, OUT p90 interval, OUT min interval, OUT max interval, OUT total interval) RETURNS SETOF record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 500 ROWS 60 SUPPORT csq_internal.rows_support
AS 'MODULE_PATHNAME', 'csq_edges';
COMMENT ON FUNCTION edges(process) IS
'How often and how fast target directly follows source; p50 and p90 are exact up to 512 different times, else within 1 %.';
CREATE OR REPLACE FUNCTION activities(process process, OUT activity text, OUT n int8, OUT cases int8, OUT starts int8, OUT ends int8, OUT reworked_cases int8, OUT self_loops int8, OUT repetitions int8) RETURNS SETOF record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 500 ROWS 20 SUPPORT csq_internal.rows_support
AS 'MODULE_PATHNAME', 'csq_activities';
CREATE OR REPLACE FUNCTION eventually_follows(process process, OUT source text, OUT target text, OUT n int8, OUT cases int8) RETURNS SETOF record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2000 ROWS 100
AS 'MODULE_PATHNAME', 'csq_eventually_follows';
CREATE OR REPLACE FUNCTION variants(process process, top int DEFAULT 10, OUT rank int, OUT n int8, OUT share float8, OUT cumulative float8, OUT path text[], OUT mean_duration interval) RETURNS SETOF record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 500 ROWS 10 SUPPORT csq_internal.rows_support
AS 'MODULE_PATHNAME', 'csq_variants';
CREATE OR REPLACE FUNCTION throughput(process process, fraction float8 DEFAULT 0.5) RETURNS interval
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 500
AS 'MODULE_PATHNAME', 'csq_throughput';
CREATE OR REPLACE FUNCTION num_cases(process process) RETURNS int8
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 500
AS 'MODULE_PATHNAME', 'csq_process_num_cases';
CREATE OR REPLACE FUNCTION calendar_of(process process) RETURNS calendar
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 500
AS 'MODULE_PATHNAME', 'csq_process_calendar_of';
CREATE OR REPLACE FUNCTION handovers(process process, OUT source text, OUT target text, OUT n int8) RETURNS SETOF record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 500 ROWS 40 SUPPORT csq_internal.rows_support
AS 'MODULE_PATHNAME', 'csq_handovers';
CREATE OR REPLACE FUNCTION bottlenecks(process process, top int DEFAULT 10, OUT source text, OUT target text, OUT n int8, OUT mean interval, OUT excess_wait interval, OUT share_of_total_wait float8) RETURNS SETOF record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 500 ROWS 10 SUPPORT csq_internal.rows_support
AS 'MODULE_PATHNAME', 'csq_bottlenecks';
COMMENT ON FUNCTION compare(process, process, float8) IS
'Each activity and each edge of two processes: the share of the cases that have it, its change, after minus before, with Newcombe interval and pooled score test, and the mean time on the edge.';
CREATE OR REPLACE FUNCTION to_mermaid(process process, top int DEFAULT 100, measure text DEFAULT 'n') RETURNS text
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1000
AS 'MODULE_PATHNAME', 'csq_to_mermaid';
CREATE OR REPLACE FUNCTION to_dot(process process, top int DEFAULT 100, measure text DEFAULT 'n') RETURNS text
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1000
AS 'MODULE_PATHNAME', 'csq_to_dot';
COMMENT ON FUNCTION csq_internal.identity_graph_in(cstring) IS 'Text input of identity_graph, checked.';
COMMENT ON FUNCTION csq_internal.identity_graph_out(identity_graph) IS 'Text output of identity_graph: equal values print alike.';
COMMENT ON FUNCTION csq_internal.identity_graph_recv(internal) IS 'Binary input of identity_graph, checked.';
COMMENT ON FUNCTION csq_internal.identity_graph_send(identity_graph) IS 'Binary output of identity_graph: equal values give the same bytes on every platform.';
CREATE CAST (varchar AS identity_graph) WITH INOUT AS ASSIGNMENT;
COMMENT ON CAST (varchar AS identity_graph) IS 'The value of a text that is assigned to a column: drivers send texts as varchar.';
CREATE OR REPLACE FUNCTION csq_internal.identity_graph_eq(identity_graph, identity_graph) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_identity_graph_eq';
COMMENT ON FUNCTION csq_internal.identity_graph_eq(identity_graph, identity_graph) IS 'Implements =.';
CREATE OR REPLACE FUNCTION csq_internal.identity_graph_ne(identity_graph, identity_graph) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_identity_graph_ne';
COMMENT ON FUNCTION csq_internal.identity_graph_ne(identity_graph, identity_graph) IS 'Implements <>.';
CREATE FUNCTION csq_internal.identity_graph_lt(identity_graph, identity_graph) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_identity_graph_lt';
COMMENT ON FUNCTION csq_internal.identity_graph_lt(identity_graph, identity_graph) IS 'Implements <.';
CREATE FUNCTION csq_internal.identity_graph_le(identity_graph, identity_graph) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_identity_graph_le';
COMMENT ON FUNCTION csq_internal.identity_graph_le(identity_graph, identity_graph) IS 'Implements <=.';
CREATE FUNCTION csq_internal.identity_graph_gt(identity_graph, identity_graph) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_identity_graph_gt';
COMMENT ON FUNCTION csq_internal.identity_graph_gt(identity_graph, identity_graph) IS 'Implements >.';
CREATE FUNCTION csq_internal.identity_graph_ge(identity_graph, identity_graph) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_identity_graph_ge';
COMMENT ON FUNCTION csq_internal.identity_graph_ge(identity_graph, identity_graph) IS 'Implements >=.';
CREATE FUNCTION csq_internal.identity_graph_cmp(identity_graph, identity_graph) RETURNS int
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_identity_graph_cmp';
COMMENT ON FUNCTION csq_internal.identity_graph_cmp(identity_graph, identity_graph) IS 'Order of two values, for sorting and btree indexes: negative, 0 or positive.';
CREATE FUNCTION csq_internal.identity_graph_hash(identity_graph) RETURNS int
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_identity_graph_hash';
COMMENT ON FUNCTION csq_internal.identity_graph_hash(identity_graph) IS 'Hash that agrees with =, for GROUP BY and hash joins.';
CREATE FUNCTION csq_internal.identity_graph_hash_extended(identity_graph, bigint) RETURNS bigint
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_identity_graph_hash';
COMMENT ON FUNCTION csq_internal.identity_graph_hash_extended(identity_graph, bigint) IS 'The same hash with a seed, for hash partitions.';
COMMENT ON OPERATOR = (identity_graph, identity_graph) IS 'Whether both are the same value, however they came about.';
COMMENT ON OPERATOR <> (identity_graph, identity_graph) IS 'Whether the values differ.';
CREATE OPERATOR < (
  LEFTARG = identity_graph, RIGHTARG = identity_graph, FUNCTION = csq_internal.identity_graph_lt,
  COMMUTATOR = >, NEGATOR = >=, RESTRICT = scalarltsel, JOIN = scalarltjoinsel
);
COMMENT ON OPERATOR < (identity_graph, identity_graph) IS 'Whether the first comes before the second in the order of the canonical bytes.';
CREATE OPERATOR <= (
  LEFTARG = identity_graph, RIGHTARG = identity_graph, FUNCTION = csq_internal.identity_graph_le,
  COMMUTATOR = >=, NEGATOR = >, RESTRICT = scalarlesel, JOIN = scalarlejoinsel
);
COMMENT ON OPERATOR <= (identity_graph, identity_graph) IS 'Whether the first comes before the second in the order of the canonical bytes, or equals it.';
CREATE OPERATOR > (
  LEFTARG = identity_graph, RIGHTARG = identity_graph, FUNCTION = csq_internal.identity_graph_gt,
  COMMUTATOR = <, NEGATOR = <=, RESTRICT = scalargtsel, JOIN = scalargtjoinsel
);
COMMENT ON OPERATOR > (identity_graph, identity_graph) IS 'Whether the first comes after the second in the order of the canonical bytes.';
CREATE OPERATOR >= (
  LEFTARG = identity_graph, RIGHTARG = identity_graph, FUNCTION = csq_internal.identity_graph_ge,
  COMMUTATOR = <=, NEGATOR = <, RESTRICT = scalargesel, JOIN = scalargejoinsel
);
COMMENT ON OPERATOR >= (identity_graph, identity_graph) IS 'Whether the first comes after the second in the order of the canonical bytes, or equals it.';
CREATE OPERATOR CLASS identity_graph_ops DEFAULT FOR TYPE identity_graph USING hash AS
  OPERATOR 1 =,
  FUNCTION 1 csq_internal.identity_graph_hash(identity_graph),
  FUNCTION 2 csq_internal.identity_graph_hash_extended(identity_graph, bigint);
COMMENT ON OPERATOR CLASS identity_graph_ops USING hash IS 'Equality of identity_graph: grouping, hash joins and hash partitions.';
COMMENT ON OPERATOR FAMILY identity_graph_ops USING hash IS 'Equality of identity_graph: grouping, hash joins and hash partitions.';
CREATE OPERATOR CLASS identity_graph_ops DEFAULT FOR TYPE identity_graph USING btree AS
  OPERATOR 1 <,
  OPERATOR 2 <=,
  OPERATOR 3 =,
  OPERATOR 4 >=,
  OPERATOR 5 >,
  FUNCTION 1 csq_internal.identity_graph_cmp(identity_graph, identity_graph);
COMMENT ON OPERATOR CLASS identity_graph_ops USING btree IS 'Order of identity_graph: sorting, unique indexes and merge joins.';
COMMENT ON OPERATOR FAMILY identity_graph_ops USING btree IS 'Order of identity_graph: sorting, unique indexes and merge joins.';
CREATE FUNCTION csq_internal.identity_graph_json(identity_graph) RETURNS json
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_identity_graph_json';
COMMENT ON FUNCTION csq_internal.identity_graph_json(identity_graph) IS 'The text form as json; to_json, to_jsonb, json_agg and row_to_json use it.';
CREATE CAST (identity_graph AS json) WITH FUNCTION csq_internal.identity_graph_json(identity_graph);
COMMENT ON CAST (identity_graph AS json) IS 'The text form as json.';
CREATE CAST (identity_graph AS jsonb) WITH INOUT;
COMMENT ON CAST (identity_graph AS jsonb) IS 'The text form as jsonb.';
CREATE CAST (jsonb AS identity_graph) WITH INOUT;
COMMENT ON CAST (jsonb AS identity_graph) IS 'A value from its text form, checked.';
CREATE FUNCTION csq_internal.identity_graph_combine(identity_graph, identity_graph) RETURNS identity_graph
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_identity_graph_combine';
COMMENT ON FUNCTION csq_internal.identity_graph_combine(identity_graph, identity_graph) IS
'Implements +, and merges two states of an aggregate; a NULL adds nothing.';
CREATE OPERATOR + (LEFTARG = identity_graph, RIGHTARG = identity_graph, FUNCTION = csq_internal.identity_graph_combine, COMMUTATOR = +);
COMMENT ON OPERATOR + (identity_graph, identity_graph) IS 'The links of both. A NULL adds nothing.';
CREATE OR REPLACE AGGREGATE rollup(identity_graph) (
  SFUNC = csq_internal.identity_graph_combine, STYPE = identity_graph, SSPACE = 1024, COMBINEFUNC = csq_internal.identity_graph_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE rollup(identity_graph) IS
'The links of both. The same in any order.';
CREATE OR REPLACE AGGREGATE identity_agg(id text, other_id text) (
  SFUNC = csq_internal.identity_append, STYPE = identity_graph, SSPACE = 1024,
  COMBINEFUNC = csq_internal.identity_graph_combine, PARALLEL = SAFE
);
CREATE OR REPLACE AGGREGATE identity_agg(id text, other_id text, rank int) (
  SFUNC = csq_internal.identity_append, STYPE = identity_graph, SSPACE = 1024,
  COMBINEFUNC = csq_internal.identity_graph_combine, PARALLEL = SAFE
);
CREATE OR REPLACE AGGREGATE identity_agg(id text, other_id text, since timestamptz) (
  SFUNC = csq_internal.identity_append, STYPE = identity_graph, SSPACE = 1024,
  COMBINEFUNC = csq_internal.identity_graph_combine, PARALLEL = SAFE
);
CREATE OR REPLACE FUNCTION members(graph identity_graph, max_size int DEFAULT NULL, max_rank int DEFAULT NULL, as_of timestamptz DEFAULT NULL, OUT id text, OUT person text, OUT size int) RETURNS SETOF record
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1000 ROWS 5000 SUPPORT csq_internal.rows_support
AS 'MODULE_PATHNAME', 'csq_members';
CREATE OR REPLACE FUNCTION links(graph identity_graph, max_size int DEFAULT NULL, max_rank int DEFAULT NULL, as_of timestamptz DEFAULT NULL, OUT a text, OUT b text, OUT rank int, OUT since timestamptz, OUT size int, OUT taken bool) RETURNS SETOF record
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1000 ROWS 5000 SUPPORT csq_internal.rows_support
AS 'MODULE_PATHNAME', 'csq_links';
CREATE OR REPLACE FUNCTION person(graph identity_graph, id text, max_size int DEFAULT NULL, max_rank int DEFAULT NULL, as_of timestamptz DEFAULT NULL) RETURNS text
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 20
AS 'MODULE_PATHNAME', 'csq_person';
CREATE OR REPLACE FUNCTION num_ids(graph identity_graph) RETURNS int
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 50
AS 'MODULE_PATHNAME', 'csq_num_ids';
CREATE OR REPLACE FUNCTION num_people(graph identity_graph, max_size int DEFAULT NULL, max_rank int DEFAULT NULL, as_of timestamptz DEFAULT NULL) RETURNS int
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 500
AS 'MODULE_PATHNAME', 'csq_num_people';
CREATE FUNCTION conformance(process process, model jsonb, OUT kind text, OUT source text, OUT target text, OUT n int8, OUT cases int8, OUT share float8, OUT unknown text[]) RETURNS SETOF record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1000 ROWS 10
AS 'MODULE_PATHNAME', 'csq_conformance';
COMMENT ON FUNCTION conformance(process, jsonb) IS
'What cases do that the model {"edges":[[source, target]], "start":[], "end":[]} does not allow; the first row counts the cases with any deviation, and names activities of the model that the process does not have. Every case is taken as over.';
CREATE OR REPLACE FUNCTION fitness(process process, model jsonb) RETURNS float8
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1000
AS 'MODULE_PATHNAME', 'csq_fitness';
COMMENT ON FUNCTION fitness(process, jsonb) IS
'The share of moves that the model allows: edges, and starts and ends where the model lists them.';
CREATE FUNCTION conformance(process process, model jsonb, closed_by text[], OUT kind text, OUT source text, OUT target text, OUT n int8, OUT cases int8, OUT share float8, OUT unknown text[], OUT pending int8) RETURNS SETOF record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1000 ROWS 10
AS 'MODULE_PATHNAME', 'csq_conformance';
COMMENT ON FUNCTION conformance(process, jsonb, text[]) IS
'The same where cases may be open: the last activity of one whose last event is none of closed_by is no end, and the case is pending (first row) while it has not deviated.';
CREATE FUNCTION fitness(process process, model jsonb, closed_by text[]) RETURNS float8
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1000
AS 'MODULE_PATHNAME', 'csq_fitness';
COMMENT ON FUNCTION fitness(process, jsonb, text[]) IS
'The share of moves that the model allows where cases may be open: one whose last event is none of closed_by has no end yet.';
CREATE OR REPLACE FUNCTION model_of(process process) RETURNS jsonb
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1000
AS 'MODULE_PATHNAME', 'csq_model_of';
CREATE OR REPLACE FUNCTION footprints(process process, OUT a text, OUT b text, OUT relation text) RETURNS SETOF record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1000 ROWS 100
AS 'MODULE_PATHNAME', 'csq_footprints';
CREATE OR REPLACE FUNCTION footprint_conformance(process process, model jsonb, OUT a text, OUT b text, OUT relation text, OUT model_relation text, OUT n int8) RETURNS SETOF record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2000 ROWS 20
AS 'MODULE_PATHNAME', 'csq_footprint_conformance';
CREATE OR REPLACE FUNCTION footprint_fitness(process process, model jsonb) RETURNS float8
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2000
AS 'MODULE_PATHNAME', 'csq_footprint_fitness';
CREATE FUNCTION check_rules(process process, rules text[], OUT rule text, OUT cases int8, OUT activated int8, OUT satisfied int8, OUT violated int8, OUT share float8, OUT pending int8, OUT unknown text[]) RETURNS SETOF record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1000 ROWS 6 SUPPORT csq_internal.rows_support
AS 'MODULE_PATHNAME', 'csq_check_rules';
COMMENT ON FUNCTION check_rules(process, text[]) IS
'How many cases keep to rules such as response(opened, replied), every case taken as over; the first row counts the cases that violate any. Column unknown names activities that the process does not have.';
CREATE FUNCTION check_rules(process process, rules text[], closed_by text[], OUT rule text, OUT cases int8, OUT activated int8, OUT satisfied int8, OUT violated int8, OUT share float8, OUT pending int8, OUT unknown text[]) RETURNS SETOF record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1000 ROWS 6 SUPPORT csq_internal.rows_support
AS 'MODULE_PATHNAME', 'csq_check_rules';
COMMENT ON FUNCTION check_rules(process, text[], text[]) IS
'The same where cases may be open: one whose last event is none of closed_by is pending, neither satisfied nor violated, while later events can still change the verdict.';
CREATE FUNCTION replay(process process, net jsonb, unknown text DEFAULT 'missing', OUT traces int8, OUT fitting int8, OUT produced int8, OUT consumed int8, OUT missing int8, OUT remaining int8, OUT fitness float8, OUT average_trace_fitness float8, OUT cut_short int8) RETURNS record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 5000
AS 'MODULE_PATHNAME', 'csq_replay';
COMMENT ON FUNCTION replay(process, jsonb, text) IS
'Token replay of all cases on a Petri net, by the run that loses the fewest tokens; activities that the net does not know are missing tokens, or passed over (ignore). cut_short: cases whose search ended at its limit.';
CREATE FUNCTION replay_variants(process process, net jsonb, unknown text DEFAULT 'missing', OUT rank int, OUT n int8, OUT path text[], OUT fitting bool, OUT produced int8, OUT consumed int8, OUT missing int8, OUT remaining int8, OUT fitness float8, OUT cut_short bool) RETURNS SETOF record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 5000 ROWS 100
AS 'MODULE_PATHNAME', 'csq_replay_variants';
COMMENT ON FUNCTION replay_variants(process, jsonb, text) IS
'Token replay on a Petri net by variant: the tokens of one case that takes this path.';
CREATE OR REPLACE FUNCTION flow(process process, depth int DEFAULT 5, top int DEFAULT 100, start text DEFAULT NULL, other text DEFAULT '(other)', OUT step int, OUT source text, OUT target text, OUT n int8, OUT share float8) RETURNS SETOF record
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 500 ROWS 40
AS 'MODULE_PATHNAME', 'csq_flow';
CREATE FUNCTION flow_to_mermaid(process process, depth int DEFAULT 5, top int DEFAULT 8, start text DEFAULT NULL, other text DEFAULT '(other)') RETURNS text
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 500
AS 'MODULE_PATHNAME', 'csq_flow_to_mermaid';
COMMENT ON FUNCTION flow_to_mermaid(process, int, int, text, text) IS
'The flow of cases by position as a Mermaid sankey-beta diagram.';
CREATE OR REPLACE FUNCTION outcomes(process process, goals text[], OUT activity text, OUT outcome text, OUT probability float8, OUT expected_time interval) RETURNS SETOF record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 5000 ROWS 40
AS 'MODULE_PATHNAME', 'csq_outcomes';
COMMENT ON FUNCTION outcomes(process, text[]) IS
'From each activity the probability that a case reaches each goal first, or (NULL) none, and the expected time until then; an absorbing Markov chain of the paths up to their first goal.';
CREATE OR REPLACE FUNCTION removal_effect(process process, goal text, OUT activity text, OUT effect float8, OUT share float8) RETURNS SETOF record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 20000 ROWS 20
AS 'MODULE_PATHNAME', 'csq_removal_effect';
COMMENT ON FUNCTION removal_effect(process, text) IS
'How much rarer the goal would be reached if an activity led nowhere; share is its credit in Markov attribution; paths end at the goal.';
CREATE FUNCTION outcomes(process process, goals text[], after_goal bool, OUT activity text, OUT outcome text, OUT probability float8, OUT expected_time interval) RETURNS SETOF record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 5000 ROWS 40
AS 'MODULE_PATHNAME', 'csq_outcomes';
COMMENT ON FUNCTION outcomes(process, text[], bool) IS
'The same with what cases do after a goal counted, too (true): an activity that comes again after it then leads to it more rarely.';
CREATE FUNCTION removal_effect(process process, goal text, after_goal bool, OUT activity text, OUT effect float8, OUT share float8) RETURNS SETOF record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 20000 ROWS 20
AS 'MODULE_PATHNAME', 'csq_removal_effect';
COMMENT ON FUNCTION removal_effect(process, text, bool) IS
'The same with what cases do after the goal counted, too (true).';
CREATE FUNCTION predict(process process, path text[], goals text[], closed_by text[] DEFAULT NULL, at_least int DEFAULT 30, confidence float8 DEFAULT 0.95,
  OUT outcome text, OUT probability float8, OUT lo float8, OUT hi float8, OUT n int8, OUT cases int8, OUT remaining interval, OUT basis text) RETURNS SETOF record
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 5000 ROWS 3
AS 'MODULE_PATHNAME', 'csq_predict';
COMMENT ON FUNCTION predict(process, text[], text[], text[], int, float8) IS
'What becomes of a case that has taken this path: the probability of each goal, or (NULL) of none, and the mean time until then, from cases that went the same way, or had the same last activities.';
CREATE FUNCTION explain(segments text[], processes process[], OUT segment text, OUT kind text, OUT source text, OUT target text, OUT cases int8, OUT share float8, OUT share_of_others float8,
  OUT difference float8, OUT lo float8, OUT hi float8, OUT p_value float8, OUT found bool, OUT mean interval, OUT mean_of_others interval) RETURNS SETOF record
LANGUAGE SQL IMMUTABLE STRICT PARALLEL SAFE COST 10000 ROWS 100
BEGIN ATOMIC
  WITH c AS (
    SELECT s.segment, c.*, pg_catalog.row_number() OVER (ORDER BY s.k, c.j) AS i
    FROM ROWS FROM (pg_catalog.unnest(segments), pg_catalog.unnest(processes)) WITH ORDINALITY s(segment, p, k)
    CROSS JOIN LATERAL (SELECT csq.rollup(o.p) AS others FROM pg_catalog.unnest(processes) WITH ORDINALITY o(p, k) WHERE o.k OPERATOR(pg_catalog.<>) s.k) o
    CROSS JOIN LATERAL csq.compare(o.others, s.p) WITH ORDINALITY
      c(kind, source, target, cases_before, cases_after, share_before, share_after, difference, lo, hi, z, p_value, mean_before, mean_after, mean_difference, j)
  )
  SELECT c.segment, c.kind, c.source, c.target, c.cases_after, c.share_after, c.share_before, c.difference, c.lo, c.hi, c.p_value, f.found, c.mean_after, c.mean_before
  FROM c JOIN pg_catalog.unnest(csq.fdr((SELECT pg_catalog.array_agg(c.p_value ORDER BY c.i) FROM c))) WITH ORDINALITY f(found, i) ON f.i OPERATOR(pg_catalog.=) c.i
  ORDER BY f.found DESC NULLS LAST, pg_catalog.abs(c.difference) DESC NULLS LAST, c.i;
END;
COMMENT ON FUNCTION explain(text[], process[]) IS
'Which segments go which way: each activity and move of each segment beside all other segments together, the share of the cases that have it, with Newcombe interval; found holds a false discovery rate of 5 % over all rows.';
CREATE OR REPLACE FUNCTION credit(process process, goal text, model text DEFAULT 'linear', OUT activity text, OUT credit float8, OUT share float8) RETURNS SETOF record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 5000 ROWS 20
AS 'MODULE_PATHNAME', 'csq_credit_process';
CREATE OR REPLACE FUNCTION credit(journey journey, goal text, model text DEFAULT 'linear', half_life interval DEFAULT '7 days', OUT ord int, OUT activity text, OUT channel text, OUT weight float8) RETURNS SETOF record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 50 ROWS 8
AS 'MODULE_PATHNAME', 'csq_credit_journey';
CREATE TYPE workload;
CREATE FUNCTION csq_internal.workload_in(cstring) RETURNS workload
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 500
AS 'MODULE_PATHNAME', 'csq_workload_in';
COMMENT ON FUNCTION csq_internal.workload_in(cstring) IS 'Text input of workload, checked.';
CREATE FUNCTION csq_internal.workload_out(workload) RETURNS cstring
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 500
AS 'MODULE_PATHNAME', 'csq_workload_out';
COMMENT ON FUNCTION csq_internal.workload_out(workload) IS 'Text output of workload: equal values print alike.';
CREATE FUNCTION csq_internal.workload_recv(internal) RETURNS workload
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 500
AS 'MODULE_PATHNAME', 'csq_workload_recv';
COMMENT ON FUNCTION csq_internal.workload_recv(internal) IS 'Binary input of workload, checked.';
CREATE FUNCTION csq_internal.workload_send(workload) RETURNS bytea
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 500
AS 'MODULE_PATHNAME', 'csq_workload_send';
COMMENT ON FUNCTION csq_internal.workload_send(workload) IS 'Binary output of workload: equal values give the same bytes on every platform.';
CREATE TYPE workload (
  INPUT = csq_internal.workload_in, OUTPUT = csq_internal.workload_out, RECEIVE = csq_internal.workload_recv, SEND = csq_internal.workload_send,
  INTERNALLENGTH = VARIABLE, ALIGNMENT = double, STORAGE = extended
);
COMMENT ON TYPE workload IS
'Pieces of work with start and completion, or the events that tell of them: working and waiting time, load of resources, batches; mergeable however a case is split.';
CREATE CAST (varchar AS workload) WITH INOUT AS ASSIGNMENT;
COMMENT ON CAST (varchar AS workload) IS 'The value of a text that is assigned to a column: drivers send texts as varchar.';
CREATE FUNCTION csq_internal.workload_eq(workload, workload) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_workload_eq';
COMMENT ON FUNCTION csq_internal.workload_eq(workload, workload) IS 'Implements =.';
CREATE FUNCTION csq_internal.workload_ne(workload, workload) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_workload_ne';
COMMENT ON FUNCTION csq_internal.workload_ne(workload, workload) IS 'Implements <>.';
CREATE FUNCTION csq_internal.workload_lt(workload, workload) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_workload_lt';
COMMENT ON FUNCTION csq_internal.workload_lt(workload, workload) IS 'Implements <.';
CREATE FUNCTION csq_internal.workload_le(workload, workload) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_workload_le';
COMMENT ON FUNCTION csq_internal.workload_le(workload, workload) IS 'Implements <=.';
CREATE FUNCTION csq_internal.workload_gt(workload, workload) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_workload_gt';
COMMENT ON FUNCTION csq_internal.workload_gt(workload, workload) IS 'Implements >.';
CREATE FUNCTION csq_internal.workload_ge(workload, workload) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_workload_ge';
COMMENT ON FUNCTION csq_internal.workload_ge(workload, workload) IS 'Implements >=.';
CREATE FUNCTION csq_internal.workload_cmp(workload, workload) RETURNS int
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_workload_cmp';
COMMENT ON FUNCTION csq_internal.workload_cmp(workload, workload) IS 'Order of two values, for sorting and btree indexes: negative, 0 or positive.';
CREATE FUNCTION csq_internal.workload_hash(workload) RETURNS int
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_workload_hash';
COMMENT ON FUNCTION csq_internal.workload_hash(workload) IS 'Hash that agrees with =, for GROUP BY and hash joins.';
CREATE FUNCTION csq_internal.workload_hash_extended(workload, bigint) RETURNS bigint
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_workload_hash';
COMMENT ON FUNCTION csq_internal.workload_hash_extended(workload, bigint) IS 'The same hash with a seed, for hash partitions.';
CREATE OPERATOR = (
  LEFTARG = workload, RIGHTARG = workload, FUNCTION = csq_internal.workload_eq,
  COMMUTATOR = =, NEGATOR = <>, RESTRICT = eqsel, JOIN = eqjoinsel, HASHES, MERGES
);
COMMENT ON OPERATOR = (workload, workload) IS 'Whether both are the same value, however they came about.';
CREATE OPERATOR <> (
  LEFTARG = workload, RIGHTARG = workload, FUNCTION = csq_internal.workload_ne,
  COMMUTATOR = <>, NEGATOR = =, RESTRICT = neqsel, JOIN = neqjoinsel
);
COMMENT ON OPERATOR <> (workload, workload) IS 'Whether the values differ.';
CREATE OPERATOR < (
  LEFTARG = workload, RIGHTARG = workload, FUNCTION = csq_internal.workload_lt,
  COMMUTATOR = >, NEGATOR = >=, RESTRICT = scalarltsel, JOIN = scalarltjoinsel
);
COMMENT ON OPERATOR < (workload, workload) IS 'Whether the first comes before the second in the order of the canonical bytes.';
CREATE OPERATOR <= (
  LEFTARG = workload, RIGHTARG = workload, FUNCTION = csq_internal.workload_le,
  COMMUTATOR = >=, NEGATOR = >, RESTRICT = scalarlesel, JOIN = scalarlejoinsel
);
COMMENT ON OPERATOR <= (workload, workload) IS 'Whether the first comes before the second in the order of the canonical bytes, or equals it.';
CREATE OPERATOR > (
  LEFTARG = workload, RIGHTARG = workload, FUNCTION = csq_internal.workload_gt,
  COMMUTATOR = <, NEGATOR = <=, RESTRICT = scalargtsel, JOIN = scalargtjoinsel
);
COMMENT ON OPERATOR > (workload, workload) IS 'Whether the first comes after the second in the order of the canonical bytes.';
CREATE OPERATOR >= (
  LEFTARG = workload, RIGHTARG = workload, FUNCTION = csq_internal.workload_ge,
  COMMUTATOR = <=, NEGATOR = <, RESTRICT = scalargesel, JOIN = scalargejoinsel
);
COMMENT ON OPERATOR >= (workload, workload) IS 'Whether the first comes after the second in the order of the canonical bytes, or equals it.';
CREATE OPERATOR CLASS workload_ops DEFAULT FOR TYPE workload USING hash AS
  OPERATOR 1 =,
  FUNCTION 1 csq_internal.workload_hash(workload),
  FUNCTION 2 csq_internal.workload_hash_extended(workload, bigint);
COMMENT ON OPERATOR CLASS workload_ops USING hash IS 'Equality of workload: grouping, hash joins and hash partitions.';
COMMENT ON OPERATOR FAMILY workload_ops USING hash IS 'Equality of workload: grouping, hash joins and hash partitions.';
CREATE OPERATOR CLASS workload_ops DEFAULT FOR TYPE workload USING btree AS
  OPERATOR 1 <,
  OPERATOR 2 <=,
  OPERATOR 3 =,
  OPERATOR 4 >=,
  OPERATOR 5 >,
  FUNCTION 1 csq_internal.workload_cmp(workload, workload);
COMMENT ON OPERATOR CLASS workload_ops USING btree IS 'Order of workload: sorting, unique indexes and merge joins.';
COMMENT ON OPERATOR FAMILY workload_ops USING btree IS 'Order of workload: sorting, unique indexes and merge joins.';
CREATE FUNCTION csq_internal.workload_json(workload) RETURNS json
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 500
AS 'MODULE_PATHNAME', 'csq_workload_json';
COMMENT ON FUNCTION csq_internal.workload_json(workload) IS 'The text form as json; to_json, to_jsonb, json_agg and row_to_json use it.';
CREATE CAST (workload AS json) WITH FUNCTION csq_internal.workload_json(workload);
COMMENT ON CAST (workload AS json) IS 'The text form as json.';
CREATE CAST (workload AS jsonb) WITH INOUT;
COMMENT ON CAST (workload AS jsonb) IS 'The text form as jsonb.';
CREATE CAST (jsonb AS workload) WITH INOUT;
COMMENT ON CAST (jsonb AS workload) IS 'A value from its text form, checked.';
CREATE FUNCTION csq_internal.workload_combine(workload, workload) RETURNS workload
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 50
AS 'MODULE_PATHNAME', 'csq_workload_combine';
COMMENT ON FUNCTION csq_internal.workload_combine(workload, workload) IS
'Implements +, and merges two states of an aggregate; a NULL adds nothing.';
CREATE OPERATOR + (LEFTARG = workload, RIGHTARG = workload, FUNCTION = csq_internal.workload_combine, COMMUTATOR = +);
COMMENT ON OPERATOR + (workload, workload) IS 'The work of both. A NULL adds nothing.';
CREATE AGGREGATE rollup(workload) (
  SFUNC = csq_internal.workload_combine, STYPE = workload, SSPACE = 1024, COMBINEFUNC = csq_internal.workload_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE rollup(workload) IS
'The work of both. The same in any order.';
CREATE FUNCTION csq_internal.workload_append(state workload, case_id bigint, started_at timestamptz, completed_at timestamptz, activity text, resource text) RETURNS workload
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'csq_workload_accum_bigint';
COMMENT ON FUNCTION csq_internal.workload_append(workload, bigint, timestamptz, timestamptz, text, text) IS
'Transition function of workload_agg: adds a piece of work.';
CREATE FUNCTION csq_internal.workload_append(state workload, case_id bigint, at timestamptz, activity text, resource text, lifecycle text) RETURNS workload
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'csq_workload_accum_step_bigint';
COMMENT ON FUNCTION csq_internal.workload_append(workload, bigint, timestamptz, text, text, text) IS
'Transition function of workload_agg: adds the start or the completion of a piece of work.';
CREATE AGGREGATE workload_agg(case_id bigint, started_at timestamptz, completed_at timestamptz, activity text, resource text) (
  SFUNC = csq_internal.workload_append, STYPE = workload, SSPACE = 1024, COMBINEFUNC = csq_internal.workload_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE workload_agg(bigint, timestamptz, timestamptz, text, text) IS
'The pieces of work of a log that has a start and a completion in each row; the completion is NULL while work is under way, the resource where there is none.';
CREATE AGGREGATE workload_agg(case_id bigint, at timestamptz, activity text, resource text, lifecycle text) (
  SFUNC = csq_internal.workload_append, STYPE = workload, SSPACE = 1024, COMBINEFUNC = csq_internal.workload_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE workload_agg(bigint, timestamptz, text, text, text) IS
'The pieces of work of a log of events whose lifecycle is start or complete; starts and completions of an activity of a case are paired in order, those of one resource first.';
CREATE FUNCTION csq_internal.workload_append(state workload, case_id text, started_at timestamptz, completed_at timestamptz, activity text, resource text) RETURNS workload
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'csq_workload_accum_text';
COMMENT ON FUNCTION csq_internal.workload_append(workload, text, timestamptz, timestamptz, text, text) IS
'Transition function of workload_agg: adds a piece of work.';
CREATE FUNCTION csq_internal.workload_append(state workload, case_id text, at timestamptz, activity text, resource text, lifecycle text) RETURNS workload
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'csq_workload_accum_step_text';
COMMENT ON FUNCTION csq_internal.workload_append(workload, text, timestamptz, text, text, text) IS
'Transition function of workload_agg: adds the start or the completion of a piece of work.';
CREATE AGGREGATE workload_agg(case_id text, started_at timestamptz, completed_at timestamptz, activity text, resource text) (
  SFUNC = csq_internal.workload_append, STYPE = workload, SSPACE = 1024, COMBINEFUNC = csq_internal.workload_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE workload_agg(text, timestamptz, timestamptz, text, text) IS
'The pieces of work of a log that has a start and a completion in each row; the completion is NULL while work is under way, the resource where there is none.';
CREATE AGGREGATE workload_agg(case_id text, at timestamptz, activity text, resource text, lifecycle text) (
  SFUNC = csq_internal.workload_append, STYPE = workload, SSPACE = 1024, COMBINEFUNC = csq_internal.workload_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE workload_agg(text, timestamptz, text, text, text) IS
'The pieces of work of a log of events whose lifecycle is start or complete; starts and completions of an activity of a case are paired in order, those of one resource first.';
CREATE FUNCTION csq_internal.workload_append(state workload, case_id uuid, started_at timestamptz, completed_at timestamptz, activity text, resource text) RETURNS workload
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'csq_workload_accum_uuid';
COMMENT ON FUNCTION csq_internal.workload_append(workload, uuid, timestamptz, timestamptz, text, text) IS
'Transition function of workload_agg: adds a piece of work.';
CREATE FUNCTION csq_internal.workload_append(state workload, case_id uuid, at timestamptz, activity text, resource text, lifecycle text) RETURNS workload
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'csq_workload_accum_step_uuid';
COMMENT ON FUNCTION csq_internal.workload_append(workload, uuid, timestamptz, text, text, text) IS
'Transition function of workload_agg: adds the start or the completion of a piece of work.';
CREATE AGGREGATE workload_agg(case_id uuid, started_at timestamptz, completed_at timestamptz, activity text, resource text) (
  SFUNC = csq_internal.workload_append, STYPE = workload, SSPACE = 1024, COMBINEFUNC = csq_internal.workload_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE workload_agg(uuid, timestamptz, timestamptz, text, text) IS
'The pieces of work of a log that has a start and a completion in each row; the completion is NULL while work is under way, the resource where there is none.';
CREATE AGGREGATE workload_agg(case_id uuid, at timestamptz, activity text, resource text, lifecycle text) (
  SFUNC = csq_internal.workload_append, STYPE = workload, SSPACE = 1024, COMBINEFUNC = csq_internal.workload_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE workload_agg(uuid, timestamptz, text, text, text) IS
'The pieces of work of a log of events whose lifecycle is start or complete; starts and completions of an activity of a case are paired in order, those of one resource first.';
CREATE FUNCTION activity_times(workload workload, OUT activity text, OUT n int8, OUT timed int8, OUT open int8, OUT working_mean interval, OUT working_p50 interval, OUT working_p90 interval, OUT working_total interval,
  OUT waited int8, OUT overlapping int8, OUT waiting_mean interval, OUT waiting_p50 interval, OUT waiting_p90 interval, OUT waiting_total interval) RETURNS SETOF record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1000 ROWS 20
AS 'MODULE_PATHNAME', 'csq_activity_times';
COMMENT ON FUNCTION activity_times(workload) IS
'Working time, from start to completion, and waiting time, from the latest completion in the case to the start, by activity.';
CREATE FUNCTION activity_times(workload workload, calendar calendar, OUT activity text, OUT n int8, OUT timed int8, OUT open int8, OUT working_mean interval, OUT working_p50 interval, OUT working_p90 interval, OUT working_total interval,
  OUT waited int8, OUT overlapping int8, OUT waiting_mean interval, OUT waiting_p50 interval, OUT waiting_p90 interval, OUT waiting_total interval) RETURNS SETOF record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1000 ROWS 20
AS 'MODULE_PATHNAME', 'csq_activity_times';
COMMENT ON FUNCTION activity_times(workload, calendar) IS
'Working and waiting time by activity, in business time of the calendar.';
CREATE FUNCTION waiting_times(workload workload, OUT source text, OUT target text, OUT n int8, OUT overlapping int8, OUT mean interval, OUT p50 interval, OUT p90 interval, OUT total interval) RETURNS SETOF record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1000 ROWS 60
AS 'MODULE_PATHNAME', 'csq_waiting_times';
COMMENT ON FUNCTION waiting_times(workload) IS
'The time from the completion of source, the latest in the case so far, to the start of target.';
CREATE FUNCTION waiting_times(workload workload, calendar calendar, OUT source text, OUT target text, OUT n int8, OUT overlapping int8, OUT mean interval, OUT p50 interval, OUT p90 interval, OUT total interval) RETURNS SETOF record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1000 ROWS 60
AS 'MODULE_PATHNAME', 'csq_waiting_times';
COMMENT ON FUNCTION waiting_times(workload, calendar) IS
'The time from the completion of source to the start of target, in business time of the calendar.';
CREATE FUNCTION resource_load(workload workload, OUT resource text, OUT n int8, OUT cases int8, OUT timed int8, OUT working interval, OUT busy interval, OUT first_at timestamptz, OUT last_at timestamptz, OUT utilization float8, OUT most_at_once int) RETURNS SETOF record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1000 ROWS 40
AS 'MODULE_PATHNAME', 'csq_resource_load';
COMMENT ON FUNCTION resource_load(workload) IS
'What each resource did: pieces of work, working time, time busy (work at the same time counts once), its share of the time from first to last, and the most at once.';
CREATE FUNCTION resource_load(workload workload, calendar calendar, OUT resource text, OUT n int8, OUT cases int8, OUT timed int8, OUT working interval, OUT busy interval, OUT first_at timestamptz, OUT last_at timestamptz, OUT utilization float8, OUT most_at_once int) RETURNS SETOF record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1000 ROWS 40
AS 'MODULE_PATHNAME', 'csq_resource_load';
COMMENT ON FUNCTION resource_load(workload, calendar) IS
'What each resource did, in business time of the calendar.';
CREATE FUNCTION batches(workload workload, gap interval DEFAULT '15 minutes', at_least int DEFAULT 2, OUT resource text, OUT activity text, OUT kind text, OUT n int8, OUT cases int8, OUT started_at timestamptz, OUT completed_at timestamptz) RETURNS SETOF record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1000 ROWS 40
AS 'MODULE_PATHNAME', 'csq_batches';
COMMENT ON FUNCTION batches(workload, interval, int) IS
'Runs of one activity that a resource does for several cases, with at most gap between; kind: simultaneous, start, end, sequential or concurrent.';
CREATE FUNCTION ignored_events(workload workload) RETURNS int8
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 500
AS 'MODULE_PATHNAME', 'csq_workload_ignored';
COMMENT ON FUNCTION ignored_events(workload) IS
'Events of the log whose lifecycle is neither start nor complete.';
CREATE OR REPLACE FUNCTION xes_trace(case_id text, journey journey) RETURNS xml
LANGUAGE SQL STABLE STRICT PARALLEL SAFE COST 500
RETURN xmlelement(NAME trace,
  xmlelement(NAME string, xmlattributes('concept:name' AS key, csq_internal.xml_text(case_id) AS value)),
  (SELECT pg_catalog.xmlagg(xmlelement(NAME event,
     xmlelement(NAME string, xmlattributes('concept:name' AS key, csq_internal.xml_text(e.activity) AS value)),
     xmlelement(NAME date, xmlattributes('time:timestamp' AS key, pg_catalog.to_char(e.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"+00:00"'::pg_catalog.text) AS value)),
     CASE WHEN e.channel IS NOT NULL THEN xmlelement(NAME string, xmlattributes('org:resource' AS key, csq_internal.xml_text(e.channel) AS value)) END,
     CASE WHEN e.value IS NOT NULL THEN xmlelement(NAME float, xmlattributes('value' AS key, e.value AS value)) END) ORDER BY e.ord)
   FROM csq.events(journey) e));
CREATE OR REPLACE FUNCTION to_xes(traces xml) RETURNS xml
LANGUAGE SQL STABLE STRICT PARALLEL SAFE COST 500
RETURN xmlparse(DOCUMENT '<log xes.version="1849-2016" xes.features="" xmlns="http://www.xes-standard.org/">'
  '<extension name="Concept" prefix="concept" uri="http://www.xes-standard.org/concept.xesext"/>'
  '<extension name="Time" prefix="time" uri="http://www.xes-standard.org/time.xesext"/>'
  '<extension name="Organizational" prefix="org" uri="http://www.xes-standard.org/org.xesext"/>'
  '<global scope="trace"><string key="concept:name" value=""/></global>'
  '<global scope="event"><string key="concept:name" value=""/><date key="time:timestamp" value="1970-01-01T00:00:00.000+00:00"/></global>'
  '<classifier name="Activity" keys="concept:name"/>'::pg_catalog.text
  OPERATOR(pg_catalog.||) traces::pg_catalog.text OPERATOR(pg_catalog.||) '</log>'::pg_catalog.text);
CREATE FUNCTION events_from_xes(document xml, OUT ord int8, OUT case_id text, OUT at timestamptz, OUT activity text, OUT resource text, OUT lifecycle text, OUT attributes jsonb, OUT trace int, OUT case_attributes jsonb) RETURNS SETOF record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10000 ROWS 2000
AS 'MODULE_PATHNAME', 'csq_events_from_xes';
COMMENT ON FUNCTION events_from_xes(xml) IS
'The events of a log of XES in the order of the file; traces without a name are cases of their own, of a key given twice the last counts; xes_problems says what was dropped.';
CREATE FUNCTION xes_problems(document xml, OUT trace int, OUT event int8, OUT problem text, OUT key text, OUT value text) RETURNS SETOF record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10000 ROWS 10
AS 'MODULE_PATHNAME', 'csq_xes_problems';
COMMENT ON FUNCTION xes_problems(xml) IS
'What events_from_xes dropped or had to settle in a log of XES: keys given twice, nested attributes, unnamed traces, events without case, activity or time.';
CREATE FUNCTION events_from_xes(document text, OUT ord int8, OUT case_id text, OUT at timestamptz, OUT activity text, OUT resource text, OUT lifecycle text, OUT attributes jsonb, OUT trace int, OUT case_attributes jsonb) RETURNS SETOF record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10000 ROWS 2000
AS 'MODULE_PATHNAME', 'csq_events_from_xes';
COMMENT ON FUNCTION events_from_xes(text) IS
'The events of a log of XES in the order of the file; traces without a name are cases of their own, of a key given twice the last counts; xes_problems says what was dropped.';
CREATE FUNCTION xes_problems(document text, OUT trace int, OUT event int8, OUT problem text, OUT key text, OUT value text) RETURNS SETOF record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10000 ROWS 10
AS 'MODULE_PATHNAME', 'csq_xes_problems';
COMMENT ON FUNCTION xes_problems(text) IS
'What events_from_xes dropped or had to settle in a log of XES: keys given twice, nested attributes, unnamed traces, events without case, activity or time.';
CREATE OR REPLACE FUNCTION active_periods(journey journey, unit text, zone text DEFAULT 'UTC') RETURNS date[]
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 40
AS 'MODULE_PATHNAME', 'csq_active_periods_sql';
CREATE OR REPLACE FUNCTION lifecycle(journey journey, unit text, zone text DEFAULT 'UTC', until date DEFAULT NULL, OUT period date, OUT state text) RETURNS SETOF record
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 40 ROWS 12
AS 'MODULE_PATHNAME', 'csq_lifecycle';
COMMENT ON FUNCTION csq_internal.cohort_in(cstring) IS 'Text input of cohort, checked.';
COMMENT ON FUNCTION csq_internal.cohort_out(cohort) IS 'Text output of cohort: equal values print alike.';
COMMENT ON FUNCTION csq_internal.cohort_recv(internal) IS 'Binary input of cohort, checked.';
COMMENT ON FUNCTION csq_internal.cohort_send(cohort) IS 'Binary output of cohort: equal values give the same bytes on every platform.';
CREATE CAST (varchar AS cohort) WITH INOUT AS ASSIGNMENT;
COMMENT ON CAST (varchar AS cohort) IS 'The value of a text that is assigned to a column: drivers send texts as varchar.';
CREATE OR REPLACE FUNCTION csq_internal.cohort_eq(cohort, cohort) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_cohort_eq';
COMMENT ON FUNCTION csq_internal.cohort_eq(cohort, cohort) IS 'Implements =.';
CREATE OR REPLACE FUNCTION csq_internal.cohort_ne(cohort, cohort) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_cohort_ne';
COMMENT ON FUNCTION csq_internal.cohort_ne(cohort, cohort) IS 'Implements <>.';
CREATE FUNCTION csq_internal.cohort_lt(cohort, cohort) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_cohort_lt';
COMMENT ON FUNCTION csq_internal.cohort_lt(cohort, cohort) IS 'Implements <.';
CREATE FUNCTION csq_internal.cohort_le(cohort, cohort) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_cohort_le';
COMMENT ON FUNCTION csq_internal.cohort_le(cohort, cohort) IS 'Implements <=.';
CREATE FUNCTION csq_internal.cohort_gt(cohort, cohort) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_cohort_gt';
COMMENT ON FUNCTION csq_internal.cohort_gt(cohort, cohort) IS 'Implements >.';
CREATE FUNCTION csq_internal.cohort_ge(cohort, cohort) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_cohort_ge';
COMMENT ON FUNCTION csq_internal.cohort_ge(cohort, cohort) IS 'Implements >=.';
CREATE FUNCTION csq_internal.cohort_cmp(cohort, cohort) RETURNS int
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_cohort_cmp';
COMMENT ON FUNCTION csq_internal.cohort_cmp(cohort, cohort) IS 'Order of two values, for sorting and btree indexes: negative, 0 or positive.';
CREATE FUNCTION csq_internal.cohort_hash(cohort) RETURNS int
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_cohort_hash';
COMMENT ON FUNCTION csq_internal.cohort_hash(cohort) IS 'Hash that agrees with =, for GROUP BY and hash joins.';
CREATE FUNCTION csq_internal.cohort_hash_extended(cohort, bigint) RETURNS bigint
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_cohort_hash';
COMMENT ON FUNCTION csq_internal.cohort_hash_extended(cohort, bigint) IS 'The same hash with a seed, for hash partitions.';
COMMENT ON OPERATOR = (cohort, cohort) IS 'Whether both are the same value, however they came about.';
COMMENT ON OPERATOR <> (cohort, cohort) IS 'Whether the values differ.';
CREATE OPERATOR < (
  LEFTARG = cohort, RIGHTARG = cohort, FUNCTION = csq_internal.cohort_lt,
  COMMUTATOR = >, NEGATOR = >=, RESTRICT = scalarltsel, JOIN = scalarltjoinsel
);
COMMENT ON OPERATOR < (cohort, cohort) IS 'Whether the first comes before the second in the order of the canonical bytes.';
CREATE OPERATOR <= (
  LEFTARG = cohort, RIGHTARG = cohort, FUNCTION = csq_internal.cohort_le,
  COMMUTATOR = >=, NEGATOR = >, RESTRICT = scalarlesel, JOIN = scalarlejoinsel
);
COMMENT ON OPERATOR <= (cohort, cohort) IS 'Whether the first comes before the second in the order of the canonical bytes, or equals it.';
CREATE OPERATOR > (
  LEFTARG = cohort, RIGHTARG = cohort, FUNCTION = csq_internal.cohort_gt,
  COMMUTATOR = <, NEGATOR = <=, RESTRICT = scalargtsel, JOIN = scalargtjoinsel
);
COMMENT ON OPERATOR > (cohort, cohort) IS 'Whether the first comes after the second in the order of the canonical bytes.';
CREATE OPERATOR >= (
  LEFTARG = cohort, RIGHTARG = cohort, FUNCTION = csq_internal.cohort_ge,
  COMMUTATOR = <=, NEGATOR = <, RESTRICT = scalargesel, JOIN = scalargejoinsel
);
COMMENT ON OPERATOR >= (cohort, cohort) IS 'Whether the first comes after the second in the order of the canonical bytes, or equals it.';
CREATE OPERATOR CLASS cohort_ops DEFAULT FOR TYPE cohort USING hash AS
  OPERATOR 1 =,
  FUNCTION 1 csq_internal.cohort_hash(cohort),
  FUNCTION 2 csq_internal.cohort_hash_extended(cohort, bigint);
COMMENT ON OPERATOR CLASS cohort_ops USING hash IS 'Equality of cohort: grouping, hash joins and hash partitions.';
COMMENT ON OPERATOR FAMILY cohort_ops USING hash IS 'Equality of cohort: grouping, hash joins and hash partitions.';
CREATE OPERATOR CLASS cohort_ops DEFAULT FOR TYPE cohort USING btree AS
  OPERATOR 1 <,
  OPERATOR 2 <=,
  OPERATOR 3 =,
  OPERATOR 4 >=,
  OPERATOR 5 >,
  FUNCTION 1 csq_internal.cohort_cmp(cohort, cohort);
COMMENT ON OPERATOR CLASS cohort_ops USING btree IS 'Order of cohort: sorting, unique indexes and merge joins.';
COMMENT ON OPERATOR FAMILY cohort_ops USING btree IS 'Order of cohort: sorting, unique indexes and merge joins.';
CREATE FUNCTION csq_internal.cohort_json(cohort) RETURNS json
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_cohort_json';
COMMENT ON FUNCTION csq_internal.cohort_json(cohort) IS 'The text form as json; to_json, to_jsonb, json_agg and row_to_json use it.';
CREATE CAST (cohort AS json) WITH FUNCTION csq_internal.cohort_json(cohort);
COMMENT ON CAST (cohort AS json) IS 'The text form as json.';
CREATE CAST (cohort AS jsonb) WITH INOUT;
COMMENT ON CAST (cohort AS jsonb) IS 'The text form as jsonb.';
CREATE CAST (jsonb AS cohort) WITH INOUT;
COMMENT ON CAST (jsonb AS cohort) IS 'A value from its text form, checked.';
CREATE FUNCTION csq_internal.cohort_combine(cohort, cohort) RETURNS cohort
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_cohort_combine';
COMMENT ON FUNCTION csq_internal.cohort_combine(cohort, cohort) IS
'Implements +, and merges two states of an aggregate; a NULL adds nothing.';
CREATE OPERATOR + (LEFTARG = cohort, RIGHTARG = cohort, FUNCTION = csq_internal.cohort_combine, COMMUTATOR = +);
COMMENT ON OPERATOR + (cohort, cohort) IS 'The journeys of both. A NULL adds nothing.';
CREATE OR REPLACE AGGREGATE rollup(cohort) (
  SFUNC = csq_internal.cohort_combine, STYPE = cohort, SSPACE = 1024, COMBINEFUNC = csq_internal.cohort_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE rollup(cohort) IS
'The journeys of both. The same in any order.';
CREATE OR REPLACE FUNCTION csq_internal.cohort_append(state cohort, journey journey, first text, again text, unit text) RETURNS cohort
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 40
AS 'MODULE_PATHNAME', 'csq_cohort_accum';
CREATE OR REPLACE FUNCTION csq_internal.cohort_append(state cohort, journey journey, first text, again text, unit text, zone text) RETURNS cohort
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 40
AS 'MODULE_PATHNAME', 'csq_cohort_accum';
CREATE OR REPLACE AGGREGATE cohort_agg(journey journey, first text, again text, unit text) (
  SFUNC = csq_internal.cohort_append, STYPE = cohort, SSPACE = 1024,
  COMBINEFUNC = csq_internal.cohort_combine, PARALLEL = SAFE
);
CREATE OR REPLACE AGGREGATE cohort_agg(journey journey, first text, again text, unit text, zone text) (
  SFUNC = csq_internal.cohort_append, STYPE = cohort, SSPACE = 1024,
  COMBINEFUNC = csq_internal.cohort_combine, PARALLEL = SAFE
);
CREATE OR REPLACE FUNCTION retention(cohorts cohort, until date DEFAULT NULL, confidence float8 DEFAULT 0.95, OUT cohort date, OUT size int8, OUT n int, OUT period date,
                          OUT came int8, OUT rate float8, OUT lo float8, OUT hi float8) RETURNS SETOF record
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 100 ROWS 100 SUPPORT csq_internal.rows_support
AS 'MODULE_PATHNAME', 'csq_retention';
CREATE FUNCTION csq_internal.workspace_tables(OUT ord int, OUT kind text, OUT name text, OUT statement text) RETURNS SETOF record
LANGUAGE SQL IMMUTABLE PARALLEL SAFE COST 10 ROWS 60
BEGIN ATOMIC
  SELECT v.a, v.b, v.c, v.d FROM (VALUES

-- what the tenant is: instant of asking, hours, zone, lexicons
(100, 'table', 'setting', $sql$
CREATE TABLE workspace.setting (
  tenant text NOT NULL DEFAULT 'main' PRIMARY KEY CHECK (tenant <> ''),
  as_of timestamptz,
  zone text NOT NULL DEFAULT 'UTC',
  calendar csq.calendar NOT NULL DEFAULT 'tz UTC; 24x7',
  lexicon csq.lexicon,
  severity_lexicon csq.lexicon,
  model csq.text_model,
  funnel csq.funnel_spec,
  min_confidence float8 NOT NULL DEFAULT 0.6 CHECK (min_confidence BETWEEN 0 AND 1),
  repeat_within interval NOT NULL DEFAULT '30 days' CHECK (repeat_within > '0'))$sql$),

-- who may see whose rows, read by row-level security
(105, 'table', 'tenant_access', $sql$
CREATE TABLE workspace.tenant_access (
  role_name name NOT NULL,
  tenant text NOT NULL REFERENCES workspace.setting,
  PRIMARY KEY (role_name, tenant))$sql$),

(110, 'table', 'team', $sql$
CREATE TABLE workspace.team (
  tenant text NOT NULL DEFAULT 'main' REFERENCES workspace.setting,
  team_id text NOT NULL,
  name text,
  PRIMARY KEY (tenant, team_id))$sql$),
(111, 'table', 'agent', $sql$
CREATE TABLE workspace.agent (
  tenant text NOT NULL DEFAULT 'main' REFERENCES workspace.setting,
  agent_id text NOT NULL,
  team_id text,
  name text,
  robot bool NOT NULL DEFAULT false,
  joined_on date,
  left_on date,
  PRIMARY KEY (tenant, agent_id),
  FOREIGN KEY (tenant, team_id) REFERENCES workspace.team,
  CHECK (left_on >= joined_on))$sql$),
(120, 'table', 'customer', $sql$
CREATE TABLE workspace.customer (
  tenant text NOT NULL DEFAULT 'main' REFERENCES workspace.setting,
  customer_id text NOT NULL,
  segment text,
  birth_year int CHECK (birth_year BETWEEN 1880 AND 2200),
  tags text[] NOT NULL DEFAULT '{}',
  advisor text,
  joined_at timestamptz,
  left_at timestamptz,
  left_reason text,
  annual_value numeric,
  PRIMARY KEY (tenant, customer_id),
  CHECK (left_at >= joined_at))$sql$),
(121, 'table', 'customer_link', $sql$
CREATE TABLE workspace.customer_link (
  tenant text NOT NULL DEFAULT 'main' REFERENCES workspace.setting,
  id text NOT NULL,
  other_id text NOT NULL,
  since timestamptz,
  until timestamptz,
  source text,
  PRIMARY KEY (tenant, id, other_id),
  CHECK (until >= since))$sql$),

-- the policies: rows that people edit
(130, 'table', 'policy', $sql$
CREATE TABLE workspace.policy (
  tenant text NOT NULL DEFAULT 'main' REFERENCES workspace.setting,
  policy_id text NOT NULL,
  stage text NOT NULL CHECK (stage <> '' AND stage <> '*'),
  anchor text NOT NULL DEFAULT 'receipt' CHECK (anchor <> stage),
  condition jsonb NOT NULL DEFAULT '{}' CHECK (jsonb_typeof(condition) = 'object'),
  place int NOT NULL DEFAULT 100,
  target csq.sla_target NOT NULL,
  calendar csq.calendar,
  goal float8 NOT NULL DEFAULT 0.98 CHECK (goal BETWEEN 0 AND 1),
  reopen text NOT NULL DEFAULT 'resume' CHECK (reopen IN ('resume', 'restart', 'new_cycle', 'ignore')),
  retarget text NOT NULL DEFAULT 'carry' CHECK (retarget IN ('carry', 'restart', 'retroactive', 'freeze')),
  valid_from date NOT NULL DEFAULT '-infinity',
  valid_until date NOT NULL DEFAULT 'infinity',
  source text,
  PRIMARY KEY (tenant, policy_id),
  CHECK (valid_until > valid_from),
  CONSTRAINT policy_condition_names_facts CHECK (condition - '{channel,product,branch,severity,category,segment,source,tags}'::text[] = '{}'))$sql$),

-- complaints, what happened to them, what was found in them
(140, 'table', 'complaint', $sql$
CREATE TABLE workspace.complaint (
  tenant text NOT NULL DEFAULT 'main' REFERENCES workspace.setting,
  complaint_id text NOT NULL,
  received_at timestamptz NOT NULL,
  channel text,
  customer_id text,
  product text,
  branch text,
  agent_id text,
  category text,
  severity text,
  text text,
  root_cause text,
  upheld bool,
  escalated_at timestamptz,
  cost numeric CHECK (cost >= 0),
  source text,
  tags text[] NOT NULL DEFAULT '{}',
  response_due timestamptz,
  resolution_due timestamptz,
  loaded_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (tenant, complaint_id),
  CHECK (isfinite(received_at)),
  CHECK (escalated_at >= received_at))$sql$),
-- time comes first and tenant last: an index that begins with tenant looks as good as the key to a planner without statistics
(141, 'index', 'complaint_received', $sql$
CREATE INDEX complaint_received ON workspace.complaint (received_at, tenant)$sql$),
(142, 'index', 'complaint_customer', $sql$
CREATE INDEX complaint_customer ON workspace.complaint (customer_id, received_at, tenant) WHERE customer_id IS NOT NULL$sql$),
(143, 'index', 'complaint_resolution_due', $sql$
CREATE INDEX complaint_resolution_due ON workspace.complaint (resolution_due, tenant)$sql$),
(145, 'table', 'complaint_event', $sql$
CREATE TABLE workspace.complaint_event (
  tenant text NOT NULL DEFAULT 'main',
  complaint_id text NOT NULL,
  stage text NOT NULL DEFAULT 'resolution' CHECK (stage <> ''),
  at timestamptz NOT NULL CHECK (isfinite(at)),
  event text NOT NULL CHECK (event IN ('start', 'pause', 'resume', 'stop', 'reopen', 'cancel', 'assign') OR event ~ '^(extend|retarget) '),
  reason text,
  actor text,
  seq bigint NOT NULL DEFAULT 0,
  FOREIGN KEY (tenant, complaint_id) REFERENCES workspace.complaint ON DELETE CASCADE,
  UNIQUE (tenant, complaint_id, stage, at, event, seq))$sql$),
(147, 'table', 'complaint_label', $sql$
CREATE TABLE workspace.complaint_label (
  tenant text NOT NULL DEFAULT 'main',
  complaint_id text NOT NULL,
  labeller text NOT NULL CHECK (labeller IN ('lexicon', 'model', 'person', 'outside')),
  category text,
  cause text,
  severity text,
  reasons text[] NOT NULL DEFAULT '{}',
  emotion text,
  probability float8 CHECK (probability BETWEEN 0 AND 1),
  labelled_by text,
  labelled_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (tenant, complaint_id, labeller),
  FOREIGN KEY (tenant, complaint_id) REFERENCES workspace.complaint ON DELETE CASCADE)$sql$),

-- contacts, touchpoints, surveys
(150, 'table', 'contact', $sql$
CREATE TABLE workspace.contact (
  tenant text NOT NULL DEFAULT 'main' REFERENCES workspace.setting,
  contact_id text NOT NULL,
  case_id text,
  customer_id text,
  agent_id text,
  channel text,
  modality text,
  queue text,
  scene text,
  offered_at timestamptz NOT NULL CHECK (isfinite(offered_at)),
  answered_at timestamptz,
  abandoned_at timestamptz,
  ended_at timestamptz,
  handle_seconds float8 CHECK (handle_seconds >= 0),
  robot bool NOT NULL DEFAULT false,
  resolved bool,
  escalated bool,
  issue text,
  article_id text,
  monitored bool,
  personalised bool,
  cost numeric CHECK (cost >= 0),
  source text,
  loaded_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (tenant, contact_id),
  CHECK (answered_at >= offered_at),
  CHECK (abandoned_at >= offered_at),
  CHECK (ended_at >= coalesce(answered_at, offered_at)),
  CHECK (answered_at IS NULL OR abandoned_at IS NULL))$sql$),
(151, 'index', 'contact_offered', $sql$
CREATE INDEX contact_offered ON workspace.contact (offered_at, tenant)$sql$),
(152, 'index', 'contact_case', $sql$
CREATE INDEX contact_case ON workspace.contact (case_id, offered_at, tenant)$sql$),
(153, 'table', 'touch', $sql$
CREATE TABLE workspace.touch (
  tenant text NOT NULL DEFAULT 'main' REFERENCES workspace.setting,
  touch_id bigint NOT NULL GENERATED BY DEFAULT AS IDENTITY,
  case_id text NOT NULL,
  customer_id text,
  at timestamptz NOT NULL CHECK (isfinite(at)),
  touchpoint text NOT NULL,
  channel text,
  department text,
  emotion float8 CHECK (emotion BETWEEN -5 AND 5),
  seconds float8 CHECK (seconds >= 0),
  succeeded bool,
  source text,
  loaded_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (tenant, touch_id))$sql$),
(154, 'index', 'touch_case', $sql$
CREATE INDEX touch_case ON workspace.touch (case_id, at, tenant)$sql$),
(155, 'index', 'touch_at', $sql$
CREATE INDEX touch_at ON workspace.touch (at, tenant)$sql$),
(156, 'table', 'touchpoint_target', $sql$
CREATE TABLE workspace.touchpoint_target (
  tenant text NOT NULL DEFAULT 'main' REFERENCES workspace.setting,
  touchpoint text NOT NULL,
  measure text NOT NULL CHECK (measure IN ('within', 'success')),
  within_seconds float8 CHECK (within_seconds > 0),
  goal float8 NOT NULL CHECK (goal BETWEEN 0 AND 1),
  source text,
  PRIMARY KEY (tenant, touchpoint, measure),
  CHECK ((measure = 'within') = (within_seconds IS NOT NULL)))$sql$),
(160, 'table', 'question', $sql$
CREATE TABLE workspace.question (
  tenant text NOT NULL DEFAULT 'main' REFERENCES workspace.setting,
  question text NOT NULL,
  scale text NOT NULL CHECK (scale IN ('nps', 'csat', 'ces')),
  wording text,
  PRIMARY KEY (tenant, question))$sql$),
(161, 'table', 'survey_invite', $sql$
CREATE TABLE workspace.survey_invite (
  tenant text NOT NULL DEFAULT 'main' REFERENCES workspace.setting,
  case_id text NOT NULL,
  wave text NOT NULL DEFAULT '',
  customer_id text,
  eligible_at timestamptz NOT NULL,
  invited_at timestamptz,
  PRIMARY KEY (tenant, case_id, wave))$sql$),
(162, 'table', 'survey', $sql$
CREATE TABLE workspace.survey (
  tenant text NOT NULL DEFAULT 'main',
  survey_id bigint NOT NULL GENERATED BY DEFAULT AS IDENTITY,
  question text NOT NULL,
  score int,
  answered_at timestamptz NOT NULL CHECK (isfinite(answered_at)),
  case_id text,
  wave text NOT NULL DEFAULT '',
  customer_id text,
  agent_id text,
  channel text,
  text text,
  handled_at timestamptz,
  notified_at timestamptz,
  course text,
  source text,
  loaded_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (tenant, survey_id),
  FOREIGN KEY (tenant, question) REFERENCES workspace.question,
  CHECK (handled_at >= answered_at),
  CHECK (notified_at >= answered_at))$sql$),
(163, 'index', 'survey_answered', $sql$
CREATE INDEX survey_answered ON workspace.survey (answered_at, tenant)$sql$),

-- quality and learning
(170, 'table', 'qa_score', $sql$
CREATE TABLE workspace.qa_score (
  tenant text NOT NULL DEFAULT 'main' REFERENCES workspace.setting,
  contact_id text NOT NULL,
  rule text NOT NULL,
  reviewer text NOT NULL,
  passed bool,
  red_line bool NOT NULL DEFAULT false,
  agent_id text,
  reviewed_at timestamptz NOT NULL,
  note text,
  PRIMARY KEY (tenant, contact_id, rule, reviewer))$sql$),
(171, 'table', 'training', $sql$
CREATE TABLE workspace.training (
  tenant text NOT NULL DEFAULT 'main' REFERENCES workspace.setting,
  agent_id text NOT NULL,
  course text NOT NULL,
  held_at timestamptz NOT NULL,
  hours float8 NOT NULL DEFAULT 0 CHECK (hours >= 0),
  passed bool,
  PRIMARY KEY (tenant, agent_id, course, held_at))$sql$),
(172, 'table', 'course_rule', $sql$
CREATE TABLE workspace.course_rule (
  tenant text NOT NULL DEFAULT 'main' REFERENCES workspace.setting,
  defect text NOT NULL,
  course text NOT NULL,
  PRIMARY KEY (tenant, defect, course))$sql$),
(173, 'table', 'coaching', $sql$
CREATE TABLE workspace.coaching (
  tenant text NOT NULL DEFAULT 'main' REFERENCES workspace.setting,
  agent_id text NOT NULL,
  coached_at timestamptz NOT NULL,
  topic text,
  PRIMARY KEY (tenant, agent_id, coached_at))$sql$),

-- improvement and money
(180, 'table', 'target', $sql$
CREATE TABLE workspace.target (
  tenant text NOT NULL DEFAULT 'main' REFERENCES workspace.setting,
  target_id text NOT NULL,
  metric text NOT NULL CHECK (metric IN ('nps', 'csat', 'attainment', 'repeat', 'escalated')),
  dimension text,
  kind text NOT NULL CHECK (kind IN ('at_least', 'at_most', 'points', 'relative')),
  value float8 NOT NULL,
  baseline_from date NOT NULL,
  baseline_until date NOT NULL,
  now_from date NOT NULL,
  now_until date NOT NULL DEFAULT 'infinity',
  due date,
  source text,
  PRIMARY KEY (tenant, target_id),
  CHECK (baseline_until > baseline_from AND now_until > now_from))$sql$),
(181, 'table', 'benchmark', $sql$
CREATE TABLE workspace.benchmark (
  tenant text NOT NULL DEFAULT 'main' REFERENCES workspace.setting,
  metric text NOT NULL,
  peer text NOT NULL,
  value float8 NOT NULL,
  valid_from date NOT NULL,
  source text,
  PRIMARY KEY (tenant, metric, peer, valid_from))$sql$),
(182, 'table', 'metric_definition', $sql$
CREATE TABLE workspace.metric_definition (
  tenant text NOT NULL DEFAULT 'main' REFERENCES workspace.setting,
  metric text NOT NULL,
  version int NOT NULL DEFAULT 1,
  definition text NOT NULL,
  valid_from date NOT NULL DEFAULT CURRENT_DATE,
  PRIMARY KEY (tenant, metric, version))$sql$),
(183, 'table', 'milestone', $sql$
CREATE TABLE workspace.milestone (
  tenant text NOT NULL DEFAULT 'main' REFERENCES workspace.setting,
  milestone_id text NOT NULL,
  module text,
  phase text,
  due date,
  done_on date,
  acceptance text,
  PRIMARY KEY (tenant, milestone_id))$sql$),
(184, 'table', 'improvement', $sql$
CREATE TABLE workspace.improvement (
  tenant text NOT NULL DEFAULT 'main' REFERENCES workspace.setting,
  improvement_id text NOT NULL,
  complaint_id text,
  root_cause text,
  action text NOT NULL,
  owner text,
  pdca text NOT NULL DEFAULT 'plan' CHECK (pdca IN ('plan', 'do', 'check', 'act')),
  raised_at timestamptz NOT NULL DEFAULT now(),
  due date,
  done_at timestamptz,
  PRIMARY KEY (tenant, improvement_id),
  FOREIGN KEY (tenant, complaint_id) REFERENCES workspace.complaint)$sql$),
(185, 'table', 'compensation', $sql$
CREATE TABLE workspace.compensation (
  tenant text NOT NULL DEFAULT 'main',
  complaint_id text NOT NULL,
  kind text NOT NULL,
  offered_at timestamptz NOT NULL,
  accepted bool,
  cost numeric CHECK (cost >= 0),
  PRIMARY KEY (tenant, complaint_id, kind, offered_at),
  FOREIGN KEY (tenant, complaint_id) REFERENCES workspace.complaint ON DELETE CASCADE)$sql$),
(186, 'table', 'orders', $sql$
CREATE TABLE workspace.orders (
  tenant text NOT NULL DEFAULT 'main' REFERENCES workspace.setting,
  order_id text NOT NULL,
  customer_id text,
  ordered_at timestamptz NOT NULL,
  amount numeric,
  returned bool,
  return_reason text,
  PRIMARY KEY (tenant, order_id))$sql$),

-- exposure of rates, sources of data, alerts
(190, 'table', 'exposure', $sql$
CREATE TABLE workspace.exposure (
  tenant text NOT NULL DEFAULT 'main' REFERENCES workspace.setting,
  month date NOT NULL CHECK (extract(day FROM month) = 1),
  unit text NOT NULL CHECK (unit IN ('accounts', 'customers', 'branches', 'contacts', 'orders')),
  amount float8 NOT NULL CHECK (amount > 0),
  PRIMARY KEY (tenant, month, unit))$sql$),
(191, 'table', 'source', $sql$
CREATE TABLE workspace.source (
  tenant text NOT NULL DEFAULT 'main' REFERENCES workspace.setting,
  source text NOT NULL,
  layer text,
  fresh_within interval NOT NULL DEFAULT '1 hour' CHECK (fresh_within > '0'),
  PRIMARY KEY (tenant, source))$sql$),
(195, 'table', 'alert', $sql$
CREATE TABLE workspace.alert (
  tenant text NOT NULL DEFAULT 'main' REFERENCES workspace.setting,
  alert_id bigint NOT NULL GENERATED BY DEFAULT AS IDENTITY,
  kind text NOT NULL,
  subject text NOT NULL,
  occurrence text NOT NULL,
  detail jsonb NOT NULL DEFAULT '{}',
  raised_at timestamptz NOT NULL DEFAULT now(),
  handled_at timestamptz,
  PRIMARY KEY (tenant, alert_id),
  UNIQUE (tenant, kind, subject, occurrence))$sql$)

  ) AS v(a, b, c, d);
END;
COMMENT ON FUNCTION csq_internal.workspace_tables() IS
'The tables of a workspace, as statements.';
CREATE FUNCTION csq_internal.workspace_sla(OUT ord int, OUT kind text, OUT name text, OUT statement text) RETURNS SETOF record
LANGUAGE SQL IMMUTABLE PARALLEL SAFE COST 10 ROWS 20
BEGIN ATOMIC
  SELECT v.a, v.b, v.c, v.d FROM (VALUES

-- what the conditions of policies can ask about
(300, 'function', 'facts(text, text, text, text, text, text, text, text[])', $sql$
CREATE FUNCTION workspace.facts(channel text, product text, branch text, severity text, category text, segment text, source text, tags text[]) RETURNS jsonb
LANGUAGE SQL STABLE PARALLEL SAFE COST 10
RETURN jsonb_build_object('channel', channel, 'product', product, 'branch', branch, 'severity', severity, 'category', category,
  'segment', segment, 'source', source, 'tags', tags)$sql$),

-- deadlines of response and resolution at intake
(301, 'function', 'deadlines(text, text, jsonb, timestamptz)', $sql$
CREATE FUNCTION workspace.deadlines(for_tenant text, for_customer text, facts jsonb, at timestamptz) RETURNS timestamptz[]
LANGUAGE SQL STABLE PARALLEL SAFE COST 200
BEGIN ATOMIC
  SELECT ARRAY[(array_agg(d.due ORDER BY d.place, d.policy_id) FILTER (WHERE d.stage = 'response'))[1],
    (array_agg(d.due ORDER BY d.place, d.policy_id) FILTER (WHERE d.stage = 'resolution'))[1]]
  FROM (SELECT p.stage, p.place, p.policy_id, csq.due_at(coalesce(p.calendar, s.calendar), at, p.target) AS due
        FROM workspace.setting AS s JOIN workspace.policy AS p USING (tenant)
        WHERE s.tenant = for_tenant AND p.stage IN ('response', 'resolution') AND p.anchor = 'receipt'
          AND (at AT TIME ZONE s.zone)::date >= p.valid_from AND (at AT TIME ZONE s.zone)::date < p.valid_until
          AND csq.policy_matches(p.condition, CASE WHEN p.condition ? 'segment' THEN facts || jsonb_build_object('segment',
            (SELECT c.segment FROM workspace.customer AS c WHERE c.tenant = for_tenant AND c.customer_id = for_customer)) ELSE facts END)) AS d;
END$sql$),

-- intake: deadlines before the row is stored, labels after the statement
(310, 'function', 'take_in()', $sql$
CREATE FUNCTION workspace.take_in() RETURNS trigger
LANGUAGE plpgsql COST 1000 AS $body$
DECLARE
  -- a plain expression: its plan is kept from row to row
  due pg_catalog.timestamptz[] := workspace.deadlines(NEW.tenant, NEW.customer_id,
    workspace.facts(NEW.channel, NEW.product, NEW.branch, NEW.severity, NEW.category, NULL, NEW.source, NEW.tags), NEW.received_at);
BEGIN
  NEW.response_due := COALESCE(NEW.response_due, due[1]);
  NEW.resolution_due := COALESCE(NEW.resolution_due, due[2]);
  RETURN NEW;
END
$body$$sql$),
(311, 'trigger', 'take_in ON complaint', $sql$
CREATE TRIGGER take_in BEFORE INSERT ON workspace.complaint FOR EACH ROW EXECUTE FUNCTION workspace.take_in()$sql$),

(315, 'function', 'label_new()', $sql$
CREATE FUNCTION workspace.label_new() RETURNS trigger
LANGUAGE plpgsql COST 1000 SET search_path = pg_catalog, pg_temp AS $body$
BEGIN
  INSERT INTO workspace.complaint_label (tenant, complaint_id, labeller, category, severity, reasons, emotion, labelled_by)
  SELECT n.tenant, n.complaint_id, 'lexicon', csq.classify(s.lexicon, n.text, 'category'), v.level, coalesce(v.reasons, '{}'),
    csq.classify(s.lexicon, n.text, 'emotion'), 'default lexicon'
  FROM new_rows AS n JOIN workspace.setting AS s USING (tenant) LEFT JOIN LATERAL csq.severity(s.severity_lexicon, n.text) AS v ON true
  WHERE s.lexicon IS NOT NULL AND n.text IS NOT NULL;
  INSERT INTO workspace.complaint_label (tenant, complaint_id, labeller, category, probability, labelled_by)
  SELECT n.tenant, n.complaint_id, 'model', b.label, b.probability, 'model'
  FROM new_rows AS n JOIN workspace.setting AS s USING (tenant) CROSS JOIN LATERAL csq.classify_scores(s.model, n.text, 1) AS b
  WHERE s.model IS NOT NULL AND n.text IS NOT NULL;
  RETURN NULL;
END
$body$$sql$),
(316, 'trigger', 'label_new ON complaint', $sql$
CREATE TRIGGER label_new AFTER INSERT ON workspace.complaint REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION workspace.label_new()$sql$),

-- one row per complaint with what is known of it.  Whose label counts: a person, an outside labeller, the model where it is sure, the lexicon.
(320, 'view', 'v_complaint', $sql$
CREATE VIEW workspace.v_complaint WITH (security_invoker = true) AS
SELECT c.tenant, c.complaint_id, c.received_at, (date_trunc('month', c.received_at AT TIME ZONE s.zone))::date AS month,
  coalesce(c.channel, '(unknown)') AS channel, c.customer_id, coalesce(c.product, '(unknown)') AS product, coalesce(c.branch, '(unknown)') AS branch, c.agent_id,
  coalesce(l.category, c.category, m.category, x.category, '(unknown)') AS category,
  coalesce(l.severity, c.severity, x.severity, 'general') AS severity,
  coalesce(u.segment, '(unknown)') AS segment,
  CASE WHEN u.birth_year IS NULL THEN '(unknown)' WHEN extract(year FROM c.received_at AT TIME ZONE s.zone) - u.birth_year >= 60 THEN '60 and older' ELSE 'under 60' END AS age_group,
  coalesce(x.emotion, '(unknown)') AS emotion, array_to_string(x.reasons, ', ') AS reasons,
  coalesce(c.root_cause, '(unknown)') AS root_cause, coalesce(c.source, '(unknown)') AS source, c.upheld, c.escalated_at, c.cost::float8 AS cost,
  c.text, e.responded_at,
  CASE WHEN e.last IN ('stop', 'cancel') THEN e.stopped_at END AS closed_at,
  coalesce(e.reopens, 0)::int AS reopens,
  coalesce(e.last = 'cancel', false) AS cancelled,
  coalesce(s.as_of, now()) AS as_of
FROM workspace.complaint AS c
JOIN workspace.setting AS s USING (tenant)
LEFT JOIN workspace.customer AS u USING (tenant, customer_id)
LEFT JOIN LATERAL (
  SELECT (array_agg(p.category ORDER BY p.labeller = 'outside') FILTER (WHERE p.category IS NOT NULL))[1] AS category,
    (array_agg(p.severity ORDER BY p.labeller = 'outside') FILTER (WHERE p.severity IS NOT NULL))[1] AS severity
  FROM workspace.complaint_label AS p WHERE p.tenant = c.tenant AND p.complaint_id = c.complaint_id AND p.labeller IN ('person', 'outside')) AS l ON true
LEFT JOIN workspace.complaint_label AS m ON m.tenant = c.tenant AND m.complaint_id = c.complaint_id AND m.labeller = 'model' AND m.probability >= s.min_confidence
LEFT JOIN workspace.complaint_label AS x ON x.tenant = c.tenant AND x.complaint_id = c.complaint_id AND x.labeller = 'lexicon'
LEFT JOIN LATERAL (
  SELECT min(e.at) FILTER (WHERE e.stage = 'response' AND e.event = 'stop') AS responded_at,
    max(e.at) FILTER (WHERE e.stage IN ('resolution', '*') AND e.event IN ('stop', 'cancel')) AS stopped_at,
    (array_agg(e.event ORDER BY e.at DESC, e.seq DESC, e.event IN ('stop', 'cancel') DESC, e.event) FILTER (WHERE e.stage IN ('resolution', '*') AND e.event IN ('start', 'reopen', 'stop', 'cancel')))[1] AS last,
    count(*) FILTER (WHERE e.stage = 'resolution' AND e.event = 'reopen') AS reopens
  FROM workspace.complaint_event AS e WHERE e.tenant = c.tenant AND e.complaint_id = c.complaint_id AND e.at <= coalesce(s.as_of, now())) AS e ON true
WHERE c.received_at <= coalesce(s.as_of, now())$sql$),

-- the clock of each stage of each complaint under the first policy that fits
(330, 'view', 'v_status', $sql$
CREATE VIEW workspace.v_status WITH (security_invoker = true) AS
SELECT c.tenant, c.complaint_id, p.stage, p.policy_id, c.received_at, c.month, c.channel, c.product, c.branch, c.agent_id, c.customer_id, c.category, c.severity, c.segment, c.age_group, c.source,
  coalesce(q.state, 'pending') AS state, q.started_at, q.due_at, q.stopped_at, q.breached_at,
  extract(epoch FROM q.elapsed)::float8 AS elapsed_seconds, extract(epoch FROM q.paused)::float8 AS paused_seconds, extract(epoch FROM q.remaining)::float8 AS remaining_seconds, q.used,
  csq.sla_outcome(q.state) AS in_time, p.goal, c.as_of
FROM workspace.v_complaint AS c
JOIN workspace.setting AS s USING (tenant)
CROSS JOIN LATERAL (
  SELECT DISTINCT ON (p.stage) p.*
  FROM workspace.policy AS p JOIN workspace.complaint AS r ON r.tenant = c.tenant AND r.complaint_id = c.complaint_id
  WHERE p.tenant = c.tenant AND (c.received_at AT TIME ZONE s.zone)::date >= p.valid_from AND (c.received_at AT TIME ZONE s.zone)::date < p.valid_until
    AND csq.policy_matches(p.condition, workspace.facts(r.channel, r.product, r.branch, c.severity, c.category, nullif(c.segment, '(unknown)'), r.source, r.tags))
  ORDER BY p.stage, p.place, p.policy_id) AS p
LEFT JOIN LATERAL (
  SELECT csq.clock_agg(k.at, k.event, k.reason, k.seq) AS clock
  FROM (SELECT e.at, e.event, e.reason, e.seq FROM workspace.complaint_event AS e
        WHERE e.tenant = c.tenant AND e.complaint_id = c.complaint_id AND e.stage IN (p.stage, '*')
        UNION ALL
        -- what was done before its anchor was done at once
        SELECT CASE p.anchor WHEN 'receipt' THEN c.received_at ELSE (
            SELECT CASE WHEN count(*) FILTER (WHERE e.stage = p.anchor) > 0 THEN min(e.at) END FROM workspace.complaint_event AS e
            WHERE e.tenant = c.tenant AND e.complaint_id = c.complaint_id AND e.stage IN (p.anchor, p.stage) AND e.event = 'stop') END,
          'start', NULL, 0
        WHERE NOT EXISTS (SELECT FROM workspace.complaint_event AS e
                          WHERE e.tenant = c.tenant AND e.complaint_id = c.complaint_id AND e.stage = p.stage AND e.event = 'start')) AS k) AS k ON true
LEFT JOIN LATERAL csq.sla_status(k.clock, p.target, coalesce(p.calendar, s.calendar), c.as_of, p.reopen, p.retarget) AS q ON true$sql$),

(340, 'view', 'v_overdue', $sql$
CREATE VIEW workspace.v_overdue WITH (security_invoker = true) AS
SELECT t.tenant, t.complaint_id, t.stage, t.policy_id, t.channel, t.product, t.branch, t.agent_id, t.category, t.severity, t.segment, t.received_at, t.due_at, t.breached_at,
  -t.remaining_seconds AS seconds_over, extract(epoch FROM t.as_of - t.due_at)::float8 AS wall_seconds_over, t.as_of
FROM workspace.v_status AS t WHERE t.state = 'overdue'$sql$),

-- the chance that a running clock breaches, given that it has run so long: S(target) / S(elapsed), S over all clocks of the stage; the
-- clocks are computed once for both sides of the join
(341, 'view', 'v_at_risk', $sql$
CREATE VIEW workspace.v_at_risk WITH (security_invoker = true) AS
WITH t AS MATERIALIZED (SELECT v.* FROM workspace.v_status AS v WHERE v.elapsed_seconds IS NOT NULL)
SELECT t.tenant, t.complaint_id, t.stage, t.policy_id, t.channel, t.product, t.branch, t.agent_id, t.category, t.severity, t.segment, t.received_at, t.due_at, t.state,
  t.elapsed_seconds, t.remaining_seconds, extract(epoch FROM t.due_at - t.as_of)::float8 AS seconds_until_due, t.used,
  csq.breach_risk(f.attainment, make_interval(secs => t.elapsed_seconds), make_interval(secs => t.elapsed_seconds + t.remaining_seconds)) AS breach_probability,
  t.as_of
FROM t
JOIN (SELECT v.tenant, v.stage, csq.attainment_agg(v.elapsed_seconds, v.stopped_at IS NOT NULL AND v.state <> 'cancelled') AS attainment
      FROM t AS v GROUP BY v.tenant, v.stage) AS f USING (tenant, stage)
WHERE t.state IN ('running', 'paused')$sql$),

(342, 'view', 'v_attainment', $sql$
CREATE VIEW workspace.v_attainment WITH (security_invoker = true) AS
SELECT g.tenant, g.month, g.stage, g.policy_id, g.channel, g.product, g.branch, g.category, g.severity, g.segment, g.age_group, g.goal,
  csq.hits(g.r) AS hits, csq.trials(g.r) AS trials, csq.missing(g.r) AS undecided, g.overdue, g.cancelled,
  csq.rate(g.r) AS rate, csq.rate_lo(g.r) AS rate_lo, csq.rate_hi(g.r) AS rate_hi
FROM (SELECT t.tenant, t.month, t.stage, t.policy_id, t.channel, t.product, t.branch, t.category, t.severity, t.segment, t.age_group, t.goal,
        csq.rate_agg(t.in_time) AS r, count(*) FILTER (WHERE t.state = 'overdue') AS overdue, count(*) FILTER (WHERE t.state = 'cancelled') AS cancelled
      FROM workspace.v_status AS t
      GROUP BY t.tenant, t.month, t.stage, t.policy_id, t.channel, t.product, t.branch, t.category, t.severity, t.segment, t.age_group, t.goal) AS g$sql$),

-- how long until closed, open cases counted as longer
(343, 'view', 'v_resolution', $sql$
CREATE VIEW workspace.v_resolution WITH (security_invoker = true) AS
SELECT g.tenant, g.month, g.product, g.n, g.open_cases, g.total_seconds,
  extract(epoch FROM csq.median(g.d))::float8 AS median_seconds, extract(epoch FROM csq.quantile_lo(g.d, 0.5))::float8 AS median_seconds_lo, extract(epoch FROM csq.quantile_hi(g.d, 0.5))::float8 AS median_seconds_hi,
  extract(epoch FROM csq.quantile(g.d, 0.9))::float8 AS p90_seconds, extract(epoch FROM csq.quantile_lo(g.d, 0.9))::float8 AS p90_seconds_lo, extract(epoch FROM csq.quantile_hi(g.d, 0.9))::float8 AS p90_seconds_hi
FROM (SELECT c.tenant, c.month, c.product, count(*) AS n, count(*) FILTER (WHERE c.closed_at IS NULL) AS open_cases,
        coalesce(sum(extract(epoch FROM c.closed_at - c.received_at)), 0)::float8 AS total_seconds,
        csq.duration_agg(c.received_at, c.closed_at, c.as_of) AS d
      FROM workspace.v_complaint AS c WHERE NOT c.cancelled GROUP BY c.tenant, c.month, c.product) AS g$sql$),

(344, 'view', 'v_backlog', $sql$
CREATE VIEW workspace.v_backlog WITH (security_invoker = true) AS
SELECT g.tenant, g.month, g.product, coalesce(r.n, 0) AS received, coalesce(d.n, 0) AS closed,
  (sum(coalesce(r.n, 0) - coalesce(d.n, 0)) OVER (PARTITION BY g.tenant, g.product ORDER BY g.month))::bigint AS open_at_end
FROM (SELECT b.tenant, b.product, m.month::date AS month
      FROM (SELECT c.tenant, c.product, f.first, (date_trunc('month', max(c.as_of) AT TIME ZONE max(s.zone)))::date AS last
            FROM workspace.v_complaint AS c JOIN workspace.setting AS s USING (tenant)
            JOIN (SELECT i.tenant, min(i.month) AS first FROM workspace.v_complaint AS i GROUP BY i.tenant) AS f USING (tenant)
            GROUP BY c.tenant, c.product, f.first) AS b
      CROSS JOIN LATERAL generate_series(b.first::timestamp, b.last::timestamp, '1 month') AS m(month)) AS g
LEFT JOIN (SELECT c.tenant, c.product, c.month, count(*) AS n FROM workspace.v_complaint AS c GROUP BY c.tenant, c.product, c.month) AS r USING (tenant, product, month)
LEFT JOIN (SELECT c.tenant, c.product, (date_trunc('month', c.closed_at AT TIME ZONE s.zone))::date AS month, count(*) AS n
           FROM workspace.v_complaint AS c JOIN workspace.setting AS s USING (tenant) WHERE c.closed_at IS NOT NULL GROUP BY 1, 2, 3) AS d USING (tenant, product, month)$sql$),

(345, 'view', 'v_ageing', $sql$
CREATE VIEW workspace.v_ageing WITH (security_invoker = true) AS
SELECT c.tenant, c.product, c.channel, a.age_class, a.from_days, a.until_days, count(*) AS n,
  max(extract(epoch FROM c.as_of - c.received_at))::float8 AS oldest_seconds
FROM workspace.v_complaint AS c
JOIN (VALUES ('up to 1 day', 0, 1), ('1 to 3 days', 1, 3), ('3 to 7 days', 3, 7), ('7 to 15 days', 7, 15), ('15 to 30 days', 15, 30), ('30 to 60 days', 30, 60), ('over 60 days', 60, NULL))
  AS a(age_class, from_days, until_days)
  ON extract(epoch FROM c.as_of - c.received_at) >= a.from_days * 86400 AND (a.until_days IS NULL OR extract(epoch FROM c.as_of - c.received_at) < a.until_days * 86400)
WHERE c.closed_at IS NULL
GROUP BY c.tenant, c.product, c.channel, a.age_class, a.from_days, a.until_days$sql$)

  ) AS v(a, b, c, d);
END;
COMMENT ON FUNCTION csq_internal.workspace_sla() IS
'Intake and the views of clocks, backlog and ageing, as statements.';
CREATE FUNCTION workspace_policies(OUT preset text, OUT policy_id text, OUT stage text, OUT anchor text, OUT condition jsonb, OUT place int,
  OUT target sla_target, OUT goal float8, OUT note text) RETURNS SETOF record
LANGUAGE SQL IMMUTABLE PARALLEL SAFE COST 10 ROWS 9
BEGIN ATOMIC
  SELECT v.a, v.b, v.c, v.d, v.e::pg_catalog.jsonb, v.f, v.g::csq.sla_target, v.h, v.i FROM (VALUES
    ('four_stages', 'response', 'response', 'receipt', '{}', 100, '10 minutes', 0.98::pg_catalog.float8, 'Response within 10 minutes after the complaint came in.'),
    ('four_stages', 'classification', 'classification', 'receipt', '{}', 100, '30 minutes', 0.98, 'First classification within 30 minutes after the complaint came in.'),
    ('four_stages', 'assignment', 'assignment', 'receipt', '{}', 100, '2 hours', 0.98, 'Given to a specialist within 2 hours after the complaint came in.'),
    ('four_stages', 'resolution', 'resolution', 'assignment', '{}', 100, '2 hours', 0.98, 'First solution within 2 hours after it was assigned.'),
    ('graded', 'response_major', 'response', 'receipt', '{"severity":["major","urgent"]}', 10, '30 minutes', 0.98, 'Major complaints: response within 30 minutes.'),
    ('graded', 'response_general', 'response', 'receipt', '{}', 100, '2 hours', 0.98, 'Other complaints: response within 2 hours.'),
    ('graded', 'resolution', 'resolution', 'receipt', '{}', 100, '72 hours', 0.98, 'Handled, and the customer told, within 72 hours.'),
    ('graded', 'review', 'review', 'resolution', '{}', 100, '48 hours', 0.98, 'Root cause reviewed within 48 hours after the complaint was closed.'),
    ('graded', 'feedback', 'feedback', 'resolution', '{}', 100, '72 hours', 0.98, 'The customer called back within 72 hours after the complaint was closed.')
  ) AS v(a, b, c, d, e, f, g, h, i);
END;
COMMENT ON FUNCTION workspace_policies() IS
'The sets of policies that a workspace can begin with: four_stages (10 min, 30 min, 2 h, 2 h) and graded (2 h, major 30 min, review 48 h, feedback 72 h).';
CREATE FUNCTION csq_internal.workspace_voice(OUT ord int, OUT kind text, OUT name text, OUT statement text) RETURNS SETOF record
LANGUAGE SQL IMMUTABLE PARALLEL SAFE COST 10 ROWS 30
BEGIN ATOMIC
  SELECT v.a, v.b, v.c, v.d FROM (VALUES

(400, 'view', 'v_answer', $sql$
CREATE VIEW workspace.v_answer WITH (security_invoker = true) AS
SELECT a.tenant, a.survey_id, a.answered_at, (date_trunc('month', a.answered_at AT TIME ZONE s.zone))::date AS month, a.question, q.scale,
  CASE WHEN x.fits THEN a.score END AS score, coalesce(NOT x.fits, false) AS off_scale,
  coalesce(a.channel, '(unknown)') AS channel, coalesce(a.agent_id, '(unknown)') AS agent_id, a.customer_id, coalesce(u.segment, '(unknown)') AS segment, a.wave, a.case_id, a.text,
  CASE WHEN x.fits THEN a.score <= CASE q.scale WHEN 'nps' THEN 6 WHEN 'csat' THEN 2 ELSE 3 END END AS bad,
  a.handled_at, a.notified_at, coalesce(a.course, '(none)') AS course, coalesce(a.source, '(unknown)') AS source, coalesce(s.as_of, now()) AS as_of
FROM workspace.survey AS a
JOIN workspace.question AS q USING (tenant, question)
JOIN workspace.setting AS s USING (tenant)
LEFT JOIN workspace.customer AS u USING (tenant, customer_id)
CROSS JOIN LATERAL (SELECT CASE q.scale WHEN 'nps' THEN a.score BETWEEN 0 AND 10 WHEN 'csat' THEN a.score BETWEEN 1 AND 5 ELSE a.score BETWEEN 1 AND 7 END AS fits) AS x
WHERE a.answered_at <= coalesce(s.as_of, now())$sql$),

(401, 'view', 'v_nps_month', $sql$
CREATE VIEW workspace.v_nps_month WITH (security_invoker = true) AS
SELECT g.tenant, g.month, g.question, g.channel, g.segment, csq.answers(g.s) AS answers, csq.promoters(g.s) AS promoters, csq.passives(g.s) AS passives,
  csq.detractors(g.s) AS detractors, csq.missing(g.s) - g.off_scale AS missing, g.off_scale, csq.nps(g.s) AS nps, csq.nps_lo(g.s) AS nps_lo, csq.nps_hi(g.s) AS nps_hi
FROM (SELECT a.tenant, a.month, a.question, a.channel, a.segment, csq.score_agg(a.score) AS s, count(*) FILTER (WHERE a.off_scale) AS off_scale
      FROM workspace.v_answer AS a WHERE a.scale = 'nps' GROUP BY a.tenant, a.month, a.question, a.channel, a.segment) AS g$sql$),

(402, 'view', 'v_csat_month', $sql$
CREATE VIEW workspace.v_csat_month WITH (security_invoker = true) AS
SELECT g.tenant, g.month, g.question, g.scale, g.channel, g.segment, csq.hits(g.r) AS hits, csq.trials(g.r) AS trials, csq.missing(g.r) - g.off_scale AS missing, g.off_scale, g.total_score,
  csq.rate(g.r) AS rate, csq.rate_lo(g.r) AS rate_lo, csq.rate_hi(g.r) AS rate_hi
FROM (SELECT a.tenant, a.month, a.question, a.scale, a.channel, a.segment, csq.rate_agg(a.score >= CASE a.scale WHEN 'csat' THEN 4 ELSE 5 END) AS r,
        coalesce(sum(a.score), 0)::bigint AS total_score, count(*) FILTER (WHERE a.off_scale) AS off_scale
      FROM workspace.v_answer AS a WHERE a.scale IN ('csat', 'ces') GROUP BY a.tenant, a.month, a.question, a.scale, a.channel, a.segment) AS g$sql$),

(403, 'view', 'v_coverage', $sql$
CREATE VIEW workspace.v_coverage WITH (security_invoker = true) AS
SELECT g.tenant, g.month, g.wave, g.eligible, g.invited, g.answered, csq.rate(g.c) AS coverage, csq.rate_lo(g.c) AS coverage_lo, csq.rate_hi(g.c) AS coverage_hi,
  csq.rate(g.p) AS response_rate, csq.rate_lo(g.p) AS response_rate_lo, csq.rate_hi(g.p) AS response_rate_hi
FROM (SELECT i.tenant, (date_trunc('month', i.eligible_at AT TIME ZONE s.zone))::date AS month, i.wave, count(*) AS eligible, count(i.invited_at) AS invited,
        count(*) FILTER (WHERE i.invited_at IS NOT NULL AND x.found) AS answered, csq.rate_agg(i.invited_at IS NOT NULL) AS c, csq.rate_agg(x.found) FILTER (WHERE i.invited_at IS NOT NULL) AS p
      FROM workspace.survey_invite AS i JOIN workspace.setting AS s USING (tenant)
      CROSS JOIN LATERAL (SELECT EXISTS (SELECT FROM workspace.survey AS a WHERE a.tenant = i.tenant AND a.case_id = i.case_id AND a.wave = i.wave) AS found) AS x
      GROUP BY 1, 2, 3) AS g$sql$),

-- the loop from a bad answer to the customer told and a course taken up; a case still within its 72 hours is undecided
(404, 'view', 'v_loop', $sql$
CREATE VIEW workspace.v_loop WITH (security_invoker = true) AS
SELECT g.tenant, g.month, g.question, g.course, csq.hits(g.r) AS hits, csq.trials(g.r) AS trials, csq.missing(g.r) AS undecided, g.next_day,
  csq.rate(g.r) AS rate, csq.rate_lo(g.r) AS rate_lo, csq.rate_hi(g.r) AS rate_hi
FROM (SELECT a.tenant, a.month, a.question, a.course, count(*) FILTER (WHERE a.handled_at <= csq.due_at(s.calendar, a.answered_at, '1 business day')) AS next_day,
        csq.rate_agg(CASE WHEN greatest(a.handled_at, a.notified_at) <= a.answered_at + interval '72 hours' AND a.notified_at IS NOT NULL AND a.handled_at IS NOT NULL THEN true
                          WHEN a.as_of > a.answered_at + interval '72 hours' THEN false END) AS r
      FROM workspace.v_answer AS a JOIN workspace.setting AS s USING (tenant) WHERE a.bad GROUP BY a.tenant, a.month, a.question, a.course) AS g$sql$),
(405, 'view', 'v_promised', $sql$
CREATE VIEW workspace.v_promised WITH (security_invoker = true) AS
SELECT a.tenant, a.survey_id, a.customer_id, a.case_id, a.agent_id, a.question, a.score, a.answered_at, a.answered_at + interval '72 hours' AS due_at,
  extract(epoch FROM a.as_of - a.answered_at - interval '72 hours')::float8 AS seconds_over
FROM workspace.v_answer AS a WHERE a.bad AND (a.notified_at IS NULL OR a.handled_at IS NULL)$sql$),

-- contacts: every share with its parts
(410, 'view', 'v_contact', $sql$
CREATE VIEW workspace.v_contact WITH (security_invoker = true) AS
SELECT c.tenant, c.contact_id, c.case_id, c.customer_id, coalesce(c.agent_id, '(unknown)') AS agent_id, coalesce(g.team_id, '(unknown)') AS team_id, coalesce(c.channel, '(unknown)') AS channel,
  coalesce(c.modality, '(unknown)') AS modality, coalesce(c.queue, '(unknown)') AS queue, coalesce(c.scene, '(unknown)') AS scene, coalesce(c.issue, '(unknown)') AS issue,
  c.robot, c.offered_at, (c.offered_at AT TIME ZONE s.zone)::date AS day, (date_trunc('month', c.offered_at AT TIME ZONE s.zone))::date AS month,
  extract(hour FROM c.offered_at AT TIME ZONE s.zone)::int AS hour, extract(isodow FROM c.offered_at AT TIME ZONE s.zone)::int AS weekday,
  c.answered_at, c.abandoned_at, c.ended_at, extract(epoch FROM c.answered_at - c.offered_at)::float8 AS wait_seconds, c.handle_seconds,
  c.resolved, c.escalated, c.article_id IS NOT NULL AS article_used, c.monitored, c.personalised, c.customer_id IS NOT NULL AS linked, c.cost::float8 AS cost,
  coalesce(c.source, '(unknown)') AS source, coalesce(s.as_of, now()) AS as_of
FROM workspace.contact AS c JOIN workspace.setting AS s USING (tenant) LEFT JOIN workspace.agent AS g USING (tenant, agent_id)
WHERE c.offered_at <= coalesce(s.as_of, now())$sql$),

(411, 'view', 'v_contact_month', $sql$
CREATE VIEW workspace.v_contact_month WITH (security_invoker = true) AS
SELECT g.tenant, g.month, g.channel, g.modality, g.scene, g.robot, g.contacts, g.cost,
  csq.hits(g.r) AS resolved, csq.trials(g.r) AS resolved_trials, csq.rate(g.r) AS resolved_rate, csq.rate_lo(g.r) AS resolved_rate_lo, csq.rate_hi(g.r) AS resolved_rate_hi,
  g.articles, csq.rate(g.k) AS article_rate, csq.rate_lo(g.k) AS article_rate_lo, csq.rate_hi(g.k) AS article_rate_hi,
  csq.hits(g.m) AS monitored, csq.trials(g.m) AS monitored_trials, csq.rate(g.m) AS monitored_rate, csq.rate_lo(g.m) AS monitored_rate_lo, csq.rate_hi(g.m) AS monitored_rate_hi,
  csq.hits(g.p) AS personalised, csq.trials(g.p) AS personalised_trials, csq.rate(g.p) AS personalised_rate, csq.rate_lo(g.p) AS personalised_rate_lo, csq.rate_hi(g.p) AS personalised_rate_hi,
  csq.hits(g.l) AS linked, csq.rate(g.l) AS linked_rate, csq.rate_lo(g.l) AS linked_rate_lo, csq.rate_hi(g.l) AS linked_rate_hi
FROM (SELECT c.tenant, c.month, c.channel, c.modality, c.scene, c.robot, count(*) AS contacts, coalesce(sum(c.cost), 0)::float8 AS cost,
        csq.rate_agg(c.resolved AND NOT coalesce(c.escalated, false)) AS r, count(*) FILTER (WHERE c.article_used) AS articles, csq.rate_agg(c.article_used) AS k,
        csq.rate_agg(c.monitored) AS m, csq.rate_agg(c.personalised) AS p, csq.rate_agg(c.linked) AS l
      FROM workspace.v_contact AS c GROUP BY c.tenant, c.month, c.channel, c.modality, c.scene, c.robot) AS g$sql$),

-- calls and chats with people: answered within 30 s of all offered; a caller still waiting, not yet 30 s, is undecided
(412, 'view', 'v_calls', $sql$
CREATE VIEW workspace.v_calls WITH (security_invoker = true) AS
SELECT g.tenant, g.month, g.queue, g.channel, g.weekday, g.hour, g.offered, g.answered, g.abandoned, g.wait_seconds, g.handled, g.handle_seconds,
  csq.hits(g.s) AS hits, csq.trials(g.s) AS trials, csq.rate(g.s) AS service_level, csq.rate_lo(g.s) AS service_level_lo, csq.rate_hi(g.s) AS service_level_hi,
  csq.hits(g.c) AS connected, csq.trials(g.c) AS connected_trials, csq.rate(g.c) AS connect_rate, csq.rate_lo(g.c) AS connect_rate_lo, csq.rate_hi(g.c) AS connect_rate_hi,
  g.wait_seconds / nullif(g.answered, 0) AS mean_wait_seconds, g.handle_seconds / nullif(g.handled, 0) AS mean_handle_seconds
FROM (SELECT c.tenant, c.month, c.queue, c.channel, c.weekday, c.hour, count(*) AS offered, count(c.answered_at) AS answered, count(c.abandoned_at) AS abandoned,
        coalesce(sum(c.wait_seconds), 0)::float8 AS wait_seconds, count(c.handle_seconds) AS handled, coalesce(sum(c.handle_seconds), 0)::float8 AS handle_seconds,
        csq.rate_agg(CASE WHEN c.wait_seconds <= 30 THEN true WHEN c.answered_at IS NOT NULL OR c.abandoned_at IS NOT NULL OR c.as_of > c.offered_at + interval '30 seconds' THEN false END) AS s,
        csq.rate_agg(CASE WHEN c.answered_at IS NOT NULL THEN true WHEN c.abandoned_at IS NOT NULL THEN false END) AS c
      FROM workspace.v_contact AS c WHERE NOT c.robot GROUP BY c.tenant, c.month, c.queue, c.channel, c.weekday, c.hour) AS g$sql$),

-- touchpoints and journeys
(420, 'view', 'v_touch', $sql$
CREATE VIEW workspace.v_touch WITH (security_invoker = true) AS
SELECT t.tenant, t.touch_id, t.case_id, t.customer_id, t.at, (date_trunc('month', t.at AT TIME ZONE s.zone))::date AS month, t.touchpoint,
  coalesce(t.channel, '(unknown)') AS channel, coalesce(t.department, '(unknown)') AS department, t.emotion, t.seconds, t.succeeded, coalesce(t.source, '(unknown)') AS source
FROM workspace.touch AS t JOIN workspace.setting AS s USING (tenant) WHERE t.at <= coalesce(s.as_of, now())$sql$),

(421, 'view', 'v_touchpoint', $sql$
CREATE VIEW workspace.v_touchpoint WITH (security_invoker = true) AS
SELECT g.tenant, g.month, g.touchpoint, g.channel, g.measure, g.touches, csq.hits(g.r) AS hits, csq.trials(g.r) AS trials, csq.missing(g.r) AS missing,
  csq.rate(g.r) AS rate, csq.rate_lo(g.r) AS rate_lo, csq.rate_hi(g.r) AS rate_hi, g.within_seconds, g.goal,
  CASE WHEN csq.rate_lo(g.r) >= g.goal THEN 'attained' WHEN csq.rate_hi(g.r) < g.goal THEN 'missed' WHEN csq.trials(g.r) > 0 AND g.goal IS NOT NULL THEN 'cannot_tell' END AS verdict,
  extract(epoch FROM csq.quantile(g.d, 0.9))::float8 AS p90_seconds, g.emotions, g.total_emotion, g.total_emotion / nullif(g.emotions, 0) AS mean_emotion
FROM (SELECT t.tenant, t.month, t.touchpoint, t.channel, coalesce(x.measure, '(none)') AS measure, x.within_seconds, x.goal, count(*) AS touches,
        csq.rate_agg(CASE x.measure WHEN 'within' THEN t.seconds <= x.within_seconds WHEN 'success' THEN t.succeeded END) AS r,
        csq.duration_agg(t.seconds) AS d, count(t.emotion) AS emotions, coalesce(sum(t.emotion), 0)::float8 AS total_emotion
      FROM workspace.v_touch AS t LEFT JOIN workspace.touchpoint_target AS x USING (tenant, touchpoint)
      GROUP BY t.tenant, t.month, t.touchpoint, t.channel, x.measure, x.within_seconds, x.goal) AS g$sql$),

(422, 'view', 'v_journey', $sql$
CREATE VIEW workspace.v_journey WITH (security_invoker = true) AS
SELECT g.tenant, g.case_id, g.month, g.customer_id, csq.num_events(g.j)::bigint AS touches, csq.switches(g.j)::bigint AS switches, g.departments, extract(epoch FROM csq.duration(g.j))::float8 AS seconds,
  array_to_string(csq.trace(g.j), ' > ') AS path
FROM (SELECT t.tenant, t.case_id, min(t.month) AS month, max(t.customer_id) AS customer_id, count(DISTINCT t.department) AS departments, csq.journey_agg(t.at, t.touchpoint, nullif(t.channel, '(unknown)')) AS j
      FROM workspace.v_touch AS t GROUP BY t.tenant, t.case_id) AS g$sql$),

(423, 'view', 'v_channel_switch', $sql$
CREATE VIEW workspace.v_channel_switch WITH (security_invoker = true) AS
SELECT g.tenant, g.month, csq.hits(g.r) AS hits, csq.trials(g.r) AS trials, g.switches, g.touches, csq.rate(g.r) AS rate, csq.rate_lo(g.r) AS rate_lo, csq.rate_hi(g.r) AS rate_hi
FROM (SELECT j.tenant, j.month, csq.rate_agg(j.switches > 0) AS r, sum(j.switches)::bigint AS switches, sum(j.touches)::bigint AS touches
      FROM workspace.v_journey AS j GROUP BY j.tenant, j.month) AS g$sql$),

(424, 'view', 'v_funnel', $sql$
CREATE VIEW workspace.v_funnel WITH (security_invoker = true) AS
SELECT g.tenant, g.month, x.step, x.label, x.reached, lag(x.reached) OVER (PARTITION BY g.tenant, g.month ORDER BY x.step) AS reached_before, x.share, x.from_previous AS rate, x.lo AS rate_lo, x.hi AS rate_hi,
  extract(epoch FROM x.median_gap)::float8 AS median_gap_seconds, extract(epoch FROM x.p90_gap)::float8 AS p90_gap_seconds
FROM (SELECT j.tenant, j.month, csq.funnel_agg(j.j, s.funnel) AS f
      FROM (SELECT t.tenant, t.case_id, min(t.month) AS month, csq.journey_agg(t.at, t.touchpoint) AS j FROM workspace.v_touch AS t GROUP BY t.tenant, t.case_id) AS j
      JOIN workspace.setting AS s USING (tenant) WHERE s.funnel IS NOT NULL GROUP BY j.tenant, j.month) AS g
CROSS JOIN LATERAL csq.stages(g.f) AS x$sql$),

(425, 'view', 'v_process_edge', $sql$
CREATE VIEW workspace.v_process_edge WITH (security_invoker = true) AS
SELECT g.tenant, g.month, e.source AS from_step, e.target AS to_step, e.n, e.cases, extract(epoch FROM e.total)::float8 AS total_seconds, extract(epoch FROM e.mean)::float8 AS mean_seconds,
  extract(epoch FROM e.p50)::float8 AS median_seconds, extract(epoch FROM e.p90)::float8 AS p90_seconds
FROM (SELECT j.tenant, j.month, csq.process_agg(j.j) AS p
      FROM (SELECT t.tenant, t.case_id, min(t.month) AS month, csq.journey_agg(t.at, t.touchpoint, nullif(t.department, '(unknown)')) AS j FROM workspace.v_touch AS t GROUP BY t.tenant, t.case_id) AS j
      GROUP BY j.tenant, j.month) AS g
CROSS JOIN LATERAL csq.edges(g.p) AS e$sql$),

-- quality: the daily sample, reports, tiers, training
(430, 'view', 'v_qa_sample', $sql$
CREATE VIEW workspace.v_qa_sample WITH (security_invoker = true) AS
SELECT c.tenant, c.day, c.agent_id, c.contact_id, c.place, c.contacts,
  EXISTS (SELECT FROM workspace.qa_score AS q WHERE q.tenant = c.tenant AND q.contact_id = c.contact_id) AS scored
FROM (SELECT c.tenant, c.day, c.agent_id, c.contact_id, row_number() OVER (PARTITION BY c.tenant, c.day, c.agent_id ORDER BY md5(c.day || ' ' || c.contact_id), c.contact_id) AS place,
        count(*) OVER (PARTITION BY c.tenant, c.day, c.agent_id) AS contacts
      FROM workspace.v_contact AS c WHERE NOT c.robot AND c.answered_at IS NOT NULL) AS c
WHERE c.place <= ceil(c.contacts * 0.05)$sql$),

(431, 'view', 'v_qa_report', $sql$
CREATE VIEW workspace.v_qa_report WITH (security_invoker = true) AS
SELECT g.tenant, g.day, g.agent_id, g.rule, csq.hits(g.r) AS hits, csq.trials(g.r) AS trials, csq.missing(g.r) AS missing, g.contacts, g.red_lines,
  csq.rate(g.r) AS rate, csq.rate_lo(g.r) AS rate_lo, csq.rate_hi(g.r) AS rate_hi, g.period_start
FROM (SELECT q.tenant, (q.reviewed_at AT TIME ZONE s.zone)::date AS day, coalesce(q.agent_id, '(unknown)') AS agent_id, q.rule,
        date '2000-01-01' + ((q.reviewed_at AT TIME ZONE s.zone)::date - date '2000-01-01') / 15 * 15 AS period_start,
        csq.rate_agg(q.passed) AS r, count(DISTINCT q.contact_id) AS contacts, count(*) FILTER (WHERE q.red_line AND NOT q.passed) AS red_lines
      FROM workspace.qa_score AS q JOIN workspace.setting AS s USING (tenant) GROUP BY 1, 2, 3, 4, 5) AS g$sql$),

(432, 'view', 'v_qa_agreement', $sql$
CREATE VIEW workspace.v_qa_agreement WITH (security_invoker = true) AS
SELECT g.tenant, g.rule, g.reviewer, g.other_reviewer, csq.hits(g.r) AS hits, csq.trials(g.r) AS trials, csq.rate(g.r) AS rate, csq.rate_lo(g.r) AS rate_lo, csq.rate_hi(g.r) AS rate_hi, csq.kappa(g.c) AS kappa
FROM (SELECT a.tenant, a.rule, a.reviewer, b.reviewer AS other_reviewer, csq.rate_agg(a.passed = b.passed) AS r,
        csq.confusion_agg(a.passed::text, b.passed::text) AS c
      FROM workspace.qa_score AS a JOIN workspace.qa_score AS b USING (tenant, contact_id, rule) WHERE a.reviewer < b.reviewer AND a.passed IS NOT NULL AND b.passed IS NOT NULL
      GROUP BY a.tenant, a.rule, a.reviewer, b.reviewer) AS g$sql$),

(433, 'view', 'v_agent_tier', $sql$
CREATE VIEW workspace.v_agent_tier WITH (security_invoker = true) AS
SELECT g.tenant, g.month, g.agent_id, csq.hits(g.r) AS hits, csq.trials(g.r) AS trials, csq.rate(g.r) AS rate, csq.rate_lo(g.r) AS rate_lo, csq.rate_hi(g.r) AS rate_hi,
  coalesce((ARRAY[80, 90, 95])[csq.tier(g.r, '{0.8,0.9,0.95}', 'point')], 0) AS tier_by_point, coalesce((ARRAY[80, 90, 95])[csq.tier(g.r, '{0.8,0.9,0.95}', 'lower_bound')], 0) AS tier_for_sure,
  csq.shrunk(g.r, a.r) AS shrunk_rate
FROM (SELECT a.tenant, a.month, a.agent_id, csq.rate_agg(a.score >= 4) AS r FROM workspace.v_answer AS a WHERE a.scale = 'csat' AND a.agent_id <> '(unknown)' GROUP BY a.tenant, a.month, a.agent_id) AS g
JOIN (SELECT a.tenant, a.month, csq.rate_agg(a.score >= 4) AS r FROM workspace.v_answer AS a WHERE a.scale = 'csat' AND a.agent_id <> '(unknown)' GROUP BY a.tenant, a.month) AS a USING (tenant, month)$sql$),

(434, 'view', 'v_training', $sql$
CREATE VIEW workspace.v_training WITH (security_invoker = true) AS
SELECT g.tenant, g.quarter, g.course, g.agent_id, g.hours, csq.hits(g.r) AS hits, csq.trials(g.r) AS trials, csq.rate(g.r) AS rate, csq.rate_lo(g.r) AS rate_lo, csq.rate_hi(g.r) AS rate_hi
FROM (SELECT t.tenant, (date_trunc('quarter', t.held_at AT TIME ZONE s.zone))::date AS quarter, t.course, t.agent_id, sum(t.hours)::float8 AS hours, csq.rate_agg(t.passed) AS r
      FROM workspace.training AS t JOIN workspace.setting AS s USING (tenant) GROUP BY 1, 2, 3, 4) AS g$sql$),

-- what the supervision found, and the courses that follow from it
(435, 'view', 'v_course_needed', $sql$
CREATE VIEW workspace.v_course_needed WITH (security_invoker = true) AS
SELECT q.tenant, q.agent_id, r.course, q.rule AS defect, count(*) AS defects, max(q.reviewed_at) AS last_found_at,
  coalesce(bool_or(EXISTS (SELECT FROM workspace.training AS t WHERE t.tenant = q.tenant AND t.agent_id = q.agent_id AND t.course = r.course AND t.held_at > q.reviewed_at)), false) AS trained_since
FROM workspace.qa_score AS q JOIN workspace.course_rule AS r ON r.tenant = q.tenant AND r.defect = q.rule
WHERE NOT q.passed AND q.agent_id IS NOT NULL GROUP BY q.tenant, q.agent_id, r.course, q.rule$sql$)

  ) AS v(a, b, c, d);
END;
COMMENT ON FUNCTION csq_internal.workspace_voice() IS
'Views of surveys, contacts, touchpoints, quality and training, as statements.';
CREATE FUNCTION csq_internal.workspace_improvement(OUT ord int, OUT kind text, OUT name text, OUT statement text) RETURNS SETOF record
LANGUAGE SQL IMMUTABLE PARALLEL SAFE COST 10 ROWS 30
BEGIN ATOMIC
  SELECT v.a, v.b, v.c, v.d FROM (VALUES

-- every way to say why, as counts by month; a Pareto over any choice of them is a sum
(500, 'view', 'v_reason_month', $sql$
CREATE VIEW workspace.v_reason_month WITH (security_invoker = true) AS
SELECT c.tenant, c.month, d.dimension, d.reason, c.product, c.channel, c.segment, count(*) AS n, coalesce(sum(c.cost), 0)::float8 AS cost
FROM workspace.v_complaint AS c CROSS JOIN LATERAL (VALUES ('category', c.category), ('root_cause', c.root_cause)) AS d(dimension, reason)
GROUP BY c.tenant, c.month, d.dimension, d.reason, c.product, c.channel, c.segment
UNION ALL
SELECT o.tenant, (date_trunc('month', o.ordered_at AT TIME ZONE s.zone))::date, 'return_reason', coalesce(o.return_reason, '(unknown)'), '(unknown)', '(unknown)', '(unknown)', count(*), coalesce(sum(o.amount), 0)::float8
FROM workspace.orders AS o JOIN workspace.setting AS s USING (tenant) WHERE o.returned GROUP BY 1, 2, 3, 4
UNION ALL
SELECT u.tenant, (date_trunc('month', u.left_at AT TIME ZONE s.zone))::date, 'left_reason', coalesce(u.left_reason, '(unknown)'), '(unknown)', '(unknown)', coalesce(u.segment, '(unknown)'), count(*), coalesce(sum(u.annual_value), 0)::float8
FROM workspace.customer AS u JOIN workspace.setting AS s USING (tenant) WHERE u.left_at IS NOT NULL GROUP BY 1, 2, 3, 4, 7$sql$),

(501, 'view', 'v_pareto', $sql$
CREATE VIEW workspace.v_pareto WITH (security_invoker = true) AS
SELECT g.tenant, g.dimension, g.place, g.reason, g.n, g.n / g.total AS share, g.running / g.total AS cumulative, g.running - g.n < 0.8 * g.total AS vital, g.cost
FROM (SELECT r.tenant, r.dimension, r.reason, sum(r.n)::bigint AS n, sum(r.cost) AS cost,
        row_number() OVER (PARTITION BY r.tenant, r.dimension ORDER BY sum(r.n) DESC, r.reason) AS place,
        (sum(sum(r.n)) OVER (PARTITION BY r.tenant, r.dimension))::float8 AS total,
        (sum(sum(r.n)) OVER (PARTITION BY r.tenant, r.dimension ORDER BY sum(r.n) DESC, r.reason))::float8 AS running
      FROM workspace.v_reason_month AS r GROUP BY r.tenant, r.dimension, r.reason) AS g$sql$),

-- a complaint was repeated when the same customer complained of the same category again within the time set; undecided until that has passed
(502, 'view', 'v_repeat_case', $sql$
CREATE VIEW workspace.v_repeat_case WITH (security_invoker = true) AS
SELECT c.tenant, c.customer_id, c.category, c.complaint_id, c.received_at, c.month, c.segment, c.product, c.next_id, c.next_at,
  CASE WHEN c.next_at <= c.received_at + s.repeat_within THEN true WHEN c.as_of > c.received_at + s.repeat_within THEN false END AS repeated
FROM (SELECT c.tenant, c.customer_id, c.category, c.complaint_id, c.received_at, c.month, c.segment, c.product, c.as_of,
        lead(c.complaint_id) OVER w AS next_id, lead(c.received_at) OVER w AS next_at
      FROM workspace.v_complaint AS c WHERE c.customer_id IS NOT NULL
      WINDOW w AS (PARTITION BY c.tenant, c.customer_id, c.category ORDER BY c.received_at, c.complaint_id)) AS c
JOIN workspace.setting AS s USING (tenant)$sql$),
(503, 'view', 'v_repeat', $sql$
CREATE VIEW workspace.v_repeat WITH (security_invoker = true) AS
SELECT g.tenant, g.month, g.category, g.segment, g.product, csq.hits(g.r) AS hits, csq.trials(g.r) AS trials, csq.missing(g.r) AS undecided,
  csq.rate(g.r) AS rate, csq.rate_lo(g.r) AS rate_lo, csq.rate_hi(g.r) AS rate_hi
FROM (SELECT c.tenant, c.month, c.category, c.segment, c.product, csq.rate_agg(c.repeated) AS r FROM workspace.v_repeat_case AS c GROUP BY c.tenant, c.month, c.category, c.segment, c.product) AS g$sql$),

-- more than usual? each day of the complaints of a category, and of all
(510, 'view', 'v_surge', $sql$
CREATE VIEW workspace.v_surge WITH (security_invoker = true) AS
SELECT g.tenant, g.category, x.bucket AS day, x.n, x.expected, x.bound, x.score, coalesce(x.alarm, false) AS alarm, x.kind, x.p_value
FROM (SELECT c.tenant, d.category, csq.series_agg((c.received_at AT TIME ZONE s.zone)::date) AS series, max((c.as_of AT TIME ZONE s.zone)::date) AS until
      FROM workspace.v_complaint AS c JOIN workspace.setting AS s USING (tenant) CROSS JOIN LATERAL (VALUES (c.category), ('(all)')) AS d(category)
      GROUP BY c.tenant, d.category) AS g
CROSS JOIN LATERAL csq.surge(g.series, g.until - 1) AS x$sql$),

(511, 'view', 'v_chart', $sql$
CREATE VIEW workspace.v_chart WITH (security_invoker = true) AS
SELECT g.tenant, g.metric, x.bucket AS day, x.value, x.centre, x.lcl, x.ucl, array_to_string(x.signals, ', ') AS signals, coalesce(cardinality(x.signals), 0) > 0 AS signal, x.phase
FROM (SELECT c.tenant, 'complaints' AS metric, 'c' AS kind, csq.series_agg((c.received_at AT TIME ZONE s.zone)::date) AS series
      FROM workspace.v_complaint AS c JOIN workspace.setting AS s USING (tenant) GROUP BY c.tenant
      UNION ALL
      SELECT a.tenant, 'satisfied', 'p', csq.series_agg((a.answered_at AT TIME ZONE s.zone)::date, a.score >= 4)
      FROM workspace.v_answer AS a JOIN workspace.setting AS s USING (tenant) WHERE a.scale = 'csat' GROUP BY a.tenant) AS g
CROSS JOIN LATERAL csq.control_chart(g.series, g.kind) AS x$sql$),

-- complaints per exposure: 1,000 accounts, customers, branches, contacts, orders
(512, 'view', 'v_complaint_rate', $sql$
CREATE VIEW workspace.v_complaint_rate WITH (security_invoker = true) AS
SELECT g.tenant, g.month, g.unit, g.n, g.exposure, 1000 * csq.incidence_rate(g.i) AS per_thousand, 1000 * csq.incidence_rate_lo(g.i) AS per_thousand_lo, 1000 * csq.incidence_rate_hi(g.i) AS per_thousand_hi
FROM (SELECT e.tenant, e.month, e.unit, coalesce(c.n, 0) AS n, e.amount AS exposure, csq.incidence_agg(coalesce(c.n, 0), e.amount) AS i
      FROM workspace.exposure AS e LEFT JOIN (SELECT c.tenant, c.month, count(*) AS n FROM workspace.v_complaint AS c GROUP BY c.tenant, c.month) AS c USING (tenant, month)
      GROUP BY e.tenant, e.month, e.unit, c.n, e.amount) AS g$sql$),

(513, 'view', 'v_segment', $sql$
CREATE VIEW workspace.v_segment WITH (security_invoker = true) AS
SELECT g.tenant, g.month, g.segment, g.age_group, g.n, g.escalated, csq.rate(g.e) AS escalated_rate, csq.rate_lo(g.e) AS escalated_rate_lo, csq.rate_hi(g.e) AS escalated_rate_hi,
  g.n_closed, g.total_seconds, g.total_seconds / nullif(g.n_closed, 0) AS mean_seconds, extract(epoch FROM csq.median(g.d))::float8 AS median_seconds
FROM (SELECT c.tenant, c.month, c.segment, c.age_group, count(*) AS n, count(c.escalated_at) AS escalated, csq.rate_agg(c.escalated_at IS NOT NULL) AS e, count(c.closed_at) AS n_closed,
        coalesce(sum(extract(epoch FROM c.closed_at - c.received_at)), 0)::float8 AS total_seconds, csq.duration_agg(c.received_at, c.closed_at, c.as_of) AS d
      FROM workspace.v_complaint AS c GROUP BY c.tenant, c.month, c.segment, c.age_group) AS g$sql$),

-- targets and what became of them
(520, 'view', 'v_scorecard', $sql$
CREATE VIEW workspace.v_scorecard WITH (security_invoker = true) AS
SELECT t.tenant, t.target_id, t.metric, coalesce(t.dimension, '(all)') AS dimension, t.kind, t.value AS target, x.baseline, x.value, x.change, CASE WHEN t.kind IN ('points', 'relative') THEN 'change' ELSE 'value' END AS interval_of, x.lo AS interval_lo, x.hi AS interval_hi, x.target_value, x.verdict, x.needed, t.due,
  b.value AS benchmark
FROM workspace.target AS t
JOIN workspace.setting AS s USING (tenant)
LEFT JOIN LATERAL (SELECT csq.score_agg(a.score) FILTER (WHERE (a.answered_at AT TIME ZONE s.zone)::date >= t.baseline_from AND (a.answered_at AT TIME ZONE s.zone)::date < t.baseline_until) AS since,
                     csq.score_agg(a.score) FILTER (WHERE (a.answered_at AT TIME ZONE s.zone)::date >= t.now_from AND (a.answered_at AT TIME ZONE s.zone)::date < t.now_until) AS now
                   FROM workspace.v_answer AS a WHERE a.tenant = t.tenant AND a.scale = 'nps' AND t.metric = 'nps' AND a.question = coalesce(t.dimension, a.question)) AS n ON true
LEFT JOIN LATERAL (SELECT csq.rate_agg(f.hit) FILTER (WHERE f.day >= t.baseline_from AND f.day < t.baseline_until) AS since,
                     csq.rate_agg(f.hit) FILTER (WHERE f.day >= t.now_from AND f.day < t.now_until) AS now
                   FROM (SELECT (a.answered_at AT TIME ZONE s.zone)::date AS day, a.score >= 4 AS hit FROM workspace.v_answer AS a
                         WHERE a.tenant = t.tenant AND a.scale = 'csat' AND t.metric = 'csat' AND a.question = coalesce(t.dimension, a.question)
                         UNION ALL
                         SELECT (v.received_at AT TIME ZONE s.zone)::date, v.in_time FROM workspace.v_status AS v WHERE v.tenant = t.tenant AND t.metric = 'attainment' AND v.stage = coalesce(t.dimension, v.stage)
                         UNION ALL
                         SELECT (r.received_at AT TIME ZONE s.zone)::date, r.repeated FROM workspace.v_repeat_case AS r WHERE r.tenant = t.tenant AND t.metric = 'repeat' AND r.category = coalesce(t.dimension, r.category)
                         UNION ALL
                         SELECT (c.received_at AT TIME ZONE s.zone)::date, c.escalated_at IS NOT NULL FROM workspace.v_complaint AS c WHERE c.tenant = t.tenant AND t.metric = 'escalated' AND c.category = coalesce(t.dimension, c.category)) AS f) AS r ON true
LEFT JOIN LATERAL (SELECT a.baseline, a.value, a.lo, a.hi, a.change, a.target_value, a.verdict, a.needed FROM csq.assess(n.since, n.now, 'nps', t.kind, t.value) AS a WHERE t.metric = 'nps'
                   UNION ALL
                   SELECT a.baseline, a.value, a.lo, a.hi, a.change, a.target_value, a.verdict, a.needed FROM csq.assess(r.since, r.now, 'rate', t.kind, t.value) AS a WHERE t.metric <> 'nps') AS x ON true
LEFT JOIN LATERAL (SELECT b.value FROM workspace.benchmark AS b WHERE b.tenant = t.tenant AND b.metric = t.metric ORDER BY b.valid_from DESC, b.peer LIMIT 1) AS b ON true$sql$),

(521, 'view', 'v_compensation', $sql$
CREATE VIEW workspace.v_compensation WITH (security_invoker = true) AS
SELECT g.tenant, g.month, g.kind, g.n, g.cost, csq.hits(g.r) AS hits, csq.trials(g.r) AS trials, csq.missing(g.r) AS undecided, csq.rate(g.r) AS rate, csq.rate_lo(g.r) AS rate_lo, csq.rate_hi(g.r) AS rate_hi
FROM (SELECT p.tenant, (date_trunc('month', p.offered_at AT TIME ZONE s.zone))::date AS month, p.kind, count(*) AS n, coalesce(sum(p.cost), 0)::float8 AS cost, csq.rate_agg(p.accepted) AS r
      FROM workspace.compensation AS p JOIN workspace.setting AS s USING (tenant) GROUP BY 1, 2, 3) AS g$sql$),

(522, 'view', 'v_improvement', $sql$
CREATE VIEW workspace.v_improvement WITH (security_invoker = true) AS
SELECT i.tenant, i.improvement_id, i.complaint_id, i.root_cause, i.action, i.owner, i.pdca, i.raised_at, i.due, i.done_at,
  CASE WHEN i.done_at IS NOT NULL THEN 'done' WHEN i.due < (coalesce(s.as_of, now()) AT TIME ZONE s.zone)::date THEN 'overdue' ELSE 'open' END AS state,
  extract(epoch FROM i.done_at - i.raised_at)::float8 AS seconds
FROM workspace.improvement AS i JOIN workspace.setting AS s USING (tenant)$sql$),

(523, 'view', 'v_milestone', $sql$
CREATE VIEW workspace.v_milestone WITH (security_invoker = true) AS
SELECT m.tenant, coalesce(m.phase, '(unknown)') AS phase, coalesce(m.module, '(unknown)') AS module, count(*) AS trials, count(m.done_on) AS hits, count(m.done_on)::float8 / count(*) AS rate,
  count(*) FILTER (WHERE m.done_on IS NULL AND m.due < (coalesce(s.as_of, now()) AT TIME ZONE s.zone)::date) AS overdue
FROM workspace.milestone AS m JOIN workspace.setting AS s USING (tenant) GROUP BY m.tenant, m.phase, m.module$sql$),

-- customers who left, of those who were there when the month began
(524, 'view', 'v_churn', $sql$
CREATE VIEW workspace.v_churn WITH (security_invoker = true) AS
SELECT g.tenant, g.month, g.segment, csq.hits(g.r) AS hits, csq.trials(g.r) AS trials, csq.rate(g.r) AS rate, csq.rate_lo(g.r) AS rate_lo, csq.rate_hi(g.r) AS rate_hi, g.value_lost
FROM (SELECT u.tenant, m.month::date AS month, coalesce(u.segment, '(unknown)') AS segment, csq.rate_agg(coalesce(u.left_at < (m.month + interval '1 month') AT TIME ZONE s.zone, false)) AS r,
        coalesce(sum(u.annual_value) FILTER (WHERE u.left_at < (m.month + interval '1 month') AT TIME ZONE s.zone), 0)::float8 AS value_lost
      FROM workspace.customer AS u JOIN workspace.setting AS s USING (tenant)
      CROSS JOIN LATERAL generate_series(date_trunc('month', u.joined_at AT TIME ZONE s.zone), least(u.left_at, coalesce(s.as_of, now())) AT TIME ZONE s.zone, '1 month') AS m(month)
      WHERE u.joined_at <= m.month AT TIME ZONE s.zone GROUP BY 1, 2, 3) AS g$sql$),

-- a customer came back within 90 days of an order; undecided until they have passed
(525, 'view', 'v_orders', $sql$
CREATE VIEW workspace.v_orders WITH (security_invoker = true) AS
SELECT g.tenant, g.month, g.n, g.amount, csq.hits(g.b) AS bought_again, csq.trials(g.b) AS bought_again_trials, csq.rate(g.b) AS bought_again_rate, csq.rate_lo(g.b) AS bought_again_rate_lo, csq.rate_hi(g.b) AS bought_again_rate_hi,
  csq.hits(g.r) AS returned, csq.trials(g.r) AS returned_trials, csq.rate(g.r) AS returned_rate, csq.rate_lo(g.r) AS returned_rate_lo, csq.rate_hi(g.r) AS returned_rate_hi
FROM (SELECT o.tenant, (date_trunc('month', o.ordered_at AT TIME ZONE s.zone))::date AS month, count(*) AS n, coalesce(sum(o.amount), 0)::float8 AS amount, csq.rate_agg(o.returned) AS r,
        csq.rate_agg(CASE WHEN o.next_at <= o.ordered_at + interval '90 days' THEN true WHEN coalesce(s.as_of, now()) > o.ordered_at + interval '90 days' THEN false END) FILTER (WHERE o.customer_id IS NOT NULL) AS b
      FROM (SELECT o.*, lead(o.ordered_at) OVER (PARTITION BY o.tenant, o.customer_id ORDER BY o.ordered_at, o.order_id) AS next_at FROM workspace.orders AS o) AS o
      JOIN workspace.setting AS s USING (tenant) GROUP BY 1, 2) AS g$sql$),

-- what regulators ask for, by quarter
(530, 'view', 'v_regulator', $sql$
CREATE VIEW workspace.v_regulator WITH (security_invoker = true) AS
SELECT c.tenant, (date_trunc('quarter', c.month::timestamp))::date AS quarter, f.regulator, f.figure, count(*) FILTER (WHERE f.hit) AS hits, count(f.hit) AS trials, count(*) FILTER (WHERE f.hit IS NULL) AS undecided,
  count(*) FILTER (WHERE f.hit)::float8 / nullif(count(f.hit), 0) AS rate, f.source, f.source_status
FROM workspace.v_complaint AS c
CROSS JOIN LATERAL (SELECT extract(epoch FROM coalesce(c.closed_at, c.as_of) - c.received_at) / 86400 AS days, c.closed_at IS NULL AS open) AS x
CROSS JOIN LATERAL (VALUES
  ('CFPB', 'response within 15 days', CASE WHEN c.responded_at <= c.received_at + interval '15 days' OR NOT x.open AND x.days <= 15 THEN true WHEN c.responded_at IS NOT NULL OR x.days > 15 THEN false END, 'CFPB company response, 15 calendar days', 'secondary'),
  ('CFPB', 'final response within 60 days', CASE WHEN NOT x.open THEN x.days <= 60 WHEN x.days > 60 THEN false END, 'CFPB company response, 60 calendar days', 'secondary'),
  ('FCA', 'received', true, 'DISP 1.10.2', 'read'),
  ('FCA', 'closed within 4 weeks', CASE WHEN NOT x.open THEN x.days <= 28 WHEN x.days > 28 THEN false END, 'DISP 1.10.2', 'read'),
  ('FCA', 'closed in 4 to 8 weeks', CASE WHEN NOT x.open THEN x.days > 28 AND x.days <= 56 WHEN x.days > 56 THEN false END, 'DISP 1.10.2', 'read'),
  ('FCA', 'closed after 8 weeks', CASE WHEN NOT x.open THEN x.days > 56 END, 'DISP 1.10.2', 'read'),
  ('FCA', 'upheld', CASE WHEN NOT x.open THEN c.upheld END, 'DISP 1.10.2', 'read'),
  ('FCA', 'outstanding', x.open, 'DISP 1.10.2', 'read'),
  ('CN banking and insurance', 'closed within 15 days', CASE WHEN NOT x.open THEN x.days <= 15 WHEN x.days > 15 THEN false END, 'Rules on complaints of banking and insurance consumers', 'secondary'),
  ('CN banking and insurance', 'closed within 30 days', CASE WHEN NOT x.open THEN x.days <= 30 WHEN x.days > 30 THEN false END, 'Rules on complaints of banking and insurance consumers', 'secondary'),
  ('CN banking and insurance', 'closed within 60 days', CASE WHEN NOT x.open THEN x.days <= 60 WHEN x.days > 60 THEN false END, 'Rules on complaints of banking and insurance consumers', 'secondary'),
  ('12345', 'answered', CASE WHEN c.responded_at IS NOT NULL THEN true END, 'Local hotline assessments', 'secondary'),
  ('12345', 'resolved', CASE WHEN NOT x.open THEN NOT c.cancelled END, 'Local hotline assessments', 'secondary')
) AS f(regulator, figure, hit, source, source_status)
GROUP BY 1, 2, f.regulator, f.figure, f.source, f.source_status$sql$),

-- freshness and completeness of each source
(540, 'view', 'v_source', $sql$
CREATE VIEW workspace.v_source WITH (security_invoker = true) AS
SELECT coalesce(r.tenant, d.tenant) AS tenant, coalesce(r.source, d.source) AS source, coalesce(r.layer, '(unknown)') AS layer, r.source IS NOT NULL AS registered, coalesce(d.n, 0) AS n, coalesce(d.linked, 0) AS linked,
  d.linked::float8 / nullif(d.n, 0) AS linked_rate, d.last_loaded_at, d.last_at, extract(epoch FROM coalesce(s.as_of, now()) - d.last_loaded_at)::float8 AS seconds_since_load,
  coalesce(coalesce(s.as_of, now()) - d.last_loaded_at <= r.fresh_within, false) AS fresh
FROM workspace.source AS r
FULL JOIN (SELECT x.tenant, coalesce(x.source, '(unknown)') AS source, count(*) AS n, count(x.customer_id) AS linked, max(x.loaded_at) AS last_loaded_at, max(x.at) AS last_at
      FROM (SELECT c.tenant, c.source, c.customer_id, c.loaded_at, c.received_at AS at FROM workspace.complaint AS c
            UNION ALL SELECT c.tenant, c.source, c.customer_id, c.loaded_at, c.offered_at FROM workspace.contact AS c
            UNION ALL SELECT t.tenant, t.source, t.customer_id, t.loaded_at, t.at FROM workspace.touch AS t
            UNION ALL SELECT a.tenant, a.source, a.customer_id, a.loaded_at, a.answered_at FROM workspace.survey AS a) AS x GROUP BY 1, 2) AS d
  ON d.tenant = r.tenant AND d.source = r.source
JOIN workspace.setting AS s ON s.tenant = coalesce(r.tenant, d.tenant)$sql$),

-- rows that cannot be meant, or that lack a link
(541, 'view', 'v_input', $sql$
CREATE VIEW workspace.v_input WITH (security_invoker = true) AS
SELECT a.tenant, 'survey' AS object, a.survey_id::text AS id, 'score off the scale' AS finding, a.question || ': ' || (SELECT r.score FROM workspace.survey AS r WHERE r.tenant = a.tenant AND r.survey_id = a.survey_id) AS value
FROM workspace.v_answer AS a WHERE a.off_scale
UNION ALL
SELECT e.tenant, 'complaint_event', e.complaint_id, 'event before the complaint came in', e.event || ' ' || e.stage
FROM workspace.complaint_event AS e JOIN workspace.complaint AS c USING (tenant, complaint_id) WHERE e.at < c.received_at
UNION ALL
SELECT c.tenant, 'complaint', c.complaint_id, 'customer is not known', c.customer_id FROM workspace.complaint AS c
WHERE c.customer_id IS NOT NULL AND NOT EXISTS (SELECT FROM workspace.customer AS u WHERE u.tenant = c.tenant AND u.customer_id = c.customer_id)
UNION ALL
SELECT c.tenant, 'complaint', c.complaint_id, 'no customer', NULL FROM workspace.complaint AS c WHERE c.customer_id IS NULL
UNION ALL
SELECT c.tenant, 'complaint', c.complaint_id, 'received after the instant of asking', NULL FROM workspace.complaint AS c JOIN workspace.setting AS s USING (tenant) WHERE c.received_at > coalesce(s.as_of, now())
UNION ALL
SELECT c.tenant, 'complaint', c.complaint_id, 'same customer, time and text as another', c.first_id
FROM (SELECT c.tenant, c.complaint_id, first_value(c.complaint_id) OVER (PARTITION BY c.tenant, c.customer_id, c.received_at, c.text ORDER BY c.complaint_id) AS first_id
      FROM workspace.complaint AS c WHERE c.customer_id IS NOT NULL AND c.text IS NOT NULL) AS c WHERE c.complaint_id <> c.first_id
UNION ALL
SELECT c.tenant, 'contact', c.contact_id, 'agent is not known', c.agent_id FROM workspace.contact AS c
WHERE c.agent_id IS NOT NULL AND NOT EXISTS (SELECT FROM workspace.agent AS g WHERE g.tenant = c.tenant AND g.agent_id = c.agent_id)
UNION ALL
SELECT c.tenant, 'complaint', c.complaint_id, 'no policy for ' || g.stage, NULL
FROM workspace.complaint AS c CROSS JOIN (VALUES ('response'), ('resolution')) AS g(stage)
WHERE EXISTS (SELECT FROM workspace.policy AS p WHERE p.tenant = c.tenant AND p.stage = g.stage AND p.anchor = 'receipt')
  AND CASE g.stage WHEN 'response' THEN c.response_due ELSE c.resolution_due END IS NULL
UNION ALL
SELECT c.tenant, 'complaint', c.complaint_id, 'severity is not known', c.severity FROM workspace.complaint AS c
WHERE c.severity NOT IN ('general', 'major', 'urgent') AND NOT EXISTS (SELECT FROM workspace.policy AS p WHERE p.tenant = c.tenant AND p.condition -> 'severity' ? c.severity)
UNION ALL
SELECT e.tenant, 'complaint_event', e.complaint_id, 'no policy has the stage', e.stage FROM workspace.complaint_event AS e
WHERE e.stage <> '*' AND NOT EXISTS (SELECT FROM workspace.policy AS p WHERE p.tenant = e.tenant AND p.stage = e.stage)
  AND EXISTS (SELECT FROM workspace.policy AS p WHERE p.tenant = e.tenant)$sql$),

-- which alerts are due: a deadline within 30 minutes, one that is past, a surge of yesterday, a signal on the chart, a source that is stale
(550, 'view', 'v_alert_due', $sql$
CREATE VIEW workspace.v_alert_due WITH (security_invoker = true) AS
SELECT d.tenant, d.kind, d.subject, d.occurrence, d.detail::text AS detail FROM (
SELECT t.tenant, 'overdue' AS kind, t.complaint_id || ' ' || t.stage AS subject, to_char(t.due_at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US') AS occurrence,
  jsonb_build_object('complaint_id', t.complaint_id, 'stage', t.stage, 'due_at', t.due_at, 'severity', t.severity) AS detail
FROM workspace.v_status AS t WHERE t.state = 'overdue'
UNION ALL
SELECT t.tenant, 'breached', t.complaint_id || ' ' || t.stage, to_char(t.due_at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US'),
  jsonb_build_object('complaint_id', t.complaint_id, 'stage', t.stage, 'due_at', t.due_at, 'stopped_at', t.stopped_at, 'severity', t.severity)
FROM workspace.v_status AS t WHERE t.state = 'breached'
UNION ALL
SELECT t.tenant, 'due_soon', t.complaint_id || ' ' || t.stage, to_char(t.due_at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US'),
  jsonb_build_object('complaint_id', t.complaint_id, 'stage', t.stage, 'due_at', t.due_at, 'severity', t.severity)
FROM workspace.v_status AS t WHERE t.state = 'running' AND t.due_at <= t.as_of + interval '30 minutes'
UNION ALL
SELECT x.tenant, 'surge', x.category, to_char(x.day, 'YYYY-MM-DD'), jsonb_build_object('category', x.category, 'day', x.day, 'n', x.n, 'expected', x.expected, 'bound', x.bound)
FROM workspace.v_surge AS x WHERE x.alarm
UNION ALL
SELECT x.tenant, 'chart', x.metric, to_char(x.day, 'YYYY-MM-DD'), jsonb_build_object('metric', x.metric, 'day', x.day, 'value', x.value, 'lcl', x.lcl, 'ucl', x.ucl, 'signals', x.signals)
FROM workspace.v_chart AS x WHERE x.signal
UNION ALL
SELECT r.tenant, 'stale_source', r.source, coalesce(to_char(r.last_loaded_at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US'), 'never'), jsonb_build_object('source', r.source, 'last_loaded_at', r.last_loaded_at)
FROM workspace.v_source AS r WHERE r.registered AND NOT r.fresh) AS d$sql$),

(551, 'view', 'v_alert', $sql$
CREATE VIEW workspace.v_alert WITH (security_invoker = true) AS
SELECT a.tenant, a.alert_id, a.kind, a.subject, a.occurrence, a.detail::text AS detail, a.raised_at, a.handled_at, extract(epoch FROM a.handled_at - a.raised_at)::float8 AS seconds
FROM workspace.alert AS a$sql$),

-- doubtful texts: no category at all, or the model is not sure, or lexicon and model differ
(560, 'view', 'v_to_label', $sql$
CREATE VIEW workspace.v_to_label WITH (security_invoker = true) AS
SELECT c.tenant, c.complaint_id, c.received_at, c.text, x.category AS category_of_lexicon, m.category AS category_of_model, m.probability,
  CASE WHEN x.category IS NULL AND m.category IS NULL THEN 'no category fits' WHEN m.probability < s.min_confidence THEN 'the model is not sure' ELSE 'lexicon and model differ' END AS why
FROM workspace.complaint AS c JOIN workspace.setting AS s USING (tenant)
LEFT JOIN workspace.complaint_label AS x ON x.tenant = c.tenant AND x.complaint_id = c.complaint_id AND x.labeller = 'lexicon'
LEFT JOIN workspace.complaint_label AS m ON m.tenant = c.tenant AND m.complaint_id = c.complaint_id AND m.labeller = 'model'
WHERE c.text IS NOT NULL AND NOT EXISTS (SELECT FROM workspace.complaint_label AS p WHERE p.tenant = c.tenant AND p.complaint_id = c.complaint_id AND p.labeller IN ('person', 'outside'))
  AND (x.category IS NULL AND m.category IS NULL OR m.probability < s.min_confidence OR x.category <> m.category)$sql$),

(561, 'view', 'v_labeller', $sql$
CREATE VIEW workspace.v_labeller WITH (security_invoker = true) AS
SELECT g.tenant, g.labeller, csq.hits(g.r) AS hits, csq.trials(g.r) AS trials, csq.rate(g.r) AS rate, csq.rate_lo(g.r) AS rate_lo, csq.rate_hi(g.r) AS rate_hi, csq.kappa(g.c) AS kappa
FROM (SELECT p.tenant, o.labeller, csq.rate_agg(p.category = o.category) AS r, csq.confusion_agg(p.category, o.category) AS c
      FROM workspace.complaint_label AS p JOIN workspace.complaint_label AS o USING (tenant, complaint_id)
      WHERE p.labeller = 'person' AND o.labeller <> 'person' AND p.category IS NOT NULL AND o.category IS NOT NULL GROUP BY p.tenant, o.labeller) AS g$sql$)

  ) AS v(a, b, c, d);
END;
COMMENT ON FUNCTION csq_internal.workspace_improvement() IS
'Views of causes, surges, targets, regulators, sources and alerts, as statements.';
CREATE FUNCTION workspace_words_en(OUT word text, OUT meaning text) RETURNS SETOF record
LANGUAGE SQL IMMUTABLE PARALLEL SAFE COST 10 ROWS 384
BEGIN ATOMIC
  SELECT v.a::pg_catalog.text, v.b::pg_catalog.text FROM (VALUES
    ('tenant', 'Tenant whose rows these are; part of every key.'),
    ('abandoned', 'Contacts that the customer gave up before an answer.'),
    ('abandoned_at', 'When the customer gave up.'),
    ('acceptance', 'What must be true for this to count as done.'),
    ('accepted', 'Whether the customer accepted; NULL while not known.'),
    ('action', 'What is to be done.'),
    ('actor', 'Who did it.'),
    ('advisor', 'Personal advisor of the customer.'),
    ('age_class', 'Class of age of an open complaint.'),
    ('age_group', '60 and older, under 60, or unknown.'),
    ('agent_id', 'Member of staff, or robot.'),
    ('alarm', 'Whether the day counts as a surge.'),
    ('alert_id', 'Number of the alert.'),
    ('amount', 'Amount of money, or of exposure.'),
    ('anchor', 'Where the clock starts: receipt, or the stop of another stage.'),
    ('annual_value', 'Value of the customer per year.'),
    ('answered', 'How many were answered.'),
    ('answered_at', 'When it was answered.'),
    ('answers', 'Valid answers: promoters, passives and detractors.'),
    ('article_id', 'Knowledge article that was used.'),
    ('article_rate', 'Share of contacts in which knowledge was used, 0 to 1.'),
    ('article_used', 'Whether a knowledge article was used.'),
    ('articles', 'Contacts in which a knowledge article was used.'),
    ('as_of', 'The instant of asking: that of the setting, or now.'),
    ('at', 'When it happened.'),
    ('bad', 'Whether the answer calls for a reaction: detractor, or the lowest points.'),
    ('baseline', 'Figure of the baseline period.'),
    ('baseline_from', 'First day of the baseline period.'),
    ('baseline_until', 'Day after the last of the baseline period.'),
    ('benchmark', 'Latest figure of a peer.'),
    ('birth_year', 'Year of birth.'),
    ('bought_again', 'Orders after which the customer bought again within 90 days.'),
    ('bought_again_rate', 'Share of orders followed by another within 90 days, 0 to 1.'),
    ('bought_again_trials', 'Orders of which it is known whether another followed.'),
    ('bound', 'Count above which a day is a surge.'),
    ('branch', 'Branch, shop or district.'),
    ('breach_probability', 'Chance that this clock breaches, given that it has run so long.'),
    ('breached_at', 'First instant past the deadline.'),
    ('calendar', 'Hours that count.'),
    ('cancelled', 'Whether cancelled, or how many.'),
    ('case_id', 'Case or journey that this belongs to.'),
    ('cases', 'Cases that went this way.'),
    ('category', 'What the complaint is about.'),
    ('category_of_lexicon', 'Category that the lexicon found.'),
    ('category_of_model', 'Category that the model found.'),
    ('cause', 'Cause found in the text.'),
    ('centre', 'Centre line.'),
    ('change', 'Change since the baseline.'),
    ('channel', 'Channel: phone, chat, app, branch and others.'),
    ('closed', 'Complaints closed in the month.'),
    ('closed_at', 'When it was closed; NULL while open.'),
    ('coached_at', 'When the coaching took place.'),
    ('complaint_id', 'Number of the complaint.'),
    ('condition', 'Facts that a complaint must have for this policy, as JSON.'),
    ('connect_rate', 'Share of offered calls that were answered, 0 to 1.'),
    ('connected', 'Calls that were answered, of those decided.'),
    ('connected_trials', 'Calls answered or abandoned.'),
    ('contact_id', 'Number of the contact.'),
    ('contacts', 'Contacts.'),
    ('cost', 'Cost.'),
    ('course', 'Training course.'),
    ('coverage', 'Share of eligible cases in which the customer was asked, 0 to 1.'),
    ('cumulative', 'Share of this reason and all larger ones, 0 to 1.'),
    ('customer_id', 'Customer.'),
    ('day', 'Local date.'),
    ('defect', 'Defect that quality review found.'),
    ('defects', 'Times the defect was found.'),
    ('definition', 'Text of the definition.'),
    ('department', 'Department that acted.'),
    ('departments', 'Departments that took part.'),
    ('detail', 'Particulars, as JSON.'),
    ('detractors', 'Answers of 0 to 6.'),
    ('dimension', 'What the reason is a reason of, or what the figure is limited to.'),
    ('done_at', 'When it was done.'),
    ('done_on', 'Day on which it was done.'),
    ('due', 'Day by which it is due.'),
    ('due_at', 'Deadline, pauses taken into account.'),
    ('elapsed_seconds', 'Time that counted so far, in seconds.'),
    ('eligible', 'Cases whose customer could be asked.'),
    ('eligible_at', 'When the customer could be asked.'),
    ('emotion', 'Emotion: found in the text, or a figure from -5 to 5.'),
    ('emotions', 'Touches with an emotion.'),
    ('ended_at', 'When it ended.'),
    ('escalated', 'Whether, or how many, went to a higher level.'),
    ('escalated_at', 'When it was escalated.'),
    ('escalated_rate', 'Share of complaints that were escalated, 0 to 1.'),
    ('event', 'Event of the clock: start, pause, resume, stop, reopen, cancel, assign, extend, retarget.'),
    ('expected', 'Count that is usual for such a day.'),
    ('exposure', 'What the count is held against.'),
    ('figure', 'Figure that the regulator asks for.'),
    ('finding', 'What is wrong.'),
    ('fresh', 'Whether the last load is recent enough.'),
    ('fresh_within', 'Longest time between loads.'),
    ('from_days', 'Least age in days.'),
    ('from_step', 'Step that was left.'),
    ('funnel', 'Steps of the funnel, as funnel_spec.'),
    ('goal', 'Share to be reached, 0 to 1.'),
    ('handle_seconds', 'Handling time in seconds: talk, hold and wrap-up.'),
    ('handled', 'Contacts with a handling time.'),
    ('handled_at', 'When it was dealt with.'),
    ('held_at', 'When the course was held.'),
    ('hits', 'Trials that were a success; sum it, divide by the sum of trials.'),
    ('hour', 'Local hour of the day.'),
    ('hours', 'Hours of training.'),
    ('id', 'Identifier.'),
    ('improvement_id', 'Number of the action.'),
    ('in_time', 'True when met, false when late or overdue, NULL while undecided.'),
    ('invited', 'Cases in which the customer was asked.'),
    ('invited_at', 'When the customer was asked.'),
    ('interval_of', 'What the interval is of: value, or change since the baseline.'),
    ('issue', 'What the contact was about.'),
    ('joined_at', 'When the customer joined.'),
    ('joined_on', 'First working day.'),
    ('kappa', 'Agreement beyond chance (Cohen).'),
    ('kind', 'Kind.'),
    ('label', 'Name of the step.'),
    ('labelled_at', 'When it was labelled.'),
    ('labelled_by', 'Name of the labeller.'),
    ('labeller', 'Sort of labeller: lexicon, model, person, outside.'),
    ('last_at', 'Latest event.'),
    ('last_found_at', 'When the defect was last found.'),
    ('last_loaded_at', 'When rows were last loaded.'),
    ('layer', 'Layer of the source: perception, collection, analysis, execution, improvement.'),
    ('lcl', 'Lower control limit.'),
    ('left_at', 'When the customer left.'),
    ('left_on', 'Last working day.'),
    ('left_reason', 'Why the customer left.'),
    ('lexicon', 'Lexicon of categories and emotions.'),
    ('linked', 'Rows that are joined to a customer.'),
    ('linked_rate', 'Share of rows joined to a customer, 0 to 1.'),
    ('loaded_at', 'When the row was loaded.'),
    ('mean_emotion', 'Mean emotion.'),
    ('mean_handle_seconds', 'Mean handling time in seconds.'),
    ('mean_seconds', 'Mean length in seconds.'),
    ('mean_wait_seconds', 'Mean wait of those answered, in seconds (ASA).'),
    ('measure', 'What is measured: within a time, or success.'),
    ('median_gap_seconds', 'Median time since the step before, in seconds.'),
    ('median_seconds', 'Median in seconds, open cases counted as longer.'),
    ('metric', 'Metric.'),
    ('milestone_id', 'Milestone.'),
    ('min_confidence', 'Least probability at which the model is believed.'),
    ('missing', 'Rows without a figure.'),
    ('modality', 'Text, voice or video.'),
    ('model', 'Trained classifier.'),
    ('module', 'Module of the programme.'),
    ('monitored', 'Whether, or how many, were supervised.'),
    ('monitored_rate', 'Share of contacts supervised, 0 to 1.'),
    ('monitored_trials', 'Contacts of which it is known.'),
    ('month', 'First day of the month, local.'),
    ('n', 'How many.'),
    ('n_closed', 'Complaints that are closed.'),
    ('name', 'Name.'),
    ('needed', 'Further observations that settle it at the present figure.'),
    ('next_at', 'When the next one came.'),
    ('next_day', 'Handled by the end of the next working day (T+1).'),
    ('next_id', 'The next complaint of the same kind.'),
    ('note', 'Note.'),
    ('notified_at', 'When the customer was told.'),
    ('now_from', 'First day of the period judged.'),
    ('now_until', 'Day after the last of the period judged.'),
    ('nps', 'Net promoter score, -100 to 100.'),
    ('object', 'Table of the row.'),
    ('occurrence', 'Which occurrence: each is raised once.'),
    ('off_scale', 'Answers off the scale, left out.'),
    ('offered', 'Contacts offered.'),
    ('offered_at', 'When the customer called.'),
    ('oldest_seconds', 'Age of the oldest, in seconds.'),
    ('open_at_end', 'Open at the end of the month, or so far.'),
    ('open_cases', 'Open complaints.'),
    ('order_id', 'Number of the order.'),
    ('ordered_at', 'When it was ordered.'),
    ('other_id', 'Identifier of the same person.'),
    ('other_reviewer', 'The other reviewer.'),
    ('overdue', 'Open and late.'),
    ('owner', 'Who answers for it.'),
    ('p90_gap_seconds', 'Time since the step before that 90 % do not exceed, in seconds.'),
    ('p90_seconds', 'Length that 90 % do not exceed, in seconds.'),
    ('p_value', 'Chance of such a count on a usual day.'),
    ('passed', 'Whether it was passed.'),
    ('passives', 'Answers of 7 and 8.'),
    ('path', 'Touchpoints in order.'),
    ('paused_seconds', 'Time that did not count, in seconds.'),
    ('pdca', 'Plan, do, check or act.'),
    ('peer', 'Peer.'),
    ('per_thousand', 'Complaints per 1,000 of the unit.'),
    ('period_start', 'First day of the period of 15 days.'),
    ('personalised', 'Whether, or how many, were personal.'),
    ('personalised_rate', 'Share of contacts that were personal, 0 to 1.'),
    ('personalised_trials', 'Contacts of which it is known.'),
    ('phase', 'Phase.'),
    ('place', 'Place in the order.'),
    ('policy_id', 'Policy.'),
    ('probability', 'Probability of the label.'),
    ('product', 'Product.'),
    ('promoters', 'Answers of 9 and 10.'),
    ('quarter', 'First day of the quarter, local.'),
    ('question', 'Question.'),
    ('queue', 'Queue.'),
    ('raised_at', 'When it was raised.'),
    ('rate', 'Hits divided by trials, 0 to 1.'),
    ('reached', 'Cases that reached the step.'),
    ('reached_before', 'Cases that reached the step before.'),
    ('reason', 'Reason.'),
    ('reasons', 'Why the severity is what it is.'),
    ('received', 'Complaints received in the month.'),
    ('received_at', 'When the complaint came in.'),
    ('red_line', 'Whether breaking the rule is never allowed.'),
    ('red_lines', 'Red lines that were crossed.'),
    ('registered', 'Whether the source is a row of source.'),
    ('regulator', 'Who asks for the figure.'),
    ('remaining_seconds', 'Time left, in seconds that count; negative when over.'),
    ('reopen', 'What reopening does to the clock.'),
    ('reopens', 'How often it was reopened.'),
    ('repeat_within', 'Time within which a complaint counts as repeated.'),
    ('repeated', 'Whether the customer complained again; NULL while undecided.'),
    ('resolution_due', 'Deadline of the resolution at intake, without pauses.'),
    ('resolved', 'Whether, or how many, were resolved.'),
    ('resolved_rate', 'Share resolved without escalation, 0 to 1.'),
    ('resolved_trials', 'Contacts of which it is known.'),
    ('responded_at', 'First response.'),
    ('response_due', 'Deadline of the response at intake, without pauses.'),
    ('response_rate', 'Share of those asked who answered, 0 to 1.'),
    ('retarget', 'What another target does to the clock.'),
    ('return_reason', 'Why it was returned.'),
    ('returned', 'Whether, or how many, were returned.'),
    ('returned_rate', 'Share returned, 0 to 1.'),
    ('returned_trials', 'Orders of which it is known.'),
    ('reviewed_at', 'When it was reviewed.'),
    ('reviewer', 'Reviewer.'),
    ('robot', 'Whether a robot served.'),
    ('role_name', 'Role of the database.'),
    ('root_cause', 'Cause found by the review.'),
    ('rule', 'Rule of the script or checklist.'),
    ('scale', 'nps 0 to 10, csat 1 to 5, ces 1 to 7.'),
    ('scene', 'Scene of service.'),
    ('score', 'Score; NULL when missing or off the scale.'),
    ('scored', 'Whether it has been reviewed.'),
    ('seconds', 'Length in seconds.'),
    ('seconds_over', 'Time over the deadline, in seconds.'),
    ('seconds_since_load', 'Time since the last load, in seconds.'),
    ('seconds_until_due', 'Wall-clock time to the deadline, in seconds.'),
    ('segment', 'Segment of the customer.'),
    ('seq', 'Order among events of one instant.'),
    ('service_level', 'Share answered within 30 s of all offered, 0 to 1.'),
    ('severity', 'general, major or urgent.'),
    ('severity_lexicon', 'Lexicon of what calls for a level.'),
    ('share', 'Share, 0 to 1.'),
    ('shrunk_rate', 'Rate pulled towards that of all, so that few answers make no star.'),
    ('signal', 'Whether a rule of the chart gives a signal.'),
    ('signals', 'Rules that give a signal.'),
    ('since', 'From when on.'),
    ('source', 'Where the row or the figure comes from.'),
    ('source_status', 'read: the source was read; secondary: it was quoted.'),
    ('stage', 'Stage: response, resolution and others.'),
    ('started_at', 'When the clock started.'),
    ('state', 'State: pending running paused met breached overdue cancelled; or open, overdue, done.'),
    ('step', 'Number of the step.'),
    ('stopped_at', 'When the clock stopped.'),
    ('subject', 'What the alert or the coaching is about.'),
    ('succeeded', 'Whether it succeeded.'),
    ('survey_id', 'Number of the answer.'),
    ('switches', 'Changes of channel.'),
    ('tags', 'Tags.'),
    ('target', 'Target.'),
    ('target_id', 'Number of the target.'),
    ('target_value', 'Value that the target asks for.'),
    ('team_id', 'Team.'),
    ('text', 'Text.'),
    ('tier_by_point', 'Tier 80, 90 or 95 that the rate reaches; 0 for none.'),
    ('tier_for_sure', 'Tier that the lower end of the interval reaches; 0 for none.'),
    ('to_step', 'Step that was reached.'),
    ('topic', 'Topic.'),
    ('total_emotion', 'Sum of the emotions.'),
    ('total_score', 'Sum of the scores.'),
    ('total_seconds', 'Sum of the lengths in seconds.'),
    ('touch_id', 'Number of the touch.'),
    ('touches', 'Touches.'),
    ('touchpoint', 'Touchpoint.'),
    ('trained_since', 'Whether the course was taken after the defect.'),
    ('trials', 'What hits are counted among; undecided ones are not in it.'),
    ('ucl', 'Upper control limit.'),
    ('undecided', 'Not in trials, because not yet known.'),
    ('unit', 'What the exposure counts.'),
    ('until', 'Up to when.'),
    ('until_days', 'Age in days that is not reached.'),
    ('upheld', 'Whether the complaint was right.'),
    ('used', 'Share of the target used up; 1 is the deadline.'),
    ('valid_from', 'First day.'),
    ('valid_until', 'Day after the last.'),
    ('value', 'Value.'),
    ('value_lost', 'Value per year of the customers who left.'),
    ('verdict', 'attained, missed, cannot_tell or unreachable.'),
    ('version', 'Version.'),
    ('vital', 'Whether it belongs to the reasons that make 80 %.'),
    ('wait_seconds', 'Time until the answer, in seconds; in sums: of those answered.'),
    ('wall_seconds_over', 'Wall-clock time over the deadline, in seconds.'),
    ('wave', 'Wave of the survey.'),
    ('weekday', '1 is Monday, 7 Sunday.'),
    ('why', 'Why a person should look.'),
    ('within_seconds', 'Limit in seconds.'),
    ('wording', 'Wording of the question.'),
    ('zone', 'Time zone of days and months.'),
    ('_lo', 'Lower end of the 95 % interval.'),
    ('_hi', 'Upper end of the 95 % interval.'),
    ('object setting', 'A tenant: instant of asking, hours, zone, lexicons.'),
    ('object tenant_access', 'Which role sees which tenant, under row-level security.'),
    ('object team', 'Teams.'),
    ('object agent', 'Staff and robots.'),
    ('object customer', 'Customers.'),
    ('object customer_link', 'Identifiers that mean the same person.'),
    ('object policy', 'Targets of stages: the first by place whose condition fits holds.'),
    ('object complaint', 'Complaints as they came in.'),
    ('object complaint_event', 'What happened to the clock of a stage; stage * means every stage.'),
    ('object complaint_label', 'What was found in the text, one row per sort of labeller.'),
    ('object contact', 'Calls, chats and visits.'),
    ('object touch', 'Touches of a journey.'),
    ('object touchpoint_target', 'Own target of each touchpoint.'),
    ('object question', 'Questions of surveys.'),
    ('object survey_invite', 'Who could be and was asked.'),
    ('object survey', 'Answers.'),
    ('object qa_score', 'Verdicts of quality review.'),
    ('object training', 'Courses taken and examinations.'),
    ('object course_rule', 'Which course follows from which defect.'),
    ('object coaching', 'Coaching.'),
    ('object target', 'Targets: at_least, at_most, points or relative to a baseline.'),
    ('object benchmark', 'Figures of peers.'),
    ('object metric_definition', 'Definitions of metrics by version.'),
    ('object milestone', 'Milestones of the programme.'),
    ('object improvement', 'Actions of improvement (PDCA).'),
    ('object compensation', 'Compensation offered.'),
    ('object orders', 'Orders.'),
    ('object exposure', 'What complaints are held against, by month.'),
    ('object source', 'Sources of data and how fresh they must be.'),
    ('object alert', 'Alerts, each occurrence once.'),
    ('object v_complaint', 'One row per complaint: labels, segment, response, closing.'),
    ('object v_status', 'The clock of each stage of each complaint under its policy.'),
    ('object v_overdue', 'What is open and late.'),
    ('object v_at_risk', 'What runs, with the chance of a breach.'),
    ('object v_attainment', 'In time by month and dimensions; open and overdue counts as late.'),
    ('object v_resolution', 'Time to close by month and product.'),
    ('object v_backlog', 'Received, closed and open at the end of each month; add open_at_end over products, never over months.'),
    ('object v_ageing', 'Open complaints by age.'),
    ('object v_answer', 'One row per answer.'),
    ('object v_nps_month', 'Net promoter score by month, question, channel, segment.'),
    ('object v_csat_month', 'Satisfied answers (csat 4 and 5; ces 5 to 7) by month.'),
    ('object v_coverage', 'Who was asked and who answered.'),
    ('object v_loop', 'Bad answers handled and told within 72 hours.'),
    ('object v_promised', 'Bad answers not yet handled or not yet told.'),
    ('object v_contact', 'One row per contact.'),
    ('object v_contact_month', 'Contacts by month: resolved, knowledge, supervised, personal, linked.'),
    ('object v_calls', 'Calls and chats with people by month, queue, weekday, hour.'),
    ('object v_touch', 'One row per touch.'),
    ('object v_touchpoint', 'Each touchpoint against its own target.'),
    ('object v_journey', 'One row per journey.'),
    ('object v_channel_switch', 'Journeys that changed channel.'),
    ('object v_funnel', 'Steps of the funnel of the setting; rate is reached divided by reached_before.'),
    ('object v_process_edge', 'Moves between steps: how often and how long.'),
    ('object v_qa_sample', 'Daily sample of 5 % of each agent''s contacts, at least one, reproducible.'),
    ('object v_qa_report', 'Verdicts by day, agent and rule; period_start gives the report of 15 days.'),
    ('object v_qa_agreement', 'Agreement of reviewers.'),
    ('object v_agent_tier', 'Tiers 80, 90, 95 of agents.'),
    ('object v_training', 'Hours and passes by quarter.'),
    ('object v_course_needed', 'Courses that follow from defects.'),
    ('object v_reason_month', 'Reasons by month: category, root_cause, return_reason, left_reason.'),
    ('object v_pareto', 'Reasons by size, and which make 80 %.'),
    ('object v_repeat_case', 'Each complaint and whether the customer complained again.'),
    ('object v_repeat', 'Repeated complaints by month.'),
    ('object v_surge', 'Complaints by day against what is usual.'),
    ('object v_chart', 'Control charts: complaints by day, satisfied answers by day.'),
    ('object v_complaint_rate', 'Complaints per 1,000 by month.'),
    ('object v_segment', 'Segments and age groups side by side.'),
    ('object v_scorecard', 'Targets and what became of them.'),
    ('object v_compensation', 'Compensation by month and kind.'),
    ('object v_improvement', 'Actions and whether they are overdue.'),
    ('object v_milestone', 'Milestones done.'),
    ('object v_churn', 'Customers who left, of those there when the month began.'),
    ('object v_orders', 'Orders: bought again, returned.'),
    ('object v_regulator', 'Figures that regulators ask for, by quarter.'),
    ('object v_source', 'Freshness and completeness of sources.'),
    ('object v_input', 'Rows that cannot be meant, or lack a link.'),
    ('object v_alert_due', 'Alerts that csq.tick() would raise.'),
    ('object v_alert', 'Alerts raised.'),
    ('object v_to_label', 'Texts that a person should label.'),
    ('object v_labeller', 'Agreement of labellers with people.')
  ) AS v(a, b);
END;
COMMENT ON FUNCTION workspace_words_en() IS
'What the columns, tables and views of a workspace mean, in English.';
CREATE FUNCTION workspace_words_zh(OUT word text, OUT meaning text) RETURNS SETOF record
LANGUAGE SQL IMMUTABLE PARALLEL SAFE COST 10 ROWS 384
BEGIN ATOMIC
  SELECT v.a::pg_catalog.text, v.b::pg_catalog.text FROM (VALUES
    ('tenant', csq_internal.known('\79DF\6237\FF0C\6BCF\4E2A\4E3B\952E\7684\4E00\90E8\5206\3002')),
    ('abandoned', csq_internal.known('\5BA2\6237\5728\63A5\901A\524D\653E\5F03\7684\8054\7CFB\6570\3002')),
    ('abandoned_at', csq_internal.known('\5BA2\6237\653E\5F03\7684\65F6\523B\3002')),
    ('acceptance', csq_internal.known('\9A8C\6536\6807\51C6\3002')),
    ('accepted', csq_internal.known('\5BA2\6237\662F\5426\63A5\53D7;\672A\77E5\4E3A\7A7A\3002')),
    ('action', csq_internal.known('\6539\8FDB\63AA\65BD\3002')),
    ('actor', csq_internal.known('\64CD\4F5C\4EBA\3002')),
    ('advisor', csq_internal.known('\4E13\5C5E\670D\52A1\987E\95EE\3002')),
    ('age_class', csq_internal.known('\672A\7ED3\6295\8BC9\7684\8D26\9F84\533A\95F4\3002')),
    ('age_group', csq_internal.known('\5E74\9F84\7EC4:60\5C81\53CA\4EE5\4E0A\300160\5C81\4EE5\4E0B\6216\672A\77E5\3002')),
    ('agent_id', csq_internal.known('\5750\5E2D(\5458\5DE5\6216\673A\5668\4EBA)\7F16\53F7\3002')),
    ('alarm', csq_internal.known('\5F53\65E5\662F\5426\5224\4E3A\7A81\589E\3002')),
    ('alert_id', csq_internal.known('\9884\8B66\7F16\53F7\3002')),
    ('amount', csq_internal.known('\91D1\989D\6216\57FA\6570\3002')),
    ('anchor', csq_internal.known('\8BA1\65F6\8D77\70B9:\53D7\7406\FF0C\6216\53E6\4E00\9636\6BB5\5B8C\6210\3002')),
    ('annual_value', csq_internal.known('\5BA2\6237\5E74\5EA6\4EF7\503C\3002')),
    ('answered', csq_internal.known('\5DF2\5E94\7B54\6570\3002')),
    ('answered_at', csq_internal.known('\5E94\7B54\6216\4F5C\7B54\7684\65F6\523B\3002')),
    ('answers', csq_internal.known('\6709\6548\4F5C\7B54\6570\3002')),
    ('article_id', csq_internal.known('\6240\7528\77E5\8BC6\6761\76EE\3002')),
    ('article_rate', csq_internal.known('\77E5\8BC6\4F7F\7528\7387(0\81F31)\3002')),
    ('article_used', csq_internal.known('\662F\5426\4F7F\7528\4E86\77E5\8BC6\6761\76EE\3002')),
    ('articles', csq_internal.known('\4F7F\7528\77E5\8BC6\6761\76EE\7684\8054\7CFB\6570\3002')),
    ('as_of', csq_internal.known('\7EDF\8BA1\65F6\523B:\8BBE\5B9A\503C\6216\5F53\524D\3002')),
    ('at', csq_internal.known('\53D1\751F\65F6\523B\3002')),
    ('bad', csq_internal.known('\662F\5426\5DEE\8BC4(\9700\8DDF\8FDB)\3002')),
    ('baseline', csq_internal.known('\57FA\671F\503C\3002')),
    ('baseline_from', csq_internal.known('\57FA\671F\9996\65E5\3002')),
    ('baseline_until', csq_internal.known('\57FA\671F\672B\65E5\7684\6B21\65E5\3002')),
    ('benchmark', csq_internal.known('\884C\4E1A\6807\6746\503C\3002')),
    ('birth_year', csq_internal.known('\51FA\751F\5E74\4EFD\3002')),
    ('bought_again', csq_internal.known('90\5929\5185\590D\8D2D\7684\8BA2\5355\6570\3002')),
    ('bought_again_rate', csq_internal.known('90\5929\590D\8D2D\7387(0\81F31)\3002')),
    ('bought_again_trials', csq_internal.known('\53EF\5224\5B9A\662F\5426\590D\8D2D\7684\8BA2\5355\6570\3002')),
    ('bound', csq_internal.known('\7A81\589E\754C\9650\3002')),
    ('branch', csq_internal.known('\7F51\70B9\3001\95E8\5E97\6216\5730\533A\3002')),
    ('breach_probability', csq_internal.known('\5728\5DF2\7528\65F6\6761\4EF6\4E0B\7684\8D85\65F6\6982\7387\3002')),
    ('breached_at', csq_internal.known('\8D85\65F6\65F6\523B\3002')),
    ('calendar', csq_internal.known('\8BA1\65F6\65E5\5386\3002')),
    ('cancelled', csq_internal.known('\662F\5426(\6216\591A\5C11)\64A4\9500\3002')),
    ('case_id', csq_internal.known('\6240\5C5E\4E2A\6848\3002')),
    ('cases', csq_internal.known('\7ECF\8FC7\6B64\8DEF\5F84\7684\4E2A\6848\6570\3002')),
    ('category', csq_internal.known('\6295\8BC9\7C7B\522B\3002')),
    ('category_of_lexicon', csq_internal.known('\8BCD\5178\5224\5B9A\7684\7C7B\522B\3002')),
    ('category_of_model', csq_internal.known('\6A21\578B\5224\5B9A\7684\7C7B\522B\3002')),
    ('cause', csq_internal.known('\6587\672C\4E2D\8BC6\522B\7684\539F\56E0\3002')),
    ('centre', csq_internal.known('\4E2D\5FC3\7EBF\3002')),
    ('change', csq_internal.known('\76F8\5BF9\57FA\671F\7684\53D8\5316\3002')),
    ('channel', csq_internal.known('\6E20\9053\3002')),
    ('closed', csq_internal.known('\5F53\6708\529E\7ED3\6570\3002')),
    ('closed_at', csq_internal.known('\529E\7ED3\65F6\523B;\672A\7ED3\4E3A\7A7A\3002')),
    ('coached_at', csq_internal.known('\8F85\5BFC\65F6\523B\3002')),
    ('complaint_id', csq_internal.known('\6295\8BC9\7F16\53F7\3002')),
    ('condition', csq_internal.known('\7B56\7565\9002\7528\6761\4EF6(JSON)\3002')),
    ('connect_rate', csq_internal.known('\63A5\901A\7387(0\81F31)\3002')),
    ('connected', csq_internal.known('\5DF2\63A5\901A\6570\3002')),
    ('connected_trials', csq_internal.known('\5DF2\63A5\901A\6216\5DF2\653E\5F03\6570\3002')),
    ('contact_id', csq_internal.known('\8054\7CFB\7F16\53F7\3002')),
    ('contacts', csq_internal.known('\8054\7CFB\6570\3002')),
    ('cost', csq_internal.known('\6210\672C\3002')),
    ('course', csq_internal.known('\57F9\8BAD\8BFE\7A0B\3002')),
    ('coverage', csq_internal.known('\53CD\9988\8986\76D6\7387:\53D7\9080/\5E94\9080(0\81F31)\3002')),
    ('cumulative', csq_internal.known('\7D2F\8BA1\5360\6BD4(0\81F31)\3002')),
    ('customer_id', csq_internal.known('\5BA2\6237\7F16\53F7\3002')),
    ('day', csq_internal.known('\5F53\5730\65E5\671F\3002')),
    ('defect', csq_internal.known('\8D28\68C0\7F3A\9677\3002')),
    ('defects', csq_internal.known('\7F3A\9677\6B21\6570\3002')),
    ('definition', csq_internal.known('\6307\6807\5B9A\4E49\3002')),
    ('department', csq_internal.known('\7ECF\529E\90E8\95E8\3002')),
    ('departments', csq_internal.known('\53C2\4E0E\90E8\95E8\6570\3002')),
    ('detail', csq_internal.known('\8BE6\60C5(JSON)\3002')),
    ('detractors', csq_internal.known('\8D2C\635F\8005(0\81F36\5206)\3002')),
    ('dimension', csq_internal.known('\7EF4\5EA6\3002')),
    ('done_at', csq_internal.known('\5B8C\6210\65F6\523B\3002')),
    ('done_on', csq_internal.known('\5B8C\6210\65E5\671F\3002')),
    ('due', csq_internal.known('\5230\671F\65E5\3002')),
    ('due_at', csq_internal.known('\622A\6B62\65F6\523B(\5DF2\8BA1\6682\505C)\3002')),
    ('elapsed_seconds', csq_internal.known('\5DF2\8BA1\65F6\957F(\79D2)\3002')),
    ('eligible', csq_internal.known('\5E94\9080\4E2A\6848\6570\3002')),
    ('eligible_at', csq_internal.known('\53EF\9080\8BF7\7684\65F6\523B\3002')),
    ('emotion', csq_internal.known('\60C5\7EEA:\6587\672C\8BC6\522B\FF0C\6216-5\81F35\7684\6570\503C\3002')),
    ('emotions', csq_internal.known('\6709\60C5\7EEA\503C\7684\89E6\70B9\6570\3002')),
    ('ended_at', csq_internal.known('\7ED3\675F\65F6\523B\3002')),
    ('escalated', csq_internal.known('\662F\5426(\6216\591A\5C11)\5347\7EA7\3002')),
    ('escalated_at', csq_internal.known('\5347\7EA7\65F6\523B\3002')),
    ('escalated_rate', csq_internal.known('\5347\7EA7\7387(0\81F31)\3002')),
    ('event', csq_internal.known('\65F6\949F\4E8B\4EF6\3002')),
    ('expected', csq_internal.known('\5F53\65E5\9884\671F\6570\3002')),
    ('exposure', csq_internal.known('\57FA\6570\3002')),
    ('figure', csq_internal.known('\76D1\7BA1\6307\6807\3002')),
    ('finding', csq_internal.known('\53D1\73B0\7684\95EE\9898\3002')),
    ('fresh', csq_internal.known('\6570\636E\662F\5426\53CA\65F6\3002')),
    ('fresh_within', csq_internal.known('\91C7\96C6\95F4\9694\4E0A\9650\3002')),
    ('from_days', csq_internal.known('\6700\5C0F\5929\6570\3002')),
    ('from_step', csq_internal.known('\8D77\59CB\6B65\9AA4\3002')),
    ('funnel', csq_internal.known('\6F0F\6597\6B65\9AA4\3002')),
    ('goal', csq_internal.known('\76EE\6807\6BD4\7387(0\81F31)\3002')),
    ('handle_seconds', csq_internal.known('\5904\7406\65F6\957F(\79D2):\901A\8BDD\3001\4FDD\6301\3001\8BDD\540E\3002')),
    ('handled', csq_internal.known('\6709\5904\7406\65F6\957F\7684\8054\7CFB\6570\3002')),
    ('handled_at', csq_internal.known('\5904\7406\65F6\523B\3002')),
    ('held_at', csq_internal.known('\57F9\8BAD\65F6\523B\3002')),
    ('hits', csq_internal.known('\6210\529F\6570;\53EF\7D2F\52A0\FF0C\9664\4EE5\8BD5\9A8C\6570\4E4B\548C\3002')),
    ('hour', csq_internal.known('\5F53\5730\5C0F\65F6\3002')),
    ('hours', csq_internal.known('\5B66\65F6\3002')),
    ('id', csq_internal.known('\6807\8BC6\3002')),
    ('improvement_id', csq_internal.known('\6539\8FDB\7F16\53F7\3002')),
    ('in_time', csq_internal.known('\662F\5426\6309\65F6;\672A\5B9A\4E3A\7A7A\3002')),
    ('invited', csq_internal.known('\5DF2\9080\8BF7\6570\3002')),
    ('invited_at', csq_internal.known('\9080\8BF7\65F6\523B\3002')),
    ('interval_of', csq_internal.known('\533A\95F4\6240\6307\FF1A\73B0\503C\6216\53D8\5316\91CF\3002')),
    ('issue', csq_internal.known('\8054\7CFB\4E8B\7531\3002')),
    ('joined_at', csq_internal.known('\5F00\6237\65F6\523B\3002')),
    ('joined_on', csq_internal.known('\5165\804C\65E5\671F\3002')),
    ('kappa', csq_internal.known('\4E00\81F4\6027\7CFB\6570(Kappa)\3002')),
    ('kind', csq_internal.known('\79CD\7C7B\3002')),
    ('label', csq_internal.known('\6B65\9AA4\540D\79F0\3002')),
    ('labelled_at', csq_internal.known('\6807\6CE8\65F6\523B\3002')),
    ('labelled_by', csq_internal.known('\6807\6CE8\4EBA\3002')),
    ('labeller', csq_internal.known('\6807\6CE8\6765\6E90:\8BCD\5178\3001\6A21\578B\3001\4EBA\5DE5\3001\5916\90E8\3002')),
    ('last_at', csq_internal.known('\6700\8FD1\4E8B\4EF6\65F6\523B\3002')),
    ('last_found_at', csq_internal.known('\6700\8FD1\53D1\73B0\65F6\523B\3002')),
    ('last_loaded_at', csq_internal.known('\6700\8FD1\5165\5E93\65F6\523B\3002')),
    ('layer', csq_internal.known('\6570\636E\5C42\3002')),
    ('lcl', csq_internal.known('\63A7\5236\4E0B\9650\3002')),
    ('left_at', csq_internal.known('\6D41\5931\65F6\523B\3002')),
    ('left_on', csq_internal.known('\79BB\804C\65E5\671F\3002')),
    ('left_reason', csq_internal.known('\6D41\5931\539F\56E0\3002')),
    ('lexicon', csq_internal.known('\7C7B\522B\4E0E\60C5\7EEA\8BCD\5178\3002')),
    ('linked', csq_internal.known('\5DF2\5173\8054\5BA2\6237\7684\884C\6570\3002')),
    ('linked_rate', csq_internal.known('\5BA2\6237\5173\8054\7387(0\81F31)\3002')),
    ('loaded_at', csq_internal.known('\5165\5E93\65F6\523B\3002')),
    ('mean_emotion', csq_internal.known('\5E73\5747\60C5\7EEA\3002')),
    ('mean_handle_seconds', csq_internal.known('\5E73\5747\5904\7406\65F6\957F(\79D2)\3002')),
    ('mean_seconds', csq_internal.known('\5E73\5747\65F6\957F(\79D2)\3002')),
    ('mean_wait_seconds', csq_internal.known('\5E73\5747\5E94\7B54\901F\5EA6(\79D2)\3002')),
    ('measure', csq_internal.known('\8861\91CF\65B9\5F0F:\9650\65F6\6216\6210\529F\3002')),
    ('median_gap_seconds', csq_internal.known('\4E0E\4E0A\4E00\6B65\95F4\9694\7684\4E2D\4F4D\6570(\79D2)\3002')),
    ('median_seconds', csq_internal.known('\65F6\957F\4E2D\4F4D\6570(\79D2)\FF0C\672A\7ED3\6309\66F4\957F\8BA1\3002')),
    ('metric', csq_internal.known('\6307\6807\3002')),
    ('milestone_id', csq_internal.known('\91CC\7A0B\7891\7F16\53F7\3002')),
    ('min_confidence', csq_internal.known('\91C7\4FE1\6A21\578B\7684\6700\4F4E\6982\7387\3002')),
    ('missing', csq_internal.known('\7F3A\5931\6570\3002')),
    ('modality', csq_internal.known('\6587\5B57\3001\8BED\97F3\6216\89C6\9891\3002')),
    ('model', csq_internal.known('\5206\7C7B\6A21\578B\3002')),
    ('module', csq_internal.known('\6A21\5757\3002')),
    ('monitored', csq_internal.known('\662F\5426(\6216\591A\5C11)\88AB\76D1\7763\3002')),
    ('monitored_rate', csq_internal.known('\76D1\7763\8986\76D6\7387(0\81F31)\3002')),
    ('monitored_trials', csq_internal.known('\53EF\5224\5B9A\662F\5426\76D1\7763\7684\8054\7CFB\6570\3002')),
    ('month', csq_internal.known('\6708\4EFD\9996\65E5(\5F53\5730)\3002')),
    ('n', csq_internal.known('\6570\91CF\3002')),
    ('n_closed', csq_internal.known('\5DF2\7ED3\6570\3002')),
    ('name', csq_internal.known('\540D\79F0\3002')),
    ('needed', csq_internal.known('\6309\73B0\503C\5224\5B9A\6240\9700\7684\8FFD\52A0\6837\672C\91CF\3002')),
    ('next_at', csq_internal.known('\4E0B\4E00\6B21\65F6\523B\3002')),
    ('next_day', csq_internal.known('T+1\5185\5904\7406\6570\3002')),
    ('next_id', csq_internal.known('\4E0B\4E00\6B21\540C\7C7B\6295\8BC9\3002')),
    ('note', csq_internal.known('\5907\6CE8\3002')),
    ('notified_at', csq_internal.known('\544A\77E5\5BA2\6237\7684\65F6\523B\3002')),
    ('now_from', csq_internal.known('\8BC4\4F30\671F\9996\65E5\3002')),
    ('now_until', csq_internal.known('\8BC4\4F30\671F\672B\65E5\7684\6B21\65E5\3002')),
    ('nps', csq_internal.known('\51C0\63A8\8350\503C(-100\81F3100)\3002')),
    ('object', csq_internal.known('\6240\5728\8868\3002')),
    ('occurrence', csq_internal.known('\7B2C\51E0\6B21\53D1\751F;\6BCF\6B21\53EA\9884\8B66\4E00\6B21\3002')),
    ('off_scale', csq_internal.known('\8D85\51FA\91CF\8868\7684\4F5C\7B54\FF0C\5DF2\5254\9664\3002')),
    ('offered', csq_internal.known('\547C\5165\6570\3002')),
    ('offered_at', csq_internal.known('\547C\5165\65F6\523B\3002')),
    ('oldest_seconds', csq_internal.known('\6700\8001\4E00\4EF6\7684\65F6\957F(\79D2)\3002')),
    ('open_at_end', csq_internal.known('\6708\672B\672A\7ED3\6570\3002')),
    ('open_cases', csq_internal.known('\672A\7ED3\6570\3002')),
    ('order_id', csq_internal.known('\8BA2\5355\7F16\53F7\3002')),
    ('ordered_at', csq_internal.known('\4E0B\5355\65F6\523B\3002')),
    ('other_id', csq_internal.known('\540C\4E00\4EBA\7684\53E6\4E00\6807\8BC6\3002')),
    ('other_reviewer', csq_internal.known('\53E6\4E00\8D28\68C0\5458\3002')),
    ('overdue', csq_internal.known('\5DF2\8D85\65F6\672A\5B8C\6210\6570\3002')),
    ('owner', csq_internal.known('\8D23\4EFB\4EBA\3002')),
    ('p90_gap_seconds', csq_internal.known('\95F4\9694\768490\5206\4F4D\6570(\79D2)\3002')),
    ('p90_seconds', csq_internal.known('\65F6\957F90\5206\4F4D\6570(\79D2)\3002')),
    ('p_value', csq_internal.known('p\503C\3002')),
    ('passed', csq_internal.known('\662F\5426\901A\8FC7\3002')),
    ('passives', csq_internal.known('\4E2D\7ACB\8005(7\81F38\5206)\3002')),
    ('path', csq_internal.known('\89E6\70B9\8DEF\5F84\3002')),
    ('paused_seconds', csq_internal.known('\6682\505C\65F6\957F(\79D2)\3002')),
    ('pdca', csq_internal.known('PDCA\9636\6BB5\3002')),
    ('peer', csq_internal.known('\5BF9\6807\5BF9\8C61\3002')),
    ('per_thousand', csq_internal.known('\6BCF\5343\5355\4F4D\6295\8BC9\6570\3002')),
    ('period_start', csq_internal.known('15\5929\5468\671F\9996\65E5\3002')),
    ('personalised', csq_internal.known('\662F\5426(\6216\591A\5C11)\4E2A\6027\5316\3002')),
    ('personalised_rate', csq_internal.known('\4E2A\6027\5316\8986\76D6\7387(0\81F31)\3002')),
    ('personalised_trials', csq_internal.known('\53EF\5224\5B9A\662F\5426\4E2A\6027\5316\7684\8054\7CFB\6570\3002')),
    ('phase', csq_internal.known('\9636\6BB5\3002')),
    ('place', csq_internal.known('\6B21\5E8F\3002')),
    ('policy_id', csq_internal.known('\7B56\7565\7F16\53F7\3002')),
    ('probability', csq_internal.known('\6807\7B7E\6982\7387\3002')),
    ('product', csq_internal.known('\4EA7\54C1\3002')),
    ('promoters', csq_internal.known('\63A8\8350\8005(9\81F310\5206)\3002')),
    ('quarter', csq_internal.known('\5B63\5EA6\9996\65E5\3002')),
    ('question', csq_internal.known('\95EE\9898\3002')),
    ('queue', csq_internal.known('\961F\5217\3002')),
    ('raised_at', csq_internal.known('\63D0\51FA\65F6\523B\3002')),
    ('rate', csq_internal.known('\6210\529F\6570/\8BD5\9A8C\6570(0\81F31)\3002')),
    ('reached', csq_internal.known('\5230\8FBE\8BE5\6B65\7684\4E2A\6848\6570\3002')),
    ('reached_before', csq_internal.known('\5230\8FBE\4E0A\4E00\6B65\7684\4E2A\6848\6570\3002')),
    ('reason', csq_internal.known('\539F\56E0\3002')),
    ('reasons', csq_internal.known('\5206\7EA7\7406\7531\3002')),
    ('received', csq_internal.known('\5F53\6708\53D7\7406\6570\3002')),
    ('received_at', csq_internal.known('\53D7\7406\65F6\523B\3002')),
    ('red_line', csq_internal.known('\662F\5426\7EA2\7EBF\3002')),
    ('red_lines', csq_internal.known('\89E6\78B0\7EA2\7EBF\6B21\6570\3002')),
    ('registered', csq_internal.known('\662F\5426\5DF2\767B\8BB0\3002')),
    ('regulator', csq_internal.known('\76D1\7BA1\673A\6784\3002')),
    ('remaining_seconds', csq_internal.known('\5269\4F59\8BA1\65F6(\79D2)\FF0C\8D85\65F6\4E3A\8D1F\3002')),
    ('reopen', csq_internal.known('\91CD\5F00\89C4\5219\3002')),
    ('reopens', csq_internal.known('\91CD\5F00\6B21\6570\3002')),
    ('repeat_within', csq_internal.known('\91CD\590D\6295\8BC9\5224\5B9A\65F6\9650\3002')),
    ('repeated', csq_internal.known('\662F\5426\91CD\590D\6295\8BC9;\672A\5B9A\4E3A\7A7A\3002')),
    ('resolution_due', csq_internal.known('\53D7\7406\65F6\8BA1\7B97\7684\89E3\51B3\622A\6B62\65F6\523B\3002')),
    ('resolved', csq_internal.known('\662F\5426(\6216\591A\5C11)\89E3\51B3\3002')),
    ('resolved_rate', csq_internal.known('\89E3\51B3\7387(\672A\5347\7EA7\FF0C0\81F31)\3002')),
    ('resolved_trials', csq_internal.known('\53EF\5224\5B9A\662F\5426\89E3\51B3\7684\8054\7CFB\6570\3002')),
    ('responded_at', csq_internal.known('\9996\6B21\54CD\5E94\65F6\523B\3002')),
    ('response_due', csq_internal.known('\53D7\7406\65F6\8BA1\7B97\7684\54CD\5E94\622A\6B62\65F6\523B\3002')),
    ('response_rate', csq_internal.known('\5E94\7B54\7387:\4F5C\7B54/\53D7\9080(0\81F31)\3002')),
    ('retarget', csq_internal.known('\6539\76EE\6807\89C4\5219\3002')),
    ('return_reason', csq_internal.known('\9000\8D27\539F\56E0\3002')),
    ('returned', csq_internal.known('\662F\5426(\6216\591A\5C11)\9000\8D27\3002')),
    ('returned_rate', csq_internal.known('\9000\8D27\7387(0\81F31)\3002')),
    ('returned_trials', csq_internal.known('\53EF\5224\5B9A\662F\5426\9000\8D27\7684\8BA2\5355\6570\3002')),
    ('reviewed_at', csq_internal.known('\8D28\68C0\65F6\523B\3002')),
    ('reviewer', csq_internal.known('\8D28\68C0\5458\3002')),
    ('robot', csq_internal.known('\662F\5426\673A\5668\4EBA\3002')),
    ('role_name', csq_internal.known('\6570\636E\5E93\89D2\8272\3002')),
    ('root_cause', csq_internal.known('\590D\76D8\6839\56E0\3002')),
    ('rule', csq_internal.known('\8D28\68C0\89C4\5219\3002')),
    ('scale', csq_internal.known('\91CF\8868:nps 0\81F310\FF0Ccsat 1\81F35\FF0Cces 1\81F37\3002')),
    ('scene', csq_internal.known('\670D\52A1\573A\666F\3002')),
    ('score', csq_internal.known('\5F97\5206;\7F3A\5931\6216\8D8A\754C\4E3A\7A7A\3002')),
    ('scored', csq_internal.known('\662F\5426\5DF2\8BC4\5206\3002')),
    ('seconds', csq_internal.known('\65F6\957F(\79D2)\3002')),
    ('seconds_over', csq_internal.known('\8D85\65F6\65F6\957F(\79D2)\3002')),
    ('seconds_since_load', csq_internal.known('\8DDD\4E0A\6B21\5165\5E93(\79D2)\3002')),
    ('seconds_until_due', csq_internal.known('\8DDD\622A\6B62\7684\65F6\957F(\79D2)\3002')),
    ('segment', csq_internal.known('\5BA2\6237\5206\7FA4\3002')),
    ('seq', csq_internal.known('\540C\4E00\65F6\523B\7684\6B21\5E8F\3002')),
    ('service_level', csq_internal.known('\670D\52A1\6C34\5E73:30\79D2\5185\5E94\7B54/\5168\90E8\547C\5165(0\81F31)\3002')),
    ('severity', csq_internal.known('\7EA7\522B:\4E00\822C\3001\91CD\5927\3001\7D27\6025\3002')),
    ('severity_lexicon', csq_internal.known('\5206\7EA7\8BCD\5178\3002')),
    ('share', csq_internal.known('\5360\6BD4(0\81F31)\3002')),
    ('shrunk_rate', csq_internal.known('\5411\603B\4F53\6536\7F29\7684\6BD4\7387\3002')),
    ('signal', csq_internal.known('\63A7\5236\56FE\662F\5426\62A5\8B66\3002')),
    ('signals', csq_internal.known('\89E6\53D1\7684\5224\5F02\89C4\5219\3002')),
    ('since', csq_internal.known('\8D77\59CB\65F6\523B\3002')),
    ('source', csq_internal.known('\6765\6E90\3002')),
    ('source_status', csq_internal.known('\6765\6E90\72B6\6001:read \5DF2\8BFB\539F\6587\FF0Csecondary \8F6C\5F15\3002')),
    ('stage', csq_internal.known('\9636\6BB5\3002')),
    ('started_at', csq_internal.known('\8BA1\65F6\5F00\59CB\65F6\523B\3002')),
    ('state', csq_internal.known('\72B6\6001\3002')),
    ('step', csq_internal.known('\6B65\5E8F\3002')),
    ('stopped_at', csq_internal.known('\8BA1\65F6\505C\6B62\65F6\523B\3002')),
    ('subject', csq_internal.known('\5BF9\8C61\3002')),
    ('succeeded', csq_internal.known('\662F\5426\6210\529F\3002')),
    ('survey_id', csq_internal.known('\4F5C\7B54\7F16\53F7\3002')),
    ('switches', csq_internal.known('\6E20\9053\5207\6362\6B21\6570\3002')),
    ('tags', csq_internal.known('\6807\7B7E\3002')),
    ('target', csq_internal.known('\76EE\6807\3002')),
    ('target_id', csq_internal.known('\76EE\6807\7F16\53F7\3002')),
    ('target_value', csq_internal.known('\76EE\6807\503C\3002')),
    ('team_id', csq_internal.known('\73ED\7EC4\7F16\53F7\3002')),
    ('text', csq_internal.known('\6587\672C\3002')),
    ('tier_by_point', csq_internal.known('\6309\70B9\4F30\8BA1\8FBE\5230\7684\6863\6B21\3002')),
    ('tier_for_sure', csq_internal.known('\6309\7F6E\4FE1\4E0B\9650\8FBE\5230\7684\6863\6B21\3002')),
    ('to_step', csq_internal.known('\5230\8FBE\6B65\9AA4\3002')),
    ('topic', csq_internal.known('\4E3B\9898\3002')),
    ('total_emotion', csq_internal.known('\60C5\7EEA\5408\8BA1\3002')),
    ('total_score', csq_internal.known('\5F97\5206\5408\8BA1\3002')),
    ('total_seconds', csq_internal.known('\65F6\957F\5408\8BA1(\79D2)\3002')),
    ('touch_id', csq_internal.known('\89E6\70B9\8BB0\5F55\7F16\53F7\3002')),
    ('touches', csq_internal.known('\89E6\70B9\6B21\6570\3002')),
    ('touchpoint', csq_internal.known('\89E6\70B9\3002')),
    ('trained_since', csq_internal.known('\7F3A\9677\4E4B\540E\662F\5426\5DF2\57F9\8BAD\3002')),
    ('trials', csq_internal.known('\8BD5\9A8C\6570\FF0C\4E0D\542B\672A\5B9A\3002')),
    ('ucl', csq_internal.known('\63A7\5236\4E0A\9650\3002')),
    ('undecided', csq_internal.known('\672A\5B9A\6570\FF0C\4E0D\8BA1\5165\8BD5\9A8C\6570\3002')),
    ('unit', csq_internal.known('\57FA\6570\5355\4F4D\3002')),
    ('until', csq_internal.known('\7EC8\6B62\65F6\523B\3002')),
    ('until_days', csq_internal.known('\6700\5927\5929\6570(\4E0D\542B)\3002')),
    ('upheld', csq_internal.known('\6295\8BC9\662F\5426\6210\7ACB\3002')),
    ('used', csq_internal.known('\76EE\6807\5DF2\7528\6BD4\4F8B\3002')),
    ('valid_from', csq_internal.known('\751F\6548\65E5\3002')),
    ('valid_until', csq_internal.known('\5931\6548\65E5\3002')),
    ('value', csq_internal.known('\503C\3002')),
    ('value_lost', csq_internal.known('\6D41\5931\5BA2\6237\5E74\5EA6\4EF7\503C\3002')),
    ('verdict', csq_internal.known('\7ED3\8BBA:\8FBE\6210\3001\672A\8FBE\3001\65E0\6CD5\5224\65AD\3001\4E0D\53EF\8FBE\3002')),
    ('version', csq_internal.known('\7248\672C\3002')),
    ('vital', csq_internal.known('\662F\5426\5C5E\4E8E\536080%\7684\5173\952E\5C11\6570\3002')),
    ('wait_seconds', csq_internal.known('\7B49\5F85\65F6\957F(\79D2)\3002')),
    ('wall_seconds_over', csq_internal.known('\81EA\7136\65F6\95F4\8D85\65F6\65F6\957F(\79D2)\3002')),
    ('wave', csq_internal.known('\8C03\7814\6279\6B21\3002')),
    ('weekday', csq_internal.known('\661F\671F\FF0C1\4E3A\5468\4E00\3002')),
    ('why', csq_internal.known('\9700\4EBA\5DE5\5224\65AD\7684\539F\56E0\3002')),
    ('within_seconds', csq_internal.known('\65F6\9650(\79D2)\3002')),
    ('wording', csq_internal.known('\9898\9762\3002')),
    ('zone', csq_internal.known('\65E5\671F\6240\7528\65F6\533A\3002')),
    ('_lo', csq_internal.known('95%\7F6E\4FE1\533A\95F4\4E0B\9650\3002')),
    ('_hi', csq_internal.known('95%\7F6E\4FE1\533A\95F4\4E0A\9650\3002')),
    ('object setting', csq_internal.known('\79DF\6237\8BBE\7F6E\3002')),
    ('object tenant_access', csq_internal.known('\89D2\8272\53EF\89C1\7684\79DF\6237\3002')),
    ('object team', csq_internal.known('\73ED\7EC4\3002')),
    ('object agent', csq_internal.known('\5750\5E2D\4E0E\673A\5668\4EBA\3002')),
    ('object customer', csq_internal.known('\5BA2\6237\3002')),
    ('object customer_link', csq_internal.known('\540C\4E00\4EBA\7684\6807\8BC6\5BF9\3002')),
    ('object policy', csq_internal.known('\65F6\9650\7B56\7565:\6309\6B21\5E8F\53D6\9996\4E2A\7B26\5408\6761\4EF6\8005\3002')),
    ('object complaint', csq_internal.known('\6295\8BC9\3002')),
    ('object complaint_event', csq_internal.known('\6295\8BC9\65F6\949F\4E8B\4EF6;*\6307\5168\90E8\9636\6BB5\3002')),
    ('object complaint_label', csq_internal.known('\6587\672C\8BC6\522B\7ED3\679C\3002')),
    ('object contact', csq_internal.known('\7535\8BDD\3001\5728\7EBF\3001\5230\8BBF\3002')),
    ('object touch', csq_internal.known('\65C5\7A0B\89E6\70B9\3002')),
    ('object touchpoint_target', csq_internal.known('\89E6\70B9\76EE\6807\3002')),
    ('object question', csq_internal.known('\8C03\7814\95EE\9898\3002')),
    ('object survey_invite', csq_internal.known('\8C03\7814\9080\8BF7\3002')),
    ('object survey', csq_internal.known('\8C03\7814\4F5C\7B54\3002')),
    ('object qa_score', csq_internal.known('\8D28\68C0\8BC4\5206\3002')),
    ('object training', csq_internal.known('\57F9\8BAD\4E0E\8003\8BD5\3002')),
    ('object course_rule', csq_internal.known('\7F3A\9677\4E0E\8BFE\7A0B\5BF9\5E94\3002')),
    ('object coaching', csq_internal.known('\8F85\5BFC\3002')),
    ('object target', csq_internal.known('\6539\8FDB\76EE\6807\3002')),
    ('object benchmark', csq_internal.known('\884C\4E1A\6807\6746\3002')),
    ('object metric_definition', csq_internal.known('\6307\6807\5B9A\4E49\7248\672C\3002')),
    ('object milestone', csq_internal.known('\91CC\7A0B\7891\3002')),
    ('object improvement', csq_internal.known('\6539\8FDB\4E8B\9879(PDCA)\3002')),
    ('object compensation', csq_internal.known('\8865\507F\3002')),
    ('object orders', csq_internal.known('\8BA2\5355\3002')),
    ('object exposure', csq_internal.known('\6295\8BC9\7387\57FA\6570\3002')),
    ('object source', csq_internal.known('\6570\636E\6E90\3002')),
    ('object alert', csq_internal.known('\9884\8B66\3002')),
    ('object v_complaint', csq_internal.known('\6295\8BC9\5168\8C8C\FF0C\6BCF\4EF6\4E00\884C\3002')),
    ('object v_status', csq_internal.known('\5404\9636\6BB5\65F6\949F\72B6\6001\3002')),
    ('object v_overdue', csq_internal.known('\8D85\65F6\672A\7ED3\6E05\5355\3002')),
    ('object v_at_risk', csq_internal.known('\4E34\671F\6E05\5355\4E0E\8D85\65F6\6982\7387\3002')),
    ('object v_attainment', csq_internal.known('\6309\65F6\7387;\8D85\65F6\672A\7ED3\8BA1\4E3A\672A\6309\65F6\3002')),
    ('object v_resolution', csq_internal.known('\529E\7ED3\65F6\957F\3002')),
    ('object v_backlog', csq_internal.known('\79EF\538B:\6708\672B\672A\7ED3\53EF\8DE8\4EA7\54C1\76F8\52A0\FF0C\4E0D\53EF\8DE8\6708\76F8\52A0\3002')),
    ('object v_ageing', csq_internal.known('\672A\7ED3\8D26\9F84\3002')),
    ('object v_answer', csq_internal.known('\4F5C\7B54\660E\7EC6\3002')),
    ('object v_nps_month', csq_internal.known('\6708\5EA6\51C0\63A8\8350\503C\3002')),
    ('object v_csat_month', csq_internal.known('\6708\5EA6\6EE1\610F\7387\3002')),
    ('object v_coverage', csq_internal.known('\53CD\9988\8986\76D6\4E0E\5E94\7B54\3002')),
    ('object v_loop', csq_internal.known('\5DEE\8BC472\5C0F\65F6\95ED\73AF\7387\3002')),
    ('object v_promised', csq_internal.known('\5F85\56DE\590D\5DEE\8BC4\6E05\5355\3002')),
    ('object v_contact', csq_internal.known('\8054\7CFB\660E\7EC6\3002')),
    ('object v_contact_month', csq_internal.known('\6708\5EA6\8054\7CFB\6307\6807\3002')),
    ('object v_calls', csq_internal.known('\4EBA\5DE5\63A5\542C\6307\6807\3002')),
    ('object v_touch', csq_internal.known('\89E6\70B9\660E\7EC6\3002')),
    ('object v_touchpoint', csq_internal.known('\89E6\70B9\5065\5EB7\5EA6\3002')),
    ('object v_journey', csq_internal.known('\65C5\7A0B\660E\7EC6\3002')),
    ('object v_channel_switch', csq_internal.known('\6E20\9053\5207\6362\7387\3002')),
    ('object v_funnel', csq_internal.known('\6F0F\6597\3002')),
    ('object v_process_edge', csq_internal.known('\6D41\7A0B\6D41\8F6C\3002')),
    ('object v_qa_sample', csq_internal.known('\6BCF\65E55%\8D28\68C0\62BD\6837\FF0C\53EF\91CD\73B0\3002')),
    ('object v_qa_report', csq_internal.known('\8D28\68C0\62A5\544A\3002')),
    ('object v_qa_agreement', csq_internal.known('\8D28\68C0\4E00\81F4\6027\3002')),
    ('object v_agent_tier', csq_internal.known('\5750\5E2D\5206\6863\3002')),
    ('object v_training', csq_internal.known('\57F9\8BAD\5B66\65F6\4E0E\901A\8FC7\7387\3002')),
    ('object v_course_needed', csq_internal.known('\7F3A\9677\5BF9\5E94\8BFE\7A0B\3002')),
    ('object v_reason_month', csq_internal.known('\6708\5EA6\539F\56E0\8BA1\6570\3002')),
    ('object v_pareto', csq_internal.known('\5E15\7D2F\6258\3002')),
    ('object v_repeat_case', csq_internal.known('\91CD\590D\6295\8BC9\660E\7EC6\3002')),
    ('object v_repeat', csq_internal.known('\91CD\590D\6295\8BC9\7387\3002')),
    ('object v_surge', csq_internal.known('\6295\8BC9\7A81\589E\76D1\6D4B\3002')),
    ('object v_chart', csq_internal.known('\63A7\5236\56FE\3002')),
    ('object v_complaint_rate', csq_internal.known('\6BCF\5343\5355\4F4D\6295\8BC9\7387\3002')),
    ('object v_segment', csq_internal.known('\5206\7FA4\5BF9\6BD4\3002')),
    ('object v_scorecard', csq_internal.known('\76EE\6807\8BB0\5206\5361\3002')),
    ('object v_compensation', csq_internal.known('\8865\507F\3002')),
    ('object v_improvement', csq_internal.known('\6539\8FDB\4E8B\9879\72B6\6001\3002')),
    ('object v_milestone', csq_internal.known('\91CC\7A0B\7891\8FDB\5EA6\3002')),
    ('object v_churn', csq_internal.known('\5BA2\6237\6D41\5931\7387\3002')),
    ('object v_orders', csq_internal.known('\590D\8D2D\4E0E\9000\8D27\3002')),
    ('object v_regulator', csq_internal.known('\76D1\7BA1\62A5\8868\3002')),
    ('object v_source', csq_internal.known('\6570\636E\6E90\53CA\65F6\6027\4E0E\5B8C\6574\6027\3002')),
    ('object v_input', csq_internal.known('\6570\636E\6821\9A8C\3002')),
    ('object v_alert_due', csq_internal.known('\5E94\53D1\9884\8B66\3002')),
    ('object v_alert', csq_internal.known('\5DF2\53D1\9884\8B66\3002')),
    ('object v_to_label', csq_internal.known('\5F85\4EBA\5DE5\6807\6CE8\3002')),
    ('object v_labeller', csq_internal.known('\6807\6CE8\4E00\81F4\6027\3002'))
  ) AS v(a, b);
END;
COMMENT ON FUNCTION workspace_words_zh() IS
'What the columns, tables and views of a workspace mean, in Chinese.';
CREATE FUNCTION sample(topic text, OUT id int, OUT customer text, OUT at timestamptz, OUT ended_at timestamptz, OUT due_at timestamptz,
  OUT channel text, OUT activity text, OUT score int, OUT text text) RETURNS SETOF record
LANGUAGE SQL IMMUTABLE STRICT PARALLEL SAFE COST 1000 ROWS 400
BEGIN ATOMIC
SELECT r.id, r.customer, r.at, r.ended_at, r.due_at, r.channel, r.activity, r.score, r.text
FROM (
  -- 400 complaints of a quarter; those of the last days are still open
  SELECT 'complaints'::pg_catalog.text AS topic, n.i AS id, 'c' OPERATOR(pg_catalog.||) ((n.i OPERATOR(pg_catalog.*) 7) OPERATOR(pg_catalog.%) 150)::pg_catalog.text AS customer,
    t.at, CASE WHEN n.i OPERATOR(pg_catalog.<) 385 THEN t.at OPERATOR(pg_catalog.+) pg_catalog.make_interval(hours => 2 OPERATOR(pg_catalog.+) ((n.i OPERATOR(pg_catalog.*) 13) OPERATOR(pg_catalog.%) 90)) END AS ended_at,
    t.at OPERATOR(pg_catalog.+) pg_catalog.make_interval(hours => 72) AS due_at,
    (ARRAY['app', 'phone', 'branch', 'wechat']::pg_catalog.text[])[1 OPERATOR(pg_catalog.+) ((n.i OPERATOR(pg_catalog.*) 5) OPERATOR(pg_catalog.%) 4)] AS channel,
    (ARRAY['fees', 'online_banking', 'service_attitude', 'response_delay', 'refund_return']::pg_catalog.text[])[1 OPERATOR(pg_catalog.+) (((n.i OPERATOR(pg_catalog.*) n.i) OPERATOR(pg_catalog.+) (n.i OPERATOR(pg_catalog./) 7)) OPERATOR(pg_catalog.%) 5)] AS activity,
    NULL::pg_catalog.int4 AS score,
    (ARRAY[csq_internal.known('\4FE1\7528\5361\5E74\8D39\591A\6536\4E86\4E24\6B21\FF0C\8981\6C42\9000\6B3E'), csq_internal.known('\624B\673A\94F6\884C\4E00\6253\5F00\5C31\95EA\9000\FF0C\767B\5F55\4E0D\4E86'), csq_internal.known('\67DC\5458\6001\5EA6\6076\52A3\FF0C\8BA9\6211\7B49\4E86\4E24\4E2A\5C0F\65F6'), 'The app crashes when I log in', 'I was charged twice and nobody answers', csq_internal.known('\9000\6B3E\7533\8BF7\4E00\4E2A\6708\6CA1\6709\4EBA\5904\7406\FF0C\6211\8981\6295\8BC9\5230\94F6\4FDD\76D1\4F1A')]::pg_catalog.text[])[1 OPERATOR(pg_catalog.+) ((n.i OPERATOR(pg_catalog.*) 5) OPERATOR(pg_catalog.%) 6)] AS text
  FROM pg_catalog.generate_series(1, 400) AS n(i),
    LATERAL (SELECT '2026-01-05 09:00+08'::pg_catalog.timestamptz OPERATOR(pg_catalog.+) pg_catalog.make_interval(mins => n.i OPERATOR(pg_catalog.*) 311) AS at) AS t
  UNION ALL
  -- ways of 100 customers: problem, bot, agent, solved; every third comes back
  SELECT 'touches', s.i, 'c' OPERATOR(pg_catalog.||) s.i::pg_catalog.text,
    '2026-03-02 09:00+08'::pg_catalog.timestamptz OPERATOR(pg_catalog.+) pg_catalog.make_interval(hours => s.i OPERATOR(pg_catalog.*) 3, mins => s.k OPERATOR(pg_catalog.*) (10 OPERATOR(pg_catalog.+) (s.i OPERATOR(pg_catalog.%) 50))),
    NULL, NULL, (ARRAY['app', 'chat', 'phone', 'phone', 'app']::pg_catalog.text[])[s.k], (ARRAY['problem', 'bot', 'agent', 'solved', 'problem']::pg_catalog.text[])[s.k], NULL, NULL
  FROM (SELECT i.i, k.k FROM pg_catalog.generate_series(1, 100) AS i(i), pg_catalog.generate_series(1, 5) AS k(k)
        WHERE k.k OPERATOR(pg_catalog.<=) CASE WHEN (i.i OPERATOR(pg_catalog.%) 4) OPERATOR(pg_catalog.=) 0 THEN 2 WHEN (i.i OPERATOR(pg_catalog.%) 3) OPERATOR(pg_catalog.=) 0 THEN 5 ELSE 4 END) AS s
  UNION ALL
  -- 600 answers to "would you recommend us", 0 to 10; better in the second half
  SELECT 'answers', n.i, 'c' OPERATOR(pg_catalog.||) n.i::pg_catalog.text, '2026-01-05 12:00+08'::pg_catalog.timestamptz OPERATOR(pg_catalog.+) pg_catalog.make_interval(hours => n.i OPERATOR(pg_catalog.*) 4),
    NULL, NULL, (ARRAY['app', 'phone', 'branch']::pg_catalog.text[])[1 OPERATOR(pg_catalog.+) (n.i OPERATOR(pg_catalog.%) 3)], NULL,
    LEAST(10, (3 OPERATOR(pg_catalog.+) ((n.i OPERATOR(pg_catalog.*) 7919) OPERATOR(pg_catalog.%) 9)) OPERATOR(pg_catalog.+) (n.i OPERATOR(pg_catalog./) 301)), NULL
  FROM pg_catalog.generate_series(1, 600) AS n(i)
  UNION ALL
  -- 300 calls of a day: at the time of the offer, answered (due_at) or given up, ended
  SELECT 'calls', n.i, 'c' OPERATOR(pg_catalog.||) (n.i OPERATOR(pg_catalog.%) 120)::pg_catalog.text, t.at,
    t.at OPERATOR(pg_catalog.+) pg_catalog.make_interval(secs => CASE WHEN (n.i OPERATOR(pg_catalog.%) 11) OPERATOR(pg_catalog.=) 0 THEN 40 ELSE 180 OPERATOR(pg_catalog.+) (n.i OPERATOR(pg_catalog.%) 240) END),
    CASE WHEN (n.i OPERATOR(pg_catalog.%) 11) OPERATOR(pg_catalog.<>) 0 THEN t.at OPERATOR(pg_catalog.+) pg_catalog.make_interval(secs => (n.i OPERATOR(pg_catalog.*) 17) OPERATOR(pg_catalog.%) 45) END,
    'phone', CASE WHEN (n.i OPERATOR(pg_catalog.%) 11) OPERATOR(pg_catalog.=) 0 THEN 'abandoned' ELSE 'answered' END, NULL, NULL
  FROM pg_catalog.generate_series(1, 300) AS n(i),
    LATERAL (SELECT '2026-03-02 09:00+08'::pg_catalog.timestamptz OPERATOR(pg_catalog.+) pg_catalog.make_interval(secs => n.i OPERATOR(pg_catalog.*) 95) AS at) AS t
) AS r
WHERE r.topic OPERATOR(pg_catalog.=) csq_internal.one_of(sample.topic, '{complaints,touches,answers,calls}'::pg_catalog.text[], 'sample'::pg_catalog.text)
ORDER BY r.at, r.id;
END;
COMMENT ON FUNCTION sample(text) IS
'Rows to type against: complaints (with text, opened and closed), touches (events of customers), answers (0 to 10), calls (due_at: answered). Made by rule, the same everywhere; columns that a topic does not have are NULL.';
CREATE FUNCTION help(topic text DEFAULT NULL, lang text DEFAULT 'en', OUT topic_name text, OUT question text, OUT call text, OUT example text) RETURNS SETOF record
LANGUAGE SQL IMMUTABLE PARALLEL SAFE COST 100 ROWS 30
BEGIN ATOMIC
SELECT v.topic, CASE WHEN help.lang OPERATOR(pg_catalog.=) 'zh'::pg_catalog.text THEN v.zh ELSE v.en END, v.call, v.example
FROM (VALUES
(1, 'sla', 'When is it due?', csq_internal.known('\4EC0\4E48\65F6\5019\5230\671F\FF1F'), 'due_at(calendar, start, target)',
 $x$SELECT csq.due_at(csq.default_calendar('CN'), '2026-04-30 17:00', '2 business hours')$x$),
(2, 'sla', 'How much working time has passed?', csq_internal.known('\8FC7\4E86\591A\5C11\5DE5\4F5C\65F6\95F4\FF1F'), 'business_time(calendar, from, to)',
 $x$SELECT csq.business_time(csq.default_calendar('CN'), '2026-04-30 17:00', '2026-05-06 10:00')$x$),
(3, 'sla', 'Was it in time, and how many were?', csq_internal.known('\662F\5426\6309\65F6\FF1F\6309\65F6\7387\662F\591A\5C11\FF1F'), 'rate_agg(in_time(stopped_at, due_at, as_of))',
 $x$SELECT csq.rate(csq.rate_agg(csq.in_time(ended_at, due_at, '2026-04-01 00:00+08'))) FROM csq.sample('complaints')$x$),
(4, 'sla', 'What is the state of a case with pauses?', csq_internal.known('\6709\6682\505C\7684\5DE5\5355\73B0\5728\662F\4EC0\4E48\72B6\6001\FF1F'), 'sla_status(clock_agg(at, event), target, calendar, as_of)',
 $x$SELECT s.state, s.due_at FROM csq.sla_status(csq.sla_clock('2026-03-02 09:00+08', NULL), '4 business hours', csq.default_calendar('CN'), '2026-03-02 12:00') AS s$x$),
(5, 'sla', 'How long do cases take, open ones included?', csq_internal.known('\5904\7406\8981\591A\4E45\FF08\542B\672A\7ED3\FF09\FF1F'), 'duration_agg(from_at, to_at, as_of)',
 $x$SELECT csq.median(d), csq.quantile(d, 0.9), csq.open_cases(d) FROM (SELECT csq.duration_agg(at, ended_at, '2026-04-01 00:00+08') AS d FROM csq.sample('complaints')) AS x$x$),
(6, 'text', 'What is this complaint about?', csq_internal.known('\8FD9\6761\6295\8BC9\8BF4\7684\662F\4EC0\4E48\FF1F'), 'classify(lexicon, text, axis)',
 csq_internal.known('SELECT csq.classify(csq.lexicon_agg(label, phrase, weight, axis, negation), ''\624B\673A\94F6\884C\4E00\6253\5F00\5C31\95EA\9000\FF0C\767B\5F55\4E0D\4E86'', ''cause'') FROM csq.default_lexicon(''category'', ''zh'')')),
(7, 'text', 'How severe is it, and why?', csq_internal.known('\6709\591A\4E25\91CD\FF0C\4E3A\4EC0\4E48\FF1F'), 'severity(lexicon, text)',
 csq_internal.known('SELECT s.level, s.reasons FROM (SELECT csq.lexicon_agg(label, phrase, weight, axis, negation) AS l FROM csq.default_lexicon(''severity'', ''zh'')) AS x, csq.severity(l, ''\518D\4E0D\9000\6B3E\6211\5C31\6295\8BC9\5230\94F6\4FDD\76D1\4F1A'') AS s')),
(8, 'text', 'Train a classifier on my own labels', csq_internal.known('\7528\81EA\5DF1\7684\6807\7B7E\8BAD\7EC3\5206\7C7B\5668'), 'train_agg(label, document)',
 csq_internal.known('SELECT csq.classify(csq.train_agg(activity, channel || '' '' || activity || '' '' || text), ''app fees \4FE1\7528\5361\5E74\8D39\591A\6536\4E86\4E24\6B21'') IS NOT NULL FROM csq.sample(''complaints'')')),
(9, 'experience', 'NPS with its interval', csq_internal.known('NPS \53CA\5176\533A\95F4'), 'nps(score_agg(score)), nps_lo, nps_hi',
 $x$SELECT csq.nps(s), csq.nps_lo(s), csq.nps_hi(s) FROM (SELECT csq.score_agg(score) AS s FROM csq.sample('answers')) AS x$x$),
(10, 'experience', 'Did NPS rise, really?', csq_internal.known('NPS \771F\7684\4E0A\5347\4E86\5417\FF1F'), 'compare(before, after)',
 $x$SELECT c.difference, c.lo, c.hi, c.p_value FROM (SELECT csq.score_agg(score) FILTER (WHERE id <= 300) AS before, csq.score_agg(score) FILTER (WHERE id > 300) AS after FROM csq.sample('answers')) AS x, csq.compare(before, after) AS c$x$),
(11, 'experience', 'Is the target attained?', csq_internal.known('\76EE\6807\8FBE\5230\4E86\5417\FF1F'), 'assess(baseline, now, metric, kind, target)',
 $x$SELECT a.value, a.verdict FROM (SELECT csq.score_agg(score) FILTER (WHERE id <= 300) AS before, csq.score_agg(score) FILTER (WHERE id > 300) AS after FROM csq.sample('answers')) AS x, csq.assess(before, after, 'nps', 'points', 15) AS a$x$),
(12, 'experience', 'Service level of a hotline', csq_internal.known('\70ED\7EBF\63A5\901A\6C34\5E73'), 'call_agg(offered_at, answered_at, abandoned_at, ended_at, as_of)',
 $x$SELECT csq.service_level(c, 'abandons_negative', '20 seconds') FROM (SELECT csq.call_agg(at, due_at, CASE WHEN due_at IS NULL THEN ended_at END, CASE WHEN due_at IS NOT NULL THEN ended_at END, '2026-03-03 00:00+08') AS c FROM csq.sample('calls')) AS x$x$),
(13, 'series', 'Complaints by day, and are there more than usual?', csq_internal.known('\6BCF\5929\591A\5C11\6295\8BC9\FF0C\662F\5426\5F02\5E38\589E\591A\FF1F'), 'surge(series_agg(bucket))',
 $x$SELECT count(*) FROM (SELECT csq.series_agg((at AT TIME ZONE 'Asia/Shanghai')::date) AS s FROM csq.sample('complaints')) AS x, csq.surge(s) AS r$x$),
(14, 'series', 'Which reasons make most of it?', csq_internal.known('\54EA\4E9B\539F\56E0\5360\5927\591A\6570\FF1F'), 'pareto(pareto_agg(reason))',
 $x$SELECT p.* FROM (SELECT csq.pareto_agg(activity) AS s FROM csq.sample('complaints')) AS x, csq.pareto(s) AS p$x$),
(15, 'journey', 'Where do customers get lost?', csq_internal.known('\5BA2\6237\5728\54EA\91CC\6D41\5931\FF1F'), 'stages(funnel_agg(case_id, at, activity, spec))',
 $x$SELECT s.step, s.label, s.reached FROM (SELECT csq.funnel_agg(customer, at, activity, 'problem -> agent -> solved; within 7d') AS f FROM csq.sample('touches')) AS x, csq.stages(f) AS s$x$),
(16, 'journey', 'Who came back after it was solved?', csq_internal.known('\89E3\51B3\540E\53C8\56DE\6765\7684\662F\8C01\FF1F'), 'matches(journey_agg(at, activity), pattern)',
 $x$SELECT count(*) FILTER (WHERE csq.matches(j, 'solved ~> problem')) FROM (SELECT csq.journey_agg(at, activity) AS j FROM csq.sample('touches') GROUP BY customer) AS x$x$),
(17, 'journey', 'What does the process look like?', csq_internal.known('\6D41\7A0B\957F\4EC0\4E48\6837\FF1F'), 'process_agg(case_id, at, activity)',
 $x$SELECT e.source, e.target, e.n FROM (SELECT csq.process_agg(customer, at, activity) AS p FROM csq.sample('touches')) AS x, csq.edges(p) AS e ORDER BY 1, 2$x$),
(18, 'journey', 'Which ids are one person?', csq_internal.known('\54EA\4E9B\8D26\53F7\662F\540C\4E00\4E2A\4EBA\FF1F'), 'identity_agg(a, b), person(graph, id)',
 $x$SELECT csq.person(csq.identity_agg(a, b), 'phone 1') FROM (VALUES ('phone 1', 'card 9'), ('card 9', 'wechat x')) AS v(a, b)$x$)
) AS v(ord, topic, en, zh, call, example)
WHERE (help.topic IS NULL OR v.topic OPERATOR(pg_catalog.=) csq_internal.one_of(help.topic, '{sla,text,experience,series,journey}'::pg_catalog.text[], 'topic'::pg_catalog.text))
  AND csq_internal.one_of(help.lang, '{en,zh}'::pg_catalog.text[], 'language'::pg_catalog.text) IS NOT NULL
ORDER BY v.ord;
END;
COMMENT ON FUNCTION help(text, text) IS
'Which function answers which question, with an example that runs as it stands: topics sla, text, experience, series, journey, NULL for all; questions in English (en) or Chinese (zh).';
CREATE FUNCTION workspace_definition(schema_name name, OUT ord int, OUT kind text, OUT object text, OUT statement text) RETURNS SETOF record
LANGUAGE SQL IMMUTABLE STRICT PARALLEL SAFE COST 100 ROWS 120
BEGIN ATOMIC
  SELECT p.ord, p.kind, p.name,
    pg_catalog.btrim(pg_catalog.replace(p.statement, 'workspace.'::pg_catalog.text, pg_catalog.quote_ident(schema_name::pg_catalog.text) OPERATOR(pg_catalog.||) '.'::pg_catalog.text), E'\n'::pg_catalog.text)
  FROM (SELECT t.ord, t.kind, t.name, t.statement FROM csq_internal.workspace_tables() AS t
        UNION ALL SELECT t.ord, t.kind, t.name, t.statement FROM csq_internal.workspace_sla() AS t
        UNION ALL SELECT t.ord, t.kind, t.name, t.statement FROM csq_internal.workspace_voice() AS t
        UNION ALL SELECT t.ord, t.kind, t.name, t.statement FROM csq_internal.workspace_improvement() AS t) AS p
  ORDER BY p.ord;
END;
COMMENT ON FUNCTION workspace_definition(name) IS
'The statements that create_workspace() runs for a schema of this name, in their order.';
CREATE FUNCTION workspace_mark(version text) RETURNS text
LANGUAGE SQL IMMUTABLE STRICT PARALLEL SAFE COST 10
RETURN 'csq workspace, version '::pg_catalog.text OPERATOR(pg_catalog.||) version OPERATOR(pg_catalog.||) '.'::pg_catalog.text;
COMMENT ON FUNCTION workspace_mark(text) IS
'The comment on the schema of a workspace, by which it is known again.';
CREATE FUNCTION is_workspace(schema_name name) RETURNS bool
LANGUAGE SQL STABLE STRICT PARALLEL SAFE COST 100
RETURN COALESCE((SELECT pg_catalog.obj_description(n.oid, 'pg_namespace'::pg_catalog.name) OPERATOR(pg_catalog.~~) csq.workspace_mark('%'::pg_catalog.text)
                 FROM pg_catalog.pg_namespace AS n WHERE n.nspname OPERATOR(pg_catalog.=) schema_name), false);
COMMENT ON FUNCTION is_workspace(name) IS
'Whether the schema is a workspace that create_workspace() made. Stable: it reads the catalogue.';
CREATE FUNCTION workspace_lexicon(topic text, languages text[]) RETURNS lexicon
LANGUAGE SQL IMMUTABLE STRICT PARALLEL SAFE COST 10000
RETURN (SELECT csq.lexicon_agg(d.label, d.phrase, d.weight, t.axis, d.negation)
        FROM pg_catalog.unnest(languages) AS l(lang)
        CROSS JOIN (VALUES ('labels'::pg_catalog.text, 'cause'::pg_catalog.text, 'cause'::pg_catalog.text, 'category'::pg_catalog.text), ('labels', 'emotion', 'emotion', 'emotion'), ('severity', 'severity', 'severity', 'severity'))
          AS t(topic, source, source_axis, axis)
        CROSS JOIN LATERAL csq.default_lexicon(t.source, l.lang) AS d
        WHERE t.topic OPERATOR(pg_catalog.=) csq_internal.one_of(workspace_lexicon.topic, '{labels,severity}'::pg_catalog.text[], 'topic'::pg_catalog.text)
          AND d.axis OPERATOR(pg_catalog.=) t.source_axis);
COMMENT ON FUNCTION workspace_lexicon(text, text[]) IS
'The shipped lexicons of some languages as one: labels (axes category and emotion) or severity.';
CREATE FUNCTION workspace_options(options jsonb, OUT tenant text, OUT calendar calendar, OUT policies text, OUT languages text[], OUT row_security bool)
LANGUAGE SQL IMMUTABLE STRICT PARALLEL SAFE COST 100
BEGIN ATOMIC
  SELECT COALESCE(options OPERATOR(pg_catalog.->>) 'tenant'::pg_catalog.text, 'main'::pg_catalog.text),
    COALESCE(options OPERATOR(pg_catalog.->>) 'calendar'::pg_catalog.text, 'tz UTC; 24x7'::pg_catalog.text)::csq.calendar,
    csq_internal.one_of(COALESCE(options OPERATOR(pg_catalog.->>) 'policies'::pg_catalog.text, 'graded'::pg_catalog.text), '{graded,four_stages,none}'::pg_catalog.text[], 'policies'::pg_catalog.text),
    pg_catalog.string_to_array(COALESCE(options OPERATOR(pg_catalog.->>) 'languages'::pg_catalog.text, CASE WHEN pg_catalog.getdatabaseencoding() OPERATOR(pg_catalog.=) 'UTF8'::pg_catalog.name THEN 'zh,en'::pg_catalog.text ELSE 'en'::pg_catalog.text END), ','::pg_catalog.text),
    COALESCE((options OPERATOR(pg_catalog.->>) 'row_security'::pg_catalog.text)::pg_catalog.bool, false)
  FROM (SELECT pg_catalog.count(csq_internal.one_of(k.key, '{tenant,calendar,policies,languages,row_security}'::pg_catalog.text[], 'option'::pg_catalog.text)) AS checked
        FROM pg_catalog.jsonb_object_keys(options) AS k(key)) AS c WHERE c.checked OPERATOR(pg_catalog.>=) 0;
END;
COMMENT ON FUNCTION workspace_options(jsonb) IS
'What create_workspace() understands by its options: tenant, calendar, policies (graded, four_stages, none), languages (zh,en), row_security.';
CREATE FUNCTION add_tenant(schema_name name, options jsonb DEFAULT '{}') RETURNS text
LANGUAGE plpgsql VOLATILE STRICT PARALLEL UNSAFE COST 10000
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  path pg_catalog.text := pg_catalog.current_setting('search_path');
  chosen pg_catalog.record;
BEGIN
  PERFORM pg_catalog.set_config('search_path', 'pg_catalog, pg_temp', true);
  IF NOT csq.is_workspace(schema_name) THEN
    RAISE EXCEPTION '"%" is not a workspace', schema_name
      USING ERRCODE = 'invalid_schema_name', DETAIL = 'A workspace is a schema that csq.create_workspace() made.',
            HINT = format('SELECT csq.create_workspace(%L);', schema_name);
  END IF;
  SELECT * INTO chosen FROM csq.workspace_options(options);
  EXECUTE format('INSERT INTO %I.setting (tenant, zone, calendar, lexicon, severity_lexicon) VALUES ($1, $2, $3, $4, $5)', schema_name)
    USING chosen.tenant, csq.calendar_zone(chosen.calendar), chosen.calendar,
      -- text is read in UTF-8 only: elsewhere a workspace has no lexicons
      CASE WHEN getdatabaseencoding() = 'UTF8' THEN csq.workspace_lexicon('labels', chosen.languages) END,
      CASE WHEN getdatabaseencoding() = 'UTF8' THEN csq.workspace_lexicon('severity', chosen.languages) END;
  EXECUTE format('INSERT INTO %I.policy (tenant, policy_id, stage, anchor, condition, place, target, goal, source)
    SELECT $1, p.policy_id, p.stage, p.anchor, p.condition, p.place, p.target, p.goal, p.note FROM csq.workspace_policies() AS p WHERE p.preset = $2', schema_name)
    USING chosen.tenant, chosen.policies;
  EXECUTE format('INSERT INTO %1$I.question (tenant, question, scale, wording) VALUES
    ($1, ''nps'', ''nps'', ''How likely are you to recommend us? 0 to 10''), ($1, ''csat'', ''csat'', ''How satisfied are you? 1 to 5''),
    ($1, ''ces'', ''ces'', ''We made it easy for you. 1 to 7'')', schema_name) USING chosen.tenant;
  EXECUTE format('INSERT INTO %1$I.touchpoint_target (tenant, touchpoint, measure, within_seconds, goal) VALUES
    ($1, ''page'', ''within'', 3, 0.95), ($1, ''queue'', ''within'', 900, 0.95), ($1, ''chat'', ''within'', 30, 0.95),
    ($1, ''bot'', ''success'', NULL, 0.8), ($1, ''phone'', ''success'', NULL, 0.95), ($1, ''self_service'', ''success'', NULL, 0.5)', schema_name) USING chosen.tenant;
  PERFORM pg_catalog.set_config('search_path', path, true);
  RETURN chosen.tenant;
END
$$;
COMMENT ON FUNCTION add_tenant(name, jsonb) IS
'Begins a tenant in a workspace: its setting, policies, questions and targets of touchpoints. Volatile: it writes into tables of the caller.';
CREATE FUNCTION comment_workspace(schema_name name, languages text[] DEFAULT '{en}') RETURNS bigint
LANGUAGE plpgsql VOLATILE STRICT PARALLEL UNSAFE COST 100000
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  path pg_catalog.text := pg_catalog.current_setting('search_path');
  part pg_catalog.record;
  lang pg_catalog.text;
  words pg_catalog.jsonb := '{}';
  done pg_catalog.int8 := 0;
BEGIN
  PERFORM pg_catalog.set_config('search_path', 'pg_catalog, pg_temp', true);
  IF NOT languages <@ '{en,zh}' OR cardinality(languages) = 0 THEN
    RAISE EXCEPTION 'languages "%" are not known', array_to_string(languages, ',')
      USING ERRCODE = 'invalid_parameter_value', DETAIL = 'Comments are in en (English) and zh (Chinese).', HINT = 'Give one of them or both: {en,zh}.';
  END IF;
  -- each language by itself: Chinese cannot be spelt in every encoding
  FOREACH lang IN ARRAY languages LOOP
    FOR part IN EXECUTE format('SELECT w.word, w.meaning FROM csq.workspace_words_%s() AS w', lang) LOOP
      words := words || jsonb_build_object(part.word, COALESCE(words ->> part.word || ' ', '') || part.meaning);
    END LOOP;
  END LOOP;
  FOR part IN
    SELECT c.relname, c.relkind, a.attname,
      COALESCE(words ->> (c.relname || '.' || a.attname), words ->> a.attname, words ->> substring(a.attname::text FROM '(_lo|_hi)$')) AS meaning
    FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace
    JOIN pg_attribute AS a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
    WHERE n.nspname = schema_name AND c.relkind IN ('r', 'p', 'v')
    UNION ALL
    SELECT c.relname, c.relkind, NULL, words ->> ('object ' || c.relname)
    FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace
    WHERE n.nspname = schema_name AND c.relkind IN ('r', 'p', 'v')
  LOOP
    CONTINUE WHEN part.meaning IS NULL;
    IF part.attname IS NULL THEN
      EXECUTE format('COMMENT ON %s %I.%I IS %L', CASE part.relkind WHEN 'v' THEN 'VIEW' ELSE 'TABLE' END, schema_name, part.relname, part.meaning);
    ELSE
      EXECUTE format('COMMENT ON COLUMN %I.%I.%I IS %L', schema_name, part.relname, part.attname, part.meaning);
    END IF;
    done := done + 1;
  END LOOP;
  PERFORM pg_catalog.set_config('search_path', path, true);
  RETURN done;
END
$$;
COMMENT ON FUNCTION comment_workspace(name, text[]) IS
'Comments the tables, views and columns of a workspace in the languages given (en, zh). Volatile: it changes objects.';
CREATE FUNCTION guard_workspace(schema_name name) RETURNS bigint
LANGUAGE plpgsql VOLATILE STRICT PARALLEL UNSAFE COST 100000
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  path pg_catalog.text := pg_catalog.current_setting('search_path');
  part pg_catalog.record;
  done pg_catalog.int8 := 0;
BEGIN
  PERFORM pg_catalog.set_config('search_path', 'pg_catalog, pg_temp', true);
  IF NOT csq.is_workspace(schema_name) THEN
    RAISE EXCEPTION '"%" is not a workspace', schema_name
      USING ERRCODE = 'invalid_schema_name', DETAIL = 'A workspace is a schema that csq.create_workspace() made.',
            HINT = format('SELECT csq.create_workspace(%L);', schema_name);
  END IF;
  FOR part IN SELECT c.relname FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace JOIN pg_attribute AS a ON a.attrelid = c.oid AND a.attname = 'tenant'
              WHERE n.nspname = schema_name AND c.relkind IN ('r', 'p') AND c.relname <> 'tenant_access' AND NOT c.relrowsecurity LOOP
    EXECUTE format('ALTER TABLE %I.%I ENABLE ROW LEVEL SECURITY', schema_name, part.relname);
    EXECUTE format('CREATE POLICY tenant ON %1$I.%2$I USING (tenant IN (SELECT a.tenant FROM %1$I.tenant_access AS a WHERE a.role_name IN (SELECT r.rolname FROM pg_roles AS r WHERE pg_has_role(r.oid, ''USAGE''))))', schema_name, part.relname);
    done := done + 1;
  END LOOP;
  PERFORM pg_catalog.set_config('search_path', path, true);
  RETURN done;
END
$$;
COMMENT ON FUNCTION guard_workspace(name) IS
'Row-level security on each table of a workspace that has none: a role sees the tenants that tenant_access gives it; returns how many tables. Volatile: it changes objects.';
CREATE FUNCTION create_workspace(schema_name name, options jsonb DEFAULT '{}') RETURNS text
LANGUAGE plpgsql VOLATILE STRICT PARALLEL UNSAFE COST 100000
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  path pg_catalog.text := pg_catalog.current_setting('search_path');
  chosen pg_catalog.record;
  part pg_catalog.record;
  made pg_catalog.int8 := 0;
BEGIN
  PERFORM pg_catalog.set_config('search_path', 'pg_catalog, pg_temp', true);
  SELECT * INTO chosen FROM csq.workspace_options(options);
  IF EXISTS (SELECT FROM pg_namespace AS n JOIN pg_depend AS d ON d.refclassid = 'pg_namespace'::regclass AND d.refobjid = n.oid WHERE n.nspname = schema_name) THEN
    RAISE EXCEPTION 'schema "%" is not empty', schema_name
      USING ERRCODE = 'duplicate_schema', DETAIL = 'A workspace is made in a schema of its own.',
            HINT = CASE WHEN csq.is_workspace(schema_name) THEN format('It is a workspace: SELECT csq.upgrade_workspace(%1$L); or SELECT csq.drop_workspace(%1$L);', schema_name)
                        ELSE 'Choose another name.' END;
  END IF;
  IF to_regnamespace(quote_ident(schema_name)) IS NULL THEN
    EXECUTE format('CREATE SCHEMA %I', schema_name);
  END IF;
  EXECUTE format('COMMENT ON SCHEMA %I IS %L', schema_name, csq.workspace_mark((SELECT extversion FROM pg_extension WHERE extname = 'csq')));
  FOR part IN SELECT * FROM csq.workspace_definition(schema_name) LOOP
    EXECUTE part.statement;
    made := made + 1;
  END LOOP;
  PERFORM csq.comment_workspace(schema_name, CASE WHEN 'zh' = ANY (chosen.languages) THEN '{en,zh}'::text[] ELSE '{en}' END);
  IF chosen.row_security THEN
    PERFORM csq.guard_workspace(schema_name);
  END IF;
  PERFORM csq.add_tenant(schema_name, options);
  PERFORM pg_catalog.set_config('search_path', path, true);
  RETURN format('workspace %I: %s objects', schema_name, made);
END
$$;
COMMENT ON FUNCTION create_workspace(name, jsonb) IS
'Makes the service-quality system in a schema of its own: tables, intake, views; everything belongs to the caller. Volatile: it creates objects.';
CREATE FUNCTION drop_workspace(schema_name name) RETURNS text
LANGUAGE plpgsql VOLATILE STRICT PARALLEL UNSAFE COST 100000
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  level pg_catalog.text := pg_catalog.current_setting('client_min_messages');
BEGIN
  IF NOT csq.is_workspace(schema_name) THEN
    RAISE EXCEPTION '"%" is not a workspace', schema_name
      USING ERRCODE = 'invalid_schema_name', DETAIL = 'A workspace is a schema that csq.create_workspace() made.',
            HINT = 'A schema of another kind is dropped by DROP SCHEMA.';
  END IF;
  -- no list of everything that goes with it
  PERFORM pg_catalog.set_config('client_min_messages', 'warning', true);
  EXECUTE pg_catalog.format('DROP SCHEMA %I CASCADE', schema_name);
  PERFORM pg_catalog.set_config('client_min_messages', level, true);
  RETURN pg_catalog.format('workspace %I dropped', schema_name);
END
$$;
COMMENT ON FUNCTION drop_workspace(name) IS
'Drops a workspace with all its data. Volatile: it drops objects.';
CREATE FUNCTION upgrade_workspace(schema_name name) RETURNS text
LANGUAGE plpgsql VOLATILE STRICT PARALLEL UNSAFE COST 100000
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  path pg_catalog.text := pg_catalog.current_setting('search_path');
  part pg_catalog.record;
  made pg_catalog.int8 := 0;
BEGIN
  PERFORM pg_catalog.set_config('search_path', 'pg_catalog, pg_temp', true);
  IF NOT csq.is_workspace(schema_name) THEN
    RAISE EXCEPTION '"%" is not a workspace', schema_name
      USING ERRCODE = 'invalid_schema_name', DETAIL = 'A workspace is a schema that csq.create_workspace() made.',
            HINT = format('SELECT csq.create_workspace(%L);', schema_name);
  END IF;
  FOR part IN SELECT * FROM csq.workspace_definition(schema_name) LOOP
    IF part.kind IN ('view', 'function', 'trigger') THEN
      EXECUTE 'CREATE' || ' OR REPLACE' || substr(part.statement, 7);
    ELSIF to_regclass(format('%I.%I', schema_name, part.object)) IS NULL THEN
      EXECUTE part.statement;
      made := made + 1;
    END IF;
  END LOOP;
  -- what was added is no hole in the row-level security of the others
  IF EXISTS (SELECT FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace WHERE n.nspname = schema_name AND c.relrowsecurity) THEN
    PERFORM csq.guard_workspace(schema_name);
  END IF;
  PERFORM csq.comment_workspace(schema_name, CASE WHEN getdatabaseencoding() = 'UTF8' THEN '{en,zh}'::text[] ELSE '{en}' END);
  EXECUTE format('COMMENT ON SCHEMA %I IS %L', schema_name, csq.workspace_mark((SELECT extversion FROM pg_extension WHERE extname = 'csq')));
  PERFORM pg_catalog.set_config('search_path', path, true);
  RETURN format('workspace %I: %s tables and indexes added', schema_name, made);
END
$$;
COMMENT ON FUNCTION upgrade_workspace(name) IS
'Brings a workspace to what this version defines: adds tables and indexes that are missing, replaces views and functions, keeps the rows. Volatile: it creates objects.';
CREATE FUNCTION tick(schema_name name) RETURNS bigint
LANGUAGE plpgsql VOLATILE STRICT PARALLEL UNSAFE COST 100000
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  path pg_catalog.text := pg_catalog.current_setting('search_path');
  part pg_catalog.record;
  raised pg_catalog.int8 := 0;
BEGIN
  PERFORM pg_catalog.set_config('search_path', 'pg_catalog, pg_temp', true);
  IF NOT csq.is_workspace(schema_name) THEN
    RAISE EXCEPTION '"%" is not a workspace', schema_name
      USING ERRCODE = 'invalid_schema_name', DETAIL = 'A workspace is a schema that csq.create_workspace() made.',
            HINT = format('SELECT csq.create_workspace(%L);', schema_name);
  END IF;
  -- in the order of the key, so that two calls never wait for each other in a circle
  FOR part IN EXECUTE format('INSERT INTO %1$I.alert AS a (tenant, kind, subject, occurrence, detail)
      SELECT d.tenant, d.kind, d.subject, d.occurrence, d.detail::jsonb FROM %1$I.v_alert_due AS d
      WHERE NOT EXISTS (SELECT FROM %1$I.alert AS x WHERE x.tenant = d.tenant AND x.kind = d.kind AND x.subject = d.subject AND x.occurrence = d.occurrence)
      ORDER BY d.tenant, d.kind, d.subject, d.occurrence
      ON CONFLICT (tenant, kind, subject, occurrence) DO NOTHING
      RETURNING a.tenant, a.alert_id, a.kind, a.subject', schema_name)
  LOOP
    PERFORM pg_notify('csq_alert', jsonb_build_object('workspace', schema_name, 'tenant', part.tenant, 'alert_id', part.alert_id, 'kind', part.kind, 'subject', left(part.subject, 1000))::text);
    raised := raised + 1;
  END LOOP;
  PERFORM pg_catalog.set_config('search_path', path, true);
  RETURN raised;
END
$$;
COMMENT ON FUNCTION tick(name) IS
'Raises the alerts that are due in a workspace, each occurrence once whoever else calls it, as rows of alert and NOTIFY csq_alert; returns how many. Volatile: it writes.';
CREATE FUNCTION metrics(schema_name name, OUT view_name text, OUT metric text, OUT description text, OUT unit text, OUT additive bool, OUT parts text[], OUT dimensions text[], OUT query text) RETURNS SETOF record
LANGUAGE SQL STABLE STRICT PARALLEL SAFE COST 10000 ROWS 200
BEGIN ATOMIC
  SELECT m.view_name, m.metric, m.description,
    CASE WHEN m.metric OPERATOR(pg_catalog.~) 'seconds' THEN 'seconds'::pg_catalog.text WHEN m.metric OPERATOR(pg_catalog.=) 'nps' THEN 'points' WHEN m.kind OPERATOR(pg_catalog.=) 'bigint' THEN 'count'
         WHEN m.metric OPERATOR(pg_catalog.~) '(^|_)(rate|share|coverage|service_level)$' THEN 'share of 1' ELSE '' END,
    m.additive, p.parts, m.dimensions,
    CASE WHEN m.additive THEN pg_catalog.format('SELECT sum(%1$I) FROM %2$I.%3$I', m.metric, schema_name, m.view_name)
         WHEN p.parts IS NOT NULL AND m.metric OPERATOR(pg_catalog.=) 'nps' THEN pg_catalog.format('SELECT 100.0 * (sum(promoters) - sum(detractors)) / nullif(sum(promoters) + sum(passives) + sum(detractors), 0) FROM %I.%I', schema_name, m.view_name)
         WHEN p.parts IS NOT NULL THEN pg_catalog.format('SELECT sum(%1$I) FILTER (WHERE %2$I IS NOT NULL)::float8 / nullif(sum(%2$I), 0) FROM %3$I.%4$I', p.parts[1], p.parts[2], schema_name, m.view_name) END
  FROM (
    SELECT c.relname::pg_catalog.text AS view_name, a.attname::pg_catalog.text AS metric, pg_catalog.col_description(c.oid, a.attnum::pg_catalog.int4) AS description, pg_catalog.format_type(a.atttypid, NULL) AS kind,
      pg_catalog.format_type(a.atttypid, NULL) OPERATOR(pg_catalog.=) 'bigint' AND a.attname OPERATOR(pg_catalog.<>) ALL ('{open_at_end,needed,place,departments}'::pg_catalog.name[]) AND NOT (c.relname OPERATOR(pg_catalog.=) 'v_qa_report'::pg_catalog.name AND a.attname OPERATOR(pg_catalog.=) 'contacts'::pg_catalog.name)
        OR a.attname OPERATOR(pg_catalog.=) ANY ('{total_seconds,total_emotion,cost,wait_seconds,handle_seconds,value_lost,amount,hours}'::pg_catalog.name[]) AS additive,
      ARRAY(SELECT d.attname::pg_catalog.text FROM pg_catalog.pg_attribute AS d WHERE d.attrelid OPERATOR(pg_catalog.=) c.oid AND d.attnum OPERATOR(pg_catalog.>) 0
            AND pg_catalog.format_type(d.atttypid, NULL) OPERATOR(pg_catalog.=) ANY ('{text,date,boolean}'::pg_catalog.text[]) ORDER BY d.attnum) AS dimensions,
      ARRAY(SELECT d.attname::pg_catalog.text FROM pg_catalog.pg_attribute AS d WHERE d.attrelid OPERATOR(pg_catalog.=) c.oid AND d.attnum OPERATOR(pg_catalog.>) 0) AS columns
    FROM pg_catalog.pg_class AS c JOIN pg_catalog.pg_namespace AS n ON n.oid OPERATOR(pg_catalog.=) c.relnamespace JOIN pg_catalog.pg_attribute AS a ON a.attrelid OPERATOR(pg_catalog.=) c.oid AND a.attnum OPERATOR(pg_catalog.>) 0
    WHERE n.nspname OPERATOR(pg_catalog.=) schema_name AND c.relkind OPERATOR(pg_catalog.=) 'v'::"char" AND csq.is_workspace(schema_name)
      AND pg_catalog.format_type(a.atttypid, NULL) OPERATOR(pg_catalog.=) ANY ('{bigint,double precision}'::pg_catalog.text[])
      AND a.attname OPERATOR(pg_catalog.!~) '(_lo|_hi|_id)$'
      AND c.relname OPERATOR(pg_catalog.<>) ALL ('{v_complaint,v_status,v_answer,v_contact,v_touch,v_journey,v_overdue,v_at_risk,v_input,v_alert,v_alert_due,v_to_label,v_promised,v_repeat_case,v_qa_sample}'::pg_catalog.name[])) AS m
  CROSS JOIN LATERAL (SELECT CASE
      WHEN m.metric OPERATOR(pg_catalog.=) 'nps' THEN '{promoters,passives,detractors}'::pg_catalog.text[]
      WHEN m.metric OPERATOR(pg_catalog.=) ANY ('{rate,service_level}'::pg_catalog.text[]) AND m.columns OPERATOR(pg_catalog.@>) '{hits,trials}'::pg_catalog.text[] THEN '{hits,trials}'
      WHEN m.metric OPERATOR(pg_catalog.=) 'rate' AND m.columns OPERATOR(pg_catalog.@>) '{reached,reached_before}'::pg_catalog.text[] THEN '{reached,reached_before}'
      WHEN m.metric OPERATOR(pg_catalog.=) 'coverage' THEN '{invited,eligible}' WHEN m.metric OPERATOR(pg_catalog.=) 'response_rate' THEN '{answered,invited}'
      WHEN m.metric OPERATOR(pg_catalog.=) 'connect_rate' THEN '{connected,connected_trials}' WHEN m.metric OPERATOR(pg_catalog.=) 'article_rate' THEN '{articles,contacts}'
      WHEN m.metric OPERATOR(pg_catalog.=) 'linked_rate' AND m.columns OPERATOR(pg_catalog.@>) '{contacts}'::pg_catalog.text[] THEN '{linked,contacts}' WHEN m.metric OPERATOR(pg_catalog.=) 'linked_rate' THEN '{linked,n}'
      WHEN m.metric OPERATOR(pg_catalog.=) 'escalated_rate' THEN '{escalated,n}'
      WHEN m.metric OPERATOR(pg_catalog.~) '_rate$' AND m.columns OPERATOR(pg_catalog.@>) ARRAY[pg_catalog.regexp_replace(m.metric, '_rate$'::pg_catalog.text, ''::pg_catalog.text), pg_catalog.regexp_replace(m.metric, '_rate$'::pg_catalog.text, '_trials'::pg_catalog.text)]
        THEN ARRAY[pg_catalog.regexp_replace(m.metric, '_rate$'::pg_catalog.text, ''::pg_catalog.text), pg_catalog.regexp_replace(m.metric, '_rate$'::pg_catalog.text, '_trials'::pg_catalog.text)] END) AS p(parts)
  ORDER BY 1, 2;
END;
COMMENT ON FUNCTION metrics(name) IS
'The figures of a workspace for BI tools and assistants: meaning, unit, whether they add up, their additive parts, dimensions and a query. Stable: it reads the catalogue.';
CREATE FUNCTION check_input(schema_name name, OUT tenant text, OUT object text, OUT finding text, OUT n bigint, OUT example text) RETURNS SETOF record
LANGUAGE plpgsql STABLE STRICT PARALLEL SAFE COST 10000 ROWS 20
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  IF NOT csq.is_workspace(schema_name) THEN
    RAISE EXCEPTION '"%" is not a workspace', schema_name
      USING ERRCODE = 'invalid_schema_name', DETAIL = 'A workspace is a schema that csq.create_workspace() made.',
            HINT = pg_catalog.format('SELECT csq.create_workspace(%L);', schema_name);
  END IF;
  RETURN QUERY EXECUTE pg_catalog.format('SELECT i.tenant, i.object, i.finding, pg_catalog.count(*), pg_catalog.min(i.id) FROM %I.v_input AS i GROUP BY 1, 2, 3 ORDER BY 1, 2, 3', schema_name);
END
$$;
COMMENT ON FUNCTION check_input(name) IS
'What is wrong with the rows of a workspace: finding, how many, an example. Stable: it reads tables.';
ALTER TYPE csq.text_model SET (STORAGE = extended);
UPDATE pg_catalog.pg_operator SET oprcanmerge = 't', oprcanhash = 't' WHERE oid OPERATOR(pg_catalog.=) 'csq.=(csq.attainment,csq.attainment)'::pg_catalog.regoperator;
UPDATE pg_catalog.pg_operator SET oprcanmerge = 't', oprcanhash = 't' WHERE oid OPERATOR(pg_catalog.=) 'csq.=(csq.calendar,csq.calendar)'::pg_catalog.regoperator;
UPDATE pg_catalog.pg_operator SET oprcanmerge = 't', oprcanhash = 't' WHERE oid OPERATOR(pg_catalog.=) 'csq.=(csq.calibration,csq.calibration)'::pg_catalog.regoperator;
UPDATE pg_catalog.pg_operator SET oprcanmerge = 't', oprcanhash = 't' WHERE oid OPERATOR(pg_catalog.=) 'csq.=(csq.cohort,csq.cohort)'::pg_catalog.regoperator;
UPDATE pg_catalog.pg_operator SET oprcanmerge = 't', oprcanhash = 't' WHERE oid OPERATOR(pg_catalog.=) 'csq.=(csq.funnel,csq.funnel)'::pg_catalog.regoperator;
UPDATE pg_catalog.pg_operator SET oprcanmerge = 't', oprcanhash = 't' WHERE oid OPERATOR(pg_catalog.=) 'csq.=(csq.funnel_sketch,csq.funnel_sketch)'::pg_catalog.regoperator;
UPDATE pg_catalog.pg_operator SET oprcanmerge = 't', oprcanhash = 't' WHERE oid OPERATOR(pg_catalog.=) 'csq.=(csq.funnel_spec,csq.funnel_spec)'::pg_catalog.regoperator;
UPDATE pg_catalog.pg_operator SET oprcanmerge = 't', oprcanhash = 't' WHERE oid OPERATOR(pg_catalog.=) 'csq.=(csq.identity_graph,csq.identity_graph)'::pg_catalog.regoperator;
UPDATE pg_catalog.pg_operator SET oprcanmerge = 't', oprcanhash = 't' WHERE oid OPERATOR(pg_catalog.=) 'csq.=(csq.journey,csq.journey)'::pg_catalog.regoperator;
UPDATE pg_catalog.pg_operator SET oprcanmerge = 't', oprcanhash = 't' WHERE oid OPERATOR(pg_catalog.=) 'csq.=(csq.journey_map,csq.journey_map)'::pg_catalog.regoperator;
UPDATE pg_catalog.pg_operator SET oprcanmerge = 't', oprcanhash = 't' WHERE oid OPERATOR(pg_catalog.=) 'csq.=(csq.lexicon,csq.lexicon)'::pg_catalog.regoperator;
UPDATE pg_catalog.pg_operator SET oprcanmerge = 't', oprcanhash = 't' WHERE oid OPERATOR(pg_catalog.=) 'csq.=(csq.pattern,csq.pattern)'::pg_catalog.regoperator;
UPDATE pg_catalog.pg_operator SET oprcanmerge = 't', oprcanhash = 't' WHERE oid OPERATOR(pg_catalog.=) 'csq.=(csq.process,csq.process)'::pg_catalog.regoperator;
UPDATE pg_catalog.pg_operator SET oprcanmerge = 't', oprcanhash = 't' WHERE oid OPERATOR(pg_catalog.=) 'csq.=(csq.rate_summary,csq.rate_summary)'::pg_catalog.regoperator;
UPDATE pg_catalog.pg_operator SET oprcanmerge = 't', oprcanhash = 't' WHERE oid OPERATOR(pg_catalog.=) 'csq.=(csq.score_summary,csq.score_summary)'::pg_catalog.regoperator;
UPDATE pg_catalog.pg_operator SET oprcanmerge = 't', oprcanhash = 't' WHERE oid OPERATOR(pg_catalog.=) 'csq.=(csq.sla_clock,csq.sla_clock)'::pg_catalog.regoperator;
UPDATE pg_catalog.pg_operator SET oprcanmerge = 't', oprcanhash = 't' WHERE oid OPERATOR(pg_catalog.=) 'csq.=(csq.sla_target,csq.sla_target)'::pg_catalog.regoperator;
UPDATE pg_catalog.pg_operator SET oprcanmerge = 't', oprcanhash = 't' WHERE oid OPERATOR(pg_catalog.=) 'csq.=(csq.text_model,csq.text_model)'::pg_catalog.regoperator;

-- what nothing uses any more
DROP ROUTINE csq.clock_merge(csq.sla_clock,csq.sla_clock),
  csq.attainment_merge(csq.attainment,csq.attainment),
  csq.lexicon_agg_step(csq.lexicon,text,text,double precision),
  csq.lexicon_agg_step(csq.lexicon,text,text,double precision,text),
  csq.lexicon_agg_step(csq.lexicon,text,text,double precision,text,text),
  csq.lexicon_union(csq.lexicon,csq.lexicon),
  csq.lexicon_size(csq.lexicon),
  csq.corpus_merge(csq.text_corpus,csq.text_corpus),
  csq.confusion_merge(csq.confusion,csq.confusion),
  csq.calibration_inverse(csq.calibration,csq.calibration),
  csq.score_summary_inverse(csq.score_summary,csq.score_summary),
  csq.nps_accum(csq.score_summary,smallint),
  csq.nps_inverse(csq.score_summary,smallint),
  csq.nps_accum(csq.score_summary,integer),
  csq.nps_inverse(csq.score_summary,integer),
  csq.nps_accum(csq.score_summary,bigint),
  csq.nps_inverse(csq.score_summary,bigint),
  csq.nps_accum(csq.score_summary,anyelement),
  csq.nps_inverse(csq.score_summary,anyelement),
  csq.score_accum(csq.score_summary,anyelement),
  csq.score_inverse(csq.score_summary,anyelement),
  csq.score_accum(csq.score_summary,anyelement,integer,integer),
  csq.score_inverse(csq.score_summary,anyelement,integer,integer),
  csq.score_accum(csq.score_summary,anyelement,integer,integer,integer,integer),
  csq.score_inverse(csq.score_summary,anyelement,integer,integer,integer,integer),
  csq.good_rate(csq.score_summary,integer),
  csq.count(csq.score_summary),
  csq.variance(csq.score_summary),
  csq.stddev(csq.score_summary),
  csq.rate_summary_inverse(csq.rate_summary,csq.rate_summary),
  csq.rate_accum(csq.rate_summary,boolean),
  csq.rate_accum(csq.rate_summary,bigint,bigint),
  csq.rate_inverse(csq.rate_summary,boolean),
  csq.rate_inverse(csq.rate_summary,bigint,bigint),
  csq.journey_merge(csq.journey,csq.journey),
  csq.path(csq.journey),
  csq.path(csq.journey,text),
  csq.only(csq.journey,text[]),
  csq.funnel_case_merge(csq.funnel_case,csq.funnel_case),
  csq.funnel_level(csq.funnel_case,csq.funnel_spec),
  csq.funnel_level(csq.funnel_case,csq.funnel_spec,csq.calendar),
  csq.funnel_steps(csq.funnel_case,csq.funnel_spec),
  csq.funnel_steps(csq.funnel_case,csq.funnel_spec,csq.calendar),
  csq.time_in(csq.journey,text,tstzrange,text),
  csq.time_in(csq.journey,text,csq.calendar,tstzrange,text),
  csq.funnel_count_append(csq_internal.funnel_events,anyelement,timestamp with time zone,text,csq.funnel_spec),
  csq.funnel_combine(csq_internal.funnel_events,csq_internal.funnel_events),
  csq.funnel(csq_internal.funnel_events),
  csq.funnel_append(csq_internal.funnel_events,anyelement,timestamp with time zone,text,csq.funnel_spec),
  csq.journey_map_merge(csq.journey_map,csq.journey_map),
  csq.process_append(csq_internal.process_events,anyelement,timestamp with time zone,text),
  csq.process_append(csq_internal.process_events,anyelement,timestamp with time zone,text,text),
  csq.process_append(csq_internal.process_events,anyelement,timestamp with time zone,text,text,csq.calendar),
  csq.process_combine(csq_internal.process_events,csq_internal.process_events),
  csq.process(csq_internal.process_events),
  csq.identity_merge(csq.identity_graph,csq.identity_graph),
  csq.flow_mermaid(csq.process,integer,integer,text,text),
  csq.cohort_merge(csq.cohort,csq.cohort);
DO LANGUAGE plpgsql $guard$
DECLARE
  found pg_catalog.text;
BEGIN
  SELECT pg_catalog.pg_describe_object(d.classid, d.objid, d.objsubid) INTO found
  FROM pg_catalog.pg_depend AS d
  WHERE d.refclassid OPERATOR(pg_catalog.=) 'pg_catalog.pg_type'::pg_catalog.regclass
    AND d.refobjid OPERATOR(pg_catalog.=) ANY (ARRAY['csq.window_funnel_state'::pg_catalog.regtype::pg_catalog.oid, 'csq.window_funnel_state[]'::pg_catalog.regtype::pg_catalog.oid])
    AND d.deptype OPERATOR(pg_catalog.=) 'n'::pg_catalog."char"
    AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend AS e WHERE e.classid OPERATOR(pg_catalog.=) d.classid AND e.objid OPERATOR(pg_catalog.=) d.objid AND e.deptype OPERATOR(pg_catalog.=) 'e'::pg_catalog."char")
  LIMIT 1;
  IF found IS NOT NULL THEN
    RAISE EXCEPTION 'type csq.window_funnel_state is no more, but there is %', found
      USING ERRCODE = 'dependent_objects_still_exist', HINT = 'Drop it, or change its type, then upgrade.';
  END IF;
END
$guard$;
DROP TYPE csq.window_funnel_state CASCADE;
