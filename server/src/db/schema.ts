import type { AssignmentTables } from './tables/assignment.ts'
import type { ChannelTables } from './tables/channels.ts'
import type { ConversationTables } from './tables/conversations.ts'
import type { InboxTables } from './tables/inbox.ts'
import type { LogTables } from './tables/log.ts'
import type { LogReaderTables } from './tables/log-readers.ts'
import type { WorkflowTables } from './tables/workflows.ts'
import type { WorkspaceTables } from './tables/workspace.ts'

/** Every table, as the migrations have made it. */
export type Tables = WorkspaceTables &
  ChannelTables &
  ConversationTables &
  AssignmentTables &
  LogTables &
  InboxTables &
  LogReaderTables &
  WorkflowTables
