import { type Mark, type Member, parseFormatting, type Span } from '@fairlead/sdk'
import { type ReactNode, useMemo } from 'react'
import { Mentioned, useMentioned } from '../mentions/mentioned.tsx'
import { splitLinks } from './links.ts'
import classes from './message.module.css'

type Props = Readonly<{
  text: string
  /** Signs such as `**` stand for what they mean; else they are signs. */
  hasMarks?: boolean
  /** Whose names stand out in it. */
  mentionIds?: readonly string[]
}>

const nobody: readonly string[] = []

/** What somebody wrote, as text and nothing else; web addresses in it can be followed. */
export function MessageText({ text, hasMarks = false, mentionIds = nobody }: Props) {
  const members = useMentioned(mentionIds)
  const spans = useMemo(
    () => (hasMarks && mayHaveMarks.test(text) ? parseFormatting(text) : [plain(text)]),
    [text, hasMarks],
  )
  return (
    <p className={classes.text} dir="auto">
      {spans.map((span, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a text have no other identity
        <Piece key={index} {...span} members={members} />
      ))}
    </p>
  )
}

// Most texts have none, and need not be read.
const mayHaveMarks = /[*_~`]|\]\(/

function plain(text: string): Span {
  return { text, marks: [], url: null }
}

function Piece({ text, marks, url, members }: Span & { members: readonly Member[] }) {
  const isCode = marks.includes('code') || marks.includes('block')
  const content =
    url === null ? isCode ? text : <Links text={text} members={members} /> : <Link href={url}>{text}</Link>
  return marks.reduceRight<ReactNode>((inner, mark) => marked(mark, inner), content)
}

function marked(mark: Mark, inner: ReactNode): ReactNode {
  switch (mark) {
    case 'bold':
      return <strong>{inner}</strong>
    case 'italic':
      return <em>{inner}</em>
    case 'strike':
      return <s>{inner}</s>
    case 'code':
      return <code className={classes.code}>{inner}</code>
    case 'block':
      return <code className={classes.codeBlock}>{inner}</code>
    default:
      return mark satisfies never
  }
}

function Links({ text, members }: { text: string; members: readonly Member[] }) {
  return splitLinks(text).map(({ text: part, href }, index) =>
    href === null ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a text have no other identity
      <Mentioned key={index} text={part} members={members} />
    ) : (
      // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a text have no other identity
      <Link key={index} href={href}>
        {part}
      </Link>
    ),
  )
}

function Link({ href, children }: { href: string; children: ReactNode }) {
  return (
    <a href={href} target="_blank" rel="noopener noreferrer nofollow">
      {children}
    </a>
  )
}
