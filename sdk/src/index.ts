export { applyToConversation, applyToMessages, conversationChangeOf, tagsAfter } from './apply.ts'
export type { Client, ClientOptions, Input, Output } from './client.ts'
export { ApiError, createClient } from './client.ts'
export type { BulkAction } from './contract/bulk.ts'
export { bulkAction, changeConversations } from './contract/bulk.ts'
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
  syncTemplates,
  template,
  testChannel,
} from './contract/channel.ts'
export type { ApiEvent, ApiGesture, ApiMessage } from './contract/channel-types/api-events.ts'
export { apiAnswer, apiEvent, apiEvents, apiGesture, apiMessage } from './contract/channel-types/api-events.ts'
export type { ChannelTypeContract } from './contract/channel-types/channel-type.ts'
export type { Composing } from './contract/channel-types/composing.ts'
export { composing } from './contract/channel-types/composing.ts'
export type { ChannelType } from './contract/channel-types/list.ts'
export { channelType, channelTypes } from './contract/channel-types/list.ts'
export { webchatSettings } from './contract/channel-types/webchat.ts'
export { whatsappSettings } from './contract/channel-types/whatsapp.ts'
export type { ClosingCategory } from './contract/closing.ts'
export {
  closingCategory,
  closingRules,
  closingSummary,
  deleteClosingCategory,
  listClosingCategories,
  patchClosingCategory,
  postClosingCategory,
} from './contract/closing.ts'
export type { Problem } from './contract/common.ts'
export { id, idParams, instant, name, page, pageQuery, problem } from './contract/common.ts'
export type { Contact, FieldValue } from './contract/contact.ts'
export {
  contact,
  deleteSuggestion,
  fieldValue,
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
export type { ContactNote } from './contract/contact-note.ts'
export {
  contactNote,
  deleteContactNote,
  listContactNotes,
  patchContactNote,
  postContactNote,
} from './contract/contact-note.ts'
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
  getConversationByNumber,
  listContactConversations,
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
export type { Countdown } from './contract/countdown.ts'
export { countdown, listCountdowns, listNearDeadlines } from './contract/countdown.ts'
export type { Draft } from './contract/draft.ts'
export { deleteDraft, draft, getDraft, listDrafts, putDraft } from './contract/draft.ts'
export type { Access, Endpoint } from './contract/endpoint.ts'
export { endpoint } from './contract/endpoint.ts'
export type { Actor, ConversationChange, Event, EventData, EventType } from './contract/event.ts'
export { actor, conversationChange, eventData, eventEnvelope, listEvents } from './contract/event.ts'
export type { Field, FieldType } from './contract/field.ts'
export { deleteField, field, fieldKey, fieldType, listFields, patchField, postField } from './contract/field.ts'
export type { Condition, Filter, FilterField, FilterOperator } from './contract/filter.ts'
export { condition, conversationSort, filter, filterField, filterOperator } from './contract/filter.ts'
export type { Hours, Interval, Weekday } from './contract/hours.ts'
export { hours, interval, listHolidayCountries, listHolidays, weekdays } from './contract/hours.ts'
export type { Macro, MacroStep } from './contract/macro.ts'
export { deleteMacro, listMacros, macro, macroStep, patchMacro, postMacro, runMacro } from './contract/macro.ts'
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
export type {
  Attachment,
  AttachmentProblem,
  MailJudgement,
  Message,
  MessageContent,
  MessageKind,
  MessageState,
} from './contract/message.ts'
export {
  attachment,
  attachmentProblem,
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
  retryAttachment,
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
export type { Language, NotificationKind, Preferences, QuietHours } from './contract/preference.ts'
export {
  deletePushSubscription,
  getPreferences,
  getPushKey,
  language,
  languages,
  listPushSubscriptions,
  postPushSubscription,
  preferences,
  pushSubscription,
  putPreferences,
} from './contract/preference.ts'
export type { WaitPromise } from './contract/promise.ts'
export { promise, reportPromises } from './contract/promise.ts'
export type { RuleTree } from './contract/rule-tree.ts'
export type { ScheduledMessage } from './contract/scheduled-message.ts'
export {
  deleteScheduledMessage,
  listScheduledMessages,
  patchScheduledMessage,
  postScheduledMessage,
  scheduledMessage,
} from './contract/scheduled-message.ts'
export type { ContactHit, MessageHit } from './contract/search.ts'
export { contactHit, messageHit, searchContacts, searchMessages } from './contract/search.ts'
export type { Skill } from './contract/skill.ts'
export { deleteSkill, listSkills, patchSkill, postSkill, skill } from './contract/skill.ts'
export type { Snippet } from './contract/snippet.ts'
export {
  deleteSnippet,
  listSnippets,
  patchSnippet,
  postSnippet,
  snippet,
  snippetShortcut,
  snippetVariables,
} from './contract/snippet.ts'
export type { Tag, TagUse } from './contract/tag.ts'
export { deleteTag, listKnownTags, listTagUses, putTag, renameTag, tag, tagColor, tagUse } from './contract/tag.ts'
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
export type { SavedView } from './contract/view.ts'
export { deleteView, listViews, patchView, postView, previewView, savedView } from './contract/view.ts'
export type { Signal, Viewer } from './contract/viewer.ts'
export { deleteViewing, putViewing, signal, viewer } from './contract/viewer.ts'
export type { SessionRequest, SessionResponse, VisitorEvent, VisitorMessage, VisitorPost } from './contract/webchat.ts'
export { sessionRequest, sessionResponse, visitorMessage, visitorPost } from './contract/webchat.ts'
export type {
  Webhook,
  WebhookBody,
  WebhookDelivery,
  WebhookEventGroup,
  WebhookEventType,
} from './contract/webhook.ts'
export {
  deleteWebhook,
  getWebhookDelivery,
  listWebhookDeliveries,
  listWebhooks,
  patchWebhook,
  postWebhook,
  replayFailedDeliveries,
  replayWebhookDelivery,
  rotateWebhookSecret,
  testWebhook,
  webhook,
  webhookBody,
  webhookDelivery,
  webhookEvents,
} from './contract/webhook.ts'
export type { Words } from './contract/words.ts'
export { words } from './contract/words.ts'
export { listWorkflowButtons, startWorkflow } from './contract/workflow/button.ts'
export type { WorkflowCondition, WorkflowField, WorkflowRule } from './contract/workflow/condition.ts'
export { always, workflowCondition, workflowField, workflowRule } from './contract/workflow/condition.ts'
export type { WorkflowDefinition, WorkflowDefinitionInput } from './contract/workflow/definition.ts'
export { workflowDefinition } from './contract/workflow/definition.ts'
export type { ExportedWorkflow } from './contract/workflow/document.ts'
export {
  exportedWorkflow,
  getWorkflowDocument,
  maxDocumentBytes,
  readWorkflowDocument,
} from './contract/workflow/document.ts'
export { dryRunWorkflow } from './contract/workflow/dry-run.ts'
export { getWorkflowOverview } from './contract/workflow/overview.ts'
export type { WorkflowProblem } from './contract/workflow/problem.ts'
export { checkWorkflow, workflowProblem } from './contract/workflow/problem.ts'
export type { Rating } from './contract/workflow/rating.ts'
export { listRatings, rating } from './contract/workflow/rating.ts'
export type { RunEnd, RunStep, WorkflowRun } from './contract/workflow/run.ts'
export {
  cancelWorkflowRun,
  getWorkflowRun,
  listConversationRuns,
  listWorkflowRuns,
  retryWorkflowRun,
  runEnd,
  runStatus,
  runStep,
  workflowRun,
} from './contract/workflow/run.ts'
export { deleteWorkflowSecret, listWorkflowSecrets, putWorkflowSecret } from './contract/workflow/secret.ts'
export type { StepOf, WorkflowStep, WorkflowStepType } from './contract/workflow/step.ts'
export { stepId, workflowStep, workflowStepTypes } from './contract/workflow/step.ts'
export type { WorkflowTemplate } from './contract/workflow/template.ts'
export { listWorkflowTemplates, workflowTemplate } from './contract/workflow/template.ts'
export type {
  WorkflowFormField,
  WorkflowStart,
  WorkflowTrigger,
  WorkflowTriggerType,
} from './contract/workflow/trigger.ts'
export { workflowStart, workflowTrigger, workflowTriggerTypes } from './contract/workflow/trigger.ts'
export type { Tried } from './contract/workflow/try.ts'
export { tryWorkflow } from './contract/workflow/try.ts'
export type { LocalText, WorkflowValue } from './contract/workflow/value.ts'
export { localText, variableName, workflowValue } from './contract/workflow/value.ts'
export type { Workflow } from './contract/workflow/workflow.ts'
export {
  deleteWorkflow,
  getWorkflow,
  listWorkflows,
  listWorkflowVersions,
  patchWorkflow,
  postWorkflow,
  publishWorkflow,
  switchWorkflow,
  workflow,
} from './contract/workflow/workflow.ts'
export type { PriorityRule, Workspace } from './contract/workspace.ts'
export { getMe, getSetup, password, patchWorkspace, postSetup, priorityRule, workspace } from './contract/workspace.ts'
export { expectationTexts } from './expectation-texts.ts'
export type { FieldFault } from './field-value.ts'
export { readFieldValue } from './field-value.ts'
export type { FillInValues } from './fill-in.ts'
export { fillIn, fillInValues, unknownVariables } from './fill-in.ts'
export type { Asker } from './fits.ts'
export { dependsOnTime, filterKinds, filterReads, fits, holdsOf, wantedItems, wantedTexts, withAsker } from './fits.ts'
export { givenName } from './given-name.ts'
export type { Extent, Mark, Span } from './marks.ts'
export { extentsOf, parseFormatting, plainText } from './marks.ts'
export { isQuiet } from './quiet.ts'
export type { SmsSegments } from './sms-segments.ts'
export { smsSegments } from './sms-segments.ts'
export { isTemplateApproved, isTemplateMissed, renderTemplate } from './templates.ts'
export { undeliveredOf } from './undelivered.ts'
export type { PlacedRule } from './workflow/conditions.ts'
export { conditionsOf, rulesOf } from './workflow/conditions.ts'
export { exitsOf, nextOf } from './workflow/exits.ts'
export { newStep, newStepId } from './workflow/new-step.ts'
export type { OutlineLine } from './workflow/outline.ts'
export { outlineOf } from './workflow/outline.ts'
export { inOrder, problemsOf } from './workflow/problems.ts'
export { isRouting } from './workflow/routing.ts'
export type { StepText } from './workflow/texts.ts'
export { textsOf, variablesIn } from './workflow/texts.ts'
export { variablesOf } from './workflow/variables.ts'
