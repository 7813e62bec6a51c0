/// <reference types="vite/client" />

declare module 'virtual:tokens.css' {}
declare module 'virtual:fonts.css' {}
declare module 'virtual:font-slices.css' {}
