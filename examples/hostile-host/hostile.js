const member = new URLSearchParams(location.search).get('member') ?? 'student-1'
const getToken = async () =>
  (await (await fetch(`/demo/token?member=${encodeURIComponent(member)}`)).json()).token

// Before the library has come: elements that are not defined yet are plain ones with properties.
const elements = document.querySelectorAll('notification-bell, gamification-toasts')
for (const element of elements) Object.assign(element, { member, getToken, endpoint: '/' })

// Whichever defines the elements: the other finds them taken, and works as well.
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
