import { Courier, CourierInboxDatastore } from '@trycourier/courier-ui-inbox'

const { http, socket } = window.benchServer
Courier.shared.signIn({
  userId: 'bench-user',
  jwt: 'bench-token',
  apiUrls: {
    courier: { rest: `${http}/courier`, graphql: `${http}/courier/q` },
    inbox: { graphql: `${http}/inbox/q`, webSocket: `${socket}/courier-socket` },
  },
})
const menu = document.createElement('courier-inbox-popup-menu')
menu.setAttribute('popup-alignment', 'top-right')
document.getElementById('host').append(menu)
window.peer = { store: CourierInboxDatastore }
