
-- -------------------------------------------------------------- identity ----

-- @type identity_graph: merges json cost=100 merge=100 space=1024
-- Which ids belong to one person: {"v":1,"people":[["ann@example.com","cookie 7"],["bob"]]}; with ranks {"v":1,"ranked":[["ann@example.com","cookie 7",1],["bob"]]}, with times "since": a (minimum) spanning forest, whatever the number of links. With links that end, or rules, all links: {"v":1,"links":[["ann","cookie 7",1,"-infinity","2026-03-02T09:00:00Z"]],"apart":[["ann","bob"]],"accounts":["ann"]}.
-- rollup: The links of both.

CREATE FUNCTION csq_internal.identity_append(state identity_graph, a text, b text) RETURNS identity_graph
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 4
AS 'MODULE_PATHNAME', 'csq_identity_append';
COMMENT ON FUNCTION csq_internal.identity_append(identity_graph, text, text) IS
'Transition function of identity_agg: the two ids are one person; an id whose partner is NULL is known by itself.';

CREATE FUNCTION csq_internal.identity_append(state identity_graph, a text, b text, rank int) RETURNS identity_graph
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 5
AS 'MODULE_PATHNAME', 'csq_identity_append_rank';
COMMENT ON FUNCTION csq_internal.identity_append(identity_graph, text, text, int) IS
'Transition function of identity_agg with ranks: the two ids are one person by a link of this rank, 1 the strongest; a row whose rank is NULL is skipped.';

CREATE FUNCTION csq_internal.identity_append(state identity_graph, a text, b text, since timestamptz) RETURNS identity_graph
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 5
AS 'MODULE_PATHNAME', 'csq_identity_append_since';
COMMENT ON FUNCTION csq_internal.identity_append(identity_graph, text, text, timestamptz) IS
'Transition function of identity_agg with times: since then the two ids are known to be one person; a row whose time is NULL is skipped.';

CREATE FUNCTION csq_internal.identity_append(state identity_graph, a text, b text, since timestamptz, until timestamptz) RETURNS identity_graph
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 8
AS 'MODULE_PATHNAME', 'csq_identity_append_until';
COMMENT ON FUNCTION csq_internal.identity_append(identity_graph, text, text, timestamptz, timestamptz) IS
'Transition function of identity_agg with ends: from since on and before until the two ids are one person; without until it has not ended; a row without since is skipped.';

CREATE FUNCTION csq_internal.identity_append(state identity_graph, a text, b text, rank int, since timestamptz, until timestamptz) RETURNS identity_graph
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 8
AS 'MODULE_PATHNAME', 'csq_identity_append_rank_until';
COMMENT ON FUNCTION csq_internal.identity_append(identity_graph, text, text, int, timestamptz, timestamptz) IS
'Transition function of identity_agg with ranks and ends.';

CREATE FUNCTION csq_internal.apart_append(state identity_graph, a text, b text) RETURNS identity_graph
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 8
AS 'MODULE_PATHNAME', 'csq_apart_append';
COMMENT ON FUNCTION csq_internal.apart_append(identity_graph, text, text) IS
'Transition function of apart_agg: the two ids are different people; a row with a NULL is skipped.';

CREATE FUNCTION csq_internal.account_append(state identity_graph, id text) RETURNS identity_graph
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 6
AS 'MODULE_PATHNAME', 'csq_account_append';
COMMENT ON FUNCTION csq_internal.account_append(identity_graph, text) IS
'Transition function of account_agg: the id is an account; NULL is skipped.';

