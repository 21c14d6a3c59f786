-- The stretch that a conversation is in stands in its own row, and is written to `stay` once, when it ends. `stay_since`
-- is the instant at which status, team or assignee became what they are.
ALTER TABLE stay ALTER COLUMN id DROP IDENTITY;
CREATE SEQUENCE stay_number;
SELECT setval('stay_number', greatest(1, (SELECT max(id) FROM stay)));
ALTER TABLE conversation
  ADD COLUMN stay_id bigint NOT NULL DEFAULT nextval('stay_number'),
  ADD COLUMN stay_since timestamptz NOT NULL DEFAULT clock_timestamp();
DROP TRIGGER conversation_stays ON conversation;
DROP FUNCTION keep_stays();
UPDATE conversation AS c SET stay_id = s.id, stay_since = s.began_at
  FROM stay AS s WHERE s.workspace_id = c.workspace_id AND s.conversation_id = c.id AND s.ended_at IS NULL;
DELETE FROM stay WHERE ended_at IS NULL;
DROP INDEX stay_current, stay_course;
ALTER TABLE stay
  ALTER COLUMN id SET DEFAULT nextval('stay_number'),
  ALTER COLUMN ended_at SET NOT NULL,
  DROP CONSTRAINT stay_pkey,
  -- The course of a conversation, in the order in which it went.
  ADD PRIMARY KEY (workspace_id, conversation_id, id),
  -- What ends is there by nature, and is deleted together, see below. Looking it up was a tenth of an assignment.
  DROP CONSTRAINT stay_workspace_id_conversation_id_fkey;
ALTER TABLE decision DROP CONSTRAINT decision_workspace_id_conversation_id_fkey;
-- Members are never deleted.
ALTER TABLE conversation DROP CONSTRAINT conversation_workspace_id_assignee_id_fkey;

-- The stretches that are over and those that go on, for whoever asks about both.
-- Those that wait and those that somebody has are each found by an index of their own.
CREATE VIEW stay_or_now AS
  SELECT workspace_id, id, conversation_id, team_id, agent_id, began_at, ended_at FROM stay
  UNION ALL
  SELECT workspace_id, stay_id, id, team_id, NULL, stay_since, NULL FROM conversation
    WHERE status = 'open' AND assignee_id IS NULL
  UNION ALL
  SELECT workspace_id, stay_id, id, team_id, assignee_id, stay_since, NULL FROM conversation
    WHERE status = 'open' AND assignee_id IS NOT NULL;

-- How much each agent holds, by team and channel. What changes is added to `agent_load_change`, which makes nobody wait
-- for anybody; who looks at the queues is alone, and adds it up now and then. A load is the sum of both.
CREATE TABLE agent_load (
  workspace_id uuid NOT NULL REFERENCES workspace ON DELETE CASCADE,
  member_id uuid NOT NULL,
  team_id uuid,
  channel_id uuid NOT NULL,
  open integer NOT NULL,
  snoozed integer NOT NULL,
  UNIQUE NULLS NOT DISTINCT (workspace_id, member_id, team_id, channel_id)
) WITH (fillfactor = 50);
CREATE TABLE agent_load_change (
  workspace_id uuid NOT NULL,
  member_id uuid NOT NULL,
  team_id uuid,
  channel_id uuid NOT NULL,
  open integer NOT NULL,
  snoozed integer NOT NULL
);
CREATE INDEX agent_load_change_workspace ON agent_load_change (workspace_id);
INSERT INTO agent_load
  SELECT workspace_id, assignee_id, team_id, channel_id,
    count(*) FILTER (WHERE status = 'open'), count(*) FILTER (WHERE status = 'snoozed')
  FROM conversation WHERE assignee_id IS NOT NULL AND status <> 'closed' GROUP BY 1, 2, 3, 4;

-- Before the row is written: free where nothing changes that matters.
CREATE FUNCTION begin_stay() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.stay_id := nextval('stay_number');
  NEW.stay_since := greatest(clock_timestamp(), OLD.stay_since);
  RETURN NEW;
END $$;
CREATE TRIGGER conversation_stay BEFORE UPDATE ON conversation FOR EACH ROW
  WHEN ((OLD.status, OLD.team_id, OLD.assignee_id) IS DISTINCT FROM (NEW.status, NEW.team_id, NEW.assignee_id))
  EXECUTE FUNCTION begin_stay();

-- Once for a statement, since a batch changes a thousand. What it joins is small at one call and large at the next, and
-- it is planned at the first: a nested loop would compare each with each.
CREATE FUNCTION keep_course() RETURNS trigger LANGUAGE plpgsql SET enable_nestloop = off AS $$
BEGIN
  INSERT INTO stay (workspace_id, conversation_id, id, team_id, agent_id, began_at, ended_at)
    SELECT o.workspace_id, o.id, o.stay_id, o.team_id, o.assignee_id, o.stay_since, n.stay_since
    FROM was AS o JOIN became AS n ON n.id = o.id
    WHERE o.status = 'open' AND n.stay_id <> o.stay_id;
  INSERT INTO agent_load_change
    SELECT workspace_id, assignee_id, team_id, channel_id, sum(open), sum(snoozed) FROM (
      SELECT workspace_id, assignee_id, team_id, channel_id, (status = 'open')::int, (status = 'snoozed')::int
      FROM became WHERE assignee_id IS NOT NULL AND status <> 'closed'
      UNION ALL
      SELECT workspace_id, assignee_id, team_id, channel_id, -(status = 'open')::int, -(status = 'snoozed')::int
      FROM was WHERE assignee_id IS NOT NULL AND status <> 'closed'
    ) AS each (workspace_id, assignee_id, team_id, channel_id, open, snoozed)
    GROUP BY 1, 2, 3, 4 HAVING sum(open) <> 0 OR sum(snoozed) <> 0;
  RETURN NULL;
