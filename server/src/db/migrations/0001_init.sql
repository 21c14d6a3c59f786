-- People. These four tables are read and written by better-auth; everything else is ours.
CREATE TABLE person (
  id uuid PRIMARY KEY,
  name text NOT NULL,
  email text NOT NULL UNIQUE,
  email_verified boolean NOT NULL DEFAULT false,
  image text,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE session (
  id uuid PRIMARY KEY,
  person_id uuid NOT NULL REFERENCES person ON DELETE CASCADE,
  token text NOT NULL UNIQUE,
  expires_at timestamptz NOT NULL,
  ip_address text,
  user_agent text,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX session_person ON session (person_id);

CREATE TABLE credential (
  id uuid PRIMARY KEY,
  person_id uuid NOT NULL REFERENCES person ON DELETE CASCADE,
  account_id text NOT NULL,
  provider_id text NOT NULL,
  access_token text,
  refresh_token text,
  id_token text,
  access_token_expires_at timestamptz,
  refresh_token_expires_at timestamptz,
  scope text,
  password text,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  UNIQUE (provider_id, account_id)
);
CREATE INDEX credential_person ON credential (person_id);

CREATE TABLE verification (
  id uuid PRIMARY KEY,
  identifier text NOT NULL,
  value text NOT NULL,
  expires_at timestamptz NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX verification_identifier ON verification (identifier);

-- A workspace is one company's everything: the tenant.
CREATE TABLE workspace (
  id uuid PRIMARY KEY,
  name text NOT NULL,
  default_team_id uuid,
  agent_limit integer CHECK (agent_limit >= 0),
  reopen_hours integer NOT NULL DEFAULT 48 CHECK (reopen_hours >= 0),
  created_at timestamptz NOT NULL DEFAULT now()
);

-- The last number given in a workspace's log. A row of its own: it is written by every transaction, always last.
CREATE TABLE event_sequence (
  workspace_id uuid PRIMARY KEY REFERENCES workspace ON DELETE CASCADE,
  last bigint NOT NULL DEFAULT 0
) WITH (fillfactor = 10);

CREATE TABLE member (
  workspace_id uuid NOT NULL REFERENCES workspace ON DELETE CASCADE,
  id uuid NOT NULL,
  person_id uuid NOT NULL REFERENCES person,
  name text NOT NULL,
  email text NOT NULL,
  role text NOT NULL CHECK (role IN ('owner', 'manager', 'agent')),
  presence text NOT NULL DEFAULT 'offline' CHECK (presence IN ('online', 'busy', 'offline')),
  chosen_presence text NOT NULL DEFAULT 'online' CHECK (chosen_presence IN ('online', 'busy', 'offline')),
  agent_limit integer CHECK (agent_limit >= 0),
  is_excluded boolean NOT NULL DEFAULT false,
  deactivated_at timestamptz,
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (workspace_id, id),
  UNIQUE (workspace_id, person_id)
);
CREATE INDEX member_person ON member (person_id);

-- How long a member counts as connected. Renewed by every process that holds a stream of theirs; infinite when a
-- program set the presence. Kept apart from `member`, whose rows are locked while assigning.
CREATE TABLE presence_lease (
  workspace_id uuid NOT NULL,
  member_id uuid NOT NULL,
  until timestamptz NOT NULL,
  PRIMARY KEY (workspace_id, member_id),
  FOREIGN KEY (workspace_id, member_id) REFERENCES member ON DELETE CASCADE
);

CREATE TABLE invitation (
  workspace_id uuid NOT NULL REFERENCES workspace ON DELETE CASCADE,
  id uuid NOT NULL,
  email text NOT NULL,
  role text NOT NULL CHECK (role IN ('manager', 'agent')),
  team_ids uuid[] NOT NULL DEFAULT '{}',
  token_hash bytea NOT NULL UNIQUE,
  invited_by uuid NOT NULL,
  expires_at timestamptz NOT NULL,
  accepted_at timestamptz,
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (workspace_id, id)
);

CREATE TABLE api_key (
  workspace_id uuid NOT NULL REFERENCES workspace ON DELETE CASCADE,
  id uuid NOT NULL,
  member_id uuid NOT NULL,
  name text NOT NULL,
  prefix text NOT NULL,
  key_hash bytea NOT NULL UNIQUE,
  last_used_at timestamptz,
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id, member_id) REFERENCES member ON DELETE CASCADE
);

CREATE TABLE team (
  workspace_id uuid NOT NULL REFERENCES workspace ON DELETE CASCADE,
  id uuid NOT NULL,
  name text NOT NULL,
  policy_version integer NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  deleted_at timestamptz,
  PRIMARY KEY (workspace_id, id)
);
CREATE UNIQUE INDEX team_name ON team (workspace_id, lower(name)) WHERE deleted_at IS NULL;

CREATE TABLE policy (
  workspace_id uuid NOT NULL,
  team_id uuid NOT NULL,
  version integer NOT NULL,
  settings jsonb NOT NULL,
  created_by uuid,
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (workspace_id, team_id, version),
  FOREIGN KEY (workspace_id, team_id) REFERENCES team ON DELETE CASCADE
);

-- `last_assigned_at` is the rotation: when this team last assigned automatically to the member. Milliseconds, and not
-- always the wall clock's: the engine keeps turns apart that were decided in one millisecond.
CREATE TABLE team_member (
  workspace_id uuid NOT NULL,
  team_id uuid NOT NULL,
  member_id uuid NOT NULL,
  last_assigned_at double precision,
  PRIMARY KEY (workspace_id, team_id, member_id),
  FOREIGN KEY (workspace_id, team_id) REFERENCES team ON DELETE CASCADE,
  FOREIGN KEY (workspace_id, member_id) REFERENCES member ON DELETE CASCADE
);
CREATE INDEX team_member_member ON team_member (workspace_id, member_id);

CREATE TABLE channel (
  workspace_id uuid NOT NULL REFERENCES workspace ON DELETE CASCADE,
  id uuid NOT NULL UNIQUE,
  type text NOT NULL,
  name text NOT NULL,
  team_id uuid,
  settings jsonb NOT NULL,
  -- The provider's id of the account, to find the channel of an event that came to another's webhook.
  account_id text,
  -- Encrypted with FAIRLEAD_SECRET.
  secrets bytea NOT NULL,
  status text NOT NULL DEFAULT 'active' CHECK (status IN ('active', 'broken')),
  status_reason text,
  created_at timestamptz NOT NULL DEFAULT now(),
  deleted_at timestamptz,
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id, team_id) REFERENCES team
);
CREATE UNIQUE INDEX channel_account ON channel (workspace_id, type, account_id) WHERE deleted_at IS NULL;

CREATE TABLE contact (
  workspace_id uuid NOT NULL REFERENCES workspace ON DELETE CASCADE,
  id uuid NOT NULL,
  name text NOT NULL,
  email text,
  phone text,
  locale text,
  fields jsonb NOT NULL DEFAULT '{}',
  tags text[] NOT NULL DEFAULT '{}',
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (workspace_id, id)
);
CREATE INDEX contact_tags ON contact USING gin (tags);

CREATE TABLE identity (
  workspace_id uuid NOT NULL,
  id uuid NOT NULL,
  channel_id uuid NOT NULL,
  address text NOT NULL,
  contact_id uuid NOT NULL,
  -- Proven by the provider or by a signature, not only claimed.
  is_verified boolean NOT NULL DEFAULT true,
  -- Replies go to the address last written from.
  last_used_at timestamptz NOT NULL DEFAULT now(),
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id, channel_id) REFERENCES channel,
  FOREIGN KEY (workspace_id, contact_id) REFERENCES contact ON DELETE CASCADE
);
CREATE UNIQUE INDEX identity_address ON identity (workspace_id, channel_id, address);
CREATE INDEX identity_contact ON identity (workspace_id, contact_id);

