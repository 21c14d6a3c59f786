import type { Attachment } from '@fairlead/sdk'
import { queryOptions } from '@tanstack/react-query'
import { attachmentUrl } from '../../../../media/attachment-url.ts'
import { fileNameOf } from './file-name.ts'

const uploadedHere = new Map<string, Attachment>()

export function rememberFile(attachment: Attachment): void {
  uploadedHere.set(attachment.id, attachment)
}

/** A workflow knows only the ids of its files: what they are is told by their content's own headers. */
export function fileQuery(id: string, unnamed: string) {
  return queryOptions({
    queryKey: ['workflow-file', id] as const,
    queryFn: async ({ signal }): Promise<Attachment> => {
      const known = uploadedHere.get(id)
      if (known !== undefined) return known
      const { headers, ok } = await fetch(attachmentUrl({ id }), { method: 'HEAD', signal })
      const type = headers.get('content-type') ?? 'application/octet-stream'
      const size = Number(headers.get('content-length') ?? 0)
      const name = fileNameOf(headers.get('content-disposition') ?? '') ?? unnamed
      return { id, name, type, size, state: ok ? 'stored' : 'failed', isVoice: false }
    },
    staleTime: Number.POSITIVE_INFINITY,
  })
}
