-- What the contact wrote that a step took in, so that what was taken back can be taken out of the history, too: of a step
-- that was left, and of the one that the run stands at.
ALTER TABLE workflow_run_step ADD COLUMN message_id uuid;
ALTER TABLE workflow_run ADD COLUMN heard_message_id uuid;

-- Runs that ended long ago are found without reading those that go on.
CREATE INDEX workflow_run_ended ON workflow_run (workspace_id, ended_at) WHERE ended_at IS NOT NULL;
-- How many runs of each workflow are under way, and failed lately, is asked for with every list of workflows.
CREATE INDEX workflow_run_under_way ON workflow_run (workspace_id, workflow_id) WHERE status IN ('running', 'waiting');
CREATE INDEX workflow_run_failed ON workflow_run (workspace_id, started_at, workflow_id) WHERE status = 'failed';
