const member = new URLSearchParams(location.search).get('member') ?? 'student-1'
const getToken = async () =>
  (await (await fetch(`/demo/token?member=${encodeURIComponent(member)}`)).json()).token

// The library is not loaded yet, so these properties are set on undefined elements.
const elements = document.querySelectorAll('notification-bell, gamification-toasts')
for (const element of elements) Object.assign(element, { member, getToken, endpoint: '/' })

// One copy defines the elements. The other copy finds them defined, and works as well.
const [, elder] = await Promise.all([import('/belfry/belfry.js'), import('/elder/belfry.js')])
const inbox = elder.createInbox({ endpoint: '/', getToken })
const output = document.querySelector('#other-copy')
inbox.$counts.subscribe(({ unread }) => (output.textContent = `${unread}`))
inbox.start()

const bell = document.querySelector('#bell')
const places = ['#first-place', '#second-place'].map((id) => document.querySelector(id))
document.querySelector('#move').addEventListener('click', () => {
  places.find((place) => place !== bell.parentElement).append(bell)
})
document.querySelector('#open-settings').addEventListener('click', () => {
  document.querySelector('#settings').showModal()
})
