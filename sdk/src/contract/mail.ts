import { z } from 'zod'
import { idParams } from './common.ts'
import { endpoint } from './endpoint.ts'

/** An e-mail beside its message: all that it says. */
export const mailDetails = z
  .object({
    subject: z.string(),
    /** All of its text, with what it repeats and its signature. */
    text: z.string(),
    hasHtml: z.boolean(),
    /** Whether it has pictures that lie elsewhere: they are shown when asked for, since whoever sent it learns of it. */
    hasRemoteImages: z.boolean(),
    /** Names in small letters: `from`, `to`, `cc`, `date`, `authentication-results` and others. */
    headers: z.record(z.string(), z.string()),
  })
  .meta({ id: 'MailDetails' })

export type MailDetails = z.infer<typeof mailDetails>

/**
 * What is shown of it stands at `/api/v1/messages/{id}/mail`: a document of its own, for a frame. `?images=1` lets
 * pictures from elsewhere in, `?part=text` shows its text alone.
 */
export const getMailDetails = endpoint({
  method: 'get',
  path: '/messages/{id}/mail/details',
  tag: 'Messages',
  access: 'agent',
  summary: 'All of an e-mail. As a document to be shown in a frame it stands at `/messages/{id}/mail`.',
  params: idParams,
  response: mailDetails,
})
