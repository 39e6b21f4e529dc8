
-- -------------------------------------------------------------- identity ----

-- since: 0.1.0
CREATE TYPE identity_graph;
COMMENT ON TYPE identity_graph IS
'Which ids belong to one person: {"v":1,"people":[["ann@example.com","cookie 7"],["bob"]]}. A spanning forest, whatever the number of links.';

CREATE FUNCTION identity_graph_in(cstring) RETURNS identity_graph
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_identity_graph_in';
COMMENT ON FUNCTION identity_graph_in(cstring) IS 'Text input of identity_graph.';

CREATE FUNCTION identity_graph_out(identity_graph) RETURNS cstring
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_identity_graph_out';
COMMENT ON FUNCTION identity_graph_out(identity_graph) IS 'Text output of identity_graph, canonical.';

CREATE FUNCTION identity_graph_recv(internal) RETURNS identity_graph
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_identity_graph_recv';
COMMENT ON FUNCTION identity_graph_recv(internal) IS 'Binary input of identity_graph.';

CREATE FUNCTION identity_graph_send(identity_graph) RETURNS bytea
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_identity_graph_send';
COMMENT ON FUNCTION identity_graph_send(identity_graph) IS 'Binary output of identity_graph, canonical.';

CREATE TYPE identity_graph (
  INPUT = identity_graph_in,
  OUTPUT = identity_graph_out,
  RECEIVE = identity_graph_recv,
  SEND = identity_graph_send,
  ALIGNMENT = double,
  STORAGE = extended
);

CREATE FUNCTION identity_graph_eq(identity_graph, identity_graph) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_identity_graph_eq';
COMMENT ON FUNCTION identity_graph_eq(identity_graph, identity_graph) IS 'Whether two graphs know the same people with the same ids.';

CREATE FUNCTION identity_graph_ne(identity_graph, identity_graph) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_identity_graph_ne';
COMMENT ON FUNCTION identity_graph_ne(identity_graph, identity_graph) IS 'Whether two graphs differ in some person.';

CREATE OPERATOR = (
  LEFTARG = identity_graph, RIGHTARG = identity_graph, FUNCTION = identity_graph_eq,
  COMMUTATOR = =, NEGATOR = <>, RESTRICT = eqsel, JOIN = eqjoinsel
);
COMMENT ON OPERATOR = (identity_graph, identity_graph) IS 'Whether two graphs know the same people with the same ids.';

CREATE OPERATOR <> (
  LEFTARG = identity_graph, RIGHTARG = identity_graph, FUNCTION = identity_graph_ne,
  COMMUTATOR = <>, NEGATOR = =, RESTRICT = neqsel, JOIN = neqjoinsel
);
COMMENT ON OPERATOR <> (identity_graph, identity_graph) IS 'Whether two graphs differ in some person.';

CREATE FUNCTION identity_append(state identity_graph, a text, b text) RETURNS identity_graph
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 4
AS 'MODULE_PATHNAME', 'csq_identity_append';
COMMENT ON FUNCTION identity_append(identity_graph, text, text) IS
'Transition function of identity_agg: the two ids are one person; an id whose partner is NULL is known by itself.';

CREATE FUNCTION identity_merge(state identity_graph, other identity_graph) RETURNS identity_graph
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_identity_merge_states';
COMMENT ON FUNCTION identity_merge(identity_graph, identity_graph) IS
'Who is one person in either graph is one person; a NULL adds nothing. Transition function of rollup and combine function.';

CREATE AGGREGATE identity_agg(a text, b text) (
  SFUNC = identity_append, STYPE = identity_graph, SSPACE = 1024,
  COMBINEFUNC = identity_merge, PARALLEL = SAFE
);
COMMENT ON AGGREGATE identity_agg(text, text) IS
'The people behind pairs of ids that are known to belong together: connected components, whatever the order of the rows.';

CREATE AGGREGATE rollup(identity_graph) (
  SFUNC = identity_merge, STYPE = identity_graph, SSPACE = 1024,
  COMBINEFUNC = identity_merge, PARALLEL = SAFE
);
COMMENT ON AGGREGATE rollup(identity_graph) IS
'The people of several graphs: who is linked in any of them is one person.';

CREATE FUNCTION members(g identity_graph, max_size int DEFAULT NULL, OUT id text, OUT person text, OUT size int) RETURNS SETOF record
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1000 ROWS 5000
AS 'MODULE_PATHNAME', 'csq_members';
COMMENT ON FUNCTION members(identity_graph, int) IS
'Each id with its person (the smallest id, by bytes) and the number of ids of that person. The ids of a person with more than max_size ids, a shared device, stand each for themselves.';

CREATE FUNCTION person(g identity_graph, id text, max_size int DEFAULT NULL) RETURNS text
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 20
AS 'MODULE_PATHNAME', 'csq_person';
COMMENT ON FUNCTION person(identity_graph, text, int) IS
'The person with this id: the smallest id, by bytes, that is linked to it; NULL for an id the graph does not know.';

CREATE FUNCTION num_ids(g identity_graph) RETURNS int
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 50
AS 'MODULE_PATHNAME', 'csq_num_ids';
COMMENT ON FUNCTION num_ids(identity_graph) IS 'Number of ids.';

CREATE FUNCTION num_people(g identity_graph) RETURNS int
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 50
AS 'MODULE_PATHNAME', 'csq_num_people';
COMMENT ON FUNCTION num_people(identity_graph) IS 'Number of people.';
