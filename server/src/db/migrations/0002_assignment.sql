-- What the workspace says of hours, idling, loads and the order of queues.
ALTER TABLE workspace
  ADD COLUMN hours jsonb,
  ADD COLUMN idle_minutes integer CHECK (idle_minutes BETWEEN 1 AND 60),
  ADD COLUMN counts_snoozed boolean NOT NULL DEFAULT false,
  ADD COLUMN boosts jsonb NOT NULL DEFAULT '{"urgent": 1440, "high": 60, "normal": 0, "low": -60}',
  ADD COLUMN stages text[] NOT NULL DEFAULT '{lead,customer,vip}',
  ADD COLUMN priority_rules jsonb NOT NULL DEFAULT '[]';

CREATE TABLE skill (
  workspace_id uuid NOT NULL REFERENCES workspace ON DELETE CASCADE,
  id uuid NOT NULL,
  name text NOT NULL,
  language text,
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (workspace_id, id)
);
CREATE UNIQUE INDEX skill_name ON skill (workspace_id, lower(name));
CREATE UNIQUE INDEX skill_language ON skill (workspace_id, language) WHERE language IS NOT NULL;

ALTER TABLE member
  ADD COLUMN hours jsonb,
  ADD COLUMN skill_ids uuid[] NOT NULL DEFAULT '{}',
  -- Conversations in a row that went unanswered; a reply begins anew.
  ADD COLUMN misses integer NOT NULL DEFAULT 0,
  ADD COLUMN wrap_up_until timestamptz;

ALTER TABLE presence_lease ADD COLUMN active_at timestamptz NOT NULL DEFAULT now();

ALTER TABLE team
  -- The quantile of the predicted wait that is announced; it moves with how promises are kept.
  ADD COLUMN promise_quantile double precision NOT NULL DEFAULT 0.8,
  -- When the queue is looked at next although nothing happened.
  ADD COLUMN look_again_at timestamptz;

-- `weighted_turn` is to the strategy `weighted` what `last_assigned_at` is to the rotation.
ALTER TABLE team_member
  ADD COLUMN tier smallint NOT NULL DEFAULT 1 CHECK (tier BETWEEN 1 AND 9),
  ADD COLUMN weight double precision NOT NULL DEFAULT 1 CHECK (weight > 0),
  ADD COLUMN weighted_turn double precision;

ALTER TABLE channel
  ADD COLUMN weight double precision NOT NULL DEFAULT 1 CHECK (weight >= 0),
  ADD COLUMN agent_limit integer CHECK (agent_limit >= 0),
  ADD COLUMN reopen_hours integer CHECK (reopen_hours >= 0);

-- Policies made before had four settings; every other has a value that changes nothing.
UPDATE policy SET settings = jsonb_build_object(
  'manualCountsAsTurn', false, 'owner', null, 'previous', null, 'matchLanguage', false, 'skillRelaxMinutes', null,
  'pace', null, 'wrapUpMinutes', 0, 'firstReplyMinutes', null, 'deadlineNearMinutes', 15, 'hours', null,
  'outsideHours', 'wait', 'overflow', null, 'noAnswerMinutes', null, 'busyAfterMisses', null, 'whenOffline', 'keep',
  'autoCloseMinutes', null,
  'messages', jsonb_build_object('assigned', null, 'away', null, 'overCapacity', null, 'queueUpdate', null, 'expectedReply', '')
) || settings;

ALTER TABLE contact
  ADD COLUMN owner_id uuid,
  ADD COLUMN stage text,
  ADD FOREIGN KEY (workspace_id, owner_id) REFERENCES member;
CREATE INDEX contact_owner ON contact (workspace_id, owner_id) WHERE owner_id IS NOT NULL;

ALTER TABLE conversation
  -- Since when it waits: since the first unanswered message, or, when a person may take it up, since it became free.
  ADD COLUMN queued_since timestamptz NOT NULL DEFAULT now(),
  -- When it came into its team's queue: holds, relaxed skills and overflow count from here.
  ADD COLUMN queued_at timestamptz NOT NULL DEFAULT now(),
  -- Who declined it or did not answer, since the contact was last answered.
  ADD COLUMN tried uuid[] NOT NULL DEFAULT '{}',
  ADD COLUMN escalated_at timestamptz,
  ADD COLUMN skill_ids uuid[] NOT NULL DEFAULT '{}',
  -- The teams that it overflowed from, in order.
  ADD COLUMN overflowed_from uuid[] NOT NULL DEFAULT '{}',
  ADD COLUMN assigned_by text CHECK (assigned_by IN ('engine', 'manual', 'claim')),
  -- Who last held it, and since when: the previous agent of its contact. Nobody when a person took it away.
  ADD COLUMN last_agent_id uuid,
  ADD COLUMN last_agent_at timestamptz,
  -- A person chose it, so no rule changes it.
  ADD COLUMN is_priority_manual boolean NOT NULL DEFAULT false,
  -- Which of the contact's addresses it goes on with, where they have several on the channel; null: the last used.
  ADD COLUMN address text,
  ADD COLUMN last_message_at timestamptz;
UPDATE conversation SET
  queued_since = queue_order + make_interval(mins =>
    CASE priority WHEN 'urgent' THEN 1440 WHEN 'high' THEN 60 WHEN 'low' THEN -60 ELSE 0 END),
  queued_at = greatest(created_at, queue_order),
  assigned_by = CASE WHEN assignee_id IS NULL THEN NULL ELSE 'engine' END,
  last_agent_id = assignee_id,
  last_agent_at = CASE WHEN assignee_id IS NULL THEN NULL ELSE coalesce(assigned_at, created_at) END,
  last_message_at = (last_message ->> 'at')::timestamptz;

