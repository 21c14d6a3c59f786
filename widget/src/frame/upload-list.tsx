import { Icon } from './icon.tsx'
import { useScene } from './scene.ts'
import type { Texts } from './texts.ts'
import { mostPerMessage, type Upload, type Uploads } from './uploads.ts'

export function UploadList({ uploads }: Readonly<{ uploads: Uploads }>) {
  const { texts } = useScene()
  const { list, isTooMany, retry, remove } = uploads

  return (
    <>
      {list.length > 0 && (
        <ul class="uploads">
          {list.map((upload) => (
            <li key={upload.key} class={upload.problem ? 'problem' : ''}>
              <span>
                <span dir="auto">{say(upload, texts)}</span>
                {!upload.attachment && !upload.problem && <progress value={upload.part} aria-hidden="true" />}
              </span>
              {upload.problem && (
                <button type="button" class="quiet" onClick={() => retry(upload.key)}>
                  {texts.t('message.retry')}
                </button>
              )}
              <button
                type="button"
                class="round"
                aria-label={texts.t('upload.remove', { name: upload.file.name })}
                onClick={() => remove(upload.key)}
              >
                <Icon name="close" />
              </button>
            </li>
          ))}
        </ul>
      )}
      {isTooMany && <p class="problem">{texts.t('upload.many', { count: String(mostPerMessage) })}</p>}
      {/* Every per cent would be too much to listen to. */}
      <p class="unseen" role="status">
        {list
          .filter(({ attachment, problem }) => attachment || problem)
          .map((upload) => say(upload, texts))
          .join(' ')}
      </p>
    </>
  )
}

function say({ file: { name }, part, attachment, problem }: Upload, texts: Texts): string {
  if (problem) return texts.t('upload.failed', { name, reason: problem })
  if (attachment) return texts.t('upload.done', { name })
  return texts.t('upload.progress', { name, percent: texts.percent(part) })
}
