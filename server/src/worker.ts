/**
 * Runs the jobs. A job may run twice (a paused process that comes back), never at the same place at once for one
 * conversation. A pool of workers holds what they run, and announces that it lives; what nobody runs who lives is freed.
 */
import { EventEmitter } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Runner, run, runOnce, type TaskList, type WorkerEvents, Logger as WorkerLogger } from 'graphile-worker'
import { sql } from 'kysely'
import type { Logger } from 'pino'
import { lookOnTime } from './assignment/queues.ts'
import { fetchAttachment } from './attachments/fetch.ts'
import { refreshChannel } from './channels/refresh.ts'
import { subscribeChannel } from './channels/subscribe.ts'
import { fetchProfile } from './contacts/fetch-profile.ts'
import { checkAnswer } from './conversations/check-answer.ts'
import { leaveAll } from './conversations/leave-offline.ts'
import { signalRead } from './conversations/signal.ts'
import { wakeSnoozed } from './conversations/snooze.ts'
import { noteArrival } from './conversations/undelivered.ts'
import type { Database } from './db/database.ts'
import { FairShare } from './jobs/fair-share.ts'
import { freeStray, UnderWay } from './jobs/free-stray.ts'
import type { JobPayloads } from './jobs/list.ts'
import { dropEmptyQueues } from './jobs/queues.ts'
import { acknowledgeMessage } from './messages/acknowledge.ts'
import { deliverConversation } from './messages/deliver.ts'
import { ranJob } from './metrics/notices.ts'
import type { Providers } from './providers/providers.ts'
import { notifyDevice } from './push/notify.ts'
import { sendScheduled } from './scheduled/send-due.ts'
import { fillPage } from './search/fill.ts'
import { syncChannelTemplates } from './templates/sync.ts'
import { traced } from './tracing/trace.ts'
import { deliver } from './webhooks/deliver.ts'
import { routeConversation } from './workflows/routing/route.ts'
import { advanceRun } from './workflows/shell/advance.ts'
import { forgetMessageInRuns } from './workflows/shell/forget-message.ts'
import { postponeAsking, requestForRun } from './workflows/shell/request.ts'

const renewMs = 5_000

/**
 * Others' systems may hang as long as they like: they have workers of their own, so that no message waits for them, nor
 * what is told for what is asked.
 */
const toOthers = { 'webhook.deliver': 6, 'workflow.request': 12 } as const satisfies {
  [Name in keyof JobPayloads]?: number
}
/** Of what workflows ask, and may be kept waiting for; the rest is for those of other workspaces. */
const mostOfWorkspace = 8
const othersLastMs = 1_000

type RunningJob = Readonly<{ id: string; attempts: number; max_attempts: number }>
type JobPayload = Readonly<{ workspaceId?: string; id?: string; traceparent?: string }>

type Tasks = {
  [Name in keyof JobPayloads]: (payload: JobPayloads[Name], job: { isLastTry: boolean }) => Promise<unknown>
}

export class JobWorker {
  readonly #database: Database
  readonly #log: Logger
  readonly #tasks: Tasks
  readonly #poolIds = new Set<string>()
  readonly #underWay = new UnderWay()
  #runners: readonly Runner[] = []
  #timer: NodeJS.Timeout | null = null
  readonly #stopping = new AbortController()
  readonly #asking = new FairShare(mostOfWorkspace)

