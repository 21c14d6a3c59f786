export { applyToConversation, applyToMessages, conversationChangeOf } from './apply.ts'
export type { Client, ClientOptions, Input, Output } from './client.ts'
export { ApiError, createClient } from './client.ts'
export type { Channel, ChannelType, Template } from './contract/channel.ts'
export {
  channel,
  channelType,
  deleteChannel,
  listChannels,
  listTemplates,
  patchChannel,
  postChannel,
  template,
  webchatSettings,
  whatsappSettings,
} from './contract/channel.ts'
export type { Problem } from './contract/common.ts'
export { id, idParams, instant, name, page, pageQuery, problem } from './contract/common.ts'
export type { Contact } from './contract/contact.ts'
export {
  contact,
  getContact,
  identity,
  listContacts,
  listTags,
  patchContact,
  postContact,
  tagName,
} from './contract/contact.ts'
export type { Conversation, Decision, Priority } from './contract/conversation.ts'
export {
  claimConversation,
  closeConversation,
  conversation,
  conversationStatus,
  conversationView,
  countConversations,
  decision,
  getConversation,
  listConversations,
  listDecisions,
  patchConversation,
  priority,
  putAssignment,
  readConversation,
  reopenConversation,
  snoozeConversation,
  unsnoozeConversation,
} from './contract/conversation.ts'
export type { Access, Endpoint } from './contract/endpoint.ts'
export { endpoint } from './contract/endpoint.ts'
export type { Actor, ConversationChange, Event, EventData, EventType } from './contract/event.ts'
export { actor, conversationChange, eventData, eventEnvelope, listEvents } from './contract/event.ts'
export type { ApiKey, Invitation, Member, Presence, Role } from './contract/member.ts'
export {
  acceptInvitation,
  agentLimit,
  apiKey,
  deleteApiKey,
  deleteInvitation,
  getInvitationByToken,
  invitation,
  listApiKeys,
  listInvitations,
  listMembers,
  member,
  patchMember,
  postApiKey,
  postInvitation,
  presence,
  putPresence,
  role,
} from './contract/member.ts'
export type { Attachment, Message, MessageContent, MessageKind, MessageState } from './contract/message.ts'
export {
  attachment,
  contactCard,
  content,
  listMessages,
  location,
  message,
  messageKind,
  messageState,
  postAttachment,
  postMessage,
  postNote,
  retryMessage,
  templateUse,
} from './contract/message.ts'
export type { Candidate, Policy, Strategy, Team } from './contract/team.ts'
export {
  candidate,
  deleteTeam,
  listCandidates,
  listTeams,
  patchTeam,
  policy,
  postTeam,
  putPolicy,
  putTeamMembers,
  strategy,
  team,
} from './contract/team.ts'
export type { SessionRequest, SessionResponse, VisitorEvent, VisitorMessage, VisitorPost } from './contract/webchat.ts'
export { sessionRequest, sessionResponse, visitorMessage, visitorPost } from './contract/webchat.ts'
export type { Workspace } from './contract/workspace.ts'
export { getMe, getSetup, password, patchWorkspace, postSetup, workspace } from './contract/workspace.ts'
