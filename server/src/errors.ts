/** Every error the API can answer with: the code is stable, the sentence says what to do. */
const errors = {
  invalid_request: [400, 'The request does not fit the contract: see `errors` for each field.'],
  malformed_json: [400, 'The body is not valid JSON. Send UTF-8 JSON with `Content-Type: application/json`.'],
  unauthenticated: [401, 'Sign in, or send `Authorization: Bearer <api key>`.'],
  bad_signature: [401, 'The signature does not match the body. Check the secret on both sides.'],
  bad_visitor_token: [401, 'The visitor token is not known. Begin a new session.'],
  identity_unverified: [
    401,
    'The identity is not signed, or the signature does not match. See docs/channels/webchat.md.',
  ],
  wrong_password: [401, 'E-mail or password is wrong.'],
  forbidden: [403, 'Your role does not allow this. Ask a manager.'],
  cross_site: [403, 'The request came from another site. Use an API key for programs.'],
  not_found: [404, 'There is nothing here by that name.'],
  already_assigned: [409, 'Somebody else has this conversation already.'],
  not_assignee: [409, 'Only whoever has the conversation hands it back. Ask them, or unassign it.'],
  not_automatic: [409, 'Only what was assigned automatically is declined. Transfer it, or unassign it.'],
  already_set_up: [409, 'This installation has an owner already. Sign in, or ask to be invited.'],
  conversation_closed: [409, 'The conversation is closed. Reopen it first.'],
  conversation_not_closed: [409, 'The conversation is not closed.'],
  conversation_not_open: [409, 'The conversation is not open. Reopen it first.'],
  conversation_exists: [409, 'The contact has another conversation open on this channel. Go on there.'],
  window_closed: [
    409,
    'The provider allows free messages only for a time after the contact’s last one. Send a template.',
  ],
  window_used_up: [409, 'Until the contact answers, the provider allows only so many messages. Wait for their answer.'],
  template_not_approved: [409, 'The provider does not allow this template now. Choose another one.'],
  contact_opted_out: [
    409,
    'The contact asked not to be written to on this channel. They can say START to change that.',
  ],
  contact_blocked: [409, 'The contact has blocked us on this channel. Nothing reaches them there.'],
  channel_disconnected: [409, 'The channel of this conversation was disconnected. Nothing can be sent on it.'],
  channel_account_taken: [409, 'Another channel is connected to this account already.'],
  team_in_use: [
    409,
    'The team has open conversations, or is the default of a channel or the workspace. Move those first.',
  ],
  team_name_taken: [409, 'There is a team of that name already.'],
  skill_name_taken: [409, 'There is a skill of that name already.'],
  skill_language_taken: [409, 'There is a skill for that language already.'],
  field_name_taken: [409, 'There is a field of that name already.'],
  field_key_taken: [409, 'There is a field of that key already.'],
  category_name_taken: [409, 'There is a category of that name already.'],
  stage_in_use: [409, 'Contacts are in a stage that is not among those given. Move them first.'],
  member_deactivated: [409, 'The member is deactivated. Reactivate them first.'],
  self_deactivation: [409, 'Nobody deactivates themself. Ask another manager.'],
  last_owner: [409, 'A workspace needs an owner. Make somebody else one first.'],
  already_member: [409, 'A person with this e-mail is a member already.'],
  invitation_over: [409, 'The invitation was accepted, taken back or has run out. Ask for a new one.'],
  message_not_failed: [409, 'Only a message that failed, or whose fate is unknown, can be sent again.'],
  webhook_off: [409, 'The webhook is switched off. Switch it on first.'],
  overtaken: [409, 'Somebody else changed this meanwhile. Look at what they did, and make your change to that.'],
  workflow_published: [409, 'The workflow was published, and its runs tell of it. Archive it.'],
  workflow_not_published: [409, 'The workflow was never published. Publish it first.'],
  workflow_not_begun: [409, 'The workflow cannot begin in this conversation now.'],
  draft_changed: [409, 'Another device changed this draft meanwhile: see `draft`.'],
  snippet_shortcut_taken: [409, 'There is a snippet with this shortcut already.'],
  idempotency_in_progress: [409, 'A request with this Idempotency-Key is being worked on. Ask again in a moment.'],
  idempotency_mismatch: [422, 'This Idempotency-Key was used for another request. Use a new one.'],
  snapshot_gone: [410, 'What it was decided from is no longer kept, so it cannot be decided again.'],
  cursor_gone: [410, 'The log does not reach back that far. Fetch afresh and begin from the new cursor.'],
  body_too_large: [413, 'The body is larger than this door takes.'],
  attachment_too_large: [413, 'The file is larger than the limit.'],
  attachment_type: [415, 'Files of this type are not taken here.'],
  workflow_incomplete: [422, 'The workflow cannot be published yet: see `data.problems`.'],
  document_mistaken: [422, 'The document cannot be read as workflows. Mend what `errors` names, and send it again.'],
  body_incomplete: [422, 'The body lacks something that is read from it: see `errors`.'],
  message_empty: [422, 'A message needs a text, an attachment or a template.'],
  choices_unsupported: [422, 'This channel does not carry these answers to choose from.'],
  attachments_unsupported: [422, 'This channel carries no files.'],
  provider_refused: [422, 'The provider does not take these settings or secrets.'],
  templates_unsupported: [422, 'This channel has no templates.'],
  overflow_circle: [422, 'Conversations would overflow in a circle. Let one of the teams overflow elsewhere.'],
  closing_incomplete: [422, 'This workspace wants to know more from whoever closes: see `errors`.'],
  text_incomplete: [422, 'The text names something that nobody knows of this conversation.'],
  unknown_reference: [422, 'An id in the request does not exist in this workspace.'],
  search_too_broad: [422, 'Too much was looked through. Look for more words, or longer ones.'],
  too_many_requests: [429, 'Too many requests. Wait as long as `Retry-After` says.'],
  internal: [500, 'Something went wrong on our side. It has been logged under the request id.'],
  provider_unavailable: [502, 'The provider did not answer as expected. Try again later.'],
  unavailable: [503, 'The server is starting or stopping, or its database is away. Try again in a moment.'],
} as const satisfies Record<string, readonly [number, string]>