CREATE SEQUENCE conversation_number;

CREATE TABLE conversation (
  workspace_id uuid NOT NULL REFERENCES workspace ON DELETE CASCADE,
  id uuid NOT NULL,
  number bigint NOT NULL DEFAULT nextval('conversation_number'),
  channel_id uuid NOT NULL,
  contact_id uuid NOT NULL,
  team_id uuid,
  assignee_id uuid,
  status text NOT NULL DEFAULT 'open' CHECK (status IN ('open', 'snoozed', 'closed')),
  priority text NOT NULL DEFAULT 'normal' CHECK (priority IN ('urgent', 'high', 'normal', 'low')),
  tags text[] NOT NULL DEFAULT '{}',
  -- The first customer message that nobody has answered.
  waiting_since timestamptz,
  -- Where it stands in the order of the queue: waiting since, moved ahead by the priority's boost.
  queue_order timestamptz NOT NULL,
  -- What the last recorded refusal said, so that an unchanged one is not recorded again.
  queued_reason text,
  assigned_at timestamptz,
  unread_count integer NOT NULL DEFAULT 0,
  last_message jsonb,
  -- By the provider's clock: free-form windows count from it.
  last_contact_message_at timestamptz,
  snoozed_until timestamptz,
  created_at timestamptz NOT NULL DEFAULT now(),
  closed_at timestamptz,
  last_activity_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id, channel_id) REFERENCES channel,
  FOREIGN KEY (workspace_id, contact_id) REFERENCES contact,
  FOREIGN KEY (workspace_id, team_id) REFERENCES team,
  FOREIGN KEY (workspace_id, assignee_id) REFERENCES member,
  CHECK ((status = 'closed') = (closed_at IS NOT NULL)),
  CHECK ((status = 'snoozed') = (snoozed_until IS NOT NULL))
) WITH (fillfactor = 80);
-- A contact has one conversation at a time on a channel.
CREATE UNIQUE INDEX conversation_current ON conversation (workspace_id, channel_id, contact_id) WHERE status <> 'closed';
CREATE INDEX conversation_queue ON conversation (workspace_id, team_id, queue_order, id)
  WHERE status = 'open' AND assignee_id IS NULL;
