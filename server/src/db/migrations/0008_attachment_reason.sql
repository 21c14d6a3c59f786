-- Why a file could not be brought in, of one that failed: a stable code and the words of whoever said so.
ALTER TABLE attachment ADD COLUMN error jsonb;
