import type { ExpectationKind } from './contract/policy.ts'

/**
 * Texts to begin with, by kind and language, for a team that has none of its own. Every variable may be unknown at the
 * moment of telling, so each text says something sensible without it.
 *
 * @example
 * const away = { defaultLocale: 'en', texts: expectationTexts.away, everyHours: 12 }
 */
export const expectationTexts: Readonly<Record<ExpectationKind, Readonly<Record<string, string>>>> = {
  assigned: {
    en: 'Thank you for your message. {{ agent_name | default: "A colleague" }} is looking after it{% if expected_reply %} and usually replies {{ expected_reply }}{% endif %}.',
    de: 'Danke für Ihre Nachricht. {{ agent_name | default: "Jemand aus unserem Team" }} kümmert sich darum{% if expected_reply %} und antwortet meist {{ expected_reply }}{% endif %}.',
    it: 'Grazie per il Suo messaggio. {{ agent_name | default: "Una persona del nostro team" }} se ne sta occupando{% if expected_reply %} e di solito risponde {{ expected_reply }}{% endif %}.',
    vi: 'Cảm ơn bạn đã nhắn tin. {{ agent_name | default: "Một nhân viên của chúng tôi" }} đang xem tin nhắn của bạn{% if expected_reply %} và thường trả lời {{ expected_reply }}{% endif %}.',
    th: 'ขอบคุณสำหรับข้อความของคุณ {{ agent_name | default: "เจ้าหน้าที่ของเรา" }} กำลังดูแลเรื่องนี้{% if expected_reply %} และมักจะตอบกลับ{{ expected_reply }}{% endif %}',
    es: 'Gracias por su mensaje. {{ agent_name | default: "Alguien de nuestro equipo" }} se ocupa de él{% if expected_reply %} y suele responder {{ expected_reply }}{% endif %}.',
    fr: 'Merci pour votre message. {{ agent_name | default: "Un membre de notre équipe" }} s’en occupe{% if expected_reply %} et répond en général {{ expected_reply }}{% endif %}.',
    pt: 'Obrigado pela sua mensagem. {{ agent_name | default: "Alguém da nossa equipe" }} está cuidando dela{% if expected_reply %} e costuma responder {{ expected_reply }}{% endif %}.',
  },
  away: {
    en: 'Thank you for your message. We are closed right now{% if reopens_at %} and open again {{ reopens_at }}{% endif %}. We will answer you then.{% if hours %} Our hours: {{ hours }}.{% endif %}',
    de: 'Danke für Ihre Nachricht. Wir haben gerade geschlossen{% if reopens_at %} und sind {{ reopens_at }} wieder da{% endif %}. Dann antworten wir Ihnen.{% if hours %} Unsere Zeiten: {{ hours }}.{% endif %}',
    it: 'Grazie per il Suo messaggio. In questo momento siamo chiusi{% if reopens_at %} e riapriamo {{ reopens_at }}{% endif %}. Le risponderemo allora.{% if hours %} I nostri orari: {{ hours }}.{% endif %}',
    vi: 'Cảm ơn bạn đã nhắn tin. Hiện chúng tôi đang đóng cửa{% if reopens_at %} và sẽ mở lại {{ reopens_at }}{% endif %}. Khi đó chúng tôi sẽ trả lời bạn.{% if hours %} Giờ làm việc: {{ hours }}.{% endif %}',
    th: 'ขอบคุณสำหรับข้อความของคุณ ขณะนี้เราปิดทำการ{% if reopens_at %} และจะเปิดอีกครั้ง{{ reopens_at }}{% endif %} เราจะตอบกลับคุณเมื่อเปิดทำการ{% if hours %} เวลาทำการ: {{ hours }}{% endif %}',
    es: 'Gracias por su mensaje. Ahora mismo estamos cerrados{% if reopens_at %} y volvemos {{ reopens_at }}{% endif %}. Le responderemos entonces.{% if hours %} Nuestro horario: {{ hours }}.{% endif %}',
    fr: 'Merci pour votre message. Nous sommes fermés en ce moment{% if reopens_at %} et rouvrons {{ reopens_at }}{% endif %}. Nous vous répondrons alors.{% if hours %} Nos horaires : {{ hours }}.{% endif %}',
    pt: 'Obrigado pela sua mensagem. Estamos fechados neste momento{% if reopens_at %} e voltamos {{ reopens_at }}{% endif %}. Responderemos então.{% if hours %} Nosso horário: {{ hours }}.{% endif %}',
  },
  overCapacity: {
    en: 'Thank you for your message. All of us are busy at the moment.{% if eta %} Expected wait: {{ eta }}.{% elsif position %} You are number {{ position }} in the queue.{% endif %}',
    de: 'Danke für Ihre Nachricht. Im Moment sind alle im Gespräch.{% if eta %} Voraussichtliche Wartezeit: {{ eta }}.{% elsif position %} Sie sind Nummer {{ position }} in der Warteschlange.{% endif %}',
    it: 'Grazie per il Suo messaggio. Al momento siamo tutti occupati.{% if eta %} Attesa prevista: {{ eta }}.{% elsif position %} È il numero {{ position }} in coda.{% endif %}',
    vi: 'Cảm ơn bạn đã nhắn tin. Hiện tất cả chúng tôi đều đang bận.{% if eta %} Thời gian chờ dự kiến: {{ eta }}.{% elsif position %} Bạn đang ở vị trí số {{ position }} trong hàng chờ.{% endif %}',
    th: 'ขอบคุณสำหรับข้อความของคุณ ขณะนี้เจ้าหน้าที่ทุกคนกำลังให้บริการลูกค้าท่านอื่น{% if eta %} เวลารอโดยประมาณ: {{ eta }}{% elsif position %} คุณอยู่ในคิวลำดับที่ {{ position }}{% endif %}',
    es: 'Gracias por su mensaje. En este momento todos estamos ocupados.{% if eta %} Espera prevista: {{ eta }}.{% elsif position %} Es el número {{ position }} de la cola.{% endif %}',
    fr: 'Merci pour votre message. Nous sommes tous occupés pour le moment.{% if eta %} Attente prévue : {{ eta }}.{% elsif position %} Vous êtes numéro {{ position }} dans la file.{% endif %}',
    pt: 'Obrigado pela sua mensagem. No momento estamos todos ocupados.{% if eta %} Espera prevista: {{ eta }}.{% elsif position %} Você é o número {{ position }} da fila.{% endif %}',
  },
  queueUpdate: {
    en: '{% if position %}You are now number {{ position }} in the queue.{% else %}You are moving up.{% endif %}{% if eta %} Expected wait: {{ eta }}.{% endif %}',
    de: '{% if position %}Sie sind jetzt Nummer {{ position }} in der Warteschlange.{% else %}Sie rücken vor.{% endif %}{% if eta %} Voraussichtliche Wartezeit: {{ eta }}.{% endif %}',
    it: '{% if position %}Ora è il numero {{ position }} in coda.{% else %}La coda avanza.{% endif %}{% if eta %} Attesa prevista: {{ eta }}.{% endif %}',
    vi: '{% if position %}Bạn hiện ở vị trí số {{ position }} trong hàng chờ.{% else %}Bạn sắp đến lượt.{% endif %}{% if eta %} Thời gian chờ dự kiến: {{ eta }}.{% endif %}',
    th: '{% if position %}ตอนนี้คุณอยู่ในคิวลำดับที่ {{ position }}{% else %}ใกล้ถึงคิวของคุณแล้ว{% endif %}{% if eta %} เวลารอโดยประมาณ: {{ eta }}{% endif %}',
    es: '{% if position %}Ahora es el número {{ position }} de la cola.{% else %}Su turno se acerca.{% endif %}{% if eta %} Espera prevista: {{ eta }}.{% endif %}',
    fr: '{% if position %}Vous êtes maintenant numéro {{ position }} dans la file.{% else %}Votre tour approche.{% endif %}{% if eta %} Attente prévue : {{ eta }}.{% endif %}',
    pt: '{% if position %}Agora você é o número {{ position }} da fila.{% else %}Sua vez está chegando.{% endif %}{% if eta %} Espera prevista: {{ eta }}.{% endif %}',
  },
}
