-- What members wrote there and did not arrive, and nobody has seen to since. Null where there is nothing, as nearly always.
ALTER TABLE conversation ADD COLUMN undelivered jsonb;

-- People name a conversation by its number.
CREATE INDEX conversation_by_number ON conversation (workspace_id, number);