-- Loads may count what is snoozed.
DROP INDEX conversation_load;
CREATE INDEX conversation_load ON conversation (workspace_id, assignee_id) WHERE status <> 'closed';
CREATE INDEX conversation_last_agent ON conversation (workspace_id, contact_id, last_agent_at DESC)
  WHERE last_agent_id IS NOT NULL;
-- One at a time with each address of a contact: after two contacts became one, each goes on where it was.
DROP INDEX conversation_current;
CREATE UNIQUE INDEX conversation_current ON conversation (workspace_id, channel_id, contact_id, coalesce(address, ''))
  WHERE status <> 'closed';
CREATE INDEX conversation_inactive ON conversation (workspace_id, team_id, last_message_at) WHERE status = 'open';

-- Every stretch of time in which a conversation waited or somebody had it, for predictions and reports of waits.
-- Kept by a trigger, so that nothing that moves a conversation can forget it.
CREATE TABLE stay (
  workspace_id uuid NOT NULL,
  id bigint GENERATED ALWAYS AS IDENTITY,
  conversation_id uuid NOT NULL,
  team_id uuid,
  -- Null: it waited.
  agent_id uuid,
  began_at timestamptz NOT NULL,
  ended_at timestamptz,
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id, conversation_id) REFERENCES conversation ON DELETE CASCADE
);
CREATE UNIQUE INDEX stay_current ON stay (workspace_id, conversation_id) WHERE ended_at IS NULL;
CREATE INDEX stay_ended ON stay (workspace_id, team_id, ended_at);
CREATE INDEX stay_course ON stay (workspace_id, conversation_id, began_at);

CREATE FUNCTION keep_stays() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  moment timestamptz := clock_timestamp();
BEGIN
  IF TG_OP = 'UPDATE' THEN
    IF (NEW.status, NEW.team_id, NEW.assignee_id) IS NOT DISTINCT FROM (OLD.status, OLD.team_id, OLD.assignee_id) THEN
      RETURN NULL;
    END IF;
    UPDATE stay SET ended_at = greatest(moment, began_at)
      WHERE workspace_id = NEW.workspace_id AND conversation_id = NEW.id AND ended_at IS NULL;
  END IF;
  IF NEW.status = 'open' THEN
    INSERT INTO stay (workspace_id, conversation_id, team_id, agent_id, began_at)
      VALUES (NEW.workspace_id, NEW.id, NEW.team_id, NEW.assignee_id, moment);
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER conversation_stays AFTER INSERT OR UPDATE OF status, team_id, assignee_id ON conversation
  FOR EACH ROW EXECUTE FUNCTION keep_stays();
INSERT INTO stay (workspace_id, conversation_id, team_id, agent_id, began_at)
  SELECT workspace_id, id, team_id, assignee_id,
    CASE WHEN assignee_id IS NULL THEN queued_at ELSE coalesce(assigned_at, created_at) END
  FROM conversation WHERE status = 'open';

-- What the engine was told, once for all that was decided together: any of it can be decided again.
CREATE TABLE assignment_snapshot (
  workspace_id uuid NOT NULL REFERENCES workspace ON DELETE CASCADE,
  id uuid NOT NULL,
  data jsonb NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (workspace_id, id)
);
CREATE INDEX assignment_snapshot_age ON assignment_snapshot (created_at);

ALTER TABLE decision
  ADD COLUMN reason text NOT NULL DEFAULT '',
  ADD COLUMN snapshot_id uuid,
  DROP CONSTRAINT decision_kind_check,
  ADD CHECK (kind IN ('assigned', 'queued', 'overflowed', 'unassigned'));
-- How many an agent got lately.
CREATE INDEX decision_pace ON decision (workspace_id, agent_id, at) WHERE kind = 'assigned';

-- What customers were told to expect, and what came of it.
CREATE TABLE promise (
  workspace_id uuid NOT NULL,
  id uuid NOT NULL,
  conversation_id uuid NOT NULL,
  team_id uuid NOT NULL,
  kind text NOT NULL CHECK (kind IN ('wait', 'reply', 'position')),
  told text NOT NULL,
  position integer,
  latest_at timestamptz,
  made_at timestamptz NOT NULL,
  outcome text CHECK (outcome IN ('kept', 'broken', 'void')),
  settled_at timestamptz,
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id, conversation_id) REFERENCES conversation ON DELETE CASCADE
);
CREATE INDEX promise_open ON promise (workspace_id, conversation_id) WHERE outcome IS NULL;
CREATE INDEX promise_made ON promise (workspace_id, made_at);

-- Which message was told for which state of a conversation, so that none is told twice.
CREATE TABLE expectation (
  workspace_id uuid NOT NULL,
  conversation_id uuid NOT NULL,
  kind text NOT NULL,
  -- What changed: an assignment, a closing of the team, a stretch of waiting.
  state text NOT NULL,
  told_at timestamptz NOT NULL DEFAULT now(),
  -- The message; null when its text came out empty.
  message_id uuid,
  -- The position and the promise as of then, so that no later message is worse.
  announced jsonb,
  PRIMARY KEY (workspace_id, conversation_id, kind, state),
  FOREIGN KEY (workspace_id, conversation_id) REFERENCES conversation ON DELETE CASCADE
);
