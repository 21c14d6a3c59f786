-- Events up to this one may have been dropped, since they are older than what is kept. A stream cannot begin before it.
ALTER TABLE event_sequence ADD COLUMN dropped bigint NOT NULL DEFAULT 0;

-- Makes the partitions of the month of `day` and the three after, in UTC, so that a process that sleeps over New Year
-- finds one. Safe to call from several processes. Whoever writes waits for the lock behind us, so we do not wait long
-- for it ourselves, behind a backup for instance: the next call tries again.
CREATE OR REPLACE FUNCTION ensure_event_partitions(day timestamptz) RETURNS void LANGUAGE plpgsql
SET lock_timeout = '500ms' AS $$
DECLARE
  first timestamptz;
  next timestamptz;
  name text;
BEGIN
  FOR i IN 0..3 LOOP
    first := (date_trunc('month', day AT TIME ZONE 'UTC') + make_interval(months => i)) AT TIME ZONE 'UTC';
    next := (date_trunc('month', day AT TIME ZONE 'UTC') + make_interval(months => i + 1)) AT TIME ZONE 'UTC';
    name := 'event_' || to_char(first AT TIME ZONE 'UTC', 'YYYY_MM');
    CONTINUE WHEN to_regclass(name) IS NOT NULL;
    PERFORM pg_advisory_xact_lock(hashtext('ensure_event_partitions'));
    -- Rows already in the default partition (a clock that jumped) would refuse the new one: see `sort_events`.
    IF to_regclass(name) IS NULL AND NOT EXISTS (SELECT FROM event_default WHERE at >= first AND at < next) THEN
      EXECUTE format('CREATE TABLE %I PARTITION OF event FOR VALUES FROM (%L) TO (%L)', name, first, next);
    END IF;
  END LOOP;
END $$;

-- Moves what came into the default partition to the partition of its month, one month at a call; answers how many.
CREATE FUNCTION sort_events() RETURNS bigint LANGUAGE plpgsql SET lock_timeout = '500ms' AS $$
DECLARE
  stray timestamptz;
  first timestamptz;
  next timestamptz;
  name text;
  moved bigint;
BEGIN
  SELECT min(at) INTO stray FROM event_default WHERE isfinite(at);
  IF stray IS NULL THEN RETURN 0; END IF;
  PERFORM pg_advisory_xact_lock(hashtext('ensure_event_partitions'));
  first := date_trunc('month', stray AT TIME ZONE 'UTC') AT TIME ZONE 'UTC';
  next := (date_trunc('month', stray AT TIME ZONE 'UTC') + interval '1 month') AT TIME ZONE 'UTC';
  name := 'event_' || to_char(first AT TIME ZONE 'UTC', 'YYYY_MM');
  -- Its partition is there: somebody else was quicker.
  IF to_regclass(name) IS NOT NULL THEN RETURN 0; END IF;
  -- What is written into this month meanwhile waits, and then finds the partition.
  LOCK TABLE event IN ACCESS EXCLUSIVE MODE;
  EXECUTE format('CREATE TABLE %I (LIKE event INCLUDING ALL)', name);
  EXECUTE format('WITH stray AS (DELETE FROM event_default WHERE at >= %L AND at < %L RETURNING *)
    INSERT INTO %I SELECT * FROM stray', first, next, name);
  GET DIAGNOSTICS moved = ROW_COUNT;
  EXECUTE format('ALTER TABLE event ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)', name, first, next);
  RETURN moved;
END $$;

SELECT ensure_event_partitions(now());

-- Which snapshots are told as the difference from this one: it cannot go before those.
CREATE INDEX assignment_snapshot_base ON assignment_snapshot (workspace_id, base_id) WHERE base_id IS NOT NULL;
