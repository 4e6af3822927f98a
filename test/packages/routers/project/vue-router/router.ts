import { h } from 'vue'
import { createRouter, createWebHistory, useRoute } from 'vue-router'

const Lesson = {
  setup() {
    const route = useRoute()
    return () => h('h1', `Lesson ${route.params.id} ?tab=${route.query.tab}${route.hash}`)
  },
}

export const router = createRouter({
  history: createWebHistory(),
  routes: [
    { path: '/', component: { render: () => h('h1', 'Start') } },
    { path: '/lessons/:id', component: Lesson },
  ],
})
