import { ApiError, type Attachment, attachment, postAttachment, problem } from '@fairlead/sdk'
import { session } from '../../api.ts'
import { chosenWorkspaceId } from '../../chosen-workspace.ts'

/** Sends one file. By the older request, because it is the one that tells how far it has got. */
export function upload(file: File, onProgress: (share: number) => void, signal: AbortSignal): Promise<Attachment> {
  const { promise, resolve, reject } = Promise.withResolvers<Attachment>()
  const request = new XMLHttpRequest()
  request.open('POST', `/api/v1${postAttachment.path}`)
  const workspaceId = chosenWorkspaceId()
  if (workspaceId !== null) request.setRequestHeader('fairlead-workspace', workspaceId)

  request.upload.onprogress = ({ loaded, total }) => onProgress(total === 0 ? 0 : loaded / total)
  request.onerror = () => reject(new TypeError('The server cannot be reached.'))
  request.onabort = () => reject(signal.reason)
  request.onload = () => {
    if (request.status === 401) session.dispatchEvent(new Event('ended'))
    const answer = read(request.responseText)
    const stored = attachment.safeParse(answer)
    if (request.status === 201 && stored.success) resolve(stored.data)
    else reject(new ApiError(problem.safeParse(answer).data ?? unreadable(request.status)))
  }
  signal.addEventListener('abort', () => request.abort(), { once: true })

  const form = new FormData()
  form.set('file', file)
  request.send(form)
  return promise
}

function read(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

function unreadable(status: number) {
  return {
    type: 'about:blank',
    title: '',
    status,
    code: 'unreadable_answer',
    detail: `The server answered ${status} without a problem document.`,
  }
}
