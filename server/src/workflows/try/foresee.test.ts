import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { tryWorkflow as endpoint, type Tried, type WorkflowDefinitionInput } from '@fairlead/sdk'
import { addTeam, look, queueUp } from '../../assignment/testing.ts'
import { Database } from '../../db/database.ts'
import { createTestDatabase } from '../../db/testing.ts'
import { readLog } from '../../setup/testing.ts'
import { choose, type Scene, setScene } from '../../testing/scene.ts'
import { tryWorkflow } from './try-workflow.ts'

const testDatabase = await createTestDatabase()
const database = new Database(testDatabase.url)
after(async () => {
  await database[Symbol.asyncDispose]()
  await testDatabase[Symbol.asyncDispose]()
})

type Assign = Extract<WorkflowDefinitionInput['steps'][number], { type: 'assign' }>

test('says who would get it at this moment and by which rule, and waits as before', async () => {
  const scene = await setScene(database, { policy: { strategy: 'round_robin' } })
  const count = (await readLog(database, scene.workspaceId)).length
  const { foreseen, waitsFor, status } = await play(scene, { timeoutMinutes: 10 })
  assert.deepEqual([status, waitsFor], ['waiting', 'assignment'])
  assert.deepEqual(
    foreseen.map(({ stepId, team, kind, name }) => [stepId, team, kind, name]),
    [['give', 'Support', 'assigned', 'Ana Agent']],
  )
  assert.match(foreseen[0]!.sentence, /Ana Agent/)
  assert.equal(foreseen[0]!.words[0]?.values.name, 'Ana Agent')

  await choose(scene, scene.agents[0]!, 'offline')
  const [other] = (await play(scene)).foreseen
  assert.deepEqual([other?.name, other?.sentence], ['Ben Agent', 'Ben Agent was the only one who could take it.'])

  assert.deepEqual(await database.db.selectFrom('decision').select('id').execute(), [])
  const logged = await readLog(database, scene.workspaceId)
  assert.deepEqual(
    logged.slice(count).map(({ type }) => type),
    ['member.presence_changed'],
  )
})

test('says why nobody would, unless the step asks for something else than the policy', async () => {
  const scene = await setScene(database, { presence: 'offline' })
  const [nobody] = (await play(scene)).foreseen
  assert.deepEqual([nobody?.kind, nobody?.name], ['queued', null])
  assert.equal(nobody?.sentence, 'Nobody could take it: 2 offline.')

  const [asked] = (await play(scene, { onlineOnly: false })).foreseen
  assert.equal(asked?.name, 'Ana Agent')
  assert.match(asked?.sentence ?? '', /A workflow asked for it to be assigned this way\.$/)
})

test('who waits already is asked for first, except by whoever is more urgent, and where it is full nobody joins', async () => {
  const scene = await setScene(database, { agents: ['Ana Agent'], agentLimit: 1 })
  await queueUp(scene, 2)
  const [behind] = (await play(scene)).foreseen
  assert.deepEqual(
    [behind?.kind, behind?.sentence],
    ['queued', 'Nobody could take it: 1 at their limit of all they hold.'],
  )
  const [urgent] = (await play(scene, { priority: 'urgent' })).foreseen
  assert.equal(urgent?.name, 'Ana Agent')

  assert.equal((await play(scene, { fullAt: 3 })).foreseen[0]?.kind, 'queued')
  const [full] = (await play(scene, { fullAt: 2 })).foreseen
  assert.deepEqual([full?.kind, full?.name, full?.team], ['full', null, 'Support'])
  assert.equal(await look(scene), 1)
})

test('without a team it is the one it would come into; a person needs no foresight', async () => {
  const scene = await setScene(database)
  const sales = await addTeam(scene, 'Sales', [scene.agents[1]!])
  const teamsOf = async (to: Assign['to']) => (await play(scene, { to })).foreseen.map(({ team, name }) => [team, name])
  assert.deepEqual(await teamsOf({ kind: 'previous', teamId: null }), [['Support', 'Ana Agent']])
  assert.deepEqual(await teamsOf({ kind: 'owner', teamId: sales }), [['Sales', 'Ben Agent']])
  assert.deepEqual(await teamsOf({ kind: 'member', memberId: scene.agents[0]!.memberId }), [])
  assert.deepEqual(await teamsOf({ kind: 'team', teamId: crypto.randomUUID() }), [])
})

test('asks for the skill of the language where the team matches languages', async () => {
  const scene = await setScene(database, { policy: { matchLanguage: true } })
  const { workspaceId } = scene
  const skill = { workspace_id: workspaceId, id: crypto.randomUUID(), name: 'German', language: 'de' }
  await database.db.insertInto('skill').values(skill).execute()
  const [nobody] = (await play(scene, {}, 'de-AT')).foreseen
  assert.equal(nobody?.sentence, 'Nobody could take it: 2 without the needed skill.')
  assert.equal((await play(scene, {}, 'en')).foreseen[0]?.kind, 'assigned')
})

function play({ workspaceId, team }: Scene, wishes: Partial<Assign> = {}, locale = 'en'): Promise<Tried> {
  const give: Assign = { id: 'give', type: 'assign', to: { kind: 'team', teamId: team.id }, ...wishes }
  const definition = { start: { trigger: { type: 'conversation_opened' }, next: 'give' }, steps: [give] }
  return tryWorkflow(database.db, workspaceId, endpoint.body.parse({ definition, contact: { locale } }))
}
