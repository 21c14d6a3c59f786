import { setTimeout as sleep } from 'node:timers/promises'
import { getWorkflow, patchWorkflow, publishWorkflow, switchWorkflow } from '@fairlead/sdk'
import { count, type Switching } from '../ledger.ts'
import { changing, makeDefinition, type WorkflowKey } from '../workflows/definitions.ts'
import { pick } from './turn.ts'
import type { World } from './world.ts'

/** A manager who changes workflows while they run, and another system that begins one. */
export function liveWithWorkflows(world: World): Promise<void>[] {
  return [manage(world), ship(world)]
}

async function manage(world: World): Promise<void> {
  const { ledger } = world
  const random = world.random.fork()
  for (let edition = 1; !world.isOver(); edition += 1) {
    await sleep(random.between(500, 2500))
    const key = random.pick(changing)
    const what = random.pick(['publish', 'publish', 'off', 'cancel', 'on', 'on'] as const)
    const switching: Switching = { workflowId: world.workflows.ids[key], to: what, from: Date.now(), until: null }
    ledger.switchings.push(switching)
    try {
      if (what === 'publish') await publish(world, key, edition)
      else await turn(world, key, what)
      switching.until = Date.now()
      count(ledger, `workflow, ${what}`)
    } catch {
      count(ledger, `workflow, ${what}, refused or unanswered`)
    }
  }
}

async function publish({ owner, workflows }: World, key: WorkflowKey, edition: number): Promise<void> {
  const params = { id: workflows.ids[key] }
  const { draftVersion: seen } = await owner.client.call(getWorkflow, { params })
  const draft = makeDefinition(key, workflows.around, edition)
  const { draftVersion } = await owner.client.call(patchWorkflow, { params, body: { draft, draftVersion: seen } })
  await owner.client.call(publishWorkflow, { params, body: { draftVersion } })
}

async function turn({ owner, workflows }: World, key: WorkflowKey, what: 'off' | 'cancel' | 'on'): Promise<void> {
  const to = what === 'on' ? 'on' : 'off'
  const body = { to, runs: what === 'cancel' ? 'cancel' : 'finish' } as const
  await owner.client.call(switchWorkflow, { params: { id: workflows.ids[key] }, body })
}

// The same again until it is answered, and now and then twice at once.
async function ship({ owner, fleet, ledger, workflows, random, isOver }: World): Promise<void> {
  const own = random.fork()
  for (let each = 0; !isOver(); each += 1) {
    await sleep(own.between(300, 2000))
    const conversation = pick(own, [...owner.screen.conversations.keys()])
    if (conversation === undefined) continue
    const parcel = `parcel-${each}`
    const headers = { 'content-type': 'application/json', 'idempotency-key': parcel }
    const init = { method: 'POST', body: JSON.stringify({ conversation, parcel }), headers }
    const twin = own.isLikely(0.2) ? fleet.fetch(workflows.hookPath, init).catch(() => null) : null
    const isGood = (status: number) => status === 202 || status === 409
    const answer = await fleet.insist(workflows.hookPath, init, { isGood, isOver })
    await (await twin)?.body?.cancel()
    if (answer?.status === 202) {
      const { runId } = (await answer.json()) as { runId: string | null }
      ledger.parcels.push({ parcel, runId })
    }
    count(ledger, answer?.status === 202 ? 'ship' : `ship, ${answer?.status ?? 'unanswered'}`)
  }
}
