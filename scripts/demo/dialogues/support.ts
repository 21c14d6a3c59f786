import type { Dialogue } from '../dialogue.ts'

export const supportDialogues: readonly Dialogue[] = [
  {
    topic: 'delivery',
    team: 'Support',
    turns: [
      {
        customer: [
          {
            oneOf: [
              'Hi, where is my order {order}? It should have come on Tuesday.',
              'Hello, I am still waiting for order {order}.',
              'My order {order} has been on its way for a week. Is it lost?',
            ],
          },
        ],
        agent: ['Hello {customer}, {agent} from Harbour Outfitters. I am sorry for that, one moment please.'],
        note: 'Parcel has been in the depot since Monday, no reason given.',
      },
      {
        customer: ['Okay.'],
        agent: [
          'It has been lying in the depot since Monday. I have asked them to take it out today.',
          'You should have it tomorrow before noon. If not, we send another one at once.',
        ],
      },
      { customer: ['Thanks for being so quick.'], agent: ['I keep an eye on it. Have a good day!'] },
    ],
  },
  {
    topic: 'damage',
    team: 'Support',
    isUrgent: true,
    turns: [
      {
        customer: [
          'My parcel has just arrived and it looks as if somebody had sat on it.',
          { picture: 'parcel', caption: 'This is how it came.' },
        ],
        agent: [
          'Oh dear. Hello {customer}, {agent} here. Thank you for the picture.',
          'Is what was in it broken, too?',
        ],
      },
      {
        customer: ['The lamp is fine, but the glass of the lantern is in a thousand pieces.'],
        agent: [
          'Please leave the pieces where they are. A new lantern goes out today, and you need not send anything back.',
        ],
        note: 'New lantern from stock, claim with the carrier. No return.',
      },
      {
        customer: ['That is very kind, I did not expect that.'],
        agent: ['It is what we would want ourselves. The new one is packed in twice as much straw.'],
      },
    ],
  },
  {
    topic: 'returns',
    team: 'Support',
    turns: [
      {
        customer: [
          {
            oneOf: [
              'How do I send something back?',
              'Hello, I would like to return a jumper, how does that work?',
              'Can I return a pair of trousers without the box?',
            ],
          },
        ],
        agent: ['Hi {customer}! Just pack it up in anything that holds. What is the number of the order?'],
      },
      {
        customer: ['{order}'],
        agent: [
          'Thank you. You will find a label in your mail in a minute: print it, stick it on, drop it at any parcel shop.',
          'The money is back within five days after it has arrived. {agent}',
        ],
      },
      { customer: ['Got the label, thank you!'], agent: ['Lovely. Is there anything else? If not, have a good one!'] },
    ],
  },
  {
    topic: 'repairs',
    team: 'Support',
    turns: [
      {
        customer: [
          'The sole of my boot comes off at the front.',
          { picture: 'boot', caption: 'Can that be glued? They are only two years old.' },
        ],
        agent: [
          'Hello {customer}, {agent} here. That is nothing for glue, but our cobbler sews it on again.',
          'Within three years that costs you nothing.',
        ],
      },
      {
        customer: ['Really? Do I have to bring them in?'],
        agent: ['As you like. By post works as well, and takes about ten days there and back.'],
        note: 'Sole detached at the toe, bought two years ago. Cobbler free from Wednesday.',
      },
      {
        customer: ['Then I bring them in on Wednesday. I want to see that cobbler.'],
        agent: ['He likes visitors. Please come before four, that is when he goes sailing.'],
      },
    ],
  },
  {
    topic: 'repairs',
    team: 'Support',
    turns: [
      {
        customer: [
          { picture: 'tent', caption: 'One gust and the pole was gone.' },
          'Where do I get a new segment? The tent is a Breakwater 2.',
        ],
        agent: ['Ouch. Hello {customer}. Which segment is it, counted from the peak?'],
      },
      {
        customer: ['The second one, on the side with the window.'],
        agent: [
          'That is part B2, 14 with postage. I would take the repair sleeve, too: it goes over the break and saves the night.',
        ],
      },
      { customer: ['Both please, we leave on Saturday.'], agent: ['They go out today. Good weather! {agent}'] },
      { customer: ['Anything below eight will do now.'], agent: ['I cross my fingers.'] },
    ],
  },
  {
    topic: 'repairs',
    team: 'Support',
    isForPhone: true,
    turns: [
      {
        customer: ['voice note', 'Sorry for the singing, I am in a good mood. It is about the zip of my jacket.'],
        agent: ['That is the best start of a day I have had this week, {customer}. {agent} here. What about the zip?'],
      },
      {
        customer: [{ picture: 'jacket', caption: 'It opens from below while it is closed.' }],
        agent: ['The slider is worn, that happens. We put in a new one for 8, while you wait.'],
        note: 'New slider, size 8, in the drawer under the till.',
      },
      {
        customer: ['Then I come by at noon and sing some more.'],
        agent: ['We will put the kettle on.'],
      },
    ],
  },
  {
    topic: 'payment',
    team: 'Support',
    turns: [
      {
        customer: [
          {
            oneOf: ['I was charged twice for order {order}.', 'Hello, order {order} is on my statement two times?!'],
          },
        ],
        agent: ['Hello {customer}, {agent} here. I can see both, and only one is ours to keep.'],
        note: 'Double booking, second one reversed by hand.',
      },
      {
        customer: ['So what happens now?'],
        agent: ['I have just sent the second one back. Depending on your bank you see it in one to three days.'],
      },
      { customer: ['Thank you, that was painless.'], agent: ['As it should be. Sorry for the fright!'] },
    ],
  },
  {
    topic: 'change of address',
    team: 'Support',
    turns: [
      {
        customer: ['I have moved, and my order {order} goes to the old address. Can you still change it?'],
        agent: ['Hi {customer}, {agent} here. It leaves at three, so yes! What is the new one?'],
      },
      {
        customer: ['12 Lantern Lane, second floor, same town.'],
        agent: ['Changed. You will get a mail with the new label as proof.'],
      },
      { customer: ['Phew. Thank you so much!'], agent: ['Welcome to the new home!'] },
    ],
  },
  {
    topic: 'account',
    team: 'Support',
    turns: [
      {
        customer: [
          { oneOf: ['I cannot log in to the shop any more.', 'The shop says my password is wrong, but it is not.'] },
        ],
        agent: ['Hello {customer}. Does it say that the password is wrong, or that the account is locked?'],
      },
      {
        customer: ['Locked. I may have tried a few times...'],
        agent: ['No harm done. I have unlocked it, and a link for a new password is in your mail. {agent}'],
      },
      { customer: ['In again, hooray.'], agent: ['Hooray indeed!'] },
    ],
  },
  {
    topic: 'warranty',
    team: 'Support',
    turns: [
      {
        customer: ['My head torch goes off by itself after five minutes. It is half a year old.'],
        agent: ['Hello {customer}, {agent} from Harbour Outfitters. Does it do so with new batteries as well?'],
      },
      {
        customer: ['Yes, I have tried three sets.'],
        agent: ['Then it is the torch, and it is under warranty. Do you still have the number of the order?'],
      },
      {
        customer: ['It was {order}, I think.'],
        agent: ['Found it. A new torch is on its way; please recycle the old one, we do not need it back.'],
        note: 'Third one of this batch. Told purchasing.',
      },
      { customer: ['Excellent service, thank you.'], agent: ['Thank you, and bright nights!'] },
    ],
  },
  {
    topic: 'care',
    team: 'Support',
    turns: [
      {
        customer: ['How do I wash a down jacket without ruining it?'],
        agent: [
          'Hi {customer}! At 30 degrees, with down soap and plenty of water, no softener.',
          'And then dry it for ever.',
        ],
      },
      {
        customer: ['How long is for ever?'],
        agent: ['About three hours in the dryer on low, with tennis balls. Until there are no lumps left.'],
      },
      { customer: ['I only have ping-pong balls.'], agent: ['Then four hours. Good luck! {agent}'] },
    ],
  },
  {
    topic: 'returns',
    team: 'Support',
    turns: [
      {
        customer: ['Guten Tag, ich möchte die Bestellung {order} zurückschicken.'],
        agent: ['Guten Tag {customer}, gerne! Das Etikett schicke ich Ihnen gleich zu. Passt etwas nicht?'],
      },
      {
        customer: ['Die Hose ist leider zu kurz.'],
        agent: ['Die gibt es auch in lang. Möchten Sie lieber tauschen?'],
      },
      {
        customer: ['Oh ja, dann tauschen wir.'],
        agent: ['Sehr gerne, die lange geht heute noch raus. Viele Grüße, {agent}'],
      },
    ],
  },
  {
    topic: 'missing parts',
    team: 'Support',
    turns: [
      {
        customer: ['The tent came without pegs. Not one!', 'We wanted to leave tomorrow morning.'],
        agent: ['Hello {customer}, {agent} here. That must not happen, I am sorry. Are you anywhere near the shop?'],
      },
      {
        customer: ['About half an hour away.'],
        agent: ['Then come by before six, a bag with twenty pegs and a mallet is waiting for you.'],
        note: 'Pegs and mallet on the house.',
      },
      { customer: ['On my way!'], agent: ['Drive carefully, we are not running away.'] },
    ],
    isUrgent: true,
  },
  {
    topic: 'invoice',
    team: 'Support',
    turns: [
      {
        customer: [
          { oneOf: ['Could I get an invoice for {order}?', 'Hi, I need the invoice of order {order} once more.'] },
        ],
        agent: ['Of course, {customer}. To the same mail address?'],
      },
      {
        customer: ['Yes, and with the name of the company please: Example & Daughters.'],
        agent: ['It is in your mail, made out to Example & Daughters. {agent}'],
      },
      { customer: ['Perfect, bye!'], agent: ['Good-bye!'] },
    ],
  },
]
