-- How far each reader of the log has come that does something about it.
CREATE TABLE log_cursor (
  workspace_id uuid NOT NULL,
  reader text NOT NULL,
  sequence bigint NOT NULL,
  PRIMARY KEY (workspace_id, reader)
) WITH (fillfactor = 50);

-- Saved views of the inbox. `owner_id` null: everybody's.
CREATE TABLE saved_view (
  workspace_id uuid NOT NULL,
  id uuid NOT NULL,
  owner_id uuid,
  name text NOT NULL,
  filter jsonb NOT NULL,
  sort text NOT NULL,
  position integer NOT NULL DEFAULT 0,
  created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (workspace_id, id)
);

-- What is looked for in messages and contacts: words and pieces of words, folded. Filled from the log, never by intake.
CREATE TABLE message_search (
  workspace_id uuid NOT NULL,
  message_id uuid NOT NULL,
  conversation_id uuid NOT NULL,
  grams tsvector NOT NULL,
  PRIMARY KEY (workspace_id, message_id)
);
CREATE INDEX message_search_grams ON message_search USING gin (grams);
CREATE TABLE contact_search (
  workspace_id uuid NOT NULL,
  contact_id uuid NOT NULL,
  grams tsvector NOT NULL,
  PRIMARY KEY (workspace_id, contact_id)
);
CREATE INDEX contact_search_grams ON contact_search USING gin (grams);

-- What a member began to write, on whatever device.
CREATE TABLE draft (
  workspace_id uuid NOT NULL,
  member_id uuid NOT NULL,
  conversation_id uuid NOT NULL,
  data jsonb NOT NULL,
  version integer NOT NULL DEFAULT 1,
  updated_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (workspace_id, member_id, conversation_id)
);

-- Texts for every day. Neither `owner_id` nor `team_id`: everybody's.
CREATE TABLE snippet (
  workspace_id uuid NOT NULL,
  id uuid NOT NULL,
  owner_id uuid,
  team_id uuid,
  shortcut text NOT NULL,
  name text NOT NULL,
  text text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (workspace_id, id)
);
CREATE UNIQUE INDEX snippet_shortcut ON snippet (workspace_id, lower(shortcut), owner_id) NULLS NOT DISTINCT;

-- What goes out later. It becomes a message when it is due, and is judged then.
CREATE TABLE scheduled_message (
  workspace_id uuid NOT NULL,
  id uuid NOT NULL,
  conversation_id uuid NOT NULL,
  member_id uuid NOT NULL,
  body jsonb NOT NULL,
  due_at timestamptz NOT NULL,
  error jsonb,
  created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (workspace_id, id)
);
CREATE INDEX scheduled_message_due ON scheduled_message (due_at) WHERE error IS NULL;
CREATE INDEX scheduled_message_conversation ON scheduled_message (workspace_id, conversation_id);

-- Who is named in a note.
ALTER TABLE message ADD COLUMN mention_ids uuid[] NOT NULL DEFAULT '{}';
CREATE TABLE mention (
  workspace_id uuid NOT NULL,
  member_id uuid NOT NULL,
  message_id uuid NOT NULL,
  conversation_id uuid NOT NULL,
  at timestamptz NOT NULL,
  seen_at timestamptz,
  PRIMARY KEY (workspace_id, member_id, message_id)
);
CREATE INDEX mention_conversation ON mention (workspace_id, conversation_id, member_id);

-- What a workspace wants to know of its contacts and conversations. The values stand with those, under `key`.
CREATE TABLE field (
  workspace_id uuid NOT NULL,
  id uuid NOT NULL,
  subject text NOT NULL,
  key text NOT NULL,
  name text NOT NULL,
  type text NOT NULL,
  options jsonb NOT NULL DEFAULT '[]',
  position integer NOT NULL DEFAULT 0,
  created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (workspace_id, id)
);
CREATE UNIQUE INDEX field_key ON field (workspace_id, subject, key);
CREATE UNIQUE INDEX field_name ON field (workspace_id, subject, lower(name));

CREATE TABLE closing_category (
  workspace_id uuid NOT NULL,
  id uuid NOT NULL,
  name text NOT NULL,
  position integer NOT NULL DEFAULT 0,
  created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  deleted_at timestamptz,
  PRIMARY KEY (workspace_id, id)
);
CREATE UNIQUE INDEX closing_category_name ON closing_category (workspace_id, lower(name)) WHERE deleted_at IS NULL;