END $$;
CREATE TRIGGER conversation_course AFTER UPDATE ON conversation
  REFERENCING OLD TABLE AS was NEW TABLE AS became FOR EACH STATEMENT EXECUTE FUNCTION keep_course();

CREATE FUNCTION add_load() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO agent_load_change VALUES (NEW.workspace_id, NEW.assignee_id, NEW.team_id, NEW.channel_id,
    (NEW.status = 'open')::int, (NEW.status = 'snoozed')::int);
  RETURN NULL;
END $$;
CREATE TRIGGER conversation_load AFTER INSERT ON conversation FOR EACH ROW
  WHEN (NEW.assignee_id IS NOT NULL AND NEW.status <> 'closed') EXECUTE FUNCTION add_load();

CREATE FUNCTION forget_course() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO agent_load_change
    SELECT workspace_id, assignee_id, team_id, channel_id,
      -count(*) FILTER (WHERE status = 'open'), -count(*) FILTER (WHERE status = 'snoozed')
    FROM was WHERE assignee_id IS NOT NULL AND status <> 'closed' GROUP BY 1, 2, 3, 4;
  DELETE FROM stay AS s USING was AS o WHERE s.workspace_id = o.workspace_id AND s.conversation_id = o.id;
  DELETE FROM decision AS d USING was AS o WHERE d.workspace_id = o.workspace_id AND d.conversation_id = o.id;
  RETURN NULL;
END $$;
CREATE TRIGGER conversation_forgotten AFTER DELETE ON conversation
  REFERENCING OLD TABLE AS was FOR EACH STATEMENT EXECUTE FUNCTION forget_course();

-- An assignment pays for each index of `conversation`, and most for those in which nothing changes: PostgreSQL looks
-- there for what it can clear away. What one holds is found by `conversation_assignee`, and a contact has few
-- conversations. Where a contact waits for an answer nothing is closed for inactivity.
DROP INDEX conversation_load, conversation_last_agent, conversation_inactive;
CREATE INDEX conversation_inactive ON conversation (workspace_id, team_id, last_message_at)
  WHERE status = 'open' AND waiting_since IS NULL;
CREATE INDEX conversation_held ON conversation (workspace_id, team_id) WHERE status = 'open' AND assignee_id IS NOT NULL;

-- What a look was shown, as what differs from an earlier one.
ALTER TABLE assignment_snapshot ADD COLUMN base_id uuid;

-- Rows that are written over and over stay on their page. Statistics are taken before a growing table is ten times
-- what they say, and dead rows go before they cost.
ALTER TABLE team_member SET (fillfactor = 50, autovacuum_vacuum_scale_factor = 0.1, autovacuum_vacuum_threshold = 200);
ALTER TABLE member SET (fillfactor = 70);
ALTER TABLE presence_lease SET (fillfactor = 50, autovacuum_vacuum_scale_factor = 0.1);
ALTER TABLE event_sequence SET (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000);
ALTER TABLE agent_load SET (autovacuum_vacuum_scale_factor = 0.1, autovacuum_vacuum_threshold = 200);
ALTER TABLE agent_load_change SET (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000,
  autovacuum_vacuum_insert_threshold = -1, autovacuum_analyze_scale_factor = 0, autovacuum_analyze_threshold = 20000);
ALTER TABLE conversation SET (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 1000,
  autovacuum_analyze_scale_factor = 0.05, autovacuum_analyze_threshold = 200);
ALTER TABLE contact SET (autovacuum_analyze_scale_factor = 0.05, autovacuum_analyze_threshold = 200);
ALTER TABLE identity SET (autovacuum_analyze_scale_factor = 0.05, autovacuum_analyze_threshold = 200);
ALTER TABLE message SET (autovacuum_analyze_scale_factor = 0.05, autovacuum_analyze_threshold = 500);
ALTER TABLE stay SET (autovacuum_analyze_scale_factor = 0.05, autovacuum_analyze_threshold = 500);
ALTER TABLE decision SET (autovacuum_analyze_scale_factor = 0.05, autovacuum_analyze_threshold = 500);
ALTER TABLE promise SET (autovacuum_analyze_scale_factor = 0.05, autovacuum_analyze_threshold = 200);
ALTER TABLE expectation SET (autovacuum_analyze_scale_factor = 0.05, autovacuum_analyze_threshold = 200);

-- Faster than what PostgreSQL compresses with otherwise; some are built without.
DO $$
BEGIN
  ALTER TABLE assignment_snapshot ALTER COLUMN data SET COMPRESSION lz4;
  ALTER TABLE decision ALTER COLUMN data SET COMPRESSION lz4;
  ALTER TABLE event ALTER COLUMN data SET COMPRESSION lz4;
EXCEPTION WHEN feature_not_supported THEN NULL;
END $$;
