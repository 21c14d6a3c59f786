-- What may be sent outside the window, as the provider last told it: by a list of all, and by news of a single one.
CREATE TABLE template (
  workspace_id uuid NOT NULL,
  channel_id uuid NOT NULL,
  name text NOT NULL,
  language text NOT NULL,
  provider_id text,
  -- In the provider's word.
  status text NOT NULL,
  reason text,
  category text NOT NULL,
  quality text,
  -- What it says, and what can be filled in.
  content jsonb NOT NULL,
  -- Of the last news of it, by the provider's clock: older ones come too late.
  told_at timestamptz,
  -- To the day.
  last_used_at timestamptz,
  PRIMARY KEY (workspace_id, channel_id, name, language)
);

-- When all of a channel's were last asked for, with what came of it. Never in the channel's own row: whoever takes
-- webhooks in goes by that row's version.
CREATE TABLE template_sync (
  workspace_id uuid NOT NULL,
  channel_id uuid NOT NULL,
  tried_at timestamptz,
  synced_at timestamptz,
  error jsonb,
  PRIMARY KEY (workspace_id, channel_id)
);
