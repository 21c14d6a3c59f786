-- How the runs of the last days ended, and which ways they went, is counted without reading runs and steps themselves.
CREATE INDEX workflow_run_outcome ON workflow_run (workspace_id, workflow_id, ended_at) INCLUDE (status, started_at)
  WHERE ended_at IS NOT NULL;
DROP INDEX workflow_run_step_latest;
CREATE INDEX workflow_run_step_passage ON workflow_run_step (workspace_id, workflow_id, at) INCLUDE (step_id, exit);
CREATE INDEX workflow_run_step_failed ON workflow_run_step (workspace_id, workflow_id, at) INCLUDE (step_id)
  WHERE error IS NOT NULL;
