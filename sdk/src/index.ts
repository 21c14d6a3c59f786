export { applyToConversation, applyToMessages, conversationChangeOf } from './apply.ts'
export type { Client, ClientOptions, Input, Output } from './client.ts'
export { ApiError, createClient } from './client.ts'
export type { Channel, ChannelHealth, Template } from './contract/channel.ts'
export {
  channel,
  channelHealth,
  deleteChannel,
  getChannelHealth,
  listChannels,
  listTemplates,
  patchChannel,
  postChannel,
  reconnectChannel,
  rotateSecret,
  template,
  testChannel,
} from './contract/channel.ts'
export type { ApiEvent, ApiMessage } from './contract/channel-types/api-events.ts'
export { apiAnswer, apiEvent, apiEvents, apiMessage } from './contract/channel-types/api-events.ts'
export type { ChannelTypeContract } from './contract/channel-types/channel-type.ts'
export type { Composing } from './contract/channel-types/composing.ts'
export { composing } from './contract/channel-types/composing.ts'
export type { ChannelType } from './contract/channel-types/list.ts'
export { channelType, channelTypes } from './contract/channel-types/list.ts'
export { webchatSettings } from './contract/channel-types/webchat.ts'
export { whatsappSettings } from './contract/channel-types/whatsapp.ts'
export type { Problem } from './contract/common.ts'
export { id, idParams, instant, name, page, pageQuery, problem } from './contract/common.ts'
export type { Contact } from './contract/contact.ts'
export {
  contact,
  deleteSuggestion,
  getContact,
  identity,
  listContacts,
  listMerges,
  listSuggestions,
  listTags,
  mergeContact,
  patchContact,
  postContact,
  stage,
  tagName,
  undoMerge,
} from './contract/contact.ts'
export type { Conversation, Decision, Priority } from './contract/conversation.ts'
export {
  assignConversations,
  claimConversation,
  closeConversation,
  conversation,
  conversationStatus,
  conversationView,
  countConversations,
  decision,
  declineConversation,
  getConversation,
  listConversations,
  listDecisions,
  patchConversation,
  postTyping,
  priority,
  putAssignment,
  readConversation,
  reopenConversation,
  replayDecision,
  snoozeConversation,
  unsnoozeConversation,
} from './contract/conversation.ts'
export type { Access, Endpoint } from './contract/endpoint.ts'
export { endpoint } from './contract/endpoint.ts'
export type { Actor, ConversationChange, Event, EventData, EventType } from './contract/event.ts'
export { actor, conversationChange, eventData, eventEnvelope, listEvents } from './contract/event.ts'
export type { Hours, Interval, Weekday } from './contract/hours.ts'
export { hours, interval, listHolidayCountries, listHolidays, weekdays } from './contract/hours.ts'
export type { MailDetails } from './contract/mail.ts'
export { getMailDetails, mailDetails } from './contract/mail.ts'
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
  postActivity,
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
export type { ExpectationKind, ExpectationText, Policy, PolicyVersion, Strategy } from './contract/policy.ts'
export {
  expectationKind,
  expectationText,
  expectationVariables,
  listPolicies,
  policy,
  policyPresets,
  policyVersion,
  previewExpectation,
  strategy,
} from './contract/policy.ts'
export type { WaitPromise } from './contract/promise.ts'
export { promise, reportPromises } from './contract/promise.ts'
export type { Skill } from './contract/skill.ts'
export { deleteSkill, listSkills, patchSkill, postSkill, skill } from './contract/skill.ts'
export type { Candidate, QueueEntry, Team, TeamMember } from './contract/team.ts'
export {
  candidate,
  deleteTeam,
  listCandidates,
  listQueue,
  listTeams,
  patchTeam,
  postTeam,
  putPolicy,
  putTeamMembers,
  queueEntry,
  restorePolicy,
  team,
  teamMember,
} from './contract/team.ts'
export type { SessionRequest, SessionResponse, VisitorEvent, VisitorMessage, VisitorPost } from './contract/webchat.ts'
export { sessionRequest, sessionResponse, visitorMessage, visitorPost } from './contract/webchat.ts'
export type { PriorityRule, Workspace } from './contract/workspace.ts'
export { getMe, getSetup, password, patchWorkspace, postSetup, priorityRule, workspace } from './contract/workspace.ts'
export { expectationTexts } from './expectation-texts.ts'
export type { SmsSegments } from './sms-segments.ts'
export { smsSegments } from './sms-segments.ts'
