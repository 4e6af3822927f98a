import '/belfry/belfry.js'
import { events } from '/site/simulator.js'

// What a host does: give the bell its inbox and the member's token. The rest of this file plays the
// platform's back end.
const bell = document.querySelector('notification-bell')
const memberSelect = document.querySelector('#member')
const log = document.querySelector('#log')

async function tokenOf(member) {
  const response = await fetch(`/demo/token?member=${encodeURIComponent(member)}`)
  if (!response.ok) throw new Error(`no token for ${member}`)
  return (await response.json()).token
}

function signIn(member) {
  localStorage.setItem('campus-member', member)
  memberSelect.value = member
  bell.member = member
  bell.getToken = () => tokenOf(member)
  bell.endpoint = '/'
}

async function post({ type, data }) {
  const member = memberSelect.value
  const response = await fetch('/v1/events', {
    method: 'POST',
    headers: {
      authorization: 'Bearer demo-key',
      'content-type': 'application/cloudevents+json',
    },
    body: JSON.stringify({
      specversion: '1.0',
      id: crypto.randomUUID(),
      source: '/simulator',
      type,
      time: new Date().toISOString(),
      data: data(member),
    }),
  })
  const answer = await response.json()
  log.textContent = response.ok
    ? `${type}: ${answer.effects.map(describe).join(', ')}`
    : `${type}: ${response.status} ${answer.detail ?? answer.title}`
}

const describe = (effect) =>
  [effect.kind, effect.type ?? effect.template ?? effect.change, effect.email ?? effect.reason]
    .filter(Boolean)
    .join(' ')

memberSelect.addEventListener('change', () => signIn(memberSelect.value))

document.querySelector('#events').append(
  ...events.map((event) => {
    const button = document.createElement('button')
    button.type = 'button'
    button.textContent = event.label
    button.addEventListener('click', () => {
      post(event).catch((error) => {
        log.textContent = `${event.type}: ${error.message}`
      })
    })
    return button
  }),
)

const remembered = localStorage.getItem('campus-member')
const isOffered = [...memberSelect.options].some(({ value }) => value === remembered)
signIn(isOffered ? remembered : 'student-1')
