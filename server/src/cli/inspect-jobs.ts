/** Whether somebody runs the jobs, and which of them do not get anywhere. */
import type pg from 'pg'
import { readOne } from './ask-database.ts'
import { type Finding, hint, ok, problem } from './finding.ts'

const lateSeconds = 60

export async function inspectJobs(client: pg.Client): Promise<Finding[]> {
  const { has } = await readOne<{ has: boolean }>(
    client,
    `SELECT to_regclass('graphile_worker._private_jobs') IS NOT NULL AS has`,
  )
  if (!has) return []
  const jobs = await readJobs(client)
  return [judgeWorkers(jobs), judgeStuck(jobs)]
}

type Jobs = Readonly<{
  workers: number
  late_seconds: number
  due: number
  given_up: number
  tasks: string[]
  undelivered: number
}>

export function judgeWorkers({ workers, due, late_seconds }: Jobs): Finding {
  const name = 'worker'
  const isLate = due > 0 && late_seconds > lateSeconds
  const late = `${due} jobs are due, one for ${Math.round(late_seconds)} s`
  if (workers === 0 && isLate) {
    return problem(
      name,
      `No worker was heard of within half a minute, and ${late}. Start a process with the role worker.`,
    )
  }
  if (workers === 0) {
    return hint(name, 'No worker was heard of within half a minute: without one nothing is sent. Start the server.')
  }
  if (isLate)
    return hint(name, `${late}: the workers do not keep up. Start one more, or see in the log what they wait for.`)
  return ok(name, `${workers} pools of job workers are at work, and none of the jobs is late`)
}

export function judgeStuck({ given_up, tasks, undelivered }: Jobs): Finding {
  const name = 'jobs'
  if (given_up > 0) {
    return hint(
      name,
      `${given_up} jobs failed as often as they may (${tasks.join(', ')}). The log says why: "job failed". To have them ` +
        'run again: UPDATE graphile_worker._private_jobs SET attempts = 0 WHERE attempts >= max_attempts;',
    )
  }
  if (undelivered > 0) {
    return hint(
      name,
      `${undelivered} messages have been on their way out for more than an hour. Look at their channels in the app: ` +
        'a broken one says what is wrong.',
    )
  }
  return ok(name, 'No job has given up')
}

function readJobs(client: pg.Client): Promise<Jobs> {
  return readOne(
    client,
    `SELECT (SELECT count(*) FROM job_worker WHERE seen_at > now() - interval '30 seconds')::int AS workers,
       count(*) FILTER (WHERE is_available AND run_at <= now())::int AS due,
       coalesce(extract(epoch FROM now() - min(run_at) FILTER (WHERE is_available AND run_at <= now())), 0)::float8 AS late_seconds,
       count(*) FILTER (WHERE attempts >= max_attempts AND locked_at IS NULL)::int AS given_up,
       coalesce(array_agg(DISTINCT t.identifier) FILTER (WHERE attempts >= max_attempts AND locked_at IS NULL), '{}') AS tasks,
       (SELECT count(*) FROM message WHERE state IN ('pending', 'sending') AND created_at < now() - interval '1 hour')::int
         AS undelivered
     FROM graphile_worker._private_jobs j LEFT JOIN graphile_worker._private_tasks t ON t.id = j.task_id`,
  )
}