  constructor(database: Database, providers: Providers, log: Logger) {
    this.#database = database
    this.#log = log
    this.#tasks = {
      'conversation.unsnooze': () => wakeSnoozed(database),
      'conversation.check-answer': (payload) => checkAnswer(database, payload),
      'conversation.check-arrival': (payload) => noteArrival(database, payload),
      'member.leave': (payload) => leaveAll(database, payload),
      'conversation.deliver': (payload) => deliverConversation(database, providers, log, payload),
      'conversation.route': (payload) => routeConversation(database, payload),
      'team.look': (payload) => lookOnTime(database, payload),
      'attachment.fetch': (payload, job) => fetchAttachment(database, providers, log, payload, job),
      'attachment.remove': ({ workspaceId, id }) => providers.storage.remove(workspaceId, id),
      'channel.subscribe': (payload, job) => subscribeChannel(database, providers, payload, job),
      'channel.refresh': (payload) => refreshChannel(database, providers, payload),
      'channel.sync-templates': (payload) => syncChannelTemplates(database, providers, payload),
      'contact.fetch-profile': (payload) => fetchProfile(database, providers, payload),
      'conversation.mark-read': (payload) => signalRead(database.db, providers, payload),
      'device.notify': (payload) => notifyDevice(database, providers, payload),
      'message.send-scheduled': (payload) => sendScheduled(database, payload),
      'message.acknowledge': (payload) => acknowledgeMessage(database.db, providers, payload),
      'search.fill': (payload) => fillPage(database, payload),
      'webhook.deliver': (payload) => deliver(database, providers, payload, this.#stopping.signal),
      'workflow.advance': (payload, { isLastTry }) => advanceRun(database, providers, payload, { isLastTry, log }),
      'workflow.request': (payload) =>
        this.#asking.within(
          payload.workspaceId,
          () => requestForRun(database, providers, payload, this.#stopping.signal),
          () => postponeAsking(database, payload),
        ),
      'workflow.forget-message': (payload) => forgetMessageInRuns(database, payload),
    }
  }

