import { Novu } from '@novu/js'
import { NovuUI } from '@novu/js/ui'

const { http, socket } = window.benchServer
const options = {
  applicationIdentifier: 'bench-app',
  subscriberId: 'bench-user',
  apiUrl: http,
  socketUrl: `${socket}/novu-socket`,
  // PartySocket, which users of the hosted service get.
  socketOptions: { socketType: 'cloud' },
}
const novu = new Novu(options)
const ui = new NovuUI({ options, novu })
ui.mountComponent({ name: 'Inbox', props: {}, element: document.getElementById('host') })
window.peer = { novu }