CREATE AGGREGATE identity_agg(id text, other_id text) (
  SFUNC = csq_internal.identity_append, STYPE = identity_graph, SSPACE = 1024,
  COMBINEFUNC = csq_internal.identity_graph_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE identity_agg(text, text) IS
'The people behind pairs of ids that are known to belong together: connected components, whatever the order of the rows.';

CREATE AGGREGATE identity_agg(id text, other_id text, rank int) (
  SFUNC = csq_internal.identity_append, STYPE = identity_graph, SSPACE = 1024,
  COMBINEFUNC = csq_internal.identity_graph_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE identity_agg(text, text, int) IS
'The people behind pairs of ids, by links of different strength: rank 1 is the strongest kind. Read with max_rank, or with max_size, which then drops the weakest links first.';

CREATE AGGREGATE identity_agg(id text, other_id text, since timestamptz) (
  SFUNC = csq_internal.identity_append, STYPE = identity_graph, SSPACE = 1024,
  COMBINEFUNC = csq_internal.identity_graph_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE identity_agg(text, text, timestamptz) IS
'The people behind pairs of ids, by links that are known since an instant. Read with as_of: who was one person as far as was known then.';

CREATE AGGREGATE identity_agg(id text, other_id text, since timestamptz, until timestamptz) (
  SFUNC = csq_internal.identity_append, STYPE = identity_graph, SSPACE = 1024,
  COMBINEFUNC = csq_internal.identity_graph_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE identity_agg(text, text, timestamptz, timestamptz) IS
'The people behind pairs of ids, by links that are valid from since on and before until (NULL: they have not ended). Read with as_of: who was one person then; without it the links count that have no end. Takes rules by + apart_agg and + account_agg.';

CREATE AGGREGATE identity_agg(id text, other_id text, rank int, since timestamptz, until timestamptz) (
  SFUNC = csq_internal.identity_append, STYPE = identity_graph, SSPACE = 1024,
  COMBINEFUNC = csq_internal.identity_graph_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE identity_agg(text, text, int, timestamptz, timestamptz) IS
'The people behind pairs of ids, by links of different strength, rank 1 being the strongest, that are valid from since on and before until.';

-- times as they are typed
-- @each arguments,types,symbol,meaning:
-- | since text | text | since_typed | links that are known since an instant, as it is typed in ISO 8601 with a zone.
-- | since text, until text | text, text | until_typed | links that end, with both times as they are typed in ISO 8601 with a zone.
-- | since text, until timestamptz | text, timestamptz | until_since | links that end, with since as it is typed in ISO 8601 with a zone.
-- | since timestamptz, until text | timestamptz, text | until_end | links that end, with until as it is typed in ISO 8601 with a zone.
-- | rank int, since text, until text | int, text, text | rank_until_typed | links of different strength that end, with both times as they are typed in ISO 8601 with a zone.
-- | rank int, since text, until timestamptz | int, text, timestamptz | rank_until_since | links of different strength that end, with since as it is typed in ISO 8601 with a zone.
-- | rank int, since timestamptz, until text | int, timestamptz, text | rank_until_end | links of different strength that end, with until as it is typed in ISO 8601 with a zone.
CREATE FUNCTION csq_internal.identity_append(state identity_graph, a text, b text, @arguments@) RETURNS identity_graph
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 9
AS 'MODULE_PATHNAME', 'csq_identity_append_@symbol@';
COMMENT ON FUNCTION csq_internal.identity_append(identity_graph, text, text, @types@) IS
'Transition function of identity_agg: @meaning@';

CREATE AGGREGATE identity_agg(id text, other_id text, @arguments@) (
  SFUNC = csq_internal.identity_append, STYPE = identity_graph, SSPACE = 1024,
  COMBINEFUNC = csq_internal.identity_graph_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE identity_agg(text, text, @types@) IS
'The people behind pairs of ids, by @meaning@';
-- @end

CREATE AGGREGATE apart_agg(id text, other_id text) (
  SFUNC = csq_internal.apart_append, STYPE = identity_graph, SSPACE = 1024,
  COMBINEFUNC = csq_internal.identity_graph_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE apart_agg(text, text) IS
'Pairs of ids that are two different people: added by + to a graph with links that end, they are never one person, whatever links them. See conflicts.';

CREATE AGGREGATE account_agg(id text) (
  SFUNC = csq_internal.account_append, STYPE = identity_graph, SSPACE = 1024,
  COMBINEFUNC = csq_internal.identity_graph_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE account_agg(text) IS
'Ids that are accounts, all others being devices: added by + to a graph with links that end. Only a link between two accounts makes them one person; a device that is linked equally well to two is nobody''s. A person is named by the smallest account.';

-- @zoned as_of
CREATE FUNCTION members(graph identity_graph, max_size int DEFAULT NULL, max_rank int DEFAULT NULL, as_of timestamptz DEFAULT NULL, OUT id text, OUT person text, OUT size int) RETURNS SETOF record
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1000 ROWS 5000 SUPPORT csq_internal.rows_support
AS 'MODULE_PATHNAME', 'csq_members';
COMMENT ON FUNCTION members(identity_graph, int, int, timestamptz) IS
'Each id with its person (the smallest id, by bytes, or where there are accounts the smallest of these) and the number of ids of that person, by links of at most max_rank or known as of an instant; where links end, by those valid then, or without as_of by those that have no end. The ids of a person with more than max_size ids, a shared device, stand each for themselves; with ranks or times only the links are dropped that would make a person larger.';

-- @zoned as_of
CREATE FUNCTION links(graph identity_graph, max_size int DEFAULT NULL, max_rank int DEFAULT NULL, as_of timestamptz DEFAULT NULL, OUT a text, OUT b text, OUT rank int, OUT since timestamptz, OUT size int, OUT taken bool) RETURNS SETOF record
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1000 ROWS 5000 SUPPORT csq_internal.rows_support
AS 'MODULE_PATHNAME', 'csq_links';
COMMENT ON FUNCTION links(identity_graph, int, int, timestamptz) IS
'The links that make the people of a graph with ranks or times, strongest or oldest first, with the number of ids of the person each makes; not taken: it would make a person of more than max_size ids. Where links end all that are valid then; conflicts() says why one was not taken.';

-- @zoned as_of
CREATE FUNCTION links_with_ends(graph identity_graph, max_size int DEFAULT NULL, max_rank int DEFAULT NULL, as_of timestamptz DEFAULT NULL, OUT a text, OUT b text, OUT rank int, OUT since timestamptz, OUT until timestamptz, OUT size int, OUT taken bool) RETURNS SETOF record
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1000 ROWS 5000 SUPPORT csq_internal.rows_support
AS 'MODULE_PATHNAME', 'csq_links_with_ends';
COMMENT ON FUNCTION links_with_ends(identity_graph, int, int, timestamptz) IS
'The rows of links with the instant before which each link is valid: NULL for a link that has not ended.';

-- @zoned as_of
CREATE FUNCTION person(graph identity_graph, id text, max_size int DEFAULT NULL, max_rank int DEFAULT NULL, as_of timestamptz DEFAULT NULL) RETURNS text
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 20
AS 'MODULE_PATHNAME', 'csq_person';
COMMENT ON FUNCTION person(identity_graph, text, int, int, timestamptz) IS
'The person with this id: the smallest id, by bytes, that is linked to it, or the smallest account, under the limits of members; NULL for an id the graph does not know, or did not know as of then.';

CREATE FUNCTION num_ids(graph identity_graph) RETURNS int
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 50
AS 'MODULE_PATHNAME', 'csq_num_ids';
COMMENT ON FUNCTION num_ids(identity_graph) IS 'Number of ids.';

-- @zoned as_of
CREATE FUNCTION num_people(graph identity_graph, max_size int DEFAULT NULL, max_rank int DEFAULT NULL, as_of timestamptz DEFAULT NULL) RETURNS int
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 500
AS 'MODULE_PATHNAME', 'csq_num_people';
COMMENT ON FUNCTION num_people(identity_graph, int, int, timestamptz) IS 'Number of people, under the limits of members.';

-- @zoned as_of
CREATE FUNCTION link_path(graph identity_graph, id text, other_id text, as_of timestamptz DEFAULT NULL, max_size int DEFAULT NULL, max_rank int DEFAULT NULL, OUT step int, OUT a text, OUT b text, OUT rank int, OUT since timestamptz, OUT until timestamptz) RETURNS SETOF record
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1000 ROWS 4
AS 'MODULE_PATHNAME', 'csq_link_path';
COMMENT ON FUNCTION link_path(identity_graph, text, text, timestamptz, int, int) IS
'Why two ids are one person: the links that lead from the one to the other, in order, of a graph with ranks or times. No rows where they are not one person.';

-- @zoned as_of
CREATE FUNCTION conflicts(graph identity_graph, as_of timestamptz DEFAULT NULL, max_size int DEFAULT NULL, max_rank int DEFAULT NULL, OUT a text, OUT b text, OUT rank int, OUT since timestamptz, OUT until timestamptz, OUT reason text, OUT one text, OUT other text, OUT path text[]) RETURNS SETOF record
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1000 ROWS 10
AS 'MODULE_PATHNAME', 'csq_conflicts';
COMMENT ON FUNCTION conflicts(identity_graph, timestamptz, int, int) IS
'The links that were not taken, and why: apart (it would join ids that are different people), accounts (two people with accounts), shared (a device of two people, which is cut), size (above max_size); the two ids that must not be one person, and the path from one to the other by this link.';

CREATE FUNCTION is_placeholder(id text) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'csq_is_placeholder_pg';
COMMENT ON FUNCTION is_placeholder(text) IS
'Whether an id is what is written where there is none: N/A, null, unknown and their like, also in Chinese, or nothing but signs, zeros or x. All who have it would be one person, or one case.';

-- Every id of a graph is looked at, also those whose person is not theirs alone.
CREATE FUNCTION suspect_ids(graph identity_graph, OUT id text, OUT finding text, OUT other_id text, OUT person text, OUT size int) RETURNS SETOF record
LANGUAGE SQL STABLE STRICT PARALLEL SAFE COST 10000 ROWS 20
BEGIN ATOMIC
  SELECT x.id, f.finding, f.other_id, x.person, x.size
  FROM (SELECT m.id, m.person, m.size, pg_catalog.min(m.id COLLATE "C") OVER (PARTITION BY
          CASE WHEN pg_catalog.getdatabaseencoding() OPERATOR(pg_catalog.=) 'UTF8'::pg_catalog.name THEN csq.normalize_text(m.id) ELSE pg_catalog.lower(pg_catalog.btrim(m.id)) END) AS first_id
        FROM csq.members(suspect_ids.graph) AS m) AS x
  CROSS JOIN LATERAL (SELECT 'placeholder'::pg_catalog.text, NULL::pg_catalog.text WHERE csq.is_placeholder(x.id)
    UNION ALL SELECT 'other spelling'::pg_catalog.text, x.first_id WHERE (x.id COLLATE "C") OPERATOR(pg_catalog.<>) x.first_id) AS f (finding, other_id)
  ORDER BY f.finding DESC, x.id COLLATE "C";
END;
COMMENT ON FUNCTION suspect_ids(identity_graph) IS
'Ids of a graph that make one person of many, or many of one: placeholders (see is_placeholder), and ids that are another id but for case, width or spaces; with the person of the id and the number of its ids. Stable: how ids are compared depends on the encoding of the database.';
