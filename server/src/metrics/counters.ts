/** What this process did since it started: every name that is counted here, in one place. */
import { Counter, Gauge, Histogram, type Registry } from 'prom-client'

const quick = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10]
const waits = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 15, 60, 300, 900, 3600, 14_400]

export type Counters = ReturnType<typeof makeCounters>

export function makeCounters(registry: Registry) {
  const registers = [registry]
  return {
    build: new Gauge({
      name: 'fairlead_build_info',
      help: 'Always 1: the version of Fairlead and of Node, and the roles of the process.',
      labelNames: ['version', 'node', 'roles'],
      registers,
    }),
    request: new Histogram({
      name: 'fairlead_http_request_seconds',
      help: 'How long requests took, by route, method and status.',
      labelNames: ['route', 'method', 'status'],
      buckets: [0.005, 0.02, 0.1, 0.5, 2, 10],
      registers,
    }),
    intake: new Counter({
      name: 'fairlead_intake_requests_total',
      help: 'Webhooks of providers and messages of web chat visitors, by channel type and what became of them.',
      labelNames: ['channel_type', 'outcome'],
      registers,
    }),
    intakeSeconds: new Histogram({
      name: 'fairlead_intake_durable_seconds',
      help: 'From the arrival of a webhook or a visitor’s message until it was durable, and answered.',
      labelNames: ['channel_type'],
      buckets: quick,
      registers,
    }),
    batchWebhooks: new Histogram({
      name: 'fairlead_intake_batch_webhooks',
      help: 'How many webhooks went into one transaction.',
      buckets: [1, 2, 5, 10, 20, 50, 100, 200, 500],
      registers,
    }),
    batchMessages: new Histogram({
      name: 'fairlead_intake_batch_messages',
      help: 'How many new messages the transactions of the intake carried.',
      buckets: [0, 1, 2, 5, 10, 20, 50, 100, 200, 500],
      registers,
    }),
    batchSeconds: new Histogram({
      name: 'fairlead_intake_batch_seconds',
      help: 'How long the transactions of the intake took.',
      buckets: quick,
      registers,
    }),
    messages: new Counter({
      name: 'fairlead_messages_total',
      help: 'Messages this process stored, by who wrote them: contact, member, system.',
      labelNames: ['author'],
      registers,
    }),
    events: new Counter({
      name: 'fairlead_events_total',
      help: 'Events this process appended to the log, by type.',
      labelNames: ['type'],
      registers,
    }),
    assigned: new Counter({
      name: 'fairlead_assignments_total',
      help: 'Conversations given to somebody: by the engine, by hand, or claimed.',
      labelNames: ['by'],
      registers,
    }),
    teamAssigned: new Counter({
      name: 'fairlead_team_assignments_total',
      help: 'Conversations the engine gave to agents, by team, strategy and what made it look.',
      labelNames: ['workspace_id', 'team_id', 'strategy', 'trigger'],
      registers,
    }),
    assignSeconds: new Histogram({
      name: 'fairlead_assignment_wait_seconds',
      help: 'From coming into a queue until the engine gave it to somebody.',
      labelNames: ['strategy'],
      buckets: waits,
      registers,
    }),
    lookSeconds: new Histogram({
      name: 'fairlead_queue_look_seconds',
      help: 'How long a look at a queue took, by what made it look.',
      labelNames: ['trigger'],
      buckets: quick,
      registers,
    }),
    deliveries: new Counter({
      name: 'fairlead_deliveries_total',
      help: 'Tries to hand a message to its provider: sent, failed for good, unknown, or to be retried; with the failure code.',
      labelNames: ['channel_type', 'outcome', 'code'],
      registers,
    }),
    jobSeconds: new Histogram({
      name: 'fairlead_job_seconds',
      help: 'How long jobs ran, by task and outcome.',
      labelNames: ['task', 'outcome'],
      buckets: [0.005, 0.02, 0.1, 0.5, 2, 10, 60],
      registers,
    }),
    streams: new Gauge({ name: 'fairlead_streams', help: 'Open event streams of this process.', registers }),
    pool: new Gauge({
      name: 'fairlead_database_connections',
      help: 'Connections of this process: idle, busy, and requests that wait for one.',
      labelNames: ['state'],
      registers,
    }),
    databaseUp: new Gauge({
      name: 'fairlead_database_up',
      help: '1 when the database answered this process within the last look, else 0.',
      registers,
    }),
  }
}
