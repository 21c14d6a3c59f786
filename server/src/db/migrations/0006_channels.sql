-- What providers say of whoever has an address: how they may be reached, whether they may be written to at all, who they
-- are there, and up to when they have got and read what we wrote.
ALTER TABLE identity
  ADD COLUMN phone text,
  ADD COLUMN email text,
  ADD COLUMN blocked_at timestamptz,
  ADD COLUMN opted_out_at timestamptz,
  ADD COLUMN profile_at timestamptz,
  ADD COLUMN delivered_until timestamptz,
  ADD COLUMN read_until timestamptz;

-- A name that was only made up of an address may be bettered by a profile.
ALTER TABLE contact
  ADD COLUMN avatar_id uuid,
  ADD COLUMN is_name_given boolean NOT NULL DEFAULT true;

-- `provider_data`: what the provider wants back to answer, quote or mark it.
ALTER TABLE message
  ADD COLUMN provider_data jsonb,
  ADD COLUMN is_automatic boolean NOT NULL DEFAULT false;

ALTER TABLE attachment ADD COLUMN content_id text;

-- On a threaded channel a contact has several conversations at a time, each under its subject.
ALTER TABLE conversation
  ADD COLUMN thread text NOT NULL DEFAULT '',
  ADD COLUMN subject text;
DROP INDEX conversation_current;
CREATE UNIQUE INDEX conversation_current ON conversation
  (workspace_id, channel_id, contact_id, coalesce(address, ''), thread) WHERE status <> 'closed';
CREATE INDEX conversation_thread ON conversation (workspace_id, channel_id, thread) WHERE thread <> '';

-- What is known of a channel's account beside its settings. Never in the channel's own row: whoever takes webhooks in
-- goes by that row's version.
CREATE TABLE channel_health (
  workspace_id uuid NOT NULL,
  channel_id uuid NOT NULL,
  last_in_at timestamptz,
  last_out_at timestamptz,
  last_error jsonb,
  last_error_at timestamptz,
  PRIMARY KEY (workspace_id, channel_id)
) WITH (fillfactor = 50);

-- How far each folder of a mailbox was read, and which process reads it.
CREATE TABLE mailbox (
  workspace_id uuid NOT NULL,
  channel_id uuid NOT NULL,
  folder text NOT NULL,
  uid_validity text,
  last_uid bigint NOT NULL DEFAULT 0,
  PRIMARY KEY (workspace_id, channel_id, folder)
);
CREATE TABLE mailbox_lease (
  workspace_id uuid NOT NULL,
  channel_id uuid NOT NULL,
  owner uuid NOT NULL,
  until timestamptz NOT NULL,
  PRIMARY KEY (workspace_id, channel_id)
);

-- A mail as it came or went, beside its message. `copy_channel_id`: it went, and a copy of it is still to be put into
-- that mailbox.
CREATE TABLE mail (
  workspace_id uuid NOT NULL,
  message_id uuid NOT NULL,
  copy_channel_id uuid,
  subject text NOT NULL DEFAULT '',
  html text,
  text text NOT NULL DEFAULT '',
  headers jsonb NOT NULL DEFAULT '{}',
  PRIMARY KEY (workspace_id, message_id)
);
CREATE INDEX mail_copy ON mail (copy_channel_id) WHERE copy_channel_id IS NOT NULL;

-- What was made one, so that it can be made two again.
CREATE TABLE contact_merge (
  workspace_id uuid NOT NULL,
  id uuid NOT NULL,
  contact_id uuid NOT NULL,
  -- The contact that is gone, and what of it went where.
  merged jsonb NOT NULL,
  actor jsonb NOT NULL,
  at timestamptz NOT NULL DEFAULT clock_timestamp(),
  undone_at timestamptz,
  PRIMARY KEY (workspace_id, id)
);
CREATE INDEX contact_merge_contact ON contact_merge (workspace_id, contact_id) WHERE undone_at IS NULL;
-- Somebody said that these two are not the same person. The smaller id first.
CREATE TABLE contact_distinct (
  workspace_id uuid NOT NULL,
  contact_id uuid NOT NULL,
  other_id uuid NOT NULL,
  PRIMARY KEY (workspace_id, contact_id, other_id)
);
-- The same person is looked for by phone and by e-mail.
CREATE INDEX contact_phone ON contact (workspace_id, phone) WHERE phone IS NOT NULL;
CREATE INDEX contact_email ON contact (workspace_id, lower(email)) WHERE email IS NOT NULL;
CREATE INDEX identity_phone ON identity (workspace_id, phone) WHERE phone IS NOT NULL;
CREATE INDEX identity_email ON identity (workspace_id, lower(email)) WHERE email IS NOT NULL;
