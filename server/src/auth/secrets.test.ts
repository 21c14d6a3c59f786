import assert from 'node:assert/strict'
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { hashToken, makeToken, readOrMakeSecret, Secrets } from './secrets.ts'

const secrets = new Secrets('a secret that is long enough')
const other = new Secrets('another secret, as long as that')

let folder: string
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fairlead-secrets-'))
})
after(async () => {
  await rm(folder, { recursive: true })
})

test('opens what it sealed, for the same row', () => {
  const value = { accessToken: 'EAAG… 😀', nested: [1, null] }

  assert.deepEqual(secrets.decrypt(secrets.encrypt(value, 'channel:1'), 'channel:1'), value)
})

test('seals the same differently each time, and shows nothing of it', () => {
  const first = secrets.encrypt('the token', 'channel:1')
  const second = secrets.encrypt('the token', 'channel:1')

  assert.ok(!first.equals(second))
  assert.ok(!first.includes('token'))
})

test('does not open what was sealed for another row, with another secret, or was touched', () => {
  const sealed = secrets.encrypt({ accessToken: 'token' }, 'channel:1')
  const cannotOpen = /FAIRLEAD_SECRET is not the one/

  assert.throws(() => secrets.decrypt(sealed, 'channel:2'), cannotOpen)
  assert.throws(() => other.decrypt(sealed, 'channel:1'), cannotOpen)
  for (const index of [1, 12, 13, 28, sealed.length - 1]) {
    const touched = Buffer.from(sealed)
    touched[index]! ^= 1
    assert.throws(() => secrets.decrypt(touched, 'channel:1'), cannotOpen)
  }
  for (const short of [Buffer.alloc(0), sealed.subarray(0, 10), sealed.subarray(0, 20)]) {
    assert.throws(() => secrets.decrypt(short, 'channel:1'), cannotOpen)
  }
})

test('believes the claims it signed, and no others', () => {
  const claims = { address: 'visitor:1', issuedAt: 1 }
  const token = secrets.sign(claims)
  const [text = '', mac = ''] = token.split('.')
  const forged = Buffer.from('{"address":"user:1","issuedAt":1}').toString('base64url')

  assert.deepEqual(secrets.verify(token), claims)
  for (const wrong of [
    '',
    '.',
    token.slice(1),
    `${text}.`,
    `${forged}.${mac}`,
    `${text}.${mac}x`,
    other.sign(claims),
  ]) {
    assert.equal(secrets.verify(wrong), null, wrong)
  }
})

test('the keys of each purpose are their own', () => {
  assert.notEqual(secrets.sessionSecret, other.sessionSecret)
  assert.equal(secrets.sessionSecret, new Secrets('a secret that is long enough').sessionSecret)
})

test('makes a secret once, for the owner of the folder only, however many start at once', async () => {
  const dataDir = join(folder, 'new')

  const made = await Promise.all(Array.from({ length: 5 }, () => readOrMakeSecret(null, dataDir)))

  assert.equal(new Set(made).size, 1)
  assert.ok(made[0]!.length >= 43)
  assert.equal((await readFile(join(dataDir, 'secret'), 'utf8')).trim(), made[0])
  if (process.platform !== 'win32') assert.equal((await stat(join(dataDir, 'secret'))).mode & 0o777, 0o600)
  assert.equal(await readOrMakeSecret('configured', dataDir), 'configured')
})

test('a token is found by its hash, and tells nothing of another', () => {
  const { token, hash } = makeToken('flk_')

  assert.match(token, /^flk_[\w-]{43}$/)
  assert.ok(hashToken(token).equals(hash))
  assert.notEqual(makeToken('flk_').token, token)
})
