/** The pages: the list of walls, and one wall for each unit. */
import { createRouter, createWebHistory } from 'vue-router'

export const router = createRouter({
  history: createWebHistory(),
  routes: [
    { path: '/', component: () => import('./home/HomePage.vue') },
    { path: '/wall/:unit', component: () => import('./wall/WallPage.vue'), props: true },
    { path: '/:rest(.*)*', redirect: '/' },
  ],
})
