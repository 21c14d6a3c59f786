import { type ChannelType, composing } from '@fairlead/sdk'
import { useTranslation } from '../../i18n/use-translation.ts'
import { segmentsOf, sizeOf } from './text-size.ts'

const nearShare = 0.8
const nearSegment = 40

/** How much more fits into a reply, in words, once that is worth knowing. */
export function useTextCount(text: string, channelType: ChannelType): string | null {
  const { t } = useTranslation('inbox')
  const {
    text: { max, unit },
    isCountedInSegments,
  } = composing[channelType]

  if (isCountedInSegments) {
    const { count, left, wideBecauseOf } = segmentsOf(text)
    if (count === 0 || (count === 1 && left > nearSegment && wideBecauseOf === null)) return null
    const facts = [t('composer.segments', { count }), t('composer.left', { count: left })]
    return [...facts, ...(wideBecauseOf === null ? [] : [t('composer.wide', { letter: wideBecauseOf })])].join(' · ')
  }
  const size = sizeOf(text, unit)
  if (size < max * nearShare) return null
  return size <= max
    ? t('composer.left', { count: max - size })
    : t('composer.several', { count: Math.ceil(size / max) })
}
