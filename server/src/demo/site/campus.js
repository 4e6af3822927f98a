import '/belfry/belfry.js'
import { celebrations, groups, own } from '/site/simulator.js'

// The code of a host page: it assigns the inbox and the member's token to the elements. The rest of
// this file simulates the platform's back end.
const elements = document.querySelectorAll(
  'notification-bell, notification-inbox, notification-preferences, gamification-toasts',
)
const toasts = document.querySelector('gamification-toasts')
const memberSelect = document.querySelector('#member')
const addonSwitch = document.querySelector('#addon')
const log = document.querySelector('#log')

async function tokenOf(member) {
  const response = await fetch(`/demo/token?member=${encodeURIComponent(member)}`)
  if (!response.ok) throw new Error(`no token for ${member}`)
  return (await response.json()).token
}

function signIn(member) {
  localStorage.setItem('campus-member', member)
  memberSelect.value = member
  const getToken = () => tokenOf(member)
  for (const element of elements) Object.assign(element, { member, getToken, endpoint: '/' })
}

/** Sends JSON and returns the response. Throws an error with the problem's title if it failed. */
async function call(method, path, authorization, body, contentType = 'application/json') {
  const response = await fetch(path, {
    method,
    headers: { authorization: `Bearer ${authorization}`, 'content-type': contentType },
    ...(body && { body: JSON.stringify(body) }),
  })
  const answer = await response.json()
  if (response.ok) return answer
  const [error] = answer.errors ?? []
  const where = error ? ` (${error.pointer} ${error.message})` : ''
  throw new Error(`${response.status} ${answer.title}${where}`)
}

/**
 * The number of events in one batch. A back end also splits a burst, so that no request
 * grows without limit.
 */
const BATCH_SIZE = 100

async function post(events) {
  const effects = []
  for (let start = 0; start < events.length; start += BATCH_SIZE) {
    const batch = events.slice(start, start + BATCH_SIZE).map(toCloudEvent)
    const type = 'application/cloudevents-batch+json'
    effects.push(...(await call('POST', '/v1/events', 'demo-key', batch, type)).effects)
  }
  return effects
}

async function notify(notification) {
  return (await call('POST', '/v1/notifications', 'demo-key', notification)).effects
}

const toCloudEvent = ({ type, data }) => ({
  specversion: '1.0',
  id: crypto.randomUUID(),
  source: '/simulator',
  type,
  time: new Date().toISOString(),
  data,
})

const describe = ({ kind, type, template, change, email, reason }) =>
  [kind, type ?? template ?? change, email ?? reason].filter(Boolean).join(' ')

function summary(effects) {
  const counts = new Map()
  for (const effect of effects.map(describe)) counts.set(effect, (counts.get(effect) ?? 0) + 1)
  return [...counts]
    .map(([effect, count]) => (count > 1 ? `${count} × ${effect}` : effect))
    .join(', ')
}

/** Runs an action and shows its result in the log. */
async function report(label, act) {
  try {
    log.textContent = `${label}: ${await act()}`
  } catch (error) {
    log.textContent = `${label}: ${error.message}`
  }
}

/** Creates a named row of buttons. Each button acts for the member who is signed in. */
function groupOf(name, entries, act) {
  const group = document.createElement('fieldset')
  const legend = document.createElement('legend')
  legend.textContent = name
  const buttons = Object.entries(entries).map(([label, make]) => {
    const button = document.createElement('button')
    button.type = 'button'
    button.textContent = label
    button.addEventListener('click', () =>
      report(label, async () => summary(await act(make(memberSelect.value)))),
    )
    return button
  })
  group.append(legend, ...buttons)
  return group
}

document
  .querySelector('#events')
  .append(
    ...Object.entries(groups).map(([name, entries]) => groupOf(name, entries, post)),
    groupOf('celebrations', celebrations, post),
    groupOf('own types', own, notify),
  )

memberSelect.addEventListener('change', () => signIn(memberSelect.value))

addonSwitch.addEventListener('change', () =>
  report('Gamification', async () => {
    const gamification = addonSwitch.checked
    await call('PUT', '/v1/admin/settings', await tokenOf('admin-1'), { gamification })
    return gamification ? 'on' : 'off'
  }),
)

const focusSwitch = document.querySelector('#focus')

focusSwitch.addEventListener('change', () =>
  toasts.setFocusMode(focusSwitch.checked ? 'exam' : null),
)

async function showSettings() {
  const { gamification } = await call('GET', '/v1/admin/settings', await tokenOf('admin-1'))
  addonSwitch.checked = gamification
}

showSettings().catch(() => {
  // The page was left before the response, or the server is out of reach. The switch
  // stays unchanged.
})
const remembered = localStorage.getItem('campus-member')
const isOffered = [...memberSelect.options].some(({ value }) => value === remembered)
signIn(isOffered ? remembered : 'student-1')
