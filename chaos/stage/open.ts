import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createClient, type Policy, postChannel, postTeam } from '@fairlead/sdk'
import { messages } from '../../e2e/stage/messages.ts'
import { freePort } from '../../e2e/stage/server.ts'
import { addAgent, connectWhatsapp, goOnline, meta, type Person, setUp } from '../../e2e/stage/workspace.ts'
import type { Random } from '../../scripts/demo/random.ts'
import { startGraphEmulator } from '../../scripts/emulators/graph.ts'
import { newLedger } from '../ledger.ts'
import { Screen } from '../people/screen.ts'
import { say, wordsIn } from '../people/words.ts'
import { numberOf, type Worker, type World } from '../people/world.ts'
import { publishAll } from '../workflows/publish.ts'
import { Disk } from './disk.ts'
import { Door } from './door.ts'
import { Fleet } from './fleet.ts'
import { Line } from './line.ts'
import { OtherSystem } from './other-system.ts'
import { Postgres } from './postgres.ts'
import { openProviders } from './providers.ts'
import { ServerProcess } from './server-process.ts'

export type Stage = Awaited<ReturnType<typeof openStage>>

const names = ['web-1', 'web-2', 'worker-1', 'worker-2'] as const

/** A database, four servers, a provider and everything in between; and a workspace with its people. */
export async function openStage(random: Random, isOver: () => boolean) {
  await using opening = new AsyncDisposableStack()
  const folder = await mkdtemp(path.join(tmpdir(), 'fairlead-chaos-'))
  await chmod(folder, 0o711)
  opening.defer(() => rm(folder, { recursive: true, force: true }))
  const databaseDisk = await Disk.make(path.join(folder, 'database'), 512)
  opening.defer(() => databaseDisk.remove())
  const disk = await Disk.make(path.join(folder, 'files'), 64)
  opening.defer(() => disk.remove())
  const postgres = await Postgres.start(databaseDisk.folder)
  opening.defer(() => postgres.stop())

  const graph = await startGraphEmulator({
    appSecret: meta.appSecret,
    accessToken: meta.accessToken,
    numbers: [meta],
    redeliverAfterMs: [200, 500, 1000, 2000, ...Array.from({ length: 20 }, () => 3000)],
  })
  opening.defer(() => graph.stop())
  const others = opening.use(await openProviders(graph))
  const otherSystem = await OtherSystem.open(random.fork())
  opening.defer(() => otherSystem.close())
  const doorPort = await freePort()
  const publicUrl = `http://127.0.0.1:${doorPort}`

  const lines = new Map<ServerProcess, Line>()
  const servers: ServerProcess[] = []
  for (const name of names) {
    const line = await Line.open(postgres.port)
    opening.defer(() => line.close())
    const server = new ServerProcess({
      name,
      role: name.startsWith('web') ? 'web' : 'worker',
      port: await freePort(),
      clockFile: path.join(folder, `${name}.clock`),
      environment: {
        DATABASE_URL: postgres.urlOf(undefined, line.port),
        FAIRLEAD_DATA_DIR: disk.folder,
        ...others.environment,
        FAIRLEAD_PUBLIC_URL: publicUrl,
        FAIRLEAD_SECRET: 'an invented secret that is long enough',
        FAIRLEAD_TRUSTED_PROXIES: '1',
      },
    })
    opening.defer(async () => void (await server.close()))
    servers.push(server)
    lines.set(server, line)
    // The first makes the tables.
    if (servers.length === 1) await untilReady(server)
  }
  await Promise.all(servers.map(untilReady))
  const ledger = newLedger()
  const fleet = new Fleet(servers)
  const door = await Door.open(fleet, doorPort, (body) => {
    for (const words of wordsIn(body)) ledger.heard.add(say(words))
  })
  opening.defer(() => door.close())

  const settled = await settleIn(servers[0]!.url, fleet, { others, systemUrl: otherSystem.url })
  for (const kind of ['whatsapp', 'photos', 'prober'] as const) {
    // They have written before, so that the provider's stand-in knows them and takes what we send them.
    for (let index = 0; index < 20; index += 1) {
      await graph.customer(numberOf(kind, index), { name: `Customer ${kind} ${index}` }).sendText('Ahoy.')
    }
  }
  const { phoneNumberId, businessAccountId } = meta
  await graph.connect({ phoneNumberId, businessAccountId, ...settled.subscription })
  const world: World = { ...settled.world, fleet, graph, ledger, random, isOver }
  const stack = opening.move()
  return {
    world,
    graph,
    door,
    otherSystem,
    fleet,
    postgres,
    disk,
    databaseDisk,
    servers,
    lineOf: (server: ServerProcess) => lines.get(server)!,
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  }
}

