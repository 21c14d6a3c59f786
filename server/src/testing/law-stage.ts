import type { Client, Event } from '@fairlead/sdk'
import { ApiError, createClient } from '@fairlead/sdk'
import { AppError } from '../errors.ts'
import { readCursor, readEvents } from '../events/log.ts'
import { actions } from './actions.ts'
import { clientOf, openApp } from './app.ts'
import { everyEvent } from './every-event.ts'
import { apiKeyOf, setScene } from './scene.ts'

/** A server at work for whoever keeps what it says true by events: the app holds itself to the law with it. */
export async function openLawStage(random: () => number) {
  const app = await openApp()
  const scene = await setScene(app.database)
  const { workspaceId, owner, agents } = scene
  const client = await clientOf(app, owner)
  const perform = await actions(app, scene, client, random)
  const fetch = async (input: string | URL, init?: RequestInit) => app.fetch(new Request(input, init))
  const nobody: Client = createClient({
    baseUrl: 'http://localhost',
    fetch: (input, init) => fetch(String(input), init),
  })
  const colleague = await clientOf(app, agents[0]!)

  return {
    meId: owner.memberId,
    apiKey: await apiKeyOf(app, owner),
    client,
    fetch,
    /** What brings forth every type of event, as long as nothing else was done. */
    everyEvent: everyEvent({ app, scene, client, colleague, nobody }),
    /** Something at random. Answers what was done, or why it was refused. */
    perform: () => attempt(perform),
    /** Nothing is under way any more. */
    async settle(): Promise<void> {
      let cursor = -1
      for (let before = -2; cursor !== before; ) {
        before = cursor
        await app.queues.settled()
        await app.expectations.settled()
        await app.expectations.sweep()
        cursor = await readCursor(app.database.db, workspaceId)
      }
    },
    eventsAfter: (after: number): Promise<Event[]> =>
      readEvents(app.database.db, { workspaceId, after, limit: 10_000 }),
    [Symbol.asyncDispose]: () => app[Symbol.asyncDispose](),
  }
}

async function attempt(perform: () => Promise<string>): Promise<string> {
  try {
    return await perform()
  } catch (error) {
    if (error instanceof ApiError && error.problem.status < 500) return error.code
    if (error instanceof AppError && error.status < 500) return error.code
    throw error
  }
}