-- Null where there is none: most rows are changed by every message, and stay small.
ALTER TABLE conversation
  ADD COLUMN fields jsonb,
  ADD COLUMN closing_category_id uuid,
  ADD COLUMN closing_summary text;
ALTER TABLE workspace
  ADD COLUMN closing jsonb NOT NULL DEFAULT '{"isCategoryRequired": false, "isSummaryRequired": false}',
  ADD COLUMN language text NOT NULL DEFAULT 'en';

-- Several steps at a press.
CREATE TABLE macro (
  workspace_id uuid NOT NULL,
  id uuid NOT NULL,
  owner_id uuid,
  name text NOT NULL,
  steps jsonb NOT NULL,
  position integer NOT NULL DEFAULT 0,
  created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (workspace_id, id)
);

-- The tags there are, with their looks. Which are given stands with contacts and conversations.
CREATE TABLE tag (
  workspace_id uuid NOT NULL,
  name text NOT NULL,
  color text NOT NULL DEFAULT 'gray',
  description text NOT NULL DEFAULT '',
  created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (workspace_id, name)
);
INSERT INTO tag (workspace_id, name)
  SELECT workspace_id, unnest(tags) FROM contact WHERE tags <> '{}'
  UNION SELECT workspace_id, unnest(tags) FROM conversation WHERE tags <> '{}';

-- What members know of a contact, whatever conversation it came from.
CREATE TABLE contact_note (
  workspace_id uuid NOT NULL,
  id uuid NOT NULL,
  contact_id uuid NOT NULL,
  member_id uuid NOT NULL,
  text text NOT NULL,
  at timestamptz NOT NULL DEFAULT clock_timestamp(),
  edited_at timestamptz,
  PRIMARY KEY (workspace_id, id)
);
CREATE INDEX contact_note_contact ON contact_note (workspace_id, contact_id);

-- How a member wants the app to be, and to be told.
CREATE TABLE preference (
  workspace_id uuid NOT NULL,
  member_id uuid NOT NULL,
  data jsonb NOT NULL,
  PRIMARY KEY (workspace_id, member_id)
);
CREATE TABLE push_subscription (
  workspace_id uuid NOT NULL,
  id uuid NOT NULL,
  member_id uuid NOT NULL,
  endpoint text NOT NULL,
  p256dh text NOT NULL,
  auth text NOT NULL,
  device text NOT NULL DEFAULT '',
  created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (workspace_id, id)
);
CREATE UNIQUE INDEX push_subscription_endpoint ON push_subscription (workspace_id, member_id, md5(endpoint));

-- Who has a conversation open, and writes in it: gone a moment later, so no state of the log.
CREATE UNLOGGED TABLE conversation_viewer (
  workspace_id uuid NOT NULL,
  conversation_id uuid NOT NULL,
  member_id uuid NOT NULL,
  is_typing boolean NOT NULL DEFAULT false,
  until timestamptz NOT NULL,
  PRIMARY KEY (workspace_id, conversation_id, member_id)
);

-- Other systems that are told of what happens, and each telling. What is told stands in the log, and is erased there.
CREATE TABLE webhook (
  workspace_id uuid NOT NULL,
  id uuid NOT NULL,
  name text NOT NULL,
  url text NOT NULL,
  secret bytea NOT NULL,
  -- Empty: of everything.
  event_types text[] NOT NULL DEFAULT '{}',
  is_active boolean NOT NULL DEFAULT true,
  failing_since timestamptz,
  created_by uuid,
  created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (workspace_id, id)
);
CREATE TABLE webhook_delivery (
  workspace_id uuid NOT NULL,
  id uuid NOT NULL,
  webhook_id uuid NOT NULL,
  sequence bigint NOT NULL,
  type text NOT NULL,
  state text NOT NULL DEFAULT 'pending',
  tries integer NOT NULL DEFAULT 0,
  next_try_at timestamptz,
  status integer,
  answer text,
  ms integer,
  created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  done_at timestamptz,
  PRIMARY KEY (workspace_id, id)
);
CREATE UNIQUE INDEX webhook_delivery_event ON webhook_delivery (workspace_id, webhook_id, sequence);
CREATE INDEX webhook_delivery_undelivered ON webhook_delivery (workspace_id, webhook_id, state, sequence)
  WHERE state <> 'delivered';
CREATE INDEX webhook_delivery_age ON webhook_delivery (created_at);