async function untilReady(server: ServerProcess): Promise<void> {
  if (await server.untilReady(120_000)) return
  throw new Error(`${server.name} does not start:\n${server.errors.slice(-15).join('\n')}`)
}

type Outside = Readonly<{ others: Awaited<ReturnType<typeof openProviders>>; systemUrl: string }>

async function settleIn(url: string, fleet: Fleet, { others, systemUrl }: Outside) {
  const owner = await setUp(url)
  const agents: Person[] = []
  for (const name of ['Ana Alvarez', 'Ben Bauer', 'Chi Chen', 'Dao Dinh', 'Eve Evans']) {
    agents.push(await addAgent(url, owner, name))
  }
  const idsOf = (...people: number[]) => people.map((index) => agents[index]!.memberId)
  const sales = await owner.client.call(postTeam, {
    body: { name: 'Sales', memberIds: idsOf(0, 1, 2), policy: salesPolicy },
  })
  const support = await owner.client.call(postTeam, {
    body: { name: 'Support', memberIds: idsOf(2, 3, 4), policy: supportPolicy },
  })
  const whatsapp = await connectWhatsapp(owner, sales.id)
  const webchat = await owner.client.call(postChannel, {
    body: { type: 'webchat', name: 'Our page', teamId: support.id, settings: { title: 'Harbour Outfitters' } },
  })
  const providers = await others.connect(owner.client, url, [sales.id, support.id])
  const routedChannelIds = [
    whatsapp,
    webchat,
    ...providers.flatMap(({ channelId: id }, index) => (index % 2 ? { id } : [])),
  ]
  const workflows = await publishAll(owner.client, {
    ...{ salesId: sales.id, supportId: support.id, systemUrl },
    routedChannelIds: routedChannelIds.map(({ id }) => id),
  })
  await Promise.all(agents.map(goOnline))
  if (whatsapp.type !== 'whatsapp' || !whatsapp.webhookUrl || !whatsapp.verifyToken) throw new Error('no webhook')

  const toWorker = async (person: Person): Promise<Worker> => {
    const enter = (apiKey: string) => {
      key = apiKey
    }
    let key = person.apiKey
    const client = createClient({ baseUrl: '', fetch: fetchThrough(fleet, () => key) })
    return { name: person.email, memberId: person.memberId, client, screen: await Screen.open(client), enter }
  }
  return {
    subscription: { webhookUrl: whatsapp.webhookUrl, verifyToken: whatsapp.verifyToken },
    world: {
      owner: await toWorker(owner),
      agents: await Promise.all(agents.map(toWorker)),
      teamIds: [sales.id, support.id],
      whatsappId: whatsapp.id,
      webchatId: webchat.id,
      providers,
      workflows,
    },
  }
}

// Reading may be repeated, and so may what carries its client's own id; nothing else.
function fetchThrough(fleet: Fleet, keyNow: () => string): typeof fetch {
  return async (input, init = {}) => {
    const path = String(input)
    const headers = new Headers(init.headers)
    headers.set('authorization', `Bearer ${keyNow()}`)
    const isStream = headers.get('accept') === 'text/event-stream'
    const isRepeatable = (init.method ?? 'GET') === 'GET' || /"clientId"/.test(String(init.body))
    return fleet.fetch(path, { ...init, headers, isRepeatable, withinMs: isStream ? null : 5000 })
  }
}

const salesPolicy: Partial<Policy> = { strategy: 'round_robin', agentLimit: 4, noAnswerMinutes: 1, messages }
const supportPolicy: Partial<Policy> = {
  strategy: 'least_open',
  agentLimit: 3,
  previous: { waitMinutes: 0, overLimit: 'respect' },
  noAnswerMinutes: 1,
  whenOffline: 'reassign_unanswered',
  messages,
}
