import { once } from 'node:events'
import { SMTPServer } from 'smtp-server'

export type Sent = Readonly<{ raw: string; from: string; to: readonly string[] }>

/** What a server answers a recipient with; undefined: it takes the mail. */
export type Refuse = (address: string) => Readonly<{ code: number; text: string }> | undefined

/** A real SMTP server for tests, which keeps what it is given. Everybody's password is `secret`. */
export async function startSmtp(refuse: Refuse = () => undefined) {
  const sent: Sent[] = []
  let isBreaking = false
  const server = new SMTPServer({
    disabledCommands: ['STARTTLS'],
    disableReverseLookup: true,
    authMethods: ['PLAIN', 'LOGIN', 'XOAUTH2'],
    onAuth: (auth, _session, callback) => {
      const isIn = auth.password === 'secret' || auth.accessToken === 'fresh'
      if (isIn) callback(null, { user: auth.username ?? 'nobody' })
      else callback(Object.assign(new Error('5.7.8 Invalid login'), { responseCode: 535 }))
    },
    onRcptTo: ({ address }, _session, callback) => {
      const refusal = refuse(address)
      callback(refusal ? Object.assign(new Error(refusal.text), { responseCode: refusal.code }) : null)
    },
    onData: (stream, session, callback) => {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        const { mailFrom, rcptTo } = session.envelope
        const from = mailFrom ? mailFrom.address : ''
        sent.push({ raw: Buffer.concat(chunks).toString('utf8'), from, to: rcptTo.map(({ address }) => address) })
        // It has the mail, and nobody hears of it.
        if (isBreaking) for (const connection of server.connections) connection.close()
        else callback(null, 'queued')
      })
    },
  })
  server.on('error', () => undefined)
  const listening = server.listen(0, '127.0.0.1')
  if (!listening.listening) await once(listening, 'listening')
  const address = listening.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return {
    port: address.port,
    sent,
    breakAfterData(value: boolean) {
      isBreaking = value
    },
    [Symbol.asyncDispose]: () => new Promise<void>((resolve) => server.close(() => resolve())),
  }
}
