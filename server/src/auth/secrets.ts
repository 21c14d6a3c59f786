import {
  createCipheriv,
  createDecipheriv,
  createECDH,
  createHash,
  createHmac,
  hkdfSync,
  randomBytes,
  timingSafeEqual,
} from 'node:crypto'
import { access, link, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/**
 * Keys of each purpose, derived from the one secret (HKDF-SHA256, RFC 5869), so that none reveals another.
 * Encryption is AES-256-GCM: version byte, 12 bytes of nonce, 16 of tag, then the text.
 */
export class Secrets {
  readonly #encryptionKey: Buffer
  readonly sessionSecret: string
  readonly #visitorKey: Buffer
  readonly #mediaKey: Buffer
  /** Who we are to push services (VAPID, RFC 8292): the same in every process, or devices would not know us. */
  readonly pushKeys: Readonly<{ publicKey: string; privateKey: string }>

  constructor(secret: string) {
    this.#encryptionKey = derive(secret, 'channel secrets')
    this.#visitorKey = derive(secret, 'visitors')
    this.#mediaKey = derive(secret, 'media')
    this.sessionSecret = derive(secret, 'sessions').toString('base64url')
    this.pushKeys = derivePushKeys(secret)
  }

  /** A token that says `claims`, and that only we can have made: base64url(JSON) "." base64url(HMAC-SHA256). */
  sign(claims: object): string {
    return sign(claims, this.#visitorKey)
  }

  /** What a token says; null when we did not make it. */
  verify(token: string): unknown {
    return verify(token, this.#visitorKey)
  }

  /** The same for addresses of files, which are given to providers: such a token opens nothing else. */
  signMedia(claims: object): string {
    return sign(claims, this.#mediaKey)
  }

  verifyMedia(token: string): unknown {
    return verify(token, this.#mediaKey)
  }

  /** `context` is bound in: what was encrypted for one row does not open in another. */
  encrypt(value: unknown, context: string): Buffer {
    const nonce = randomBytes(12)
    const cipher = createCipheriv('aes-256-gcm', this.#encryptionKey, nonce).setAAD(Buffer.from(context))
    const text = Buffer.concat([cipher.update(JSON.stringify(value), 'utf8'), cipher.final()])
    return Buffer.concat([Buffer.of(1), nonce, cipher.getAuthTag(), text])
  }

  /** @throws {Error} when the secret is another than the one it was encrypted with. */
  decrypt(sealed: Buffer, context: string): unknown {
    try {
      const decipher = createDecipheriv('aes-256-gcm', this.#encryptionKey, sealed.subarray(1, 13), {
        authTagLength: 16,
      })
        .setAAD(Buffer.from(context))
        .setAuthTag(sealed.subarray(13, 29))
      return JSON.parse(decipher.update(sealed.subarray(29), undefined, 'utf8') + decipher.final('utf8'))
    } catch (cause) {
      throw new Error('A stored secret cannot be opened: FAIRLEAD_SECRET is not the one it was sealed with.', { cause })
    }
  }
}

/** The configured secret, or one made at the first start and kept in the data folder. */
export async function readOrMakeSecret(configured: string | null, dataDir: string): Promise<string> {
  if (configured !== null) return configured
  const path = join(dataDir, 'secret')
  await mkdir(dataDir, { recursive: true })
  if (!(await isThere(path))) {
    // Whole before it has its name: two processes that start at once in one folder read the same, and neither half of it.
    const draft = `${path}.${process.pid}.${randomBytes(4).toString('hex')}`
    await writeFile(draft, `${randomBytes(32).toString('base64url')}\n`, { flag: 'wx', mode: 0o600 })
    await link(draft, path).catch((error: unknown) => {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
    })
    await rm(draft)
  }
  return (await readFile(path, 'utf8')).trim()
}

function isThere(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  )
}

/** A random token that opens something, and the hash that is stored of it. */
export function makeToken(prefix: string): { token: string; hash: Buffer } {
  const token = `${prefix}${randomBytes(32).toString('base64url')}`
  return { token, hash: hashToken(token) }
}

export function hashToken(token: string): Buffer {
  return createHash('sha256').update(token).digest()
}

function sign(claims: object, key: Buffer): string {
  const text = Buffer.from(JSON.stringify(claims)).toString('base64url')
  return `${text}.${macOf(text, key)}`
}

function verify(token: string, key: Buffer): unknown {
  const [text = '', mac = ''] = token.split('.')
  const expected = Buffer.from(macOf(text, key))
  const given = Buffer.from(mac)
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return null
  return JSON.parse(Buffer.from(text, 'base64url').toString('utf8'))
}

function macOf(text: string, key: Buffer): string {
  return createHmac('sha256', key).update(text).digest('base64url')
}

// One number in four thousand million is no key of the curve: then the next is taken.
function derivePushKeys(secret: string, round = 0): { publicKey: string; privateKey: string } {
  const curve = createECDH('prime256v1')
  const privateKey = derive(secret, round === 0 ? 'push' : `push ${round}`)
  try {
    curve.setPrivateKey(privateKey)
  } catch {
    return derivePushKeys(secret, round + 1)
  }
  return { publicKey: curve.getPublicKey('base64url'), privateKey: privateKey.toString('base64url') }
}

function derive(secret: string, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, 'fairlead', purpose, 32))
}