CREATE INDEX conversation_load ON conversation (workspace_id, assignee_id) WHERE status = 'open';
CREATE INDEX conversation_activity ON conversation (workspace_id, status, last_activity_at DESC, id DESC);
CREATE INDEX conversation_assignee ON conversation (workspace_id, assignee_id, status, last_activity_at DESC);
CREATE INDEX conversation_contact ON conversation (workspace_id, contact_id, created_at DESC);
CREATE INDEX conversation_snooze ON conversation (snoozed_until) WHERE status = 'snoozed';

CREATE TABLE message (
  workspace_id uuid NOT NULL,
  -- UUIDv7 made where it is stored: the order of ids is the order of storing.
  id uuid NOT NULL,
  conversation_id uuid NOT NULL,
  channel_id uuid NOT NULL,
  author_type text NOT NULL CHECK (author_type IN ('contact', 'member', 'system')),
  author_id uuid,
  author_name text NOT NULL,
  is_note boolean NOT NULL DEFAULT false,
  kind text NOT NULL,
  text text NOT NULL DEFAULT '',
  content jsonb NOT NULL DEFAULT '{}',
  reply_to_id uuid,
  reply_to_provider_id text,
  -- Once per channel, whatever the provider sends again.
  provider_id text,
  client_id text,
  state text NOT NULL,
  error jsonb,
  -- Of one that is on its way out: how often it was tried, when it is tried next, when the request left.
  tries integer NOT NULL DEFAULT 0,
  next_try_at timestamptz,
  sending_since timestamptz,
  edited_at timestamptz,
  deleted_at timestamptz,
  at timestamptz NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id, conversation_id) REFERENCES conversation ON DELETE CASCADE
);
CREATE UNIQUE INDEX message_provider ON message (workspace_id, channel_id, provider_id) WHERE provider_id IS NOT NULL;
CREATE UNIQUE INDEX message_client ON message (workspace_id, conversation_id, client_id) WHERE client_id IS NOT NULL;
CREATE INDEX message_undelivered ON message (workspace_id, conversation_id, id) WHERE state IN ('pending', 'sending');
CREATE INDEX message_conversation ON message (workspace_id, conversation_id, id DESC);

CREATE TABLE reaction (
  workspace_id uuid NOT NULL,
  message_id uuid NOT NULL,
  by text NOT NULL CHECK (by IN ('contact', 'member')),
  emoji text NOT NULL,
  at timestamptz NOT NULL,
  PRIMARY KEY (workspace_id, message_id, by),
  FOREIGN KEY (workspace_id, message_id) REFERENCES message ON DELETE CASCADE
);

