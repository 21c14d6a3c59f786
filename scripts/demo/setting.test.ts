import assert from 'node:assert/strict'
import path from 'node:path'
import { test } from 'node:test'
import { Refusal } from './refusal.ts'
import { chooseSetting } from './setting.ts'

test('the demo lives on localhost, in a folder apart from real data', () => {
  const { publicUrl, port, dataDir } = chooseSetting({})

  assert.equal(publicUrl, 'http://localhost:3000')
  assert.equal(port, 3000)
  assert.equal(dataDir, path.resolve('data/demo'))
})

test('a port and a data folder of one’s own are taken', () => {
  const { publicUrl, dataDir } = chooseSetting({ PORT: '4321', FAIRLEAD_DATA_DIR: 'elsewhere' })

  assert.equal(publicUrl, 'http://localhost:4321')
  assert.equal(dataDir, path.resolve('elsewhere'))
})

test('an address that others may reach is refused, with what to do', () => {
  for (const url of ['https://chat.example', 'http://192.168.0.7:3000', 'http://localhost.example']) {
    assert.throws(() => chooseSetting({ FAIRLEAD_PUBLIC_URL: url }), {
      constructor: Refusal,
      message: /localhost only.*`npm start`/,
    })
  }
})

test('other settings that are wrong are named', () => {
  assert.throws(() => chooseSetting({ PORT: 'abc' }), { constructor: Refusal, message: /PORT/ })
  assert.throws(() => chooseSetting({ PORT: '0' }), { constructor: Refusal, message: /PORT/ })
})
