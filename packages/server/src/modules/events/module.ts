import type { Module } from '../../platform/module.js';

export const eventsModule: Module = { name: 'events', entities: [], resolvers: [], jobs: [], nodes: [] };