export type ErrorCode = keyof typeof errors
export type ErrorStatus = (typeof errors)[ErrorCode][0]

/** The request is over; the caller is told `code` and the sentence of the table, or `detail` when there is a better one. */
export class AppError extends Error {
  readonly code: ErrorCode
  readonly data: Readonly<Record<string, unknown>>
  readonly retryAfterSeconds: number | null

  constructor(
    code: ErrorCode,
    options: { detail?: string; data?: Record<string, unknown>; cause?: unknown; retryAfterSeconds?: number } = {},
  ) {
    super(options.detail ?? errors[code][1], options.cause === undefined ? {} : { cause: options.cause })
    this.name = 'AppError'
    this.code = code
    this.data = options.data ?? {}
    this.retryAfterSeconds = options.retryAfterSeconds ?? null
  }

  get status(): ErrorStatus {
    return errors[this.code][0]
  }
}

/** One field of a request, and what is wrong with it. `line`: of a document, from 1. */
export type Issue = Readonly<{ path: string; message: string; line?: number }>

/** The request fits the contract's shapes, and yet these fields of it cannot be. */
export function invalidRequest(errors: readonly Issue[]): AppError {
  return refusal('invalid_request', errors)
}

/** The first issue is the sentence; all are in `errors`. */
export function refusal(code: ErrorCode, errors: readonly Issue[], data: Record<string, unknown> = {}): AppError {
  const first = errors[0]
  return new AppError(code, { ...(first ? { detail: inWords(first) } : {}), data: { ...data, errors } })
}

function inWords({ line, path, message }: Issue): string {
  return [line === undefined ? '' : `line ${line}`, path, message].filter((part) => part !== '').join(': ')
}

export function found<T>(value: T | undefined | null): T {
  if (value === undefined || value === null) throw new AppError('not_found')
  return value
}
