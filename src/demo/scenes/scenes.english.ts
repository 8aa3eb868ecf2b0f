import { agent, customer, note, type Scene } from './scene.js';

/** What the foreign firms write to support. */
export const ENGLISH_SCENES: readonly Scene[] = [
  {
    language: 'en',
    via: 'support',
    team: 'support',
    subject: 'Router {router} offline at {site}',
    type: 'incident',
    priority: 3,
    tags: ['router', 'link'],
    weight: 3,
    turns: [
      customer(
        '{greet},\n\nThe router at {site} went down around {time}. {The scanners are on mobile data.|Nobody can badge in.} Could someone look at it today?\n\n{name}\n{company}',
      ),
      agent(
        'Hello {first}, I am testing the line from here. Meanwhile, please unplug {router} for 30 seconds and tell me which lights are on afterwards.',
        'waiting_customer',
      ),
      customer('{Power and the second light, the third blinks orange.|Only power.}'),
      note('Carrier has an outage in the area, protocol {number}.'),
      agent(
        'Thank you. I moved you to the second carrier; you should be online again. I keep an eye on it until the first one is back.',
      ),
      customer('We are back, thanks a lot.'),
      agent('Good. The first carrier is stable again as well.', 'solved'),
    ],
  },
  {
    language: 'en',
    via: 'support',
    team: 'support',
    subject: 'Swap of {count} notebooks, {site}',
    type: 'task',
    priority: 2,
    mode: 'visit',
    tags: ['notebook', 'swap'],
    weight: 2,
    turns: [
      customer(
        'Our lease allows a swap after 36 months. We would like to exchange {count} notebooks, keeping data on the old ones until everybody has moved.',
      ),
      agent(
        'Hello {first}, that works. We bring the new ones, you keep the old for two weeks, then we collect and wipe them with a certificate. Which day suits you?',
        'waiting_customer',
      ),
      customer('Any day next week, before noon.'),
      agent('Scheduled. You get the list of serial numbers beforehand.', 'visit_scheduled'),
      agent('All {count} delivered and signed for. Collection of the old ones is in two weeks.', 'solved'),
    ],
  },
  {
    language: 'en',
    via: 'support',
    team: 'support',
    subject: 'Sensor {sensor} reports {temp} °C, cannot be right',
    type: 'problem',
    priority: 3,
    tags: ['sensor'],
    weight: 3,
    turns: [
      customer('Sensor {sensor} jumped to {temp} °C at {time}, the room feels normal. Is the reading broken?'),
      agent(
        'Thank you, {first}. Its neighbours agree with you: 4.1 and 4.3 °C. I marked the readings as doubtful and restarted it.',
      ),
      customer('Now it shows 4.2, good.'),
      agent(
        'I ordered a replacement to be safe; it comes with the next visit. The report will carry a note for your auditor.',
        'solved',
      ),
    ],
  },
  {
    language: 'en',
    via: 'support',
    team: 'support',
    subject: 'Add {other} to the portal',
    type: 'question',
    priority: 1,
    tags: ['portal'],
    weight: 3,
    turns: [
      customer('Could {other} get access to the portal? Tickets and reports of {site} only, no invoices please.'),
      agent('Done, {first}. The invitation is valid for 24 hours.', 'solved'),
      customer('It arrived, thanks.'),
      agent('You are welcome.', 'solved'),
    ],
  },
  {
    language: 'en',
    via: 'support',
    team: 'support',
    subject: 'VPN drops every hour since Monday',
    type: 'problem',
    priority: 2,
    tags: ['vpn'],
    weight: 2,
    turns: [
      customer(
        'The VPN to our head office drops {every hour on the hour|two or three times a day}. It takes a minute to come back, but calls are lost.',
      ),
      agent(
        'Hello {first}, the key lifetime on both ends differs since your side was updated. Could your network team set 8 hours on theirs?',
        'waiting_customer',
      ),
      customer('They did. Quiet for a day now.'),
      agent('Same here: no drop in 26 hours. Closing, write if it comes back.', 'solved'),
    ],
  },
];