CREATE TABLE attachment (
  workspace_id uuid NOT NULL,
  id uuid NOT NULL,
  message_id uuid,
  position smallint NOT NULL DEFAULT 0,
  -- Who uploaded it and may send it: a member or a contact; null for what a provider brought.
  uploaded_by uuid,
  name text NOT NULL,
  type text NOT NULL,
  size bigint NOT NULL DEFAULT 0,
  state text NOT NULL CHECK (state IN ('pending', 'stored', 'failed')),
  is_voice boolean NOT NULL DEFAULT false,
  -- The provider's id: of inbound media to fetch, or of outbound media once uploaded.
  media_id text,
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id, message_id) REFERENCES message ON DELETE CASCADE
);
CREATE INDEX attachment_message ON attachment (workspace_id, message_id);
CREATE INDEX attachment_unused ON attachment (created_at) WHERE message_id IS NULL;

-- Receipts, edits and reactions that came before their message; applied when it is there.
CREATE TABLE parked_update (
  workspace_id uuid NOT NULL,
  id uuid NOT NULL,
  channel_id uuid NOT NULL,
  provider_id text NOT NULL,
  data jsonb NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (workspace_id, id)
);
CREATE INDEX parked_update_target ON parked_update (workspace_id, channel_id, provider_id);

-- What the engine answered and why, kept with the conversation.
CREATE TABLE decision (
  workspace_id uuid NOT NULL,
  id uuid NOT NULL,
  conversation_id uuid NOT NULL,
  at timestamptz NOT NULL,
  kind text NOT NULL CHECK (kind IN ('assigned', 'queued')),
  trigger text NOT NULL,
  team_id uuid NOT NULL,
  policy_version integer NOT NULL,
  strategy text NOT NULL,
  agent_id uuid,
  data jsonb NOT NULL,
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id, conversation_id) REFERENCES conversation ON DELETE CASCADE
);
CREATE INDEX decision_conversation ON decision (workspace_id, conversation_id, id DESC);

-- The one log. Live updates, history, webhooks and reports read it and nothing else.
CREATE TABLE event (
  workspace_id uuid NOT NULL,
  sequence bigint NOT NULL,
  type text NOT NULL,
  subject_id uuid NOT NULL,
  actor jsonb NOT NULL,
  data jsonb NOT NULL,
  at timestamptz NOT NULL,
  PRIMARY KEY (workspace_id, sequence, at)
) PARTITION BY RANGE (at);
CREATE INDEX event_subject ON event (workspace_id, subject_id, sequence);
-- Whatever the clock says, an event has a place.
CREATE TABLE event_default PARTITION OF event DEFAULT;

-- Makes the partitions of the month of `day` and the one after, in UTC. Safe to call from several processes.
CREATE FUNCTION ensure_event_partitions(day timestamptz) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  first timestamptz;
  next timestamptz;
  name text;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtext('ensure_event_partitions'));
  FOR i IN 0..1 LOOP
    first := (date_trunc('month', day AT TIME ZONE 'UTC') + make_interval(months => i)) AT TIME ZONE 'UTC';
    next := (date_trunc('month', day AT TIME ZONE 'UTC') + make_interval(months => i + 1)) AT TIME ZONE 'UTC';
    name := 'event_' || to_char(first AT TIME ZONE 'UTC', 'YYYY_MM');
    -- Rows already in the default partition (a clock that jumped) would refuse the new one: they stay where they are.
    IF to_regclass(name) IS NULL AND NOT EXISTS (SELECT FROM event_default WHERE at >= first AND at < next) THEN
      EXECUTE format('CREATE TABLE %I PARTITION OF event FOR VALUES FROM (%L) TO (%L)', name, first, next);
    END IF;
  END LOOP;
END $$;
SELECT ensure_event_partitions(now());

-- Tries at passwords, counted over all processes. Written by rate-limiter-flexible, in its column names.
CREATE TABLE rate_limit (
  key varchar(255) PRIMARY KEY,
  points integer NOT NULL DEFAULT 0,
  expire bigint
);

-- The job workers that are alive. One that stops renewing has died with its jobs locked; others then free them.
CREATE TABLE job_worker (
  id text PRIMARY KEY,
  seen_at timestamptz NOT NULL DEFAULT now()
);

-- The answer to a POST with an `Idempotency-Key`, kept for a day.
CREATE TABLE idempotent_answer (
  workspace_id uuid NOT NULL,
  member_id uuid NOT NULL,
  key text NOT NULL,
  request_hash bytea NOT NULL,
  status integer,
  -- Encrypted with FAIRLEAD_SECRET.
  body bytea,
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (workspace_id, member_id, key)
);