  async start(): Promise<void> {
    // Before anybody here looks for jobs: whoever looks holds all queues for a moment.
    await dropEmptyQueues(this.#database)
    const events: WorkerEvents = new EventEmitter()
    events.on('pool:create', ({ workerPool }) => this.#poolIds.add(workerPool.id))
    const tasks = Object.entries(this.#taskList())
    const isToOther = ([name]: readonly [string, unknown]) => Object.hasOwn(toOthers, name)
    const own = Object.fromEntries(tasks.filter((task) => !isToOther(task)))
    const start = (taskList: TaskList, concurrency: number) =>
      run({
        events,
        pgPool: this.#database.pool,
        taskList,
        concurrency,
        pollInterval: 500,
        noHandleSignals: true,
        parsedCronItems: [],
        // What is flagged so is left to other processes, and to later.
        forbiddenFlags: () => this.#asking.full(),
        logger: toWorkerLogger(this.#log),
      })
    this.#runners = await Promise.all([
      start(own, 10),
      ...Object.entries(toOthers).map(([name, count]) =>
        start(Object.fromEntries(tasks.filter((task) => task[0] === name)), count),
      ),
    ])
    this.#timer = setInterval(() => void this.#renew(), renewMs)
    await this.#renew()
  }

  /** Runs what is due, and what that makes due, and returns when all of it is done. */
  async runDue(): Promise<void> {
    const tasks = this.#taskList()
    do {
      const events: WorkerEvents = new EventEmitter()
      const poolIds: string[] = []
      events.on('pool:create', ({ workerPool }) => poolIds.push(workerPool.id))
      await runOnce({
        events,
        pgPool: this.#database.pool,
        taskList: tasks,
        noHandleSignals: true,
        logger: toWorkerLogger(this.#log),
      })
      await untilReleased(this.#database, poolIds)
    } while (await isMoreDue(this.#database, Object.keys(tasks)))
  }

  async stop(): Promise<void> {
    if (this.#timer) clearInterval(this.#timer)
    const stopped = this.#runners.map((runner) => runner.stop().catch(() => undefined))
    // Others' systems are given a moment to answer what they were told.
    const moment = setTimeout(() => this.#stopping.abort(), othersLastMs)
    await Promise.all(stopped)
    clearTimeout(moment)
    await this.#database.db
      .deleteFrom('job_worker')
      .where('id', 'in', ['', ...this.#poolIds])
      .execute()
      .catch(() => undefined)
  }

  #taskList(): TaskList {
    return Object.fromEntries(
      Object.entries(this.#tasks).map(([name, task]) => [
        name,
        (payload: unknown, { job }: { job: RunningJob }) =>
          this.#run(name, job, payload as JobPayload, () =>
            task(payload as never, { isLastTry: job.attempts >= job.max_attempts }),
          ),
      ]),
    ) as TaskList
  }

  async #run(task: string, job: RunningJob, payload: JobPayload, work: () => Promise<unknown>): Promise<void> {
    const about = { jobId: job.id, task, attempt: job.attempts, ...idsOf(payload) }
    const from = performance.now()
    let outcome: 'done' | 'failed' = 'failed'
    this.#underWay.begin(job.id)
    try {
      await traced(task, toAttributes(about), work, { kind: 'consumer', from: payload.traceparent })
      outcome = 'done'
    } catch (error) {
      // It is tried again, and not yet an error of ours.
      this.#log.warn({ ...about, isLastTry: job.attempts >= job.max_attempts, err: error }, 'job failed')
      throw error
    } finally {
      this.#underWay.end(job.id)
      const ms = performance.now() - from
      ranJob.tell({ task, outcome, ms })
      this.#log.debug({ ...about, outcome, ms: Math.round(ms) }, 'job')
    }
  }

  async #renew(): Promise<void> {
    try {
      await sql`INSERT INTO job_worker (id, seen_at) SELECT id, now() FROM unnest(${[...this.#poolIds]}::text[]) AS id
        ON CONFLICT (id) DO UPDATE SET seen_at = excluded.seen_at`.execute(this.#database.db)
      await freeStray(this.#database, [...this.#poolIds], this.#underWay)
      await dropEmptyQueues(this.#database)
    } catch (error) {
      this.#log.debug({ err: error }, 'cannot say that the job workers live; trying again')
    }
  }
}

// A worker goes on to its next job before the last one is written down as done.
async function untilReleased(database: Database, poolIds: readonly string[]): Promise<void> {
  for (;;) {
    const { rows } = await sql<{ held: boolean }>`SELECT
      EXISTS (SELECT FROM graphile_worker._private_jobs WHERE locked_by = ANY (${poolIds})) OR
      EXISTS (SELECT FROM graphile_worker._private_job_queues WHERE locked_by = ANY (${poolIds})) AS held`.execute(
      database.db,
    )
    if (!rows[0]!.held) return
    await sleep(1)
  }
}

// What comes next in a queue that was held for a moment longer than its job took was not seen.
async function isMoreDue(database: Database, tasks: readonly string[]): Promise<boolean> {
  const { rows } = await sql<{ due: boolean }>`SELECT EXISTS (
    SELECT FROM graphile_worker._private_jobs j
    JOIN graphile_worker._private_tasks t ON t.id = j.task_id AND t.identifier = ANY (${tasks})
    LEFT JOIN graphile_worker._private_job_queues q ON q.id = j.job_queue_id
    WHERE j.is_available AND j.run_at <= now() AND q.is_available IS NOT FALSE) AS due`.execute(database.db)
  return rows[0]!.due
}

// A job that was added by hand may say anything.
function idsOf({ workspaceId, id }: JobPayload): { workspaceId?: string; subjectId?: string } {
  const isId = (text: unknown): text is string => typeof text === 'string' && /^[0-9a-f-]{36}$/i.test(text)
  return { ...(isId(workspaceId) ? { workspaceId } : {}), ...(isId(id) ? { subjectId: id } : {}) }
}

function toAttributes({
  jobId,
  task,
  attempt,
  workspaceId,
  subjectId,
}: Readonly<Record<string, string | number | undefined>>) {
  return {
    'fairlead.job.id': jobId,
    'fairlead.job.task': task,
    'fairlead.job.attempt': attempt,
    'fairlead.workspace_id': workspaceId,
    'fairlead.subject_id': subjectId,
  }
}

function toWorkerLogger(log: Logger): WorkerLogger {
  return new WorkerLogger(() => (level, message, meta) => {
    // A job that failed was logged where it ran; these sentences quote the error's.
    if (level === 'error' && meta?.failure) return
    if (level === 'error') log.warn({ err: meta?.error }, 'the job queue has trouble')
    else if (level === 'warning') log.warn(message)
    else log.debug(message)
  })
}
