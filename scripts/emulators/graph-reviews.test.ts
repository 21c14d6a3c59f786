import assert from 'node:assert/strict'
import { test } from 'node:test'
import { whatsapp } from '../../server/src/channels/whatsapp/index.ts'
import { postControl } from './desk/post-control.ts'
import { accountAt, performAll, secrets } from './example-product.ts'
import { startGraphEmulator } from './graph.ts'

test('a review changes what the list says of a template', async () => {
  await using graph = await startGraphEmulator({ ...secrets })
  const stateOf = async (name: string) => {
    const listed = await performAll(whatsapp.listTemplates(accountAt(graph.url)))
    return listed.kind === 'done' && listed.value.find((template) => template.name === name)?.status
  }
  assert.equal(await stateOf('summer_sale'), 'PAUSED')

  const review = { name: 'summer_sale', language: 'en', event: 'APPROVED' }
  assert.equal((await postControl(graph.url, 'templates', review)).status, 200)

  assert.deepEqual([await stateOf('summer_sale'), await stateOf('order_update')], ['APPROVED', 'APPROVED'])
  assert.equal((await postControl(graph.url, 'templates', { ...review, event: 'LOVED' })).status, 400)
  await assert.rejects(graph.reviewTemplate({ name: 'nobody', language: 'en', event: 'PAUSED' }), /no template nobody/)
})
