import type { Dialogue } from '../dialogue.ts'

export const salesDialogues: readonly Dialogue[] = [
  {
    topic: 'boots',
    team: 'Sales',
    turns: [
      {
        customer: [
          {
            oneOf: [
              'Hi! Do you have the Skerry boots in 43, in brown?',
              'Hello, are the brown Skerry boots available in size 43?',
              'Are there any Skerry boots left in 43? Brown if possible.',
            ],
          },
        ],
        agent: ['Hello {customer}, {agent} here. Let me look at the shelf.', 'Two pairs left in 43, both brown.'],
        note: 'Skerry 43 brown: 2 left, next delivery in three weeks.',
      },
      {
        customer: ['Great. Do they run small? I am between 42 and 43.'],
        agent: [
          'A little. With a thick sock most people are happy one size up, so 43 sounds right for you.',
          'Shall I put a pair aside until Saturday?',
        ],
      },
      {
        customer: ['Yes please, I will come by after work on Friday.'],
        agent: ['Done, they are at the counter under your name. See you on Friday!'],
      },
    ],
  },
  {
    topic: 'tents',
    team: 'Sales',
    turns: [
      {
        customer: [
          {
            oneOf: [
              'We are looking for a tent for two adults, a child and a dog.',
              'Which tent would you take for two adults, one child and a dog?',
            ],
          },
          'We camp by the sea, so it is windy most of the time.',
        ],
        agent: [
          'Hi {customer}, {agent} from Harbour Outfitters. For wind I would take a tunnel tent with four poles.',
          'The Breakwater 4 has a porch that is big enough for the dog. How heavy may it be?',
        ],
      },
      {
        customer: ['We go by car, so the weight does not matter.'],
        agent: [
          'Then the Breakwater 4 it is: 9 kg, and it has stood through a gale on our own beach.',
          'One is set up in the shop this week, if you would like to lie down in it.',
        ],
      },
      {
        customer: ['Oh nice, how long are you open on Saturday?'],
        agent: ['From nine to six. Bring the dog!'],
      },
      { customer: ['We will. Thank you!'], agent: ['Until Saturday then.'] },
    ],
  },
  {
    topic: 'kayaks',
    team: 'Sales',
    isForPhone: true,
    turns: [
      {
        customer: ['Good morning, do you also rent out kayaks? We are four people.'],
        agent: ['Good morning {customer}! We do, singles and doubles. Where would you like to put in?'],
      },
      {
        customer: [
          {
            place: {
              latitude: 54.3233,
              longitude: 10.1228,
              name: 'Old Slipway',
              address: '1 Invented Quay',
            },
          },
          'Around here, if that works.',
        ],
        agent: [
          'That is a good place, and sheltered from the west.',
          'We would bring two doubles there at ten and pick them up at five. 140 for the day, vests included.',
        ],
        note: 'Old Slipway: van needs the lower gate, ask the harbour master.',
      },
      {
        customer: ['Perfect, please book it for Sunday.'],
        agent: ['Booked for Sunday at ten. If the wind is above five we call you on Saturday evening.'],
      },
    ],
  },
  {
    topic: 'prices',
    team: 'Sales',
    turns: [
      {
        customer: [
          {
            oneOf: [
              'Is the spring sale still on for jackets?',
              'Until when is the sale on jackets?',
              'Hello! Are the jackets still reduced?',
            ],
          },
        ],
        agent: ['Hello {customer}! Yes, until Sunday evening, in the shop and online. 20 % on everything with a hood.'],
      },
      {
        customer: ['And if I buy two?'],
        agent: ['Then the second one comes without postage. I am afraid that is all I may do. {agent}'],
      },
      { customer: ['Fair enough, thanks.'], agent: ['You are welcome. Fair winds!'] },
    ],
  },
  {
    topic: 'ropes',
    team: 'Sales',
    turns: [
      {
        customer: ['I need 40 m of rope for a mooring, the boat is 9 m long. What thickness?'],
        agent: ['Hi {customer}, {agent} here. How heavy is she, roughly?'],
      },
      {
        customer: ['About 5 tonnes.'],
        agent: [
          'Then 16 mm, three-strand, because it stretches and is kind to your cleats.',
          '40 m would be 96. We splice an eye into each end if you like, that takes a day.',
        ],
        note: '16 mm three-strand, 40 m, two spliced eyes. Price agreed: 96 + 20.',
      },
      {
        customer: ['With eyes please. Can I pay when I fetch it?'],
        agent: ['Of course. It will hang on the wall behind the counter from Thursday on.'],
      },
      { customer: ['Brilliant, see you Thursday.'], agent: ['See you then!'] },
    ],
  },
  {
    topic: 'gift cards',
    team: 'Sales',
    turns: [
      {
        customer: [{ oneOf: ['Do you sell gift cards?', 'Hi, can I buy a gift card from you?'] }],
        agent: ['We do, for any amount from 20 on. By post or by e-mail?'],
      },
      {
        customer: ['By e-mail, it is for tomorrow...'],
        agent: [
          'No problem, it arrives within the hour. There is one with a lighthouse and one with a very small boat.',
        ],
      },
      {
        customer: ['The very small boat!'],
        agent: ['A good choice, {customer}. You will find it in your mail. {agent}'],
      },
    ],
  },
  {
    topic: 'group orders',
    team: 'Sales',
    isUrgent: true,
    turns: [
      {
        customer: [
          'We are a rowing club and need 24 rain jackets with our name on them.',
          'Our first race is in three weeks. Is that possible at all?',
        ],
        agent: [
          'Hello {customer}, {agent} from Harbour Outfitters. It is tight, but yes, if we have your sizes by Friday.',
          'From 20 jackets on there is 15 % off, and the print is included.',
        ],
        note: 'Printer says: drawing and sizes by Friday noon, else two weeks later.',
      },
      {
        customer: ['I can send you the list tonight. Does the print survive salt water?'],
        agent: ['It does, we use it for the harbour pilots. I am sending you the size chart.'],
      },
      {
        customer: ['Wonderful, you are saving our season.'],
        agent: ['We would not want you to row wet. Until tonight!'],
      },
    ],
  },
  {
    topic: 'stoves',
    team: 'Sales',
    turns: [
      {
        customer: ['Gas or spirit, which stove would you take to the far north in autumn?'],
        agent: ['Spirit, without a second thought: gas sulks when it is cold. {agent} speaking, by the way.'],
      },
      {
        customer: ['And how much spirit for two people and six days?'],
        agent: ['Count on a litre and a half if you cook twice a day. Two litres if you love tea.'],
      },
      { customer: ['We love tea.'], agent: ['Two litres then. The Cinder 2 is in stock, should I send you one?'] },
      { customer: ['I will order it online. Many thanks!'], agent: ['Enjoy the north, {customer}!'] },
    ],
  },
  {
    topic: 'dry bags',
    team: 'Sales',
    turns: [
      {
        customer: [
          { oneOf: ['Which dry bag fits on a bike rack?', 'Hello there, is there a dry bag that fits a bike rack?'] },
        ],
        agent: ['The Lugger 30: it has hooks and a strap, and it swims if need be.'],
      },
      {
        customer: ['Is it really waterproof? My last one was not.'],
        agent: [
          'Rolled three times it is. We keep one under the pier with a newspaper in it.',
          'The newspaper is from last May and can still be read.',
        ],
      },
      {
        customer: ['Ha, sold. In yellow please.'],
        agent: ['Yellow is in stock, just put it into your basket. {agent}'],
      },
    ],
  },
  {
    topic: 'life vests',
    team: 'Sales',
    turns: [
      {
        customer: ['Hola, ¿tienen chalecos salvavidas para niños?'],
        agent: ['¡Hola {customer}! Sí, tenemos, de 10 a 40 kg. ¿Cuánto pesa el niño?'],
      },
      {
        customer: ['Unos 22 kg, tiene siete años.'],
        agent: ['Entonces el Foca M, en naranja o rojo. Cuesta 49 y lo enviamos en dos días.'],
      },
      { customer: ['El rojo, por favor. ¡Gracias!'], agent: ['Perfecto, está reservado. Un saludo, {agent}'] },
    ],
  },
  {
    topic: 'sleeping bags',
    team: 'Sales',
    turns: [
      {
        customer: ['Looking for a sleeping bag for my daughter, she is always cold.'],
        agent: ['Hi {customer}, {agent} here. In summer only, or also in spring and autumn?'],
      },
      {
        customer: ['Spring too, scouts go out at Easter whatever the weather.'],
        agent: [
          'Then the Hibernia with comfort down to -4. It can be shortened, so it is warm now and long enough in five years.',
        ],
      },
      {
        customer: ['That sounds clever. Can it be washed?'],
        agent: ['At 30 degrees, with two tennis balls in the dryer afterwards.'],
      },
      { customer: ['Ordered! Thank you for the advice.'], agent: ['Thank you, and warm feet to her.'] },
    ],
  },
  {
    topic: 'opening hours',
    team: 'Sales',
    turns: [
      {
        customer: [{ oneOf: ['Are you open on Monday?', 'Is the shop open on Monday? It is a holiday here.'] }],
        agent: ['On Monday we are open from ten to two, {customer}.'],
      },
      { customer: ['Super, thanks!'], agent: ['See you on Monday. {agent}'] },
    ],
  },
]
