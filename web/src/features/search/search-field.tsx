import { CloseButton, Loader, TextInput } from '@mantine/core'
import { useDebouncedCallback } from '@mantine/hooks'
import { IconSearch } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from '../../i18n/use-translation.ts'

const settlesAfterMs = 200
const longest = 200

type Props = Readonly<{
  ref: React.Ref<HTMLInputElement>
  q: string
  isBusy: boolean
  onAsk(q: string): void
  onEnter(q: string): void
}>

/** What is looked for, as it is typed; what the address says is asked for. */
export function SearchField({ ref, q, isBusy, onAsk, onEnter }: Props) {
  const { t } = useTranslation('search')
  const [typed, setTyped] = useState(q)
  const [{ known, asked }, setTold] = useState({ known: q, asked: q })
  // Somebody else changed it: a search of before was chosen, or one went back.
  if (q !== known) {
    setTold({ known: q, asked })
    if (q !== asked) setTyped(q)
  }
  const ask = useDebouncedCallback((text: string) => {
    setTold({ known: q, asked: text.trim() })
    onAsk(text.trim())
  }, settlesAfterMs)
  const change = (text: string) => {
    setTyped(text)
    ask(text)
  }

  return (
    <TextInput
      ref={ref}
      type="search"
      size="md"
      value={typed}
      onChange={(event) => change(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' || event.nativeEvent.isComposing) return
        ask.flush()
        onEnter(typed)
      }}
      aria-label={t('field')}
      placeholder={t('placeholder')}
      maxLength={longest}
      autoFocus
      autoComplete="off"
      spellCheck={false}
      leftSection={isBusy ? <Loader size={16} /> : <IconSearch size={18} aria-hidden />}
      rightSection={typed === '' ? null : <CloseButton aria-label={t('clear')} onClick={() => change('')} />}
      data-search-field
    />
  )
}
