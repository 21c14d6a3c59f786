import { TagsInput } from '@mantine/core'
import type { ReactNode } from 'react'

type Props = Readonly<{
  label: string
  description?: ReactNode
  /** What it means that there are none. */
  none?: string
  most: number
  /** In characters, of each. */
  longest?: number
  value: readonly string[]
  onChange(words: string[]): void
  error?: ReactNode
}>

/** Words and phrases, each without the blanks around it. */
export function WordsField({ none = '', most, longest = 100, value, onChange, ...props }: Props) {
  return (
    <TagsInput
      {...props}
      placeholder={value.length === 0 ? none : ''}
      maxTags={most}
      maxLength={longest}
      value={[...value]}
      onChange={(words) => onChange(words.map((word) => word.trim()).filter((word) => word !== ''))}
    />
  )
}
