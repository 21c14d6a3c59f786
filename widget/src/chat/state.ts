import type { SessionResponse, VisitorEvent, VisitorMessage } from '@fairlead/sdk'
import type { OlderMessages } from './doors.ts'
import { mergeMessages } from './messages.ts'
import { confirmArrived, inOrder, type Outbox, type OutboxAction, reduceOutbox } from './outbox.ts'

export type ChatState = Readonly<{
  /** `unavailable`: the channel does not serve this visitor, and trying again would not help. */
  phase: 'starting' | 'ready' | 'unavailable'
  isConnected: boolean
  /** Counts the visitors forgotten: what belongs to one must not be shown to the next. */
  epoch: number
  channel: SessionResponse['channel'] | null
  assignee: Readonly<{ name: string }> | null
  isAnyoneOnline: boolean
  messages: readonly VisitorMessage[]
  hasOlder: boolean
  isLoadingOlder: boolean
  unreadCount: number
  outbox: Outbox
}>

export type ChatAction =
  | Readonly<{ type: 'session'; session: SessionResponse }>
  | Readonly<{ type: 'unavailable' | 'forget' | 'read' | 'older-asked' | 'older-failed' }>
  | Readonly<{ type: 'connection'; isConnected: boolean }>
  | Readonly<{ type: 'event'; event: VisitorEvent }>
  | Readonly<{ type: 'older'; older: OlderMessages }>
  | Readonly<{ type: 'sent'; message: VisitorMessage }>
  | Readonly<{ type: 'outbox'; action: OutboxAction }>
  | Readonly<{ type: 'outbox-read'; outbox: Outbox }>

export const emptyChat: ChatState = {
  phase: 'starting',
  isConnected: true,
  epoch: 0,
  channel: null,
  assignee: null,
  isAnyoneOnline: false,
  messages: [],
  hasOlder: false,
  isLoadingOlder: false,
  unreadCount: 0,
  outbox: [],
}

export function reduceChat(state: ChatState, action: ChatAction): ChatState {
  switch (action.type) {
    case 'session': {
      const { channel, assignee, isAnyoneOnline, messages, hasOlder, unreadCount } = action.session
      const outbox = confirmArrived(state.outbox, messages)
      const session = { channel, assignee, isAnyoneOnline, messages, hasOlder, unreadCount, outbox }
      return { ...state, ...session, phase: 'ready', isConnected: true, isLoadingOlder: false }
    }
    case 'unavailable':
      return { ...emptyChat, phase: 'unavailable', epoch: state.epoch }
    case 'forget':
      return { ...emptyChat, channel: state.channel, epoch: state.epoch + 1 }
    case 'connection':
      return action.isConnected === state.isConnected ? state : { ...state, isConnected: action.isConnected }
    case 'event':
      return applyEvent(state, action.event)
    case 'read':
      return { ...state, unreadCount: 0 }
    case 'older-asked':
      return { ...state, isLoadingOlder: true }
    case 'older-failed':
      return { ...state, isLoadingOlder: false }
    case 'older': {
      const { messages, hasOlder } = action.older
      return { ...receive(state, messages), hasOlder, isLoadingOlder: false }
    }
    case 'sent':
      return receive(state, [action.message])
    case 'outbox':
      return { ...state, outbox: reduceOutbox(state.outbox, action.action) }
    case 'outbox-read':
      return { ...state, outbox: inOrder(confirmArrived(action.outbox, state.messages)) }
  }
}

function applyEvent(state: ChatState, event: VisitorEvent): ChatState {
  switch (event.type) {
    case 'message':
      return receive(state, [event.message])
    case 'assignee':
      return { ...state, assignee: event.assignee }
    case 'unread':
      return { ...state, unreadCount: event.count }
    default:
      // A newer server may know more kinds.
      return state
  }
}

function receive(state: ChatState, messages: readonly VisitorMessage[]): ChatState {
  return {
    ...state,
    messages: mergeMessages(state.messages, messages),
    outbox: confirmArrived(state.outbox, messages),
  }
}
