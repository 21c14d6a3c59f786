-- Automation as a graph. `draft` is what managers work on; runs begin with the newest published version.
CREATE TABLE workflow (
  workspace_id uuid NOT NULL,
  id uuid NOT NULL,
  name text NOT NULL,
  description text NOT NULL DEFAULT '',
  state text NOT NULL DEFAULT 'draft' CHECK (state IN ('draft', 'on', 'off', 'archived')),
  position integer NOT NULL DEFAULT 0,
  draft jsonb NOT NULL,
  draft_version integer NOT NULL DEFAULT 1,
  -- Who changed it last.
  drafted_by uuid,
  -- Of the published version, for whoever looks what begins: null until there is one.
  version integer,
  trigger_type text,
  is_routing boolean NOT NULL DEFAULT false,
  -- Of the address that another system posts to.
  webhook_token text NOT NULL,
  published_at timestamptz,
  created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  changed_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (workspace_id, id)
);
CREATE INDEX workflow_on ON workflow (workspace_id, trigger_type) WHERE state = 'on';
-- Whoever posts to its address does not say whose it is.
CREATE UNIQUE INDEX workflow_by_id ON workflow (id);

CREATE TABLE workflow_version (
  workspace_id uuid NOT NULL,
  workflow_id uuid NOT NULL,
  version integer NOT NULL,
  definition jsonb NOT NULL,
  published_by uuid,
  published_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (workspace_id, workflow_id, version)
);

-- One execution. What it waits for is a row and nothing else: no memory, no job, no timer.
CREATE TABLE workflow_run (
  workspace_id uuid NOT NULL,
  id uuid NOT NULL,
  workflow_id uuid NOT NULL,
  version integer NOT NULL,
  conversation_id uuid NOT NULL,
  contact_id uuid NOT NULL,
  status text NOT NULL DEFAULT 'running' CHECK (status IN ('running', 'waiting', 'done', 'failed', 'cancelled')),
  -- What the interpreter knows of it.
  state jsonb NOT NULL,
  step_id text,
  -- For what it waits: `answer`, `reply`, `assignment`, `time`, `effect`.
  waits_for text,
  wake_at timestamptz,
  is_routing boolean NOT NULL DEFAULT false,
  -- How many workflows started one another before this one.
  depth integer NOT NULL DEFAULT 0,
  end_reason text,
  error text,
  started_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  ended_at timestamptz,
  PRIMARY KEY (workspace_id, id)
) WITH (fillfactor = 80);
CREATE INDEX workflow_run_due ON workflow_run (wake_at) WHERE wake_at IS NOT NULL;
-- Whoever looks for those that nobody takes on does not read a million that wait.
CREATE INDEX workflow_run_busy ON workflow_run (started_at) WHERE status = 'running' OR waits_for = 'effect';
CREATE INDEX workflow_run_active ON workflow_run (workspace_id, conversation_id) WHERE status IN ('running', 'waiting');
CREATE INDEX workflow_run_latest ON workflow_run (workspace_id, workflow_id, id);
CREATE INDEX workflow_run_of_conversation ON workflow_run (workspace_id, conversation_id, id);
-- One at a time gives a conversation to somebody.
CREATE UNIQUE INDEX workflow_run_routing ON workflow_run (workspace_id, conversation_id)
  WHERE is_routing AND status IN ('running', 'waiting');

-- What runs have been told and have not taken in yet, in order.
CREATE TABLE workflow_run_event (
  workspace_id uuid NOT NULL,
  run_id uuid NOT NULL,
  place bigint GENERATED ALWAYS AS IDENTITY,
  event jsonb NOT NULL,
  PRIMARY KEY (workspace_id, run_id, place)
);

CREATE TABLE workflow_run_step (
  workspace_id uuid NOT NULL,
  run_id uuid NOT NULL,
  place integer NOT NULL,
  workflow_id uuid NOT NULL,
  step_id text,
  input jsonb NOT NULL,
  output jsonb NOT NULL,
  exit text,
  error text,
  at timestamptz NOT NULL,
  PRIMARY KEY (workspace_id, run_id, place)
);
CREATE INDEX workflow_run_step_latest ON workflow_run_step (workspace_id, workflow_id, at);

-- Why a workflow does not begin again: for each occasion once, for each contact or conversation once.
CREATE TABLE workflow_beginning (
  workspace_id uuid NOT NULL,
  workflow_id uuid NOT NULL,
  occasion text NOT NULL,
  -- What began with it; null: nothing, it was looked at and passed over.
  run_id uuid,
  at timestamptz NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (workspace_id, workflow_id, occasion)
);

CREATE TABLE workflow_secret (
  workspace_id uuid NOT NULL,
  name text NOT NULL,
  value text NOT NULL,
  changed_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (workspace_id, name)
);

-- What contacts said of a conversation when they were asked.
CREATE TABLE rating (
  workspace_id uuid NOT NULL,
  id uuid NOT NULL,
  conversation_id uuid NOT NULL,
  contact_id uuid NOT NULL,
  agent_id uuid,
  team_id uuid,
  score integer NOT NULL CHECK (score BETWEEN 1 AND 5),
  comment text NOT NULL DEFAULT '',
  at timestamptz NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (workspace_id, id)
);
CREATE INDEX rating_of_conversation ON rating (workspace_id, conversation_id, id);

-- Since when it has no team because a workflow is to say whose it is.
ALTER TABLE conversation ADD COLUMN routing_since timestamptz;
CREATE INDEX conversation_routing ON conversation (routing_since) WHERE routing_since IS NOT NULL;
-- How a workflow wants it assigned in its team, where that is not as the policy says.
ALTER TABLE conversation ADD COLUMN assignment_wish jsonb;
ALTER TABLE conversation DROP CONSTRAINT IF EXISTS conversation_assigned_by_check;
ALTER TABLE conversation
  ADD CONSTRAINT conversation_assigned_by_check CHECK (assigned_by IN ('engine', 'manual', 'claim', 'workflow'));
