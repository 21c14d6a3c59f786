import { once } from 'node:events'
import { SMTPServer, type SMTPServerSession } from 'smtp-server'

export type Sent = Readonly<{ raw: string; from: string; to: readonly string[] }>

/** What a server answers a recipient with; undefined: it takes the mail. */
export type Refuse = (address: string) => Readonly<{ code: number; text: string }> | undefined

/**
 * What goes wrong with one mail. `refused`: a command is answered so, of DATA after all of it was given. `cut`: the
 * connection ends instead of the answer to DATA. `silent`: it is taken, and the answer to DATA never comes.
 */
export type Trouble =
  | Readonly<{ kind: 'refused'; on: 'MAIL' | 'RCPT' | 'DATA'; code: number; text: string }>
  | Readonly<{ kind: 'cut'; isTaken: boolean }>
  | Readonly<{ kind: 'silent' }>

// Longer than any client waits for an answer: it is the client that has enough.
const silenceMs = 15 * 60_000

/** A real SMTP server for tests, which keeps what it is given. Everybody's password is `secret`. */
export async function startSmtp(
  refuse: Refuse = () => undefined,
  nextTrouble: () => Trouble | undefined = () => undefined,
) {
  const sent: Sent[] = []
  const troubles = new WeakMap<SMTPServerSession, Trouble>()
  let isBreaking = false
  const refusalOf = (session: SMTPServerSession, command: 'MAIL' | 'RCPT' | 'DATA') => {
    const trouble = troubles.get(session)
    if (trouble?.kind !== 'refused' || trouble.on !== command) return null
    return Object.assign(new Error(trouble.text), { responseCode: trouble.code })
  }
  const server = new SMTPServer({
    disabledCommands: ['STARTTLS'],
    socketTimeout: silenceMs,
    closeTimeout: 1_000,
    disableReverseLookup: true,
    authMethods: ['PLAIN', 'LOGIN', 'XOAUTH2'],
    onAuth: (auth, _session, callback) => {
      const isIn = auth.password === 'secret' || auth.accessToken === 'fresh'
      if (isIn) callback(null, { user: auth.username ?? 'nobody' })
      else callback(Object.assign(new Error('5.7.8 Invalid login'), { responseCode: 535 }))
    },
    onMailFrom: (_address, session, callback) => {
      const trouble = nextTrouble()
      if (trouble) troubles.set(session, trouble)
      else troubles.delete(session)
      callback(refusalOf(session, 'MAIL'))
    },
    onRcptTo: ({ address }, session, callback) => {
      const refusal = refuse(address)
      const error = refusal ? Object.assign(new Error(refusal.text), { responseCode: refusal.code }) : null
      callback(error ?? refusalOf(session, 'RCPT'))
    },
    onData: (stream, session, callback) => {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        const { mailFrom, rcptTo } = session.envelope
        const from = mailFrom ? mailFrom.address : ''
        const trouble = troubles.get(session)
        const refusal = refusalOf(session, 'DATA')
        if (refusal !== null) return callback(refusal)
        if (trouble?.kind === 'cut' && !trouble.isTaken) return close(session)
        sent.push({ raw: Buffer.concat(chunks).toString('utf8'), from, to: rcptTo.map(({ address }) => address) })
        // It has the mail, and nobody hears of it.
        if (isBreaking) for (const connection of server.connections) connection.close()
        else if (trouble?.kind === 'cut') close(session)
        else if (trouble?.kind !== 'silent') callback(null, 'queued')
      })
    },
  })
  const close = (ending: SMTPServerSession) => {
    for (const connection of server.connections) if (connection.session === ending) connection.close()
  }
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
