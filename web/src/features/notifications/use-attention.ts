import { useEffect, useState } from 'react'
import { Attention } from './attention.ts'

/** Tells the other tabs which conversation is open here. Null until the page is there. */
export function useAttention(name: string, openId: string | null): Attention | null {
  const [attention, setAttention] = useState<Attention | null>(null)

  useEffect(() => {
    const started = new Attention(name)
    setAttention(started)
    return () => started.stop()
  }, [name])
  useEffect(() => attention?.look(openId), [attention, openId])
  return attention
}
